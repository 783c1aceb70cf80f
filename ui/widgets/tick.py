"""A box one ticks: drawn by us, so that it is seen in every theme."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton, QWidget

from ui.theme import look


class Tick(QCheckBox):
    """A box and a word; a tick, never a colour alone, says that it is chosen."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(look.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the word, then the box and its tick."""
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        place = self.style().subElementRect(
            QStyle.SubElement.SE_CheckBoxIndicator, option, self
        )
        box = QRectF(place).adjusted(1, 1, -1, -1)
        colours = look.tokens()
        enabled, chosen = self.isEnabled(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.control if enabled else colours.line), 1.5))
        painter.setBrush(QColor(colours.accent if chosen else colours.surface))
        painter.drawRoundedRect(box, 4, 4)
        if chosen:
            pen = QPen(QColor(colours.on_accent), 2)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawPolyline(
                [
                    QPointF(box.x() + box.width() * x, box.y() + box.height() * y)
                    for x, y in ((0.25, 0.55), (0.43, 0.73), (0.76, 0.3))
                ]
            )
        painter.end()
