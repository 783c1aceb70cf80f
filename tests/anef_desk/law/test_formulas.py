"""Dates written as formulas over facts."""

from __future__ import annotations

from datetime import date

import pytest

from anef_desk.law.formulas import read_formula
from anef_desk.law.tokens import LanguageError

FILED = date(2026, 3, 20)


@pytest.mark.parametrize(
    "text",
    [
        "filed_on",
        "filed_on + 4 months",
        "title.until - 60 days",
        "filed_on + 4 months + suspended_days days",
        "birth_on + 19 years - 1 days",
        "message_sent_on + 10 working_days",
        "title.until + 6 month_ends - extra days",
    ],
)
def test_a_formula_is_written_as_it_was_read(text: str) -> None:
    assert str(read_formula(text)) == text


def test_a_number_may_be_a_fact() -> None:
    formula = read_formula("filed_on + 4 months + suspended_days days")

    assert formula.names() == ("filed_on", "suspended_days")
    assert formula.day({"filed_on": FILED, "suspended_days": 30}) == date(2026, 8, 19)


@pytest.mark.parametrize("number", [None, "30", True, 1.5])
def test_a_number_that_is_none_leaves_the_date_open(number: object) -> None:
    scope = {"filed_on": FILED, "suspended_days": number}

    formula = read_formula("filed_on + 4 months + suspended_days days")

    assert formula.day(scope) is None


def test_a_number_may_be_taken_away() -> None:
    formula = read_formula("filed_on - n days")

    assert formula.day({"filed_on": FILED, "n": 20}) == date(2026, 2, 28)


@pytest.mark.parametrize(
    "text", ["", "filed_on +", "filed_on + 4", "filed_on + 4 weeks", "4 months", "a b"]
)
def test_what_is_no_formula_says_where(text: str) -> None:
    with pytest.raises(LanguageError, match="character"):
        read_formula(text)
