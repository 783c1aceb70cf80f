"""Attachments: their bytes are kept under our own identifier, and never change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from anef_desk.domain.attachment import Attachment, MediaType
from anef_desk.domain.page_image import PageImage
from anef_desk.vault.canonical import Fields, columns, filled
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.journal import Journal

ENTITY: Final = "attachment"

_HEAD: Final = 4  # bytes of the width and the height before a thumbnail


class Attachments:
    """The attachments of the people of a vault."""

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def get(self, attachment_id: str) -> Attachment:
        """Return what is known of an attachment.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        return _attachment(self._row(attachment_id))

    def of(self, person_id: str) -> tuple[Attachment, ...]:
        """Return the attachments of a person, those added first, first."""
        rows = self._database.all(
            "select * from attachment where person = :person order by added_on, id",
            person=person_id,
        )
        return tuple(map(_attachment, rows))

    def ended(self, before: date, limit: int = 200) -> tuple[Attachment, ...]:
        """Return those whose last day is before *before*, the oldest end first."""
        rows = self._database.all(
            """
            select * from attachment
            where ends_on < :before
            order by ends_on, id
            limit :limit
            """,
            before=before.isoformat(),
            limit=limit,
        )
        return tuple(map(_attachment, rows))

    def content(self, attachment_id: str) -> bytes:
        """Return the bytes of an attachment, as they were given.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        found = self._content(attachment_id)
        if found is None:
            raise UnknownRecordError
        return found

    def thumbnail(self, attachment_id: str) -> PageImage:
        """Return the small picture of an attachment.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        found = self._database.value(
            "select thumbnail from attachment_content where attachment = :id",
            id=attachment_id,
        )
        if found is None:
            raise UnknownRecordError
        kept = bytes(found)
        return PageImage(
            int.from_bytes(kept[:2], "big"),
            int.from_bytes(kept[2:_HEAD], "big"),
            kept[_HEAD:],
        )

    def add(self, attachment: Attachment, content: bytes, thumbnail: PageImage) -> None:
        """Keep an *attachment* with its bytes and its small picture."""
        self._journal.assert_writing()
        self._database.run(
            """
            insert into attachment (
                id, person, case_file, title, media_type, size, pages, sha256,
                added_on, added_by, ends_on
            )
            values (
                :id, :person, :case, :title, :media_type, :size, :pages, :sha256,
                :added_on, :added_by, :ends_on
            )
            """,
            **columns(attachment),
        )
        self._database.run(
            """
            insert into attachment_content (attachment, thumbnail, content)
            values (:id, :thumbnail, :content)
            """,
            id=attachment.id,
            thumbnail=(
                thumbnail.width.to_bytes(2, "big")
                + thumbnail.height.to_bytes(2, "big")
                + thumbnail.rgb
            ),
            content=content,
        )
        self._journal.changed(
            "attachment.added",
            attachment.person,
            ENTITY,
            attachment.id,
            (None, _fields(attachment, _sha256(content))),
        )

    def keep_until(self, attachment_id: str, ends_on: date) -> None:
        """Give an attachment another last day.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        self._journal.assert_writing()
        attachment = self.get(attachment_id)
        before = self.fields(attachment_id)
        if attachment.ends_on == ends_on:
            return
        self._database.run(
            "update attachment set ends_on = :ends_on where id = :id",
            ends_on=ends_on.isoformat(),
            id=attachment_id,
        )
        self._journal.changed(
            "attachment.changed",
            attachment.person,
            ENTITY,
            attachment_id,
            (before, self.fields(attachment_id)),
        )

    def remove(self, attachment_id: str) -> None:
        """Take an attachment out; the journal keeps its title, and no byte of it.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        self._journal.assert_writing()
        attachment = self.get(attachment_id)
        before = self.fields(attachment_id)
        self._database.run("delete from attachment where id = :id", id=attachment_id)
        self._journal.changed(
            "attachment.removed",
            attachment.person,
            ENTITY,
            attachment_id,
            (before, None),
        )

    def move(self, attachment_id: str, person_id: str) -> None:
        """Give an attachment to another person: two files were of one.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        self._journal.assert_writing()
        before = self.fields(attachment_id)
        if before is None:
            raise UnknownRecordError
        self._database.run(
            "update attachment set person = :person where id = :id",
            person=person_id,
            id=attachment_id,
        )
        self._journal.changed(
            "attachment.moved",
            person_id,
            ENTITY,
            attachment_id,
            (before, self.fields(attachment_id)),
        )

    def fields(self, attachment_id: str) -> Fields | None:
        """Return the fields the journal vouches for; None of an unknown one.

        The digest is that of the bytes that are there, whatever the row says.
        """
        row = self._find(attachment_id)
        if row is None:
            return None
        content = self._content(attachment_id)
        digest = "" if content is None else _sha256(content)
        return _fields(_attachment(row), digest)

    def identifiers(self) -> Iterator[str]:
        """Give every identifier."""
        for row in self._database.all("select id from attachment"):
            yield row["id"]

    def _content(self, attachment_id: str) -> bytes | None:
        found = self._database.value(
            "select content from attachment_content where attachment = :id",
            id=attachment_id,
        )
        return None if found is None else bytes(found)

    def _row(self, attachment_id: str) -> Any:  # noqa: ANN401 - a row
        row = self._find(attachment_id)
        if row is None:
            raise UnknownRecordError
        return row

    def _find(self, attachment_id: str) -> Any:  # noqa: ANN401 - a row
        return self._database.one(
            "select * from attachment where id = :id", id=attachment_id
        )


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _fields(attachment: Attachment, digest: str) -> Fields:
    values = columns(attachment)
    del values["id"]
    fields = dict(filled(values))
    fields["content"] = digest
    return fields


def _attachment(row: Any) -> Attachment:  # noqa: ANN401 - a row
    return Attachment(
        id=row["id"],
        person=row["person"],
        case=row["case_file"],
        title=row["title"],
        media_type=MediaType(row["media_type"]),
        size=row["size"],
        pages=row["pages"],
        sha256=row["sha256"],
        added_on=date.fromisoformat(row["added_on"]),
        added_by=row["added_by"],
        ends_on=date.fromisoformat(row["ends_on"]),
    )
