"""Facts that somebody gives: what is read, what is refused, and how it is said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from anef_desk.catalogue.library import shipped
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.residence_document import IssuedFor, Kind
from anef_desk.i18n import load
from anef_desk.law.facts import HeldDocument
from anef_desk.law.given import FactsRefusedError, read_facts

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
    "symptoms": ["D21", "D21", "D01", "D18b"],
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
    assert facts.symptoms == ("D21", "D01", "D18b")
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
        ({"symptoms": ["D18b", "D19b"]}, "symptoms[1]"),
        ({"done": ["D18b"]}, "done[0]"),
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
