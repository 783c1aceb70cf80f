"""The little language: what it reads, what it answers, what it refuses."""

from __future__ import annotations

from datetime import date

import pytest

from anef_desk.law.conditions import (
    AllOf,
    Always,
    AnyOf,
    Compared,
    Holds,
    Known,
    Not,
    OneOf,
    read_condition,
    undecided,
)
from anef_desk.law.formulas import Formula, read_formula
from anef_desk.law.time_limits import TimeLimit
from anef_desk.law.tokens import LanguageError

SCOPE = {
    "status": "refugee",
    "minor_children": 2,
    "filed_complete": True,
    "filed_on": date(2026, 9, 1),
    "today": date(2026, 11, 24),
    "title.until": date(2026, 10, 31),
    "document.mention": "Reconnu RÉFUGIÉ",
    "done": ("E1", "E3"),
}


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("", True),
        ("status == refugee", True),
        ("status != refugee", False),
        ("status in (stateless, refugee)", True),
        ("not status in (stateless, refugee)", False),
        ("housing == hosted", None),
        ("housing in (own, hosted)", None),
        ("not (housing == hosted)", None),
        ("minor_children > 0", True),
        ("minor_children <= 1", False),
        ("filed_complete", True),
        ("not filed_complete", False),
        ("refused_on known", False),
        ("filed_on known", True),
        ("filed_on < today", True),
        ("filed_on <= title.until - 60 days", True),
        ("filed_on > title.until - 60 days", False),
        ("refused_on < today", None),
        ("filed_on + 4 months < today", False),
        ('document.mention contains "refugie"', True),
        ('document.mention contains "subsidiaire"', False),
        ('api.mention contains "refugie"', None),
        ('done contains "E3"', True),
        ('done contains "E6"', False),
        ("status == stateless and housing == hosted", False),
        ("status == refugee and housing == hosted", None),
        ("status == refugee or housing == hosted", True),
        ("status == stateless or housing == hosted", None),
        ("status", None),
        ("minor_children == 2 and (housing == own or filed_complete)", True),
    ],
)
def test_truth_has_three_values(text: str, truth: bool | None) -> None:
    """Kleene: one "no" decides a conjunction, one "yes" a disjunction."""
    assert read_condition(text).truth(SCOPE) is truth


@pytest.mark.parametrize(
    "text",
    [
        "status ==",
        "== refugee",
        "status = refugee",
        "(status == refugee",
        "status == refugee)",
        "status in refugee",
        "status in ()",
        "and status",
        "not",
        "filed_on + 4",
        "filed_on + 4 weeks",
        "filed_on + 4 months",
        'document.mention contains refugie"',
        "filed_on + 4 months == 3",
        "status; import",
        "__import__('os')",
        "known known",
    ],
)
def test_what_is_no_condition_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(LanguageError, match=r"character \d+"):
        read_condition(text)


def test_only_the_facts_that_would_decide_are_asked_for() -> None:
    condition = read_condition(
        "status == refugee and housing == hosted and not (marital == married)"
    )

    assert undecided(condition, SCOPE) == ("housing", "marital")
    assert undecided(read_condition("status == refugee"), SCOPE) == ()
    assert undecided(read_condition("housing == own or filed_complete"), SCOPE) == ()


def test_a_comparison_of_days_asks_for_the_one_that_is_missing() -> None:
    condition = read_condition("filed_on < refused_on")

    assert undecided(condition, SCOPE) == ("refused_on",)


def test_every_condition_names_the_facts_it_looks_at() -> None:
    condition = read_condition(
        'a known and b and c in (x, y) and d > 1 and e_on < f_on or not g contains "h"'
    )

    assert set(condition.names()) == {"a", "b", "c", "d", "e_on", "f_on", "g"}
    assert list(Always().names()) == []


def test_a_word_and_a_date_are_told_apart() -> None:
    """``status == refugee`` compares a word, ``filed_on == today`` two days."""
    assert read_condition("status == refugee") == OneOf("status", ("refugee",))
    assert isinstance(read_condition("filed_on == today"), Compared)


def test_conditions_are_written_as_they_are_read() -> None:
    tree = AnyOf(
        (
            AllOf((Holds("a"), Not(AnyOf((Known("b"), OneOf("c", ("x", "y"))))))),
            Not(OneOf("d", ("z",), among=False)),
        )
    )

    assert read_condition(str(tree)) == tree


def test_formulas_count_forwards_and_backwards() -> None:
    formula = read_formula("title.until - 60 days + 1 years")

    assert formula == Formula(
        "title.until", (TimeLimit(-60, "days"), TimeLimit(1, "years"))
    )
    assert str(formula) == "title.until - 60 days + 1 years"
    assert formula.day(SCOPE) == date(2027, 9, 1)
    assert formula.day({}) is None


@pytest.mark.parametrize("text", ["", "60 days", "a - b", "a - 60", "a -", "a b"])
def test_what_is_no_formula_is_refused(text: str) -> None:
    with pytest.raises(LanguageError):
        read_formula(text)
