"""Small files beside the database: read, replaced whole, made durable."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from anef_desk.vault.errors import (
    DiskFullError,
    ReadOnlyPlaceError,
    VaultOutOfReachError,
)

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

PART = ".part"
"""What ends the name of a file that is being written."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


@contextmanager
def explained() -> Iterator[None]:
    """Turn what the system says about a file into what a person can do about it."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFullError from error
        if error.errno in _READ_ONLY:
            raise ReadOnlyPlaceError from error
        raise VaultOutOfReachError from error


def is_folder(path: Path) -> bool:
    """Return whether *path* is a folder; what cannot be looked at is none."""
    try:
        return path.is_dir()
    except OSError:  # A name too long, a stick that does not answer.
        return False


def read_file(path: Path, largest: int) -> bytes:
    """Return at most *largest* bytes of *path*.

    Raises:
        FileNotFoundError: If there is no such file.
        VaultOutOfReachError: If it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(largest)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise VaultOutOfReachError from error


def replace_file(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Put *content* at *path*: after a power cut there is the old file or the new one.

    Args:
        path: The file; only its owner may read it.
        content: What it will hold.
        durable: Wait until the disk has it.

    Raises:
        ExpectedError: If it cannot be written; *path* is then as it was.
    """
    temporary = path.with_name(f"{path.name}{PART}")
    with explained():
        try:
            handle = os.open(
                temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE
            )
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                if durable:
                    os.fsync(stream.fileno())
            temporary.replace(path)
        except OSError:
            with suppress(OSError):
                temporary.unlink()
            raise
        if durable:
            sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in *folder* durable, where the system knows how (not Windows)."""
    with suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def make_empty(path: Path) -> None:
    """Make the empty file *path*, which must not exist; only its owner may read it."""
    with explained():
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE))


def remove_file(path: Path) -> None:
    """Remove *path*, if it is there.

    Raises:
        ExpectedError: If it cannot be removed.
    """
    with explained():
        path.unlink(missing_ok=True)
