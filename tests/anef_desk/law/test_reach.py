"""Whether each part of the catalogue can be met where it stands."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from anef_desk.catalogue.library import Content, Library, shipped
from anef_desk.catalogue.model import (
    DeadlineRule,
    Fact,
    Procedure,
    Question,
    Reason,
    Requirement,
    ResidenceDocumentKind,
    Right,
    Step,
    Symptom,
    Window,
)
from anef_desk.law.check import complaints
from anef_desk.law.reach import meetings, never_met

FACTS = (
    Fact(
        key="status",
        type="choice",
        values=("refugee", "visa_holder", "stateless"),
        question="Qui ?",
    ),
    Fact(key="wants", type="choice", values=("renewal", "account"), question="Quoi ?"),
    Fact(
        key="document.kind",
        type="choice",
        values=("api", "permit"),
        question="Quel papier ?",
        derived=True,
    ),
)


def procedure(**more: Any) -> Procedure:
    return Procedure(
        **{
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
            "answers": "status == refugee and wants == renewal",
            "why": (),
            "why_not": (),
            "step": (),
            **more,
        }
    )


def unmet(**parts: Any) -> list[str]:
    return list(never_met(Library(Content(version="x", facts=FACTS, **parts))))


def a_step(when: str) -> Step:
    return Step(id="aller", title="", text="", when=when, sources=())


def asked(when: str, need: Any = "required") -> Requirement:
    return Requirement(document="P-DEC", need=need, step="aller", when=when, sources=())


@pytest.mark.parametrize(
    "part",
    [
        {"step": (a_step("status == visa_holder"),)},
        {"requirement": (asked("wants == account"),)},
        {"why": (Reason(when="status == stateless", text=""),)},
        {"window": (Window(when="status == stateless", text="", sources=()),)},
        {"why_not": (Reason(when="status == refugee and wants == renewal", text=""),)},
    ],
)
def test_a_part_that_no_situation_of_its_procedure_meets_is_named(
    part: dict[str, Any],
) -> None:
    found = unmet(procedures=(procedure(**part),))

    assert len(found) == 1
    assert found[0].startswith("A2.")


def test_what_a_related_situation_meets_is_met() -> None:
    steps = (a_step("status == visa_holder"), a_step("status == refugee"))
    related = procedure(step=steps, related="status == visa_holder")

    assert unmet(procedures=(related,)) == []


def test_what_cannot_be_required_is_said_in_any_file() -> None:
    """A file may be opened under a procedure that does not fit the person."""
    safeguard = asked("status == stateless", "cannot_be_required")

    assert unmet(procedures=(procedure(requirement=(safeguard,)),)) == []


def cell(when: str) -> Right:
    return Right(right="stay", answer="yes", text="", when=when, sources=())


def kind(*cells: Right) -> ResidenceDocumentKind:
    return ResidenceDocumentKind(
        code="DOC-02",
        title="",
        summary="",
        held="document.kind == api",
        right=cells,
        sources=(),
    )


def test_a_cell_behind_one_that_always_holds_is_never_reached() -> None:
    open_first = kind(cell("status == refugee"), cell(""))
    closed_first = kind(cell(""), cell("status == refugee"))

    assert unmet(residence_documents=(open_first,)) == []
    assert unmet(residence_documents=(closed_first,)) == ["DOC-02.stay.1"]


def test_a_cell_that_answers_while_the_others_are_open_is_reached() -> None:
    cells = kind(
        cell("document.allows_work"), cell("not document.allows_work"), cell("")
    )

    assert unmet(residence_documents=(cells,)) == []


def test_a_cell_about_another_paper_is_never_reached() -> None:
    other = kind(cell("document.kind == permit"))

    assert unmet(residence_documents=(other,)) == ["DOC-02.stay.0"]


def test_a_clock_runs_for_each_kind_of_paper_it_names() -> None:
    rule = DeadlineRule(
        code="C01",
        id="c01-exemple",
        title="",
        text="",
        missed="",
        kinds=("api", "permit"),
        when="document.kind == permit",
        due="document.until",
        sources=(),
    )

    assert unmet(deadlines=(rule,)) == ["c01-exemple.api"]


def test_a_symptom_is_raised_by_each_kind_of_paper_it_names() -> None:
    symptom = Symptom(
        code="D01",
        id="d01-exemple",
        title="",
        text="",
        now="",
        severity="info",
        raised="document.kind == permit",
        kinds=("api",),
        ladder=(),
        sources=(),
    )

    assert unmet(symptoms=(symptom,)) == ["D01.api"]


def test_a_question_is_asked_while_its_answer_is_not_known() -> None:
    asked_after = Question(fact="wants", when="wants == renewal")

    assert unmet(questions=(asked_after,)) == ["question.wants"]


def test_the_check_names_what_is_never_met() -> None:
    never = procedure(step=(a_step("status == visa_holder"),))
    library = Library(Content(version="x", facts=FACTS, procedures=(never,)))

    assert [str(c) for c in complaints(library)] == ["A2.aller: this is never met"]


def test_what_contradicts_itself_is_named_once() -> None:
    never = procedure(step=(a_step("status == refugee and status == stateless"),))
    library = Library(Content(version="x", facts=FACTS, procedures=(never,)))

    assert [str(c) for c in complaints(library)] == ["A2.aller: this can never hold"]


def test_every_part_of_the_shipped_catalogue_is_met() -> None:
    """No step nobody reaches, no requirement nobody is asked, no cell never read."""
    library = shipped()

    assert len(list(meetings(library))) > 500
    assert list(never_met(library)) == []
