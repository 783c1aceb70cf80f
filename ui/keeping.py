"""Behind the first page: the vault is checked, backed up, and a way back rehearsed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from anef_desk.errors import Cancelled, ExpectedError
from ui.language import _, current
from ui.workers import Lanes, Work

if TYPE_CHECKING:  # After unlocking.
    from anef_desk.desk.safekeeping import BackupRow
    from anef_desk.desk.session import Desk

EVERY = 30 * 60_000
"""Milliseconds of work between two backups, as `anef_desk.desk.safekeeping.TIMER`."""


AGAIN = 2_000
"""Milliseconds before a check that was stopped begins again."""

PATIENCE = 3
"""How often a part of the check is stopped for somebody, before it goes on."""


class Keeper(QObject):
    """Looks after an open vault, when nobody waits for an answer of it."""

    checking = Signal()  # the pages begin to be checked
    checked = Signal()  # and are as they were written
    damaged = Signal(object)  # or are not: an `ExpectedError`
    told = Signal(str)  # a sentence for the message bar

    def __init__(
        self, desk: Desk, lanes: Lanes, parent: QObject, every: int = EVERY
    ) -> None:
        super().__init__(parent)
        self._desk, self._lanes, self._stopped = desk, lanes, False
        self._timer = QTimer(self)
        self._timer.setInterval(every)
        self._timer.timeout.connect(self.back_up)

    def start(self) -> None:
        """Check the vault, then back it up and rehearse if it is time; then go on."""
        if self._stopped:
            return
        if not self._desk.read_only:
            self._timer.start()
        if self._desk.safekeeping.unsaved:
            self.told.emit(
                _(
                    "Ce qui a été noté en dernier n’est pas encore sauvegardé. Une"
                    " sauvegarde se fait maintenant."
                )
            )
        if self._desk.safekeeping.check_due:
            self.checking.emit()
            self._check(0)
        else:
            self._catch_up()

    def stop(self) -> None:
        """Begin nothing any more."""
        self._stopped = True
        if self._lanes.hurry is not None:
            self._lanes.hurry()
            self._lanes.hurry = None
        self._timer.stop()

    def back_up(self) -> None:
        """Make a backup if anything was written since the last."""
        self._lanes.behind(
            self._desk.safekeeping.while_working, self._backed_up, self._explain
        )

    def _check(self, skip: int, stopped: int = 0) -> None:
        """Check the parts after *skip*, one at a time, once everybody was served.

        A part stops when somebody asks for something, and begins again a little
        later; having been *stopped* so often, it goes on to its end.
        """
        if self._stopped:
            return
        parts = self._desk.safekeeping.checking(skip)
        patient = stopped >= PATIENCE
        self._lanes.hurry = None if patient else self._desk.safekeeping.hurry

        def work() -> tuple[int, int] | bool:
            try:
                step = next(parts, None)
            except Cancelled:
                return False
            return True if step is None else step

        def then(step: tuple[int, int] | bool) -> None:
            if step is True:
                self._lanes.hurry = None
                self.checked.emit()
                self._catch_up()
            elif step is False:
                QTimer.singleShot(AGAIN, partial(self._check, skip, stopped + 1))
            else:
                self._check(step[0])

        self._lanes.behind(work, then, self._refused)

    def _catch_up(self) -> None:
        """Make the backup the last session left, then a rehearsal if it is time."""
        safekeeping = self._desk.safekeeping
        if safekeeping.unsaved:
            self.back_up()

        def then(due: bool) -> None:
            if due and not self._stopped:
                job = self._lanes.start(safekeeping.rehearse)
                job.succeeded.connect(self._rehearsed)
                job.failed.connect(self._explain)

        self._lanes.behind(lambda: safekeeping.rehearsal_due, then, self._explain)

    def _rehearsed(self, sound: bool | None) -> None:
        if sound is False:
            self.told.emit(
                _(
                    "La dernière sauvegarde ne se reprend pas. Faites-en une autre dans"
                    " Réglages, Sauvegardes."
                )
            )

    def _backed_up(self, made: BackupRow | None) -> None:
        """Copy it to the second place, if any; the page of backups says when."""
        if made is not None and not self._stopped:
            copying = self._desk.safekeeping.copying
            self._lanes.behind(copying, self._copy, self._explain)

    def _copy(self, work: Work | None) -> None:
        if work is not None and not self._stopped:
            job = self._lanes.start(work)  # A share that hangs stops nobody.
            job.failed.connect(self._explain)

    def _refused(self, error: Exception) -> None:
        self.stop()
        self.damaged.emit(error)

    def _explain(self, error: Exception) -> None:
        if isinstance(error, ExpectedError):
            self.told.emit(error.explain(current()))
        else:
            self.damaged.emit(error)
