"""Dates of birth as papers give them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anef_desk.domain.partial_date import PartialDate


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)), st.integers(1, 3))
def test_reading_what_was_written_gives_the_same_date(day: date, parts: int) -> None:
    """Parse and write are inverse, however little is known."""
    partial = PartialDate(*(day.year, day.month, day.day)[:parts])

    assert PartialDate.parse(str(partial)) == partial


@pytest.mark.parametrize(
    ("text", "printed"),
    [("1990-05-17", "17/05/1990"), ("1990-05", "05/1990"), ("1990", "1990")],
)
def test_it_prints_as_on_french_papers(text: str, printed: str) -> None:
    assert PartialDate.parse(text).printed == printed


@pytest.mark.parametrize(
    "text",
    [
        *("", "90", "1990-5", "1990-13", "1990-02-30", "17/05/1990", "1990-05-17 "),
        *("٢٠٢٦", "0000", "1990-00-05"),
    ],
)
def test_what_is_no_date_of_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("text", "known"), [("1990-05-00", "1990-05"), ("1990-00-00", "1990")]
)
def test_a_part_of_zeros_is_one_nobody_knows(text: str, known: str) -> None:
    """Papers print it so; a file that holds one, typed once, can be read."""
    assert PartialDate.parse(text) == PartialDate.parse(known)


def test_a_day_without_its_month_is_refused() -> None:
    with pytest.raises(ValueError, match="month"):
        PartialDate(1990, None, 3)


def test_the_earliest_day_of_a_year_is_its_first() -> None:
    assert PartialDate(1990).earliest == date(1990, 1, 1)
    assert PartialDate(2000, 2, 29).earliest == date(2000, 2, 29)
