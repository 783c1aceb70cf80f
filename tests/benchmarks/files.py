"""How long a hand waits: a key to painted rows, a file opened, a page changed.

    python tests/benchmarks/files.py

The vault holds 100,000 people. Times are those of the processor, off screen.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from _measure import many, tell
from search import fill, name

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from anef_desk.catalogue.library import shipped
from anef_desk.desk.session import Desk
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.person import Person, Status
from anef_desk.domain.residence_document import Kind, ResidenceDocument
from anef_desk.domain.staff import Role, Staff
from anef_desk.vault.keys import Kdf
from anef_desk.vault.vault import create, open_vault
from ui import demo
from ui.collecting import Collector
from ui.navigation import ShowCase, ShowPeople, ShowPerson
from ui.theme import look

CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)
PEOPLE = many(100_000, 500)
ROUNDS = many(60, 2)
REST = 0.35


def late(
    work: Callable[[], object], before: Callable[[], object] = lambda: None
) -> float:
    """Return the time, in milliseconds, under which 95 of 100 rounds are.

    What is done *before* each round does not count.
    """
    spent = []
    for _ in range(ROUNDS):
        before()
        begun = time.process_time()
        work()
        spent.append((time.process_time() - begun) * 1000)
    return sorted(spent)[int(ROUNDS * 0.95)]


def _soon(work: Callable[[], Any], then: Callable[[Any], None], *_more: object) -> None:
    """Answer in the next turn of the loop, as the thread of the vault does."""
    QTimer.singleShot(0, lambda: then(work()))


def _rest() -> None:
    """Let the page before write what nobody sees."""
    until = time.monotonic() + REST
    while time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.002)


def main() -> None:
    """Print the 95th centile of each act."""
    app = QApplication([])
    app.setStyle("Fusion")
    look.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "vault")
        staff = Staff(id=new_id(), name="Élise", role=Role.COORDINATOR)
        create(place, Organisation(name="A"), staff, "x", kdf=CHEAP, floor=CHEAP)
        vault = open_vault(place, staff.id, "x", state=Path(folder), floor=CHEAP)
        fill(vault._database, PEOPLE)
        desk = Desk(vault, staff, shipped(), lambda: date(2026, 11, 24))
        somebody = desk.people.search("")[0].id
        person = desk.people.file(somebody).person
        desk.people.change(replace(person, status=Status.REFUGEE))
        desk.documents.add(somebody, ResidenceDocument(id="", kind=Kind.API))
        case = desk.cases.open(somebody, "A2").case.id
        window = demo._main(desk, ShowPeople())
        window.resize(1366, 768)
        window.forgotten.connect(lambda page: page.deleteLater())  # As `Application`.
        window.show()
        collector = Collector(window)
        collector.start()
        chance = random.Random(5)  # noqa: S311 - nobody's secret

        def key() -> None:
            page = window.page
            page.line.setText(name(chance)[: chance.randint(1, 5)])  # type: ignore[union-attr]
            page._search()  # type: ignore[union-attr]
            app.processEvents()

        def show(request: object) -> None:
            window.go(request)  # type: ignore[arg-type]
            app.processEvents()

        acts: dict[str, tuple[Callable[[], object], str]] = {
            "a key to painted rows": (key, "16 ms"),
            "a file, asked of the vault": (lambda: desk.people.file(somebody), "60 ms"),
            "a file, shown": (lambda: show(ShowPerson(somebody)), "60 ms"),
            "a case, shown": (lambda: show(ShowCase(case)), "60 ms"),
        }
        for what, (work, goal) in acts.items():
            tell(what, late(work), "ms", goal=f"<= {goal}")

        others = iter(_filled(desk, ROUNDS))

        def open_another() -> None:
            window.go(ShowPerson(next(others)))
            while window.page.file is None:  # type: ignore[union-attr]
                app.processEvents()
            app.sendPostedEvents()  # Layouts, without the turns that come later.
            window.page.repaint()

        def change() -> None:
            show(ShowPerson(somebody))
            show(ShowCase(case))

        at_once, demo._at_once = demo._at_once, _soon  # type: ignore[assignment]
        seen = late(open_another, _rest)
        tell("a file not yet opened, until it is seen", seen, "ms", goal="<= 60 ms")
        demo._at_once = at_once
        tell("a page changed", late(change) / 2, "ms", goal="<= 30 ms")
        window.close()
        desk.close()


def _filled(desk: Desk, count: int) -> list[str]:
    """Return people nobody opened yet, with a document and a case."""
    found = []
    for number in range(count):
        person = Person(id="", family_name=f"Zzz{number}", status=Status.REFUGEE)
        found.append(desk.people.add(person).person.id)
        desk.documents.add(found[-1], ResidenceDocument(id="", kind=Kind.API))
        desk.cases.open(found[-1], "A2")
    return found


if __name__ == "__main__":
    main()
