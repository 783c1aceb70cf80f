"""Locking ends the process: nothing else makes it forget the key."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from math import ceil

from PySide6.QtCore import QEvent, QObject, QProcess, Qt, QTimer, Signal
from PySide6.QtGui import QInputEvent, QKeyEvent
from PySide6.QtWidgets import QApplication

from ui import gestures

IDLE = 5 * 60_000
WARNING = 30_000
"""Milliseconds: how long nobody may touch the window, and how long before it says so."""

_LATIN = 0x7F
_PLACES_OF_L = frozenset({0x4C, 46})
"""Its virtual key on Windows, its scan code on X11 and Wayland."""

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
    """Hide every window, call *close*, start a locked application, and end this one.

    *close* ends the work under way and closes the vault; only then may another
    process open it. It may take a while, and nobody sees a file meanwhile.
    """
    for window in QApplication.topLevelWidgets():
        window.hide()
    try:
        close()
    finally:
        program, words = command(arguments)
        QProcess.startDetached(program, words)
        QApplication.exit(0)


def seconds() -> float:
    """Return a clock that goes on while the computer sleeps, in seconds.

    `time.monotonic` stops then on Linux and macOS; Windows has neither of these two.
    """
    going_on = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return time.monotonic() if going_on is None else time.clock_gettime(going_on)


class LockKey(QObject):
    """Notices Ctrl+L in whatever window has the keyboard, dialogs included.

    A shortcut would not do: those of a window are deaf while a dialog stands before it.
    """

    pressed = Signal()

    def start(self) -> None:
        """Begin to watch the whole application."""
        gestures.listen(self.notice, self)

    def stop(self) -> None:
        """Watch no more."""
        gestures.leave(self.notice)

    def notice(self, event: QInputEvent) -> bool:
        """Take the key before any field or shortcut does."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and _is_the_key(event)
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            self.pressed.emit()
            event.accept()
            return True
        return False


def _is_the_key(event: QKeyEvent) -> bool:
    """Return whether *event* is L, or the place of L while another script is typed."""
    return event.key() == Qt.Key.Key_L or (
        event.key() > _LATIN
        and (event.nativeVirtualKey() or event.nativeScanCode()) in _PLACES_OF_L
    )


class Idle(QObject):
    """Notices that nobody touches the window any more, or that the computer slept."""

    warned = Signal(int)  # seconds left before the lock; again as they go by
    resumed = Signal()  # somebody is there after all
    expired = Signal()
    decided = Signal(int)  # minutes, from any thread

    def __init__(
        self,
        parent: QObject,
        idle: int = IDLE,
        warning: int = WARNING,
        clock: Callable[[], float] = seconds,
    ) -> None:
        super().__init__(parent)
        self._idle, self._warning, self._clock = idle / 1000, warning / 1000, clock
        self._last, self._warned, self._held = clock(), False, False
        self.decided.connect(self.wait)
        self._tick = QTimer(self)
        self._tick.setInterval(min(1000, max(warning // 4, 1)))
        self._tick.timeout.connect(self._look)

    def start(self) -> None:
        """Begin to watch the whole application."""
        gestures.listen(self.notice, self)
        self._last = self._clock()
        self._tick.start()

    def stop(self) -> None:
        """Watch no more."""
        gestures.leave(self.notice)
        self._tick.stop()

    def wait(self, minutes: int) -> None:
        """Lock after *minutes* without a gesture, from now on."""
        self._idle = minutes * 60.0

    def hold(self, *, held: bool) -> None:
        """Let gestures count for nothing while *held*: somebody covered the screen."""
        self._held = held

    def notice(self, event: QInputEvent) -> bool:
        """Count again from each gesture; one that comes too late changes nothing."""
        if event.type() in _GESTURES and self._tick.isActive():
            if self._left() <= 0:
                self._expire()
            elif not self._held:
                self._last = self._clock()
                if self._warned:
                    self._warned = False
                    self.resumed.emit()
        return False

    def _left(self) -> float:
        return self._idle - (self._clock() - self._last)

    def _look(self) -> None:
        left = self._left()
        if left <= 0:
            self._expire()
        elif left <= self._warning:
            self._warned = True
            self.warned.emit(ceil(left))

    def _expire(self) -> None:
        self._tick.stop()
        self.expired.emit()
