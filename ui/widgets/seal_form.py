"""The passphrase of a sealed file: typed twice, kept nowhere."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.language import _
from ui.theme import look
from ui.widgets.buttons import Button
from ui.widgets.dialog import Dialog
from ui.widgets.labels import Words
from ui.widgets.passphrase_field import PassphraseField


class SealForm(Dialog):
    """Asks what will open the file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Enregistrer sous clé"))
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(12)
        title, advice = Words("title"), Words("soft")
        title.setText(_("Enregistrer sous clé"))
        advice.setText(
            _(
                "Le fichier ne s’ouvre qu’avec cette phrase secrète."
                " Donnez-la à part, de vive voix par exemple."
            )
        )
        column.addWidget(title)
        column.addWidget(advice)
        self.fields = PassphraseField("seal"), PassphraseField("seal-again")
        names = _("Phrase secrète du fichier"), _("La même, encore une fois")
        for field, name in zip(self.fields, names, strict=True):
            label = Words("strong")
            label.setText(name)
            label.setBuddy(field.line)
            field.retranslate(name)
            column.addWidget(label)
            column.addWidget(field)
        self.problem = Words("error")
        self.problem.hide()
        column.addWidget(self.problem)
        column.addStretch(1)
        actions = QHBoxLayout()
        self.accept_button = Button("primary", "lock", "seal-accept")
        self.cancel_button = Button("quiet", name="seal-cancel")
        self.accept_button.setText(_("Choisir où l’enregistrer"))
        self.cancel_button.setText(_("Annuler"))
        self.accept_button.setDefault(True)
        actions.addStretch(1)
        actions.addWidget(self.cancel_button)
        actions.addWidget(self.accept_button)
        column.addLayout(actions)
        self.accept_button.clicked.connect(self._try)
        self.cancel_button.clicked.connect(self.reject)
        self.resize(look.px(620), look.px(420))

    def taken(self) -> str:
        """Return what was typed, and keep it no longer."""
        passphrase = self.fields[0].text()
        for field in self.fields:
            field.clear()
        self.deleteLater()
        return passphrase

    def _try(self) -> None:
        typed = [field.line.text() for field in self.fields]
        if typed[0] and typed[0] == typed[1]:
            self.accept()
        else:
            self.problem.say(_("Tapez la même phrase secrète dans les deux champs."))
            self.fields[0].setFocus()
