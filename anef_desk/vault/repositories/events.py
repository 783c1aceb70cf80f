"""What happened at the desk, person by person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from anef_desk.domain.event import Event, EventKind
from anef_desk.vault.canonical import Fields, filled
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.journal import Journal

ENTITY: Final = "event"


class Events:
    """The events of the people of a vault."""

    entity = ENTITY
    MOST: Final = 1_000_000
    """As many as one wants of those of a person."""

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def get(self, event_id: str) -> Event:
        """Return an event.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        found = self._find(event_id)
        if found is None:
            raise UnknownRecordError
        return found

    def of(self, person_id: str, limit: int = 200) -> tuple[Event, ...]:
        """Return the last *limit* events of a person, newest first."""
        rows = self._database.all(
            """
            select * from event
            where person = :person
            order by happened_at desc, id desc
            limit :limit
            """,
            person=person_id,
            limit=limit,
        )
        return tuple(map(_event, rows))

    def put(self, event: Event) -> None:
        """Write *event* down whole, new or known."""
        self._journal.assert_writing()
        before = self._find(event.id)
        if before == event:
            return
        self._database.run(
            """
            insert into event (
                id, person, case_file, kind, happened_at, staff, note
            )
            values (:id, :person, :case_file, :kind, :happened_at, :staff, :note)
            on conflict (id) do update set
                person = :person,
                case_file = :case_file,
                kind = :kind,
                happened_at = :happened_at,
                note = :note
            """,
            **_fields(event),
            id=event.id,
        )
        self._journal.changed(
            "event.noted" if before is None else "event.changed",
            event.person,
            ENTITY,
            event.id,
            (filled(_fields(before)) if before else None, filled(_fields(event))),
        )

    def remove(self, event_id: str) -> None:
        """Take an event back; the journal keeps what it was.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        self._journal.assert_writing()
        before = self.get(event_id)
        self._database.run("delete from event where id = :id", id=event_id)
        self._journal.changed(
            "event.removed",
            before.person,
            ENTITY,
            event_id,
            (filled(_fields(before)), None),
        )

    def move(self, event_id: str, person_id: str) -> None:
        """Give it to another person: two files were of one.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        self.put(replace(self.get(event_id), person=person_id))

    def fields(self, event_id: str) -> Fields | None:
        """Return the fields the journal vouches for; None of an unknown event."""
        found = self._find(event_id)
        return filled(_fields(found)) if found else None

    def identifiers(self) -> Iterator[str]:
        """Give every identifier."""
        for row in self._database.all("select id from event"):
            yield row["id"]

    def _find(self, event_id: str) -> Event | None:
        row = self._database.one("select * from event where id = :id", id=event_id)
        return None if row is None else _event(row)


def _fields(event: Event) -> Fields:
    return {
        "person": event.person,
        "case_file": event.case,
        "kind": event.kind.value,
        "happened_at": event.happened_at.isoformat(),
        "staff": event.staff,
        "note": event.note,
    }


def _event(row: Any) -> Event:  # noqa: ANN401 - a row
    return Event(
        id=row["id"],
        person=row["person"],
        case=row["case_file"],
        kind=EventKind(row["kind"]),
        happened_at=datetime.fromisoformat(row["happened_at"]),
        staff=row["staff"],
        note=row["note"],
    )
