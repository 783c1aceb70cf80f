"""The folded sheet leaves out no step, and nothing that is surely to bring."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2 as pdfium

from anef_desk.catalogue.library import shipped
from anef_desk.catalogue.sentences import sentence, step_sentence
from anef_desk.domain.case import Case
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.person import Housing, Marital, Person, Status
from anef_desk.law.asking import assumed
from anef_desk.law.checklist import checklist, route
from anef_desk.law.file_facts import facts_of
from anef_desk.law.situation import scope_on
from anef_desk.letters.pocket import MOST_DOCUMENTS, MOST_STEPS, Pocket, pocket

DAY = date(2026, 11, 22)
LIBRARY = shipped()


def words(made: bytes) -> str:
    document = pdfium.PdfDocument(made)
    try:
        text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
    return " ".join(text.split())


def test_the_last_step_and_the_last_document_are_there() -> None:
    """Six steps that are done are not the whole way."""
    procedure = LIBRARY.procedures["B9"]
    steps = tuple(
        (place < 6, step_sentence(procedure, place, "title"))
        for place in range(len(procedure.step))
    )
    documents = tuple(
        sentence(LIBRARY.supporting_documents[code], "title")
        for code in sorted(LIBRARY.supporting_documents)[:MOST_DOCUMENTS]
    )
    sheet = Pocket(
        title=sentence(procedure, "title"),
        steps=steps,
        dates=(),
        documents=documents,
        organisation=Organisation(name="Accueil Exemple"),
        code="ABCD-EFGH",
        on=DAY,
    )

    text = words(pocket(sheet, "fr")).replace("-\n", "")

    for said in (steps[-1][1].french, documents[-1].french):
        assert said.split()[-1] in text, said


def test_no_procedure_needs_more_room_than_the_sheet_has() -> None:
    for code, procedure in LIBRARY.procedures.items():
        for status in Status:
            person = Person(
                id="p",
                status=status,
                housing=Housing.HOSTED,
                marital=Marital.MARRIED,
                minor_children=2,
            )
            case = Case(id="c", person="p", procedure=code, opened_on=DAY)
            facts = facts_of(person, (), case, assumed(procedure))
            scope = scope_on(facts, DAY, LIBRARY)
            surely = [
                entry
                for entry in checklist(procedure, scope, LIBRARY)
                if entry.need == "required" and entry.truth
            ]
            assert len(route(procedure, scope)) <= MOST_STEPS, (code, status)
            assert len(surely) <= MOST_DOCUMENTS, (code, status)


def test_dates_that_are_to_be_checked_are_said_to_be_there() -> None:
    """They are told at the desk; "no date" would be false."""
    sheet = Pocket(
        title=sentence(LIBRARY.procedures["B4"], "title"),
        steps=(),
        dates=(),
        documents=(),
        organisation=Organisation(name="Accueil Exemple"),
        code="ABCD-EFGH",
        on=DAY,
    )
    dated = (DAY, sentence(LIBRARY.deadlines[0], "title"))

    def said(sheet: Pocket) -> tuple[bool, bool]:
        text = words(pocket(sheet, "fr")).replace("\u00a0", " ")
        return "Aucune date" in text, "à vérifier" in text

    assert said(sheet) == (True, False)
    assert said(replace(sheet, more_dates=True)) == (False, True)
    assert said(replace(sheet, more_dates=True, dates=(dated,))) == (False, True)
    assert said(replace(sheet, dates=(dated,))) == (False, False)


def test_each_calendar_has_its_line() -> None:
    """A dash between them ended the first line of a narrow panel."""
    sheet = Pocket(
        title=sentence(LIBRARY.procedures["B4"], "title"),
        steps=(),
        dates=((DAY, sentence(LIBRARY.deadlines[0], "title")),),
        documents=(),
        organisation=Organisation(name="Accueil Exemple"),
        code="ABCD-EFGH",
        on=DAY,
    )

    def said(sheet: Pocket) -> str:
        return words(pocket(sheet, "fa_AF"))

    assert "1405" in said(sheet)
    assert "—" not in said(sheet)
    assert "1405" not in said(replace(sheet, both_calendars=False))
