"""What stands beside, under or around other things on a page; lines and boxes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus.flowables import Flowable

from anef_desk.letters.airy import LEAST_SPACE, Airy, left_of, tighter
from anef_desk.letters.text import Colour

PENCIL: Colour = (0.35, 0.35, 0.35)
LINE: Colour = (0.62, 0.62, 0.62)

WHOLE = 600.0
"""Points; what is not taller is kept on one page."""


def _fitted(
    shares: Sequence[float], least: Sequence[float], room: float
) -> list[float]:
    """Return widths by *shares*, none under its *least* as long as there is room."""
    plain = [room * share / sum(shares) for share in shares]
    spare = [wide - kept for wide, kept in zip(plain, least, strict=True)]
    if min(spare) >= 0 or sum(least) > room:
        return plain
    whole = sum(extra for extra in spare if extra > 0)
    given = (room - sum(least)) / whole if whole else 0.0
    return [
        kept + max(extra, 0.0) * given for kept, extra in zip(least, spare, strict=True)
    ]


class Beside(Airy):
    """Flowables side by side, aligned at the top; each with its share of the width.

    None is narrower than its *least*, in points, unless there is no room for all.
    """

    def __init__(
        self,
        cells: Sequence[Flowable],
        shares: Sequence[float],
        gap: float = 18,
        table: object = None,
        *,
        level: bool = False,
        least: Sequence[float] = (),
    ) -> None:
        super().__init__()
        self._least = list(least) or [0.0] * len(cells)
        self._level = level  # aligned at the bottom instead
        self._table = table  # the one this is a row of
        self._cells, self._shares, self._gap = list(cells), list(shares), gap
        self._heights: list[float] = []
        self._widths: list[float] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the room the tallest takes."""
        room = width - self._gap * (len(self._cells) - 1)
        self._widths = _fitted(self._shares, self._least, room)
        self._heights = [
            cell.wrap(wide, height)[1]
            for cell, wide in zip(self._cells, self._widths, strict=True)
        ]
        self._tall = max(self._heights, default=0)
        return width, self._tall

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return the rows that fit, and those that follow."""
        self.wrap(width, height)
        firsts: list[Flowable] = []
        rests: list[Flowable] = []
        for cell, wide, tall in zip(
            self._cells, self._widths, self._heights, strict=True
        ):
            if tall <= height:
                parts = [cell]
            else:
                parts = cell.split(wide, height)
                if not parts:
                    return []
            firsts.append(parts[0])
            rests.append(parts[1] if len(parts) > 1 else Blank())
        return [
            Beside(firsts, self._shares, self._gap, self._table, least=self._least),
            Beside(rests, self._shares, self._gap, self._table, least=self._least),
        ]

    def _tighten(self, air: float) -> None:
        self._cells = tighter(self._cells, air)

    def draw(self) -> None:
        """Draw each in its column."""
        if self._table is None:
            self._draw_cells()
            return
        canvas: Any = self.canv
        with canvas.group("TR", self._table):
            self._draw_cells()

    def _draw_cells(self) -> None:
        x = 0.0
        for cell, wide, tall in zip(
            self._cells, self._widths, self._heights, strict=True
        ):
            if isinstance(cell, Stack | Framed):
                tall = cell.reach(self._tall)  # noqa: PLW2901 - it may be taller now
            cell.drawOn(self.canv, x, 0 if self._level else self._tall - tall)
            x += wide + self._gap


class Stack(Airy):
    """Flowables one under the other.

    The last *foot* of them stand at the foot of the row, beside something taller:
    lines to write on are level in two languages.
    """

    def __init__(self, parts: Sequence[Flowable], *, foot: int = 0) -> None:
        super().__init__()
        self._parts, self._foot, self._spare = list(parts), foot, 0.0
        self._heights: list[float] = []

    def reach(self, tall: float) -> float:
        """Return the height it is drawn in, in a row that is *tall* points high."""
        self._spare = tall - self._tall if self._foot else 0.0
        return self._tall + self._spare

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the room all of them take."""
        self._heights = [part.wrap(width, height)[1] for part in self._parts]
        self._tall, self._spare = sum(self._heights), 0.0
        return width, self._tall

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return those that fit, and those that follow; one of them may be cut.

        What would fit on a page of its own is kept together, and goes to the next.
        """
        self.wrap(width, height)
        if self._tall < WHOLE:
            return []
        kept: list[Flowable] = []
        rest = list(self._parts)
        for part, tall in zip(self._parts, self._heights, strict=True):
            if tall > height:
                cut = part.split(width, height)
                kept, rest = kept + cut[:1], (cut[1:] or rest[: not cut]) + rest[1:]
                break
            kept.append(rest.pop(0))
            height -= tall
        if not kept:
            return []
        foot = min(self._foot, len(rest))
        return [Stack(kept), Stack(rest, foot=foot)] if rest else [Stack(kept)]

    def _tighten(self, air: float) -> None:
        self._parts = tighter(self._parts, air)

    def draw(self) -> None:
        """Draw them from the top."""
        y = self._tall + self._spare
        last = len(self._parts) - self._foot
        for place, (part, tall) in enumerate(
            zip(self._parts, self._heights, strict=True)
        ):
            y -= tall + (self._spare if place == last else 0.0)
            part.drawOn(self.canv, 0, y)


class Blank(Airy):
    """Nothing, some points high; *firm*, it is there to be written on."""

    def __init__(self, height: float = 0, *, firm: bool = False) -> None:
        super().__init__()
        self._height, self._firm = height, firm

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the room."""
        return width, self._height

    def _tighten(self, air: float) -> None:
        if not self._firm:
            self._height *= left_of(LEAST_SPACE, air)

    def draw(self) -> None:
        """Draw nothing."""


class Rule(Airy):
    """A thin line across."""

    def __init__(self, before: float = 4, after: float = 8) -> None:
        super().__init__()
        self._before, self._after = before, after

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the room."""
        self._width = width
        return width, self._before + self._after

    def _tighten(self, air: float) -> None:
        self._before *= left_of(LEAST_SPACE, air)
        self._after *= left_of(LEAST_SPACE, air)

    def draw(self) -> None:
        """Draw the line."""
        canvas: Any = self.canv
        with canvas.decoration():
            canvas.setStrokeColorRGB(*LINE)
            canvas.setLineWidth(0.6)
            canvas.line(0, self._after, self._width, self._after)


class Ruled(Flowable):
    """Dotted lines to write on by hand."""

    APART = 20.0

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the room."""
        self._width = width
        return width, self._lines * self.APART + 6

    def draw(self) -> None:
        """Draw the lines."""
        canvas: Any = self.canv
        with canvas.decoration():
            canvas.saveState()
            canvas.setStrokeColorRGB(*PENCIL)
            canvas.setLineWidth(0.7)
            canvas.setDash(1, 2)
            for line in range(self._lines):
                y = 6 + line * self.APART
                canvas.line(0, y, self._width, y)
            canvas.restoreState()


class Framed(Airy):
    """A flowable in a frame."""

    def __init__(self, inside: Flowable, padding: float = 8, after: float = 8) -> None:
        super().__init__()
        self._inside, self._padding, self._after = inside, padding, after

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the room of what is inside, and of the frame."""
        self._width = width
        room = width - 2 * self._padding
        self._words = self._inside.wrap(room, height)[1]
        self._tall = self._words + 2 * self._padding
        return width, self._tall + self._after

    def reach(self, tall: float) -> float:
        """Return the height it is drawn in: that of the row, *tall* points high."""
        self._tall = tall - self._after
        return tall

    def _tighten(self, air: float) -> None:
        self._inside = tighter([self._inside], air)[0]
        self._padding *= left_of(LEAST_SPACE, air)
        self._after *= left_of(LEAST_SPACE, air)

    def draw(self) -> None:
        """Draw the frame, then what is inside."""
        canvas: Any = self.canv
        with canvas.decoration():
            canvas.setStrokeColorRGB(*PENCIL)
            canvas.setLineWidth(0.9)
            canvas.rect(0, self._after, self._width, self._tall, stroke=1, fill=0)
        y = self._after + self._tall - self._padding - self._words
        self._inside.drawOn(canvas, self._padding, y)


class TickBox(Airy):
    """A box to tick, and what it is for, from the side where reading begins."""

    BOX = 10.0

    def __init__(self, words: Flowable, *, rtl: bool, ticked: bool = False) -> None:
        super().__init__()
        self._words, self._rtl, self._ticked = words, rtl, ticked

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the room of the words."""
        self._width = width
        self._tall = self._words.wrap(width - self.BOX - 8, height)[1]
        return width, self._tall

    def _tighten(self, air: float) -> None:
        self._words = tighter([self._words], air)[0]

    def draw(self) -> None:
        """Draw the box beside the first line, then the words."""
        canvas: Any = self.canv
        x = self._width - self.BOX if self._rtl else 0
        with canvas.decoration():
            canvas.setStrokeColorRGB(*PENCIL)
            canvas.setLineWidth(0.9)
            y = self._tall - self.BOX - 2
            canvas.rect(x, y, self.BOX, self.BOX, stroke=1, fill=0)
            if self._ticked:
                canvas.lines(
                    [(x + 2, y + 5, x + 4, y + 2.5), (x + 4, y + 2.5, x + 8, y + 8)]
                )
        start = 0 if self._rtl else self.BOX + 8
        self._words.drawOn(canvas, start, 0)
