"""A procedure opened for a person: prepared here, filed elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from anef_desk.domain.supporting_document import Mark


class Channel(StrEnum):
    """Where a request is filed."""

    ANEF = "anef"
    PREFECTURE = "prefecture"
    OTHER = "other"


class CaseState(StrEnum):
    """Prepared is not filed: the application files nothing."""

    TO_PREPARE = "to_prepare"
    READY = "ready"
    FILED = "filed"
    ANSWERED = "answered"


class Outcome(StrEnum):
    """How a case ended."""

    GRANTED = "granted"
    REFUSED = "refused"
    CLOSED = "closed"  # by the administration, without an answer on the merits
    GIVEN_UP = "given_up"


@dataclass(frozen=True, kw_only=True)
class Filing:
    """When and how a request was filed, and what proves it."""

    filed_on: date
    channel: Channel = Channel.ANEF
    number: str = ""  # of the request, on the confirmation
    proof: str = ""  # what proves it: "confirmation PDF", "screenshot"…
    complete: bool | None = None  # every required document was joined


@dataclass(frozen=True, kw_only=True)
class RemedyTaken:
    """A remedy tried for a case, and the day."""

    remedy: str  # code, such as "E3"
    taken_on: date
    reference: str = ""  # report number, receipt
    answered_on: date | None = None  # None: no answer yet


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was answered to a question of the catalogue."""

    fact: str  # such as "purpose"
    value: str | int | bool  # a date in ISO 8601


@dataclass(frozen=True, kw_only=True)
class Case:
    """A procedure of the catalogue opened for a person."""

    id: str
    person: str
    procedure: str  # code in the catalogue, such as "A2"
    opened_on: date
    state: CaseState = CaseState.TO_PREPARE
    filing: Filing | None = None
    answered_on: date | None = None
    marks: tuple[Mark, ...] = ()
    symptoms: tuple[str, ...] = ()  # noticed on the platform, such as "D21"
    remedies: tuple[RemedyTaken, ...] = ()
    answers: tuple[Answer, ...] = ()
    outcome: Outcome | None = None

    def mark(self, requirement: str) -> Mark | None:
        """Return what was last noted about *requirement*, if anything was."""
        return next((m for m in self.marks if m.requirement == requirement), None)

    def marked(self, mark: Mark) -> tuple[Mark, ...]:
        """Return the marks of the case with *mark* in the place of its predecessor."""
        others = tuple(m for m in self.marks if m.requirement != mark.requirement)
        return (*others, mark)

    def answered(self, fact: str, value: str | int | bool | None) -> tuple[Answer, ...]:  # noqa: FBT001 - an answer
        """Return the answers of the case with *value* for *fact*; None takes it back."""
        others = tuple(a for a in self.answers if a.fact != fact)
        return others if value is None else (*others, Answer(fact=fact, value=value))
