"""Fictional letters on a fixed day, and what a person last approved of them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops

from anef_desk.catalogue.library import procedure_title, shipped
from anef_desk.catalogue.sentences import sentence
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.supporting_document import Mark, MarkState
from anef_desk.i18n import load
from anef_desk.law.alerts import alerts
from anef_desk.law.asking import assumed
from anef_desk.law.checklist import checklist
from anef_desk.law.file_facts import facts_of
from anef_desk.law.situation import scope_on
from anef_desk.letters import pdf
from anef_desk.letters.checklist_pdf import checklist as checklist_pdf
from anef_desk.letters.compose import Lists, compose, joined, letter_scope
from anef_desk.letters.fields import letter_fields, paper_fields, with_dates, with_days
from anef_desk.letters.offers import asked, refusal
from anef_desk.letters.page import Composed
from anef_desk.letters.sheet import Line, checklist_sheet
from anef_desk.letters.template import templates
from tests.golden.scenarios import DAY, SAMIRA, SCENES

APPROVED = Path(__file__).parent / "approved"
DOTS = 60  # per inch
GREYS = 17  # a step of grey that is kept
CHANGED = 64  # a difference of grey that is seen

DESK = Organisation(
    name="Accueil Exemple",
    address="12 rue des Exemples\n72000 Le Mans",
    city="Le Mans",
    phone="01 99 00 00 00",
    email="accueil@exemple.invalid",
)

JOINED: tuple[tuple[str, str], ...] = (
    ("P-DEC", "copied"),
    ("P-HEB", "seen"),
)

MARKS = {
    "P-DEC": MarkState.COPIED,
    "P-HEB": MarkState.EXPIRED,
    "P-EPH": MarkState.SEEN,
    "P-EC": MarkState.MISSING,
    "P-TIMB": MarkState.NOT_APPLICABLE,
    "P-POLY": None,
    "P-PASS": None,
}


@dataclass(frozen=True)
class Letters:
    """A letter to sign, the copy to read and the list to take away, as PDFs."""

    def signed(self, code: str) -> bytes:
        return pdf.letter(composed(code, "fr"))

    def facing(self, code: str, language: str) -> bytes:
        return pdf.bilingual_letter(composed(code, "fr"), composed(code, language))

    def checklist(self, language: str) -> bytes:
        library = shipped()
        procedure = library.procedures["A2"]
        scope = scope_on(facts_of(SAMIRA, (), None, assumed(procedure)), DAY, library)
        entries = {e.code: e for e in checklist(procedure, scope, library)}
        lines = [
            Line(
                entry=entries[code],
                mark=Mark(requirement=code, state=state, marked_on=DAY)
                if state
                else None,
            )
            for code, state in MARKS.items()
        ]
        return checklist_pdf(
            checklist_sheet(
                procedure_title(library, "A2"),
                SAMIRA.display_name,
                lines,
                french=load("fr"),
                other=load(language),
                organisation=DESK,
                on=DAY,
            )
        )


def composed(name: str, language: str) -> Composed:
    """Return the letter of the situation *name* in *language*."""
    scene = SCENES[name]
    library, template = shipped(), templates()[scene.code]
    case, person = scene.case, scene.person
    granted = assumed(library.procedures[scene.procedure])
    facts = facts_of(person, scene.documents, case, granted)
    scope = scope_on(facts, DAY, library)
    raised = [alert.symptom for alert in alerts(facts, scope, library)]
    dates = [field.key for field in template.asked if field.kind == "date"]
    answers = with_dates(scene.answers, dates)
    found = {
        **paper_fields(scene.documents, DAY, ()),
        **letter_fields(person, DESK, scene.documents, case, answers),
    }
    fields = with_days(found, scope)
    around = letter_scope(scope, fields, raised)
    assert refusal(template, around) is None
    assert all(f.key in fields for f in asked(template, around) if f.needed)
    lists: Lists = {
        "documents": [
            joined(
                sentence(library.supporting_documents[document], "title"),
                state,
            )
            for document, state in JOINED
        ],
        "remedies": [
            (
                taken.taken_on,
                sentence(library.remedies[taken.remedy], "title"),
                taken.reference,
            )
            for taken in case.remedies
        ],
    }
    return compose(template, fields, around, DESK, DAY, load(language), lists=lists)


@pytest.fixture
def letters() -> Letters:
    return Letters()


@pytest.fixture
def looks_approved(approve: bool) -> Callable[[bytes, str], None]:
    """Fail when the words, or the look, of a PDF are not those last approved.

    Words are compared everywhere; the look where it was approved, since the edges of
    letters differ from a system to another.
    """

    def compare(made: bytes, name: str) -> None:
        document = pdfium.PdfDocument(made)
        try:
            words, looks = _words(document), [_look(page) for page in document]
        finally:
            document.close()
        if approve:
            _approve(name, words, looks)
        approved = sorted(APPROVED.glob(f"{name}-[0-9].png"))
        assert words == (APPROVED / f"{name}.txt").read_text(encoding="utf-8")
        assert len(looks) == len(approved)
        for look, file in zip(looks, approved, strict=True):
            with Image.open(file) as before:
                assert look.size == before.size
                changed = ImageChops.difference(look, before.convert("L"))
            if sys.platform == "linux":
                assert not changed.point(_seen).getbbox(), file.name

    return compare


def _seen(difference: int) -> int:
    return difference >= CHANGED


def _words(document: pdfium.PdfDocument) -> str:
    pages = [page.get_textpage().get_text_bounded() for page in document]
    lines = "\n\f\n".join(pages).replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip(" ") for line in lines) + "\n"


def _look(page: pdfium.PdfPage) -> Image.Image:
    image: Image.Image = page.render(scale=DOTS / 72, grayscale=True).to_pil()
    return image.convert("L")


def _approve(name: str, words: str, looks: list[Image.Image]) -> None:
    APPROVED.mkdir(exist_ok=True)
    for old in APPROVED.glob(f"{name}-[0-9].png"):
        old.unlink()
    (APPROVED / f"{name}.txt").write_text(words, encoding="utf-8", newline="\n")
    for number, look in enumerate(looks, 1):
        few = look.point([round(v / GREYS) * GREYS for v in range(256)])
        few.save(APPROVED / f"{name}-{number}.png", optimize=True)
