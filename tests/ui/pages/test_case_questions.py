"""The questions of a case: one at a time, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from anef_desk.domain.case import Answer
from ui.pages.case import CasePage, CasePresenter
from ui.widgets.asking_card import Asking, AskingCard

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
    asked = "Quel jour avez-vous demandé une copie de votre dossier"
    next(one for one in menu.actions() if one.text().startswith(asked)).trigger()
    menu.close()

    assert page.asking.ours.text().startswith(asked)
    page.asking.answered.emit("file_requested_on", date(2026, 11, 2))
    assert desk.store.cases.get(case).answers == (
        Answer(fact="file_requested_on", value="2026-11-02"),
    )


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
