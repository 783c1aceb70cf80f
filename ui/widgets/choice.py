"""One of several things to choose from, in as many lines as its words need."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import look, metrics
from ui.widgets.labels import Words, set_property

DOT = 20


class Choice(QRadioButton):
    """A title and, under it, why it fits or why it does not."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(1)
        self.title, self.note = Words("strong"), Words("small")
        for words in (self.title, self.note):
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._column.addWidget(words)

    def say(self, title: str, note: str) -> None:
        """Write both lines."""
        start = look.px(DOT) + 24
        self._column.setContentsMargins(start, 9, 12, 9)
        if self.isRightToLeft():
            self._column.setContentsMargins(12, 9, start, 9)
        set_property(self.title, "role", "strong" if self.isEnabled() else "soft")
        self.title.setText(title)
        self.note.say(note)
        self.setAccessibleName(f"{title}. {note}" if note else title)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the size of the words, not that of an empty button."""
        return self._column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the size of the words, not that of an empty button."""
        return self._column.minimumSize()

    def hitButton(self, place: QPoint) -> bool:
        """Take a press anywhere on the words."""
        return self.rect().contains(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the ring of the focus, and the dot."""
        colours = look.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.ring), 2))
        painter.setBrush(QColor(colours.tint if self.isChecked() else colours.surface))
        painter.drawRoundedRect(whole, metrics.RADIUS, metrics.RADIUS)
        side = look.px(DOT)
        x = self.width() - 12 - side if self.isRightToLeft() else 12
        dot = QRectF(x, 10, side, side)
        edge = colours.accent if self.isChecked() else colours.control
        painter.setPen(QPen(QColor(edge if self.isEnabled() else colours.line), 2))
        painter.setBrush(QColor(colours.surface))
        painter.drawEllipse(dot.adjusted(1, 1, -1, -1))
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            inset = side * 0.28
            painter.drawEllipse(dot.adjusted(inset, inset, -inset, -inset))
        painter.end()
