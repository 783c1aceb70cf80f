"""What the file of a person says, and no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from anef_desk.catalogue.library import shipped
from anef_desk.domain.case import (
    Answer,
    Case,
    CaseState,
    Channel,
    Filing,
    Outcome,
    RemedyTaken,
)
from anef_desk.domain.person import Housing, Marital, Person, Status
from anef_desk.domain.residence_document import Kind, ResidenceDocument
from anef_desk.law.facts import Facts, Reply
from anef_desk.law.file_facts import facts_of, last_reply
from anef_desk.law.situation import situation


def test_a_persons_file_says_what_it_knows_and_no_more() -> None:
    person = Person(
        id="p",
        status=Status.REFUGEE,
        marital=Marital.MARRIED,
        housing=Housing.HOSTED,
        minor_children=0,
    )
    case = Case(
        id="c",
        person="p",
        procedure="A2",
        opened_on=date(2026, 8, 1),
        filing=Filing(filed_on=date(2026, 9, 1), channel=Channel.ANEF),
        symptoms=("D21",),
        remedies=(RemedyTaken(remedy="E1", taken_on=date(2026, 10, 1)),),
    )
    api = ResidenceDocument(id="d", kind=Kind.API, ends_on=date(2026, 11, 30))

    facts = facts_of(person, [api], case, {"wants": "first_permit"})

    assert facts.known == {
        "status": "refugee",
        "wants": "first_permit",
        "marital": "married",
        "minor_children": 0,
        "housing": "hosted",
        "symptoms": ("D21",),
        "done": ("E1",),
        "filed_on": date(2026, 9, 1),
        "channel": "anef",
    }
    assert facts_of(Person(id="p"), [], None, {}) == Facts({}, ())


def test_a_case_that_ended_with_a_refusal_says_its_day() -> None:
    """The two months of the court run from it; silence is no refusal any more."""
    case = Case(
        id="c",
        person="p",
        procedure="A2",
        opened_on=date(2026, 3, 1),
        filing=Filing(filed_on=date(2026, 3, 20)),
        answered_on=date(2026, 11, 2),
    )

    def refused_on(**changes: Any) -> object:
        known = facts_of(Person(id="p"), [], replace(case, **changes), {}).known
        return known.get("refused_on")

    assert refused_on(outcome=Outcome.REFUSED) == date(2026, 11, 2)
    said = (Answer(fact="refused_on", value="2026-11-04"),)
    assert refused_on(outcome=Outcome.REFUSED, answers=said) == date(2026, 11, 4)
    for other in (None, Outcome.GRANTED, Outcome.CLOSED, Outcome.GIVEN_UP):
        assert refused_on(outcome=other) is None


def test_a_request_that_was_granted_is_not_refused_by_silence() -> None:
    """Its card may be months away: the answer is there all the same."""
    case = Case(
        id="c",
        person="p",
        procedure="A2",
        opened_on=date(2026, 3, 1),
        filing=Filing(filed_on=date(2026, 3, 20), complete=True),
        answered_on=date(2026, 7, 2),
    )
    person = Person(id="p", status=Status.REFUGEE)

    def codes(outcome: Outcome | None) -> set[str]:
        facts = facts_of(
            person, [], replace(case, outcome=outcome), {"wants": "first_permit"}
        )
        found = situation(facts, date(2026, 11, 24), shipped())
        alerts = {alert.symptom for alert in found.alerts}
        return {clock.code for clock in found.deadlines} | alerts

    assert {"C11", "C13", "D29"} <= codes(None)
    assert not {"C11", "C13", "D29"} & codes(Outcome.GRANTED)


def test_the_first_day_of_a_remedy_is_a_fact() -> None:
    """Reasons that were asked for, an informal appeal: nobody tells them twice."""

    def known(*answers: Answer) -> dict[str, object]:
        case = Case(
            id="c",
            person="p",
            procedure="A2",
            opened_on=date(2026, 3, 1),
            remedies=(
                RemedyTaken(remedy="E3", taken_on=date(2026, 7, 1)),
                RemedyTaken(remedy="E9", taken_on=date(2026, 8, 3)),
                RemedyTaken(remedy="E9", taken_on=date(2026, 9, 1)),
                RemedyTaken(remedy="E10", taken_on=date(2026, 9, 2)),
            ),
            answers=answers,
        )
        return dict(facts_of(Person(id="p"), [], case, {}).known)

    assert known()["reasons_requested_on"] == date(2026, 8, 3)
    assert known()["informal_appeal_on"] == date(2026, 9, 2)
    said = Answer(fact="reasons_requested_on", value="2026-08-05")
    assert known(said)["reasons_requested_on"] == date(2026, 8, 5)


ENDED = Case(
    id="c",
    person="p",
    procedure="A2",
    opened_on=date(2026, 3, 1),
    answered_on=date(2026, 11, 2),
)


@pytest.mark.parametrize(
    ("changes", "wants", "reply"),
    [
        ({"outcome": Outcome.GRANTED}, "first_permit", Reply(date(2026, 11, 2), True)),
        ({"outcome": Outcome.REFUSED}, "renewal", Reply(date(2026, 11, 2), False)),
        ({"outcome": Outcome.GRANTED}, "renew_api", None),
        ({"outcome": Outcome.REFUSED}, "change_address", None),
        ({"outcome": Outcome.CLOSED}, "first_permit", None),
        ({"outcome": Outcome.GIVEN_UP}, "first_permit", None),
        ({}, "first_permit", None),
        ({"outcome": Outcome.GRANTED, "answered_on": None}, "first_permit", None),
    ],
)
def test_only_an_answer_on_a_title_ends_what_its_papers_waited_for(
    changes: dict[str, Any], wants: str, reply: Reply | None
) -> None:
    """A request that was closed had no answer; a renewed attestation waits for one."""
    assert last_reply([(replace(ENDED, **changes), wants)]) == reply


@pytest.mark.parametrize(
    ("filed_on", "wants", "known"),
    [
        (date(2026, 9, 1), "renewal", False),
        (date(2026, 11, 2), "exceptional_admission", False),
        (date(2026, 11, 3), "renewal", True),
        (date(2026, 9, 1), "renew_api", True),
        (date(2026, 9, 1), "travel_document", True),
        (None, "renewal", True),
    ],
)
def test_an_answer_says_nothing_of_the_papers_of_another_request_that_waits(
    filed_on: date | None, wants: str, known: bool
) -> None:
    """CE 493514: several titles may be asked for at once; one paper is held."""
    refused = replace(ENDED, outcome=Outcome.REFUSED, state=CaseState.ANSWERED)
    filing = Filing(filed_on=filed_on) if filed_on else None
    other = replace(ENDED, id="d", answered_on=None, filing=filing)
    ended = replace(other, state=CaseState.ANSWERED, outcome=Outcome.CLOSED)
    reply = Reply(date(2026, 11, 2), granted=False)

    found = last_reply([(refused, "change_status"), (other, wants)])
    assert found == (reply if known else None)
    assert last_reply([(refused, "change_status"), (ended, wants)]) == reply
