"""The letterhead of the desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from anef_desk.domain.identifiers import new_id
from anef_desk.domain.organisation import Organisation
from anef_desk.vault.canonical import Fields, columns, filled
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.journal import Journal

ENTITY: Final = "organisation"


class OrganisationRecord:
    """The one organisation of a vault."""

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def get(self) -> Organisation:
        """Return the organisation.

        Raises:
            UnknownRecordError: If none was written down yet: while a vault is made.
        """
        row = self._row()
        if row is None:
            raise UnknownRecordError
        return _organisation(row)

    def put(self, organisation: Organisation) -> None:
        """Write down *organisation* in the place of what was known."""
        self._journal.assert_writing()
        row = self._row()
        before = None if row is None else _organisation(row)
        if before == organisation:
            return
        identifier = new_id() if row is None else row["id"]
        self._database.run(
            """
            insert into organisation (id, name, address, city, phone, email)
            values (:id, :name, :address, :city, :phone, :email)
            on conflict (id) do update set
                name = :name,
                address = :address,
                city = :city,
                phone = :phone,
                email = :email
            """,
            **columns(organisation),
            id=identifier,
        )
        self._journal.changed(
            "organisation.created" if before is None else "organisation.changed",
            "",
            ENTITY,
            identifier,
            (
                filled(columns(before)) if before else None,
                filled(columns(organisation)),
            ),
        )

    def fields(self, identifier: str) -> Fields | None:
        """Return the fields the journal vouches for; None of an unknown one."""
        row = self._row()
        if row is None or row["id"] != identifier:
            return None
        return filled(columns(_organisation(row)))

    def identifiers(self) -> Iterator[str]:
        """Give every identifier."""
        for row in self._database.all("select id from organisation"):
            yield row["id"]

    def _row(self) -> Any:  # noqa: ANN401 - a row
        return self._database.one("select * from organisation order by id limit 1")


def _organisation(row: Any) -> Organisation:  # noqa: ANN401 - a row
    return Organisation(
        name=row["name"],
        address=row["address"],
        city=row["city"],
        phone=row["phone"],
        email=row["email"],
    )
