"""What the people of a desk chose for their vault."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from anef_desk.vault.canonical import Fields
from anef_desk.vault.connection import Database
from anef_desk.vault.journal import Journal

ENTITY: Final = "setting"


class Settings:
    """The settings of a vault: a text for each key."""

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def get(self, key: str) -> str:
        """Return what was chosen for *key*, "" when nothing was."""
        found = self._database.value(
            "select value from setting where key = :key", key=key
        )
        return "" if found is None else str(found)

    def put(self, key: str, value: str) -> None:
        """Choose *value* for *key*; an empty one takes the choice back."""
        self._journal.assert_writing()
        before = self.fields(key)
        after = {"value": value} if value else None
        if before == after:
            return
        if value:
            self._database.run(
                """
                insert into setting (key, value) values (:key, :value)
                on conflict (key) do update set value = :value
                """,
                key=key,
                value=value,
            )
        else:
            self._database.run("delete from setting where key = :key", key=key)
        self._journal.changed("setting.changed", "", ENTITY, key, (before, after))

    def fields(self, key: str) -> Fields | None:
        """Return the fields the journal vouches for; None of what was not chosen."""
        value = self.get(key)
        return {"value": value} if value else None

    def identifiers(self) -> Iterator[str]:
        """Give every key."""
        for row in self._database.all("select key from setting"):
            yield row["key"]
