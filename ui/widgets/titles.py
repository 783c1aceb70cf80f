"""A list of titles, each whole: a long one takes the lines it needs."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QWidget

from ui.theme import look

PADDING = 9, 10
"""Above and below, and on each side, of an item: those of the style sheet."""

GAP = 10
"""Between a pictogram and its title, at most."""

CODE = Qt.ItemDataRole.UserRole
"""Where an item keeps the code of what it names."""

EDGE = 4
"""Width of the bar that marks the item that is chosen."""


class Titles(QListWidget):
    """Wraps every title and never cuts one.

    WORKAROUND: Qt 6.11 measures a wrapped item without the padding of the style sheet,
    then cuts what does not fit; each item is measured here instead.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fill(self, items: Iterable[QListWidgetItem], chosen: str) -> None:
        """Show *items*, with the one whose `CODE` is *chosen*; nobody is told."""
        self.blockSignals(True)
        self.clear()
        for item in items:
            self.addItem(item)
            if item.data(CODE) == chosen:
                self.setCurrentItem(item)
        self.show_titles()
        self.blockSignals(False)

    def show_titles(self) -> None:
        """Measure every item; call it once the items are there."""
        above, beside = PADDING
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        room = self.viewport().width() - 2 * beside - EDGE
        if not self.verticalScrollBar().isVisible():
            room -= bar
        font = QFont(self.font())
        font.setPixelSize(look.px(look.BODY))
        font.setBold(True)  # As when it is chosen, which is wider.
        metrics = QFontMetrics(font)
        for place in range(self.count()):
            item = self.item(place)
            beside_icon = 0 if item.icon().isNull() else self.iconSize().width() + GAP
            wrapped = metrics.boundingRect(
                0,
                0,
                max(room - beside_icon, 1),
                10_000,
                Qt.TextFlag.TextWordWrap,
                item.text(),
            )
            item.setSizeHint(QSize(room, wrapped.height() + 2 * above + 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure again at the new width."""
        super().resizeEvent(event)
        self.show_titles()
