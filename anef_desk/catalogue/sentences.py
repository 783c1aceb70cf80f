"""Every sentence of the catalogue with its gettext context.

The window, the command line and the translators' tools ask here, so that they agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TypeAlias

from anef_desk.catalogue.model import (
    Body,
    DeadlineRule,
    Fact,
    Notice,
    Procedure,
    Question,
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
    | Question
    | Body
    | Notice
)

_FIELDS: dict[type, tuple[str, ...]] = {
    Procedure: ("title", "summary", "who", "where"),
    SupportingDocument: (
        "title",
        "what",
        "looks",
        "where",
        "validity",
        "instead",
        "refusal",
    ),
    ResidenceDocumentKind: ("title", "summary"),
    DeadlineRule: ("title", "text", "missed"),
    Symptom: ("title", "text", "now", "danger"),
    Remedy: ("title", "text", "prerequisite", "proof", "wait", "addressee"),
    Fact: ("question",),
    Question: ("hint",),
    Body: ("title", "say"),
    Notice: ("title", "text"),
}


_LISTED = (
    ("why_not", "text"),
    ("window", "text"),
    ("fee", "text"),
    ("issued", "title"),
    ("issued", "text"),
    ("delay", "text"),
)


def prefix(entry: Entry) -> str:
    """Return what begins the context of every sentence of *entry*."""
    if isinstance(entry, Fact):
        return f"fact.{entry.key}"
    if isinstance(entry, Question):
        return f"question.{entry.fact}"
    if isinstance(entry, DeadlineRule):
        return f"{entry.code}.{entry.id}"
    return entry.code


def sentence(entry: Entry, field: str) -> Sentence:
    """Return the sentence in *field* of *entry*."""
    return Sentence(f"{prefix(entry)}.{field}", getattr(entry, field))


def listed_sentences(entry: Entry, part: str, field: str) -> tuple[Sentence, ...]:
    """Return *field* of each element of the list *part* of *entry*, in order."""
    return tuple(
        Sentence(f"{prefix(entry)}.{part}.{place}.{field}", getattr(element, field))
        for place, element in enumerate(getattr(entry, part))
    )


def reason_sentences(procedure: Procedure) -> tuple[Sentence, ...]:
    """Return why *procedure* is proposed, in the order of its reasons."""
    return listed_sentences(procedure, "why", "text")


def label_sentence(fact: Fact, value: str) -> Sentence:
    """Return how the person would say *value*; the value itself without a label."""
    labels = dict(zip(fact.values, fact.labels, strict=False))
    return Sentence(f"fact.{fact.key}.label.{value}", labels.get(value, value))


def step_sentence(procedure: Procedure, place: int, field: str) -> Sentence:
    """Return the ``title`` or ``text`` of the step at *place*."""
    step = procedure.step[place]
    return Sentence(f"{procedure.code}.step.{step.id}.{field}", getattr(step, field))


def requirement_sentences(
    procedure: Procedure, field: str = "note"
) -> tuple[Sentence, ...]:
    """Return *field* (``note``, ``instead``) of each requirement, in their order."""
    seen: Counter[str] = Counter()
    found = []
    for requirement in procedure.requirement:
        document = requirement.document
        place = f"{procedure.code}.requirement.{document}.{seen[document]}.{field}"
        found.append(Sentence(place, getattr(requirement, field)))
        seen[document] += 1
    return tuple(found)


def right_sentences(kind: ResidenceDocumentKind) -> tuple[Sentence, ...]:
    """Return the text of each right, in their order."""
    seen: Counter[str] = Counter()
    texts = []
    for right in kind.right:
        place = f"{kind.code}.right.{right.right}.{seen[right.right]}.text"
        texts.append(Sentence(place, right.text))
        seen[right.right] += 1
    return tuple(texts)


def need_sentences(remedy: Remedy) -> tuple[Sentence, ...]:
    """Return what makes *remedy* credible, in the order of its needs."""
    return tuple(
        Sentence(f"{remedy.code}.need.{need.id}.text", need.text)
        for need in remedy.need
    )


def search_sentence(entry: Procedure | Symptom) -> Sentence:
    """Return the words people say for *entry*, separated by commas."""
    return Sentence(f"{entry.code}.search", ", ".join(entry.search))


def all_sentences(entry: Entry) -> Iterator[Sentence]:
    """Yield every sentence of *entry* that people read, empty ones left out."""
    found = [sentence(entry, field) for field in _FIELDS[type(entry)]]
    if isinstance(entry, Procedure):
        found += reason_sentences(entry)
        for place in range(len(entry.step)):
            found += [step_sentence(entry, place, f) for f in ("title", "text")]
        for field in ("note", "instead"):
            found += requirement_sentences(entry, field)
        for part, field in _LISTED:
            found += listed_sentences(entry, part, field)
        found += [
            Sentence(f"{entry.code}.block.{block.symptom}.note", block.note)
            for block in entry.block
        ]
        found.append(search_sentence(entry))
    elif isinstance(entry, Symptom):
        found.append(search_sentence(entry))
    else:
        found += _more_sentences(entry)
    yield from filter(None, found)


def _more_sentences(entry: Entry) -> Iterator[Sentence]:
    """Yield the sentences in the parts of an entry of the smaller kinds."""
    if isinstance(entry, ResidenceDocumentKind):
        yield from right_sentences(entry)
    elif isinstance(entry, Fact):
        for value in entry.values[: len(entry.labels)]:
            yield label_sentence(entry, value)
    elif isinstance(entry, Remedy):
        yield from need_sentences(entry)
    elif isinstance(entry, Body):
        for field in ("title", "text"):
            yield from listed_sentences(entry, "step", field)
