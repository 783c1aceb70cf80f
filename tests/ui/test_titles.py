"""A list of titles: each whole, whatever the width and the size of text."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QTextLayout
from pytestqt.qtbot import QtBot

from ui.theme import look
from ui.widgets.line_delegate import font_of
from ui.widgets.titles import PADDING, Titles

LONG = "L’attestation est finie et il n’y en a pas d’autre, depuis deux semaines"


def listed(qtbot: QtBot, width: int, *titles: str) -> Titles:
    made = Titles()
    qtbot.addWidget(made)
    made.addItems(titles)
    made.resize(width, 400)
    made.show()
    return made


def height(titles: Titles, row: int) -> int:
    return titles.visualItemRect(titles.item(row)).height()


@pytest.mark.parametrize("width", [180, 330, 700])
def test_a_long_title_gets_the_lines_it_needs(qtbot: QtBot, width: int) -> None:
    titles = listed(qtbot, width, LONG, "Court")

    above, beside = PADDING
    room = titles.viewport().width() - 2 * beside
    needed = QFontMetrics(font_of(look.BODY)).boundingRect(
        0, 0, room, 9999, Qt.TextFlag.TextWordWrap, LONG
    )
    assert height(titles, 0) >= needed.height() + 2 * above
    assert titles.visualItemRect(titles.item(0)).width() <= titles.viewport().width()


def test_a_title_gets_no_more_lines_than_it_needs(qtbot: QtBot) -> None:
    """What just fits on one line has the height of a short one, chosen or not."""
    just = QFontMetrics(font_of(look.BODY)).horizontalAdvance(LONG) + 2
    titles = listed(qtbot, just, LONG, "Court")
    titles.resize(
        just + titles.width() - titles.viewport().width() + 2 * PADDING[1], 400
    )
    titles.setCurrentRow(0)

    assert height(titles, 0) == height(titles, 1)


def test_a_line_of_another_script_is_measured_as_high_as_it_is(qtbot: QtBot) -> None:
    """Arabic letters come from another font, whose lines are higher."""
    mixed = "MELNYK Olena · تولد: 08/1991 · 9904440911"
    titles = listed(qtbot, 260, mixed)

    layout = QTextLayout(mixed, font_of(look.BODY))
    layout.beginLayout()
    total = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(titles.viewport().width() - 2 * PADDING[1])
        total += line.height()
    layout.endLayout()
    assert layout.lineCount() > 1
    assert height(titles, 0) - 2 * PADDING[0] >= total


@pytest.mark.parametrize(
    ("direction", "edge"),
    [(Qt.LayoutDirection.LeftToRight, 0), (Qt.LayoutDirection.RightToLeft, -1)],
)
def test_the_bar_of_what_is_chosen_stands_where_reading_begins(
    qapp: Any, qtbot: QtBot, direction: Qt.LayoutDirection, edge: int
) -> None:
    look.apply(qapp, "light")
    titles = listed(qtbot, 330, "Court")
    titles.setLayoutDirection(direction)
    titles.setCurrentRow(0)

    place = titles.visualItemRect(titles.item(0))
    picture = titles.viewport().grab(place).toImage()
    last = picture.width() - 1
    for y in (0, picture.height() - 1):  # Straight, from top to bottom.
        bar = picture.pixelColor(last if edge else 0, y).name()
        other = picture.pixelColor(0 if edge else last, y).name()
        assert bar == look.tokens().accent.lower()
        assert other == look.tokens().tint.lower()


def test_a_narrower_list_measures_its_titles_again(qtbot: QtBot) -> None:
    titles = listed(qtbot, 700, LONG)
    wide = height(titles, 0)

    titles.resize(180, 400)

    assert height(titles, 0) > wide
