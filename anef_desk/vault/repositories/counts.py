"""What is counted: never by whom it was written down, never with a name.

Reads only. Each row says which person it is about, because fewer than five people
must not be shown; nothing of the row leaves the desk.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

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
    """A symptom noticed in a case, which is dated by the case."""

    person: str
    symptom: str
    day: date  # the case was opened
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
        """Give every symptom that was noticed in a case."""
        rows = self._database.all(
            """
            select case_file.person, symptom.code, case_file.opened_on,
                person.prefecture, case_file.procedure
            from symptom
            join case_file on case_file.id = symptom.case_file
            join person on person.id = case_file.person
            """
        )
        for row in rows:
            yield SymptomRow(
                person=row["person"],
                symptom=row["code"],
                day=date.fromisoformat(row["opened_on"]),
                prefecture=row["prefecture"],
                procedure=row["procedure"],
            )
