"""What a database holds, table by table: how many rows, and one hash of all of them.

Two databases that say the same have the same contents, whatever their key, their pages
or the order in which rows were written.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

import msgspec

from anef_desk.progress import Report, silently
from anef_desk.vault.canonical import encode
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import VaultDamagedError

_NAME: Final = re.compile(r"[a-z_]+")
_REPORTED_EVERY: Final = 1000  # rows


@dataclass(frozen=True)
class Table:
    """What a table holds."""

    rows: int
    sha256: str


def contents(database: Database, report: Report = silently) -> Mapping[str, Table]:
    """Return what each table of *database* holds, by name.

    Tables that an index keeps for itself are left out: what they index is there.

    Args:
        database: What to read, whole.
        report: Told between rows; may raise to stop.
    """
    kinds = {
        row["name"]: row["type"]
        for row in database.all("pragma table_list")
        if row["schema"] == "main"
        and row["type"] in {"table", "virtual"}
        and not row["name"].startswith("sqlite_")
    }
    found: dict[str, Table] = {}
    for done, name in enumerate(sorted(kinds)):
        tick = partial(report, done, len(kinds))
        tick()
        found[name] = _table(
            database, name, virtual=kinds[name] == "virtual", tick=tick
        )
    return found


def as_bytes(found: Mapping[str, Table]) -> bytes:
    """Return *found* as bytes, the same for the same contents."""
    return encode({name: (table.rows, table.sha256) for name, table in found.items()})


def _table(
    database: Database, name: str, *, virtual: bool, tick: Callable[[], None]
) -> Table:
    if not _NAME.fullmatch(name):  # No migration of ours ever made it.
        raise VaultDamagedError
    width = len(database.all("select * from pragma_table_info(:name)", name=name))
    # Names and numbers of columns cannot be bound; this name is one of our own schema.
    sql = (
        f'select rowid, * from "{name}" order by rowid'  # noqa: S608
        if virtual
        else f'select * from "{name}" order by '  # noqa: S608
        + ", ".join(map(str, range(1, width + 1)))
    )
    digest, rows = hashlib.sha256(), 0
    for row in database.each(sql):
        digest.update(msgspec.msgpack.encode(tuple(row)))
        rows += 1
        if rows % _REPORTED_EVERY == 0:
            tick()
    return Table(rows, digest.hexdigest())
