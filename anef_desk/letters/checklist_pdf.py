"""The checklist to take away: a line for each document, in two languages."""

from __future__ import annotations

from typing import Any

from reportlab.platypus.flowables import Flowable

from anef_desk.i18n.typography import NO_BREAK
from anef_desk.letters.airy import Airy, Together
from anef_desk.letters.boxes import Beside, Rule, Stack
from anef_desk.letters.layout import FRENCH, WIDTH, bold, built, spaced, styles
from anef_desk.letters.page import ChecklistSheet, SheetRow, Span
from anef_desk.letters.pictogram import acts, draw
from anef_desk.letters.text import Style, Text

TITLE = "Liste de pièces"


def checklist(sheet: ChecklistSheet) -> bytes:
    """Return the bilingual checklist to take away, as a PDF.

    Raises:
        UnprintableCharacterError: If a character cannot be written; nothing is made.
    """
    sides = tuple(styles(language, size=9.5) for language in sheet.languages)
    titles = [
        Text(text, bold(body, 14, 20))
        for text, (body, _s) in zip(sheet.title, sides, strict=True)
    ]
    shares = (_Line.LEFT + _Line.HALF, _Line.HALF)  # Above the words of each side.
    flow: list[Flowable] = [
        Beside(titles, shares, _Line.GAP),
        Text(sheet.person, styles(FRENCH)[1]),
        Rule(2, 4),
    ]
    flow += [Together([_Line(row, sides), Rule(3, 5)]) for row in sheet.rows]
    told = [sheet.notice, sheet.footer] if any(sheet.notice) else [sheet.footer]
    for texts in told:
        smalls = [
            Text(text, small) for text, (_b, small) in zip(texts, sides, strict=True)
        ]
        flow.append(Beside(smalls, shares, _Line.GAP))
    return built(flow, TITLE, sheet.languages[1], "")


class _Line(Airy):
    """A line of the checklist: box, pictogram, then both languages on one row."""

    BOX = 13.0
    PICTURE = 22.0
    GAP = 18.0
    LEFT = BOX + PICTURE + 22  # where words begin
    HALF = (WIDTH - LEFT - GAP) / 2

    def __init__(self, row: SheetRow, sides: tuple[tuple[Style, Style], ...]) -> None:
        super().__init__()
        self._row = row
        cells = []
        for place, (body, small) in enumerate(sides):
            words = [
                Span(row.title[place], bold=True),
                Span(f"  [{row.state[place].replace(' ', NO_BREAK)}]"),
            ]
            parts: list[Flowable] = [
                Text(words, spaced(body, after=1)),
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
        self._words = Beside(cells, (1, 1), self.GAP)
        self._acts = acts(row.icon)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the room of the tallest side."""
        _wide, tall = self._words.wrap(width - self.LEFT, height)
        self._tall = max(tall, self.PICTURE + 4)
        self._text = tall
        return width, self._tall

    def _tighten(self, air: float) -> None:
        self._words = self._words.tighter(air)

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
        self._words.drawOn(canvas, self.LEFT, self._tall - self._text)
