"""Who changed what, when, before and after: a chain that only grows.

Each entry is sealed, under a key of its own, together with the seal of the one before
it; it also holds the digest of the whole aggregate after the change. An older page put
back in its place then disagrees with the journal, although its own MAC is right.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from anef_desk.domain.journal_entry import Change, JournalEntry
from anef_desk.domain.staff import Staff
from anef_desk.vault.canonical import Fields, decode, encode
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import OutsideTransactionError

GONE: Final = b""
"""The row digest of what was removed."""

_FIRST_SEAL: Final = bytes(32)
_BATCH: Final = 1000

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Head:
    """The last entry of a journal: what vouches for all the others."""

    number: int
    at: datetime
    seal: bytes


@dataclass(frozen=True)
class Moment:
    """A hybrid logical time: never earlier than what it follows, whatever the clock."""

    milliseconds: int
    counter: int

    def next(self, now: datetime) -> Moment:
        """Return the moment of what happens after this one, at *now* on the clock."""
        clock = (now - _EPOCH) // timedelta(milliseconds=1)
        if clock > self.milliseconds:
            return Moment(clock, 0)
        return Moment(self.milliseconds, self.counter + 1)

    @property
    def at(self) -> datetime:
        """Return the moment as a date and a time."""
        return _EPOCH + timedelta(milliseconds=self.milliseconds)


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

    def of(self, subject: str, limit: int = 50) -> tuple[JournalEntry, ...]:
        """Return the last *limit* entries about a person, newest first."""
        return tuple(
            JournalEntry(
                number=row["number"],
                at=Moment(row["milliseconds"], row["counter"]).at,
                staff=row["name"],
                action=row["action"],
                subject=row["subject"],
                changes={
                    name: Change(before=before, after=after)
                    for name, (before, after) in decode(row["changes"] or "{}").items()
                },
            )
            for row in self._database.all(
                """
                select journal.*, staff.name
                from journal join staff on staff.id = journal.staff
                where subject = :subject
                order by number desc
                limit :limit
                """,
                subject=subject,
                limit=limit,
            )
        )

    def consulted(self, subject: str) -> None:
        """Note that the file of a person was opened."""
        self._append("person.opened", subject, "person", subject, {}, None)

    def changed(
        self,
        action: str,
        subject: str,
        entity: str,
        entity_id: str,
        fields: tuple[Fields | None, Fields | None],
    ) -> None:
        """Note a change.

        Args:
            action: What was done, such as ``case.marked``.
            subject: The person concerned, "" when nobody is.
            entity: What changed, such as ``case_file``.
            entity_id: Which one.
            fields: Before and after; None before it existed, and once it is gone.
        """
        before, after = fields
        changes = changes_between(before or {}, after or {})
        digest = GONE if after is None else self.digest(entity, entity_id, after)
        self._append(action, subject, entity, entity_id, changes, digest)

    def changed_since(self, number: int, *subjects: str) -> bool:
        """Return whether anything of *subjects* changed after an entry.

        Reading a file is no change.
        """
        return any(
            self._database.value(
                """
                select 1 from journal
                where subject = :subject and number > :number
                and row_digest is not null
                limit 1
                """,
                subject=subject,
                number=number,
            )
            for subject in subjects
        )

    def number_of(self, entity: str, entity_id: str) -> int:
        """Return the number of the last change of an aggregate, 0 of an unknown one."""
        found = self._database.value(
            """
            select max(number) from journal
            where entity = :entity and entity_id = :entity_id
            and row_digest is not null
            """,
            entity=entity,
            entity_id=entity_id,
        )
        return int(found or 0)

    def dig_up(self, entity: str, entity_id: str) -> None:
        """Take the tombstone away of what is there again."""
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
        return None if found is None else bytes(found)

    def first_broken(self) -> int | None:
        """Return the number of the first entry that is not as it was written."""
        expected, before = 1, _FIRST_SEAL
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
        rows = self._database.all(
            """
            select entity, entity_id, row_digest, max(number)
            from journal
            where row_digest is not null
            group by entity, entity_id
            """
        )
        for row in rows:
            yield row["entity"], row["entity_id"], bytes(row["row_digest"])

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
            return Moment(0, 0), 0, _FIRST_SEAL
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
