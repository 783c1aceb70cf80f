"""Where there is no room for things side by side, one stands under the other."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout


def stack(layout: QBoxLayout, *, when: bool) -> None:
    """Stand what *layout* holds in a column *when* it must be, in a line else."""
    down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
    layout.setDirection(down if when else across)
