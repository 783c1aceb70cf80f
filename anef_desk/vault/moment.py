"""A hybrid logical time: that of the clock, and never earlier than what it follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def milliseconds(at: datetime) -> int:
    """Return a moment in milliseconds since 1970, as the journal keeps it."""
    return (at - _EPOCH) // timedelta(milliseconds=1)


@dataclass(frozen=True)
class Moment:
    """A hybrid logical time: never earlier than what it follows, whatever the clock."""

    milliseconds: int
    counter: int

    def next(self, now: datetime) -> Moment:
        """Return the moment of what happens after this one, at *now* on the clock."""
        clock = milliseconds(now)
        if clock > self.milliseconds:
            return Moment(clock, 0)
        return Moment(self.milliseconds, self.counter + 1)

    @property
    def at(self) -> datetime:
        """Return the moment as a date and a time."""
        return _EPOCH + timedelta(milliseconds=self.milliseconds)
