"""FACTS.json: every key of the contract is read strictly, and refused by its name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from anef_desk.catalogue.library import shipped
from anef_desk.domain.case import Case, Channel, Filing, RemedyTaken
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Housing, Marital, Person, Status
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.i18n import load
from anef_desk.law.facts import (
    Facts,
    FactsRefusedError,
    HeldDocument,
    facts_of,
    read_facts,
)

WHOLE: dict[str, Any] = {
    "status": "permit_holder",
    "purpose": "student",
    "wants": "renewal",
    "birth_date": "1990-05",
    "entered_on": "2020-01-02",
    "protection_decision_on": "2026-03-02",
    "filed_on": "2026-03-20",
    "filed_complete": True,
    "refused_on": "2026-08-01",
    "appeal_routes_given": False,
    "leave_ordered": True,
    "reasons_requested_on": "2026-08-02",
    "reasons_given_on": "2026-08-20",
    "moved_on": "2026-08-03",
    "photo_code_on": "2026-08-04",
    "first_protection_document_on": "2026-08-05",
    "marital": "married",
    "minor_children": 2,
    "housing": "hosted",
    "channel": "anef",
    "algerian": False,
    "overseas": False,
    "talent_kind": "researcher",
    "travel_on": "2026-12-01",
    "visa_ends_on": "2026-12-02",
    "completion_asked_on": "2026-04-03",
    "completion_due_on": "2026-05-03",
    "completed_on": "2026-04-20",
    "informal_appeal_on": "2026-08-21",
    "message_sent_on": "2026-08-22",
    "file_requested_on": "2026-08-23",
    "benefit_body": "caf",
    "benefit_refused_on": "2026-08-24",
    "bank_asked_on": "2026-08-25",
    "domiciled_on": "2026-08-26",
    "symptoms": ["D21", "D21", "D01"],
    "done": ["E0", "E15"],
    "held": [
        {
            "kind": "api",
            "for": "first",
            "from": "2026-04-01",
            "until": "2026-06-30",
            "mention": "reconnu réfugié",
            "allows_work": True,
            "years": 1,
        }
    ],
}


def test_every_key_of_the_contract_is_read() -> None:
    facts = read_facts(WHOLE)

    assert facts.known["birth_date"] == PartialDate(1990, 5)
    assert facts.known["filed_on"] == date(2026, 3, 20)
    assert facts.symptoms == ("D21", "D01")
    assert facts.done == ("E0", "E15")
    assert facts.held == (
        HeldDocument(
            kind=Kind.API,
            issued_for=IssuedFor.FIRST,
            starts_on=date(2026, 4, 1),
            ends_on=date(2026, 6, 30),
            mention="reconnu réfugié",
            allows_work=True,
            years=1,
        ),
    )
    assert set(facts.known) == set(WHOLE) - {"held"}


def test_everything_that_is_asked_can_be_given_and_nothing_else() -> None:
    """A question whose answer no file can hold would be asked in vain."""
    asked = {fact.key for fact in shipped().facts.values() if not fact.derived}

    assert asked == set(WHOLE)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"colour": "blue"}, "colour"),
        ({"status": "king"}, "status"),
        ({"status": None}, "status"),
        ({"status": ["refugee"]}, "status"),
        ({"wants": "everything"}, "wants"),
        ({"purpose": ""}, "purpose"),
        ({"birth_date": "1990-02-30"}, "birth_date"),
        ({"birth_date": 1990}, "birth_date"),
        ({"filed_on": "2026-02-29"}, "filed_on"),
        ({"filed_on": "20260301"}, "filed_on"),
        ({"filed_on": "2026-3-1"}, "filed_on"),
        ({"filed_on": "2026-W10-1"}, "filed_on"),
        ({"filed_on": "0001-01-01"}, "filed_on"),
        ({"filed_on": "9999-12-31"}, "filed_on"),
        ({"filed_on": True}, "filed_on"),
        ({"filed_complete": 1}, "filed_complete"),
        ({"filed_complete": "yes"}, "filed_complete"),
        ({"minor_children": True}, "minor_children"),
        ({"minor_children": -1}, "minor_children"),
        ({"minor_children": 1.5}, "minor_children"),
        ({"minor_children": 10**40}, "minor_children"),
        ({"housing": "castle"}, "housing"),
        ({"leave_ordered": "no"}, "leave_ordered"),
        ({"reasons_given_on": "2026-02-30"}, "reasons_given_on"),
        ({"talent_kind": "genius"}, "talent_kind"),
        ({"symptoms": "D21"}, "symptoms"),
        ({"symptoms": ["D48"]}, "symptoms[0]"),
        ({"symptoms": ["D21", "D1"]}, "symptoms[1]"),
        ({"symptoms": ["D٢١"]}, "symptoms[0]"),
        ({"done": ["E16"]}, "done[0]"),
        ({"done": ["E01"]}, "done[0]"),
        ({"done": [3]}, "done[0]"),
        ({"held": {}}, "held"),
        ({"held": [3]}, "held[0]"),
        ({"held": [{}]}, "held[0].kind"),
        ({"held": [{"kind": "passport"}]}, "held[0].kind"),
        ({"held": [{"kind": "api", "colour": 1}]}, "held[0].colour"),
        ({"held": [{"kind": "api", "until": "2026-13-01"}]}, "held[0].until"),
        ({"held": [{"kind": "api", "mention": 3}]}, "held[0].mention"),
        ({"held": [{"kind": "api", "mention": "x" * 501}]}, "held[0].mention"),
        ({"held": [{"kind": "api", "years": "4"}]}, "held[0].years"),
        ({"held": [{"kind": "api", "for": "fun"}]}, "held[0].for"),
        ({"held": [{"kind": "api", "allows_work": 0}]}, "held[0].allows_work"),
        (
            {"held": [{"kind": "api", "from": "2026-02-01", "until": "2026-01-31"}]},
            "held[0].until",
        ),
    ],
)
def test_what_cannot_be_is_refused_by_the_name_of_its_key(
    change: dict[str, Any], key: str
) -> None:
    with pytest.raises(FactsRefusedError) as refused:
        read_facts({"status": "refugee", **change})

    assert refused.value.values["key"] == key
    sentence = refused.value.explain(load("fr"))
    assert key in sentence
    assert "\n" not in sentence
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("data", [None, [], "x", 3, True])
def test_a_file_that_is_no_object_is_refused(data: object) -> None:
    with pytest.raises(FactsRefusedError):
        read_facts(data)


def test_the_status_is_the_one_key_that_must_be_there() -> None:
    with pytest.raises(FactsRefusedError) as refused:
        read_facts({})

    assert refused.value.values["key"] == "status"
    assert read_facts({"status": "refugee"}).held is None


def test_a_refused_value_is_never_quoted() -> None:
    """No personal value in a sentence that ends in a log or a terminal."""
    with pytest.raises(FactsRefusedError) as refused:
        read_facts({"status": "refugee", "filed_on": "CANARY"})

    assert "CANARY" not in refused.value.explain(load("fr"))
    assert "CANARY" not in str(refused.value)


def test_a_hostile_key_stays_on_one_short_line() -> None:
    with pytest.raises(FactsRefusedError) as refused:
        read_facts({"status": "refugee", "a\nb\u202e" * 90: 1})

    key = refused.value.values["key"]
    assert isinstance(key, str)
    assert len(key) <= 60
    assert key.isprintable()


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


def test_documents_not_asked_about_are_not_known_and_those_absent_are() -> None:
    on = date(2026, 11, 24)

    assert "holds.api" not in Facts({"status": "refugee"}).scope(on)
    assert Facts({"status": "refugee"}, ()).scope(on)["holds.api"] is False


def test_the_latest_document_of_a_kind_is_the_one_that_counts() -> None:
    old = HeldDocument(kind=Kind.API, ends_on=date(2026, 6, 30))
    new = HeldDocument(kind=Kind.API, ends_on=date(2026, 12, 30))
    scope = Facts({}, (new, old)).scope(date(2026, 11, 24))

    assert scope["api.until"] == date(2026, 12, 30)
    assert scope["valid.api"] is True


def test_a_document_without_end_is_not_known_to_be_valid_but_a_deposit_is() -> None:
    facts = Facts({}, (HeldDocument(kind=Kind.API), HeldDocument(kind=Kind.DEPOSIT)))
    scope = facts.scope(date(2026, 11, 24))

    assert "valid.api" not in scope
    assert scope["valid.deposit"] is True


def test_the_deposit_gives_the_day_of_the_filing_when_nothing_else_does() -> None:
    deposit = HeldDocument(kind=Kind.DEPOSIT, starts_on=date(2026, 9, 1))
    on = date(2026, 11, 24)

    assert Facts({}, (deposit,)).scope(on)["filed_on"] == date(2026, 9, 1)
    said = Facts({"filed_on": date(2026, 9, 2)}, (deposit,))
    assert said.scope(on)["filed_on"] == date(2026, 9, 2)


@pytest.mark.parametrize(
    ("document", "years"),
    [
        (HeldDocument(kind=Kind.PERMIT, years=4), 4),
        (
            HeldDocument(
                kind=Kind.PERMIT,
                starts_on=date(2022, 3, 1),
                ends_on=date(2026, 2, 28),
            ),
            4,
        ),
        (HeldDocument(kind=Kind.PERMIT, ends_on=date(2026, 2, 28)), None),
        (HeldDocument(kind=Kind.PERMIT), None),
    ],
)
def test_the_length_of_a_card_is_counted_when_it_is_not_said(
    document: HeldDocument, years: int | None
) -> None:
    assert document.length_in_years == years


@pytest.mark.parametrize(
    ("wants", "has_title", "said", "issued_for"),
    [
        ("first_permit", False, None, "first"),
        ("renewal", False, None, "renewal"),
        ("renew_api", True, None, "renewal"),
        ("renew_api", False, None, None),
        (None, True, None, None),
        ("first_permit", False, IssuedFor.RENEWAL, "renewal"),
    ],
)
def test_what_a_document_was_issued_for_is_deduced_when_it_is_not_said(
    wants: str | None, has_title: bool, said: IssuedFor | None, issued_for: str | None
) -> None:
    api = HeldDocument(kind=Kind.API, issued_for=said)

    assert api.facts("api", wants, has_title=has_title).get("api.for") == issued_for


@pytest.mark.parametrize(
    ("known", "held", "asked"),
    [
        ({}, (), None),
        ({"filed_on": date(2026, 9, 1)}, (), None),
        ({"filed_on": date(2026, 9, 1), "wants": "renewal"}, (), True),
        ({"filed_on": date(2026, 9, 1)}, (date(2026, 12, 1),), True),
        ({"filed_on": date(2026, 7, 1)}, (date(2026, 12, 1),), None),
        (
            {"filed_on": date(2026, 7, 1), "wants": "change_address"},
            (date(2026, 12, 1),),
            False,
        ),
    ],
)
def test_a_filing_in_the_window_of_the_title_is_a_renewal(
    known: dict[str, object], held: tuple[date, ...], asked: bool | None
) -> None:
    documents = tuple(HeldDocument(kind=Kind.PERMIT, ends_on=end) for end in held)
    scope = Facts(known, documents).scope(date(2026, 11, 24))

    assert scope.get("renewal_asked") is asked


@pytest.mark.parametrize(
    ("birth", "adult", "birth_on"),
    [
        ("2008-11-24", True, date(2008, 11, 24)),
        ("2008-11-25", False, date(2008, 11, 25)),
        ("2008-11", None, None),
        ("2008-12", False, None),
        ("2007", True, None),
        ("2008", None, None),
    ],
)
def test_a_partial_birth_date_says_only_what_is_sure(
    birth: str, adult: bool | None, birth_on: date | None
) -> None:
    facts = read_facts({"status": "refugee", "birth_date": birth})

    scope = facts.scope(date(2026, 11, 24))

    assert scope.get("adult") is adult
    assert scope.get("birth_on") == birth_on


@pytest.mark.parametrize(
    ("given", "days"),
    [
        ({"completion_asked_on": "2026-05-01", "completion_due_on": "2026-05-31"}, 30),
        (
            {
                "completion_asked_on": "2026-05-01",
                "completion_due_on": "2026-05-31",
                "completed_on": "2026-05-11",
            },
            10,
        ),
        (
            {
                "completion_asked_on": "2026-05-01",
                "completion_due_on": "2026-05-31",
                "completed_on": "2026-04-11",
            },
            0,
        ),
        ({"completion_asked_on": "2026-05-01"}, None),
        ({"completion_due_on": "2026-05-01"}, None),
    ],
)
def test_the_clock_stands_still_while_the_file_is_completed(
    given: dict[str, str], days: int | None
) -> None:
    facts = read_facts({"status": "refugee", **given})

    assert facts.scope(date(2026, 11, 24)).get("suspended_days") == days
