"""Buttons: one primary at most on a screen, the others plain or quiet."""

from __future__ import annotations

from typing import Literal

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QRectF, QSize, QTimer
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QIcon,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QPushButton, QWidget

from ui.theme import icons, look, metrics, stylesheet
from ui.widgets.labels import set_property

Role = Literal["primary", "plain", "quiet", "link"]

LINK = 28
"""Height of a link, which stands among words."""

HAND = 400
"""Milliseconds until the first hand is shown over a button."""

AROUND = 9
"""Above and below a word: the padding and the border of the style sheet."""

RING = 2
"""Width of the ring of the focus."""


def point(button: QWidget) -> None:
    """Show a hand over *button*; called when the mouse first comes there.

    It may be there already when the first page comes, which does not wait for it.
    """
    if button.property("pointed"):
        return
    button.setProperty("pointed", True)
    wait = 0 if "Qt" in vars(QtCore) else HAND
    QTimer.singleShot(wait, button, lambda: _show_hand(button))


def _show_hand(button: QWidget) -> None:
    from PySide6.QtCore import Qt  # noqa: PLC0415 - not before the first page

    button.setCursor(Qt.CursorShape.PointingHandCursor)


class Button(QPushButton):
    """A button with a word and, beside it, an icon; 40 pixels high at least."""

    repeats = False  # whether each press of a double click counts: pages are turned

    def __init__(
        self,
        role: Role = "plain",
        icon: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role, self._icon, self._bare = role, icon, False
        self._shown: QIcon | None = None
        self.setProperty("role", role)
        self.setObjectName(name)
        self.setAutoDefault(False)
        self.dress()

    def sizeHint(self) -> QSize:
        """Return a height that is that of a field, whatever the script of the word.

        Qt counts on the whole line of the tallest font: an Arabic word would make its
        button higher than what stands beside.
        """
        hint = super().sizeHint()
        if self._role == "link" or self.property("big"):
            return hint
        return QSize(hint.width(), look.px(stylesheet.LEAST) + 2 * AROUND)

    def minimumSizeHint(self) -> QSize:
        """Return the same: a word is never cut."""
        return self.sizeHint()

    def become(self, role: Role) -> None:
        """Take another role: what was one choice becomes the act that is due."""
        self._role = role
        set_property(self, "role", role)
        self.dress()

    def bare(self, *, bare: bool) -> None:
        """Show the word without its icon, where there is no room for both."""
        if bare != self._bare:
            self._bare = bare
            self.dress()

    def dress(self) -> None:
        """Take the colours and sizes in force."""
        link = self._role == "link"  # Else the words make it grow, in the style sheet.
        self.setMinimumHeight(look.px(LINK) if link else metrics.TARGET)
        size, gap = look.px(metrics.ICON), look.px(metrics.ICON_GAP)
        icon = None if self._bare or not self._icon else self._drawn(size, gap)
        if icon is not self._shown:  # A page that is made asks for it many times.
            self._shown = icon
            self.setIconSize(QSize(size + gap, size))
            self.setIcon(icon or QIcon())

    def _drawn(self, size: int, gap: int) -> QIcon:
        return icons.icon(
            self._icon,
            self._colour(),
            size,
            right_to_left=self.isRightToLeft(),
            gap=gap,
            owner=self,
        )

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show a hand."""
        point(self)
        super().enterEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take a double click for one press: many hands make no other.

        What is noted would be noted twice, and what asks for a second press would not
        have asked.
        """
        if self.repeats:
            super().mouseDoubleClickEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon again when colours, sizes or direction change."""
        if event.type() in {
            QEvent.Type.StyleChange,
            QEvent.Type.LayoutDirectionChange,
            QEvent.Type.EnabledChange,
        }:
            self.dress()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a ring inside a primary button that has the keyboard.

        The edge of the others changes; that of a button filled with the accent would
        not be seen to.
        """
        super().paintEvent(event)
        if self._role == "primary" and self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(look.tokens().on_accent), RING))
            inside = QRectF(self.rect()).adjusted(3, 3, -3, -3)
            painter.drawRoundedRect(inside, metrics.RADIUS - 2, metrics.RADIUS - 2)
            painter.end()

    def _colour(self) -> str:
        colours = look.tokens()
        if not self.isEnabled():
            return colours.off
        if self._role == "primary":
            return colours.on_accent
        return colours.accent if self._role in {"quiet", "link"} else colours.ink
