"""What was imported together, so that it can be taken back together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class ImportBatch:
    """One import: by whom, when, and how much it wrote. It names nobody."""

    id: str
    made_on: date
    made_by: str  # identifier of a member of staff
    created: int  # people
    changed: int  # people who were known, and of whom more is known
    documents: int
    undone_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ImportRow:
    """What one import wrote about one person."""

    person: str
    created: bool
    fields: tuple[str, ...]  # those that were empty, and were filled
    documents: tuple[str, ...]  # identifiers of those that were added
    sha256: str  # of what the import left
