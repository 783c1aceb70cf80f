"""Which backups stay: the last ones, then one a day, then one a week, none for ever."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from anef_desk.clock import PARIS

LAST: Final = 5
DAILY: Final = 7
WEEKLY: Final = 4
LONGEST: Final = timedelta(days=90)
"""How long people's data stay in a backup at most, once it was followed by another."""


def to_keep(moments: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Return those of *moments* whose backup stays.

    The last five; the last one of each of the last seven days that have one, and of
    each of the last four weeks; none older than ninety days. Days and weeks are those
    of mainland France.
    """
    recent = sorted(
        {moment for moment in moments if now - moment <= LONGEST}, reverse=True
    )
    return frozenset(
        {
            *recent[:LAST],
            *_newest_of_each(recent, _day, DAILY),
            *_newest_of_each(recent, _week, WEEKLY),
        }
    )


def _newest_of_each(
    recent: list[datetime], period: Callable[[datetime], object], number: int
) -> list[datetime]:
    newest: dict[object, datetime] = {}
    for moment in recent:
        newest.setdefault(period(moment), moment)
    return list(newest.values())[:number]


def _day(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(PARIS)).date()


def _week(moment: datetime) -> tuple[int, int]:
    year, week, _weekday = _day(moment).isocalendar()
    return year, week
