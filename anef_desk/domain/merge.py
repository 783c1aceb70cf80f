"""Two files of one person made one, with what it takes to make them two again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from anef_desk.domain.household import Relation
from anef_desk.domain.retention import Retention


@dataclass(frozen=True)
class Place:
    """Where somebody was in a household."""

    household: str
    relation: Relation


@dataclass(frozen=True, kw_only=True)
class Merge:
    """A merge: who was kept, who went, and everything that moved."""

    id: str
    kept: str
    other: str
    merged_on: date
    other_fields: Mapping[str, str | int | bool | None]
    kept_fields: Mapping[str, str | int | bool | None]  # as they were before
    moved: tuple[tuple[str, str], ...]  # entity, identifier
    kept_place: Place | None = None
    other_place: Place | None = None
    kept_decision: Retention | None = None
    other_decision: Retention | None = None
    undone_on: date | None = None
