"""Every condition and every date of the catalogue reads, and looks at known facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from anef_desk.catalogue.check import Complaint
from anef_desk.catalogue.library import Library
from anef_desk.catalogue.model import Procedure
from anef_desk.domain.residence_document import Kind
from anef_desk.law.conditions import Compared, Condition, OneOf, read_condition
from anef_desk.law.facts import Facts, HeldDocument, Reply
from anef_desk.law.formulas import read_formula
from anef_desk.law.possible import example
from anef_desk.law.reach import never_met
from anef_desk.law.tokens import LanguageError

DERIVED = frozenset(
    {
        "today",
        "answer",
        "renewal_asked",
        "implicit_refusal_born",
        "implicit_refusal_on",
        "birth_on",
        "adult",
        "suspended_days",
        "raised",
        "held",
        "document.kind",
    }
)


def complaints(library: Library) -> tuple[Complaint, ...]:
    """Return what does not read, looks at a fact nobody knows, or is never met."""
    known = known_facts(library)
    found: list[Complaint] = []
    for place, text in conditions(library):
        try:
            condition = read_condition(text)
        except LanguageError as error:
            found.append(Complaint(place, str(error)))
            continue
        strange = [
            Complaint(place, f"unknown fact {name}")
            for name in sorted(set(condition.names()) - known)
        ]
        strange += _words(place, condition, library)
        if not strange and example(condition, library) is None:
            strange.append(Complaint(place, "this can never hold"))
        found += strange
    for place, text in formulas(library):
        try:
            formula = read_formula(text)
        except LanguageError as error:
            found.append(Complaint(place, str(error)))
            continue
        found += [
            Complaint(place, f"unknown fact {name}")
            for name in formula.names()
            if name not in known
        ]
        event = dict.fromkeys(formula.names(), 1) | {formula.fact: date(2024, 2, 29)}
        if formula.day(event) is None:
            found.append(Complaint(place, "this date does not compute"))
    if not found:  # what does not read is never met: said once
        found += [Complaint(place, "this is never met") for place in never_met(library)]
    return tuple(sorted(found))


def known_facts(library: Library) -> frozenset[str]:
    """Return every name a condition may look at."""
    described = set(DERIVED) | set(library.facts)
    start = date(2026, 1, 1)
    document = HeldDocument(
        kind=Kind.API,
        starts_on=start,
        ends_on=start + timedelta(days=1),
        mention="",
        allows_work=True,
        years=1,
    )
    asked = {"wants": "first_permit"}
    facts = Facts(asked, (document,), Reply(start, granted=True)).of_document(
        document, asked
    )
    del facts["wants"]
    described |= set(facts)
    for name in (*(kind.value for kind in Kind), "title"):
        described |= {fact.replace("document", name, 1) for fact in facts}
        described |= {f"holds.{name}", f"valid.{name}"}
    return frozenset(described | set(Facts({}, ()).scope(start)))


def conditions(library: Library) -> Iterator[tuple[str, str]]:
    """Yield where each condition stands, and its text."""
    for procedure in library.procedures.values():
        yield from _of_procedure(procedure)
    for kind in library.residence_documents.values():
        yield kind.code, kind.held
        yield from ((f"{kind.code}.{right.right}", right.when) for right in kind.right)
    for rule in library.deadlines:
        yield rule.id, rule.when
    for symptom in library.symptoms.values():
        yield symptom.code, symptom.raised
        yield from ((f"{symptom.code}.{r.remedy}", r.when) for r in symptom.ladder)
        for letter, when in symptom.letters_when.items():
            yield f"{symptom.code}.{letter}", when
    for question in library.questions:
        yield f"question.{question.fact}", question.when


def formulas(library: Library) -> Iterator[tuple[str, str]]:
    """Yield where each date stands, and its formula."""
    for rule in library.deadlines:
        yield from ((rule.id, text) for text in (rule.opens, rule.due) if text)
    for procedure in library.procedures.values():
        for window in procedure.window:
            place = f"{procedure.code}.window"
            yield from ((place, text) for text in (window.opens, window.due) if text)


def _of_procedure(procedure: Procedure) -> Iterator[tuple[str, str]]:
    code = procedure.code
    yield f"{code}.answers", procedure.answers
    yield f"{code}.related", procedure.related
    for place, reason in enumerate(procedure.why):
        yield f"{code}.why.{place}", reason.when
    for step in procedure.step:
        yield f"{code}.{step.id}", step.when
        yield f"{code}.{step.id}.done", step.done_when
    for requirement in procedure.requirement:
        yield f"{code}.{requirement.document}", requirement.when
    for part in ("why_not", "window", "fee", "issued"):
        for element in getattr(procedure, part):
            yield f"{code}.{part}", element.when


def _words(place: str, condition: Condition, library: Library) -> Iterator[Complaint]:
    """Yield the words compared with a choice that is none of its values."""
    for part in parts(condition):
        if isinstance(part, OneOf):
            fact = library.facts.get(part.fact)
            values = fact.values if fact and fact.type == "choice" else ()
            for word in part.words:
                if values and word not in values:
                    yield Complaint(place, f"{word} is no value of {part.fact}")
        elif isinstance(part, Compared) and isinstance(part.other, int):
            fact = library.facts.get(part.fact.fact)
            if fact is not None and fact.type != "int":
                yield Complaint(place, f"{part.fact.fact} is no number")


def parts(condition: Condition) -> Iterator[Condition]:
    """Yield *condition* and every condition inside it."""
    yield condition
    inside = getattr(condition, "parts", None) or (
        (condition.part,) if hasattr(condition, "part") else ()
    )
    for one in inside:
        yield from parts(one)
