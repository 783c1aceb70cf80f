"""Something that went wrong, once: a try on the platform, a call, a refusal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class IncidentChannel(StrEnum):
    """Where it happened."""

    ANEF = "anef"
    PHONE = "phone"  # the contact centre (CCC), by telephone
    FORM = "form"  # the contact centre, by its form
    PAN = "pan"  # the digital desk of the préfecture
    PREFECTURE = "prefecture"
    COUNTER = "counter"  # a body that refuses a document
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Incident:
    """A line of the log of attempts: when, where, what was seen, what proves it."""

    id: str
    person: str
    case: str | None = None
    symptom: str  # code in the catalogue, such as "D08"
    day: date  # in France
    at: time | None = None  # in France; None when nobody remembers
    channel: IncidentChannel = IncidentChannel.ANEF
    step: str = ""  # screen or step
    message: str = ""  # exact words, with the error code
    device: str = ""  # device and browser
    number: str = ""  # of the report, of the ticket
    staff: str  # who noted it
    proof: tuple[str, ...] = ()  # identifiers of attachments, in order

    @property
    def order(self) -> tuple[date, time, str]:
        """Return what puts incidents in the order they happened."""
        return self.day, self.at or time.min, self.id
