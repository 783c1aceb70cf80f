"""Where the journal was cut, and what its removed entries still vouch for.

The journal is kept for some months, then its oldest entries go. What the next one is
sealed with stays, and so does the last digest of each record: a vault whose journal was
cut is verified as well as any other.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from anef_desk.vault.canonical import encode
from anef_desk.vault.connection import Database

Digests: TypeAlias = Mapping[tuple[str, str], bytes]
"""Entity and identifier → digest of the row."""

_FIRST: Final = bytes(32)


@dataclass(frozen=True, kw_only=True)
class Sealing:
    """Everything up to a number was removed."""

    up_to: int
    milliseconds: int
    counter: int
    last_seal: bytes  # of the last entry that was removed
    entries: int
    sealed_at: str
    vouched_digest: bytes
    seal: bytes = b""


class Sealings:
    """The sealings of a journal, under its key; each is sealed with the one before."""

    def __init__(self, database: Database, key: bytes) -> None:
        self._database = database
        self._key = key

    def last(self) -> Sealing | None:
        """Return the last sealing, or None of a journal that was never cut."""
        row = self._database.one(
            "select * from journal_sealing order by up_to desc limit 1"
        )
        return None if row is None else _sealing(row)

    def all(self) -> tuple[Sealing, ...]:
        """Return every sealing, the first one first."""
        rows = self._database.all("select * from journal_sealing order by up_to")
        return tuple(map(_sealing, rows))

    def seal_of(self, number: int) -> bytes | None:
        """Return the seal of a removed entry, for those a sealing ended with."""
        found = self._database.value(
            "select last_seal from journal_sealing where up_to = :number",
            number=number,
        )
        return None if found is None else bytes(found)

    def vouched(self) -> Digests:
        """Return what the removed entries said last of each record."""
        rows = self._database.all("select * from vouched")
        return {
            (row["entity"], row["entity_id"]): bytes(row["row_digest"]) for row in rows
        }

    def add(self, sealing: Sealing, vouched: Digests) -> None:
        """Write *sealing* down, and *vouched* in the place of what was there."""
        before = self.last()
        sealing = self._sealed(
            sealing, before.seal if before else _FIRST, self._digest(vouched)
        )
        self._database.run("delete from vouched")
        for (entity, identifier), digest in vouched.items():
            self._database.run(
                """
                insert into vouched (entity, entity_id, row_digest)
                values (:entity, :entity_id, :row_digest)
                """,
                entity=entity,
                entity_id=identifier,
                row_digest=digest,
            )
        self._database.run(
            """
            insert into journal_sealing (
                up_to, milliseconds, counter, last_seal, entries, sealed_at,
                vouched_digest, seal
            )
            values (
                :up_to, :milliseconds, :counter, :last_seal, :entries, :sealed_at,
                :vouched_digest, :seal
            )
            """,
            **vars(sealing),
        )

    def sound(self) -> bool:
        """Return whether every sealing, and what it vouches for, is as written."""
        before, last = _FIRST, None
        for sealing in self.all():
            expected = self._mac(sealing, before)
            if not hmac.compare_digest(sealing.seal, expected):
                return False
            before, last = sealing.seal, sealing
        vouched = self.vouched()
        if last is None:
            return not vouched
        return hmac.compare_digest(last.vouched_digest, self._digest(vouched))

    def _sealed(self, sealing: Sealing, before: bytes, digest: bytes) -> Sealing:
        values = vars(sealing) | {"vouched_digest": digest}
        bare = Sealing(**values)
        return Sealing(**(values | {"seal": self._mac(bare, before)}))

    def _mac(self, sealing: Sealing, before: bytes) -> bytes:
        content = encode(
            (
                "sealing",
                before,
                sealing.up_to,
                sealing.milliseconds,
                sealing.counter,
                sealing.last_seal,
                sealing.entries,
                sealing.sealed_at,
                sealing.vouched_digest,
            )
        )
        return hmac.digest(self._key, content, "sha256")

    def _digest(self, vouched: Digests) -> bytes:
        rows = sorted((*key, digest) for key, digest in vouched.items())
        return hmac.digest(self._key, encode(("vouched", rows)), "sha256")


def _sealing(row: Any) -> Sealing:  # noqa: ANN401 - a row
    values = dict(zip(row.keys(), tuple(row), strict=True))
    for name in ("last_seal", "vouched_digest", "seal"):
        values[name] = bytes(values[name])
    return Sealing(**values)
