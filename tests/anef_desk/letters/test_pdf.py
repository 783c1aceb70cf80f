"""Pages: hostile names print harmlessly, and files say nothing about anyone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pypdfium2 as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.platypus import PageBreak

from anef_desk.catalogue.library import procedure_title, shipped
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.residence_document import ResidenceDocument
from anef_desk.i18n import load
from anef_desk.law.checklist import checklist as asked_for
from anef_desk.letters import pdf
from anef_desk.letters.bidi import levels
from anef_desk.letters.blocks import flowables
from anef_desk.letters.boxes import Beside, Blank, Stack
from anef_desk.letters.checklist_pdf import checklist as checklist_pdf
from anef_desk.letters.fonts import UnprintableCharacterError
from anef_desk.letters.layout import built, styles
from anef_desk.letters.page import Composed, Paragraph, Table
from anef_desk.letters.sheet import Line, checklist_sheet

Compose = Callable[..., Composed]

DAY = date(2026, 11, 22)

HOSTILE = {
    "a bidi override": "Ka\u202erimi",
    "an open isolate": "Ka\u2067rimi",
    "a stray end of isolate": "Ka\u2069rimi",
    "markup": "<b>K</b> & <font size=99>",
    "an entity": "&lt;&#0;",
    "a PDF string": "K) Tj /Launch (",
    "accents one by one": "Ka\u0308\u0327\u0301rimi",
    "a quotation": 'd’Été «\u00a0X\u00a0» \\ / "',
    "two hundred letters": "Karimi" * 33,
    "one Arabic name": "سمیرا کریمی",
    "a brace": "{name}",
}

hostile = pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)


def words(made: bytes) -> str:
    document = pdfium.PdfDocument(made)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return " ".join(pages).replace("\r\n", "\n")


def letters_of(text: str) -> str:
    """Return the letters, digits and marks of *text*, without spaces nor controls."""
    return "".join(c for c in text if c.isprintable() and not c.isspace())


@hostile
def test_a_hostile_name_prints_harmlessly(written: Compose, name: str) -> None:
    """The letter is whole: what follows the name is there, and nothing runs."""
    made = pdf.letter(written("L11", family_name=name, given_names=""))
    copy = pdf.bilingual_letter(
        written("L11", family_name=name), written("L11", "fa_AF", family_name=name)
    )

    assert "expression de nos salutations distinguées" in words(made).replace("\n", " ")
    assert b"/JavaScript" not in made + copy
    assert b"/Launch" not in made + copy
    assert copy.startswith(b"%PDF-")


@pytest.mark.parametrize("name", ["<b>K</b> & <i>", "{name}", "K) Tj (", "N’Diaye"])
def test_what_is_typed_is_what_is_read(written: Compose, name: str) -> None:
    made = pdf.letter(written("L01", family_name="", given_names=name))

    assert letters_of(f"Nom et prénoms : {name}") in letters_of(words(made))


def test_a_person_without_family_name_has_a_letter(written: Compose) -> None:
    made = pdf.letter(written("L01", family_name="", given_names="Samira"))

    assert "Nom et prénoms\u00a0: Samira\n" in words(made).replace(" :", "\u00a0:")


def test_a_person_known_by_a_native_name_has_a_letter(written: Compose) -> None:
    letter = written("L01", family_name="", given_names="", native_name="سمیرا")

    assert ("Nom et prénoms\u00a0:", "سمیرا") in letter.references
    assert pdf.letter(letter)


def test_an_override_in_a_name_ends_with_the_name(written: Compose) -> None:
    """Trojan Source: what follows the name still reads from left to right."""
    letter = written("L11", given_names="Sam\u202eira")
    told = [b.text for b in letter.blocks if isinstance(b, Paragraph)]
    sentence = next(text for text in told if "dans ses démarches" in text)

    assert set(levels(sentence, 0).of[-10:]) == {0}


@pytest.mark.parametrize("language", ["ar", "fa_AF"])
def test_an_override_in_a_name_is_not_written(written: Compose, language: str) -> None:
    letter = written("L11", language, given_names="Sam\u202eira")
    told = " ".join(b.text for b in letter.blocks if isinstance(b, Paragraph))

    assert "Samira" in told
    assert "\u202e" not in told


def test_a_letter_says_nothing_of_anyone_in_its_properties(written: Compose) -> None:
    document = pdfium.PdfDocument(pdf.letter(written("L02")))
    try:
        found = document.get_metadata_dict()
    finally:
        document.close()

    assert found["Title"] == "Courrier"
    assert not any(
        re.search(r"karimi|samira|990312|exemple|afghan|1994", value, re.IGNORECASE)
        for value in found.values()
    )
    assert {found[k] for k in ("Author", "Subject", "Keywords")} <= {
        "",
        "(unspecified)",
    }


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_letter_can_be_listened_to(
    written: Compose, api: ResidenceDocument, language: str
) -> None:
    """Tagged: title, paragraphs and rows in order, each in its language."""
    held = (replace(api, mention="", ends_on=date(2026, 11, 30)),)
    french = written("L03", documents=held)
    made = (
        pdf.letter(french)
        if language == "fr"
        else pdf.bilingual_letter(french, written("L03", language, documents=held))
    )

    assert made.startswith(b"%PDF-1.7")
    assert b"/MarkInfo" in made
    for tag in (b"/H1 ", b"/P ", b"/Table ", b"/TR ", b"/TH ", b"/TD "):
        assert b"/S " + tag in made
    assert (b"/ActualText" in made) is (language == "ar")
    assert made.count(b"/StructParents") == len(pdfium.PdfDocument(made))


def test_every_mark_of_a_page_has_its_element(written: Compose) -> None:
    made = pdf.letter(written("L02"))
    elements = re.findall(
        rb"/Type /StructElem /S /(?:H1|H2|P|TH|TD) .*?/K \[(\d+)\]", made
    )

    assert [int(mark) for mark in elements] == list(range(len(elements)))


@pytest.mark.parametrize("lines", [1, 4, 9])
def test_an_address_stands_where_a_window_shows_it(
    written: Compose, lines: int
) -> None:
    """105 to 190 mm from the left; 47 mm from the top; down to 78 mm for six lines."""
    typed = "\n".join(f"Ligne {n}" for n in range(1, lines + 1))
    document = pdfium.PdfDocument(
        pdf.letter(written("L11", answers={"employer": typed}))
    )
    try:
        page = document[0]
        text = page.get_textpage()
        found = text.search("Ligne 1").get_next()
        assert found is not None
        left, _bottom, _right, top = text.get_charbox(found[0])
        height = page.get_height()
    finally:
        document.close()

    millimetre = 72 / 25.4
    assert 104 <= left / millimetre <= 107
    assert 46 <= (height - top) / millimetre <= 52


def test_a_letter_holds_no_hour(written: Compose) -> None:
    """Otherwise it could not be printed again identically."""
    dates = re.findall(rb"D:\d{4}", pdf.letter(written("L02")))

    assert set(dates) <= {b"D:2000"}


@pytest.mark.parametrize("language", ["fr", "ar", "fa_AF"])
def test_a_letter_names_its_language(written: Compose, language: str) -> None:
    french = written("L02")
    made = (
        pdf.letter(french)
        if language == "fr"
        else pdf.bilingual_letter(french, written("L02", language))
    )

    assert f"/Lang ({language.replace('_', '-')})".encode() in made


def test_a_long_letter_goes_on_over_several_numbered_pages(written: Compose) -> None:
    harm = "Emploi suspendu, loyer impayé, allocations arrêtées. " * 120
    document = pdfium.PdfDocument(pdf.letter(written("L02", answers={"harm": harm})))
    try:
        count = len(document)
        second = document[1].get_textpage().get_text_bounded()
    finally:
        document.close()

    assert count >= 2
    assert f"2/{count}" in second.splitlines()


@pytest.mark.parametrize(("language", "at_left"), [("fr", False), ("fa_AF", True)])
def test_the_number_of_a_page_stands_away_from_the_words_at_its_foot(
    language: str, at_left: bool
) -> None:
    flow = [PageBreak(), PageBreak()]
    document = pdfium.PdfDocument(built(flow, "Courrier", language, ""))
    try:
        page = document[0].get_textpage()
        left, _bottom, _right, _top = page.get_charbox(0)
    finally:
        document.close()

    assert (left < A4[0] / 2) is at_left


def test_no_word_of_a_table_is_cut_while_the_table_has_room() -> None:
    """A date must be read as it is in a copy too, where columns are narrow."""
    table = Table(
        header=("Date", "Démarche"),
        rows=(("12/11/2026", "Appeler le centre de contact"),),
        shares=(1, 3),
    )
    narrow = Stack(flowables(table, styles("fr")[0]))
    made = built([Beside([narrow, Blank(1)], (1, 2))], "Courrier", "fr", "")

    assert "12/11/2026" in words(made)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_name_is_printed_or_refused_in_a_sentence(
    written: Compose, family: str, given_names: str
) -> None:
    letter = written("L11", family_name=family, given_names=given_names)
    try:
        told = words(pdf.letter(letter)).replace("\n", " ")
    except UnprintableCharacterError as refused:
        told = refused.explain(load("fr"))

    assert "salutations distinguées" in told or "Rien n’a été imprimé" in told


def test_a_long_cell_goes_over_a_page(written: Compose) -> None:
    answers = {"printed_identity": "KARIMI Samira " * 200, "expected_identity": "X"}

    assert pdf.letter(written("L03", answers=answers))


def test_the_list_says_nothing_of_anyone_in_its_properties() -> None:
    document = pdfium.PdfDocument(_sheet("KARIMI <i>Samira</i> (exemple)"))
    try:
        found = document.get_metadata_dict()
        told = document[0].get_textpage().get_text_bounded()
    finally:
        document.close()

    assert found["Title"] == "Liste de pièces"
    assert "KARIMI" not in "".join(found.values())
    assert "KARIMI <i>Samira</i> (exemple)" in told


def test_the_title_of_the_list_stands_above_the_half_of_its_language() -> None:
    document = pdfium.PdfDocument(_sheet("Samira (exemple)", "uk"))
    try:
        page = document[0].get_textpage()
        lefts = [
            page.get_charbox(found[0])[0]
            for words in ("Перша", "Рішення")
            if (found := page.search(words).get_next())
        ]
    finally:
        document.close()

    assert len(lefts) == 2
    assert lefts[0] == pytest.approx(lefts[1], abs=1)


def _sheet(person: str, language: str = "ar") -> bytes:
    library = shipped()
    procedure = library.procedures["A2"]
    lines = [Line(entry=e, mark=None) for e in asked_for(procedure, {}, library)]
    return checklist_pdf(
        checklist_sheet(
            procedure_title(library, "A2"),
            person,
            lines,
            french=load("fr"),
            other=load(language),
            organisation=Organisation(name="Accueil Exemple"),
            on=DAY,
        )
    )
