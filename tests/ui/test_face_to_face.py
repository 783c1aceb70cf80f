"""The person's half alone: one document, large, and nothing else of the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from anef_desk import i18n
from anef_desk.catalogue.library import shipped
from anef_desk.desk.views import CaseEntry
from anef_desk.domain.supporting_document import Mark, MarkState
from anef_desk.law.checklist import checklist
from anef_desk.law.given import read_facts
from anef_desk.law.situation import scope_on
from ui import preferences
from ui.face_to_face import FaceToFace, place_of
from ui.theme import look

Cut = Callable[[QWidget], list[str]]
Show = Callable[..., QWidget]

ON = date(2026, 11, 24)


def entries() -> tuple[CaseEntry, ...]:
    """Return the checklist of a refugee who is hosted, with one document seen."""
    library = shipped()
    facts = read_facts({"status": "refugee", "housing": "hosted", "marital": "married"})
    asked = checklist(library.procedures["A2"], scope_on(facts, ON, library), library)
    seen = Mark(requirement=asked[0].code, state=MarkState.SEEN, marked_on=ON)
    return tuple(
        CaseEntry(entry=entry, mark=seen if entry.code == asked[0].code else None)
        for entry in asked
    )


def face(code: str) -> FaceToFace:
    made = FaceToFace(i18n.load(code))
    made.show_entries(entries(), 0, ON)
    return made


@pytest.mark.parametrize("code", i18n.NAMES)
def test_every_document_is_shown_whole_in_each_language(
    code: str, shown: Show, cut: Cut, unnamed: Cut, qtbot: QtBot
) -> None:
    """On an old screen; the French name stays below, as the form prints it."""
    page = face(code)
    shown(page, 1366, 768)

    for place, item in enumerate(entries()):
        page.show_place(place)
        qtbot.wait(10)  # Layouts need a few rounds after their texts.
        assert cut(page) == []
        assert unnamed(page) == []
        assert page.what.text() or page.title.text()
        if code != "fr":
            assert item.entry.form_name in page.french.text()


def test_the_largest_text_still_fits(qtbot: QtBot, shown: Show, cut: Cut) -> None:

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look.apply(app, "light", 2.0)
    page = face("fa_AF")
    shown(page, 1366, 768)

    assert page.width() == 1366
    assert cut(page) == []


@pytest.mark.parametrize(
    ("code", "forward", "backward"),
    [
        ("fr", Qt.Key.Key_Right, Qt.Key.Key_Left),
        ("ar", Qt.Key.Key_Left, Qt.Key.Key_Right),
        ("fa_AF", Qt.Key.Key_PageDown, Qt.Key.Key_PageUp),
    ],
)
def test_arrows_go_where_reading_goes(
    code: str, forward: Qt.Key, backward: Qt.Key, shown: Show, qtbot: QtBot
) -> None:
    page = face(code)
    shown(page, 1366, 768)
    first = page.title.text()
    assert not page.previous.isEnabled()

    qtbot.keyClick(page, forward)
    assert page.title.text() != first
    qtbot.keyClick(page, backward)
    assert page.title.text() == first
    qtbot.keyClick(page, backward)
    assert page.title.text() == first


def test_the_last_document_offers_no_next(shown: Show) -> None:
    page = face("uk")
    shown(page, 1366, 768)
    total = len(entries())

    page.show_place(total - 1)

    assert not page.next.isEnabled()
    assert page.progress.text().count(str(total)) >= 1


def test_escape_leaves_and_says_so(shown: Show, qtbot: QtBot) -> None:
    page = face("ar")
    shown(page, 1366, 768)

    with qtbot.waitSignal(page.closed, timeout=1000):
        qtbot.keyClick(page, Qt.Key.Key_Escape)

    assert not page.isVisible()


def test_it_speaks_large(shown: Show) -> None:
    """Twenty-six pixels for what is read, at the least."""
    page = face("fa_AF")
    shown(page, 1366, 768)
    sizes = {
        label: label.fontInfo().pixelSize()
        for label in (page.title, page.what, page.where)
    }

    assert min(sizes.values()) >= 26
    assert page.next.height() >= 56
    assert not [
        label
        for label in page.findChildren(QLabel)
        if label.text() and label.fontInfo().pixelSize() < 13
    ]


def test_the_page_turns_over_for_somebody_across_the_desk(
    shown: Show, qtbot: QtBot
) -> None:
    page = face("fa_AF")
    shown(page, 800, 600)
    upright = page.grab().toImage()

    page.turn_over()
    qtbot.wait(30)
    turned = page.grab().toImage()

    assert page.is_turned
    assert turned != upright
    page.turn_over()
    qtbot.wait(30)
    assert not page.is_turned
    assert page.title.isVisible()


@pytest.mark.parametrize(
    ("screens", "remembered", "expected"),
    [
        (("DP-1",), "", "DP-1"),
        (("DP-1", "HDMI-1"), "", "HDMI-1"),
        (("DP-1", "HDMI-1", "HDMI-2"), "HDMI-2", "HDMI-2"),
        (("DP-1", "HDMI-1"), "DP-1", "DP-1"),
        (("DP-1", "HDMI-1"), "gone", "HDMI-1"),
    ],
)
def test_it_opens_on_the_screen_that_was_chosen_last(
    screens: tuple[str, ...], remembered: str, expected: str
) -> None:
    """Else on another one than the window's, when there is one."""
    assert screens[place_of(screens, 0, remembered)] == expected


def test_the_screen_that_is_chosen_is_remembered_by_its_name() -> None:
    assert preferences.face_screen() == ""

    preferences.remember_face_screen("HDMI-1")

    assert preferences.face_screen() == "HDMI-1"


def test_a_turned_page_follows_the_current_line(shown: Show, qtbot: QtBot) -> None:
    page = face("fr")
    shown(page, 800, 600)
    page.turn_over()

    page.show_place(1)

    assert page.title.text() == entries()[1].entry.title.french
    page.change_screen()  # There is one: nothing happens.
    assert page.is_turned
