"""A file that was just written is opened anew and read whole, before it counts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from anef_desk import clock
from anef_desk.progress import Report, silently
from anef_desk.vault import connection, contents, integrity
from anef_desk.vault.connection import Database
from anef_desk.vault.contents import contents as read_contents
from anef_desk.vault.errors import BackupDamagedError, VaultDamagedError
from anef_desk.vault.files import remove_file
from anef_desk.vault.journal import Journal


@contextmanager
def damaged_backup() -> Iterator[None]:
    """Say of a damaged backup that it is one, rather than the vault."""
    try:
        yield
    except VaultDamagedError as error:
        raise BackupDamagedError from error


def read_again(
    path: Path, key: bytes, report: Report = silently, journal_key: bytes | None = None
) -> bytes:
    """Open the database *path* anew, check all of it, and return what it holds.

    Args:
        path: A database nobody has open.
        key: Its key.
        report: Told between two steps; may raise to stop.
        journal_key: Check the chain of the journal too, under this key.

    Returns:
        `contents.as_bytes` of its tables.

    Raises:
        BackupDamagedError: If anything is not as it was written.
    """
    with damaged_backup(), connection.whatever_fails_is_damage():
        fresh = connection.connect(path, key)
        try:
            for done, total in integrity.checking(fresh):
                report(done, total)
            if journal_key is not None:
                assert_chained(fresh, journal_key)
            return contents.as_bytes(read_contents(fresh, report))
        finally:
            fresh.close()
            remove_file(journal_of(path))


def assert_chained(database: Database, journal_key: bytes) -> None:
    """Check the chain of the journal of *database*.

    Raises:
        VaultDamagedError: If an entry is not as it was written.
    """
    journal = Journal(database, journal_key, "", None, clock.now)
    if journal.first_broken() is not None:
        raise VaultDamagedError


def journal_of(path: Path) -> Path:
    """Return the rollback journal SQLite keeps beside the database *path*."""
    return path.with_name(f"{path.name}-journal")
