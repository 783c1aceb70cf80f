"""What Today costs: from a derived key to the painted board, in a vault of any size.

It makes a vault of a hundred thousand fictional people the first time, or of as many as
it is asked for, which takes minutes, and keeps it. Another catalogue takes as long again:
every date is computed with it.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import time
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")

from _measure import KEPT, in_turn, many, say, timed
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from anef_desk.catalogue.library import shipped
from anef_desk.desk.session import Desk
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.person import Person, Status
from anef_desk.domain.residence_document import Kind, ResidenceDocument
from anef_desk.domain.staff import Role, Staff
from anef_desk.vault import keys
from anef_desk.vault.keys import Kdf
from anef_desk.vault.vault import Vault, create, open_vault

if TYPE_CHECKING:
    from ui.pages.today import TodayPage

ON = date(2026, 11, 24)
ROUNDS = many(15)
CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)
STAFF = Staff(
    id="019400000000700080000000000000bb",
    name="Claire (exemple)",
    role=Role.COORDINATOR,
)
_HOMES = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
NAMES = ("Karimi", "Idriss", "Kovalenko", "Haddad", "Diallo", "Rahimi", "Tesfaye")


class Eye(QObject):
    """Sees that the rows of the board are painted."""

    def __init__(self, page: TodayPage) -> None:
        super().__init__(page)
        self.seen = False
        page.view.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Look at what the list paints."""
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


def main() -> None:
    """Measure each beside the same number of rows painted from memory."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else many(100_000, 30)
    app = QApplication(["benchmark"])
    app.setStyle("Fusion")
    folder = _made(people)
    with closing(_open(folder)) as vault:
        floor = _measure(app, _desk(vault))
    _unlocked(app, folder, floor)


def _made(people: int) -> Path:
    """Return where a vault of *people* is, its board computed with today's catalogue."""
    folder = KEPT / f"today-{people}"
    if not (folder / "filled").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        place = folder / "coffre"
        create(place, Organisation(name="X"), STAFF, "x", kdf=CHEAP, floor=CHEAP)
        with closing(_open(folder)) as vault:
            _fill(vault, people)
        (folder / "filled").touch()
    with closing(_open(folder)) as vault:
        board = _desk(vault).board
        begun, left = time.perf_counter(), board.read().waiting
        while board.compute(1000):
            pass
        if left:
            took = (time.perf_counter() - begun) / left
            print(f"{left} files; one computed in {took * 1000:.2f} ms")  # noqa: T201
    return folder


def _unlocked(app: QApplication, folder: Path, floor: float) -> None:
    """Tell the time from a derived key to what somebody sees, in the real window."""
    os.environ.update(dict.fromkeys(_HOMES, str(folder)))
    from ui.app import Application
    from ui.opening import Window

    def unlocked() -> float:
        window = Window()
        window.resize(1366, 768)
        application = Application(app, window)
        application.lanes.ask = _at_once  # type: ignore[method-assign]
        application._keep = lambda _desk: None  # type: ignore[method-assign]
        application.start()
        window.show()
        app.processEvents()
        application.make_ready()  # While the key is derived.
        app.processEvents()
        eye = Eye(application._ready[1])  # type: ignore[index]
        begun = time.perf_counter()
        vault = _open(folder)
        application.opened(_desk(vault))
        while not eye.seen:  # The rows below the window are placed afterwards.
            app.sendPostedEvents()
        took = time.perf_counter() - begun
        page = application.main.page  # type: ignore[union-attr]
        while not page.board.whole:  # type: ignore[union-attr] # What is under the window.
            app.processEvents()
        vault.close()
        application.lanes.close(None)
        window.hide()
        window.deleteLater()
        app.processEvents()
        return took

    cost = keys.tuned()
    derived = timed(lambda: keys._derive("x", bytes(16), cost))
    found = in_turn({"unlocked": unlocked, "derived": derived}, ROUNDS)
    seen, key = found["unlocked"], found["derived"]
    say(
        "a key derived, until Today is seen",
        seen,
        floor,
        "the same rows painted",
        "30 ms",
    )
    say("a passphrase sent, until Today is seen", key + seen, key, "the key", "1500 ms")


def _measure(app: QApplication, desk: Desk) -> float:
    """Tell what the page costs; return the time its rows take to be painted."""
    from ui.pages.today import TodayPage
    from ui.theme import look

    look.apply(app, "light")
    first = time.perf_counter()
    board = desk.board.read()
    first = time.perf_counter() - first
    floor = TodayPage()
    floor.resize(1162, 704)
    floor.show()
    app.processEvents()

    def painted() -> None:
        floor.show_board(board)
        floor.view.doItemsLayout()
        floor.repaint()
        app.processEvents()

    def again() -> None:
        floor.show_board(desk.board.read())
        floor.repaint()
        app.processEvents()

    found = in_turn(
        {
            "floor": timed(painted),
            "read": timed(desk.board.read),
            "again": timed(again),
        },
        ROUNDS,
    )
    beside = "the same rows painted"
    say("board read the first time", first, found["floor"], beside, "-")
    say("board read", found["read"], found["floor"], beside, "-")
    say("Today read and painted again", found["again"], found["floor"], beside, "30 ms")
    return found["floor"]


def _open(folder: Path) -> Vault:
    # The pages are checked behind the first page, as when somebody unlocks.
    place, state = folder / "coffre", folder / "state"
    return open_vault(place, STAFF.id, "x", floor=CHEAP, state=state, check=False)


def _desk(vault: Vault) -> Desk:
    return Desk(vault, STAFF, shipped(), lambda: ON)


def _fill(vault: Vault, people: int) -> None:
    """Write people with three documents each, spread over five years."""
    chance = random.Random(7)  # noqa: S311 - a fictional vault
    for start in range(0, people, 1000):
        with vault.transaction(STAFF) as store:
            for number in range(start, min(start + 1000, people)):
                person = _person(number, chance)
                store.people.put(person)
                for kind in (Kind.API, Kind.PERMIT, Kind.RESIDENT_CARD):
                    store.documents.put(person.id, _document(kind, chance))
            store.commit()


def _person(number: int, chance: random.Random) -> Person:
    return Person(
        id=new_id(),
        family_name=f"{chance.choice(NAMES)} {number} (exemple)",
        status=chance.choice((Status.REFUGEE, Status.SUBSIDIARY_PROTECTION)),
        last_contact=ON - timedelta(days=chance.randrange(900)),
    )


def _document(kind: Kind, chance: random.Random) -> ResidenceDocument:
    ends = ON + timedelta(days=chance.randrange(-1460, 365))
    months = 6 if kind is Kind.API else 48
    return ResidenceDocument(
        id=new_id(),
        kind=kind,
        starts_on=ends - timedelta(days=30 * months),
        ends_on=ends,
    )


def _at_once(work, then, failed=None, *, beside=False):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    then(work())


if __name__ == "__main__":
    main()
