"""Dates of the Solar Hijri calendar, which papers of Afghanistan and Iran bear."""

from __future__ import annotations

from datetime import date

from persiantools.jdatetime import JalaliDate

from anef_desk.domain.partial_date import PartialDate

FIRST, LAST = 1250, 1500
"""Years read as those of this calendar: no living person was born in them otherwise."""

LANGUAGES = frozenset({"fa_AF", "ps", "fa"})
"""Languages whose readers know the calendar."""


def gregorian(year: int, month: int, day: int) -> date | None:
    """Return the day in the calendar of France, None when there is no such day."""
    try:
        return JalaliDate(year, month, day).to_gregorian()
    except ValueError:
        return None


def span(year: int, month: int | None = None) -> tuple[date, date] | None:
    """Return the first and last day of a year, or of a month of it."""
    first = gregorian(year, month or 1, 1)
    if first is None:
        return None
    following = (year, month + 1) if month and month < 12 else (year + 1, 1)  # noqa: PLR2004
    after = gregorian(*following, 1)
    if after is None:
        return None
    return first, date.fromordinal(after.toordinal() - 1)


def solar(value: date | PartialDate) -> str:
    """Return a day as ``01/01/1373``, "" of a date that is not known to the day."""
    if isinstance(value, PartialDate):
        if value.month is None or value.day is None:
            return ""
        value = date(value.year, value.month, value.day)
    try:
        found = JalaliDate.to_jalali(value.year, value.month, value.day)
    except ValueError:  # Before the calendar began.
        return ""
    return f"{found.day:02}/{found.month:02}/{found.year}"
