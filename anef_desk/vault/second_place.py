"""A second place for backups: a stick, a share. What one disk loses, another has."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from anef_desk.progress import Report, silently
from anef_desk.vault import erased, keys
from anef_desk.vault.copying import (
    copy_file,
    forget_unfinished,
    give_name,
    make_folder,
    remove_folder,
    room_for_backup,
    take_away,
    unnamed,
)
from anef_desk.vault.errors import BackupDamagedError
from anef_desk.vault.files import read_file, replace_file
from anef_desk.vault.keeping import to_keep
from anef_desk.vault.manifest import (
    DATABASE,
    NAME,
    Backup,
    digest_of,
    listed,
)
from anef_desk.vault.safe_state import SafeState

COPIED: Final = (DATABASE, keys.NAME, NAME)
"""The files of a backup."""


@room_for_backup()
def copy_newest(
    ours: tuple[Backup, ...],
    place: Path,
    state: SafeState,
    now: datetime,
    report: Report = silently,
) -> Backup | None:
    """Copy the newest of *ours* to *place*; see `Backups.copy_to`. Opens no database.

    The list of erased people goes with it: the computer may be lost.

    Args:
        ours: The backups, the newest first.
        place: The folder of this vault in the second place, made if it is not there.
        state: Where it is noted.
        now: The present moment.
        report: Told between two blocks; may raise to stop.
    """
    if not ours:
        return None
    newest = ours[0]
    target = place / newest.name
    if not _is_whole(newest, target):
        make_folder(place)
        forget_unfinished(place)
        part = unnamed(target)
        try:
            make_folder(part)
            for file in COPIED:
                copy_file(newest.folder / file, part / file, report)
            _assert_same(newest, part)
            remove_folder(target)
            give_name(part, target)
        except BaseException:
            remove_folder(part)
            raise
        prune(place, now)
    with suppress(FileNotFoundError):  # Nobody was erased yet.
        known = read_file(newest.folder.parent / erased.NAME, erased.LARGEST)
        replace_file(place / erased.NAME, known)
    state.note(copied=newest.name, copied_at=now)
    return Backup(target, newest.manifest)


def _is_whole(backup: Backup, copy: Path) -> bool:
    """Return whether each file of *copy* is there, and as long as that of *backup*."""
    try:
        return all(
            (copy / file).stat().st_size == (backup.folder / file).stat().st_size
            for file in COPIED
        )
    except OSError:  # A stick pulled too soon, or somebody made room on it.
        return False


def _assert_same(backup: Backup, copy: Path) -> None:
    manifest = backup.manifest
    if manifest is None or digest_of(copy / DATABASE) != manifest.sha256:
        raise BackupDamagedError


def prune(place: Path, now: datetime) -> None:
    """Remove the backups in *place* that have had their time."""
    known = listed(place)
    kept = to_keep({backup.made_at: _reached(backup) for backup in known}, now)
    for backup in known:
        if backup.made_at not in kept:
            take_away(backup.folder)


def _reached(backup: Backup) -> int:
    """Return how far the journal went in *backup*, as far as it still says."""
    return -1 if backup.manifest is None else backup.manifest.number
