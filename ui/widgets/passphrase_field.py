"""A passphrase: hidden unless asked, never kept, with a word about capitals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui import values
from ui.language import _
from ui.widgets.buttons import Button
from ui.widgets.fields import OrderedField
from ui.widgets.labels import Words

if TYPE_CHECKING:  # Not before the first page.
    from anef_desk.desk.views import Strength


class PassphraseField(QWidget):
    """A hidden line with a button that shows it."""

    submitted = Signal()
    changed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column, line = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.line = _Line()
        self.line.setObjectName(name)
        self.reveal = Button("quiet", "eye", f"{name}-reveal")
        self.reveal.setCheckable(True)
        self.reveal.toggled.connect(self._show)
        self.capitals = Words("small")
        self.capitals.hide()
        line.addWidget(self.line, 1)
        line.addWidget(self.reveal)
        column.addLayout(line)
        column.addWidget(self.capitals)
        self.line.returnPressed.connect(self.submitted)
        self.line.textChanged.connect(self.changed)
        self.line.all_capitals.connect(self._warn)
        self.setFocusProxy(self.line)
        self.retranslate()

    def retranslate(self, name: str = "") -> None:
        """Write the texts again; *name* is what a screen reader calls the field.

        The label of the page cannot say it: it is no sibling of the line inside.
        """
        if name:
            self.line.setAccessibleName(name)
        shown = self.reveal.isChecked()
        self.reveal.setText(_("Masquer") if shown else _("Montrer"))
        self.capitals.setText(_("La touche majuscules semble verrouillée."))

    def text(self) -> str:
        """Return what was typed."""
        return self.line.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self.line.clear()

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        self.retranslate()

    def _warn(self, locked: bool) -> None:
        self.capitals.setVisible(locked)


class _Line(OrderedField):
    """Notices capitals typed without the shift key."""

    all_capitals = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setProperty("inputMethodHints", values.SECRET)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell capitals typed without shift from wanted ones."""
        from PySide6.QtCore import Qt  # noqa: PLC0415 - not before the first page

        typed = event.text()
        if typed.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.all_capitals.emit(typed.isupper() and not shift)
        super().keyPressEvent(event)


def strength_words(field: PassphraseField, strength: Strength) -> str:
    """Say how hard what is typed in *field* is to guess; "" when nothing is."""
    if not field.text():
        return ""
    if strength.enough:
        return _("Cette phrase est solide.")
    return _("Trop facile à deviner pour l’instant : ajoutez des mots.")
