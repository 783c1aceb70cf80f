"""A list that opens, and looks like one; what is chosen is read whole."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QWidget

from ui.theme import icons, look, stylesheet

CHEVRON, EDGE = 16, 10
DROP_DOWN = 44
"""Where Qt itself stops writing, whatever the size of the text."""

BESIDE, ABOVE = 15, 9
"""Around the words: the padding and the border of the style sheet."""

LEAST, MOST = 96, 320
"""Widths, at 100 % text: it shrinks no further, and asks for no more."""

ROOM = 40
"""What an open list leaves of the screen."""


class Select(QComboBox):
    """As wide as its choices if it can be; else its words take the lines they need.

    Its list, once open, is as wide as the longest choice.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width = 0  # that it was last given
        # Qt would give it the width of its contents whatever its layout says.
        self.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.currentTextChanged.connect(self._grow)

    def sizeHint(self) -> QSize:
        """Return the width of the longest choice, and the height of the chosen one."""
        measure = self.fontMetrics()
        choices = (self.itemText(place) for place in range(self.count()))
        longest = max(map(measure.horizontalAdvance, choices), default=0)
        wide = BESIDE + self._icon() + longest + self._beside() + 2
        return QSize(min(max(wide, look.px(LEAST)), look.px(MOST)), self._height())

    def minimumSizeHint(self) -> QSize:
        """Return a width in which some words fit on a line."""
        return QSize(look.px(LEAST), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that goes with the width."""
        super().resizeEvent(event)
        if event.size().width() != self._width:
            self._width = event.size().width()
            self._grow()

    def changeEvent(self, event: QEvent) -> None:
        """Take the height that goes with the size of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._grow()

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
        ink = colours.ink if self.isEnabled() else colours.off
        size, edge = look.px(CHEVRON), look.px(EDGE)
        x = edge if self.isRightToLeft() else self.width() - edge - size
        painter = QPainter(self)
        ratio = self.devicePixelRatio()
        picture = icons.pixmap("chevron", ink, size, ratio, owner=self)
        painter.drawPixmap(x, (self.height() - size) // 2, picture)
        painter.end()

    def _beside(self) -> int:
        """Return the width of the chevron and of what keeps words away from it."""
        return max(look.px(CHEVRON) + look.px(EDGE) + 8, DROP_DOWN)

    def _room(self) -> int:
        """Return the width words can take."""
        return max(self._width - BESIDE - self._icon() - self._beside(), 1)

    def _icon(self) -> int:
        """Return the width of the pictogram before the words, if there is one."""
        if self.itemIcon(self.currentIndex()).isNull():
            return 0
        return self.iconSize().width() + 8

    def _fits(self) -> bool:
        """Return whether what is chosen fits on a line."""
        advance = self.fontMetrics().horizontalAdvance(self.currentText())
        return not self._width or advance <= self._room()

    def _height(self) -> int:
        """Return the height of the lines that what is chosen takes."""
        # Qt would ask for a pixel more than a button or a line, which stand beside.
        plain = look.px(stylesheet.LEAST) + 2 * ABOVE
        if self._fits():
            return plain
        from ui.widgets.lines import lay_out  # noqa: PLC0415 - not at first

        words = lay_out(self.currentText(), self.font(), self._room())
        return max(plain, round(words.boundingRect().height()) + 2 * ABOVE)

    def _grow(self, _text: str = "") -> None:
        """Take the height there must be.

        In a row, where others do not grow, Qt would follow no hint.
        """
        self.setMinimumHeight(self._height())
        self.updateGeometry()

    def _paint_lines(self) -> None:
        from PySide6.QtCore import QPointF, QRect  # noqa: PLC0415 - not at first
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
        size = self.iconSize()
        left = self.width() - BESIDE - size.width() if self.isRightToLeft() else BESIDE
        top = (self.height() - size.height()) // 2
        picture = QRect(left, top, size.width(), size.height())
        self.itemIcon(self.currentIndex()).paint(painter, picture)
        painter.setPen(QColor(colours.ink if self.isEnabled() else colours.off))
        words = lay_out(self.currentText(), self.font(), room, self.layoutDirection())
        x = BESIDE + self._icon()
        if self.isRightToLeft():
            x = self.width() - x - room
        y = (self.height() - words.boundingRect().height()) / 2
        words.draw(painter, QPointF(x, y))
        painter.end()
