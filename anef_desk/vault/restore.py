"""Restoring a vault from a backup, or its keys alone when only they were damaged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from anef_desk import clock
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_
from anef_desk.progress import Report, silently
from anef_desk.vault import (
    connection,
    generations,
    integrity,
    kept_keys,
    keys,
    lock,
    merging,
    migrations,
    restoring,
)
from anef_desk.vault.connection import Database
from anef_desk.vault.contents import as_bytes, contents
from anef_desk.vault.copying import copy_file
from anef_desk.vault.erased import Erased, ErasedPeople, bury
from anef_desk.vault.erasure import erase
from anef_desk.vault.errors import (
    BackupDamagedError,
    FormerPassphraseError,
    OtherVaultError,
    UnknownBackupError,
    VaultDamagedError,
    VaultOutOfReachError,
    WrongPassphraseError,
)
from anef_desk.vault.files import is_folder, read_file
from anef_desk.vault.generations import FORMER_KEY
from anef_desk.vault.journal import Journal
from anef_desk.vault.keys import Kdf, Keys, Subkeys
from anef_desk.vault.last_seen import LastSeen
from anef_desk.vault.making import finish as finish_making
from anef_desk.vault.manifest import (
    DATABASE,
    FOLDER,
    Backup,
    Manifest,
    assert_genuine,
    found,
    listed,
    sealed_contents,
)
from anef_desk.vault.notice import Notice
from anef_desk.vault.rereading import assert_chained, damaged_backup
from anef_desk.vault.store import Store

ERASED_UNKNOWN: Final = N_(
    "La liste des personnes effacées ne se lit plus : si une personne a été effacée"
    " après cette sauvegarde, effacez-la de nouveau."
)


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What a restoration did."""

    backup: str  # "" when only the keys were damaged
    made_at: datetime | None
    erased_again: int  # people
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Opened:
    backup: str
    keys: Keys
    subkeys: Subkeys


def restore(  # noqa: PLR0913 - the last ones are for the suite
    folder: Path,
    backup: Path,
    staff_id: str,
    passphrase: str,
    *,
    report: Report = silently,
    state: Path | None = None,
    floor: Kdf | None = None,
    now: Callable[[], datetime] = clock.now,
) -> Restored:
    """Put *backup* in the place of the vault in *folder*; the original is kept.

    Args:
        folder: The vault, however damaged.
        backup: The folder of the backup, beside the vault or anywhere else.
        staff_id: Who restores: somebody who could open the vault when it was made.
        passphrase: Theirs, at that time.
        report: Told between two steps; may raise to stop: nothing is then changed.
        state: Where this computer remembers vaults; None for the usual place.
        floor: For the suite alone, see `keys.first_keys`.
        now: The clock.

    Raises:
        UnknownBackupError: If there is no backup there.
        BackupDamagedError: If the backup is not what was written.
        OtherVaultError: If it is of another vault.
        FormerPassphraseError: If *passphrase* does not open it.
        ExpectedError: If the place is in use, full, read-only or out of reach.
    """
    if not is_folder(backup):
        raise UnknownBackupError
    with _held(folder, now):
        chosen = found(backup)
        opened = _open_backup(chosen, staff_id, passphrase, floor)
        manifest = assert_genuine(chosen, opened.subkeys.backup)
        _assert_same_vault(folder, manifest)
        present = _present_key(folder, staff_id, passphrase, floor)
        staff = opened.keys.slot(staff_id).staff
        seen = LastSeen.of(
            state, opened.subkeys.state, manifest.vault, manifest.generation
        )
        given = _highest(folder, backup.parent, manifest.vault, seen)
        with _copy(folder, backup, opened, manifest, report) as database:
            key = kept_keys.journal_key(database, opened.subkeys)
            journal = Journal(database, key, opened.keys.desk, staff, now)
            former = kept_keys.former_keys(database, kept_keys.BACKUP).values()
            lists = [
                ErasedPeople.of(
                    place, opened.keys.vault, opened.subkeys.backup, (*former, *present)
                ).read()
                for place in {folder / FOLDER, backup.parent}  # A second place has it.
            ]
            erased = sorted({one for found in lists for one in found or ()})
            again = _catch_up(database, journal, erased, opened, now().date(), given)
            head = journal.head()
        seen.expect(head, now())
        restoring.announce(folder, restoring.free_moment(folder, now()))
        restoring.finish(folder)
        seen.write(head, now(), None)
    said = {ERASED_UNKNOWN: None in lists, FORMER_KEY: given > manifest.generation}
    return Restored(
        backup=chosen.name,
        made_at=manifest.made_at,
        erased_again=again,
        notices=tuple(Notice(sentence) for sentence, told in said.items() if told),
    )


def restore_keys(
    folder: Path,
    staff_id: str,
    passphrase: str,
    *,
    floor: Kdf | None = None,
    now: Callable[[], datetime] = clock.now,
) -> Restored | None:
    """Put back the keys alone, when the database is whole: nothing is then lost.

    The previous copy and those of the backups are tried, the newest first; one counts
    only if what *passphrase* opens with it opens the database. Where the keys that are
    there refuse it, none of the same key counts: one of before would shut out whoever
    came since.

    Returns:
        What was done, or None when no copy of the keys opens the database, or those
        that are there do.

    Raises:
        ExpectedError: If the place is in use, full, read-only or out of reach.
    """
    with _held(folder, now):
        present = _keys(folder / keys.NAME)
        tried, refusing = set[Keys](), False
        for copy in (folder / keys.NAME, *_copies_of_keys(folder)):
            candidate = _keys(copy)
            if candidate is None or candidate in tried:
                continue
            tried.add(candidate)
            if refusing and _same_key(candidate, present):
                continue  # It was changed, or taken away, since.
            try:
                opens = _opens(folder, candidate, staff_id, passphrase, floor)
            except WrongPassphraseError:
                refusing = refusing or candidate == present
                continue
            if opens:
                if candidate == present:
                    return None
                copy_file(copy, folder / restoring.NEW_KEYS)
                restoring.announce(
                    folder, restoring.free_moment(folder, now()), database=False
                )
                restoring.finish(folder)
                return Restored(backup="", made_at=None, erased_again=0)
    return None


@contextmanager
def _held(folder: Path, now: Callable[[], datetime]) -> Iterator[None]:
    if not is_folder(folder):
        raise VaultOutOfReachError
    held = lock.take(folder, now())
    try:
        finish_making(folder)
        restoring.finish(folder)
        yield
    finally:
        held.release()


def _open_backup(
    backup: Backup, staff_id: str, passphrase: str, floor: Kdf | None
) -> _Opened:
    with damaged_backup():
        kept = keys.read_keys(backup.folder)
        try:
            master_key = keys.open_keys(kept, staff_id, passphrase, floor)
        except WrongPassphraseError:
            raise FormerPassphraseError from None
    return _Opened(backup=backup.name, keys=kept, subkeys=Subkeys.of(master_key))


def _assert_same_vault(folder: Path, manifest: Manifest) -> None:
    try:
        vault = keys.read_keys(folder).vault
    except VaultDamagedError:  # That is why somebody restores.
        known = {
            backup.manifest.vault
            for backup in listed(folder / FOLDER)
            if backup.manifest is not None
        }
        vault = known.pop() if len(known) == 1 else manifest.vault
    if vault != manifest.vault:
        raise OtherVaultError


def _present_key(
    folder: Path, staff_id: str, passphrase: str, floor: Kdf | None
) -> tuple[bytes, ...]:
    """Return the key that seals backups now, if *passphrase* opens the present keys."""
    with suppress(VaultDamagedError, WrongPassphraseError):
        master_key = keys.open_keys(keys.read_keys(folder), staff_id, passphrase, floor)
        return (Subkeys.of(master_key).backup,)
    return ()


def _highest(folder: Path, copies: Path, vault: str, seen: LastSeen) -> int:
    """Return the highest number a key of *vault* has had, as far as can be known."""
    remembered = seen.read()
    return generations.highest(
        vault,
        folder / FOLDER,
        *generations.of_keys(vault, folder),
        remembered.generation if remembered is not None else 0,
        generations.highest(vault, copies),
    )


@contextmanager
def _copy(
    folder: Path, backup: Path, opened: _Opened, manifest: Manifest, report: Report
) -> Iterator[Database]:
    """Copy *backup* and open the copy, once it is what was backed up; check it again.

    Whatever stops it, a full disk above all, nothing of the copy stays.
    """
    path = folder / restoring.NEW_DATABASE
    try:
        copy_file(backup / DATABASE, path, report)
        copy_file(backup / keys.NAME, folder / restoring.NEW_KEYS)
        with damaged_backup(), connection.whatever_fails_is_damage():
            integrity.check_shape(path)
            database = connection.connect(path, opened.subkeys.database)
        try:
            with damaged_backup(), connection.whatever_fails_is_damage():
                migrations.assert_ours(database)
                for done, total in integrity.checking(database):
                    report(done, total)
                key = kept_keys.journal_key(database, opened.subkeys)
                migrated = migrations.version_of(database) == migrations.VERSION
                if migrated:
                    assert_chained(database, key)
                inside = as_bytes(contents(database, report))
                sealed = sealed_contents(inside, opened.subkeys.backup)
                if sealed != manifest.contents:
                    raise BackupDamagedError
                migrations.migrate(database)
                if not migrated:
                    assert_chained(database, key)
            yield database
            integrity.check_pages(database)
        finally:
            database.close()
    except BaseException:
        restoring.forget(folder)
        raise


def _catch_up(
    database: Database,
    journal: Journal,
    erased: Iterable[Erased],
    opened: _Opened,
    on: date,
    given: int,
) -> int:
    """Erase again who was erased since, and note the restoration in the journal.

    Somebody whose file was in another one when the backup was made, and was their own
    again when they were erased, is taken out of it first.

    Args:
        database: The copy that is about to be the vault.
        journal: How it is written in.
        erased: Who was erased since, as far as anybody knows.
        opened: The backup.
        on: Today.
        given: The highest number a key of the vault has had.

    Returns:
        How many people there were to erase.
    """
    database.begin()
    try:
        store = Store(database, journal)
        again = 0
        for one in erased:
            merging.bring_back(store, one.id, on)
            again += erase(database, journal, one.id)
            bury(database, one, opened.keys.desk)
        if given > opened.keys.generation:
            generations.note(store, given)
        journal.noted(
            "vault.restored", "vault", {"backup": opened.backup, "erased": again}
        )
        store.commit()
    finally:
        database.roll_back()
    return again


def _copies_of_keys(folder: Path) -> Iterator[Path]:
    yield folder / keys.PREVIOUS
    for backup in listed(folder / FOLDER):
        yield backup.folder / keys.NAME


def _keys(copy: Path) -> Keys | None:
    try:
        return keys.parse(read_file(copy, keys.LARGEST_FILE))
    except (FileNotFoundError, ExpectedError):
        return None


def _same_key(one: Keys, other: Keys | None) -> bool:
    """Return whether both hold one master key, whoever has a way in."""
    return other is not None and (
        (one.vault, one.generation) == (other.vault, other.generation)
    )


def _opens(
    folder: Path, candidate: Keys, staff_id: str, passphrase: str, floor: Kdf | None
) -> bool:
    try:
        integrity.check_shape(folder / DATABASE)
        master_key = keys.open_keys(candidate, staff_id, passphrase, floor)
        database = connection.connect(
            folder / DATABASE, Subkeys.of(master_key).database
        )
    except WrongPassphraseError:
        raise
    except ExpectedError:
        return False
    try:
        integrity.check_pages(database)
    except ExpectedError:
        return False
    finally:
        database.close()
    return True
