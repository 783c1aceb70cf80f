"""What a letter says, block by block, as what is drawn: paragraphs, lists, tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from reportlab.platypus.flowables import Flowable

from anef_desk.i18n import isolated
from anef_desk.letters.boxes import Beside, Blank, Framed, Rule, Ruled, Stack, TickBox
from anef_desk.letters.layout import WIDTH, bold, spaced, tight
from anef_desk.letters.page import Blanks, Block, NumberedList, Paragraph, Table
from anef_desk.letters.text import Style, Text

GAP, LEAST_GAP = 10, 6
LEAST_SIZE = 6.5
"""Of the letters of a table whose words would be cut if they were larger."""


def flowables(block: Block, style: Style, room: float = WIDTH) -> list[Flowable]:
    """Return what *block* draws, in *style*, where there are *room* points across."""
    if isinstance(block, Paragraph):
        return [_paragraph(block, style)]
    if isinstance(block, NumberedList):
        return [
            *(
                Text(f"{n}. {_kept(item, style)}", replace(spaced(style, 2), indent=12))
                for n, item in enumerate(block.items, 1)
            ),
            Blank(4),
        ]
    if isinstance(block, Blanks):
        return [Ruled(block.lines), Blank(6)]
    return _table(block, style, room)


def kept_together(
    blocks: Sequence[Block], style: Style, room: float = WIDTH
) -> list[list[Flowable]]:
    """Return what each block draws.

    Lines to write on stay under what they are for; what announces a list, a table or
    a paragraph stays with its beginning.
    """
    drawn: list[list[Flowable]] = []
    for block, following in zip_longest(blocks, blocks[1:]):
        made = flowables(block, style, room)
        if isinstance(block, Blanks) and drawn:
            drawn[-1] = [Stack([*drawn[-1], *made], foot=len(made))]
            continue
        headed = isinstance(block, Paragraph) and block.role == "heading"
        if headed or isinstance(following, Table | NumberedList):
            made[-1].keepWithNext = True
        drawn.append(made)
    return drawn


def _kept(words: str, style: Style) -> str:
    """Return *words*, which may have been typed in French, in their own order."""
    return isolated(words) if style.rtl else words


def _paragraph(block: Paragraph, style: Style) -> Flowable:
    if block.role == "heading":
        size, leading = style.size + 1, style.leading + 1
        head = replace(bold(style, size, leading, after=3), tag="H2")
        return Stack([Blank(5), Text(block.spans, head)])
    if block.role == "box":
        return TickBox(Text(block.spans, spaced(style, 4)), rtl=style.rtl)
    if block.role == "framed":
        return Framed(Text(block.spans, tight(style)))
    return Text(block.spans, style)


def _table(table: Table, style: Style, room: float) -> list[Flowable]:
    """Return the rows; from right to left the first column is at the right."""
    turn = -1 if style.rtl else 1
    shares = [float(share) for share in table.shares or [1] * len(table.header)][::turn]
    gap, head, cell = GAP, *_written(style, style.size - 0.8)
    least = _least(table, head, cell)
    while sum(least) > room - gap * (len(least) - 1) and cell.size > LEAST_SIZE:
        gap, head, cell = LEAST_GAP, *_written(style, cell.size - 0.2)
        least = _least(table, head, cell)
    key = object()

    def row(words: tuple[str, ...], set_in: Style) -> Flowable:
        drawn: list[Flowable] = [
            Text(_kept(text, style), set_in)
            if text
            else Blank(0 if any(words) else 18, firm=True)
            for text in words
        ]
        cells = Beside(drawn[::turn], shares, gap, key, least=least[::turn])
        return Stack([cells, Rule(2, 4)], foot=1)

    top = row(table.header, head)
    top.keepWithNext = True
    return [top, *(row(words, cell) for words in table.rows), Blank(6)]


def _written(style: Style, size: float) -> tuple[Style, Style]:
    """Return how heads and cells of *size* are set."""
    leading = style.leading - 1.5 * (style.size - size)
    small = replace(tight(style), size=size, leading=leading)
    return replace(small, bold=True, tag="TH"), replace(small, tag="TD")


def _least(table: Table, head: Style, cell: Style) -> list[float]:
    """Return the width of the longest word of each column."""
    written = [(table.header, head), *((words, cell) for words in table.rows)]
    return [
        max(Text(words[place], set_in).widest_word for words, set_in in written)
        for place in range(len(table.header))
    ]
