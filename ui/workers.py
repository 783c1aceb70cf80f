"""Run work off the GUI thread.

Work is a function of the core. It never touches a widget; what it returns, or raises,
comes back to the GUI thread through the signals of its `Job`.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QDeadlineTimer,
    QObject,
    QRunnable,
    QThreadPool,
    Signal,
    Slot,
)

from anef_desk.errors import Cancelled
from anef_desk.progress import Report

T = TypeVar("T")
Work = Callable[[Report], Any]

PATIENCE = 4500
"""Milliseconds that whatever is under way may take while the window closes.

Five seconds after a lock, no process has the key any more.
"""

BEHIND, LAST = -1, -2
"""The priorities of what nobody waits for, and of what comes after everything."""


class Ask(Protocol):
    """How a presenter asks the vault: what to do there, and who gets the answer."""

    def __call__(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        beside: bool = False,
    ) -> object:
        """Do *work* on the thread of the vault, then call *then* in the GUI thread.

        What *work* raises goes to *failed*, or to the message bar of the window. Work
        that touches no vault may be done *beside* it: nobody waits for it.
        """


class Job(QObject):
    """A piece of work under way; lives in the GUI thread.

    The job alone holds the work and what came of it, and lets go of both in the GUI
    thread: what they know last, a page among it, would else end in another one.
    """

    progressed = Signal(int, int)  # steps done, steps in all
    succeeded = Signal(object)  # what the work returned
    failed = Signal(object)  # the exception it raised
    ended = Signal()  # always, last: success, failure or cancellation

    def __init__(self, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._work: Work | None = work
        self._result: object = None
        self._error: Exception | None = None
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next report; `failed` is then not emitted."""
        self._stop.set()

    def _report(self, done: int, total: int, /) -> None:
        if self._stop.is_set():
            raise Cancelled
        self.progressed.emit(done, total)

    def do(self) -> None:
        """Do the work, in whatever thread; what it raises is kept like what it gave."""
        if self._work is None:
            raise RuntimeError
        try:
            self._result = self._work(self._report)
        except Exception as caught:  # noqa: BLE001 - it travels to the GUI thread
            self._error = caught

    def settle(self) -> None:
        """Tell what came of the work; in the GUI thread, once."""
        result, error = self._result, self._error
        self._work = self._result = self._error = None
        if error is None:
            self.succeeded.emit(result)
        elif not isinstance(error, Cancelled):
            self.failed.emit(error)
        self.ended.emit()
        self.deleteLater()


class _Errand(QRunnable):
    """Has a job done by a thread, then told of by its lanes."""

    def __init__(self, job: Job, lanes: Lanes) -> None:
        super().__init__()
        self._job, self._lanes = job, lanes

    def run(self) -> None:
        """Do the job."""
        self._job.do()
        # Not a signal of the job, which may be deleted before the signal returns.
        self._lanes._returned.emit(self._job)


class Lanes(QObject):
    """Two queues: the vault, one thing after the other; and files, in parallel.

    They belong to their parent. What a job answers to may be the last that knows of
    them: it goes with the job, and would free both while the job is being freed.
    """

    _returned = Signal(object)  # the job that is done

    def __init__(self, failed: Callable[[Exception], None], parent: QObject) -> None:
        super().__init__(parent)
        self._failed, self._closed = failed, False
        self._held: list[Job] | None = None
        self.hurry: Callable[[], None] | None = None  # stops what nobody waits for
        self.vault = QThreadPool(self)
        self.vault.setMaxThreadCount(1)  # The connection belongs to one thread,
        self.vault.setExpiryTimeout(-1)  # which therefore never ends.
        self.files = QThreadPool(self)
        self._returned.connect(self._settle)  # From another thread: it is queued.

    def ask(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        beside: bool = False,
    ) -> Job | None:
        """Do *work* on the thread of the vault, then call *then* in the GUI thread.

        Once the lanes are closed the vault is too: nothing more is begun.
        """
        if self._closed:
            return None
        if self.hurry is not None and not beside:
            self.hurry()
        job = self.start(lambda _report: work(), None if beside else self.vault)
        job.succeeded.connect(then)
        job.failed.connect(failed or self._failed)
        return job

    def behind(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """As `ask`, once everything asked of the vault has been answered."""
        if self._closed:
            return
        job = self.start(lambda _report: work(), self.vault, BEHIND)
        job.succeeded.connect(then)
        job.failed.connect(failed)

    def start(
        self, work: Work, lane: QThreadPool | None = None, priority: int = 0
    ) -> Job:
        """Queue *work* and return its job; connect to it before the next event."""
        job = Job(work, self)
        (lane or self.files).start(_Errand(job, self), priority)
        return job

    @Slot(object)
    def _settle(self, job: Job) -> None:
        if self._held is None:
            job.settle()
        else:
            self._held.append(job)

    def hold(self, *, held: bool) -> None:
        """Give no answer while the screen is covered; then all of them, in order.

        An answer may open a window, which would be seen.
        """
        waiting, self._held = self._held or [], [] if held else None
        for job in waiting:
            self._settle(job)

    def close(self, last: Callable[[], None] | None = None) -> None:
        """Cancel the jobs, let what was asked of the vault be done, then do *last*.

        A tick given just before the lock is not lost; nobody is there any more to hear
        the answers. *last* runs on the thread of the vault, which owns the connection.
        Neither a share that does not answer nor a long work is waited for: the process
        then ends as it is, and the vault is what its last commit left.
        """
        self._closed = True
        if self.hurry is not None:
            self.hurry()
        waiting = self.findChildren(Job)
        for job in waiting:
            job.cancel()
        self.files.clear()
        app, left = QCoreApplication.instance(), QDeadlineTimer(PATIENCE)
        if last is not None:  # Before the wait, which ends the thread of the vault.
            self.start(lambda _report: last(), self.vault, LAST)
        over = [
            lane.waitForDone(left.remainingTime()) for lane in (self.vault, self.files)
        ]
        if not all(over) and app is not None:
            app.aboutToQuit.connect(self.end)
        for job in waiting:
            job.blockSignals(True)

    @Slot()
    def end(self) -> None:
        """End the process: a thread that hangs would keep it, with the key, for ever."""
        os._exit(0)


class Asking:
    """What one page asks, which knows when the last answer has come.

    An answer may lead to the next question, and an answer from beside the vault comes
    when it likes: a page is not to go before the last of them, or is to hear no more.
    """

    def __init__(self, lanes: Lanes) -> None:
        self._lanes, self._unanswered, self._hushed = lanes, 0, False
        self._last: Callable[[], None] | None = None

    def __call__(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        beside: bool = False,
    ) -> None:
        """Do *work*, then call *then*: see `Ask`."""
        own = None if failed is None else partial(self._give, failed)
        job = self._lanes.ask(work, partial(self._give, then), own, beside=beside)
        if job is not None:
            self._unanswered += 1
            job.ended.connect(self._answered)

    def once_answered(self, last: Callable[[], None]) -> None:
        """Call *last* as soon as no answer is awaited: at once if none is."""
        self._last = last
        self._look()

    def hush(self) -> None:
        """Give no answer from now on: the page is gone. What was asked is done."""
        self._hushed = True

    def _give(self, hear: Callable[[T], None], answer: T) -> None:
        if not self._hushed:
            hear(answer)

    def _answered(self) -> None:
        self._unanswered -= 1
        self._look()

    def _look(self) -> None:
        if self._last is not None and not self._unanswered:
            last, self._last = self._last, None
            last()
