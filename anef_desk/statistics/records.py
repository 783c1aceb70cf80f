"""What is counted: one event of one person, and what it is counted by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol


class Dimension(StrEnum):
    """What events are counted by. There is none for a member of staff."""

    MONTH = "month"
    PREFECTURE = "prefecture"
    PROCEDURE = "procedure"
    SYMPTOM = "symptom"
    RIGHT = "right"


class Subject(StrEnum):
    """What is counted."""

    LOSSES = "losses"
    BLOCKAGES = "blockages"
    ATTEMPTS = "attempts"
    DELAYS = "delays"  # days from the filing to the decision


DIMENSIONS: Mapping[Subject, tuple[Dimension, ...]] = {
    Subject.LOSSES: (
        Dimension.MONTH,
        Dimension.RIGHT,
        Dimension.PREFECTURE,
        Dimension.PROCEDURE,
        Dimension.SYMPTOM,
    ),
    Subject.BLOCKAGES: (
        Dimension.MONTH,
        Dimension.SYMPTOM,
        Dimension.PREFECTURE,
        Dimension.PROCEDURE,
    ),
    Subject.ATTEMPTS: (
        Dimension.MONTH,
        Dimension.SYMPTOM,
        Dimension.PREFECTURE,
        Dimension.PROCEDURE,
    ),
    Subject.DELAYS: (
        Dimension.MONTH,
        Dimension.PREFECTURE,
        Dimension.PROCEDURE,
    ),
}
"""What each subject can be counted by, in the order it is offered."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """An event of a person; what is not known of it is ``""``."""

    person: str  # never shown: fewer than five people are not
    day: date
    prefecture: str = ""
    procedure: str = ""
    symptom: str = ""
    right: str = ""
    days: int | None = None  # it lasted, where that is what is counted

    def key(self, dimension: Dimension) -> str:
        """Return the line of *dimension* the event falls in."""
        if dimension is Dimension.MONTH:
            return f"{self.day:%Y-%m}"
        return str(getattr(self, dimension.value))


class Noticed(Protocol):
    """A blockage noted on a day, whatever kept it: a case, a log of attempts."""

    @property
    def person(self) -> str:
        """Return whom it concerns."""

    @property
    def symptom(self) -> str:
        """Return its code in the catalogue."""

    @property
    def day(self) -> date:
        """Return the day it is counted on."""

    @property
    def prefecture(self) -> str:
        """Return the prefecture of the person, as it was typed."""

    @property
    def procedure(self) -> str:
        """Return the code of the request; "" when there is none."""


@dataclass(frozen=True)
class Cell:
    """How many events fall in a place, and whose they are."""

    count: int = 0
    people: frozenset[str] = field(default=frozenset())

    def __add__(self, other: Cell) -> Cell:
        """Return both together; somebody in both is one person."""
        return Cell(self.count + other.count, self.people | other.people)


def cell(records: Iterable[Record]) -> Cell:
    """Return the cell that holds *records*."""
    held = tuple(records)
    return Cell(len(held), frozenset(record.person for record in held))


def blockages(noticed: Iterable[Noticed]) -> tuple[Record, ...]:
    """Return blockages as records."""
    return tuple(
        Record(
            person=one.person,
            day=one.day,
            prefecture=one.prefecture,
            procedure=one.procedure,
            symptom=one.symptom,
        )
        for one in noticed
    )


def years(records: Iterable[Record]) -> tuple[int, ...]:
    """Return the years of *records*, latest first.

    Only whole calendar years are counted: two periods that overlap would give, by
    subtraction, what each of them hides.
    """
    return tuple(sorted({record.day.year for record in records}, reverse=True))


def in_year(records: Iterable[Record], year: int) -> tuple[Record, ...]:
    """Return the *records* of a calendar *year*."""
    return tuple(record for record in records if record.day.year == year)
