"""What comes next for a person, and why: from one shift to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Handover:
    """A few words a colleague leaves about a file; shown until somebody took it over."""

    id: str
    person: str
    noted_on: date
    staff: str  # name of who wrote it
    text: str
    taken_on: date | None = None
    taken_by: str = ""
