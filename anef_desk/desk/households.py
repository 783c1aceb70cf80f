"""Households: who makes their requests together."""

from __future__ import annotations

from dataclasses import replace

from anef_desk.desk.context import Context
from anef_desk.desk.people import read_file
from anef_desk.desk.roles import Act
from anef_desk.desk.views import PersonFile
from anef_desk.domain.household import Household, Relation
from anef_desk.domain.identifiers import new_id
from anef_desk.vault.vault import Store


class Households:
    """The households of an open vault."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def join(self, person_id: str, other_id: str, relation: Relation) -> PersonFile:
        """Put *other_id* into the household of *person_id*, made if there is none.

        Args:
            person_id: Whose household.
            other_id: Who joins it; they leave the one they were in.
            relation: What they are there.
        """
        context = self._context
        with context.writing(Act.PEOPLE) as store:
            household = store.households.of(person_id)
            if household is None:
                household = Household(id=new_id(), name="")
                members = household.placed(person_id, Relation.REFERENCE)
                household = replace(household, members=members)
                store.households.put(household, person_id)
            before = store.households.of(other_id)
            if before is not None and before.id != household.id:
                _leave(store, before, other_id)
            members = household.placed(other_id, relation)
            store.households.put(replace(household, members=members), other_id)
            _index(store, household)
            shown = read_file(context, store, person_id)
            store.commit()
        return shown

    def leave(self, person_id: str) -> PersonFile:
        """Take somebody out of their household; one that is left alone goes."""
        context = self._context
        with context.writing(Act.PEOPLE) as store:
            household = store.households.of(person_id)
            if household is not None:
                _leave(store, household, person_id)
                _index(store, household)
            shown = read_file(context, store, person_id)
            store.commit()
        return shown

    def rename(self, household_id: str, name: str, person_id: str) -> PersonFile:
        """Give a household another name, by which its members are found."""
        context = self._context
        with context.writing(Act.PEOPLE) as store:
            household = store.households.get(household_id)
            store.households.put(replace(household, name=name), person_id)
            _index(store, household)
            shown = read_file(context, store, person_id)
            store.commit()
        return shown


def _leave(store: Store, household: Household, person_id: str) -> None:
    members = household.placed(person_id, None)
    if len(members) > 1 or any(
        store.retention.is_frozen(member.person) for member in members
    ):  # What a frozen file says of its household stays, for whoever is left.
        store.households.put(replace(household, members=members), person_id)
    else:
        store.households.remove(household.id, person_id)
    store.people_index.write(person_id)
    for member in members:
        store.people_index.write(member.person)


def _index(store: Store, household: Household) -> None:
    found = store.households.fields(household.id)
    members = store.households.get(household.id).members if found else ()
    for member in {m.person for m in (*members, *household.members)}:
        store.people_index.write(member)
