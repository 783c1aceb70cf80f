"""Who was erased since a backup was made: erased people stay erased.

``backups/erased.json`` repeats the tombstones of people, without a word about them, so
that they survive the loss of the vault; it is sealed under the backup key.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from anef_desk.errors import ExpectedError
from anef_desk.vault.connection import Database
from anef_desk.vault.files import read_file, replace_file
from anef_desk.vault.journal import Moment

NAME: Final = "erased.json"
FORMAT: Final = "anef-desk erased"
_LARGEST: Final = 1 << 24


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

    @classmethod
    def of(cls, backups: Path, vault: str, key: bytes) -> ErasedPeople:
        """Return the list kept in the folder *backups*."""
        return cls(backups / NAME, vault, key)

    def read(self) -> tuple[Erased, ...] | None:
        """Return who was erased; None of a list that is not as it was written."""
        try:
            content = read_file(self.path, _LARGEST)
        except FileNotFoundError:
            return ()
        except ExpectedError:
            return None
        try:
            found = msgspec.json.decode(content, type=_File)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return None
        genuine = found.format == FORMAT and found.vault == self.vault
        if not genuine or not hmac.compare_digest(found.mac, self._mac(found)):
            return None
        return found.erased

    def write(self, erased: tuple[Erased, ...]) -> None:
        """Replace the list.

        Raises:
            ExpectedError: If it cannot be written.
        """
        file = _File(format=FORMAT, vault=self.vault, erased=erased)
        file = msgspec.structs.replace(file, mac=self._mac(file))
        replace_file(self.path, msgspec.json.encode(file))

    def keep_up(self, database: Database) -> None:
        """Add to the list the tombstones of *database* it does not have yet.

        Raises:
            ExpectedError: If it cannot be written.
        """
        known = set(self.read() or ())
        everybody = known | set(tombstones(database))
        if everybody != known:
            self.write(tuple(sorted(everybody)))

    def _mac(self, file: _File) -> bytes:
        bare = msgspec.structs.replace(file, mac=b"")
        return hmac.digest(self.key, b"erased\0" + msgspec.json.encode(bare), "sha256")


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
