"""What is decided about keeping a person's file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MONTHS = 24
"""Months after the last contact from which a file comes up for review.

Source:
    CNIL, délibération n° 2023-095 du 14 septembre 2023: two years after the last
    contact.
"""


class Decision(StrEnum):
    """What a person decides; to erase leaves nothing to decide about."""

    KEEP = "keep"
    FREEZE = "freeze"


@dataclass(frozen=True, kw_only=True)
class Retention:
    """A decision about a file, who took it, and why."""

    person: str
    decision: Decision
    until: date | None  # when the file comes up again; None: when somebody says so
    reason: str
    decided_on: date
    decided_by: str  # identifier of the member of staff
