"""What may come next, once a case has ended."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from anef_desk.catalogue.library import Library
from anef_desk.desk.roles import Act
from anef_desk.desk.views import CaseFile
from anef_desk.law.orientation import ProcedureAnswer
from anef_desk.law.situation import questions
from ui.language import _, current
from ui.widgets.buttons import Button
from ui.widgets.card import Card, clear
from ui.widgets.entry import Entry

MOST = 3
"""Procedures that are offered; the person's file has them all."""


class FollowingCard(Card):
    """Offers to open the procedures that may follow."""

    next_wanted = Signal(str)  # procedure code

    def show_case(self, case: CaseFile, library: Library) -> None:
        """Show what may follow *case*; hide when nothing does."""
        self.title.setText(_("La suite"))
        clear(self.body, 1)
        for place, answer in enumerate(case.following[:MOST]):
            entry = self._entry(answer, library)
            if Act.EVENTS in case.may:
                self._offer(entry, answer, first=not place)
            self.body.addWidget(entry)
        self.setVisible(bool(case.following))

    def _entry(self, answer: ProcedureAnswer, library: Library) -> Entry:
        asked: list[str] = []
        if not answer.truth:
            asked = questions(answer.undecided[:2], library, current())
        why = (
            _("Peut-être. À demander : {questions}", questions=" ".join(asked))
            if asked
            else " ".join(one.in_(current()) for one in answer.why)
        )
        return Entry(current().content(answer.title), why)

    def _offer(self, entry: Entry, answer: ProcedureAnswer, *, first: bool) -> None:
        button = Button("primary" if first else "plain", "add", "open-next")
        button.setText(_("Ouvrir"))
        button.setAccessibleName(_("Ouvrir la démarche : {title}", title=entry.title))
        button.clicked.connect(partial(self.next_wanted.emit, answer.code))
        entry.add(button)
