"""The locked pages and the frame of the window: readable, named, from the keyboard."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from anef_desk.clock import today
from anef_desk.domain.identifiers import new_id
from anef_desk.i18n import NAMES
from anef_desk.vault.errors import OldVaultReadOnlyError
from ui import language
from ui.main_window import MainWidget, Presenter
from ui.navigation import (
    Request,
    ShowPeople,
    ShowPerson,
    ShowSettings,
    ShowToday,
    WriteLetter,
)
from ui.opening import SMALLEST
from ui.page import Page
from ui.pages.unlock import Choice, UnlockPage
from ui.pages.welcome import WelcomePage
from ui.theme import look
from ui.theme.tokens import THEMES
from ui.widgets.buttons import Button
from ui.widgets.passphrase_field import PassphraseField

Cut = Callable[[QWidget], list[str]]
Show = Callable[..., QWidget]


class Still:
    """A presenter with nothing to read."""

    def __init__(self) -> None:
        self.read_times = 0

    def read(self) -> None:
        self.read_times += 1


class Blank(Page):
    """A page with one thing that takes the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.button = Button("plain", "add", "only")
        self.button.setParent(self)
        self.retranslate()

    def retranslate(self) -> None:
        self.button.setText("Ajouter")


def unlock() -> UnlockPage:
    page = UnlockPage()
    staff = (
        ("1", "Claire Martin (exemple)", "desk"),
        ("2", "Olga Petrenko (приклад)", "coordinator"),
    )
    page.show_choices([Choice(Path("Coffre"), staff), Choice(Path("Essai"), ())], None)
    page.show_problem(language._("Tapez votre phrase secrète."))
    return page


def welcome() -> WelcomePage:
    page = WelcomePage()
    page.allow_giving_up(allowed=True)
    page.show_problem(language._("Donnez votre nom."))
    return page


def main() -> MainWidget:
    made: dict[Request, tuple[Page, Presenter]] = {}

    def make(request: Request) -> tuple[Page, Presenter]:
        return made.setdefault(request, (Blank(), Still()))

    widget = MainWidget(make)
    widget.go(ShowPeople())
    widget.message.say(
        language._("Sans geste, le coffre se verrouille dans {n} secondes.", n=30),
        language._("Rester"),
    )
    return widget


MAKERS = {"unlock": unlock, "welcome": welcome, "main": main}


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("code", NAMES)
@pytest.mark.parametrize("name", MAKERS)
def test_nothing_is_cut_and_everything_has_a_name(
    name: str, code: str, scale: float, shown: Show, cut: Cut, unnamed: Cut
) -> None:
    """On an old screen, in each language, in plain and in large text."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if scale != 1.0:
        look.apply(app, "light", scale)
    language.use(code)

    page = shown(MAKERS[name](), 1366, 768)

    assert cut(page) == []
    assert unnamed(page) == []


@pytest.mark.parametrize("code", ["fr", "fa_AF"])
@pytest.mark.parametrize("name", MAKERS)
def test_nothing_is_cut_in_the_smallest_window_with_the_largest_text(
    name: str, code: str, qapp: QApplication, shown: Show, cut: Cut
) -> None:
    """The unlocked one refuses to be smaller than an old screen needs."""
    look.apply(qapp, "light", 2.0)
    language.use(code)

    page = shown(MAKERS[name](), SMALLEST.width(), SMALLEST.height())

    assert page.width() <= (1366 if name == "main" else SMALLEST.width())
    assert page.height() <= (768 if name == "main" else SMALLEST.height())
    assert cut(page) == []


@pytest.mark.parametrize("name", MAKERS)
def test_nothing_is_cut_when_sentences_are_twice_as_long(
    name: str, twice_as_long: None, shown: Show, cut: Cut
) -> None:
    """As the next language may be."""
    assert cut(shown(MAKERS[name](), 1366, 768)) == []


KEPT = {"ANEF Desk", "Coffre", "Essai", "Ajouter", *NAMES.values()}
"""What is said the same in every language: names, and the page these tests make."""


@pytest.mark.parametrize("name", MAKERS)
def test_every_word_went_through_a_translation(
    name: str, pseudo_language: None, shown: Show, untranslated: Cut
) -> None:
    """In a pseudo-language, a sentence of the code that was forgotten shows bare."""
    page = shown(MAKERS[name](), 1366, 768)

    assert set(untranslated(page)) <= KEPT


def walk(page: QWidget, qtbot: QtBot) -> list[str]:
    """Return what the tab key visits, from where the page begins."""
    seen: list[str] = []
    widget = page.window().focusWidget()
    while widget is not None and widget.objectName() not in seen:
        seen.append(widget.objectName())
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
        widget = page.window().focusWidget()
    return seen


def test_the_tab_key_goes_through_the_first_page_in_reading_order(
    shown: Show, qtbot: QtBot
) -> None:
    page = shown(WelcomePage(), 1366, 768)
    order = walk(page, qtbot)

    assert order[:12] == [
        "organisation-name",
        "organisation-address",
        "organisation-city",
        "organisation-phone",
        "organisation-email",
        "staff-name",
        "new-passphrase",
        "new-passphrase-reveal",
        "new-passphrase-propose",
        "new-passphrase-again",
        "new-passphrase-again-reveal",
        "create-vault",
    ]
    assert "languages" in order


def test_colleagues_of_the_same_name_are_told_apart(qtbot: QtBot) -> None:
    """By their role; by the day they joined when that is the same too."""
    march, april = "019537d4-1200-7000-8000-000000000000", new_id()
    staff = (
        (march, "Claire", "desk"),
        (april, "claire", "desk"),
        ("3", "Claire", "coordinator"),
        ("4", "Olga", "desk"),
    )
    page = UnlockPage()
    qtbot.addWidget(page)
    page.show_choices([Choice(Path("Coffre"), staff)], None)

    def offered() -> list[str]:
        return [page.staff.itemText(row) for row in range(page.staff.count())]

    first, second, third, fourth = offered()
    assert "Accueil du public" in first
    assert "depuis le 24/02/2025" in first
    assert f"depuis le {today():%d/%m/%Y}" in second
    assert third.endswith("Coordination")
    assert fourth == "Olga"
    language.use("uk")
    qtbot.waitUntil(lambda: "Координація" in offered()[2])
    assert page.staff.itemData(2) == "3"


def test_somebody_who_has_one_vault_types_at_once(shown: Show, qtbot: QtBot) -> None:
    """One vault, one name: the keyboard waits in the passphrase; enter opens."""
    page = UnlockPage()
    page.show_choices([Choice(Path("Coffre"), (("1", "Claire", "desk"),))], None)
    shown(page, 1366, 768)
    asked: list[tuple[object, str, str]] = []
    page.submitted.connect(lambda *what: asked.append(what))

    assert not page.vault.isVisible()
    assert page.window().focusWidget() is page.passphrase.line
    page.passphrase.line.setText("cerise boussole")
    qtbot.keyClick(page.passphrase.line, Qt.Key.Key_Return)

    assert asked == [(Path("Coffre"), "1", "cerise boussole")]


def test_a_passphrase_that_does_not_open_is_selected_to_be_typed_again(
    shown: Show,
) -> None:
    page = unlock()
    page.passphrase.line.setText("autre chose")
    page.show_busy(busy=True)
    assert not page.passphrase.isEnabled()

    page.show_problem("Cette phrase n’ouvre pas ce coffre.")
    shown(page)

    assert page.passphrase.line.selectedText() == "autre chose"
    assert page.problem.isVisible()


def test_a_passphrase_is_hidden_until_asked(qtbot: QtBot) -> None:
    field = PassphraseField("test")
    qtbot.addWidget(field)
    field.line.setText("cerise")

    assert field.line.displayText() != "cerise"
    field.reveal.click()
    assert field.line.displayText() == "cerise"
    assert field.reveal.text() == "Masquer"


def test_a_passphrase_begins_where_reading_does(shown: Show, qtbot: QtBot) -> None:
    language.use("ar")
    field = PassphraseField("test")
    shown(field, 400, 80)

    assert field.line.layoutDirection() is Qt.LayoutDirection.LeftToRight
    assert field.line.cursorRect().x() > field.line.width() / 2


def test_capitals_typed_without_the_shift_key_are_told(
    shown: Show, press: Callable[..., None]
) -> None:
    field = PassphraseField("test")
    shown(field, 400, 80)
    press(field.line, Qt.Key.Key_A, "A", Qt.KeyboardModifier.ShiftModifier)
    assert not field.capitals.isVisible()

    press(field.line, Qt.Key.Key_A, "É")
    assert field.capitals.isVisible()
    press(field.line, Qt.Key.Key_A, "a")
    assert not field.capitals.isVisible()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("role", ["primary", "plain", "quiet"])
def test_the_focus_is_seen_on_every_ground(
    theme: str, role: str, qapp: QApplication, shown: Show
) -> None:
    """A ring, two pixels wide, that is not there without the focus."""
    look.apply(qapp, theme)
    holder = QWidget()
    holder.setProperty("ground", "page")
    with_it, without = (Button(role, "add", n) for n in ("with", "without"))  # type: ignore[arg-type]
    for place, button in enumerate((with_it, without)):
        button.setParent(holder)
        button.setText("Ajouter")
        button.setGeometry(20, 20 + 60 * place, 160, 44)
    shown(holder, 200, 140)
    with_it.setFocus()
    qapp.processEvents()
    picture = holder.grab().toImage()

    ring = QColor(look.tokens().on_accent if role == "primary" else look.tokens().ring)

    def drawn(top: int) -> int:
        middle = (picture.pixelColor(100, y) for y in range(top, top + 10))
        return sum(1 for colour in middle if colour == ring)

    assert drawn(20) == 2
    assert drawn(80) == 0


def test_everything_is_searched_from_anywhere(shown: Show, qtbot: QtBot) -> None:
    widget = main()
    widget.go(ShowPerson("samira"))
    shown(widget, 1366, 768)
    asked: list[bool] = []
    widget.palette_wanted.connect(lambda: asked.append(True))

    qtbot.keyClick(widget, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    widget.search.click()

    assert asked == [True, True]


def test_a_tall_page_leaves_the_bar_its_height(qapp: QApplication, shown: Show) -> None:
    """In large text its words were cut on an old screen."""
    look.apply(qapp, "light", 2.0)
    page = Blank()
    QVBoxLayout(page).addSpacerItem(
        QSpacerItem(1, 3000, vData=QSizePolicy.Policy.Preferred)
    )
    widget = MainWidget(lambda _request: (page, Still()))
    widget.go(ShowPeople())
    shown(widget, 1366, 768)

    assert widget.search.height() >= widget.search.sizeHint().height()


def test_coming_back_to_a_page_shows_what_is_true_now(shown: Show) -> None:
    presenters: dict[Request, Still] = {}

    def make(request: Request) -> tuple[Page, Presenter]:
        presenters[request] = Still()
        return Blank(), presenters[request]

    widget = MainWidget(make)
    shown(widget, 1366, 768)
    widget.go(ShowPeople())
    widget.go(ShowPerson("samira"))
    widget.go_back()
    widget.go_back()

    assert widget.request == ShowPeople()
    assert presenters[ShowPeople()].read_times == 1


@pytest.mark.parametrize(
    ("kind", "most"),
    [(ShowPeople, 8), (ShowPerson, 4), (ShowSettings, 2), (WriteLetter, 1)],
)
def test_the_pages_shown_longest_ago_are_given_back(
    shown: Show, kind: Callable[[str], Request], most: int
) -> None:
    """Pages of somebody hold a lot: few are kept, the one that is shown among them."""
    widget = MainWidget(lambda _request: (Blank(), Still()))
    shown(widget, 1366, 768)
    widget.go(ShowToday())
    today = widget.page
    gone: list[object] = []
    widget.forgotten.connect(gone.append)

    for number in range(20):
        widget.go(kind(str(number)))
        widget.go(ShowToday())

    assert len(gone) == 20 - min(most, 7)  # Today is one of eight.
    assert widget.page is today
    widget.go(kind("19"))
    assert widget.page not in gone


def test_a_page_that_went_holds_nothing(shown: Show) -> None:
    """Not even until garbage is collected: it may hold the pictures of a letter."""

    class Held:
        """What a page and its presenter share."""

    seen: list[weakref.ref[Held]] = []

    def make(_request: Request) -> tuple[Page, Presenter]:
        page, presenter, held = Blank(), Still(), Held()
        page.presenter = presenter  # type: ignore[attr-defined]
        presenter.page, presenter.held = page, held  # type: ignore[attr-defined]
        seen.append(weakref.ref(held))
        return page, presenter

    widget = MainWidget(make)
    shown(widget, 1366, 768)
    widget.forgotten.connect(lambda page: page.deleteLater())
    gc.disable()
    try:
        for number in range(6):
            widget.go(ShowPerson(str(number)))
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        alive = [one() is not None for one in seen]
    finally:
        gc.enable()

    assert alive == [False, False, True, True, True, True]


def test_a_long_problem_does_not_widen_the_unlock_page(qtbot: QtBot) -> None:
    """What somebody was about to press stays where it was."""
    page = unlock()
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    qtbot.waitExposed(page)
    before = page.open.width()
    page.show_problem(OldVaultReadOnlyError().explain(language.current()))
    qtbot.wait(1)

    assert page.open.width() == before
