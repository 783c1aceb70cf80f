"""The grounds of a page of rich text: chips, and the band of what is urgent.

Qt paints them as bare rectangles; here they have the border and the corners they have
everywhere else, without which they would not be seen in high contrast.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, cast

from PySide6.QtCore import QRectF
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QTextBlock,
    QTextFormat,
    QTextFrameFormat,
    QTextLine,
    QTextTable,
)
from PySide6.QtWidgets import QTextEdit

from ui.theme import look
from ui.widgets.chip import KINDS, ChipKind, colour, edge, ground

CORNER, BAND_CORNER = 4, 12

_GROUND = QTextFormat.Property.BackgroundBrush.value

BESIDE, ABOVE = 8, 9
"""How far a band goes beyond the page, beside, and beyond its words, above and below.

Its words stay under one another with those of the rest of the page.
"""


BAND = "border-style: solid"
"""What makes a band of a table; without a width, Qt draws nothing."""

GROUND = "background-color: transparent"
"""What makes a chip of words; their ink says of which kind, and Qt draws nothing."""


class _Chip(NamedTuple):
    """Words that have a ground: their block, and where they stand in it."""

    block: QTextBlock
    begin: int
    end: int
    font: QFont
    kind: ChipKind


class Grounds:
    """Finds the words and the tables of a page that have a ground, and draws it.

    What is below what is seen is asked nothing: Qt lays it out once nobody waits.
    """

    def __init__(self, shown: QTextEdit) -> None:
        self._shown, self._document = shown, shown.document()
        self._chips: list[_Chip] = []
        self._bands: list[QTextTable] = []

    def write(self, page: str) -> None:
        """Write a *page* of rich text; find its bands and its chips."""
        self._shown.setHtml(page)
        self._chips = list(self._found())
        frames = self._document.rootFrame().childFrames()
        tables = (frame for frame in frames if isinstance(frame, QTextTable))
        self._bands = [table for table in tables if _is_band(table.frameFormat())]

    def draw(self, painter: QPainter, seen: QRectF) -> None:
        """Draw those of which something is *seen*, as the document places them."""
        for band in self._bands:
            place = self._around(band)
            if place.intersects(seen):
                _draw(painter, place, "late", BAND_CORNER)
        for chip in self._chips:
            around = self._rect(chip.block)
            if around.top() > seen.bottom():
                break  # So are the others: cells of one row begin together.
            if around.bottom() < seen.top():
                continue
            for place in _places(chip):
                place.translate(around.topLeft())
                if place.intersects(seen):
                    _draw(painter, place, chip.kind, CORNER)

    def _found(self) -> Iterator[_Chip]:
        kinds = {QColor(colour(kind)).rgb(): kind for kind in KINDS}
        block = self._document.begin()
        while block.isValid():
            for part in cast("Iterable[QTextBlock.iterator]", block):
                words = part.fragment()
                shape = words.charFormat()
                if shape.hasProperty(_GROUND):
                    begin = words.position() - block.position()
                    kind = kinds[shape.foreground().color().rgb()]
                    end = begin + words.length()
                    yield _Chip(block, begin, end, shape.font(), kind)
            block = block.next()

    def _around(self, band: QTextTable) -> QRectF:
        """Return the place of a table as wide as the page, from its first word on.

        WORKAROUND: Qt 6.11 gives the rectangle of a table moved by its padding.
        """
        last, columns = band.rows() - 1, range(band.columns())
        tops = [
            self._rect(band.cellAt(0, column).firstCursorPosition().block()).y()
            for column in columns
        ]
        bottoms = []
        for column in columns:
            block = band.cellAt(last, column).lastCursorPosition().block()
            line = block.layout().lineAt(block.layout().lineCount() - 1)
            bottoms.append(self._rect(block).y() + line.y() + line.height())
        beside = self._document.documentMargin() - BESIDE
        place = QRectF(beside, 0, self._document.textWidth() - 2 * beside, 0)
        place.setTop(min(tops) - ABOVE)
        place.setBottom(max(bottoms) + ABOVE)
        return place

    def _rect(self, block: QTextBlock) -> QRectF:
        return self._document.documentLayout().blockBoundingRect(block)


def _places(chip: _Chip) -> Iterator[QRectF]:
    """Yield where a chip stands in its block, line by line."""
    lines, letters = chip.block.layout(), QFontMetricsF(chip.font)
    for number in range(lines.lineCount()):
        line = lines.lineAt(number)
        first = max(chip.begin, line.textStart())
        last = min(chip.end, line.textStart() + line.textLength())
        if first < last:
            left, right = sorted((_across(line, first), _across(line, last)))
            top = line.y() + line.ascent() - letters.ascent() - 1
            yield QRectF(left, top, right - left, letters.height() + 2)


def _is_band(shape: QTextFrameFormat) -> bool:
    return shape.borderStyle() == QTextFrameFormat.BorderStyle.BorderStyle_Solid


def _across(line: QTextLine, place: int) -> float:
    x, _place = cast("tuple[float, int]", line.cursorToX(place))
    return x


def _draw(painter: QPainter, place: QRectF, kind: ChipKind, corner: int) -> None:
    painter.setPen(QPen(QColor(edge(kind)), 1))
    painter.setBrush(QColor(ground(kind)))
    sharp = QRectF(place.toAlignedRect()).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(sharp, look.px(corner), look.px(corner))
