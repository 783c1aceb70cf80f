"""The recovery sheets that were printed, and which one was typed back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from anef_desk.domain.recovery import RecoverySheet
from anef_desk.vault.canonical import Fields, columns, day, filled
from anef_desk.vault.connection import Database
from anef_desk.vault.journal import Journal

ENTITY: Final = "recovery_sheet"


class RecoverySheets:
    """The recovery sheets of a vault; the secrets are on paper alone."""

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def all(self) -> tuple[RecoverySheet, ...]:
        """Return every sheet that was printed, the last one first."""
        rows = self._database.all("select * from recovery_sheet order by rowid desc")
        return tuple(map(_sheet, rows))

    def of(self, public_key: str) -> RecoverySheet | None:
        """Return the sheet whose secret answers to *public_key*, or None."""
        row = self._database.one(
            "select * from recovery_sheet where public_key = :key", key=public_key
        )
        return None if row is None else _sheet(row)

    def put(self, sheet: RecoverySheet) -> None:
        """Write down *sheet* in the place of what was known of it."""
        self._journal.assert_writing()
        before, after = self.fields(sheet.id), _fields(sheet)
        if before == after:
            return
        self._database.run(
            """
            insert into recovery_sheet (id, public_key, made_on, confirmed_on)
            values (:id, :public_key, :made_on, :confirmed_on)
            on conflict (id) do update set confirmed_on = :confirmed_on
            """,
            **columns(sheet),
        )
        action = "recovery.printed" if before is None else "recovery.confirmed"
        self._journal.changed(action, "", ENTITY, sheet.id, (before, after))

    def give_up(self) -> None:
        """Forget every sheet that was typed back: one is lost, and none counts again.

        One that was printed since, and waits, stays.
        """
        self._journal.assert_writing()
        for sheet in self.all():
            if sheet.confirmed_on is None:
                continue
            before = self.fields(sheet.id)
            self._database.run("delete from recovery_sheet where id = :id", id=sheet.id)
            self._journal.changed(
                "recovery.given_up", "", ENTITY, sheet.id, (before, None)
            )

    def fields(self, identifier: str) -> Fields | None:
        """Return the fields the journal vouches for; None of an unknown one."""
        row = self._database.one(
            "select * from recovery_sheet where id = :id", id=identifier
        )
        return None if row is None else _fields(_sheet(row))

    def identifiers(self) -> Iterator[str]:
        """Give every identifier."""
        for row in self._database.all("select id from recovery_sheet"):
            yield row["id"]


def _fields(sheet: RecoverySheet) -> Fields:
    values = dict(filled(columns(sheet)))
    del values["id"]
    return values


def _sheet(row: Any) -> RecoverySheet:  # noqa: ANN401 - a row
    made_on = day(row["made_on"])
    assert made_on is not None  # noqa: S101 - the column is never empty
    return RecoverySheet(
        id=row["id"],
        public_key=row["public_key"],
        made_on=made_on,
        confirmed_on=day(row["confirmed_on"]),
    )
