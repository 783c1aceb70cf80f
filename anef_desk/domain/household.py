"""People who live, or make their requests, together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    """What somebody is in a household."""

    REFERENCE = "reference"
    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    SIBLING = "sibling"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody in a household."""

    person: str
    relation: Relation


@dataclass(frozen=True, kw_only=True)
class Household:
    """A household: its name, and who is in it."""

    id: str
    name: str
    members: tuple[Member, ...] = ()

    def relation_of(self, person: str) -> Relation | None:
        """Return what *person* is there, None of somebody who is not."""
        return next((m.relation for m in self.members if m.person == person), None)

    def placed(self, person: str, relation: Relation | None) -> tuple[Member, ...]:
        """Return the members with *person* as *relation*; None takes them out."""
        others = tuple(m for m in self.members if m.person != person)
        if relation is None:
            return others
        return (*others, Member(person=person, relation=relation))
