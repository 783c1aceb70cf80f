"""Whether each part of the catalogue can be met: in the place where it stands.

A condition may hold on its own and still never be met: a step of a procedure that is
no answer then, a cell behind one that always holds first, a document of no such kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from anef_desk.catalogue.library import Library
from anef_desk.catalogue.model import Procedure, ResidenceDocumentKind, Symptom
from anef_desk.law.conditions import read_condition
from anef_desk.law.possible import example


@dataclass(frozen=True)
class Meeting:
    """What has to hold at once for a part of the catalogue to be met."""

    place: str
    holding: tuple[str, ...]  # conditions
    unless: tuple[str, ...] = ()  # conditions that come first when they hold


def meetings(library: Library) -> Iterator[Meeting]:
    """Yield what has to hold for each part of *library* to be met."""
    for procedure in library.procedures.values():
        yield from _of_procedure(procedure)
    for kind in library.residence_documents.values():
        yield from _of_residence_document(kind)
    for rule in library.deadlines:
        for held in rule.kinds:
            of_kind = f"document.kind == {held}"
            yield Meeting(f"{rule.id}.{held}", (of_kind, rule.when))
    for symptom in library.symptoms.values():
        yield from _of_symptom(symptom)
    for question in library.questions:
        unknown = f"not ({question.fact} known)"
        yield Meeting(f"question.{question.fact}", (unknown, question.when))


def never_met(library: Library) -> Iterator[str]:
    """Yield where each part of *library* stands for which no example was found."""
    for meeting in meetings(library):
        together = " and ".join(f"({text})" for text in meeting.holding if text)
        unless = tuple(read_condition(text) for text in meeting.unless)
        if example(read_condition(together), library, unless) is None:
            yield meeting.place


def _of_procedure(procedure: Procedure) -> Iterator[Meeting]:
    code = procedure.code
    shown = procedure.answers
    if procedure.related:
        shown = f"({procedure.answers}) or ({procedure.related})"
    for place, reason in enumerate(procedure.why):
        yield Meeting(f"{code}.why.{place}", (shown, reason.when))
    for step in procedure.step:
        yield Meeting(f"{code}.{step.id}", (shown, step.when))
    for requirement in procedure.requirement:
        # A file may be opened under any procedure: what cannot be required is said
        # there too, to somebody whom the procedure does not fit.
        around = "" if requirement.need == "cannot_be_required" else shown
        yield Meeting(f"{code}.{requirement.document}", (around, requirement.when))
    for part in ("window", "fee", "issued"):
        for place, element in enumerate(getattr(procedure, part)):
            yield Meeting(f"{code}.{part}.{place}", (shown, element.when))
    for place, reason in enumerate(procedure.why_not):
        yield Meeting(f"{code}.why_not.{place}", (reason.when,), (shown,))


def _of_residence_document(kind: ResidenceDocumentKind) -> Iterator[Meeting]:
    """Yield each cell, behind those of its right that are tried before it."""
    before: dict[str, tuple[str, ...]] = {}
    for cell in kind.right:
        first = before.get(cell.right, ())
        place = f"{kind.code}.{cell.right}.{len(first)}"
        yield Meeting(place, (kind.held, cell.when), first)
        before[cell.right] = (*first, cell.when)


def _of_symptom(symptom: Symptom) -> Iterator[Meeting]:
    for held in symptom.kinds:
        of_kind = f"document.kind == {held}"
        yield Meeting(f"{symptom.code}.{held}", (of_kind, symptom.raised))
