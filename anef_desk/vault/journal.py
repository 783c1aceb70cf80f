"""Who changed what, when, before and after: a chain that only grows.

Each entry is sealed, under a key of its own, together with the seal of the one before
it; it also holds the digest of the whole aggregate after the change. An older page put
back in its place then disagrees with the journal, although its own MAC is right.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from anef_desk.domain.staff import Staff
from anef_desk.vault.canonical import Fields, encode
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import (
    FrozenFileError,
    JournalAlteredError,
    OutsideTransactionError,
)
from anef_desk.vault.moment import Moment, milliseconds
from anef_desk.vault.sealing import Sealing, Sealings

GONE: Final = b""
"""The row digest of what was removed."""

_DECISIONS: Final = frozenset({"retention", "person_merge"})
"""What may still be written about somebody whose file is frozen: that it is, or not any
more, and that it was made one with another."""

_FIRST_SEAL: Final = bytes(32)
_BATCH: Final = 1000


@dataclass(frozen=True)
class Head:
    """The last entry of a journal: what vouches for all the others."""

    number: int
    at: datetime
    seal: bytes


class Journal:
    """The journal of an open vault."""

    def __init__(
        self,
        database: Database,
        key: bytes,
        desk: str,
        staff: Staff | None,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._key = key
        self._desk = desk
        self._staff = staff
        self._now = now
        self.sealings = Sealings(database, key)

    def consulted(self, subject: str) -> None:
        """Note that the file of a person was opened."""
        self.noted_about("person.opened", subject)

    def noted_about(self, action: str, subject: str) -> None:
        """Note an *action* about a person that changes no record."""
        self._append(action, subject, "person", subject, {}, None)

    def noted(self, action: str, entity: str, changes: Mapping[str, str | int]) -> None:
        """Note an act on the vault itself, such as ``vault.restored``."""
        kept = changes_between({}, changes)
        self._append(action, "", entity, "", kept, None)

    def changed(
        self,
        action: str,
        subject: str,
        entity: str,
        entity_id: str,
        fields: tuple[Fields | None, Fields | None],
        *,
        told: Collection[str] | None = None,
    ) -> None:
        """Note a change.

        Args:
            action: What was done, such as ``case.marked``.
            subject: The person concerned, "" when nobody is.
            entity: What changed, such as ``case_file``.
            entity_id: Which one.
            fields: Before and after; None before it existed, and once it is gone.
            told: The only fields the entry says. The others may be about somebody
                else, whose erasure could not empty an entry about *subject*.

        Raises:
            FrozenFileError: If the file of that person is frozen.
        """
        if subject and entity not in _DECISIONS and self.is_frozen(subject):
            raise FrozenFileError
        before, after = fields
        changes = {
            name: change
            for name, change in changes_between(before or {}, after or {}).items()
            if told is None or name in told
        }
        digest = GONE if after is None else self.digest(entity, entity_id, after)
        self._append(action, subject, entity, entity_id, changes, digest)

    def erased(self, action: str, subject: str, entity: str, entity_id: str) -> None:
        """Note that a record is gone, and nothing of what it was."""
        self._append(action, subject, entity, entity_id, {}, GONE)

    def forget(self, subject: str) -> None:
        """Empty what the entries about a person say; they must be erased already.

        The chain holds the digest of what was there: it fits as before.
        """
        self.assert_writing()
        self._database.run(
            "update journal set changes = null where subject = :subject",
            subject=subject,
        )

    def is_frozen(self, subject: str) -> bool:
        """Return whether the file of a person may not be changed any more."""
        return bool(
            self._database.value(
                """
                select 1 from retention
                where person = :subject and decision = 'freeze'
                """,
                subject=subject,
            )
        )

    def dig_up(self, entity: str, entity_id: str) -> None:
        """Take the tombstone away of what was not erased, or is there again."""
        self.assert_writing()
        self._database.run(
            "delete from tombstone where entity = :entity and entity_id = :entity_id",
            entity=entity,
            entity_id=entity_id,
        )

    def assert_writing(self) -> Staff:
        """Return who is writing.

        Raises:
            OutsideTransactionError: If nobody is.
        """
        if self._staff is None or not self._database.in_transaction:
            raise OutsideTransactionError
        return self._staff

    def digest(self, entity: str, entity_id: str, fields: Fields) -> bytes:
        """Return what stands for the content of an aggregate."""
        return self._mac(encode(("row", entity, entity_id, fields)))

    def head(self) -> Head:
        """Return the last entry; number 0 of an empty journal."""
        moment, number, seal = self._last()
        return Head(number, moment.at, seal)

    def seal_of(self, number: int) -> bytes | None:
        """Return the seal of an entry, if there is one with this number."""
        found = self._database.value(
            "select seal from journal where number = :number", number=number
        )
        return self.sealings.seal_of(number) if found is None else bytes(found)

    def follows(self, number: int, seal: bytes) -> bool:
        """Return whether the journal went on from an entry that was seen before.

        An entry that was since sealed away cannot be compared any more, and is taken
        to be the one that was seen.
        """
        if number == 0:
            return True
        found = self.seal_of(number)
        if found is None:
            last = self.sealings.last()
            return last is not None and number < last.up_to
        return hmac.compare_digest(found, seal)

    def first_broken(self) -> int | None:
        """Return the number of the first entry that is not as it was written."""
        sealing = self.sealings.last()
        expected, before = 1, _FIRST_SEAL
        if not self.sealings.sound():
            return sealing.up_to if sealing else expected
        if sealing is not None:
            expected, before = sealing.up_to + 1, sealing.last_seal
        for row in self._entries():
            changes = row["changes"]
            genuine = (
                row["number"] == expected
                and hmac.compare_digest(row["seal"], self._seal(row, before))
                and (changes is None or self._digest_fits(row))
            )
            if not genuine:
                return expected
            expected, before = expected + 1, row["seal"]
        return None

    def latest_digests(self) -> Iterator[tuple[str, str, bytes]]:
        """Give what the journal says of each aggregate: entity, identifier, digest."""
        latest = dict(self.sealings.vouched()) | self._digests(self.head().number + 1)
        for (entity, identifier), digest in latest.items():
            yield entity, identifier, digest

    def purge(self, older_than: datetime) -> int:
        """Seal away what is *older_than* a moment; return how many entries went.

        Raises:
            JournalAlteredError: If the journal is not as it was written: what would
                prove it is not thrown away.
        """
        self.assert_writing()
        limit = milliseconds(older_than)
        last = self._database.one(
            """
            select number, milliseconds, counter, seal
            from journal
            where milliseconds < :limit
            order by number desc
            limit 1
            """,
            limit=limit,
        )
        if last is None:
            return 0
        if self.first_broken() is not None:
            raise JournalAlteredError
        up_to = last["number"]
        removed = self._database.value(
            "select count(*) from journal where number <= :up_to", up_to=up_to
        )
        vouched = dict(self.sealings.vouched()) | self._digests(up_to + 1)
        self.sealings.add(
            Sealing(
                up_to=up_to,
                milliseconds=last["milliseconds"],
                counter=last["counter"],
                last_seal=bytes(last["seal"]),
                entries=removed,
                sealed_at=self._now().isoformat(),
                vouched_digest=b"",
            ),
            {key: digest for key, digest in vouched.items() if digest != GONE},
        )
        self._database.run("delete from journal where number <= :up_to", up_to=up_to)
        self.noted("journal.sealed", "journal", {"entries": removed, "up_to": up_to})
        return int(removed)

    def _digests(self, before: int) -> dict[tuple[str, str], bytes]:
        """Return the last digest of each aggregate in the entries under *before*."""
        rows = self._database.all(
            """
            select entity, entity_id, row_digest, max(number)
            from journal
            where row_digest is not null and number < :before
            group by entity, entity_id
            """,
            before=before,
        )
        return {
            (row["entity"], row["entity_id"]): bytes(row["row_digest"]) for row in rows
        }

    def _append(
        self,
        action: str,
        subject: str,
        entity: str,
        entity_id: str,
        changes: dict[str, object],
        row_digest: bytes | None,
    ) -> None:
        staff = self.assert_writing()
        last, number, before = self._last()
        moment = last.next(self._now())
        kept = encode(changes)
        entry: dict[str, Any] = {
            "number": number + 1,
            "milliseconds": moment.milliseconds,
            "counter": moment.counter,
            "desk": self._desk,
            "staff": staff.id,
            "action": action,
            "subject": subject,
            "entity": entity,
            "entity_id": entity_id,
            "changes": kept.decode("utf-8"),
            "changes_digest": self._mac(kept),
            "row_digest": row_digest,
        }
        self._database.run(
            """
            insert into journal (
                number, milliseconds, counter, desk, staff, action, subject, entity,
                entity_id, changes, changes_digest, row_digest, seal
            )
            values (
                :number, :milliseconds, :counter, :desk, :staff, :action, :subject,
                :entity, :entity_id, :changes, :changes_digest, :row_digest, :seal
            )
            """,
            **entry,
            seal=self._seal(entry, before),
        )
        if row_digest == GONE:
            self._bury(entity, entity_id, moment)

    def _bury(self, entity: str, entity_id: str, moment: Moment) -> None:
        """Leave a tombstone, so that other desks remove it too."""
        self._database.run(
            """
            insert into tombstone (entity, entity_id, milliseconds, counter, desk)
            values (:entity, :entity_id, :milliseconds, :counter, :desk)
            on conflict (entity, entity_id) do update set
                milliseconds = :milliseconds,
                counter = :counter,
                desk = :desk
            """,
            entity=entity,
            entity_id=entity_id,
            milliseconds=moment.milliseconds,
            counter=moment.counter,
            desk=self._desk,
        )

    def _last(self) -> tuple[Moment, int, bytes]:
        row = self._database.one(
            """
            select number, milliseconds, counter, seal
            from journal
            order by number desc
            limit 1
            """
        )
        if row is None:
            sealing = self.sealings.last()
            if sealing is None:
                return Moment(0, 0), 0, _FIRST_SEAL
            moment = Moment(sealing.milliseconds, sealing.counter)
            return moment, sealing.up_to, sealing.last_seal
        moment = Moment(row["milliseconds"], row["counter"])
        return moment, row["number"], bytes(row["seal"])

    def _entries(self) -> Iterator[Any]:
        done = 0
        while batch := self._database.all(
            """
            select * from journal where number > :done order by number limit :batch
            """,
            done=done,
            batch=_BATCH,
        ):
            yield from batch
            done = batch[-1]["number"]

    def _digest_fits(self, row: Any) -> bool:  # noqa: ANN401 - a row
        found = self._mac(row["changes"].encode("utf-8"))
        return hmac.compare_digest(row["changes_digest"], found)

    def _seal(self, row: Any, before: bytes) -> bytes:  # noqa: ANN401 - a row
        return self._mac(encode((before, *(row[name] for name in _SEALED))))

    def _mac(self, content: bytes) -> bytes:
        return hmac.digest(self._key, content, "sha256")


_SEALED: Final = (
    "number",
    "milliseconds",
    "counter",
    "desk",
    "staff",
    "action",
    "subject",
    "entity",
    "entity_id",
    "changes_digest",
    "row_digest",
)


def changes_between(before: Fields, after: Fields) -> dict[str, object]:
    """Return the fields that differ, each with its value before and after."""
    return {
        name: (before.get(name), after.get(name))
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
        or type(before.get(name)) is not type(after.get(name))
    }
