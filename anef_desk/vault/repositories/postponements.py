"""Dates of the board that were dealt with, or put off."""

from __future__ import annotations

from datetime import date
from typing import Any

from anef_desk.domain.postponement import Postponement
from anef_desk.vault.canonical import day
from anef_desk.vault.repositories.records import PersonalRecords


class Postponements(PersonalRecords[Postponement]):
    """What was dealt with or put off, for the people of a vault, the oldest first."""

    entity = "postponement"
    added = changed = "deadline.postponed"
    moved = "deadline.moved"
    removed = "deadline.back"
    order = "noted_on, id"

    def _act(self, before: Postponement | None, record: Postponement) -> str:
        act = super()._act(before, record)
        return "deadline.done" if record.done and act != self.moved else act

    def _read(self, row: Any) -> Postponement:  # noqa: ANN401 - a row
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
