"""Which procedures answer, which are left out and why, and what to ask next."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from anef_desk.catalogue.library import Content, Library
from anef_desk.catalogue.model import Fact, Procedure, Question, Reason
from anef_desk.domain.residence_document import Kind
from anef_desk.law.facts import Facts
from anef_desk.law.orientation import (
    NOTHING,
    answered,
    asked_as,
    choices,
    left_out,
    next_question,
    orientation,
)


def procedure(code: str, answers: str, **more: Any) -> Procedure:
    return Procedure(
        **{
            "code": code,
            "id": "exemple",
            "title": code,
            "summary": "",
            "who": "",
            "channel": "anef",
            "where": "",
            "wants": "renewal",
            "checked": date(2026, 11, 22),
            "basis": (),
            "sources": (),
            "answers": answers,
            "why": (),
            "why_not": (),
            "step": (),
            **more,
        }
    )


def because(when: str, text: str) -> Reason:
    return Reason(when=when, text=text)


LIBRARY = Library(
    Content(
        version="x",
        facts=(
            Fact(
                key="status",
                type="choice",
                values=("refugee", "visa_holder", "eu_citizen"),
                question="Qui ?",
            ),
            Fact(key="held", type="choice", values=("api", NOTHING), question="Quoi ?"),
        ),
        questions=(
            Question(fact="status"),
            Question(fact="held"),
            Question(fact="birth_date", when="status == visa_holder"),
            Question(fact="filed_on"),
        ),
        procedures=(
            procedure(
                "A1",
                "status == visa_holder and adult",
                related="status == refugee",
                why=(because("adult", "majeur"), because("", "toujours")),
            ),
            procedure(
                "A2",
                "status == refugee and not holds.api",
                why_not=(
                    because("status == visa_holder", "visa"),
                    because("", "pas réfugié"),
                ),
            ),
        ),
    )
)


def codes(scope: dict[str, object]) -> list[tuple[str, bool | None]]:
    return [(answer.code, answer.truth) for answer in orientation(scope, LIBRARY)]


def test_the_answer_comes_before_what_is_related_then_what_may_be() -> None:
    assert codes({"status": "refugee", "holds.api": False}) == [
        ("A2", True),
        ("A1", True),
    ]
    assert codes({"status": "refugee"}) == [("A1", True), ("A2", None)]
    assert codes({}) == [("A1", None), ("A2", None)]
    assert codes({"status": "eu_citizen"}) == []


def test_a_doubt_says_what_would_decide() -> None:
    found = orientation({"status": "visa_holder"}, LIBRARY)

    assert [(answer.code, answer.undecided) for answer in found] == [("A1", ("adult",))]


def test_only_the_reasons_that_hold_are_said() -> None:
    found = orientation({"status": "visa_holder", "adult": True}, LIBRARY)

    assert [why.sentence.french for why in found[0].why] == ["majeur", "toujours"]
    open_ = orientation({"status": "visa_holder"}, LIBRARY)
    assert [why.sentence.french for why in open_[0].why] == ["toujours"]


def test_what_is_left_out_says_why() -> None:
    def reasons(status: str) -> dict[str, list[str]]:
        return {
            out.code: [why.french for why in out.why_not]
            for out in left_out({"status": status, "adult": True}, LIBRARY)
        }

    assert reasons("visa_holder") == {"A2": ["visa"]}
    assert reasons("eu_citizen") == {"A1": [], "A2": ["pas réfugié"]}
    assert reasons("refugee") == {}


def asked(facts: Facts, scope: dict[str, object], *skipped: str) -> str | None:
    question = next_question(facts, scope, LIBRARY, skipped)
    return question.fact if question else None


def test_a_question_is_asked_while_it_can_change_something() -> None:
    assert asked(Facts(), {}) == "status"
    assert asked(Facts(), {"status": "refugee"}) == "held"
    assert asked(Facts(held=()), {"status": "refugee", "holds.api": False}) is None
    assert asked(Facts(), {"status": "visa_holder"}) == "birth_date"
    assert asked(Facts(), {"status": "visa_holder", "adult": True}) is None
    assert asked(Facts(), {"status": "eu_citizen"}) is None


def test_a_question_nobody_could_answer_is_not_asked_again() -> None:
    assert asked(Facts(), {}, "status") == "held"
    assert asked(Facts(), {}, "status", "held") == "birth_date"
    assert asked(Facts(), {"status": "refugee"}, "held") is None


def test_a_question_that_surely_does_not_apply_is_not_asked() -> None:
    library = Library(
        Content(
            version="x",
            questions=(Question(fact="birth_date", when="overseas"),),
            procedures=(procedure("A1", "adult"),),
        )
    )

    assert next_question(Facts(), {"overseas": False}, library) is None
    assert next_question(Facts(), {}, library) is not None


def test_only_the_choices_that_lead_somewhere_are_offered() -> None:
    assert choices("status", {}, LIBRARY) == ("refugee", "visa_holder")
    assert choices("status", {"adult": False}, LIBRARY) == ("refugee",)
    assert choices("held", {"status": "eu_citizen"}, LIBRARY) == ("api", NOTHING)


def test_an_answer_becomes_a_fact() -> None:
    facts = answered(Facts(), "status", "refugee")

    assert facts.known == {"status": "refugee"}
    assert facts.held is None
    assert answered(facts, "held", NOTHING).held == ()
    held = answered(facts, "held", "api").held
    assert held is not None
    assert [document.kind for document in held] == [Kind.API]


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        ("adult", "birth_date"),
        ("implicit_refusal_born", "filed_on"),
        ("holds.api", "held"),
        ("title.until", "held"),
        ("status", "status"),
    ],
)
def test_what_is_computed_is_asked_as_what_is_known(name: str, fact: str) -> None:
    assert asked_as(name) == fact
