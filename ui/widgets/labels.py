"""Text that wraps, and is never cut."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class Words(QLabel):
    """A text of some *role* that takes the lines it needs.

    Plain text always: what somebody typed is never read as markup.
    """

    def __init__(
        self, role: str = "", parent: QWidget | None = None, *, wraps: bool = True
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        if role:
            self.setProperty("role", role)
        across = QSizePolicy.Policy.Preferred if wraps else QSizePolicy.Policy.Maximum
        policy = QSizePolicy(across, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(wraps)
        self.setSizePolicy(policy)

    def say(self, text: str) -> None:
        """Show *text*; an empty one takes no room."""
        self.setText(text)
        self.setVisible(bool(text))


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a style property of *widget* and have it drawn accordingly."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()
