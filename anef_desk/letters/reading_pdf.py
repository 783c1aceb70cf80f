"""A sheet to read: an entry of the catalogue or a notice, in one language or two."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable

from anef_desk.letters.boxes import Beside, Rule, Stack
from anef_desk.letters.layout import bold, built, spaced, styles
from anef_desk.letters.page import ReadingSheet, Span
from anef_desk.letters.text import Style, Text

TITLE = "Fiche"


def reading(sheet: ReadingSheet) -> bytes:
    """Return an entry of the catalogue to read, in two languages, as a PDF.

    In French alone where the other language is French too.

    Raises:
        UnprintableCharacterError: If a character cannot be written; nothing is made.
    """
    alone = sheet.languages[0] == sheet.languages[1]
    sides = tuple(styles(language) for language in sheet.languages)
    kept = sides[:1] if alone else sides

    def beside(texts: Sequence[str], styles: Sequence[Style]) -> Flowable:
        return Beside(
            [Text(text, style) for text, style in zip(texts, styles, strict=False)],
            (1,) * len(kept),
        )

    bodies = [body for body, _small in kept]
    flow: list[Flowable] = [
        beside(sheet.title, [bold(body, 15, 22, after=4) for body in bodies]),
        beside(sheet.lead, [spaced(body, 8) for body in bodies]),
    ]
    heads = [bold(body, 12.5, 19, after=3) for body in bodies]
    for icon, head, words in sheet.rows:
        if icon == "heading":
            begun = (Rule(6, 5), beside(head, heads))
            for one in begun:  # Never alone at the foot of a page.
                one.keepWithNext = True
            flow += begun
            continue
        cells: list[Flowable] = []
        for place, body in enumerate(bodies):
            parts: list[Flowable] = []
            if head[place]:
                parts.append(Text([Span(head[place], bold=True)], spaced(body, 1)))
            if words[place]:
                parts.append(Text(words[place], spaced(body, 6)))
            cells.append(Stack(parts))
        flow.append(Beside(cells, (1,) * len(kept)))
    smalls = [small for _body, small in kept]
    flow.append(Rule(6, 4))
    if any(sheet.notice):
        flow.append(beside(sheet.notice, smalls))
    flow.append(beside(sheet.footer, smalls))
    if sheet.sources:
        flow.append(Text(sheet.sources, sides[0][1]))
    return built(flow, TITLE, sheet.languages[1], "")
