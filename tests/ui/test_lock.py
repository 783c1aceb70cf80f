"""Locking: from anywhere, at once, when nobody is there, and after a sleep."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QProcess, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui import lock
from ui.lock import Idle, LockKey


class Clock:
    """A clock one can move."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def idle(qapp: QApplication, clock: Clock) -> Iterator[Idle]:
    made = Idle(qapp, clock=clock)
    made.start()
    yield made
    made.stop()
    made.deleteLater()


@pytest.fixture
def field(qtbot: QtBot) -> QLineEdit:
    made = QLineEdit()
    qtbot.addWidget(made)
    made.show()
    return made


def heard(idle: Idle) -> list[object]:
    """Return a list that fills with what *idle* says."""
    told: list[object] = []
    idle.warned.connect(told.append)
    idle.resumed.connect(lambda: told.append("resumed"))
    idle.expired.connect(lambda: told.append("expired"))
    return told


def gesture(widget: QWidget) -> None:
    key = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a"
    )
    QApplication.sendEvent(widget, key)


def test_the_seconds_left_are_told_before_the_lock(idle: Idle, clock: Clock) -> None:
    """Five minutes; the last thirty seconds are counted aloud."""
    told = heard(idle)
    for passed in (269, 270, 285.5, 299, 300):
        clock.now = 1_000.0 + passed
        idle._look()

    assert told == [30, 15, 1, "expired"]


def test_a_gesture_counts_from_the_beginning(
    idle: Idle, clock: Clock, field: QLineEdit
) -> None:
    told = heard(idle)
    clock.now += 290
    idle._look()
    gesture(field)
    clock.now += 260
    idle._look()

    assert told == [10, "resumed"]


def test_whoever_opens_a_laptop_that_slept_finds_it_locked(
    idle: Idle, clock: Clock, field: QLineEdit
) -> None:
    """The first gesture comes before any timer does; it is too late already."""
    told = heard(idle)
    clock.now += 3 * 3600
    gesture(field)
    gesture(field)

    assert told == ["expired"]


def test_the_clock_of_the_lock_runs_while_the_computer_sleeps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = lock.seconds()
    assert 0 <= lock.seconds() - before < 60

    asleep = {time.CLOCK_BOOTTIME: before + 3600}
    monkeypatch.setattr(time, "clock_gettime", asleep.__getitem__)

    assert lock.seconds() == before + 3600


@pytest.fixture
def key(qapp: QApplication) -> Iterator[LockKey]:
    made = LockKey(qapp)
    made.start()
    yield made
    made.stop()
    made.deleteLater()


def test_the_lock_key_works_from_a_field_of_a_dialog(
    key: LockKey, qtbot: QtBot
) -> None:
    """A shortcut of the main window is deaf while a dialog stands before it."""
    told: list[str] = []
    key.pressed.connect(lambda: told.append("lock"))
    window, dialog, line = QWidget(), QDialog(), QLineEdit("Karimi")
    QVBoxLayout(dialog).addWidget(line)
    qtbot.addWidget(window)
    qtbot.addWidget(dialog)
    window.show()
    dialog.setModal(True)
    dialog.show()
    qtbot.waitExposed(dialog)
    line.setFocus()

    qtbot.keyClick(line, Qt.Key.Key_L)
    assert told == []
    qtbot.keyClick(line, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    assert told == ["lock"]


def test_nothing_is_seen_while_the_vault_closes(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, field: QLineEdit
) -> None:
    """Hidden first, closed, then started again: in that order."""
    order: list[str] = []
    monkeypatch.setattr(
        QProcess, "startDetached", lambda _program, _words: order.append("started")
    )
    monkeypatch.setattr(lock.QApplication, "exit", lambda _code: order.append("ended"))

    lock.lock(lambda: order.append("seen" if field.isVisible() else "closed"))

    assert order == ["closed", "started", "ended"]


def test_a_vault_that_does_not_close_well_does_not_keep_the_window_open(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    monkeypatch.setattr(
        QProcess, "startDetached", lambda _program, _words: order.append("started")
    )
    monkeypatch.setattr(lock.QApplication, "exit", lambda _code: order.append("ended"))

    def refuse() -> None:
        raise PermissionError

    with pytest.raises(PermissionError):
        lock.lock(refuse)

    assert order == ["started", "ended"]
