"""The evidence file as one PDF: front pages, exhibits, numbers, bookmarks.

Only pages of our own making are read here: letters printed again, and the pictures that
a process without keys made of attachments. No file somebody was given is ever parsed.
The same values give the same bytes; titles and bookmarks say nothing about anyone.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PIL import Image
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
)
from reportlab.lib.pagesizes import A4
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate
from reportlab.platypus.flowables import Flowable

from anef_desk.letters.boxes import Beside, Blank, Rule, Stack
from anef_desk.letters.file_sheet import FileExhibit, FileSheet, FileTable, Picture
from anef_desk.letters.file_structure import FIGURE, FileStructure
from anef_desk.letters.page import Span
from anef_desk.letters.tagged import ARTIFACT, TaggedCanvas
from anef_desk.letters.text import SOFT, Style, Text
from anef_desk.progress import Report, silently

TITLE = "Dossier de preuves"

WIDE, TALL = A4
MARGIN = 57.0
HEAD = 30.0  # from the top of the page to the line that numbers it
EDGE = 34.0  # around a picture
QUALITY = 80

PICTURE_WIDTH = 1240
"""Pixels of a page shown as a picture: 150 to an inch."""

_FRENCH = "fr"
_BODY = Style(language=_FRENCH, size=10, leading=14, space_after=2)
_SMALL = Style(language=_FRENCH, size=9, leading=12.4, space_after=0)
_SOFT = replace(_SMALL, colour=SOFT)
_STRONG = replace(_SMALL, bold=True)
_SECTION = Style(
    language=_FRENCH, size=12.5, leading=18, bold=True, space_after=3, tag="H2"
)
_COVER = Style(
    language=_FRENCH, size=20, leading=28, bold=True, space_after=4, tag="H1"
)


@dataclass(frozen=True)
class _Page:
    """A page of an exhibit: one of a letter, or a picture, compressed."""

    exhibit: int  # place in the list
    letter: PdfReader | None = None
    number: int = 0  # of the page in the letter
    jpeg: bytes = b""
    size: tuple[int, int] = (0, 0)


def evidence_file(sheet: FileSheet, report: Report = silently) -> bytes:
    """Return the whole file as a PDF.

    Args:
        sheet: What it says, and where its exhibits come from.
        report: Told after each exhibit; may raise to stop.

    Raises:
        UnprintableCharacterError: If a character cannot be written; nothing is made.
    """
    total = len(sheet.exhibits) + 2
    pages: list[_Page] = []
    firsts: list[int | None] = []  # None: no page is left of it
    for place, exhibit in enumerate(sheet.exhibits):
        report(place, total)
        before = len(pages)
        pages += _pages(place, exhibit)
        firsts.append(before if len(pages) > before else None)
    report(total - 2, total)
    # How many front pages there are decides the numbers they print.
    length = len(PdfReader(io.BytesIO(_front(sheet, firsts, 0))).pages)
    front = PdfReader(io.BytesIO(_front(sheet, firsts, length)))
    count = length + len(pages)
    heads = PdfReader(io.BytesIO(_heads(sheet, length, pages, count)))
    report(total - 1, total)
    written = _assembled(sheet, front, heads, pages)
    _bookmark(written, sheet, firsts, length)
    stream = io.BytesIO()
    written.write(stream)
    report(total, total)
    return stream.getvalue()


def _pages(place: int, exhibit: FileExhibit) -> Iterable[_Page]:
    if exhibit.letter:
        letter = PdfReader(io.BytesIO(exhibit.letter))
        for number in range(len(letter.pages)):
            yield _Page(place, letter=letter, number=number)
        return
    for picture in exhibit.pictures():
        yield _Page(place, jpeg=_jpeg(picture), size=(picture.width, picture.height))


def _jpeg(picture: Picture) -> bytes:
    image = Image.frombytes("RGB", (picture.width, picture.height), picture.rgb)
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=QUALITY)
    return stream.getvalue()


def _front(sheet: FileSheet, firsts: Sequence[int | None], length: int) -> bytes:
    """Return the cover, the parts and the list of exhibits, without page numbers."""
    flow: list[Flowable] = [
        Text(sheet.title, _COVER),
        Text(sheet.addressee, _BODY),
        Rule(6, 8),
        *(
            Beside([Text(label, _SOFT), Text(value, _STRONG)], (1, 3), 12)
            for label, value in sheet.facts
        ),
    ]
    for part in sheet.parts:
        flow += _part(part)
    listed: list[Flowable] = [Text(sheet.no_exhibit, _BODY)]
    if sheet.exhibits:
        rows = [
            (
                sheet.exhibit.format(number=exhibit.number),
                exhibit.title,
                exhibit.day,
                "" if first is None else str(length + first + 1),
            )
            for exhibit, first in zip(sheet.exhibits, firsts, strict=True)
        ]
        listed = _rows(sheet.exhibits_header, rows, (1.2, 5, 1.9, 0.8))
    title = [Blank(10), Text(sheet.exhibits_title, _SECTION)]
    flow += [Stack([*title, *listed[:2]]), *listed[2:]]
    closing = [Blank(10), Text(sheet.closing, _SOFT), Blank(8)]
    flow.append(Stack([*closing, *(Text(label, _SMALL) for label in sheet.signature)]))
    return _flowed(flow)


def _part(part: FileTable) -> list[Flowable]:
    head = [Blank(10), Text(part.title, _SECTION)]
    lead = [Text(text, _BODY) for text in part.lead]
    if not part.rows:
        return [Stack([*head, *lead])]
    rows = _rows(part.header, part.rows, part.shares)
    return [Stack([*head, *lead, *rows[:2]]), *rows[2:]]


def _rows(
    header: Sequence[str], rows: Iterable[Sequence[str]], shares: Sequence[float]
) -> list[Flowable]:
    """Return a table, a line under each row."""
    table = object()
    head, cell = replace(_STRONG, tag="TH"), replace(_SMALL, tag="TD")
    lines = [(header, head)] if header else []
    lines += [(row, cell) for row in rows]
    return [
        Stack([Beside([Text(t, style) for t in line], shares, 8, table), Rule(2, 3)])
        for line, style in lines
    ]


def _flowed(flow: list[Flowable]) -> bytes:
    stream = io.BytesIO()
    document = BaseDocTemplate(stream, pagesize=A4, title=TITLE, author="", lang="fr")
    frame = Frame(
        MARGIN,
        MARGIN - 12,
        WIDE - 2 * MARGIN,
        TALL - 2 * MARGIN + 12,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document.addPageTemplates([PageTemplate(id="page", frames=[frame])])
    document.build(flow, canvasmaker=TaggedCanvas)
    return stream.getvalue()


def _heads(sheet: FileSheet, length: int, pages: Sequence[_Page], count: int) -> bytes:
    """Return a page for each page of the file, with nothing but its numbers."""
    stream = io.BytesIO()
    canvas = TaggedCanvas(stream, pagesize=A4)
    width = WIDE - 2 * EDGE
    for number in range(1, count + 1):
        words = ""
        if number > length:
            exhibit = sheet.exhibits[pages[number - length - 1].exhibit]
            words = sheet.exhibit.format(number=exhibit.number)
        place = sheet.page.format(page=number, pages=count)
        line = Beside(
            [
                Text([Span(words, bold=True)], replace(_SMALL, tag=ARTIFACT)),
                Text(place, replace(_SOFT, align="end", tag=ARTIFACT)),
            ],
            (1, 1),
        )
        _wide, tall = line.wrap(width, HEAD)
        line.drawOn(canvas, EDGE, TALL - HEAD - tall / 2 + 6)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _assembled(
    sheet: FileSheet, front: PdfReader, heads: PdfReader, pages: Sequence[_Page]
) -> PdfWriter:
    writer = PdfWriter()
    structure = FileStructure(writer)
    numbered = iter(heads.pages)

    def added(ours: Iterable[PageObject]) -> list[PageObject]:
        """Return *ours* in the file, each with its number."""
        there = [writer.add_page(page) for page in ours]
        for page in there:
            page.merge_page(next(numbered))
        return there

    structure.take(front, added(front.pages))
    for page in pages:
        if page.letter is None:
            exhibit = sheet.exhibits[page.exhibit]
            name = sheet.exhibit.format(number=exhibit.number)
            drawn = writer.add_page(next(numbered))
            _put_picture(writer, drawn, page)
            structure.figure(drawn, f"{name} : {exhibit.title}")
        elif page.number == 0:
            structure.take(page.letter, added(page.letter.pages))
    writer.metadata = {"/Title": TITLE, "/Producer": "ANEF Desk"}
    structure.finish(_FRENCH)
    root: Any = writer.root_object
    viewer = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    root[NameObject("/ViewerPreferences")] = viewer
    return writer


def _put_picture(writer: PdfWriter, page: PageObject, picture: _Page) -> None:
    """Draw a picture under the numbers of *page*, as large as it fits."""
    wide, tall = picture.size
    room = WIDE - 2 * EDGE, TALL - HEAD - 2 * EDGE + 10
    scale = min(room[0] / wide, room[1] / tall)
    across, up = wide * scale, tall * scale
    x, y = (WIDE - across) / 2, EDGE + (room[1] - up)
    image = StreamObject()
    image.set_data(picture.jpeg)
    for name, value in (
        ("/Type", NameObject("/XObject")),
        ("/Subtype", NameObject("/Image")),
        ("/Width", NumberObject(wide)),
        ("/Height", NumberObject(tall)),
        ("/ColorSpace", NameObject("/DeviceRGB")),
        ("/BitsPerComponent", NumberObject(8)),
        ("/Filter", NameObject("/DCTDecode")),
    ):
        image[NameObject(name)] = value
    drawing = DecodedStreamObject()
    shown = f"q {across:.2f} 0 0 {up:.2f} {x:.2f} {y:.2f} cm /Picture Do Q\n".encode()
    drawing.set_data(FIGURE[0] + shown + FIGURE[1])
    resources: Any = page["/Resources"].get_object()
    resources[NameObject("/XObject")] = DictionaryObject(
        {NameObject("/Picture"): writer._add_object(image)}
    )
    page[NameObject("/Contents")] = ArrayObject(
        [writer._add_object(drawing), page.raw_get("/Contents")]
    )


def _bookmark(
    writer: PdfWriter, sheet: FileSheet, firsts: Sequence[int | None], length: int
) -> None:
    """Name the front and each exhibit that has pages, by its number alone."""
    writer.add_outline_item(title=TITLE, page_number=0)
    for exhibit, first in zip(sheet.exhibits, firsts, strict=True):
        if first is not None:
            name = sheet.exhibit.format(number=exhibit.number)
            writer.add_outline_item(title=name, page_number=length + first)
    writer.page_mode = "/UseOutlines"
