"""Locking ends the process: nothing else makes it forget the key."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QProcess, QTimer, Signal
from PySide6.QtWidgets import QApplication

IDLE = 5 * 60_000
WARNING = 30_000
"""Milliseconds: how long nobody may touch the window, and how long before it says so."""

_GESTURES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


def command(arguments: Sequence[str] = ()) -> tuple[str, list[str]]:
    """Return the program and arguments that start this application again."""
    if getattr(sys, "frozen", False):
        return sys.executable, list(arguments)
    return sys.executable, ["-m", "anef_desk", *arguments]


def lock(close: Callable[[], None], arguments: Sequence[str] = ()) -> None:
    """Call *close*, start a locked application, and end this one.

    *close* ends the work under way and closes the vault; only then may another
    process open it.
    """
    try:
        close()
    finally:
        program, words = command(arguments)
        QProcess.startDetached(program, words)
        QApplication.exit(0)


class Idle(QObject):
    """Notices that nobody touches the window any more."""

    warned = Signal()  # the lock comes in `WARNING` milliseconds
    resumed = Signal()  # somebody is there after all
    expired = Signal()

    def __init__(
        self, parent: QObject, idle: int = IDLE, warning: int = WARNING
    ) -> None:
        super().__init__(parent)
        self._quiet, self._last = QTimer(self), QTimer(self)
        self._quiet.setInterval(max(idle - warning, 1))
        self._last.setInterval(warning)
        for timer in (self._quiet, self._last):
            timer.setSingleShot(True)
        self._quiet.timeout.connect(self._warn)
        self._last.timeout.connect(self.expired)

    def start(self) -> None:
        """Begin to watch the whole application."""
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self._quiet.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count again from each gesture."""
        if event.type() in _GESTURES:
            if self._last.isActive():
                self._last.stop()
                self.resumed.emit()
            self._quiet.start()
        return super().eventFilter(watched, event)

    def _warn(self) -> None:
        self.warned.emit()
        self._last.start()
