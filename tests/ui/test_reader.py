"""The reader: two languages side by side, or one above the other where it is narrow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextTable
from pytestqt.qtbot import QtBot

from anef_desk import i18n
from anef_desk.catalogue.library import shipped
from anef_desk.law.reading import Reading, reading
from ui.theme import look
from ui.widgets.reader import COLUMN, LINE, Reader


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


def read_in(qtbot: QtBot, code: str, first: str, beside: str | None) -> Reader:
    reader = Reader()
    qtbot.addWidget(reader)
    texts = i18n.load(first)
    if texts.direction == "rtl":
        reader.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    reader.resize(look.px(COLUMN) * 3, 1500)
    reader.show()
    reader.show_reading(read(code), texts, i18n.load(beside) if beside else None)
    return reader


@pytest.mark.parametrize("language", ["fr", "ar", "fa_AF", "uk"])
def test_lines_are_as_far_apart_in_every_script(
    qapp: Any, qtbot: QtBot, language: str
) -> None:
    look.apply(qapp, "light")
    reader = read_in(qtbot, "D22", language, None)
    reader.resize(look.px(COLUMN), 500)

    table = reader.document().rootFrame().childFrames()[0]
    assert isinstance(table, QTextTable)
    lead = table.cellAt(1, 0).firstCursorPosition().block()
    reader.document().documentLayout().blockBoundingRect(lead)  # Lays it out.
    lines = lead.layout()
    assert lines.lineCount() > 1
    apart = lines.lineAt(1).y() - lines.lineAt(0).y()
    assert apart == pytest.approx(look.px(LINE), abs=1)


def test_a_chip_and_what_is_urgent_have_a_border_in_high_contrast(
    qapp: Any, qtbot: QtBot
) -> None:
    look.apply(qapp, "contrast")
    reader = read_in(qtbot, "D22", "fr", None)
    inks = Counter(_colours(reader))
    assert inks[look.tokens().late_line.lower()] > reader.viewport().width()

    look.apply(qapp, "light")
    reader = read_in(qtbot, "A7", "ar", "fr")

    assert Counter(_colours(reader))[look.tokens().done_ground.lower()] > 400
    look.apply(qapp, "light")


def _colours(reader: Reader) -> Iterator[str]:
    picture = reader.viewport().grab().toImage()
    for y in range(picture.height()):
        for x in range(picture.width()):
            yield picture.pixelColor(x, y).name()
