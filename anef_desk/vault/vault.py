"""A vault: opened in one order, read, changed in transactions, verified."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from anef_desk import clock
from anef_desk.domain.staff import Staff
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_
from anef_desk.progress import Report, silently
from anef_desk.vault import (
    access,
    connection,
    erased,
    generations,
    integrity,
    kept_keys,
    keys,
    lock,
    manifest,
    migrations,
    old_copies,
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
from anef_desk.vault.files import explained
from anef_desk.vault.integrity import Verification
from anef_desk.vault.interruptible import Interruptible
from anef_desk.vault.journal import Journal
from anef_desk.vault.keeping import is_ahead
from anef_desk.vault.keys import Kdf, Keys, Subkeys
from anef_desk.vault.last_seen import LastSeen
from anef_desk.vault.making import BACKUPS, DATABASE, create, finish, in_force
from anef_desk.vault.notice import Notice
from anef_desk.vault.old_copies import OldCopy
from anef_desk.vault.sounds import Sounds
from anef_desk.vault.store import Store

__all__ = (
    "OldCopy",
    "Store",
    "Vault",
    "VaultInfo",
    "create",
    "info",
    "open_vault",
    "open_with_recovery",
    "slots",
)

CLOCK_BEHIND = N_(
    "Cet ordinateur croit être le {today}, mais ce coffre a été modifié le {last} :"
    " l’une de ces dates est fausse. Vérifiez celle de l’ordinateur avant de vous fier"
    " aux échéances."
)

_STEPS = 4
_CLOCKS_DIFFER = timedelta(days=1)
"""By how much two computers may disagree about the time before anybody is told."""
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


@dataclass(frozen=True)
class Place:
    """Where a vault is, and what it is opened with besides a passphrase."""

    folder: Path
    state: Path | None  # where this computer remembers vaults; None: the usual place
    floor: Kdf | None  # for the suite alone, see `keys.first_keys`
    now: Callable[[], datetime]
    read_only: bool = False
    name: str = DATABASE  # of what is read, if a change was never finished

    @property
    def database(self) -> Path:
        """Return the file of the database."""
        return self.folder / self.name


class Vault:
    """An open vault; belongs to the thread that opened it. See `open_vault`."""

    def __init__(
        self,
        place: Place,
        held: lock.Lock | None,
        database: Database,
        found: Keys,
        master_key: bytes,
    ) -> None:
        self._place = place
        self._folder = place.folder
        self._now = place.now
        self._lock = held
        self._verified_at: datetime | None = None
        self._checked = False
        self._changed = False
        self._erased = erased.count(database)
        self.warnings: tuple[Notice, ...] = ()
        self.remarks: tuple[Notice, ...] = ()  # to be said too, and no findings
        self.unsaved = False  # somebody worked in it, and no backup followed
        self.adopt(database, found, master_key)

    def adopt(self, database: Database, found: Keys, master_key: bytes) -> None:
        """Work on *database*, under the keys made from *master_key*."""
        self._database, self._keys, self._master_key = database, found, master_key
        self._hurried = Interruptible(database.interrupt)
        subkeys = self._subkeys = Subkeys.of(master_key)
        key = kept_keys.journal_key(database, subkeys)
        self._journal_of = partial(
            Journal, database, key, found.desk, now=self._place.now
        )
        self._last_seen = LastSeen.of(
            self._place.state,
            subkeys.state,
            found.vault,
            found.generation,
            kept_keys.former_keys(database, kept_keys.STATE),
        )
        self._reading = Store(database, self._journal_of(staff=None))
        self._head = self._reading.journal.head()
        self.backups = _backups(self._place, database, found, subkeys)

    def hold(self, changed: Keys) -> None:
        """Go on with the keys *changed*, which ``keys.json`` holds now."""
        self._keys = self.backups.present = changed

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
    def version(self) -> int:
        """Return the number of the last migration."""
        return migrations.version_of(self._database)

    @property
    def generation(self) -> int:
        """Return how many master keys this vault has had."""
        return self._keys.generation

    @property
    def recovery(self) -> str | None:
        """Return the public key of the recovery sheet that opens it, if there is one.

        One that nobody typed back, or that no record speaks of, is none.
        """
        key = self._keys.recovery
        sheet = self._reading.recovery_sheets.of(key) if key else None
        return key if sheet and sheet.confirmed_on else None

    def has_way_in(self, staff_id: str) -> bool:
        """Return whether somebody has a slot that the vault knows of."""
        return staff_id in self.known_slots()

    @property
    def verification_due(self) -> bool:
        """Return whether the vault should be verified today.

        It is too big to be checked at each opening, and was not on this computer
        since yesterday, nor at a date that has not come yet.
        """
        done, at = self._verified_at, self._now()
        return self._size() >= integrity.CHECKED_EACH_TIME and (
            done is None or is_ahead(done, at) or at - done >= _VERIFIED_EVERY
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
            yield Store(self._database, self._journal_of(staff=staff))
        finally:
            self._database.roll_back()
            self._changed = self._changed or self._database.changes != written
        with suppress(ExpectedError):  # What was committed is kept, whatever comes.
            self.remember()
            self.keep_up()

    def reading(self) -> Store:
        """Return a `Store` that only reads."""
        return self._reading

    def contents(self, report: Report = silently) -> Mapping[str, Table]:
        """Return what every table holds: how many rows, and one hash of all."""
        return contents(self._database, report)

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
            self.remember(always=True)

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
        records, found = integrity.findings(store.journal, store.vouched(), report)
        if not store.people_index.is_whole():
            found = (*found, Notice(integrity.INDEX_DISAGREES))
        if not found and not self.warnings:
            self._verified_at = self._now()
            self.remember(always=True)
        return Verification(
            pages=self._size() // connection.PAGE,
            entries=self._head.number,
            records=records,
            findings=(*self.warnings, *found),
        )

    def old_copies(self, place: Path | None = None) -> tuple[OldCopy, ...]:
        """Return the backups that whoever left can still read, the first one first.

        Args:
            place: A second place, whose copies are among them.
        """
        elsewhere = () if place is None else (self.backups.second(place),)
        return tuple(
            copy
            for folder in (self._folder / BACKUPS, *elsewhere)
            for copy in old_copies.old_copies(folder, self._keys)
        )

    def present_keys(self) -> Keys:
        """Return what ``keys.json`` holds, if a holder of the master key wrote it."""
        found = keys.read_keys(self._folder)
        keys.assert_genuine(found, self._subkeys)
        return found

    def known_slots(self) -> set[str]:
        """Return whose slot is the one the vault has written down."""
        staff = self._reading.staff
        return {
            slot.id
            for slot in self._keys.slots
            if staff.public_key(slot.id) == slot.public_key
        }

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
        last, today = self._head.at, self._now()
        if last - today > _CLOCKS_DIFFER:
            self.remarks = (Notice(CLOCK_BEHIND, {"today": today, "last": last}),)
        if generations.noted(self._reading) > self.generation:
            self.remarks = (*self.remarks, Notice(generations.FORMER_KEY))
        odd = self._last_seen.compare(self._reading.journal)
        seen = self._last_seen.read()
        self.unsaved = not self.read_only and self.backups.missed
        if odd is not None:  # Still remembered, until something is written.
            self.warnings = (*self.warnings, odd)
            return
        before = seen.verified_at if seen else None
        self._verified_at = self._now() if checked else before
        self.remember(always=True)
        self.keep_up(always=True)

    def keep_up(self, *, always: bool = False) -> None:
        """Tell the backups who was erased; next time if the place is full."""
        known = erased.count(self._database)
        if self.read_only or (known == self._erased and not always):
            return
        with suppress(ExpectedError):
            self.backups.erased.keep_up(self._database)
            self._erased = known

    def remember(self, *, always: bool = False) -> None:
        """Have this computer remember how far the journal went, if it went on."""
        if self.read_only:
            return
        head = self._reading.journal.head()
        if always or head != self._head:
            self._head = head
            self._last_seen.write(head, self._now(), self._verified_at)

    def own(self, staff_id: str) -> None:
        """Write down the slot that was just opened, if the vault missed its change.

        Stopped between the vault and its keys, the passphrase that was there opens
        it, and whoever typed it is known.
        """
        slot = self._keys.slot(staff_id)
        known = self._reading.staff.public_key(staff_id)
        if known is None or known == slot.public_key or self.read_only:
            return
        staff = self._reading.staff.get(staff_id)
        with self.transaction(staff) as store:
            store.staff.put(staff, slot.public_key)
            store.commit()

    def _size(self) -> int:
        with explained():
            return self._place.database.stat().st_size


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
    found = _read_keys(path, restoring.in_force(path))
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
    vault = _open(
        Place(path, state, floor, now, read_only=read_only),
        lambda found: keys.open_keys(found, staff_id, passphrase, floor),
        report,
        check=check,
    )
    try:
        vault.own(staff_id)
    except BaseException:
        vault.close()
        raise
    return vault


def open_with_recovery(
    path: Path,
    secret: str,
    *,
    report: Report = silently,
    state: Path | None = None,
    floor: Kdf | None = None,
    now: Callable[[], datetime] = clock.now,
) -> Vault:
    """Open the vault in *path* with the secret of its recovery sheet.

    Raises:
        WrongRecoveryKeyError: If the sheet is not the one of this vault.
        ExpectedError: As `open_vault`.
    """
    place = Place(path, state, floor, now)
    return _open(place, lambda found: access.open_with_recovery(found, secret), report)


def _open(
    place: Place,
    master_key_of: Callable[[Keys], bytes],
    report: Report,
    *,
    check: bool = True,
) -> Vault:
    path = place.folder
    _assert_reachable(path)
    is_backup = (path / manifest.NAME).exists()
    if is_backup and not place.read_only:
        raise IsBackupError
    held = None if place.read_only else lock.take(path, place.now())
    try:
        report(0, _STEPS)
        restored = restoring.in_force(path) if place.read_only else None
        if place.read_only:
            name = restored.database if restored else None
            place = replace(place, name=name or in_force(path).name)
        else:
            finish(path)
            restoring.finish(path)
        integrity.check_shape(place.database)
        found = _read_keys(path, restored)
        master_key = master_key_of(found)
        subkeys = Subkeys.of(master_key)
        if is_backup:
            manifest.assert_genuine(manifest.found(path), subkeys.backup)
        report(1, _STEPS)
        with connection.whatever_fails_is_damage():
            database = connection.connect(
                place.database, subkeys.database, read_only=place.read_only
            )
        try:
            integrity.check_shape(place.database, opened=True)
            backups = partial(_backups, place, database, found, subkeys)
            checked = _check(place, database, backups, report, asked=check)
            with connection.whatever_fails_is_damage():
                vault = Vault(place, held, database, found, master_key)
            if restored is not None:
                vault.warnings = (Notice(restoring.UNFINISHED),)
            if not is_backup:
                vault.opened(checked=checked)
            report(_STEPS, _STEPS)
        except BaseException:
            database.close()
            raise
    except BaseException:
        if held is not None:
            held.release()
        raise
    return vault


def _read_keys(path: Path, restored: restoring.InForce | None) -> Keys:
    """Return the key slots that open the vault, those that are *restored* if any."""
    return keys.read_keys(path, restored.keys if restored else keys.NAME)


def _check(
    place: Place,
    database: Database,
    backups: Callable[[], Backups],
    report: Report,
    *,
    asked: bool,
) -> bool:
    """Check what was opened, then migrate it; return whether every page was read.

    A vault of an earlier version is always checked, and backed up, before it changes.
    """
    small = place.database.stat().st_size < integrity.CHECKED_EACH_TIME
    report(2, _STEPS)
    with connection.whatever_fails_is_damage():
        migrations.assert_ours(database)
        due = migrations.is_due(database)
        checked = due or (asked and small)
        if checked:
            integrity.check_pages(database, read_only=place.read_only)
    report(3, _STEPS)
    if due and place.read_only:
        raise OldVaultReadOnlyError
    if due:
        backups().make(manifest.Reason.BEFORE_MIGRATION, report)
        migrations.migrate(database)
    if not place.read_only:
        _complete(database)
    return checked


def _complete(database: Database) -> None:
    """Work out what a migration could not, if it was not done yet."""
    sounds = Sounds(database)
    if not sounds.are_waiting():
        return
    database.begin()
    try:
        sounds.complete()
        database.commit()
    except BaseException:
        database.roll_back()
        raise


def _backups(
    place: Place, database: Database, found: Keys, subkeys: Subkeys
) -> Backups:
    """Return the backups of a vault, whatever its version."""
    key = kept_keys.journal_key(database, subkeys)
    owner = Owner(
        vault=found.vault,
        generation=found.generation,
        database_key=subkeys.database,
        backup_key=subkeys.backup,
        journal_key=key,
        former_keys=tuple(kept_keys.former_keys(database, kept_keys.BACKUP).values()),
    )
    journal = Journal(database, key, found.desk, None, place.now)
    return Backups(place.folder, database, owner, found, journal.head, place.now)


def _assert_reachable(path: Path) -> None:
    try:
        names = {item.name for item in path.iterdir()}
    except OSError as error:
        raise VaultOutOfReachError from error
    if not names & {DATABASE, keys.NAME} and not manifest.listed(
        path / manifest.FOLDER
    ):  # With backups, what is not there was lost.
        raise VaultOutOfReachError
