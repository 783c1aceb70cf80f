"""A new passphrase: typed twice, or seven words that are proposed; how strong it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.language import _
from ui.widgets.buttons import Button
from ui.widgets.labels import Words
from ui.widgets.passphrase_field import PassphraseField, strength_words

if TYPE_CHECKING:  # Not before the first page.
    from anef_desk.desk.views import Strength


class NewPassphrase(QWidget):
    """Two hidden lines and a proposal; says what is typed so that it is measured."""

    typed = Signal(str)
    proposal_wanted = Signal()
    submitted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label, self._told = "", ""
        self.label, self.again_label = Words("strong"), Words("strong")
        self.first = PassphraseField(name)
        self.second = PassphraseField(f"{name}-again")
        self.propose = Button("plain", "add", f"{name}-propose")
        self.strength, self.advice = Words("small"), Words("soft")
        self.strength.hide()
        column, line = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        line.addWidget(self.propose)
        line.addStretch(1)
        for widget in (self.label, self.advice, self.first, self.strength):
            column.addWidget(widget)
        column.addLayout(line)
        for widget in (self.again_label, self.second):
            column.addWidget(widget)
        self.first.changed.connect(self._measure)
        self.first.submitted.connect(self.second.line.setFocus)
        self.second.submitted.connect(self.submitted)
        self.propose.clicked.connect(self.proposal_wanted)

    def show_proposal(self, words: str) -> None:
        """Fill both lines with *words*, and show them: they are to be written down."""
        for field in (self.first, self.second):
            field.line.setText(words)
            field.line.setCursorPosition(0)
            field.reveal.setChecked(True)

    def show_strength(self, strength: Strength) -> None:
        """Say how hard the passphrase is to guess, in words."""
        self.strength.say(strength_words(self.first, strength))

    def text(self) -> str:
        """Return what was typed first."""
        return self.first.text()

    def complaint(self) -> str:
        """Return why this cannot be the passphrase, or ""."""
        if not self.first.text():
            return _("Choisissez une phrase secrète.")
        if self.first.text() != self.second.text():
            return _("Les deux phrases ne sont pas les mêmes.")
        return ""

    def clear(self) -> None:
        """Forget what was typed."""
        for field in (self.first, self.second):
            field.clear()
            field.reveal.setChecked(False)
        self.strength.say("")

    def retranslate(self, label: str) -> None:
        """Write the texts again; *label* names the first line."""
        again = _("La même, encore une fois")
        self.label.setText(label)
        self.again_label.setText(again)
        self.first.retranslate(label)
        self.second.retranslate(again)
        self.propose.setText(_("Proposer sept mots"))
        self.advice.setText(
            _(
                "Sept mots sans lien entre eux. Écrivez-les sur papier et gardez ce papier"
                " sous clé, loin de l’ordinateur."
            )
        )

    def _measure(self, typed: str) -> None:
        if not typed:
            self.strength.say("")
        self.typed.emit(typed)
