"""The questions of a case: one at a time, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from anef_desk.domain.case import Answer
from anef_desk.i18n import NAMES
from anef_desk.law.given import ASKED
from ui import language, terms
from ui.language import _
from ui.pages.case import CasePage, CasePresenter
from ui.theme import look
from ui.widgets.asking_card import Asking, AskingCard
from ui.widgets.lines_menu import LinesMenu

SCREEN, MARGIN = 1366, 40

RIGHT = Qt.LayoutDirection.RightToLeft
WANTS = Asking(
    "wants",
    "choice",
    "Que voulez-vous ?",
    "ماذا تريد؟",
    RIGHT,
    (("a", "A"), ("b", "B")),
)
DAY = Asking("entered_on", "date", "Quel jour ?", "أي يوم؟", RIGHT, ())
NUMBER = Asking("years", "int", "Combien ?", "كم؟", RIGHT, ())


@pytest.fixture
def card(qtbot: QtBot) -> AskingCard:
    card = AskingCard()
    qtbot.addWidget(card)
    card.resize(900, 120)
    card.show()
    return card


@pytest.fixture
def said(card: AskingCard) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    card.answered.connect(lambda fact, value: found.append((fact, value)))
    return found


def test_nothing_to_ask_is_nothing_to_see(card: AskingCard) -> None:
    card.ask([], [])

    assert not card.isVisible()


def test_a_choice_is_answered_in_the_words_of_the_catalogue(
    card: AskingCard, said: list[tuple[str, object]]
) -> None:
    card.ask([WANTS], [])

    assert card.ours.text() == "Que voulez-vous ?"
    assert card.theirs.layoutDirection() is RIGHT
    assert card.choice.accessibleName() == "Que voulez-vous ?"
    card.choice.activated.emit(1)
    assert said == [("wants", "b")]


def test_a_day_is_answered_with_enter(
    card: AskingCard, said: list[tuple[str, object]]
) -> None:
    card.ask([DAY], [])

    card.day.line.setText("31/01/2026")
    QTest.keyClick(card.day.line, Qt.Key.Key_Return)

    assert [(fact, str(value)) for fact, value in said][:1] == [
        ("entered_on", "2026-01-31")
    ]


def test_a_number_is_answered_and_an_empty_one_is_not(
    card: AskingCard, said: list[tuple[str, object]]
) -> None:
    card.ask([NUMBER], [])

    card.number.editingFinished.emit()
    card.number.setText("3")
    card.number.editingFinished.emit()

    assert said == [("years", 3)]


def test_a_question_put_off_comes_back_last(card: AskingCard) -> None:
    card.ask([WANTS, DAY], [])

    card.later.click()
    assert card.shown == DAY
    card.later.click()
    assert card.shown == WANTS
    card.ask([WANTS], [])
    assert card.shown == WANTS
    assert not card.later.isVisible()


def test_what_somebody_wants_to_tell_comes_first_until_it_is_told(
    card: AskingCard, said: list[tuple[str, object]]
) -> None:
    card.ask([WANTS], [])
    card.bring(DAY)
    assert card.shown == DAY
    assert card.day.line.hasFocus()

    card.ask([WANTS], [])  # Something else was recorded meanwhile.
    assert card.shown == DAY
    card.day.line.setText("31/01/2026")
    QTest.keyClick(card.day.line, Qt.Key.Key_Return)

    assert {fact for fact, _value in said} == {"entered_on"}
    card.ask([WANTS], [("entered_on", "Quel jour ?", "31 janvier 2026")])
    assert card.shown == WANTS


def test_what_somebody_would_rather_not_tell_goes(card: AskingCard) -> None:
    card.ask([], [])
    card.bring(DAY)
    assert card.isVisible()

    card.later.click()

    assert card.shown is None
    assert not card.isVisible()


def test_what_happened_is_chosen_then_told(
    qtbot: QtBot, desk: Any, ask: Callable[..., None]
) -> None:
    case = desk.cases.open("idriss", "A2").case.id
    page = CasePage()
    qtbot.addWidget(page)
    page.presenter = CasePresenter(page, desk, ask, case)  # type: ignore[attr-defined]
    page.show()

    page.checklist.note.click()
    menu = page.checklist.note.findChild(QMenu)
    said = "Copie du dossier demandée"
    next(one for one in menu.actions() if one.text() == said).trigger()
    menu.close()

    asked = "Quel jour avez-vous demandé une copie de votre dossier"
    assert page.asking.ours.text().startswith(asked)
    page.asking.answered.emit("file_requested_on", date(2026, 11, 2))
    assert desk.store.cases.get(case).answers == (
        Answer(fact="file_requested_on", value="2026-11-02"),
    )


def test_every_day_that_can_be_noted_has_a_short_name(desk: Any) -> None:
    days = {key for key in ASKED if desk.library.facts[key].type == "date"}

    assert set(terms.DAYS) == days


@pytest.mark.parametrize("code", NAMES)
def test_what_can_be_noted_fits_on_the_screen_in_large_text(
    code: str, qtbot: QtBot, qapp: QApplication, desk: Any
) -> None:
    look.apply(qapp, "light", 2.0)
    language.use(code)
    window = QWidget()
    qtbot.addWidget(window)
    menu = LinesMenu(window)
    for words in terms.DAYS.values():
        menu.add(_(words))

    menu.popup(QPoint(0, 0))

    assert menu.width() <= min(SCREEN, menu.screen().geometry().width()) - MARGIN
    assert menu.height() <= menu.screen().geometry().height()
    places = {one.defaultWidget().x() for one in menu.actions()}
    assert len(places) == 1  # One column, that scrolls.
    menu.close()


def test_an_answer_takes_the_lines_it_needs(
    card: AskingCard, qapp: QApplication
) -> None:
    """Whole, also where Qt would have gone past the screen."""
    look.apply(qapp, "light", 2.0)
    question = "Avez-vous changé d’adresse, et quel jour ? " * 3
    card.ask([], [("moved_on", question, "31 janvier 2026")])
    menu = card.given.menu()

    menu.popup(QPoint(0, 0))

    line = menu.actions()[0].defaultWidget()
    assert menu.width() <= menu.screen().geometry().width() - MARGIN
    assert line.height() > 3 * line.fontMetrics().height()
    menu.close()


def test_the_keyboard_chooses_among_sentences(
    card: AskingCard, said: list[tuple[str, object]]
) -> None:
    card.ask([], [("wants", "Que voulez-vous ?", "A"), ("years", "Combien ?", "3")])
    menu = card.given.menu()
    menu.popup(QPoint(0, 0))
    before = menu.grab().toImage()

    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    assert menu.activeAction() is menu.actions()[1]
    assert menu.grab().toImage() != before
    QTest.keyClick(menu, Qt.Key.Key_Return)

    assert said == [("years", None)]
    assert not menu.isVisible()


def test_the_mouse_chooses_among_sentences(
    card: AskingCard, said: list[tuple[str, object]]
) -> None:
    card.ask([], [("wants", "Que voulez-vous ?", "A"), ("years", "Combien ?", "3")])
    menu = card.given.menu()
    menu.popup(QPoint(0, 0))
    plain = menu.grab().toImage()

    place = menu.actionGeometry(menu.actions()[1]).center()
    QTest.mouseMove(menu, place)
    assert menu.grab().toImage() != plain
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place)

    assert said == [("years", None)]


def test_an_answer_can_be_taken_back(
    card: AskingCard, said: list[tuple[str, object]]
) -> None:
    card.ask([], [("wants", "Que voulez-vous ?", "A")])

    card.given.menu().actions()[0].trigger()

    assert said == [("wants", None)]


def test_a_case_asks_and_the_answer_is_recorded(
    qtbot: QtBot, desk: Any, ask: Callable[..., None]
) -> None:
    case = desk.cases.open("idriss", "B2").case.id
    page = CasePage()
    qtbot.addWidget(page)
    page.presenter = CasePresenter(page, desk, ask, case)  # type: ignore[attr-defined]
    shown = page.asking.shown
    assert shown is not None

    first = shown.values[0][0] if shown.values else None
    page.asking.answered.emit(shown.fact, first)

    if first is not None:
        assert desk.store.cases.get(case).answers == (
            Answer(fact=shown.fact, value=first),
        )
        assert "1" in page.asking.given.text()


def test_what_is_being_typed_stays_when_the_case_is_shown_again(
    card: AskingCard,
) -> None:
    """A tick was recorded, or the language changed."""
    card.ask([DAY, NUMBER], [])
    card.day.line.setText("31/0")

    card.ask([DAY, NUMBER], [])
    assert card.day.line.text() == "31/0"

    card.ask([NUMBER], [])
    card.ask([DAY], [])
    assert card.day.line.text() == ""
