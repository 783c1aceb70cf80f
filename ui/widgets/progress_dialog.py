"""Long work in the vault: how far it is, and a way to stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from anef_desk.errors import Cancelled
from anef_desk.progress import Report
from ui.language import _
from ui.theme import look
from ui.widgets.buttons import Button
from ui.widgets.dialog import Dialog
from ui.widgets.labels import Words
from ui.workers import Ask

T = TypeVar("T")

SHOWN_AFTER = 500
"""Milliseconds after which work that goes on is shown."""


class ProgressDialog(Dialog):
    """Shown after half a second; `report` is given to the work, on any thread."""

    told = Signal(int, int)

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self.setWindowTitle(title)
        self.setModal(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(16)
        self.words, self.bar = Words("section"), QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.words.setText(title)
        self.bar.setAccessibleName(title)
        self.bar.setObjectName("progress-bar")
        self.bar.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.safest = self.bar  # A key that was being typed must stop nothing.
        self.stop_button = Button("plain", "close", "progress-stop")
        self.stop_button.setText(_("Arrêter"))
        for widget in (self.words, self.bar, self.stop_button):
            column.addWidget(widget)
        self.resize(look.px(440), look.px(160))
        self.stop_button.clicked.connect(self.reject)
        self.told.connect(self._show)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.open)

    def report(self, done: int, total: int, /) -> None:
        """Tell how far the work is.

        Raises:
            Cancelled: If somebody had enough.
        """
        if self._stop.is_set():
            raise Cancelled
        self.told.emit(done, total)

    def run(
        self,
        ask: Ask,
        work: Callable[[Report], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do *work* on the thread of the vault, shown if it takes long."""
        self._timer.start(SHOWN_AFTER)

        def succeeded(answer: T) -> None:
            self._end()
            then(answer)

        def refused(error: Exception) -> None:
            self._end()
            if not isinstance(error, Cancelled):
                failed(error)

        ask(lambda: work(self.report), succeeded, refused)

    def reject(self) -> None:
        """Ask the work to stop at its next step; what it made is not kept."""
        self._stop.set()
        self.stop_button.setEnabled(False)

    def _show(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)

    def _end(self) -> None:
        self._timer.stop()
        self.done(0)
        self.deleteLater()
