"""What the documents held today allow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import get_args

from anef_desk.catalogue.library import Library
from anef_desk.catalogue.model import Answer, ResidenceDocumentKind, RightName
from anef_desk.catalogue.sentences import right_sentences
from anef_desk.domain.residence_document import PROVISIONAL, TITLES, Kind
from anef_desk.i18n import Sentence
from anef_desk.law.basis import Basis, basis
from anef_desk.law.conditions import read_condition, undecided
from anef_desk.law.facts import Facts, HeldDocument
from anef_desk.law.formulas import Scope

END = "document.until"
"""The fact that says until when a document is valid."""

_FOLLOWED = (*PROVISIONAL, Kind.ATDA)
_FOLLOWING = (*PROVISIONAL, *TITLES)

RIGHTS: tuple[RightName, ...] = get_args(RightName)


@dataclass(frozen=True, kw_only=True)
class RightAnswer:
    """What one document answers to one right."""

    document: str  # code, such as "DOC-03"
    right: RightName
    answer: Answer
    text: Sentence
    basis: Basis
    held: HeldDocument
    if_valid: bool = False  # nobody noted until when the document is valid


def rights(facts: Facts, scope: Scope, library: Library) -> tuple[RightAnswer, ...]:
    """Return the rights of each document held, the latest of its kind.

    A provisional one that ended says nothing once another followed it.
    """
    found: list[RightAnswer] = []
    for kind in Kind:
        document = facts.latest(kind)
        if document is None or _was_followed(document, facts, scope):
            continue
        around = facts.of_document(document, scope)
        for described in library.residence_documents.values():
            if read_condition(described.held).truth(around):
                found += _of_document(described, document, around, library)
    return tuple(found)


def _was_followed(document: HeldDocument, facts: Facts, scope: Scope) -> bool:
    """Return whether *document* was provisional, ended, and another ends later."""
    ended, today = document.ends_on, scope.get("today")
    if document.kind not in _FOLLOWED or ended is None:
        return False
    if not isinstance(today, date) or today <= ended:
        return False
    others = (one.ends_on for one in facts.held or () if one.kind in _FOLLOWING)
    return any(other is not None and other > ended for other in others)


def _of_document(
    described: ResidenceDocumentKind,
    document: HeldDocument,
    scope: Scope,
    library: Library,
) -> list[RightAnswer]:
    """Return one answer per right: the first cell that holds, in the file's order."""
    answers: dict[RightName, RightAnswer] = {}
    without_end: set[RightName] = set()
    for cell, text in zip(described.right, right_sentences(described), strict=True):
        condition = read_condition(cell.when)
        if END in undecided(condition, scope):
            without_end.add(cell.right)
        if cell.right in answers or not condition.truth(scope):
            continue
        if_valid = cell.right in without_end
        answers[cell.right] = RightAnswer(
            document=described.code,
            right=cell.right,
            answer="conditional" if if_valid and cell.answer == "yes" else cell.answer,
            text=text,
            basis=basis(cell.sources, library),
            held=document,
            if_valid=if_valid,
        )
    return [answers[right] for right in RIGHTS if right in answers]
