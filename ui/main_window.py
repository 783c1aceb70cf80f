"""The unlocked window: rail, search, languages, message bar, pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from anef_desk import i18n
from anef_desk.desk.roles import Act
from ui.actions import ACTIONS, Action, action, keys_of
from ui.language import _
from ui.navigation import (
    FaceToFace,
    NewPerson,
    Orient,
    ReadEntry,
    Request,
    ShowBlocked,
    ShowCase,
    ShowPeople,
    ShowPerson,
    ShowRights,
    ShowSettings,
    ShowStatistics,
    ShowToday,
    UseLanguage,
    UseLook,
    WriteLetter,
    WriteLetters,
)
from ui.page import Page, Progress
from ui.preferences import TEXT_SCALES
from ui.theme import icons, look, metrics
from ui.widgets.buttons import Button
from ui.widgets.job_bar import JobBar
from ui.widgets.labels import Words
from ui.widgets.language_button import LanguageButton
from ui.widgets.message_bar import MessageBar

RAIL_WIDTH = 204
WIDEST_RAIL = 300
TIGHT = 1.5
"""Text size from which the bar has no room for the key of the search."""

MOST_KEPT: tuple[tuple[type | tuple[type, ...], int], ...] = (
    ((ShowPerson, ShowCase), 4),  # hundreds of widgets each
    (WriteLetter, 1),  # the pictures of its pages
    (ShowSettings, 2),  # seldom looked at
    (object, 8),
)
"""How many pages of a kind are kept, the one that is shown among them."""


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

    def sizeHint(self) -> QSize:
        """Return the room of the word as it is once it is chosen: bold."""
        hint, bold = super().sizeHint(), self.font()
        bold.setBold(True)
        plain = self.fontMetrics().horizontalAdvance(self.text())
        chosen = QFontMetrics(bold).horizontalAdvance(self.text())
        return QSize(hint.width() + max(chosen - plain, 0), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Return the same: a word is never cut."""
        return self.sizeHint()


class Banner(QFrame):
    """A sentence above every page, as long as it is true."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("frame", "message")
        self.words = Words()
        line = QHBoxLayout(self)
        line.setContentsMargins(28, 10, 28, 10)
        line.addWidget(self.words)

    def say(self, text: str) -> None:
        """Write the sentence."""
        self.words.setText(text)


class Pages(QStackedWidget):
    """The pages that are kept; the one on top fits in what the window leaves it."""

    def hasHeightForWidth(self) -> bool:
        """Return no: a window does not grow beyond its screen for a page."""
        return False


class MainWidget(QWidget):
    """Everything an unlocked window shows."""

    lock_wanted = Signal()
    cover_wanted = Signal()
    language_wanted = Signal(str)
    text_size_wanted = Signal(float)
    theme_wanted = Signal(str)
    face_to_face_wanted = Signal(str)  # case
    palette_wanted = Signal()
    help_wanted = Signal(str)  # name of a page of the help
    shortcuts_wanted = Signal()
    undo_wanted = Signal()
    erased = Signal(str)  # a person of whom nothing is left
    forgotten = Signal(object)  # a page to delete once nothing answers it any more

    def __init__(
        self,
        make: Callable[[Request], tuple[Page, Presenter]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._may: Callable[[Act], bool] = lambda _act: True
        self._history: list[Request] = []
        self._kept: dict[Request, tuple[Page, Presenter]] = {}
        self.setProperty("ground", "page")
        self.rail = QWidget()
        self.rail.setObjectName("rail")
        self.rail.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.brand = Words("brand")
        self.today = RailButton("today", "rail-today")
        self.people = RailButton("people", "rail-people")
        self.orient = RailButton("compass", "rail-orient")
        self.library = RailButton("procedures", "rail-library")
        self.rights = RailButton("rights", "rail-rights")
        self.settings = RailButton("settings", "rail-settings")
        self.blocked = RailButton("blocked", "rail-blocked")
        self.statistics = RailButton("statistics", "rail-statistics")
        self.lock = RailButton("lock", "rail-lock")
        self.lock.setCheckable(False)
        self.search = Button("plain", "search", "search")
        self.check, self._check_state = Words("small"), ""
        self.check.setObjectName("vault-check")
        self.check.hide()
        self.read_only, self._reading = Banner(), ""
        self.read_only.hide()
        self.search.setProperty("role", "search")
        self.languages = LanguageButton()
        self.looks = Button("plain", "text-size", "looks")
        self.face = Button("plain", "face-to-face", "face-to-face-bar")
        self.practice = Words("practice")
        self.practice.hide()
        self.message, self.job = MessageBar(), JobBar()
        self.stack = Pages()
        self._lay_out()
        self._fill_menus()
        for button, request in self._places():
            button.clicked.connect(partial(self._go_to, request))
        self.lock.clicked.connect(self.lock_wanted)
        self.search.clicked.connect(self.palette_wanted)
        self.languages.chosen.connect(self.language_wanted)
        self.face.clicked.connect(self.show_face_to_face)
        self._acts = self._window_acts()
        self._shortcuts: dict[str, QShortcut] = {}  # by action, the last of its keys
        for one in ACTIONS:
            if one.key in self._acts:
                for keys in one.keys:
                    shortcut = QShortcut(QKeySequence(keys), self)
                    shortcut.setAutoRepeat(False)  # A key held down is one press.
                    shortcut.activated.connect(self._acts[one.key])
                    self._shortcuts[one.key] = shortcut
        self.retranslate()

    def go(self, request: Request) -> None:
        """Show the page *request* asks for; `go_back` returns."""
        if isinstance(request, FaceToFace):
            self.show_face_to_face()
            return
        if isinstance(request, NewPerson):
            self.go(ShowPeople())
            self.run("new-person")
            return
        if isinstance(request, UseLanguage | UseLook):
            self._change_look(request)
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

    def allow(self, may: Callable[[Act], bool]) -> None:
        """Do nothing but what whoever opened the vault *may* do."""
        self._may = may
        for one in ACTIONS:
            if one.key in self._shortcuts and not self.allows(one):
                self._shortcuts[one.key].setEnabled(False)

    def allows(self, action: Action) -> bool:
        """Return whether whoever is here may ever do an action of the table."""
        return action.needs is None or self._may(action.needs)

    def can(self, action: Action) -> bool:
        """Return whether an action of the table can be done now."""
        if not self.allows(action):
            return False
        if action.key == "face":
            return isinstance(self.request, ShowCase)
        return action.key in self._acts or (
            self.page is not None and action.key in self.page.acts()
        )

    def run(self, key: str) -> None:
        """Do an action of the table: that of the page, else that of the window."""
        acts = self.page.acts() if self.page is not None else {}
        act = acts.get(key) or self._acts.get(key)
        if act is not None and self.allows(action(key)):
            act()

    def read_again(self) -> None:
        """Show what is true now on the page that is shown."""
        known = self._kept.get(self.request) if self.request else None
        if known is not None:
            known[1].read()

    def forget_person(self, person: str) -> None:
        """Keep nothing in the window of somebody whose data were erased."""
        theirs = [
            request
            for request, (page, _presenter) in self._kept.items()
            if page.about == person or isinstance(request, WriteLetters)
        ]
        self._history = [
            request
            for request in self._history
            if request not in theirs and getattr(request, "person", None) != person
        ]
        if self.page is None or self.page.about == person or not self._history:
            self.go(ShowPeople())
        for request in theirs:
            if request in self._kept:  # To show people may have put it away.
                self._let_go(request)
        for _page, presenter in tuple(self._kept.values()):
            presenter.read()  # Theirs were among the names.
        self.message.hide()
        self.erased.emit(person)

    def show_practice(self) -> None:
        """Say, for as long as the window lives, that all the people are fictional."""
        self.practice.show()

    def show_check(self, state: str) -> None:
        """Say that the vault is being checked (``"checking"``) or was (``"checked"``)."""
        self._check_state = state
        self._write_check()

    def show_reading(self, why: str) -> None:
        """Say that nothing can be written: the ``"vault"`` or the ``"role"`` is for reading.

        "" where something can.
        """
        self._reading = why
        self.read_only.setVisible(bool(why))
        self._write_reading()

    def _write_reading(self) -> None:
        self.read_only.say(
            {
                "": "",
                "vault": _(
                    "Lecture seule : rien ne peut être changé, et cette consultation ne"
                    " laisse pas de trace dans le journal."
                ),
                "role": _(
                    "Votre rôle permet de lire. Pour noter, demandez à la personne qui"
                    " coordonne."
                ),
            }[self._reading]
        )

    def _write_check(self) -> None:
        self.check.say(
            {
                "": "",
                "checking": _("Vérification du coffre en cours…"),
                "checked": _("Coffre vérifié."),
            }[self._check_state]
        )

    def retranslate(self) -> None:
        """Write every text again."""
        self.practice.setText(
            _("Coffre d’exercice : toutes les personnes sont inventées.")
        )
        self.job.retranslate()
        self.today.setText(_("Aujourd’hui"))
        self._write_check()
        self._write_reading()
        self.brand.setText("ANEF Desk")
        self.people.setText(_("Personnes"))
        self.orient.setText(_("Orientation"))
        self.library.setText(_("Démarches"))
        self.rights.setText(_("Droits"))
        self.settings.setText(_("Réglages"))
        self.blocked.setText(_("Blocages"))
        self.statistics.setText(_("Statistiques"))
        self.lock.setText(_("Verrouiller"))
        self.lock.setToolTip(keys_of("lock"))
        keys = i18n.left_to_right(keys_of("palette"))
        self.search.setText(
            _("Chercher partout  {keys}", keys=keys)
            if look.scale() < TIGHT
            else _("Chercher partout")
        )
        self.search.setToolTip(keys_of("palette"))
        self.search.setAccessibleName(_("Chercher partout"))
        self.languages.retranslate()
        self.looks.setText(_("Texte"))
        self.looks.setAccessibleName(_("Taille du texte et couleurs"))
        self.face.setText(_("Face à face"))
        self.face.setToolTip(keys_of("face"))
        for button, key in (
            (self.today, "today"),
            (self.people, "people"),
            (self.orient, "orient"),
            (self.library, "library"),
            (self.rights, "rights"),
            (self.blocked, "blocked"),
            (self.statistics, "statistics"),
            (self.settings, "settings"),
        ):
            button.setToolTip(keys_of(key))
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
            (self.today, ShowToday()),
            (self.people, ShowPeople()),
            (self.orient, Orient()),
            (self.library, ReadEntry()),
            (self.rights, ShowRights()),
            (self.blocked, ShowBlocked()),
            (self.statistics, ShowStatistics()),
            (self.settings, ShowSettings()),
        )

    def _window_acts(self) -> dict[str, Callable[[], None]]:
        """Return what the window does itself, by the keys of the table of actions."""
        return {
            "today": partial(self.go, ShowToday()),
            "people": partial(self.go, ShowPeople()),
            "orient": partial(self.go, Orient()),
            "library": partial(self.go, ReadEntry()),
            "rights": partial(self.go, ShowRights()),
            "blocked": lambda: self.go(self._about_here()),
            "statistics": partial(self.go, ShowStatistics()),
            "settings": partial(self.go, ShowSettings()),
            "palette": self.palette_wanted.emit,
            "help": self.show_help,
            "shortcuts": self.shortcuts_wanted.emit,
            "new-person": partial(self.go, NewPerson()),
            "batch": partial(self.go, WriteLetters()),
            "undo": self.undo_wanted.emit,
            "relay": self._relay,
            "back": self.go_back,
            "face": self.show_face_to_face,
            "lock": self.lock_wanted.emit,
            "cover": self.cover_wanted.emit,
            "larger": partial(self._grow, 1),
            "smaller": partial(self._grow, -1),
            "theme-": partial(self.theme_wanted.emit, ""),
            "theme-light": partial(self.theme_wanted.emit, "light"),
            "theme-dark": partial(self.theme_wanted.emit, "dark"),
            "theme-contrast": partial(self.theme_wanted.emit, "contrast"),
        }

    def show_help(self) -> None:
        """Show the help of the page that is shown."""
        self.help_wanted.emit(self.page.help_page if self.page else "")

    def _change_look(self, wish: UseLanguage | UseLook) -> None:
        if isinstance(wish, UseLanguage):
            self.language_wanted.emit(wish.code)
            return
        if wish.theme is not None:
            self.theme_wanted.emit(wish.theme)
        if wish.scale is not None:
            self.text_size_wanted.emit(wish.scale)

    def _relay(self) -> None:
        """Show Today, and what is left to the next shift."""
        self.go(ShowToday())
        acts = self.page.acts() if self.page is not None else {}
        if "relay" in acts:
            acts["relay"]()

    def _go_to(self, request: Request) -> None:
        if isinstance(request, ShowBlocked):
            request = self._about_here()
        self.go(request)

    def _show_progress(self, progress: Progress | None) -> None:
        if progress is None:
            self.job.end()
        else:
            self.job.show_progress(*progress)

    def _about_here(self) -> Request:
        """Return the blockages of the file that is open, or of none."""
        here = self.request
        if isinstance(here, ShowBlocked):
            return here
        if isinstance(here, ShowPerson):
            return ShowBlocked(here.person)
        if isinstance(here, ShowCase):
            return ShowBlocked(case=here.case)
        if isinstance(here, WriteLetter):
            return ShowBlocked(here.person, here.case)
        return ShowBlocked()

    def _dress(self) -> None:
        for button, _request in self._places():
            button.dress()
        self.lock.dress()
        words = self.rail.minimumSizeHint().width()
        self.rail.setFixedWidth(max(min(look.px(RAIL_WIDTH), WIDEST_RAIL), words))

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
            if place is not self.settings:
                rail.addWidget(place)
        rail.addStretch(1)
        rail.addWidget(self.settings)
        self.check.setContentsMargins(12, 0, 12, 8)
        rail.addWidget(self.check)
        rail.addWidget(self.lock)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        bar = QFrame()
        bar.setProperty("frame", "bar")
        bar.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(bar)
        line.setContentsMargins(24, 11, 24, 11)
        line.setSpacing(12)
        line.addWidget(self.search, 1)
        for button in (self.looks, self.languages, self.face):
            line.addWidget(button)
        right.addWidget(bar)
        right.addWidget(self.practice)
        right.addWidget(self.read_only)
        right.addWidget(self.message)
        right.addWidget(self.job)
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
            page.proposed.connect(self.message.say)
            page.working.connect(self._show_progress)
            page.erased.connect(self.forget_person)
            if self.stack.indexOf(page) < 0:
                self.stack.addWidget(page)
            self._forget_some()
        else:
            self._kept[request] = self._kept.pop(request)  # The last to go.
            known[1].read()
        self.stack.setCurrentWidget(known[0])
        self._give_keyboard(known[0])
        for button, place in self._places():
            button.setChecked(isinstance(request, type(place)))
        if isinstance(request, ShowPerson | ShowCase | WriteLetter | WriteLetters):
            self.people.setChecked(True)
        self.face.setEnabled(isinstance(request, ShowCase))
        its_own = isinstance(request, ShowToday | ShowPeople)  # A button has the keys.
        may = self.allows(action("new-person"))
        self._shortcuts["new-person"].setEnabled(may and not its_own)

    @staticmethod
    def _give_keyboard(page: Page) -> None:
        """Let the keyboard begin on the page, past the way back."""
        if page.begins is not None:
            page.begins.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(page.begins, QLineEdit):  # What is typed replaces it.
                page.begins.selectAll()
            return
        widget = page.nextInFocusChain()
        while widget is not None and widget is not page:
            wanted = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            way_back = widget.objectName().startswith("back")
            if wanted and not way_back and page.isAncestorOf(widget):
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            widget = widget.nextInFocusChain()

    def _forget_some(self) -> None:
        """Keep the pages shown last; what the others show is asked for again."""
        for kinds, most in MOST_KEPT:
            known = [one for one in self._kept if isinstance(one, kinds)]
            for request in known[:-most]:
                self._let_go(request)

    def _let_go(self, request: Request) -> None:
        page, presenter = self._kept.pop(request)
        page.destroyed.connect(partial(_empty, page, presenter))
        self.stack.removeWidget(page)
        self.forgotten.emit(page)

    def _grow(self, step: int) -> None:
        place = TEXT_SCALES.index(look.scale()) + step
        if 0 <= place < len(TEXT_SCALES):
            self.text_size_wanted.emit(TEXT_SCALES[place])


def _empty(page: Page, presenter: Presenter, *_page: object) -> None:
    """Let go of what a page that is gone held, pictures and all.

    Page, presenter and what they listen to name one another: else all of it would wait
    for the next time that all the garbage is collected.
    """
    vars(page).clear()
    vars(presenter).clear()


def _replace_menu(button: QPushButton, menu: QMenu) -> None:
    before = button.menu()
    button.setMenu(menu)
    if before is not None:
        before.deleteLater()
