"""The person's space: their language, four doors; no vault, no name, nothing kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from anef_desk import i18n
from anef_desk.i18n import N_
from ui.language import _, current, direction
from ui.lock import Idle
from ui.navigation import Orient, ReadEntry, ShowRights
from ui.page import Page
from ui.theme import icons, look
from ui.widgets.answer import Answer
from ui.widgets.buttons import Button
from ui.widgets.labels import Words, set_property
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from ui.main_window import Presenter

Guidance = Orient | ReadEntry | ShowRights

DOORS: tuple[tuple[str, str, str, Guidance], ...] = (
    ("procedure", "compass", N_("Quelle démarche pour moi ?"), Orient()),
    ("papers", "documents/attestation", N_("Mes papiers"), ReadEntry(tabs=(0, 3))),
    ("rights", "rights", N_("Mes droits avec mon document"), ShowRights()),
    ("blocked", "alert", N_("Cela ne marche pas"), ReadEntry(tabs=(1, 4))),
)

IDLE, WARNING = 2 * 60 * 1000, 15 * 1000
"""Milliseconds without a gesture after which everything is forgotten."""

TILE, DOOR = 100, 124  # pixels: heights that large text alone makes grow
GLOBE, PICTURE = 56, 40
LARGE = 1.25  # text size from which a name must be written smaller to fit


class PersonSpacePage(Page):
    """Tiles of languages, then doors, then the page behind a door."""

    language_wanted = Signal(str)
    left = Signal()  # back to the locked window

    def __init__(
        self,
        make: Callable[[Guidance], tuple[Page, Presenter]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._behind: list[tuple[Page, Presenter]] = []
        self.setProperty("ground", "page")
        self.home = Button("plain", "back", "space-home")
        self.languages = Button("plain", "language", "space-languages")
        self.leave = Button("quiet", "lock", "space-leave")
        self.message = MessageBar()
        self.stack = QStackedWidget()
        self.hello, self.ask, self.promise = Words("title"), Words("section"), Words()
        self.doors: dict[str, Answer] = {}
        self.tiles: dict[str, Answer] = {}
        self._lay_out()
        self.home.clicked.connect(self.show_doors)
        self.languages.clicked.connect(self.start_again)
        self.leave.clicked.connect(self.left)
        self.idle = Idle(self, IDLE, WARNING)
        self.idle.expired.connect(self._forget)
        self.idle.start()
        self.start_again()
        self.retranslate()

    def start_again(self) -> None:
        """Show the tiles of languages; forget what was read."""
        self._drop()
        self.stack.setCurrentIndex(0)
        self._dress_bar()
        self._begin()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the languages: the window gave the keyboard to its first button."""
        super().showEvent(event)
        if not self.stack.currentIndex():
            self._begin()

    def choose(self, language: str) -> None:
        """Speak *language*, and show the doors."""
        self.language_wanted.emit(language)
        self.show_doors()

    def show_doors(self) -> None:
        """Show the four doors; forget what was behind one."""
        self._drop()
        self.stack.setCurrentIndex(1)
        self._dress_bar()
        self.doors["procedure"].setFocus()

    def enter(self, request: Guidance) -> None:
        """Show what is behind a door, or the entry a page asks for."""
        page, presenter = self._make(request)
        page.wanted.connect(self._follow)
        page.explained.connect(self.message.say)
        self._behind.append((page, presenter))
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self._dress_bar()
        if page.begins is not None:
            page.begins.setFocus()

    def retranslate(self) -> None:
        """Write every text again; a tile always speaks its own language."""
        self.home.setText(_("Accueil"))
        self.languages.setText(current().name)
        self.languages.setAccessibleName(_("Changer de langue"))
        self.leave.setText(_("Quitter"))
        self.hello.setText(_("Que voulez-vous savoir ?"))
        self.promise.setText(_("Rien n’est gardé. Personne d’autre ne verra ceci."))
        for name, _icon, text, _request in DOORS:
            self.doors[name].say(_(text))
        for code, tile in self.tiles.items():
            tile.setLayoutDirection(direction(i18n.load(code)))
            tile.say(i18n.NAMES[code])
        self.message.retranslate()

    def show_problem(self, text: str) -> None:
        """Say what did not work."""
        self.message.say(text)

    def _begin(self) -> None:
        """Give the first language the keyboard: Enter must not leave."""
        next(iter(self.tiles.values())).setFocus()

    def _follow(self, request: object) -> None:
        if isinstance(request, Orient | ReadEntry | ShowRights):
            self.enter(request)

    def _forget(self) -> None:
        """Forget everything: nobody is there any more."""
        self.start_again()
        self.language_wanted.emit(i18n.SOURCE_LANGUAGE)
        self.idle.start()

    def _drop(self) -> None:
        for page, _presenter in self._behind:
            self.stack.removeWidget(page)
            page.deleteLater()
        self._behind.clear()
        self.message.hide()

    def _dress_bar(self) -> None:
        place = self.stack.currentIndex()
        self.home.setVisible(place > 1)
        self.languages.setVisible(place > 0)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        bar = QFrame()
        bar.setProperty("frame", "bar")
        line = QHBoxLayout(bar)
        line.setContentsMargins(24, 11, 24, 11)
        line.setSpacing(12)
        line.addWidget(self.home)
        line.addStretch(1)
        line.addWidget(self.languages)
        line.addWidget(self.leave)
        whole.addWidget(bar)
        whole.addWidget(self.message)
        whole.addWidget(self.stack, 1)
        self.stack.addWidget(self._tiles())
        self.stack.addWidget(self._doors())

    def _tiles(self) -> QWidget:
        ground, grid = _centred()
        globe = QLabel()
        size = "biggest" if look.scale() <= LARGE else "tile"
        colour = look.tokens().accent
        globe.setPixmap(icons.pixmap("language", colour, GLOBE, 2.0))
        grid.addWidget(globe, 0, 0, 1, 2, Qt.AlignmentFlag.AlignHCenter)
        for place, code in enumerate(i18n.NAMES):
            tile = Answer(f"language-{code}", least=TILE)
            set_property(tile.words, "role", size)
            tile.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            tile.clicked.connect(partial(self._chosen, code))
            grid.addWidget(tile, 1 + place // 2, place % 2)
            self.tiles[code] = tile
        return ground

    def _doors(self) -> QWidget:
        ground, grid = _centred()
        grid.addWidget(self.hello, 0, 0, 1, 2)
        for place, (name, icon, _text, request) in enumerate(DOORS):
            door = Answer(f"door-{name}", icon, least=DOOR, side=PICTURE)
            set_property(door.words, "role", "section")
            door.clicked.connect(partial(self._open, request))
            grid.addWidget(door, 1 + place // 2, place % 2)
            self.doors[name] = door
        grid.addWidget(self.promise, 3, 0, 1, 2)
        return ground

    def _chosen(self, code: str) -> None:
        self.choose(code)

    def _open(self, request: Guidance) -> None:
        self.enter(request)


def _centred() -> tuple[QWidget, QGridLayout]:
    """Return a ground and, in its middle, a grid of two equal columns."""
    ground, inner = QWidget(), QWidget()
    inner.setMaximumWidth(980)
    grid = QGridLayout(inner)
    grid.setSpacing(16)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    column = QVBoxLayout(ground)
    column.addStretch(1)
    line = QHBoxLayout()
    line.addStretch(1)
    line.addWidget(inner, 30)
    line.addStretch(1)
    column.addLayout(line)
    column.addStretch(1)
    grid.setAlignment(Qt.AlignmentFlag.AlignTop)
    return ground, grid
