"""What follows from facts on a day: the latest document, ages, renewals, clocks."""

from __future__ import annotations

from datetime import date

import pytest

from anef_desk.domain.residence_document import IssuedFor, Kind
from anef_desk.law.facts import Facts, HeldDocument
from anef_desk.law.given import read_facts


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
        ({"filed_on": date(2026, 9, 1)}, (date(2026, 12, 1),), None),
        ({"filed_on": date(2026, 7, 1)}, (date(2026, 12, 1),), None),
        (
            {"filed_on": date(2026, 7, 1), "wants": "change_address"},
            (date(2026, 12, 1),),
            False,
        ),
        *(
            ({"filed_on": date(2026, 9, 1), "wants": wants}, (date(2026, 12, 1),), said)
            for wants, said in (
                ("change_status", True),
                ("resident_card", True),
                ("renew_api", True),
                ("travel_document", False),
                ("change_address", False),
                ("duplicate", False),
                ("nationality", False),
                ("exceptional_admission", False),
            )
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
