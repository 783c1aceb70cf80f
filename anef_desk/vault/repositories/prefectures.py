"""The book of prefectures."""

from __future__ import annotations

from typing import Any

from anef_desk.domain.prefecture import Prefecture
from anef_desk.vault.canonical import day
from anef_desk.vault.repositories.records import Records


class Prefectures(Records[Prefecture]):
    """The prefectures a desk writes to."""

    entity = "prefecture"
    added = changed = "prefecture.changed"
    removed = "prefecture.removed"

    def all(self) -> tuple[Prefecture, ...]:
        """Return every prefecture, in the order of departments."""
        return self._all("select * from prefecture order by department, name, id")

    def _read(self, row: Any) -> Prefecture:  # noqa: ANN401 - a row
        return Prefecture(
            id=row["id"],
            name=row["name"],
            department=row["department"],
            service=row["service"],
            address=row["address"],
            email=row["email"],
            phone=row["phone"],
            checked_on=day(row["checked_on"]),
        )
