"""One letter for several people: made, refused with a reason, printed, kept."""

from __future__ import annotations

from datetime import date

import pypdfium2 as pdfium
import pytest

from anef_desk.desk.letters import LetterRefusedError, UnknownLetterError
from anef_desk.desk.session import Desk
from anef_desk.domain.case import Filing
from anef_desk.domain.person import Person
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.domain.supporting_document import MarkState
from anef_desk.errors import Cancelled
from anef_desk.i18n import load
from anef_desk.letters.fonts import UnprintableCharacterError
from anef_desk.vault.errors import FrozenFileError
from anef_desk.vault.vault import Vault

EMPLOYER = {"employer": "Boulangerie de la Fiction"}
API = ResidenceDocument(
    id="",
    kind=Kind.API,
    starts_on=date(2026, 9, 1),
    ends_on=date(2027, 2, 28),
    mention="reconnu réfugié",
    allows_work=True,
    issued_for=IssuedFor.FIRST,
)


@pytest.fixture
def filed(desk: Desk, samira: str, case: str) -> str:
    """Return the case, filed, with an attestation that lasts."""
    desk.cases.filed(case, Filing(filed_on=date(2026, 8, 30), number="99-1"))
    desk.documents.add(samira, API)
    return case


def someone(desk: Desk, name: str) -> str:
    """Return somebody whom an employer's letter fits."""
    person = desk.people.add(Person(id="", given_names=name)).person.id
    desk.documents.add(person, API)
    return person


def words(pdf: bytes) -> list[str]:
    document = pdfium.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def test_each_letter_is_the_one_made_alone_on_pages_of_its_own(
    desk: Desk, samira: str, filed: str
) -> None:
    other = someone(desk, "Autre (exemple)")

    made = desk.batches.make((samira, other, samira), "L11", EMPLOYER)

    assert made.pdf is not None
    alone = [
        page
        for person in (samira, other)
        for page in words(desk.letters.preview(person, None, "L11", EMPLOYER).pdf)
    ]
    assert words(made.pdf) == alone
    assert "Autre (exemple)" in made.text


def test_pages_of_a_letter_are_numbered_apart(
    desk: Desk, samira: str, filed: str
) -> None:
    """Each is handed out alone: 2/4 would tell its bearer that two pages are lost."""
    other = someone(desk, "Autre (exemple)")
    long = {"employer": "\n".join(f"Ligne {n}" for n in range(40))}

    made = desk.batches.make((samira, other), "L11", long)

    assert made.pdf is not None
    pages = words(made.pdf)
    assert len(pages) >= 4
    half = len(pages) // 2
    for place, page in enumerate(pages):
        assert f"{place % half + 1}/{half}" in page


def test_whom_it_does_not_fit_gets_none_and_is_told_why(
    desk: Desk, samira: str, filed: str
) -> None:
    other = desk.people.add(Person(id="", given_names="Autre (exemple)")).person.id
    unprintable = someone(desk, "Sami \u0378")
    desk.data_protection.freeze(frozen := someone(desk, "Gelé (exemple)"), "demandé")

    made = desk.batches.make((samira, other, unprintable), "L11", EMPLOYER)

    assert [one.letter.person for one in made.drafts] == [samira]
    found = {one.person: one.why for one in made.refused}
    assert isinstance(found[other], LetterRefusedError)
    assert isinstance(found[unprintable], UnprintableCharacterError)
    assert made.refused[0].name == "Autre (exemple)"
    assert "document provisoire" in found[other].explain(load("fr"))
    assert "document provisoire" not in found[other].explain(load("ar"))
    nobody = desk.batches.make((other,), "L11", EMPLOYER)
    assert nobody.pdf is None
    assert nobody.text == ""
    assert desk.batches.make((frozen,), "L11", EMPLOYER).pdf is not None


def test_whose_document_has_ended_is_told_and_gets_a_letter_without_it(
    desk: Desk, samira: str, filed: str
) -> None:
    ended = date(2026, 11, 21)
    desk.cases.mark(filed, "P-EPH", MarkState.COPIED, valid_until=ended)

    made = desk.batches.make((samira, someone(desk, "Autre (exemple)")), "L01", {})

    assert [(one.person, one.document.ended_on) for one in made.ended] == [
        (samira, ended)
    ]
    assert made.ended[0].name == desk.people.file(samira).person.display_name
    assert [one.letter.person for one in made.drafts] == [samira]


def test_a_frozen_file_gets_no_letter_from_whoever_may_not_read_it(
    desk: Desk, vault: Vault
) -> None:
    from .test_roles import Role, as_role

    person = someone(desk, "Gelé (exemple)")
    desk.data_protection.freeze(person, "demandé")

    made = as_role(desk, vault, Role.DESK).batches.make((person,), "L11", EMPLOYER)

    assert isinstance(made.refused[0].why, FrozenFileError)


def test_every_letter_of_a_batch_is_kept_and_printed_again(
    desk: Desk, vault: Vault, samira: str, filed: str
) -> None:
    """The journal has a line for each, as for letters made alone."""
    other = someone(desk, "Autre (exemple)")
    made = desk.batches.make((samira, other), "L11", EMPLOYER)
    told: list[tuple[int, int]] = []

    desk.batches.keep(made, lambda done, total: told.append((done, total)))

    for person in (samira, other):
        file = desk.people.file(person)
        assert [letter.template for letter in file.letters] == ["L11"]
        assert "letter.made" in [line.action for line in file.journal]
        again = desk.letters.again(file.letters[0].id)
        alone = desk.letters.preview(person, None, "L11", EMPLOYER)
        assert again.pdf == alone.pdf
    assert told == [(0, 2), (1, 2)]
    assert vault.verify().sound


def test_a_batch_says_how_far_it_is_and_stops_where_it_is_told(
    desk: Desk, samira: str, filed: str
) -> None:
    told: list[tuple[int, int]] = []
    people = (samira, someone(desk, "Autre (exemple)"))
    desk.batches.make(people, "L11", EMPLOYER, lambda *step: told.append(step))
    assert told == sorted(told)
    assert told[-1] == (4, 4)

    for last in range(len(told)):

        def stop(done: int, _total: int, last: int = last) -> None:
            if done >= told[last][0]:
                raise Cancelled

        with pytest.raises(Cancelled):
            desk.batches.make(people, "L11", EMPLOYER, stop)
    assert desk.people.file(samira).letters == ()


def test_the_letters_one_may_choose_say_all_they_may_ask(desk: Desk) -> None:
    found = {one.code: one for one in desk.batches.choices()}

    assert {"L11", "V01"} <= found.keys()
    assert [field.key for field in found["L11"].missing][:1] == ["employer"]
    assert not found["L11"].modified


def test_a_letter_that_does_not_exist_is_refused(desk: Desk, samira: str) -> None:
    with pytest.raises(UnknownLetterError):
        desk.batches.make((samira,), "L99", {})


def test_a_letter_is_followed_by_the_copy_of_whoever_reads_another_language(
    desk: Desk, samira: str, filed: str
) -> None:
    """The same pages as those of the letter made alone, numbered apart."""
    other = someone(desk, "Autre (exemple)")

    made = desk.batches.make((samira, other), "L11", EMPLOYER, copies=True)

    alone = desk.letters.preview(samira, None, "L11", EMPLOYER, "fa_AF")
    french = desk.letters.preview(other, None, "L11", EMPLOYER)
    assert made.pdf is not None
    assert alone.copy is not None
    pages = [*words(alone.pdf), *words(alone.copy), *words(french.pdf)]
    assert words(made.pdf) == pages
    assert made.copies == 1
    assert made.text == f"{alone.text}\n\n{alone.copied}\n\n{french.text}"
    again = desk.batches.make((samira, other), "L11", EMPLOYER, copies=True)
    assert again.pdf == made.pdf


def test_a_copy_is_kept_with_its_letter(desk: Desk, samira: str, filed: str) -> None:
    told: list[tuple[int, int]] = []
    made = desk.batches.make(
        (samira,), "L11", EMPLOYER, lambda *step: told.append(step), copies=True
    )
    assert told == sorted(told)
    assert told[-1] == (2, 2)

    desk.batches.keep(made)

    kept = desk.people.file(samira).letters[0]
    alone = desk.letters.preview(samira, None, "L11", EMPLOYER, "fa_AF")
    assert kept.language == "fa_AF"
    assert desk.letters.again(kept.id).copy == alone.copy


def test_whoever_is_named_is_shown_with_the_language_they_read(
    desk: Desk, samira: str
) -> None:
    other = someone(desk, "Autre (exemple)")

    found = desk.batches.recipients((other, samira))

    assert [one.person for one in found] == [other, samira]
    assert [one.copied for one in found] == [False, True]
