"""What is true of every set of backups: which stay, and which go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from anef_desk.vault.keeping import DAILY, LAST, LONGEST, WEEKLY
from anef_desk.vault.keeping import to_keep as chosen_of
from anef_desk.vault.manifest import is_named, moment_of, stamp

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ago = st.timedeltas(timedelta(0), timedelta(days=200)).map(lambda gap: NOW - gap)
moments = st.lists(ago, max_size=60)


def to_keep(made: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Return those of *made* that stay, each of which followed the one before it."""
    return chosen_of({moment: int(moment.timestamp()) for moment in made}, now)


def weeks_after(moment: datetime, made: Iterable[datetime]) -> int:
    """Return how many weeks have a backup after *moment*."""
    return len(
        {
            (other + timedelta(hours=1)).isocalendar()[:2]  # Paris, in winter
            for other in made
            if other > moment
        }
    )


@given(moments)
def test_few_stay_and_none_for_ever(made: list[datetime]) -> None:
    kept = to_keep(made, NOW)

    assert kept <= set(made)
    assert len(kept) <= LAST + DAILY + WEEKLY
    assert all(
        NOW - moment <= LONGEST or weeks_after(moment, made) <= WEEKLY
        for moment in kept
    )


def test_what_stays_is_what_is_promised() -> None:
    """In the help and in the papers, where these numbers are written."""
    assert (5, 7, 4, timedelta(days=90)) == (LAST, DAILY, WEEKLY, LONGEST)


@given(moments)
def test_the_last_five_always_stay(made: list[datetime]) -> None:
    recent = sorted({moment for moment in made if NOW - moment <= LONGEST})

    assert set(recent[-LAST:]) <= to_keep(made, NOW)


@given(moments, st.timedeltas(timedelta(0), timedelta(days=4000)))
def test_a_date_alone_removes_nothing(made: list[datetime], jump: timedelta) -> None:
    """The clock may be wrong: less than four weeks of later work prove nothing."""
    before = to_keep(made, NOW)
    wrong = NOW + jump

    kept = to_keep([*before, wrong], wrong)

    for moment in sorted(before)[1 - LAST :]:
        assert moment in kept or weeks_after(moment, [*before, wrong]) >= WEEKLY


@given(moments)
def test_sweeping_twice_is_sweeping_once(made: list[datetime]) -> None:
    kept = to_keep(made, NOW)

    assert to_keep(kept, NOW) == kept


@given(moments, ago)
def test_a_new_one_never_brings_back_an_old_one(
    made: list[datetime], new: datetime
) -> None:
    """What was swept cannot be wanted again: it is gone."""
    kept = to_keep(made, NOW)
    later = max([new, *made])

    assert to_keep([*kept, later], NOW) == to_keep([*made, later], NOW)


@given(moments)
def test_each_of_the_last_seven_days_with_work_has_its_last_backup(
    made: list[datetime],
) -> None:
    kept = to_keep(made, NOW)
    days: dict[object, datetime] = {}
    for moment in sorted(moment for moment in made if NOW - moment <= LONGEST):
        days[(moment + timedelta(hours=1)).date()] = moment  # Paris, in winter
    recent = [day for day in sorted(days) if day >= datetime(2026, 10, 26).date()]  # noqa: DTZ001

    assert {days[day] for day in recent[-DAILY:]} <= kept


@given(moments, moments)
def test_those_a_wrong_clock_dated_ahead_drive_no_other_out(
    made: list[datetime], wrong: list[datetime]
) -> None:
    ahead = [moment + timedelta(days=400) for moment in wrong]

    kept = to_keep([*made, *ahead], NOW)

    assert kept >= to_keep(made, NOW)
    assert len(kept) <= 2 * (LAST + DAILY + WEEKLY)
    assert to_keep(kept, NOW) == kept


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001
def test_a_backup_is_named_by_its_moment(moment: datetime) -> None:
    exact = moment.replace(microsecond=0, tzinfo=UTC)

    assert is_named(stamp(exact))
    assert moment_of(stamp(exact)) == exact
