"""Today, on a real vault: shown, read aloud, worked with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from anef_desk.catalogue.library import shipped
from anef_desk.desk import today as today_module
from anef_desk.desk.board import Board, BoardNote
from anef_desk.desk.roles import Act
from anef_desk.desk.session import Desk
from anef_desk.domain.handover import Handover
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.person import Person, Status
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.domain.staff import Role, Staff
from anef_desk.i18n import NAMES, Sentence
from anef_desk.vault.keys import Kdf
from anef_desk.vault.vault import create, open_vault
from ui import language
from ui.navigation import NewPerson, ShowCase, ShowPerson, WriteLetter
from ui.page import Progress
from ui.pages.person import PersonPage
from ui.pages.today import TodayPage, TodayPresenter
from ui.theme import look, metrics
from ui.widgets.board_lines import Line, date_words, details, what
from ui.widgets.postpone_form import PostponeForm
from ui.widgets.relay_form import RelayForm

CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)
STAFF = Staff(id="claire", name="Claire Martin (exemple)", role=Role.COORDINATOR)
ON = date(2026, 11, 24)

Cut = Callable[[QWidget], list[str]]
Show = Callable[..., QWidget]


def at_once(
    work: Callable[[], Any],
    then: Callable[[Any], None],
    _failed: Callable[[Exception], None] | None = None,
) -> None:
    then(work())


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication) -> Iterator[Desk]:
    folder, state = tmp_path / "coffre", tmp_path / "state"
    create(folder, Organisation(name="X"), STAFF, "x", kdf=CHEAP, floor=CHEAP)
    with closing(open_vault(folder, STAFF.id, "x", floor=CHEAP, state=state)) as vault:
        made = Desk(vault, STAFF, shipped(), lambda: ON)
        made.board.now = lambda: datetime(2026, 11, 24, 8, 2, tzinfo=UTC)
        yield made


def add(desk: Desk, name: str, days: int, **more: Any) -> str:
    """Write down somebody whose attestation ends in *days*."""
    person = desk.people.add(
        Person(id="", family_name=f"{name} (exemple)", status=Status.REFUGEE, **more)
    ).person.id
    ends = ON + timedelta(days=days)
    api = ResidenceDocument(
        id="",
        kind=Kind.API,
        ends_on=ends,
        issued_for=IssuedFor.RENEWAL,
    )
    desk.documents.add(person, api)
    return person


@pytest.fixture
def people(desk: Desk) -> dict[str, str]:
    """Return one person for each section but one, by name."""
    found = {
        "late": add(desk, "Karimi", -1, native_name="سمیرا کریمی (مثال)"),
        "week": add(desk, "Idriss", 3),
        "opens": add(desk, "Kovalenko", 20, native_name="Андрій (приклад)"),
    }
    desk.relay.leave(found["opens"], "Rappeler jeudi : il manque le justificatif.")
    return found


@pytest.fixture
def made(desk: Desk, people: dict[str, str], qtbot: QtBot) -> tuple[TodayPage, Any]:
    page = TodayPage()
    qtbot.addWidget(page)
    presenter = TodayPresenter(page, desk, at_once)
    return page, presenter


def shown_lines(page: TodayPage) -> list[str]:
    model = page.view.lines
    return [str(model.data(model.index(n))) for n in range(model.rowCount())]


def press(qtbot: QtBot, page: TodayPage, key: Qt.Key) -> None:
    qtbot.keyClick(page.view, key)


def test_the_board_says_who_what_and_when(made: tuple[TodayPage, Any]) -> None:
    page, _presenter = made

    assert page.title.text() == "Mardi 24 novembre 2026"
    assert page.subtitle.text() == (
        "1 retard\u00a0\u00a0·  1 personne cette semaine\u00a0\u00a0·  "
        "calculé à 9 h 02 sur 3 dossiers"
    )
    lines = shown_lines(page)
    assert lines[0] == "En retard"
    assert lines[1].startswith("KARIMI (EXEMPLE), سمیرا کریمی (مثال), Fin ")
    assert lines[1].endswith("depuis hier, En retard")
    assert lines[2] == "Cette semaine"
    assert "dans 3 jours" in lines[3]
    assert lines[4] == "Relève des collègues"
    assert "Rappeler jeudi" in lines[5]
    assert lines[6] == "S’ouvre ou approche"


def test_the_reason_and_the_source_of_the_line_are_beside_it(
    made: tuple[TodayPage, Any],
) -> None:
    page, _presenter = made
    words = [child.text() for child in page.panel.findChildren(type(page.title))]

    assert "KARIMI (EXEMPLE)" in words
    assert any(text.startswith("Source : ") for text in words)
    assert any("Écrire à la préfecture" in text for text in words)


def test_a_day_is_worked_with_the_keyboard_alone(
    made: tuple[TodayPage, Any],
    desk: Desk,
    shown: Show,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Done, put off with a reason, written to, opened: one key each."""
    page, _presenter = made
    shown(page)
    page.view.setFocus()
    asked: list[object] = []
    said: list[tuple[str, str, Callable[[], None]]] = []
    page.wanted.connect(asked.append)
    page.proposed.connect(lambda *what: said.append(what))
    late = page.view.current()
    assert late is not None
    assert late.section == "late"

    press(qtbot, page, Qt.Key.Key_C)
    assert isinstance(asked[-1], WriteLetter)
    assert asked[-1].person == late.person
    press(qtbot, page, Qt.Key.Key_Return)
    assert asked[-1] == ShowPerson(late.person)

    while (line := page.view.current()) and line.section == "late":
        press(qtbot, page, Qt.Key.Key_F)
    assert "En retard" not in shown_lines(page)
    assert said[-1][1] == "Annuler"
    said[-1][2]()
    assert "En retard" in shown_lines(page)
    week = page.view.current()
    assert week is not None
    assert week.section == "week"

    monkeypatch.setattr(PostponeForm, "exec", lambda _form: True)
    monkeypatch.setattr(PostponeForm, "reason", lambda _form: "rappelle demain")
    while (line := page.view.current()) and line.section == "week":
        press(qtbot, page, Qt.Key.Key_R)
    assert "Cette semaine" not in shown_lines(page)
    assert said[-1][0] == "Reporté au 25 novembre 2026."


def test_the_keyboard_passes_over_titles(
    made: tuple[TodayPage, Any], shown: Show, qtbot: QtBot
) -> None:
    page, _presenter = made
    shown(page)
    page.view.setFocus()
    seen = []
    for _step in range(4):
        line = page.view.current()
        assert line is not None
        seen.append(line.kind)
        press(qtbot, page, Qt.Key.Key_Down)

    assert seen == ["person", "person", "note", "person"]


def test_a_relay_in_french_keeps_its_own_order_on_an_arabic_page() -> None:
    """Its full stop would else stand where the sentence begins."""
    told = Handover(
        id="h",
        person="p",
        noted_on=date(2026, 11, 24),
        staff="Claire",
        text="Rappeler le CCAS.\nIl rouvre.",
    )
    note = BoardNote(handover=told, name="", native_name="")
    line = Line(kind="note", section="notes", note=note)
    language.use("ar")

    assert details(line) == "\u2068Rappeler le CCAS. Il rouvre.\u2069"


def test_a_relay_is_taken_over_and_cannot_be_put_off(
    made: tuple[TodayPage, Any], shown: Show, qtbot: QtBot
) -> None:
    page, _presenter = made
    shown(page)
    page.view.setFocus()
    page.view.setCurrentIndex(page.view.lines.index(5))
    line = page.view.current()
    assert line is not None
    assert not page.panel.buttons["today-postpone"].isVisible()
    assert "today-postpone" not in page.acts()

    press(qtbot, page, Qt.Key.Key_R)
    assert "Relève des collègues" in shown_lines(page)
    press(qtbot, page, Qt.Key.Key_F)

    assert "Relève des collègues" not in shown_lines(page)


def test_the_pointer_does_what_the_keys_do(
    made: tuple[TodayPage, Any], shown: Show, qtbot: QtBot
) -> None:
    page, _presenter = made
    shown(page)
    asked: list[object] = []
    page.wanted.connect(asked.append)

    page.panel.buttons["today-open"].click()
    page.panel.buttons["today-letter"].click()
    page.new.click()

    assert [type(one) for one in asked] == [ShowPerson, WriteLetter, NewPerson]


def test_a_menu_offers_the_acts_of_a_line(
    made: tuple[TodayPage, Any], shown: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, _presenter = made
    shown(page)
    offered: list[str] = []
    monkeypatch.setattr(page.view, "underMouse", lambda: True)
    monkeypatch.setattr(
        QMenu,
        "popup",
        lambda menu, _at: offered.extend(one.text() for one in menu.actions()),
    )
    reason = QContextMenuEvent.Reason.Mouse
    page.contextMenuEvent(QContextMenuEvent(reason, QPoint(5, 5), QPoint(5, 5)))

    assert offered == ["Ouvrir\tReturn", "Courrier\tC", "Fait\tF", "Reporter\tR"]


def test_the_menu_key_offers_them_too(
    made: tuple[TodayPage, Any], shown: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever the pointer was left: beside the line that has the keyboard."""
    page, _presenter = made
    shown(page)
    page.activateWindow()
    page.view.setFocus()
    offered: list[QPoint] = []
    monkeypatch.setattr(QMenu, "popup", lambda _menu, at: offered.append(at))
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())

    page.contextMenuEvent(asked)
    page.panel.buttons["today-open"].setFocus()
    page.contextMenuEvent(asked)

    [at] = offered
    row = page.view.visualRect(page.view.currentIndex())
    assert row.contains(page.view.viewport().mapFromGlobal(at))


def test_one_of_several_dates_is_dealt_with_and_the_others_stay(
    made: tuple[TodayPage, Any],
    desk: Desk,
    people: dict[str, str],
    shown: Show,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page, _presenter = made
    shown(page)
    page.activateWindow()
    row = page.view.current().row
    assert row is not None
    assert (row.person, len(row.items)) == (people["late"], 2)
    titles = [what(item) for item in row.items]

    def postpone(form: PostponeForm) -> int:
        assert titles[1] in form.title.text()
        form.show_values({"reason": "rendez-vous lundi"})
        return 1

    monkeypatch.setattr(PostponeForm, "exec", postpone)
    for name in ("today-postpone-one", "today-done-one"):
        [one] = acts_of(page, name)
        assert one.accessibleName().endswith(f" : {titles[1]}")
    acts_of(page, "today-postpone-one")[0].click()

    left = page.view.current().row
    assert left is not None
    assert [what(item) for item in left.items] == titles[:1]
    assert acts_of(page, "today-done-one") == []
    assert page.view.hasFocus()
    [noted] = desk._context.vault.reading().postponements.of(people["late"])
    assert noted.reason == "rendez-vous lundi"


def acts_of(page: TodayPage, name: str) -> list[QPushButton]:
    found = page.panel.findChildren(QPushButton, name)
    return [button for button in found if button.isVisibleTo(page.panel)]


def test_a_line_of_a_case_opens_the_case(
    desk: Desk, people: dict[str, str], qtbot: QtBot
) -> None:
    case = desk.cases.open(people["late"], "A7").case.id
    page = TodayPage()
    qtbot.addWidget(page)
    page.setProperty("kept", [TodayPresenter(page, desk, at_once)])
    asked: list[object] = []
    page.wanted.connect(asked.append)

    page.panel.buttons["today-open"].click()

    assert asked == [ShowCase(case)]


def test_an_empty_vault_says_what_to_do(desk: Desk, shown: Show) -> None:
    page = TodayPage()
    page.setProperty("kept", [TodayPresenter(page, desk, at_once)])
    shown(page)

    assert page.empty.isVisible()
    assert "Ctrl+N" in page.empty.advice.text()
    assert page.acts().keys() == {"relay"}


def test_a_quiet_day_says_so(desk: Desk, shown: Show) -> None:
    desk.people.add(Person(id="", family_name="Idriss (exemple)"))
    page = TodayPage()
    page.setProperty("kept", [TodayPresenter(page, desk, at_once)])
    shown(page)

    assert page.empty.title.text() == "Rien en retard, rien cette semaine."


def test_a_rule_that_failed_is_said_and_the_others_stand(
    made: tuple[TodayPage, Any], desk: Desk
) -> None:
    page, _presenter = made
    board = desk.board.read()
    page.show_board(replace(board, failed=(Sentence("x", "Fin de l’attestation"),)))

    assert page.failed.text().startswith(
        "Une règle n’a pas pu être calculée : Fin de l’attestation."
    )
    assert "En retard" in shown_lines(page)


def test_a_board_that_could_not_be_computed_again_says_so(
    made: tuple[TodayPage, Any],
) -> None:
    page, _presenter = made
    assert page.board is not None

    page.show_board(replace(page.board, outdated=2))

    assert "les dates de 2 dossiers n’ont pas pu" in page.failed.text()


def test_files_that_wait_are_computed_while_the_board_is_shown(
    desk: Desk, people: dict[str, str], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(today_module, "AT_ONCE", 0)
    page = TodayPage()
    qtbot.addWidget(page)
    steps: list[Progress | None] = []
    page.working.connect(steps.append)
    compute = desk.board.compute
    monkeypatch.setattr(desk.board, "compute", lambda: compute(1))

    page.setProperty("kept", [TodayPresenter(page, desk, at_once)])

    assert [step and (step.done, step.total) for step in steps] == [
        (1, 3),
        (2, 3),
        None,
    ]
    assert page.board is not None
    assert page.board.waiting == 0
    assert len(shown_lines(page)) == 8


def test_the_computing_can_be_stopped(
    desk: Desk, people: dict[str, str], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """What was not computed is said; coming back to the page does not start again."""
    monkeypatch.setattr(today_module, "AT_ONCE", 0)
    page = TodayPage()
    qtbot.addWidget(page)
    page.working.connect(lambda step: step and step.cancel())
    compute = desk.board.compute
    monkeypatch.setattr(desk.board, "compute", lambda: compute(1))

    page.setProperty("kept", [TodayPresenter(page, desk, at_once)])

    assert page.board is not None
    assert page.board.waiting > 0
    assert "encore à calculer" in page.subtitle.text()


def test_more_people_are_one_press_away(desk: Desk, shown: Show, qtbot: QtBot) -> None:
    for number in range(15):
        add(desk, f"Exemple {number}", 3)
    page = TodayPage()
    page.setProperty("kept", [TodayPresenter(page, desk, at_once)])
    shown(page)
    while desk.board.compute():
        pass
    assert shown_lines(page)[-1] == "Voir 3 autres personnes"
    page.view.setCurrentIndex(page.view.lines.index(13))
    page.view.setFocus()
    assert not page.panel.isVisible()

    press(qtbot, page, Qt.Key.Key_Return)

    assert len(shown_lines(page)) == 16


def test_what_colleagues_left_is_read_to_its_end(
    desk: Desk, shown: Show, qtbot: QtBot
) -> None:
    for number in range(22):
        desk.relay.leave(add(desk, f"Exemple {number}", 100), "Rappeler.")
    page = TodayPage()
    page.setProperty("kept", [TodayPresenter(page, desk, at_once)])
    shown(page)
    words = "Voir 2 autres relèves"
    place = shown_lines(page).index(words)
    page.view.setCurrentIndex(page.view.lines.index(place))
    page.view.setFocus()

    press(qtbot, page, Qt.Key.Key_Return)

    assert words not in shown_lines(page)
    assert sum(line.kind == "note" for line in page.view.lines.lines) == 22


def test_the_relay_asks_for_each_file_touched_today(
    made: tuple[TodayPage, Any],
    desk: Desk,
    people: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page, _presenter = made
    asked: list[RelayForm] = []

    def fill(form: RelayForm) -> bool:
        asked.append(form)
        form._texts[people["late"]].setPlainText("Appeler la CPAM.")
        return True

    monkeypatch.setattr(RelayForm, "exec", fill)
    said: list[str] = []
    page.explained.connect(said.append)

    page.relay.click()

    assert set(asked[0].texts()) == set(people.values())
    assert desk.drafts.get("relay") is None
    assert said == ["La relève de 1 dossier est notée."]
    assert len(desk.board.read().notes) == 2


def test_a_relay_that_was_not_left_is_there_again(
    made: tuple[TodayPage, Any],
    people: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A lock closes the form as if it was given up."""
    page, _presenter = made
    seen: list[str] = []

    def leave(form: RelayForm) -> bool:
        field = form._texts[people["late"]]
        seen.append(field.toPlainText())
        field.setPlainText("Appeler la CPAM.")
        form.reject()
        return False

    monkeypatch.setattr(RelayForm, "exec", leave)
    page.relay.click()
    page.relay.click()

    assert seen == ["", "Appeler la CPAM."]


def test_what_was_left_is_shown_in_the_file_too(
    desk: Desk, people: dict[str, str], qtbot: QtBot
) -> None:
    page = PersonPage()
    qtbot.addWidget(page)

    page.show_file(desk.people.file(people["opens"]), desk.library)
    assert page.handovers.isVisibleTo(page)
    page.show_file(desk.people.file(people["late"]), desk.library)
    assert not page.handovers.isVisibleTo(page)


def test_a_day_without_change_has_no_relay(qtbot: QtBot) -> None:
    form = RelayForm(())
    qtbot.addWidget(form)

    assert "aucun dossier" in form.advice.text()
    assert not form.accept_button.isVisibleTo(form)


@pytest.fixture
def form(desk: Desk, people: dict[str, str], qtbot: QtBot) -> PostponeForm:
    section = desk.board.read().section("week")
    assert section is not None
    made = PostponeForm(section.rows[0], ON, None)
    qtbot.addWidget(made)
    return made


def test_a_reminder_is_not_put_off_without_a_reason(form: PostponeForm) -> None:
    form.accept_button.click()
    assert form.problem.text() == "Dites pourquoi : vos collègues le liront."

    form._reason.setText("absente cette semaine")
    form._day.show_date(ON)
    form.accept_button.click()
    assert form.problem.text() == "Donnez un jour à venir."

    form.findChild(QWidget, "postpone-7").click()  # type: ignore[attr-defined]
    assert form.until() == ON + timedelta(days=7)
    form.accept_button.click()
    assert form.result()
    assert "seul le rappel est reporté" in form.advice.text()


def line_of(board: Board, section: str) -> Line:
    found = board.section(section)  # type: ignore[arg-type]
    assert found is not None
    return Line(kind="person", section=section, row=found.rows[0])


@pytest.mark.parametrize(
    ("days", "section", "words"),
    [
        (-1, "late", "depuis hier"),
        (-12, "late", "depuis 12 jours"),
        (-100, "late", "depuis le 16/08/2026"),
        (0, "week", "aujourd’hui"),
        (1, "week", "demain"),
        (50, "opens", "s’ouvre dans 5 jours"),
        (46, "opens", "s’ouvre demain"),
        (40, "opens", "dans 40 jours"),
    ],
)
def test_dates_are_said_in_words(
    desk: Desk, days: int, section: str, words: str
) -> None:
    add(desk, "Karimi", days)
    line = line_of(desk.board.read(), section)
    assert line.row is not None
    ends = next(i for i in line.row.items if i.matter.rule.startswith("c29"))
    row = replace(line.row, items=(ends,))

    assert date_words(replace(line, row=row), ON) == words


def seen_whole(page: TodayPage) -> list[str]:
    """Return the kinds of the lines that are on the screen from top to bottom."""
    view, model = page.view, page.view.lines
    room = view.viewport().rect()
    places = [view.visualRect(model.index(n)) for n in range(model.rowCount())]
    return [
        line.kind
        for line, place in zip(model.lines, places, strict=True)
        if room.contains(place)
    ]


@pytest.mark.parametrize("code", NAMES)
def test_three_people_are_seen_in_the_largest_text(
    code: str, desk: Desk, qapp: QApplication, shown: Show
) -> None:
    for name, days in (("Karimi", -1), ("Idriss", -2), ("Kovalenko", 3)):
        add(desk, name, days)
    look.apply(qapp, "light", 2.0)
    language.use(code)
    page = TodayPage()
    TodayPresenter(page, desk, at_once)

    shown(page, 1366 - 320, 768 - 134)

    assert seen_whole(page).count("person") >= 3
    line = page.title.heightForWidth(metrics.NO_LIMIT)
    assert page.title.heightForWidth(page.title.width()) <= 2 * line


def test_reasons_are_one_press_away_in_the_largest_text(
    made: tuple[TodayPage, Any], qapp: QApplication, shown: Show
) -> None:
    look.apply(qapp, "light", 2.0)
    page = shown(made[0], 1366 - 320, 768 - 134)
    assert isinstance(page, TodayPage)
    before = page.view.height()
    assert page.panel.reasons.isHidden()

    page.panel.why.click()
    QApplication.processEvents()

    assert page.panel.reasons.isVisible()
    assert page.view.height() < before
    page.panel.why.click()
    assert page.panel.reasons.isHidden()


def test_a_line_is_as_high_as_what_it_says(
    desk: Desk, made: tuple[TodayPage, Any], shown: Show
) -> None:
    """A long note of a colleague takes the lines it needs."""
    page, presenter = made
    shown(page)
    place = next(n for n, line in enumerate(page.view.lines.lines) if line.note)
    before = page.view.visualRect(page.view.lines.index(place)).height()

    desk.relay.leave(page.view.lines.lines[place].person, "Rappeler le CCAS. " * 20)
    presenter.read()
    page.view.doItemsLayout()

    assert page.view.visualRect(page.view.lines.index(place)).height() > before + 40


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("code", NAMES)
def test_nothing_is_cut_and_everything_has_a_name(  # noqa: PLR0913, PLR0917
    code: str,
    scale: float,
    made: tuple[TodayPage, Any],
    qapp: QApplication,
    shown: Show,
    cut: Cut,
    unnamed: Cut,
) -> None:
    """On an old screen, in each language, in plain and in large text."""
    if scale != 1.0:
        look.apply(qapp, "light", scale)
    language.use(code)

    page = shown(made[0], 1366 - 300 if scale > 1 else 1162, 640)

    assert page.height() <= 640
    assert cut(page) == []
    assert unnamed(page) == []


def test_nothing_is_cut_when_sentences_are_twice_as_long(
    twice_as_long: None, made: tuple[TodayPage, Any], shown: Show, cut: Cut
) -> None:
    assert cut(shown(made[0])) == []


@pytest.mark.parametrize("code", ["fr", "fa_AF"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_forms_are_whole_and_named(  # noqa: PLR0913, PLR0917
    code: str,
    scale: float,
    made: tuple[TodayPage, Any],
    desk: Desk,
    qapp: QApplication,
    shown: Show,
    cut: Cut,
    unnamed: Cut,
) -> None:
    look.apply(qapp, "light", scale)
    language.use(code)
    section = desk.board.read().section("week")
    assert section is not None
    for form in (
        PostponeForm(section.rows[0], ON, None),
        RelayForm(desk.relay.touched()),
    ):
        shown(form, 1200, 700)
        assert cut(form) == []
        assert unnamed(form) == []


@pytest.mark.parametrize("role", Role)
def test_only_who_may_write_is_offered_to(
    desk: Desk, people: dict[str, str], role: Role, qtbot: QtBot
) -> None:
    """A reader, of the staff or of a vault, sees no act the desk would refuse."""
    somebody = Desk(
        desk._vault,  # type: ignore[arg-type]
        replace(STAFF, role=role),
        shipped(),
        lambda: ON,
    )
    page = TodayPage()
    qtbot.addWidget(page)
    page.setProperty("kept", [TodayPresenter(page, somebody, at_once)])
    page.show()

    writes = role is not Role.READER
    assert somebody.can(Act.PEOPLE) == writes
    assert page.new.isVisible() == writes
    assert page.relay.isVisible() == writes


def test_the_current_line_stays_in_sight_when_the_board_is_read_again(
    desk: Desk, qtbot: QtBot
) -> None:
    """Far down a long board too: nobody loses the file they were about to open."""
    for number in range(40):
        add(desk, f"Exemple{number:02}", -number - 1)
    page = TodayPage()
    qtbot.addWidget(page)
    presenter = TodayPresenter(page, desk, at_once)
    presenter.show_more()
    page.resize(1162, 704)
    page.show()
    qtbot.waitExposed(page)
    view = page.view
    view.setCurrentIndex(view.lines.index(view.count() - 2))
    before = view.current()
    presenter.read()
    QApplication.processEvents()

    assert view.current() == before
    assert view.viewport().rect().intersects(view.visualRect(view.currentIndex()))


def test_what_is_under_the_window_is_read_once_it_is_painted(
    desk: Desk, qtbot: QtBot
) -> None:
    """The lines that are shown stay as they are: a reader says none of them again."""
    for number in range(14):
        add(desk, f"Exemple{number:02}", -number - 1)
    add(desk, "Dessous", 3)
    desk.board.compute(100)
    page = TodayPage()
    qtbot.addWidget(page)
    presenter = TodayPresenter(page, desk, at_once)
    assert page.board is not None
    assert not page.board.whole
    begun, current = shown_lines(page), page.view.current()
    resets = []
    page.view.lines.modelReset.connect(lambda: resets.append(True))

    page.resize(1162, 704)
    page.show()
    qtbot.waitUntil(lambda: page.board is not None and page.board.whole)

    assert presenter is not None
    assert shown_lines(page)[: len(begun)] == begun
    assert any("DESSOUS" in line for line in shown_lines(page)[len(begun) :])
    assert page.view.current() == current
    assert not resets


def test_the_first_lines_do_not_wait_for_those_below(desk: Desk, qtbot: QtBot) -> None:
    for number in range(40):
        add(desk, f"Exemple{number:02}", -number - 1)
    page = TodayPage()
    qtbot.addWidget(page)
    desk.board.compute(100)
    page.show_board(desk.board.read(40))
    page.resize(1162, 704)
    page.show()
    measured = page.view._delegate._shapes
    QCoreApplication.sendPostedEvents()

    assert 0 < len(measured) < 40
    qtbot.waitUntil(lambda: len({row for row, _width in measured}) == 40)
    last = page.view.lines.index(page.view.count() - 1)
    page.view.scrollTo(last)
    assert page.view.viewport().rect().contains(page.view.visualRect(last))
