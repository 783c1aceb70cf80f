"""The pages of a PDF as they will be printed, one under the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from anef_desk.desk.views import PageImage
from ui.theme import look
from ui.widgets.card import clear


class PdfView(QScrollArea):
    """Shows pages; the text of the letter is its accessible description."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        ground = QWidget()
        ground.setProperty("ground", "page")
        self.setWidget(ground)
        self._column = QVBoxLayout(ground)
        self._column.setContentsMargins(12, 12, 12, 12)
        self._column.setSpacing(12)
        self._pages: tuple[PageImage, ...] = ()

    def show_pages(self, pages: Sequence[PageImage], text: str = "") -> None:
        """Show *pages*; *text* is what a screen reader says."""
        self._pages = tuple(pages)
        self.setAccessibleDescription(text)
        self._draw()
        self.verticalScrollBar().setValue(0)

    def sizeHint(self) -> QSize:
        """Return a height that leaves the page its room; it takes what is left."""
        return QSize(look.px(420), look.px(320))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the width again, also when a scroll bar takes some."""
        super().resizeEvent(event)
        if self._pages:
            self._draw()

    def _draw(self) -> None:
        clear(self._column)
        width = max(self.viewport().width() - 24, 120)
        for page in self._pages:
            label = QLabel()
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setMinimumWidth(1)  # A page never decides how wide the view is.
            picture = _borrowed(page).scaledToWidth(
                min(width, page.width), Qt.TransformationMode.SmoothTransformation
            )
            label.setPixmap(_edged(QPixmap.fromImage(picture)))
            self._column.addWidget(label)
        self._column.addStretch(1)


def _edged(page: QPixmap) -> QPixmap:
    """Return *page* with the edge of its paper, white as it may be around."""
    painter = QPainter(page)
    painter.setPen(QColor(look.tokens().line))
    painter.drawRect(page.rect().adjusted(0, 0, -1, -1))
    painter.end()
    return page


def image_of(page: PageImage) -> QImage:
    """Return *page* as a Qt picture that owns its bytes."""
    return _borrowed(page).copy()


def _borrowed(page: PageImage) -> QImage:
    """Return *page* as a Qt picture that must not outlive it."""
    return QImage(
        page.rgb, page.width, page.height, page.width * 3, QImage.Format.Format_RGB888
    )
