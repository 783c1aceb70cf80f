"""A vault: opened in one order, read, changed in transactions, verified."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from anef_desk import clock
from anef_desk.domain.staff import Staff
from anef_desk.progress import Report, silently
from anef_desk.vault import connection, integrity, keys, lock, migrations
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import (
    VaultOutOfReachError,
)
from anef_desk.vault.integrity import Verification
from anef_desk.vault.journal import Journal
from anef_desk.vault.keys import Kdf, Subkeys
from anef_desk.vault.last_seen import LastSeen
from anef_desk.vault.making import DATABASE, create, finish
from anef_desk.vault.notice import Notice
from anef_desk.vault.sounds import Sounds
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


class Vault:
    """An open vault; belongs to the thread that opened it. See `open_vault`."""

    def __init__(
        self,
        folder: Path,
        held: lock.Lock,
        database: Database,
        journal_of: Callable[[Staff | None], Journal],
        last_seen: LastSeen,
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
        self.warnings: tuple[Notice, ...] = ()

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
            yield Store(self._database, self._journal_of(staff))
        finally:
            self._database.roll_back()
        self._remember()

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
        repositories = {
            repository.entity: repository
            for repository in (
                store.people,
                store.documents,
                store.cases,
                store.letters,
                store.organisation,
                store.staff,
                store.events,
                store.identities,
                store.appointments,
                store.households,
                store.merges,
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
        self._remember(always=True)

    def _remember(self, *, always: bool = False) -> None:
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
    _assert_reachable(path)
    held = lock.take(path, now())
    try:
        report(0, _STEPS)
        finish(path)
        integrity.check_shape(path / DATABASE)
        found = keys.read_keys(path)
        master_key = keys.open_keys(found, staff_id, passphrase, floor)
        subkeys = Subkeys.of(master_key)
        report(1, _STEPS)
        with connection.whatever_fails_is_damage():
            database = connection.connect(path / DATABASE, subkeys.database)
        try:
            checked = _check(path / DATABASE, database, report)
            seen = LastSeen.of(state, subkeys.state, found.vault, found.generation)
            vault = Vault(
                path,
                held,
                database,
                lambda staff: Journal(
                    database, subkeys.journal, found.desk, staff, now
                ),
                seen,
                now,
            )
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


def _assert_reachable(path: Path) -> None:
    try:
        names = {item.name for item in path.iterdir()}
    except OSError as error:
        raise VaultOutOfReachError from error
    if not names & {DATABASE, keys.NAME}:
        raise VaultOutOfReachError
