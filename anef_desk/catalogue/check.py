"""What types cannot say about the catalogue: everything it names exists and computes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from anef_desk import i18n
from anef_desk.catalogue.library import Library
from anef_desk.catalogue.sentences import all_sentences
from anef_desk.i18n import Translations

MOST_QUESTIONS = 8
"""Of the orientation; beyond, nobody answers with care."""


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
    found = [
        *_problems(library),
        *_days(library, on),
        *_references(library),
        *_shapes(library),
        *_needs(library),
        *_sources(library),
        *_twice(library),
    ]
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
            "bodies": len(content.bodies),
            "notices": len(content.notices),
            "questions": len(content.questions),
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


def share_translated(library: Library, language: str) -> float:
    """Return how much of the content reads in *language*, from 0 to 1."""
    said = [s for entry in library.entries() for s in all_sentences(entry)]
    return _share(i18n.load(language), said)


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


def _references(library: Library) -> Iterator[Complaint]:
    """Everything named by its code exists."""
    for place, kind, codes, known in _named(library):
        for code in codes:
            if code not in known:
                yield Complaint(place, f"unknown {kind} {code}")


def _named(
    library: Library,
) -> Iterator[tuple[str, str, Iterable[str], Collection[str]]]:
    """Yield where codes are named, of what kind, the codes, and those there are."""
    documents, symptoms = library.supporting_documents, library.symptoms
    clocks = {rule.code for rule in library.deadlines}
    for procedure in library.procedures.values():
        code, asked = procedure.code, procedure.requirement
        steps = [step.id for step in procedure.step]
        issued = [one.document for one in procedure.issued if one.document]
        blocks = [block.symptom for block in procedure.block]
        yield code, "supporting document", [r.document for r in asked], documents
        yield code, "step", [r.step for r in asked], steps
        yield code, "residence document", issued, library.residence_documents
        yield code, "deadline", procedure.deadlines, clocks
        yield code, "symptom", blocks, symptoms
    for symptom in symptoms.values():
        ladder = [rung.remedy for rung in symptom.ladder]
        yield symptom.code, "remedy", ladder, library.remedies
    for remedy in library.remedies.values():
        for need in remedy.need:
            place = f"{remedy.code}.need.{need.id}"
            yield place, "remedy", need.remedy, library.remedies
    for body in library.bodies.values():
        yield body.code, "symptom", body.symptoms, symptoms
    for notice in library.notices:
        yield notice.code, "procedure", notice.procedures, library.procedures
    asked_first = [question.fact for question in library.questions]
    yield "orientation", "fact", asked_first, library.facts


def _shapes(library: Library) -> Iterator[Complaint]:
    """What each entry owes beside its fields."""
    for procedure in library.procedures.values():
        if sum(step.files for step in procedure.step) > 1:
            yield Complaint(procedure.code, "filed at more than one step")
        if not procedure.why_not:
            yield Complaint(procedure.code, "no word on why it is not the answer")
    for symptom in library.symptoms.values():
        if not symptom.ladder:
            yield Complaint(symptom.code, "no remedy")
    for fact in library.facts.values():
        if fact.labels and len(fact.labels) != len(fact.values):
            yield Complaint(fact.key, "as many labels as values are needed")
    if len(library.questions) > MOST_QUESTIONS:
        yield Complaint("orientation", f"more than {MOST_QUESTIONS} questions")


def _needs(library: Library) -> Iterator[Complaint]:
    """A need names remedies where it counts them, and nowhere else."""
    for remedy in library.remedies.values():
        for need in remedy.need:
            if bool(need.remedy) != (need.counts in {"remedy", "reference"}):
                place = f"{remedy.code}.need.{need.id}"
                yield Complaint(place, "a remedy is named where one is counted")


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
        named.append((f"{procedure.code}.basis", procedure.basis))
        for part in ("window", "fee", "issued", "delay"):
            named += [
                (f"{procedure.code}.{part}", element.sources)
                for element in getattr(procedure, part)
            ]
    for kind in content.residence_documents:
        named.append((kind.code, kind.sources))
        named += [(f"{kind.code}.{r.right}", r.sources) for r in kind.right]
    named += [(d.code, d.sources) for d in content.supporting_documents]
    named += [(rule.id, rule.sources) for rule in content.deadlines]
    named += [(s.code, s.sources) for s in content.symptoms]
    for remedy in content.remedies:
        named.append((remedy.code, remedy.sources))
        named += [(f"{remedy.code}.need.{n.id}", n.sources) for n in remedy.need]
    for body in content.bodies:
        named.append((body.code, body.sources))
        named += [(f"{body.code}.{step.title}", step.sources) for step in body.step]
    named += [(notice.code, notice.sources) for notice in content.notices]
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
            content.bodies,
            content.notices,
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
