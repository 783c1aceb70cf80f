"""The person's half alone, large: one document at a time, nothing else of the file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeySequence,
    QResizeEvent,
    QScreen,
    QShortcut,
)
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsProxyWidget,
    QGraphicsScene,
    QGraphicsView,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from anef_desk.desk.views import CaseEntry, CaseFile
from anef_desk.i18n import Translations
from ui import preferences
from ui.actions import action
from ui.language import direction
from ui.terms import FACE_WORDS
from ui.theme import icons, look
from ui.widgets.buttons import Button
from ui.widgets.checklist_row import status_of
from ui.widgets.chip import Chip
from ui.widgets.labels import Words

PICTOGRAM = 104
CARD_WIDTH = 1040


class FaceToFace(QWidget):
    """Follows the current line of a case, in the person's language only."""

    closed = Signal()

    def __init__(self, texts: Translations, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._texts, self._place = texts, 0
        self._entries: tuple[CaseEntry, ...] = ()
        self._on: date | None = None
        self.setLayoutDirection(direction(texts))
        self.setWindowTitle("ANEF Desk")
        self.setProperty("ground", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.progress, self.status = Words("soft"), Chip()
        self.picture = QLabel()
        self.picture.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.title, self.what = Words("biggest"), Words("big")
        self.where, self.french = Words("big"), Words("soft")
        self.previous = Button("plain", "back", "face-previous")
        self.next = Button("primary", "next", "face-next")
        self.previous.repeats = self.next.repeats = True
        self.leave = Button("quiet", "close", "face-close")
        self.turn = Button("quiet", "", "face-turn")
        self.screens = Button("quiet", "", "face-screen")
        self._half = QWidget(self)
        self._half.setProperty("ground", "page")
        self._turned: QGraphicsView | None = None
        self._proxy: QGraphicsProxyWidget | None = None
        self._lay_out()
        self.previous.clicked.connect(lambda: self.show_place(self._place - 1))
        self.next.clicked.connect(lambda: self.show_place(self._place + 1))
        self.leave.clicked.connect(self.close)
        self.turn.clicked.connect(self.turn_over)
        self.screens.clicked.connect(self.change_screen)
        forward, backward = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.isRightToLeft():
            forward, backward = backward, forward
        for name, others, act in (
            ("face-next", (forward, Qt.Key.Key_PageDown), self.next.click),
            ("face-previous", (backward, Qt.Key.Key_PageUp), self.previous.click),
            ("face-turn", (), self.turn_over),
            ("face-screen", (), self.change_screen),
            ("face-close", (), self.close),
        ):
            for keys in (*action(name).keys, *others):
                QShortcut(QKeySequence(keys), self).activated.connect(act)

    def show_entries(
        self, entries: Sequence[CaseEntry], place: int = 0, on: date | None = None
    ) -> None:
        """Show what the procedure asks for on the day *on*, from the line at *place*."""
        self._entries, self._on = tuple(entries), on
        self.show_place(place)

    def follow(self, case: CaseFile, place: int) -> None:
        """Show the line the other person came to, as it is now."""
        self.show_entries(case.entries, place, case.on)

    def show_place(self, place: int) -> None:
        """Show the line at *place*, if there is one."""
        if not 0 <= place < len(self._entries):
            return
        self._place = place
        item, say = self._entries[place], self._texts
        entry = item.entry
        self.title.setText(say.content(entry.title))
        self.what.say(say.content(entry.what))
        self.where.say(say.content(entry.where))
        self.french.say(
            say.text(
                FACE_WORDS["french"],
                name=entry.form_name or entry.title.french,
            )
            if say.language != "fr"
            else ""
        )
        size = look.px(PICTOGRAM)
        colour = look.tokens().accent
        self.picture.setPixmap(icons.pixmap(f"documents/{entry.icon}", colour, size))
        self.status.show_status(*status_of(item, say, self._on))
        self.progress.setText(
            say.text(FACE_WORDS["progress"], number=place + 1, total=len(self._entries))
        )
        self.previous.setText(say.text(FACE_WORDS["previous"]))
        self.next.setText(say.text(FACE_WORDS["next"]))
        self.leave.setText(say.text(FACE_WORDS["close"]))
        self.turn.setText(say.text(FACE_WORDS["turn"]))
        self.turn.setToolTip("R")
        self.screens.setText(say.text(FACE_WORDS["screen"]))
        self.screens.setToolTip("S")
        self.screens.setVisible(len(QGuiApplication.screens()) > 1)
        self.previous.setEnabled(place > 0)
        self.next.setEnabled(place < len(self._entries) - 1)
        self.setAccessibleDescription(say.content(entry.what))

    def present(self) -> None:
        """Fill the screen that was chosen last, else another one than the window's."""
        screens = QGuiApplication.screens()
        parent = self.parentWidget()
        here = screens.index(parent.screen()) if parent else 0
        names = [screen.name() for screen in screens]
        self._show_on(screens[place_of(names, here, preferences.face_screen())])

    def change_screen(self) -> None:
        """Go to the next screen, in the order the system names them."""
        screens = QGuiApplication.screens()
        if len(screens) > 1:
            place = screens.index(self.screen())
            chosen = screens[(place + 1) % len(screens)]
            preferences.remember_face_screen(chosen.name())
            self._show_on(chosen)

    @property
    def is_turned(self) -> bool:
        """Return whether the page stands upside down, for somebody across the desk."""
        return self._turned is not None

    def turn_over(self) -> None:
        """Turn the page upside down, or back."""
        if self._turned is None:
            self._turn()
        else:
            self._turn_back()
        self.next.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the page the whole window, turned or not."""
        super().resizeEvent(event)
        self._fill()

    def _show_on(self, screen: QScreen) -> None:
        self.showNormal()
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.next.setFocus()

    def _turn(self) -> None:
        """Show the page through a view that draws it upside down."""
        self._turned = view = QGraphicsView(self)
        view.setScene(QGraphicsScene(view))
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAccessibleName(self.title.text())
        self._half.setParent(None)
        self._half.setLayoutDirection(direction(self._texts))
        self._proxy = view.scene().addWidget(self._half)
        view.rotate(180)
        view.show()
        self._fill()

    def _turn_back(self) -> None:
        if self._proxy is not None:
            self._proxy.setWidget(None)  # type: ignore[arg-type]
        self._half.setParent(self)
        self._half.show()
        if self._turned is not None:
            self._turned.hide()
            self._turned.deleteLater()
        self._turned = self._proxy = None
        self._fill()

    def _fill(self) -> None:
        self._half.resize(self.size())
        if self._turned is None:
            self._half.move(0, 0)
            return
        self._turned.setGeometry(self.rect())
        self._turned.setSceneRect(0, 0, self.width(), self.height())

    def closeEvent(self, event: object) -> None:
        """Tell whoever opened this that it is gone."""
        self.closed.emit()
        super().closeEvent(event)  # type: ignore[arg-type]

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self._half)
        outer.setContentsMargins(40, 28, 40, 28)
        outer.setSpacing(16)
        head = QHBoxLayout()
        head.addWidget(self.progress, 1)
        for button in (self.screens, self.turn, self.leave):
            head.addWidget(button)
        outer.addLayout(head)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("ground", "page")
        middle = QHBoxLayout(inside)
        card = QFrame()
        card.setProperty("frame", "card")
        card.setMaximumWidth(look.px(CARD_WIDTH))
        column = QVBoxLayout(card)
        column.setContentsMargins(56, 44, 56, 44)
        column.setSpacing(18)
        column.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(28)
        heading = QVBoxLayout()
        heading.setSpacing(8)
        heading.addWidget(self.title)
        heading.addWidget(self.status, 0, Qt.AlignmentFlag.AlignLeading)
        line.addWidget(self.picture)
        line.addLayout(heading, 1)
        column.addLayout(line)
        for widget in (self.what, self.where, self.french):
            column.addWidget(widget)
        column.addStretch(2)
        middle.addStretch(1)
        middle.addWidget(card, 20)
        middle.addStretch(1)
        area.setWidget(inside)
        outer.addWidget(area, 1)
        foot = QHBoxLayout()
        for button in (self.previous, self.next):
            button.setMinimumWidth(look.px(220))
            button.setProperty("big", "true")
        foot.addWidget(self.previous)
        foot.addStretch(1)
        foot.addWidget(self.next)
        outer.addLayout(foot)


def place_of(names: Sequence[str], here: int, remembered: str) -> int:
    """Return which screen of *names* to fill.

    Args:
        names: What the system calls each.
        here: The one the window is on.
        remembered: The one that was chosen last, perhaps not there any more.
    """
    if remembered in names:
        return list(names).index(remembered)
    others = (place for place in range(len(names)) if place != here)
    return next(others, here)
