"""Rights the people of a vault lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Final

from anef_desk.domain.rights_loss import Right, RightsLoss
from anef_desk.vault.canonical import Fields, Plain, day, filled
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.journal import Journal

ENTITY: Final = "rights_loss"


class RightsLosses:
    """The rights the people of a vault lost."""

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def get(self, loss_id: str) -> RightsLoss:
        """Return a loss.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        found = self._find(loss_id)
        if found is None:
            raise UnknownRecordError
        return found

    def of(self, person_id: str) -> tuple[RightsLoss, ...]:
        """Return what a person lost, latest first."""
        rows = self._database.all(
            """
            select * from rights_loss
            where person = :person
            order by lost_on desc, id desc
            """,
            person=person_id,
        )
        return tuple(map(_loss, rows))

    def put(self, loss: RightsLoss) -> None:
        """Write down a *loss*, new or known, whole.

        Raises:
            UnknownRecordError: If it is known, and of another person.
        """
        self._journal.assert_writing()
        before = self._find(loss.id)
        if before is not None and before.person != loss.person:
            raise UnknownRecordError
        if before == loss:
            return
        self._database.run(
            """
            insert into rights_loss (
                id, person, right_lost, cause, lost_on, restored_on
            )
            values (:id, :person, :right_lost, :cause, :lost_on, :restored_on)
            on conflict (id) do update set
                right_lost = :right_lost,
                cause = :cause,
                lost_on = :lost_on,
                restored_on = :restored_on
            """,
            **_columns(loss),
        )
        self._journal.changed(
            "right.lost" if before is None else "right.changed",
            loss.person,
            ENTITY,
            loss.id,
            (_fields(before) if before else None, _fields(loss)),
        )

    def remove(self, loss_id: str) -> None:
        """Take a loss noted by mistake out; the journal keeps what it was.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        self._journal.assert_writing()
        before = self.get(loss_id)
        self._database.run("delete from rights_loss where id = :id", id=loss_id)
        self._journal.changed(
            "right.removed", before.person, ENTITY, loss_id, (_fields(before), None)
        )

    def move(self, loss_id: str, person_id: str) -> None:
        """Give a loss to another person: two files were of one.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        self._journal.assert_writing()
        before = self.get(loss_id)
        self._database.run(
            "update rights_loss set person = :person where id = :id",
            person=person_id,
            id=loss_id,
        )
        self._journal.changed(
            "right.moved",
            person_id,
            ENTITY,
            loss_id,
            (_fields(before), _fields(replace(before, person=person_id))),
        )

    def fields(self, loss_id: str) -> Fields | None:
        """Return the fields the journal vouches for; None of an unknown loss."""
        found = self._find(loss_id)
        return _fields(found) if found else None

    def identifiers(self) -> Iterator[str]:
        """Give every identifier."""
        for row in self._database.all("select id from rights_loss"):
            yield row["id"]

    def _find(self, loss_id: str) -> RightsLoss | None:
        row = self._database.one("select * from rights_loss where id = :id", id=loss_id)
        return None if row is None else _loss(row)


def _columns(loss: RightsLoss) -> dict[str, Plain]:
    restored = loss.restored_on
    return {
        "id": loss.id,
        "person": loss.person,
        "right_lost": loss.right.value,
        "cause": loss.cause,
        "lost_on": loss.lost_on.isoformat(),
        "restored_on": restored.isoformat() if restored else None,
    }


def _fields(loss: RightsLoss) -> Fields:
    values = _columns(loss)
    del values["id"]
    return filled(values)


def _loss(row: Any) -> RightsLoss:  # noqa: ANN401 - a row
    return RightsLoss(
        id=row["id"],
        person=row["person"],
        right=Right(row["right_lost"]),
        cause=row["cause"],
        lost_on=date.fromisoformat(row["lost_on"]),
        restored_on=day(row["restored_on"]),
    )
