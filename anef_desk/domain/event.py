"""What happened at the desk: somebody came, called, was refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EventKind(StrEnum):
    """What is noted in one press."""

    CAME = "came"
    CALLED = "called"
    WE_CALLED = "we_called"
    MESSAGE_SENT = "message_sent"
    MESSAGE_RECEIVED = "message_received"
    SCREENSHOT = "screenshot"
    COUNTER_REFUSED = "counter_refused"


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened, when, and who noted it."""

    id: str
    person: str
    kind: EventKind
    happened_at: datetime  # UTC
    staff: str  # identifier of who noted it
    case: str | None = None
    note: str = ""
