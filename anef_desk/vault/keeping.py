"""Which backups stay: the last ones, then one a day, then one a week, none for ever."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from anef_desk.clock import PARIS

LAST: Final = 5
DAILY: Final = 7
WEEKLY: Final = 4
LONGEST: Final = timedelta(days=90)
"""How long people's data stay in a backup at most, once work followed it."""

AHEAD: Final = timedelta(days=1)
"""By how much a backup may come from the future before a clock was plainly wrong."""


def to_keep(made: Mapping[datetime, int], now: datetime) -> frozenset[datetime]:
    """Return those of *made* whose backup stays.

    The last five; the last one of each of the last seven days that have one, and of
    each of the last four weeks. Days and weeks are those of mainland France. Those
    dated ahead are counted apart: the clock was wrong then, or is now, and neither
    kind drives the other out.

    None of more than ninety days, nor dated ahead, once four weeks of later work
    followed. Until then its date proves nothing: a clock that is wrong today would
    remove every good backup, and the data of people would stay in one that was dated
    by a clock that was wrong then.

    Args:
        made: When each backup says it was made, and the number the journal had reached.
        now: The moment to judge at.
    """
    latest = sorted(made, reverse=True)
    ahead = [moment for moment in latest if is_ahead(moment, now)]
    rest = latest[len(ahead) :]
    ended = {
        moment
        for moment in (*ahead, *(one for one in rest if now - one > LONGEST))
        if len({_week(one) for one in rest if made[one] > made[moment]}) >= WEEKLY
    }
    return (_chosen(ahead) | _chosen(rest)) - ended


def is_ahead(moment: datetime, now: datetime) -> bool:
    """Return whether *moment* has not come yet, by more than clocks differ."""
    return moment - now > AHEAD


def _chosen(recent: list[datetime]) -> frozenset[datetime]:
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
