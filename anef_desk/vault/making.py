"""Making a vault: whole, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from anef_desk import clock
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.staff import Staff
from anef_desk.vault import connection, integrity, keys, lock, migrations, rotation
from anef_desk.vault.errors import NetworkPlaceError, VaultExistsError
from anef_desk.vault.files import (
    PRIVATE_FOLDER,
    explained,
    make_empty,
    sync_folder,
)
from anef_desk.vault.journal import Journal
from anef_desk.vault.keys import Kdf, Keys, Subkeys
from anef_desk.vault.store import Store

DATABASE = "vault.db"
UNFINISHED = "vault.new.db"
BACKUPS = "backups"


def create(  # noqa: PLR0913 - the last three are for the suite
    path: Path,
    organisation: Organisation,
    staff: Staff,
    passphrase: str,
    *,
    kdf: Kdf | None = None,
    floor: Kdf | None = None,
    now: Callable[[], datetime] = clock.now,
) -> None:
    """Make a vault in the folder *path* with its first member of staff.

    ``keys.json`` is written last but for a name: killed before, there is no vault and
    one can be made again; killed after, the vault is whole.

    Args:
        path: A folder that does not exist yet, or holds no vault.
        organisation: The letterhead.
        staff: Who gets the first key slot.
        passphrase: What opens it.
        kdf: What each guess of the passphrase costs, never below the floor; None for
            what takes about a second here.
        floor: For the suite alone, see `keys.first_keys`; the desk never passes it.
        now: The clock.

    Raises:
        VaultExistsError: If there is a vault there.
        NetworkPlaceError: If the place is on a network file system.
        ExpectedError: If the place cannot be written, is full, or is in use.
    """
    if integrity.is_remote(path):  # It would never open there.
        raise NetworkPlaceError
    with explained():
        made = not path.exists()
        path.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    held = lock.take(path, now())
    try:
        _refuse_existing(path)
        if not any(item.name not in lock.FILES for item in path.iterdir()):
            with suppress(OSError):  # A stick without permissions.
                path.chmod(PRIVATE_FOLDER)
        slots, master_key = keys.first_keys(
            staff, passphrase, kdf or keys.tuned(), floor
        )
        subkeys = Subkeys.of(master_key)
        _forget(path)
        try:
            _make_database(path, organisation, staff, slots, subkeys, now)
            with explained():
                (path / BACKUPS).mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            keys.write_keys(path, slots)
        except BaseException:
            if not (path / keys.NAME).exists():  # Else it is finished when opened.
                _forget(path)
            raise
        finish(path)
    except BaseException:
        held.release()
        if made and not _has_vault(path):
            _remove_empty(path)
        raise
    held.release()


def _has_vault(path: Path) -> bool:
    return any((path / name).exists() for name in (DATABASE, keys.NAME))


def _refuse_existing(path: Path) -> None:
    if _has_vault(path):
        raise VaultExistsError


def _make_database(
    path: Path,
    organisation: Organisation,
    staff: Staff,
    slots: Keys,
    subkeys: Subkeys,
    now: Callable[[], datetime],
) -> None:
    make_empty(path / UNFINISHED)
    database = connection.connect(path / UNFINISHED, subkeys.database)
    try:
        migrations.migrate(database)
        journal = Journal(database, subkeys.journal, slots.desk, staff, now)
        store = Store(database, journal)
        database.begin()
        store.staff.put(staff, slots.slot(staff.id).public_key)
        store.organisation.put(organisation)
        store.commit()
    finally:
        database.close()


def in_force(path: Path) -> Path:
    """Return the database the keys in *path* open, for whoever may not `finish`."""
    unfinished, finished = path / UNFINISHED, path / DATABASE
    if (path / keys.NAME).exists() and not finished.exists() and unfinished.exists():
        return unfinished
    return rotation.waiting(path) or finished


def finish(path: Path) -> None:
    """Give a database its name, of a new vault or a new key; its keys are there."""
    unfinished, finished = path / UNFINISHED, path / DATABASE
    if unfinished.exists() and (path / keys.NAME).exists() and not finished.exists():
        with explained():
            rotation.journal_file(unfinished).unlink(missing_ok=True)
            unfinished.rename(finished)
            sync_folder(path)
    rotation.finish(path)


def _forget(path: Path) -> None:
    """Remove what was begun and never became a vault."""
    with explained():
        for name in (path / UNFINISHED, rotation.journal_file(path / UNFINISHED)):
            name.unlink(missing_ok=True)


def _remove_empty(path: Path) -> None:
    """Remove the folder of a vault that could not be made."""
    with suppress(OSError):
        (path / lock.NAME).unlink(missing_ok=True)
        if (path / BACKUPS).exists():
            (path / BACKUPS).rmdir()
        path.rmdir()
