"""The codes printed on the sheets people carry: random, and only this vault reads them.

No record: the journal says nothing of them, and losing one costs a new sheet.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from anef_desk.vault.connection import Database
from anef_desk.vault.errors import FrozenFileError
from anef_desk.vault.journal import Journal

ENTITY: Final = "pocket_code"


class PocketCodes:
    """The codes of a vault."""

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def of(self, person_id: str) -> str | None:
        """Return the code of a person's sheet, or None."""
        code = self._database.value(
            "select code from pocket_code where person = :person"
            " order by made_on desc, code limit 1",
            person=person_id,
        )
        return None if code is None else str(code)

    def every(self, person_id: str) -> tuple[str, ...]:
        """Return the codes of every sheet a person was given."""
        rows = self._database.all(
            "select code from pocket_code where person = :person order by code",
            person=person_id,
        )
        return tuple(row["code"] for row in rows)

    def given(self, person_id: str) -> tuple[tuple[str, date], ...]:
        """Return the code of every sheet a person was given, and the day, in order."""
        rows = self._database.all(
            "select code, made_on from pocket_code where person = :person"
            " order by made_on, code",
            person=person_id,
        )
        return tuple((row["code"], date.fromisoformat(row["made_on"])) for row in rows)

    def move(self, code: str, person_id: str) -> None:
        """Give a code to another person: two files were of one."""
        self._journal.assert_writing()
        self._database.run(
            "update pocket_code set person = :person where code = :code",
            person=person_id,
            code=code,
        )

    def person(self, code: str) -> str | None:
        """Return the identifier of the person whose sheet bears *code*, or None."""
        found = self._database.value(
            "select person from pocket_code where code = :code", code=code
        )
        return None if found is None else str(found)

    def add(self, code: str, person_id: str, made_on: date) -> None:
        """Keep a new *code*.

        Raises:
            FrozenFileError: If the file of that person is frozen.
        """
        self._journal.assert_writing()
        if self._journal.is_frozen(person_id):
            raise FrozenFileError
        self._database.run(
            "insert into pocket_code (code, person, made_on)"
            " values (:code, :person, :made_on)",
            code=code,
            person=person_id,
            made_on=made_on.isoformat(),
        )
