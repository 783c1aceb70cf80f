"""A line of the book of prefectures: where to write, and how long that was known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Prefecture:
    """A prefecture as a desk writes to it; an empty field is not known."""

    id: str
    name: str  # as in a person's file, such as "Préfecture de la Sarthe"
    department: str = ""  # its number
    service: str = ""  # who reads the letters
    address: str = ""  # one line per line
    email: str = ""
    phone: str = ""
    checked_on: date | None = None  # last day somebody made sure of it
