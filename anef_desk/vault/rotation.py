"""A new master key: the vault written again under it, whole, or not at all.

The next database is written beside the present one, reopened and checked. Then
``keys.json`` is replaced: from that instant the next database is the vault, and only its
name remains to be changed. Killed before, the present vault is as it was; killed after,
`finish` gives the next one its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from anef_desk.errors import ExpectedError
from anef_desk.progress import Report, silently
from anef_desk.vault import connection, integrity, kept_keys, keys
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import KeysDamagedError, UnsoundVaultError, VaultTooNewError
from anef_desk.vault.files import (
    PART,
    explained,
    make_empty,
    remove_file,
    sync_folder,
)
from anef_desk.vault.journal import Journal
from anef_desk.vault.keys import Keys, Subkeys
from anef_desk.vault.store import Store

_PREFIX: Final = "vault.next-"
_SUFFIX: Final = ".db"


def next_path(folder: Path, generation: int) -> Path:
    """Return where the database of *generation* is while it is written."""
    return folder / f"{_PREFIX}{generation}{_SUFFIX}"


def write_next(  # noqa: PLR0913, PLR0917 - one value each, used once
    present: Database,
    target: Path,
    generation: int,
    former: Subkeys,
    subkeys: Subkeys,
    journal_of: Callable[[Database], Journal],
    change: Callable[[Store], None],
    report: Report = silently,
) -> None:
    """Write *present* to *target* under the next key, *change* it, and check it.

    Args:
        present: The open database; it is only read.
        target: Where the next one goes; nothing must be there.
        generation: The one that ends.
        former: The keys of *present*.
        subkeys: The keys of the next one.
        journal_of: How its journal is written.
        change: What the new generation changes, such as who left.
        report: Told how many pages are copied; may raise to stop.

    Raises:
        UnsoundVaultError: If what was written is not what is there: a bad disk.
        ExpectedError: If it cannot be written.
    """
    make_empty(target)
    _copy(present, target, subkeys, report)
    with _open(target, subkeys) as database:
        if _unvouched(database) != _unvouched(present):
            raise UnsoundVaultError
        database.begin()
        kept_keys.keep(database, generation, former)
        store = Store(database, journal_of(database))
        change(store)
        store.commit()
    with _open(target, subkeys) as database:
        integrity.check_pages(database)
        store = Store(database, journal_of(database))
        _records, found = integrity.findings(store.journal, store.vouched(), silently)
        if found:
            raise UnsoundVaultError


def finish(folder: Path) -> None:
    """Complete a rotation that was stopped after its keys, forget any other one.

    The previous copy of the keys never stays of a former generation: somebody who left
    may have a way in there. One of a later generation stays: it may be all that is left
    of it, when older keys were put back by hand.

    Raises:
        ExpectedError: If the place cannot be written.
    """
    waiting = sorted(folder.glob(f"{_PREFIX}*{_SUFFIX}"))
    try:
        present = keys.read_keys(folder)
    except (KeysDamagedError, VaultTooNewError):
        return  # Said when it is opened; nothing is thrown away before.
    for path in waiting:
        if path == next_path(folder, present.generation):
            _take_its_place(path, folder / "vault.db")
        else:
            forget(path)
    _renew_previous(folder, present)
    for name in (keys.NAME, keys.PREVIOUS):
        unfinished = folder / f"{name}{PART}"
        if unfinished.exists():
            remove_file(unfinished)


def waiting(folder: Path) -> Path | None:
    """Return the database of a rotation that was stopped after its keys, if any."""
    try:
        path = next_path(folder, keys.read_keys(folder).generation)
    except ExpectedError:  # Said when it is opened.
        return None
    return path if path.exists() else None


def forget(path: Path) -> None:
    """Remove a database that was begun and will never be the vault."""
    for name in (path, journal_file(path)):
        remove_file(name)


def journal_file(database: Path) -> Path:
    """Return the rollback journal of *database*."""
    return database.with_name(f"{database.name}-journal")


def _take_its_place(path: Path, database: Path) -> None:
    # The rollback journal of the database that goes says nothing about the next one.
    for name in (journal_file(database), journal_file(path)):
        remove_file(name)
    with explained():
        path.replace(database)
        sync_folder(database.parent)


def _renew_previous(folder: Path, present: Keys) -> None:
    if not (folder / keys.PREVIOUS).exists():
        return
    with suppress(KeysDamagedError, VaultTooNewError):
        if keys.read_previous(folder).generation < present.generation:
            keys.write_previous(folder, present)


@contextmanager
def _open(path: Path, subkeys: Subkeys) -> Iterator[Database]:
    database = connection.connect(path, subkeys.database)
    try:
        yield database
    finally:
        database.close()


def _copy(present: Database, target: Path, subkeys: Subkeys, report: Report) -> None:
    with _open(target, subkeys) as database:
        present.copy_to(database, report)


def _unvouched(database: Database) -> list[tuple[object, ...]]:
    """Return the rows the journal does not vouch for, and where it ends."""
    return [
        tuple(row)
        for sql in (
            "select key, content, saved_at from draft order by key",
            "select * from tombstone order by entity, entity_id",
            "select * from kept_key order by purpose, generation",
            "select number, seal from journal order by number desc limit 1",
            "select up_to, seal from journal_sealing order by up_to",
        )
        for row in database.all(sql)
    ]
