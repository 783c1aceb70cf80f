"""The guide's answers: the contract's example, then each rule by its code."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from anef_desk.catalogue.library import Library
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.residence_document import IssuedFor, Kind
from anef_desk.i18n import load
from anef_desk.law.facts import Facts, HeldDocument, Reply
from anef_desk.law.given import read_facts
from anef_desk.law.situation import Situation, as_json, questions, situation

DAY = date(2026, 11, 22)


def ask(facts: dict[str, Any], library: Library, on: date = DAY) -> Situation:
    return situation(read_facts(facts), on, library)


def dues(answers: Situation) -> dict[str, date | None]:
    return {deadline.code: deadline.due for deadline in answers.deadlines}


def raised(answers: Situation) -> list[str]:
    return [alert.symptom for alert in answers.alerts]


def api(start: str, end: str, **more: Any) -> dict[str, Any]:
    return {"kind": "api", "for": "first", "from": start, "until": end, **more}


def renewal(**more: Any) -> dict[str, Any]:
    return {
        "status": "refugee",
        "wants": "renewal",
        "held": [
            {
                "kind": "resident_card",
                "from": "2016-12-16",
                "until": "2026-12-15",
                "years": 10,
            }
        ],
        **more,
    }


def test_the_example_of_the_contract(example: dict[str, Any], library: Library) -> None:
    told = as_json(ask(example, library), library, load("fr"))

    assert list(told) == [
        "on",
        "content_version",
        "procedures",
        "supporting_documents",
        "deadlines",
        "rights",
        "alerts",
    ]
    assert told["on"] == "2026-11-22"
    assert told["content_version"] == library.version
    procedures: Any = told["procedures"]
    assert [p["code"] for p in procedures] == ["A2", "A7"]
    assert all(set(p) == {"code", "id", "channel", "title", "why"} for p in procedures)
    documents: Any = told["supporting_documents"]
    assert all(set(d) == {"code", "need", "text", "sources"} for d in documents)
    needs = {d["code"]: d["need"] for d in documents}
    assert needs["P-DEC"] == needs["P-HEB"] == needs["P-CER"] == "required"
    assert needs["P-PASS"] == "cannot_be_required"
    assert "P-DOM6" not in needs
    deadlines: Any = told["deadlines"]
    by_code = {d["code"]: d for d in deadlines}
    assert set(by_code["C09"]) == {
        "code",
        "opens",
        "due",
        "state",
        "text",
        "basis",
        "reliability",
    }
    assert by_code["C09"]["opens"] is None
    assert by_code["C09"]["due"] == "2026-10-01"
    assert by_code["C09"]["state"] == "past"
    assert by_code["C09"]["basis"] == ["CESEDA R.431-15-3"]
    assert by_code["C09"]["reliability"] == "official_older"
    assert by_code["C11"]["due"] == "2026-07-20"
    assert by_code["C08"]["due"] == "2026-06-02"
    rights: Any = told["rights"]
    assert {r["document"] for r in rights} == {"DOC-03"}
    assert [r["right"] for r in rights] == [
        "stay",
        "work",
        "france_travail",
        "caf",
        "rsa",
        "cpam",
        "social_housing",
        "bank",
        "driving_licence",
        "return",
    ]
    assert all(set(r) == {"document", "right", "answer", "basis"} for r in rights)
    alerts: Any = told["alerts"]
    by_symptom = {a["symptom"]: a for a in alerts}
    assert set(by_symptom) == {"D21", "D22", "D23", "D29", "D30"}
    assert by_symptom["D23"]["next_remedy"] == "E3"
    assert by_symptom["D23"]["letters"] == ["L03"]
    assert set(by_symptom["D23"]) == {
        "symptom",
        "text",
        "now",
        "next_remedy",
        "letters",
    }


@pytest.mark.parametrize(
    ("status", "code"), [("refugee", "A2"), ("subsidiary_protection", "A3")]
)
def test_a_first_permit_has_its_procedure(
    status: str, code: str, library: Library
) -> None:
    answers = ask({"status": status, "wants": "first_permit"}, library)

    assert answers.procedures[0].code == code
    assert answers.procedures[0].truth is True
    assert answers.procedures[0].why


def test_renewing_an_api_is_a_procedure_of_its_own(library: Library) -> None:
    facts = {
        "status": "refugee",
        "wants": "renew_api",
        "held": [api("2026-09-01", "2026-11-30")],
    }

    assert ask(facts, library).procedures[0].code == "A7"


def test_a_situation_nobody_described_is_answered_by_questions(
    library: Library,
) -> None:
    """What is missing makes answers three-valued, and is asked for."""
    facts = {"status": "refugee", "wants": "first_permit"}
    told: Any = as_json(ask(facts, library), library, load("fr"))

    assert "A2" in [p["code"] for p in told["procedures"]]
    homes = [d for d in told["supporting_documents"] if d["code"] == "P-HEB"]
    assert [d["need"] for d in homes] == ["if_asked"]
    assert "Où habitez-vous" in homes[0]["text"]
    c11 = next(d for d in told["deadlines"] if d["code"] == "C11")
    assert c11["due"] is None
    assert c11["state"] == "not_open"
    assert "Quel jour la demande a-t-elle été envoyée" in c11["text"]


def test_a_fact_without_a_question_is_asked_by_its_name(library: Library) -> None:
    assert questions(("no.such.fact",), library, load("fr")) == ["no.such.fact"]


def test_c01_opens_at_the_120th_day_and_ends_at_the_60th(library: Library) -> None:
    """CESEDA R.431-5 1°."""
    end = date(2026, 12, 15)
    found = {d.code: d for d in ask(renewal(), library).deadlines}

    assert found["C01"].opens == end - timedelta(days=120)
    assert found["C01"].due == end - timedelta(days=60)
    assert found["C01"].basis.texts == ("CESEDA R.431-5",)
    assert found["C05"].due == end - timedelta(days=60)
    assert found["C06"].due == date(2027, 6, 15)
    assert found["C07"].due == date(2027, 3, 15)


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2026, 8, 16), "not_open"),
        (date(2026, 8, 17), "open"),
        (date(2026, 10, 16), "open"),
        (date(2026, 10, 17), "past"),
    ],
)
def test_the_first_and_the_last_day_of_a_window_belong_to_it(
    on: date, state: str, library: Library
) -> None:
    found = {d.code: d.state for d in ask(renewal(), library, on).deadlines}

    assert found["C01"] == state


def test_a_renewal_that_was_filed_is_no_longer_awaited(library: Library) -> None:
    found = dues(ask(renewal(filed_on="2026-09-20"), library))

    assert "C01" not in found
    assert found["C11"] == date(2027, 1, 20)


def test_only_a_card_of_four_or_ten_years_is_kept_three_months(
    library: Library,
) -> None:
    """CESEDA L.433-3: not a shorter permit; unknown years leave the question open."""
    card = {"kind": "permit", "until": "2026-12-15"}
    four = ask({**renewal(), "held": [{**card, "years": 4}]}, library)
    one = ask({**renewal(), "held": [{**card, "years": 1}]}, library)
    some = ask({**renewal(), "held": [card]}, library)

    assert dues(four)["C07"] == date(2027, 3, 15)
    assert "C07" not in dues(one)
    assert dues(some)["C07"] is None


@pytest.mark.parametrize(
    ("status", "article"),
    [("refugee", "R.431-15-3"), ("subsidiary_protection", "R.431-15-4")],
)
def test_the_api_of_a_protected_person_lasts_six_months(
    status: str, article: str, library: Library
) -> None:
    facts = {
        "status": status,
        "wants": "first_permit",
        "held": [api("2026-08-31", "2027-02-27")],
    }
    found = {d.code: d for d in ask(facts, library).deadlines}

    assert found["C09"].due == date(2027, 2, 28)
    assert found["C09"].basis.texts == (f"CESEDA {article}",)
    assert "C10" not in found


def test_another_api_lasts_three_months_at_most(library: Library) -> None:
    held = [
        *renewal()["held"],
        {"kind": "api", "for": "renewal", "from": "2026-12-16", "until": "2027-03-15"},
    ]
    found = dues(ask(renewal(held=held), library, date(2026, 12, 20)))

    assert found["C10"] == date(2027, 3, 16)
    assert "C09" not in found
    assert found["C29"] == date(2027, 3, 15)


@pytest.mark.parametrize(
    ("start", "end", "short"),
    [
        ("2026-04-01", "2026-06-30", True),
        ("2026-04-01", "2026-09-29", True),
        ("2026-04-01", "2026-09-30", False),
        ("2026-04-01", "2026-10-01", False),
        ("2026-08-31", "2027-02-27", False),
    ],
)
def test_d23_is_an_api_shorter_than_six_months(
    start: str, end: str, short: bool, library: Library
) -> None:
    facts = {
        "status": "refugee",
        "wants": "first_permit",
        "filed_on": start,
        "held": [api(start, end, mention="reconnu réfugié")],
    }

    assert ("D23" in raised(ask(facts, library, date(2026, 6, 1)))) is short


def test_three_months_are_right_for_a_renewal(library: Library) -> None:
    """Only a first request of a protected person is owed six."""
    held = [
        *renewal()["held"],
        {"kind": "api", "for": "renewal", "from": "2026-12-16", "until": "2027-03-15"},
    ]

    assert "D23" not in raised(ask(renewal(held=held), library))


@pytest.mark.parametrize(
    ("status", "mention", "wrong"),
    [
        ("refugee", "Reconnu Réfugié", False),
        ("refugee", "", True),
        ("refugee", "protection subsidiaire", True),
        ("refugee", None, False),
        (
            "subsidiary_protection",
            "a obtenu le bénéfice de la protection subsidiaire",
            False,
        ),
        ("subsidiary_protection", "reconnu réfugié", True),
    ],
)
def test_d24_is_a_mention_that_does_not_name_the_protection(
    status: str, mention: str | None, wrong: bool, library: Library
) -> None:
    held = api("2026-09-01", "2027-02-28")
    if mention is not None:
        held["mention"] = mention
    facts = {"status": status, "wants": "first_permit", "held": [held]}

    assert ("D24" in raised(ask(facts, library))) is wrong


def test_d25_is_an_api_that_forbids_work(library: Library) -> None:
    held = api("2026-09-01", "2027-02-28", allows_work=False)
    facts = {"status": "refugee", "wants": "first_permit", "held": [held]}

    assert "D25" in raised(ask(facts, library))
    held["allows_work"] = True
    assert "D25" not in raised(ask(facts, library))


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"status": "stateless", "wants": "first_permit"}, True),
        ({"status": "family_of_stateless", "wants": "first_permit"}, True),
        ({"wants": "renewal"}, True),
        ({"wants": "renewal", "overseas": True}, False),
        ({"wants": "change_status"}, False),
        ({"wants": "change_status", "purpose": "spouse_of_french"}, True),
        ({"wants": "resident_card"}, False),
        ({"wants": "resident_card", "purpose": "parent_of_french_child"}, False),
        ({"wants": "exceptional_admission", "purpose": "spouse_of_french"}, False),
        # L.423-6, the card of ten years of a spouse, is one of the list.
        ({"wants": "resident_card", "purpose": "spouse_of_french"}, True),
    ],
)
def test_d25_is_sure_of_what_r431_15_2_names_alone(
    more: dict[str, Any], wrong: bool, library: Library
) -> None:
    """A renewal keeps the right of the title; another title has its own."""
    held = {"kind": "api", "from": "2026-11-01", "until": "2027-01-31"}
    card = {
        "kind": "permit",
        "from": "2025-11-01",
        "until": "2026-10-31",
        "allows_work": True,
    }
    asked = {"status": "permit_holder", "held": [{**held, "allows_work": False}, card]}

    assert ("D25" in raised(ask({**asked, **more}, library))) is wrong


def test_a_document_that_another_followed_allows_nothing(library: Library) -> None:
    """An attestation of years ago is not told to be due again."""
    old = {"kind": "api", "for": "first", "from": "2022-06-15", "until": "2022-12-14"}
    card = {"kind": "permit", "from": "2022-09-01", "until": "2026-10-31", "years": 4}

    def told(*held: dict[str, Any]) -> set[str]:
        facts = {"status": "subsidiary_protection", "held": list(held)}
        return {right.document for right in ask(facts, library).rights}

    assert told(old) == {"DOC-03"}
    assert told(old, card) == {"DOC-09"}
    assert told(old, {**card, "until": "2022-11-01"}) == {"DOC-03"}
    assert told({"kind": "api", "for": "first"}, card) == {"DOC-03", "DOC-09"}
    assert told({**old, "until": "2026-11-22"}, card) == {"DOC-03", "DOC-09"}


@pytest.mark.parametrize(
    ("held", "document"),
    [
        ({"kind": "api", "for": "renewal"}, "DOC-02"),
        ({"kind": "api", "for": "first"}, "DOC-04"),
        ({"kind": "recepisse"}, "DOC-06"),
    ],
)
def test_what_a_refusal_leaves_of_a_paper_is_to_be_checked(
    held: dict[str, Any], document: str, library: Library
) -> None:
    paper = {**held, "from": "2026-09-01", "until": "2027-02-28", "allows_work": True}
    facts = {"status": "permit_holder", "held": [paper]}

    def answers(**more: Any) -> dict[str, str]:
        found = ask({**facts, **more}, library).rights
        assert {right.document for right in found} == {document}
        return {right.right: right.answer for right in found}

    assert (answers()["stay"], answers()["work"]) == ("yes", "yes")
    refused = answers(refused_on="2026-11-02")
    assert (refused["stay"], refused["work"]) == ("unknown", "unknown")


def test_an_attestation_that_ended_is_not_due_once_answered(library: Library) -> None:
    held = {
        "kind": "api",
        "for": "renewal",
        "from": "2026-08-01",
        "until": "2026-10-31",
    }
    facts = {"status": "permit_holder", "held": [held]}

    def stay(**more: Any) -> str:
        found = ask({**facts, **more}, library).rights
        return next(one.text.french for one in found if one.right == "stay")

    assert "devait" in stay()
    assert "devait" not in stay(refused_on="2026-11-02")


def test_the_family_of_an_eu_citizen_has_its_own_days(library: Library) -> None:
    """R.233-15, R.233-17, R.233-18: two months before, six to answer, a right of its own."""
    card = {"kind": "permit", "from": "2021-12-01", "until": "2026-10-31", "years": 5}
    facts = {
        "status": "family_of_eu_citizen",
        "wants": "renewal",
        "filed_on": "2026-09-10",
        "filed_complete": True,
        "channel": "anef",
        "held": [card],
    }
    found = ask(facts, library, date(2027, 2, 15))

    assert raised(found) == []
    assert {c.id: c.due for c in found.deadlines if c.code in ("C08", "C11")} == {
        "c08-famille-d-un-citoyen-de-l-union": date(2027, 3, 10)
    }
    # R.432-2 names no other delay for them: four months are told, as to be checked.
    text = next(c.text.french for c in found.deadlines if c.code == "C08")
    assert "Quatre mois" in text
    assert "à vérifier" in text
    stay = ask(facts, library).rights[0]
    assert (stay.document, stay.right, stay.answer) == ("DOC-09", "stay", "conditional")
    assert "ne dépend pas de la carte" in stay.text.french


@pytest.mark.parametrize(
    ("kind", "codes"),
    [("api", {"api"}), ("recepisse", {"recepisse"}), ("adf", set()), ("permit", set())],
)
def test_a_paper_of_a_refused_request_covers_alone_or_not(
    kind: str, codes: set[str], library: Library
) -> None:
    ends = date(2027, 2, 28)
    held = (
        HeldDocument(kind=Kind.API, starts_on=date(2026, 9, 1), ends_on=ends),
        HeldDocument(kind=Kind(kind), starts_on=date(2026, 9, 1), ends_on=ends),
    )
    facts = Facts({"refused_on": date(2026, 11, 2)}, held)

    assert facts.scope(DAY)["paper_refused"] is bool(codes)
    assert Facts({}, held).scope(DAY)["paper_refused"] is False
    unknown = Facts({"refused_on": date(2026, 11, 2)}, (HeldDocument(kind=Kind.API),))
    assert unknown.scope(DAY)["paper_refused"] is False


@pytest.mark.parametrize("kinds", [("api", "recepisse"), ("recepisse", "api")])
def test_a_paper_of_a_new_request_stands_beside_one_that_was_refused(
    kinds: tuple[str, str], library: Library
) -> None:
    """A new request has its own attestation, or récépissé; the other counts no more."""
    before, after = (
        HeldDocument(
            kind=Kind(kind), starts_on=starts_on, ends_on=date(2027, month, 28)
        )
        for kind, starts_on, month in zip(
            kinds, (date(2026, 4, 1), date(2026, 11, 10)), (2, 1), strict=True
        )
    )
    no = Reply(date(2026, 9, 1), granted=False, filed_on=date(2026, 3, 20))
    facts = Facts({"filed_on": date(2026, 10, 1)}, (before, after), no)
    scope = facts.scope(DAY)
    ends = {
        clock.document.kind: clock.due
        for clock in situation(facts, DAY, library).deadlines
        if clock.code == "C29" and clock.document
    }

    assert scope["paper_refused"] is False
    assert [scope[f"shown.{kind}"] for kind in kinds] == [False, True]
    assert ends == {after.kind: after.ends_on}
    without_end = Facts(facts.known, (before, replace(after, ends_on=None)), no)
    assert without_end.scope(DAY)["paper_refused"] is True


@pytest.mark.parametrize(
    ("followed", "reply"),
    [
        ({"kind": "permit", "from": "2022-10-01", "until": "2026-12-31"}, None),
        ({"kind": "adf", "from": "2022-09-01", "until": "2022-12-31"}, None),
        (None, "2022-09-10"),
    ],
)
def test_nothing_is_corrected_on_an_attestation_that_is_over(
    followed: dict[str, Any] | None, reply: str | None, library: Library
) -> None:
    """D23 to D25: years later, nobody asks for its three missing months."""
    old = api("2022-06-15", "2022-09-14", mention="", allows_work=False)
    facts = {"status": "refugee", "held": [old]}
    wrong = {"D23", "D24", "D25"}

    assert wrong <= set(raised(ask(facts, library)))
    if followed is not None:
        facts["held"] = [old, followed]
    if reply is not None:
        facts["refused_on"] = reply
    assert not wrong & set(raised(ask(facts, library)))


@pytest.mark.parametrize("wants", ["first_permit", "renewal"])
@pytest.mark.parametrize("status", ["refugee", "permit_holder"])
@pytest.mark.parametrize(
    ("kind", "granted", "told"),
    [
        ("api", None, "demander la suivante"),
        ("api", True, "décision favorable"),
        ("api", False, "voir un avocat"),
        ("recepisse", None, "demander le suivant"),
        ("recepisse", True, "demander le suivant"),
        ("recepisse", False, "voir un avocat"),
    ],
)
def test_the_next_paper_is_asked_for_while_one_is_due(
    wants: str,
    status: str,
    kind: str,
    granted: bool | None,
    told: str,
    library: Library,
) -> None:
    """R.431-15-1: the attestation is renewed until the préfet has decided."""
    filed = date(2026, 6, 1)
    held = HeldDocument(kind=Kind(kind), starts_on=filed, ends_on=date(2026, 11, 20))
    reply = Reply(date(2026, 11, 1), granted=bool(granted), filed_on=filed)
    known = {"status": status, "wants": wants, "filed_on": filed}
    facts = Facts(known, (held,), None if granted is None else reply)
    texts = {
        one.right: one.text.french for one in situation(facts, DAY, library).rights
    }

    for right in ("caf", "social_housing"):
        assert told in texts[right]
        assert ("suivant" in texts[right]) is ("suivant" in told)


@pytest.mark.parametrize("kind", ["api", "adf", "recepisse", "aps", "permit"])
def test_an_agreement_alone_covers_nobody(kind: str, library: Library) -> None:
    """R.431-15-1, 4th paragraph: the favourable decision proves the stay, in writing."""
    known = {"status": "permit_holder", "wants": "renewal", "answer": "granted"}
    known |= {"filed_on": date(2026, 7, 1), "channel": "anef"}
    card = HeldDocument(kind=Kind.PERMIT, ends_on=date(2026, 10, 31), years=1)
    valid = HeldDocument(kind=Kind(kind), ends_on=date(2027, 1, 31))

    def alerts(*held: HeldDocument) -> dict[str, str | None]:
        found = situation(Facts(known, held), DAY, library)
        return {alert.symptom: alert.next_remedy for alert in found.alerts}

    assert alerts(card)["D33b"] == "E1"
    assert "D33b" not in alerts(card, valid)
    unknown = replace(valid, ends_on=None, starts_on=date(2026, 11, 1))
    assert "D33b" not in alerts(card, unknown)


def test_an_agreement_of_the_prefecture_is_not_looked_for_on_anef(
    library: Library,
) -> None:
    known = {"status": "stateless", "answer": "granted", "channel": "prefecture"}
    found = situation(Facts(known, ()), DAY, library)

    assert {a.symptom: a.next_remedy for a in found.alerts}["D33b"] == "E3"


def test_an_api_another_replaced_raises_nothing_any_more(library: Library) -> None:
    facts = {
        "status": "refugee",
        "wants": "first_permit",
        "filed_on": "2026-09-01",
        "held": [
            api("2026-09-01", "2026-11-20"),
            api("2026-11-21", "2027-05-20", mention="reconnu réfugié"),
        ],
    }

    assert not {"D22", "D23", "D24"} & set(raised(ask(facts, library)))


def test_d20_is_no_api_after_a_first_request(library: Library) -> None:
    facts = {
        "status": "refugee",
        "wants": "first_permit",
        "filed_on": "2026-11-01",
        "held": [],
    }

    assert "D20" in raised(ask(facts, library))
    held = [api("2026-11-01", "2027-04-30")]
    assert "D20" not in raised(ask({**facts, "held": held}, library))
    assert "D20" not in raised(ask({**facts, "status": "visa_holder"}, library))


@pytest.mark.parametrize(
    ("filed_on", "due"), [(date(2026, 9, 1), True), (date(2026, 3, 1), False)]
)
def test_d20_is_no_api_of_this_request_beside_that_of_one_that_was_refused(
    filed_on: date, due: bool, library: Library
) -> None:
    """R.431-15-3: it is given for each first request, as soon as it is filed."""
    known = {"status": "refugee", "wants": "first_permit", "filed_on": filed_on}
    old = HeldDocument(
        kind=Kind.API,
        starts_on=date(2026, 2, 1),
        ends_on=date(2026, 7, 31),
        issued_for=IssuedFor.FIRST,
    )
    refused = Reply(date(2026, 8, 1), granted=False)
    facts = Facts(known, (old,), refused)
    found = {alert.symptom for alert in situation(facts, DAY, library).alerts}

    assert ("D20" in found) is due


@pytest.mark.parametrize(
    ("on", "symptom", "other"),
    [(date(2026, 12, 15), "D17", "D18"), (date(2026, 12, 16), "D18", "D17")],
)
def test_no_api_is_normal_until_the_title_ends_then_is_not(
    on: date, symptom: str, other: str, library: Library
) -> None:
    facts = renewal(filed_on="2026-09-20", filed_complete=True)
    found = raised(ask(facts, library, on))

    assert symptom in found
    assert other not in found


@pytest.mark.parametrize(
    ("more", "due"),
    [
        ({"channel": "anef"}, True),
        ({}, True),
        ({"channel": "prefecture"}, False),
        ({"channel": "other"}, False),
        ({"status": "permit_holder", "purpose": "employee", "kind": "permit"}, False),
        ({"status": "permit_holder", "purpose": "employee"}, True),
        ({"status": "stateless", "kind": "permit"}, False),
        ({"status": "stateless", "kind": "permit", "channel": "anef"}, True),
    ],
)
def test_an_attestation_is_due_for_a_request_on_anef_alone(
    more: dict[str, Any], due: bool, library: Library
) -> None:
    """R.431-15-1 is about requests on ANEF; elsewhere a récépissé is given."""
    facts = renewal(filed_on="2026-09-20", filed_complete=True)
    kind = more.get("kind", "resident_card")
    held = [facts["held"][0] | {"kind": kind}]
    told = {k: v for k, v in more.items() if k != "kind"}
    after = raised(ask({**facts, **told, "held": held}, library, date(2026, 12, 16)))

    assert ("D18" in after) is due
    if "channel" in more:
        before = ask({**facts, **told, "held": held}, library, date(2026, 12, 15))
        assert ("D17" in raised(before)) is due


@pytest.mark.parametrize(
    ("more", "due"),
    [({}, True), ({"purpose": "student"}, True), ({"purpose": "employee"}, False)],
)
def test_an_attestation_is_missed_in_a_file_that_knows_no_status(
    more: dict[str, Any], due: bool, library: Library
) -> None:
    """Only a status that is known can be one that ANEF does not take."""
    filed = {"wants": "renewal", "filed_on": date(2026, 9, 1), "filed_complete": True}
    permit = HeldDocument(
        kind=Kind.PERMIT, starts_on=date(2024, 11, 21), ends_on=date(2026, 11, 20)
    )
    found = situation(Facts({**filed, **more}, (permit,)), DAY, library)

    assert ("D18" in raised(found)) is due


@pytest.mark.parametrize(
    ("more", "missing"),
    [
        ({"channel": "anef", "held": []}, True),
        ({"channel": "prefecture", "held": []}, False),
        ({"held": [{"kind": "recepisse", "until": "2027-01-31"}]}, False),
        ({"held": [{"kind": "recepisse"}]}, False),
        ({"held": [{"kind": "recepisse", "until": "2026-10-31"}]}, True),
        ({"held": [{"kind": "recepisse", "until": "2026-11-20"}]}, False),
        (
            {
                "channel": "anef",
                "held": [{"kind": "recepisse", "until": "2026-11-20"}],
            },
            True,
        ),
        (
            {
                "channel": "anef",
                "held": [{"kind": "recepisse", "until": "2027-01-31"}],
            },
            False,
        ),
    ],
)
def test_d20_awaits_no_attestation_where_a_recepisse_is_given(
    more: dict[str, Any], missing: bool, library: Library
) -> None:
    """A récépissé that ended before the filing was given for something else."""
    facts = {"status": "refugee", "wants": "first_permit", "filed_on": "2026-11-01"}

    assert ("D20" in raised(ask({**facts, **more}, library))) is missing


@pytest.mark.parametrize("granted", [True, False])
def test_an_attestation_that_ended_after_the_answer_was_due_no_longer(
    granted: bool, library: Library
) -> None:
    held = (
        HeldDocument(
            kind=Kind.API,
            starts_on=date(2026, 5, 1),
            ends_on=date(2026, 10, 31),
            issued_for=IssuedFor.FIRST,
        ),
    )
    known = {"status": "refugee"}
    reply = Reply(date(2026, 10, 15), granted=granted)

    def found(facts: Facts) -> list[str]:
        return raised(situation(facts, DAY, library))

    assert "D22" in found(Facts(known, held))
    assert "D22" not in found(Facts(known, held, reply))


def test_d22_is_an_api_that_ended_without_another(library: Library) -> None:
    facts = {
        "status": "refugee",
        "wants": "first_permit",
        "filed_on": "2026-09-01",
        "held": [api("2026-09-01", "2026-11-21")],
    }

    assert "D22" in raised(ask(facts, library, date(2026, 11, 22)))
    assert "D22" not in raised(ask(facts, library, date(2026, 11, 21)))


def test_d29_is_born_the_day_after_four_months(library: Library) -> None:
    facts = {"status": "refugee", "wants": "first_permit", "filed_on": "2026-03-20"}

    assert "D29" not in raised(ask(facts, library, date(2026, 7, 20)))
    assert "D29" in raised(ask(facts, library, date(2026, 7, 21)))


def test_a_request_that_was_incomplete_or_refused_has_no_silent_refusal(
    library: Library,
) -> None:
    """CE avis 10 oct. 2024: silence then refuses to register, which is another thing."""
    facts = {"status": "refugee", "wants": "first_permit", "filed_on": "2026-03-20"}

    assert "C11" not in dues(ask({**facts, "filed_complete": False}, library))
    assert "C11" not in dues(ask({**facts, "refused_on": "2026-05-02"}, library))


def test_d30_is_a_card_that_is_owed_since_three_months(library: Library) -> None:
    facts = {
        "status": "subsidiary_protection",
        "wants": "first_permit",
        "protection_decision_on": "2026-03-02",
        "held": [],
    }
    answers = ask(facts, library, date(2026, 6, 3))

    assert "D30" in raised(answers)
    assert "D30" not in raised(ask(facts, library, date(2026, 6, 2)))
    c08 = next(d for d in answers.deadlines if d.code == "C08")
    assert c08.basis.texts == ("CESEDA R.424-7",)


def test_the_interim_judge_is_no_remedy_once_the_refusal_is_born(
    library: Library,
) -> None:
    """E11 asks for a measure that thwarts no decision; E12 suspends one."""
    facts = {
        "status": "refugee",
        "wants": "first_permit",
        "filed_on": "2026-03-20",
        "held": [api("2026-03-20", "2026-07-01")],
        "done": ["E6"],
    }

    def after(on: date) -> str | None:
        found = {a.symptom: a for a in ask(facts, library, on).alerts}
        return found["D22"].next_remedy

    assert after(date(2026, 7, 10)) == "E11"
    assert after(date(2026, 8, 10)) == "E12"


def test_a_remedy_already_tried_gives_way_to_the_next(
    example: dict[str, Any], library: Library
) -> None:
    tried = {**example, "done": ["E3", "E6"]}
    found = {a.symptom: a for a in ask(tried, library).alerts}

    assert found["D23"].next_remedy is None
    assert [rung.taken for rung in found["D23"].ladder] == [True, True]


def test_danger_is_said_first(example: dict[str, Any], library: Library) -> None:
    alerts = ask(example, library).alerts
    dangerous = [bool(alert.danger) for alert in alerts]

    assert dangerous == sorted(dangerous, reverse=True)
    assert dangerous[0]
    told: Any = as_json(ask(example, library), library, load("fr"))
    first = told["alerts"][0]["text"]
    assert first.startswith(alerts[0].danger.french)


def test_rights_follow_the_mention_and_the_end_of_the_paper(library: Library) -> None:
    held = api("2026-09-01", "2027-02-28", mention="reconnu réfugié")
    facts: dict[str, Any] = {
        "status": "refugee",
        "wants": "first_permit",
        "held": [held],
    }

    def answers(**more: Any) -> dict[str, str]:
        asked = {**facts, "held": [{**held, **more}]}
        return {r.right: r.answer for r in ask(asked, library).rights}

    assert answers(allows_work=True)["france_travail"] == "yes"
    assert answers(allows_work=False)["france_travail"] != "yes"
    assert answers()["france_travail"] == "conditional"
    assert answers()["return"] == "no"
    ended = answers(until="2026-10-01", allows_work=True)
    assert ended["stay"] == "conditional"
    assert ended["france_travail"] == "no"


def test_a_paper_whose_end_nobody_noted_allows_what_a_valid_one_does(
    library: Library,
) -> None:
    held = api("2026-09-01", "2027-02-28", mention="reconnu réfugié")
    del held["until"]
    facts: dict[str, Any] = {"status": "refugee", "held": [held]}

    rights = ask(facts, library).rights
    found = {r.right: r.if_valid for r in rights}
    held["until"] = "2027-02-28"
    valid = ask(facts, library).rights
    known = {r.right: r.if_valid for r in valid}

    assert found["stay"]
    assert found["cpam"]
    assert not found["return"]  # Nobody leaves with it, valid or not.
    assert not any(known.values())
    assert "yes" in {r.answer for r in valid}
    assert "yes" not in {r.answer for r in rights}  # It may have ended since.


def test_a_broken_rule_is_named_and_silences_no_other(
    example: dict[str, Any], library: Library
) -> None:
    rules = library.content.deadlines
    broken = [replace_due(rule) if rule.code == "C29" else rule for rule in rules]
    content = msgspec_replace(library.content, deadlines=tuple(broken))
    answers = ask(example, Library(content))

    assert answers.failed == ("deadlines",)
    assert "D23" in raised(answers)
    assert answers.procedures[0].code == "A2"


def replace_due(rule: Any) -> Any:
    return msgspec_replace(rule, due="document.until +")


def msgspec_replace(value: Any, **changes: Any) -> Any:
    import msgspec

    return msgspec.structs.replace(value, **changes)


def test_a_date_outside_the_calendar_fails_alone(library: Library) -> None:
    held = [{"kind": "permit", "until": "2200-12-31", "years": 10}]
    answers = ask({"status": "refugee", "held": held}, library)

    assert answers.failed == ()
    assert replace(answers, failed=("x",)).failed == ("x",)


@pytest.mark.parametrize("purpose", ["spouse_of_french", "job_search"])
def test_a_recepisse_that_forbids_work_against_the_text_is_to_be_corrected(
    purpose: str, library: Library
) -> None:
    """R.431-14 names them: after French studies, the husband or wife of a French."""
    paper = {"kind": "recepisse", "for": "first", "until": "2027-01-31"}
    facts = {
        "status": "visa_holder",
        "purpose": purpose,
        "held": [{**paper, "allows_work": False}],
    }

    found = situation(read_facts(facts), date(2026, 11, 24), library).rights

    assert {r.answer for r in found if r.right == "work"} == {"conditional"}


@pytest.mark.parametrize(
    ("known", "clock"),
    [
        ({"purpose": "employee"}, "c02-fenetre-hors-anef"),
        ({"purpose": "employee"}, "c05-supplement-hors-anef"),
        ({"purpose": "young_adult"}, "c04-dix-huit-ans-autre-titre"),
    ],
)
def test_the_dates_of_a_purpose_wait_for_no_status(
    known: dict[str, object], clock: str, library: Library
) -> None:
    """A file where nobody noted the status keeps its deadlines dated."""
    held: tuple[HeldDocument, ...] = ()
    if known["purpose"] == "employee":
        held = (
            HeldDocument(
                kind=Kind.PERMIT,
                starts_on=date(2026, 2, 1),
                ends_on=date(2027, 1, 31),
            ),
        )
    facts = Facts({**known, "birth_date": PartialDate(2008, 11, 1)}, held)
    found = {one.id: one for one in situation(facts, DAY, library).deadlines}

    assert found[clock].due is not None


@pytest.mark.parametrize(
    ("answer", "told"), [(None, True), ("granted", True), ("refused", False)]
)
def test_a_new_address_is_told_until_the_card_is_there(
    answer: str | None, told: bool, library: Library
) -> None:
    """D14: the call to collect the card may go to the address before."""
    known: dict[str, object] = {
        "status": "refugee",
        "channel": "anef",
        "filed_on": date(2026, 6, 20),
        "moved_on": date(2026, 10, 20),
    }
    facts = Facts(known if answer is None else {**known, "answer": answer}, ())
    found = {alert.symptom for alert in situation(facts, DAY, library).alerts}

    assert ("D14" in found) is told
