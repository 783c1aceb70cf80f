"""What the system says when somebody leaves: it locks, sleeps, or changes hands.

Imported while a key is derived, with how this system says it. A system that says nothing costs nothing: the idle lock and
the key are there whatever happens here.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if sys.platform == "win32":  # pragma: no cover - tried with fakes
    from ui.system_lock import windows
else:
    from ui.system_lock import linux

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class SystemLock(QObject):
    """Says that whoever was there is leaving."""

    left = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: object = None

    def start(self, window: QWidget) -> None:
        """Begin to listen on behalf of *window*, as this system allows."""
        if sys.platform == "win32":  # pragma: no cover - tried with fakes
            calls = windows.system_calls()
            handle = int(window.winId())
            windows.hide_from_capture(calls, handle)
            self._kept = windows.listen(calls, handle, self.left.emit)
            return
        self._kept = linux.listen(self, self.left.emit)
