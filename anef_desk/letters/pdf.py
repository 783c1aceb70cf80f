"""The letter to sign, and the copy to read; knows no law."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from reportlab.platypus.flowables import Flowable

from anef_desk.letters.airy import Together
from anef_desk.letters.blocks import kept_together
from anef_desk.letters.boxes import Beside, Blank, Rule, Stack
from anef_desk.letters.layout import (
    MARGIN,
    TOP_EDGE,
    WIDTH,
    Part,
    bold,
    built,
    spaced,
    styles,
    tight,
)
from anef_desk.letters.logo import logo
from anef_desk.letters.page import Composed, Span
from anef_desk.letters.text import Style, Text

BOX = 56.0  # height of a signature box
BETWEEN = 18.0  # the two sides of a copy
HALF = (WIDTH - BETWEEN) / 2

TITLE = "Courrier"


def letter(composed: Composed, picture: bytes = b"") -> bytes:
    """Return the letter to sign, as a PDF; *picture* is the logo it names.

    Raises:
        UnprintableCharacterError: If a character cannot be written; nothing is made.
    """
    return built(laid_out(composed, picture), TITLE, composed.language, composed.footer)


def laid_out(composed: Composed, picture: bytes = b"") -> list[Flowable]:
    """Return what the letter to sign draws, from its top.

    Args:
        composed: The letter.
        picture: The logo it names, if it names one.

    Raises:
        UnprintableCharacterError: If a character cannot be written.
    """
    form = composed.layout == "form"
    body, small = styles(composed.language, 10 if form else 10.5)
    title = replace(bold(body, 11.5, 17, after=10), tag="H1")
    flow: list[Flowable]
    if form:
        flow = [
            _letterhead(composed, body, small, picture),
            Blank(10),
            Text(composed.subject, replace(title, size=15, leading=21)),
            *_references(composed, small),
        ]
    else:
        flow = [
            _Envelope(composed, body, small, picture),
            Text(composed.subject, title),
        ]
    blocks = kept_together(composed.blocks, body)
    flow += [flowable for drawn in blocks[:-1] for flowable in drawn]
    ending = list(blocks[-1] if blocks else [])
    if form:
        ending += [Blank(2), Text(composed.place_and_date, body)]
    joined = _attachments(composed, small) if composed.attachments else []
    alone = len(composed.signature) == 1
    if composed.signature:
        beside = joined if alone else []
        ending += [Blank(4), _signatures(composed, body, beside)]
    flow.append(Together(ending))
    if joined and not alone:
        flow.append(Together([Blank(6), *joined]))
    return flow


def bilingual_letter(french: Composed, other: Composed) -> bytes:
    """Return the copy to read, as a PDF.

    Raises:
        UnprintableCharacterError: If a character cannot be written; nothing is made.
    """
    return built(faced(french, other), TITLE, other.language, other.footer)


def parts(french: Composed, other: Composed | None, picture: bytes) -> list[Part]:
    """Return the letter to sign and, if there is one, the copy that follows it.

    Raises:
        UnprintableCharacterError: If a character cannot be written.
    """
    signed = Part(laid_out(french, picture), french.language, french.footer)
    if other is None:
        return [signed]
    return [signed, Part(faced(french, other), other.language, other.footer)]


def faced(french: Composed, other: Composed) -> list[Flowable]:
    """Return the copy to read: French and the other language facing, row by row.

    Raises:
        UnprintableCharacterError: If a character cannot be written.
    """
    sides = (french, other)
    kinds = tuple(styles(side.language, size=9.5) for side in sides)
    notices = [
        Text(notice, bold(body, 10, 14))
        for (body, _s), notice in zip(
            kinds, (other_notice_in_french(other), other.notice), strict=True
        )
    ]
    flow: list[Flowable] = [Beside(notices, (1, 1), BETWEEN), Rule()]

    def row(parts: Sequence[Flowable]) -> None:
        flow.append(Beside(parts, (1, 1), BETWEEN))

    if french.recipient:
        to = [Text(line, tight(kinds[0][0])) for line in french.recipient]
        ways = [
            [Text(side.sending, small)] if side.sending else []
            for side, (_body, small) in zip(sides, kinds, strict=True)
        ]
        row([Stack([*to, *ways[0]]), Stack(ways[1])])
        flow.append(Blank(8))
    row(
        [
            Text(s.place_and_date, tight(st[0]))
            for s, st in zip(sides, kinds, strict=True)
        ]
    )
    flow.append(Blank(8))
    row(
        [
            Stack(_references(side, small))
            for side, (_body, small) in zip(sides, kinds, strict=True)
        ]
    )
    row(
        [
            Text(side.subject, replace(bold(body, 10.5, 15, after=8), tag="H1"))
            for side, (body, _s) in zip(sides, kinds, strict=True)
        ]
    )
    drawn = [
        chain.from_iterable(kept_together(side.blocks, body, HALF))
        for side, (body, _s) in zip(sides, kinds, strict=True)
    ]
    for parts in zip(*drawn, strict=True):
        row(parts)
        flow[-1].keepWithNext = any(hasattr(part, "keepWithNext") for part in parts)
    if french.attachments:
        flow.append(Blank(6))
        row(
            [
                Stack(_attachments(side, small))
                for side, (_body, small) in zip(sides, kinds, strict=True)
            ]
        )
    return flow


def other_notice_in_french(other: Composed) -> str:
    """Return the notice of the copy in French, whatever its language."""
    from anef_desk.letters.compose import NOTICE  # noqa: PLC0415 - French source

    return NOTICE if other.notice else ""


class _Envelope(Flowable):
    """The top of a letter: who writes, and the address where a window shows it.

    A sheet folded in three in a 110 × 220 mm envelope, window of 45 × 100 mm at the
    right, shows its address whichever way it slides.
    """

    LEFT = 297.6 - MARGIN  # 105 mm from the edge of the paper
    TOP = 133.2 - TOP_EDGE  # 47 mm
    TALLEST = 88.0  # 31 mm
    BELOW = 266.4 - TOP_EDGE  # 94 mm: nothing above it but the address

    def __init__(
        self, composed: Composed, body: Style, small: Style, picture: bytes
    ) -> None:
        super().__init__()
        head = [Text(composed.sender[0], bold(body, 12, 16))] if composed.sender else []
        left: list[Flowable] = [
            *logo(picture),
            *head,
            *(Text(line, small) for line in composed.sender[1:]),
        ]
        if composed.sending:
            left += [Blank(8), Text(composed.sending, bold(small, small.size, 13))]
        left += [Blank(10), *_references(composed, small)]
        self._left = Stack(left)
        self._address = Stack([Text(line, tight(body)) for line in composed.recipient])
        self._day = Text(composed.place_and_date, tight(body))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the room down to the subject."""
        right = width - self.LEFT
        self._heights = [
            self._left.wrap(self.LEFT - 12, height)[1],
            self._address.wrap(right, height)[1],
            self._day.wrap(right, height)[1],
        ]
        day = max(self.BELOW, self.TOP + self._heights[1] + 8)
        self._day_at = day
        self._tall = max(day + self._heights[2], self._heights[0]) + 14
        return width, self._tall

    def draw(self) -> None:
        """Draw the sender, the address, then the place and the day."""
        left, address, day = self._heights
        self._left.drawOn(self.canv, 0, self._tall - left)
        self._address.drawOn(self.canv, self.LEFT, self._tall - self.TOP - address)
        self._day.drawOn(self.canv, self.LEFT, self._tall - self._day_at - day)


class _Signature(Flowable):
    """An empty box under its label."""

    def __init__(self, label: str, style: Style) -> None:
        super().__init__()
        self._label = Text(label, style)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the room of the label and of the box."""
        _wide, self._tall = self._label.wrap(width, height)
        self._wide = width
        return width, self._tall + BOX

    def draw(self) -> None:
        """Draw the label, then the box."""
        self._label.drawOn(self.canv, 0, BOX)
        canvas: Any = self.canv
        with canvas.decoration():
            canvas.setStrokeColorRGB(0.45, 0.45, 0.45)
            canvas.setLineWidth(0.7)
            canvas.rect(0, 0, self._wide, BOX - 4, stroke=1, fill=0)


def _letterhead(
    composed: Composed, body: Style, small: Style, picture: bytes
) -> Flowable:
    lines: list[Flowable] = [
        Text(line, style)
        for line, style in (
            (composed.sender[0] if composed.sender else "", bold(body, 11, 15)),
            (" · ".join(composed.sender[1:]), small),
        )
        if line
    ]
    return Stack([*logo(picture), *lines])


def _references(composed: Composed, small: Style) -> list[Flowable]:
    ink = Style(
        language=small.language,
        size=small.size,
        leading=small.leading,
        space_after=1,
    )
    rows: list[Flowable] = [
        Text([Span(f"{label} "), Span(value, bold=True)], ink)
        for label, value in composed.references
    ]
    return [*rows, Blank(12)] if rows else []


def _attachments(composed: Composed, small: Style) -> list[Flowable]:
    title = bold(small, small.size, small.leading)
    return [
        Text(composed.attachments_title, title),
        *(
            Text(f"{number}. {text}", small)
            for number, text in enumerate(composed.attachments, 1)
        ),
    ]


def _signatures(
    composed: Composed, style: Style, beside: Sequence[Flowable] = ()
) -> Flowable:
    """Return the boxes to sign in, level; a single one leaves room at its left."""
    label = spaced(style, 3)
    boxes: list[Flowable] = [_Signature(text, label) for text in composed.signature]
    if len(boxes) == 1:
        return Beside([Stack(beside), *boxes], [1.0, 1.0], 24)
    return Beside(boxes, [1.0] * len(boxes), 24, level=True)
