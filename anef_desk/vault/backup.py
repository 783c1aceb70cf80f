"""Backups of an open vault: made, read again before they count, kept for a while.

Each is a vault of its own in ``backups/``, under the same key. It gets its name only
once a fresh connection has opened it and found in it what the vault holds.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from anef_desk.errors import ExpectedError
from anef_desk.progress import Report, silently
from anef_desk.vault import connection, contents, keys
from anef_desk.vault.connection import Database
from anef_desk.vault.contents import contents as read_contents
from anef_desk.vault.copying import (
    UNFINISHED,
    copy_file,
    forget_unfinished,
    give_name,
    make_folder,
    remove_folder,
    room_for_backup,
    unnamed,
)
from anef_desk.vault.erased import ErasedPeople
from anef_desk.vault.errors import BackupDamagedError
from anef_desk.vault.files import explained, make_empty, read_file, replace_file
from anef_desk.vault.journal import Head
from anef_desk.vault.keeping import is_ahead
from anef_desk.vault.keys import Keys
from anef_desk.vault.manifest import (
    DATABASE,
    FOLDER,
    FORMAT,
    NAME,
    VERSION,
    Backup,
    Manifest,
    Reason,
    assert_genuine,
    digest_of,
    listed,
    moment_of,
    sealed_contents,
    signed,
    stamp,
    written,
)
from anef_desk.vault.rereading import read_again
from anef_desk.vault.safe_state import SafeState
from anef_desk.vault.second_place import COPIED, copy_newest, prune

_SCRATCH: Final = f"rehearsal{UNFINISHED}"
_GIVEN_UP: Final = f"given-up{UNFINISHED}"


@dataclass(frozen=True)
class Owner:
    """The vault backups are of, and the keys they are made and checked with."""

    vault: str
    generation: int
    database_key: bytes
    backup_key: bytes
    journal_key: bytes
    former_keys: tuple[bytes, ...] = ()  # for backups, of the generations before


@dataclass(frozen=True)
class Rehearsal:
    """A backup was put back in a scratch folder, opened and read: did it hold?"""

    backup: str
    at: datetime
    sound: bool


class Backups:
    """The backups of an open vault."""

    def __init__(
        self,
        folder: Path,
        database: Database,
        owner: Owner,
        present: Keys,
        head: Callable[[], Head],
        now: Callable[[], datetime],
    ) -> None:
        self.folder = folder / FOLDER
        self.present = present  # keys that open it, whatever became of their file
        self._database = database
        self._owner = owner
        self._head = head
        self._now = now
        self._rehearsing = False  # on another thread than the one that makes backups
        self.state = SafeState.of(self.folder, owner.vault, owner.backup_key)
        self.erased = ErasedPeople.of(
            self.folder, owner.vault, owner.backup_key, owner.former_keys
        )

    def all(self) -> tuple[Backup, ...]:
        """Return every backup beside the vault, the newest first."""
        return listed(self.folder)

    def readable(self) -> tuple[Backup, ...]:
        """Return those that the present key opens, the newest first.

        Those of a former generation are for whoever held its key. Those a wrong clock
        dated ahead come last: they are not the newest, whatever their names say.
        """
        now = self._now()
        return tuple(
            sorted(
                filter(self._is_ours, self.all()),
                key=lambda backup: is_ahead(backup.made_at, now),
            )
        )

    def is_genuine(self, backup: Backup) -> bool:
        """Return whether *backup* is as it was written, to its last byte."""
        try:
            assert_genuine(backup, self._owner.backup_key)
        except BackupDamagedError:
            return False
        return True

    def is_due(self) -> bool:
        """Return whether the vault or its keys are no longer those of the last one."""
        ours = self.readable()
        if not ours or ours[0].manifest is None:
            return True
        if ours[0].manifest.number != self._head().number:
            return True
        try:
            kept = read_file(ours[0].folder / keys.NAME, keys.LARGEST_FILE)
        except FileNotFoundError:
            return True
        return kept != keys.written(self.present)

    @room_for_backup()
    def make(self, reason: Reason, report: Report = silently) -> Backup:
        """Make a backup, read it again, then forget those that have had their time.

        Args:
            reason: Why now.
            report: Told between two steps; may raise to stop: nothing is left behind.

        Raises:
            BackupDamagedError: If what was written does not say what the vault says.
            ExpectedError: If the vault is damaged, or the place full or out of reach.
        """
        make_folder(self.folder)
        forget_unfinished(self.folder, spared=_SCRATCH if self._rehearsing else "")
        name = self._free_name()
        part = unnamed(self.folder / name)
        try:
            make_folder(part)
            made = self._write(part, name, reason, report)
            give_name(part, self.folder / name)
        except BaseException:
            remove_folder(part)
            raise
        self.prune()
        return Backup(self.folder / name, made)

    def give_up(self) -> None:
        """Remember that there was no time for a backup; until the next one."""
        with suppress(ExpectedError):
            make_folder(self.folder)
            make_folder(self.folder / _GIVEN_UP)

    @property
    def missed(self) -> bool:
        """Return whether one is due that was begun, or that follows others."""
        if not self.is_due():  # As at nearly every opening, where this is asked.
            return False
        begun = any(
            item.is_dir() and item.name != _SCRATCH
            for item in self.folder.glob(f"*{UNFINISHED}")
        )
        return begun or bool(self.all())

    def prune(self) -> None:
        """Remove the backups that have had their time."""
        prune(self.folder, self._now())

    def copy_to(self, place: Path, report: Report = silently) -> Backup | None:
        """Copy the newest backup to a second place, read it back, and note when.

        Args:
            place: A folder somewhere else; this vault gets a folder of its own in it.
            report: Told between two blocks; may raise to stop.

        Returns:
            The copy, or None when there is nothing to copy.

        Raises:
            VaultOutOfReachError: If *place* is not there now.
            BackupDamagedError: If the copy is not what was to be copied.
            ExpectedError: If *place* is full or cannot be written.
        """
        return copy_newest(
            self.readable(), self.second(place), self.state, self._now(), report
        )

    def second(self, place: Path) -> Path:
        """Return the folder of this vault in the second place."""
        return place / self._owner.vault

    @room_for_backup()
    def rehearse(self, report: Report = silently) -> Rehearsal | None:
        """Put the newest backup back in a scratch folder, read all of it, note it.

        It opens a connection of its own, and may run beside the vault's thread.

        Returns:
            What was found, or None when there is no backup to put back.

        Raises:
            ExpectedError: If there is no room for it, or no way to write.
        """
        ours = self.readable()
        if not ours:
            return None
        scratch = self.folder / _SCRATCH
        self._rehearsing = True
        try:
            remove_folder(scratch)
            make_folder(scratch)
            sound = self._holds(ours[0], scratch, report)
        finally:
            remove_folder(scratch)
            self._rehearsing = False
        done = Rehearsal(ours[0].name, self._now(), sound)
        self.state.note(rehearsed=done.backup, rehearsed_at=done.at, sound=sound)
        return done

    def _write(self, part: Path, name: str, reason: Reason, report: Report) -> Manifest:
        owner = self._owner
        make_empty(part / DATABASE)
        copy = connection.connect(part / DATABASE, owner.database_key)
        try:
            self._database.copy_to(copy, report)
        finally:
            copy.close()
        expected = contents.as_bytes(read_contents(self._database, report))
        if read_again(part / DATABASE, owner.database_key, report) != expected:
            raise BackupDamagedError
        replace_file(part / keys.NAME, keys.written(self.present))
        with explained():
            size = (part / DATABASE).stat().st_size
        manifest = signed(
            Manifest(
                format=FORMAT,
                version=VERSION,
                vault=owner.vault,
                generation=owner.generation,
                made_at=moment_of(name),
                reason=reason,
                number=self._head().number,
                size=size,
                sha256=digest_of(part / DATABASE),
                contents=sealed_contents(expected, owner.backup_key),
            ),
            owner.backup_key,
        )
        replace_file(part / NAME, written(manifest))
        return manifest

    def _holds(self, backup: Backup, scratch: Path, report: Report) -> bool:
        owner = self._owner
        try:
            manifest = assert_genuine(backup, owner.backup_key)
            for file in COPIED:
                copy_file(backup.folder / file, scratch / file, report)
            found = read_again(
                scratch / DATABASE, owner.database_key, report, owner.journal_key
            )
        except BackupDamagedError:
            return False
        sealed = sealed_contents(found, owner.backup_key)
        return hmac.compare_digest(sealed, manifest.contents)

    def _is_ours(self, backup: Backup) -> bool:
        manifest = backup.manifest
        return (
            manifest is not None
            and manifest.vault == self._owner.vault
            and manifest.generation == self._owner.generation
        )

    def _free_name(self) -> str:
        """Return a name no backup has, later than all those made this second."""
        moment = self._now()
        while (self.folder / stamp(moment)).exists():
            moment += timedelta(seconds=1)
        return stamp(moment)
