"""What is being typed, kept until it is recorded or given up.

A draft is no record: the journal says nothing of it, and it goes when it is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import cast

from anef_desk.vault.canonical import decode, encode
from anef_desk.vault.connection import Database
from anef_desk.vault.journal import Journal
from anef_desk.vault.search import indexed_words


class Drafts:
    """The drafts of a vault."""

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def get(self, key: str) -> dict[str, str] | None:
        """Return the draft kept under *key*, or None."""
        kept = self._database.value(
            "select content from draft where key = :key", key=key
        )
        return None if kept is None else cast("dict[str, str]", decode(kept))

    def put(self, key: str, content: Mapping[str, str], when: datetime) -> None:
        """Keep *content* under *key*, in the place of what was there."""
        self._journal.assert_writing()
        self._database.run(
            """
            insert into draft (key, content, saved_at)
            values (:key, :content, :saved_at)
            on conflict (key) do update set content = :content, saved_at = :saved_at
            """,
            key=key,
            content=encode(content).decode("utf-8"),
            saved_at=when.isoformat(),
        )

    def drop(self, key: str) -> None:
        """Forget the draft kept under *key*, if there is one."""
        self._journal.assert_writing()
        self._database.run("delete from draft where key = :key", key=key)

    def names(self, identifier: str) -> bool:
        """Return whether a draft names *identifier*, in its key or in its words."""
        found = self._database.one(
            "select 1 from draft where instr(key, :id) or instr(content, :id)",
            id=identifier,
        )
        return found is not None

    def drop_naming(self, identifier: str) -> None:
        """Forget every draft that `names` *identifier*."""
        self._journal.assert_writing()
        self._database.run(
            "delete from draft where instr(key, :id) or instr(content, :id)",
            id=identifier,
        )

    def drop_saying(self, theirs: Callable[[str, frozenset[str]], bool]) -> None:
        """Forget every draft that is *theirs*, by its key and its words.

        The words are folded as those of names are.
        """
        self._journal.assert_writing()
        for row in self._database.all("select key, content from draft"):
            values = decode(row["content"]).values()
            said = (indexed_words(str(value), str(value)) for value in values)
            if theirs(row["key"], frozenset().union(*said)):
                self.drop(row["key"])

    def saved_at(self, key: str) -> datetime | None:
        """Return when the draft kept under *key* was last typed in, or None."""
        kept = self._database.value(
            "select saved_at from draft where key = :key", key=key
        )
        return None if kept is None else datetime.fromisoformat(kept)

    def about(
        self, identifiers: Iterable[str]
    ) -> tuple[tuple[datetime, dict[str, str]], ...]:
        """Return what is being typed under a key that has one of *identifiers*.

        And of what is typed about several people at once, the values named after one.
        """
        sought = frozenset(identifiers)
        found = []
        for row in self._database.all("select * from draft order by saved_at, key"):
            typed = cast("dict[str, str]", decode(row["content"]))
            if sought.isdisjoint(row["key"].split(":")):
                typed = {
                    name: text
                    for name, text in typed.items()
                    if name.partition("-")[2] in sought
                }
                if not typed:
                    continue
            found.append((datetime.fromisoformat(row["saved_at"]), typed))
        return tuple(found)
