"""What was done in a file, and which files were made one with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from anef_desk import i18n
from anef_desk.catalogue.library import Library
from anef_desk.desk.people import JOURNAL_SHOWN
from anef_desk.desk.roles import Act
from anef_desk.desk.views import MergedFile, PersonFile
from anef_desk.domain.journal_entry import JournalEntry
from ui import terms
from ui.language import _, current
from ui.widgets.buttons import Button
from ui.widgets.card import clear
from ui.widgets.entry import Entry
from ui.widgets.file_card import FileCard, FileRecorder, advice, moment

LINES = 8


class HistoryCard(FileCard):
    """Lists the last lines of the journal; all of them, with each change, on demand."""

    parting_wanted = Signal(str)  # merge to undo
    older_wanted = Signal(int)  # number of the entry before which they come

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.whole = Button("link", "", "whole-history")
        self.whole.setCheckable(True)
        self._further: tuple[JournalEntry, ...] = ()  # the older lines that were read
        self._since = 0  # number of the entry they come before
        self._ended = False  # whether there are no older ones
        self.head.addWidget(self.whole)
        self.whole.toggled.connect(self.retranslate)

    def _write(self, file: PersonFile, _library: Library) -> bool:
        whole = self.whole.isChecked()
        self.title.setText(_("Ce qui a été fait"))
        self.whole.setText(_("Moins") if whole else _("Tout, avant et après"))
        self.whole.setAccessibleName(
            _("Montrer moins de l’histoire du dossier")
            if whole
            else _("Toute l’histoire du dossier, avant et après chaque changement")
        )
        clear(self.body, 1)
        last = file.journal[-1].number if file.journal else 0
        if last != self._since:  # There are new lines: the older ones no longer follow.
            self._since, self._further, self._ended = last, (), False
        every = (*file.journal, *self._further)
        for line in every if whole else every[:LINES]:
            told, changes = _told(line), _changes(line) if whole else ""
            self.body.addWidget(Entry(told, changes) if changes else advice(told))
        if whole and len(every) >= JOURNAL_SHOWN and not self._ended:
            older = Button("link", "", "older-history")
            older.setText(_("Lignes plus anciennes"))
            older.clicked.connect(partial(self.older_wanted.emit, every[-1].number))
            self.body.addWidget(older, 0, Qt.AlignmentFlag.AlignLeading)
        for merged in file.merged:
            self.body.addWidget(self._merged(merged, may=Act.PEOPLE in file.may))
        return bool(file.journal)

    def show_older(self, lines: Sequence[JournalEntry]) -> None:
        """Show *lines* after those that are shown."""
        self._further += tuple(lines)
        self._ended = len(lines) < JOURNAL_SHOWN
        self.retranslate()

    def _merged(self, merged: MergedFile, *, may: bool) -> QWidget:
        entry = Entry(
            _("Dossier réuni avec celui-ci : {name}", name=merged.name),
            current().day(merged.merged_on),
        )
        if merged.may_part and may:
            button = Button("plain", "", "part")
            button.setText(_("Séparer de nouveau"))
            button.setAccessibleName(
                _("Séparer de nouveau les dossiers : {name}", name=merged.name)
            )
            button.clicked.connect(partial(self.parting_wanted.emit, merged.id))
            entry.add(button)
        return entry


def _told(line: JournalEntry) -> str:
    words = _(terms.ACTIONS.get(line.action, terms.ACTIONS["changed"]))
    return terms.joined((moment(line.at), words, i18n.isolated(line.staff)))


def _changes(line: JournalEntry) -> str:
    """Return what changed, each field with what it was and what it became."""
    told = []
    for name, change in line.changes.items():
        field = terms.CHANGED_FIELDS.get(name)
        if field is None:
            continue
        before, after = (
            _changed(name, value) for value in (change.before, change.after)
        )
        told.append(
            _(
                "{field} : « {before} » devient « {after} »",
                field=_(field),
                before=before,
                after=after,
            )
            if before and after
            else _("{field} : « {after} »", field=_(field), after=after)
            if after
            else _("{field} : « {before} » retiré", field=_(field), before=before)
        )
    return "\n".join(told)


def _changed(name: str, value: object) -> str:
    """Return a value of the journal in words."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Oui") if value else _("Non")
    text = str(value)
    words = terms.CHANGED_WORDS.get(name, {}).get(text)
    if words is not None:
        return _(words)
    try:
        return current().short_day(date.fromisoformat(text))
    except ValueError:
        return text


class HistoryPresenter:
    """Undoes what was made one."""

    def __init__(self, card: HistoryCard, records: FileRecorder) -> None:
        self._records = records
        card.parting_wanted.connect(self.part)
        card.older_wanted.connect(self.read_older)
        self._card = card

    def part(self, merge: str) -> None:
        """Make two files again."""
        self._records.do(partial(self._records.desk.people.part, merge))

    def read_older(self, before: int) -> None:
        """Read what was done before an entry."""
        records = self._records
        work = partial(records.desk.people.history, records.subject, before)
        records.ask(work, self._card.show_older)
