"""What one shift leaves to the next about a file."""

from __future__ import annotations

from datetime import date
from typing import Any

from anef_desk.domain.handover import Handover
from anef_desk.vault.canonical import day
from anef_desk.vault.repositories.records import PersonalRecords


class Handovers(PersonalRecords[Handover]):
    """The handovers of the people of a vault, the newest first."""

    entity = "handover"
    added = changed = "handover.written"
    moved = "handover.moved"
    removed = "handover.removed"
    order = "noted_on desc, id desc"

    def waiting(self, limit: int) -> tuple[Handover, ...]:
        """Return at most *limit* that nobody took over yet, the newest first."""
        return self._all(
            """
            select * from handover where taken_on is null
            order by noted_on desc, id desc
            limit :limit
            """,
            limit=limit,
        )

    def _act(self, before: Handover | None, record: Handover) -> str:
        act = super()._act(before, record)
        return "handover.taken" if record.taken_on and act != self.moved else act

    def _read(self, row: Any) -> Handover:  # noqa: ANN401 - a row
        return Handover(
            id=row["id"],
            person=row["person"],
            noted_on=date.fromisoformat(row["noted_on"]),
            staff=row["staff"],
            text=row["text"],
            taken_on=day(row["taken_on"]),
            taken_by=row["taken_by"],
        )
