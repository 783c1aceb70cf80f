"""The book of prefectures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from anef_desk.domain.prefecture import Prefecture
from anef_desk.vault.canonical import Fields, columns, day, filled
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.journal import Journal

ENTITY: Final = "prefecture"


class Prefectures:
    """The prefectures a desk writes to."""

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def all(self) -> tuple[Prefecture, ...]:
        """Return every prefecture, in the order of departments."""
        rows = self._database.all(
            "select * from prefecture order by department, name, id"
        )
        return tuple(map(_prefecture, rows))

    def put(self, prefecture: Prefecture) -> None:
        """Write *prefecture* down whole, new or known."""
        self._journal.assert_writing()
        before = self._find(prefecture.id)
        if before == prefecture:
            return
        self._database.run(
            """
            insert into prefecture (
                id, name, department, service, address, email, phone, checked_on
            )
            values (
                :id, :name, :department, :service, :address, :email, :phone, :checked_on
            )
            on conflict (id) do update set
                name = :name,
                department = :department,
                service = :service,
                address = :address,
                email = :email,
                phone = :phone,
                checked_on = :checked_on
            """,
            **columns(prefecture),
        )
        self._journal.changed(
            "prefecture.changed",
            "",
            ENTITY,
            prefecture.id,
            (_fields(before) if before else None, _fields(prefecture)),
        )

    def remove(self, prefecture_id: str) -> Prefecture:
        """Take a prefecture out of the book, and return it.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        self._journal.assert_writing()
        before = self._find(prefecture_id)
        if before is None:
            raise UnknownRecordError
        self._database.run("delete from prefecture where id = :id", id=prefecture_id)
        self._journal.changed(
            "prefecture.removed", "", ENTITY, prefecture_id, (_fields(before), None)
        )
        return before

    def fields(self, prefecture_id: str) -> Fields | None:
        """Return the fields the journal vouches for; None of an unknown one."""
        found = self._find(prefecture_id)
        return _fields(found) if found else None

    def identifiers(self) -> Iterator[str]:
        """Give every identifier."""
        for row in self._database.all("select id from prefecture"):
            yield row["id"]

    def _find(self, prefecture_id: str) -> Prefecture | None:
        row = self._database.one(
            "select * from prefecture where id = :id", id=prefecture_id
        )
        return None if row is None else _prefecture(row)


def _fields(prefecture: Prefecture) -> Fields:
    values = columns(prefecture)
    del values["id"]
    return filled(values)


def _prefecture(row: Any) -> Prefecture:  # noqa: ANN401 - a row
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
