"""Households, and who is in each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from anef_desk.domain.household import Household, Member, Relation
from anef_desk.vault.canonical import Fields, Plain
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.journal import Journal

ENTITY: Final = "household"


class Households:
    """The households of a vault; a person is in one at most.

    Whoever changes one lets `People.index` know, so that its name is found.
    """

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def get(self, household_id: str) -> Household:
        """Return a household.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        found = self.find(household_id)
        if found is None:
            raise UnknownRecordError
        return found

    def find(self, household_id: str) -> Household | None:
        """Return a household, or None of one that is not there any more."""
        row = self._database.one(
            "select * from household where id = :id", id=household_id
        )
        if row is None:
            return None
        members = self._database.all(
            "select * from household_member where household = :id order by person",
            id=household_id,
        )
        return Household(
            id=row["id"], name=row["name"], members=tuple(map(_member, members))
        )

    def of(self, person_id: str) -> Household | None:
        """Return the household somebody is in, if there is one."""
        found = self._database.value(
            "select household from household_member where person = :person",
            person=person_id,
        )
        return None if found is None else self.get(found)

    def put(self, household: Household, subject: str) -> None:
        """Write *household* down whole, new or known.

        Args:
            household: The household; somebody who is in another one leaves it first.
            subject: The person because of whom it changes.
        """
        self._journal.assert_writing()
        members = sorted(household.members, key=lambda member: member.person)
        household = replace(household, members=tuple(members))
        before = self.find(household.id)
        if before == household:
            return
        self._database.run(
            """
            insert into household (id, name) values (:id, :name)
            on conflict (id) do update set name = :name
            """,
            id=household.id,
            name=household.name,
        )
        self._database.run(
            "delete from household_member where household = :id", id=household.id
        )
        for member in household.members:
            self._database.run(
                """
                insert into household_member (household, person, relation)
                values (:household, :person, :relation)
                """,
                household=household.id,
                person=member.person,
                relation=member.relation.value,
            )
        self._journal.changed(
            "household.made" if before is None else "household.changed",
            subject,
            ENTITY,
            household.id,
            (_fields(before) if before else None, _fields(household)),
            told=_members(before, household),
        )

    def remove(self, household_id: str, subject: str) -> None:
        """Take a household out; its members stay, without one.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        self._journal.assert_writing()
        before = self.get(household_id)
        self._database.run("delete from household where id = :id", id=household_id)
        self._journal.changed(
            "household.removed",
            subject,
            ENTITY,
            household_id,
            (_fields(before), None),
            told=_members(before),
        )

    def fields(self, household_id: str) -> Fields | None:
        """Return the fields the journal vouches for; None of an unknown household."""
        found = self.find(household_id)
        return _fields(found) if found else None

    def identifiers(self) -> Iterator[str]:
        """Give every identifier."""
        for row in self._database.all("select id from household"):
            yield row["id"]


def _fields(household: Household) -> Fields:
    fields: dict[str, Plain] = {"name": household.name}
    for member in household.members:
        fields[_field(member)] = member.relation.value
    return fields


def _field(member: Member) -> str:
    return f"member.{member.person}"


def _members(*households: Household | None) -> frozenset[str]:
    """Return the fields an entry may say: the name may be that of any member."""
    return frozenset(
        _field(member) for found in households if found for member in found.members
    )


def _member(row: Any) -> Member:  # noqa: ANN401 - a row
    return Member(person=row["person"], relation=Relation(row["relation"]))
