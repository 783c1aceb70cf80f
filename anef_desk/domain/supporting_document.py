"""What happened to one supporting document of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class MarkState(StrEnum):
    """Where a supporting document stands, for the desk."""

    SEEN = "seen"
    COPIED = "copied"
    MISSING = "missing"
    EXPIRED = "expired"
    CANNOT_GET = "cannot_get"
    NOT_APPLICABLE = "not_applicable"


GATHERED = frozenset({MarkState.SEEN, MarkState.COPIED})


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What was noted about a supporting document, and on which day."""

    requirement: str  # code in the catalogue, such as "P-DOM6"
    state: MarkState
    marked_on: date
    valid_until: date | None = None  # end of validity of the document itself
    reason: str = ""  # why it cannot be had

    def state_on(self, day: date) -> MarkState:
        """Return where it stands on *day*: what was there may have ended since."""
        over = self.valid_until is not None and self.valid_until < day
        return MarkState.EXPIRED if over and self.state in GATHERED else self.state
