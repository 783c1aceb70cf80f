"""A list of titles, each whole: a long one takes the lines it needs."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QIcon, QPainter, QResizeEvent, QTextLayout
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyleOptionViewItem,
    QWidget,
)

from ui.theme import look
from ui.widgets.line_delegate import LineDelegate, font_of
from ui.widgets.lines import lay_out

PADDING = 10, 13
"""Above and below, and on each side, of a title."""

CLOSE = 6
"""Above and below a title of a close list."""

GAP = 8
"""Between a pictogram and its title."""

CODE = Qt.ItemDataRole.UserRole
"""Where an item keeps the code of what it names."""

_Index = QModelIndex | QPersistentModelIndex


class Titles(QListWidget):
    """Wraps every title and never cuts one."""

    def __init__(self, parent: QWidget | None = None, *, least: int = 0) -> None:
        """Make the list close where it must be seen whole.

        A title on one line has *least* pixels at 100 %: Arabic letters would take more.
        """
        super().__init__(parent)
        self.setItemDelegate(_Delegate(self, least))
        self.setMouseTracking(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fill(self, items: Iterable[QListWidgetItem], chosen: str) -> None:
        """Show *items*, with the one whose `CODE` is *chosen*; nobody is told."""
        self.blockSignals(True)
        self.clear()
        for item in items:
            self.addItem(item)
            if item.data(CODE) == chosen:
                self.setCurrentItem(item)
        self.blockSignals(False)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in the new size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure again at the new width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _Delegate(LineDelegate):
    """Measures a title in the room it is then drawn in, chosen or not."""

    def __init__(self, view: QListWidget, least: int) -> None:
        super().__init__(view)
        self._least = least

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of the lines of a title."""
        width = self._view.viewport().width()
        lines = self._lines(index, self._room(index, width))
        height = _height(lines) + 2 * PADDING[0]
        if self._least:
            height = max(_height(lines) + 2 * CLOSE, look.px(self._least))
        return QSize(look.px(100), height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        """Draw a title and its pictogram, mirrored from right to left."""
        rect, colours = option.rect, look.tokens()
        painter.save()
        self._ground(painter, option)
        room = self._room(index, rect.width())
        lines = self._lines(index, room)
        icon, side = _icon(index), self._view.iconSize().width()
        if not icon.isNull():
            top = rect.center().y() - side // 2
            sign = QRect(rect.x() + PADDING[1], top, side, side)
            icon.paint(painter, self._mirrored(sign, rect))
        start = rect.right() + 1 - PADDING[1] - room
        down = (rect.height() - _height(lines)) // 2
        place = QRect(start, rect.y() + down, room, _height(lines))
        painter.setPen(QColor(colours.ink))
        lines.draw(painter, QPointF(self._mirrored(place, rect).topLeft()))
        painter.restore()

    def _room(self, index: _Index, width: int) -> int:
        icon = 0 if _icon(index).isNull() else self._view.iconSize().width() + GAP
        return max(width - 2 * PADDING[1] - icon, 1)

    def _lines(self, index: _Index, room: int) -> QTextLayout:
        title = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        return lay_out(title, font_of(look.BODY), room, self._view.layoutDirection())


def _icon(index: _Index) -> QIcon:
    found = index.data(Qt.ItemDataRole.DecorationRole)
    return found if isinstance(found, QIcon) else QIcon()


def _height(lines: QTextLayout) -> int:
    return ceil(lines.boundingRect().height())
