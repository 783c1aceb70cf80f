"""What letters say of dated files, as the lawyer of a desk would sign them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from anef_desk.catalogue.library import shipped
from anef_desk.law.alerts import alerts
from anef_desk.law.conditions import read_condition
from anef_desk.law.facts import Facts, Reply
from anef_desk.law.given import read_facts
from anef_desk.law.situation import scope_on
from anef_desk.letters.compose import letter_scope
from anef_desk.letters.offers import offer
from anef_desk.letters.template import templates

DAY = date(2026, 11, 26)
CLOSED = {
    "status": "permit_holder",
    "purpose": "spouse_of_french",
    "wants": "renewal",
    "filed_on": "2026-08-20",
    "symptoms": ["D28"],
    "held": [
        {"kind": "permit", "from": "2025-11-01", "until": "2026-10-31", "years": 1}
    ],
}
FAMILY = {
    "status": "permit_holder",
    "wants": "family_reunification",
    "filed_on": "2026-04-01",
    "held": [{"kind": "recepisse", "from": "2026-09-01", "until": "2026-12-31"}],
}
FOUR_YEARS = {
    "status": "permit_holder",
    "purpose": "talent",
    "talent_kind": "other",
    "wants": "renewal",
    "filed_on": "2026-08-15",
    "channel": "anef",
    "benefit_body": "france_travail",
    "benefit_refused_on": "2026-11-12",
    "held": [
        {
            "kind": "permit",
            "from": "2022-11-10",
            "until": "2026-11-09",
            "years": 4,
            "allows_work": True,
        }
    ],
}


def letter(
    code: str, facts: dict[str, Any], reply: Reply | None = None, on: date = DAY
) -> tuple[bool, set[str]]:
    """Return whether the letter fits *facts*, and the parts it would be made of."""
    library = shipped()
    read = read_facts(facts)
    known = Facts(read.known, read.held, reply)
    scope = scope_on(known, on, library)
    told = letter_scope(scope, {}, [a.symptom for a in alerts(known, scope, library)])
    template = templates()[code]
    parts = {p.id for p in template.part if read_condition(p.when).truth(told)}
    return offer(template, told).fits, parts


def test_an_appeal_says_the_file_was_complete_only_where_it_is_known() -> None:
    for complete in (False, None):
        said = {} if complete is None else {"filed_complete": complete}
        assert "dossier-complet" not in letter("L08", {**CLOSED, **said})[1]
    assert "dossier-complet" in letter("L08", {**CLOSED, "filed_complete": True})[1]


@pytest.mark.parametrize(
    ("more", "owed"),
    [
        ({"channel": "anef"}, True),
        ({"channel": "prefecture"}, False),
        ({"wants": "change_address"}, False),
        (
            {"held": [{"kind": "permit", "from": "2026-01-01", "until": "2026-12-31"}]},
            False,
        ),
    ],
)
def test_an_appeal_asks_for_an_attestation_only_where_one_is_given(
    more: dict[str, Any], owed: bool
) -> None:
    parts = letter("L08", {**CLOSED, **more})[1]

    assert "demande-cloture" in parts
    assert ("demande-attestation" in parts) is owed


def test_a_refusal_of_nationality_is_not_contested_before_the_prefet() -> None:
    facts = {"status": "refugee", "refused_on": "2026-10-20", "held": []}

    assert letter("L08", {**facts, "wants": "renewal"})[0]
    assert not letter("L08", {**facts, "wants": "nationality"})[0]


def test_the_reasons_of_a_refused_family_reunification_cite_its_own_text() -> None:
    fits, parts = letter("L07", FAMILY)

    assert fits
    assert {"regroupement-familial-depose", "refus-regroupement-familial"} <= parts
    assert not {"refus", "autre-demande-deposee", "attestation"} & parts


def test_nothing_is_sent_to_the_prefecture_under_an_order_to_leave() -> None:
    refused = {"status": "permit_holder", "wants": "renewal", "held": []}
    refused |= {"filed_on": "2026-05-01", "refused_on": "2026-11-20"}

    assert letter("L01", refused)[0]
    assert not letter("L01", {**refused, "leave_ordered": True})[0]


def test_the_attestation_of_a_refused_request_is_not_said_to_be_of_this_one() -> None:
    api = {"kind": "api", "for": "first", "from": "2026-06-10", "until": "2026-12-09"}
    facts = {"status": "subsidiary_protection", "wants": "first_permit"}
    facts |= {"filed_on": "2026-10-15", "channel": "anef"}
    refused = Reply(date(2026, 9, 20), granted=False, filed_on=date(2026, 6, 10))

    fits, parts = letter("L02", {**facts, "held": [api]}, refused)
    assert fits
    assert "sans-attestation" in parts
    assert "attestation-qui-finit" not in parts


def test_the_mediator_is_written_to_with_a_title_that_still_proves_the_stay() -> None:
    """CESEDA L.433-3, third paragraph: the letter to the agency says so already."""
    for code in ("L15", "L15b"):
        fits, parts = letter(code, FOUR_YEARS)
        assert fits
        assert "titre-fini" in parts
    assert not letter("L15b", FOUR_YEARS, on=date(2027, 2, 10))[0]


def test_no_letter_promises_six_months_of_care_under_an_order_to_leave() -> None:
    """CSS R.111-4: two months, once the order is final."""
    facts = {"status": "permit_holder", "wants": "renewal"}
    facts |= {
        "held": [{"kind": "permit", "from": "2025-08-01", "until": "2026-07-31"}],
        "filed_on": "2026-05-01",
        "refused_on": "2026-11-20",
    }

    assert "maintien-titre" in letter("L14", facts)[1]
    assert "maintien-titre" not in letter("L14", {**facts, "leave_ordered": True})[1]


def test_a_refusal_of_the_rsa_is_not_sent_to_the_commission_of_the_caf() -> None:
    """CASF L.262-47: it goes to the president of the departmental council."""
    api = {"kind": "api", "for": "first", "from": "2026-10-01", "until": "2027-03-31"}
    facts = {"status": "refugee", "wants": "first_permit", "held": [api]}
    facts |= {"benefit_refused_on": "2026-11-10"}

    assert "recours" in letter("L12", {**facts, "benefit_body": "caf"})[1]
    assert "recours" not in letter("L12", {**facts, "benefit_body": "rsa"})[1]


def test_a_closed_request_of_nationality_is_asked_to_be_opened_again() -> None:
    """CAA Marseille, 27 February 2023, n° 22MA01353: no appeal to the minister."""
    facts = {"status": "refugee", "wants": "nationality", "filed_on": "2026-06-01"}
    fits, parts = letter("L08", {**facts, "symptoms": ["D28"], "held": []})

    assert fits
    assert "demande-cloture" in parts
    assert "complet" not in parts


def test_the_health_insurance_is_told_of_a_recepisse_that_ended() -> None:
    """CSS R.111-4: six months, whatever the document that ended."""
    paper = {"kind": "recepisse", "from": "2026-09-10", "until": "2026-11-09"}
    facts = {"status": "stateless", "wants": "first_permit", "held": [paper]}
    fits, parts = letter("L14", facts)

    assert fits
    assert "maintien-recepisse" in parts
    assert not letter("L14", facts, on=date(2027, 6, 1))[0]
