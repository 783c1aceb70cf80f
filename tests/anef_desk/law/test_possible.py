"""Whether a condition can ever hold: an example is one that does."""

from __future__ import annotations

import pytest

from anef_desk.catalogue.library import shipped
from anef_desk.law.check import conditions
from anef_desk.law.conditions import read_condition
from anef_desk.law.possible import example


@pytest.mark.parametrize(
    "text",
    [
        "",
        "status == refugee and not holds.title and filed_on known",
        "not (filed_on known) or filed_complete",
        "minor_children > 2 and marital != single",
        'api.mention contains "reconnu réfugié" and not (title.mention contains "x")',
        "filed_on <= title.until - 60 days and title.until < today",
        "birth_on + 18 years <= today and birth_date known",
        "unheard_of > 3 or (something and not other.until < today)",
    ],
)
def test_an_example_makes_the_condition_hold(text: str) -> None:
    condition = read_condition(text)

    scope = example(condition, shipped())

    assert scope is not None
    assert condition.truth(scope) is True


@pytest.mark.parametrize(
    "text",
    [
        "wants == renewal and wants == account",
        "filed_complete and not filed_complete",
        "filed_on known and not (filed_on known)",
        "minor_children > 40",
        "not (unheard_of < 90)",
    ],
)
def test_what_contradicts_itself_has_no_example(text: str) -> None:
    assert example(read_condition(text), shipped()) is None


def test_every_condition_of_the_catalogue_can_hold() -> None:
    never = [
        place
        for place, text in conditions(shipped())
        if example(read_condition(text), shipped()) is None
    ]

    assert not never
