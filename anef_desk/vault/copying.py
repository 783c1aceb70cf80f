"""Copies of a vault's files: private, durable, read back."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from anef_desk.progress import Report, silently
from anef_desk.vault.errors import DiskFullError, NoRoomForBackupError
from anef_desk.vault.files import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    explained,
    sync_folder,
)

UNFINISHED: Final = ".part"
"""How the name of a folder ends that does not count: half made, or half removed."""

_AT_ONCE: Final = 1 << 20


@contextmanager
def room_for_backup() -> Iterator[None]:
    """Say of a full disk that it is a backup it has no room for, and no change."""
    try:
        yield
    except DiskFullError as error:
        raise NoRoomForBackupError from error


def copy_file(source: Path, target: Path, report: Report = silently) -> None:
    """Copy *source*, which no database has open, to the new file *target*.

    Raises:
        ExpectedError: If it cannot be read or written; *target* may then be cut.
    """
    with explained():
        total = source.stat().st_size
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
        with os.fdopen(handle, "wb") as written, source.open("rb") as read:
            while block := read.read(_AT_ONCE):
                written.write(block)
                report(written.tell(), max(total, 1))
            written.flush()
            os.fsync(written.fileno())


def make_folder(folder: Path) -> None:
    """Make the folder *folder*, which only its owner may read.

    What it is in must be there: a stick that was pulled out is not made up.

    Raises:
        VaultOutOfReachError: If it is not.
        ExpectedError: If it cannot be made for another reason.
    """
    with explained():
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)


def unnamed(folder: Path) -> Path:
    """Return where *folder* is as long as it does not count."""
    return folder.with_name(f"{folder.name}{UNFINISHED}")


def give_name(part: Path, folder: Path) -> None:
    """Give a finished folder its name, durably."""
    with explained():
        sync_folder(part)
        part.rename(folder)
        sync_folder(folder.parent)


def remove_folder(folder: Path) -> None:
    """Remove *folder* and what it holds, as far as the system lets it."""
    with suppress(OSError):
        shutil.rmtree(folder)


def take_away(folder: Path) -> None:
    """Remove a finished *folder*: its name first, so that no half of it ever counts.

    One that the system holds stays as it is, whole.
    """
    part = unnamed(folder)
    remove_folder(part)
    with suppress(OSError):
        folder.rename(part)
    remove_folder(part)


def forget_unfinished(place: Path, spared: str = "") -> None:
    """Remove what an accident left half made, or half removed, in *place*.

    Args:
        place: A folder of backups.
        spared: The name of one that somebody is at work in.

    Raises:
        ExpectedError: If *place* cannot be read.
    """
    with explained():
        for item in place.glob(f"*{UNFINISHED}"):
            if item.is_dir() and item.name != spared:
                remove_folder(item)
