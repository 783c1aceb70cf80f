"""A status: an icon, a word and a colour, never a colour alone."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from anef_desk.i18n.typography import capital
from ui.theme import icons, look, metrics
from ui.widgets.labels import set_property

ChipKind = Literal["late", "soon", "done", "none"]

ICONS: dict[ChipKind, str] = {
    "late": "alert",
    "soon": "clock",
    "done": "check",
    "none": "none",
}


KINDS = tuple(ICONS)


def colour(kind: ChipKind) -> str:
    """Return the ink of a status."""
    return str(getattr(look.tokens(), kind))


def ground(kind: ChipKind) -> str:
    """Return the ground of a status."""
    return str(getattr(look.tokens(), f"{kind}_ground"))


def edge(kind: ChipKind) -> str:
    """Return the border of a status, all there is of it in high contrast."""
    return str(getattr(look.tokens(), f"{kind}_line"))


class Chip(QFrame):
    """Shows a status; the word says it all to a screen reader."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("chip", "true")
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 4, 12, 4)
        line.setSpacing(6)
        self._sign, self._word = QLabel(), QLabel()
        self._word.setTextFormat(Qt.TextFormat.PlainText)
        self._word.setProperty("chipword", "true")
        line.addWidget(self._sign)
        line.addWidget(self._word)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def show_status(self, kind: ChipKind, word: str) -> None:
        """Show *word* in the colours of *kind*; hide when there is none."""
        self.setVisible(bool(word))
        set_property(self, "kind", kind)
        set_property(self._word, "kind", kind)
        self._sign.setPixmap(icons.pixmap(ICONS[kind], colour(kind), look.px(16)))
        self._word.setText(capital(word))
        self.setAccessibleName(capital(word))

    def text(self) -> str:
        """Return the word that is shown."""
        return self._word.text()


class ChipButton(QPushButton):
    """A status one can change: a press offers the others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("chip", "true")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_status(self, kind: ChipKind, word: str) -> None:
        """Show *word* in the colours of *kind*."""
        set_property(self, "kind", kind)
        size, gap = look.px(16), look.px(metrics.ICON_GAP)
        self.setIconSize(QSize(size + gap, size))
        right = self.isRightToLeft()
        sign = icons.icon(ICONS[kind], colour(kind), size, right_to_left=right, gap=gap)
        self.setIcon(sign)
        self.setText(capital(word))
