"""Letters are offered when the facts surely support them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import pytest

from anef_desk.domain.case import Answer, Case, Channel, Filing, Outcome
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
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
    granted = replace(case, outcome=Outcome.GRANTED, answered_on=date(2026, 11, 20))

    assert "L27" not in fitting({**around(case=granted), "wants": wants})


def test_nobody_is_said_to_be_silent_who_announced_a_favourable_decision(
    around: Around, case: Case
) -> None:
    """D33 is noticed in the account, before anybody notes the answer."""
    filing = Filing(filed_on=date(2026, 9, 1), complete=True)
    scope = around(case=replace(case, filing=filing, symptoms=("D33",)))

    for code in ("L02", "L06"):
        assert of(code, scope).instead == "L27"
    assert "L27" in fitting(scope)


def test_an_attestation_is_not_claimed_in_the_name_of_another_request(
    around: Around, case: Case
) -> None:
    """The filing of a travel document is no request for a title."""
    assert "L02" not in fitting({**around(), "wants": "travel_document"})


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
