"""What is true of every condition, whatever it says."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from anef_desk.law.conditions import (
    AllOf,
    AnyOf,
    Compared,
    Condition,
    Contains,
    Holds,
    Known,
    Not,
    OneOf,
    read_condition,
    undecided,
)
from anef_desk.law.formulas import Formula
from anef_desk.law.time_limits import TimeLimit

CHOICES = ("status", "housing", "marital")
WORDS = ("refugee", "hosted", "married", "own")
DATES = ("filed_on", "title.until", "today")
FLAGS = ("filed_complete", "holds.api")

limits = st.builds(
    TimeLimit,
    st.integers(-400, 400).filter(bool),
    st.sampled_from(("days", "months")),
)
formulas = st.builds(
    Formula, st.sampled_from(DATES), st.lists(limits, max_size=2).map(tuple)
)
leaves: st.SearchStrategy[Any] = st.one_of(
    st.builds(Known, st.sampled_from((*CHOICES, *DATES, *FLAGS))),
    st.builds(Holds, st.sampled_from(FLAGS)),
    st.builds(
        OneOf,
        st.sampled_from(CHOICES),
        st.lists(st.sampled_from(WORDS), min_size=2, max_size=3, unique=True).map(
            tuple
        ),
    ),
    st.builds(
        Compared,
        st.builds(Formula, st.just("minor_children")),
        st.sampled_from(("<", "<=", ">", ">=", "==", "!=")),
        st.integers(0, 9),
    ),
    st.builds(Compared, formulas, st.sampled_from(("<", "<=", ">", ">=")), formulas),
    st.builds(Contains, st.just("api.mention"), st.sampled_from(("refugie", "x y"))),
)


def _several(parts: st.SearchStrategy[Any], kind: type[Any]) -> st.SearchStrategy[Any]:
    inside = parts.filter(lambda part: not isinstance(part, kind))
    return st.lists(inside, min_size=2, max_size=3).map(lambda p: kind(tuple(p)))


conditions: st.SearchStrategy[Any] = st.recursive(
    leaves,
    lambda parts: st.one_of(
        st.builds(Not, parts), _several(parts, AllOf), _several(parts, AnyOf)
    ),
    max_leaves=8,
)
ordinary = st.dates(date(1950, 1, 1), date(2100, 12, 31))
values = {
    **dict.fromkeys(CHOICES, st.sampled_from(WORDS)),
    **dict.fromkeys(DATES, ordinary),
    **dict.fromkeys(FLAGS, st.booleans()),
    "minor_children": st.integers(0, 12),
    "api.mention": st.text(max_size=20),
}
scopes = st.fixed_dictionaries({}, optional=values)


@given(conditions)
def test_reading_what_was_written_gives_the_same_condition(
    condition: Condition,
) -> None:
    """Parse and write are inverse."""
    assert read_condition(str(condition)) == condition


@given(conditions, scopes)
def test_negation_turns_an_answer_and_keeps_a_question(
    condition: Condition, scope: dict[str, object]
) -> None:
    truth = condition.truth(scope)

    assert Not(condition).truth(scope) is (None if truth is None else not truth)


@given(conditions, scopes)
def test_an_open_question_always_names_what_would_decide(
    condition: Condition, scope: dict[str, object]
) -> None:
    missing = undecided(condition, scope)

    assert bool(missing) is (condition.truth(scope) is None)
    assert not set(missing) & set(scope)


def _has_known(condition: Condition) -> bool:
    if isinstance(condition, Known):
        return True
    if isinstance(condition, Not):
        return _has_known(condition.part)
    if isinstance(condition, AllOf | AnyOf):
        return any(map(_has_known, condition.parts))
    return False


@given(
    conditions.filter(lambda c: not _has_known(c)),
    st.fixed_dictionaries(values),
    st.sets(st.sampled_from(sorted(values))),
)
def test_a_fact_that_becomes_known_never_changes_an_answer(
    condition: Condition, scope: dict[str, object], hidden: set[str]
) -> None:
    """Answers are monotonic, ``known`` apart, which asks about knowledge itself."""
    less = {name: value for name, value in scope.items() if name not in hidden}
    truth = condition.truth(less)

    if truth is not None:
        assert condition.truth(scope) is truth
