"""Sheets of A4: their margins, their styles, their pages and the numbers of these.

The same values give the same bytes, so that a letter can be printed again
identically. Titles say nothing about anyone.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageBreak, PageTemplate
from reportlab.platypus.flowables import Flowable

from anef_desk.i18n import direction_of
from anef_desk.letters.flow import SOFT, Align, Style, Text
from anef_desk.letters.tagged import ARTIFACT, TaggedCanvas
from anef_desk.progress import Report, silently

FRENCH = "fr"
MARGIN = 57.0  # two centimetres, in points
TOP_EDGE = MARGIN - 12
BOTTOM = 45.0
FOOT = 42.0


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


def joined(
    flows: Sequence[list[Flowable]],
    title: str,
    language: str,
    report: Report = silently,
) -> bytes:
    """Return the pages of several *flows*, each begun on a page of its own.

    The pages of each are numbered apart. *report* is told of each that is begun.
    """
    whole: list[Flowable] = []
    for number, flow in enumerate(flows):
        begun = partial(report, number, len(flows))
        whole += [*([PageBreak()] if number else []), _Begins(begun), *flow]
    made = built(whole, title, language, "")
    report(len(flows), len(flows))
    return made


def built(flow: list[Flowable], title: str, language: str, footer: str) -> bytes:
    """Return the pages of *flow*, numbered when there are several.

    *title* says nothing about anyone; *footer* stands on each page.
    """
    stream = io.BytesIO()
    _wide, tall = A4
    document = BaseDocTemplate(
        stream,
        pagesize=A4,
        title=title,
        author="",
        lang=language.replace("_", "-"),
    )
    frame = Frame(
        MARGIN,
        BOTTOM,
        A4[0] - 2 * MARGIN,
        tall - BOTTOM - TOP_EDGE,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    small = replace(styles(language)[1], tag=ARTIFACT)

    def foot(canvas: Canvas, _document: BaseDocTemplate) -> None:
        if footer:
            words = Text(footer, small)
            words.wrap(A4[0] - 2 * MARGIN, FOOT)
            words.drawOn(canvas, MARGIN, FOOT - 12)

    document.addPageTemplates([PageTemplate(id="page", frames=[frame], onPage=foot)])
    turned = direction_of(language) == "rtl"
    document.build(flow, canvasmaker=_NumberedLeft if turned else _Numbered)
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


class _Numbered(TaggedCanvas):
    """Pages that say their number, such as 1/2, when there are several."""

    side: Align = "end"

    def numbers(self, number: int, count: int) -> None:
        """Draw the number of a page."""
        style = Style(language=FRENCH, size=8.5, align=self.side, tag=ARTIFACT)
        page = Text(f"{number}/{count}", style)
        page.wrap(A4[0] - 2 * MARGIN, FOOT)
        page.drawOn(self, MARGIN, FOOT - 26)


class _NumberedLeft(_Numbered):
    """The same, on the left: on the right begins what the foot of the page says."""

    side = "start"
