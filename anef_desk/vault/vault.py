"""A vault: opened in one order, read, changed in transactions, verified."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from anef_desk import clock
from anef_desk.domain.staff import Staff
from anef_desk.errors import ExpectedError
from anef_desk.progress import Report, silently
from anef_desk.vault import (
    connection,
    erased,
    integrity,
    keys,
    lock,
    manifest,
    migrations,
    restoring,
)
from anef_desk.vault.backup import Backups, Owner
from anef_desk.vault.connection import Database
from anef_desk.vault.contents import Table, contents
from anef_desk.vault.errors import (
    IsBackupError,
    OldVaultReadOnlyError,
    ReadOnlyVaultError,
    VaultOutOfReachError,
)
from anef_desk.vault.integrity import Verification
from anef_desk.vault.interruptible import Interruptible
from anef_desk.vault.journal import Journal
from anef_desk.vault.keys import Kdf, Keys, Subkeys
from anef_desk.vault.last_seen import LastSeen
from anef_desk.vault.making import DATABASE, create, finish
from anef_desk.vault.notice import Notice
from anef_desk.vault.store import Store

__all__ = ("Store", "Vault", "VaultInfo", "create", "info", "open_vault", "slots")

_STEPS = 4
_VERIFIED_EVERY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class VaultInfo:
    """What can be known of a vault without a passphrase."""

    id: str
    desk: str
    generation: int
    size: int  # bytes of the database
    staff: tuple[Staff, ...]
    backups: tuple[manifest.Backup, ...]  # the newest first
    damaged: tuple[str, ...]  # originals kept by a restoration


class Vault:
    """An open vault; belongs to the thread that opened it. See `open_vault`."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it is made of
        self,
        folder: Path,
        held: lock.Lock | None,
        database: Database,
        journal_of: Callable[[Staff | None], Journal],
        last_seen: LastSeen,
        backups: Backups,
        now: Callable[[], datetime],
    ) -> None:
        self._folder = folder
        self._lock = held
        self._database = database
        self._journal_of = journal_of
        self._last_seen = last_seen
        self._now = now
        self._reading = Store(database, journal_of(None))
        self._head = self._reading.journal.head()
        self._verified_at: datetime | None = None
        self._checked = False
        self._hurried = Interruptible(database.interrupt)
        self._changed = False
        self._erased = erased.count(database)
        self.backups = backups
        self.warnings: tuple[Notice, ...] = ()

    @property
    def folder(self) -> Path:
        """Return the folder of the vault."""
        return self._folder

    def now(self) -> datetime:
        """Return the present moment on the clock of the vault."""
        return self._now()

    @property
    def read_only(self) -> bool:
        """Return whether it was opened to be read, and nothing can be written."""
        return self._lock is None

    @property
    def check_due(self) -> bool:
        """Return whether its pages are still to be checked, in this session.

        Those of a vault that is not too big, at each opening; else once a day.
        """
        small = self._size() < integrity.CHECKED_EACH_TIME
        return not self._checked and (small or self.verification_due)

    @property
    def backup_due(self) -> bool:
        """Return whether anything was written since the last backup."""
        return not self.read_only and (self._changed or self.backups.is_due())

    @property
    def verification_due(self) -> bool:
        """Return whether the vault should be verified today.

        It is too big to be checked at each opening, and was not on this computer
        since yesterday.
        """
        return self._size() >= integrity.CHECKED_EACH_TIME and (
            self._verified_at is None
            or self._now() - self._verified_at >= _VERIFIED_EVERY
        )

    @contextmanager
    def transaction(self, staff: Staff) -> Iterator[Store]:
        """Give a `Store` in which *staff* writes.

        Leaving without `Store.commit`, or by an exception, changes nothing.

        Raises:
            ReadOnlyVaultError: If the vault was opened to be read.
        """
        if self.read_only:
            raise ReadOnlyVaultError
        written = self._database.changes
        self._database.begin()
        try:
            yield Store(self._database, self._journal_of(staff))
        finally:
            self._database.roll_back()
            self._changed = self._changed or self._database.changes != written
        self._remember()
        self._keep_up()

    def reading(self) -> Store:
        """Return a `Store` that only reads."""
        return self._reading

    def contents(self, report: Report = silently) -> Mapping[str, Table]:
        """Return what every table holds: how many rows, and one hash of all."""
        return contents(self._database, report)

    @property
    def version(self) -> int:
        """Return the number of the last migration."""
        return migrations.version_of(self._database)

    def back_up(
        self, reason: manifest.Reason, report: Report = silently
    ) -> manifest.Backup:
        """Make a backup; see `Backups.make`."""
        if self.read_only:
            raise ReadOnlyVaultError
        made = self.backups.make(reason, report)
        self._changed = False
        return made

    def checking(self, skip: int = 0) -> Iterator[tuple[int, int]]:
        """Check every page, a part at a time: parts done, parts in all.

        Args:
            skip: How many parts were done before `hurry` stopped one.

        Raises:
            VaultDamagedError: If anything is not as it was written.
            Cancelled: If `hurry` was called during this part.
        """
        parts = integrity.checking(self._database, read_only=self.read_only, skip=skip)
        while True:
            self._hurried.begin()
            try:
                with connection.whatever_fails_is_damage():
                    done = next(parts, None)
            finally:
                self._hurried.end()
            if done is None:
                break
            yield done
        self._checked = True
        if not self.warnings:
            self._verified_at = self._now()
            self._remember(always=True)

    def hurry(self) -> None:
        """Stop the part that is being checked, from another thread; nothing else."""
        self._hurried.stop()

    def verify(self, report: Report = silently) -> Verification:
        """Check every page, the chain of the journal and every record against it.

        Raises:
            VaultDamagedError: If pages are damaged: then nothing else can be said.
        """
        integrity.check_pages(self._database, read_only=self.read_only)
        store = self._reading
        repositories = {
            repository.entity: repository
            for repository in (
                store.people,
                store.documents,
                store.cases,
                store.letters,
                store.organisation,
                store.staff,
                store.settings,
            )
        }
        records, found = integrity.findings(store.journal, repositories, report)
        if not store.people.index_is_whole():
            found = (*found, Notice(integrity.INDEX_DISAGREES))
        if not found and not self.warnings:
            self._verified_at = self._now()
            self._remember(always=True)
        return Verification(
            pages=self._size() // connection.PAGE,
            entries=self._head.number,
            records=records,
            findings=(*self.warnings, *found),
        )

    def close(self) -> None:
        """Close, and let the next one in. The process should then end."""
        try:
            self._database.close()
        finally:
            if self._lock is not None:
                self._lock.release()

    def opened(self, *, checked: bool) -> None:
        """Compare with what this computer remembers, then remember this."""
        self._checked = checked
        odd = self._last_seen.compare(self._reading.journal)
        seen = self._last_seen.read()
        if odd is not None:  # Still remembered, until something is written.
            self.warnings = (odd,)
            return
        before = seen.verified_at if seen else None
        self._verified_at = self._now() if checked else before
        self._remember(always=True)
        self._keep_up(always=True)

    def _keep_up(self, *, always: bool = False) -> None:
        """Tell the backups who was erased; next time if the place is full."""
        known = erased.count(self._database)
        if self.read_only or (known == self._erased and not always):
            return
        with suppress(ExpectedError):
            self.backups.erased.keep_up(self._database)
            self._erased = known

    def _remember(self, *, always: bool = False) -> None:
        if self.read_only:
            return
        head = self._reading.journal.head()
        if always or head != self._head:
            self._head = head
            self._last_seen.write(head, self._now(), self._verified_at)

    def _size(self) -> int:
        return (self._folder / DATABASE).stat().st_size


def slots(path: Path) -> tuple[Staff, ...]:
    """Return who can open the vault in the folder *path*; asks for no passphrase.

    Raises:
        VaultOutOfReachError: If there is no vault there.
        KeysDamagedError: If its key slots are not as they were written.
        VaultTooNewError: If a newer version of the application wrote them.
    """
    return info(path).staff


def info(path: Path) -> VaultInfo:
    """Return what can be known of a vault without a passphrase; see `slots`."""
    _assert_reachable(path)
    found = keys.read_keys(path)
    try:
        size = (path / DATABASE).stat().st_size
    except OSError:
        size = 0
    return VaultInfo(
        id=found.vault,
        desk=found.desk,
        generation=found.generation,
        size=size,
        staff=tuple(slot.staff for slot in found.slots),
        backups=manifest.listed(path / manifest.FOLDER),
        damaged=restoring.kept(path),
    )


def open_vault(  # noqa: PLR0913 - the last three are for the suite
    path: Path,
    staff_id: str,
    passphrase: str,
    *,
    read_only: bool = False,
    check: bool = True,
    report: Report = silently,
    state: Path | None = None,
    floor: Kdf | None = None,
    now: Callable[[], datetime] = clock.now,
) -> Vault:
    """Open the vault in the folder *path*, in the order of ``SECURITY.md``.

    Args:
        path: The folder.
        staff_id: Whose key slot to open.
        passphrase: What they typed.
        read_only: Write nothing at all: a backup, or a place that is read-only.
        check: Check every page of a vault that is not too big. Whoever does not ask
            for it goes through `Vault.checking` as soon as the first page is shown.
        report: Told between two steps; may raise to stop.
        state: Where this computer remembers vaults; None for the usual place.
        floor: For the suite alone, see `keys.first_keys`; the desk never passes it.
        now: The clock.

    Raises:
        VaultInUseError: If another process holds the vault.
        WrongPassphraseError: If *passphrase* does not open the slot.
        VaultDamagedError: If anything is not as it was written.
        VaultTooNewError: If a newer version of the application wrote it; unchanged.
        ExpectedError: If the place is out of reach, read-only or full.
    """
    _assert_reachable(path)
    is_backup = (path / manifest.NAME).exists()
    if is_backup and not read_only:
        raise IsBackupError
    held = None if read_only else lock.take(path, now())
    try:
        report(0, _STEPS)
        if not read_only:
            finish(path)
            restoring.finish(path)
        integrity.check_shape(path / DATABASE)
        found = keys.read_keys(path)
        master_key = keys.open_keys(found, staff_id, passphrase, floor)
        subkeys = Subkeys.of(master_key)
        if is_backup:
            manifest.assert_genuine(manifest.found(path), subkeys.backup)
        report(1, _STEPS)
        with connection.whatever_fails_is_damage():
            database = connection.connect(
                path / DATABASE, subkeys.database, read_only=read_only
            )
        try:
            integrity.check_shape(path / DATABASE, opened=True)
            vault = _vault(path, held, database, (found, subkeys), state, now)
            checked = _check(vault, database, report, asked=check)
            if not is_backup:
                vault.opened(checked=checked)
        except BaseException:
            database.close()
            raise
        report(_STEPS, _STEPS)
    except BaseException:
        if held is not None:
            held.release()
        raise
    return vault


def _vault(
    path: Path,
    held: lock.Lock | None,
    database: Database,
    opened: tuple[Keys, Subkeys],
    state: Path | None,
    now: Callable[[], datetime],
) -> Vault:
    found, subkeys = opened
    with connection.whatever_fails_is_damage():
        migrations.assert_ours(database)

    def journal_of(staff: Staff | None) -> Journal:
        return Journal(database, subkeys.journal, found.desk, staff, now)

    owner = Owner(
        vault=found.vault,
        generation=found.generation,
        database_key=subkeys.database,
        backup_key=subkeys.backup,
        journal_key=subkeys.journal,
    )
    backups = Backups(path, database, owner, journal_of(None).head, now)
    seen = LastSeen.of(state, subkeys.state, found.vault, found.generation)
    with connection.whatever_fails_is_damage():
        return Vault(path, held, database, journal_of, seen, backups, now)


def _check(vault: Vault, database: Database, report: Report, *, asked: bool) -> bool:
    """Check what was opened, then migrate it; return whether every page was read.

    A vault of an earlier version is always checked, and backed up, before it changes.
    """
    small = (vault.folder / DATABASE).stat().st_size < integrity.CHECKED_EACH_TIME
    report(2, _STEPS)
    with connection.whatever_fails_is_damage():
        due = migrations.is_due(database)
        checked = due or (asked and small)
        if checked:
            integrity.check_pages(database, read_only=vault.read_only)
    report(3, _STEPS)
    if due and vault.read_only:
        raise OldVaultReadOnlyError
    if due:
        vault.back_up(manifest.Reason.BEFORE_MIGRATION, report)
        migrations.migrate(database)
    return checked


def _assert_reachable(path: Path) -> None:
    try:
        names = {item.name for item in path.iterdir()}
    except OSError as error:
        raise VaultOutOfReachError from error
    if not names & {DATABASE, keys.NAME} and not manifest.listed(
        path / manifest.FOLDER
    ):  # With backups, what is not there was lost.
        raise VaultOutOfReachError
