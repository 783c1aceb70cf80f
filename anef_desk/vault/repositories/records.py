"""Records that are written whole: one row each, and each change in the journal."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from anef_desk.vault.canonical import Fields, Plain, columns, filled
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.journal import Journal


class Identified(Protocol):
    """A flat value of the domain that has an identifier."""

    @property
    def id(self) -> str:
        """Return its identifier."""


class Personal(Identified, Protocol):
    """One about a person."""

    @property
    def person(self) -> str:
        """Return the identifier of the person."""


R = TypeVar("R", bound=Identified)
P = TypeVar("P", bound=Personal)


class Records(ABC, Generic[R]):
    """The records of one table, which has the name of their entity.

    What the journal calls a change is said by `added`, `changed` and `removed`.
    """

    entity: ClassVar[str]
    added: ClassVar[str]
    changed: ClassVar[str]
    removed: ClassVar[str]
    renamed: ClassVar[Mapping[str, str]] = {}
    """Fields whose column has another name."""

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def find(self, record_id: str) -> R | None:
        """Return a record, or None."""
        row = self._database.one(
            f"select * from {self.entity} where id = :id",  # noqa: S608 - our words
            id=record_id,
        )
        return None if row is None else self._read(row)

    def get(self, record_id: str) -> R:
        """Return a record.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        found = self.find(record_id)
        if found is None:
            raise UnknownRecordError
        return found

    def put(self, record: R) -> None:
        """Write a *record* down whole, new or known."""
        self._journal.assert_writing()
        before = self.find(record.id)
        if before != record:
            self._write(before, record)

    def remove(self, record_id: str) -> R:
        """Take a record out, and return it; the journal keeps what it was.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        self._journal.assert_writing()
        before = self.get(record_id)
        self._database.run(
            f"delete from {self.entity} where id = :id",  # noqa: S608 - our words
            id=record_id,
        )
        self._note(self.removed, before, (self._fields(before), None))
        return before

    def fields(self, record_id: str) -> Fields | None:
        """Return the fields the journal vouches for; None of an unknown record."""
        found = self.find(record_id)
        return None if found is None else self._fields(found)

    def identifiers(self) -> Iterator[str]:
        """Give every identifier."""
        for row in self._database.all(f"select id from {self.entity}"):  # noqa: S608
            yield row["id"]

    @abstractmethod
    def _read(self, row: Any) -> R:  # noqa: ANN401 - a row
        """Return the record of a row."""

    def _about(self, record: R) -> str:  # noqa: ARG002 - `PersonalRecords` needs it
        """Return the person a record is about, "" for nobody."""
        return ""

    def _act(self, before: R | None, record: R) -> str:  # noqa: ARG002 - those below
        """Return what the journal calls a change."""
        return self.added if before is None else self.changed

    def _all(self, sql: str, /, **values: object) -> tuple[R, ...]:
        return tuple(map(self._read, self._database.all(sql, **values)))

    def _write(self, before: R | None, record: R) -> None:
        kept = self._columns(record)
        names, places = ", ".join(kept), ", ".join(f":{name}" for name in kept)
        changed = ", ".join(f"{name} = :{name}" for name in kept if name != "id")
        self._database.run(
            f"insert into {self.entity} ({names}) values ({places})"  # noqa: S608
            f" on conflict (id) do update set {changed}",
            **kept,
        )
        was = None if before is None else self._fields(before)
        self._note(self._act(before, record), record, (was, self._fields(record)))

    def _note(
        self, act: str, record: R, fields: tuple[Fields | None, Fields | None]
    ) -> None:
        self._journal.changed(act, self._about(record), self.entity, record.id, fields)

    def _columns(self, record: R) -> dict[str, Plain]:
        return {
            self.renamed.get(name, name): value
            for name, value in columns(record).items()
        }

    def _fields(self, record: R) -> Fields:
        kept = self._columns(record)
        del kept["id"]
        return filled(kept)


class PersonalRecords(Records[P]):
    """Records about people, found by whom they are about."""

    moved: ClassVar[str]
    order: ClassVar[str]
    """In which order those of a person are given."""

    def of(self, person_id: str) -> tuple[P, ...]:
        """Return those of a person, in order."""
        return self._all(
            f"select * from {self.entity} where person = :person"  # noqa: S608
            f" order by {self.order}",
            person=person_id,
        )

    def move(self, record_id: str, person_id: str) -> None:
        """Give a record to another person: two files were of one.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        self._journal.assert_writing()
        before = self.get(record_id)
        moved = replace(before, person=person_id)  # type: ignore[type-var]
        self._write(before, moved)

    def _about(self, record: P) -> str:
        return record.person

    def _act(self, before: P | None, record: P) -> str:
        if before is not None and before.person != record.person:
            return self.moved
        return super()._act(before, record)
