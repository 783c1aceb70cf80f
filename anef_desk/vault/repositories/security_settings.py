"""What was decided about the vault itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from anef_desk.vault.canonical import Fields
from anef_desk.vault.connection import Database
from anef_desk.vault.journal import Journal

ENTITY: Final = "security_setting"

JOURNAL_MONTHS: Final = "journal_months"
"""For how many months the journal is kept."""


class SecuritySettings:
    """Decisions by name; the journal says who took them."""

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def get(self, name: str) -> str | None:
        """Return what was decided, or None."""
        kept = self._database.value(
            "select value from security_setting where name = :name", name=name
        )
        return None if kept is None else str(kept)

    def put(self, name: str, value: str) -> None:
        """Decide *value*, in the place of what was decided before."""
        self._journal.assert_writing()
        before, after = self.fields(name), {"value": value}
        if before == after:
            return
        self._database.run(
            """
            insert into security_setting (name, value)
            values (:name, :value)
            on conflict (name) do update set value = :value
            """,
            name=name,
            value=value,
        )
        self._journal.changed("setting.changed", "", ENTITY, name, (before, after))

    def fields(self, identifier: str) -> Fields | None:
        """Return the fields the journal vouches for; None of an unknown one."""
        kept = self.get(identifier)
        return None if kept is None else {"value": kept}

    def identifiers(self) -> Iterator[str]:
        """Give every name."""
        for row in self._database.all("select name from security_setting"):
            yield row["name"]
