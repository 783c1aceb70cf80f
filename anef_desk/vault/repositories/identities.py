"""Identities as documents print them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from anef_desk.domain.identity import Identity, Printed
from anef_desk.domain.partial_date import PartialDate
from anef_desk.vault.canonical import Fields, columns, filled
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.journal import Journal

ENTITY: Final = "identity"


class Identities:
    """The identities of the people of a vault, as each document prints them.

    Whoever changes one lets `People.index` know, so that the name is found.
    """

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def get(self, identity_id: str) -> Identity:
        """Return an identity.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        found = self._find(identity_id)
        if found is None:
            raise UnknownRecordError
        return found

    def of(self, person_id: str) -> tuple[Identity, ...]:
        """Return the identities of a person, in the order they were noted."""
        rows = self._database.all(
            "select * from identity where person = :person order by id",
            person=person_id,
        )
        return tuple(map(_identity, rows))

    def put(self, identity: Identity) -> None:
        """Write *identity* down whole, new or known."""
        self._journal.assert_writing()
        before = self._find(identity.id)
        if before == identity:
            return
        self._database.run(
            """
            insert into identity (
                id, person, source, family_name, given_names, birth_date, birth_place
            )
            values (
                :id, :person, :source, :family_name, :given_names, :birth_date,
                :birth_place
            )
            on conflict (id) do update set
                person = :person,
                source = :source,
                family_name = :family_name,
                given_names = :given_names,
                birth_date = :birth_date,
                birth_place = :birth_place
            """,
            **columns(identity),
        )
        self._journal.changed(
            "identity.added" if before is None else "identity.changed",
            identity.person,
            ENTITY,
            identity.id,
            (_fields(before) if before else None, _fields(identity)),
        )

    def remove(self, identity_id: str) -> None:
        """Take an identity out; the journal keeps what it was.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        self._journal.assert_writing()
        before = self.get(identity_id)
        self._database.run("delete from identity where id = :id", id=identity_id)
        self._journal.changed(
            "identity.removed",
            before.person,
            ENTITY,
            identity_id,
            (_fields(before), None),
        )

    def move(self, identity_id: str, person_id: str) -> None:
        """Give it to another person: two files were of one.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        self.put(replace(self.get(identity_id), person=person_id))

    def fields(self, identity_id: str) -> Fields | None:
        """Return the fields the journal vouches for; None of an unknown identity."""
        found = self._find(identity_id)
        return _fields(found) if found else None

    def identifiers(self) -> Iterator[str]:
        """Give every identifier."""
        for row in self._database.all("select id from identity"):
            yield row["id"]

    def _find(self, identity_id: str) -> Identity | None:
        row = self._database.one(
            "select * from identity where id = :id", id=identity_id
        )
        return None if row is None else _identity(row)


def _fields(identity: Identity) -> Fields:
    values = columns(identity)
    del values["id"]
    return filled(values)


def _identity(row: Any) -> Identity:  # noqa: ANN401 - a row
    birth = row["birth_date"]
    return Identity(
        id=row["id"],
        person=row["person"],
        source=Printed(row["source"]),
        family_name=row["family_name"],
        given_names=row["given_names"],
        birth_date=PartialDate.parse(birth) if birth else None,
        birth_place=row["birth_place"],
    )
