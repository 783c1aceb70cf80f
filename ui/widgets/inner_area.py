"""A part of a page that scrolls by itself, when the page has no more room to give."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import look, metrics

GUTTER = 6
"""Between what an area holds and its bar, at least: nothing touches it."""


class InnerArea(QScrollArea):
    """Takes the height it is given; asks for *least* at 100 % text, no more.

    *gutter* pixels stay free between what it holds and where its bar stands.
    """

    def __init__(
        self, least: int, parent: QWidget | None = None, *, gutter: int = GUTTER
    ) -> None:
        super().__init__(parent)
        self._least, self._gutter, self._flowing = least, gutter, False
        self._most = metrics.NO_LIMIT
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        ground = QWidget()
        ground.setProperty("ground", "inside")
        self._ground = ground
        self.setWidget(ground)
        ground.installEventFilter(self)
        ground.setMinimumHeight(1)
        self.column = QVBoxLayout(ground)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self._make_room()

    def flow(self, *, flowing: bool, most: int | None = None) -> None:
        """Take the height of the content instead: the page then scrolls as a whole.

        Args:
            flowing: Whether to.
            most: Pixels from which it scrolls by itself again.
        """
        self._flowing, self._most = flowing, metrics.NO_LIMIT if most is None else most
        self._make_room()
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the room on the side of the bar."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width, which decides the height."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the content."""
        if event.type() == QEvent.Type.LayoutRequest:
            # Where something wraps, the height follows from the width alone.
            wraps = self.column.hasHeightForWidth()
            least = 1 if wraps else max(self.column.minimumSize().height(), 1)
            self._ground.setMinimumHeight(least)
            if self._flowing:
                self._fit()
        return super().eventFilter(watched, event)

    def _make_room(self) -> None:
        """Leave the gutter: Qt moves the bar to the left, but mirrors no margin."""
        right = self.isRightToLeft()
        whole = self._flowing and self._most == metrics.NO_LIMIT  # No bar will come.
        gutter = 0 if whole else self._gutter
        self.setViewportMargins(gutter if right else 0, 0, 0 if right else gutter, 0)

    def _fit(self) -> None:
        if self._flowing:
            needed = self.column.heightForWidth(self.viewport().width())
            if needed < 0:  # Nothing in it wraps.
                needed = self.column.sizeHint().height()
            self.setFixedHeight(min(needed, self._most))
        else:
            self.setMinimumHeight(0)
            self.setMaximumHeight(metrics.NO_LIMIT)

    def sizeHint(self) -> QSize:
        """Return a height that leaves the page its room."""
        return QSize(super().sizeHint().width(), look.px(self._least))

    def minimumSizeHint(self) -> QSize:
        """Return the height under which the page itself scrolls."""
        bar = self.verticalScrollBar().sizeHint().width()
        inside = self.widget()
        width = bar + self._gutter + (inside.minimumSizeHint().width() if inside else 0)
        return QSize(width, look.px(self._least))
