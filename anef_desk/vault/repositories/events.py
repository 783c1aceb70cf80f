"""What happened at the desk, person by person."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from anef_desk.domain.event import Event, EventKind
from anef_desk.vault.repositories.records import PersonalRecords


class Events(PersonalRecords[Event]):
    """The events of the people of a vault, newest first."""

    entity = "event"
    added = "event.noted"
    changed = moved = "event.changed"
    removed = "event.removed"
    order = "happened_at desc, id desc"
    renamed: ClassVar = {"case": "case_file"}

    def last(self, person_id: str, limit: int) -> tuple[Event, ...]:
        """Return the last *limit* events of a person, newest first."""
        return self._all(
            """
            select * from event
            where person = :person
            order by happened_at desc, id desc
            limit :limit
            """,
            person=person_id,
            limit=limit,
        )

    def _read(self, row: Any) -> Event:  # noqa: ANN401 - a row
        return Event(
            id=row["id"],
            person=row["person"],
            case=row["case_file"],
            kind=EventKind(row["kind"]),
            happened_at=datetime.fromisoformat(row["happened_at"]),
            staff=row["staff"],
            note=row["note"],
        )
