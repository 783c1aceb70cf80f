"""The rights a person lost: two presses note one, each can be told more of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from anef_desk.catalogue.library import Library
from anef_desk.desk.roles import Act
from anef_desk.desk.statistics import cause_name
from anef_desk.desk.views import PersonFile
from anef_desk.domain.rights_loss import Right, RightsLoss
from anef_desk.statistics import words
from ui import terms
from ui.language import _, current
from ui.widgets.buttons import Button
from ui.widgets.card import clear
from ui.widgets.entry import Entry
from ui.widgets.file_card import FileCard, FileRecorder, advice
from ui.widgets.flow import Flow
from ui.widgets.loss_form import LossForm


class LossesCard(FileCard):
    """Shows what was lost; a loss that was just `removed` can be put back."""

    lost = Signal(object)  # Right
    restored = Signal(object)  # RightsLoss that is there again today
    edit_wanted = Signal(object)  # RightsLoss
    removal_wanted = Signal(object)  # RightsLoss noted by mistake
    return_wanted = Signal(object)  # RightsLoss removed by mistake

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note = Button("plain", "add", "note-loss")
        self.note.setCheckable(True)
        self.removed: RightsLoss | None = None
        self.head.addWidget(self.note)
        self.choices = QWidget()
        flow = Flow(self.choices, 8)
        self.rights: dict[Right, Button] = {}
        for right in Right:
            button = Button("plain", "", f"lost-{right.value}")
            button.clicked.connect(partial(self._lose, right))
            self.rights[right] = button
            flow.addWidget(button)
        self.choices.hide()
        self.body.addWidget(self.choices)
        self.note.toggled.connect(self._open)

    def _write(self, file: PersonFile, library: Library) -> bool:
        self.title.setText(_("Droits perdus"))
        self.note.setText(_("Noter"))
        self.note.setAccessibleName(_("Noter un droit perdu"))
        may = Act.EVENTS in file.may
        self.note.setVisible(may)
        self.choices.setVisible(may and self.note.isChecked())
        for right, button in self.rights.items():
            name = _(words.RIGHTS[right])
            button.setText(name)
            button.setAccessibleName(_("Perdu aujourd’hui : {right}", right=name))
        clear(self.body, 2)
        if self.removed is not None and may:
            self.body.addWidget(self._removed(self.removed))
        for loss in file.losses:
            self.body.addWidget(self._entry(loss, library, may=may))
        if not file.losses and self.removed is None:
            self.body.addWidget(
                advice(_("Un emploi, le RSA, un logement… perdu à cause des papiers."))
            )
        return may or bool(file.losses)

    def _entry(self, loss: RightsLoss, library: Library, *, may: bool) -> QWidget:
        name, restored = _(words.RIGHTS[loss.right]), loss.restored_on
        entry = Entry(
            name,
            terms.joined(
                (
                    _("perdu le {day}", day=current().day(loss.lost_on)),
                    _("rendu le {day}", day=current().day(restored))
                    if restored
                    else "",
                    cause_name(library, loss.cause, current()) if loss.cause else "",
                )
            ),
        )
        entry.add_status("done" if restored else "late", _state(loss))
        if not may:
            return entry
        if restored is None:
            entry.link(
                "restore-right",
                _("Rendu aujourd’hui"),
                _("Rendu aujourd’hui : {what}", what=name),
                partial(self.restored.emit, loss),
            )
        entry.link(
            "tell-loss",
            _("Préciser"),
            _("Préciser : {what}", what=name),
            partial(self.edit_wanted.emit, loss),
        )
        entry.link(
            "take-loss",
            _("Retirer"),
            _("Retirer : {what}", what=name),
            partial(self.removal_wanted.emit, loss),
        )
        return entry

    def _removed(self, loss: RightsLoss) -> QWidget:
        name = _(words.RIGHTS[loss.right])
        entry = Entry(_("Retiré : {what}", what=name))
        button = Button("plain", "", "put-loss-back")
        button.setText(_("Remettre"))
        button.setAccessibleName(_("Remettre : {what}", what=name))
        button.clicked.connect(partial(self.return_wanted.emit, loss))
        entry.add(button)
        return entry

    def _open(self, opened: bool) -> None:
        self.choices.setVisible(opened)

    def _lose(self, right: Right) -> None:
        self.note.setChecked(False)
        self.note.setFocus()
        self.lost.emit(right)


def _state(loss: RightsLoss) -> str:
    return _("rendu") if loss.restored_on else _("perdu")


class LossesPresenter:
    """Records what the card says, and has the file shown again."""

    def __init__(self, card: LossesCard, records: FileRecorder) -> None:
        self._card, self._records = card, records
        self._desk = records.desk.rights_losses
        card.lost.connect(self.lose)
        card.restored.connect(self.restore)
        card.edit_wanted.connect(self.edit)
        card.removal_wanted.connect(self.remove)
        card.return_wanted.connect(self.put_back)

    def lose(self, right: Right) -> None:
        """Note that *right* is lost, today."""
        self._do(partial(self._desk.add, self._records.subject, right), None)

    def restore(self, loss: RightsLoss) -> None:
        """Note that the right is there again, today."""
        self._records.do(partial(self._desk.restored, loss))

    def remove(self, loss: RightsLoss) -> None:
        """Take *loss* out; the card offers to put it back."""
        self._do(partial(self._desk.remove, loss), loss)

    def put_back(self, loss: RightsLoss) -> None:
        """Put a removed *loss* back as it was."""
        self._do(partial(self._desk.put, loss), None)

    def edit(self, loss: RightsLoss) -> None:
        """Offer the form of *loss*, with what was typed before."""
        self._records.draft(LossForm.draft_of(loss), partial(self._offer, loss))

    def record(self, loss: RightsLoss) -> None:
        """Record what is now known of *loss*."""
        self._records.record(partial(self._desk.put, loss), LossForm.draft_of(loss))

    def _do(self, work: Callable[[], PersonFile], removed: RightsLoss | None) -> None:
        """Do *work*; once it is done, not before, *removed* can be put back."""

        def then(file: PersonFile) -> None:
            self._card.removed = removed
            self._records.show(file)

        self._records.ask(work, then)

    def _offer(self, loss: RightsLoss, draft: Mapping[str, str] | None) -> None:
        form = LossForm(loss, self._records.desk.library, draft, self._card)
        form.typed.connect(self._records.keep)
        if form.exec():
            self.record(form.loss())
