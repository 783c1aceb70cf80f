"""What a residence document allows, with the sources one press away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from anef_desk.catalogue.library import Library
from anef_desk.desk.views import PersonFile
from anef_desk.law import words
from anef_desk.law.reading import Moment
from anef_desk.law.rights import RightAnswer
from ui import terms
from ui.language import _, current
from ui.widgets.buttons import Button
from ui.widgets.card import clear
from ui.widgets.chip import ChipKind
from ui.widgets.entry import Entry
from ui.widgets.file_card import FileCard
from ui.widgets.labels import Words

_KINDS: dict[str, ChipKind] = {
    "yes": "done",
    "no": "none",
    "conditional": "soon",
    "unknown": "none",
}


class RightsCard(FileCard):
    """Shows the rights of the document held first; the others on demand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all = False
        self.sources = Button("link", "", "rights-sources")
        self.sources.setCheckable(True)
        self.head.addWidget(self.sources)
        self.sources.toggled.connect(self.retranslate)

    def _write(self, file: PersonFile, _library: Library) -> bool:
        clear(self.body, 1)
        held = [document.kind for document in file.documents]
        found = sorted(
            file.situation.rights,
            key=lambda r: held.index(r.held.kind) if r.held.kind in held else len(held),
        )
        if found:
            self.title.setText(_allows(found[0]))
        self.sources.setText(
            _("Masquer les sources") if self.sources.isChecked() else _("Sources")
        )
        first = [right for right in found if right.document == found[0].document]
        for right in first:
            self._add(right)
        if others := [right for right in found if right not in first]:
            self._write_others(others)
        return bool(found)

    def _add(self, right: RightAnswer) -> None:
        text = current().content(right.text)
        if right.if_valid:
            text = words.at(Moment(name="valid", texts=(right.text,)), current())
        source = terms.resting_on(right.basis)
        detail = f"{text}\n{source}" if self.sources.isChecked() else text
        entry = Entry(_(words.RIGHTS[right.right]), detail)
        entry.add_status(_KINDS[right.answer], _(words.ANSWERS[right.answer]))
        self.body.addWidget(entry)

    def _write_others(self, others: Sequence[RightAnswer]) -> None:
        """Keep the rights of the other documents one press away."""
        more = Button("link", "", "more-rights")
        more.setText(
            _("Masquer les autres documents")
            if self._all
            else _("Voir les autres documents")
        )
        more.clicked.connect(self._turn)
        self.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeading)
        shown = ""
        for right in others if self._all else ():
            if right.document != shown:
                shown = right.document
                title = Words("section")
                title.setText(_allows(right))
                self.body.addWidget(title)
            self._add(right)

    def _turn(self) -> None:
        self._all = not self._all
        self.retranslate()
        self.findChildren(Button, "more-rights")[-1].setFocus()


def _allows(right: RightAnswer) -> str:
    kind = _(terms.SHORT_KINDS[right.held.kind])
    return _("Ce que permet ce document : {kind}", kind=kind)
