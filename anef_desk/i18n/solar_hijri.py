"""The solar Hijri calendar, as Dari speakers read it beside the Gregorian one.

A year is leap eight times in thirty-three; true of every day from 1900 to 2100.
"""

from __future__ import annotations

from datetime import date

MONTHS = (
    "حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله",
    "میزان", "عقرب", "قوس", "جدی", "دلو", "حوت",
)  # fmt: skip

READERS = frozenset({"fa_AF"})
"""Languages whose readers count days in this calendar."""

_ANCHOR = date(2024, 3, 20).toordinal()  # first day of 1403
_ANCHOR_YEAR = 1403
_LEAP = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_CYCLE = 33
_LONG_MONTHS = 6  # of 31 days; the others have 30, the last 29 or 30


def solar_hijri(day: date) -> tuple[int, int, int]:
    """Return the year, the month and the day of *day*.

    >>> solar_hijri(date(2026, 3, 21))
    (1405, 1, 1)
    """
    year, left = _ANCHOR_YEAR, day.toordinal() - _ANCHOR
    while left < 0:
        year -= 1
        left += _days(year)
    while left >= _days(year):
        left -= _days(year)
        year += 1
    long = 31 * _LONG_MONTHS
    if left < long:
        return year, left // 31 + 1, left % 31 + 1
    return year, _LONG_MONTHS + (left - long) // 30 + 1, (left - long) % 30 + 1


def from_solar_hijri(year: int, month: int, day: int) -> date | None:
    """Return the day of a year, a month and a day, None when there is none.

    >>> from_solar_hijri(1405, 1, 1)
    datetime.date(2026, 3, 21)
    """
    longest = 31 if month <= _LONG_MONTHS else 30 if month < len(MONTHS) else 29
    if month == len(MONTHS) and _days(year) == 366:  # noqa: PLR2004 - a leap year
        longest = 30
    if not (1 <= month <= len(MONTHS) and 1 <= day <= longest):
        return None
    years = range(min(year, _ANCHOR_YEAR), max(year, _ANCHOR_YEAR))
    between = sum(map(_days, years))
    first = _ANCHOR + (between if year > _ANCHOR_YEAR else -between)
    before = (month - 1) * 30 + min(month - 1, _LONG_MONTHS) + day - 1
    return date.fromordinal(first + before)


def in_words(day: date) -> str:
    """Return *day* in words; digits are European ones, as in every text of ours."""
    year, month, number = solar_hijri(day)
    return f"{number} {MONTHS[month - 1]} {year}"


def _days(year: int) -> int:
    return 366 if year % _CYCLE in _LEAP else 365
