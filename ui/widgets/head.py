"""The head of a page: where it is, what it is, whose; what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import look, metrics
from ui.widgets.alert_card import WIDE_TEXT
from ui.widgets.buttons import Button
from ui.widgets.cells import move
from ui.widgets.flow import Flow
from ui.widgets.labels import Words

LEAST_WORDS = 300
"""What a title keeps beside the buttons, at 100 % text."""

ABOVE = 8
"""Over the buttons, where they stand under the words."""


class Head(QGridLayout):
    """The buttons stand beside the title, or under the words for want of room."""

    def __init__(
        self, back: Button, title: Words, subtitle: Words, buttons: Sequence[Button]
    ) -> None:
        super().__init__()
        self.setSpacing(0)
        self.setColumnStretch(0, 1)
        named = QVBoxLayout()
        named.setSpacing(0)
        named.addWidget(back, 0, Qt.AlignmentFlag.AlignLeading)
        named.addWidget(title)
        self._buttons, self._acts = buttons, QWidget()
        self._flow = Flow(self._acts)
        for button in buttons:
            self._flow.addWidget(button)
        self.addLayout(named, 0, 0)
        self.addWidget(subtitle, 1, 0, 1, 2)
        self._put(beside=True)

    def place(self, width: int) -> None:
        """Put the buttons where there is room for them in a page of *width* pixels."""
        offered = any(not button.isHidden() for button in self._buttons)
        self._acts.setVisible(offered)
        room = width - 2 * metrics.PAGE_MARGIN - metrics.GAP - look.px(LEAST_WORDS)
        fits = self._flow.sizeHint().width() <= room
        self._put(beside=offered and look.scale() < WIDE_TEXT and fits)

    def _put(self, *, beside: bool) -> None:
        across = QSizePolicy.Policy.Fixed if beside else QSizePolicy.Policy.Preferred
        self._acts.setSizePolicy(across, QSizePolicy.Policy.Preferred)
        self.setHorizontalSpacing(metrics.GAP if beside else 0)
        self.setRowMinimumHeight(2, 0 if beside or self._acts.isHidden() else ABOVE)
        if beside:
            move(self, self._acts, 0, 1, align=Qt.AlignmentFlag.AlignVCenter)
        else:
            move(self, self._acts, 3, 0, columns=2)
