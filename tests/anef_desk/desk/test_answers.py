"""Questions of the catalogue, asked in a case and answered once."""

from __future__ import annotations

from datetime import date

import pytest

from anef_desk.desk.session import Desk
from anef_desk.desk.views import CaseFile
from anef_desk.domain.case import Answer
from anef_desk.law.given import FactsRefusedError


@pytest.fixture
def student(desk: Desk, samira: str) -> str:
    """A case of a procedure that answers several wishes."""
    return desk.cases.open(samira, "B2").case.id


def asked(file: CaseFile) -> list[str]:
    return [question.fact.key for question in file.questions]


def test_a_case_asks_what_would_decide(desk: Desk, student: str) -> None:
    file = desk.cases.file(student)

    assert "wants" in asked(file)
    wants = next(q for q in file.questions if q.fact.key == "wants")
    assert set(wants.values) < set(wants.fact.values)
    assert "purpose" not in asked(file)


def test_an_answer_decides_is_kept_and_is_taken_back(desk: Desk, student: str) -> None:
    before = desk.cases.file(student)

    file = desk.cases.answer(student, "wants", "renewal")

    assert "wants" not in asked(file)
    assert file.case.answers == (Answer(fact="wants", value="renewal"),)
    assert desk.cases.file(student) == file
    assert desk.cases.answer(student, "wants", None) == before


def test_a_second_answer_replaces_the_first(desk: Desk, student: str) -> None:
    desk.cases.answer(student, "entered_on", date(2026, 1, 31))
    file = desk.cases.answer(student, "entered_on", date(2026, 2, 1))

    assert file.case.answers == (Answer(fact="entered_on", value="2026-02-01"),)


def test_what_is_no_answer_is_refused_and_changes_nothing(
    desk: Desk, student: str
) -> None:
    with pytest.raises(FactsRefusedError):
        desk.cases.answer(student, "wants", "nonsense")

    assert desk.cases.file(student).case.answers == ()


def test_an_answer_leaves_its_trace(desk: Desk, student: str, samira: str) -> None:
    desk.cases.answer(student, "algerian", value=True)

    entry = desk.people.file(samira).journal[0]
    assert entry.action == "case.answered"
    assert entry.changes["answer.algerian"].after is True
