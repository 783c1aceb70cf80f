"""Long work under way: what it is, how far, and how to stop it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from ui.language import _
from ui.theme import look
from ui.widgets.buttons import Button
from ui.widgets.labels import Words

PATIENCE = 500
"""Milliseconds of work of which nobody needs to hear."""


class JobBar(QFrame):
    """Appears when work takes more than half a second; goes with it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "message")
        line = QHBoxLayout(self)
        line.setContentsMargins(28, 6, 16, 6)
        line.setSpacing(16)
        self.words, self.bar = Words(), QProgressBar()
        self.bar.setTextVisible(False)
        self.stop = Button("quiet", "close", "job-stop")
        self._cancel: Callable[[], None] | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PATIENCE)
        self._wait.timeout.connect(self.show)
        self.stop.clicked.connect(self._stop)
        line.addWidget(self.words, 2)
        line.addWidget(self.bar, 1)
        line.addWidget(self.stop)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Write the texts again."""
        self.stop.setText(_("Arrêter"))
        self.bar.setAccessibleName(_("Avancement"))
        self.bar.setFixedHeight(look.px(8))

    def show_progress(
        self, words: str, done: int, total: int, cancel: Callable[[], None]
    ) -> None:
        """Say how far the work *words* is."""
        self._cancel = cancel
        self.words.setText(words)
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        if not self.isVisible() and not self._wait.isActive():
            self._wait.start()

    def end(self) -> None:
        """Go: the work has ended."""
        self._wait.stop()
        self._cancel = None
        self.hide()

    def _stop(self) -> None:
        cancel = self._cancel
        self.end()
        if cancel is not None:
            cancel()
