"""Letters are offered when the facts surely support them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from anef_desk.catalogue.library import shipped
from anef_desk.domain.case import Answer, Case, CaseState, Channel, Filing, Outcome
from anef_desk.domain.person import Person, Status
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.law.alerts import alerts
from anef_desk.law.conditions import read_condition
from anef_desk.law.deduced import ANNOUNCED
from anef_desk.law.facts import Facts, HeldDocument
from anef_desk.law.file_facts import facts_of
from anef_desk.law.possible import example
from anef_desk.law.situation import scope_on
from anef_desk.letters.offers import LetterOffer, offers
from anef_desk.letters.template import templates

Around = Callable[..., Mapping[str, object]]


FORMS = ("L21", "L22", "L23", "L26", "L28", "L29", "L30")
"""What may always be filled in, since it claims nothing."""


def fitting(scope: Mapping[str, object]) -> list[str]:
    return [one.code for one in offers(templates(), scope) if one.fits]


def of(code: str, scope: Mapping[str, object]) -> LetterOffer:
    return next(one for one in offers(templates(), scope) if one.code == code)


def test_nothing_is_offered_when_nothing_is_known() -> None:
    found = offers(templates(), {})

    assert {one.code for one in found} == templates().keys()
    assert [one.code for one in found if one.fits] == list(FORMS)
    assert all(one.why_not for one in found if not one.fits)


def test_those_that_fit_come_first(around: Around) -> None:
    found = offers(templates(), around())

    assert [one.fits for one in found] == sorted(
        (one.fits for one in found), reverse=True
    )
    assert {"L01", "L02", "L11"} <= {one.code for one in found if one.fits}
    assert all(one.why_not is None for one in found if one.fits)


def test_the_employer_is_written_to_while_the_attestation_allows_work(
    around: Around, api: ResidenceDocument
) -> None:
    for changes in (
        {"allows_work": False},
        {"allows_work": None},
        {"ends_on": date(2026, 11, 21)},
        {"ends_on": None},
    ):
        scope = around(documents=(replace(api, **changes),))
        assert "L11" not in fitting(scope), changes
    assert "L11" in fitting(
        around(documents=(replace(api, ends_on=date(2026, 11, 22)),))
    )


def test_a_mention_that_forbids_work_sends_to_the_rectification(
    around: Around, api: ResidenceDocument
) -> None:
    """The refusal says what to do first, even beside a document that allows work."""
    forbids = replace(api, allows_work=False)
    favourable = replace(api, id="adf", kind=Kind.ADF)

    for documents in ((forbids,), (forbids, favourable)):
        offer = of("L11", around(documents=documents))
        assert not offer.fits
        assert offer.why_not is not None
        assert "rectification" in offer.why_not.french


def test_the_document_shown_is_the_one_that_allows_work(
    around: Around, api: ResidenceDocument
) -> None:
    """These letters show the attestation first: another cannot speak in its place."""
    silent = replace(api, allows_work=None)
    for kind, beside in (
        (Kind.ADF, silent),
        (Kind.RECEPISSE, silent),
        (Kind.RECEPISSE, replace(api, kind=Kind.ADF, allows_work=False)),
    ):
        other = replace(api, id="other", kind=kind)
        found = fitting(around(documents=(other, beside)))
        assert not {"L11", "L15", "L15b", "V01", "V04"} & set(found), (kind, beside)


def test_a_favourable_decision_allows_the_employers_letter(
    around: Around, api: ResidenceDocument
) -> None:
    assert "L11" in fitting(around(documents=(replace(api, kind=Kind.ADF),)))


def test_a_rectification_needs_something_to_correct(
    around: Around, api: ResidenceDocument
) -> None:
    assert "L03" not in fitting(around())
    for wrong in (
        {"ends_on": date(2026, 11, 30)},
        {"mention": ""},
        {"allows_work": False},
    ):
        assert "L03" in fitting(around(documents=(replace(api, **wrong),))), wrong


def test_a_favourable_decision_is_corrected_in_its_own_words(
    around: Around, api: ResidenceDocument, case: Case
) -> None:
    """L.424-2: until the card is there, a refugee works at what they choose."""
    adf = replace(
        api,
        kind=Kind.ADF,
        starts_on=date(2026, 11, 1),
        ends_on=date(2027, 1, 31),
        allows_work=False,
        issued_for=None,
    )
    ended = replace(api, ends_on=date(2026, 11, 10))
    for documents in ((adf,), (adf, ended)):
        scope = around(documents=documents)
        assert "D25" in scope["raised"]  # type: ignore[operator]
        assert "L03" in fitting(scope)
        assert parts("L03", scope) >= {"document-adf", "demande"}
        assert "document" not in parts("L03", scope)
        assert rows("L03", scope) == {"travail-adf-refugie"}

    noticed = replace(case, symptoms=("D26",))
    works = (replace(adf, allows_work=True),)
    assert "L03" in fitting(around(documents=works, case=noticed))
    assert "L03" not in fitting(around(documents=works))
    # Of a renewal, and of other statuses, no text that was read says it.
    renewal = replace(case, answers=(Answer(fact="wants", value="renewal"),))
    assert "L03" not in fitting(around(documents=(adf,), case=renewal))
    # The attestation goes on: it is the one that is shown, and it allows work.
    both = around(documents=(api, adf))
    assert "D25" not in both["raised"]  # type: ignore[operator]


def rows(code: str, scope: Mapping[str, object]) -> set[str]:
    return {
        row.id
        for table in templates()[code].table
        for row in table.row
        if read_condition(row.when).truth(scope)
    }


def test_an_attestation_is_asked_for_once_filed(around: Around, case: Case) -> None:
    assert "L02" not in fitting(around(case=None))
    assert "L02" not in fitting(around(case=replace(case, filing=None)))
    assert "L02" in fitting(around(documents=()))


def test_a_valid_title_needs_no_attestation_yet(
    around: Around, api: ResidenceDocument, case: Case
) -> None:
    """D17: the attestation is due at the end of the title, not before."""
    title = replace(api, kind=Kind.RESIDENT_CARD, years=10)
    noticed = replace(case, symptoms=("D17", "D20"))

    offer = of("L02", around(documents=(title,), case=noticed))

    assert not offer.fits
    assert offer.why_not is not None
    assert "encore valable" in offer.why_not.french


def test_a_formal_notice_turns_into_a_request_for_reasons(
    around: Around, case: Case
) -> None:
    """L06 before the implicit refusal, L07 once it is born: never both."""
    noticed = replace(case, symptoms=("D20",))
    late = around(documents=(), case=noticed)
    filing = replace(case.filing, filed_on=date(2026, 9, 20))  # type: ignore[type-var]
    early = around(documents=(), case=replace(noticed, filing=filing))

    assert "L07" in fitting(late)
    assert "L06" not in fitting(late)
    assert of("L06", late).instead == "L07"
    assert "L06" in fitting(early)
    assert "L07" not in fitting(early)


def test_reasons_asked_for_before_the_refusal_are_asked_for_again(
    around: Around, case: Case
) -> None:
    """CRPA L.232-4: the request is made within the time limit of the court."""
    for asked_on, fits in (("2026-07-10", True), ("2026-08-10", False)):
        asked = replace(
            case, answers=(Answer(fact="reasons_requested_on", value=asked_on),)
        )
        assert ("L07" in fitting(around(case=asked))) is fits, asked_on


def test_a_card_that_was_given_is_no_longer_owed(
    around: Around, api: ResidenceDocument, case: Case
) -> None:
    """D38: the three months of R.424-1 are those of the first card."""
    recent = replace(case, filing=replace(case.filing, filed_on=date(2026, 9, 20)))  # type: ignore[type-var]
    asked = replace(recent, answers=(Answer(fact="wants", value="travel_document"),))
    card = replace(
        api,
        kind=Kind.RESIDENT_CARD,
        starts_on=date(2016, 10, 1),
        ends_on=date(2026, 9, 30),
        issued_for=None,
    )

    assert "L06" in fitting(around(case=asked))
    assert "L06" not in fitting(around(documents=(card,), case=asked))


def test_no_attestation_is_asked_for_once_refused(around: Around, case: Case) -> None:
    """R.431-15-1: it is due until the préfet has decided."""
    refused = replace(case, answers=(Answer(fact="refused_on", value="2026-11-02"),))

    offer = of("L02", around(case=refused))

    assert not offer.fits
    assert offer.instead == "L08"


def test_two_months_after_a_refusal_an_appeal_is_for_a_lawyer(
    around: Around, case: Case
) -> None:
    """Whether the letter says how to appeal is not known: the two months count."""
    late = Answer(fact="refused_on", value="2026-08-02")

    offer = of("L08", around(case=replace(case, answers=(late,))))

    assert not offer.fits
    assert offer.instead == "L28"


def test_no_informal_appeal_is_made_against_a_refusal_of_asylum(
    around: Around, case: Case
) -> None:
    """It leaves the month of the CNDA as it was."""
    refused = (
        Answer(fact="refused_on", value="2026-11-12"),
        Answer(fact="wants", value="asylum"),
    )

    offer = of("L08", around(case=replace(case, answers=refused)))

    assert not offer.fits
    assert offer.instead == "L28"
    assert "L08" in fitting(around(case=replace(case, answers=refused[:1])))


def test_a_request_at_the_desk_of_the_prefecture_awaits_a_recepisse(
    around: Around, api: ResidenceDocument, case: Case
) -> None:
    """R.431-15-1 is about requests on ANEF: these two letters say so."""
    card = replace(
        api, kind=Kind.PERMIT, ends_on=date(2026, 10, 31), issued_for=None, years=4
    )
    renewal = replace(
        case, answers=(Answer(fact="wants", value="renewal"),), symptoms=("D18",)
    )
    for channel, fits in ((Channel.ANEF, True), (Channel.PREFECTURE, False)):
        filing = Filing(filed_on=date(2026, 8, 1), channel=channel, complete=True)
        scope = around(documents=(card,), case=replace(renewal, filing=filing))
        found = set(fitting(scope))
        assert ({"L02", "L06"} <= found) is fits, channel
        assert bool({"L02", "L06"} & found) is fits, channel


def test_an_order_to_leave_sends_to_a_lawyer(around: Around, case: Case) -> None:
    ordered = replace(
        case, answers=(Answer(fact="leave_ordered", value=True),), symptoms=("D28",)
    )
    scope = around(documents=(), case=ordered)

    for code in ("L02", "L05", "L06", "L07", "L08", "L10"):
        offer = of(code, scope)
        assert not offer.fits
        assert offer.instead == "L28"
    assert "L28" in fitting(scope)


def test_a_body_is_written_to_with_a_valid_document_only(
    around: Around, api: ResidenceDocument
) -> None:
    ended = replace(api, ends_on=date(2026, 10, 31))
    bodies = {"L12", "L15", "L16", "L17", "V01", "V02", "V03", "V04", "V05", "V06"}

    assert bodies <= set(fitting(around()))
    assert not bodies & set(fitting(around(documents=(ended,))))


def test_a_mention_that_forbids_work_closes_every_letter_about_work(
    around: Around, api: ResidenceDocument
) -> None:
    scope = around(documents=(replace(api, allows_work=False),))

    assert not {"L11", "L15", "L15b", "V01", "V04"} & set(fitting(scope))
    for code in ("L11", "L15", "V01", "V04"):
        assert of(code, scope).instead == "L03"


def test_what_is_missing_is_asked(around: Around) -> None:
    asked = {one.key: one for one in of("L11", around(answers={})).missing}

    assert asked["employer"].needed
    assert asked["employer"].kind == "lines"
    assert asked["employer"].question.french.endswith("entreprise.")
    assert not asked["job"].needed


def test_an_attestation_is_not_claimed_once_the_request_is_accepted(
    around: Around, api: ResidenceDocument, case: Case
) -> None:
    """The favourable decision, then the card, are what is due: L27."""
    granted = replace(case, outcome=Outcome.GRANTED, answered_on=date(2026, 11, 20))
    decision = ResidenceDocument(id="f", kind=Kind.ADF, starts_on=date(2026, 11, 20))
    older = replace(decision, starts_on=date(2025, 1, 1))

    assert "L02" in fitting(around())
    assert "L02" in fitting(around(documents=(api, older)))
    for scope in (around(case=granted), around(documents=(api, decision))):
        assert of("L02", scope).instead == "L27"
        assert of("L06", scope).instead == "L27"
        assert "L27" in fitting(scope)
    card = ResidenceDocument(
        id="c", kind=Kind.RESIDENT_CARD, starts_on=date(2026, 11, 21)
    )
    assert "L27" not in fitting(around(case=granted, documents=(api, card)))
    assert "L27" not in fitting(around(documents=(api, decision, card)))
    assert "L27" not in fitting(around(documents=(api, older)))


@pytest.mark.parametrize("wants", ["travel_document", "nationality"])
def test_no_card_is_claimed_for_a_request_that_asked_for_none(
    around: Around, case: Case, wants: str
) -> None:
    granted = replace(
        case,
        outcome=Outcome.GRANTED,
        answered_on=date(2026, 11, 20),
        answers=(Answer(fact="wants", value=wants),),
    )

    assert "L27" not in fitting(around(case=granted))


def test_nobody_is_said_to_be_silent_who_announced_a_favourable_decision(
    around: Around, case: Case
) -> None:
    """D33 is noticed in the account, before anybody notes the answer."""
    filing = Filing(filed_on=date(2026, 9, 1), complete=True)
    scope = around(case=replace(case, filing=filing, symptoms=("D33",)))

    for code in ("L02", "L06", "L07"):
        assert of(code, scope).instead == "L27"
    assert "L27" in fitting(scope)


def test_four_months_of_silence_end_with_what_the_account_announces(
    around: Around, case: Case
) -> None:
    """L07 claims a refusal: none is born once the préfet said yes."""
    assert "L07" in fitting(around())
    for code in ("D33", "D34", "D35"):
        scope = around(case=replace(case, symptoms=(code,)))
        assert of("L07", scope).instead == "L27"
        assert of("L06", scope).instead == "L27"
        assert "L27" in fitting(scope)


def test_an_attestation_is_asked_for_until_a_late_appointment_alone(
    around: Around, case: Case
) -> None:
    """D35: the attestation ends before the card is handed over."""

    def fits(*symptoms: str) -> bool:
        return "L02" in fitting(around(case=replace(case, symptoms=symptoms)))

    assert fits("D35")
    assert not fits("D34")
    assert not fits("D33", "D35")


FIRST = (Answer(fact="wants", value="first_permit"),)
TRAVEL = (Answer(fact="wants", value="travel_document"),)
RECENT = Filing(filed_on=date(2026, 9, 20), complete=True)
ENDED = {"state": CaseState.ANSWERED, "answered_on": date(2026, 11, 2)}
CARD = ResidenceDocument(
    id="c",
    kind=Kind.RESIDENT_CARD,
    starts_on=date(2016, 10, 1),
    ends_on=date(2026, 9, 30),
)


@pytest.mark.parametrize(
    ("changes", "documents", "d30", "d38"),
    [
        ({"answers": FIRST, "filing": RECENT}, (), ("L06",), None),
        ({"answers": FIRST}, (), ("L07",), None),
        ({"answers": FIRST, "filing": None}, (), (), None),
        ({"answers": FIRST, "filing": RECENT, "symptoms": ("D28",)}, (), (), None),
        (
            {"answers": FIRST, "outcome": Outcome.REFUSED, **ENDED},
            (),
            ("L08",),
            None,
        ),
        (
            {"answers": FIRST, "outcome": Outcome.GRANTED, **ENDED},
            (),
            ("L27",),
            None,
        ),
        ({"answers": TRAVEL, "filing": RECENT}, (), ("L06",), ("L06",)),
        ({"answers": TRAVEL, "filing": None}, (), (), ()),
        ({"answers": TRAVEL, "filing": RECENT}, (CARD,), None, ()),
    ],
)
def test_an_alert_names_the_letters_that_fit(
    around: Around,
    case: Case,
    changes: dict[str, Any],
    documents: tuple[ResidenceDocument, ...],
    d30: tuple[str, ...] | None,
    d38: tuple[str, ...] | None,
) -> None:
    """D30, D38: before silence is a refusal, after it, and once there is an answer."""
    changed = replace(case, **changes)
    scope = around(documents=documents, case=changed)
    person = Person(
        id="p", status=Status.REFUGEE, protection_decision_on=date(2026, 3, 2)
    )
    facts = facts_of(person, documents, changed, {})
    found = {one.symptom: one.letters for one in alerts(facts, scope, shipped())}

    assert (found.get("D30"), found.get("D38")) == (d30, d38)
    assert {*(d30 or ()), *(d38 or ())} <= set(fitting(scope))


@pytest.mark.parametrize("code", ["L02", "L06"])
def test_a_closed_request_is_opened_again_first(
    around: Around, case: Case, code: str
) -> None:
    """D28: nobody renews the attestation of a request that is no longer there."""
    closed = around(case=replace(case, symptoms=("D28",)))

    assert of(code, closed).instead == "L08"
    assert "L08" in fitting(closed)


def test_the_attestation_of_an_earlier_request_is_none_of_this_one(
    around: Around, api: ResidenceDocument, case: Case
) -> None:
    """D17: none is due while the title that is renewed is valid."""
    old = replace(api, starts_on=date(2022, 3, 1), ends_on=date(2022, 8, 31))
    card = replace(
        api, kind=Kind.PERMIT, starts_on=date(2022, 9, 1), ends_on=date(2026, 12, 31)
    )
    renewal = replace(
        case,
        filing=Filing(filed_on=date(2026, 9, 20), complete=True),
        answers=(Answer(fact="wants", value="renewal"),),
    )

    assert "L02" not in fitting(around(documents=(old, card), case=renewal))


BODIES = (
    "L11",
    "L12",
    "L15",
    "L16",
    "L17",
    "V01",
    "V02",
    "V03",
    "V04",
    "V05",
    "V06",
    "V07",
)


@pytest.mark.parametrize("code", BODIES)
def test_nobody_is_told_that_a_paper_is_worth_something_once_refused(
    around: Around, api: ResidenceDocument, case: Case, code: str
) -> None:
    """R.431-15-1: it was given as long as the préfet had not decided."""
    refused = replace(
        case, answers=(Answer(fact="refused_on", value="2026-11-02"),), symptoms=()
    )
    decision = replace(api, kind=Kind.ADF, issued_for=None)

    assert code in fitting(around())
    assert of(code, around(case=refused)).instead == "L28"
    assert code in fitting(around(case=refused, documents=(api, decision)))


@pytest.mark.parametrize("code", BODIES)
def test_the_paper_that_is_shown_is_not_the_one_that_was_refused(
    around: Around, api: ResidenceDocument, case: Case, code: str
) -> None:
    refused = replace(
        case, answers=(Answer(fact="refused_on", value="2026-11-02"),), symptoms=()
    )
    later = replace(
        api, kind=Kind.RECEPISSE, starts_on=date(2026, 11, 10), ends_on=date(2027, 2, 1)
    )
    scope = around(case=refused, documents=(api, later))

    assert code in fitting(scope)
    assert (scope["paper"], scope["paper_until"]) == ("récépissé", date(2027, 2, 1))
    shut = replace(later, allows_work=False)
    works = code not in {"L11", "L15", "V01", "V04"}
    assert (code in fitting(around(case=refused, documents=(api, shut)))) is works


@pytest.mark.parametrize("code", ["L12", "L17", "V02", "V06"])
@pytest.mark.parametrize("kind", [Kind.API, Kind.RECEPISSE])
def test_what_a_refused_paper_was_given_for_is_not_said_of_the_one_that_is_shown(
    around: Around, api: ResidenceDocument, case: Case, code: str, kind: Kind
) -> None:
    """The lists of D.512-1 and of R.441-1 name a paper of renewal: is it this one?"""
    worker = Person(id="w", family_name="X", status=Status.PERMIT_HOLDER)
    refused = replace(case, answers=(Answer(fact="refused_on", value="2026-11-02"),))
    renewal = replace(api, kind=kind, issued_for=IssuedFor.RENEWAL)
    later = replace(
        api,
        kind=Kind.RECEPISSE if kind is Kind.API else Kind.API,
        starts_on=date(2026, 11, 10),
        ends_on=date(2027, 2, 1),
    )

    def fits(shown: ResidenceDocument) -> bool:
        scope = around(person=worker, case=refused, documents=(renewal, shown))
        return code in fitting(scope)

    assert not fits(later)
    assert fits(replace(later, issued_for=IssuedFor.RENEWAL))
    assert fits(replace(later, kind=Kind.ADF, issued_for=None))


@pytest.mark.parametrize("wants", ["change_status", "resident_card"])
def test_papers_are_sent_for_any_title_that_is_asked_for(
    around: Around, case: Case, wants: str
) -> None:
    preparing = replace(case, filing=None, answers=(Answer(fact="wants", value=wants),))

    assert "L01" in fitting(around(case=preparing))
    other = (Answer(fact="wants", value="nationality"),)
    assert "L01" not in fitting(around(case=replace(preparing, answers=other)))


def test_the_right_to_work_of_a_card_that_ended_is_told_while_it_covers(
    around: Around, api: ResidenceDocument, case: Case
) -> None:
    card = replace(
        api,
        kind=Kind.PERMIT,
        starts_on=date(2022, 11, 1),
        ends_on=date(2026, 10, 31),
        issued_for=None,
    )
    filing = Filing(filed_on=date(2026, 7, 20), complete=True)
    renewal = replace(
        case, filing=filing, answers=(Answer(fact="wants", value="renewal"),)
    )
    bodies = {"L11", "L12", "L13", "L15", "V01", "V02", "V03", "V04"}
    contested = (
        Answer(fact="benefit_body", value="rsa"),
        Answer(fact="benefit_refused_on", value="2026-11-01"),
    )
    renewal = replace(renewal, answers=(*renewal.answers, *contested))

    scope = around(documents=(card,), case=renewal)
    assert bodies <= set(fitting(scope))
    for code in bodies - {"L11"}:
        assert "titre-fini" in parts(code, scope)
    # Of housing and of a bank, the text says nothing.
    assert not {"L16", "L17", "V05", "V06"} & set(fitting(scope))
    shut = around(documents=(replace(card, allows_work=None),), case=renewal)
    assert bodies & set(fitting(shut)) == {"L12", "L13", "V02", "V03"}
    beside = around(
        documents=(replace(api, ends_on=date(2027, 2, 28)), card), case=renewal
    )
    assert "titre-fini" not in parts("V01", beside)
    shorter = replace(card, starts_on=date(2025, 11, 1))
    assert not bodies & set(fitting(around(documents=(shorter,), case=renewal)))


def test_a_refusal_whose_day_nobody_noted_asks_for_it(
    around: Around, case: Case
) -> None:
    refused = around(case=replace(case, outcome=Outcome.REFUSED))

    for code in ("L02", "L06"):
        assert of(code, refused).instead == "L08"
    why = of("L08", refused).why_not
    assert why is not None
    assert "date est connue" in why.french


@pytest.mark.parametrize(
    ("symptom", "letter"),
    [(s.code, code) for s in shipped().symptoms.values() for code in s.letters],
)
def test_a_letter_that_a_blockage_names_can_be_written(
    symptom: str, letter: str
) -> None:
    """There are facts for which it fits; what has to be tried before is left aside."""
    template = templates()[letter]
    offered = re.sub(r'done contains "E\d+"', "today known", template.offered)
    holding = [offered, f'raised contains "{symptom}"']
    if symptom in ANNOUNCED:
        holding.append("answer == granted")
    together = " and ".join(f"({one})" for one in holding if one)
    unless = tuple(read_condition(one.when) for one in template.forbidden)

    assert example(read_condition(together), shipped(), unless)


def test_an_attestation_is_not_claimed_in_the_name_of_another_request(
    around: Around, case: Case
) -> None:
    """The filing of a travel document is no request for a title."""
    asked = replace(case, answers=(Answer(fact="wants", value="travel_document"),))

    assert "L02" in fitting(around())
    assert "L02" not in fitting(around(case=asked))


def test_an_identity_is_asked_only_of_whom_it_is_false(
    around: Around, api: ResidenceDocument, case: Case
) -> None:
    def needed(symptom: str) -> set[str]:
        noticed = replace(case, symptoms=(symptom,))
        scope = around(case=noticed, documents=(replace(api, mention=""),))
        return {one.key for one in of("L03", scope).missing if one.needed}

    assert needed("D26") == {"printed_identity", "expected_identity"}
    assert needed("D24") == set()


def test_only_a_first_request_is_owed_six_months_and_a_mention(
    around: Around, api: ResidenceDocument, case: Case
) -> None:
    noticed = replace(case, symptoms=("D23",))
    renewed = replace(api, issued_for=IssuedFor.RENEWAL)

    assert "L03" in fitting(around(case=noticed))
    assert "L03" not in fitting(around(case=noticed, documents=(renewed,)))


def test_what_is_printed_on_the_attestation_is_enough_where_no_request_is_named(
    around: Around, api: ResidenceDocument
) -> None:
    """D23, R.431-15-3: three months for a first request, in a file without a case."""
    short = replace(api, ends_on=date(2026, 11, 30))
    scope = around(case=None, documents=(short,))

    assert "L03" in fitting(scope)
    assert parts("L12", scope) >= {"sejour-refugie"}
    renewed = around(
        case=None, documents=(replace(short, issued_for=IssuedFor.RENEWAL),)
    )
    assert "L03" not in fitting(renewed)
    assert parts("L12", renewed) >= {"sejour-commun"}


@pytest.mark.parametrize("raised", [("D20",), ("D22",)])
def test_the_letter_names_the_text_its_alert_names_before_a_request_is_named(
    raised: tuple[str, ...],
) -> None:
    """D20: the sheet sends L02 with R.431-15-3."""
    held = HeldDocument(kind=Kind.API, issued_for=IssuedFor.FIRST)
    known = {"status": "refugee", "filed_on": date(2026, 9, 20)}
    documents = () if raised == ("D20",) else (held,)
    scope = {**Facts(known, documents).scope(date(2026, 11, 22)), "raised": raised}

    assert "droit-refugie" in parts("L02", scope)
    assert not parts("L02", scope) & {"droit-commun"}
    assert "obligation-refugie" in parts("L06", scope)
    later = {
        **Facts({**known, "wants": "renewal"}, documents).scope(date(2026, 11, 22))
    }
    assert "droit-refugie" not in parts("L02", {**later, "raised": raised})


@pytest.mark.parametrize("filed_on", [date(2026, 3, 20), date(2026, 9, 20)])
def test_a_favourable_decision_that_ended_before_the_filing_is_of_another_request(
    filed_on: date,
) -> None:
    """Nobody noted its first day: its last one tells."""
    ended = HeldDocument(kind=Kind.ADF, ends_on=date(2025, 3, 1))
    known = {"status": "refugee", "wants": "first_permit", "filed_on": filed_on}
    around = scope_on(Facts(known, (ended,)), date(2026, 11, 22), shipped())
    scope = {**around, "raised": ("D22",)}

    assert "L27" not in {of(code, scope).instead for code in ("L02", "L06", "L07")}
    assert "L27" not in fitting(scope)


def parts(code: str, scope: Mapping[str, object]) -> set[str]:
    return {
        part.id
        for part in templates()[code].part
        if read_condition(part.when).truth(scope)
    }
