"""The content that is shipped: everything wrong with it, and a report of what it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from anef_desk import i18n
from anef_desk.catalogue import check as catalogue_check
from anef_desk.catalogue.check import Complaint, share_translated
from anef_desk.catalogue.library import Library, procedure_title, shipped
from anef_desk.clock import today
from anef_desk.i18n import SOURCE_LANGUAGE, Sentence, load
from anef_desk.law import check as law_check
from anef_desk.letters import check as letter_check
from anef_desk.letters.template import templates


@dataclass(frozen=True, kw_only=True)
class ContentState:
    """What a desk should know of the content it relies on."""

    version: str
    checked_on: date | None  # the newest file
    oldest_on: date | None  # the file that waited longest to be checked again
    reliability: Mapping[str, int]  # sources, by how far they may be trusted
    to_verify: tuple[tuple[str, Sentence, int], ...]  # code, title, how many points
    translated: Mapping[str, float]  # share of the sentences, by language
    set_aside: tuple[str, ...]  # files that do not read


def state() -> ContentState:
    """Return what a desk should know of the content; takes a moment."""
    library = shipped()
    content = library.content
    days = sorted(date.fromisoformat(day) for day in content.checked.values())
    counted = Counter[str](one.reliability for one in content.sources.values())
    return ContentState(
        version=library.version,
        checked_on=days[-1] if days else None,
        oldest_on=days[0] if days else None,
        reliability=dict(counted),
        to_verify=tuple(
            (
                procedure.code,
                procedure_title(library, procedure.code),
                len(procedure.to_verify),
            )
            for procedure in content.procedures
            if procedure.to_verify
        ),
        translated={
            code: share_translated(library, code)
            for code in i18n.NAMES
            if code != i18n.SOURCE_LANGUAGE
        },
        set_aside=tuple(problem.file for problem in library.problems),
    )


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
