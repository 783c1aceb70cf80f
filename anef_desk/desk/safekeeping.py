"""Keeping the vault safe: backups, a second place, a rehearsal, and the way back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final, Literal

from anef_desk import clock
from anef_desk.desk.context import Context
from anef_desk.desk.roles import Act
from anef_desk.domain.staff import Staff
from anef_desk.errors import Cancelled, ExpectedError
from anef_desk.i18n import N_, Translations
from anef_desk.progress import Report, silently
from anef_desk.vault import gate, keys, restoring
from anef_desk.vault import manifest as manifests
from anef_desk.vault import restore as restoration
from anef_desk.vault.contents import Table
from anef_desk.vault.errors import (
    ReadOnlyPlaceError,
    ReadOnlyVaultError,
    UnknownBackupError,
    VaultDamagedError,
    VaultOutOfReachError,
    WrongPassphraseError,
)
from anef_desk.vault.files import is_folder
from anef_desk.vault.keeping import is_ahead
from anef_desk.vault.manifest import Backup, Reason
from anef_desk.vault.notice import Notice
from anef_desk.vault.old_copies import OldCopy
from anef_desk.vault.rereading import damaged_backup
from anef_desk.vault.safe_state import SafeState
from anef_desk.vault.second_place import copy_newest

SECOND_PLACE: Final = "second_place"
"""The setting that says where copies of the backups go."""

AMBER: Final = timedelta(days=7)
RED: Final = timedelta(days=30)
REHEARSED_EVERY: Final = timedelta(days=7)
TIMER: Final = timedelta(minutes=30)
"""How long somebody works before a backup is made without their asking."""

_TO_SAVE: Final = 3.0
_TO_COPY: Final = 1.0
"""Seconds a lock gives to a backup, then to its copy in a second place.

Five seconds after a lock nobody's key is left. What is given up leaves nothing that
counts, and is made at the next opening.
"""

Level = Literal["done", "soon", "late", "none"]
"""As on a chip: well, to look at, to do now, nothing to say."""

REASONS: Final = {
    Reason.LOCK: N_("au verrouillage"),
    Reason.TIMER: N_("pendant le travail"),
    Reason.BEFORE_MIGRATION: N_("avant une mise à jour"),
    Reason.BEFORE_ROTATION: N_("avant un changement de clé"),
    Reason.AFTER_ROTATION: N_("après un changement de clé"),
    Reason.BEFORE_ERASURE: N_("avant un effacement"),
    Reason.BY_HAND: N_("à la main"),
}
"""Why a backup was made, to be translated."""


class SamePlaceError(ExpectedError):
    """The second place is the first one."""

    message = N_(
        "Ce dossier est celui du coffre : s’il est perdu, la copie l’est aussi."
    )
    advice = N_("Choisissez une clé USB, ou un autre disque.")
    exit_code = 2


class UnreachablePlaceError(ExpectedError):
    """The second place is not there now, or none was chosen."""

    message = N_("Le second emplacement n’est pas accessible.")
    advice = N_("Branchez la clé USB ou le disque, puis réessayez.")
    exit_code = 16


class LockedPlaceError(ExpectedError):
    """The second place is there, and nothing can be written in it."""

    message = N_("Le second emplacement ne peut pas être modifié.")
    advice = ReadOnlyPlaceError.advice
    exit_code = 14


@dataclass(frozen=True, kw_only=True)
class BackupRow:
    """A backup in a list."""

    name: str
    folder: Path
    made_at: datetime
    reason: Reason | None  # None when the backup does not say any more
    readable: bool  # its manifest reads


@dataclass(frozen=True, kw_only=True)
class Former:
    """Backups under a former key: whoever left can still read them."""

    copies: tuple[BackupRow, ...]  # beside the vault, then in the second place
    elsewhere: bool  # a second place is not there now: it may hold more of them


@dataclass(frozen=True, kw_only=True)
class SafetyState:
    """How safe the vault is, at the moment *at*."""

    at: datetime
    last: BackupRow | None
    last_level: Level
    changed: bool  # something was written since
    second_place: str  # "" when none was chosen
    second_reachable: bool
    second_at: datetime | None
    second_level: Level
    rehearsed_at: datetime | None
    rehearsal_sound: bool
    rehearsal_level: Level
    backups: tuple[BackupRow, ...]  # the newest first
    former: tuple[BackupRow, ...]  # made under a former key, here and elsewhere
    damaged: tuple[str, ...]  # originals that a restoration kept


@dataclass(frozen=True, kw_only=True)
class Recovery:
    """What a restoration did, for whoever shows it."""

    keys_only: bool  # nothing was lost
    made_at: datetime | None
    erased_again: int
    notices: tuple[Notice, ...]


class Safekeeping:
    """The backups of an open vault."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._left = threading.Event()
        self._copying = threading.Lock()  # held while something goes to a second place

    @property
    def unsaved(self) -> bool:
        """Return whether the last session ended before its backup was made."""
        return self._context.vault.unsaved

    def state(self) -> SafetyState:
        """Return how safe the vault is now."""
        vault, at = self._context.vault, self._context.vault.now()
        ours = vault.backups.readable()
        noted = vault.backups.state.read()
        second = self._second_place()
        last = _row(ours[0]) if ours else None
        changed = vault.backup_due
        return SafetyState(
            at=at,
            last=last,
            last_level=_age(last.made_at, at) if last and changed else _is(bool(last)),
            changed=changed,
            second_place=str(second or ""),
            second_reachable=second is not None and is_folder(second),
            second_at=noted.copied_at,
            second_level=_second(second, noted.copied_at, at),
            rehearsed_at=noted.rehearsed_at,
            rehearsal_sound=noted.sound,
            rehearsal_level=_rehearsal(noted.rehearsed_at, at, sound=noted.sound),
            backups=tuple(map(_row, ours)),
            former=self.former().copies,
            damaged=restoring.kept(vault.folder),
        )

    def back_up(
        self, reason: Reason = Reason.BY_HAND, report: Report = silently
    ) -> BackupRow:
        """Make a backup, and copy it to the second place if that is there.

        Raises:
            ExpectedError: If the vault is damaged, or the place full or out of reach.
            Cancelled: If *report* raises it, or somebody leaves.
        """
        told = partial(self._unless_left, report)
        made = self._context.vault.back_up(reason, told)
        second = self._second_place()
        if second is not None and is_folder(second):
            self._copy_to(second, told)
        return _row(made)

    def leave(self) -> None:
        """Stop the backup that is under way: somebody leaves. From any thread."""
        self._left.set()

    def while_working(self) -> BackupRow | None:
        """Make a backup if anything was written since the last; every `TIMER`.

        Whoever works may not wait for a second place: see `copying`.
        """
        vault = self._context.vault
        if not vault.backup_due:
            return None
        return _row(vault.back_up(Reason.TIMER, partial(self._unless_left, silently)))

    def copying(self) -> Callable[[Report], None] | None:
        """Return the work that copies the newest backup to the second place.

        It opens no database, and is done beside the thread of the vault: a share that
        does not answer then stops nobody. None: there is no second place, or nothing
        to copy.
        """
        vault, second = self._context.vault, self._second_place()
        if second is None or vault.read_only:
            return None
        ours, at = vault.backups.readable(), vault.now()
        place, state = vault.backups.second(second), vault.backups.state

        def copy(report: Report) -> None:
            if not self._copying.acquire(blocking=False):
                return  # The one before still waits for its share.
            try:
                if is_folder(second):
                    told = partial(self._unless_left, report)
                    with _of_the_second_place(second):
                        copy_newest(ours, place, state, at, told)
            finally:
                self._copying.release()

        return copy

    def _copy_to(self, second: Path, report: Report) -> None:
        with self._copying, _of_the_second_place(second):
            self._context.vault.backups.copy_to(second, report)

    def _copy_quietly(
        self, ours: tuple[Backup, ...], place: Path, state: SafeState, now: datetime
    ) -> None:
        """Copy; nobody is there any more to be told why it did not work."""
        with suppress(ExpectedError), self._copying:
            copy_newest(ours, place, state, now)

    def _unless_left(self, report: Report, done: int, total: int, /) -> None:
        if self._left.is_set():
            raise Cancelled
        report(done, total)

    def close(self) -> None:
        """Make a backup if one is due, close the vault, then copy what was made.

        The vault is closed whatever happens. Neither a large vault nor a second place
        that does not answer is waited for: the process that holds the key must end.
        """
        vault, until = self._context.vault, time.monotonic() + _TO_SAVE

        def hurried(_done: int, _total: int, /) -> None:
            if time.monotonic() > until:
                raise Cancelled

        ours: tuple[Backup, ...] = ()
        try:
            second = None if vault.read_only else self._second_place()
            if vault.backup_due:
                try:
                    vault.back_up(Reason.LOCK, hurried)
                except Cancelled:  # It is said at the next opening.
                    vault.backups.give_up()
            ours = vault.backups.readable()
        finally:
            vault.close()
        if second is None or not ours:
            return
        place, state = vault.backups.second(second), vault.backups.state
        copying = threading.Thread(
            target=self._copy_quietly,
            args=(ours, place, state, vault.now()),
            daemon=True,
        )
        copying.start()
        copying.join(_TO_COPY)

    def choose_second_place(self, place: Path | None) -> None:
        """Choose where copies go from now on; None for nowhere.

        Raises:
            UnreachablePlaceError: If *place* is no folder.
            SamePlaceError: If *place* is in the folder of the vault.
            NotAllowedError: If the role of whoever is here does not allow it.
        """
        context = self._context
        if place is not None:
            if not is_folder(place):
                raise UnreachablePlaceError
            if place.resolve().is_relative_to(context.vault.folder.resolve()):
                raise SamePlaceError
        with context.writing(Act.BACKUPS) as store:
            store.settings.put(SECOND_PLACE, str(place.absolute()) if place else "")
            store.commit()

    def copy_to_second_place(self, report: Report = silently) -> None:
        """Copy the newest backup to the second place now; make one if one is due.

        Raises:
            ReadOnlyVaultError: If the vault was opened to be read.
            UnreachablePlaceError: If it is not there.
            ExpectedError: If it is full or cannot be written.
        """
        second, vault = self._second_place(), self._context.vault
        if vault.read_only:
            raise ReadOnlyVaultError
        if second is None or not is_folder(second):
            raise UnreachablePlaceError
        if vault.backup_due:
            vault.back_up(Reason.BY_HAND, report)
        self._copy_to(second, report)

    @property
    def rehearsal_due(self) -> bool:
        """Return whether a restoration should be rehearsed now."""
        vault = self._context.vault
        if vault.read_only or not vault.backups.readable():
            return False
        done, at = vault.backups.state.read().rehearsed_at, vault.now()
        return done is None or is_ahead(done, at) or at - done >= REHEARSED_EVERY

    def rehearse(self, report: Report = silently) -> bool | None:
        """Put the newest backup back for a try; may run beside the vault's thread.

        Returns:
            Whether it held, or None when there is no backup to put back.

        Raises:
            ReadOnlyVaultError: If the vault was opened to be read.
            ExpectedError: If there is no room for it, or no way to write.
        """
        if self._context.vault.read_only:
            raise ReadOnlyVaultError
        done = self._context.vault.backups.rehearse(report)
        return None if done is None else done.sound

    def former(self) -> Former:
        """Return the backups that whoever left can still read."""
        second = self._second_place()
        return Former(
            copies=tuple(map(_former_row, self._old_copies())),
            elsewhere=second is not None and not is_folder(second),
        )

    def discard_former(self, report: Report = silently) -> Former:
        """Delete the backups made under a former key, here and in the second place.

        Unless one holds under the present key, it is made first: a vault is never
        without any.

        Returns:
            What was deleted, and whether a second place may hold more.

        Raises:
            NotAllowedError: If the role of whoever is here does not allow it.
            ExpectedError: If a place is full, or cannot be written.
        """
        by, vault = self._context.allow(Act.BACKUPS), self._context.vault
        found, copies, second = self.former(), self._old_copies(), self._second_place()
        if copies and not any(map(vault.backups.is_genuine, vault.backups.readable())):
            vault.back_up(Reason.AFTER_ROTATION, report)
        gate.delete_old_copies(vault, by, copies)
        if second is not None and is_folder(second):
            with suppress(ExpectedError):  # It shows its age.
                self._copy_to(second, report)
        return found

    def discard_damaged(self) -> tuple[str, ...]:
        """Remove the damaged originals that restorations kept; return their names.

        Raises:
            NotAllowedError: If the role of whoever is here does not allow it.
            ExpectedError: If the place cannot be written.
        """
        by = self._context.allow(Act.BACKUPS)
        return gate.delete_damaged(self._context.vault, by)

    def breach_sheet(self, texts: Translations) -> bytes:
        """Return the page that says what to do when a computer was lost, as a PDF."""
        from anef_desk.letters import pdf  # noqa: PLC0415 - at the first sheet
        from anef_desk.letters.breach_sheet import breach_sheet  # noqa: PLC0415

        organisation = self._context.vault.reading().organisation.get()
        return pdf.letter(breach_sheet(organisation, texts, self._context.today()))

    def checking(self, skip: int = 0) -> Iterator[tuple[int, int]]:
        """Check every page a part at a time; see `Vault.checking`."""
        return self._context.vault.checking(skip)

    def hurry(self) -> None:
        """Stop the part that is being checked: somebody waits. From any thread."""
        self._context.vault.hurry()

    @property
    def check_due(self) -> bool:
        """Return whether the pages are still to be checked in this session."""
        return self._context.vault.check_due

    def contents(self, report: Report = silently) -> dict[str, Table]:
        """Return what every table holds: how many rows, and one hash of all."""
        return dict(self._context.vault.contents(report))

    def _old_copies(self) -> tuple[OldCopy, ...]:
        return self._context.vault.old_copies(self._second_place())

    def _second_place(self) -> Path | None:
        chosen = self._context.vault.reading().settings.get(SECOND_PLACE)
        return Path(chosen) if chosen else None


@contextmanager
def _of_the_second_place(second: Path) -> Iterator[None]:
    """Say that it is the second place that refuses: the vault is well where it is."""
    try:
        yield
    except ReadOnlyPlaceError as error:
        raise LockedPlaceError from error
    except VaultOutOfReachError as error:
        if is_folder(second):
            raise
        raise UnreachablePlaceError from error


def backups_of(folder: Path) -> tuple[BackupRow, ...]:
    """Return the backups beside the vault in *folder*; asks for no passphrase."""
    return _newest_first(map(_row, manifests.listed(folder / manifests.FOLDER)))


def backups_in(place: Path) -> tuple[BackupRow, ...]:
    """Return the backups found in a folder somebody chose, the newest first.

    It may be a backup, a folder of backups, a vault, or a second place, under other
    names than those they were given: somebody copied them by hand.
    """
    itself = manifests.backup_at(place)
    if itself is not None:
        return (_row(itself),)
    try:
        inside = [item for item in place.iterdir() if item.is_dir()]
    except OSError:
        return ()
    listed = {
        backup.folder: backup
        for where in (place, *inside)
        for backup in manifests.listed(where)
    }
    renamed = {item: manifests.backup_at(item) for item in inside}
    found = filter(None, (renamed | listed).values())
    return _newest_first(map(_row, found))


def _newest_first(rows: Iterable[BackupRow]) -> tuple[BackupRow, ...]:
    """Return *rows* in order; those a wrong clock dated ahead are not the newest."""
    at = clock.now()
    by_name = sorted(rows, key=lambda row: row.made_at, reverse=True)
    return tuple(sorted(by_name, key=lambda row: is_ahead(row.made_at, at)))


def staff_of_backup(backup: Path) -> tuple[Staff, ...]:
    """Return who could open the vault when the backup in *backup* was made.

    Raises:
        UnknownBackupError: If it is not there.
        BackupDamagedError: If its keys are damaged; those of the vault may be whole.
        ExpectedError: If it cannot be read.
    """
    if not is_folder(backup):
        raise UnknownBackupError
    with damaged_backup():
        return tuple(slot.staff for slot in keys.read_keys(backup).slots)


def staff_of_kept_keys(folder: Path) -> tuple[Staff, ...]:
    """Return who may open the vault in *folder* with the copy of its damaged keys.

    Nobody, when the keys are not what is damaged, or their copy is as well.
    """
    try:
        keys.read_keys(folder)
    except VaultDamagedError:
        with suppress(ExpectedError):
            return tuple(slot.staff for slot in keys.read_previous(folder).slots)
    except ExpectedError:
        return ()
    return ()


def put_back(
    folder: Path, backup: Path | None, staff_id: str, passphrase: str
) -> Recovery:
    """Put back the keys alone if they are all that was damaged, else *backup*.

    Raises:
        WrongPassphraseError: If there is no backup, and no copy of the keys opens the
            vault with *passphrase*.
        ExpectedError: See `restore`.
    """
    done = restore_keys(folder, staff_id, passphrase)
    if done is not None:
        return done
    if backup is None:
        raise WrongPassphraseError
    return restore(folder, backup, staff_id, passphrase)


def restore(
    folder: Path,
    backup: Path,
    staff_id: str,
    passphrase: str,
    *,
    report: Report = silently,
) -> Recovery:
    """Put the backup in *backup* in the place of the vault; the original is kept.

    Raises:
        ExpectedError: If the backup is damaged, the passphrase is not the one of its
            day, or the place is in use, full, read-only or out of reach.
    """
    done = restoration.restore(folder, backup, staff_id, passphrase, report=report)
    return _recovery(done)


def restore_keys(folder: Path, staff_id: str, passphrase: str) -> Recovery | None:
    """Put back the keys alone, if they are all that was damaged; None if not so.

    Raises:
        ExpectedError: If the place is in use, full, read-only or out of reach.
    """
    done = restoration.restore_keys(folder, staff_id, passphrase)
    return _recovery(done) if done else None


def _recovery(done: restoration.Restored) -> Recovery:
    return Recovery(
        keys_only=not done.backup,
        made_at=done.made_at,
        erased_again=done.erased_again,
        notices=done.notices,
    )


def _row(backup: Backup) -> BackupRow:
    manifest = backup.manifest
    return BackupRow(
        name=backup.name,
        folder=backup.folder,
        made_at=backup.made_at,
        reason=manifest.reason if manifest else None,
        readable=manifest is not None,
    )


def _former_row(copy: OldCopy) -> BackupRow:
    return BackupRow(
        name=copy.path.name,
        folder=copy.path,
        made_at=copy.made_at,
        reason=None,
        readable=True,
    )


def _is(there: bool) -> Level:  # noqa: FBT001 - the answer itself
    return "done" if there else "late"


def _age(moment: datetime, at: datetime) -> Level:
    """Return the colour of something done at *moment*.

    What a wrong clock dated ahead was done nobody knows when.
    """
    if is_ahead(moment, at):
        return "soon"
    old = at - moment
    return "late" if old > RED else "soon" if old > AMBER else "done"


def _second(place: Path | None, copied: datetime | None, at: datetime) -> Level:
    if place is None:
        return "soon"
    return "late" if copied is None else _age(copied, at)


def _rehearsal(done: datetime | None, at: datetime, *, sound: bool) -> Level:
    if done is None:
        return "none"
    return _age(done, at) if sound else "late"
