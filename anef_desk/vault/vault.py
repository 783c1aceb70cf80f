"""A vault: made once, opened in one order, changed in transactions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from anef_desk import clock
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.staff import Staff
from anef_desk.progress import Report, silently
from anef_desk.vault import connection, integrity, keys, lock, migrations
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import (
    VaultExistsError,
    VaultOutOfReachError,
)
from anef_desk.vault.files import (
    PRIVATE_FOLDER,
    explained,
    make_empty,
    sync_folder,
)
from anef_desk.vault.integrity import Verification
from anef_desk.vault.journal import Journal
from anef_desk.vault.keys import STRONG, Kdf, Keys, Subkeys
from anef_desk.vault.last_seen import LastSeen
from anef_desk.vault.notice import Notice
from anef_desk.vault.repositories.cases import Cases
from anef_desk.vault.repositories.colleagues import Colleagues
from anef_desk.vault.repositories.documents import Documents
from anef_desk.vault.repositories.drafts import Drafts
from anef_desk.vault.repositories.letters import Letters
from anef_desk.vault.repositories.organisation import OrganisationRecord
from anef_desk.vault.repositories.people import People

DATABASE = "vault.db"
UNFINISHED = "vault.new.db"
BACKUPS = "backups"

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


class Store:
    """What a vault holds, as seen by one transaction, or only read."""

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self.journal = journal
        self.people = People(database, journal)
        self.documents = Documents(database, journal)
        self.cases = Cases(database, journal)
        self.letters = Letters(database, journal)
        self.drafts = Drafts(database, journal)
        self.organisation = OrganisationRecord(database, journal)
        self.staff = Colleagues(database, journal)

    def commit(self) -> int:
        """Make every change durable; return the number of the last journal entry.

        Raises:
            DiskFullError: If there is no room: nothing was changed.
            OutsideTransactionError: If nothing can be written now.
        """
        self.journal.assert_writing()
        head = self.journal.head()
        self._database.commit()
        return head.number


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


def create(  # noqa: PLR0913 - the last three are for the suite
    path: Path,
    organisation: Organisation,
    staff: Staff,
    passphrase: str,
    *,
    kdf: Kdf = STRONG,
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
        kdf: What each guess of the passphrase costs; never below the floor.
        floor: For the suite alone, see `keys.first_keys`; the desk never passes it.
        now: The clock.

    Raises:
        VaultExistsError: If there is a vault there.
        ExpectedError: If the place cannot be written, is full, or is in use.
    """
    made = not path.exists()
    with explained():
        path.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    held = lock.take(path, now())
    try:
        _refuse_existing(path)
        if not any(item.name not in lock.FILES for item in path.iterdir()):
            with suppress(OSError):  # A stick without permissions.
                path.chmod(PRIVATE_FOLDER)
        slots, master_key = keys.first_keys(staff, passphrase, kdf, floor)
        subkeys = Subkeys.of(master_key)
        _forget(path)
        try:
            _make_database(path, organisation, staff, slots, subkeys, now)
            with explained():
                (path / BACKUPS).mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            keys.write_keys(path, slots)
        except BaseException:
            _forget(path)
            raise
        _finish(path)
    except BaseException:
        held.release()
        if made and not _has_vault(path):
            _remove_empty(path)
        raise
    held.release()


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
        _finish(path)
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
    return checked


def _assert_reachable(path: Path) -> None:
    try:
        names = {item.name for item in path.iterdir()}
    except OSError as error:
        raise VaultOutOfReachError from error
    if not names & {DATABASE, keys.NAME}:
        raise VaultOutOfReachError


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


def _finish(path: Path) -> None:
    """Give the database of a new vault its name; its keys are there already."""
    unfinished, finished = path / UNFINISHED, path / DATABASE
    if unfinished.exists() and (path / keys.NAME).exists() and not finished.exists():
        with explained():
            unfinished.rename(finished)
            _journal_of(unfinished).unlink(missing_ok=True)
            sync_folder(path)


def _forget(path: Path) -> None:
    """Remove what was begun and never became a vault."""
    with explained():
        for name in (path / UNFINISHED, _journal_of(path / UNFINISHED)):
            name.unlink(missing_ok=True)


def _remove_empty(path: Path) -> None:
    """Remove the folder of a vault that could not be made."""
    with suppress(OSError):
        (path / lock.NAME).unlink(missing_ok=True)
        if (path / BACKUPS).exists():
            (path / BACKUPS).rmdir()
        path.rmdir()


def _journal_of(database: Path) -> Path:
    return database.with_name(f"{database.name}-journal")
