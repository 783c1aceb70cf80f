"""Sheets of A4: their margins, their styles, their pages and the numbers of these.

The same values give the same bytes, so that a letter can be printed again
identically. Titles say nothing about anyone.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.platypus import BaseDocTemplate, Frame, PageBreak, PageTemplate
from reportlab.platypus.flowables import Flowable

from anef_desk.i18n import direction_of
from anef_desk.letters.airy import Together, tighter
from anef_desk.letters.tagged import ARTIFACT, TaggedCanvas
from anef_desk.letters.text import SOFT, Align, Style, Text
from anef_desk.progress import Report, silently

FRENCH = "fr"
MARGIN = 57.0  # two centimetres, in points
WIDTH = A4[0] - 2 * MARGIN
TOP_EDGE = MARGIN - 12
BOTTOM = 45.0
HEIGHT = A4[1] - BOTTOM - TOP_EDGE
FOOT = 42.0

_FUZZ = 1e-6
_AIRS = (0.75, 0.5, 0.25, 0.0)


def styles(language: str, size: float = 10.5) -> tuple[Style, Style]:
    """Return the body and small styles of *language*; Arabic script gets more air."""
    arabic = direction_of(language) == "rtl"
    leading = size * (1.62 if arabic else 1.4)
    body = Style(language=language, size=size, leading=leading)
    small = Style(
        language=language,
        size=size - 1.2,
        leading=(size - 1.2) * (1.58 if arabic else 1.36),
        colour=SOFT,
        space_after=1,
    )
    return body, small


def bold(style: Style, size: float, leading: float, after: float = 2) -> Style:
    """Return *style* in bold, of another size."""
    return Style(
        language=style.language,
        size=size,
        leading=leading,
        bold=True,
        space_after=after,
    )


def spaced(style: Style, after: float) -> Style:
    """Return *style* with some room *after* it."""
    return Style(
        language=style.language,
        size=style.size,
        leading=style.leading,
        space_after=after,
    )


def tight(style: Style) -> Style:
    """Return *style* with no room after it."""
    return spaced(style, 0)


@dataclass(frozen=True)
class Part:
    """What begins on a page of its own, and what stands at the foot of its pages."""

    flow: list[Flowable]
    language: str = FRENCH
    footer: str = ""


def joined(parts: Sequence[Part], title: str, report: Report = silently) -> bytes:
    """Return the pages of several *parts*, numbered apart.

    Args:
        parts: In the order they are printed.
        title: Says nothing about anyone.
        report: Told of each part that is begun.
    """
    whole: list[Flowable] = []
    for number, part in enumerate(parts):
        begun = partial(report, number, len(parts))
        turned = [PageBreak()] if number else []
        whole += [*turned, _Begins(begun), *fitted(part.flow)]
    made = _drawn(whole, title, parts)
    report(len(parts), len(parts))
    return made


def built(flow: list[Flowable], title: str, language: str, footer: str) -> bytes:
    """Return the pages of *flow*, numbered when there are several.

    *title* says nothing about anyone; *footer* stands on each page.
    """
    return _drawn(fitted(flow), title, (Part(flow, language, footer),))


def fitted(flow: Sequence[Flowable]) -> list[Flowable]:
    """Return *flow*, its spaces shrunk as little as it takes to save a page.

    A page is not turned for the few lines that some languages take more than others.
    """
    whole = _kept(flow)
    before = pages_of(whole)
    if before > 1 and pages_of(tighter(whole, _AIRS[-1])) < before:
        for air in _AIRS:
            made = tighter(whole, air)
            if pages_of(made) < before:
                return made
    return whole


def _kept(flow: Iterable[Flowable]) -> list[Flowable]:
    """Return *flow*, each head together with what it announces.

    ReportLab keeps a head with a paragraph, but not with what is already together.
    """
    made: list[Flowable] = []
    heads: list[Flowable] = []
    for one in flow:
        if getattr(one, "keepWithNext", False):
            heads.append(one)
        elif heads:
            announced = one.parts if isinstance(one, Together) else [one]
            made.append(Together([*heads, *announced]))
            heads = []
        else:
            made.append(one)
    return [*made, Together(heads)] if heads else made


def pages_of(flow: Iterable[Flowable]) -> int:
    """Return how many pages *flow* takes, as ReportLab fills them; nothing is drawn."""
    waiting = deque(flow)
    pages, room = 1, HEIGHT
    while waiting:
        one = waiting.popleft()
        inside = one.parts if isinstance(one, Together) else [one]
        tall = sum(part.wrap(WIDTH, HEIGHT)[1] for part in inside)
        if tall <= room + _FUZZ:
            room -= tall
            continue
        cut = [] if isinstance(one, Together) else one.split(WIDTH, room)
        if cut:
            room -= cut[0].wrap(WIDTH, HEIGHT)[1]
            waiting.extendleft(reversed(cut[1:]))
        elif room < HEIGHT:
            pages, room = pages + 1, HEIGHT
            waiting.appendleft(one)
        elif isinstance(one, Together):
            waiting.extendleft(reversed(inside))
        else:  # It fits on no page; ReportLab will say so.
            room = 0
    return pages


def _drawn(flow: list[Flowable], title: str, parts: Sequence[Part]) -> bytes:
    stream = io.BytesIO()
    document = BaseDocTemplate(
        stream,
        pagesize=A4,
        title=title,
        author="",
        lang=parts[0].language.replace("_", "-"),
    )
    frame = Frame(
        MARGIN,
        BOTTOM,
        WIDTH,
        HEIGHT,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )

    def foot(canvas: _Sheets, _document: BaseDocTemplate) -> None:
        canvas.foot()

    page = PageTemplate(id="page", frames=[frame], onPageEnd=foot)  # type: ignore[arg-type]
    document.addPageTemplates([page])
    document.build(flow, canvasmaker=partial(_Sheets, parts=parts))
    return stream.getvalue()


class _Begins(Flowable):
    """Nothing to see: another document begins here."""

    def __init__(self, begun: Callable[[], None]) -> None:
        super().__init__()
        self._begun = begun

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return no room."""
        return 0, 0

    def draw(self) -> None:
        """Say so to the page."""
        canvas: Any = self.canv
        canvas.begin()
        self._begun()


class _Sheets(TaggedCanvas):
    """Pages that say their number, such as 1/2, when their part has several."""

    def __init__(self, *args: Any, parts: Sequence[Part], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self._parts = parts

    def foot(self) -> None:
        """Draw what stands at the foot of each page of the part."""
        part = self._parts[self.part]
        if part.footer:
            small = replace(styles(part.language)[1], tag=ARTIFACT)
            words = Text(part.footer, small)
            words.wrap(WIDTH, FOOT)
            words.drawOn(self, MARGIN, FOOT - 18)

    def numbers(self, part: int, number: int, count: int) -> None:
        """Draw the number of a page: where what the foot says does not begin."""
        turned = direction_of(self._parts[part].language) == "rtl"
        side: Align = "start" if turned else "end"
        style = Style(language=FRENCH, size=8.5, align=side, tag=ARTIFACT)
        page = Text(f"{number}/{count}", style)
        page.wrap(WIDTH, FOOT)
        page.drawOn(self, MARGIN, FOOT - 26)
