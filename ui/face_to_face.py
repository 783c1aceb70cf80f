"""The person's half alone, large: one document at a time, nothing else of the file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from anef_desk.desk.views import CaseEntry, CaseFile
from anef_desk.i18n import Translations
from ui.language import direction
from ui.pages.case import status_of
from ui.terms import FACE_WORDS
from ui.theme import icons, look
from ui.widgets.buttons import Button
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
        self.leave = Button("quiet", "close", "face-close")
        self._lay_out()
        self.previous.clicked.connect(lambda: self.show_place(self._place - 1))
        self.next.clicked.connect(lambda: self.show_place(self._place + 1))
        self.leave.clicked.connect(self.close)
        forward, backward = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.isRightToLeft():
            forward, backward = backward, forward
        for keys, step in (
            ((forward, Qt.Key.Key_Down, Qt.Key.Key_PageDown), 1),
            ((backward, Qt.Key.Key_Up, Qt.Key.Key_PageUp), -1),
        ):
            for key in keys:
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.activated.connect(
                    lambda s=step: self.show_place(self._place + s)
                )
        for sequence in ("Escape", "F8"):
            QShortcut(QKeySequence(sequence), self).activated.connect(self.close)

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
        self.previous.setEnabled(place > 0)
        self.next.setEnabled(place < len(self._entries) - 1)
        self.setAccessibleDescription(say.content(entry.what))

    def present(self) -> None:
        """Fill the second screen, or this one when there is no other."""
        screens = QGuiApplication.screens()
        parent = self.parentWidget()
        here = parent.screen() if parent else None
        others = [screen for screen in screens if screen is not here]
        if others:
            self.setGeometry(others[0].geometry())
        self.showFullScreen()
        self.next.setFocus()

    def closeEvent(self, event: object) -> None:
        """Tell whoever opened this that it is gone."""
        self.closed.emit()
        super().closeEvent(event)  # type: ignore[arg-type]

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(40, 28, 40, 28)
        outer.setSpacing(16)
        head = QHBoxLayout()
        head.addWidget(self.progress, 1)
        head.addWidget(self.leave)
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
