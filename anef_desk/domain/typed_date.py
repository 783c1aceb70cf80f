"""A date as people type it, in figures or in words, wherever it is typed."""

from __future__ import annotations

import re
from typing import NamedTuple

from anef_desk.domain.partial_date import PartialDate
from anef_desk.i18n.folding import folded

_MIDNIGHT = r"(?:[t ]00:00(?::00)?)?"  # as spreadsheets write a day
_YEAR_FIRST = re.compile(
    rf"(\d{{4}})(?:[/. -](\d{{1,2}})(?:[/. -](\d{{1,2}}))?)?{_MIDNIGHT}", re.ASCII
)
_DAY_FIRST = re.compile(
    rf"(?:(?:(\d{{1,2}})[/. -])?(\d{{1,2}})[/. -])?(\d{{4}}){_MIDNIGHT}", re.ASCII
)
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)
_IN_WORDS = re.compile(
    r"(?:(?:le )?(\d{1,2})(?:er|st|nd|rd|th)?)?[ ./-]*"
    r"([^\W\d_][^\d]*)"
    r"(\d{4}|\d{2})(?: ?(?:р\.?|року|م))?",  # the word for year, or for our era
)
_BETWEEN = " .,،/-"  # what stands between a month and its year
_SHORT_YEAR = re.compile(r"\d{1,2}[/. -]\d{1,2}[/. -]\d{2}", re.ASCII)
_SERIAL = re.compile(r"[1-5]\d{4}(?:[.,]\d+)?", re.ASCII)

_AROUND = re.compile(r"\s*([/.-])\s*")
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that come along with a date copied from a page in Arabic or Dari."""

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Before which nobody whose papers are looked at was born, after which none of them
ends: ``20101112`` is no day, ``2926`` is a slip, and ``9999`` is no end."""

_OTHER_CALENDARS = range(1200, 1501)  # today's years of the solar and lunar Hijri


class UnreadableDateError(ValueError):
    """What was typed is no date; `str` says why in one word.

    ``shape``: not written as a date; ``century``: its year has two figures;
    ``serial``: the number by which a spreadsheet counts days, nobody knows from when;
    ``date``: no day of the calendar; ``year``: long past, or too far;
    ``calendar``: its year is one of another calendar, nobody knows which.
    """


class Parts(NamedTuple):
    """A date in figures, in whatever calendar; None is what nobody knows of it."""

    year: int
    month: int | None
    day: int | None


def typed_date(text: str) -> PartialDate:
    """Return the date that *text* is, as complete as it is.

    ``17/05/1990``, ``17051990``, ``1990-05-17``, ``17 mai 1990``, ``05/1990``,
    ``mai 1990``, ``1990``; the months in the words of every language offered, the
    digits of every script. ``00``, which papers print for what nobody knows, is not
    known.

    Raises:
        UnreadableDateError: If it is none, or may be several.
    """
    year, month, day = typed_parts(text)
    if year in _OTHER_CALENDARS:
        raise UnreadableDateError("calendar")
    return _date(year, month, day)


def typed_parts(text: str) -> Parts:
    """Return year, month and day of what was typed, in whatever calendar.

    Raises:
        UnreadableDateError: If *text* is not written as a date, or names a month of
            our calendar and is no date of it.
    """
    typed = " ".join(folded(_DIRECTIONS.sub("", text)).split())
    figures = _AROUND.sub(r"\1", typed)
    if found := _COMPACT.fullmatch(figures) or _DAY_FIRST.fullmatch(figures):
        day, month, year = found.groups("0")
    elif found := _YEAR_FIRST.fullmatch(figures):
        year, month, day = found.groups("0")
    elif found := _IN_WORDS.fullmatch(typed):
        day, names, year = found.groups("0")
        return _in_words(int(day), names, year)
    else:
        short, serial = _SHORT_YEAR.fullmatch(figures), _SERIAL.fullmatch(figures)
        raise UnreadableDateError(
            "century" if short else "serial" if serial else "shape"
        )
    return Parts(int(year), int(month) or None, int(day) or None)


def _in_words(day: int, names: str, year: str) -> Parts:
    """Return a date whose month has a name, or two: "17 أيار/مايو 1990"."""
    from anef_desk.i18n.months import month_names  # noqa: PLC0415 - Babel, when needed

    found = names.strip(_BETWEEN).split("/")
    months = {month_names().get(name.strip(_BETWEEN)) for name in found}
    month = months.pop()
    if months or month is None:
        raise UnreadableDateError("date")
    if len(year) < len("1990"):
        raise UnreadableDateError("century")
    read = _date(int(year), month, day or None)
    return Parts(read.year, read.month, read.day)


def _date(year: int, month: int | None, day: int | None) -> PartialDate:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnreadableDateError("year")
    try:
        return PartialDate(year, month, day)
    except ValueError:
        raise UnreadableDateError("date") from None
