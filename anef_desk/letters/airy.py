"""What is drawn on a page, and how its spaces shrink rather than turn the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from typing import Self

from reportlab.platypus.flowables import Flowable, KeepTogether

LEAST_LEADING, LEAST_SPACE = 0.94, 0.4
"""What is left of the height of lines, and of the spaces between them, at the least."""


def tighter(flow: Iterable[Flowable], air: float) -> list[Flowable]:
    """Return *flow* with less space between its lines.

    Args:
        flow: What is drawn.
        air: From 1, as it is, to 0, as tight as can be read well.
    """
    return [one.tighter(air) if isinstance(one, Airy) else one for one in flow]


def left_of(least: float, air: float) -> float:
    """Return what is left of a space at *air*: all of it at 1, the *least* at 0."""
    return least + (1 - least) * air


class Airy(Flowable):
    """What has space that can shrink."""

    def tighter(self, air: float) -> Self:
        """Return the same with less space, see `tighter`."""
        made = copy(self)
        made._tighten(air)
        return made

    def _tighten(self, air: float) -> None:
        """Shrink the spaces."""
        raise NotImplementedError


class Together(Airy, KeepTogether):
    """What no page cuts, if it fits on one."""

    def __init__(self, parts: Sequence[Flowable]) -> None:
        self.parts = list(parts)
        KeepTogether.__init__(self, self.parts)

    def _tighten(self, air: float) -> None:
        Together.__init__(self, tighter(self.parts, air))
