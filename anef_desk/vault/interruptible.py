"""Work another thread may stop, without ever stopping what comes after it."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Interruptible:
    """Calls *interrupt* only between `begin` and `end`."""

    def __init__(self, interrupt: Callable[[], None]) -> None:
        self._interrupt = interrupt
        self._lock, self._going_on = threading.Lock(), False

    def begin(self) -> None:
        """Say that what may be stopped begins."""
        with self._lock:
            self._going_on = True

    def end(self) -> None:
        """Say that it ended: from now on, nothing is stopped."""
        with self._lock:
            self._going_on = False

    def stop(self) -> None:
        """Stop it, if it is going on; from any thread."""
        with self._lock:
            if self._going_on:
                self._interrupt()
