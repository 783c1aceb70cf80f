"""Who holds a vault: one process at a time, and the others are told which.

The lock is on ``vault.lock``, which stays empty and stays there. Who holds it is written
beside it, because a locked file cannot be read on every system.
"""

from __future__ import annotations

import platform
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import filelock
import msgspec

from anef_desk.clock import PARIS
from anef_desk.errors import ExpectedError
from anef_desk.vault.errors import (
    DiskFullError,
    VaultInUseError,
    VaultInUseSomewhereError,
)
from anef_desk.vault.files import PRIVATE_FILE, explained, read_file, replace_file

NAME = "vault.lock"
HOLDER = "vault.holder.json"
FILES = frozenset({NAME, HOLDER})
_LARGEST = 4096


class Holder(msgspec.Struct, frozen=True):
    """Who holds the lock, for whoever finds it held."""

    computer: str
    since: datetime


@dataclass(frozen=True)
class Lock:
    """A lock that is held."""

    _folder: Path
    _lock: filelock.BaseFileLock

    def release(self) -> None:
        """Let the next one in."""
        with suppress(OSError):
            (self._folder / HOLDER).unlink()
        self._lock.release()


def take(folder: Path, now: datetime) -> Lock:
    """Hold the vault in *folder*, without waiting.

    Raises:
        VaultInUseError: If another process holds it.
        ReadOnlyPlaceError: If the folder cannot be written.
        ExpectedError: If the lock cannot be taken for another reason.
    """
    lock = filelock.FileLock(
        folder / NAME,
        mode=PRIVATE_FILE,
        thread_local=False,
        blocking=False,
        fallback_to_soft=False,
    )
    with explained():
        try:
            lock.acquire()
        except filelock.Timeout:
            raise _held(folder) from None
    taken = Lock(folder, lock)
    try:
        holder = Holder(computer=platform.node(), since=now)
        replace_file(folder / HOLDER, msgspec.json.encode(holder), durable=False)
    except DiskFullError:  # A full disk is still read; another name is not left there.
        with suppress(OSError):
            (folder / HOLDER).unlink()
    except BaseException:
        taken.release()
        raise
    return taken


def _held(folder: Path) -> VaultInUseError:
    try:
        content = read_file(folder / HOLDER, _LARGEST)
        holder = msgspec.json.decode(content, type=Holder)
        since = holder.since.astimezone(ZoneInfo(PARIS))
    except (
        FileNotFoundError,
        ExpectedError,
        msgspec.MsgspecError,
        UnicodeDecodeError,
        OverflowError,
    ):  # fmt: skip - anybody may write there
        return VaultInUseSomewhereError()
    return VaultInUseError(computer=holder.computer, since=f"{since:%d/%m/%Y %H:%M}")
