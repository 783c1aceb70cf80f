"""Buttons: one primary at most on a screen, the others plain or quiet."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from ui.theme import icons, look, metrics
from ui.widgets.labels import set_property

Role = Literal["primary", "plain", "quiet", "link"]

LINK = 28
"""Height of a link, which stands among words."""


class Button(QPushButton):
    """A button with a word and, beside it, an icon; 40 pixels high at least."""

    def __init__(
        self,
        role: Role = "plain",
        icon: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role, self._icon = role, icon
        self.setProperty("role", role)
        self.setObjectName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.dress()

    def become(self, role: Role) -> None:
        """Take another role: what was one choice becomes the act that is due."""
        self._role = role
        set_property(self, "role", role)
        self.dress()

    def dress(self) -> None:
        """Take the colours and sizes in force."""
        height = LINK if self._role == "link" else metrics.TARGET
        self.setMinimumHeight(look.px(height))
        if self._icon:
            size = look.px(metrics.ICON)
            self.setIconSize(QSize(size, size))
            self.setIcon(
                icons.icon(
                    self._icon,
                    self._colour(),
                    size,
                    right_to_left=self.isRightToLeft(),
                )
            )

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon again when colours, sizes or direction change."""
        if event.type() in {
            QEvent.Type.StyleChange,
            QEvent.Type.LayoutDirectionChange,
            QEvent.Type.EnabledChange,
        }:
            self.dress()
        super().changeEvent(event)

    def _colour(self) -> str:
        colours = look.tokens()
        if not self.isEnabled():
            return colours.soft
        if self._role == "primary":
            return colours.on_accent
        return colours.accent if self._role in {"quiet", "link"} else colours.ink
