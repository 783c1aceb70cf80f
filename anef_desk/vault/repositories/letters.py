"""Letters that were printed, with what is needed to print them again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Final

from anef_desk.domain.letter import Letter
from anef_desk.vault.canonical import Fields, Plain, decode, encode, filled
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.journal import Journal

ENTITY: Final = "letter"


class Letters:
    """The letters of the people of a vault."""

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def get(self, letter_id: str) -> Letter:
        """Return a letter.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        found = self._find(letter_id)
        if found is None:
            raise UnknownRecordError
        return found

    def of(self, person_id: str) -> tuple[Letter, ...]:
        """Return the letters of a person, newest first."""
        rows = self._database.all(
            """
            select * from letter
            where person = :person
            order by made_on desc, id desc
            """,
            person=person_id,
        )
        return tuple(map(_letter, rows))

    def add(self, letter: Letter) -> None:
        """Keep a printed *letter*; it never changes afterwards."""
        self._journal.assert_writing()
        self._database.run(
            """
            insert into letter (
                id, person, case_file, template, content_version, language, made_on,
                fields, sha256
            )
            values (
                :id, :person, :case_file, :template, :content_version, :language,
                :made_on, :fields, :sha256
            )
            """,
            id=letter.id,
            person=letter.person,
            case_file=letter.case,
            template=letter.template,
            content_version=letter.content_version,
            language=letter.language,
            made_on=letter.made_on.isoformat(),
            fields=encode(letter.fields).decode("utf-8"),
            sha256=letter.sha256,
        )
        self._journal.changed(
            "letter.made", letter.person, ENTITY, letter.id, (None, _fields(letter))
        )

    def move(self, letter_id: str, person_id: str) -> None:
        """Give a letter to another person: two files were of one.

        Raises:
            UnknownRecordError: If none has this identifier.
        """
        self._journal.assert_writing()
        before = self.get(letter_id)
        after = replace(before, person=person_id)
        self._database.run(
            "update letter set person = :person where id = :id",
            person=person_id,
            id=letter_id,
        )
        self._journal.changed(
            "letter.moved",
            person_id,
            ENTITY,
            letter_id,
            (_fields(before), _fields(after)),
        )

    def fields(self, letter_id: str) -> Fields | None:
        """Return the fields the journal vouches for; None of an unknown letter."""
        found = self._find(letter_id)
        return _fields(found) if found else None

    def identifiers(self) -> Iterator[str]:
        """Give every identifier."""
        for row in self._database.all("select id from letter"):
            yield row["id"]

    def _find(self, letter_id: str) -> Letter | None:
        row = self._database.one("select * from letter where id = :id", id=letter_id)
        return None if row is None else _letter(row)


def _fields(letter: Letter) -> Fields:
    fields: dict[str, Plain] = {
        "person": letter.person,
        "case": letter.case,
        "template": letter.template,
        "content_version": letter.content_version,
        "language": letter.language,
        "made_on": letter.made_on.isoformat(),
        "sha256": letter.sha256,
    }
    fields |= {f"field.{name}": value for name, value in letter.fields.items()}
    return filled(fields)


def _letter(row: Any) -> Letter:  # noqa: ANN401 - a row
    return Letter(
        id=row["id"],
        person=row["person"],
        case=row["case_file"],
        template=row["template"],
        content_version=row["content_version"],
        language=row["language"],
        made_on=date.fromisoformat(row["made_on"]),
        fields=decode(row["fields"]),
        sha256=row["sha256"],
    )
