"""A list that opens, and looks like one."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox

from ui.theme import look


class Select(QComboBox):
    """Draws a chevron where reading ends, whatever the theme and the direction."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the list closed, then its chevron."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = look.tokens()
        ink = colours.ink if self.isEnabled() else colours.soft
        pen = QPen(QColor(ink), 1.75 * look.scale())
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        half = look.px(5)
        x = look.px(18) if self.isRightToLeft() else self.width() - look.px(18)
        y = self.height() / 2 - half / 2
        painter.drawPolyline(
            [QPointF(x - half, y), QPointF(x, y + half), QPointF(x + half, y)]
        )
        painter.end()
