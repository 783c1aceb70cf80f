"""Dated files as people bring them to a desk, read as their lawyer would."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from anef_desk.catalogue.library import Library
from anef_desk.law.asking import notable
from anef_desk.law.facts import Facts, Reply
from anef_desk.law.given import read_facts
from anef_desk.law.situation import Situation, situation

DAY = date(2026, 11, 26)

REFUSED = {"wants": "renewal", "filed_on": "2026-05-01", "refused_on": "2026-11-10"}
SPOUSE = {"status": "permit_holder", "purpose": "spouse_of_french"}
STUDENT = {
    "status": "permit_holder",
    "purpose": "student",
    "wants": "renewal",
    "filed_on": "2026-07-20",
    "filed_complete": True,
    "channel": "anef",
}


def ask(library: Library, on: date = DAY, **facts: Any) -> Situation:
    return situation(read_facts(facts), on, library)


def dues(answers: Situation) -> dict[str, date]:
    return {one.id: one.due for one in answers.deadlines if one.due is not None}


def missed(answers: Situation, rule: str) -> str:
    found = next(one for one in answers.deadlines if one.id == rule)
    assert found.state == "past"
    return found.missed.french


def alert(answers: Situation, code: str) -> Any:
    return next(one for one in answers.alerts if one.symptom == code)


def raised(answers: Situation) -> set[str]:
    return {one.symptom for one in answers.alerts}


def right(answers: Situation, document: str, name: str) -> tuple[str, str]:
    found = next(
        one for one in answers.rights if one.document == document and one.right == name
    )
    return found.answer, found.text.french


def permit(until: str, years: int = 1, **more: Any) -> dict[str, Any]:
    last = date.fromisoformat(until) + timedelta(days=1)
    start = last.replace(year=last.year - years).isoformat()
    return {"kind": "permit", "from": start, "until": until, "years": years, **more}


def test_a_silence_of_ninety_days_is_not_said_to_be_of_four_months(
    library: Library,
) -> None:
    answers = ask(library, **STUDENT, held=[permit("2026-09-30")])

    assert dues(answers)["c11-refus-implicite-90-jours"] == date(2026, 10, 18)
    told = alert(answers, "D29")
    assert "quatre mois" not in told.title.french
    assert "90 jours" in told.text.french


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({**REFUSED, "refused_on": "2026-09-25"}, "c13-refus-ecrit"),
        (
            {
                **REFUSED,
                "refused_on": "2026-07-01",
                "informal_appeal_on": "2026-07-25",
            },
            "c15-tribunal-apres-recours-gracieux",
        ),
    ],
)
def test_the_day_after_the_two_months_is_still_in_time(
    library: Library, facts: dict[str, Any], rule: str
) -> None:
    """CE, 4 June 1954: these time limits are clear days; CPC, art. 642."""
    answers = ask(library, **SPOUSE, **facts, leave_ordered=False, held=[])

    assert dues(answers)[rule] == DAY - timedelta(days=1)
    assert "le lendemain" in missed(answers, rule)


def test_a_closed_request_stops_no_clock_of_the_renewal(library: Library) -> None:
    """CESEDA R.431-8: six months after its end, without a request, it is no renewal."""
    closed = {
        **SPOUSE,
        "wants": "renewal",
        "filed_on": "2026-08-20",
        "channel": "anef",
        "held": [permit("2026-10-31")],
        "completion_asked_on": "2026-09-10",
        "completion_due_on": "2026-10-10",
    }

    assert "c06-perte-du-renouvellement" not in dues(ask(library, **closed))
    answers = ask(library, **closed, symptoms=["D28"])
    assert dues(answers)["c06-perte-du-renouvellement"] == date(2027, 4, 30)
    assert dues(answers)["c01-fenetre-de-renouvellement"] == date(2026, 9, 1)
    assert "D28" in raised(answers)
    assert "D27" not in raised(answers)


@pytest.mark.parametrize("kind", ["api", "recepisse"])
@pytest.mark.parametrize("issued_for", ["first", "renewal"])
def test_no_right_is_sure_once_the_request_is_refused(
    library: Library, kind: str, issued_for: str
) -> None:
    paper = {"kind": kind, "from": "2026-09-01", "until": "2026-12-31"}
    paper |= {"for": issued_for, "allows_work": True}
    answers = ask(library, **SPOUSE, **REFUSED, held=[permit("2026-06-15"), paper])

    told = {one.right: one for one in answers.rights if one.held.kind == kind}
    for name in ("stay", "work", "france_travail", "caf", "social_housing"):
        assert told[name].answer == "unknown", name
    assert told["return"].answer == "no"
    assert told["cpam"].answer == "conditional"


def test_a_refused_paper_of_a_protected_person_opens_no_sure_right(
    library: Library,
) -> None:
    paper = {"kind": "api", "for": "first", "from": "2026-09-01", "until": "2027-02-28"}
    facts = {**REFUSED, "wants": "first_permit"}
    answers = ask(library, status="refugee", **facts, held=[paper])

    for name in ("france_travail", "caf", "rsa", "social_housing"):
        assert right(answers, "DOC-03", name)[0] == "unknown"


def test_the_family_of_a_citizen_of_the_union_works_without_a_card(
    library: Library,
) -> None:
    """CESEDA R.233-17, R.233-18: neither the card nor its receipt is a condition."""
    family = {"status": "family_of_eu_citizen", "wants": "first_permit"}
    deposit = {"kind": "deposit", "from": "2026-07-15"}
    answers = ask(library, **family, filed_on="2026-07-15", held=[deposit])

    assert right(answers, "DOC-01", "stay")[0] == "conditional"
    assert right(answers, "DOC-01", "work")[0] == "conditional"
    ended = ask(library, **family, held=[permit("2026-10-31", 5)])
    assert "ne dépend ni" in right(ended, "DOC-09", "work")[1]


def test_six_months_of_silence_refuse_a_family_reunification(
    library: Library,
) -> None:
    """CESEDA R.434-26."""
    facts = {"status": "permit_holder", "wants": "family_reunification"}
    held = [permit("2027-12-31", 4)]
    answers = ask(library, **facts, filed_on="2026-04-01", held=held)

    found = dues(answers)
    assert found["c11-refus-implicite-regroupement-familial"] == date(2026, 10, 1)
    assert found["c13-refus-implicite"] == date(2026, 12, 1)
    assert "c11-refus-implicite" not in found
    assert "D29" in raised(answers)
    family = ask(library, **{**facts, "status": "refugee"}, filed_on="2026-04-01")
    assert not [rule for rule in dues(family) if rule.startswith("c11")]


def test_a_refusal_of_nationality_goes_to_the_minister_first(
    library: Library,
) -> None:
    """CAA Nantes, 3 June 2025, n° 24NT01909: this appeal comes before the court."""
    facts = {"status": "refugee", "wants": "nationality", "refused_on": "2026-10-20"}
    found = dues(ask(library, **facts, leave_ordered=False))

    assert found["c13-refus-de-nationalite"] == date(2026, 12, 20)
    assert "c13-refus-ecrit" not in found
    told = dues(ask(library, **facts, informal_appeal_on="2026-11-20"))
    assert told["c15-recours-au-ministre-nationalite"] == date(2027, 3, 20)
    assert not {"c13-refus-de-nationalite", "c15-recours-gracieux"} & told.keys()
    late = dues(ask(library, **facts, informal_appeal_on="2026-12-21"))
    assert "c13-refus-de-nationalite" in late


def test_a_visa_is_validated_within_three_months(library: Library) -> None:
    """CESEDA R.431-17."""
    visa = {"kind": "vls_ts", "from": "2026-08-25", "until": "2027-08-24"}
    facts = {"status": "visa_holder", "purpose": "student", "held": [visa]}
    entered = {"wants": "validate_visa", "entered_on": "2026-09-01"}

    assert dues(ask(library, **facts, **entered))["c30-valider-le-visa"] == date(
        2026, 12, 1
    )
    done = ask(library, **facts, **entered, filed_on="2026-09-03")
    assert "c30-valider-le-visa" not in dues(done)


@pytest.mark.parametrize(
    ("facts", "rule", "due"),
    [
        (
            {"status": "visa_holder", "purpose": "private_life", "held": []},
            "c31-apres-l-arrivee",
            date(2026, 11, 29),
        ),
        (
            {"status": "family_of_refugee", "held": []},
            "c31-apres-l-arrivee",
            date(2026, 11, 29),
        ),
        (
            {"status": "family_of_eu_citizen", "held": []},
            "c32-famille-d-un-citoyen-de-l-union",
            date(2026, 12, 29),
        ),
    ],
)
def test_who_arrives_asks_for_a_card_in_time(
    library: Library, facts: dict[str, Any], rule: str, due: date
) -> None:
    """CESEDA R.431-4: two months; R.233-15: three for the family of the Union."""
    facts = {**facts, "wants": "first_permit", "entered_on": "2026-09-29"}

    assert dues(ask(library, **facts))[rule] == due
    unsaid = {key: value for key, value in facts.items() if key != "wants"}
    assert dues(ask(library, **unsaid))[rule] == due
    assert rule not in dues(ask(library, **{**facts, "wants": "renewal"}))
    assert rule not in dues(ask(library, **facts, filed_on="2026-10-02"))
    assert rule not in dues(ask(library, date(2027, 9, 30), **facts))


def test_whoever_asks_for_asylum_has_a_file_to_send_and_another_title_to_ask_for(
    library: Library,
) -> None:
    """CESEDA R.531-2: 21 days; D.431-7: two months, three for care."""
    atda = {"kind": "atda", "from": "2026-11-10", "until": "2027-09-09"}
    facts = {"status": "asylum_seeker", "held": [atda]}
    found = dues(ask(library, **facts, wants="asylum"))

    assert found["c33-dossier-a-l-ofpra"] == date(2026, 12, 1)
    assert found["c33-titre-pendant-l-asile"] == date(2027, 1, 10)
    sick = dues(ask(library, **facts, wants="first_permit", purpose="sick"))
    assert sick["c33-soins-pendant-l-asile"] == date(2027, 2, 10)
    assert "c33-titre-pendant-l-asile" not in sick
    sent = ask(library, **facts, wants="asylum", filed_on="2026-11-20")
    assert "c33-dossier-a-l-ofpra" not in dues(sent)
    renewed = {"status": "asylum_seeker", "held": [{**atda, "for": "renewal"}]}
    again = dues(ask(library, **renewed, wants="asylum"))
    assert not [rule for rule in again if rule.startswith("c33")]


def test_a_medical_certificate_goes_within_the_month(library: Library) -> None:
    """CESEDA R.425-12: the attestation only comes once it was sent."""
    facts = {"status": "undocumented", "purpose": "sick", "wants": "first_permit"}
    facts |= {"filed_on": "2026-10-30", "filed_complete": True}

    found = dues(ask(library, **facts, held=[]))
    assert found["c34-certificat-medical"] == date(2026, 11, 30)
    api = {"kind": "api", "from": "2026-11-20", "until": "2027-02-19"}
    assert "c34-certificat-medical" not in dues(ask(library, **facts, held=[api]))


def test_the_card_of_a_british_person_is_renewed_too(library: Library) -> None:
    facts = {"status": "british_withdrawal", "wants": "renewal"}
    found = dues(ask(library, **facts, held=[permit("2026-12-19", 5)]))

    assert found["c02-britannique-de-l-accord-de-retrait"] == date(2026, 12, 18)


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        (
            "D18",
            {
                **SPOUSE,
                "wants": "renewal",
                "channel": "anef",
                "filed_on": "2026-07-10",
                "held": [permit("2026-10-31")],
            },
        ),
        (
            "D18b",
            {
                "status": "permit_holder",
                "purpose": "employee",
                "wants": "renewal",
                "channel": "prefecture",
                "filed_on": "2026-07-10",
                "held": [permit("2026-09-01")],
            },
        ),
        (
            "D20",
            {
                "status": "refugee",
                "wants": "first_permit",
                "channel": "anef",
                "filed_on": "2026-07-10",
                "held": [],
            },
        ),
        (
            "D22",
            {
                "status": "refugee",
                "wants": "first_permit",
                "channel": "anef",
                "filed_on": "2026-07-10",
                "held": [{"kind": "api", "from": "2026-04-25", "until": "2026-10-24"}],
            },
        ),
    ],
)
def test_no_formal_notice_is_written_once_silence_has_refused(
    library: Library, code: str, facts: dict[str, Any]
) -> None:
    """Fact sheet, L06: the letter gives way to L07 once the refusal is born."""
    before = alert(ask(library, date(2026, 11, 5), filed_complete=True, **facts), code)
    assert before.next_remedy == "E6"
    after = alert(ask(library, filed_complete=True, **facts), code)
    assert after.next_remedy == "E12"
    assert "L06" not in after.letters


def test_a_card_is_late_only_where_it_was_asked_for(library: Library) -> None:
    answers = ask(
        library,
        status="refugee",
        wants="first_permit",
        protection_decision_on="2026-07-06",
        held=[],
    )

    assert "Sinon, déposer" in missed(answers, "c08-refugie")


def test_a_new_address_that_was_declared_is_not_asked_for(library: Library) -> None:
    facts = {"status": "refugee", "wants": "change_address", "moved_on": "2026-10-01"}
    card = {"kind": "resident_card", "from": "2020-01-01", "until": "2029-12-31"}

    assert "c18-nouvelle-adresse-prefecture" in dues(ask(library, **facts, held=[card]))
    told = dues(ask(library, **facts, filed_on="2026-10-20", held=[card]))
    assert "c18-nouvelle-adresse-prefecture" not in told
    assert "c19-nouvelle-adresse-ofpra" in told


def test_a_renewal_filed_a_little_early_is_one(library: Library) -> None:
    facts = {"status": "refugee", "wants": "renewal", "filed_on": "2026-08-20"}
    card = {"kind": "resident_card", "from": "2016-12-20", "until": "2026-12-19"}
    answers = ask(library, **facts, moved_on="2026-10-01", held=[card])

    assert "D15" not in raised(answers)


def test_a_silence_that_refuses_leaves_in_doubt_what_an_ended_card_proves(
    library: Library,
) -> None:
    """CESEDA L.433-3 says « la décision prise » : no source says of which kind."""
    facts = {"status": "permit_holder", "wants": "renewal", "filed_on": "2026-07-10"}
    card = {"kind": "resident_card", "from": "2016-11-01", "until": "2026-10-31"}
    before = ask(library, date(2026, 11, 5), **facts, held=[card])
    after = ask(library, **facts, held=[card])

    for name in ("stay", "work", "caf", "rsa"):
        assert right(before, "DOC-09", name)[0] == "yes"
        assert right(after, "DOC-09", name)[0] == "conditional"
    assert "à vérifier" in right(after, "DOC-09", "work")[1]
    refused = ask(library, **facts, refused_on="2026-11-20", held=[card])
    for name in ("stay", "work", "caf", "rsa"):
        assert right(refused, "DOC-09", name)[0] == "no"


@pytest.mark.parametrize(
    ("purpose", "rule"),
    [
        ("entrepreneur", "c02-fenetre-hors-anef"),
        ("spouse_of_french", "c01-fenetre-de-renouvellement"),
    ],
)
def test_who_can_no_longer_renew_is_not_told_to_file_today(
    library: Library, purpose: str, rule: str
) -> None:
    """CESEDA R.431-8: a lawyer first, once the six months are over."""
    facts = {"status": "permit_holder", "purpose": purpose, "wants": "renewal"}
    held = [permit("2026-04-09")]

    assert rule in dues(ask(library, date(2026, 10, 9), **facts, held=held))
    after = ask(library, date(2026, 10, 10), **facts, held=held)
    assert rule not in dues(after)
    assert "avocat" in missed(after, "c06-perte-du-renouvellement")


def test_the_attestation_of_a_refused_request_is_not_that_of_the_next_one(
    library: Library,
) -> None:
    known = read_facts(
        {
            "status": "subsidiary_protection",
            "wants": "first_permit",
            "filed_on": "2026-10-15",
            "channel": "anef",
            "held": [
                {
                    "kind": "api",
                    "for": "first",
                    "from": "2026-06-10",
                    "until": "2026-12-09",
                }
            ],
        }
    )
    refused = Reply(date(2026, 9, 20), granted=False, filed_on=date(2026, 6, 10))

    answers = situation(replace(known, reply=refused), DAY, library)
    assert "D20" in raised(answers)
    assert "D20" not in raised(situation(known, DAY, library))
    unsaid = {key: v for key, v in known.known.items() if key != "wants"}
    scope = replace(known, known=unsaid, reply=refused).scope(DAY)
    assert "request_api" not in scope


def test_a_recepisse_that_ended_is_asked_for_again(library: Library) -> None:
    paper = {"kind": "recepisse", "from": "2026-09-10", "until": "2026-11-09"}
    facts = {"status": "stateless", "wants": "first_permit", "held": [paper]}
    facts |= {"filed_on": "2026-09-10", "filed_complete": True}

    told = alert(ask(library, **facts, channel="prefecture"), "D22b")
    assert told.next_remedy == "E3"
    assert "D22b" not in raised(ask(library, **facts, channel="anef"))
    assert "D22b" not in raised(ask(library, date(2026, 11, 9), **facts))
    assert "D22b" not in raised(ask(library, **facts, refused_on="2026-11-20"))


def test_a_blue_card_of_another_state_is_refused_by_thirty_days(
    library: Library,
) -> None:
    """CESEDA R.421-23, since June 2025."""
    facts = {"status": "permit_holder", "purpose": "talent", "talent_kind": "blue_card"}
    facts |= {"wants": "renewal", "filed_on": "2026-10-01"}
    answers = ask(library, **facts, held=[])

    rule = "c11-refus-implicite-carte-bleue"
    found = next(one for one in answers.deadlines if one.id == rule)
    assert found.due == date(2026, 12, 30)
    assert "trente jours" in found.text.french
    assert found.reliability != "unverified"


def test_an_order_to_leave_whose_day_nobody_noted_is_for_today(
    library: Library,
) -> None:
    facts = {"status": "undocumented", "wants": "exceptional_admission"}
    rule = "c13-obligation-de-quitter-sans-date"

    ordered = ask(library, **facts, leave_ordered=True)
    assert dues(ordered)[rule] == DAY
    assert [one.id for one in ordered.deadlines if one.code == "C13"] == [rule]
    read = read_facts({**facts, "leave_ordered": True})
    assert "refused_on" in {one.fact.key for one in notable(read, DAY, library)}
    assert rule not in dues(ask(library, **facts))
    dated = dues(ask(library, **facts, leave_ordered=True, refused_on="2026-11-20"))
    assert rule not in dated
    assert dated["c13-obligation-de-quitter"] == date(2026, 11, 20)


def test_an_order_to_leave_takes_no_time_away_from_the_court_of_asylum(
    library: Library,
) -> None:
    """The order goes to the administrative court, the refusal of OFPRA to the CNDA."""
    facts = {"status": "asylum_seeker", "wants": "asylum", "held": []}
    found = dues(ask(library, **facts, refused_on="2026-11-02", leave_ordered=True))

    assert found["c13-refus-d-asile"] == date(2026, 12, 2)
    assert found["c13-obligation-de-quitter"] == date(2026, 11, 2)


def test_reasons_that_were_asked_for_are_not_asked_for_again(library: Library) -> None:
    facts = {**SPOUSE, "wants": "renewal", "filed_on": "2026-04-10"}
    held = [permit("2026-07-31")]

    assert "L07" in alert(ask(library, **facts, held=held), "D29").letters
    told = alert(ask(library, **facts, reasons_requested_on="2026-09-20"), "D29")
    assert "L07" not in told.letters
    assert "pas déjà fait" in told.now.french


@pytest.mark.parametrize(
    ("status", "paper"),
    [
        ("family_of_refugee", permit("2026-09-30", 4)),
        ("family_of_refugee", {"kind": "api", "until": "2026-12-31"}),
        ("family_of_stateless", {"kind": "recepisse", "until": "2026-10-31"}),
        ("family_of_eu_citizen", {"kind": "recepisse", "until": "2026-12-31"}),
        ("family_of_eu_citizen", {"kind": "api", "until": "2026-12-31"}),
    ],
)
def test_who_has_a_card_or_the_paper_of_a_request_is_not_told_to_ask_for_it(
    library: Library, status: str, paper: dict[str, Any]
) -> None:
    """Nobody noted the filing: what it gave proves that it was done."""
    for facts in ({"entered_on": "2026-09-29"}, {}):
        found = ask(library, status=status, held=[paper], **facts)
        assert not {"C31", "C32"} & {one.code for one in found.deadlines}


@pytest.mark.parametrize("status", ["family_of_refugee", "family_of_eu_citizen"])
def test_a_child_asks_for_no_card_on_arrival(library: Library, status: str) -> None:
    facts = {"status": status, "entered_on": "2026-09-29", "held": []}

    for born, due in (("2012", False), ("1992", True)):
        found = ask(library, **facts, birth_date=born)
        assert bool({"C31", "C32"} & {one.code for one in found.deadlines}) is due


def test_nobody_is_asked_when_they_arrived_before_it_is_known_who_they_are(
    library: Library,
) -> None:
    known = {"purpose": "spouse_of_french", "wants": "first_permit"}
    found = situation(Facts(known, ()), DAY, library)

    assert not {"C31", "C32"} & {one.code for one in found.deadlines}


def test_a_visa_is_no_longer_validated_by_who_holds_a_card(library: Library) -> None:
    facts = {"status": "visa_holder", "wants": "validate_visa"}
    old, recent = {"entered_on": "2023-09-12"}, {"entered_on": "2026-09-12"}
    rule = "c30-valider-le-visa"

    assert rule in dues(ask(library, **facts, **recent, held=[]))
    assert rule not in dues(ask(library, **facts, **old, held=[]))
    for kind in ("permit", "resident_card", "api", "adf", "recepisse"):
        card = {"kind": kind, "from": "2026-10-01", "until": "2027-09-30"}
        assert rule not in dues(ask(library, **facts, **recent, held=[card]))


def test_only_the_first_attestation_of_asylum_sets_its_time_limits_going(
    library: Library,
) -> None:
    first = {"kind": "atda", "from": "2026-01-10", "until": "2026-11-09"}
    next_one = {"kind": "atda", "from": "2026-11-10", "until": "2027-05-09"}
    facts = {"status": "asylum_seeker", "wants": "asylum"}

    renewed = ask(library, **facts, held=[first, next_one])
    assert "C33" not in {one.code for one in renewed.deadlines}
    assert "c33-dossier-a-l-ofpra" in dues(ask(library, **facts, held=[next_one]))
    said = [first, {**next_one, "for": "first"}]
    assert "c33-dossier-a-l-ofpra" in dues(ask(library, **facts, held=said))
    student = [permit("2026-10-31"), next_one]
    assert "c33-dossier-a-l-ofpra" in dues(ask(library, **facts, held=student))


def test_a_medical_certificate_is_not_claimed_for_ever(library: Library) -> None:
    facts = {"status": "undocumented", "purpose": "sick", "wants": "first_permit"}
    facts |= {"filed_on": "2025-11-26", "held": []}
    rule = "c34-certificat-medical"

    assert rule in dues(ask(library, **facts))
    assert rule not in dues(ask(library, DAY + timedelta(days=1), **facts))


def test_a_closed_request_of_nationality_goes_straight_to_the_court(
    library: Library,
) -> None:
    """CAA Marseille, 27 February 2023, n° 22MA01353: the minister is for refusals."""
    known = {"status": "permit_holder", "wants": "nationality", "closed": True}
    known |= {"closed_on": date(2026, 10, 20)}

    found = dues(situation(Facts(known, ()), DAY, library))
    assert found["c13-cloture"] == date(2026, 12, 20)
    appealed = {**known, "informal_appeal_on": date(2026, 11, 20)}
    found = dues(situation(Facts(appealed, ()), DAY, library))
    assert found["c15-recours-gracieux"] == date(2027, 1, 20)
    assert found["c15-tribunal-apres-recours-gracieux"] == date(2027, 3, 20)
    assert "c15-recours-au-ministre-nationalite" not in found


@pytest.mark.parametrize(
    ("facts", "held"),
    [
        ({"filed_on": "2026-11-15"}, []),
        ({"filed_on": "2026-09-10", "status": "family_of_eu_citizen"}, []),
        (
            {"filed_on": "2026-09-10"},
            [{"kind": "api", "from": "2026-09-10", "until": "2026-10-31"}],
        ),
    ],
)
def test_a_recepisse_that_ended_is_asked_for_again_where_nothing_else_is(
    library: Library, facts: dict[str, Any], held: list[dict[str, Any]]
) -> None:
    """One alert for one paper, of the request that is going on."""
    paper = {"kind": "recepisse", "from": "2026-09-10", "until": "2026-11-09"}
    stateless = {"status": "stateless", "wants": "first_permit"}

    assert "D22b" in raised(ask(library, **stateless, held=[paper]))
    assert "D22b" not in raised(
        ask(library, **{**stateless, **facts}, held=[paper, *held])
    )
    assert "D22b" not in raised(
        ask(library, date(2027, 11, 10), **stateless, held=[paper])
    )


@pytest.mark.parametrize("kind", ["permit", "api", "adf", "recepisse"])
def test_who_has_another_title_already_is_not_told_to_ask_for_it_during_asylum(
    library: Library, kind: str
) -> None:
    atda = {"kind": "atda", "from": "2026-11-10", "until": "2027-09-09"}
    paper = {"kind": kind, "from": "2026-10-20", "until": "2027-01-19"}
    facts = {"status": "asylum_seeker", "wants": "asylum"}

    for purpose, rule in (
        ("private_life", "c33-titre-pendant-l-asile"),
        ("sick", "c33-soins-pendant-l-asile"),
    ):
        found = ask(library, **facts, purpose=purpose, held=[atda])
        assert rule in dues(found)
        found = ask(library, **facts, purpose=purpose, held=[atda, paper])
        assert rule not in dues(found)


@pytest.mark.parametrize(
    ("wants", "told"), [("renewal", "no"), ("change_address", "conditional")]
)
def test_an_answer_about_an_address_ends_no_proof_of_an_ended_card(
    library: Library, wants: str, told: str
) -> None:
    """CESEDA L.433-3: until the decision on the renewal, and no other."""
    card = {"kind": "resident_card", "from": "2016-10-01", "until": "2026-09-30"}
    read = read_facts({**SPOUSE, "wants": wants, "held": [card]})
    known = {**read.known, "answer": "granted"}
    answers = situation(replace(read, known=known), DAY, library)

    for name in ("stay", "work", "caf", "rsa"):
        assert right(answers, "DOC-09", name)[0] == told, name


def test_after_the_minister_the_court_of_nantes_has_its_day(library: Library) -> None:
    """Four months of silence, then the two of CJA R.421-1."""
    facts = {"status": "permit_holder", "wants": "nationality", "held": []}
    facts |= {"refused_on": "2026-09-01"}
    rule = "c15-tribunal-apres-le-ministre"

    assert rule not in dues(ask(library, **facts))
    found = dues(ask(library, **facts, informal_appeal_on="2026-10-10"))
    assert found["c15-recours-au-ministre-nationalite"] == date(2027, 2, 10)
    assert found[rule] == date(2027, 4, 10)
    late = dues(ask(library, **facts, informal_appeal_on="2026-11-10"))
    assert rule not in late


def test_an_address_whose_request_was_closed_is_still_to_be_declared(
    library: Library,
) -> None:
    facts = {"status": "refugee", "wants": "change_address", "moved_on": "2026-10-01"}
    facts |= {"filed_on": "2026-10-10", "held": []}
    rule = "c18-nouvelle-adresse-prefecture"

    assert rule not in dues(ask(library, **facts))
    assert rule in dues(ask(library, **facts, symptoms=["D28"]))
