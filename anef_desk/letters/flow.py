"""Text that flows: shaped, in the right order, in lines that fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal, Self

from reportlab.platypus.flowables import Flowable, KeepTogether

from anef_desk.i18n import direction_of
from anef_desk.letters import fonts
from anef_desk.letters.bidi import Levels, levels, line_levels, reordered
from anef_desk.letters.page import Span
from anef_desk.letters.runs import Run

Align = Literal["start", "end", "centre"]
Colour = tuple[float, float, float]

BLACK: Colour = (0, 0, 0)
SOFT: Colour = (0.30, 0.34, 0.40)
PENCIL: Colour = (0.35, 0.35, 0.35)
LINE: Colour = (0.62, 0.62, 0.62)

WHOLE = 600.0
"""Points; what is not taller is kept on one page."""

LEAST_LEADING, LEAST_SPACE = 0.94, 0.4
"""What is left of the height of lines, and of the spaces between them, at the least."""

_NOT_FIRST = frozenset(":;?!»€%")
"""Signs that begin no line."""

_NOT_LAST = frozenset("«°№")
"""Signs that end none."""

_SPACES = " \u00a0\u202f"

_SMALL_NUMBER = re.compile(r"(?<![\w.,/:-])(?:\d\d?|1er)$")
"""A day of a month, a number of things: nothing without the word that follows."""

_DAY_AND_MONTH = re.compile(r"(?<![\w.,/:-])(?:\d\d?|1er) [^\W\d]+$")
_YEAR = re.compile(r"\d{4}\b")

_HARFBUZZ = {"fa_AF": "fa"}


@dataclass(frozen=True, kw_only=True)
class Style:
    """How a paragraph is set; lengths in points."""

    language: str
    size: float = 10.5
    leading: float = 15
    align: Align = "start"
    bold: bool = False
    colour: Colour = BLACK
    space_after: float = 6
    indent: float = 0  # on the side where reading begins
    tag: str = "P"  # what it is, for whoever listens

    @property
    def rtl(self) -> bool:
        """Return whether the paragraph reads from right to left."""
        return direction_of(self.language) == "rtl"

    def families(self, *, bold: bool) -> tuple[str, ...]:
        """Return the fonts, first choice first."""
        if self.rtl:
            return fonts.ARABIC_BOLD if bold else fonts.ARABIC
        return fonts.LATIN_BOLD if bold else fonts.LATIN


def tighter(flow: Iterable[Flowable], air: float) -> list[Flowable]:
    """Return *flow* with less space between its lines.

    Args:
        flow: What is drawn.
        air: From 1, as it is, to 0, as tight as can be read well.
    """
    return [one.tighter(air) if isinstance(one, Airy) else one for one in flow]


def _left(least: float, air: float) -> float:
    return least + (1 - least) * air


@dataclass(frozen=True)
class _Prepared:
    """A paragraph's characters with their levels and fonts, and where it was broken."""

    text: str
    levels: Levels
    fonts: tuple[str, ...]
    whole: bool  # one font and one level: one run, wherever it is cut
    lines: dict[float, tuple[tuple[int, int], ...]] = field(default_factory=dict)


@lru_cache(maxsize=2000)
def _prepared(spans: tuple[Span, ...], style: Style) -> _Prepared:
    """Return *spans* ready to be broken: most words of letters are those of others.

    Raises:
        UnprintableCharacterError: If a character cannot be written.
    """
    text = "".join(span.text for span in spans).replace("\n", " ")
    written: list[str] = []
    for span in spans:
        names = style.families(bold=style.bold or span.bold)
        written += fonts.fonts_of(span.text.replace("\n", " "), names)
    found = levels(text, int(style.rtl))
    whole = len(set(written)) <= 1 and len(set(found.of)) <= 1
    return _Prepared(text, found, tuple(written), whole)


class Airy(Flowable):
    """What has space that can shrink."""

    def tighter(self, air: float) -> Self:
        """Return the same with less space, see `tighter`."""
        made = copy(self)
        made._tighten(air)
        return made

    def _tighten(self, air: float) -> None:
        """Shrink the spaces."""
        raise NotImplementedError


class Together(Airy, KeepTogether):
    """What no page cuts, if it fits on one."""

    def __init__(self, parts: Sequence[Flowable]) -> None:
        self.parts = list(parts)
        KeepTogether.__init__(self, self.parts)

    def _tighten(self, air: float) -> None:
        Together.__init__(self, tighter(self.parts, air))


class Text(Airy):
    """A paragraph of spans."""

    def __init__(self, spans: str | Sequence[Span], style: Style) -> None:
        super().__init__()
        self.style = style
        self.spans = (Span(spans),) if isinstance(spans, str) else tuple(spans)
        self._it = _prepared(self.spans, style)
        self._lines: tuple[tuple[int, int], ...] = ()
        self._width = 0.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the room the paragraph takes in *width* points."""
        if width != self._width or not self._lines:
            self._width = width
            room = width - self.style.indent
            known = self._it.lines
            if room not in known:
                known[room] = tuple(self._broken(room))
            self._lines = known[room]
        height = len(self._lines) * self.style.leading + self.style.space_after
        return width, height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return the part that fits in *height*, and the rest."""
        if not self._lines:
            self.wrap(width, height)
        fitting = int(height // self.style.leading)
        if fitting < 1:
            return []
        if fitting >= len(self._lines):  # Only the space after it does not fit.
            return [Text(self.spans, replace(self.style, space_after=0))]
        cut = self._lines[fitting][0]
        first = Text(self._spans(0, cut), replace(self.style, space_after=0))
        rest = Text(self._spans(cut, len(self._it.text)), self.style)
        # Broken again, a word wider than a line could take one line more.
        first._lines = self._lines[:fitting]
        rest._lines = tuple((a - cut, b - cut) for a, b in self._lines[fitting:])
        first._width = rest._width = width
        return [first, rest]

    def _tighten(self, air: float) -> None:
        style = self.style
        leading = style.leading * _left(LEAST_LEADING, air)
        after = style.space_after * _left(LEAST_SPACE, air)
        self.style = replace(style, leading=leading, space_after=after)

    def draw(self) -> None:
        """Draw the lines, the first at the top."""
        style = self.style
        canvas: Any = self.canv
        y = len(self._lines) * style.leading + style.space_after - style.size
        canvas.setFillColorRGB(*style.colour)
        heard = self._it.text if style.rtl else ""
        with canvas.words(style.tag, style.language, heard):
            for first, last in self._lines:
                self._draw_line(canvas, first, self._heard_to(last), y)
                y -= style.leading

    def _heard_to(self, last: int) -> int:
        """Return the end of a line with its space: two lines are not one word."""
        text, style = self._it.text, self.style
        plain = not style.rtl and style.align == "start"
        return last + 1 if plain and text[last : last + 1] == " " else last

    def width_of(self, first: int, last: int) -> float:
        """Return the width of some characters, in points."""
        found = self._it.levels.of[first:last]
        if self._it.whole:
            total = self._shape(first, last, found[0]).width if found else 0.0
        else:
            runs = self._runs(first, last, found)
            total = sum(self._shape(a, b, level).width for a, b, level in runs)
        return total * self.style.size / 1000

    @property
    def widest_word(self) -> float:
        """Return the width of the longest word, in points."""
        words = (self.width_of(first, last) for first, last, _next in self._words())
        return max(words, default=0.0) + self.style.indent

    def _draw_line(self, canvas: Any, first: int, last: int, y: float) -> None:  # noqa: ANN401
        style = self.style
        line = line_levels(self._it.text, self._it.levels, first, last)
        runs = list(self._runs(first, last, line))
        shaped = [(self._it.fonts[a], self._shape(a, b, n)) for a, b, n in runs]
        width = sum(run.width for _name, run in shaped) * style.size / 1000
        x = self._start(width)
        for name, run in reordered(shaped, [level for _a, _b, level in runs]):
            canvas.draw_run(name, run, style.size, (x, y))
            x += run.width * style.size / 1000

    def _start(self, width: float) -> float:
        """Return where a line *width* points wide begins, from the left."""
        style = self.style
        if style.align == "centre":
            return (self._width - width) / 2
        at_right = style.rtl == (style.align == "start")
        if not at_right:
            return style.indent if style.align == "start" else 0
        indent = style.indent if style.align == "start" else 0
        return self._width - indent - width

    def _shape(self, first: int, last: int, level: int) -> Run:
        language = _HARFBUZZ.get(self.style.language, self.style.language)
        written = fonts.font(self._it.fonts[first])
        return written.shaped(self._it.text, first, last, bool(level & 1), language)

    def _runs(
        self, first: int, last: int, level_of: Sequence[int]
    ) -> Iterator[tuple[int, int, int]]:
        """Yield stretches of one level and one font."""
        start = first
        written = self._it.fonts
        for place in range(first + 1, last + 1):
            if (
                place == last
                or level_of[place - first] != level_of[start - first]
                or written[place] != written[start]
            ):
                yield start, place, level_of[start - first]
                start = place

    def _broken(self, room: float) -> Iterator[tuple[int, int]]:
        """Yield the lines; a word wider than the line is cut where it must be."""
        line: tuple[int, int] | None = None
        width = 0.0
        for first, last, following in self._words():
            wide = self.width_of(first, last)
            if line is not None and width + wide > room:
                yield line
                line = None
            if line is None:
                start = first
                for start, end in self._cut(first, last, room):
                    if end < last:
                        yield start, end
                again = wide if start == first else self.width_of(start, last)
                line, width = (start, last), again
            else:
                line, width = (line[0], last), width + wide
            width += self.width_of(last, following)
        if line is not None:
            yield line

    def _cut(self, first: int, last: int, room: float) -> Iterator[tuple[int, int]]:
        """Yield the pieces of a word, one when it fits.

        What holds together by a space or a hyphen gives way there before it is cut.
        """
        start, text = first, self._it.text
        while start < last:
            end = last
            while end - start > 1 and self.width_of(start, end) > room:
                end -= max(1, (end - start) // 8)
            if end == last:
                yield start, end
                return
            spaces = [text.rfind(space, start + 1, end + 1) for space in _SPACES]
            space, hyphen = max(spaces), text.rfind("-", start + 1, end)
            after = end
            if space > start:
                end, after = space, space + 1
            elif hyphen > start:
                end = after = hyphen + 1
            yield start, end
            start = after

    def _words(self) -> Iterator[tuple[int, int, int]]:
        """Yield words: first, past the last, past the spaces that follow.

        A sign that French writes after a space stays on the line of its word, a small
        number on that of the word it counts, a year on that of its day.
        """
        text, place = self._it.text, 0
        while place < len(text):
            end = place
            while end < len(text) and (text[end] != " " or _holds(text, end)):
                end += 1
            following = end
            while following < len(text) and text[following] == " ":
                following += 1
            yield place, end, following
            place = following

    def _spans(self, first: int, last: int) -> list[Span]:
        """Return the spans of ``text[first:last]``."""
        found, place = [], 0
        for span in self.spans:
            inside = span.text[max(first - place, 0) : max(last - place, 0)]
            if inside:
                found.append(Span(inside, span.bold))
            place += len(span.text)
        return found


def _holds(text: str, space: int) -> bool:
    """Return whether a line may not end at the *space* of *text*."""
    return (
        text[space + 1 : space + 2] in _NOT_FIRST
        or text[max(space - 1, 0)] in _NOT_LAST
        or _SMALL_NUMBER.search(text, max(space - 4, 0), space) is not None
        or (
            _YEAR.match(text, space + 1) is not None
            and _DAY_AND_MONTH.search(text, max(space - 16, 0), space) is not None
        )
    )


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
            cell.drawOn(self.canv, x, 0 if self._level else self._tall - tall)
            x += wide + self._gap


class Stack(Airy):
    """Flowables one under the other."""

    def __init__(self, parts: Sequence[Flowable]) -> None:
        super().__init__()
        self._parts = list(parts)
        self._heights: list[float] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the room all of them take."""
        self._heights = [part.wrap(width, height)[1] for part in self._parts]
        self._tall = sum(self._heights)
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
        return [Stack(kept), Stack(rest)] if rest else [Stack(kept)]

    def _tighten(self, air: float) -> None:
        self._parts = tighter(self._parts, air)

    def draw(self) -> None:
        """Draw them from the top."""
        y = self._tall
        for part, tall in zip(self._parts, self._heights, strict=True):
            y -= tall
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
            self._height *= _left(LEAST_SPACE, air)

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
        self._before *= _left(LEAST_SPACE, air)
        self._after *= _left(LEAST_SPACE, air)

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
        self._tall = self._inside.wrap(room, height)[1] + 2 * self._padding
        return width, self._tall + self._after

    def _tighten(self, air: float) -> None:
        self._inside = tighter([self._inside], air)[0]
        self._padding *= _left(LEAST_SPACE, air)
        self._after *= _left(LEAST_SPACE, air)

    def draw(self) -> None:
        """Draw the frame, then what is inside."""
        canvas: Any = self.canv
        with canvas.decoration():
            canvas.setStrokeColorRGB(*PENCIL)
            canvas.setLineWidth(0.9)
            canvas.rect(0, self._after, self._width, self._tall, stroke=1, fill=0)
        self._inside.drawOn(canvas, self._padding, self._after + self._padding)


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
