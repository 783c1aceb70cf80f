"""The templates an organisation replaced."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from anef_desk.domain.letter_template import OwnTemplate
from anef_desk.vault.canonical import Fields, filled
from anef_desk.vault.connection import Database
from anef_desk.vault.journal import Journal

ENTITY: Final = "letter_template"


class LetterTemplates:
    """The templates of a vault that stand in the place of shipped ones."""

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def all(self) -> tuple[OwnTemplate, ...]:
        """Return every replaced template, in the order of codes."""
        rows = self._database.all("select * from letter_template order by code")
        return tuple(map(_template, rows))

    def put(self, template: OwnTemplate) -> None:
        """Keep *template* in the place of the shipped one, or of an earlier text."""
        self._journal.assert_writing()
        before = self.fields(template.code)
        self._database.run(
            """
            insert into letter_template (code, text, base_version, changed_on)
            values (:code, :text, :base_version, :changed_on)
            on conflict (code) do update set
                text = :text, base_version = :base_version, changed_on = :changed_on
            """,
            code=template.code,
            text=template.text,
            base_version=template.base_version,
            changed_on=template.changed_on.isoformat(),
        )
        self._journal.changed(
            "template.changed", "", ENTITY, template.code, (before, _fields(template))
        )

    def drop(self, code: str) -> None:
        """Go back to the shipped template *code*."""
        self._journal.assert_writing()
        before = self.fields(code)
        if before is None:
            return
        self._database.run("delete from letter_template where code = :code", code=code)
        self._journal.changed("template.restored", "", ENTITY, code, (before, None))

    def fields(self, code: str) -> Fields | None:
        """Return the fields the journal vouches for; None of a shipped template."""
        row = self._database.one(
            "select * from letter_template where code = :code", code=code
        )
        return None if row is None else _fields(_template(row))

    def identifiers(self) -> Iterator[str]:
        """Give every code."""
        for row in self._database.all("select code from letter_template"):
            yield row["code"]


def _fields(template: OwnTemplate) -> Fields:
    return filled(
        {
            "text": template.text,
            "base_version": template.base_version,
            "changed_on": template.changed_on.isoformat(),
        }
    )


def _template(row: Any) -> OwnTemplate:  # noqa: ANN401 - a row
    return OwnTemplate(
        code=row["code"],
        text=row["text"],
        base_version=row["base_version"],
        changed_on=date.fromisoformat(row["changed_on"]),
    )
