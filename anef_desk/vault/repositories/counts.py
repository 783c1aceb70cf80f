"""What is counted: never by whom it was written down, never with a name.

Reads only. Each row says which person it is about, because fewer than five people
must not be shown; nothing of the row leaves the desk.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from anef_desk.vault.canonical import day
from anef_desk.vault.connection import Database


@dataclass(frozen=True, kw_only=True)
class LossRow:
    """A right that was lost, beside the prefecture and the request of that time."""

    person: str
    right: str
    cause: str
    lost_on: date
    restored_on: date | None
    prefecture: str
    procedure: str  # "" when no case was open


@dataclass(frozen=True, kw_only=True)
class SymptomRow:
    """A blockage of a person, on the day it is counted."""

    person: str
    symptom: str
    day: date  # of the first attempt; else the case was opened
    prefecture: str
    procedure: str  # "" when it is about no case


@dataclass(frozen=True, kw_only=True)
class DelayRow:
    """A request, from its filing to its decision."""

    person: str
    filed_on: date
    answered_on: date
    prefecture: str
    procedure: str


class Counts:
    """What is counted in a vault."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def losses(self) -> Iterator[LossRow]:
        """Give every right that was lost."""
        rows = self._database.all(
            """
            select rights_loss.*, person.prefecture, coalesce((
                select procedure from case_file
                where case_file.person = rights_loss.person
                    and case_file.opened_on <= rights_loss.lost_on
                order by case_file.opened_on desc, case_file.id desc
                limit 1
            ), '') as procedure
            from rights_loss join person on person.id = rights_loss.person
            """
        )
        for row in rows:
            yield LossRow(
                person=row["person"],
                right=row["right_lost"],
                cause=row["cause"],
                lost_on=date.fromisoformat(row["lost_on"]),
                restored_on=day(row["restored_on"]),
                prefecture=row["prefecture"],
                procedure=row["procedure"],
            )

    def symptoms(self) -> Iterator[SymptomRow]:
        """Give every blockage: of a case, or of attempts noted about none."""
        rows = self._database.all(
            """
            select case_file.person, symptom.code, coalesce((
                select min(happened_on) from incident
                where incident.case_file = case_file.id
                    and incident.symptom = symptom.code
            ), case_file.opened_on) as day, person.prefecture, case_file.procedure
            from symptom
            join case_file on case_file.id = symptom.case_file
            join person on person.id = case_file.person
            union all
            select incident.person, incident.symptom, min(incident.happened_on),
                person.prefecture, coalesce(case_file.procedure, '')
            from incident
            join person on person.id = incident.person
            left join case_file on case_file.id = incident.case_file
            where not exists (
                select 1 from symptom
                where symptom.case_file = incident.case_file
                    and symptom.code = incident.symptom
            )
            group by incident.person, incident.case_file, incident.symptom
            """
        )
        yield from map(_symptom, rows)

    def attempts(self) -> Iterator[SymptomRow]:
        """Give every attempt that was noted, as a blockage on its day."""
        rows = self._database.all(
            """
            select incident.person, incident.symptom as code,
                incident.happened_on as day, person.prefecture,
                coalesce(case_file.procedure, '') as procedure
            from incident
            join person on person.id = incident.person
            left join case_file on case_file.id = incident.case_file
            """
        )
        yield from map(_symptom, rows)

    def delays(self) -> Iterator[DelayRow]:
        """Give every request that was filed and answered."""
        rows = self._database.all(
            """
            select case_file.person, filed_on, case_file.answered_on,
                person.prefecture, procedure
            from case_file join person on person.id = case_file.person
            where filed_on is not null and case_file.answered_on >= filed_on
            """
        )
        for row in rows:
            yield DelayRow(
                person=row["person"],
                filed_on=date.fromisoformat(row["filed_on"]),
                answered_on=date.fromisoformat(row["answered_on"]),
                prefecture=row["prefecture"],
                procedure=row["procedure"],
            )


def _symptom(row: Any) -> SymptomRow:  # noqa: ANN401 - a row
    return SymptomRow(
        person=row["person"],
        symptom=row["code"],
        day=date.fromisoformat(row["day"]),
        prefecture=row["prefecture"],
        procedure=row["procedure"],
    )
