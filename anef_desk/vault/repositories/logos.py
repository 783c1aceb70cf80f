"""The pictures at the head of letters: kept for good, since letters are printed again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final

from anef_desk.vault.canonical import Fields
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.journal import Journal

ENTITY: Final = "logo"


class Logos:
    """The pictures of a vault, each named by its hash."""

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def content(self, sha256: str) -> bytes:
        """Return a picture, as PNG.

        Raises:
            UnknownRecordError: If there is none of this hash.
        """
        found = self._content(sha256)
        if found is None:
            raise UnknownRecordError
        return found

    def keep(self, content: bytes) -> str:
        """Keep a picture, once, and return its hash."""
        self._journal.assert_writing()
        sha256 = hashlib.sha256(content).hexdigest()
        if self._content(sha256) is None:
            self._database.run(
                "insert into logo (sha256, content) values (:sha256, :content)",
                sha256=sha256,
                content=content,
            )
            self._journal.changed(
                "logo.kept", "", ENTITY, sha256, (None, self.fields(sha256))
            )
        return sha256

    def fields(self, sha256: str) -> Fields | None:
        """Return the fields the journal vouches for: the hash of what is there."""
        found = self._content(sha256)
        if found is None:
            return None
        return {"sha256": hashlib.sha256(found).hexdigest()}

    def identifiers(self) -> Iterator[str]:
        """Give every hash."""
        for row in self._database.all("select sha256 from logo"):
            yield row["sha256"]

    def _content(self, sha256: str) -> bytes | None:
        found = self._database.value(
            "select content from logo where sha256 = :sha256", sha256=sha256
        )
        return None if found is None else bytes(found)
