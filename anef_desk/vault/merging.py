"""Make one file of two, and two again.

Everything of the other file moves to the one that is kept, in one transaction; the other
is then gone. What the kept file did not know, it learns; what it knew, it keeps.
The journal says that it was done, and no value: what is one person's may turn out to be
another's, who can then be erased.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import date
from typing import Final, Protocol

import msgspec
from sqlcipher3 import dbapi2

from anef_desk.domain.household import Relation
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.merge import Merge, Place
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Person
from anef_desk.domain.retention import Decision, Retention
from anef_desk.vault.canonical import Plain, columns
from anef_desk.vault.errors import MergeKeptError, MergeRefusedError
from anef_desk.vault.repositories.merges import ENTITY
from anef_desk.vault.store import Store

MERGED: Final = "person.merged"
PARTED: Final = "person.parted"


class Belonging(Protocol):
    """A repository whose records each belong to one person."""

    @property
    def entity(self) -> str:
        """What its records are called in the journal."""

    def move(self, identifier: str, person: str, /) -> None:
        """Give a record to another person."""


def merge(store: Store, kept_id: str, other_id: str, on: date) -> Merge:
    """Move everything of *other_id* to *kept_id*; return what it takes to undo it.

    Raises:
        UnknownRecordError: If nobody has one of the identifiers.
        MergeRefusedError: If it is one file, or something of it cannot move.
    """
    if kept_id == other_id:
        raise MergeRefusedError
    kept, other = store.people.get(kept_id), store.people.get(other_id)
    moved = tuple(
        (entity, identifier)
        for entity, identifiers in _belongings(store, other_id).items()
        for identifier in identifiers
    )
    done = Merge(
        id=new_id(),
        kept=kept_id,
        other=other_id,
        merged_on=on,
        other_fields=columns(other),
        kept_fields=columns(kept),
        moved=moved,
        kept_place=place_of(store, kept_id),
        other_place=place_of(store, other_id),
        kept_decision=store.retention.of(kept_id),
        other_decision=store.retention.of(other_id),
    )
    for person in (kept_id, other_id):  # A frozen file lets nothing be written.
        store.retention.drop(person, MERGED)
    _move(store, moved, kept_id)
    _put_in(store, other_id, None)
    if done.kept_place is None and done.other_place is not None:
        _put_in(store, kept_id, done.other_place)
    try:
        store.people.remove(other_id, MERGED)
    except dbapi2.IntegrityError as error:
        raise MergeRefusedError from error
    # Nobody was erased: a backup made before may come back with both files.
    store.journal.dig_up(store.people.entity, other_id)
    store.people.put(completed(kept, other), told=False)
    store.people_index.write(kept_id)
    _decide(store, kept_id, stricter(done.kept_decision, done.other_decision), MERGED)
    store.merges.put(done)
    return done


def part(store: Store, merge_id: str, on: date) -> Merge:
    """Undo a merge: both files are as they were.

    Raises:
        UnknownRecordError: If there was no such merge.
        MergeKeptError: If either file changed since, or it is undone already.
    """
    done = store.merges.get(merge_id)
    if not may_part(store, done):
        raise MergeKeptError
    kept, other = person_of(done.kept_fields), person_of(done.other_fields)
    store.retention.drop(kept.id, PARTED)
    store.people.put(other, PARTED)
    _move(store, done.moved, other.id)
    _put_in(store, done.kept, done.kept_place)
    _put_in(store, other.id, done.other_place)
    store.people.put(kept, told=False)
    for person in (kept.id, other.id):
        store.people_index.write(person)
    _decide(store, kept.id, done.kept_decision, PARTED)
    _decide(store, other.id, done.other_decision, PARTED)
    undone = replace(done, undone_on=on)
    store.merges.put(undone)
    return undone


def bring_back(store: Store, person_id: str, on: date) -> None:
    """Undo the merge somebody's file went into, if there is one and it can be."""
    if store.people.find(person_id) is not None:
        return
    done = store.merges.into(person_id)
    if done is not None and may_part(store, done):
        part(store, done.id, on)


def may_part(store: Store, done: Merge) -> bool:
    """Return whether a merge can still be undone: neither file changed since.

    Once the journal was sealed past it, nobody can tell, and it stays.
    """
    number = store.history.number_of(ENTITY, done.id)
    if done.undone_on is not None or not number:
        return False
    return not store.history.changed_since(number, done.kept, done.other)


def stricter(one: Retention | None, other: Retention | None) -> Retention | None:
    """Return the decision that holds for the one file made of two.

    A freeze goes before anything else: lifting it takes a person, never a merge. Of two
    freezes, the one that lasts; of two files kept, the one that comes up for review
    first: nothing is erased by itself, and no data stays longer than somebody decided.
    """
    decided = [found for found in (one, other) if found is not None]
    frozen = [found for found in decided if found.decision is Decision.FREEZE]
    if frozen:
        return max(frozen, key=_end)
    return min(decided, key=_end, default=None)


def _end(decision: Retention) -> date:
    return decision.until or date.max


def _decide(
    store: Store, person_id: str, decision: Retention | None, action: str
) -> None:
    if decision is not None:
        store.retention.put(replace(decision, person=person_id), action)


def completed(kept: Person, other: Person) -> Person:
    """Return *kept* with what only *other* says."""
    known = {
        field.name: getattr(other, field.name)
        for field in fields_of(Person)
        if getattr(kept, field.name) in {None, ""}
    }
    return replace(kept, **known)


def place_of(store: Store, person_id: str) -> Place | None:
    """Return where somebody is in a household."""
    household = store.households.of(person_id)
    relation = household and household.relation_of(person_id)
    return Place(household.id, relation) if household and relation else None


def _put_in(store: Store, person_id: str, place: Place | None) -> None:
    """Take somebody out of their household and put them in *place*, if it is there."""
    before = store.households.of(person_id)
    if before is not None and (place is None or before.id != place.household):
        members = before.placed(person_id, None)
        store.households.put(replace(before, members=members), person_id)
    household = store.households.find(place.household) if place else None
    if place is not None and household is not None:
        relation: Relation = place.relation
        members = household.placed(person_id, relation)
        store.households.put(replace(household, members=members), person_id)


def _belongings(store: Store, person_id: str) -> Mapping[str, list[str]]:
    """Return the identifiers of everything that is somebody's, by entity."""
    return {
        store.documents.entity: [d.id for d in store.documents.of(person_id)],
        store.cases.entity: [c.id for c in store.cases.of(person_id)],
        store.letters.entity: [found.id for found in store.letters.of(person_id)],
        store.events.entity: [e.id for e in store.events.of(person_id)],
        store.identities.entity: [i.id for i in store.identities.of(person_id)],
        store.appointments.entity: [a.id for a in store.appointments.of(person_id)],
        store.attachments.entity: [a.id for a in store.attachments.of(person_id)],
        store.incidents.entity: [i.id for i in store.incidents.of(person_id)],
        store.rights_losses.entity: [r.id for r in store.rights_losses.of(person_id)],
        store.postponements.entity: [p.id for p in store.postponements.of(person_id)],
        store.handovers.entity: [h.id for h in store.handovers.of(person_id)],
        store.pocket_codes.entity: list(store.pocket_codes.every(person_id)),
    }


def _move(store: Store, moved: tuple[tuple[str, str], ...], person_id: str) -> None:
    repositories: tuple[Belonging, ...] = (
        store.documents,
        store.cases,
        store.letters,
        store.events,
        store.identities,
        store.appointments,
        store.attachments,
        store.incidents,
        store.rights_losses,
        store.postponements,
        store.handovers,
        store.pocket_codes,
    )
    by_entity = {repository.entity: repository for repository in repositories}
    for entity, identifier in moved:
        by_entity[entity].move(identifier, person_id)


def person_of(kept: Mapping[str, Plain]) -> Person:
    """Return the person a merge kept the fields of."""
    values = dict(kept)
    birth = values.pop("birth_date")
    person = msgspec.convert(values, Person)
    return replace(person, birth_date=PartialDate.parse(str(birth)) if birth else None)
