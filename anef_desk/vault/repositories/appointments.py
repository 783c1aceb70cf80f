"""Appointments: who is expected where, and when."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from anef_desk.domain.appointment import Appointment
from anef_desk.vault.repositories.records import PersonalRecords


class Appointments(PersonalRecords[Appointment]):
    """The appointments of the people of a vault, the earliest first."""

    entity = "appointment"
    added = "appointment.made"
    changed = moved = "appointment.changed"
    removed = "appointment.removed"
    order = "day, id"
    renamed: ClassVar = {"case": "case_file"}

    def between(
        self, first: date, last: date, limit: int = 200
    ) -> tuple[Appointment, ...]:
        """Return at most *limit* appointments from *first* to *last*, in order."""
        return self._all(
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

    def _read(self, row: Any) -> Appointment:  # noqa: ANN401 - a row
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
