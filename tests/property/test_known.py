"""What is true of the answers of the shipped catalogue while facts become known.

A rule may ask whether a fact is known at all: "not (refused_on known)". Such a fact
may set the rule aside, or set it going, the day it is told; no other fact ever turns
a "yes" into a "no", or a "no" into a "yes".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from anef_desk.catalogue.library import shipped
from anef_desk.catalogue.model import Fact
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.residence_document import IssuedFor, Kind
from anef_desk.law.alerts import most_pressing
from anef_desk.law.check import conditions, formulas, known_facts
from anef_desk.law.conditions import (
    AllOf,
    AnyOf,
    Condition,
    Known,
    Not,
    read_condition,
)
from anef_desk.law.deduced import FOR_A_TITLE
from anef_desk.law.facts import Facts, HeldDocument
from anef_desk.law.formulas import read_formula
from anef_desk.law.situation import scope_on, situation

days = st.dates(date(1950, 1, 1), date(2100, 12, 31))
near = st.dates(date(2025, 1, 1), date(2027, 12, 31))
"""Days close to one another, so that most rules have something to say."""

COMMON = (Kind.API, Kind.PERMIT, Kind.RESIDENT_CARD)
papers = st.builds(
    lambda kind, start, length, work, years, issued, mention: HeldDocument(
        kind=kind,
        starts_on=start,
        ends_on=start + timedelta(days=length),
        allows_work=work,
        years=years,
        issued_for=issued,
        mention=mention,
    ),
    st.sampled_from(COMMON)
    | st.sampled_from([kind for kind in Kind if kind is not Kind.DEPOSIT]),
    near,
    st.integers(0, 400),
    st.none() | st.booleans(),
    st.none() | st.integers(1, 10),
    st.none() | st.sampled_from(IssuedFor),
    st.sampled_from((None, "", "reconnu réfugié", "protection temporaire")),
)


def _told(fact: Fact) -> st.SearchStrategy[Any]:
    if fact.key == "wants":
        often = st.sampled_from(("first_permit", "renewal"))
        return often | st.sampled_from(fact.values)
    if fact.type == "choice":
        return st.sampled_from(fact.values)
    if fact.type == "bool":
        return st.booleans()
    if fact.type == "int":
        return st.integers(0, 12)
    if fact.type == "partial_date":
        return st.builds(
            PartialDate, st.integers(1940, 2012), st.none() | st.integers(1, 12)
        )
    return near


ASKED = {
    fact.key: _told(fact)
    for fact in shipped().facts.values()
    if not fact.derived and fact.type != "text" and fact.key != "held"
}
told = st.fixed_dictionaries(
    {"status": ASKED["status"]},
    optional={key: value for key, value in ASKED.items() if key != "status"},
)
everything = st.fixed_dictionaries(ASKED)
held = st.none() | st.lists(papers, max_size=3).map(tuple)

EVENTS = ("completed_on", "refused_on")
"""Told, each ends what ran until then: its absence says "not yet"."""

orders = st.permutations(sorted(ASKED.keys() - EVENTS))


def one_by_one(
    known: dict[str, Any], order: list[str]
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield what is known before and after each fact of *order* is told.

    A request is taken for one of a title until it is known to be for something else:
    the reading that promises least. So that is told first.
    """
    first = EVENTS if known["wants"] in FOR_A_TITLE else (*EVENTS, "wants")
    before = {key: known[key] for key in first}
    for key in order:
        after = {**before, key: known[key]}
        yield before, after
        before = after


@given(told, held, days | near)
def test_every_situation_is_answered_whatever_is_known(
    known: dict[str, Any], papers: tuple[HeldDocument, ...] | None, on: date
) -> None:
    """No part fails, and each date is there or names what would give it."""
    answers = situation(Facts(known, papers), on, shipped())

    assert answers.failed == ()
    for deadline in answers.deadlines:
        assert (deadline.due is None) is bool(deadline.missing)
    for procedure in answers.procedures:
        assert procedure.truth or procedure.undecided
    for entry in answers.supporting_documents:
        assert (entry.truth is None) is bool(entry.undecided)


@given(told, held, days | near)
def test_the_alert_of_a_list_is_the_first_of_the_file_that_calls_for_an_act(
    known: dict[str, Any], papers: tuple[HeldDocument, ...] | None, on: date
) -> None:
    facts, library = Facts(known, papers), shipped()
    calling = [a for a in situation(facts, on, library).alerts if a.severity != "info"]

    found = most_pressing(facts, scope_on(facts, on, library), library)

    assert found == (calling[0] if calling else None)


@given(everything, held, orders, near)
def test_what_is_computed_stands_when_more_becomes_known(
    known: dict[str, Any],
    papers: tuple[HeldDocument, ...] | None,
    order: list[str],
    on: date,
) -> None:
    """Facts computed from others are never taken back."""
    for before, after in one_by_one(known, order):
        few = Facts(before, papers).scope(on)
        more = Facts(after, papers).scope(on)

        assert few.items() <= more.items()


def waits_for(condition: Condition, *, told: bool = True) -> Iterator[str]:
    """Yield the facts that set *condition* going by being told.

    With ``told=False``, those that set it aside.
    """
    if isinstance(condition, Known):
        if told:
            yield condition.fact
    elif isinstance(condition, Not):
        yield from waits_for(condition.part, told=not told)
    elif isinstance(condition, AllOf | AnyOf):
        for part in condition.parts:
            yield from waits_for(part, told=told)


@dataclass(frozen=True)
class Rule:
    """A condition of the catalogue, what sets it going, and what sets it aside."""

    condition: Condition
    names: frozenset[str]
    going: frozenset[str]
    aside: frozenset[str]


@cache
def every_rule() -> tuple[Rule, ...]:
    texts = sorted({text for _place, text in conditions(shipped())})
    return tuple(
        Rule(
            condition,
            frozenset(condition.names()),
            frozenset(waits_for(condition)),
            frozenset(waits_for(condition, told=False)),
        )
        for condition in map(read_condition, texts)
    )


@given(everything, held, orders, near)
def test_an_answer_changes_only_for_a_fact_the_rule_waits_for(
    known: dict[str, Any],
    papers: tuple[HeldDocument, ...] | None,
    order: list[str],
    on: date,
) -> None:
    """Steps, requirements, windows, rights, clocks, symptoms and procedures alike."""
    for few, many in one_by_one(known, order):
        before, after = (_around(Facts(told, papers), on) for told in (few, many))
        learnt = after.keys() - before.keys()
        for rule in every_rule():
            if not learnt & rule.names:
                continue
            first = rule.condition.truth(before)
            then = rule.condition.truth(after)
            if first is True:
                assert then is True or learnt & rule.aside, str(rule.condition)
            elif first is False:
                assert then is False or learnt & rule.going, str(rule.condition)


def _around(facts: Facts, on: date) -> dict[str, object]:
    """Return every fact, those of the first paper under ``document.`` too."""
    scope = facts.scope(on)
    return facts.of_document(facts.held[0], scope) if facts.held else scope


def test_nothing_is_looked_at_that_could_not_be_asked_for() -> None:
    """An answer that depends on a fact names its question: each fact has one."""
    library = shipped()
    looked_at = {
        name
        for _place, text in conditions(library)
        for name in read_condition(text).names()
    } | {
        name
        for _place, text in formulas(library)
        for name in read_formula(text).names()
    }

    assert looked_at <= known_facts(library)
    assert sorted(looked_at - library.facts.keys()) == []
