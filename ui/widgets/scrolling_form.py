"""A window that asks a few things: a title, fields that scroll, two buttons."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from ui.language import _
from ui.theme import look
from ui.widgets.buttons import Button
from ui.widgets.dialog import Dialog
from ui.widgets.inner_area import InnerArea
from ui.widgets.labels import Words

LEAST = 120


class ScrollingForm(Dialog):
    """Lays out what it is given in `column`, between its title and its buttons."""

    def __init__(self, wide: int, tall: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Words("title")
        self.problem = Words("error")
        self.problem.hide()
        self.accept_button = Button("primary", name="form-accept")
        self.cancel_button = Button("quiet", name="form-cancel")
        self.cancel_button.clicked.connect(self.reject)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 24, 28, 20)
        outer.setSpacing(12)
        area = InnerArea(LEAST, gutter=8)
        self.column = area.column
        self.column.setContentsMargins(4, 0, 4, 0)
        self.column.setSpacing(8)
        actions = QHBoxLayout()
        actions.addStretch(1)
        actions.addWidget(self.cancel_button)
        actions.addWidget(self.accept_button)
        outer.addWidget(self.title)
        outer.addWidget(area, 1)
        outer.addWidget(self.problem)
        outer.addLayout(actions)
        self._resize(look.px(wide), look.px(tall))

    def show_problem(self, text: str) -> None:
        """Say why nothing was done; everything typed is still there."""
        self.accept_button.setEnabled(True)
        self.problem.say(text)

    def retranslate(self) -> None:
        """Write the texts every such window has again."""
        self.setWindowTitle("ANEF Desk")
        self.cancel_button.setText(_("Annuler"))

    def _resize(self, wide: int, tall: int) -> None:
        parent = self.parentWidget()
        room = parent.window().size() if parent else None
        self.resize(
            min(wide, room.width() - 40) if room else wide,
            min(tall, room.height() - 40) if room else tall,
        )
