"""Text that wraps, and is never cut."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from anef_desk.i18n.typography import shown, tied
from ui import values

if TYPE_CHECKING:  # Its enumerations take longer to make than a window to show.
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QPaintEvent

_OPENS, _CLOSES = "\u2066\u2067\u2068", "\u2069"
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\u200e", "\u200f"


class Words(QLabel):
    """A text of some *role* that takes the lines it needs.

    Plain text always: what somebody typed is never read as markup.
    """

    def __init__(
        self, role: str = "", parent: QWidget | None = None, *, wraps: bool = True
    ) -> None:
        super().__init__(parent)
        self._said = ""
        self.setProperty("textFormat", values.PLAIN_TEXT)
        self.setWordWrap(wraps)
        if role:
            self.setProperty("role", role)
        across = QSizePolicy.Policy.Preferred if wraps else QSizePolicy.Policy.Maximum
        policy = QSizePolicy(across, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(wraps)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        """Show *text*, standing where the reading of its pane begins.

        Qt would let the first letter decide: a French name on an Arabic page, or an
        Arabic sentence that begins with "OFPRA", would stand on the wrong side. No line
        begins with a colon, and none is a short word alone at the end.
        """
        self._said = _led(text, right_to_left=self.isRightToLeft())
        words = shown(self._said)
        super().setText(tied(words) if self.wordWrap() else words)

    def text(self) -> str:
        """Return what was said, with the spaces it was written with."""
        return self._said

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words.

        From right to left Qt draws a line that ends with a space too far to the left,
        by as much: the lines do not begin together, and the last letter is cut.
        """
        if not (self.isRightToLeft() and self.wordWrap()):
            super().paintEvent(event)
            return
        from ui.widgets.lines import draw  # noqa: PLC0415 - not before the first page

        draw(self)

    def say(self, text: str) -> None:
        """Show *text*; an empty one takes no room."""
        self.setText(text)
        self.setVisible(bool(text))


def led(text: str, direction: Qt.LayoutDirection) -> str:
    """Return *text* with an invisible mark that gives it the *direction* of its pane."""
    return _led(text, right_to_left=direction.name == "RightToLeft")


def _led(text: str, *, right_to_left: bool) -> str:
    """Return *text* with the mark.

    A sentence of the other direction, shown there because it has no translation,
    keeps its own order inside.
    """
    first = _first_direction(text)
    if not text.strip():
        return text
    if right_to_left:
        if first == "R":
            return text
        mixed = any(unicodedata.bidirectional(c) in {"R", "AL"} for c in text)
        inside = text if mixed else f"\u2068{text}\u2069"
        return f"{_RIGHT_TO_LEFT}{inside}"
    return text if first != "R" else f"{_LEFT_TO_RIGHT}\u2068{text}\u2069"


def _first_direction(text: str) -> str:
    """Return the direction of the first letter outside isolates; "" without one."""
    depth = 0
    for letter in text:
        if letter in _OPENS:
            depth += 1
        elif letter == _CLOSES:
            depth -= 1
        elif depth <= 0:
            kind = unicodedata.bidirectional(letter)
            if kind in {"L", "R", "AL"}:
                return "L" if kind == "L" else "R"
    return ""


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a style property of *widget* and have it drawn accordingly."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        if _is_polished(widget):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
            widget.update()


def _is_polished(widget: QWidget) -> bool:
    """Return whether *widget* was drawn, or is about to: else its style comes then.

    Before the first page nothing names `Qt`, and everything is taken to be.
    """
    if "Qt" not in vars(QtCore):
        return True
    return widget.testAttribute(QtCore.Qt.WidgetAttribute.WA_WState_Polished)
