"""What is done by hand, in any window: heard before a field or a shortcut hears it.

Every event of the application goes through its filter, ten thousand when a page is
made. There is one filter, which puts aside at once whatever no hand did.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QInputEvent

Listener: TypeAlias = Callable[[QInputEvent], bool]
"""Is told what was done; returns whether to keep it from everybody else."""


class _Filter(QObject):
    """The filter of the application, and who listens: the last to come is first."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self.listeners: list[Listener] = []
        app.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Tell a gesture to those who listen, until one keeps it."""
        if not isinstance(event, QInputEvent):
            return False
        return any(heard(event) for heard in tuple(self.listeners))

    def forget(self, heard: Listener) -> None:
        """Tell *heard* nothing more."""
        if heard in self.listeners:
            self.listeners.remove(heard)


def listen(heard: Listener, owner: QObject) -> None:
    """Let *heard* be told of every gesture, first, for as long as *owner* lives."""
    there = _filter()
    there.listeners.insert(0, heard)
    owner.destroyed.connect(lambda: there.forget(heard))


def leave(heard: Listener) -> None:
    """Tell *heard* nothing more."""
    _filter().forget(heard)


def _filter() -> _Filter:
    app = QCoreApplication.instance()
    if app is None:
        raise RuntimeError
    return app.findChild(_Filter) or _Filter(app)
