"""Today in France. Rules never ask for it: whoever calls them hands them a day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PARIS = "Europe/Paris"


def now() -> datetime:
    """Return the present moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the calendar day in mainland France, whatever the computer's zone."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """Return the calendar day in mainland France at *moment*."""
    return moment.astimezone(ZoneInfo(PARIS)).date()
