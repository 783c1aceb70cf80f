"""Who was erased since a backup was made: erased people stay erased.

``backups/erased.json`` repeats the tombstones of people, without a word about them, so
that they survive the loss of the vault; it is sealed under the backup key.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from anef_desk.errors import ExpectedError
from anef_desk.vault.connection import Database
from anef_desk.vault.files import read_file, replace_file
from anef_desk.vault.moment import Moment

NAME: Final = "erased.json"
FORMAT: Final = "anef-desk erased"
LARGEST: Final = 1 << 24


class Erased(msgspec.Struct, frozen=True, forbid_unknown_fields=True, order=True):
    """Somebody who was erased: an identifier, and when."""

    entity: str
    id: str
    at: datetime


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: str
    vault: str
    erased: tuple[Erased, ...]
    mac: bytes = b""


@dataclass(frozen=True)
class ErasedPeople:
    """The list of one vault, in its folder of backups."""

    path: Path
    vault: str
    key: bytes
    others: tuple[bytes, ...] = ()  # of other generations, that may have sealed it

    @classmethod
    def of(
        cls, backups: Path, vault: str, key: bytes, others: Iterable[bytes] = ()
    ) -> ErasedPeople:
        """Return the list kept in the folder *backups*."""
        return cls(backups / NAME, vault, key, tuple(others))

    def read(self) -> tuple[Erased, ...] | None:
        """Return who was erased; None of a list that is not as it was written."""
        try:
            found = self._found()
        except FileNotFoundError:
            return ()
        return None if found is None else found.erased

    def write(self, erased: tuple[Erased, ...]) -> None:
        """Replace the list.

        Raises:
            ExpectedError: If it cannot be written.
        """
        file = _File(format=FORMAT, vault=self.vault, erased=erased)
        file = msgspec.structs.replace(file, mac=_mac(file, self.key))
        replace_file(self.path, msgspec.json.encode(file))

    def keep_up(self, database: Database) -> None:
        """Add to the list the tombstones of *database* it does not have yet.

        One that another generation sealed is written again under the present key.

        Raises:
            ExpectedError: If it cannot be written.
        """
        found = None
        with suppress(FileNotFoundError):
            found = self._found()
        known = set(found.erased) if found else set()
        everybody = known | set(tombstones(database))
        ours = found is not None and _fits(found, self.key)
        if everybody and not (ours and everybody == known):
            self.write(tuple(sorted(everybody)))

    def _found(self) -> _File | None:
        """Return what the file holds; None when it is not as it was written.

        Raises:
            FileNotFoundError: If there is none.
        """
        try:
            found = msgspec.json.decode(read_file(self.path, LARGEST), type=_File)
        except (ExpectedError, msgspec.MsgspecError, UnicodeDecodeError):
            return None
        genuine = found.format == FORMAT and found.vault == self.vault
        keys = (self.key, *self.others)
        if genuine and any(_fits(found, key) for key in keys):
            return found
        return None


def _fits(file: _File, key: bytes) -> bool:
    return hmac.compare_digest(file.mac, _mac(file, key))


def _mac(file: _File, key: bytes) -> bytes:
    bare = msgspec.structs.replace(file, mac=b"")
    return hmac.digest(key, b"erased\0" + msgspec.json.encode(bare), "sha256")


def bury(database: Database, erased: Erased, desk: str) -> None:
    """Have *database* know of somebody who was erased, and never was in it.

    Later backups may hold them: whoever is restored from those must know it too.
    """
    database.run(
        """
        insert into tombstone (entity, entity_id, milliseconds, counter, desk)
        values (:entity, :id, :milliseconds, 0, :desk)
        on conflict do nothing
        """,
        entity=erased.entity,
        id=erased.id,
        milliseconds=Moment(0, 0).next(erased.at).milliseconds,
        desk=desk,
    )


def count(database: Database) -> int:
    """Return how many people *database* knows to be erased."""
    found = database.value("select count(*) from tombstone where entity = 'person'")
    return int(found)


def tombstones(database: Database) -> tuple[Erased, ...]:
    """Return the people *database* knows to be erased."""
    rows = database.all(
        """
        select entity, entity_id, milliseconds, counter
        from tombstone
        where entity = 'person'
        """
    )
    return tuple(
        Erased(
            row["entity"],
            row["entity_id"],
            Moment(row["milliseconds"], row["counter"]).at,
        )
        for row in rows
    )
