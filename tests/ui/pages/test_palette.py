"""Ctrl+K, the shortcuts and the help: everything is found and done from the keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

import ui
from anef_desk.catalogue import help as help_pages
from anef_desk.i18n import NAMES
from ui import language, terms
from ui.actions import ACTIONS, GROUPS, SETTINGS, Action, Group, action, keys_of
from ui.app import HELP_KEY
from ui.face_to_face import FaceToFace
from ui.finding import Finder, WantLetter, actions
from ui.main_window import MainWidget
from ui.navigation import (
    NewPerson,
    ReadEntry,
    Request,
    ShowCase,
    ShowPeople,
    ShowPerson,
    ShowRights,
    ShowSettings,
    ShowToday,
)
from ui.page import Page, Progress
from ui.pages.blocked import BlockedPage
from ui.pages.case import CasePage
from ui.pages.library import LibraryPage
from ui.pages.orientation import OrientationPage
from ui.pages.people import PeoplePage
from ui.pages.today import TodayPage
from ui.theme import look
from ui.widgets.bilingual_row import KEYS
from ui.widgets.form import Form
from ui.widgets.help_window import HelpWindow
from ui.widgets.job_bar import JobBar
from ui.widgets.palette import Hit, Palette
from ui.widgets.scan_dialog import ScanDialog
from ui.widgets.shortcuts_sheet import ShortcutsSheet, key_words

OF_A_PAGE = set(GROUPS) - {"places", "everywhere", "looks"}
"""Groups whose actions a page does, not the window."""

Cut = Callable[[QWidget], list[str]]
Show = Callable[..., QWidget]


class Still:
    """A presenter that counts how often it reads."""

    def __init__(self) -> None:
        self.read_times = 0

    def read(self) -> None:
        self.read_times += 1


class Blank(Page):
    """A page with acts of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.did: list[str] = []

    def retranslate(self) -> None:
        """Say nothing."""

    def acts(self) -> dict[str, Callable[[], None]]:
        return {
            key: lambda key=key: self.did.append(key)  # type: ignore[misc]
            for key in ("new-person", "relay", "today-done")
        }


@pytest.fixture
def main(qtbot: QtBot) -> MainWidget:
    widget = MainWidget(lambda _request: (Blank(), Still()))
    qtbot.addWidget(widget)
    widget.go(ShowToday())
    return widget


def blank(main: MainWidget) -> Blank:
    assert isinstance(main.page, Blank)
    return main.page


# The table of actions


def test_each_action_is_there_once_with_keys_of_its_own() -> None:
    """Inside a group, and everywhere: no key does two things."""
    assert len({one.key for one in ACTIONS}) == len(ACTIONS)
    for group in ("today", "people", "file", "blocked", "library"):
        here = {group, "places", "everywhere", "looks"}
        keys = [keys for one in ACTIONS if one.group in here for keys in one.keys]
        assert len(set(keys)) == len(keys)
    assert {one.group for one in ACTIONS} == set(GROUPS)


def test_every_key_is_one_qt_knows() -> None:
    for one in ACTIONS:
        for keys in one.keys:
            assert QKeySequence(keys).toString() == keys


def test_each_action_of_the_window_does_something(main: MainWidget) -> None:
    known = {one.key for one in ACTIONS if one.group not in OF_A_PAGE}

    assert set(main._window_acts()) == known
    assert keys_of("theme-dark") == ""


def test_the_shortcuts_are_those_of_the_table(main: MainWidget) -> None:
    found = {one.key().toString() for one in main.findChildren(QShortcut)}
    wanted = {
        keys
        for one in ACTIONS
        if one.group not in OF_A_PAGE and one.key != "new-person"
        for keys in one.keys
    }

    assert wanted <= found


@pytest.mark.parametrize(
    ("key", "request_"),
    [
        (Qt.Key.Key_F3, ShowPeople()),
        (Qt.Key.Key_F5, ReadEntry()),
        (Qt.Key.Key_F6, ShowRights()),
        (Qt.Key.Key_F2, ShowToday()),
    ],
)
def test_each_place_has_its_key(
    key: Qt.Key, request_: Request, main: MainWidget, shown: Show, qtbot: QtBot
) -> None:
    shown(main, 1366, 768)
    qtbot.keyClick(main, key)

    assert main.request == request_


def test_the_settings_have_their_keys(
    main: MainWidget, shown: Show, qtbot: QtBot
) -> None:
    shown(main, 1366, 768)
    qtbot.keyClick(main, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)

    assert main.request == ShowSettings()
    assert main.settings.toolTip() == "Ctrl+,"


def test_each_section_of_the_settings_is_found_by_its_title(finder: Finder) -> None:
    for one in SETTINGS:
        assert ShowSettings(one.name) in [hit.target for hit in find(finder, one.words)]


def test_a_new_person_is_written_from_anywhere(main: MainWidget) -> None:
    main.go(NewPerson())

    assert main.request == ShowPeople()
    assert blank(main).did == ["new-person"]


def test_the_relay_is_asked_for_from_anywhere(main: MainWidget) -> None:
    main.go(ShowPerson("samira"))
    main._acts["relay"]()

    assert main.request == ShowToday()
    assert blank(main).did == ["relay"]


def test_an_act_of_the_page_comes_before_that_of_the_window(main: MainWidget) -> None:
    main.run("today-done")
    main.run("nothing")

    assert blank(main).did == ["today-done"]
    assert main.can(action("today-done"))
    assert not main.can(action("today-letter"))
    assert not main.can(action("face"))
    main.go(ShowCase("case"))
    assert main.can(action("face"))


def test_the_page_is_read_again_when_something_was_taken_back(
    main: MainWidget,
) -> None:
    presenter: Any = main._kept[ShowToday()][1]

    main.read_again()

    assert presenter.read_times == 1


def test_the_help_of_the_page_is_asked_for(
    main: MainWidget, shown: Show, qtbot: QtBot
) -> None:
    shown(main, 1366, 768)
    blank(main).help_page = "today"
    asked: list[str] = []
    main.help_wanted.connect(asked.append)

    qtbot.keyClick(main, Qt.Key.Key_F1)

    assert asked == ["today"]


def test_a_practice_vault_is_marked_for_good(main: MainWidget, shown: Show) -> None:
    shown(main, 1366, 768)
    assert not main.practice.isVisible()

    main.show_practice()
    main.message.say("Noté.")
    main.message.hide()

    assert main.practice.isVisible()
    assert "exercice" in main.practice.text()


# Long work


def test_long_work_is_shown_after_half_a_second_and_can_be_stopped(
    main: MainWidget, shown: Show, qtbot: QtBot
) -> None:
    shown(main, 1366, 768)
    stopped: list[bool] = []
    page = blank(main)
    page.working.emit(Progress("Calcul", 1, 4, lambda: stopped.append(True)))
    assert not main.job.isVisible()

    qtbot.waitUntil(main.job.isVisible, timeout=2000)
    assert main.job.bar.value() == 1
    main.job.stop.click()

    assert stopped == [True]
    assert not main.job.isVisible()


def test_short_work_is_never_shown(qtbot: QtBot) -> None:
    bar = JobBar()
    qtbot.addWidget(bar)
    bar.show_progress("Calcul", 1, 0, lambda: None)

    bar.end()
    qtbot.wait(600)

    assert not bar.isVisible()
    bar.stop.click()


# The palette


class Found:
    """What a palette showed and what was chosen."""

    def __init__(self) -> None:
        self.hits: tuple[Hit, ...] = ()
        self.complete = False

    def __call__(self, hits: Sequence[Hit], complete: bool) -> None:
        self.hits, self.complete = tuple(hits), complete


def everything(_action: Action) -> bool:
    return True


@pytest.fixture
def finder(desk: Any, ask: Any) -> Finder:
    return Finder(desk, ask)


def find(finder: Finder, text: str) -> tuple[Hit, ...]:
    found = Found()
    finder.find(text, everything, found)
    assert found.complete
    return found.hits


def test_people_come_first_then_commands_then_the_library(finder: Finder) -> None:
    found = find(finder, "d")

    kinds = list(dict.fromkeys(hit.kind for hit in found))
    assert kinds[:2] == ["Page", "Commande"] or kinds[0] == "Personne"
    assert find(finder, "karimi")[0].target == ShowPerson("samira")
    assert find(finder, "سمیرا")[0].target == ShowPerson("samira")


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("verr", "lock"),
        ("sombre", "theme-dark"),
        ("couleurs nuit", "theme-dark"),
        ("D22", ReadEntry("D22")),
        ("A2", ReadEntry("A2")),
        ("DOC-03", ShowRights("DOC-03")),
        ("réglages", "settings"),
        ("sauvegardes", ShowSettings("backups")),
        ("logo", ShowSettings("organisation")),
        ("excel", ShowSettings("import")),
        ("inactivité", ShowSettings("locking")),
    ],
)
def test_everything_is_found_by_its_words_or_its_code(
    typed: str, target: object, finder: Finder
) -> None:
    assert find(finder, typed)[0].target == target


def test_a_letter_is_found_by_its_code(finder: Finder) -> None:
    targets = [hit.target for hit in find(finder, "L02")]
    letters = [one.template for one in targets if isinstance(one, WantLetter)]

    assert letters == ["L02"]


def test_commands_are_found_in_french_whatever_the_language(finder: Finder) -> None:
    language.use("ar")

    assert find(finder, "verrouiller")[0].target == "lock"
    assert find(finder, language._("Verrouiller"))[0].target == "lock"


def test_what_was_chosen_last_is_offered_first(finder: Finder) -> None:
    first, second = find(finder, "karimi")[0], find(finder, "verr")[0]
    for hit in (first, second, first):
        finder.chose(hit)

    offered = find(finder, "")

    assert offered[:2] == (first, second)
    assert len(set(offered)) == len(offered)


def test_only_what_can_be_done_now_is_offered() -> None:
    offered = [hit.target for hit in actions("", lambda one: one.key == "lock")]

    assert offered == ["lock"]


def test_an_answer_that_comes_late_is_dropped(desk: Any) -> None:
    waiting: list[Callable[[], None]] = []

    def later(work: Any, then: Any, failed: Any = None) -> None:
        waiting.append(lambda: then(work()))

    finder, first, second = Finder(desk, later), Found(), Found()
    finder.find("karimi", everything, first)
    finder.find("idriss", everything, second)
    for answer in reversed(waiting):
        answer()

    assert not first.complete
    assert second.hits[0].target == ShowPerson("idriss")


@pytest.fixture
def palette(qtbot: QtBot) -> Palette:
    made = Palette()
    qtbot.addWidget(made)
    return made


HITS = tuple(Hit("next", name, "Page", "F2", name) for name in ("un", "deux", "trois"))


def test_the_palette_is_used_with_the_keyboard_alone(
    palette: Palette, shown: Show, qtbot: QtBot
) -> None:
    shown(palette, 720, 520)
    palette.line.setFocus()
    chosen: list[Hit] = []
    palette.chosen.connect(chosen.append)
    palette.show_hits(HITS, complete=True)

    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(palette.line, key)
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)

    assert [hit.title for hit in chosen] == ["deux"]
    assert not palette.isVisible()


def test_enter_waits_for_what_was_typed(palette: Palette, qtbot: QtBot) -> None:
    chosen: list[Hit] = []
    palette.chosen.connect(chosen.append)
    palette.show_hits(HITS, complete=True)

    palette.line.setText("x")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    palette.show_hits(HITS[:1], complete=False)
    assert chosen == []
    palette.show_hits(HITS[2:], complete=True)

    assert [hit.title for hit in chosen] == ["trois"]


def test_nothing_found_says_what_to_try(palette: Palette, qtbot: QtBot) -> None:
    palette.show_hits((), complete=True)
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.keyClick(palette.line, Qt.Key.Key_Down)

    assert palette.advice.text().startswith("Rien de ce nom.")
    palette.show_hits(HITS, complete=True)
    palette._choose(0)
    assert palette.result()


def test_what_is_found_is_read_aloud_whole(palette: Palette) -> None:
    palette.show_hits(HITS, complete=True)

    role = Qt.ItemDataRole.AccessibleTextRole
    assert palette.model.data(palette.model.index(0), role) == "un, Page, F2"
    assert palette.model.data(palette.model.index(0), Qt.ItemDataRole.FontRole) is None


# The help


@pytest.fixture
def window(qtbot: QtBot) -> HelpWindow:
    made = HelpWindow()
    qtbot.addWidget(made)
    return made


def test_the_help_opens_at_the_page_that_was_asked_for(window: HelpWindow) -> None:
    window.show_page("today")
    assert window.text.toPlainText().startswith("Aujourd’hui")

    window.show_page("a page that does not exist")
    assert window.text.toPlainText().startswith("Bien commencer")


def test_marks_of_lists_stand_before_their_words_in_either_direction(
    qtbot: QtBot,
) -> None:
    for code, drawn in (("fr", "1. "), ("ar", "1. ")):
        language.use(code)
        made = HelpWindow()
        qtbot.addWidget(made)
        made.show_page("today")
        block = made.text.document().begin()
        marks = []
        while block.isValid():
            if block.textList() is not None:
                marks.append((block.textList().itemText(block), block.text()[:1]))
            block = block.next()
        assert marks[0][0] == drawn  # Logical order: Qt draws it from right to left.
        assert any(first == "\u00a0" for _mark, first in marks)
    language.use("fr")


def test_the_help_is_searched_by_its_words(window: HelpWindow) -> None:
    window.show_page("today")

    window.search.setText("mot de passe")
    titles = [window.titles.item(n).text() for n in range(window.titles.count())]
    assert "Le dossier d’une personne" in titles
    assert len(titles) < len(help_pages.pages())
    assert window.text.toPlainText().startswith(titles[0])

    window.search.setText("xyzzy")
    assert window.titles.count() == 0
    assert window.text.toPlainText().startswith("Aucune page")
    window.search.setText("")
    assert window.titles.count() == len(help_pages.pages())


def test_each_page_of_the_window_has_its_help() -> None:
    """The first page of the help stands for those that come before the vault opens."""
    folder = Path(__file__).resolve().parents[3] / "ui" / "pages"
    named = {
        line.split('"')[1]
        for file in folder.rglob("*.py")
        for line in file.read_text("utf-8").splitlines()
        if line.strip().startswith("help_page =")
    }

    assert named <= {page.name for page in help_pages.pages()}
    places = {"today", "people", "orientation", "library", "rights", "blocked"}
    assert named == places | {"statistics", "settings", "person", "case", "letters"}


# The sheet of shortcuts


def test_the_sheet_names_every_shortcut(qtbot: QtBot) -> None:
    sheet = ShortcutsSheet()
    qtbot.addWidget(sheet)
    shown_words = " ".join(label.text() for label in sheet.findChildren(QLabel))

    for one in ACTIONS:
        if one.keys:
            assert one.words in shown_words
            assert key_words(one.keys[0]) in shown_words
    sheet.close_button.click()
    assert sheet.result()


IN_THEIR_OWN_WAY = {"Return", "Down", "Up"}
"""Keys that lists and rows take by themselves."""

WHERE: dict[Group, Callable[[], QWidget]] = {
    "forms": lambda: Form("essai"),
    "file": CasePage,
    "today": TodayPage,
    "people": PeoplePage,
    "blocked": BlockedPage,
    "library": LibraryPage,
    "orientation": OrientationPage,
    "scan": lambda: ScanDialog((), (5,), 5),
    "face": lambda: FaceToFace(language.current()),
}


@pytest.mark.parametrize("group", WHERE)
def test_the_sheet_lists_the_keys_of_each_page(group: Group, qtbot: QtBot) -> None:
    page = WHERE[group]()
    qtbot.addWidget(page)
    found = {one.key().toString() for one in page.findChildren(QShortcut)}
    found |= {
        one.shortcut().toString() for one in page.findChildren(QAbstractButton)
    } - {""}
    listed = {
        group: {keys for one in ACTIONS if one.group == group for keys in one.keys}
        for group in GROUPS
    }
    turning = {"Left", "Right", "PgUp", "PgDown"} if group == "face" else set()

    assert listed[group] - IN_THEIR_OWN_WAY <= found
    assert found <= listed[group] | listed["everywhere"] | turning


def test_what_is_read_is_printed_from_the_palette(qtbot: QtBot) -> None:
    page = LibraryPage()
    qtbot.addWidget(page)

    with qtbot.waitSignal(page.print_wanted):
        page.acts()["library-print"]()


def test_no_page_has_a_key_that_the_table_does_not_know() -> None:
    """Each is asked of the table; only then does the sheet list it."""
    assert keys_of("help") == HELP_KEY
    written = re.compile(r"""(?:QKeySequence|setShortcut)\(\s*["']""")
    folder = Path(ui.__file__).parent

    assert [
        path.name
        for path in folder.rglob("*.py")
        if written.search(path.read_text(encoding="utf-8"))
    ] == []


def test_the_letters_of_a_checklist_are_its_states() -> None:
    marks = {one.key: one.words for one in ACTIONS if one.group == "checklist"}

    assert {f"mark-{state}": words for state, words in terms.MARKS.items()} == {
        key: words for key, words in marks.items() if key != "mark-"
    }
    assert set(KEYS.values()) == set(terms.MARKS)


@pytest.mark.parametrize("code", NAMES)
def test_the_whole_sheet_is_seen_on_a_small_screen(code: str, shown: Show) -> None:
    language.use(code)
    window = shown(QWidget(), 1366, 768)
    sheet = ShortcutsSheet(window)
    sheet.show()
    area = sheet.findChild(QScrollArea, "shortcuts")

    assert isinstance(area, QScrollArea)
    assert sheet.width() <= 1366
    assert sheet.height() <= 768
    assert area.verticalScrollBar().maximum() == 0
    sheet.close()


MAKERS: dict[str, Callable[[], QWidget]] = {
    "palette": Palette,
    "help": HelpWindow,
    "shortcuts": ShortcutsSheet,
}


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("code", NAMES)
@pytest.mark.parametrize("name", MAKERS)
def test_nothing_is_cut_and_everything_has_a_name(  # noqa: PLR0913, PLR0917
    name: str,
    code: str,
    scale: float,
    qapp: QApplication,
    shown: Show,
    cut: Cut,
    unnamed: Cut,
) -> None:
    if scale != 1.0:
        look.apply(qapp, "light", scale)
    language.use(code)
    made = MAKERS[name]()
    shown(made, min(look.px(860), 1326), min(look.px(600), 728))

    assert cut(made) == []
    assert unnamed(made) == []


@pytest.mark.parametrize("name", MAKERS)
def test_nothing_is_cut_when_sentences_are_twice_as_long(
    name: str, twice_as_long: None, shown: Show, cut: Cut
) -> None:
    assert cut(shown(MAKERS[name](), 1000, 680)) == []


def test_what_the_arrows_chose_stays_chosen_when_more_is_found(qtbot: QtBot) -> None:
    """People come a moment after the commands, before them: nobody opens a file
    for a command."""
    palette = Palette()
    qtbot.addWidget(palette)
    chosen: list[Hit] = []
    palette.chosen.connect(chosen.append)
    first, second = (Hit("settings", name, "Commande") for name in ("Un", "Deux"))
    somebody = Hit("people", "KARIMI Samira (exemple)", "Personne")
    palette.line.setText("re")
    palette.show_hits((first, second), complete=False)
    qtbot.keyClick(palette.line, Qt.Key.Key_Down)

    palette.show_hits((somebody, first, second), complete=True)
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)

    assert chosen == [second]


def test_what_the_arrows_chose_is_taken_before_all_is_found(qtbot: QtBot) -> None:
    palette = Palette()
    qtbot.addWidget(palette)
    chosen: list[Hit] = []
    palette.chosen.connect(chosen.append)
    first, second = (Hit("settings", name, "Commande") for name in ("Un", "Deux"))
    palette.line.setText("re")
    palette.show_hits((first, second), complete=False)
    qtbot.keyClick(palette.line, Qt.Key.Key_Down)

    qtbot.keyClick(palette.line, Qt.Key.Key_Return)

    assert chosen == [second]
