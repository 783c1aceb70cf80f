"""What hands do is told; nothing else is, and whoever leaves hears no more."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui import gestures


@pytest.fixture
def field(qtbot: QtBot) -> QLineEdit:
    made = QLineEdit()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def listener() -> Iterator[Callable[..., list[QEvent.Type]]]:
    """Return what begins to listen; it keeps gestures for itself if asked to."""
    began, owner = [], QObject()

    def begin(*, keeps: bool = False) -> list[QEvent.Type]:
        told: list[QEvent.Type] = []

        def heard(event: QInputEvent) -> bool:
            told.append(event.type())
            return keeps

        gestures.listen(heard, owner)
        began.append(heard)
        return told

    yield begin
    for heard in began:
        gestures.leave(heard)
        gestures.leave(heard)
    gc.collect()


def test_only_what_a_hand_does_is_told(
    listener: Callable[..., list[QEvent.Type]], field: QLineEdit, qtbot: QtBot
) -> None:
    told = listener()
    QApplication.sendEvent(field, QEvent(QEvent.Type.LayoutRequest))
    field.setText("typed by nobody")
    assert told == []

    qtbot.keyClick(field, Qt.Key.Key_A)
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)

    assert QEvent.Type.KeyPress in told
    assert QEvent.Type.MouseButtonPress in told


def test_the_last_to_come_may_keep_a_gesture(
    listener: Callable[..., list[QEvent.Type]], field: QLineEdit, qtbot: QtBot
) -> None:
    before, keeper = listener(), listener(keeps=True)
    qtbot.keyClick(field, Qt.Key.Key_A)

    assert keeper
    assert before == []
    assert field.text() == ""


def test_who_is_no_longer_there_hears_nothing(field: QLineEdit, qtbot: QtBot) -> None:
    """A page that goes takes what it watched with it."""
    told: list[object] = []
    owner = QObject()
    gestures.listen(lambda event: bool(told.append(event)), owner)
    qtbot.keyClick(field, Qt.Key.Key_A)
    before = len(told)
    owner.deleteLater()
    QApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)
    qtbot.keyClick(field, Qt.Key.Key_B)

    assert before > 0
    assert len(told) == before
