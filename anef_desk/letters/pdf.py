"""Pages: the letter to sign, the copy to read, the checklist to take away.

Knows no law. Built with ``invariant``: the same values give the same bytes, so that a
letter can be printed again identically. Titles say nothing about anyone.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate
from reportlab.platypus.flowables import Flowable, KeepTogether

from anef_desk.i18n import direction_of
from anef_desk.letters.flow import (
    SOFT,
    Beside,
    Blank,
    Framed,
    Rule,
    Ruled,
    Stack,
    Style,
    Text,
    TickBox,
)
from anef_desk.letters.logo import logo
from anef_desk.letters.page import (
    Blanks,
    Block,
    ChecklistSheet,
    Composed,
    NumberedList,
    Paragraph,
    ReadingSheet,
    SheetRow,
    Span,
    Table,
)
from anef_desk.letters.pictogram import acts, draw
from anef_desk.letters.tagged import ARTIFACT, TaggedCanvas

FRENCH = "fr"
MARGIN = 57.0  # two centimetres, in points
TOP_EDGE = MARGIN - 12
BOTTOM = 45.0
FOOT = 42.0
BOX = 56.0  # height of a signature box

LETTER_TITLE = "Courrier"
CHECKLIST_TITLE = "Liste de pièces"
READING_TITLE = "Fiche"


def letter(composed: Composed, picture: bytes = b"") -> bytes:
    """Return the letter to sign, as a PDF; *picture* is the logo it names.

    Raises:
        UnprintableCharacterError: If a character cannot be written; nothing is made.
    """
    form = composed.layout == "form"
    body, small = _styles(composed.language, 10 if form else 10.5)
    title = replace(_bold(body, 11.5, 17, after=10), tag="H1")
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
    blocks = _kept_together(composed.blocks, body)
    flow += [flowable for drawn in blocks[:-1] for flowable in drawn]
    ending = list(blocks[-1] if blocks else [])
    if form:
        ending += [Blank(2), Text(composed.place_and_date, body)]
    joined = _attachments(composed, small) if composed.attachments else []
    alone = len(composed.signature) == 1
    if composed.signature:
        beside = joined if alone else []
        ending += [Blank(4), _signatures(composed, body, beside)]
    flow.append(KeepTogether(ending))
    if joined and not alone:
        flow.append(KeepTogether([Blank(6), *joined]))
    return built(flow, LETTER_TITLE, composed.language, composed.footer)


def bilingual_letter(french: Composed, other: Composed) -> bytes:
    """Return the copy to read: French and the other language facing, row by row.

    Raises:
        UnprintableCharacterError: If a character cannot be written; nothing is made.
    """
    sides = (french, other)
    styles = tuple(_styles(side.language, size=9.5) for side in sides)
    notices = [
        Text(notice, _bold(body, 10, 14))
        for (body, _s), notice in zip(
            styles, (other_notice_in_french(other), other.notice), strict=True
        )
    ]
    flow: list[Flowable] = [Beside(notices, (1, 1)), Rule()]

    def row(parts: Sequence[Flowable]) -> None:
        flow.append(Beside(parts, (1, 1)))

    if french.recipient:
        to = [Text(line, _tight(styles[0][0])) for line in french.recipient]
        ways = [
            [Text(side.sending, small)] if side.sending else []
            for side, (_body, small) in zip(sides, styles, strict=True)
        ]
        row([Stack([*to, *ways[0]]), Stack(ways[1])])
        flow.append(Blank(8))
    row(
        [
            Text(s.place_and_date, _tight(st[0]))
            for s, st in zip(sides, styles, strict=True)
        ]
    )
    flow.append(Blank(8))
    row(
        [
            Stack(_references(side, small))
            for side, (_body, small) in zip(sides, styles, strict=True)
        ]
    )
    row(
        [
            Text(side.subject, replace(_bold(body, 10.5, 15, after=8), tag="H1"))
            for side, (body, _s) in zip(sides, styles, strict=True)
        ]
    )
    for pair in zip(french.blocks, other.blocks, strict=True):
        drawn = [
            _block(block, body) for block, (body, _s) in zip(pair, styles, strict=True)
        ]
        for parts in zip(*drawn, strict=True):
            row(parts)
    if french.attachments:
        flow.append(Blank(6))
        row(
            [
                Stack(_attachments(side, small))
                for side, (_body, small) in zip(sides, styles, strict=True)
            ]
        )
    return built(flow, LETTER_TITLE, other.language, other.footer)


def other_notice_in_french(other: Composed) -> str:
    """Return the notice of the copy in French, whatever its language."""
    from anef_desk.letters.compose import NOTICE  # noqa: PLC0415 - French source

    return NOTICE if other.notice else ""


def checklist(sheet: ChecklistSheet) -> bytes:
    """Return the bilingual checklist to take away, as a PDF.

    Raises:
        UnprintableCharacterError: If a character cannot be written; nothing is made.
    """
    sides = tuple(_styles(language, size=9.5) for language in sheet.languages)
    titles = [
        Text(text, _bold(body, 14, 20))
        for text, (body, _s) in zip(sheet.title, sides, strict=True)
    ]
    flow: list[Flowable] = [
        Beside(titles, (1, 1)),
        Text(sheet.person, _styles(FRENCH)[1]),
        Rule(2, 4),
    ]
    for row in sheet.rows:
        flow += [_Line(row, sides), Rule(3, 5)]
    if any(sheet.notice):
        flow.append(
            Beside(
                [
                    Text(text, small)
                    for text, (_b, small) in zip(sheet.notice, sides, strict=True)
                ],
                (1, 1),
            )
        )
    flow.append(
        Beside(
            [
                Text(text, small)
                for text, (_b, small) in zip(sheet.footer, sides, strict=True)
            ],
            (1, 1),
        )
    )
    return built(flow, CHECKLIST_TITLE, sheet.languages[1], "")


def reading(sheet: ReadingSheet) -> bytes:
    """Return an entry of the catalogue to read, in two languages, as a PDF.

    In French alone where the other language is French too.

    Raises:
        UnprintableCharacterError: If a character cannot be written; nothing is made.
    """
    alone = sheet.languages[0] == sheet.languages[1]
    sides = tuple(_styles(language) for language in sheet.languages)
    kept = sides[:1] if alone else sides

    def beside(texts: Sequence[str], styles: Sequence[Style]) -> Flowable:
        return Beside(
            [Text(text, style) for text, style in zip(texts, styles, strict=False)],
            (1,) * len(kept),
        )

    bodies = [body for body, _small in kept]
    flow: list[Flowable] = [
        beside(sheet.title, [_bold(body, 15, 22, after=4) for body in bodies]),
        beside(sheet.lead, [_with(body, 8) for body in bodies]),
    ]
    heads = [_bold(body, 12.5, 19, after=3) for body in bodies]
    for icon, bold, words in sheet.rows:
        if icon == "heading":
            flow += [Rule(6, 5), beside(bold, heads)]
            continue
        cells: list[Flowable] = []
        for place, body in enumerate(bodies):
            parts: list[Flowable] = []
            if bold[place]:
                parts.append(Text([Span(bold[place], bold=True)], _with(body, 1)))
            if words[place]:
                parts.append(Text(words[place], _with(body, 6)))
            cells.append(Stack(parts))
        flow.append(Beside(cells, (1,) * len(kept)))
    smalls = [small for _body, small in kept]
    flow.append(Rule(6, 4))
    if any(sheet.notice):
        flow.append(beside(sheet.notice, smalls))
    flow.append(beside(sheet.footer, smalls))
    if sheet.sources:
        flow.append(Text(sheet.sources, sides[0][1]))
    return built(flow, READING_TITLE, sheet.languages[1], "")


class _Line(Flowable):
    """A line of the checklist: box, pictogram, then both languages on one row."""

    BOX = 13.0
    PICTURE = 22.0

    def __init__(self, row: SheetRow, sides: tuple[tuple[Style, Style], ...]) -> None:
        super().__init__()
        self._row = row
        cells = []
        for place, (body, small) in enumerate(sides):
            words = [
                Span(row.title[place], bold=True),
                Span(f"  [{row.state[place]}]"),
            ]
            parts: list[Flowable] = [
                Text(words, _with(body, after=1)),
                *(
                    Text(text, small)
                    for text in (row.note[place], row.detail[place])
                    if text
                ),
            ]
            french = row.form_name and row.form_name != row.title[place]
            if place == 0 and french:
                parts.append(Text(f"«\u00a0{row.form_name}\u00a0»", small))
            cells.append(Stack(parts))
        self._words = Beside(cells, (1, 1))
        self._acts = acts(row.icon)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the room of the tallest side."""
        self._left = self.BOX + self.PICTURE + 22
        _wide, tall = self._words.wrap(width - self._left, height)
        self._tall = max(tall, self.PICTURE + 4)
        self._text = tall
        return width, self._tall

    def draw(self) -> None:
        """Draw the box, ticked or not, the pictogram, and the words."""
        canvas: Any = self.canv
        top = self._tall - self.BOX - 2
        with canvas.decoration():
            canvas.setStrokeColorRGB(0.25, 0.28, 0.33)
            canvas.setLineWidth(1)
            canvas.roundRect(0.5, top, self.BOX, self.BOX, 2.5, stroke=1, fill=0)
            if self._row.ticked:
                canvas.setLineWidth(1.8)
                canvas.setLineCap(1)
                canvas.lines(
                    [
                        (3.5, top + 6.5, 6, top + 3.5),
                        (6, top + 3.5, 11, top + 10),
                    ]
                )
            draw(
                canvas,
                self._acts,
                self.BOX + 10,
                self._tall - self.PICTURE - 1,
                self.PICTURE,
            )
        self._words.drawOn(canvas, self._left, self._tall - self._text)


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
        head = (
            [Text(composed.sender[0], _bold(body, 12, 16))] if composed.sender else []
        )
        left: list[Flowable] = [
            *logo(picture),
            *head,
            *(Text(line, small) for line in composed.sender[1:]),
        ]
        if composed.sending:
            left += [Blank(8), Text(composed.sending, _bold(small, small.size, 13))]
        left += [Blank(10), *_references(composed, small)]
        self._left = Stack(left)
        self._address = Stack([Text(line, _tight(body)) for line in composed.recipient])
        self._day = Text(composed.place_and_date, _tight(body))

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


def _styles(language: str, size: float = 10.5) -> tuple[Style, Style]:
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


def _letterhead(
    composed: Composed, body: Style, small: Style, picture: bytes
) -> Flowable:
    lines: list[Flowable] = [
        Text(line, style)
        for line, style in (
            (composed.sender[0] if composed.sender else "", _bold(body, 11, 15)),
            (" · ".join(composed.sender[1:]), small),
        )
        if line
    ]
    return Stack([*logo(picture), *lines])


def _bold(style: Style, size: float, leading: float, after: float = 2) -> Style:
    return Style(
        language=style.language,
        size=size,
        leading=leading,
        bold=True,
        space_after=after,
    )


def _with(style: Style, after: float) -> Style:
    return Style(
        language=style.language,
        size=style.size,
        leading=style.leading,
        space_after=after,
    )


def _tight(style: Style) -> Style:
    return _with(style, 0)


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


def _block(block: Block, style: Style) -> list[Flowable]:
    if isinstance(block, Paragraph):
        return [_paragraph(block, style)]
    if isinstance(block, NumberedList):
        return [
            *(
                Text(f"{n}. {item}", replace(_with(style, 2), indent=12))
                for n, item in enumerate(block.items, 1)
            ),
            Blank(4),
        ]
    if isinstance(block, Blanks):
        return [Ruled(block.lines), Blank(6)]
    return _table(block, style)


def _kept_together(blocks: Sequence[Block], style: Style) -> list[list[Flowable]]:
    """Return what each block draws; lines to write on stay under what they are for."""
    drawn: list[list[Flowable]] = []
    for block in blocks:
        made = _block(block, style)
        if isinstance(block, Blanks) and drawn:
            drawn[-1] = [Stack([*drawn[-1], *made])]
        else:
            drawn.append(made)
    return drawn


def _paragraph(block: Paragraph, style: Style) -> Flowable:
    if block.role == "heading":
        size, leading = style.size + 1, style.leading + 1
        head = replace(_bold(style, size, leading, after=3), tag="H2")
        return Stack([Blank(5), Text(block.spans, head)])
    if block.role == "box":
        return TickBox(Text(block.spans, _with(style, 4)), rtl=style.rtl)
    if block.role == "framed":
        return Framed(Text(block.spans, _tight(style)))
    return Text(block.spans, style)


def _table(table: Table, style: Style) -> list[Flowable]:
    """Return the rows; from right to left the first column is at the right."""
    turn = -1 if style.rtl else 1
    shares = [float(share) for share in table.shares or [1] * len(table.header)][::turn]
    small = replace(_tight(style), size=style.size - 0.8, leading=style.leading - 1.2)
    head = replace(small, bold=True, tag="TH")
    cell = replace(small, tag="TD")
    key = object()

    def row(words: tuple[str, ...], set_in: Style) -> Flowable:
        drawn: list[Flowable] = [
            Text(text, set_in) if text else Blank(0 if any(words) else 18)
            for text in words
        ]
        return Stack([Beside(drawn[::turn], shares, 10, key), Rule(2, 4)])

    rows = [row(words, cell) for words in table.rows]
    return [row(table.header, head), *rows, Blank(6)]


def _attachments(composed: Composed, small: Style) -> list[Flowable]:
    title = _bold(small, small.size, small.leading)
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
    label = _with(style, 3)
    boxes: list[Flowable] = [_Signature(text, label) for text in composed.signature]
    if len(boxes) == 1:
        return Beside([Stack(beside), *boxes], [1.0, 1.0], 24)
    return Beside(boxes, [1.0] * len(boxes), 24, level=True)


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
        invariant=1,
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
    small = replace(_styles(language)[1], tag=ARTIFACT)

    def foot(canvas: Canvas, _document: BaseDocTemplate) -> None:
        if footer:
            words = Text(footer, small)
            words.wrap(A4[0] - 2 * MARGIN, FOOT)
            words.drawOn(canvas, MARGIN, FOOT - 12)

    document.addPageTemplates([PageTemplate(id="page", frames=[frame], onPage=foot)])
    document.build(flow, canvasmaker=_Numbered)
    return stream.getvalue()


class _Numbered(TaggedCanvas):
    """Pages that say their number, such as 1/2, when there are several."""

    def numbers(self, number: int, count: int) -> None:
        """Draw the number of a page."""
        style = Style(language=FRENCH, size=8.5, align="end", tag=ARTIFACT)
        page = Text(f"{number}/{count}", style)
        page.wrap(A4[0] - 2 * MARGIN, FOOT)
        page.drawOn(self, MARGIN, FOOT - 26)
