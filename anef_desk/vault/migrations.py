"""Bring the schema of a vault to the version of this application.

A migration is one numbered script, with its own ``begin immediate``, version number and
``commit``: a failure leaves the file and its version as they were. It never changes
once released.
"""

from __future__ import annotations

from importlib.resources import files

from anef_desk.vault.connection import APPLICATION_ID, Database
from anef_desk.vault.errors import VaultDamagedError, VaultTooNewError

VERSION = 6
"""The schema this application reads and writes."""


def assert_ours(database: Database) -> None:
    """Refuse a file that is no vault, or one of a newer version; write nothing.

    Raises:
        VaultDamagedError: If the file was never, or is no longer, a vault.
        VaultTooNewError: If a newer version of the application wrote it.
    """
    if database.value("pragma application_id") != APPLICATION_ID:
        raise VaultDamagedError
    version = version_of(database)
    if version > VERSION:
        raise VaultTooNewError
    if version < 1:
        raise VaultDamagedError


def migrate(database: Database) -> None:
    """Run every migration *database* has not seen yet, in order."""
    for number in range(version_of(database) + 1, VERSION + 1):
        if text := script(number):
            database.script(text)


def version_of(database: Database) -> int:
    """Return the number of the last migration *database* went through."""
    return int(database.value("pragma user_version"))


def script(number: int) -> str:
    """Return the text of a migration, "" of a number that was never given."""
    found = files("anef_desk.vault") / "schema" / f"{number:04}.sql"
    return found.read_text(encoding="utf-8") if found.is_file() else ""
