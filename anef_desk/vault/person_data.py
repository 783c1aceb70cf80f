"""What a vault holds about a person, found in every place their erasure empties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from anef_desk.domain.journal_entry import JournalEntry
from anef_desk.domain.person_data import (
    FormerFile,
    GivenCode,
    Imported,
    OwnPlace,
    PersonData,
    Trace,
    Typed,
)
from anef_desk.vault.merging import person_of
from anef_desk.vault.store import Store

EVERY: Final = 1_000_000
"""As many entries of the journal as one wants of those about a person."""

OF_OTHERS: Final = "household."
"""Entries of the journal that say who lives with the person."""

NOT_TOLD: Final = frozenset(
    {"person", "kept", "other", "staff", "taken_by", "added_by", "decided_by"}
)
"""Fields of the journal that name another file, or a colleague."""


def person_data(store: Store, person_id: str) -> PersonData:
    """Return everything about a person, what was said of them elsewhere left out.

    Raises:
        UnknownRecordError: If nobody has this identifier.
    """
    person = store.people.get(person_id)
    household = store.households.of(person_id)
    relation = household and household.relation_of(person_id)
    files = (person_id, *store.merges.former(person_id))
    held = PersonData(
        person=person,
        household=OwnPlace(name=household.name, relation=relation)
        if household and relation
        else None,
        identities=store.identities.of(person_id),
        residence_documents=store.documents.of(person_id),
        cases=store.cases.of(person_id),
        appointments=store.appointments.of(person_id),
        events=store.events.of(person_id),
        incidents=store.incidents.of(person_id),
        rights_losses=store.rights_losses.of(person_id),
        postponements=store.postponements.of(person_id),
        handovers=store.handovers.of(person_id),
        letters=store.letters.of(person_id),
        attachments=store.attachments.of(person_id),
        pocket_codes=tuple(
            GivenCode(code=code, made_on=made_on)
            for code, made_on in store.pocket_codes.given(person_id)
        ),
        imports=tuple(
            Imported(
                made_on=batch.made_on,
                created=row.created,
                fields=row.fields,
                documents=row.documents,
            )
            for batch, row in store.imports.about(person_id)
        ),
        former_files=tuple(_former_files(store, files)),
        retention=store.retention.of(person_id),
        journal=tuple(_traces(store, files)),
    )
    return replace(held, drafts=tuple(_typed(store, held)))


def _former_files(store: Store, files: tuple[str, ...]) -> Iterator[FormerFile]:
    """Give both sides of the merges that hold, and one's own of those undone."""
    for done in store.merges.about(files[0]):
        for person, fields, place, decision in (
            (done.kept, done.kept_fields, done.kept_place, done.kept_decision),
            (done.other, done.other_fields, done.other_place, done.other_decision),
        ):
            if person in files:
                yield FormerFile(
                    merged_on=done.merged_on,
                    undone_on=done.undone_on,
                    person=person_of(fields),
                    relation=place.relation if place else None,
                    retention=decision,
                )


def _typed(store: Store, held: PersonData) -> Iterator[Typed]:
    """Give what is being typed into the file, or into a record of it."""
    records: tuple[Iterable[Any], ...] = (
        held.identities,
        held.residence_documents,
        held.cases,
        held.appointments,
        held.events,
        held.incidents,
        held.rights_losses,
        held.attachments,
    )
    about = (held.person.id, *(one.id for found in records for one in found))
    for saved_at, content in store.drafts.about(about):
        yield Typed(saved_at=saved_at, content=content)


def _traces(store: Store, files: tuple[str, ...]) -> Iterator[Trace]:
    """Give what was done with these files, in the order it was."""
    entries = [entry for file in files for entry in store.history.of(file, EVERY)]
    for entry in sorted(entries, key=lambda one: one.number):
        yield Trace(at=entry.at, action=entry.action, changes=_changes(entry))


def _changes(entry: JournalEntry) -> dict[str, tuple[object, object]]:
    if entry.action.startswith(OF_OTHERS):
        return {}
    return {
        name: (change.before, change.after)
        for name, change in entry.changes.items()
        if name not in NOT_TOLD
    }
