"""What this computer remembers of a vault: how far its journal went.

Pages of an older copy put back in place are genuine, every one of them. Only a memory
kept elsewhere can tell. It holds nothing about anybody, and is sealed under a key of
the vault.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import msgspec

from anef_desk import folders
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_
from anef_desk.vault.files import PRIVATE_FOLDER, read_file, replace_file
from anef_desk.vault.journal import Head, Journal
from anef_desk.vault.notice import Notice

_LARGEST = 4096

OLDER = N_(
    "Ce coffre est plus ancien que celui que cet ordinateur a vu le {seen} : il ne"
    " contient rien après le {last}. Si personne n’a repris une sauvegarde, demandez à"
    " la personne qui coordonne."
)
ALTERED = N_(
    "Le repère que cet ordinateur gardait de ce coffre a été modifié. Faites vérifier"
    " le coffre par la personne qui coordonne."
)


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The last state of a vault this computer saw."""

    vault: str
    generation: int
    number: int
    seal: bytes
    at: datetime
    verified_at: datetime | None
    mac: bytes = b""


@dataclass(frozen=True)
class LastSeen:
    """The memory of one vault on this computer."""

    path: Path
    key: bytes
    vault: str
    generation: int
    former: Mapping[int, bytes] = field(default_factory=dict)  # generation → key

    @classmethod
    def of(
        cls,
        state: Path | None,
        key: bytes,
        vault: str,
        generation: int,
        former: Mapping[int, bytes] | None = None,
    ) -> LastSeen:
        """Return the memory of *vault*, in *state* or where this system keeps it.

        *former* are the keys of the generations before: another computer may have
        been away since.
        """
        if state is None:
            state = folders.state()
        path = state / "last-seen" / f"{vault}.json"
        return cls(path, key, vault, generation, former or {})

    def read(self) -> Record | None:
        """Return what is remembered, whoever wrote it; None when nothing is."""
        return _read(self.path)

    def compare(self, journal: Journal) -> Notice | None:
        """Return what is odd about *journal* in the light of what is remembered.

        What was `expect`ed is no news, whatever was seen before.
        """
        expected = _read(self._expected)
        if expected is not None and self._genuine(expected):
            head = journal.seal_of(expected.number)
            if head is not None and hmac.compare_digest(head, expected.seal):
                return None
        seen = self.read()
        if seen is None:
            return None
        if seen.vault == self.vault and seen.generation > self.generation:
            # The key that sealed it is not known here, and that is the news.
            return Notice(OLDER, {"seen": seen.at, "last": journal.head().at})
        if seen.vault != self.vault or not self._genuine(seen):
            return Notice(ALTERED)
        if not journal.follows(seen.number, seen.seal):
            return Notice(OLDER, {"seen": seen.at, "last": journal.head().at})
        return None

    def _genuine(self, seen: Record) -> bool:
        present = seen.generation == self.generation
        key = self.key if present else self.former.get(seen.generation)
        return key is not None and hmac.compare_digest(seen.mac, _mac(key, seen))

    def write(self, head: Head, now: datetime, verified_at: datetime | None) -> None:
        """Remember *head*; a computer that cannot will only notice less."""
        with suppress(OSError, ExpectedError):
            self._put(self.path, head, now, verified_at)
            self._expected.unlink(missing_ok=True)

    def expect(self, head: Head, now: datetime) -> None:
        """Remember that *head* is about to take the place of what was seen.

        A restoration says so before it counts: if it is stopped and ended later, by
        whoever opens the vault next, nobody is alarmed.
        """
        with suppress(OSError, ExpectedError):
            self._put(self._expected, head, now, None, durable=True)

    @property
    def _expected(self) -> Path:
        return self.path.with_suffix(".expected")

    def _put(
        self,
        path: Path,
        head: Head,
        now: datetime,
        verified_at: datetime | None,
        *,
        durable: bool = False,
    ) -> None:
        record = Record(
            vault=self.vault,
            generation=self.generation,
            number=head.number,
            seal=head.seal,
            at=now,
            verified_at=verified_at,
        )
        record = msgspec.structs.replace(record, mac=_mac(self.key, record))
        path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        replace_file(path, msgspec.json.encode(record), durable=durable)


def _read(path: Path) -> Record | None:
    try:
        return msgspec.json.decode(read_file(path, _LARGEST), type=Record)
    except (FileNotFoundError, ExpectedError):
        return None
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None  # Cut by a power failure: it is not always made durable.


def _mac(key: bytes, record: Record) -> bytes:
    bare = msgspec.structs.replace(record, mac=b"")
    return hmac.digest(key, msgspec.json.encode(bare), "sha256")
