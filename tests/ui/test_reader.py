"""The reader: two languages side by side, or one above the other where it is narrow."""

from __future__ import annotations

from PySide6.QtGui import QTextTable
from pytestqt.qtbot import QtBot

from anef_desk import i18n
from anef_desk.catalogue.library import shipped
from anef_desk.law.reading import Reading, reading
from ui.theme import look
from ui.widgets.reader import COLUMN, Reader


def read(code: str) -> Reading:
    found = reading(code, {}, shipped())
    assert found is not None
    return found


def columns(reader: Reader) -> set[int]:
    frames = reader.document().rootFrame().childFrames()
    return {frame.columns() for frame in frames if isinstance(frame, QTextTable)}


def test_there_is_room_for_two_columns_or_there_is_one(qtbot: QtBot) -> None:
    """A word is never broken because its column is too narrow."""
    reader = Reader()
    qtbot.addWidget(reader)
    reader.resize(look.px(COLUMN) * 3, 500)
    reader.show()
    reader.show_reading(read("A2"), i18n.load("ar"), i18n.load("fr"))
    assert columns(reader) == {2}
    both = reader.toPlainText()

    reader.resize(look.px(COLUMN), 500)

    assert columns(reader) == {1}
    assert sorted(reader.toPlainText().split()) == sorted(both.split())


def test_one_language_is_one_column(qtbot: QtBot) -> None:
    reader = Reader()
    qtbot.addWidget(reader)
    reader.resize(look.px(COLUMN) * 3, 500)
    reader.show_reading(read("A2"), i18n.load("fr"), None)

    assert columns(reader) == {1}
