"""A shaped stretch of text as PDF draws it: its glyphs, and the gaps between them.

ReportLab formats each stretch again each time it is drawn; most of the time a letter
takes went there. What does not depend on the document is worked out once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any, TypeAlias

from reportlab.lib.rl_accel import escapePDF, fp_str
from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr

Piece: TypeAlias = tuple[int, int] | str
"""Glyphs, from one to past another; or the gap before what follows, as PDF writes it."""

_ESCAPED = [escapePDF(bytes([code])) for code in range(256)]


@dataclass(frozen=True)
class Run:
    """Some characters of one font and one direction, in glyphs."""

    glyphs: ShapedStr
    width: float  # in 1/1000 em
    pieces: tuple[Piece, ...]  # (): some glyph stands above or below the line

    @classmethod
    def of(cls, letters: str, placed: list[ShapeData], width: float) -> Run:
        """Return the run of *letters*, each *placed*."""
        raised = any(one.y_offset for one in placed)
        pieces = () if raised else tuple(_pieces(placed))
        return cls(ShapedStr(letters, placed), width, pieces)  # type: ignore[arg-type]

    def operators(self, font: Any, size: float, at: str, document: Any) -> str | None:  # noqa: ANN401
        """Return what draws the run at the place *at*, as ReportLab would write it.

        None if it must: glyphs stand off the line, or two subsets of *font* hold them.
        """
        if not self.pieces:
            return None
        found = font.splitString(self.glyphs, document)
        if len(found) != 1:
            return None
        subset, codes = found[0]
        name = font.getSubsetInternalName(subset, document)
        written = [_ESCAPED[code] for code in codes]
        drawn = [
            piece
            if isinstance(piece, str)
            else f"({''.join(written[piece[0] : piece[1]])})"
            for piece in self.pieces
        ]
        shown = (
            f"{drawn[0]} Tj"
            if len(drawn) == 1 and isinstance(self.pieces[0], tuple)
            else f"[{' '.join(drawn)}] TJ"
        )
        return f"BT 1 0 0 1 {at} Tm {name} {_sizes(size)} {shown} ET"


@lru_cache(maxsize=64)
def _sizes(size: float) -> str:
    return f"{fp_str(size)} Tf {fp_str(size * 1.2)} TL"


def _pieces(placed: Sequence[Any]) -> Iterator[Piece]:
    """Yield the glyphs and the gaps; those too small to be written are left out."""
    steps: list[float | None] = []  # None: a glyph
    for one in placed:
        steps += (-one.x_offset, None, one.width - one.x_advance + one.x_offset)
    kept = (step for step in steps if step is None or step)
    place = 0
    for glyph, group in groupby(kept, lambda step: step is None):
        several = list(group)
        if glyph:
            yield place, place + len(several)
            place += len(several)
        elif (gap := fp_str(sum(step for step in several if step is not None))) != "0":
            yield gap
