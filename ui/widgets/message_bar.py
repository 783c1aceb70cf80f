"""One sentence above the page: what happened, what to do, at most one action."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.language import _
from ui.widgets.buttons import Button
from ui.widgets.labels import Words


class MessageBar(QFrame):
    """Shows a message until it is closed or replaced; never covers the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "message")
        line = QHBoxLayout(self)
        line.setContentsMargins(28, 8, 16, 8)
        self.words = Words()
        self.action = Button("plain", name="message-action")
        self.dismiss = Button("quiet", "close", "message-close")
        self.dismiss.clicked.connect(self.hide)
        line.addWidget(self.words, 1)
        line.addWidget(self.action)
        line.addWidget(self.dismiss)
        self._then: Callable[[], None] | None = None
        self.action.clicked.connect(self._act)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Write the button again."""
        self.dismiss.setText(_("Fermer"))

    def say(
        self, text: str, action: str = "", then: Callable[[], None] | None = None
    ) -> None:
        """Show *text*, with a button *action* that calls *then*."""
        self.words.setText(text)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self._then = then
        self.show()

    def _act(self) -> None:
        self.hide()
        if self._then is not None:
            self._then()
