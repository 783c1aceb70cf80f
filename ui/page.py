"""What all pages of the window have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from anef_desk.errors import ExpectedError
from ui import values
from ui.language import current
from ui.theme import metrics
from ui.widgets.edges import keep_edge


class Progress(NamedTuple):
    """Long work under way: what it is, how far, and how to stop it."""

    words: str
    done: int
    total: int
    cancel: Callable[[], None]


class Page(QWidget):
    """A page: builds its widgets once, writes its texts each time they change."""

    help_page = ""  # name of its page in `resources/help`
    begins: QWidget | None = None  # where the keyboard begins; None: at the first field

    wanted = Signal(object)  # a `ui.navigation` request
    erased = Signal(str)  # a person of whom nothing is left
    explained = Signal(str)  # a sentence for the message bar
    proposed = Signal(str, str, object)  # the same, the words of an act, the act
    working = Signal(object)  # a `Progress`; None once the work has ended

    def retranslate(self) -> None:
        """Write every text of the page in the current language."""
        raise NotImplementedError

    @property
    def about(self) -> str:
        """Return the person whose page it is, "" when nobody's alone."""
        return ""

    def search_for(self, text: str) -> None:
        """Look for *text*, on pages that search."""

    def acts(self) -> dict[str, Callable[[], None]]:
        """Return what can be done on the page now, by the keys of `ui.actions`."""
        return {}

    def turn_away(self, error: Exception) -> None:
        """Leave the page of a file that is gone, or is not to be read.

        The page may have been shown before: nothing of it stays under the eye.
        """
        if isinstance(error, ExpectedError):
            self.explained.emit(error.explain(current()))
        elif not isinstance(error, LookupError):
            raise error
        from ui.navigation import ShowPeople  # noqa: PLC0415 - no locked page needs it

        self.wanted.emit(ShowPeople())

    def changeEvent(self, event: QEvent) -> None:
        """Write the texts again when the language of the application changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class ScrollingPage(Page):
    """A page whose content scrolls when it is taller than the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setProperty("horizontalScrollBarPolicy", values.NEVER)
        self.area.setProperty("focusPolicy", values.NO_FOCUS)
        outer.addWidget(self.area)
        ground = QWidget()
        ground.setProperty("ground", "page")
        ground.setMinimumHeight(1)  # The height then follows from the width alone.
        self.area.setWidget(ground)
        self.body = QVBoxLayout(ground)
        margin = metrics.PAGE_MARGIN
        self.body.setContentsMargins(margin, margin - 8, margin, margin)
        self.body.setSpacing(metrics.GAP)
        self.area.verticalScrollBar().rangeChanged.connect(self._keep_edge)

    def begin_with(self, title: QWidget | QLayout, intro: QWidget) -> None:
        """Begin the page with its *title* and, close under it, what it is about."""
        block = QVBoxLayout()
        block.setSpacing(metrics.UNDER_TITLE)
        if isinstance(title, QWidget):
            block.addWidget(title)
        else:
            block.addLayout(title)
        block.addWidget(intro)
        self.body.addLayout(block)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the edge on the side of the bar."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._keep_edge()

    def _keep_edge(self) -> None:
        """End where a page without a bar ends: the bar stands in the margin."""
        keep_edge(self.area, self.body)

    def go_to(self, heading: QWidget) -> None:
        """Bring *heading* under the eye; what is read aloud begins there."""
        heading.setProperty("focusPolicy", values.TAB_FOCUS)
        heading.setFocus()
        QTimer.singleShot(0, heading, lambda: self._bring(heading))

    def _bring(self, heading: QWidget) -> None:
        """Have *heading* at the top, once the page was laid out."""
        bar = self.area.verticalScrollBar()
        top = heading.mapTo(self.area, heading.rect().topLeft()).y()
        bar.setValue(bar.value() + top - metrics.GAP)

    @contextmanager
    def laid_out_once(self) -> Iterator[None]:
        """Lay the page out once, after what is written in it.

        Qt would do so again for each widget that is shown.
        """
        self.body.setEnabled(False)
        try:
            yield
        finally:
            self.body.setEnabled(True)
            self.body.update()
