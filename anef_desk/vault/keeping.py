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


AHEAD: Final = timedelta(days=1)
"""By how much a backup may come from the future before a clock was plainly wrong."""


def to_keep(moments: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Return those of *moments* whose backup stays.

    The last five; the last one of each of the last seven days that have one, and of
    each of the last four weeks; none older than ninety days. Days and weeks are those
    of mainland France.

    Those dated ahead are counted apart: the clock was wrong then, or is now, and
    neither kind drives the other out.
    """
    recent = sorted(
        {moment for moment in moments if now - moment <= LONGEST}, reverse=True
    )
    ahead = [moment for moment in recent if is_ahead(moment, now)]
    return _chosen(ahead) | _chosen(recent[len(ahead) :])


def outlived(
    made: Iterable[tuple[datetime, int]], now: datetime
) -> frozenset[datetime]:
    """Return those dated ahead that four weeks of later work have followed.

    Their date does not say how old they are, and would keep people's data until it
    comes. How far the journal went does.

    Args:
        made: When each backup says it was made, and the number the journal had reached.
        now: The moment to judge at.
    """
    known = tuple(made)
    since = [(moment, number) for moment, number in known if not is_ahead(moment, now)]
    return frozenset(
        moment
        for moment, number in known
        if is_ahead(moment, now)
        and len({_week(later) for later, reached in since if reached > number})
        >= WEEKLY
    )


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
