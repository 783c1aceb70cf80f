"""Tabs; those for which there is no room are brought by two buttons one can see."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QTabBar, QToolButton

from ui.theme import icons, look

SIGN = 18


class Tabs(QTabBar):
    """A row of tabs, as wide as their words.

    WORKAROUND: Qt 6.11 draws the arrows of its buttons as dots in large text.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)

    def tabLayoutChange(self) -> None:
        """Draw our own signs: Qt has just chosen which button points where."""
        super().tabLayoutChange()
        size = look.px(SIGN)
        for button in self.findChildren(QToolButton):
            if button.arrowType() is not Qt.ArrowType.NoArrow:
                leftwards = button.arrowType() is Qt.ArrowType.LeftArrow
                button.setProperty("leftwards", leftwards)
                button.setArrowType(Qt.ArrowType.NoArrow)
            name = "back" if button.property("leftwards") else "next"
            ink = look.tokens().ink if button.isEnabled() else look.tokens().off
            button.setIconSize(QSize(size, size))
            button.setIcon(icons.icon(name, ink, size))
