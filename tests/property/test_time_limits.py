"""What is true of every time limit, 1950 to 2100."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anef_desk.law.time_limits import TimeLimit, last_day

days = st.dates(date(1950, 1, 1), date(2100, 12, 31))
months = st.integers(0, 240)


@given(days, months)
def test_the_last_day_is_never_before_the_event(event: date, number: int) -> None:
    """Time limits run forward."""
    assert last_day(event, TimeLimit(number, "months")) >= event


@given(days, days, months)
def test_a_later_event_never_ends_earlier(
    first: date, second: date, number: int
) -> None:
    """Waiting to be notified never shortens the time left."""
    first, second = sorted((first, second))
    limit = TimeLimit(number, "months")

    assert last_day(first, limit) <= last_day(second, limit)


@given(days, months)
def test_a_month_ends_on_the_same_number_or_at_its_end(
    event: date, number: int
) -> None:
    """C. proc. civ., art. 641: the day bearing the same number, else the last one."""
    end = last_day(event, TimeLimit(number, "months"))
    length = calendar.monthrange(end.year, end.month)[1]

    assert end.day == min(event.day, length)
    gone = (end.year - event.year) * 12 + end.month - event.month
    assert gone == number


@given(days, st.integers(-20, 20))
def test_twelve_months_are_a_year(event: date, number: int) -> None:
    assert last_day(event, TimeLimit(number, "years")) == last_day(
        event, TimeLimit(12 * number, "months")
    )


@given(days, st.integers(-4000, 4000))
def test_days_are_counted_one_by_one(event: date, number: int) -> None:
    assert last_day(event, TimeLimit(number, "days")) == event + timedelta(number)


@pytest.mark.parametrize(
    ("event", "number", "end"),
    [
        (date(2026, 10, 31), 4, date(2027, 2, 28)),
        (date(2027, 10, 31), 4, date(2028, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2099, 10, 29), 4, date(2100, 2, 28)),  # 2100 is no leap year
    ],
)
def test_ends_of_months_and_leap_years(event: date, number: int, end: date) -> None:
    assert last_day(event, TimeLimit(number, "months")) == end


@pytest.mark.parametrize("limit", [TimeLimit(9000, "years"), TimeLimit(-3000, "years")])
def test_a_date_outside_the_calendar_is_refused(limit: TimeLimit) -> None:
    with pytest.raises(OverflowError):
        last_day(date(2026, 1, 1), limit)
