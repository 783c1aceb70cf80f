"""A day in the window, in a process of its own: a file, a letter, paper, then the lock.

The letter is saved where the last argument says: the one thing that leaves the vault.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from anef_desk.desk.session import staff_of
from anef_desk.vault import keys
from anef_desk.vault.keys import Kdf
from ui import clipboard
from ui.app import Application
from ui.navigation import ShowCase, ShowPeople, ShowPerson, WriteLetter
from ui.opening import Window
from ui.widgets import paper, printing

CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)


class Day:
    """What somebody does, one act after another."""

    def __init__(self, folder: Path, secret: str, case: str, letter: Path) -> None:
        self.started = Application(QApplication.instance(), Window())  # type: ignore[arg-type]
        self.started.window.show()
        self.started.show_unlock()
        self.folder, self.secret = folder, secret
        self.case, self.letter = case, letter
        self.printed: list[bool] = []
        self.acts = [self.open, self.read, self.file, self.write, self.print, self.end]

    @property
    def page(self) -> Any:
        """Return the page that is shown; what it holds depends on it."""
        return self.started.main.page if self.started.main else None

    def then(self, ready: Callable[[], bool]) -> None:
        """Go on with the next act once it is *ready*."""
        if ready():
            self.acts.pop(0)()
        else:
            QTimer.singleShot(20, partial(self.then, ready))

    def open(self) -> None:
        self.started.unlock(self.folder, staff_of(self.folder)[0].id, self.secret)
        self.then(lambda: self.started.main is not None)

    def go(self, request: Any) -> None:
        assert self.started.main
        self.started.main.go(request)

    def read(self) -> None:
        self.go(ShowPeople())
        self.then(lambda: bool(self.page.model.rowCount()))

    def file(self) -> None:
        self.person = self.page.model.rows[0].id
        self.go(ShowPerson(self.person))
        self.then(lambda: bool(self.page.title.text()))

    def write(self) -> None:
        self.go(ShowCase(self.case))
        self.go(WriteLetter(self.person, self.case, "L01"))
        self.then(lambda: self.page.paper.sheet is not None)

    def print(self) -> None:
        print_pages = printing.print_pages

        def printer(*_given: Any, **_named: Any) -> QPrinter:
            made = printing.new_printer()
            made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            made.setOutputFileName("/dev/null")
            return made

        def noted(*given: Any) -> bool:
            self.printed.append(print_pages(*given))
            return self.printed[-1]

        printing.ask_printer = printer
        printing.print_pages = noted
        paper.ask_file = lambda *_: self.letter
        clipboard.copy(self.page.paper.sheet.text[:200])
        self.page.paper.print.click()
        self.page.paper.save.click()
        self.then(lambda: bool(self.printed) and self.letter.exists())

    def end(self) -> None:
        assert self.printed == [True]
        self.started.lock()


if __name__ == "__main__":
    keys.FLOOR = CHEAP  # type: ignore[misc]
    app = QApplication([])
    folder, secret, letter = map(Path, sys.argv[1:4])
    day = Day(folder, secret.read_text("utf-8"), sys.argv[4], letter)
    QTimer.singleShot(0, partial(day.then, lambda: True))
    QTimer.singleShot(120_000, lambda: os._exit(1))  # It would lock by itself.
    app.exec()
    sys.stdout.write("LOCKED\n")
