"""The sheet of statistics: a chart and a table, which black ink alone can print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus.flowables import Flowable

from anef_desk.letters.boxes import Beside, Blank, Rule, Stack
from anef_desk.letters.layout import FRENCH, bold, built, spaced, styles, tight
from anef_desk.letters.text import SOFT, Style, Text

TITLE = "Statistiques"
ACROSS = 5
"""Columns side by side; more go to a table of their own underneath."""


@dataclass(frozen=True, kw_only=True)
class StatisticsSheet:
    """What the sheet says, in French: what is hidden is a word, or no number."""

    title: str
    rows: tuple[Sequence[str | int], ...]  # heads first, totals last
    bars: tuple[tuple[str, int | None], ...]
    masked: str = "masqué"
    notes: tuple[str, ...] = ()
    footer: str = ""


def statistics_sheet(sheet: StatisticsSheet) -> bytes:
    """Return *sheet* as a PDF; its title and metadata name nobody.

    Raises:
        UnprintableCharacterError: If a character cannot be written; nothing is made.
    """
    body, small = styles(FRENCH)
    flow: list[Flowable] = [Text(sheet.title, bold(body, 15, 22, after=8))]
    largest = max((count or 0 for _name, count in sheet.bars), default=0)
    flow += [
        _Bar(name, sheet.masked if count is None else count, largest, body)
        for name, count in sheet.bars
    ]
    for rows in _parts(sheet.rows):
        flow += [Blank(12), *_table(rows, body)]
    flow += [Blank(10), *(Text(note, small) for note in sheet.notes)]
    return built(flow, TITLE, FRENCH, sheet.footer)


class _Bar(Flowable):
    """A name, then a bar as long as its number, which stands beside it."""

    SHARE = 0.4  # of the width, for the name
    TALL = 9.0

    def __init__(self, name: str, value: str | int, largest: int, body: Style) -> None:
        super().__init__()
        self._name = Text(name, spaced(body, 3))
        self._value, self._largest, self._body = value, max(largest, 1), body

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the room of the name, one line at least."""
        self._wide = width
        _w, self._tall = self._name.wrap(width * self.SHARE - 10, height)
        return width, self._tall

    def draw(self) -> None:
        """Draw the bar filled; a hidden one is a short dashed box."""
        canvas: Any = self.canv
        left = self._wide * self.SHARE
        room = self._wide - left - 46
        self._name.drawOn(canvas, 0, 0)
        low = self._tall - self._body.leading + 3
        hidden = isinstance(self._value, str)
        long = 18.0 if hidden else room * int(self._value) / self._largest
        with canvas.decoration():  # The number beside it says the same.
            canvas.setStrokeColorRGB(*SOFT)
            canvas.setFillColorRGB(*SOFT)
            canvas.setLineWidth(0.7)
            if hidden:
                canvas.setDash(2, 2)
            if long:
                canvas.rect(left, low, long, self.TALL, stroke=1, fill=int(not hidden))
            canvas.setDash()
        words = Text(str(self._value), tight(self._body))
        words.wrap(80, self._body.leading)
        words.drawOn(canvas, left + long + 6, self._tall - self._body.leading)


def _parts(
    rows: Sequence[Sequence[str | int]],
) -> Iterator[Sequence[Sequence[str | int]]]:
    """Give tables of `ACROSS` columns at most, each with the names of its lines."""
    columns = len(rows[0]) - 1 if rows else 0
    for first in range(1, columns + 1, ACROSS):
        room = min(columns, ACROSS)  # the same in each table
        parts = (row[first : first + ACROSS] for row in rows)
        yield [
            [row[0], *part, *[""] * (room - len(part))]
            for row, part in zip(rows, parts, strict=True)
        ]


def _table(rows: Sequence[Sequence[str | int]], body: Style) -> list[Flowable]:
    crossed = len(rows[0]) > 2  # noqa: PLR2004 - names, and one number
    if crossed:
        body, _small = styles(FRENCH, 9.5)
    strong = bold(body, body.size, body.leading)
    shares = [2.2 if crossed else 4.0, *[1.0] * (len(rows[0]) - 1)]
    drawn: list[Flowable] = []
    for place, row in enumerate(rows):
        style = strong if place in {0, len(rows) - 1} else tight(body)
        cells: list[Flowable] = [
            Text(str(value), style) if value != "" else Blank() for value in row
        ]
        drawn.append(Stack([Beside(cells, shares, 8), Rule(1, 3)]))
    return drawn
