"""What a desk can do without any file: orient, read, print; holds no vault, keeps nothing."""

from __future__ import annotations

from datetime import date

from anef_desk.catalogue.library import procedure_title, shipped
from anef_desk.domain.organisation import Organisation
from anef_desk.i18n import SOURCE_LANGUAGE, Sentence, load
from anef_desk.law.checklist import checklist
from anef_desk.law.facts import Facts
from anef_desk.law.reading import reading
from anef_desk.law.situation import scope_on
from anef_desk.letters.sheet import Line, checklist_sheet, reading_sheet
from anef_desk.letters.template import templates


class UnknownEntryError(LookupError):
    """The catalogue has no such entry."""


def letter_titles() -> tuple[tuple[str, Sentence], ...]:
    """Return the letters there are: the code of each, and its title."""
    return tuple(
        (code, Sentence(f"{code}.title", template.title))
        for code, template in sorted(templates().items())
    )


def printed(code: str, facts: Facts, language: str, on: date) -> bytes:
    """Return the entry *code* to take away, as a PDF: French beside *language*.

    Raises:
        UnknownEntryError: If the catalogue has no such entry.
        UnprintableCharacterError: If a character cannot be written.
    """
    from anef_desk.letters import reading_pdf  # noqa: PLC0415 - at the first sheet

    library = shipped()
    found = reading(code, scope_on(facts, on, library), library)
    if found is None:
        raise UnknownEntryError(code)
    sheet = reading_sheet(
        found, french=load(SOURCE_LANGUAGE), other=load(language), on=on
    )
    return reading_pdf.reading(sheet)


def printed_checklist(code: str, facts: Facts, language: str, on: date) -> bytes:
    """Return the checklist of the procedure *code* for a situation, as a PDF.

    It names nobody: whoever prints it for themselves writes on it what they want.

    Raises:
        UnknownEntryError: If the catalogue has no such procedure.
        UnprintableCharacterError: If a character cannot be written.
    """
    from anef_desk.letters import checklist_pdf  # noqa: PLC0415 - at the first sheet

    library = shipped()
    procedure = library.procedures.get(code)
    if procedure is None:
        raise UnknownEntryError(code)
    entries = checklist(procedure, scope_on(facts, on, library), library)
    sheet = checklist_sheet(
        procedure_title(library, code),
        "",
        [Line(entry=entry, mark=None) for entry in entries],
        french=load(SOURCE_LANGUAGE),
        other=load(language),
        organisation=Organisation(name="ANEF Desk"),
        on=on,
    )
    return checklist_pdf.checklist(sheet)
