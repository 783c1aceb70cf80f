"""Where what scrolls ends: at the same edge, whether a bar stands beside or not."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QScrollArea

from ui.theme import metrics


def keep_edge(area: QScrollArea, body: QLayout) -> None:
    """Take the bar of *area*, when there is one, from the margin of *body* beside it."""
    bar, margin = area.verticalScrollBar(), metrics.PAGE_MARGIN
    beside = margin - (bar.sizeHint().width() if bar.maximum() > 0 else 0)
    inside, right = body.contentsMargins(), area.isRightToLeft()
    body.setContentsMargins(
        beside if right else margin,
        inside.top(),
        margin if right else beside,
        inside.bottom(),
    )
