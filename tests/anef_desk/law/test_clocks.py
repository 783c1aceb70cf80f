"""C01 to C29: each rule of the fact sheet on dates that a calendar can check."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from anef_desk.catalogue.library import Library
from anef_desk.domain.person import Status
from anef_desk.domain.residence_document import IssuedFor, Kind
from anef_desk.law.deadlines import Deadline
from anef_desk.law.facts import Facts, HeldDocument, Reply
from anef_desk.law.given import read_facts
from anef_desk.law.situation import Situation, situation

DAY = date(2026, 11, 22)


def clocks(
    library: Library, facts: dict[str, Any], on: date = DAY
) -> dict[str, Deadline]:
    answers = situation(read_facts(facts), on, library)
    assert answers.failed == ()
    return {clock.id: clock for clock in answers.deadlines}


def paper(kind: str, until: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "until": until, **more}


def holder(purpose: str | None, *held: dict[str, Any], **more: Any) -> dict[str, Any]:
    asked = {"purpose": purpose} if purpose else {}
    return {"status": "permit_holder", **asked, "held": list(held), **more}


@pytest.mark.parametrize(
    ("purpose", "kind", "rule"),
    [
        ("student", "vls_ts", "c01-fenetre-de-renouvellement"),
        ("spouse_of_french", "permit", "c01-fenetre-de-renouvellement"),
        ("sick", "permit", "c01-fenetre-de-renouvellement"),
        ("employee", "permit", "c02-fenetre-hors-anef"),
        ("employee", "vls_ts", "c02-fenetre-hors-anef"),
        ("private_life", "permit", "c02-fenetre-hors-anef"),
    ],
)
def test_the_window_depends_on_whether_the_title_is_asked_for_on_anef(
    purpose: str, kind: str, rule: str, library: Library
) -> None:
    """R.431-5 1°: 120 to 60 days before, or the two months before."""
    found = clocks(library, holder(purpose, paper(kind, "2027-03-31")))
    windows = {i for i in found if i.startswith(("c01", "c02"))}

    assert windows == {rule}
    first, last = {
        "c01": (date(2026, 12, 1), date(2027, 1, 30)),
        "c02": (date(2027, 1, 31), date(2027, 3, 30)),
    }[rule[:3]]
    assert (found[rule].opens, found[rule].due) == (first, last)


def test_a_stateless_person_renews_at_the_prefecture_unless_anef_takes_it(
    library: Library,
) -> None:
    """The sources disagree: the channel, when known, decides."""
    facts = {"status": "stateless", "held": [paper("permit", "2027-03-31", years=4)]}
    found = clocks(library, facts)

    assert found["c02-fenetre-hors-anef"].due == date(2027, 3, 30)
    assert found["c01-fenetre-de-renouvellement"].missing == ("channel",)
    on_anef = clocks(library, {**facts, "channel": "anef"})
    assert on_anef["c01-fenetre-de-renouvellement"].due == date(2027, 1, 30)


def test_an_eu_long_term_resident_has_no_window(library: Library) -> None:
    """R.431-5, last paragraph."""
    facts = holder("long_term_eu", paper("resident_card", "2027-03-31", years=10))

    assert "c01-fenetre-de-renouvellement" not in clocks(library, facts)


def test_the_family_of_a_european_renews_in_the_last_two_months(
    library: Library,
) -> None:
    facts = {
        "status": "family_of_eu_citizen",
        "held": [paper("permit", "2027-03-31", years=5)],
    }
    found = clocks(library, facts)

    assert found["c02-famille-d-un-citoyen-de-l-union"].opens == date(2027, 1, 31)
    assert not {"c01-fenetre-de-renouvellement", "c02-fenetre-hors-anef"} & set(found)


@pytest.mark.parametrize(
    ("wants", "filed_on", "awaited"),
    [
        ("renewal", "2026-12-15", False),
        (None, "2026-12-15", False),
        ("change_address", "2026-12-15", True),
        ("renewal", "2026-10-20", False),
        (None, "2026-10-20", True),
        ("renewal", "2026-06-01", True),
    ],
)
def test_only_a_request_that_may_be_the_renewal_stops_its_clocks(
    wants: str | None, filed_on: str, awaited: bool, library: Library
) -> None:
    more = {"filed_on": filed_on, **({"wants": wants} if wants else {})}
    facts = holder("student", paper("permit", "2027-03-31"), **more)
    found = clocks(library, facts, date(2026, 12, 20))

    assert ("c01-fenetre-de-renouvellement" in found) is awaited
    assert ("c06-perte-du-renouvellement" in found) is awaited


def test_a_late_request_may_cost_more_and_the_clock_says_so(library: Library) -> None:
    """L.436-5: proof of a breakdown may be pleaded."""
    late = holder("student", paper("permit", "2027-03-31"), filed_on="2027-02-10")
    in_time = holder("student", paper("permit", "2027-03-31"), filed_on="2027-01-30")
    on = date(2027, 2, 11)

    assert clocks(library, late, on)["c05-supplement-de-retard"].state == "past"
    assert "c05-supplement-de-retard" not in clocks(library, in_time, on)
    assert "c01-fenetre-de-renouvellement" not in clocks(library, late, on)


@pytest.mark.parametrize(
    ("status", "rule", "due"),
    [
        ("refugee", "c03-dix-huit-ans-titre-de-droit", date(2027, 12, 4)),
        ("family_of_refugee", "c03-dix-huit-ans-titre-de-droit", date(2027, 12, 4)),
        (
            "family_of_subsidiary_protection",
            "c04-dix-huit-ans-autre-titre",
            date(2027, 2, 5),
        ),
    ],
)
def test_a_young_adult_has_until_nineteen_or_two_months(
    status: str, rule: str, due: date, library: Library
) -> None:
    """R.431-5 2° and 3°; a person born on 5 December 2008."""
    found = clocks(library, {"status": status, "birth_date": "2008-12-05", "held": []})

    assert found[rule].opens == date(2026, 12, 5)
    assert found[rule].due == due


@pytest.mark.parametrize("birth", ["1990-05-17", "1990"])
def test_an_adult_is_no_young_adult(birth: str, library: Library) -> None:
    found = clocks(library, {"status": "refugee", "birth_date": birth, "held": []})

    assert not [i for i in found if i.startswith(("c03", "c04"))]


def test_a_young_person_whose_birthday_is_not_known_is_asked_for_it(
    library: Library,
) -> None:
    found = clocks(library, {"status": "refugee", "birth_date": "2008", "held": []})

    assert found["c03-dix-huit-ans-titre-de-droit"].missing == ("birth_on",)


@pytest.mark.parametrize(
    ("algerian", "years", "kept"),
    [(True, 2, True), (True, 1, False), (False, 2, False)],
)
def test_a_long_title_of_an_agreement_is_kept_three_months_too(
    algerian: bool, years: int, kept: bool, library: Library
) -> None:
    card = paper("permit", "2027-03-31", years=years)
    facts = holder("private_life", card, algerian=algerian)

    assert ("c07-titre-fini-encore-probant" in clocks(library, facts)) is kept


@pytest.mark.parametrize(
    ("more", "due"),
    [
        ({"purpose": "student"}, date(2026, 8, 29)),
        ({"purpose": "job_search"}, date(2026, 8, 29)),
        ({"purpose": "seasonal"}, date(2026, 8, 29)),
        ({"purpose": "talent", "talent_kind": "researcher"}, date(2026, 7, 30)),
        ({"purpose": "talent", "talent_kind": "blue_card"}, date(2026, 8, 29)),
        ({"purpose": "talent", "talent_kind": "other"}, date(2026, 9, 30)),
        ({"purpose": "employee"}, date(2026, 9, 30)),
    ],
)
def test_silence_becomes_a_refusal_sooner_for_some_titles(
    more: dict[str, Any], due: date, library: Library
) -> None:
    """R.432-2 and the articles it leaves apart: 60 days, 90 days, four months."""
    facts = {"status": "visa_holder", "wants": "renewal", "filed_on": "2026-05-31"}
    found = clocks(library, {**facts, **more})

    assert [c.due for c in found.values() if c.code == "C11"] == [due]
    assert found["c13-refus-implicite"].due is not None


def test_an_unknown_talent_card_is_asked_for_before_any_date(library: Library) -> None:
    facts = {
        "status": "visa_holder",
        "purpose": "talent",
        "wants": "renewal",
        "filed_on": "2026-05-31",
    }
    silent = [c for c in clocks(library, facts).values() if c.code == "C11"]

    assert {c.missing for c in silent} == {("talent_kind",)}


def test_an_unknown_purpose_keeps_the_shorter_clock_in_sight(library: Library) -> None:
    facts = {"status": "visa_holder", "wants": "renewal", "filed_on": "2026-05-31"}
    found = clocks(library, facts)

    assert found["c11-refus-implicite"].due == date(2026, 9, 30)
    assert found["c11-refus-implicite-90-jours"].missing == ("purpose",)
    protected = clocks(library, {**facts, "status": "refugee"})
    assert "c11-refus-implicite-90-jours" not in protected


def test_a_suspension_moves_the_second_date_only(library: Library) -> None:
    """CRPA L.114-5: thirty days were given, ten were used."""
    facts = {
        "status": "refugee",
        "filed_on": "2026-03-20",
        "completion_asked_on": "2026-04-01",
        "completion_due_on": "2026-05-01",
        "completed_on": "2026-04-11",
    }
    found = clocks(library, facts)

    assert found["c11-refus-implicite"].due == date(2026, 7, 20)
    assert found["c12-delai-suspendu"].due == date(2026, 7, 30)


REFUSED = {"status": "permit_holder", "refused_on": "2026-10-31"}


@pytest.mark.parametrize(
    ("more", "rule", "due"),
    [
        ({}, "c13-refus-ecrit", date(2026, 12, 31)),
        ({"appeal_routes_given": True}, "c13-refus-ecrit", date(2026, 12, 31)),
        (
            {"appeal_routes_given": False},
            "c13-refus-sans-explication",
            date(2027, 10, 31),
        ),
        ({"leave_ordered": True}, "c13-obligation-de-quitter", date(2026, 10, 31)),
        (
            {"informal_appeal_on": "2026-12-15"},
            "c15-tribunal-apres-recours-gracieux",
            date(2027, 4, 15),
        ),
        ({"informal_appeal_on": "2027-01-02"}, "c13-refus-ecrit", date(2026, 12, 31)),
    ],
)
def test_the_court_after_a_letter(
    more: dict[str, Any], rule: str, due: date, library: Library
) -> None:
    """CJA R.421-1, R.421-5; CRPA L.411-2: an appeal in time opens it anew."""
    told = {"leave_ordered": False, **more}
    found = clocks(library, {**REFUSED, **told}, date(2027, 1, 3))
    court = {i: c.due for i, c in found.items() if c.code == "C13" or "tribunal" in i}

    assert court == {rule: due}


SILENT = {"status": "refugee", "wants": "first_permit", "filed_on": "2026-03-31"}
"""Refused by silence after 31 July 2026."""


@pytest.mark.parametrize(
    ("more", "dates"),
    [
        (
            {},
            {
                "c13-refus-implicite": date(2026, 9, 30),
                "c14-demander-les-motifs": date(2026, 9, 30),
            },
        ),
        (
            {"reasons_requested_on": "2026-09-15"},
            {
                "c14-reponse-aux-motifs": date(2026, 10, 15),
                "c14-limite-apres-motifs": date(2027, 9, 15),
            },
        ),
        (
            {
                "reasons_requested_on": "2026-09-15",
                "reasons_given_on": "2026-10-10",
            },
            {"c14-tribunal-apres-reponse": date(2026, 12, 10)},
        ),
        (
            {
                "reasons_requested_on": "2026-09-15",
                "reasons_given_on": "2027-08-10",
            },
            {
                "c14-tribunal-apres-reponse": date(2027, 10, 10),
                "c14-limite-apres-motifs": date(2027, 9, 15),
            },
        ),
        (
            {"reasons_requested_on": "2026-10-15"},
            {
                "c13-refus-implicite": date(2026, 9, 30),
                "c14-reponse-aux-motifs": date(2026, 11, 15),
            },
        ),
        (
            {"reasons_requested_on": "2026-07-10"},
            {
                "c13-refus-implicite": date(2026, 9, 30),
                "c14-demander-les-motifs": date(2026, 9, 30),
            },
        ),
        (
            {
                "reasons_requested_on": "2026-07-10",
                "reasons_given_on": "2026-08-05",
            },
            {
                "c13-refus-implicite": date(2026, 9, 30),
                "c14-demander-les-motifs": date(2026, 9, 30),
            },
        ),
        (
            {"informal_appeal_on": "2026-09-30"},
            {
                "c14-demander-les-motifs": date(2026, 9, 30),
                "c15-recours-gracieux": date(2026, 11, 30),
                "c15-tribunal-apres-recours-gracieux": date(2027, 1, 30),
            },
        ),
    ],
)
def test_the_court_after_silence(
    more: dict[str, Any], dates: dict[str, date], library: Library
) -> None:
    """CRPA L.232-4 and CE 504677: reasons asked for in time, within one year.

    Asked for before silence is a refusal, they leave the two months as they are.
    """
    found = clocks(library, {**SILENT, **more})
    court = {i: c.due for i, c in found.items() if c.code in {"C13", "C14", "C15"}}

    assert court == dates


@pytest.mark.parametrize(
    ("fact", "rule", "opens", "due"),
    [
        ("message_sent_on", "c16-accuse-de-reception", None, date(2026, 11, 16)),
        ("file_requested_on", "c17-refus-de-communiquer", None, date(2026, 11, 30)),
        (
            "file_requested_on",
            "c17-saisir-la-cada",
            date(2026, 11, 30),
            date(2027, 1, 30),
        ),
        ("moved_on", "c18-nouvelle-adresse-prefecture", None, date(2027, 1, 30)),
        ("moved_on", "c19-nouvelle-adresse-ofpra", None, date(2027, 1, 30)),
        (
            "first_protection_document_on",
            "c20-echange-du-permis",
            None,
            date(2027, 10, 30),
        ),
        ("bank_asked_on", "c26-compte-bancaire", None, date(2026, 11, 4)),
        (
            "domiciled_on",
            "c27-domiciliation",
            date(2027, 8, 30),
            date(2027, 10, 30),
        ),
        (
            "photo_code_on",
            "c28-code-e-photo",
            date(2026, 11, 2),
            date(2027, 4, 30),
        ),
    ],
)
def test_what_runs_from_one_day(
    fact: str, rule: str, opens: date | None, due: date, library: Library
) -> None:
    """All from Friday 30 October 2026; 1 and 11 November are holidays."""
    found = clocks(library, {"status": "refugee", fact: "2026-10-30"})

    assert (found[rule].opens, found[rule].due) == (opens, due)


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("caf", "c23-caf-cpam"),
        ("cpam", "c23-caf-cpam"),
        ("rsa", "c24-rsa"),
        ("france_travail", "c25-france-travail"),
    ],
)
def test_each_body_has_its_appeal_of_two_months(
    body: str, rule: str, library: Library
) -> None:
    facts = {
        "status": "refugee",
        "benefit_body": body,
        "benefit_refused_on": "2026-12-31",
    }
    found = clocks(library, facts)

    assert found[rule].due == date(2027, 2, 28)
    assert len([c for c in found.values() if c.code in {"C23", "C24", "C25"}]) == 1


def test_a_short_title_need_not_declare_an_address(library: Library) -> None:
    """R.431-23: titles of more than one year."""
    moved = {"moved_on": "2026-10-30"}
    short = holder("student", paper("permit", "2027-03-31", years=1), **moved)
    long = holder("student", paper("permit", "2027-03-31", years=2), **moved)

    assert "c18-nouvelle-adresse-prefecture" not in clocks(library, short)
    assert "c18-nouvelle-adresse-prefecture" in clocks(library, long)


def test_a_driving_licence_is_no_longer_asked_about_years_after_the_card(
    library: Library,
) -> None:
    card = paper("resident_card", "2033-01-01", years=10) | {"from": "2023-01-02"}
    found = clocks(library, {"status": "refugee", "held": [card]})

    assert "c20-echange-du-permis" not in found


def test_the_end_of_a_paper_ends_the_registration_and_keeps_the_health_cover(
    library: Library,
) -> None:
    """C21 and C22: the last day, then the end of the sixth month after it."""
    facts = {"status": "refugee", "held": [paper("api", "2026-08-31")]}
    found = clocks(library, facts)

    assert found["c21-fin-inscription-france-travail"].due == date(2026, 8, 31)
    assert found["c22-assurance-maladie"].due == date(2027, 2, 28)
    replaced = {
        "status": "refugee",
        "held": [*facts["held"], paper("adf", "2027-01-31")],
    }
    kinds = [
        c.document.kind.value
        for c in clocks(library, replaced).values()
        if c.code in {"C21", "C22"} and c.document
    ]
    assert kinds == ["adf"]


@pytest.mark.parametrize("kind", ["adf", "recepisse", "aps"])
def test_an_attestation_that_another_paper_followed_is_not_awaited(
    kind: str, library: Library
) -> None:
    """A favourable decision, or a récépissé, is what comes after: nothing is late."""
    api = paper("api", "2026-08-31", **{"from": "2026-06-01"})
    after = paper(kind, "2027-01-31")

    for status in ("refugee", "subsidiary_protection", "permit_holder"):
        for reason in ("first", "renewal"):
            held = [api | {"for": reason}, after]
            found = clocks(library, {"status": status, "held": held})
            late = {i for i in found if found[i].state == "past"}
            assert not {i for i in late if i.startswith(("c09", "c10", "c29"))}


@pytest.mark.parametrize("refused", [False, True])
def test_a_paper_that_was_refused_hides_nothing_of_the_next_request(
    refused: bool,
    library: Library,
) -> None:
    """D18, D22, C10: the récépissé left in hand is not of the request that waits."""
    recepisse = HeldDocument(
        kind=Kind.RECEPISSE, starts_on=date(2026, 9, 5), ends_on=date(2027, 1, 31)
    )
    card = HeldDocument(kind=Kind.RESIDENT_CARD, ends_on=date(2026, 10, 31))
    api = HeldDocument(
        kind=Kind.API, starts_on=date(2026, 10, 10), ends_on=date(2026, 11, 20)
    )
    known = {
        "status": "refugee",
        "wants": "renewal",
        "filed_on": date(2026, 8, 25),
        "filed_complete": True,
        "channel": "anef",
    }
    day = date(2026, 9, 20) if refused else date(2026, 8, 20)
    reply = Reply(day, granted=False)

    def codes(*held: HeldDocument) -> set[str]:
        found = situation(Facts(known, held, reply), DAY, library)
        return {a.symptom for a in found.alerts} | {c.code for c in found.deadlines}

    assert ("D18" in codes(card, recepisse)) is refused
    assert ({"D22", "C10"} <= codes(api, recepisse)) is refused


def test_an_order_to_leave_is_said_before_its_day_is_known(library: Library) -> None:
    """The lawyer is not for the day on which it is known; one letter is said once."""
    facts = {"status": "permit_holder", "leave_ordered": True}

    found = clocks(library, facts)

    assert found["c13-obligation-de-quitter-sans-date"].due == DAY
    assert "c13-obligation-de-quitter" not in found
    refused = clocks(library, REFUSED)["c13-obligation-de-quitter"]
    assert (refused.due, refused.missing) == (None, ("leave_ordered",))
    assert "c13-obligation-de-quitter" not in clocks(
        library, {"status": "permit_holder"}
    )


def test_a_refusal_ends_what_an_ended_card_proves(library: Library) -> None:
    """L.433-3: until the decision on the request, three months at most."""
    card = paper("resident_card", "2026-10-31", years=10)
    facts = {
        "status": "permit_holder",
        "wants": "renewal",
        "filed_on": "2026-08-01",
        "held": [card],
    }
    waiting = situation(read_facts(facts), DAY, library)
    refused = situation(read_facts(facts | {"refused_on": "2026-11-10"}), DAY, library)

    def answers(found: Situation) -> dict[str, str]:
        return {one.right: one.answer for one in found.rights}

    assert "c07-titre-fini-encore-probant" in {c.id for c in waiting.deadlines}
    assert "c07-titre-fini-encore-probant" not in {c.id for c in refused.deadlines}
    for right in ("stay", "work", "caf", "rsa"):
        assert answers(waiting)[right] == "yes"
        assert answers(refused)[right] == "no"


@pytest.mark.parametrize("status", ["refugee", "subsidiary_protection", "stateless"])
def test_an_attestation_of_asylum_is_not_renewed_once_protected(
    status: str, library: Library
) -> None:
    """Nobody can prove that a request for asylum goes on, once it was granted."""
    held = [paper("atda", "2026-12-20")]
    rule = "c29-fin-de-l-attestation-asile"

    assert rule in clocks(library, {"status": "asylum_seeker", "held": held})
    assert rule not in clocks(library, {"status": status, "held": held})


@pytest.mark.parametrize(
    ("start", "late"), [("2026-07-01", False), ("2026-06-02", True)]
)
def test_a_visa_shorter_than_the_window_is_not_filed_late(
    start: str, late: bool, library: Library
) -> None:
    """R.431-5: 120 days before its end, it had not begun."""
    facts = {
        "status": "family_of_refugee",
        "wants": "first_permit",
        "held": [paper("vls_ts", "2026-10-01", **{"from": start})],
    }
    rules = {
        "c01-fenetre-de-renouvellement",
        "c05-supplement-de-retard",
        "c06-perte-du-renouvellement",
    }

    assert rules & set(clocks(library, facts)) == (rules if late else set())


def test_the_protected_are_not_asked_why_to_know_where_they_file(
    library: Library,
) -> None:
    """All their renewals are on ANEF; the stateless file at the préfecture."""
    card = [paper("permit", "2027-03-31", years=4)]
    facts = {"wants": "renewal", "held": card}
    desk = {"c02-fenetre-hors-anef", "c05-supplement-hors-anef"}

    for status in ("refugee", "subsidiary_protection", "family_of_refugee"):
        assert not desk & set(clocks(library, {**facts, "status": status}))
    assert desk <= set(clocks(library, {**facts, "status": "stateless"}))
    asked = clocks(library, {**facts, "status": "permit_holder"})
    assert "purpose" in asked["c02-fenetre-hors-anef"].missing


@pytest.mark.parametrize(
    ("status", "more", "shown"),
    [
        ("family_of_refugee", {}, False),
        ("family_of_refugee", {"purpose": "young_adult"}, False),
        ("family_of_subsidiary_protection", {}, True),
        ("permit_holder", {"purpose": "young_adult"}, True),
    ],
)
def test_the_child_of_a_refugee_has_until_nineteen(
    status: str, more: dict[str, Any], shown: bool, library: Library
) -> None:
    """C03 says it; the two months of others would hurry, and ask why."""
    facts = {"status": status, "birth_date": "2008-09-01", "wants": "first_permit"}

    assert ("c04-dix-huit-ans-autre-titre" in clocks(library, facts | more)) is shown


@pytest.mark.parametrize(
    ("status", "more", "clock"),
    [
        ("temporary_protection", {"wants": "renewal"}, False),
        ("asylum_seeker", {"wants": "renewal"}, False),
        ("temporary_protection", {"wants": "change_status"}, True),
        (
            "temporary_protection",
            {"wants": "first_permit", "purpose": "parent_of_french_child"},
            True,
        ),
        ("refugee", {"wants": "renewal"}, True),
    ],
)
def test_silence_refuses_titles_and_no_other_paper(
    status: str, more: dict[str, Any], clock: bool, library: Library
) -> None:
    """R.432-1 is about titles: the sheets A10 and A11 know no silence."""
    facts = {"status": status, "filed_on": "2026-05-31", **more}

    assert ("c11-refus-implicite" in clocks(library, facts)) is clock


def test_a_card_that_was_refused_is_not_called_late(library: Library) -> None:
    facts = {"status": "refugee", "protection_decision_on": "2026-06-01", "held": []}

    assert "c08-refugie" in clocks(library, facts)
    assert "c08-refugie" not in clocks(library, {**facts, "refused_on": "2026-08-10"})


def test_no_shorter_silence_is_looked_for_where_a_resident_card_is_renewed(
    library: Library,
) -> None:
    facts = {"status": "permit_holder", "wants": "renewal", "filed_on": "2026-05-31"}
    card = paper("resident_card", "2026-08-31", years=10)

    assert "c11-refus-implicite-90-jours" in clocks(library, facts)
    held = clocks(library, {**facts, "held": [card]})
    assert "c11-refus-implicite-90-jours" not in held
    assert held["c11-refus-implicite"].due == date(2026, 9, 30)


WINDOWS = {
    "c01-fenetre-de-renouvellement",
    "c05-supplement-de-retard",
    "c06-perte-du-renouvellement",
}


@pytest.mark.parametrize(
    ("granted", "known"),
    [(True, {}), (True, {"wants": "travel_document"}), (False, {}), (None, {})],
)
def test_a_renewal_that_was_granted_is_not_filed_again(
    granted: bool | None, known: dict[str, object], library: Library
) -> None:
    """Its case is over, and another may go on; a refusal leaves the window open."""
    card = HeldDocument(
        kind=Kind.RESIDENT_CARD,
        starts_on=date(2016, 12, 16),
        ends_on=date(2026, 12, 15),
    )
    reply = None if granted is None else Reply(date(2026, 11, 10), granted=granted)
    facts = Facts({"status": "refugee", **known}, (card,), reply)
    found = situation(facts, date(2026, 12, 20), library)
    rules = {clock.id for clock in found.deadlines}

    assert WINDOWS & rules == (set() if granted else WINDOWS)
    assert ("c07-titre-fini-encore-probant" in rules) is (granted is None)
    stay = {one.document: one.answer for one in found.rights if one.right == "stay"}
    assert stay == {"DOC-09": "conditional" if granted is None else "no"}


def test_a_closed_request_waits_for_nothing(library: Library) -> None:
    """D28, and no attestation is due for what the préfecture no longer has."""
    card = HeldDocument(kind=Kind.RESIDENT_CARD, ends_on=date(2026, 10, 31))
    api = HeldDocument(
        kind=Kind.API, starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 20)
    )
    known: dict[str, object] = {
        "status": "refugee",
        "wants": "renewal",
        "filed_on": date(2026, 8, 1),
        "filed_complete": True,
        "channel": "anef",
    }

    def codes(*held: HeldDocument, **more: object) -> set[str]:
        found = situation(Facts({**known, **more}, held), DAY, library)
        return {a.symptom for a in found.alerts} | {c.code for c in found.deadlines}

    assert {"D18", "C07"} <= codes(card)
    assert "D22" in codes(card, api)
    for told in ({"closed": True}, {"symptoms": ("D28",)}):
        closed = codes(card, **told) | codes(card, api, **told)
        assert {"D28", "C11"} <= closed
        assert not {"D18", "D22", "C07"} & closed


@pytest.mark.parametrize(
    ("told", "due"),
    [
        ({}, {"c13-cloture": date(2027, 1, 2)}),
        ({"refused_on": date(2026, 11, 20)}, {"c13-refus-ecrit": date(2027, 1, 20)}),
        ({"answer": "granted"}, {}),
        ({"leave_ordered": True}, {}),
        (
            {"informal_appeal_on": date(2026, 11, 10)},
            {"c15-tribunal-apres-recours-gracieux": date(2027, 3, 10)},
        ),
        (
            {"informal_appeal_on": date(2027, 1, 10)},
            {"c13-cloture": date(2027, 1, 2)},
        ),
        ({"closed_on": None}, {"c13-cloture": None}),
        (
            {"closed_on": None, "closed": None, "symptoms": ("D28",)},
            {"c13-cloture": None},
        ),
        ({"wants": "account"}, {}),
    ],
)
def test_a_closure_is_contested_within_two_months(
    told: dict[str, object], due: dict[str, date], library: Library
) -> None:
    """D28: by prudence; the day of a closure that was only noticed is asked for."""
    known = {
        "status": "refugee",
        "filed_on": date(2026, 9, 20),
        "closed": True,
        "closed_on": date(2026, 11, 2),
    }
    said = {key: value for key, value in (known | told).items() if value is not None}
    found = situation(Facts(said, ()), DAY, library).deadlines
    contested = (
        "c13-cloture",
        "c13-refus-ecrit",
        "c15-tribunal-apres-recours-gracieux",
    )

    assert {one.id: one.due for one in found if one.id in contested} == due
    if due == {"c13-cloture": None}:
        asked = next(one.missing for one in found if one.id == "c13-cloture")
        assert asked == ("closed_on",)


@pytest.mark.parametrize(
    ("given", "on", "told"),
    [
        (date(2026, 12, 1), date(2027, 1, 2), True),
        (date(2026, 12, 1), date(2027, 1, 3), False),
        (date(2026, 10, 1), date(2027, 1, 3), True),
    ],
)
def test_a_closure_is_no_longer_told_late_once_a_title_came_after(
    given: date, on: date, told: bool, library: Library
) -> None:
    """Nobody is sent to a lawyer today with the card of the next request in hand."""
    card = HeldDocument(
        kind=Kind.PERMIT, starts_on=given, ends_on=date(2030, 12, 1), years=4
    )
    known = {
        "status": "subsidiary_protection",
        "wants": "first_permit",
        "filed_on": date(2026, 9, 20),
        "closed": True,
        "closed_on": date(2026, 11, 2),
    }
    found = situation(Facts(known, (card,)), on, library).deadlines

    assert ("c13-cloture" in {one.id for one in found}) is told


def test_a_refusal_of_asylum_is_contested_elsewhere_and_sooner(
    library: Library,
) -> None:
    """At the CNDA, within a month; a closure is opened again, within nine."""
    known = {"status": "asylum_seeker", "wants": "asylum", "filed_on": DAY}
    day = date(2026, 11, 10)

    def dates(**more: object) -> dict[str, date | None]:
        answers = situation(Facts({**known, **more}, ()), DAY, library)
        assert "D28" not in {one.symptom for one in answers.alerts}
        found = {one.id: one.due for one in answers.deadlines}
        found.pop("c13-obligation-de-quitter", None)
        return {k: v for k, v in found.items() if k[:3] in {"c11", "c13", "c15"}}

    asked = date(2026, 11, 12)
    for told in ({}, {"informal_appeal_on": asked}, {"appeal_routes_given": False}):
        refused = dates(refused_on=day, **told)
        assert refused == {"c13-refus-d-asile": date(2026, 12, 10)}, told
    assert dates(answer="refused") == {"c13-refus-d-asile": None}
    assert dates(closed=True, closed_on=day) == {"c13-cloture-asile": date(2027, 8, 10)}
    assert dates(closed=True) == {"c13-cloture-asile": None}
    assert dates() == {}
    for ended in ({"refused_on": day}, {"closed": True, "closed_on": day}):
        assert dates(leave_ordered=True, **ended).items() >= dates(**ended).items()


@pytest.mark.parametrize(
    ("told", "stay", "work"),
    [
        ({}, "yes", "yes"),
        ({"closed": True}, "unknown", "unknown"),
        ({"symptoms": ("D28",)}, "unknown", "unknown"),
        ({"refused_on": date(2026, 11, 1)}, "no", "no"),
        ({"filed_on": None}, "conditional", "conditional"),
    ],
)
def test_what_an_ended_card_still_proves_is_told_of_work_as_of_the_stay(
    told: dict[str, object], stay: str, work: str, library: Library
) -> None:
    """L.433-3, until the decision: whether a closure is one is not established."""
    card = HeldDocument(kind=Kind.RESIDENT_CARD, ends_on=date(2026, 10, 31))
    known = {"status": "refugee", "wants": "renewal", "filed_on": date(2026, 8, 1)}
    said = {key: value for key, value in (known | told).items() if value is not None}
    found = situation(Facts(said, (card,)), DAY, library).rights

    answers = {one.right: one.answer for one in found}
    assert (answers["stay"], answers["work"]) == (stay, work)
    others = {answers[right] for right in ("france_travail", "social_housing", "bank")}
    assert others == {"no" if stay == "no" else "conditional"}


def test_a_late_card_that_was_refused_is_contested_even_without_the_day(
    library: Library,
) -> None:
    """D30: nobody puts the préfet on notice to answer once they have refused."""
    known = {
        "status": "refugee",
        "protection_decision_on": date(2026, 3, 2),
        "filed_on": date(2026, 8, 20),
    }
    for told, remedy in (({}, "E6"), ({"answer": "refused"}, "E12")):
        found = situation(Facts({**known, **told}, ()), DAY, library).alerts
        late = next(one for one in found if one.symptom == "D30")
        assert late.next_remedy == remedy


@pytest.mark.parametrize("code", ["D33", "D34", "D35"])
def test_what_the_account_announces_ends_the_silence(
    code: str, library: Library
) -> None:
    """A card that is ready was granted; its ended predecessor covers no longer."""
    card = paper("resident_card", "2026-10-31", years=10)
    facts = {
        "status": "permit_holder",
        "wants": "renewal",
        "filed_on": "2026-07-01",
        "filed_complete": True,
        "channel": "anef",
        "held": [card],
    }

    def codes(**more: Any) -> set[str]:
        found = situation(read_facts(facts | more), DAY, library)
        return {clock.code for clock in found.deadlines} | {
            alert.symptom for alert in found.alerts
        }

    waited = {"C07", "C11", "C13", "D18", "D29"}
    assert waited <= codes()
    assert not waited & codes(symptoms=[code])
    assert {"D33b", code} <= codes(symptoms=[code])


ANSWERED = ("c09", "c10", "c29")
"""The rules of a document that waits for an answer."""


@pytest.mark.parametrize("status", ["refugee", "subsidiary_protection", "stateless"])
@pytest.mark.parametrize("kind", ["api", "recepisse"])
def test_nothing_is_renewed_once_the_request_is_refused(
    kind: str, status: str, library: Library
) -> None:
    """R.431-15-1: the attestation is renewed until the préfet decides."""
    held = paper(kind, "2026-12-31", **{"from": "2026-07-01", "for": "first"})
    facts = {"status": status, "wants": "first_permit", "held": [held]}
    waiting = {i[:3] for i in clocks(library, facts)}
    refused = set(clocks(library, facts | {"refused_on": "2026-11-10"}))

    assert "c29" in waiting
    assert not {i for i in refused if i.startswith(ANSWERED)}
    assert "c13-refus-ecrit" in refused


@pytest.mark.parametrize(
    "more",
    [
        {"refused_on": "2026-06-01"},
        {"refused_on": "2026-11-10", "wants": "nationality"},
    ],
)
def test_a_refusal_of_something_else_leaves_the_attestation_to_renew(
    more: dict[str, Any], library: Library
) -> None:
    """Of a request before this document, or of something that is no title."""
    held = paper("api", "2026-12-31", **{"from": "2026-07-01", "for": "first"})
    facts = {"status": "refugee", "wants": "first_permit", "held": [held], **more}
    found = clocks(library, facts)

    assert {"c09-refugie", "c29-fin-de-l-attestation"} <= set(found)


def test_an_attestation_gives_way_to_the_decision_once_the_request_is_granted(
    library: Library,
) -> None:
    """R.431-15-1, 4th paragraph: the favourable decision proves the stay till the card."""
    facts = Facts(
        {"status": Status.REFUGEE.value, "wants": "first_permit", "answer": "granted"},
        (
            HeldDocument(
                kind=Kind.API,
                starts_on=date(2026, 7, 1),
                ends_on=date(2026, 12, 31),
                issued_for=IssuedFor.FIRST,
            ),
        ),
        Reply(date(2026, 11, 10), granted=True),
    )
    found = {clock.id: clock for clock in situation(facts, DAY, library).deadlines}

    assert {i for i in found if i.startswith(ANSWERED)} == {"c29-apres-l-accord"}
    assert found["c29-apres-l-accord"].due == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("starts_on", "missing"),
    [(date(2024, 3, 1), True), (date(2026, 11, 10), False), (None, False)],
)
def test_the_decision_of_an_earlier_request_is_not_the_one_that_is_awaited(
    starts_on: date | None, missing: bool, library: Library
) -> None:
    attestation = HeldDocument(
        kind=Kind.API, starts_on=date(2026, 9, 1), ends_on=date(2026, 11, 30)
    )
    decision = HeldDocument(kind=Kind.ADF, starts_on=starts_on)
    known = {
        "status": Status.PERMIT_HOLDER.value,
        "wants": "renewal",
        "answer": "granted",
    }
    reply = Reply(date(2026, 11, 10), granted=True)
    facts = Facts(known, (decision, attestation), reply)
    found = {clock.id for clock in situation(facts, DAY, library).deadlines}

    assert ("c29-apres-l-accord" in found) is missing


def test_the_health_cover_of_an_asylum_seeker_lasts_six_months_too(
    library: Library,
) -> None:
    """CSS R.111-4 speaks of any document; DOC-07 gives it the same months."""
    facts = {"status": "asylum_seeker", "held": [paper("atda", "2026-08-31")]}

    assert clocks(library, facts)["c22-assurance-maladie"].due == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("kind", "rule", "due"),
    [
        ("researcher", "c12-delai-suspendu-chercheur", date(2026, 8, 9)),
        ("blue_card", "c12-delai-suspendu-carte-bleue", date(2026, 9, 8)),
        ("seconded", "c12-delai-suspendu-carte-bleue", date(2026, 9, 8)),
        ("other", "c12-delai-suspendu", date(2026, 10, 10)),
    ],
)
def test_the_shorter_clocks_of_a_talent_card_stand_still_too(
    kind: str, rule: str, due: date, library: Library
) -> None:
    """C12 adds to C11, whatever its length; ten days were used."""
    facts = {
        "status": "visa_holder",
        "purpose": "talent",
        "talent_kind": kind,
        "wants": "renewal",
        "filed_on": "2026-05-31",
        "completion_asked_on": "2026-06-10",
        "completion_due_on": "2026-07-10",
        "completed_on": "2026-06-20",
    }
    found = clocks(library, facts)

    assert {i: c.due for i, c in found.items() if c.code == "C12"} == {rule: due}
