"""A new colleague: a name, what they may do, and the passphrase they will type."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from anef_desk.domain.staff import LONGEST_NAME
from ui import terms
from ui.language import _
from ui.widgets.choice import Choice
from ui.widgets.fields import LineField
from ui.widgets.labels import Words
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.scrolling_form import ScrollingForm


class ColleagueForm(ScrollingForm):
    """Asks everything on one page; nothing is written before the button."""

    submitted = Signal(str, str, str)  # name, role, passphrase

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(640, 680, parent)
        self.name_label, self.role_label = Words("strong"), Words("strong")
        self.name = LineField()
        self.name.setObjectName("colleague-name")
        self.name.setMaxLength(LONGEST_NAME)
        self.name_label.setBuddy(self.name)
        self.roles = {role: Choice(f"role-{role}") for role in terms.ROLES}
        self.roles["desk"].setChecked(True)
        self.passphrase = NewPassphrase("colleague-passphrase")
        for widget in (
            self.name_label, self.name, self.role_label, *self.roles.values(),
        ):  # fmt: skip
            self.column.addWidget(widget)
        self.column.addSpacing(8)
        self.column.addWidget(self.passphrase)
        self.column.addStretch(1)
        self.accept_button.clicked.connect(self._submit)
        self.passphrase.submitted.connect(self._submit)
        self.retranslate()

    def role(self) -> str:
        """Return the role that is chosen."""
        return next(role for role, field in self.roles.items() if field.isChecked())

    def retranslate(self) -> None:
        """Write every text again."""
        super().retranslate()
        self.title.setText(_("Ajouter un collègue"))
        self.name_label.setText(_("Son nom, tel qu’il le choisira pour ouvrir"))
        self.name.setAccessibleName(self.name_label.text())
        self.role_label.setText(_("Ce qu’il peut faire"))
        for role, field in self.roles.items():
            field.say(_(terms.ROLES[role]), _(terms.ROLES_SAID[role]))
        self.passphrase.retranslate(_("Sa phrase secrète"))
        self.accept_button.setText(_("Ajouter"))

    def _submit(self) -> None:
        if not self.accept_button.isEnabled():  # Enter, a second time.
            return
        if not self.name.text().strip():
            self.show_problem(_("Donnez le nom de votre collègue."))
            self.name.setFocus()
            return
        complaint = self.passphrase.complaint()
        if complaint:
            self.show_problem(complaint)
            return
        self.problem.say("")
        self.accept_button.setEnabled(False)
        self.submitted.emit(
            self.name.text().strip(), self.role(), self.passphrase.text()
        )
