"""The unlocked window: rail, search, languages, message bar, pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.language import _
from ui.navigation import (
    FaceToFace,
    Orient,
    ReadEntry,
    Request,
    ShowCase,
    ShowPeople,
    ShowPerson,
    ShowRights,
    ShowStatistics,
    WriteLetter,
)
from ui.page import Page
from ui.preferences import TEXT_SCALES
from ui.theme import icons, look, metrics
from ui.widgets.buttons import Button
from ui.widgets.labels import Words
from ui.widgets.language_button import LanguageButton
from ui.widgets.message_bar import MessageBar

RAIL_WIDTH = 204
WIDEST_RAIL = 300


class Presenter(Protocol):
    """Who decides for a page; kept beside it, or the page goes deaf."""

    def read(self) -> None:
        """Show what is true now: somebody came back to the page."""


class RailButton(QPushButton):
    """A place in the rail: icon and word."""

    def __init__(self, icon: str, name: str) -> None:
        super().__init__()
        self._icon = icon
        self.setObjectName(name)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.dress()

    def dress(self) -> None:
        """Take the sizes and colours in force."""
        size, gap = look.px(metrics.ICON), look.px(metrics.ICON_GAP)
        self.setIconSize(QSize(size + gap, size))
        self.setIcon(
            icons.icon(
                self._icon,
                look.tokens().rail_ink,
                size,
                right_to_left=self.isRightToLeft(),
                gap=gap,
            )
        )
        self.setMinimumHeight(look.px(44))


class MainWidget(QWidget):
    """Everything an unlocked window shows."""

    lock_wanted = Signal()
    language_wanted = Signal(str)
    text_size_wanted = Signal(float)
    theme_wanted = Signal(str)
    face_to_face_wanted = Signal(str)  # case
    forgotten = Signal(object)  # a page to delete once nothing answers it any more

    def __init__(
        self,
        make: Callable[[Request], tuple[Page, Presenter]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._history: list[Request] = []
        self._kept: dict[Request, tuple[Page, Presenter]] = {}
        self.setProperty("ground", "page")
        self.rail = QWidget()
        self.rail.setObjectName("rail")
        self.rail.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.brand = Words("brand")
        self.people = RailButton("people", "rail-people")
        self.orient = RailButton("compass", "rail-orient")
        self.library = RailButton("procedures", "rail-library")
        self.rights = RailButton("rights", "rail-rights")
        self.statistics = RailButton("statistics", "rail-statistics")
        self.lock = RailButton("lock", "rail-lock")
        self.lock.setCheckable(False)
        self.search = QLineEdit()
        self.search.setObjectName("search")
        self.search.setProperty("role", "search")
        self.languages = LanguageButton()
        self.looks = Button("plain", "text-size", "looks")
        self.face = Button("plain", "face-to-face", "face-to-face-bar")
        self.message = MessageBar()
        self.stack = QStackedWidget()
        self._lay_out()
        self._fill_menus()
        for button, request in self._places():
            button.clicked.connect(partial(self._go_to, request))
        self.lock.clicked.connect(self.lock_wanted)
        self.search.textEdited.connect(self._search)
        self.search.returnPressed.connect(lambda: self._search(self.search.text()))
        self.languages.chosen.connect(self.language_wanted)
        self.face.clicked.connect(self.show_face_to_face)
        for keys, act in (
            ("Ctrl+K", self.search.setFocus),
            ("Ctrl+L", self.lock_wanted.emit),
            ("F8", self.show_face_to_face),
            ("Alt+Left", self.go_back),
            ("Ctrl++", lambda: self._grow(1)),
            ("Ctrl+-", lambda: self._grow(-1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self.retranslate()

    def go(self, request: Request) -> None:
        """Show the page *request* asks for; `go_back` returns."""
        if isinstance(request, FaceToFace):
            self.show_face_to_face()
            return
        if not self._history or self._history[-1] != request:
            self._history.append(request)
        self._show(request)

    def go_back(self) -> None:
        """Return to the page before."""
        if len(self._history) > 1:
            self._history.pop()
            self._show(self._history[-1])

    @property
    def page(self) -> Page | None:
        """Return the page that is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    @property
    def request(self) -> Request | None:
        """Return what the page that is shown was asked for."""
        return self._history[-1] if self._history else None

    def show_face_to_face(self) -> None:
        """Show the person's half of the case that is open, full screen."""
        request = self.request
        if isinstance(request, ShowCase):
            self.face_to_face_wanted.emit(request.case)
        else:
            self.message.say(
                _("Ouvrez une démarche : le face à face montre ses pièces.")
            )

    def retranslate(self) -> None:
        """Write every text again."""
        self.brand.setText("ANEF Desk")
        self.people.setText(_("Personnes"))
        self.orient.setText(_("Orientation"))
        self.library.setText(_("Démarches"))
        self.rights.setText(_("Droits"))
        self.statistics.setText(_("Statistiques"))
        self.lock.setText(_("Verrouiller"))
        self.lock.setToolTip("Ctrl+L")
        self.search.setPlaceholderText(_("Chercher une personne…  Ctrl+K"))
        self.search.setAccessibleName(_("Chercher une personne"))
        self.languages.retranslate()
        self.looks.setText(_("Texte"))
        self.looks.setAccessibleName(_("Taille du texte et couleurs"))
        self.face.setText(_("Face à face"))
        self.face.setToolTip("F8")
        self.message.retranslate()
        self._fill_menus()
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Write the texts again when the language or the look changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _places(self) -> tuple[tuple[RailButton, Request], ...]:
        """Return the places of the rail, and what each asks for."""
        return (
            (self.people, ShowPeople()),
            (self.orient, Orient()),
            (self.library, ReadEntry()),
            (self.rights, ShowRights()),
            (self.statistics, ShowStatistics()),
        )

    def _go_to(self, request: Request) -> None:
        self.go(request)

    def _dress(self) -> None:
        for button, _request in self._places():
            button.dress()
        self.lock.dress()
        words = self.rail.minimumSizeHint().width()
        self.rail.setFixedWidth(max(min(look.px(RAIL_WIDTH), WIDEST_RAIL), words))
        self.search.setMinimumHeight(look.px(40))

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        rail = QVBoxLayout(self.rail)
        rail.setContentsMargins(10, 20, 10, 16)
        rail.setSpacing(4)
        self.brand.setContentsMargins(12, 0, 12, 12)
        rail.addWidget(self.brand)
        for place, _request in self._places():
            rail.addWidget(place)
        rail.addStretch(1)
        rail.addWidget(self.lock)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        bar = QFrame()
        bar.setProperty("frame", "bar")
        line = QHBoxLayout(bar)
        line.setContentsMargins(24, 11, 24, 11)
        line.setSpacing(12)
        line.addWidget(self.search, 1)
        for button in (self.looks, self.languages, self.face):
            line.addWidget(button)
        right.addWidget(bar)
        right.addWidget(self.message)
        right.addWidget(self.stack, 1)
        whole.addWidget(self.rail)
        whole.addLayout(right, 1)

    def _fill_menus(self) -> None:
        looks = QMenu(self.looks)
        for scale in TEXT_SCALES:
            action = looks.addAction(
                _("Texte à {percent} %", percent=round(scale * 100))
            )
            action.setCheckable(True)
            action.setChecked(scale == look.scale())
            action.triggered.connect(
                lambda _c=False, chosen=scale: self.text_size_wanted.emit(chosen)
            )
        looks.addSeparator()
        for theme, words in (
            ("", _("Couleurs du système")),
            ("light", _("Clair")),
            ("dark", _("Sombre")),
            ("contrast", _("Contraste fort")),
        ):
            looks.addAction(words).triggered.connect(
                lambda _c=False, chosen=theme: self.theme_wanted.emit(chosen)
            )
        _replace_menu(self.looks, looks)

    def _show(self, request: Request) -> None:
        known = self._kept.get(request)
        if known is None:
            known = self._kept[request] = self._make(request)
            page = known[0]
            page.wanted.connect(self.go)
            page.explained.connect(self.message.say)
            self.stack.addWidget(page)
            self._forget_oldest()
        else:
            known[1].read()
        self.stack.setCurrentWidget(known[0])
        self._give_keyboard(known[0])
        for button, place in self._places():
            button.setChecked(isinstance(request, type(place)))
        if isinstance(request, ShowPerson | ShowCase | WriteLetter):
            self.people.setChecked(True)
        self.face.setEnabled(isinstance(request, ShowCase))

    @staticmethod
    def _give_keyboard(page: Page) -> None:
        """Let the keyboard begin on the page, past the way back."""
        widget = page.nextInFocusChain()
        while widget is not None and widget is not page:
            wanted = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            way_back = widget.objectName().startswith("back")
            if wanted and not way_back and page.isAncestorOf(widget):
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            widget = widget.nextInFocusChain()

    def _forget_oldest(self) -> None:
        """Keep a dozen pages at most; what they show is asked for again."""
        while len(self._kept) > 12:  # noqa: PLR2004 - a dozen
            oldest = next(iter(self._kept))
            page, _presenter = self._kept.pop(oldest)
            self.stack.removeWidget(page)
            self.forgotten.emit(page)

    def _search(self, text: str) -> None:
        if not text:
            return
        self.go(ShowPeople())
        self.search.clear()
        if self.page is not None:
            self.page.search_for(text)

    def _grow(self, step: int) -> None:
        place = TEXT_SCALES.index(look.scale()) + step
        if 0 <= place < len(TEXT_SCALES):
            self.text_size_wanted.emit(TEXT_SCALES[place])


def _replace_menu(button: QPushButton, menu: QMenu) -> None:
    before = button.menu()
    button.setMenu(menu)
    if before is not None:
        before.deleteLater()
