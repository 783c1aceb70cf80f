"""A paragraph: its letters shaped, in the right order, in lines that fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal

from reportlab.platypus.flowables import Flowable

from anef_desk.i18n import direction_of
from anef_desk.letters import fonts
from anef_desk.letters.airy import LEAST_LEADING, LEAST_SPACE, Airy, left_of
from anef_desk.letters.bidi import Levels, levels, line_levels, reordered
from anef_desk.letters.page import Span
from anef_desk.letters.runs import Run

Align = Literal["start", "end", "centre"]
Colour = tuple[float, float, float]

BLACK: Colour = (0, 0, 0)
SOFT: Colour = (0.30, 0.34, 0.40)

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
        leading = style.leading * left_of(LEAST_LEADING, air)
        after = style.space_after * left_of(LEAST_SPACE, air)
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
            spaces = (text.rfind(space, start + 1, end + 1) for space in _SPACES)
            space = next((one for one in spaces if one > start), -1)
            hyphen = text.rfind("-", start + 1, end)
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
