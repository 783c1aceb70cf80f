"""Things side by side that go to the next line when there is no room."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class Flow(QLayout):
    """Lays its widgets out like words, from the side where reading begins."""

    def __init__(self, parent: QWidget | None = None, gap: int = 10) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Add *item* at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return the item at *index*, if there is one."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return the item at *index*, if there is one."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take no more room than there are things to show."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Return that the number of lines depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines at *width*."""
        if width not in self._heights:
            place = QRect(0, 0, width, 0)
            self._heights[width] = self._lay_out(place, moving=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget what was measured: something in it changed."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, place: QRect) -> None:
        """Put everything in *place*."""
        super().setGeometry(place)
        self._lay_out(place, moving=True)

    def sizeHint(self) -> QSize:
        """Return the size of everything on one line."""
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self._gap * (len(sizes) - 1)
        return QSize(max(width, 0), max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """Return the room the widest thing needs."""
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lay_out(self, place: QRect, *, moving: bool) -> int:
        """Go through the lines; return their height."""
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent else Qt.LayoutDirection(0)
        x = y = 0
        line: list[tuple[QLayoutItem, QRect]] = []
        lines = [line]
        for item in self._shown():
            size = item.sizeHint()
            width = min(size.width(), max(place.width(), item.minimumSize().width()))
            if x and x + width > place.width():
                y += max(rect.height() for _item, rect in line) + self._gap
                x, line = 0, []
                lines.append(line)
            line.append((item, QRect(QPoint(x, y), QSize(width, size.height()))))
            x += width + self._gap
        height = max((rect.height() for _item, rect in line), default=0)
        for one in lines if moving else ():
            tallest = max((rect.height() for _item, rect in one), default=0)
            for item, rect in one:
                down = (tallest - rect.height()) // 2
                rect.translate(place.topLeft() + QPoint(0, down))
                item.setGeometry(QStyle.visualRect(direction, place, rect))
        return y + height
