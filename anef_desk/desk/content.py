"""The content that is shipped: everything wrong with it, and a report of what it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from anef_desk.catalogue import check as catalogue_check
from anef_desk.catalogue.check import Complaint
from anef_desk.catalogue.library import Library, shipped
from anef_desk.clock import today
from anef_desk.law import check as law_check
from anef_desk.law.conditions import read_condition
from anef_desk.law.tokens import LanguageError
from anef_desk.letters.template import LetterTemplate, templates


def complaints() -> tuple[str, ...]:
    """Return everything wrong with the catalogue and the letters, one line each."""
    library = shipped()
    found = [
        *catalogue_check.complaints(library, today()),
        *law_check.complaints(library),
        *_letters(library),
    ]
    return tuple(str(complaint) for complaint in sorted(found))


def report() -> dict[str, object]:
    """Return counts, sources, ages, reliability, points to verify and translations."""
    library = shipped()
    found = catalogue_check.report(library)
    written = templates()
    cited = Counter(
        code for symptom in library.symptoms.values() for code in symptom.letters
    )
    found["letters"] = sorted(written)
    found["letters_planned"] = sorted(set(cited) - set(written))
    return found


def _letters(library: Library) -> Iterator[Complaint]:
    """A letter cites what exists, and nothing unverified as a right."""
    for template in templates().values():
        for place, keys, condition in _statements(template):
            for key in keys:
                source = library.sources.get(key)
                if source is None:
                    yield Complaint(place, f"unknown source {key}")
                elif source.reliability == "unverified":
                    yield Complaint(place, f"cites {key}, which is unverified")
            try:
                read_condition(condition)
            except LanguageError as error:
                yield Complaint(place, str(error))


def _statements(
    template: LetterTemplate,
) -> Iterator[tuple[str, tuple[str, ...], str]]:
    code = template.code
    yield code, (), template.offered
    for refusal in template.forbidden:
        yield f"{code}.forbidden", (), refusal.when
    for part in (*template.part, *template.attachment):
        yield f"{code}.{part.id}", part.cites, part.when
    for table in template.table:
        for row in table.row:
            yield f"{code}.{row.id}", row.cites, row.when
