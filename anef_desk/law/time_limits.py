"""Time limits: from the day of an event to the last day to act.

All dates are calendar dates in France; none carries a time or a time zone.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Unit = Literal["days", "working_days", "months", "month_ends", "years"]

MONTHS_IN_A_YEAR = 12
SATURDAY = 5


@dataclass(frozen=True)
class TimeLimit:
    """A number of days, calendar months or years; negative counts backwards.

    ``working_days`` leave out Saturdays, Sundays and public holidays; ``month_ends``
    are months that run to the last day of the last of them.
    """

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
    if limit.unit == "working_days":
        return _working_day(event, limit.number)
    months = limit.number * (MONTHS_IN_A_YEAR if limit.unit == "years" else 1)
    years, month0 = divmod(event.month - 1 + months, MONTHS_IN_A_YEAR)
    year, month = event.year + years, month0 + 1
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(year)
    last = calendar.monthrange(year, month)[1]
    day = last if limit.unit == "month_ends" else min(event.day, last)
    return date(year, month, day)


def public_holidays(year: int) -> frozenset[date]:
    """Return the public holidays of metropolitan France in *year*.

    Source:
        Code du travail, L.3133-1.
    """
    sunday = easter(year)
    moving = (1, 39, 50)  # Easter Monday, Ascension, Whit Monday
    fixed = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
    return frozenset(
        {sunday + timedelta(days=days) for days in moving}
        | {date(year, month, day) for month, day in fixed}
    )


def easter(year: int) -> date:
    """Return Easter Sunday of *year* in the Gregorian calendar.

    Source:
        Meeus, Jones and Butcher's algorithm; no table, no exception.
    """
    century, rest = divmod(year, 100)
    leap, odd = divmod(century, 4)
    moon = (19 * (year % 19) + century - leap - (8 * century + 13) // 25 + 15) % 30
    skipped = (year % 19 + 11 * moon) // 319
    weekday = (2 * odd + 2 * (rest // 4) - rest % 4 - moon + skipped + 32) % 7
    month, _ = divmod(moon - skipped + weekday + 90, 25)
    return date(year, month, (moon - skipped + weekday + month + 19) % 32)


def _working_day(event: date, number: int) -> date:
    step = timedelta(days=1 if number >= 0 else -1)
    day, left = event, abs(number)
    holidays: dict[int, frozenset[date]] = {}
    while left:
        day += step
        if day.year not in holidays:
            holidays[day.year] = public_holidays(day.year)
        if day.weekday() < SATURDAY and day not in holidays[day.year]:
            left -= 1
    return day
