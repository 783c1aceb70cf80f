"""What follows from facts on a day: the latest document, ages, renewals, clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from anef_desk.catalogue.library import shipped
from anef_desk.domain.residence_document import IssuedFor, Kind
from anef_desk.law.facts import Facts, HeldDocument, Reply
from anef_desk.law.given import read_facts
from anef_desk.law.situation import situation


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
    ("wants", "of_title"),
    [
        (None, True),
        ("first_permit", True),
        ("renewal", True),
        ("renew_api", True),
        ("change_status", True),
        ("resident_card", True),
        ("exceptional_admission", True),
        ("travel_document", False),
        ("duplicate", False),
        ("nationality", False),
    ],
)
def test_a_request_is_for_a_title_unless_it_is_known_to_ask_something_else(
    wants: str | None, of_title: bool
) -> None:
    known = {} if wants is None else {"wants": wants}

    assert Facts(known).scope(date(2026, 11, 24))["title_request"] is of_title


@pytest.mark.parametrize(
    ("held", "issued_for", "first"),
    [
        (None, None, None),
        ((), None, True),
        ((Kind.PERMIT,), None, False),
        ((Kind.API,), None, True),
        ((Kind.API, Kind.PERMIT), None, False),
        ((Kind.API, Kind.PERMIT), IssuedFor.FIRST, True),
        ((Kind.API, Kind.PERMIT), IssuedFor.RENEWAL, False),
        ((Kind.API,), IssuedFor.RENEWAL, False),
    ],
)
def test_a_request_is_the_first_without_a_title_or_with_an_attestation_of_one(
    held: tuple[Kind, ...] | None, issued_for: IssuedFor | None, first: bool | None
) -> None:
    """R.431-15-3 and R.431-15-4 are about the first request of the protected."""
    documents = held and tuple(
        HeldDocument(kind=kind, issued_for=issued_for if kind is Kind.API else None)
        for kind in held
    )
    scope = Facts({"wants": "resident_card"}, documents).scope(date(2026, 11, 24))

    assert scope.get("first_request") is first


def test_a_first_permit_is_asked_for_first_whatever_was_held_before() -> None:
    student = HeldDocument(kind=Kind.PERMIT)
    scope = Facts({"wants": "first_permit"}, (student,)).scope(date(2026, 11, 24))

    assert scope["first_request"] is True


@pytest.mark.parametrize("held", [(), (Kind.API,), (Kind.PERMIT,)])
def test_no_request_is_the_first_until_it_is_known_what_is_asked(
    held: tuple[Kind, ...],
) -> None:
    """It may be a renewal that nobody named yet, or a first one beside a title."""
    documents = tuple(
        HeldDocument(kind=kind, issued_for=IssuedFor.FIRST) for kind in held
    )

    assert "first_request" not in Facts({}, documents).scope(date(2026, 11, 24))


def test_a_renewal_is_no_first_request_even_where_nobody_noted_the_title() -> None:
    api = HeldDocument(kind=Kind.API)
    scope = Facts({"wants": "renewal"}, (api,)).scope(date(2026, 11, 24))

    assert scope["first_request"] is False


@pytest.mark.parametrize(
    ("filed_on", "wants", "held", "of_request"),
    [
        (date(2026, 8, 1), "first_permit", None, None),
        (date(2026, 8, 1), "first_permit", (), False),
        (date(2026, 7, 31), None, (Kind.API,), True),
        (date(2026, 8, 1), "first_permit", (Kind.API,), False),
        (None, "first_permit", (Kind.API,), None),
        # What is filed may be the renewal of that very attestation.
        (date(2026, 8, 1), "renew_api", (Kind.API,), True),
        (date(2026, 8, 1), None, (Kind.API,), None),
    ],
)
def test_an_attestation_that_ended_before_the_filing_is_of_another_request(
    filed_on: date | None,
    wants: str | None,
    held: tuple[Kind, ...] | None,
    of_request: bool | None,
) -> None:
    said = {"filed_on": filed_on, "wants": wants}
    known = {key: value for key, value in said.items() if value is not None}
    documents = None if held is None else tuple(OLD_API for _kind in held)
    scope = Facts(known, documents).scope(date(2026, 11, 24))

    assert scope.get("request_api") is of_request


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
        ({}, (DEPOSIT,), Reply(date(2025, 3, 1), granted=True), True),
        ({}, (DEPOSIT,), Reply(date(2025, 3, 2), granted=True), False),
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
        (Reply(date(2026, 2, 1), granted=True), None),  # its first day: another's
        (Reply(date(2026, 2, 2), granted=True), "granted"),
        (Reply(None, granted=True), "granted"),
        (Reply(None, granted=False), "refused"),
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
    ("day", "answer"),
    [
        (date(2024, 1, 1), None),
        (date(2026, 7, 30), None),
        (date(2026, 7, 31), "refused"),
        (date(2026, 8, 1), "refused"),
    ],
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


@pytest.mark.parametrize(
    ("known", "answer"),
    [
        ({}, None),
        ({"symptoms": ("D21",)}, None),
        *(({"symptoms": (code,)}, "granted") for code in ("D33", "D34", "D35")),
        ({"symptoms": ("D33",), "wants": "nationality"}, None),
    ],
)
def test_what_the_account_announces_answers_what_the_attestation_waited_for(
    known: dict[str, object], answer: str | None
) -> None:
    facts = Facts(known, (OLD_API,))

    assert facts.scope(date(2026, 11, 24)).get("api.answer") == answer


def test_an_answer_whose_day_is_not_known_is_the_last_one() -> None:
    known = {"refused_on": date(2026, 9, 1)}
    facts = Facts(known, (OLD_API,), Reply(None, granted=True))

    assert facts.scope(date(2026, 11, 24))["api.answer"] == "granted"


DECISION = HeldDocument(kind=Kind.ADF, starts_on=date(2026, 9, 1))
FILED = {"filed_on": date(2026, 9, 1)}


@pytest.mark.parametrize(
    ("known", "held", "answer"),
    [
        (FILED, (), None),
        ({"refused_on": date(2026, 9, 1)}, (), "refused"),
        ({"refused_on": date(2026, 9, 1), "answer": "granted"}, (), "granted"),
        ({"answer": "refused"}, (DECISION,), "refused"),
        ({"symptoms": ("D33",)}, (), "granted"),
        ({"symptoms": ("D22",)}, (), None),
        (FILED, (DECISION,), "granted"),
        ({"filed_on": date(2026, 9, 2)}, (DECISION,), None),
        (FILED, (replace(DECISION, starts_on=None),), None),
        ({}, (DECISION,), None),
        ({**FILED, "wants": "renewal"}, (DECISION,), "granted"),
        ({**FILED, "wants": "travel_document"}, (DECISION,), None),
    ],
)
def test_the_answer_to_a_request_is_what_is_sure_of_it(
    known: dict[str, object], held: tuple[HeldDocument, ...], answer: str | None
) -> None:
    """R.431-15-1: a favourable decision is given for a request for a title."""
    assert Facts(known, held).scope(date(2026, 11, 24)).get("answer") == answer


ENDED_CARD = replace(CARD, starts_on=date(2022, 9, 1), ends_on=date(2026, 9, 30))
LATE_CARD = replace(ENDED_CARD, starts_on=date(2026, 9, 2), ends_on=date(2026, 10, 31))
LATER_API = replace(OLD_API, starts_on=date(2026, 9, 1), ends_on=date(2026, 10, 31))
YES = Reply(date(2026, 9, 1), granted=True)
UNDATED = Reply(None, granted=True)


@pytest.mark.parametrize(
    ("known", "held", "reply", "awaited"),
    [
        ({}, (), None, False),
        ({}, (), YES, True),
        ({}, (), Reply(date(2026, 9, 1), granted=False), False),
        ({}, (), Reply(None, granted=True), True),
        ({"answer": "granted"}, (), None, True),
        ({"answer": "granted", "wants": "nationality"}, (), None, False),
        ({"wants": "travel_document"}, (), YES, True),
        ({"symptoms": ("D34",)}, (), None, True),
        # The title before, which ends within four months of what is known.
        ({}, (ENDED_CARD,), YES, True),
        ({**FILED, "answer": "granted"}, (ENDED_CARD,), None, True),
        ({}, (replace(ENDED_CARD, ends_on=date(2027, 1, 1)),), YES, True),
        # The card that was granted, or maybe so.
        ({}, (replace(ENDED_CARD, ends_on=date(2027, 1, 2)),), YES, False),
        ({}, (CARD,), YES, False),
        ({}, (replace(CARD, ends_on=None),), YES, False),
        (FILED, (LATE_CARD,), YES, False),
        ({}, (LATE_CARD,), replace(YES, filed_on=date(2026, 2, 1)), False),
        # A request that came after the answer is another one.
        ({"filed_on": date(2026, 9, 2)}, (ENDED_CARD,), YES, True),
        # An attestation that was held after it: it is the one before.
        ({"symptoms": ("D34",)}, (ENDED_CARD, LATER_API), None, True),
        ({"symptoms": ("D34",)}, (ENDED_CARD, OLD_API), None, False),
        ({"wants": "nationality"}, (ENDED_CARD, LATER_API), UNDATED, False),
        ({}, (ENDED_CARD,), Reply(None, granted=True), False),
        ({"answer": "granted"}, (ENDED_CARD,), None, False),
    ],
)
def test_a_card_is_awaited_once_granted_until_a_new_title_is_noted(
    known: dict[str, object],
    held: tuple[HeldDocument, ...],
    reply: Reply | None,
    awaited: bool,
) -> None:
    scope = Facts(known, held, reply).scope(date(2026, 11, 24))

    assert scope["card_awaited"] is awaited


@pytest.mark.parametrize(
    ("ends_on", "reply", "answered"),
    [
        (date(2026, 10, 31), YES, True),
        (date(2026, 11, 1), YES, False),
        (date(2026, 9, 30), Reply(date(2026, 9, 1), granted=False), True),
        (date(2026, 9, 30), Reply(None, granted=True), False),
        (date(2026, 9, 30), None, False),
        (None, YES, False),
    ],
)
def test_an_answer_is_that_of_a_title_that_ends_about_then(
    ends_on: date | None, reply: Reply | None, answered: bool
) -> None:
    """R.431-5: a renewal is filed 60 days before the end of the title at the latest."""
    facts = Facts({}, (replace(ENDED_CARD, ends_on=ends_on),), reply)

    assert facts.scope(date(2026, 11, 24))["renewal_answered"] is answered


@pytest.mark.parametrize("told", [True, False])
def test_a_card_that_was_given_late_is_to_be_renewed_at_once(told: bool) -> None:
    """It began after the request that it answers: it is not the title before."""
    filed = date(2025, 10, 1)
    card = replace(CARD, starts_on=date(2025, 12, 20), ends_on=date(2026, 12, 19))
    reply = replace(YES, day=date(2026, 10, 30), filed_on=filed if told else None)
    facts = Facts({} if told else {"filed_on": filed}, (card,), reply)
    scope = facts.scope(date(2026, 11, 24))
    found = {
        clock.code
        for clock in situation(facts, date(2026, 11, 24), shipped()).deadlines
    }

    assert (scope["card_awaited"], scope["renewal_answered"]) == (False, False)
    assert {"C01", "C05", "C06"} <= found


@pytest.mark.parametrize(
    ("changes", "filed_on", "granted"),
    [
        ({}, None, False),  # It may be the card that was granted, late.
        ({}, date(2026, 9, 1), True),
        ({"starts_on": date(2016, 12, 20)}, None, True),
        ({"starts_on": None, "years": 4}, None, True),
        ({"starts_on": None}, None, False),
        ({"starts_on": None}, date(2026, 9, 1), True),
        ({"starts_on": None}, date(2025, 10, 1), False),
        ({"ends_on": date(2026, 10, 29)}, None, True),
        ({"ends_on": date(2026, 10, 30)}, None, False),
    ],
)
def test_a_window_is_closed_only_by_what_surely_granted_this_renewal(
    changes: dict[str, Any], filed_on: date | None, granted: bool
) -> None:
    """An ended card proves nothing meanwhile: the two doubts go opposite ways."""
    card = replace(CARD, starts_on=date(2025, 12, 20), ends_on=date(2026, 12, 19))
    reply = replace(YES, day=date(2026, 10, 30), filed_on=filed_on)
    facts = Facts({"status": "refugee"}, (replace(card, **changes),), reply)
    found = situation(facts, date(2026, 11, 24), shipped()).deadlines
    scope = facts.scope(date(2026, 11, 24))

    assert (scope["renewal_answered"], scope["renewal_granted"]) == (True, granted)
    assert ("C06" in {clock.code for clock in found}) is not granted
    refused = replace(facts, reply=replace(reply, granted=False))
    assert refused.scope(date(2026, 11, 24))["renewal_granted"] is False


TEN_YEARS = HeldDocument(
    kind=Kind.RESIDENT_CARD, starts_on=date(2016, 9, 1), ends_on=date(2026, 8, 31)
)
FOUR_YEARS = replace(TEN_YEARS, kind=Kind.PERMIT, years=4)
TWO_YEARS = replace(FOUR_YEARS, years=2)
RENEWAL = {"wants": "renewal", "filed_on": date(2026, 6, 1)}


@pytest.mark.parametrize(
    ("more", "held", "on", "until"),
    [
        ({}, (TEN_YEARS,), date(2026, 8, 31), None),
        ({}, (TEN_YEARS,), date(2026, 9, 1), date(2026, 11, 30)),
        ({}, (TEN_YEARS,), date(2026, 11, 30), date(2026, 11, 30)),
        ({}, (TEN_YEARS,), date(2026, 12, 1), None),
        ({}, (FOUR_YEARS,), date(2026, 9, 1), date(2026, 11, 30)),
        ({}, (TWO_YEARS,), date(2026, 9, 1), None),
        ({"algerian": True}, (TWO_YEARS,), date(2026, 9, 1), date(2026, 11, 30)),
        (
            {"algerian": True},
            (replace(TWO_YEARS, years=1),),
            date(2026, 9, 1),
            None,
        ),
        ({"answer": "granted"}, (TEN_YEARS,), date(2026, 9, 1), None),
        ({"closed": True}, (TEN_YEARS,), date(2026, 9, 1), None),
        ({"wants": "nationality"}, (TEN_YEARS,), date(2026, 9, 1), None),
        # The letters say that its renewal is asked for.
        ({"wants": "change_status"}, (FOUR_YEARS,), date(2026, 9, 1), None),
        ({"status": "family_of_eu_citizen"}, (TEN_YEARS,), date(2026, 9, 1), None),
        ({}, (replace(TEN_YEARS, ends_on=None),), date(2026, 9, 1), None),
        ({}, (), date(2026, 9, 1), None),
    ],
)
def test_a_title_that_ended_covers_for_three_months_until_the_answer(
    more: dict[str, object],
    held: tuple[HeldDocument, ...],
    on: date,
    until: date | None,
) -> None:
    """L.433-3: ten years, four years, or more than one by an agreement."""
    scope = Facts({**RENEWAL, **more}, held).scope(on)

    assert scope.get("last_covered_on") == until
    assert scope["title_covers"] is (until is not None)
