"""Two files of one person made one, and what it takes to make them two again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import msgspec

from anef_desk.domain.household import Relation
from anef_desk.domain.merge import Merge, Place
from anef_desk.domain.retention import Retention
from anef_desk.vault.canonical import Fields, columns, day, decode, encode, filled
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.journal import Journal

ENTITY: Final = "person_merge"

_TOLD: Final = ("kept", "other", "merged_on", "undone_on")
"""What the journal says of a merge: nothing of either person, nor a pocket code."""

_FILES: Final = """
    with recursive file (id) as (
        select :person
        union
        select other from person_merge join file on kept = file.id
        where undone_on is null
    )
"""
"""A file, and those that are in it."""

ABOUT: Final = f"""
    {_FILES}
    select id from person_merge where kept in file or other in file
"""  # noqa: S608 - our words
"""The merges of a file and of those that are in it, the ones that were undone too."""


class Merges:
    """The merges of a vault, those that were undone too."""

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def get(self, merge_id: str) -> Merge:
        """Return a merge.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        found = self._find(merge_id)
        if found is None:
            raise UnknownRecordError
        return found

    def of(self, person_id: str) -> tuple[Merge, ...]:
        """Return the merges somebody's file was kept in, the last one first."""
        rows = self._database.all(
            "select * from person_merge where kept = :kept order by id desc",
            kept=person_id,
        )
        return tuple(map(_merge, rows))

    def about(self, person_id: str) -> tuple[Merge, ...]:
        """Return every merge of a file and of those in it, undone or not, in order."""
        rows = self._database.all(
            f"select * from person_merge where id in ({ABOUT}) order by id",  # noqa: S608 - our words
            person=person_id,
        )
        return tuple(map(_merge, rows))

    def former(self, person_id: str) -> tuple[str, ...]:
        """Return the files that are in one, made one with it: the journal has them."""
        rows = self._database.all(
            f"{_FILES} select id from file where id <> :person",  # noqa: S608 - our words
            person=person_id,
        )
        return tuple(row["id"] for row in rows)

    def into(self, person_id: str) -> Merge | None:
        """Return the merge by which somebody's file went into another, if it holds."""
        row = self._database.one(
            "select * from person_merge where other = :other and undone_on is null",
            other=person_id,
        )
        return None if row is None else _merge(row)

    def put(self, merge: Merge) -> None:
        """Write *merge* down whole, new or undone."""
        self._journal.assert_writing()
        before = self._find(merge.id)
        if before == merge:
            return
        self._database.run(
            """
            insert into person_merge (
                id, kept, other, merged_on, other_fields, kept_fields, moved,
                household, decisions, undone_on
            )
            values (
                :id, :kept, :other, :merged_on, :other_fields, :kept_fields, :moved,
                :household, :decisions, :undone_on
            )
            on conflict (id) do update set undone_on = :undone_on
            """,
            **_columns(merge),
            id=merge.id,
        )
        self._journal.changed(
            "person.merged" if merge.undone_on is None else "person.parted",
            merge.kept,
            ENTITY,
            merge.id,
            (
                filled(_columns(before)) if before else None,
                filled(_columns(merge)),
            ),
            told=_TOLD,
        )

    def fields(self, merge_id: str) -> Fields | None:
        """Return the fields the journal vouches for; None of an unknown merge."""
        found = self._find(merge_id)
        return filled(_columns(found)) if found else None

    def identifiers(self) -> Iterator[str]:
        """Give every identifier."""
        for row in self._database.all("select id from person_merge"):
            yield row["id"]

    def _find(self, merge_id: str) -> Merge | None:
        row = self._database.one(
            "select * from person_merge where id = :id", id=merge_id
        )
        return None if row is None else _merge(row)


def _columns(merge: Merge) -> Fields:
    return {
        "kept": merge.kept,
        "other": merge.other,
        "merged_on": merge.merged_on.isoformat(),
        "other_fields": encode(merge.other_fields).decode("utf-8"),
        "kept_fields": encode(merge.kept_fields).decode("utf-8"),
        "moved": encode(merge.moved).decode("utf-8"),
        "household": encode(
            [_plain(merge.kept_place), _plain(merge.other_place)]
        ).decode("utf-8"),
        "decisions": encode(
            [_kept(merge.kept_decision), _kept(merge.other_decision)]
        ).decode("utf-8"),
        "undone_on": merge.undone_on.isoformat() if merge.undone_on else None,
    }


def _plain(place: Place | None) -> list[str] | None:
    return None if place is None else [place.household, place.relation.value]


def _place(found: list[str] | None) -> Place | None:
    return None if found is None else Place(found[0], Relation(found[1]))


def _kept(decision: Retention | None) -> Fields | None:
    return None if decision is None else columns(decision)


def _decision(found: Fields | None) -> Retention | None:
    return None if found is None else msgspec.convert(found, Retention)


def _merge(row: Any) -> Merge:  # noqa: ANN401 - a row
    kept_place, other_place = decode(row["household"])
    kept_decision, other_decision = decode(row["decisions"])
    return Merge(
        id=row["id"],
        kept=row["kept"],
        other=row["other"],
        merged_on=date.fromisoformat(row["merged_on"]),
        other_fields=decode(row["other_fields"]),
        kept_fields=decode(row["kept_fields"]),
        moved=tuple((entity, found) for entity, found in decode(row["moved"])),
        kept_place=_place(kept_place),
        other_place=_place(other_place),
        kept_decision=_decision(kept_decision),
        other_decision=_decision(other_decision),
        undone_on=day(row["undone_on"]),
    )
