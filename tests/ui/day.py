"""A day at the desk, from the first passphrase to the lock, with the keyboard alone.

Run as a program, on whatever screen there is. Keys are given to the window as the
system gives them; nothing is called, nothing is clicked. It prints, as JSON, how many
keystrokes each act took, beside the words that were typed, each time it was done.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from anef_desk.clock import today
from anef_desk.desk.places import default_folder
from anef_desk.desk.session import Desk, create_vault, open_desk
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.person import Person, Status
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.vault import keys
from anef_desk.vault.keys import Kdf
from ui.app import Application
from ui.opening import Window
from ui.pages.case import CasePage
from ui.pages.letters import LettersPage
from ui.pages.people import PeoplePage
from ui.pages.person import PersonPage
from ui.pages.today import TodayPage
from ui.widgets.palette import Palette
from ui.widgets.person_form import PersonForm
from ui.widgets.postpone_form import PostponeForm
from ui.widgets.relay_form import RelayForm

PASSPHRASE = "pluie tambour gare olive marteau lune cerf"  # noqa: S105 - of a vault made here
VISITORS = 24
SYLLABLES = ("ba", "de", "fi", "go", "lu", "ma", "ne", "ri", "so", "tu", "va", "ze")
SECONDS = 20.0
"""After which what somebody waits for never comes."""

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
NOTHING = Qt.KeyboardModifier.NoModifier
Key = Qt.Key

Until = Callable[[], object]


def name_of(number: int) -> str:
    """Return a name that no other visitor has, of letters every keyboard has."""
    first, second = divmod(number, len(SYLLABLES))
    return f"{SYLLABLES[second]}{SYLLABLES[first]}{SYLLABLES[-1 - second]}"


def prepare(folder: Path) -> None:
    """Write the visitors down beforehand: each has a request and a paper that ends."""
    folder.parent.mkdir(parents=True)
    structure = Organisation(name="Accueil Exemple", city="Le Mans")
    staff = create_vault(folder, structure, "Claire", PASSPHRASE)
    desk = open_desk(folder, staff.id, PASSPHRASE, check=False)
    try:
        for number in range(VISITORS):
            write_down(desk, number)
        while desk.board.compute():
            pass
    finally:
        desk.close()


def write_down(desk: Desk, number: int) -> None:
    """Write one visitor down."""
    on = desk.today()
    who = Person(
        id="",
        family_name=name_of(number),
        status=Status.REFUGEE,
        protection_decision_on=on - timedelta(days=200),
        prefecture="Préfecture de la Sarthe",
    )
    person = desk.people.add(who).person.id
    paper = ResidenceDocument(
        id=new_id(),
        kind=Kind.API,
        starts_on=on - timedelta(days=170),
        ends_on=on + timedelta(days=number % 12 - 6),
        issued_for=IssuedFor.FIRST,
    )
    desk.documents.add(person, paper)
    desk.cases.open(person, "A2")


class Hands:
    """Two hands on a keyboard: they press, type, wait, and count."""

    def __init__(self, day: Callable[[Hands], Iterator[Until]]) -> None:
        self.counted: dict[str, list[int]] = defaultdict(list)
        self._pressed = 0
        self._queue: list[tuple[Qt.Key, Qt.KeyboardModifier]] = []
        self._until: Until = lambda: True
        self._day = day(self)
        self._ticks = QTimer()
        self._ticks.setInterval(1)
        self._ticks.timeout.connect(self._tick)
        self._since = time.monotonic()

    def begin(self) -> None:
        """Begin the day; the event loop does the rest."""
        self._ticks.start()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NOTHING) -> None:
        """Press a key: it counts."""
        self._pressed += 1
        self._queue.append((key, modifier))

    def type(self, text: str) -> None:
        """Type words: somebody has to say them, they do not count."""
        self._queue += [(Key(ord(letter.upper())), NOTHING) for letter in text]

    def count(self, act: str) -> None:
        """Note how many keys *act* took since the last one."""
        self.counted[act].append(self._pressed)
        self._pressed = 0

    def _tick(self) -> None:
        """Give the next key, or go on once what is waited for is there."""
        if time.monotonic() - self._since > SECONDS:
            self._give_up("nothing comes")
        give_back()
        if self._queue:
            key, modifier = self._queue.pop(0)
            window = focused()
            # Not from here: a key may open a dialog, which does not return.
            QTimer.singleShot(0, lambda: QTest.keyClick(window, key, modifier))
            return
        if not self._until():
            return
        self._since = time.monotonic()
        try:
            self._until = next(self._day)
        except StopIteration:
            self._ticks.stop()
        except Exception as error:  # noqa: BLE001 - said, then the end
            self._give_up(repr(error))

    def _give_up(self, why: str) -> None:
        shown = QApplication.focusWidget()
        where = [repr(w) for w in QApplication.topLevelWidgets() if w.isVisible()]
        sys.stderr.write(f"{why}: {dict(self.counted)}, {shown!r}, {where}\n")
        sys.stderr.flush()
        os._exit(1)


def give_back() -> None:
    """Give the keyboard back to the window a dialog left: there is no desktop here."""
    if QApplication.activeWindow() is None:
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and isinstance(window, Window):
                window.activateWindow()


def focused() -> Any:
    """Return the window that has the keyboard."""
    shown = QApplication.focusWindow()
    if shown is not None:
        return shown
    windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    return windows[-1].windowHandle()


def dialog(kind: type[QDialog]) -> Until:
    """Wait for a dialog of *kind* that has the keyboard."""

    def there() -> bool:
        shown = QApplication.activeWindow()
        return isinstance(shown, kind) and shown.isVisible()

    return there


class Day:
    """Thirty visits, what is noted between two, and the end of the shift."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def page(self, kind: type[QWidget]) -> Until:
        """Wait for a page of *kind* that can be used."""

        def there() -> bool:
            main = self._application.main
            return main is not None and isinstance(main.page, kind) and main.isVisible()

        return there

    @property
    def shown(self) -> Any:
        """Return the page that is shown."""
        main = self._application.main
        return main.page if main else None

    def lines(self) -> int:
        """Return how many lines the board has."""
        return int(self.shown.view.count())

    def __call__(self, hands: Hands) -> Iterator[Until]:
        """Give what to wait for, from the first passphrase to the lock."""
        window: Any = self._application.window
        yield lambda: window.centralWidget() and window.centralWidget().staff.count()
        hands.type(PASSPHRASE)
        hands.press(Key.Key_Return)
        yield self.page(TodayPage)
        yield lambda: self.lines() and QApplication.focusWidget() is self.shown.view
        hands.count("unlock")
        for visit in range(10):
            yield from self.from_the_board(hands, visit)
        for number in range(10):
            yield from self.by_name(hands, number)
        for number in range(10, 15):
            yield from self.from_anywhere(hands, number)
        for number in range(5):
            yield from self.somebody_new(hands, number)
        yield from self.leave(hands)

    def from_the_board(self, hands: Hands, visit: int) -> Iterator[Until]:
        """The next line of Today: opened, a paper seen, then noted or put off."""
        hands.press(Key.Key_Return)
        yield self.page(CasePage)
        yield lambda: self.shown.case is not None and QApplication.focusWidget()
        hands.count("open")
        case = self.shown.case
        yield from self.on_a_row(hands)
        hands.press(Key.Key_V)
        yield lambda: self.shown.case is not case
        hands.count("mark")
        held = self.shown.checklist.place
        hands.press(Key.Key_Down)
        yield lambda: self.shown.checklist.place == held + 1
        hands.count("next paper")
        hands.press(Key.Key_Left, ALT)
        yield self.page(TodayPage)
        yield lambda: QApplication.focusWidget() is self.shown.view
        hands.count("back")
        if visit % 5 == 0:
            hands.press(Key.Key_C)
            yield self.page(LettersPage)
            hands.count("letter")
            hands.press(Key.Key_Left, ALT)
            yield self.page(TodayPage)
            yield lambda: QApplication.focusWidget() is self.shown.view
            hands.count("back")
        before = self.shown.board
        if visit % 2:
            hands.press(Key.Key_R)
            yield dialog(PostponeForm)
            hands.type("elle revient lundi")
            hands.press(Key.Key_Return)
            yield lambda: self.shown.board is not before
            hands.count("postpone")
        else:
            hands.press(Key.Key_F)
            yield lambda: self.shown.board is not before
            hands.count("done")
        yield lambda: QApplication.focusWidget() is self.shown.view

    def on_a_row(self, hands: Hands) -> Iterator[Until]:
        """Go to the checklist, if the keyboard does not begin there."""
        while QApplication.focusWidget().objectName() != "tick":
            held = QApplication.focusWidget()
            hands.press(Key.Key_Tab)
            yield lambda held=held: QApplication.focusWidget() is not held

    def by_name(self, hands: Hands, number: int) -> Iterator[Until]:
        """Somebody says their name: found while it is typed."""
        hands.press(Key.Key_F3)
        yield self.page(PeoplePage)
        yield lambda: QApplication.focusWidget() is self.shown.line
        hands.type(name_of(number))
        hands.press(Key.Key_Return)
        yield self.page(PersonPage)
        yield lambda: self.is_about(number)
        hands.count("find")

    def is_about(self, number: int) -> bool:
        """Return whether the file that is shown is that of a visitor."""
        file = self.shown.file
        return file is not None and file.person.family_name == name_of(number)

    def from_anywhere(self, hands: Hands, number: int) -> Iterator[Until]:
        """Somebody calls: found from whatever page is shown."""
        hands.press(Key.Key_K, CONTROL)
        yield dialog(Palette)
        hands.type(name_of(number))
        yield lambda: self.found(number)
        hands.press(Key.Key_Return)
        yield lambda: isinstance(self.shown, PersonPage) and self.is_about(number)
        hands.count("palette")

    def found(self, number: int) -> bool:
        """Return whether the palette proposes a visitor first."""
        palette: Any = QApplication.activeWindow()
        hits = palette.model.hits if isinstance(palette, Palette) else ()
        return bool(hits) and name_of(number) in hits[0].title.casefold()

    def somebody_new(self, hands: Hands, number: int) -> Iterator[Until]:
        """Somebody comes for the first time: a name is enough."""
        hands.press(Key.Key_N, CONTROL)
        yield dialog(PersonForm)
        hands.type(f"neuf{SYLLABLES[number]}")
        hands.press(Key.Key_Return)
        yield (
            lambda: (
                isinstance(self.shown, PersonPage)
                and self.shown.file is not None
                and self.shown.file.person.family_name.endswith(SYLLABLES[number])
                and QApplication.activeWindow() is self._application.window
            )
        )
        hands.count("new")

    def leave(self, hands: Hands) -> Iterator[Until]:
        """Leave a word for the next shift, and lock."""
        hands.press(Key.Key_R, CONTROL)
        yield dialog(RelayForm)
        hands.type("rappeler demain")
        hands.press(Key.Key_Return, CONTROL)
        yield lambda: QApplication.activeWindow() is self._application.window
        hands.count("relay")
        hands.press(Key.Key_L, CONTROL)
        yield lambda: self._application._closed
        hands.count("lock")


def main() -> int:
    """Work a day, and print what it took."""
    cheap = Kdf(memory_kib=64, iterations=1, lanes=1)
    keys.STRONG = keys.FLOOR = cheap
    prepare(default_folder() / "Coffre")
    app = QApplication(["anef-desk", "-style", "Fusion"])
    from ui import lock

    lock.QProcess.startDetached = lambda *_: True  # type: ignore[method-assign]
    application = Application(app, Window())
    application.start()
    application.window.show()
    application.window.activateWindow()
    hands = Hands(Day(application))
    QTimer.singleShot(0, hands.begin)
    app.exec()
    json.dump(
        {
            "screen": app.platformName(),
            "on": today().isoformat(),
            "acts": hands.counted,
        },
        sys.stdout,
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
