"""What one shift leaves to the next about a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Final

from anef_desk.domain.handover import Handover
from anef_desk.vault.canonical import Fields, columns, day, filled
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.journal import Journal

ENTITY: Final = "handover"


class Handovers:
    """The handovers of the people of a vault."""

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def of(self, person_id: str) -> tuple[Handover, ...]:
        """Return those of a person, the newest first."""
        rows = self._database.all(
            """
            select * from handover where person = :person
            order by noted_on desc, id desc
            """,
            person=person_id,
        )
        return tuple(map(_handover, rows))

    def waiting(self, limit: int) -> tuple[Handover, ...]:
        """Return at most *limit* that nobody took over yet, the newest first."""
        rows = self._database.all(
            """
            select * from handover where taken_on is null
            order by noted_on desc, id desc
            limit :limit
            """,
            limit=limit,
        )
        return tuple(map(_handover, rows))

    def find(self, handover_id: str) -> Handover | None:
        """Return one, or None."""
        row = self._database.one(
            "select * from handover where id = :id", id=handover_id
        )
        return None if row is None else _handover(row)

    def put(self, handover: Handover) -> None:
        """Write a *handover* down whole, new or known."""
        self._journal.assert_writing()
        before = self.find(handover.id)
        if before == handover:
            return
        self._database.run(
            """
            insert into handover (
                id, person, noted_on, staff, text, taken_on, taken_by
            )
            values (:id, :person, :noted_on, :staff, :text, :taken_on, :taken_by)
            on conflict (id) do update set
                person = :person,
                noted_on = :noted_on,
                staff = :staff,
                text = :text,
                taken_on = :taken_on,
                taken_by = :taken_by
            """,
            **columns(handover),
        )
        self._journal.changed(
            "handover.taken" if handover.taken_on else "handover.written",
            handover.person,
            ENTITY,
            handover.id,
            (_fields(before) if before else None, _fields(handover)),
        )

    def remove(self, handover_id: str) -> None:
        """Take one back; the journal keeps what it was.

        Raises:
            UnknownRecordError: If there is none.
        """
        self._journal.assert_writing()
        before = self.find(handover_id)
        if before is None:
            raise UnknownRecordError
        self._database.run("delete from handover where id = :id", id=handover_id)
        self._journal.changed(
            "handover.removed",
            before.person,
            ENTITY,
            before.id,
            (_fields(before), None),
        )

    def move(self, handover_id: str, person_id: str) -> None:
        """Give a handover to another person: two files were of one.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        self._journal.assert_writing()
        before = self.find(handover_id)
        if before is None:
            raise UnknownRecordError
        self._database.run(
            "update handover set person = :person where id = :id",
            person=person_id,
            id=handover_id,
        )
        self._journal.changed(
            "handover.moved",
            person_id,
            ENTITY,
            handover_id,
            (_fields(before), _fields(replace(before, person=person_id))),
        )

    def fields(self, handover_id: str) -> Fields | None:
        """Return the fields the journal vouches for; None of an unknown one."""
        found = self.find(handover_id)
        return _fields(found) if found else None

    def identifiers(self) -> Iterator[str]:
        """Give every identifier."""
        for row in self._database.all("select id from handover"):
            yield row["id"]


def _fields(handover: Handover) -> Fields:
    values = columns(handover)
    del values["id"]
    return filled(values)


def _handover(row: Any) -> Handover:  # noqa: ANN401 - a row
    return Handover(
        id=row["id"],
        person=row["person"],
        noted_on=date.fromisoformat(row["noted_on"]),
        staff=row["staff"],
        text=row["text"],
        taken_on=day(row["taken_on"]),
        taken_by=row["taken_by"],
    )
