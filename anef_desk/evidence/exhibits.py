"""The exhibits of a chronology: numbered from one, in the order they come up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from anef_desk.evidence.chronology import Event


@dataclass(frozen=True, kw_only=True)
class Exhibit:
    """A letter to print again, or an attachment, under its number."""

    number: int
    kind: Literal["letter", "attachment"]
    subject: str  # identifier of the letter or of the attachment
    day: date  # of the event that brings it up first
    code: str  # of the letter, or of what the attachment proves


def exhibits(events: Iterable[Event]) -> tuple[Exhibit, ...]:
    """Return the exhibits of *events*, each once, numbered without a hole.

    The numbers follow the chronology: what happens later adds numbers at the end, and
    those already given do not move.
    """
    found: dict[str, Exhibit] = {}

    def number(kind: Literal["letter", "attachment"], subject: str, of: Event) -> None:
        if subject not in found:
            found[subject] = Exhibit(
                number=len(found) + 1,
                kind=kind,
                subject=subject,
                day=of.day,
                code=of.code,
            )

    for event in events:
        if event.kind == "letter":
            number("letter", event.subject, event)
        for attachment in event.proof:
            number("attachment", attachment, event)
    return tuple(found.values())


def numbers_of(event: Event, listed: Iterable[Exhibit]) -> tuple[int, ...]:
    """Return the numbers of the exhibits that prove *event*, in order."""
    wanted = set(event.proof)
    if event.kind == "letter":
        wanted.add(event.subject)
    return tuple(exhibit.number for exhibit in listed if exhibit.subject in wanted)
