"""The same sentence for the two people who look at the screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from anef_desk.i18n import Sentence, Translations
from ui.language import current
from ui.widgets.labels import Words


class BothTexts(QWidget):
    """A sentence in the window's language, and under it in the person's."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        self.ours, self.theirs = Words(role), Words("soft")
        for words in (self.ours, self.theirs):
            column.addWidget(words)

    def say(self, text: Sentence, beside: Translations | None) -> None:
        """Show *text*; an empty one takes no room."""
        self.setVisible(bool(text))
        self.ours.setText(current().content(text))
        self.theirs.setVisible(beside is not None and beside.has(text))
        if beside is not None:
            right_to_left = beside.direction == "rtl"
            self.theirs.setLayoutDirection(
                Qt.LayoutDirection.RightToLeft
                if right_to_left
                else Qt.LayoutDirection.LeftToRight
            )
            self.theirs.setText(beside.content(text))
