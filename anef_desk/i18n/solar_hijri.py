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


def in_words(day: date) -> str:
    """Return *day* in words; digits are European ones, as in every text of ours."""
    year, month, number = solar_hijri(day)
    return f"{number} {MONTHS[month - 1]} {year}"


def _days(year: int) -> int:
    return 366 if year % _CYCLE in _LEAP else 365
