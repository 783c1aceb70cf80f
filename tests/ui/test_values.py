"""Plain numbers stand for Qt's names on the first page: they are the same."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ui import values

HINT = Qt.InputMethodHint


@pytest.mark.parametrize(
    ("number", "named"),
    [
        (values.LEADING, Qt.AlignmentFlag.AlignLeading),
        (values.RIGHT, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute),
        (values.CENTRED, Qt.AlignmentFlag.AlignHCenter),
        (values.LEFT_TO_RIGHT, Qt.LayoutDirection.LeftToRight),
        (values.RIGHT_TO_LEFT, Qt.LayoutDirection.RightToLeft),
        (values.NEVER, Qt.ScrollBarPolicy.ScrollBarAlwaysOff),
        (values.NO_FOCUS, Qt.FocusPolicy.NoFocus),
        (values.TAB_FOCUS, Qt.FocusPolicy.TabFocus),
        (values.PLAIN_TEXT, Qt.TextFormat.PlainText),
        (
            values.SECRET,
            HINT.ImhSensitiveData | HINT.ImhNoAutoUppercase | HINT.ImhNoPredictiveText,
        ),
    ],
)
def test_a_number_is_the_one_of_qt(number: int, named: Qt.AlignmentFlag) -> None:
    assert number == named.value
