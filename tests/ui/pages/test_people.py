"""The list of people: found while typing, opened with the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from anef_desk.domain.residence_document import Kind
from anef_desk.i18n import NAMES
from ui import language, terms
from ui.navigation import ShowPerson
from ui.pages.people import AT_A_TIME, FIRST, PeoplePage, PeoplePresenter
from ui.theme import look
from ui.widgets.date_field import DateField
from ui.widgets.person_form import PersonForm


@pytest.fixture
def page(qtbot: QtBot, desk: Any, ask: Any) -> PeoplePage:
    page = PeoplePage()
    qtbot.addWidget(page)
    page.presenter = PeoplePresenter(page, desk, ask)
    return page


def names(page: PeoplePage) -> list[str]:
    return [row.name.split()[0] for row in page.model.rows]


def type_in(page: PeoplePage, text: str, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.searched):
        page.line.setText(text)


def test_everybody_is_listed_before_anything_is_typed(page: PeoplePage) -> None:
    assert names(page) == ["IDRISS", "KARIMI", "KOVALENKO", "N’DIAYE"]
    assert page.subtitle.text() == "4 dossiers"


@pytest.mark.parametrize("typed", ["kar", "KARIMI", "sam", "سمي", "9903", "کریمی"])
def test_a_person_is_found_in_any_script_while_typing(
    page: PeoplePage, qtbot: QtBot, typed: str
) -> None:
    """Arabic ي and Persian ی are the same letter to whoever searches."""
    type_in(page, typed, qtbot)

    assert names(page) == ["KARIMI"]


def test_an_answer_that_comes_too_late_is_dropped(qtbot: QtBot, desk: Any) -> None:
    """The vault answers in its own time; the last thing typed wins."""
    waiting: list[Callable[[], None]] = []

    def later(work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        answer = work()
        waiting.append(lambda: then(answer))

    page = PeoplePage()
    qtbot.addWidget(page)
    presenter = PeoplePresenter(page, desk, later)
    presenter.search("kar")
    presenter.search("idr")

    for deliver in reversed(waiting):
        deliver()

    assert names(page) == ["IDRISS"]


def crowd(desk: Any, count: int) -> None:
    """Add *count* people to the vault."""
    known = desk.store.people
    for number in range(count):
        known.put(
            replace(known.get("nadia"), id=f"p{number}", given_names=f"{number:02}")
        )


def test_the_next_people_come_as_the_list_scrolls(
    page: PeoplePage, desk: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only they are read: a list of ten thousand goes on as fast as it began."""
    crowd(desk, 170)
    page.presenter.read()
    assert len(page.model.rows) == FIRST

    read: list[int] = []
    search = desk.people.search

    def counted(*asked: Any) -> tuple[Any, ...]:
        found = search(*asked)
        read.append(len(found))
        return found

    monkeypatch.setattr(desk.people, "search", counted)
    while page.model.canFetchMore(QModelIndex()):
        page.model.fetchMore(QModelIndex())

    assert read == [AT_A_TIME, AT_A_TIME, 42]
    assert len({row.id for row in page.model.rows}) == len(page.model.rows) == 174
    assert page.subtitle.text() == "174 dossiers"
    page.view.setCurrentIndex(page.model.index(30))
    page.presenter.read()
    assert len(page.model.rows) == 30 + AT_A_TIME
    assert page.view.currentIndex().row() == 30


def test_a_window_that_shows_more_asks_for_more_by_itself(
    page: PeoplePage, desk: Any, shown: Callable[..., QWidget], qtbot: QtBot
) -> None:
    crowd(desk, 70)
    page.presenter.read()
    shown(page, 1366, 2000)

    def is_filled() -> None:
        last = page.model.index(len(page.model.rows) - 1)
        assert page.view.visualRect(last).bottom() > page.view.viewport().height()

    qtbot.waitUntil(is_filled)
    assert FIRST < len(page.model.rows) <= FIRST + 2 * AT_A_TIME


def test_the_last_people_end_the_list(page: PeoplePage) -> None:
    assert not page.model.canFetchMore(QModelIndex())


def test_enter_opens_the_first_person_found(page: PeoplePage, qtbot: QtBot) -> None:
    type_in(page, "kov", qtbot)

    with qtbot.waitSignal(page.wanted) as asked:
        QTest.keyClick(page.line, Qt.Key.Key_Return)

    assert asked.args == [ShowPerson("andrii")]


def test_enter_waits_for_what_was_typed(page: PeoplePage, qtbot: QtBot) -> None:
    """Enter pressed at once must not open a person of the list before."""
    page.line.setText("kov")

    with qtbot.waitSignal(page.wanted) as asked:
        QTest.keyClick(page.line, Qt.Key.Key_Return)

    assert asked.args == [ShowPerson("andrii")]


def test_the_arrows_move_in_the_list_from_the_search_line(
    page: PeoplePage, qtbot: QtBot
) -> None:
    QTest.keyClick(page.line, Qt.Key.Key_Down)

    with qtbot.waitSignal(page.wanted) as asked:
        QTest.keyClick(page.line, Qt.Key.Key_Return)

    assert asked.args == [ShowPerson("samira")]


def test_enter_in_the_list_opens_the_current_person(
    page: PeoplePage, qtbot: QtBot, shown: Callable[..., QWidget]
) -> None:
    shown(page)
    page.view.setFocus()
    page.view.setCurrentIndex(page.model.index(2))

    with qtbot.waitSignal(page.wanted) as asked:
        QTest.keyClick(page.view, Qt.Key.Key_Return)

    assert asked.args == [ShowPerson("andrii")]


def test_control_n_writes_down_a_new_person(
    page: PeoplePage,
    desk: Any,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    shown: Callable[..., QWidget],
) -> None:
    """Somebody typed a name in the form and pressed Enter."""

    def fill(form: PersonForm) -> int:
        form.show_values({"family_name": "Diallo (exemple)", "birth_date": "1990"})
        form.keep_draft()
        return 1

    monkeypatch.setattr(PersonForm, "exec", fill)
    shown(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)

    with qtbot.waitSignal(page.wanted) as asked:
        QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)

    made = desk.store.people.get(asked.args[0].person)
    assert made.display_name == "DIALLO (EXEMPLE)"
    assert str(made.birth_date) == "1990"
    assert desk.drafts.kept == {}


def test_what_was_typed_comes_back_when_the_form_was_left(
    page: PeoplePage, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An interrupted entry is a draft; nothing is written before « Enregistrer »."""
    desk.drafts.put(PersonForm.draft_of(""), {"family_name": "Diallo"})
    seen: list[str] = []

    def give_up(form: PersonForm) -> int:
        seen.append(form.values()["family_name"])
        form.keep_draft()
        return 0

    monkeypatch.setattr(PersonForm, "exec", give_up)

    page.new.click()

    assert seen == ["Diallo"]
    assert desk.people.count() == 4
    assert desk.drafts.get(PersonForm.draft_of(""))["family_name"] == "Diallo"


def test_an_empty_search_says_what_to_try(page: PeoplePage, qtbot: QtBot) -> None:
    type_in(page, "zzz", qtbot)

    assert page.empty.title.text() == "Personne de ce nom dans ce coffre."
    assert "Ctrl+N" in page.empty.advice.text()


def test_an_empty_vault_says_how_to_begin(page: PeoplePage, desk: Any) -> None:
    desk.store.people.known.clear()
    page.presenter.read()

    assert page.empty.title.text() == "Aucun dossier pour l’instant."
    assert page.subtitle.text() == "0 dossier"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 30), "API jusqu’au 30 novembre 2026, encore 6 jours"),
        (date(2026, 11, 25), "API jusqu’au 25 novembre 2026, encore 1 jour"),
        (date(2026, 11, 24), "API jusqu’à ce soir, 24 novembre 2026"),
        (
            date(2026, 11, 20),
            "API jusqu’au 20 novembre 2026, plus valable depuis 4 jours",
        ),
        (None, "API"),
    ],
)
def test_what_somebody_holds_is_said_in_words(
    qapp: Any, day: date | None, words: str
) -> None:
    assert terms.holding(Kind.API, day, date(2026, 11, 24)) == words


def test_a_screen_reader_hears_the_name_and_the_alert(page: PeoplePage) -> None:
    said = page.model.data(page.model.index(1), Qt.ItemDataRole.AccessibleTextRole)

    assert str(said).startswith("KARIMI (EXEMPLE) Samira, سمیرا کریمی (مثال), ")
    assert "L’attestation dure moins de six mois" in str(said)


@pytest.mark.parametrize("code", NAMES)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_list_is_drawn_in_every_language_at_every_size(
    qapp: Any,
    page: PeoplePage,
    shown: Callable[..., QWidget],
    unnamed: Callable[[QWidget], list[str]],
    code: str,
    scale: float,
) -> None:
    look.apply(qapp, "light", scale)
    language.use(code)
    shown(page)

    assert not page.grab().isNull()
    assert unnamed(page) == []
    assert page.view.isRightToLeft() == (language.current().direction == "rtl")


def test_nothing_is_cut_when_sentences_are_twice_as_long(
    page: PeoplePage,
    twice_as_long: None,
    shown: Callable[..., QWidget],
    cut: Callable[[QWidget], list[str]],
) -> None:
    page.retranslate()
    shown(page)

    assert cut(page) == []


@pytest.mark.parametrize("code", NAMES)
def test_the_largest_text_fits_a_small_screen(
    code: str, page: PeoplePage, qapp: QApplication, shown: Callable[..., QWidget]
) -> None:
    """1366 pixels, less the rail; two people are seen there, and a third begins."""
    look.apply(qapp, "light", 2.0)
    language.use(code)

    shown(page, 1366 - 320, 768 - 90)

    assert page.width() == 1366 - 320
    assert page.view.visualRect(page.model.index(2)).y() < page.view.viewport().height()


def test_the_new_button_comes_before_the_search_line(page: PeoplePage) -> None:
    """The keyboard goes in the order of reading."""
    order, widget = [], page.nextInFocusChain()
    while widget is not page:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.objectName():
            order.append(widget.objectName())
        widget = widget.nextInFocusChain()

    assert [o for o in order if o in {"new-person", "search-people", "people"}] == [
        "new-person",
        "search-people",
        "people",
    ]
    assert QAccessible.queryAccessibleInterface(page.line).text(QAccessible.Text.Name)


def test_what_was_typed_comes_back_when_it_could_not_be_recorded(
    page: PeoplePage, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Typed and accepted at once, on a full disk: the form shuts, nothing is lost."""
    offered: list[dict[str, str]] = []

    def typed_then_accepted(form: PersonForm) -> bool:
        offered.append(form.values())
        form.show_values({"family_name": "Zadeh"})
        form.accept_button.click()
        return bool(form.result())

    monkeypatch.setattr(PersonForm, "exec", typed_then_accepted)
    monkeypatch.setattr(desk.people, "add", lambda _person: 1 / 0)

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            page.presenter.write_new()

    assert [values["family_name"] for values in offered] == ["", "Zadeh"]


def test_what_was_typed_for_another_visitor_is_forgotten_in_one_press(
    page: PeoplePage, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody clears twenty fields by hand, and a telephone left there is a mistake."""
    key = PersonForm.draft_of("")
    draft = {"family_name": "Diallo", "phone": "06", "birth_date": "31/02/1990"}
    desk.drafts.put(key, draft)
    seen: list[tuple[bool, str]] = []
    advice: list[str] = []

    def start_again(form: PersonForm) -> int:
        seen.append((form.forget.isVisibleTo(form), form.values()["phone"]))
        form.forget.click()
        seen.append((form.forget.isVisibleTo(form), form.values()["phone"]))
        advice.append(form.advice.text())
        assert form.findChild(DateField).problem.text() == ""
        form.cancel_button.click()
        return 0

    monkeypatch.setattr(PersonForm, "exec", start_again)
    page.presenter.write_new()
    page.presenter.write_new()

    assert seen == [(True, "06"), (False, ""), (False, ""), (False, "")]
    assert advice[0] == advice[1] != ""
    assert not desk.drafts.get(key)


def test_what_is_recorded_comes_back_when_a_draft_about_it_is_forgotten(
    qtbot: QtBot, desk: Any
) -> None:
    samira = desk.people.file("samira").person
    form = PersonForm(samira, {"family_name": "Autre"})
    qtbot.addWidget(form)

    with qtbot.waitSignal(form.typed) as kept:
        form.forget.click()

    assert form.person() == samira
    assert kept.args == [PersonForm.draft_of("samira"), {}]


def test_who_types_fast_is_also_told_of_a_double_before_it_is_made(
    page: PeoplePage, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waited for the list of those who may be known; a second press records."""
    told: list[tuple[int, str]] = []

    def typed_then_accepted(form: PersonForm) -> int:
        form.show_values({"family_name": "Karimy", "numero_etranger": "9903124477"})
        for _press in range(2):
            form.accept_button.click()
            [note] = form.notes.findChildren(QPushButton, "known-person")
            told.append((form.result(), note.accessibleName()))
        return form.result()

    monkeypatch.setattr(PersonForm, "exec", typed_then_accepted)
    page.presenter.write_new()

    name = "Ouvrir ce dossier : KARIMI (EXEMPLE) Samira"
    assert told == [(0, name), (1, name)]
    assert desk.people.count() == 5


def test_who_was_already_shown_does_not_hold_the_form_back(
    page: PeoplePage, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def typed_slowly(form: PersonForm) -> int:
        form.show_values({"family_name": "Karimy", "numero_etranger": "9903124477"})
        form.pause()
        form.accept_button.click()
        return form.result()

    monkeypatch.setattr(PersonForm, "exec", typed_slowly)
    page.presenter.write_new()

    assert desk.people.count() == 5


def test_a_search_for_doubles_that_fails_keeps_nobody_from_recording(
    page: PeoplePage, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    results: list[int] = []

    def typed_then_accepted(form: PersonForm) -> int:
        form.show_values({"family_name": "Zadeh"})
        for _press in range(2):
            form.accept_button.click()
            results.append(form.result())
        return form.result()

    monkeypatch.setattr(PersonForm, "exec", typed_then_accepted)
    monkeypatch.setattr(PersonForm, "show_alike", lambda *_rows: None)
    page.presenter.write_new()

    assert results == [0, 1]


def test_the_current_person_stays_so_when_the_list_is_read_again(
    page: PeoplePage, desk: Any, qtbot: QtBot
) -> None:
    """One comes back from a file, and goes on from there; Enter opens no other."""
    QTest.keyClick(page.line, Qt.Key.Key_Down)
    QTest.keyClick(page.line, Qt.Key.Key_Down)
    desk.change_person("andrii", language="fr")
    desk.change_person("idriss", family_name="Zidriss (exemple)")

    page.presenter.read()

    assert page.model.rows[page.view.currentIndex().row()].id == "andrii"
    type_in(page, "a", qtbot)
    type_in(page, "", qtbot)
    assert page.view.currentIndex().row() == 0
