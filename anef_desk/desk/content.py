"""The content that is shipped: everything wrong with it, and a report of what it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from anef_desk.catalogue import check as catalogue_check
from anef_desk.catalogue.check import Complaint
from anef_desk.catalogue.library import Library, shipped
from anef_desk.clock import today
from anef_desk.i18n import SOURCE_LANGUAGE, load
from anef_desk.law import check as law_check
from anef_desk.letters import check as letter_check
from anef_desk.letters.template import templates


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
    written, french = templates(), load(SOURCE_LANGUAGE)
    for template in written.values():
        for one in letter_check.complaints(template, library, written):
            yield Complaint(one.place, one.in_(french))
