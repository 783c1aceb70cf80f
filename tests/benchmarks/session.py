"""What the window holds after a long session, beside the page that unlocks it.

    python tests/benchmarks/session.py

One process, as in the application: it shows the page that asks for a passphrase, then
works on a vault of 100,000 people for as long as a day at the desk: files, cases,
searches, letters, every page, every section of the settings.
"""

from __future__ import annotations

import linecache
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from ui.collecting import give_back
from ui.opening import Window

if TYPE_CHECKING:
    from anef_desk.desk.session import Desk
    from ui.main_window import MainWidget
    from ui.navigation import Request

TRIED = "BENCH_TRIED" in os.environ  # as in `_measure`, which holds more than a page
PEOPLE = 500 if TRIED else 100_000
PARTS, FILES = (2, 1) if TRIED else (4, 40)
"""Parts of the session, and files opened in each."""

REST = 20  # milliseconds, for what a page writes once it is painted
PAUSE = 1 if TRIED else 75  # such turns, at the end of a part
LETTERS, FORMS = 6, 10
"""One file in so many: a letter is drawn, the form of the person is opened."""


def held() -> float:
    """Return the memory this process holds, in MiB.

    Once what is free was given back, as when somebody rests; without the sources
    that Shiboken reads as a module is imported: the frozen application has none.
    """
    linecache.clearcache()
    give_back()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    """Print what is held at the end beside what was held at the beginning."""
    app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    from ui.pages.unlock import UnlockPage
    from ui.theme import look

    look.apply(app, "light")
    window = Window()
    window.resize(1366, 768)
    window.setCentralWidget(UnlockPage())
    window.show()
    app.processEvents()
    steps = _session(window, held())

    def go_on() -> None:
        try:
            done = next(steps, None) is None
        except BaseException:
            app.exit(1)
            raise
        if done:
            app.quit()
        else:
            QTimer.singleShot(REST, go_on)

    QTimer.singleShot(0, go_on)
    sys.exit(app.exec())


def _session(window: Window, locked: float) -> Iterator[bool]:
    """Work, a gesture at a time, and tell what is held at the end of each part."""
    from _measure import tell
    from _people import desk_of

    from ui.collecting import Collector
    from ui.main_window import MainWidget
    from ui.making import make_page
    from ui.navigation import ShowToday

    desk = desk_of(PEOPLE)
    collector = Collector(window)
    collector.start()
    main = MainWidget(lambda request: make_page(request, desk, _at_once))
    main.forgotten.connect(lambda page: page.deleteLater())
    main.forgotten.connect(collector.give_back_soon)
    main.go(ShowToday())
    window.setCentralWidget(main)
    yield True
    beside = (locked, "the unlock page")
    tell("memory, Today of 100,000 people", held(), "MiB", beside)
    parts = []
    for part in range(PARTS):
        for act in _acts(main, desk, part):
            act()
            yield True
        for _turn in range(PAUSE):  # Somebody speaks: what is over is given back.
            yield True
        parts.append(held())
        told = f"memory, after {(part + 1) * FILES} files and the rest"
        tell(told, parts[-1], "MiB", beside, "<= 1.5 x" if part == PARTS - 1 else "")
    half = (parts[PARTS // 2 - 1], "its first half")
    tell("memory, the second half of the session", parts[-1], "MiB", half, "<= 1.03 x")
    desk.close()


def _acts(main: MainWidget, desk: Desk, part: int) -> Iterator[Callable[[], object]]:
    """Give what is done in a *part* of the session, in order."""
    from ui.navigation import ShowCase, ShowPeople, ShowPerson, WriteLetter

    for place in range(FILES):
        number = 1 + (part * FILES + place) * 401
        person = f"{number:036}"
        case = _case(desk, person)
        yield partial(main.go, ShowPeople())
        yield partial(_search, main, desk, person)
        yield partial(main.go, ShowPerson(person))
        yield partial(main.go, ShowCase(case))
        if place % LETTERS == 0:
            yield partial(main.go, WriteLetter(person, case, "L01"))
        if place % FORMS == 0:
            yield partial(main.go, ShowPerson(person))
            yield partial(_form, main)
    for request in _places(desk):
        yield partial(main.go, request)


def _at_once(
    work: Callable[[], Any],
    then: Callable[[Any], None],
    _failed: object = None,
    *,
    beside: bool = False,
) -> None:
    then(work())


def _places(desk: Desk) -> Iterator[Request]:
    """Give every page that is about nobody."""
    from ui.navigation import (
        Orient,
        ReadEntry,
        ShowBlocked,
        ShowRights,
        ShowSettings,
        ShowStatistics,
        ShowToday,
    )
    from ui.pages.settings.sections import SECTIONS

    yield from (Orient(), ShowRights(), ShowBlocked(), ShowStatistics())
    for code in list(desk.library.procedures)[:20]:
        yield ReadEntry(code)
    for section in SECTIONS:
        yield ShowSettings(section.name)
    yield ShowToday()


def _case(desk: Desk, person: str) -> str:
    """Return the case of somebody, opened the first time."""
    from dataclasses import replace

    from anef_desk.domain.person import Status
    from anef_desk.domain.residence_document import Kind, ResidenceDocument

    file = desk.people.file(person)
    if not file.cases:
        desk.people.change(replace(file.person, status=Status.REFUGEE))
        desk.documents.add(person, ResidenceDocument(id="", kind=Kind.API))
        desk.cases.open(person, "A2")
        file = desk.people.file(person)
    return file.cases[0].id


def _search(main: MainWidget, desk: Desk, person: str) -> None:
    page: Any = main.page
    page.line.setText(desk.people.file(person).person.family_name)
    page._search()


def _form(main: MainWidget) -> None:
    """Open the form of the person that is shown, and close it."""

    def close() -> None:
        form = QApplication.activeModalWidget()
        if isinstance(form, QDialog):
            form.reject()

    QTimer.singleShot(REST, close)
    page: Any = main.page
    page.edit_wanted.emit("")


if __name__ == "__main__":
    main()
