"""The evidence file for whoever listens: one structure, in the order of the pages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from pypdf import PdfReader

from anef_desk.desk.views import PageImage
from anef_desk.letters import pdf
from anef_desk.letters.file_pdf import evidence_file
from anef_desk.letters.file_sheet import FileExhibit, FileSheet, FileTable
from tests.golden.conftest import composed

PICTURE = PageImage(60, 40, bytes((200, 210, 220)) * 2400)

SHEET = FileSheet(
    title="Dossier pour l’avocat",
    addressee="Pour l’avocat ou l’avocate de la personne.",
    facts=(("Nom et prénoms", "KARIMI (exemple) Samira"),),
    parts=(
        FileTable(
            title="Chronologie",
            header=("Date", "Ce qui s’est passé"),
            shares=(1, 4),
            rows=tuple((f"{n}/11/2026", "Essai.") for n in range(1, 60)),
        ),
    ),
    exhibits_title="Liste des pièces",
    exhibits_header=("N°", "Pièce", "Date", "Page"),
    exhibits=(
        FileExhibit(
            number=1,
            title="Mise en demeure",
            day="22/11/2026",
            letter=pdf.letter(composed("L06", "fr")),
        ),
        FileExhibit(
            number=2,
            title="Capture du 22/11/2026",
            day="22/11/2026",
            pictures=lambda: (PICTURE, PICTURE),
        ),
        FileExhibit(
            number=3,
            title="Journal des essais",
            day="22/11/2026",
            letter=pdf.letter(composed("L26", "fr")),
        ),
    ),
    no_exhibit="",
    exhibit="Pièce {number}",
    page="page {page} sur {pages}",
    closing="",
    signature=("Date et signature :",),
)


@pytest.fixture(scope="module")
def made() -> PdfReader:
    return PdfReader(io.BytesIO(evidence_file(SHEET)))


def walk(element: Any) -> Iterator[Any]:
    """Yield an element of the structure and those it holds, in their order."""
    found = element.get_object()
    if not isinstance(found, dict):
        return
    yield found
    kids = found.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        yield from walk(kid)


def test_the_file_says_that_it_can_be_listened_to(made: PdfReader) -> None:
    root: Any = made.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert made.metadata is not None
    assert made.metadata.title == "Dossier de preuves"


def test_each_page_finds_its_words_in_the_structure(made: PdfReader) -> None:
    root: Any = made.trailer["/Root"]
    numbers = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))

    assert list(parents) == list(range(len(made.pages)))
    for place, page in enumerate(made.pages):
        assert page["/StructParents"] == place
        elements = parents[place].get_object()
        assert elements
        for element in elements:
            found = element.get_object()
            assert found["/Pg"] == page
            assert found["/P"].get_object()["/S"]


def test_what_is_heard_follows_the_pages(made: PdfReader) -> None:
    """Front pages, a letter, two pictures, a letter."""
    root: Any = made.trailer["/Root"]
    document = root["/StructTreeRoot"]["/K"]

    tops = [kid.get_object()["/S"] for kid in document["/K"]]
    kinds = [element["/S"] for element in walk(document)]

    assert tops == ["/Part", "/Part", "/Figure", "/Figure", "/Part"]
    assert kinds[:3] == ["/Document", "/Part", "/H1"]
    assert {"/H2", "/Table", "/TR", "/TH", "/TD"} <= set(kinds)


def test_a_picture_says_which_exhibit_it_is(made: PdfReader) -> None:
    root: Any = made.trailer["/Root"]
    figures = [
        element
        for element in walk(root["/StructTreeRoot"]["/K"])
        if element["/S"] == "/Figure"
    ]

    assert [figure["/Alt"] for figure in figures] == [
        "Pièce 2 : Capture du 22/11/2026"
    ] * 2
    drawn = [
        stream.get_object().get_data() for stream in figures[0]["/Pg"]["/Contents"]
    ]
    assert drawn[0].startswith(b"/Figure <</MCID 0>> BDC")


def test_the_same_file_has_the_same_bytes() -> None:
    assert evidence_file(SHEET) == evidence_file(SHEET)
