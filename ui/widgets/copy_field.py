"""A number to be copied: read from left to right, as on the document."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import clipboard
from ui.language import _
from ui.theme import icons, look, metrics


class CopyField(QWidget):
    """Shows a value with a button that copies it.

    Under a *label* it is a line of a list, whose buttons stand in one column.
    """

    copied = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, label: QWidget | None = None
    ) -> None:
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
        if label is None:
            line.addWidget(self.value)
            line.addWidget(self.button)
            line.addStretch(1)
        else:
            words = QVBoxLayout()
            words.setSpacing(1)
            words.addWidget(label)
            words.addWidget(self.value)
            line.addLayout(words, 1)
            line.addWidget(self.button)
        self._stand()

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

    def changeEvent(self, event: QEvent) -> None:
        """Keep the value under its label, whichever way the page is read."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._stand()

    def _stand(self) -> None:
        leftwards = self.isRightToLeft()
        side = Qt.AlignmentFlag.AlignRight if leftwards else Qt.AlignmentFlag.AlignLeft
        self.value.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def copy(self) -> None:
        """Put the value into the clipboard, for half a minute at most."""
        clipboard.copy(self.value.text())
        self.copied.emit()
