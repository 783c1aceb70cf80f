"""What draws the lines of a list: mirrored places, one elided text, the font."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.theme import look


class LineDelegate(QStyledItemDelegate):
    """Draws in the direction of its view."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def _ground(
        self, painter: QPainter, option: QStyleOptionViewItem, *, hovers: bool = True
    ) -> None:
        """Draw what tells the current line, and the one under the pointer if asked."""
        rect, colours = option.rect, look.tokens()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.tint))
            bar = QRect(rect.x(), rect.y(), 4, rect.height())
            painter.fillRect(self._mirrored(bar, rect), QColor(colours.accent))
        elif hovers and option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(colours.page))

    def _write(
        self, painter: QPainter, place: QRect, text: str, font: QFont, ink: str
    ) -> None:
        """Write *text* on one line where the view begins to read, elided to fit."""
        painter.setFont(font)
        painter.setPen(QColor(ink))
        elided = QFontMetrics(font).elidedText(
            text, Qt.TextElideMode.ElideRight, place.width()
        )
        side = (
            Qt.AlignmentFlag.AlignRight
            if self._view.isRightToLeft()
            else Qt.AlignmentFlag.AlignLeft
        )
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, int(flags), elided)

    def _mirrored(self, place: QRect, inside: QRect) -> QRect:
        """Return *place* where it stands in *inside* when reading goes leftwards."""
        if not self._view.isRightToLeft():
            return QRect(place)
        x = inside.right() - (place.right() - inside.x())
        return QRect(x, place.y(), place.width(), place.height())


def font_of(size: int, *, bold: bool = False) -> QFont:
    """Return the font of the window, *size* pixels high at 100 %."""
    return _font(look.px(size), bold)


@cache
def _font(pixels: int, bold: bool) -> QFont:
    font = QFont()
    font.setFamilies(list(look.FAMILIES))
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font
