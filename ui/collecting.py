"""Throws garbage away in the GUI thread alone.

Python collects cycles in whatever thread happens to allocate; a widget or a signal in
such a cycle would then be destroyed by the thread of the vault, which crashes Qt.
"""

from __future__ import annotations

import gc
import sys

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPixmapCache

EVERY = 1000  # milliseconds
PICTURES = 1024  # KiB that Qt keeps of what it drew; ten times as much is no faster


def give_back() -> None:
    """Give the memory that is free back to the system; takes a few milliseconds.

    WORKAROUND: glibc keeps what was freed between two blocks that are in use: pages that
    are gone, the pictures of a letter, would stay for the whole session.
    """
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - not before the first page

        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # Not in every libc.
        if trim is not None:
            trim(0)


class Collector(QObject):
    """Collects from a timer, as often as Python would have."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.collect)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(EVERY)
        self._rest.timeout.connect(give_back)

    def start(self) -> None:
        """Collect here from now on, and nowhere else."""
        QPixmapCache.setCacheLimit(PICTURES)
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Let Python collect where it likes again."""
        self._timer.stop()
        gc.enable()

    def give_back_soon(self) -> None:
        """Give back what a page held that just went, once nobody waits for another."""
        self._rest.start()

    @staticmethod
    def collect() -> None:
        """Collect the oldest generation that is due, if any."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation]:
                gc.collect(generation)
                return
