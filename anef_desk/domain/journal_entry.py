"""One line of the journal: who changed what, when, before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Change:
    """One field of a value, before and after; None means it was empty."""

    before: object
    after: object


@dataclass(frozen=True, kw_only=True)
class JournalEntry:
    """A change, or a consultation, as the journal keeps it."""

    number: int
    at: datetime
    staff: str  # name of the member of staff
    action: str  # such as "person.created", "case.marked", "person.opened"
    subject: str  # identifier of the person concerned
    changes: Mapping[str, Change]
