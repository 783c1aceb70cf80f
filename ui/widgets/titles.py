"""A list of titles, each whole: a long one takes the lines it needs."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QWidget

from ui.theme import look
from ui.widgets.labels import set_property

PADDING = 9, 10
"""Above and below, and on each side, of an item: those of the style sheet."""

GAP = 10
"""Between a pictogram and its title, at most."""

CODE = Qt.ItemDataRole.UserRole
"""Where an item keeps the code of what it names."""

EDGE = 4
"""Width of the bar that marks the item that is chosen."""


def lines_of(text: str, font: QFont, width: int) -> int:
    """Return the height of *text* in lines of *width*, all as high as the highest.

    Lines of another script are higher than those of the font: what a measure of the
    font alone gives would have Qt cut the last one.
    """
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    heights = [0.0]
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        heights.append(line.height())
    layout.endLayout()
    return ceil(max(heights) * layout.lineCount())


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
        self._mark_side()

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
        for place in range(self.count()):
            item = self.item(place)
            beside_icon = 0 if item.icon().isNull() else self.iconSize().width() + GAP
            height = lines_of(item.text(), font, max(room - beside_icon, 1))
            item.setSizeHint(QSize(room, height + 2 * above + 2))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the direction: the bar stands where reading begins."""
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._mark_side()
        super().changeEvent(event)

    def _mark_side(self) -> None:
        set_property(self, "leftwards", "true" if self.isRightToLeft() else "false")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure again at the new width."""
        super().resizeEvent(event)
        self.show_titles()
