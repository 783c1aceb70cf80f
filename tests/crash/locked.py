"""The window opened on a vault, a file read, then the lock; in a process of its own.

Says ``LOCKED`` once the locked application was started in its place. Where it is told
to ``hang``, a second place that does not answer has the thread of the vault then.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from anef_desk.desk.session import staff_of
from anef_desk.vault import keys
from anef_desk.vault.keys import Kdf
from ui.app import Application
from ui.navigation import ShowPeople, ShowPerson
from ui.opening import Window

CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)


def main(folder: Path, secret: Path) -> None:
    """Open, read, wait to be told, lock."""
    keys.FLOOR = CHEAP  # type: ignore[misc]
    app = QApplication([])
    started = Application(app, Window())
    started.window.show()
    started.show_unlock()
    staff = staff_of(folder)[0].id

    def read() -> None:
        main_widget = started.main
        if main_widget is not None and main_widget.request != ShowPeople():
            main_widget.go(ShowPeople())
        people: Any = main_widget.page if main_widget else None
        if main_widget is None or not people.model.rowCount():
            QTimer.singleShot(20, read)
            return
        main_widget.go(ShowPerson(people.model.rows[0].id))
        QTimer.singleShot(500, ready)

    def ready() -> None:
        sys.stdout.write("OPEN\n")
        sys.stdout.flush()
        if sys.stdin.readline() == "hang\n":
            started.lanes.ask(lambda: time.sleep(60), print)
        started.lock()

    QTimer.singleShot(
        0, lambda: started.unlock(folder, staff, secret.read_text("utf-8"))
    )
    QTimer.singleShot(20, read)
    app.exec()
    sys.stdout.write("LOCKED\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
