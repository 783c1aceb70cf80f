"""A sentence of a list: its lines begin together, after the point."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets.labels import Words


class Bullet(QWidget):
    """Shows a point, then the words beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        point, self.words = Words(wraps=False), Words()
        point.setText("•")
        line.addWidget(point, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.words, 1)

    def text(self) -> str:
        """Return the words."""
        return self.words.text()

    def say(self, text: str) -> None:
        """Show *text*; an empty one takes no room."""
        self.words.setText(text)
        self.setVisible(bool(text))
