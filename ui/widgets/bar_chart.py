"""Bars: a name, a length, a number; what is hidden is hatched and says so."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from anef_desk.i18n.typography import french
from ui.language import _
from ui.theme import look

NAME_SHARE = 0.36
BAR, GAP = 16, 10
HIDDEN_LENGTH = 36

SIDE = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
"""Where words stand; Qt turns it from right to left by itself."""


class BarChart(QWidget):
    """Shows bars from the side where reading begins, the numbers in words too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars: tuple[tuple[str, int | None], ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_bars(self, title: str, bars: Sequence[tuple[str, int | None]]) -> None:
        """Show *bars*: a name, and a number unless it is hidden."""
        self.bars = tuple(bars)
        self.setAccessibleName(title)
        self.setAccessibleDescription(
            ", ".join(f"{name} : {self._said(count)}" for name, count in self.bars)
        )
        self.setMinimumHeight(self.heightForWidth(max(self.width(), 240)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return a width at which names seldom wrap."""
        return QSize(look.px(560), self.heightForWidth(look.px(560)))

    def heightForWidth(self, width: int) -> int:
        """Return the height of all bars in *width* pixels."""
        return sum(height for _top, height in self._lines(width))

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002 - Qt's signature
        """Take the height the names need at this width."""
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is drawn
        """Draw each name, its bar and its number."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        colours, whole = look.tokens(), self.rect()
        largest = max((count or 0 for _name, count in self.bars), default=0) or 1
        names = self._names(self.width())
        said = max((self._wide(self._said(c)) for _n, c in self.bars), default=0)
        room = max(self.width() - names - said - look.px(28), 8)
        for (name, count), (top, height) in zip(
            self.bars, self._lines(self.width()), strict=True
        ):
            start = names + look.px(12)
            long = (
                look.px(HIDDEN_LENGTH)
                if count is None
                else round(room * count / largest)
            )
            middle = top + (height - look.px(BAR)) // 2
            box = QRect(start, middle, min(long, room), look.px(BAR))
            painter.setPen(QColor(colours.ink))
            painter.drawText(
                self._at(QRect(0, top, names, height), whole),
                int(SIDE) | int(Qt.TextFlag.TextWordWrap),
                french(name),
            )
            self._bar(painter, QRectF(self._at(box, whole)), count)
            after = QRect(box.right() + look.px(8), top, said + look.px(8), height)
            painter.setPen(QColor(colours.soft if count is None else colours.ink))
            painter.drawText(
                self._at(after, whole),
                int(SIDE),
                self._said(count),
            )
        painter.end()

    @staticmethod
    def _bar(painter: QPainter, box: QRectF, count: int | None) -> None:
        colours = look.tokens()
        if count is None:
            painter.setPen(QPen(QColor(colours.control), 1, Qt.PenStyle.DashLine))
            painter.setBrush(
                QBrush(QColor(colours.control), Qt.BrushStyle.BDiagPattern)
            )
        elif count:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
        else:
            return
        painter.drawRoundedRect(box, 3, 3)

    def _at(self, place: QRect, whole: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), whole, place)

    def _names(self, width: int) -> int:
        return round(width * NAME_SHARE)

    def _lines(self, width: int) -> list[tuple[int, int]]:
        """Return the top and the height of each bar."""
        lines, top = [], 0
        room = QRect(0, 0, self._names(width), 10_000)
        for name, _count in self.bars:
            words = self.fontMetrics().boundingRect(
                room, int(Qt.TextFlag.TextWordWrap), french(name)
            )
            height = max(words.height(), look.px(BAR)) + look.px(GAP)
            lines.append((top, height))
            top += height
        return lines

    def _wide(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)

    @staticmethod
    def _said(count: int | None) -> str:
        return _("masqué") if count is None else str(count)
