"""The sheet a person keeps folded in a pocket: four panels, in two languages.

It names nobody. Its code is random, and opens the file at the desk that printed it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.lib.pagesizes import A4
from reportlab.platypus.flowables import Flowable

from anef_desk.domain.organisation import Organisation
from anef_desk.i18n import (
    N_,
    SOURCE_LANGUAGE,
    Sentence,
    Translations,
    left_to_right,
    load,
)
from anef_desk.i18n.solar_hijri import READERS, in_words
from anef_desk.letters.boxes import LINE, Beside, Blank, Stack, TickBox
from anef_desk.letters.tagged import TaggedCanvas
from anef_desk.letters.text import Style, Text

TITLE = "Fiche"

STEPS = N_("Mes étapes")
DATES = N_("Mes dates")
BRING = N_("À apporter")
CALL = N_("Qui appeler")
NO_DATES = N_("Aucune date pour le moment.")
MORE_DATES = N_("D’autres dates sont à vérifier : demandez à l’accueil.")
NOTHING = N_("Rien ne manque.")
CONTACT_CENTRE = N_("Centre de contact de l’ANEF, sans surcoût : {number}")
DEFENDER = N_("Défenseur des droits : {number}")
DESK = N_("{organisation} : {number}")
SHOW = N_("Montrez ce code à l’accueil : il rouvre votre dossier.")
MADE = N_("Fiche du {day}. Elle ne remplace pas un avocat.")

CONTACT_CENTRE_NUMBER = "0 806 001 620"
DEFENDER_NUMBER = "09 69 39 00 00"

MOST_STEPS, MOST_DATES, MOST_DOCUMENTS = 9, 5, 12
"""What a panel holds and can still be read: whatever a procedure surely asks for."""
PADDING = 20.0
QR = 62.0


@dataclass(frozen=True, kw_only=True)
class Pocket:
    """What the sheet says, still in no language."""

    title: Sentence
    steps: tuple[tuple[bool, Sentence], ...]  # done or not
    dates: tuple[tuple[date, Sentence], ...]
    more_dates: bool = False  # others are unverified: not told to somebody who leaves
    documents: tuple[Sentence, ...]
    organisation: Organisation
    code: str
    on: date
    both_calendars: bool = True  # for readers of a second one


def pocket(sheet: Pocket, language: str) -> bytes:
    """Return the sheet as a PDF, French beside *language*, or in French alone.

    That language comes first, on the side where its reading begins.

    Raises:
        UnprintableCharacterError: If a character cannot be written; nothing is made.
    """
    codes = dict.fromkeys((language or SOURCE_LANGUAGE, SOURCE_LANGUAGE))
    sides = [load(code) for code in codes]
    read = sides[0]
    if read.direction == "rtl":
        sides.reverse()
    stream = io.BytesIO()
    canvas = TaggedCanvas(stream, pagesize=A4, lang=read.language.replace("_", "-"))
    canvas.setTitle(TITLE)
    wide, tall = A4[0] / 2, A4[1] / 2
    _folds(canvas)
    panels = (_steps, _dates, _bring, _call)
    for number, panel in enumerate(panels):
        column, row = number % 2, 1 - number // 2
        flow = Stack(list(panel(sheet, sides)))
        height = flow.wrap(wide - 2 * PADDING, tall)[1]
        scale = min(1.0, (tall - 2 * PADDING) / height)
        canvas.saveState()
        canvas.translate(column * wide + PADDING, (row + 1) * tall - PADDING)
        canvas.scale(scale, scale)
        flow.drawOn(canvas, 0, -height)
        canvas.restoreState()
    canvas.save()
    return stream.getvalue()


def _steps(sheet: Pocket, sides: Sequence[Translations]) -> Iterable[Flowable]:
    yield _each(sides, [side.content(sheet.title) for side in sides], bold=True)
    yield Blank(4)
    yield _heading(sides, STEPS)
    for done, title in sheet.steps[:MOST_STEPS]:
        texts = [side.content(title) for side in sides]
        yield _ticked(sides, texts, done=done)


def _dates(sheet: Pocket, sides: Sequence[Translations]) -> Iterable[Flowable]:
    yield _heading(sides, DATES)
    if not sheet.dates and not sheet.more_dates:
        yield _each(sides, [side.text(NO_DATES) for side in sides])
    for place, (day, title) in enumerate(sheet.dates[:MOST_DATES]):
        if place:
            yield Blank(6)  # A day stands with what it is for.
        yield _each(sides, [side.day(day) for side in sides], bold=True)
        if sheet.both_calendars:
            yield from _again(sides, day)
        yield _each(sides, [side.content(title) for side in sides])
    if sheet.more_dates:
        yield Blank(6)
        yield _each(sides, [side.text(MORE_DATES) for side in sides])


def _bring(sheet: Pocket, sides: Sequence[Translations]) -> Iterable[Flowable]:
    yield _heading(sides, BRING)
    if not sheet.documents:
        yield _each(sides, [side.text(NOTHING) for side in sides])
    for title in sheet.documents[:MOST_DOCUMENTS]:
        texts = [side.content(title) for side in sides]
        yield _ticked(sides, texts, done=False)


def _call(sheet: Pocket, sides: Sequence[Translations]) -> Iterable[Flowable]:
    yield _heading(sides, CALL)
    organisation = sheet.organisation
    if organisation.phone:
        yield _each(
            sides,
            [
                side.text(
                    DESK,
                    organisation=organisation.name,
                    number=left_to_right(_whole(organisation.phone)),
                )
                for side in sides
            ],
        )
    for message, number in (
        (CONTACT_CENTRE, CONTACT_CENTRE_NUMBER),
        (DEFENDER, DEFENDER_NUMBER),
    ):
        texts = [
            side.text(message, number=left_to_right(_whole(number))) for side in sides
        ]
        yield _each(sides, texts)
    yield Blank(4)
    yield _each(sides, [side.text(SHOW) for side in sides])
    yield _Code(sheet.code)
    yield _each(sides, [side.text(MADE, day=side.day(sheet.on)) for side in sides])


def _whole(number: str) -> str:
    """Return a telephone number that no line cuts."""
    return number.replace(" ", "\u00a0")


def _again(sides: Sequence[Translations], day: date) -> Iterable[Flowable]:
    """Write *day* in the second calendar, for those who count days in it."""
    if READERS.intersection(side.language for side in sides):
        cells = [
            Text(in_words(day), _style(side, bold=True))
            if side.language in READERS
            else Blank()
            for side in sides
        ]
        yield Beside(cells, [1.0] * len(cells), 12)


def _style(side: Translations, *, bold: bool = False) -> Style:
    size = 10.5
    leading = size * (1.6 if side.direction == "rtl" else 1.35)
    return Style(
        language=side.language, size=size, leading=leading, bold=bold, space_after=3
    )


def _heading(sides: Sequence[Translations], title: str) -> Flowable:
    styles = [
        Style(language=s.language, size=12, leading=19, bold=True, tag="H2")
        for s in sides
    ]
    texts = [side.text(title) for side in sides]
    cells = [Text(t, style) for t, style in zip(texts, styles, strict=True)]
    return Beside(cells, [1.0] * len(cells), 12)


def _each(
    sides: Sequence[Translations], texts: Sequence[str], *, bold: bool = False
) -> Flowable:
    cells = [
        Text(text, _style(side, bold=bold))
        for side, text in zip(sides, texts, strict=True)
    ]
    return Beside(cells, [1.0] * len(cells), 12)


def _ticked(
    sides: Sequence[Translations], texts: Sequence[str], *, done: bool
) -> Flowable:
    cells = [
        TickBox(Text(text, _style(side)), rtl=side.direction == "rtl", ticked=done)
        for side, text in zip(sides, texts, strict=True)
    ]
    return Beside(cells, [1.0] * len(cells), 12)


def _folds(canvas: Any) -> None:  # noqa: ANN401 - ReportLab's
    with canvas.decoration():
        canvas.saveState()
        canvas.setStrokeColorRGB(*LINE)
        canvas.setLineWidth(0.5)
        canvas.setDash(2, 4)
        canvas.line(A4[0] / 2, 0, A4[0] / 2, A4[1])
        canvas.line(0, A4[1] / 2, A4[0], A4[1] / 2)
        canvas.restoreState()


class _Code(Flowable):
    """The code as a QR square, and as letters to type."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self._text = code
        square = QRCode(None, QRErrorCorrectLevel.M)
        square.addData(code)
        square.make()
        self._modules: list[list[bool]] = square.modules
        style = Style(language=SOURCE_LANGUAGE, size=11, leading=15, bold=True)
        self._words = Text(code, style)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the room of the square."""
        self._words.wrap(width - QR - 12, height)
        return width, QR + 10

    def draw(self) -> None:
        """Draw the dark squares, then the letters."""
        canvas: Any = self.canv
        side = QR / len(self._modules)
        with canvas.decoration():
            canvas.setFillColorRGB(0, 0, 0)
            for row, line in enumerate(self._modules):
                for column, dark in enumerate(line):
                    if dark:
                        x, y = column * side, 5 + QR - (row + 1) * side
                        canvas.rect(x, y, side, side, stroke=0, fill=1)
        self._words.drawOn(canvas, QR + 12, QR / 2 - 4)
