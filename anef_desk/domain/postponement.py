"""A date of the board that somebody dealt with, or put off, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Postponement:
    """One date of one person that stays off the board for a while.

    It is about one clock: a rule, what it looks at, and the day it gives. When the law
    gives another day, it no longer counts, and the date is back on the board.
    """

    id: str
    person: str
    rule: str  # what gives the date, such as "c29-fin-de-l-attestation"
    due: date
    about: str = ""  # what the rule looks at, such as "api"; "": the person
    done: bool = False  # dealt with; else put off
    until: date | None = None  # back on the board that day; None: never again
    reason: str = ""
    noted_on: date
    staff: str = ""  # name of who noted it
