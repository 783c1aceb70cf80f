"""The case page: one checklist, two readers, one set of marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from anef_desk.domain.case import Channel, Filing
from anef_desk.domain.supporting_document import MarkState
from anef_desk.i18n import NAMES
from ui import language
from ui.language import language_beside
from ui.navigation import ShowPeople, ShowPerson, WriteLetter
from ui.pages.case import CasePage, CasePresenter
from ui.theme import look
from ui.widgets.bilingual_row import BilingualRow
from ui.widgets.checklist_row import status_of
from ui.widgets.end_form import EndForm
from ui.widgets.filing_form import FilingForm
from ui.widgets.mark_form import MarkForm
from ui.widgets.paper import PaperDialog

from .conftest import TODAY

LEFT, RIGHT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


@pytest.fixture
def open_case(qtbot: QtBot, desk: Any, ask: Any) -> Callable[[str], CasePage]:
    def make(case: str) -> CasePage:
        page = CasePage()
        qtbot.addWidget(page)
        page.presenter = CasePresenter(page, desk, ask, case)
        return page

    return make


@pytest.fixture
def page(open_case: Callable[[str], CasePage]) -> CasePage:
    """Idriss reads Arabic; the window speaks French."""
    return open_case("idriss-a3")


def row_of(page: CasePage, code: str) -> BilingualRow:
    codes = [item.entry.code for item in page.case.entries]
    return page.checklist.rows[codes.index(code)]


def mark_of(desk: Any, code: str, case: str = "idriss-a3") -> Any:
    return desk.store.cases.get(case).mark(code)


def test_a_tick_is_recorded_and_counted_for_both_readers(
    page: CasePage, desk: Any
) -> None:
    """Both people tick the same list."""
    row_of(page, "P-EPH").tick.click()

    assert mark_of(desk, "P-EPH").state is MarkState.SEEN
    assert mark_of(desk, "P-EPH").marked_on == date(2026, 11, 24)
    assert page.checklist.title.text() == "Pièces : 2 sur 4 réunies"
    assert row_of(page, "P-EPH").tick.isChecked()
    assert row_of(page, "P-EPH").chip.text() == "Vu le 24/11"


def test_a_tick_taken_back_leaves_no_note(page: CasePage, desk: Any) -> None:
    row_of(page, "P-DEC").tick.click()

    assert mark_of(desk, "P-DEC") is None
    assert row_of(page, "P-DEC").chip.text() == "À réunir"


def test_the_tick_shows_what_was_recorded_not_what_was_pressed(
    qtbot: QtBot, desk: Any
) -> None:
    """While the vault has not answered, the box stays as it was."""
    waiting: list[Callable[[], None]] = []

    def later(
        work: Callable[[], Any], then: Callable[[Any], None], _failed: object = None
    ) -> None:
        waiting.append(lambda: then(work()))

    page = CasePage()
    qtbot.addWidget(page)
    page.presenter = CasePresenter(page, desk, later, "idriss-a3")
    waiting.pop()()

    row_of(page, "P-EPH").tick.click()

    assert not row_of(page, "P-EPH").tick.isChecked()
    waiting.pop()()
    assert row_of(page, "P-EPH").tick.isChecked()


def test_whoever_only_reads_follows_the_list_from_the_keyboard_and_changes_nothing(
    open_case: Callable[[str], CasePage],
    desk: Any,
    shown: Callable[..., QWidget],
    press: Callable[..., None],
) -> None:
    page = open_case("idriss-a3")
    page.show_case(replace(page.case, may=frozenset()), desk.library)
    shown(page)
    said: list[object] = []
    page.checklist.marked.connect(lambda *what: said.append(what))
    row, next_ = row_of(page, "P-DEC"), row_of(page, "P-EPH")
    followed = page.checklist.rows.index(next_) - page.checklist.rows.index(row)
    assert row.tick.isEnabled()
    assert row.tick.focusPolicy() & Qt.FocusPolicy.TabFocus

    row.focus_tick()
    for _step in range(abs(followed)):
        step = Qt.Key.Key_Down if followed > 0 else Qt.Key.Key_Up
        press(QApplication.focusWidget(), step)
    assert QApplication.focusWidget() is next_.tick
    assert next_.property("current") == "true"
    for box in (row.tick, next_.tick):
        before = box.isChecked()
        box.click()
        press(box, Qt.Key.Key_Space, " ")
        press(box, Qt.Key.Key_M, "m")
        press(box, Qt.Key.Key_Delete)
        assert box.isChecked() is before

    assert said == []
    read = QAccessible.queryAccessibleInterface(row.tick)
    assert read.state().checked
    assert not read.state().disabled
    name, more = QAccessible.Text.Name, QAccessible.Text.Description
    assert row.status.text() in read.text(name)
    assert read.text(more) == "Lecture seule"


@pytest.mark.parametrize(
    ("key", "letter", "state", "words"),
    [
        (Qt.Key.Key_V, "v", MarkState.SEEN, "Vu le 24/11"),
        (Qt.Key.Key_C, "c", MarkState.COPIED, "Copié le 24/11"),
        (Qt.Key.Key_M, "m", MarkState.MISSING, "Manque"),
        (Qt.Key.Key_E, "E", MarkState.EXPIRED, "À refaire"),
        (Qt.Key.Key_N, "n", MarkState.NOT_APPLICABLE, "Non concerné"),
    ],
)
def test_a_letter_marks_the_current_line(  # noqa: PLR0913, PLR0917
    page: CasePage,
    desk: Any,
    press: Callable[..., None],
    key: Qt.Key,
    letter: str,
    state: MarkState,
    words: str,
) -> None:
    press(row_of(page, "P-EPH").tick, key, letter)

    assert mark_of(desk, "P-EPH").state is state
    assert row_of(page, "P-EPH").chip.text() == words


def test_delete_takes_a_note_back(
    page: CasePage, desk: Any, press: Callable[..., None]
) -> None:
    press(row_of(page, "P-DEC").tick, Qt.Key.Key_Delete)

    assert mark_of(desk, "P-DEC") is None


def test_a_letter_with_control_marks_nothing(
    page: CasePage, desk: Any, press: Callable[..., None]
) -> None:
    """Ctrl+C copies somewhere else; it must not note a copy."""
    control = Qt.KeyboardModifier.ControlModifier
    press(row_of(page, "P-EPH").tick, Qt.Key.Key_C, "c", control)

    assert mark_of(desk, "P-EPH") is None


def test_the_menu_of_a_line_offers_every_state_with_its_letter(
    page: CasePage,
) -> None:
    offered = [a.text() for a in row_of(page, "P-EPH").chip.menu().actions()]

    assert offered == [
        "Vu\tV",
        "Copié\tC",
        "Manque\tM",
        "À refaire\tE",
        "Impossible à obtenir\tI",
        "Non concerné\tN",
    ]


def test_what_cannot_be_had_says_why(
    page: CasePage,
    desk: Any,
    press: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fill(form: MarkForm) -> int:
        form.show_values({"reason": "l’hébergeur refuse"})
        return 1

    monkeypatch.setattr(MarkForm, "exec", fill)

    press(row_of(page, "P-EPH").tick, Qt.Key.Key_I, "i")

    assert mark_of(desk, "P-EPH").state is MarkState.CANNOT_GET
    assert mark_of(desk, "P-EPH").reason == "l’hébergeur refuse"
    assert "l’hébergeur refuse" in row_of(page, "P-EPH").our_note.text()


def test_what_cannot_be_had_is_not_recorded_without_a_reason(
    page: CasePage,
    desk: Any,
    press: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The letters and the evidence file say it: nobody remembers it later."""
    told: list[str] = []

    def press_enter(form: MarkForm) -> int:
        form.accept_button.click()
        told.append(form.problem.text())
        return form.result()

    monkeypatch.setattr(MarkForm, "exec", press_enter)

    press(row_of(page, "P-EPH").tick, Qt.Key.Key_I, "i")

    assert told == ["Dites pourquoi, en quelques mots."]
    assert mark_of(desk, "P-EPH") is None


def note_the_end(page: CasePage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Note until when the decision is valid, from its menu."""

    def fill(form: MarkForm) -> int:
        form.show_values({"valid_until": "12/05/2027"})
        return 1

    monkeypatch.setattr(MarkForm, "exec", fill)
    row = row_of(page, "P-DEC")

    next(a for a in row.chip.menu().actions() if "date de fin" in a.text()).trigger()


def test_the_day_a_document_was_seen_stays_when_its_end_is_noted(
    page: CasePage, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    note_the_end(page, monkeypatch)

    assert mark_of(desk, "P-DEC").marked_on == date(2026, 11, 12)


def test_a_case_ends_after_it_was_filed(qtbot: QtBot) -> None:
    filed = Filing(filed_on=date(2026, 9, 1))
    ends = EndForm("a", TODAY, None, filed_on=filed.filed_on)
    files = FilingForm("a", filed, TODAY, None, answered_on=date(2026, 10, 1))
    for form in (ends, files):
        qtbot.addWidget(form)
    ends.show_values({"outcome": "refused", "day": "31/08/2026"})
    files.show_values({"filed_on": "02/10/2026"})

    assert ends.complaint() == (
        "day",
        "La demande a été déposée le 1er septembre 2026 : la réponse ne peut pas venir avant.",
    )
    assert files.complaint() == (
        "filed_on",
        "La réponse est du 1er octobre 2026 : le dépôt ne peut pas venir après.",
    )
    ends.show_values({"day": "01/09/2026"})
    files.show_values({"filed_on": "01/10/2026"})
    assert ends.complaint() is files.complaint() is None


def test_the_reason_staff_typed_is_not_shown_on_the_persons_half(
    page: CasePage,
) -> None:
    assert "le CCAS est fermé" in row_of(page, "P-DOMIC").our_note.text()
    assert "le CCAS est fermé" not in row_of(page, "P-DOMIC").their_note.text()


def test_a_reason_given_up_is_a_draft(
    page: CasePage,
    desk: Any,
    press: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def give_up(form: MarkForm) -> int:
        form.show_values({"reason": "le bailleur"})
        form.keep_draft()
        return 0

    monkeypatch.setattr(MarkForm, "exec", give_up)

    press(row_of(page, "P-EPH").tick, Qt.Key.Key_I, "i")

    assert mark_of(desk, "P-EPH") is None
    assert desk.drafts.kept == {"mark:idriss-a3:P-EPH": {"reason": "le bailleur"}}


def test_the_end_of_validity_of_a_document_is_noted_on_both_halves(
    page: CasePage, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    note_the_end(page, monkeypatch)

    assert mark_of(desk, "P-DEC").state is MarkState.SEEN
    assert mark_of(desk, "P-DEC").valid_until == date(2027, 5, 12)
    row = row_of(page, "P-DEC")
    assert "12/05/2027" in row.our_note.text()
    assert "12/05/2027" in row.their_note.text()


def test_a_copy_whose_validity_ended_is_to_be_had_again(
    open_case: Callable[[str], CasePage], desk: Any
) -> None:
    """The photo code was copied; it ended yesterday."""
    desk.cases.mark(
        "idriss-a3", "P-EPH", MarkState.COPIED, valid_until=date(2026, 11, 23)
    )
    page = open_case("idriss-a3")
    row = row_of(page, "P-EPH")

    assert row.chip.text() == "À refaire"
    assert row.chip.property("kind") == "late"
    assert not row.tick.isChecked()
    assert row.tick.warned


@pytest.mark.parametrize(
    ("case", "staff", "ours", "theirs"),
    [
        ("idriss-a3", "fr", LEFT, RIGHT),
        ("idriss-a3", "ar", RIGHT, LEFT),  # French stands beside
        ("samira-a2", "fr", LEFT, RIGHT),
        ("samira-a2", "ar", RIGHT, RIGHT),
        ("andrii-a3", "uk", LEFT, LEFT),
    ],
)
def test_each_half_reads_in_its_own_direction(
    open_case: Callable[[str], CasePage],
    case: str,
    staff: str,
    ours: Qt.LayoutDirection,
    theirs: Qt.LayoutDirection,
) -> None:
    language.use(staff)
    page = open_case(case)

    assert page.checklist.rows[0].ours.layoutDirection() is ours
    assert page.checklist.rows[0].theirs.layoutDirection() is theirs


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize(
    ("case", "staff"),
    [
        ("andrii-a3", "fr"),
        ("idriss-a3", "fr"),
        ("idriss-a3", "ar"),
        ("samira-a2", "ar"),
        ("samira-a2", "en"),
    ],
)
def test_each_title_stands_above_the_half_of_its_language(
    qapp: Any,
    open_case: Callable[[str], CasePage],
    shown: Callable[..., QWidget],
    case: str,
    staff: str,
    scale: float,
) -> None:
    look.apply(qapp, "light", scale)
    language.use(staff)
    page = open_case(case)
    shown(page)
    card = page.checklist

    words, title = card.rows[0].theirs, card.their_title
    assert title.layoutDirection() is words.layoutDirection()
    left = title.mapTo(card, title.contentsRect().topLeft()).x()
    below = words.mapTo(card, words.contentsRect().topLeft()).x()
    assert left == below
    assert title.width() == words.width()


@pytest.mark.parametrize(
    ("person", "staff", "beside"),
    [
        ("ar", "fr", "ar"),
        ("fa_AF", "ar", "fa_AF"),
        ("uk", "uk", "fr"),
        ("", "en", "fr"),
        ("fr", "fr", "en"),
    ],
)
def test_french_stands_beside_a_language_both_read(
    person: str, staff: str, beside: str
) -> None:
    assert language_beside(person, staff) == beside


def test_the_french_name_is_there_when_neither_half_is_french(
    open_case: Callable[[str], CasePage],
) -> None:
    """The form, the counter and the judge speak French."""
    language.use("ar")
    page = open_case("samira-a2")
    item = page.case.entries[0]
    french = item.entry.form_name or item.entry.title.french

    assert french in row_of(page, item.entry.code).our_note.text()


def test_a_switch_of_language_keeps_the_ticks(
    page: CasePage, qtbot: QtBot, shown: Callable[..., QWidget]
) -> None:
    """Texts are written again; what was done stays."""
    shown(page)
    row_of(page, "P-EPH").tick.click()
    before = [row.tick.isChecked() for row in page.checklist.rows]
    language.use("ar")
    qtbot.waitUntil(page.checklist.rows[0].isRightToLeft)

    assert [row.tick.isChecked() for row in page.checklist.rows] == before
    assert before.count(True) == 2


def test_the_arrows_change_lines_and_the_current_one_is_marked(
    page: CasePage, shown: Callable[..., QWidget]
) -> None:
    shown(page)
    page.activateWindow()
    page.checklist.rows[0].focus_tick()

    QTest.keyClick(page.checklist.rows[0].tick, Qt.Key.Key_Down)

    assert QApplication.focusWidget() is page.checklist.rows[1].tick
    assert page.checklist.rows[1].property("current") == "true"
    assert page.checklist.rows[0].property("current") == "false"
    assert page.checklist.place == 1


def test_a_case_is_filed_with_the_keyboard_alone(
    page: CasePage, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Filing starts the clock of the implicit refusal (CESEDA R.432-1, R.432-2)."""

    def fill(form: FilingForm) -> int:
        form.show_values(
            {
                "filed_on": "20/11/2026",
                "number": "9900-77",
                "proof": "Capture",
                "complete": "yes",
            }
        )
        assert form.complaint() is None
        return 1

    monkeypatch.setattr(FilingForm, "exec", fill)
    desk.drafts.put(FilingForm.draft_of("idriss-a3"), {"number": "9900"})

    QTest.keyClick(page.checklist.file, Qt.Key.Key_Space)

    assert desk.store.cases.get("idriss-a3").filing == Filing(
        filed_on=date(2026, 11, 20),
        channel=Channel.ANEF,
        number="9900-77",
        proof="Capture",
        complete=True,
    )
    told = [label.text() for label in page.route.findChildren(QLabel)]
    assert "20 mars 2027" in told
    assert any("CESEDA R.432-1" in text for text in told)
    assert "Déposé le 20 novembre 2026" in page.checklist.filed.text()
    assert page.checklist.file.text() == "Corriger le dépôt"
    assert desk.drafts.kept == {}


def test_filing_becomes_the_one_act_when_everything_is_there(
    page: CasePage, desk: Any
) -> None:
    for item in page.case.entries:
        desk.cases.mark("idriss-a3", item.entry.code, MarkState.SEEN)
    page.presenter.read()

    assert page.checklist.file.text() == "Tout est prêt : noter le dépôt"
    assert page.checklist.file.property("role") == "primary"


def test_the_alert_stands_alone_with_its_article_and_one_act(
    open_case: Callable[[str], CasePage], qtbot: QtBot, shown: Callable[..., QWidget]
) -> None:
    """The attestation lasts three months where six are due."""
    page = open_case("samira-a2")
    shown(page)

    assert page.alert.title.text() == "L’attestation dure moins de six mois"
    assert "CESEDA R.431-15-3" in page.alert.basis.text()
    with qtbot.waitSignal(page.wanted) as asked:
        page.alert.action.click()
    assert asked.args == [WriteLetter("samira", "samira-a2", "L03")]


def test_a_case_without_alert_shows_none(
    page: CasePage, shown: Callable[..., QWidget]
) -> None:
    shown(page)

    assert page.alert.isHidden()


def test_the_way_back_leads_to_the_person(page: CasePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.wanted) as asked:
        page.back.click()

    assert asked.args == [ShowPerson("idriss")]


def test_the_list_to_take_away_is_shown_before_it_is_printed(
    page: CasePage, shown: Callable[..., QWidget]
) -> None:
    shown(page)

    page.print.click()

    dialog = page.findChild(PaperDialog)
    assert dialog.paper.sheet.pdf.startswith(b"%PDF")
    assert dialog.paper.sheet.pages
    assert dialog.paper.name == "liste-des-pieces.pdf"
    dialog.reject()


def test_the_translation_nobody_reviewed_says_so(page: CasePage) -> None:
    assert "Le français fait foi" in page.checklist.review.text()


def test_what_would_decide_is_asked_under_a_document_that_may_be_needed(
    open_case: Callable[[str], CasePage], desk: Any
) -> None:
    """Where the person lives is not known: the proof of address depends on it."""
    desk.change_person("idriss", housing=None)
    page = open_case("idriss-a3")
    undecided = [i for i in page.case.entries if i.entry.truth is None]

    assert undecided
    row = row_of(page, undecided[0].entry.code)
    assert row.chip.text() == "Selon la situation"
    assert "?" in row.our_note.text()


def test_the_status_is_told_in_the_language_of_whoever_reads(page: CasePage) -> None:
    item = next(i for i in page.case.entries if i.entry.code == "P-DEC")

    assert status_of(item, language.current()) == ("done", "Vu le 12/11")


@pytest.mark.parametrize("code", NAMES)
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("case", ["samira-a2", "andrii-a3"])
def test_the_page_is_whole_in_every_language_at_every_size(  # noqa: PLR0913, PLR0917
    qapp: Any,
    open_case: Callable[[str], CasePage],
    shown: Callable[..., QWidget],
    unnamed: Callable[[QWidget], list[str]],
    cut: Callable[[QWidget], list[str]],
    code: str,
    scale: float,
    case: str,
) -> None:
    look.apply(qapp, "light", scale)
    language.use(code)
    page = shown(open_case(case))

    assert unnamed(page) == []
    assert cut(page) == []


@pytest.mark.parametrize("code", NAMES)
def test_what_ends_a_case_stands_on_one_line(
    code: str,
    open_case: Callable[[str], CasePage],
    shown: Callable[..., QWidget],
) -> None:
    language.use(code)
    page = open_case("samira-a2")
    shown(page)

    foot = page.checklist
    acts = (foot.file, foot.appoint, foot.end)
    middles = {act.geometry().center().y() for act in acts if act.isVisible()}
    assert foot.end.isVisible()
    assert max(middles) - min(middles) <= 1


def test_nothing_is_cut_when_sentences_are_twice_as_long(
    twice_as_long: None,
    open_case: Callable[[str], CasePage],
    shown: Callable[..., QWidget],
    cut: Callable[[QWidget], list[str]],
) -> None:
    assert cut(shown(open_case("samira-a2"))) == []


def test_a_procedure_that_left_the_catalogue_shows_an_empty_list(
    open_case: Callable[[str], CasePage], desk: Any
) -> None:
    """Older cases still read."""
    known = desk.store.cases
    known.put(replace(known.get("idriss-a3"), procedure="Z9"))

    assert open_case("idriss-a3").case.entries == ()


def test_a_case_that_is_gone_is_left(page: CasePage, desk: Any, qtbot: QtBot) -> None:
    """Its person was erased; the way back would show them again."""
    del desk.store.cases.known["idriss-a3"]

    with qtbot.waitSignal(page.wanted) as left:
        page.presenter.read()

    assert left.args == [ShowPeople()]


def test_stacked_buttons_stay_together_beside_a_long_title(
    qapp: QApplication,
    open_case: Callable[[str], CasePage],
    shown: Callable[..., QWidget],
) -> None:
    """A title of three lines draws nothing apart."""
    language.use("uk")
    look.apply(qapp, "light", 2.0)
    page = open_case("samira-a2")
    shown(page)

    buttons = (page.sheet, page.pocket, page.print)
    apart = [
        after.geometry().top() - before.geometry().bottom()
        for before, after in pairwise(buttons)
    ]

    assert max(apart) <= look.px(12)


def test_a_letter_is_written_from_the_case_it_is_about(
    page: CasePage, desk: Any, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.wanted) as asked:
        page.checklist.write.click()

    assert asked.args == [WriteLetter("idriss", "idriss-a3")]
    page.show_case(replace(page.case, may=frozenset()), desk.library)
    assert page.checklist.write.isHidden()


@pytest.mark.parametrize("code", NAMES)
def test_the_halves_of_all_lines_stand_in_columns(
    code: str, open_case: Callable[[str], CasePage], shown: Callable[..., QWidget]
) -> None:
    """However long the word of a status is."""
    language.use(code)
    page = open_case("idriss-a3")
    shown(page)

    rows = [row for row in page.checklist.rows if row.isVisibleTo(page)]
    assert len({row.chip.text() for row in rows}) > 1
    assert len({row.their_side.x() for row in rows}) == 1
    assert len({row.their_side.width() for row in rows}) == 1


def test_the_whole_route_is_seen_as_long_as_the_law_sets_no_date(
    page: CasePage, desk: Any
) -> None:
    done = [replace(step, state="done") for step in page.case.route[:-1]]
    route = (*done, replace(page.case.route[-1], state="current"))
    for dates in (page.case.situation.deadlines, ()):
        situation = replace(page.case.situation, deadlines=dates)
        case = replace(page.case, route=route, situation=situation)
        page.show_case(case, desk.library)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    assert page.route.findChild(QPushButton, "steps-behind") is None


@pytest.mark.parametrize("code", NAMES)
def test_the_list_is_as_wide_in_every_case(
    code: str, open_case: Callable[[str], CasePage], shown: Callable[..., QWidget]
) -> None:
    language.use(code)

    pages = [shown(open_case(case)) for case in ("idriss-a3", "samira-a2", "andrii-a3")]

    assert len({page.route.width() for page in pages}) == 1


def test_the_steps_behind_leave_their_room_to_the_dates(
    open_case: Callable[[str], CasePage], shown: Callable[..., QWidget]
) -> None:
    """The clocks of a request that was filed are what its page is opened for."""
    page = open_case("samira-a2")
    shown(page)
    states = [step.state for step in page.case.route]
    behind = states.index("current")
    assert states[:behind] == ["done"] * behind

    link = page.route.findChild(QPushButton, "steps-behind")
    first = page.case.route[0].title.french
    words = next(w for w in page.route.findChildren(QLabel) if w.text() == first)
    assert str(behind) in link.text()
    assert not words.isVisible()
    link.click()
    assert words.isVisible()
    page.retranslate()

    *_before, words = (w for w in page.route.findChildren(QLabel) if w.text() == first)
    assert words.isVisibleTo(page)
    page.route.findChildren(QPushButton, "steps-behind")[-1].click()
    assert not words.isVisibleTo(page)
