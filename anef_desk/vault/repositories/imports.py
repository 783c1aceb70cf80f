"""What was imported together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Final

from anef_desk.domain.import_batch import ImportBatch, ImportRow
from anef_desk.vault.canonical import Fields, columns, day, decode, encode, filled
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.journal import Journal

ENTITY: Final = "import_batch"


class Imports:
    """The imports of a vault; their rows go with the people they are about."""

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def all(self) -> tuple[ImportBatch, ...]:
        """Return every import, the last one first."""
        rows = self._database.all("select * from import_batch order by id desc")
        return tuple(map(_batch, rows))

    def get(self, batch_id: str) -> ImportBatch:
        """Return an import.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        found = self._find(batch_id)
        if found is None:
            raise UnknownRecordError
        return found

    def rows(self, batch_id: str) -> tuple[ImportRow, ...]:
        """Return what an import wrote, about each person who is still there."""
        rows = self._database.all(
            "select * from import_row where batch = :batch order by person",
            batch=batch_id,
        )
        return tuple(map(_row, rows))

    def about(self, person_id: str) -> tuple[tuple[ImportBatch, ImportRow], ...]:
        """Return the imports that wrote about a person, and what, the first one first."""
        rows = self._database.all(
            "select * from import_row where person = :person order by batch",
            person=person_id,
        )
        return tuple((self.get(row["batch"]), _row(row)) for row in rows)

    def add(self, batch: ImportBatch, rows: Iterable[ImportRow]) -> None:
        """Note an import and what it wrote."""
        self._journal.assert_writing()
        self._database.run(
            """
            insert into import_batch (
                id, made_on, made_by, created, changed, documents, undone_on
            )
            values (
                :id, :made_on, :made_by, :created, :changed, :documents, :undone_on
            )
            """,
            **columns(batch),
        )
        for row in rows:
            self._database.run(
                """
                insert into import_row (
                    batch, person, created, fields, documents, sha256
                )
                values (:batch, :person, :created, :fields, :documents, :sha256)
                """,
                batch=batch.id,
                person=row.person,
                created=row.created,
                fields=encode(row.fields).decode("ascii"),
                documents=encode(row.documents).decode("ascii"),
                sha256=row.sha256,
            )
        self._journal.changed(
            "import.made", "", ENTITY, batch.id, (None, _fields(batch))
        )

    def undone(self, batch_id: str, on: date) -> None:
        """Note that an import was taken back; what it wrote is no longer kept.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        self._journal.assert_writing()
        before = self.get(batch_id)
        after = replace(before, undone_on=on)
        self._database.run(
            "update import_batch set undone_on = :on where id = :id",
            on=on.isoformat(),
            id=batch_id,
        )
        self._database.run(
            "delete from import_row where batch = :batch", batch=batch_id
        )
        self._journal.changed(
            "import.undone", "", ENTITY, batch_id, (_fields(before), _fields(after))
        )

    def fields(self, batch_id: str) -> Fields | None:
        """Return the fields the journal vouches for; None of an unknown import."""
        found = self._find(batch_id)
        return _fields(found) if found else None

    def identifiers(self) -> Iterator[str]:
        """Give every identifier."""
        for row in self._database.all("select id from import_batch"):
            yield row["id"]

    def _find(self, batch_id: str) -> ImportBatch | None:
        row = self._database.one(
            "select * from import_batch where id = :id", id=batch_id
        )
        return None if row is None else _batch(row)


def _fields(batch: ImportBatch) -> Fields:
    values = columns(batch)
    del values["id"]
    return filled(values)


def _batch(row: Any) -> ImportBatch:  # noqa: ANN401 - a row
    return ImportBatch(
        id=row["id"],
        made_on=date.fromisoformat(row["made_on"]),
        made_by=row["made_by"],
        created=row["created"],
        changed=row["changed"],
        documents=row["documents"],
        undone_on=day(row["undone_on"]),
    )


def _row(row: Any) -> ImportRow:  # noqa: ANN401 - a row
    return ImportRow(
        person=row["person"],
        created=bool(row["created"]),
        fields=tuple(decode(row["fields"])),
        documents=tuple(decode(row["documents"])),
        sha256=row["sha256"],
    )
