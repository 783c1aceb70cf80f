"""What an empty search line says to type: whole, or in one word."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLineEdit

from ui.language import _
from ui.theme import look
from ui.widgets.line_delegate import font_of

INSIDE = 32
"""Of the width of a line, what its border and its padding take."""


def hint(line: QLineEdit, width: int, words: str) -> None:
    """Have *line* say *words*, or a shorter text where its *width* would cut them.

    The pointer is told them whole.
    """
    needed = QFontMetrics(font_of(look.BODY)).horizontalAdvance(words)
    line.setPlaceholderText(words if needed + INSIDE <= width else _("Chercher…"))
    line.setToolTip(words)
