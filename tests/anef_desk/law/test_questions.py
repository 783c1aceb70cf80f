"""The orientation of the shipped catalogue, walked through by every answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from anef_desk.catalogue.library import shipped
from anef_desk.law.conditions import read_condition
from anef_desk.law.facts import Facts
from anef_desk.law.orientation import (
    answered,
    choices,
    left_out,
    next_question,
    orientation,
)

ON = date(2026, 11, 22)


@dataclass(frozen=True)
class Ending:
    """What was answered, and the facts where nothing more is asked."""

    answers: tuple[tuple[str, object], ...]
    facts: Facts

    @property
    def said(self) -> dict[str, object]:
        return dict(self.answers)

    @property
    def scope(self) -> dict[str, object]:
        return self.facts.scope(ON)


def endings(
    facts: Facts, answers: tuple[tuple[str, object], ...] = ()
) -> Iterator[Ending]:
    scope = facts.scope(ON)
    question = next_question(facts, scope, shipped())
    if question is None:
        yield Ending(answers, facts)
        return
    fact = question.fact
    is_choice = shipped().facts[fact].type == "choice"
    values = choices(fact, scope, shipped()) if is_choice else (True, False)
    assert values, f"{fact} is asked and nothing can be answered, after {answers}"
    for value in values:
        yield from endings(answered(facts, fact, value), (*answers, (fact, value)))


@cache
def every_ending() -> tuple[Ending, ...]:
    return tuple(endings(Facts()))


def test_at_most_eight_questions_are_asked_and_each_of_them_is() -> None:
    asked = {fact for ending in every_ending() for fact, _value in ending.answers}

    assert max(len(ending.answers) for ending in every_ending()) <= 8
    assert asked == {question.fact for question in shipped().questions}


def test_every_way_through_leads_somewhere_or_says_why_not() -> None:
    for ending in every_ending():
        found = orientation(ending.scope, shipped())
        others = left_out(ending.scope, shipped())

        assert found or others, ending.said
        assert all(other.why_not for other in others), ending.said
        assert all(answer.truth is not None for answer in found), ending.said


def test_one_procedure_answers_at_most() -> None:
    """The others are related. A ten-year card held for a short stay is no answer."""
    for ending in every_ending():
        if ending.said.get("held") == "resident_card":
            continue
        answers = [
            procedure.code
            for procedure in shipped().procedures.values()
            if read_condition(procedure.answers).truth(ending.scope)
        ]

        assert len(answers) <= 1, (ending.said, answers)
