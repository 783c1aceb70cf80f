"""A white card: a title, perhaps one button, then what it holds."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.labels import Words


class _Column(QVBoxLayout):
    """Knows how wide its card may become: Qt would count on all the room there is."""

    def heightForWidth(self, width: int) -> int:
        """Return the height at *width*, or at the greatest the card takes."""
        return super().heightForWidth(self._taken(width))

    def minimumHeightForWidth(self, width: int) -> int:
        """Return the least height at that width."""
        return super().minimumHeightForWidth(self._taken(width))

    def _taken(self, width: int) -> int:
        card = self.parentWidget()
        return min(width, card.maximumWidth()) if card else width


class Card(QFrame):
    """Groups what belongs together."""

    def __init__(self, parent: QWidget | None = None, *, padded: bool = True) -> None:
        super().__init__(parent)
        self.setProperty("frame", "card")
        self.body = _Column(self)
        self.body.setSpacing(8)
        edge = 18 if padded else 0
        self.body.setContentsMargins(edge, 14, edge, 14 if padded else 0)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(0 if padded else 18, 0, 0 if padded else 18, 0)
        self.title = Words("section")
        self.head.addWidget(self.title, 1)
        self.body.addLayout(self.head)


def clear(layout: QVBoxLayout, keep: int = 0) -> None:
    """Remove every widget of *layout* but the first *keep* items."""
    while layout.count() > keep:
        item = layout.takeAt(keep)
        widget = item.widget() if item else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
