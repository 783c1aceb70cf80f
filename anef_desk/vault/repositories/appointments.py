"""Appointments: who is expected where, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Final

from anef_desk.domain.appointment import Appointment
from anef_desk.vault.canonical import Fields, filled
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.journal import Journal

ENTITY: Final = "appointment"


class Appointments:
    """The appointments of the people of a vault."""

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def get(self, appointment_id: str) -> Appointment:
        """Return an appointment.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        found = self._find(appointment_id)
        if found is None:
            raise UnknownRecordError
        return found

    def of(self, person_id: str) -> tuple[Appointment, ...]:
        """Return the appointments of a person, the earliest first."""
        rows = self._database.all(
            "select * from appointment where person = :person order by day, id",
            person=person_id,
        )
        return tuple(map(_appointment, rows))

    def between(
        self, first: date, last: date, limit: int = 200
    ) -> tuple[Appointment, ...]:
        """Return at most *limit* appointments from *first* to *last*, in order."""
        rows = self._database.all(
            """
            select * from appointment
            where day between :first and :last
            order by day, hour, id
            limit :limit
            """,
            first=first.isoformat(),
            last=last.isoformat(),
            limit=limit,
        )
        return tuple(map(_appointment, rows))

    def put(self, appointment: Appointment) -> None:
        """Write *appointment* down whole, new or known."""
        self._journal.assert_writing()
        before = self._find(appointment.id)
        if before == appointment:
            return
        self._database.run(
            """
            insert into appointment (
                id, person, case_file, day, hour, place, bring, outcome
            )
            values (
                :id, :person, :case_file, :day, :hour, :place, :bring, :outcome
            )
            on conflict (id) do update set
                person = :person,
                case_file = :case_file,
                day = :day,
                hour = :hour,
                place = :place,
                bring = :bring,
                outcome = :outcome
            """,
            **_columns(appointment),
            id=appointment.id,
        )
        self._journal.changed(
            "appointment.made" if before is None else "appointment.changed",
            appointment.person,
            ENTITY,
            appointment.id,
            (
                filled(_columns(before)) if before else None,
                filled(_columns(appointment)),
            ),
        )

    def remove(self, appointment_id: str) -> None:
        """Take an appointment out; the journal keeps what it was.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        self._journal.assert_writing()
        before = self.get(appointment_id)
        self._database.run("delete from appointment where id = :id", id=appointment_id)
        self._journal.changed(
            "appointment.removed",
            before.person,
            ENTITY,
            appointment_id,
            (filled(_columns(before)), None),
        )

    def move(self, appointment_id: str, person_id: str) -> None:
        """Give it to another person: two files were of one.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        self.put(replace(self.get(appointment_id), person=person_id))

    def fields(self, appointment_id: str) -> Fields | None:
        """Return the fields the journal vouches for; None of an unknown one."""
        found = self._find(appointment_id)
        return filled(_columns(found)) if found else None

    def identifiers(self) -> Iterator[str]:
        """Give every identifier."""
        for row in self._database.all("select id from appointment"):
            yield row["id"]

    def _find(self, appointment_id: str) -> Appointment | None:
        row = self._database.one(
            "select * from appointment where id = :id", id=appointment_id
        )
        return None if row is None else _appointment(row)


def _columns(appointment: Appointment) -> Fields:
    return {
        "person": appointment.person,
        "case_file": appointment.case,
        "day": appointment.day.isoformat(),
        "hour": appointment.hour,
        "place": appointment.place,
        "bring": appointment.bring,
        "outcome": appointment.outcome,
    }


def _appointment(row: Any) -> Appointment:  # noqa: ANN401 - a row
    return Appointment(
        id=row["id"],
        person=row["person"],
        case=row["case_file"],
        day=date.fromisoformat(row["day"]),
        hour=row["hour"],
        place=row["place"],
        bring=row["bring"],
        outcome=row["outcome"],
    )
