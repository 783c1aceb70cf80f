"""Days as Dari speakers count them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anef_desk.i18n.solar_hijri import from_solar_hijri, in_words, solar_hijri


@pytest.mark.parametrize(
    ("day", "solar"),
    [
        (date(2021, 3, 21), (1400, 1, 1)),
        (date(2024, 3, 20), (1403, 1, 1)),
        (date(2025, 3, 20), (1403, 12, 30)),
        (date(2025, 3, 21), (1404, 1, 1)),
        (date(2026, 3, 21), (1405, 1, 1)),
        (date(2026, 11, 22), (1405, 9, 1)),
        (date(1979, 2, 11), (1357, 11, 22)),
    ],
)
def test_known_days(day: date, solar: tuple[int, int, int]) -> None:
    assert solar_hijri(day) == solar


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_the_next_day_is_the_next_day(day: date) -> None:
    year, month, number = solar_hijri(day)
    after = solar_hijri(day + timedelta(days=1))

    assert after in {
        (year, month, number + 1),
        (year, month + 1, 1),
        (year + 1, 1, 1),
    }
    assert 1 <= month <= 12
    assert 1 <= number <= 31


def test_a_day_in_words() -> None:
    assert in_words(date(2026, 11, 22)) == "1 قوس 1405"


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_comes_back_from_the_other_calendar(day: date) -> None:
    assert from_solar_hijri(*solar_hijri(day)) == day


@pytest.mark.parametrize(
    "parts",
    [(1404, 12, 30), (1403, 12, 31), (1403, 7, 31), (1403, 13, 1), (1403, 0, 1)],
)
def test_a_day_that_is_not_in_the_calendar_is_none(parts: tuple[int, int, int]) -> None:
    assert from_solar_hijri(*parts) is None


def test_the_leap_day_is_one() -> None:
    assert from_solar_hijri(1403, 12, 30) == date(2025, 3, 20)
