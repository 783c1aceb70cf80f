"""Run work off the GUI thread.

Work is a function of the core. It never touches a widget; what it returns, or raises,
comes back to the GUI thread through the signals of its `Job`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from anef_desk.errors import Cancelled
from anef_desk.progress import Report

T = TypeVar("T")
Work = Callable[[Report], Any]


class Ask(Protocol):
    """How a presenter asks the vault: what to do there, and who gets the answer."""

    def __call__(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do *work* on the thread of the vault, then call *then* in the GUI thread.

        What *work* raises goes to *failed*, or to the message bar of the window.
        """


class Job(QObject):
    """A piece of work under way; lives in the GUI thread."""

    progressed = Signal(int, int)  # steps done, steps in all
    succeeded = Signal(object)  # what the work returned
    failed = Signal(object)  # the exception it raised
    ended = Signal()  # always, last: success, failure or cancellation

    _returned = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._returned.connect(self._settle, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop at its next report; `failed` is then not emitted."""
        self._stop.set()

    def _report(self, done: int, total: int, /) -> None:
        if self._stop.is_set():
            raise Cancelled
        self.progressed.emit(done, total)

    @Slot(object, object)
    def _settle(self, result: object, error: Exception | None) -> None:
        if error is None:
            self.succeeded.emit(result)
        elif not isinstance(error, Cancelled):
            self.failed.emit(error)
        self.ended.emit()
        self.deleteLater()


class _Errand(QRunnable):
    """Carries a `Work` to a thread and its outcome back to the `Job`."""

    def __init__(self, job: Job, work: Work) -> None:
        super().__init__()
        self._job, self._work = job, work

    def run(self) -> None:
        """Do the work; whatever it raises travels to the GUI thread."""
        result, error = None, None
        try:
            result = self._work(self._job._report)
        except Exception as caught:  # noqa: BLE001 - it travels to the GUI thread
            error = caught
        self._job._returned.emit(result, error)


class Lanes(QObject):
    """Two queues: the vault, one thing after the other; and files, in parallel."""

    def __init__(
        self, failed: Callable[[Exception], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._failed = failed
        self.vault = QThreadPool(self)
        self.vault.setMaxThreadCount(1)  # The connection belongs to one thread,
        self.vault.setExpiryTimeout(-1)  # which therefore never ends.
        self.files = QThreadPool(self)

    def ask(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do *work* on the thread of the vault, then call *then* in the GUI thread."""
        job = self.start(lambda _report: work(), self.vault)
        job.succeeded.connect(then)
        job.failed.connect(failed or self._failed)

    def start(self, work: Work, lane: QThreadPool | None = None) -> Job:
        """Queue *work* and return its job; connect to it before the next event."""
        job = Job(self)
        (lane or self.files).start(_Errand(job, work))
        return job

    def close(self, last: Callable[[], None] | None = None) -> None:
        """Cancel the jobs, let what was asked of the vault be done, then do *last*.

        A tick given just before the lock is not lost; nobody is there any more to hear
        the answers. *last* runs on the thread of the vault, which owns the connection.
        """
        for job in self.findChildren(Job):
            job.cancel()
        self.files.clear()
        if last is not None:  # Before waiting, which ends the thread of the vault.
            self.start(lambda _report: last(), self.vault)
        for lane in (self.vault, self.files):
            lane.waitForDone()
        for job in self.findChildren(Job):
            job.blockSignals(True)
