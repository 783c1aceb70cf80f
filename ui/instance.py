"""One window at a time: starting the application again shows the window there is.

No socket: a lock file says that a window is there, and a small file asks for it. The
one that is there takes the file away, which is its answer. Where nobody answers, the
new one opens: a window too many is better than none.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Signal

LOCK, WANTED = "window.lock", "window.wanted"
PATIENCE = 2.0  # seconds
TOKENS = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
"""What a desktop gives to a program it starts, and asks of a window to come forward."""


class Instance(QObject):
    """This start of the application, among others of the same account."""

    wanted = Signal(str)  # somebody started it again: on this vault, or on none ("")

    def __init__(self, folder: Path, patience: float = PATIENCE) -> None:
        super().__init__()
        self._folder, self._patience = folder, patience
        self._lock = QLockFile(str(folder / LOCK))
        self._lock.setStaleLockTime(0)  # Only the end of its process frees it.
        self._watcher: QFileSystemWatcher | None = None

    def first(self, vault: str = "") -> bool:
        """Return whether this start opens a window; if not, another was asked to.

        *vault* is the folder somebody wants to open, if they said which.
        """
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            return True
        if self._lock.tryLock(0):
            self._take()
            return True
        if self._lock.error() is not QLockFile.LockError.LockFailedError:
            return True  # Nothing can be written here, not even by the other.
        return not self._asked(vault)

    def watch(self) -> None:
        """Begin to answer those who start the application again."""
        self._watcher = QFileSystemWatcher([str(self._folder)], self)
        self._watcher.directoryChanged.connect(self._look)
        self._look()

    def release(self) -> None:
        """Let another start open its window."""
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        self._lock.unlock()

    def _asked(self, vault: str) -> bool:
        """Ask the other for its window; return whether it answered."""
        token = next((os.environ[one] for one in TOKENS if one in os.environ), "")
        request = self._folder / WANTED
        draft = request.with_suffix(f".{os.getpid()}")
        try:
            draft.write_text(f"{token}\n{vault}", encoding="utf-8")
            draft.replace(request)
        except OSError:
            return False
        until = time.monotonic() + self._patience
        while time.monotonic() < until:
            time.sleep(0.02)
            if not request.exists():
                return True
            if self._lock.tryLock(0):  # It was ending: locking does.
                break
        request.unlink(missing_ok=True)
        return False

    def _look(self) -> None:
        request = self._take()
        if request is None:
            return
        token, _, vault = request.partition("\n")
        if token:
            os.environ[TOKENS[0]] = token
        self.wanted.emit(vault)

    def _take(self) -> str | None:
        """Return what is asked, and take the question away."""
        request = self._folder / WANTED
        try:
            asked = request.read_text(encoding="utf-8", errors="replace")
            request.unlink()
        except OSError:
            return None
        return asked
