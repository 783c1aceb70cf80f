"""What a coordinator decided for the whole desk; nothing here is about a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from anef_desk.vault.canonical import Fields
from anef_desk.vault.connection import Database
from anef_desk.vault.journal import Journal

ENTITY: Final = "setting"


class Settings:
    """Settings by key; the journal says who changed them."""

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def get(self, key: str) -> str | None:
        """Return what was decided, or None."""
        kept = self._database.value(
            "select value from setting where key = :key", key=key
        )
        return None if kept is None else str(kept)

    def put(self, key: str, value: str) -> None:
        """Decide *value*, in the place of what was decided before."""
        self._journal.assert_writing()
        before, after = self.fields(key), {"value": value}
        if before == after:
            return
        self._database.run(
            """
            insert into setting (key, value) values (:key, :value)
            on conflict (key) do update set value = :value
            """,
            key=key,
            value=value,
        )
        self._journal.changed("setting.changed", "", ENTITY, key, (before, after))

    def fields(self, key: str) -> Fields | None:
        """Return the fields the journal vouches for; None of an unknown key."""
        kept = self.get(key)
        return None if kept is None else {"value": kept}

    def identifiers(self) -> Iterator[str]:
        """Give every key."""
        for row in self._database.all("select key from setting"):
            yield row["key"]
