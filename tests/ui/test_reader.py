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


@pytest.mark.parametrize("beside", [None, "ar"])
def test_a_page_opens_at_its_beginning_however_it_comes_to_be_shown(
    beside: str | None, qtbot: QtBot
) -> None:
    """Asked for before there is a window, as the first page of the library is."""
    reader = Reader()
    qtbot.addWidget(reader)
    other = i18n.load(beside) if beside else None
    reader.show_reading(read("A7"), i18n.load("fr"), other)

    reader.resize(look.px(COLUMN) * 3, 500)
    reader.show()
    qtbot.waitExposed(reader)
    assert reader.verticalScrollBar().maximum() > 500
    assert reader.verticalScrollBar().value() == 0
    reader.resize(look.px(COLUMN), 400)
    qtbot.wait(10)

    assert reader.verticalScrollBar().value() == 0


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


@pytest.mark.parametrize("width", [3, 1])
def test_chips_are_drawn_wherever_the_page_is_scrolled(
    qtbot: QtBot, width: int
) -> None:
    reader = read_in(qtbot, "A7", "ar", "fr")
    reader.resize(look.px(COLUMN) * width, 400)
    reader.document().size()  # Lays out the whole page.
    reader.resize(reader.width(), int(reader.document().size().height()))
    whole = reader.viewport().grab().toImage()
    reader.resize(reader.width(), 300)
    bar, seen = reader.verticalScrollBar(), reader.viewport().height()

    for top in range(0, bar.maximum(), seen):
        bar.setValue(top)
        strip = reader.viewport().grab().toImage()
        assert strip == whole.copy(0, top, strip.width(), strip.height())


def test_whoever_reads_waits_for_nothing_that_is_not_seen(qtbot: QtBot) -> None:
    reader = read_in(qtbot, "A7", "ar", "fr")
    reader.resize(look.px(COLUMN) * 3, 300)
    reader.show_reading(read("A2"), i18n.load("ar"), i18n.load("fr"))
    page = reader.document()
    first, last = page.begin().layout(), page.lastBlock().layout()

    reader.viewport().grab()

    assert first.lineCount() > 0
    assert last.lineCount() == 0
    qtbot.waitUntil(lambda: last.lineCount() > 0)
    bar, seen = reader.verticalScrollBar(), reader.viewport().height()
    qtbot.waitUntil(lambda: bar.maximum() + seen == page.size().height())
