"""Every sentence of the catalogue with its gettext context.

The window, the command line and the translators' tools ask here, so that they agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TypeAlias

from anef_desk.catalogue.model import (
    DeadlineRule,
    Fact,
    Procedure,
    Remedy,
    ResidenceDocumentKind,
    SupportingDocument,
    Symptom,
)
from anef_desk.i18n import Sentence

Entry: TypeAlias = (
    Procedure
    | SupportingDocument
    | ResidenceDocumentKind
    | DeadlineRule
    | Symptom
    | Remedy
    | Fact
)

_FIELDS: dict[type, tuple[str, ...]] = {
    Procedure: ("title", "summary", "who"),
    SupportingDocument: ("title", "what", "where", "validity"),
    ResidenceDocumentKind: ("title", "summary"),
    DeadlineRule: ("title", "text", "missed"),
    Symptom: ("title", "text", "now", "danger"),
    Remedy: ("title", "text", "prerequisite", "proof", "wait", "addressee"),
    Fact: ("question",),
}


def prefix(entry: Entry) -> str:
    """Return what begins the context of every sentence of *entry*."""
    if isinstance(entry, Fact):
        return f"fact.{entry.key}"
    if isinstance(entry, DeadlineRule):
        return f"{entry.code}.{entry.id}"
    return entry.code


def sentence(entry: Entry, field: str) -> Sentence:
    """Return the sentence in *field* of *entry*."""
    return Sentence(f"{prefix(entry)}.{field}", getattr(entry, field))


def reason_sentences(procedure: Procedure) -> tuple[Sentence, ...]:
    """Return why *procedure* is proposed, in the order of its reasons."""
    return tuple(
        Sentence(f"{procedure.code}.why.{place}.text", reason.text)
        for place, reason in enumerate(procedure.why)
    )


def step_sentence(procedure: Procedure, place: int, field: str) -> Sentence:
    """Return the ``title`` or ``text`` of the step at *place*."""
    step = procedure.step[place]
    return Sentence(f"{procedure.code}.step.{step.id}.{field}", getattr(step, field))


def note_sentences(procedure: Procedure) -> tuple[Sentence, ...]:
    """Return the note of each requirement, in their order."""
    seen: Counter[str] = Counter()
    notes = []
    for requirement in procedure.requirement:
        document = requirement.document
        place = f"{procedure.code}.requirement.{document}.{seen[document]}.note"
        notes.append(Sentence(place, requirement.note))
        seen[document] += 1
    return tuple(notes)


def right_sentences(kind: ResidenceDocumentKind) -> tuple[Sentence, ...]:
    """Return the text of each right, in their order."""
    seen: Counter[str] = Counter()
    texts = []
    for right in kind.right:
        place = f"{kind.code}.right.{right.right}.{seen[right.right]}.text"
        texts.append(Sentence(place, right.text))
        seen[right.right] += 1
    return tuple(texts)


def all_sentences(entry: Entry) -> Iterator[Sentence]:
    """Yield every sentence of *entry* that people read, empty ones left out."""
    found = [sentence(entry, field) for field in _FIELDS[type(entry)]]
    if isinstance(entry, Procedure):
        found += reason_sentences(entry)
        for place in range(len(entry.step)):
            found += [step_sentence(entry, place, f) for f in ("title", "text")]
        found += note_sentences(entry)
        found += [
            Sentence(f"{entry.code}.fee.{place}.text", fee.text)
            for place, fee in enumerate(entry.fee)
        ]
        found += [
            Sentence(f"{entry.code}.block.{block.symptom}.note", block.note)
            for block in entry.block
        ]
    elif isinstance(entry, ResidenceDocumentKind):
        found += right_sentences(entry)
    yield from filter(None, found)
