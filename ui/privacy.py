"""The privacy key: every screen shows a plain calendar at once, and nothing of anyone.

No passphrase is asked to come back; the idle lock goes on meanwhile, and whatever is
done on the calendar does not count as being there.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputEvent, QKeyEvent, QScreen, QTextCharFormat
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from anef_desk.clock import today
from ui import gestures
from ui.language import _, current
from ui.theme import look
from ui.widgets.buttons import Button
from ui.widgets.labels import Words
from ui.widgets.veil import Veils

KEY = Qt.Key.Key_F9
"""Where it is on the keyboard does not depend on the language that is typed."""

SOON = 300
"""Milliseconds after the first page, before the calendars are made."""

_BACK = frozenset({KEY, Qt.Key.Key_Escape})

_COVERING = (
    Qt.WindowType.Window
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
)


class PlainPage(QDialog):
    """A calendar that covers a screen."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__(None, _COVERING)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setAutoFillBackground(True)
        self.setProperty("ground", "page")
        self.day, self.note = Words("title"), Words("soft")
        self.calendar = QCalendarWidget()
        self.calendar.setVerticalHeaderFormat(
            QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        )
        self.calendar.setNavigationBarVisible(False)
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(weekday, QTextCharFormat())
        self.calendar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.calendar.setMaximumSize(look.px(720), look.px(480))
        self.back = Button("quiet", "", "privacy-back")
        column, line = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(48, 40, 48, 40)
        column.setSpacing(24)
        column.addWidget(self.day)
        column.addWidget(self.calendar, 1)
        column.addStretch(1)
        line.addWidget(self.note, 1)
        line.addWidget(self.back)
        column.addLayout(line)
        self.back.setToolTip("F9")
        self.back.clicked.connect(self.left)

    def show_on(self, screen: QScreen, on: date) -> None:
        """Cover *screen*; *on* is today."""
        self.calendar.setLocale(QLocale(current().language))
        self.calendar.setSelectedDate(QDate(on.year, on.month, on.day))
        self.day.setText(current().day(on))
        self.note.setText("")
        self.back.setText(_("Reprendre"))
        self.setWindowTitle(_("Calendrier"))
        self.calendar.setAccessibleName(_("Calendrier"))
        self.setScreen(screen)  # All that some systems go by.
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.raise_()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on purpose only."""
        if event.key() in _BACK:
            self.left.emit()

    def reject(self) -> None:
        """Stay: the window is not closed by the system's own ways either."""
        self.left.emit()


class Privacy(QObject):
    """Covers every screen, and every window; uncovers them.

    The windows too: where the system decides what stands on top, a calendar that fills
    the screen may not.
    """

    covered = Signal()
    uncovered = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pages: list[PlainPage] = []
        self._ready: list[PlainPage] = []
        self._under: QWidget | None = None  # what the pages stand over
        self._veils = Veils()

    def start(self) -> None:
        """Begin to watch for the key, in whatever window has the keyboard."""
        QTimer.singleShot(SOON, self, self._prepare)
        gestures.listen(self.notice, self)

    def stop(self) -> None:
        """Watch no more."""
        for page in self._ready:
            page.deleteLater()
        self._ready.clear()
        gestures.leave(self.notice)

    @property
    def is_covered(self) -> bool:
        """Return whether the screens show nothing of anyone."""
        return bool(self.pages)

    def cover(self) -> None:
        """Show the calendar on every screen, over whatever is there."""
        if self.pages:
            return
        popup = QApplication.activePopupWidget()
        while popup is not None:
            popup.hide()
            popup = QApplication.activePopupWidget()
        over = QApplication.activeModalWidget()
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                self._veils.cover(window)
        self._prepare()
        self.pages, self._ready = self._ready, []
        if over is not None:  # Else a dialog that waits would stay before them.
            self._stand_over(over)
        for screen, page in zip(QApplication.screens(), self.pages, strict=True):
            page.show_on(screen, today())
        self.pages[0].activateWindow()
        if (app := QApplication.instance()) is not None:
            app.installEventFilter(self)  # As long as that: it is told of everything.
        self.covered.emit()

    def uncover(self) -> None:
        """Show again what was there."""
        if not self.pages:
            return
        pages, self.pages = self.pages, []
        if (app := QApplication.instance()) is not None:
            app.removeEventFilter(self)
        self._leave_what_is_under()
        self._veils.lift()
        for page in pages:
            page.hide()
            page.deleteLater()
        QTimer.singleShot(0, self, self._prepare)
        self.uncovered.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay when a dialog ends under the pages: deleted, it would take them along.

        Stay as well when a window opens, which would come before them.
        """
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            self._hide(watched)
        if event.type() == QEvent.Type.Hide and watched is self._under:
            seen = [(page, page.geometry()) for page in self.pages if page.isVisible()]
            self._stand_over(self._under.parentWidget())
            for page, place in seen:
                page.setGeometry(place)
                page.showFullScreen()
                page.raise_()
        return False

    def _hide(self, window: QWidget) -> None:
        """Have a *window* that opens now seen by nobody until the pages go."""
        if not window.isWindow() or isinstance(window, PlainPage):
            return
        self._veils.cover(window)  # Before the system shows it.
        if window.isModal():  # It would keep every key from the pages.
            QTimer.singleShot(0, window, lambda: self._cover_again(window))

    def _cover_again(self, over: QWidget) -> None:
        """Cover the screens anew, before the pages that are there go."""
        before, self.pages = self.pages, []
        if not before:
            return
        self._prepare()
        self.pages, self._ready = self._ready, []
        self._stand_over(over)
        for screen, page in zip(QApplication.screens(), self.pages, strict=True):
            page.show_on(screen, today())
        self.pages[0].activateWindow()
        for page in before:
            page.hide()
            page.deleteLater()

    def _stand_over(self, window: QWidget | None) -> None:
        """Have the pages stay before *window*, as long as it is there."""
        self._leave_what_is_under()
        if window is not None:
            self._under = window.window()
            self._under.installEventFilter(self)
        for page in self.pages:
            page.setParent(self._under, _COVERING)

    def _leave_what_is_under(self) -> None:
        if self._under is not None:
            self._under.removeEventFilter(self)
            self._under = None

    def _prepare(self) -> None:
        """Make the pages before they are wanted: nothing is made while one is seen."""
        if self.pages:
            return
        while len(self._ready) < len(QApplication.screens()):
            page = PlainPage()
            page.left.connect(self.uncover)
            page.ensurePolished()
            self._ready.append(page)
        while len(self._ready) > len(QApplication.screens()):
            self._ready.pop().deleteLater()

    def tell(self, text: str) -> None:
        """Write *text*, which says nothing of anyone, under the calendar."""
        for page in self.pages:
            page.note.setText(text)

    def notice(self, event: QInputEvent) -> bool:
        """Take the key before any field or shortcut does."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == KEY
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
            and not event.isAutoRepeat()
            and not self.pages
        ):
            self.cover()
            event.accept()
            return True
        return False
