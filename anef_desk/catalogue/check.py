"""What types cannot say about the catalogue: everything it names exists and computes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from anef_desk import i18n
from anef_desk.catalogue.library import Library
from anef_desk.catalogue.model import Procedure
from anef_desk.catalogue.sentences import all_sentences
from anef_desk.i18n import Translations


@dataclass(frozen=True, order=True)
class Complaint:
    """Something wrong: where, and what, in one sentence."""

    place: str
    sentence: str

    def __str__(self) -> str:
        """Return ``place: sentence``."""
        return f"{self.place}: {self.sentence}"


def complaints(library: Library, on: date) -> tuple[Complaint, ...]:
    """Return everything wrong with what *library* names; conditions apart.

    Args:
        library: The catalogue.
        on: The day; nothing may have been checked after it.
    """
    found = [*_problems(library), *_days(library, on)]
    for procedure in library.procedures.values():
        found += _procedure(library, procedure)
    for symptom in library.symptoms.values():
        if not symptom.ladder:
            found.append(Complaint(symptom.code, "no remedy"))
        found += [
            Complaint(symptom.code, f"unknown remedy {rung.remedy}")
            for rung in symptom.ladder
            if rung.remedy not in library.remedies
        ]
    found += _sources(library)
    found += _twice(library)
    return tuple(sorted(found))


def report(library: Library) -> dict[str, object]:
    """Return counts, sources, ages, points to verify and translations, as JSON does."""
    content = library.content
    languages = [code for code in i18n.NAMES if code != i18n.SOURCE_LANGUAGE]
    said = [s for entry in library.entries() for s in all_sentences(entry)]
    return {
        "version": library.version,
        "counts": {
            "procedures": len(content.procedures),
            "supporting_documents": len(content.supporting_documents),
            "residence_documents": len(content.residence_documents),
            "rights": sum(len(kind.right) for kind in content.residence_documents),
            "deadlines": len(content.deadlines),
            "symptoms": len(content.symptoms),
            "remedies": len(content.remedies),
            "facts": len(content.facts),
            "sources": len(content.sources),
            "sentences": len(said),
        },
        "reliability": dict(
            sorted(Counter(s.reliability for s in content.sources.values()).items())
        ),
        "oldest_source": min(
            (s.date for s in content.sources.values() if s.date[:1].isdigit()),
            default="",
        ),
        "checked": dict(content.checked),
        "to_verify": {
            procedure.code: list(procedure.to_verify)
            for procedure in content.procedures
            if procedure.to_verify
        },
        "translated": {code: _share(i18n.load(code), said) for code in languages},
        "reviewed": {code: i18n.load(code).reviewed for code in languages},
        "set_aside": [f"{p.file}: {p.reason}" for p in library.problems],
    }


def _share(translations: Translations, said: list[i18n.Sentence]) -> float:
    done = sum(translations.has(sentence) for sentence in said)
    return round(done / len(said), 3) if said else 1.0


def _problems(library: Library) -> Iterator[Complaint]:
    for problem in library.problems:
        yield Complaint(problem.file, problem.reason)


def _days(library: Library, on: date) -> Iterator[Complaint]:
    for file, day in library.content.checked.items():
        if day > on.isoformat():
            yield Complaint(file, "checked in the future")


def _procedure(library: Library, procedure: Procedure) -> Iterator[Complaint]:
    steps = [step.id for step in procedure.step]
    if sum(step.files for step in procedure.step) > 1:
        yield Complaint(procedure.code, "filed at more than one step")
    for requirement in procedure.requirement:
        where = f"{procedure.code}.{requirement.document}"
        if requirement.document not in library.supporting_documents:
            yield Complaint(where, "no such supporting document")
        if requirement.step not in steps:
            yield Complaint(where, f"no step {requirement.step}")
    for block in procedure.block:
        if block.symptom not in library.symptoms:
            yield Complaint(procedure.code, f"unknown symptom {block.symptom}")


def _sources(library: Library) -> Iterator[Complaint]:
    """Every statement names sources, and each of them exists."""
    content = library.content
    named: list[tuple[str, tuple[str, ...]]] = []
    for procedure in content.procedures:
        named.append((procedure.code, procedure.sources))
        named += [(f"{procedure.code}.{s.id}", s.sources) for s in procedure.step]
        named += [
            (f"{procedure.code}.{r.document}", r.sources) for r in procedure.requirement
        ]
        named += [(f"{procedure.code}.fee", fee.sources) for fee in procedure.fee]
    for kind in content.residence_documents:
        named.append((kind.code, kind.sources))
        named += [(f"{kind.code}.{r.right}", r.sources) for r in kind.right]
    named += [(d.code, d.sources) for d in content.supporting_documents]
    named += [(rule.id, rule.sources) for rule in content.deadlines]
    named += [(s.code, s.sources) for s in content.symptoms]
    named += [(r.code, r.sources) for r in content.remedies]
    for place, keys in named:
        if not keys:
            yield Complaint(place, "no source")
        for key in keys:
            if key not in library.sources:
                yield Complaint(place, f"unknown source {key}")


def _twice(library: Library) -> Iterator[Complaint]:
    """A code names one thing; only the rules of a deadline may share theirs."""
    content = library.content
    codes = [
        entry.code
        for family in (
            content.procedures,
            content.supporting_documents,
            content.residence_documents,
            content.symptoms,
            content.remedies,
        )
        for entry in family
    ]
    codes += [rule.id for rule in content.deadlines]
    for code, count in Counter(codes).items():
        if count > 1:
            yield Complaint(code, "used twice")
    for kind in content.residence_documents:
        rights = {right.right for right in kind.right}
        if len(rights) != 10:  # noqa: PLR2004 - the columns of the matrix
            yield Complaint(kind.code, "not every right is answered")
