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
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.law.facts import Facts, Reply
from anef_desk.law.file_facts import facts_of, last_closure, last_reply
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


ANSWERS = {Outcome.GRANTED: "granted", Outcome.REFUSED: "refused"}


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
        assert known.get("answer") == ANSWERS.get(changes["outcome"])
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


@pytest.mark.parametrize("outcome", [Outcome.GRANTED, Outcome.REFUSED])
def test_an_answer_whose_day_nobody_noted_is_an_answer(outcome: Outcome) -> None:
    """No silence goes on, no attestation is due; the day of a refusal is asked for."""
    case = Case(
        id="c",
        person="p",
        procedure="A2",
        opened_on=date(2026, 3, 1),
        state=CaseState.ANSWERED,
        filing=Filing(filed_on=date(2026, 3, 20), complete=True),
    )
    person = Person(id="p", status=Status.REFUGEE)
    attestation = ResidenceDocument(
        id="d",
        kind=Kind.API,
        starts_on=date(2026, 8, 1),
        ends_on=date(2026, 11, 20),
        issued_for=IssuedFor.FIRST,
    )

    def codes(case: Case) -> dict[str, tuple[str, ...]]:
        reply = last_reply([(case, "first_permit")])
        wants = {"wants": "first_permit"}
        facts = facts_of(person, [attestation], case, wants, reply)
        found = situation(facts, date(2026, 11, 24), shipped())
        told = {clock.id: clock.missing for clock in found.deadlines}
        return told | {alert.symptom: () for alert in found.alerts}

    awaited = {"c09-refugie", "c11-refus-implicite", "c29-fin-de-l-attestation"}
    waits = {*awaited, "D22", "D29"}
    assert waits <= codes(replace(case, state=CaseState.FILED)).keys()
    ended = codes(replace(case, outcome=outcome))
    assert not waits & ended.keys()
    assert ("c29-apres-l-accord" in ended) is (outcome is Outcome.GRANTED)
    refused = outcome is Outcome.REFUSED
    assert ("refused_on" in ended.get("c13-refus-ecrit", ())) is refused


def test_a_request_that_was_closed_is_told_as_a_blockage() -> None:
    """D28: it is contested, and filed again; nobody has to note it twice."""
    case = Case(
        id="c",
        person="p",
        procedure="A2",
        opened_on=date(2026, 3, 1),
        state=CaseState.ANSWERED,
        filing=Filing(filed_on=date(2026, 9, 20), complete=True),
        answered_on=date(2026, 11, 2),
    )
    person = Person(id="p", status=Status.REFUGEE)

    def raised(outcome: Outcome) -> set[str]:
        ended = replace(case, outcome=outcome)
        facts = facts_of(person, [], ended, {"wants": "first_permit"})
        found = situation(facts, date(2026, 11, 24), shipped())
        return {alert.symptom for alert in found.alerts}

    assert "D28" in raised(Outcome.CLOSED)
    assert "D28" not in raised(Outcome.GIVEN_UP)
    assert "D28" not in raised(Outcome.REFUSED)


def test_of_answers_without_a_day_the_one_that_was_filed_last_counts() -> None:
    first = replace(
        ENDED, outcome=Outcome.REFUSED, state=CaseState.ANSWERED, answered_on=None
    )
    later = replace(
        first,
        id="d",
        outcome=Outcome.GRANTED,
        filing=Filing(filed_on=date(2026, 10, 1)),
    )
    dated = replace(first, id="e", answered_on=date(2026, 9, 1))

    found = last_reply((one, "renewal") for one in (first, later, dated))
    assert found == Reply(None, granted=True, filed_on=date(2026, 10, 1))
    waiting = replace(later, id="f", outcome=None, state=CaseState.FILED)
    assert last_reply((one, "renewal") for one in (later, waiting)) is None


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
        (
            {"outcome": Outcome.GRANTED, "answered_on": None},
            "first_permit",
            Reply(None, granted=True),
        ),
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


def test_what_proves_a_closed_request_is_no_filing_any_more() -> None:
    """The dates of the renewal are shown again: its six months may be running."""
    case = Case(
        id="c",
        person="p",
        procedure="B7",
        opened_on=date(2026, 8, 1),
        state=CaseState.ANSWERED,
        filing=Filing(filed_on=date(2026, 8, 20)),
        outcome=Outcome.CLOSED,
        answered_on=date(2026, 10, 5),
    )
    other = replace(case, id="o", answered_on=date(2026, 11, 5))
    closed = last_closure([(case, "renewal"), (other, "change_address")])
    assert closed == date(2026, 8, 20)
    assert last_closure([(replace(case, answered_on=None), "renewal")]) == closed
    unfiled = replace(case, filing=None)
    assert last_closure([(unfiled, "renewal")]) == date(2026, 10, 5)
    assert last_closure([(replace(unfiled, answered_on=None), "renewal")]) is None
    assert last_closure([(replace(case, outcome=Outcome.GRANTED), "renewal")]) is None

    person = Person(id="p", status=Status.PERMIT_HOLDER)
    papers = [
        ResidenceDocument(
            id="t",
            kind=Kind.PERMIT,
            starts_on=date(2025, 11, 1),
            ends_on=date(2026, 10, 31),
        ),
        ResidenceDocument(id="d", kind=Kind.DEPOSIT, starts_on=date(2026, 8, 20)),
    ]

    def dates(closed_until: date | None) -> set[str]:
        facts = facts_of(person, papers, None, {}, None, closed_until)
        found = situation(facts, date(2026, 11, 26), shipped()).deadlines
        return {one.id for one in found if one.due is not None}

    rule = "c06-perte-du-renouvellement"
    assert rule not in dates(None)
    assert rule not in dates(date(2026, 8, 19))
    assert rule in dates(closed)
    assert rule in dates(date(2026, 10, 5))
    assert "c11-refus-implicite" not in dates(closed)
