"""The alert that matters most: what, why, by which article, and the one action."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from ui.theme import look
from ui.widgets.buttons import Button
from ui.widgets.labels import Words, set_property
from ui.widgets.stacking import stack

WIDE_TEXT = 1.5
"""From this text size on, the action stands under the words."""


class AlertCard(QFrame):
    """Stands alone above the rest of a page."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "late")
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(18, 12, 14, 12)
        self._line.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.title, self.text, self.basis = Words("late"), Words(), Words("small")
        for part in (self.title, self.text, self.basis):
            words.addWidget(part)
        self.action = Button("primary", name="alert-action")
        self.action.clicked.connect(self.pressed)
        self._line.addLayout(words, 1)
        self._line.addWidget(self.action)

    def say(self, severity: str, title: str, text: str, basis: str) -> None:
        """Show an alert; *severity* is ``"late"`` or ``"soon"``."""
        set_property(self, "frame", severity)
        set_property(self.title, "role", severity)
        stacked = look.scale() >= WIDE_TEXT
        stack(self._line, when=stacked)
        self.title.say(title)
        self.text.say(text)
        self.basis.say(basis)
        self.setAccessibleName(f"{title}. {text}")
        self.show()

    def offer(self, action: str) -> None:
        """Name the one action; an empty one offers none."""
        self.action.setText(action)
        self.action.setVisible(bool(action))
