"""What is odd about a document is said before it is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from anef_desk.catalogue.library import shipped
from anef_desk.domain.identity import Identity, Printed
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Person, Status
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.law.entry_checks import REASONS, TITLES, Oddity, oddities
from anef_desk.law.identity import compared

ON = date(2026, 11, 24)
REFUGEE = Person(
    id="p",
    family_name="Karimi",
    given_names="Samira",
    birth_date=PartialDate(1994, 3, 21),
    status=Status.REFUGEE,
)
API = ResidenceDocument(
    id="a",
    kind=Kind.API,
    starts_on=date(2026, 9, 1),
    ends_on=date(2027, 2, 28),
    mention="reconnu réfugié",
    allows_work=True,
    issued_for=IssuedFor.FIRST,
)

OFPRA = Identity(
    id="1",
    person="p",
    source=Printed.OFPRA,
    family_name="Karimi",
    given_names="Samira",
)


def odd(
    document: ResidenceDocument,
    person: Person = REFUGEE,
    *others: ResidenceDocument,
    identities: tuple[Identity, ...] = (),
) -> dict[str, Oddity]:
    found = oddities(
        document, person, others, identities, None, on=ON, library=shipped()
    )
    return {oddity.code: oddity for oddity in found}


def test_a_document_as_the_law_wants_it_is_not_odd() -> None:
    assert odd(API) == {}


@pytest.mark.parametrize(
    ("changes", "code", "article"),
    [
        ({"ends_on": date(2026, 11, 30)}, "D23", "R.431-15-3"),
        ({"mention": ""}, "D24", "R.431-15-3"),
        ({"allows_work": False}, "D25", "R.431-15-3"),
    ],
)
def test_what_the_catalogue_raises_is_said_with_its_article(
    changes: dict[str, object], code: str, article: str
) -> None:
    found = odd(replace(API, **changes))  # type: ignore[arg-type]

    assert code in found
    assert found[code].basis is not None
    assert any(article in text for text in found[code].basis.texts)
    assert found[code].letter == "L03"


@pytest.mark.parametrize(
    ("kind", "first", "last", "status", "code"),
    [
        (Kind.API, "2026-09-01", "2027-02-28", Status.PERMIT_HOLDER, "too-long"),
        (Kind.API, "2026-11-01", "2027-01-31", Status.PERMIT_HOLDER, ""),
        (Kind.API, "2026-11-01", "2027-02-01", Status.PERMIT_HOLDER, ""),
        (Kind.RECEPISSE, "2026-11-20", "2026-12-10", Status.PERMIT_HOLDER, "too-short"),
        (Kind.RECEPISSE, "2026-11-20", "2026-12-19", Status.PERMIT_HOLDER, ""),
        (Kind.APS, "2026-11-01", "2027-01-31", Status.TEMPORARY_PROTECTION, "aps"),
        (Kind.APS, "2026-11-01", "2027-04-30", Status.TEMPORARY_PROTECTION, ""),
        (Kind.APS, "2026-11-01", "2027-01-31", Status.PERMIT_HOLDER, ""),
    ],
)
def test_a_length_is_compared_with_the_text_that_sets_it(
    kind: Kind, first: str, last: str, status: Status, code: str
) -> None:
    document = ResidenceDocument(
        id="x",
        kind=kind,
        starts_on=date.fromisoformat(first),
        ends_on=date.fromisoformat(last),
    )
    found = set(odd(document, replace(REFUGEE, status=status))) & set(TITLES)

    assert found == ({code} if code else set())


def test_a_card_ends_when_its_years_are_over() -> None:
    card = ResidenceDocument(
        id="c",
        kind=Kind.RESIDENT_CARD,
        starts_on=date(2026, 1, 10),
        ends_on=date(2036, 1, 9),
        years=10,
    )
    assert "years" not in odd(card)
    found = odd(replace(card, ends_on=date(2031, 1, 9)))["years"]
    assert found.days == {"day": date(2036, 1, 9)}


def test_the_days_between_two_documents_are_counted() -> None:
    before = replace(API, id="b", starts_on=date(2026, 2, 1), ends_on=date(2026, 8, 1))

    gap = odd(API, REFUGEE, before)["gap"]

    assert gap.days == {"first": date(2026, 8, 2), "last": date(2026, 8, 31)}
    assert gap.basis is not None
    follows = replace(before, ends_on=date(2026, 8, 31))
    assert "gap" not in odd(API, REFUGEE, follows)


def test_a_document_that_is_over_is_kept_all_the_same() -> None:
    ended = replace(API, starts_on=date(2026, 3, 1), ends_on=date(2026, 8, 31))
    assert odd(ended)["over"].days == {"day": date(2026, 8, 31)}


def test_the_identity_printed_on_it_is_compared_with_that_of_ofpra() -> None:
    same = replace(OFPRA, id="2", source=Printed.API, family_name="KARIMI")
    other = replace(same, family_name="Karimy")

    assert "name" not in odd(API, identities=(OFPRA, same))
    assert odd(API, identities=(OFPRA, other))["name"].letter == "L03"
    assert "name" not in odd(API, identities=(other,))


def test_differences_say_what_was_expected_and_what_is_printed() -> None:
    ofpra = replace(OFPRA, birth_date=PartialDate(1994, 3, 21))
    swapped = replace(
        ofpra,
        id="2",
        source=Printed.API,
        family_name="Samira",
        given_names="KARIMI",
        birth_date=PartialDate(1994),
    )
    reference, found = compared(REFUGEE, (ofpra, swapped))

    assert reference.is_reference
    assert reference.differences == ()
    assert found.swapped
    assert [(d.field, d.printed) for d in found.differences] == [
        ("family_name", "Samira"),
        ("given_names", "KARIMI"),
        ("birth_date", "1994"),
    ]


@pytest.mark.parametrize(
    ("expected", "printed", "fields", "swapped"),
    [
        (("AHMADI", ""), ("", "Ahmadi"), ["family_name", "given_names"], True),
        (("", "AHMADI"), ("AHMADI", ""), ["family_name", "given_names"], True),
        (("AHMADI", ""), ("AHMADI", "XXX"), ["given_names"], False),
        (("AHMADI", ""), ("AHMADI", "Ahmadi"), ["given_names"], False),
        (("AHMADI", "Ali"), ("AHMADI", ""), [], False),
        (("AHMADI", "Ahmadi"), ("AHMADI", "AHMADI"), [], False),
        (("YILDIZ", "Şêro"), ("Yıldız", "SERO"), [], False),
        (("ŁUKASZ", "Jo"), ("LUKASZ", "JO"), [], False),
    ],
)
def test_a_single_name_that_is_moved_or_doubled_is_a_difference(
    expected: tuple[str, str],
    printed: tuple[str, str],
    fields: list[str],
    swapped: bool,
) -> None:
    """Many people of Afghanistan have one name; the reference is what OFPRA prints."""
    ofpra = replace(OFPRA, family_name=expected[0], given_names=expected[1])
    other = replace(
        OFPRA,
        id="2",
        source=Printed.API,
        family_name=printed[0],
        given_names=printed[1],
    )

    reference, found = compared(REFUGEE, (ofpra, other))

    assert reference.differences == ()
    assert [difference.field for difference in found.differences] == fields
    assert found.swapped is swapped


def test_a_name_the_file_does_not_know_is_no_difference() -> None:
    """Nothing was read on the certificate of OFPRA yet."""
    known = replace(REFUGEE, family_name="Karimi", given_names="")
    printed = replace(OFPRA, source=Printed.API, family_name="KARIMI")

    [found] = compared(known, (printed,))

    assert found.differences == ()


def test_each_oddity_has_its_reason() -> None:
    assert TITLES.keys() == REASONS.keys()


def test_two_names_that_differ_are_not_always_each_in_the_place_of_the_other() -> None:
    other = replace(
        OFPRA, id="2", source=Printed.API, family_name="Karemy", given_names="Samyra"
    )

    _reference, found = compared(REFUGEE, (OFPRA, other))

    assert len(found.differences) == 2
    assert not found.swapped
