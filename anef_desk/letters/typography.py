"""French typography of a composed letter: no line begins with a colon."""

from __future__ import annotations

from dataclasses import replace

from anef_desk.i18n.typography import french
from anef_desk.letters.page import Block, Composed, NumberedList, Paragraph, Span, Table


def typeset(composed: Composed) -> Composed:
    """Return *composed*, a letter in French, with the spaces French wants."""
    return replace(
        composed,
        subject=french(composed.subject),
        sending=french(composed.sending),
        references=tuple((french(a), french(b)) for a, b in composed.references),
        blocks=tuple(map(_block, composed.blocks)),
        attachments_title=french(composed.attachments_title),
        attachments=tuple(map(french, composed.attachments)),
        signature=tuple(map(french, composed.signature)),
    )


def _block(block: Block) -> Block:
    if isinstance(block, Paragraph):
        spans = tuple(Span(french(span.text), span.bold) for span in block.spans)
        return replace(block, spans=spans)
    if isinstance(block, NumberedList):
        return NumberedList(tuple(map(french, block.items)))
    if isinstance(block, Table):
        header = tuple(map(french, block.header))
        rows = tuple(tuple(map(french, row)) for row in block.rows)
        return replace(block, header=header, rows=rows)
    return block
