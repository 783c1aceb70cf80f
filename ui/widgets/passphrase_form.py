"""A new passphrase for a colleague who forgot theirs: they type it themselves."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.language import _
from ui.widgets.labels import Words
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.scrolling_form import ScrollingForm


class PassphraseForm(ScrollingForm):
    """Asks for the passphrase *name* will type; nothing is written before the button."""

    submitted = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(640, 480, parent)
        self._name = name
        self.advice = Words("soft")
        self.passphrase = NewPassphrase("forgotten-passphrase")
        self.column.addWidget(self.advice)
        self.column.addSpacing(8)
        self.column.addWidget(self.passphrase)
        self.column.addStretch(1)
        self.accept_button.clicked.connect(self._submit)
        self.passphrase.submitted.connect(self._submit)
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text again."""
        super().retranslate()
        self.title.setText(_("Nouvelle phrase pour {name}", name=self._name))
        self.advice.setText(
            _(
                "Laissez votre place : c’est {name} qui tape. L’ancienne phrase n’ouvrira"
                " plus ce coffre.",
                name=self._name,
            )
        )
        self.passphrase.retranslate(_("Sa phrase secrète"))
        self.accept_button.setText(_("Changer la phrase"))

    def _submit(self) -> None:
        if not self.accept_button.isEnabled():  # Enter, a second time.
            return
        complaint = self.passphrase.complaint()
        if complaint:
            self.show_problem(complaint)
            return
        self.problem.say("")
        self.accept_button.setEnabled(False)
        self.submitted.emit(self.passphrase.text())
