"""How a line of the board is drawn: measured once, whole, then painted as often as asked."""

from __future__ import annotations

from datetime import date
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from anef_desk import i18n
from anef_desk.i18n.typography import capital
from anef_desk.law.agenda import Section
from ui import terms
from ui.theme import icons, look, metrics
from ui.widgets.board_lines import Line, date_words, details, due, names, title_words
from ui.widgets.chip import ICONS, ChipKind, colour, edge, ground
from ui.widgets.line_delegate import LineDelegate, font_of
from ui.widgets.lines import lay_out

EDGE, CHIP_PADDING, GAP = 18, 10, 16
ABOVE, BETWEEN = 7, 2
"""Over and under what a line says, and between its name and what is due."""

CHIP = 28, 24
"""Height of a date, and where there is little room."""

TITLE = 44, 28
"""Height of a title, and where there is little room."""

NARROW = 620
"""Width, at 100 % text, under which the date stands after the name."""

LINE = Qt.ItemDataRole.UserRole
"""Where the model gives a `Line`."""

_Index = QModelIndex | QPersistentModelIndex

_CHIPS: dict[Section, ChipKind] = {
    "late": "late",
    "week": "soon",
    "expected": "soon",
    "opens": "none",
    "untouched": "soon",
}


class _Text(NamedTuple):
    """Words laid out, and their place in a line that is read from left to right."""

    words: QTextLayout
    place: QRect
    soft: bool = False


KEPT = 500
"""Lines whose measures are kept, each at the widths the list had."""


class _Shape(NamedTuple):
    """A line measured at a width."""

    chip: QRect
    texts: tuple[_Text, ...]
    height: int


class BoardDelegate(LineDelegate):
    """Draws the lines: the date in a chip, the person, and what is due.

    A name and a date are always whole. What is due takes the lines it needs; where
    there is little room, what does not fit on one line is counted.
    """

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._on = date.min
        self._shapes: dict[tuple[int, int], _Shape] = {}
        self._column = 0

    def begin(self, on: date) -> None:
        """Forget what was measured: the lines, their words or the room are others."""
        self._on = on
        self._shapes.clear()
        self._column = 0

    def measure_again(self) -> None:
        """Forget what was measured, for the same day."""
        self.begin(self._on)

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of a line; a title stands a little away from the rest."""
        line: Line = index.data(LINE)
        if line.kind == "section":
            height = look.px(TITLE[self._narrow()])
        elif line.kind == "more":
            height = look.px(metrics.TARGET)
        else:
            height = self._shape(index, line).height
        return QSize(look.px(200), height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        """Draw one line, mirrored from right to left."""
        line: Line = index.data(LINE)
        rect, colours = option.rect, look.tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self._view.layoutDirection())
        if line.kind == "section":
            self._draw_title(painter, rect, line)
            painter.restore()
            return
        self._ground(painter, option)
        painter.setPen(QPen(QColor(colours.line)))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if line.kind == "more":
            place = rect.adjusted(EDGE, 0, -EDGE, 0)
            self._write(
                painter,
                place,
                title_words(line),
                font_of(14, bold=True),
                colours.accent,
            )
        else:
            self._draw_line(painter, rect, line, self._shape(index, line))
        painter.restore()

    def _shape(self, index: _Index, line: Line) -> _Shape:
        key = index.row(), self._view.viewport().width()
        if key not in self._shapes:
            if len(self._shapes) >= KEPT:  # A window that is drawn larger and larger.
                self._shapes.clear()
            measured = self._measured_narrow if self._narrow() else self._measured
            self._shapes[key] = measured(line, key[1])
        return self._shapes[key]

    def _measured(self, line: Line, width: int) -> _Shape:
        """Put the date first, in a column of its own, and the words beside it."""
        start = EDGE + self._chip_column() + GAP
        room = max(width - start - EDGE, 1)
        told = self._laid(details(line), font_of(14), room)
        name = self._laid(i18n.isolated(names(line)[0]), font_of(15, bold=True), room)
        words = _height(name) + BETWEEN + _height(told)
        height = max(look.px(metrics.ROW), words + 2 * look.px(ABOVE))
        top, chip = (height - words) // 2, look.px(CHIP[0])
        lines = look.px(metrics.ROW)  # The date stands beside the first two.
        place = QRect(EDGE, (min(height, lines) - chip) // 2, self._chip(line), chip)
        texts = self._names(line, name, QRect(start, top, room, _height(name)))
        under = QRect(start, top + _height(name) + BETWEEN, room, _height(told))
        texts = (*texts, _Text(told, under, line.kind == "note"))
        return _Shape(place, texts, height)

    def _measured_narrow(self, line: Line, width: int) -> _Shape:
        """Put the date after the name, or under it when both are too long."""
        room, above = max(width - 2 * EDGE, 1), look.px(ABOVE) // 2
        chip, tall = self._chip(line), look.px(CHIP[1])
        words, font = i18n.isolated(names(line)[0]), font_of(15, bold=True)
        left = room - chip - GAP
        if QFontMetrics(font).horizontalAdvance(words) + 2 <= left:
            name = self._laid(words, font, left)
            first = max(_height(name), tall)
            top, down = (
                above + (first - _height(name)) // 2,
                above + (first - tall) // 2,
            )
            place = QRect(width - EDGE - chip, down, chip, tall)
        else:
            left, top, name = room, above, self._laid(words, font, room)
            place = QRect(EDGE, above + _height(name) + BETWEEN, chip, tall)
            first = _height(name) + BETWEEN + tall
        texts = self._names(line, name, QRect(EDGE, top, left, _height(name)))
        told = self._laid(_shortened(line, room), font_of(14), room)
        under = QRect(EDGE, above + first + BETWEEN, room, _height(told))
        texts = (*texts, _Text(told, under, line.kind == "note"))
        return _Shape(place, texts, under.y() + under.height() + above)

    def _names(self, line: Line, name: QTextLayout, place: QRect) -> tuple[_Text, ...]:
        """Return the *name* at its *place*, and the other one if it is whole there."""
        native, font = names(line)[1], font_of(15)
        used = ceil(name.maximumWidth()) + 12
        left = place.width() - used
        if not native or QFontMetrics(font).horizontalAdvance(native) + 2 > left:
            return (_Text(name, place),)
        other = self._laid(i18n.isolated(native), font, left)
        down = (place.height() - _height(other)) // 2
        beside = QRect(place.x() + used, place.y() + down, left, _height(other))
        return _Text(name, place), _Text(other, beside, soft=True)

    def _laid(self, text: str, font: QFont, width: int) -> QTextLayout:
        words = lay_out(text, font, width, self._view.layoutDirection())
        words.setCacheEnabled(True)
        return words

    def _draw_line(
        self, painter: QPainter, rect: QRect, line: Line, shape: _Shape
    ) -> None:
        self._draw_chip(painter, rect, line, shape.chip)
        colours = look.tokens()
        for words, place, soft in shape.texts:
            painter.setPen(QColor(colours.soft if soft else colours.ink))
            at = self._mirrored(place.translated(rect.topLeft()), rect).topLeft()
            words.draw(painter, QPointF(at))

    def _draw_title(self, painter: QPainter, rect: QRect, line: Line) -> None:
        colours, narrow = look.tokens(), self._narrow()
        bold, small = font_of(15 if narrow else 17, bold=True), font_of(14)
        words = title_words(line)
        place = rect.adjusted(EDGE, 0 if narrow else look.px(8), -EDGE, 0)
        number = f"{line.count} +" if line.more else str(line.count)
        room = QFontMetrics(small).horizontalAdvance(number) + GAP
        width = QFontMetrics(bold).horizontalAdvance(words) + 2
        width = min(width, place.width() - room)
        title = QRect(place.x(), place.y(), width, place.height())
        self._write(painter, self._mirrored(title, rect), words, bold, colours.ink)
        beside = QRect(place.x() + width + 10, place.y(), room, place.height())
        self._write(painter, self._mirrored(beside, rect), number, small, colours.soft)

    def _draw_chip(
        self, painter: QPainter, rect: QRect, line: Line, where: QRect
    ) -> None:
        """Draw the date *where* it stands."""
        kind: ChipKind = "none"
        if line.row is not None:
            kind = _CHIPS[line.section]  # type: ignore[index]
        font, sign = font_of(13, bold=True), look.px(16)
        place = self._mirrored(where.translated(rect.topLeft()), rect)
        painter.setPen(QPen(QColor(edge(kind))))
        painter.setBrush(QColor(ground(kind)))
        painter.drawRoundedRect(place, metrics.RADIUS, metrics.RADIUS)
        mark = QRect(place.x() + CHIP_PADDING, 0, sign, sign)
        mark = self._mirrored(mark, place)
        mark.moveTop(place.center().y() - sign // 2 + 1)
        drawn = "edit" if line.note is not None else _sign(line, kind)
        painter.drawPixmap(mark, icons.pixmap(drawn, colour(kind), sign))
        start = place.x() + CHIP_PADDING + sign + 6
        inside = QRect(start, place.y(), place.right() - start, place.height())
        words = capital(date_words(line, self._on))
        self._write(painter, self._mirrored(inside, place), words, font, colour(kind))

    def _chip(self, line: Line) -> int:
        """Return the width of the date of *line*."""
        words = capital(date_words(line, self._on))
        advance = QFontMetrics(font_of(13, bold=True)).horizontalAdvance(words)
        return advance + look.px(16) + 8 + 2 * CHIP_PADDING

    def _chip_column(self) -> int:
        """Return the width of the widest date, measured once for all lines."""
        if not self._column:
            model = self._view.model()
            rows = (model.index(row, 0) for row in range(model.rowCount()))
            shown: list[Line] = [index.data(LINE) for index in rows]
            dates = (self._chip(line) for line in shown if line.row or line.note)
            self._column = max(dates, default=1)
        return self._column

    def _narrow(self) -> bool:
        return self._view.viewport().width() < look.px(NARROW)


def _height(words: QTextLayout) -> int:
    return ceil(words.boundingRect().height())


def _shortened(line: Line, room: int) -> str:
    """Return what is due first, as much more as one line takes, and how many are left."""
    parts, measure = due(line), QFontMetrics(font_of(14)).horizontalAdvance
    for kept in range(len(parts), 0, -1):
        left = len(parts) - kept
        more = i18n.left_to_right(f"+{left}") if left else ""
        told = terms.joined((*parts[:kept], more))
        if kept == 1 or measure(told) <= room:
            return told
    return ""


def _sign(line: Line, kind: ChipKind) -> str:
    if line.section == "opens":
        return "calendar"
    return ICONS[kind]
