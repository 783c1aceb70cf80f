"""A vault: opened in one order, read, changed in transactions, verified."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from anef_desk import clock
from anef_desk.domain.staff import Staff
from anef_desk.progress import Report, silently
from anef_desk.vault import (
    access,
    connection,
    integrity,
    kept_keys,
    keys,
    lock,
    migrations,
    old_copies,
)
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import VaultOutOfReachError
from anef_desk.vault.integrity import Verification
from anef_desk.vault.journal import Journal
from anef_desk.vault.keys import Kdf, Keys, Subkeys
from anef_desk.vault.last_seen import LastSeen
from anef_desk.vault.making import BACKUPS, DATABASE, create, finish
from anef_desk.vault.notice import Notice
from anef_desk.vault.old_copies import OldCopy
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


@dataclass(frozen=True)
class Place:
    """Where a vault is, and what it is opened with besides a passphrase."""

    folder: Path
    state: Path | None  # where this computer remembers vaults; None: the usual place
    floor: Kdf | None  # for the suite alone, see `keys.first_keys`
    now: Callable[[], datetime]


class Vault:
    """An open vault; belongs to the thread that opened it. See `open_vault`."""

    def __init__(
        self,
        place: Place,
        held: lock.Lock,
        database: Database,
        found: Keys,
        master_key: bytes,
    ) -> None:
        self._place = place
        self._folder = place.folder
        self._now = place.now
        self._lock = held
        self._verified_at: datetime | None = None
        self.warnings: tuple[Notice, ...] = ()
        self.adopt(database, found, master_key)

    def adopt(self, database: Database, found: Keys, master_key: bytes) -> None:
        """Work on *database*, under the keys made from *master_key*."""
        self._database, self._keys, self._master_key = database, found, master_key
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
        """
        self._database.begin()
        try:
            yield Store(self._database, self._journal_of(staff=staff))
        finally:
            self._database.roll_back()
        self.remember()

    def reading(self) -> Store:
        """Return a `Store` that only reads."""
        return self._reading

    def verify(self, report: Report = silently) -> Verification:
        """Check every page, the chain of the journal and every record against it.

        Raises:
            VaultDamagedError: If pages are damaged: then nothing else can be said.
        """
        integrity.check_pages(self._database)
        store = self._reading
        records, found = integrity.findings(store.journal, store.vouched(), report)
        if not store.people.index_is_whole():
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

    def old_copies(self) -> tuple[OldCopy, ...]:
        """Return the backups that whoever left can still read."""
        return old_copies.old_copies(self._folder / BACKUPS, self.generation)

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
            self._lock.release()

    def opened(self, *, checked: bool) -> None:
        """Compare with what this computer remembers, then remember this."""
        odd = self._last_seen.compare(self._reading.journal)
        seen = self._last_seen.read()
        if odd is not None:  # Still remembered, until something is written.
            self.warnings = (odd,)
            return
        before = seen.verified_at if seen else None
        self._verified_at = self._now() if checked else before
        self.remember(always=True)

    def remember(self, *, always: bool = False) -> None:
        """Have this computer remember how far the journal went, if it went on."""
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
        if known is None or known == slot.public_key:
            return
        staff = self._reading.staff.get(staff_id)
        with self.transaction(staff) as store:
            store.staff.put(staff, slot.public_key)
            store.commit()

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
    )


def open_vault(  # noqa: PLR0913 - the last three are for the suite
    path: Path,
    staff_id: str,
    passphrase: str,
    *,
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
        Place(path, state, floor, now),
        lambda found: keys.open_keys(found, staff_id, passphrase, floor),
        report,
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
    place: Place, master_key_of: Callable[[Keys], bytes], report: Report
) -> Vault:
    path = place.folder
    _assert_reachable(path)
    held = lock.take(path, place.now())
    try:
        report(0, _STEPS)
        finish(path)
        integrity.check_shape(path / DATABASE)
        found = keys.read_keys(path)
        master_key = master_key_of(found)
        report(1, _STEPS)
        with connection.whatever_fails_is_damage():
            database = connection.connect(
                path / DATABASE, Subkeys.of(master_key).database
            )
        try:
            checked = _check(path / DATABASE, database, report)
            vault = Vault(place, held, database, found, master_key)
            vault.opened(checked=checked)
        except BaseException:
            database.close()
            raise
        report(_STEPS, _STEPS)
    except BaseException:
        held.release()
        raise
    return vault


def _check(path: Path, database: Database, report: Report) -> bool:
    """Check what was opened, then migrate it; return whether every page was read."""
    with connection.whatever_fails_is_damage():
        migrations.assert_ours(database)
        report(2, _STEPS)
        checked = path.stat().st_size < integrity.CHECKED_EACH_TIME
        if checked:
            integrity.check_pages(database)
    report(3, _STEPS)
    migrations.migrate(database)
    return checked


def _assert_reachable(path: Path) -> None:
    try:
        names = {item.name for item in path.iterdir()}
    except OSError as error:
        raise VaultOutOfReachError from error
    if not names & {DATABASE, keys.NAME}:
        raise VaultOutOfReachError
