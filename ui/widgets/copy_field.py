"""A number to be copied: read from left to right, as on the document."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from ui import clipboard
from ui.language import _
from ui.theme import icons, look, metrics


class CopyField(QWidget):
    """Shows a value with a button that copies it."""

    copied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)  # The ring of the button stands off the value.
        self.value = QLabel()
        self.value.setTextFormat(Qt.TextFormat.PlainText)
        self.value.setProperty("role", "strong")
        self.value.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.button = QToolButton()
        self.button.setObjectName("copy")
        self.button.setAutoRaise(True)
        self.button.clicked.connect(self.copy)
        line.addWidget(self.value)
        line.addWidget(self.button)
        line.addStretch(1)

    def show_value(self, value: str, name: str) -> None:
        """Show *value*; *name* says what it is to a screen reader."""
        self.setVisible(bool(value))
        self.value.setText(value)
        size = look.px(18)
        self.button.setIconSize(QSize(size, size))
        self.button.setIcon(icons.icon("copy", look.tokens().accent, size))
        self.button.setMinimumSize(look.px(metrics.TARGET), look.px(metrics.TARGET))
        self.button.setAccessibleName(_("Copier : {what}", what=name))
        self.button.setToolTip(_("Copier"))

    def copy(self) -> None:
        """Put the value into the clipboard, for half a minute at most."""
        clipboard.copy(self.value.text())
        self.copied.emit()
