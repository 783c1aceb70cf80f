"""Incidents: the log of attempts of the people of a vault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from typing import Any, Final

from anef_desk.domain.incident import Incident, IncidentChannel
from anef_desk.vault.canonical import Fields, Plain, decode, encode, filled
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.journal import Journal

ENTITY: Final = "incident"


class Incidents:
    """The incidents of the people of a vault."""

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def get(self, incident_id: str) -> Incident:
        """Return an incident.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        found = self._find(incident_id)
        if found is None:
            raise UnknownRecordError
        return found

    def of(self, person_id: str) -> tuple[Incident, ...]:
        """Return the incidents of a person, in the order they happened."""
        rows = self._database.all(
            """
            select * from incident
            where person = :person
            order by happened_on, happened_at, id
            """,
            person=person_id,
        )
        return tuple(map(_incident, rows))

    def put(self, incident: Incident) -> None:
        """Write down an *incident*, new or known, whole.

        Raises:
            UnknownRecordError: If it is known, and of another person.
        """
        self._journal.assert_writing()
        before = self._find(incident.id)
        if before is not None and before.person != incident.person:
            raise UnknownRecordError
        if before == incident:
            return
        self._database.run(
            """
            insert into incident (
                id, person, case_file, symptom, happened_on, happened_at, channel,
                step, message, device, number, staff, proof
            )
            values (
                :id, :person, :case_file, :symptom, :happened_on, :happened_at,
                :channel, :step, :message, :device, :number, :staff, :proof
            )
            on conflict (id) do update set
                case_file = :case_file,
                symptom = :symptom,
                happened_on = :happened_on,
                happened_at = :happened_at,
                channel = :channel,
                step = :step,
                message = :message,
                device = :device,
                number = :number,
                staff = :staff,
                proof = :proof
            """,
            **_columns(incident),
        )
        self._journal.changed(
            "incident.noted" if before is None else "incident.changed",
            incident.person,
            ENTITY,
            incident.id,
            (_fields(before) if before else None, _fields(incident)),
        )

    def merge(self, incident_id: str, **named: object) -> Incident:
        """Change only the *named* fields of an incident, and return it.

        Raises:
            UnknownRecordError: If none has this identifier.
            TypeError: If an incident has no such field.
        """
        incident = replace(self.get(incident_id), **named)  # type: ignore[arg-type]
        self.put(incident)
        return incident

    def remove(self, incident_id: str) -> None:
        """Take an incident noted by mistake out; the journal keeps what it was.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        self._journal.assert_writing()
        before = self.get(incident_id)
        self._database.run("delete from incident where id = :id", id=incident_id)
        self._journal.changed(
            "incident.removed",
            before.person,
            ENTITY,
            incident_id,
            (_fields(before), None),
        )

    def move(self, incident_id: str, person_id: str) -> None:
        """Give an incident to another person: two files were of one.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        self._journal.assert_writing()
        before = self.get(incident_id)
        self._database.run(
            "update incident set person = :person where id = :id",
            person=person_id,
            id=incident_id,
        )
        self._journal.changed(
            "incident.moved",
            person_id,
            ENTITY,
            incident_id,
            (_fields(before), _fields(replace(before, person=person_id))),
        )

    def fields(self, incident_id: str) -> Fields | None:
        """Return the fields the journal vouches for; None of an unknown incident."""
        found = self._find(incident_id)
        return _fields(found) if found else None

    def identifiers(self) -> Iterator[str]:
        """Give every identifier."""
        for row in self._database.all("select id from incident"):
            yield row["id"]

    def _find(self, incident_id: str) -> Incident | None:
        row = self._database.one(
            "select * from incident where id = :id", id=incident_id
        )
        return None if row is None else _incident(row)


def _columns(incident: Incident) -> dict[str, Plain]:
    return {
        "id": incident.id,
        "person": incident.person,
        "case_file": incident.case,
        "symptom": incident.symptom,
        "happened_on": incident.day.isoformat(),
        "happened_at": incident.at.isoformat("minutes") if incident.at else None,
        "channel": incident.channel.value,
        "step": incident.step,
        "message": incident.message,
        "device": incident.device,
        "number": incident.number,
        "staff": incident.staff,
        "proof": encode(incident.proof).decode("utf-8"),
    }


def _fields(incident: Incident) -> Fields:
    values = _columns(incident)
    del values["id"]
    if not incident.proof:
        del values["proof"]
    return filled(values)


def _incident(row: Any) -> Incident:  # noqa: ANN401 - a row
    return Incident(
        id=row["id"],
        person=row["person"],
        case=row["case_file"],
        symptom=row["symptom"],
        day=date.fromisoformat(row["happened_on"]),
        at=time.fromisoformat(row["happened_at"]) if row["happened_at"] else None,
        channel=IncidentChannel(row["channel"]),
        step=row["step"],
        message=row["message"],
        device=row["device"],
        number=row["number"],
        staff=row["staff"],
        proof=tuple(decode(row["proof"])),
    )
