"""Letters are offered when the facts surely support them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from anef_desk.domain.case import Case
from anef_desk.domain.residence_document import Kind, ResidenceDocument
from anef_desk.letters.offers import LetterOffer, offers
from anef_desk.letters.template import templates

Around = Callable[..., Mapping[str, object]]


def fitting(scope: Mapping[str, object]) -> list[str]:
    return [one.code for one in offers(templates(), scope) if one.fits]


def of(code: str, scope: Mapping[str, object]) -> LetterOffer:
    return next(one for one in offers(templates(), scope) if one.code == code)


def test_nothing_is_offered_when_nothing_is_known() -> None:
    found = offers(templates(), {})

    assert [one.code for one in found] == ["L01", "L02", "L03", "L11"]
    assert not any(one.fits for one in found)
    assert all(one.why_not for one in found)


def test_those_that_fit_come_first(around: Around) -> None:
    found = offers(templates(), around())

    assert [one.fits for one in found] == sorted(
        (one.fits for one in found), reverse=True
    )
    assert [one.code for one in found if one.fits] == ["L01", "L02", "L11"]
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


def test_what_is_missing_is_asked(around: Around) -> None:
    asked = {one.key: one for one in of("L11", around(answers={})).missing}

    assert asked["employer"].needed
    assert asked["employer"].kind == "lines"
    assert asked["employer"].question.french.endswith("entreprise.")
    assert not asked["job"].needed
