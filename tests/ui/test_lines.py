"""Words from right to left: every line begins at the same edge, and is whole."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from ui.theme import look
from ui.widgets.labels import Words
from ui.widgets.lines import laid_out

SENTENCE = (
    "برای اولین درخواست پناهنده یا شخص تحت حمایت، تصدیق‌نامه (API) شش ماه اعتبار"
    " دارد و تمدید می‌شود. این کوتاه‌تر است. احتمالاً عیار غلط سایت است."
)


@pytest.fixture
def words(qapp: Any, qtbot: QtBot) -> Words:
    look.apply(qapp, "light", 2.0)
    made = Words()
    qtbot.addWidget(made)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    made.setText(SENTENCE)
    return made


def inked(picture: QImage, x: int, top: int, bottom: int) -> bool:
    ground = picture.pixelColor(0, 0)
    return any(picture.pixelColor(x, y) != ground for y in range(top, bottom))


def first_ink(picture: QImage, top: int, bottom: int) -> int:
    """Return the first column with ink, from the right."""
    columns = range(picture.width() - 1, -1, -1)
    return next(x for x in columns if inked(picture, x, top, bottom))


@pytest.mark.parametrize("width", range(560, 700, 20))
def test_lines_begin_together_and_no_letter_is_cut(words: Words, width: int) -> None:
    words.resize(width, words.heightForWidth(width))
    picture = words.grab().toImage()
    lines = laid_out(words, width)
    tall = picture.height() / lines.lineCount()
    begins = [
        first_ink(picture, round(n * tall), round((n + 1) * tall))
        for n in range(lines.lineCount())
    ]

    assert lines.lineCount() > 2
    assert max(begins) - min(begins) <= 4
    assert not inked(picture, 0, 0, picture.height())


@pytest.mark.parametrize(
    ("alignment", "edge"),
    [
        (Qt.AlignmentFlag.AlignLeading, 600),
        (Qt.AlignmentFlag.AlignTrailing, 0),
    ],
)
def test_words_stand_where_they_are_put(
    words: Words, alignment: Qt.AlignmentFlag, edge: int
) -> None:
    words.setAlignment(alignment)
    words.setText("دری")
    lines = laid_out(words, 600)
    found = lines.lineAt(0).naturalTextRect()

    assert abs((found.right() if edge else found.left()) - edge) <= 1


def test_new_lines_are_kept(words: Words) -> None:
    words.setText("سطر\nدوم")

    assert laid_out(words, 600).lineCount() == 2
