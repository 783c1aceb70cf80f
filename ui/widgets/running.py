"""Long work on the vault: how far it is, and a way to give it up."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from anef_desk.errors import Cancelled
from anef_desk.progress import Report
from ui.language import _
from ui.widgets.buttons import Button
from ui.widgets.labels import Words

T = TypeVar("T")


SOON = 500
"""Milliseconds that work may last before it is shown."""


class Running(QWidget):
    """Shows work under way on another thread; hidden while there is none.

    *at_once* is false of work that seldom lasts: it is shown when it does.
    """

    _moved = Signal(int, int)  # from the thread of the vault

    def __init__(
        self, name: str, parent: QWidget | None = None, *, at_once: bool = True
    ) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._late = QTimer(self, singleShot=True, interval=0 if at_once else SOON)
        self._late.timeout.connect(self.show)
        self.words = Words("soft")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel = Button("quiet", "close", f"{name}-cancel")
        column, line = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.bar, 1)
        line.addWidget(self.cancel)
        column.addWidget(self.words)
        column.addLayout(line)
        self.cancel.clicked.connect(self._stop.set)
        self._moved.connect(self._move)
        self.retranslate()
        self.hide()

    def start(self, work: Callable[[Report], T], told: str) -> Callable[[], T | None]:
        """Show that *told* is being done; return *work*, to be asked of the vault.

        It then returns None if it was given up.
        """
        self._stop.clear()
        self.words.setText(told)
        self.bar.setAccessibleName(told)
        self.bar.setRange(0, 0)
        if self._late.interval():
            self._late.start()
        else:
            self.show()

        def run() -> T | None:
            try:
                return work(self._report)
            except Cancelled:
                return None

        return run

    def end(self) -> None:
        """Show no work any more."""
        self._late.stop()
        self.hide()

    def retranslate(self) -> None:
        """Write the button again."""
        self.cancel.setText(_("Arrêter"))

    def _report(self, done: int, total: int, /) -> None:
        if self._stop.is_set():
            raise Cancelled
        self._moved.emit(done, total)

    def _move(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
