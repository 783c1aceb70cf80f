"""A list of titles: each whole, whatever the width and the size of text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout
from pytestqt.qtbot import QtBot

from ui.theme import look
from ui.widgets.titles import PADDING, Titles

LONG = "L’attestation est finie et il n’y en a pas d’autre, depuis deux semaines"


@pytest.mark.parametrize("width", [180, 330, 700])
def test_a_long_title_gets_the_lines_it_needs(qtbot: QtBot, width: int) -> None:
    titles = Titles()
    qtbot.addWidget(titles)
    titles.addItems([LONG, "Court"])
    titles.resize(width, 400)
    titles.show()

    above, beside = PADDING
    font = QFont(titles.font())
    font.setPixelSize(look.px(look.BODY))
    font.setBold(True)
    needed = QFontMetrics(font).boundingRect(
        0,
        0,
        titles.viewport().width() - 2 * beside,
        9999,
        Qt.TextFlag.TextWordWrap,
        LONG,
    )
    assert titles.visualItemRect(titles.item(0)).height() >= needed.height() + 2 * above
    assert titles.visualItemRect(titles.item(0)).width() <= titles.viewport().width()


def test_a_line_of_another_script_is_measured_as_high_as_it_is(qtbot: QtBot) -> None:
    """Arabic letters come from another font, whose lines are higher."""
    titles = Titles()
    qtbot.addWidget(titles)
    mixed = "MELNYK Olena · تولد: 08/1991 · 9904440911"
    titles.addItem(mixed)
    titles.resize(260, 400)
    titles.show()

    font = QFont(titles.font())
    font.setPixelSize(look.px(look.BODY))
    layout = QTextLayout(mixed, font)
    layout.beginLayout()
    tallest = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(titles.viewport().width() - 2 * PADDING[1])
        tallest = max(tallest, line.height())
    layout.endLayout()
    assert layout.lineCount() > 1
    room = titles.visualItemRect(titles.item(0)).height() - 2 * PADDING[0]
    assert room >= tallest * layout.lineCount()


def test_the_bar_of_what_is_chosen_stands_where_reading_begins(qtbot: QtBot) -> None:
    titles = Titles()
    qtbot.addWidget(titles)
    assert titles.property("leftwards") == "false"

    titles.setLayoutDirection(Qt.LayoutDirection.RightToLeft)

    assert titles.property("leftwards") == "true"


def test_a_narrower_list_measures_its_titles_again(qtbot: QtBot) -> None:
    titles = Titles()
    qtbot.addWidget(titles)
    titles.addItem(LONG)
    titles.resize(700, 400)
    titles.show()
    wide = titles.visualItemRect(titles.item(0)).height()

    titles.resize(180, 400)

    assert titles.visualItemRect(titles.item(0)).height() > wide
