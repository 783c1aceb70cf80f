"""Time limits in working days and to the ends of months."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anef_desk.law.time_limits import TimeLimit, easter, last_day, public_holidays

ordinary = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "day",
    [
        date(1954, 4, 18),
        date(1981, 4, 19),
        date(2000, 4, 23),
        date(2008, 3, 23),
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2038, 4, 25),
        date(2049, 4, 18),
        date(2076, 4, 19),
    ],
)
def test_easter_falls_where_calendars_say(day: date) -> None:
    assert easter(day.year) == day


@given(st.integers(1583, 4000))
def test_easter_is_a_sunday_of_spring(year: int) -> None:
    sunday = easter(year)

    assert sunday.isoweekday() == 7
    assert date(year, 3, 22) <= sunday <= date(year, 4, 25)


def test_a_year_has_eleven_public_holidays() -> None:
    assert {date(2026, 4, 6), date(2026, 5, 14), date(2026, 5, 25)} < public_holidays(
        2026
    )
    assert len(public_holidays(2026)) == 11


@pytest.mark.parametrize(
    ("event", "number", "last"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # over a week-end
        (date(2026, 4, 30), 2, date(2026, 5, 5)),  # over the first of May
        (date(2026, 12, 24), 6, date(2027, 1, 5)),  # over Christmas and New Year
        (date(2026, 11, 12), -1, date(2026, 11, 10)),  # backwards, over Armistice
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
    ],
)
def test_working_days_leave_out_weekends_and_holidays(
    event: date, number: int, last: date
) -> None:
    assert last_day(event, TimeLimit(number, "working_days")) == last


@given(ordinary, st.integers(1, 60))
def test_working_days_come_one_after_the_other(event: date, number: int) -> None:
    last = last_day(event, TimeLimit(number, "working_days"))
    before = last_day(event, TimeLimit(number - 1, "working_days"))

    assert before < last
    assert last.isoweekday() < 6
    assert last not in public_holidays(last.year)


@given(ordinary, st.integers(-24, 24))
def test_month_ends_run_to_the_last_day(event: date, number: int) -> None:
    """R.111-4 of the social security code: until the end of the sixth month after."""
    last = last_day(event, TimeLimit(number, "month_ends"))

    assert (last + timedelta(days=1)).day == 1
    months = (last.year - event.year) * 12 + last.month - event.month
    assert months == number
