"""A part of a page that scrolls by itself, when the page has no more room to give."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import look


class InnerArea(QScrollArea):
    """Takes the height it is given; asks for *least* at 100 % text, no more."""

    def __init__(self, least: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        ground = QWidget()
        ground.setProperty("ground", "inside")
        ground.setMinimumHeight(1)  # The height then follows from the width alone.
        self.setWidget(ground)
        self.column = QVBoxLayout(ground)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    def sizeHint(self) -> QSize:
        """Return a height that leaves the page its room."""
        return QSize(super().sizeHint().width(), look.px(self._least))

    def minimumSizeHint(self) -> QSize:
        """Return the height under which the page itself scrolls."""
        return QSize(super().minimumSizeHint().width(), look.px(self._least))
