"""A new colleague: a name, what they may do, and the passphrase they will type."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui import terms
from ui.language import _
from ui.theme import look
from ui.widgets.buttons import Button
from ui.widgets.choice import Choice
from ui.widgets.labels import Words
from ui.widgets.new_passphrase import NewPassphrase


class ColleagueForm(QDialog):
    """Asks everything on one page; nothing is written before the button."""

    submitted = Signal(str, str, str)  # name, role, passphrase

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.name_label, self.role_label = (
            Words("title"), Words("strong"), Words("strong"),
        )  # fmt: skip
        self.name = QLineEdit()
        self.name.setObjectName("colleague-name")
        self.name.setMaxLength(120)
        self.name_label.setBuddy(self.name)
        self.roles = {role: Choice(f"role-{role}") for role in terms.ROLES}
        self.roles["desk"].setChecked(True)
        self.passphrase = NewPassphrase("colleague-passphrase")
        self.problem = Words("error")
        self.problem.hide()
        self.accept_button = Button("primary", name="form-accept")
        self.cancel_button = Button("quiet", name="form-cancel")
        self._lay_out()
        self.accept_button.clicked.connect(self._submit)
        self.cancel_button.clicked.connect(self.reject)
        self.passphrase.submitted.connect(self._submit)
        self.retranslate()

    def show_problem(self, text: str) -> None:
        """Say why nobody was added; everything typed is still there."""
        self.accept_button.setEnabled(True)
        self.problem.say(text)

    def role(self) -> str:
        """Return the role that is chosen."""
        return next(role for role, field in self.roles.items() if field.isChecked())

    def retranslate(self) -> None:
        """Write every text again."""
        self.setWindowTitle("ANEF Desk")
        self.title.setText(_("Ajouter un collègue"))
        self.name_label.setText(_("Son nom, tel qu’il le choisira pour ouvrir"))
        self.name.setAccessibleName(self.name_label.text())
        self.role_label.setText(_("Ce qu’il peut faire"))
        for role, field in self.roles.items():
            field.say(_(terms.ROLES[role]), _(terms.ROLES_SAID[role]))
        self.passphrase.retranslate(_("Sa phrase secrète"))
        self.accept_button.setText(_("Ajouter"))
        self.cancel_button.setText(_("Annuler"))

    def _submit(self) -> None:
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

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 24, 28, 20)
        outer.setSpacing(12)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        ground = QWidget()
        ground.setProperty("ground", "page")
        ground.setMinimumHeight(1)  # The height then follows from the width alone.
        area.setWidget(ground)
        column = QVBoxLayout(ground)
        column.setContentsMargins(4, 0, 12, 0)
        column.setSpacing(8)
        for widget in (self.name_label, self.name, self.role_label):
            column.addWidget(widget)
        for choice in self.roles.values():
            column.addWidget(choice)
        column.addSpacing(8)
        column.addWidget(self.passphrase)
        column.addStretch(1)
        actions = QHBoxLayout()
        actions.addStretch(1)
        actions.addWidget(self.cancel_button)
        actions.addWidget(self.accept_button)
        outer.addWidget(self.title)
        outer.addWidget(area, 1)
        outer.addWidget(self.problem)
        outer.addLayout(actions)
        parent = self.parentWidget()
        room = parent.window().size() if parent else None
        wide, tall = look.px(640), look.px(680)
        self.resize(
            min(wide, room.width() - 40) if room else wide,
            min(tall, room.height() - 40) if room else tall,
        )
