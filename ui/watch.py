"""Who is there: what locks an open vault, and what covers the screen meanwhile."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.clipboard import Copies
from ui.lock import Idle, LockKey
from ui.privacy import Privacy
from ui.system_lock import SystemLock
from ui.widgets.countdown import Countdowns

if TYPE_CHECKING:  # The vault's own modules are there already.
    from anef_desk.desk.session import Desk
    from ui.workers import Ask


class Watch(QObject):
    """Looks after an unlocked window, from the first page to the lock."""

    lock_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.idle, self.lock_key = Idle(self), LockKey(self)
        self.privacy, self.copies = Privacy(self), Copies(self)
        self.system_lock, self.countdowns = SystemLock(self), Countdowns(window)
        self._window = window
        self.privacy.covered.connect(partial(self.idle.hold, held=True))
        self.privacy.uncovered.connect(partial(self.idle.hold, held=False))
        for wish in (
            self.idle.expired,
            self.lock_key.pressed,
            self.system_lock.left,
        ):
            wish.connect(self.lock_wanted)

    def start(self, desk: Desk, ask: Ask) -> None:
        """Begin to watch, as long as *desk* says nobody may be away."""
        ask(desk.locking.minutes, self.idle.wait)
        desk.locking.listen(self.idle.decided.emit)
        self.system_lock.start(self._window)
        self.privacy.start()
        self.lock_key.start()
        self.idle.start()

    def stop(self) -> None:
        """Watch no more; what was copied is forgotten."""
        self.copies.forget()
        for watcher in (self.privacy, self.lock_key, self.idle):
            watcher.stop()
