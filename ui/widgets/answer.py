"""A large button whose words take the lines they need."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ui.theme import icons, look
from ui.widgets.buttons import point
from ui.widgets.labels import Words

EDGE = 14


class Answer(QPushButton):
    """One answer among several, or a door: perhaps a pictogram, then words.

    *least* is its height in pixels, if not the usual one that goes with text;
    *picture* is the side of the pictogram at 100 % text.
    """

    def __init__(
        self,
        name: str,
        icon: str = "",
        parent: QWidget | None = None,
        *,
        least: int = 0,
        picture: int = 32,
    ) -> None:
        super().__init__(parent)
        self._least, self._side = least, picture
        self.setObjectName(name)
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._icon = icon
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(EDGE, 10, EDGE, 10)
        self._line.setSpacing(12)
        self.picture, self.words = QLabel(), Words("strong")
        self._line.addWidget(self.picture)
        self._line.addWidget(self.words, 1)
        self.picture.setVisible(bool(icon))

    def say(self, text: str) -> None:
        """Write the words, and draw the pictogram beside them."""
        self.words.setText(text)
        self.setAccessibleName(text)
        if self._icon:
            size = look.px(self._side)
            self.picture.setPixmap(
                icons.pixmap(self._icon, look.tokens().accent, size, 2.0)
            )
        self.updateGeometry()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show a hand."""
        point(self)
        super().enterEvent(event)

    def hasHeightForWidth(self) -> bool:
        """Return that long words take more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words at *width*."""
        return max(self._line.heightForWidth(width), self._floor())

    def sizeHint(self) -> QSize:
        """Return the least room: the words take the lines they need."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the least room the words need."""
        return self._line.minimumSize().expandedTo(QSize(0, self._floor()))

    def _floor(self) -> int:
        return self._least or look.px(48)
