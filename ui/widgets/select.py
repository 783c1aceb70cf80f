"""A list that opens, and looks like one; what is chosen is read whole."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QWidget

from ui.theme import icons, look

CHEVRON, EDGE = 16, 10
BESIDE, ABOVE = 13, 9
"""Around the words: the padding and the border of the style sheet."""

LEAST = 120
"""Width, at 100 % text, under which it does not shrink."""

ROOM = 40
"""What an open list leaves of the screen."""


class Select(QComboBox):
    """As wide as its choices if it can be; else its words take the lines they need.

    Its list, once open, is as wide as the longest choice.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width = 0  # that it was last given
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.currentTextChanged.connect(lambda _text: self.updateGeometry())

    def sizeHint(self) -> QSize:
        """Return the width of the longest choice, and the height of the chosen one."""
        hint = super().sizeHint()
        wide = hint.width() + look.px(CHEVRON) - CHEVRON
        return QSize(wide, self._height(hint.height()))

    def minimumSizeHint(self) -> QSize:
        """Return a width in which some words fit on a line."""
        hint = super().sizeHint()
        wide = min(hint.width(), look.px(LEAST))
        return QSize(wide, self._height(hint.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that goes with the width."""
        super().resizeEvent(event)
        if event.size().width() != self._width:
            self._width = event.size().width()
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Take the height that goes with the size of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def showPopup(self) -> None:
        """Open the list, as wide as its longest choice or as the screen."""
        view = self.view()
        wide = view.sizeHintForColumn(0) + view.verticalScrollBar().sizeHint().width()
        most = self.screen().availableGeometry().width() - ROOM
        view.setMinimumWidth(min(max(wide + 2 * EDGE, self.width()), most))
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the list closed, then its chevron where reading ends."""
        if self._fits():
            super().paintEvent(event)
        else:
            self._paint_lines()
        colours = look.tokens()
        ink = colours.ink if self.isEnabled() else colours.soft
        size, edge = look.px(CHEVRON), look.px(EDGE)
        x = edge if self.isRightToLeft() else self.width() - edge - size
        painter = QPainter(self)
        picture = icons.pixmap("chevron", ink, size, self.devicePixelRatio())
        painter.drawPixmap(x, (self.height() - size) // 2, picture)
        painter.end()

    def _room(self) -> int:
        """Return the width words can take."""
        chevron = look.px(CHEVRON) + look.px(EDGE) + 8
        return max(self._width - BESIDE - chevron, 1)

    def _fits(self) -> bool:
        """Return whether what is chosen fits on a line."""
        advance = self.fontMetrics().horizontalAdvance(self.currentText())
        return not self._width or advance <= self._room()

    def _height(self, plain: int) -> int:
        if self._fits():
            return plain
        from ui.widgets.lines import lay_out  # noqa: PLC0415 - not at first

        words = lay_out(self.currentText(), self.font(), self._room())
        return max(plain, round(words.boundingRect().height()) + 2 * ABOVE)

    def _paint_lines(self) -> None:
        from PySide6.QtCore import QPointF  # noqa: PLC0415 - not at first
        from PySide6.QtGui import QColor  # noqa: PLC0415
        from PySide6.QtWidgets import (  # noqa: PLC0415
            QStyle,
            QStyleOptionComboBox,
            QStylePainter,
        )

        from ui.widgets.lines import lay_out  # noqa: PLC0415

        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        colours, room = look.tokens(), self._room()
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.setPen(QColor(colours.ink if self.isEnabled() else colours.soft))
        words = lay_out(self.currentText(), self.font(), room, self.layoutDirection())
        x = self.width() - BESIDE - room if self.isRightToLeft() else BESIDE
        y = (self.height() - words.boundingRect().height()) / 2
        words.draw(painter, QPointF(x, y))
        painter.end()
