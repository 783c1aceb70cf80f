"""The residence documents people hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Final

from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.vault.canonical import Fields, columns, day, filled, truth
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.journal import Journal

ENTITY: Final = "residence_document"


class Documents:
    """The residence documents of the people of a vault."""

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def get(self, document_id: str) -> ResidenceDocument:
        """Return a document.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        return _document(self._row(document_id))

    def of(self, person_id: str) -> tuple[ResidenceDocument, ...]:
        """Return the documents of a person, those that end first, first."""
        rows = self._database.all(
            """
            select * from residence_document
            where person = :person
            order by ends_on, id
            """,
            person=person_id,
        )
        return tuple(map(_document, rows))

    def ending(
        self, first: date, last: date, limit: int = 200
    ) -> tuple[tuple[str, ResidenceDocument], ...]:
        """Return the documents whose last day is from *first* to *last*.

        Each comes with the identifier of its person; the earliest end comes first.
        """
        rows = self._database.all(
            """
            select * from residence_document
            where ends_on between :first and :last
            order by ends_on, kind, person
            limit :limit
            """,
            first=first.isoformat(),
            last=last.isoformat(),
            limit=limit,
        )
        return tuple((row["person"], _document(row)) for row in rows)

    def put(self, person_id: str, document: ResidenceDocument) -> None:
        """Write down a *document* of a person, new or known, whole."""
        self._journal.assert_writing()
        row = self._find(document.id)
        before = None if row is None else _document(row)
        if row is not None and row["person"] != person_id:
            raise UnknownRecordError
        if before == document:
            return
        self._database.run(
            """
            insert into residence_document (
                id, person, kind, number, starts_on, ends_on, mention, allows_work,
                issued_for, years
            )
            values (
                :id, :person, :kind, :number, :starts_on, :ends_on, :mention,
                :allows_work, :issued_for, :years
            )
            on conflict (id) do update set
                kind = :kind,
                number = :number,
                starts_on = :starts_on,
                ends_on = :ends_on,
                mention = :mention,
                allows_work = :allows_work,
                issued_for = :issued_for,
                years = :years
            """,
            **columns(document),
            person=person_id,
        )
        self._journal.changed(
            "document.added" if before is None else "document.changed",
            person_id,
            ENTITY,
            document.id,
            (
                _fields(person_id, before) if before else None,
                _fields(person_id, document),
            ),
        )

    def merge(self, document_id: str, **named: object) -> ResidenceDocument:
        """Change only the *named* fields of a document, and return it.

        Raises:
            UnknownRecordError: If none has this identifier.
            TypeError: If a document has no such field.
        """
        row = self._row(document_id)
        document = replace(_document(row), **named)  # type: ignore[arg-type]
        self.put(row["person"], document)
        return document

    def remove(self, person_id: str, document_id: str) -> None:
        """Take a document out of a person's file; the journal keeps what it was.

        Raises:
            UnknownRecordError: If that person has no such document.
        """
        self._journal.assert_writing()
        row = self._row(document_id)
        if row["person"] != person_id:
            raise UnknownRecordError
        self._database.run(
            "delete from residence_document where id = :id", id=document_id
        )
        self._journal.changed(
            "document.removed",
            person_id,
            ENTITY,
            document_id,
            (_fields(person_id, _document(row)), None),
        )

    def move(self, document_id: str, person_id: str) -> None:
        """Give a document to another person: two files were of one.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        self._journal.assert_writing()
        row = self._row(document_id)
        document = _document(row)
        self._database.run(
            "update residence_document set person = :person where id = :id",
            person=person_id,
            id=document_id,
        )
        self._journal.changed(
            "document.moved",
            person_id,
            ENTITY,
            document_id,
            (_fields(row["person"], document), _fields(person_id, document)),
        )

    def fields(self, document_id: str) -> Fields | None:
        """Return the fields the journal vouches for; None of an unknown document."""
        row = self._find(document_id)
        return None if row is None else _fields(row["person"], _document(row))

    def identifiers(self) -> Iterator[str]:
        """Give every identifier."""
        for row in self._database.all("select id from residence_document"):
            yield row["id"]

    def _row(self, document_id: str) -> Any:  # noqa: ANN401 - a row
        row = self._find(document_id)
        if row is None:
            raise UnknownRecordError
        return row

    def _find(self, document_id: str) -> Any:  # noqa: ANN401 - a row
        return self._database.one(
            "select * from residence_document where id = :id", id=document_id
        )


def _fields(person_id: str, document: ResidenceDocument) -> Fields:
    values = columns(document)
    del values["id"]
    fields = dict(filled(values)) | {"person": person_id}
    if document.mention is not None:  # "": read, and there is none
        fields["mention"] = document.mention
    return fields


def _document(row: Any) -> ResidenceDocument:  # noqa: ANN401 - a row
    return ResidenceDocument(
        id=row["id"],
        kind=Kind(row["kind"]),
        number=row["number"],
        starts_on=day(row["starts_on"]),
        ends_on=day(row["ends_on"]),
        mention=row["mention"],
        allows_work=truth(row["allows_work"]),
        issued_for=IssuedFor(row["issued_for"]) if row["issued_for"] else None,
        years=row["years"],
    )
