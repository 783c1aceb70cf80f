"""The grounds of a page of rich text: chips, and the band of what is urgent.

Qt paints them as bare rectangles; here they have the border and the corners they have
everywhere else, without which they would not be seen in high contrast.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPen,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextLine,
    QTextTable,
)

from ui.theme import look
from ui.widgets.chip import KINDS, ChipKind, colour, edge, ground

CORNER, BAND_CORNER = 4, 12

BESIDE, ABOVE = 8, 9
"""How far a band goes beyond the page, beside, and beyond its words, above and below.

Its words stay under one another with those of the rest of the page.
"""


class Grounds:
    """Takes the grounds out of a document, and draws them under it."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._chips: list[tuple[QTextCursor, ChipKind]] = []
        self._bands: list[QTextTable] = []

    def write(self, page: str) -> None:
        """Write a *page* of rich text, and take the grounds of its words and tables."""
        change = QTextCursor(self._document)
        change.beginEditBlock()  # The lines are placed once.
        self._document.setHtml(page)
        self._chips = list(self._words())
        for chip, _kind in self._chips:
            words = chip.charFormat()
            words.clearBackground()
            chip.setCharFormat(words)
        change.endEditBlock()
        # Before, the tables are not known.
        frames = self._document.rootFrame().childFrames()
        tables = (frame for frame in frames if isinstance(frame, QTextTable))
        self._bands = [table for table in tables if _has_ground(table.frameFormat())]
        for band in self._bands:
            outline = band.format()
            outline.clearBackground()
            band.setFormat(outline)

    def draw(self, painter: QPainter, seen: QRectF) -> None:
        """Draw those of which something is *seen*, as the document places them."""
        for band in self._bands:
            place = self._around(band)
            if place.intersects(seen):
                _draw(painter, place, "late", BAND_CORNER)
        for chip, kind in self._chips:
            for place in self._places(chip):
                if place.intersects(seen):
                    _draw(painter, place, kind, CORNER)

    def _words(self) -> Iterator[tuple[QTextCursor, ChipKind]]:
        """Yield the words that have a ground; their ink says which status it is."""
        kinds = {QColor(colour(kind)).name(): kind for kind in KINDS}
        block = self._document.begin()
        while block.isValid():
            for part in cast("Iterable[QTextBlock.iterator]", block):
                words = part.fragment()
                if _has_ground(words.charFormat()):
                    chip = QTextCursor(block)
                    end = words.position() + words.length()
                    chip.setPosition(words.position())
                    chip.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                    yield chip, kinds[words.charFormat().foreground().color().name()]
            block = block.next()

    def _around(self, band: QTextTable) -> QRectF:
        """Return the place of a table as wide as the page, from its first word on.

        WORKAROUND: Qt 6.11 gives the rectangle of a table moved by its padding.
        """
        last, columns = band.rows() - 1, range(band.columns())
        tops = [
            self._origin(band.cellAt(0, column).firstCursorPosition().block()).y()
            for column in columns
        ]
        bottoms = []
        for column in columns:
            block = band.cellAt(last, column).lastCursorPosition().block()
            line = block.layout().lineAt(block.layout().lineCount() - 1)
            bottoms.append(self._origin(block).y() + line.y() + line.height())
        beside = self._document.documentMargin() - BESIDE
        place = QRectF(beside, 0, self._document.size().width() - 2 * beside, 0)
        place.setTop(min(tops) - ABOVE)
        place.setBottom(max(bottoms) + ABOVE)
        return place

    def _origin(self, block: QTextBlock) -> QPointF:
        return self._document.documentLayout().blockBoundingRect(block).topLeft()

    def _places(self, words: QTextCursor) -> Iterator[QRectF]:
        """Yield where *words* stand, line by line."""
        block = self._document.findBlock(words.anchor())
        lines, origin = block.layout(), self._origin(block)
        begin, end = (
            words.anchor() - block.position(),
            words.position() - block.position(),
        )
        letters = QFontMetricsF(words.charFormat().font())
        for number in range(lines.lineCount()):
            line = lines.lineAt(number)
            first = max(begin, line.textStart())
            last = min(end, line.textStart() + line.textLength())
            if first < last:
                left, right = sorted((_across(line, first), _across(line, last)))
                top = line.y() + line.ascent() - letters.ascent() - 1
                place = QRectF(left, top, right - left, letters.height() + 2)
                yield place.translated(origin)


def _has_ground(shape: QTextFormat) -> bool:
    return shape.hasProperty(QTextFormat.Property.BackgroundBrush.value)


def _across(line: QTextLine, place: int) -> float:
    x, _place = cast("tuple[float, int]", line.cursorToX(place))
    return x


def _draw(painter: QPainter, place: QRectF, kind: ChipKind, corner: int) -> None:
    painter.setPen(QPen(QColor(edge(kind)), 1))
    painter.setBrush(QColor(ground(kind)))
    sharp = QRectF(place.toAlignedRect()).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(sharp, look.px(corner), look.px(corner))
