"""When somebody is expected, where, with what, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """An appointment of a person, here or elsewhere."""

    id: str
    person: str
    day: date
    hour: str = ""  # HH:MM, "" when it is not known
    case: str | None = None
    place: str = ""
    bring: str = ""  # what to bring, one thing per line
    outcome: str = ""  # what came of it
