"""Dates of the board that were dealt with, or put off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Final

from anef_desk.domain.postponement import Postponement
from anef_desk.vault.canonical import Fields, columns, day, filled
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.journal import Journal

ENTITY: Final = "postponement"


class Postponements:
    """What was dealt with or put off, for the people of a vault."""

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def of(self, person_id: str) -> tuple[Postponement, ...]:
        """Return those of a person, the oldest first."""
        rows = self._database.all(
            """
            select * from postponement where person = :person order by noted_on, id
            """,
            person=person_id,
        )
        return tuple(map(_postponement, rows))

    def find(self, postponement_id: str) -> Postponement | None:
        """Return one, or None."""
        row = self._database.one(
            "select * from postponement where id = :id", id=postponement_id
        )
        return None if row is None else _postponement(row)

    def put(self, postponement: Postponement) -> None:
        """Write a *postponement* down whole, new or known."""
        self._journal.assert_writing()
        before = self.find(postponement.id)
        if before == postponement:
            return
        self._database.run(
            """
            insert into postponement (
                id, person, rule, about, due, done, until, reason, noted_on, staff
            )
            values (
                :id, :person, :rule, :about, :due, :done, :until, :reason, :noted_on,
                :staff
            )
            on conflict (id) do update set
                person = :person,
                rule = :rule,
                about = :about,
                due = :due,
                done = :done,
                until = :until,
                reason = :reason,
                noted_on = :noted_on,
                staff = :staff
            """,
            **columns(postponement),
        )
        self._journal.changed(
            "deadline.done" if postponement.done else "deadline.postponed",
            postponement.person,
            ENTITY,
            postponement.id,
            (_fields(before) if before else None, _fields(postponement)),
        )

    def remove(self, postponement_id: str) -> None:
        """Take one back; the journal keeps what it was.

        Raises:
            UnknownRecordError: If there is none.
        """
        self._journal.assert_writing()
        before = self.find(postponement_id)
        if before is None:
            raise UnknownRecordError
        self._database.run(
            "delete from postponement where id = :id", id=postponement_id
        )
        self._journal.changed(
            "deadline.back", before.person, ENTITY, before.id, (_fields(before), None)
        )

    def move(self, postponement_id: str, person_id: str) -> None:
        """Give a postponement to another person: two files were of one.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        self._journal.assert_writing()
        before = self.find(postponement_id)
        if before is None:
            raise UnknownRecordError
        self._database.run(
            "update postponement set person = :person where id = :id",
            person=person_id,
            id=postponement_id,
        )
        self._journal.changed(
            "deadline.moved",
            person_id,
            ENTITY,
            postponement_id,
            (_fields(before), _fields(replace(before, person=person_id))),
        )

    def fields(self, postponement_id: str) -> Fields | None:
        """Return the fields the journal vouches for; None of an unknown one."""
        found = self.find(postponement_id)
        return _fields(found) if found else None

    def identifiers(self) -> Iterator[str]:
        """Give every identifier."""
        for row in self._database.all("select id from postponement"):
            yield row["id"]


def _fields(postponement: Postponement) -> Fields:
    values = columns(postponement)
    del values["id"]
    return filled(values)


def _postponement(row: Any) -> Postponement:  # noqa: ANN401 - a row
    return Postponement(
        id=row["id"],
        person=row["person"],
        rule=row["rule"],
        about=row["about"],
        due=date.fromisoformat(row["due"]),
        done=bool(row["done"]),
        until=day(row["until"]),
        reason=row["reason"],
        noted_on=date.fromisoformat(row["noted_on"]),
        staff=row["staff"],
    )
