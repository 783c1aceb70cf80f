"""Keys of former master keys that the present vault still needs.

The seals of the journal stay under the key they began with; what a computer remembers
of a former generation stays authentic. They are inside the vault, which only the
present master key opens.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from anef_desk.vault.connection import Database
from anef_desk.vault.keys import Subkeys

JOURNAL: Final = "journal"
STATE: Final = "state"
BACKUP: Final = "backup"


def journal_key(database: Database, subkeys: Subkeys) -> bytes:
    """Return the key the seals of the journal began with."""
    kept = former_keys(database, JOURNAL)
    return kept[min(kept)] if kept else subkeys.journal


def former_keys(database: Database, purpose: str) -> Mapping[int, bytes]:
    """Return the keys of *purpose* of former generations.

    A vault of the first version has had one master key, and keeps no other.
    """
    table = "select 1 from sqlite_schema where name = 'kept_key'"
    if database.value(table) is None:
        return {}
    rows = database.all(
        "select generation, key from kept_key where purpose = :purpose",
        purpose=purpose,
    )
    return {row["generation"]: bytes(row["key"]) for row in rows}


def keep(database: Database, generation: int, subkeys: Subkeys) -> None:
    """Keep what the generation that ends leaves to those that follow."""
    journal = journal_key(database, subkeys)
    for purpose, key in (
        (JOURNAL, journal),
        (STATE, subkeys.state),
        (BACKUP, subkeys.backup),
    ):
        if purpose == JOURNAL and former_keys(database, JOURNAL):
            continue  # It began before.
        database.run(
            """
            insert into kept_key (purpose, generation, key)
            values (:purpose, :generation, :key)
            """,
            purpose=purpose,
            generation=generation,
            key=key,
        )
