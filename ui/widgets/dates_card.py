"""The dates the law sets to a person, each with its reason and its article."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from anef_desk.catalogue.library import Library
from anef_desk.desk.views import PersonFile
from anef_desk.law.deadlines import Deadline
from anef_desk.law.situation import questions
from ui import terms
from ui.language import _, current
from ui.widgets.card import clear
from ui.widgets.chip import ChipKind
from ui.widgets.entry import Entry
from ui.widgets.file_card import FileCard, advice


class DatesCard(FileCard):
    """Lists what comes, what is past, then what cannot be computed yet."""

    def _write(self, file: PersonFile, library: Library) -> bool:
        self.title.setText(_("Échéances"))
        clear(self.body, 1)
        deadlines, failed = file.situation.deadlines, file.situation.failed
        dated = [d for d in deadlines if d.due is not None]
        coming = [d for d in dated if d.state != "past"]
        passed = [d for d in dated if d.state == "past"]
        for deadline in (*coming, *reversed(passed)):
            self.body.addWidget(_deadline(file, deadline))
        undated = [d for d in deadlines if d.due is None and d.missing]
        for deadline in undated:
            self.body.addWidget(_undated(deadline, library))
        if failed:
            self.body.addWidget(
                advice(
                    _("Une règle n’a pas pu être calculée. Les autres restent justes.")
                )
            )
        return bool(dated or undated or failed)


def _deadline(file: PersonFile, deadline: Deadline) -> QWidget:
    say = current().content
    due = deadline.due or file.on
    over = deadline.state == "past"
    kind: ChipKind = "late" if over else "soon" if deadline.state == "open" else "none"
    opens = deadline.opens
    entry = Entry(
        say(deadline.title),
        _(
            "{day}, possible à partir du {first}",
            day=current().day(due),
            first=current().day(opens),
        )
        if opens is not None and opens > file.on
        else current().day(due),
    )
    entry.add_status(kind, terms.days_left(file.on, due))
    entry.explain(
        say(deadline.missed) if over else say(deadline.text),
        terms.resting_on(deadline.basis),
    )
    return entry


def _undated(deadline: Deadline, library: Library) -> QWidget:
    """Say what must be known before the date can be."""
    asked = questions(deadline.missing[:2], library, current())
    entry = Entry(
        current().content(deadline.title),
        _(
            "Date pas encore connue. À demander : {questions}",
            questions=" ".join(asked),
        ),
    )
    entry.explain(current().content(deadline.text), terms.resting_on(deadline.basis))
    return entry
