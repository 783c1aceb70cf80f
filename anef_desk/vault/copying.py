"""Copies of a vault's files: private, durable, read back."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from anef_desk.progress import Report, silently
from anef_desk.vault.files import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    explained,
    sync_folder,
)

_AT_ONCE: Final = 1 << 20


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
    """Make the folder *folder*, which only its owner may read."""
    with explained():
        folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)


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
