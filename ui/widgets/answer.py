"""A large button whose words take the lines they need."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ui.theme import icons, look
from ui.widgets.buttons import point
from ui.widgets.labels import Words

EDGE, ABOVE = 14, 10
PICTURE = 32
"""Side of a pictogram, at 100 % text."""


class Answer(QPushButton):
    """One answer among several, or a door: perhaps a pictogram, then words.

    *side* is that of the pictogram, at 100 % text; *least* is a height in pixels,
    whatever the size of text.
    """

    def __init__(
        self,
        name: str,
        icon: str = "",
        parent: QWidget | None = None,
        *,
        side: int = PICTURE,
        least: int = 0,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._icon, self._side = icon, side
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(EDGE, ABOVE, EDGE, ABOVE)
        self._line.setSpacing(12)
        if least:  # A style sheet that has a height hides what we ask for.
            self._line.addStrut(least - 2 * ABOVE)
        self.picture, self.words = QLabel(), Words("strong")
        self._line.addWidget(self.picture)
        self._line.addWidget(self.words, 1)
        self.picture.setVisible(bool(icon))

    def say(self, text: str) -> None:
        """Write the words, and draw the pictogram beside them."""
        self.words.setText(text)
        self.setAccessibleName(text)
        self.dress()
        self.updateGeometry()

    def dress(self) -> None:
        """Draw the pictogram in the colours and size in force."""
        if self._icon:
            size = look.px(self._side)
            accent = look.tokens().accent
            picture = icons.pixmap(self._icon, accent, size, 2.0, owner=self)
            self.picture.setPixmap(picture)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show a hand."""
        point(self)
        super().enterEvent(event)

    def hasHeightForWidth(self) -> bool:
        """Return that long words take more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words at *width*."""
        return max(self._line.heightForWidth(width), look.px(48))

    def sizeHint(self) -> QSize:
        """Return the least room: the words take the lines they need."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the least room the words need."""
        return self._line.minimumSize().expandedTo(QSize(0, look.px(48)))
