"""A list that opens, and looks like one."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from ui.theme import icons, look

CHEVRON = 16


class Select(QComboBox):
    """Draws a chevron where reading ends, whatever the theme and the direction."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the list closed, then its chevron."""
        super().paintEvent(event)
        colours = look.tokens()
        ink = colours.ink if self.isEnabled() else colours.soft
        size, edge = look.px(CHEVRON), look.px(10)
        x = edge if self.isRightToLeft() else self.width() - edge - size
        painter = QPainter(self)
        picture = icons.pixmap("chevron", ink, size, self.devicePixelRatio())
        painter.drawPixmap(x, (self.height() - size) // 2, picture)
        painter.end()
