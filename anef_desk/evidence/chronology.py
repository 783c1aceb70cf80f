"""Everything that happened in one matter, in the order it happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal

from anef_desk.domain.case import Case
from anef_desk.domain.letter import Letter
from anef_desk.domain.residence_document import Kind, ResidenceDocument
from anef_desk.evidence.missing import REMEDY_OF, Log

EventKind = Literal[
    "document", "filing", "attempt", "remedy", "letter", "reply", "gap", "harm"
]

_RANK: dict[EventKind, int] = {
    "document": 0,
    "filing": 1,
    "attempt": 2,
    "remedy": 3,
    "letter": 4,
    "reply": 5,
    "gap": 6,
    "harm": 7,
}

COVERING = frozenset(Kind) - {Kind.DEPOSIT, Kind.CONVOCATION, Kind.PROTECTION_DECISION}
"""The kinds of document that say until when somebody may stay."""


@dataclass(frozen=True, kw_only=True)
class Harm:
    """Something that was lost, and when; *what* is in the words of whoever noted it."""

    since: date
    until: date | None = None  # None: still lost
    what: str
    cause: str = ""


@dataclass(frozen=True, kw_only=True)
class Event:
    """A line of the chronology: plain values, not yet in words."""

    day: date
    at: time | None = None
    kind: EventKind
    code: str = ""  # of the symptom, the remedy, the template, the kind of document
    step: str = ""
    message: str = ""  # exact words; of a harm, what was lost
    device: str = ""
    number: str = ""
    until: date | None = None
    subject: str = ""  # identifier of what it is about
    proof: tuple[str, ...] = ()  # identifiers of attachments

    @property
    def order(self) -> tuple[date, time, int, str, str]:
        """Return what puts events in order; the same whatever they came in."""
        return (
            self.day,
            self.at or time.min,
            _RANK[self.kind],
            self.code,
            self.subject,
        )


@dataclass(frozen=True, kw_only=True)
class Matter:
    """Everything the file of one matter is made from, on one day."""

    on: date
    log: Log
    case: Case | None = None
    documents: tuple[ResidenceDocument, ...] = ()
    letters: tuple[Letter, ...] = ()
    harms: tuple[Harm, ...] = ()


def chronology(matter: Matter) -> tuple[Event, ...]:
    """Return the events of *matter*, the first first; none is after its day."""
    found = [
        *_documents(matter.documents),
        *_case(matter.case),
        *_log(matter.log),
        *_letters(matter.letters),
        *(
            Event(kind="gap", day=since, until=until)
            for since, until in gaps(matter.documents, matter.on)
        ),
        *_harms(matter.harms),
    ]
    return tuple(
        sorted(
            (event for event in found if event.day <= matter.on),
            key=lambda event: event.order,
        )
    )


def gaps(
    documents: Iterable[ResidenceDocument], on: date
) -> tuple[tuple[date, date | None], ...]:
    """Return the stretches, since the first document, that no document covers.

    Each is its first and last day; the last day of the one that still runs is None.
    """
    covered = sorted(
        (held.starts_on or date.min, held.ends_on)
        for held in documents
        if held.kind in COVERING and held.ends_on is not None
    )
    found: list[tuple[date, date | None]] = []
    end: date | None = None
    for first, last in covered:
        if end is not None and first > end + timedelta(days=1):
            found.append((end + timedelta(days=1), first - timedelta(days=1)))
        end = last if end is None else max(end, last)
    endless = any(d.kind in COVERING and d.ends_on is None for d in documents)
    if end is not None and end < on and not endless:
        found.append((end + timedelta(days=1), None))
    return tuple(found)


def _documents(documents: Iterable[ResidenceDocument]) -> Iterator[Event]:
    for held in documents:
        if held.starts_on is not None:
            yield Event(
                kind="document",
                day=held.starts_on,
                code=held.kind.value,
                number=held.number,
                until=held.ends_on,
                subject=held.id,
            )


def _case(case: Case | None) -> Iterator[Event]:
    if case is None:
        return
    if case.filing is not None:
        yield Event(
            kind="filing",
            day=case.filing.filed_on,
            code=case.procedure,
            number=case.filing.number,
            message=case.filing.proof,
            subject=case.id,
        )
    if case.answered_on is not None:
        yield Event(
            kind="reply", day=case.answered_on, code=case.procedure, subject=case.id
        )


def _log(log: Log) -> Iterator[Event]:
    """Yield the attempts, and the remedies no incident shows already."""
    shown = set()
    for incident in log.incidents:
        code = REMEDY_OF.get(incident.channel, "")
        shown.add((code, incident.day))
        yield Event(
            kind="remedy" if code else "attempt",
            day=incident.day,
            at=incident.at,
            code=code or incident.symptom,
            step=incident.step,
            message=incident.message,
            device=incident.device,
            number=incident.number,
            subject=incident.id,
            proof=incident.proof,
        )
    for taken in log.remedies:
        if (taken.remedy, taken.taken_on) not in shown:
            yield Event(
                kind="remedy",
                day=taken.taken_on,
                code=taken.remedy,
                number=taken.reference,
            )
        if taken.answered_on is not None:
            yield Event(
                kind="reply",
                day=taken.answered_on,
                code=taken.remedy,
                number=taken.reference,
            )


def _letters(letters: Iterable[Letter]) -> Iterator[Event]:
    for letter in letters:
        yield Event(
            kind="letter",
            day=letter.made_on,
            code=letter.template,
            subject=letter.id,
        )


def _harms(harms: Iterable[Harm]) -> Iterator[Event]:
    for harm in harms:
        yield Event(
            kind="harm",
            day=harm.since,
            message=harm.what,
            step=harm.cause,
            until=harm.until,
        )
