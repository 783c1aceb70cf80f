"""What a procedure asks for, and the route it takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from anef_desk.catalogue.library import Library
from anef_desk.catalogue.model import Need, Procedure
from anef_desk.catalogue.sentences import (
    requirement_sentences,
    sentence,
    step_sentence,
)
from anef_desk.i18n import Sentence
from anef_desk.law.conditions import Condition, Truth, read_condition, undecided
from anef_desk.law.formulas import Scope


@dataclass(frozen=True, kw_only=True)
class ChecklistEntry:
    """A supporting document a procedure asks for in this situation."""

    code: str
    need: Need
    step: str
    title: Sentence
    note: Sentence
    what: Sentence
    looks: Sentence
    where: Sentence
    validity: Sentence
    instead: Sentence  # what to give when it cannot be had
    refusal: Sentence  # what to say when it is asked for and cannot be required
    form_name: str  # as printed on French forms
    icon: str
    truth: Truth  # None: perhaps, depending on `undecided`
    undecided: tuple[str, ...]
    sources: tuple[str, ...]  # keys


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A step of the route, and whether facts say it is behind."""

    id: str
    title: Sentence
    text: Sentence
    truth: Truth
    files: bool


def checklist(
    procedure: Procedure, scope: Scope, library: Library
) -> tuple[ChecklistEntry, ...]:
    """Return what *procedure* asks for, in its order.

    What cannot be required is listed too, so that nobody is asked for it. A document
    asked for on several grounds counts once: a ground that holds wins over one that
    is still open.
    """
    asked = library.once(
        ("checklist", id(procedure)), lambda: (_asked(procedure, library), procedure)
    )[0]
    entries: dict[str, ChecklistEntry] = {}
    for condition, entry, perhaps in asked:
        truth = condition.truth(scope)
        if truth is False:
            continue
        known = entries.get(entry.code)
        if known is not None and (known.truth is True or truth is None):
            continue
        if truth is None:
            missing = undecided(condition, scope)
            if missing not in perhaps:
                perhaps[missing] = replace(entry, truth=None, undecided=missing)
            entries[entry.code] = perhaps[missing]
        else:
            entries[entry.code] = entry
    return tuple(entries.values())


_Perhaps: TypeAlias = dict[tuple[str, ...], ChecklistEntry]
"""An entry that is still open, by the facts that keep it so."""


def _asked(
    procedure: Procedure, library: Library
) -> tuple[tuple[Condition, ChecklistEntry, _Perhaps], ...]:
    """Return each requirement with its condition, as it stands when that holds.

    What it becomes while the condition is open is made once and kept beside it.
    """
    notes = requirement_sentences(procedure, "note")
    others = requirement_sentences(procedure, "instead")
    found = []
    for requirement, note, instead in zip(
        procedure.requirement, notes, others, strict=True
    ):
        document = library.supporting_documents.get(requirement.document)
        if document is None:
            continue
        entry = ChecklistEntry(
            code=document.code,
            need=requirement.need,
            step=requirement.step,
            title=sentence(document, "title"),
            note=note,
            what=sentence(document, "what"),
            looks=sentence(document, "looks"),
            where=sentence(document, "where"),
            validity=sentence(document, "validity"),
            instead=instead or sentence(document, "instead"),
            refusal=sentence(document, "refusal"),
            form_name=document.form_name,
            icon=document.icon,
            truth=True,
            undecided=(),
            sources=requirement.sources,
        )
        found.append((read_condition(requirement.when), entry, _Perhaps()))
    return tuple(found)


def route(procedure: Procedure, scope: Scope) -> tuple[Stage, ...]:
    """Return the steps of *procedure* that apply, and those known to be behind."""
    stages = []
    for place, step in enumerate(procedure.step):
        if read_condition(step.when).truth(scope) is False:
            continue
        behind = read_condition(step.done_when).truth(scope) if step.done_when else None
        stages.append(
            Stage(
                id=step.id,
                title=step_sentence(procedure, place, "title"),
                text=step_sentence(procedure, place, "text"),
                truth=behind,
                files=step.files,
            )
        )
    return tuple(stages)
