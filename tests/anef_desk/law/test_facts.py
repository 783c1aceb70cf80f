"""What follows from facts on a day: the latest document, ages, renewals, clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from anef_desk.domain.residence_document import IssuedFor, Kind
from anef_desk.law.facts import Facts, HeldDocument, Reply
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


OLD_API = HeldDocument(
    kind=Kind.API, starts_on=date(2026, 2, 1), ends_on=date(2026, 7, 31)
)


@pytest.mark.parametrize(
    ("held", "counts"),
    [
        ((OLD_API, HeldDocument(kind=Kind.API, starts_on=date(2026, 7, 20))), 1),
        ((OLD_API, HeldDocument(kind=Kind.API, starts_on=date(2026, 1, 1))), 0),
        ((OLD_API, HeldDocument(kind=Kind.API)), 0),
        (
            (
                HeldDocument(kind=Kind.VLS_TS, ends_on=date(2026, 7, 31)),
                HeldDocument(kind=Kind.PERMIT, starts_on=date(2026, 8, 1)),
            ),
            1,
        ),
    ],
)
def test_a_document_without_end_follows_those_it_began_after(
    held: tuple[HeldDocument, ...], counts: int
) -> None:
    kinds = {document.kind for document in held}

    for order in (held, held[::-1]):
        assert Facts({}, order).latest(*kinds) is held[counts]


def test_the_end_of_an_old_attestation_says_nothing_of_the_one_that_followed() -> None:
    new = HeldDocument(kind=Kind.API, starts_on=date(2026, 8, 1))
    scope = Facts({}, (OLD_API, new)).scope(date(2026, 11, 24))

    assert "valid.api" not in scope
    assert "api.until" not in scope


DEPOSIT = HeldDocument(kind=Kind.DEPOSIT, starts_on=date(2025, 3, 1))
CARD = HeldDocument(
    kind=Kind.PERMIT, starts_on=date(2025, 9, 1), ends_on=date(2027, 8, 31)
)
OLD_CARD = replace(CARD, starts_on=date(2024, 1, 1))
OF_A_FIRST = replace(DEPOSIT, issued_for=IssuedFor.FIRST)
OF_A_RENEWAL = replace(DEPOSIT, issued_for=IssuedFor.RENEWAL)


@pytest.mark.parametrize(
    ("known", "held", "reply", "proves"),
    [
        ({"wants": "first_permit"}, (DEPOSIT,), None, True),
        ({"wants": "renewal"}, (DEPOSIT, replace(CARD, starts_on=None)), None, True),
        ({"wants": "travel_document"}, (DEPOSIT,), None, False),
        ({"wants": "first_permit"}, (OF_A_RENEWAL,), None, False),
        ({"wants": "renewal"}, (OF_A_RENEWAL,), None, True),
        ({"wants": "renewal"}, (OF_A_FIRST, OLD_CARD), None, False),
        ({"wants": "change_status"}, (OF_A_FIRST, OLD_CARD), None, True),
        ({"wants": "resident_card"}, (OF_A_FIRST, OLD_CARD), None, True),
        ({"wants": "change_status"}, (OF_A_RENEWAL,), None, True),
        ({"wants": "renewal"}, (DEPOSIT, CARD), None, False),
        ({}, (DEPOSIT,), Reply(date(2025, 8, 1), granted=True), False),
        ({}, (DEPOSIT,), Reply(date(2025, 2, 1), granted=True), True),
        (
            {"refused_on": date(2025, 8, 1)},
            (DEPOSIT,),
            Reply(date(2025, 8, 1), granted=False),
            True,
        ),
    ],
)
def test_a_confirmation_proves_the_filing_it_was_given_for(
    known: dict[str, object],
    held: tuple[HeldDocument, ...],
    reply: Reply | None,
    proves: bool,
) -> None:
    scope = Facts(known, held, reply).scope(date(2026, 11, 24))

    assert scope.get("filed_on") == (DEPOSIT.starts_on if proves else None)


@pytest.mark.parametrize(
    ("reply", "answer"),
    [
        (None, None),
        (Reply(date(2026, 9, 1), granted=True), "granted"),
        (Reply(date(2026, 9, 1), granted=False), "refused"),
        (Reply(date(2026, 1, 1), granted=False), None),
    ],
)
def test_a_document_knows_how_the_request_it_waits_for_was_answered(
    reply: Reply | None, answer: str | None
) -> None:
    card = replace(CARD, starts_on=date(2024, 1, 1))
    facts = Facts({}, (OLD_API, card), reply)
    scope = facts.scope(date(2026, 11, 24))

    assert scope.get("api.answer") == answer
    assert facts.of_document(OLD_API, scope).get("document.answer") == answer
    assert "permit.answer" not in scope


@pytest.mark.parametrize(
    ("day", "answer"), [(date(2024, 1, 1), None), (date(2026, 8, 1), "refused")]
)
def test_a_document_whose_first_day_nobody_noted_is_answered_once_it_has_ended(
    day: date, answer: str | None
) -> None:
    """Else it may have been given since, for a request that still waits."""
    api = replace(OLD_API, starts_on=None)
    asked = {"wants": "renewal"}

    for facts in (
        Facts(asked, (api,), Reply(day, granted=False)),
        Facts({**asked, "refused_on": day}, (api,)),
    ):
        assert facts.scope(date(2026, 11, 24)).get("api.answer") == answer


@pytest.mark.parametrize(
    ("known", "answer"),
    [
        ({"refused_on": date(2026, 9, 1)}, "refused"),
        ({"refused_on": date(2026, 9, 1), "wants": "exceptional_admission"}, "refused"),
        ({"refused_on": date(2026, 9, 1), "wants": "nationality"}, "granted"),
        ({"refused_on": date(2026, 4, 1)}, "granted"),
    ],
)
def test_the_refusal_that_is_asked_about_counts_like_the_answers_of_the_file(
    known: dict[str, object], answer: str
) -> None:
    facts = Facts(known, (OLD_API,), Reply(date(2026, 5, 1), granted=True))

    assert facts.scope(date(2026, 11, 24)).get("api.answer") == answer
