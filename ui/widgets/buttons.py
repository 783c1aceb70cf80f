"""Buttons: one primary at most on a screen, the others plain or quiet."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from ui.theme import icons, look, metrics

Role = Literal["primary", "plain", "quiet"]


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

    def dress(self) -> None:
        """Take the colours and sizes in force."""
        self.setMinimumHeight(look.px(metrics.TARGET))
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
        return colours.accent if self._role == "quiet" else colours.ink
