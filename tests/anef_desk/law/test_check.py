"""What does not read, or looks at nothing known, is told with its place."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from anef_desk.catalogue.check import Complaint
from anef_desk.catalogue.library import Content, Library
from anef_desk.catalogue.model import (
    DeadlineRule,
    Fact,
    Fee,
    Issued,
    Procedure,
    Question,
    Reason,
    Requirement,
    ResidenceDocumentKind,
    Right,
    Rung,
    Step,
    Symptom,
    Window,
)
from anef_desk.law.check import complaints, conditions, formulas, known_facts, parts
from anef_desk.law.conditions import read_condition

WRONG = "colour known"

FACTS = (
    Fact(key="status", type="choice", values=("refugee", "stateless"), question="?"),
    Fact(key="wants", type="choice", values=("renewal",), question="?"),
    Fact(key="filed_on", type="date", question="?"),
    Fact(key="minor_children", type="int", question="?"),
)

PROCEDURE: dict[str, Any] = {
    "code": "A2",
    "id": "exemple",
    "title": "Exemple",
    "summary": "",
    "who": "",
    "channel": "anef",
    "where": "",
    "wants": "renewal",
    "checked": date(2026, 11, 22),
    "basis": (),
    "sources": (),
    "answers": "status == refugee",
    "why": (),
    "why_not": (),
    "step": (),
}
DEADLINE: dict[str, Any] = {
    "code": "C1",
    "id": "exemple",
    "title": "",
    "text": "",
    "missed": "",
    "due": "filed_on + 4 months",
    "sources": (),
}
SYMPTOM: dict[str, Any] = {
    "code": "D1",
    "id": "exemple",
    "title": "",
    "text": "",
    "now": "",
    "severity": "info",
    "ladder": (),
    "sources": (),
}
TOLD: dict[str, Any] = {"text": "", "sources": ()}


def procedure(**changes: Any) -> dict[str, Any]:
    return {"procedures": (Procedure(**{**PROCEDURE, **changes}),)}


def deadline(**changes: Any) -> dict[str, Any]:
    return {"deadlines": (DeadlineRule(**{**DEADLINE, **changes}),)}


def symptom(**changes: Any) -> dict[str, Any]:
    return {"symptoms": (Symptom(**{**SYMPTOM, **changes}),)}


def kind(held: str, right: str = "") -> dict[str, Any]:
    rights = (Right(right="work", answer="yes", when=right, **TOLD),)
    made = ResidenceDocumentKind(
        code="DOC-01", title="", summary="", held=held, right=rights, sources=()
    )
    return {"residence_documents": (made,)}


def step(**conditions_of: Any) -> tuple[Step, ...]:
    return (Step(id="deposer", title="", text="", sources=(), **conditions_of),)


def requirement(when: str) -> tuple[Requirement, ...]:
    made = Requirement(
        document="P-DEC", need="required", step="deposer", when=when, sources=()
    )
    return (made,)


def found(**content: Any) -> tuple[Complaint, ...]:
    return complaints(Library(Content(version="x", facts=FACTS, **content)))


def test_the_shipped_catalogue_reads(library: Library) -> None:
    assert complaints(library) == ()


def test_a_small_catalogue_reads() -> None:
    assert (
        found(**procedure(), **deadline(), **symptom(raised='raised contains "D1"'))
        == ()
    )


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (procedure(answers=WRONG), "A2.answers"),
        (procedure(related=WRONG), "A2.related"),
        (procedure(why=(Reason(when=WRONG, text=""),)), "A2.why.0"),
        (procedure(why_not=(Reason(when=WRONG, text=""),)), "A2.why_not"),
        (procedure(step=step(when=WRONG)), "A2.deposer"),
        (procedure(step=step(done_when=WRONG)), "A2.deposer.done"),
        (procedure(requirement=requirement(WRONG)), "A2.P-DEC"),
        (procedure(window=(Window(when=WRONG, **TOLD),)), "A2.window"),
        (procedure(fee=(Fee(euros=None, when=WRONG, **TOLD),)), "A2.fee"),
        (procedure(issued=(Issued(when=WRONG, title="", **TOLD),)), "A2.issued"),
        (kind(WRONG), "DOC-01"),
        (kind("", WRONG), "DOC-01.work"),
        (deadline(when=WRONG), "exemple"),
        (symptom(raised=WRONG), "D1"),
        (symptom(ladder=(Rung(remedy="E1", when=WRONG),)), "D1.E1"),
        (symptom(letters=("L01",), letters_when={"L01": WRONG}), "D1.L01"),
        ({"questions": (Question(fact="status", when=WRONG),)}, "question.status"),
    ],
)
def test_a_fact_nobody_knows_is_told_wherever_it_stands(
    content: dict[str, Any], place: str
) -> None:
    assert [(one.place, one.sentence) for one in found(**content)] == [
        (place, "unknown fact colour")
    ]


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        ("status == knight", "knight is no value of status"),
        ("not (status in (refugee, knight))", "knight is no value of status"),
        ("wants known and status == knight", "knight is no value of status"),
        ("status > 3", "status is no number"),
        ("filed_on >= 3", "filed_on is no number"),
    ],
)
def test_a_value_that_cannot_be_is_told(condition: str, reason: str) -> None:
    assert [one.sentence for one in found(**procedure(answers=condition))] == [reason]


@pytest.mark.parametrize(
    "condition",
    [
        "minor_children > 0",
        "minor_children > 0 or not (status == stateless)",
        "api.until < today",
        "document.kind == api",
        'document.mention contains "réfugié"',
        "valid.title and holds.recepisse",
        "title.years >= 3",
    ],
)
def test_what_can_be_known_is_not_told(condition: str) -> None:
    assert found(**procedure(answers=condition)) == ()


@pytest.mark.parametrize("condition", ["status ==", "status = refugee", "(", "%"])
def test_a_condition_that_does_not_read_is_told_with_its_character(
    condition: str,
) -> None:
    told = found(**procedure(answers=condition))

    assert [one.place for one in told] == ["A2.answers"]
    assert "character" in told[0].sentence


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("filed_on + 4 moons", "days, months or years expected (character 14)"),
        ("colour + 4 months", "unknown fact colour"),
        ("filed_on + colour days", "unknown fact colour"),
        ("filed_on + filed_on days", "this date does not compute"),
    ],
)
def test_a_date_that_does_not_compute_is_told(formula: str, reason: str) -> None:
    assert [one.sentence for one in found(**deadline(due=formula))] == [reason]
    assert [one.sentence for one in found(**deadline(opens=formula))] == [reason]
    window = Window(opens=formula, **TOLD)
    assert [
        (one.place, one.sentence) for one in found(**procedure(window=(window,)))
    ] == [("A2.window", reason)]


def test_complaints_are_sorted() -> None:
    told = found(**procedure(answers=WRONG, related=WRONG), **deadline(when=WRONG))

    assert list(told) == sorted(told)
    assert [one.place for one in told] == ["A2.answers", "A2.related", "exemple"]


def test_every_condition_and_date_shipped_is_looked_at(library: Library) -> None:
    """Breaking the last of each list is seen."""
    content = library.content
    broken = replace(
        content,
        procedures=(replace(content.procedures[-1], answers=WRONG),),
        deadlines=(replace(content.deadlines[-1], due="colour + 1 days"),),
        symptoms=(replace(content.symptoms[-1], raised=WRONG),),
        questions=(),
    )

    told = complaints(Library(broken))

    assert [one.sentence for one in told] == ["unknown fact colour"] * 3


def test_a_condition_of_a_letter_is_of_one_that_is_named(library: Library) -> None:
    for symptom in library.symptoms.values():
        assert symptom.letters_when.keys() <= set(symptom.letters)


def test_the_facts_of_every_document_are_known(library: Library) -> None:
    known = known_facts(library)

    for name in ("api", "title", "document", "vls_ts"):
        assert {f"{name}.until", f"{name}.mention", f"{name}.for"} <= known
    assert {"holds.api", "valid.title", "today", "raised", "status"} <= known
    assert "api.colour" not in known
    assert "holds.document" not in known


def test_conditions_and_formulas_say_where_they_stand(library: Library) -> None:
    assert all(place for place, _text in conditions(library))
    assert all(place and text for place, text in formulas(library))


def test_the_parts_of_a_condition() -> None:
    condition = read_condition("status == refugee and not (filed_on known or adult)")

    assert {str(part) for part in parts(condition)} >= {
        "status == refugee",
        "filed_on known",
        "adult",
    }
