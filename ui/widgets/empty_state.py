"""What an empty place says: what would be here, and how to put it there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.theme import icons, look
from ui.widgets.labels import Words


class EmptyState(QWidget):
    """A pictogram, a sentence, and what to do."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 32, 24, 32)
        column.setSpacing(8)
        self._picture = QLabel()
        self.title, self.advice = Words("section"), Words("soft")
        column.addStretch(1)
        for widget in (self._picture, self.title, self.advice):
            widget.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(widget)
        column.addStretch(2)

    def say(self, title: str, advice: str) -> None:
        """Write both sentences."""
        size = look.px(48)
        self._picture.setPixmap(icons.pixmap(self._icon, look.tokens().soft, size))
        self.title.setText(title)
        self.advice.setText(advice)
