"""The members of staff, and the public keys a new master key will be addressed to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from anef_desk.domain.staff import Role, Staff
from anef_desk.vault.canonical import Fields
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.journal import Journal

ENTITY: Final = "staff"


class Colleagues:
    """The members of staff of a vault."""

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def get(self, staff_id: str) -> Staff:
        """Return a member of staff.

        Raises:
            UnknownRecordError: If nobody has this identifier.
        """
        row = self._find(staff_id)
        if row is None:
            raise UnknownRecordError
        return _staff(row)

    def all(self) -> tuple[Staff, ...]:
        """Return everybody who ever had a way in, by name: the journal names them."""
        rows = self._database.all("select * from staff order by name, id")
        return tuple(map(_staff, rows))

    def working(self) -> tuple[Staff, ...]:
        """Return those who have a way in now, by name."""
        rows = self._database.all(
            "select * from staff where left_on is null order by name, id"
        )
        return tuple(map(_staff, rows))

    def public_key(self, staff_id: str) -> str | None:
        """Return the public key of somebody who works here; None of anybody else."""
        row = self._find(staff_id)
        return None if row is None or row["left_on"] else str(row["public_key"])

    def put(self, staff: Staff, public_key: str) -> None:
        """Write down *staff* and their age public key."""
        self._journal.assert_writing()
        before = self.fields(staff.id)
        after: Fields = {
            "name": staff.name,
            "role": staff.role.value,
            "public_key": public_key,
        }
        if before == after:
            return
        self._database.run(
            """
            insert into staff (id, name, role, public_key)
            values (:id, :name, :role, :public_key)
            on conflict (id) do update set
                name = :name,
                role = :role,
                public_key = :public_key,
                left_on = null
            """,
            **after,
            id=staff.id,
        )
        self._journal.changed(
            "staff.added" if before is None else "staff.changed",
            "",
            ENTITY,
            staff.id,
            (before, after),
        )

    def leave(self, staff_id: str, day: date) -> None:
        """Note that somebody has no way in any more; the journal still names them."""
        self._journal.assert_writing()
        before = self.fields(staff_id)
        if before is None:
            raise UnknownRecordError
        self._database.run(
            "update staff set left_on = :day where id = :id",
            day=day.isoformat(),
            id=staff_id,
        )
        after = {**before, "left_on": day.isoformat()}
        self._journal.changed("staff.left", "", ENTITY, staff_id, (before, after))

    def recipients(self) -> tuple[str, ...]:
        """Return the public keys to whom the master key of the vault is addressed."""
        rows = self._database.all(
            "select public_key from staff where left_on is null order by id"
        )
        return tuple(row["public_key"] for row in rows)

    def fields(self, staff_id: str) -> Fields | None:
        """Return the fields the journal vouches for; None of somebody unknown."""
        row = self._find(staff_id)
        if row is None:
            return None
        return {
            name: row[name]
            for name in ("name", "role", "public_key", "left_on")
            if name != "left_on" or row[name]
        }

    def identifiers(self) -> Iterator[str]:
        """Give every identifier."""
        for row in self._database.all("select id from staff"):
            yield row["id"]

    def _find(self, staff_id: str) -> Any:  # noqa: ANN401 - a row
        return self._database.one("select * from staff where id = :id", id=staff_id)


def _staff(row: Any) -> Staff:  # noqa: ANN401 - a row
    return Staff(id=row["id"], name=row["name"], role=Role(row["role"]))
