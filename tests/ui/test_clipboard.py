"""What is copied here leaves the clipboard; what others copied stays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui import clipboard
from ui.clipboard import CLEARED_AFTER, Copies
from ui.widgets.copy_field import CopyField


@pytest.fixture
def board(qapp: QApplication) -> Iterator[QClipboard]:
    found = QGuiApplication.clipboard()
    found.clear()
    yield found
    found.clear()


@pytest.fixture
def field(qtbot: QtBot) -> CopyField:
    made = CopyField()
    qtbot.addWidget(made)
    made.show_value("9903124477", "numéro étranger")
    return made


def test_a_number_stays_half_a_minute(
    qtbot: QtBot, board: QClipboard, field: CopyField
) -> None:
    assert CLEARED_AFTER == 30_000
    copies = Copies(None, after=60)
    field.button.click()
    assert board.text() == "9903124477"

    qtbot.waitUntil(lambda: board.text() == "", timeout=2000)
    copies.deleteLater()


class Owned(Copies):
    """Says of everything that it is ours, as real systems do of what we copied."""

    def is_ours(self) -> bool:
        return True


def test_what_is_copied_from_a_field_goes_too(qtbot: QtBot, board: QClipboard) -> None:
    """With the keyboard, by whoever is at the desk; off screen nobody owns anything."""
    copies = Owned(None, after=60)
    line = QLineEdit("Karimi")
    qtbot.addWidget(line)
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert board.text() == "Karimi"

    qtbot.waitUntil(lambda: board.text() == "", timeout=2000)
    copies.deleteLater()


def test_at_the_lock_it_goes_at_once(board: QClipboard, field: CopyField) -> None:
    copies = Copies(None)
    field.button.click()

    copies.forget()

    assert board.text() == ""
    copies.deleteLater()


def test_at_the_end_it_goes_too(
    qapp: QApplication, board: QClipboard, field: CopyField
) -> None:
    copies = Copies(None)
    field.button.click()

    qapp.aboutToQuit.emit()

    assert board.text() == ""
    copies.deleteLater()


def test_what_others_copied_stays(board: QClipboard, field: CopyField) -> None:
    copies = Copies(None)
    field.button.click()
    board.setText("d’un autre logiciel")

    copies.forget()

    assert board.text() == "d’un autre logiciel"
    copies.deleteLater()


def test_histories_are_asked_to_keep_nothing(board: QClipboard) -> None:
    clipboard.copy("9903124477")

    data = board.mimeData()
    assert bytes(data.data("x-kde-passwordManagerHint").data()) == b"secret"
    assert data.hasFormat("ExcludeClipboardContentFromMonitorProcessing")
    assert bytes(data.data("CanIncludeInClipboardHistory").data()) == bytes(4)
