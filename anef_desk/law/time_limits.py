"""Time limits: from the day of an event to the last day to act.

All dates are calendar dates in France; none carries a time or a time zone.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Unit = Literal["days", "months", "years"]

MONTHS_IN_A_YEAR = 12


@dataclass(frozen=True)
class TimeLimit:
    """A number of days, calendar months or years; negative counts backwards."""

    number: int
    unit: Unit


def last_day(event: date, limit: TimeLimit) -> date:
    """Return the last day of *limit*, counted from *event*.

    Args:
        event: The day of the act or of its notification; it does not count.
        limit: The length of the time limit.

    Returns:
        For days, the day that many days away. For months and years, the day bearing
        the same number as *event* in the last month or, when that month has no such
        day, its last day.

    Raises:
        OverflowError: If the result would fall outside the years 1 to 9999.

    Source:
        Code de procédure civile, art. 641.
    """
    if limit.unit == "days":
        return event + timedelta(days=limit.number)
    months = limit.number * (MONTHS_IN_A_YEAR if limit.unit == "years" else 1)
    years, month0 = divmod(event.month - 1 + months, MONTHS_IN_A_YEAR)
    year, month = event.year + years, month0 + 1
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(year)
    return date(year, month, min(event.day, calendar.monthrange(year, month)[1]))
