"""A menu of sentences, each in the lines it needs: Qt would go past the screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import QMenu, QWidget, QWidgetAction

from ui.theme import look, metrics
from ui.widgets.lines import lay_out

WIDEST = 480
"""Of a sentence, at 100 % text."""

ROOM = 80
"""What an open menu leaves of the screen, its own edges among it."""

ASIDE, ABOVE = 12, 9


class _Line(QWidget):
    """One sentence; the menu itself keeps the keyboard and the mouse."""

    def __init__(self, menu: QMenu, action: QAction) -> None:
        super().__init__(menu)
        self._menu, self._action = menu, action
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        """Return the room of the sentence, in several lines where it is long."""
        most = self.screen().availableGeometry().width() - ROOM - 2 * ASIDE
        advance = self.fontMetrics().horizontalAdvance(self._action.text()) + 2
        wide = min(advance, look.px(WIDEST), most)
        high = round(self._lines(wide).boundingRect().height()) + 2 * look.px(ABOVE)
        return QSize(wide + 2 * ASIDE, max(high, metrics.TARGET))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sentence, on the tint where it is the current one."""
        colours = look.tokens()
        painter = QPainter(self)
        if self._menu.activeAction() is self._action:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.tint))
            painter.drawRoundedRect(self.rect(), metrics.RADIUS, metrics.RADIUS)
        lines = self._lines(self.width() - 2 * ASIDE)
        painter.setPen(QColor(colours.ink))
        down = (self.height() - lines.boundingRect().height()) / 2
        lines.draw(painter, QPointF(ASIDE, down))
        painter.end()

    def _lines(self, width: int) -> QTextLayout:
        return lay_out(self._action.text(), self.font(), width, self.layoutDirection())


class LinesMenu(QMenu):
    """Offers sentences; the keyboard and the mouse choose as in any menu."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hovered.connect(lambda _action: self._draw_again())

    def add(self, sentence: str) -> QAction:
        """Add *sentence*; return the action that is triggered when it is chosen."""
        action = QWidgetAction(self)
        action.setText(sentence)
        action.setDefaultWidget(_Line(self, action))
        self.addAction(action)
        return action

    def leaveEvent(self, event: QEvent) -> None:
        """Take the tint away with the mouse."""
        super().leaveEvent(event)
        self._draw_again()

    def _draw_again(self) -> None:
        for line in self.findChildren(_Line):
            line.update()
