"""The lock key: hidden within 200 ms from anything, whatever runs; back where one was."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QProcess, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from anef_desk.desk.places import default_folder
from anef_desk.vault import keys
from anef_desk.vault.keys import Kdf
from ui import clipboard, demo, language, lock, navigation, vaults
from ui.app import Application
from ui.lock import LockKey
from ui.main_window import MainWidget
from ui.navigation import (
    Orient,
    ReadEntry,
    ShowCase,
    ShowPeople,
    ShowPerson,
    ShowToday,
    WriteLetter,
)
from ui.opening import Window
from ui.theme import look
from ui.widgets.countdown import Countdown

DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)
WITHIN = 0.2


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "STRONG", CHEAP)
    monkeypatch.setattr(keys, "FLOOR", CHEAP)


@pytest.fixture
def began(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return when a fresh process was started; none really is."""
    times: list[float] = []
    monkeypatch.setattr(
        QProcess, "startDetached", lambda *_: times.append(time.perf_counter())
    )
    monkeypatch.setattr(lock.QApplication, "exit", lambda _code: None)
    return times


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CACHE", "CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    folder = default_folder() / "Coffre"
    folder.parent.mkdir(parents=True)
    staff = demo._create(folder)
    desk = vaults.open_(folder, staff, demo.PASSPHRASE)
    demo.tell(desk)
    desk.close()
    return folder


@pytest.fixture
def start(
    qapp: QApplication, vault: Path, qtbot: QtBot
) -> Iterator[Callable[[], Application]]:
    started: list[Application] = []

    def begin() -> Application:
        made = Application(qapp, Window())
        started.append(made)
        made.start()
        made.window.show()
        page: Any = made.window.centralWidget()
        qtbot.waitUntil(lambda: page.staff.count() == 1)
        page.passphrase.line.setText(demo.PASSPHRASE)
        page.open.click()
        qtbot.waitUntil(lambda: made.main is not None, timeout=10_000)
        if len(started) == 1:  # A later one goes back to where one was.
            main_of(made).go(ShowPeople())
            people: Any = main_of(made).page
            qtbot.waitUntil(lambda: people.model.rowCount() > 0)
        return made

    yield begin
    for made in started:
        made.window.close()
        made.window.deleteLater()
    look.apply(qapp, "light")
    language.use("fr")


def main_of(started: Application) -> MainWidget:
    assert started.main is not None
    return started.main


def shut(parent: QWidget) -> dict[str, Callable[[], QWidget]]:
    """Return what may stand before the window when somebody comes in."""

    def menu() -> QWidget:
        made = QMenu(parent)
        made.addAction("Zarathoustra")
        made.popup(parent.mapToGlobal(parent.rect().center()))
        return made

    def modal(made: QDialog) -> QWidget:
        made.setModal(True)
        made.show()
        return made

    def nested() -> QWidget:
        outer = QDialog(parent)
        modal(outer)
        inner = QMessageBox(outer)
        return modal(inner)

    def file() -> QWidget:
        made = QFileDialog(parent)
        made.setOption(QFileDialog.Option.DontUseNativeDialog)
        return modal(made)

    return {
        "nothing": lambda: parent,
        "dialog": lambda: modal(QDialog(parent)),
        "nested": nested,
        "question": lambda: modal(QInputDialog(parent)),
        "file": file,
        "menu": menu,
    }


@pytest.mark.parametrize("what", shut(None))  # type: ignore[arg-type] - names alone
def test_everything_is_hidden_at_once_from_any_dialog(
    what: str, start: Callable[[], Application], began: list[float], qtbot: QtBot
) -> None:
    """Even while the vault works for a second: it is closed behind hidden windows."""
    started = start()
    opened = shut(started.window)[what]()
    qtbot.wait(30)
    busy = threading.Event()
    started.lanes.ask(lambda: busy.wait(0.6), lambda _done: None)
    hidden: list[float] = []
    real = started.close

    def close() -> None:
        if not any(w.isVisible() for w in QApplication.topLevelWidgets()):
            hidden.append(time.perf_counter())
        real()

    started.close = close  # type: ignore[method-assign]
    target = opened.focusWidget() or opened
    before = time.perf_counter()
    qtbot.keyClick(target, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    assert hidden, what
    assert hidden[0] - before < WITHIN
    assert len(began) == 1
    assert began[0] - before > 0.3  # What was asked of the vault was still done.


def test_a_dialog_that_is_waited_for_does_not_hold_the_lock(
    start: Callable[[], Application], began: list[float], qtbot: QtBot
) -> None:
    started = start()
    dialog = QDialog(started.window)
    line = QLineEdit(dialog)
    took: list[float] = []

    def press() -> None:
        before = time.perf_counter()
        qtbot.keyClick(line, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        took.append(time.perf_counter() - before)
        dialog.done(0)

    QTimer.singleShot(50, press)
    dialog.exec()

    assert began
    assert not any(w.isVisible() for w in QApplication.topLevelWidgets())


def test_whatever_says_that_nobody_is_there_locks(
    start: Callable[[], Application], began: list[float]
) -> None:
    """Nobody touches it, the key, the system; and no child goes on with a file."""
    started = start()
    watch, desk = started.watch, started.desk
    asked: list[None] = []
    watch.lock_wanted.connect(lambda: asked.append(None))
    assert watch.system_lock._kept is not None  # It listens.

    for number, wish in enumerate(
        (watch.system_lock.left, watch.idle.expired, watch.lock_key.pressed), 1
    ):
        wish.emit()
        assert len(asked) == number
        assert len(began) == 1

    assert desk is not None
    assert desk.attachments._previewer._stopped


def test_the_clipboard_is_empty_once_locked(
    start: Callable[[], Application], began: list[float]
) -> None:
    started = start()
    clipboard.copy("9903124477")

    started.lock()

    assert QGuiApplication.clipboard().text() == ""


def test_the_place_where_one_was_comes_back_after_unlocking(
    start: Callable[[], Application], began: list[float], qtbot: QtBot, vault: Path
) -> None:
    """It is kept inside the vault, for its own colleague, once."""
    started = start()
    people: Any = main_of(started).page
    person = people.model.rows[0].id
    main_of(started).go(ShowPerson(person))
    started.lock()

    again = start()
    qtbot.waitUntil(lambda: main_of(again).request == ShowPerson(person), timeout=5000)
    drafts: list[object] = []
    opened: Any = again.desk
    again.lanes.ask(lambda: opened.drafts.get(vaults.place_key(opened)), drafts.append)
    qtbot.waitUntil(lambda: drafts == [None])
    again.close()
    desk = vaults.open_(vault, again.desk.staff.id, demo.PASSPHRASE)  # type: ignore[union-attr]
    assert desk.drafts.get(vaults.place_key(desk)) is not None
    desk.close()


def test_a_file_erased_meanwhile_is_not_gone_back_to(
    start: Callable[[], Application], began: list[float], qtbot: QtBot, vault: Path
) -> None:
    started = start()
    people: Any = main_of(started).page
    person = people.model.rows[0].id
    staff = started.desk.staff.id  # type: ignore[union-attr]
    main_of(started).go(ShowPerson(person))
    started.lock()
    desk = vaults.open_(vault, staff, demo.PASSPHRASE)
    desk.data_protection.erase(person)
    desk.drafts.put(vaults.place_key(desk), {"page": "ShowPerson", "person": person})
    assert vaults.last_place(desk) is None
    assert vaults.last_place(desk) is None
    desk.close()

    again = start()
    qtbot.wait(50)

    assert main_of(again).request == ShowToday()


@pytest.mark.parametrize(
    "request_",
    [
        ShowPeople(),
        ShowPeople("kar"),
        ShowPerson("a"),
        ShowCase("b"),
        WriteLetter("a", "b", "L02"),
        WriteLetter("a"),
        Orient(),
        ReadEntry("D22"),
    ],
)
def test_a_request_is_written_and_read(request_: navigation.Request) -> None:
    assert navigation.read(navigation.written(request_)) == request_


@pytest.mark.parametrize(
    "texts",
    [{}, {"page": "Elsewhere"}, {"page": "ShowPerson"}, {"page": "Orient", "x": "y"}],
)
def test_what_no_longer_is_a_request_is_nothing(texts: dict[str, str]) -> None:
    assert navigation.read(texts) is None


def test_the_idle_delay_is_the_one_that_was_decided(
    start: Callable[[], Application], qtbot: QtBot
) -> None:
    started = start()
    desk = started.desk
    assert desk is not None
    qtbot.waitUntil(lambda: started.watch.idle._idle == 300)

    started.lanes.ask(lambda: desk.locking.decide(2), lambda _kept: None)

    qtbot.waitUntil(lambda: started.watch.idle._idle == 120)


def test_the_countdown_is_told_in_whatever_stands_before_the_window(
    start: Callable[[], Application], qtbot: QtBot
) -> None:
    """A form hides the message of the window; a case turned to somebody, all of it."""
    started = start()
    window, idle = started.window, started.watch.idle
    dialog, menu, case = QDialog(window), QMenu(window), QWidget()
    dialog.setModal(True)
    menu.addAction("Zarathoustra")
    for one in (dialog, menu, case):
        qtbot.addWidget(one)
        one.show()
    dialog.resize(300, 300)

    for seconds in (12, 11):
        idle.warned.emit(seconds)

    for one in (dialog, case):
        (told,) = one.findChildren(Countdown)
        assert told.isVisible()
        assert "11" in told.words.text()
        assert told.width() == one.width()
        assert told.height() >= told.words.heightForWidth(told.words.width())
    assert not menu.findChildren(Countdown)
    assert not window.findChildren(Countdown, options=DIRECT)
    dialog.resize(500, 300)
    assert dialog.findChildren(Countdown)[0].width() == 500
    case.deleteLater()
    qtbot.waitUntil(lambda: not isValid(case))
    idle.resumed.emit()
    qtbot.waitUntil(lambda: not dialog.findChildren(Countdown))


def test_the_countdown_is_told_on_the_covered_screen_too(
    start: Callable[[], Application],
) -> None:
    started = start()
    assert started.watch.privacy is not None
    started.watch.privacy.cover()
    assert started.watch.idle._held

    started.watch.idle.warned.emit(12)

    assert "12" in started.watch.privacy.pages[0].note.text()
    assert not started.watch.privacy.pages[0].findChildren(Countdown)
    assert "12" in main_of(started).message.words.text()
    started.watch.privacy.uncover()
    assert not started.watch.idle._held


@pytest.mark.parametrize(
    ("key", "scan", "virtual", "locks"),
    [
        (Qt.Key.Key_L, 0, 0, True),
        (0x0645, 46, 0, True),  # Arabic م, where L is, on X11
        (0x0414, 46, 0, True),  # Ukrainian Д
        (0x0645, 38, 0x4C, True),  # on Windows
        (0x0645, 45, 0, False),
        (Qt.Key.Key_K, 46, 0, False),
    ],
)
def test_the_lock_key_is_a_place_when_another_script_is_typed(
    key: int, scan: int, virtual: int, locks: bool, qapp: QApplication
) -> None:
    told: list[str] = []
    watcher = LockKey(qapp)
    watcher.pressed.connect(lambda: told.append("lock"))
    event = QKeyEvent(
        QKeyEvent.Type.ShortcutOverride,
        int(key),
        Qt.KeyboardModifier.ControlModifier,
        scan,
        virtual,
        0,
    )

    assert watcher.notice(event) == locks

    assert told == ["lock"] * locks


def test_the_screen_is_covered_from_the_palette_too(
    start: Callable[[], Application],
) -> None:
    """Whoever forgot the key finds what it does by its words."""
    started = start()

    main_of(started).run("cover")

    assert started.watch.privacy.is_covered
    started.watch.privacy.uncover()
