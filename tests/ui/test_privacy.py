"""The privacy key: a plain calendar at once, over anything; back without a passphrase."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui import language
from ui.lock import Idle
from ui.privacy import PlainPage, Privacy

CANARY = "Zarathoustra"


@pytest.fixture
def privacy(qapp: QApplication, qtbot: QtBot) -> Iterator[Privacy]:
    made = Privacy(qapp)
    made.start()
    qtbot.waitUntil(lambda: bool(made._ready))
    yield made
    made.uncover()
    made.stop()
    made.deleteLater()


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[QLineEdit]:
    window = QWidget()
    made = QLineEdit(CANARY)
    QVBoxLayout(window).addWidget(made)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield made
    window.hide()


def words(page: PlainPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel))


def is_blank(window: QWidget) -> bool:
    """Return whether *window* draws one colour, whatever stands before it."""
    picture = window.grab().toImage()
    ground = picture.pixel(0, 0)
    return all(
        picture.pixel(x, y) == ground
        for x in range(picture.width())
        for y in range(picture.height())
    )


def test_every_screen_shows_a_calendar_at_once(
    privacy: Privacy, field: QLineEdit, qtbot: QtBot
) -> None:
    before = time.perf_counter()
    qtbot.keyClick(field, Qt.Key.Key_F9)
    took = time.perf_counter() - before

    assert took < 0.2
    assert privacy.is_covered
    assert len(privacy.pages) == len(QApplication.screens())
    for page, screen in zip(privacy.pages, QApplication.screens(), strict=True):
        assert page.isVisible()
        assert page.geometry().contains(screen.geometry())
        assert CANARY not in words(page)
        assert CANARY not in page.windowTitle()


def test_only_a_gesture_made_on_purpose_brings_the_page_back(
    privacy: Privacy, field: QLineEdit, qtbot: QtBot
) -> None:
    for key in (Qt.Key.Key_F9, Qt.Key.Key_Escape):
        qtbot.keyClick(field, Qt.Key.Key_F9)
        page = privacy.pages[0]
        qtbot.keyClick(page, Qt.Key.Key_A)
        qtbot.mouseClick(page, Qt.MouseButton.LeftButton)
        assert privacy.is_covered
        qtbot.keyClick(page, key)
        assert not privacy.is_covered
        assert not page.isVisible()
    privacy.cover()
    privacy.cover()
    privacy.pages[0].back.click()

    assert not privacy.is_covered
    assert field.text() == CANARY


def test_a_page_is_not_closed_behind_our_back(privacy: Privacy) -> None:
    """Closing it shows again what was there, and leaves nothing half covered."""
    privacy.cover()
    privacy.pages[0].reject()
    privacy.uncover()

    assert not privacy.is_covered


def test_a_dialog_and_its_menu_are_covered_and_come_back_as_they_were(
    privacy: Privacy, field: QLineEdit, qtbot: QtBot
) -> None:
    """Even modal, even waited for: what was typed in it stays."""
    dialog = QDialog(field.window())
    line = QLineEdit(dialog)
    seen: list[bool] = []

    def in_the_dialog() -> None:
        line.setText("en cours")
        menu = QMenu(line)
        menu.addAction(CANARY)
        menu.popup(line.mapToGlobal(line.rect().center()))
        qtbot.keyClick(line, Qt.Key.Key_F9)
        seen.append(menu.isVisible())
        seen.append(privacy.is_covered)
        seen.append(QApplication.activeModalWidget() in privacy.pages)
        privacy.pages[0].back.click()
        seen.append(dialog.isVisible())
        dialog.accept()

    QTimer.singleShot(50, in_the_dialog)

    assert dialog.exec() == QDialog.DialogCode.Accepted
    assert seen == [False, True, True, True]
    assert line.text() == "en cours"


def test_a_dialog_that_opens_under_the_calendar_is_seen_by_nobody(
    privacy: Privacy, field: QLineEdit, qtbot: QtBot
) -> None:
    """Even modal: the key that brings the page back is still heard."""
    privacy.cover()
    seen: list[bool] = []
    dialog = QDialog(field.window())
    QLineEdit(CANARY, dialog)

    def under() -> None:
        seen.append(is_blank(dialog))
        assert privacy.is_covered
        assert all(page.isVisible() for page in privacy.pages)
        assert QApplication.activeModalWidget() in privacy.pages
        qtbot.keyClick(privacy.pages[0], Qt.Key.Key_F9)
        seen.append(is_blank(dialog))
        dialog.accept()

    QTimer.singleShot(50, under)

    assert dialog.exec() == QDialog.DialogCode.Accepted
    assert seen == [True, False]
    assert not privacy.is_covered


def test_every_window_draws_nothing_where_the_system_keeps_it_on_top(
    privacy: Privacy, field: QLineEdit, qtbot: QtBot
) -> None:
    """Wayland lets no program decide which window stands before which."""
    beside = QWidget()  # As the help, or face to face on a second screen.
    QVBoxLayout(beside).addWidget(QLabel(CANARY))
    qtbot.addWidget(beside)
    beside.show()
    windows = (field.window(), beside)
    assert not any(is_blank(window) for window in windows)

    privacy.cover()
    assert all(is_blank(window) for window in windows)
    late = QWidget()
    QVBoxLayout(late).addWidget(QLabel(CANARY))
    qtbot.addWidget(late)
    late.show()
    assert is_blank(late)
    beside.resize(beside.width() + 90, beside.height() + 70)
    QLabel(CANARY, beside).show()
    qtbot.wait(20)
    assert is_blank(beside)
    assert not is_blank(privacy.pages[0])

    late.deleteLater()
    qtbot.wait(20)
    privacy.uncover()
    qtbot.wait(20)
    assert not any(is_blank(window) for window in windows)
    privacy.cover()
    assert all(is_blank(window) for window in windows)


def test_a_window_put_away_under_the_calendar_comes_back_covered_until_it_goes(
    privacy: Privacy, field: QLineEdit
) -> None:
    privacy.cover()
    window = field.window()
    window.hide()
    window.show()

    assert is_blank(window)
    privacy.uncover()
    assert not is_blank(window)


def test_a_dialog_that_ends_under_the_calendar_uncovers_nothing(
    privacy: Privacy, field: QLineEdit, qtbot: QtBot
) -> None:
    """One that shows how work goes is deleted once the work is done."""
    dialog = QDialog(field.window())
    dialog.open()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is dialog)
    privacy.cover()
    page = privacy.pages[0]

    dialog.done(0)
    dialog.deleteLater()
    qtbot.wait(50)

    assert privacy.is_covered
    assert page.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_F9)
    assert not privacy.is_covered
    qtbot.keyClick(field, Qt.Key.Key_F9)
    assert privacy.is_covered


def test_what_is_done_on_the_calendar_does_not_count_as_being_there(
    privacy: Privacy, field: QLineEdit, qtbot: QtBot, qapp: QApplication
) -> None:
    """The lock comes as if nobody had touched anything since."""
    now = [1000.0]
    idle = Idle(qapp, clock=lambda: now[0])
    idle.start()
    told: list[object] = []
    idle.expired.connect(lambda: told.append("locked"))
    idle.warned.connect(told.append)
    privacy.covered.connect(lambda: idle.hold(held=True))
    privacy.uncovered.connect(lambda: idle.hold(held=False))
    try:
        privacy.cover()
        for _ in range(28):
            now[0] += 10
            qtbot.mouseClick(privacy.pages[0], Qt.MouseButton.LeftButton)
        idle._look()
        assert told == [20]
        privacy.tell("Sans geste, le coffre se verrouille dans 20 secondes.")
        assert "20 secondes" in words(privacy.pages[0])
        now[0] += 20
        idle._look()
        assert told == [20, "locked"]
    finally:
        idle.stop()


@pytest.mark.parametrize("code", ["fr", "ar", "fa_AF", "uk"])
def test_nothing_of_the_calendar_is_cut_and_everything_has_a_name(
    code: str,
    privacy: Privacy,
    cut: Callable[[QWidget], list[str]],
    unnamed: Callable[[QWidget], list[str]],
    qtbot: QtBot,
) -> None:
    language.use(code)
    privacy.cover()
    page = privacy.pages[0]
    qtbot.waitExposed(page)
    qtbot.wait(30)

    assert cut(page) == []
    assert [found for found in unnamed(page) if "qt_" not in found] == []
