"""The pause after which what is typed counts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Pause(QTimer):
    """Does something once nobody has typed for a while; starts with each letter."""

    def __init__(self, after: int, act: Callable[[], None], parent: QObject) -> None:
        """Do *act* so many milliseconds *after* the last letter."""
        super().__init__(parent)
        self._act = act
        self.setSingleShot(True)
        self.setInterval(after)
        self.timeout.connect(act)

    def finish(self) -> None:
        """Do at once what is still to be done, without waiting for the end of a word."""
        if self.isActive():
            self.stop()
            self._act()
