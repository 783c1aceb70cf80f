"""Widgets that change their cell in a grid."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

_WHERE_IT_LIKES = Qt.AlignmentFlag(0)


def move(
    grid: QGridLayout,
    widget: QWidget,
    row: int,
    column: int,
    *,
    columns: int = 1,
    align: Qt.AlignmentFlag = _WHERE_IT_LIKES,
) -> None:
    """Put *widget* into the cell at *row* and *column*, over so many *columns*.

    WORKAROUND: PySide 6.11 frees twice what changes its cell without leaving its grid.
    """
    grid.removeWidget(widget)
    grid.addWidget(widget, row, column, 1, columns, align)
