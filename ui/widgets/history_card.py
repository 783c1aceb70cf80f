"""What was done in a file, and which files were made one with it."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from anef_desk import i18n
from anef_desk.catalogue.library import Library
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

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.whole = Button("link", "", "whole-history")
        self.whole.setCheckable(True)
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
        for line in file.journal if whole else file.journal[:LINES]:
            told, changes = _told(line), _changes(line) if whole else ""
            self.body.addWidget(Entry(told, changes) if changes else advice(told))
        for merged in file.merged:
            self.body.addWidget(self._merged(merged, may=Act.PEOPLE in file.may))
        return bool(file.journal)

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

    def part(self, merge: str) -> None:
        """Make two files again."""
        self._records.do(partial(self._records.desk.people.part, merge))
