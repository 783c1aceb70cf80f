"""One letter for several people: chosen, ticked, made, refused with a reason, kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from anef_desk.desk.batches import Batches
from anef_desk.domain.supporting_document import MarkState
from anef_desk.errors import Cancelled
from anef_desk.i18n import NAMES
from ui import language
from ui.navigation import ShowPeople, ShowPerson, WriteLetters
from ui.pages.batch import BatchPage, BatchPresenter
from ui.pages.people import PeoplePage
from ui.theme import look
from ui.widgets import printing

Cut = Callable[[QWidget], list[str]]
Show = Callable[..., QWidget]
Open = Callable[..., tuple[BatchPage, BatchPresenter]]

FORM = "L30"
"""A form that fits everybody."""


@pytest.fixture
def opened(qtbot: QtBot, desk: Any, ask: Any) -> Open:
    def make(
        text: str = "", section: str = "", asking: Any = ask
    ) -> tuple[BatchPage, BatchPresenter]:
        page = BatchPage()
        qtbot.addWidget(page)
        presenter = BatchPresenter(page, desk, asking, text, section)
        page.setProperty("kept", [presenter])
        return page, presenter

    return make


def choose(page: BatchPage, code: str) -> None:
    page.code.setCurrentIndex(page.code.findData(code))
    page.code.activated.emit(page.code.currentIndex())


def ticked(page: BatchPage) -> list[str]:
    return [tick.text() for tick in page.people.ticks if tick.isChecked()]


def told(page: BatchPage) -> list[str]:
    found: list[str] = []
    page.explained.connect(found.append)
    return found


def test_what_is_typed_is_kept_when_the_window_locks_or_another_letter_is_chosen(
    opened: Open, shown: Show, desk: Any
) -> None:
    """Before anything is made of it."""
    page, _presenter = opened()
    shown(page)
    choose(page, "L02")
    page.questions[0].show_text("Appel du 12")
    key = page.questions[0].key

    choose(page, "L03")

    assert desk.drafts.kept["batch:L02"][key] == "Appel du 12"
    choose(page, "L02")
    assert page.questions[0].text() == "Appel du 12"
    page.questions[0].show_text("Appel du 13")
    page.hide()
    assert desk.drafts.kept["batch:L02"][key] == "Appel du 13"


def test_nothing_is_made_before_somebody_is_ticked(opened: Open) -> None:
    page, _presenter = opened()
    assert not page.make.isEnabled()

    page.people.ticks[0].click()

    assert page.make.isEnabled()
    assert page.people.count.text() == "1 personne cochée"


def test_who_was_ticked_stays_so_while_others_are_looked_for(opened: Open) -> None:
    page, _presenter = opened()
    page.people.ticks[0].click()

    page.people.line.setText("karimi")
    page.people.search()
    page.people.every.click()

    assert page.people.chosen == ("idriss", "samira")
    page.people.line.setText("")
    page.people.search()
    assert len(ticked(page)) == 2
    page.people.none.click()
    assert page.people.chosen == ()
    assert ticked(page) == []


def test_the_letters_are_shown_and_those_who_get_none_are_named(
    opened: Open, qtbot: QtBot
) -> None:
    """With the reason, and the way to the file that would change it."""
    page, _presenter = opened()
    choose(page, "V02")
    page.people.every.click()

    assert page.make.property("role") == "primary"
    page.make.click()

    assert page.make.property("role") == "plain"  # To print is now the act.
    assert page.paper.sheet is not None
    assert page.paper.name == "courriers.pdf"
    assert page.count.text() == "1 courrier est prêt. 1 copie est jointe."
    opening = page.findChildren(QPushButton, "file-to-open")
    assert len(opening) == len(page.people.chosen) - 1
    with qtbot.waitSignal(page.wanted) as asked:
        opening[0].click()
    assert asked.args[0] == ShowPerson("idriss")


def test_a_reason_and_the_names_below_do_not_touch(opened: Open, qtbot: QtBot) -> None:
    page, _presenter = opened()
    choose(page, "V02")
    page.people.every.click()
    page.make.click()
    page.resize(1162, 700)
    page.show()
    qtbot.waitExposed(page)

    reason = page.none.column.itemAt(0).geometry()
    names = page.none.column.itemAt(2).geometry()
    assert names.top() - reason.bottom() >= 4


def test_what_remains_to_be_done_is_said(opened: Open) -> None:
    page, _presenter = opened()
    assert page.empty.title.text() == "Choisissez un courrier et des personnes."

    page.people.every.click()

    assert page.empty.title.text() == "Appuyez sur « Préparer les courriers »."


def test_what_was_made_comes_under_the_eye_in_large_text(
    opened: Open, shown: Show
) -> None:
    from PySide6.QtWidgets import QApplication

    look.apply(QApplication.instance(), "light", 2.0)  # type: ignore[arg-type]
    page, _presenter = opened()
    choose(page, FORM)
    page.people.every.click()
    shown(page)

    page.make.click()
    QApplication.processEvents()

    assert page.count.hasFocus()
    top = page.count.mapTo(page.area, page.count.rect().topLeft()).y()
    assert 0 <= top < page.area.height() / 4


@pytest.mark.parametrize("code", NAMES)
def test_all_of_it_is_seen_at_once_on_an_old_screen(
    code: str, opened: Open, shown: Show
) -> None:
    """The page does not scroll, nor what is chosen: the acts stay in sight."""
    language.use(code)
    page, _presenter = opened()
    choose(page, "V02")
    page.people.every.click()
    page.make.click()

    shown(page, 1162, 702)

    assert page.area.verticalScrollBar().maximum() == 0
    assert page.choose_area.verticalScrollBar().maximum() == 0


def test_a_letter_that_fits_nobody_is_said_to(opened: Open) -> None:
    page, _presenter = opened("N’Diaye")
    choose(page, "V02")
    page.people.every.click()

    page.make.click()

    assert page.paper.sheet is None
    assert "ne convient à aucune" in page.empty.title.text()
    assert not page.refused.isHidden()


def test_what_is_typed_is_in_each_letter_and_comes_back(
    opened: Open, desk: Any
) -> None:
    page, _presenter = opened()
    choose(page, "L11")
    assert not page.note.isHidden()
    page.questions[0].show_text("Boulangerie de la Fiction")
    page.people.every.click()
    page.make.click()
    assert page.paper.sheet is not None
    assert "Boulangerie de la Fiction" in page.paper.sheet.text

    again, _presenter = opened()
    choose(again, "L11")

    assert again.answers()["employer"] == "Boulangerie de la Fiction"


def test_each_letter_is_kept_once_when_they_go_out(opened: Open, desk: Any) -> None:
    page, presenter = opened()
    choose(page, FORM)
    page.people.every.click()
    page.make.click()
    assert desk.store.letters.kept == []
    said = told(page)

    presenter.keep("Parti.")
    presenter.keep("Parti encore.")

    kept = [letter.person for letter in desk.store.letters.kept]
    assert sorted(kept) == sorted(page.people.chosen)
    assert said == [
        "Parti. Chaque courrier est gardé dans son dossier.",
        "Parti encore.",
    ]


def test_letters_that_could_not_be_kept_are_kept_at_the_next_print(
    opened: Open, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from anef_desk.vault.errors import FrozenFileError

    page, presenter = opened()
    choose(page, FORM)
    page.people.every.click()
    page.make.click()
    said = told(page)
    with monkeypatch.context() as patch:

        def refuse(*_given: Any) -> None:
            raise FrozenFileError

        patch.setattr(Batches, "keep", refuse)
        presenter.keep("Parti.")
    assert "gelé" in said[0]

    presenter.keep("Parti.")

    assert len(desk.store.letters.kept) == len(page.people.chosen)


def test_a_batch_is_given_up_and_nothing_is_shown(
    opened: Open, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, _presenter = opened()
    choose(page, FORM)
    page.people.every.click()
    said = told(page)

    def give_up(*_given: Any, **_wanted: Any) -> None:
        raise Cancelled

    monkeypatch.setattr(Batches, "make", give_up)
    page.make.click()

    assert page.paper.sheet is None
    assert page.running.isHidden()
    assert page.make.isEnabled()
    assert said == ["Les courriers n’ont pas été préparés."]


def test_progress_is_shown_while_letters_are_made(opened: Open, ask: Any) -> None:
    waiting: list[Callable[[], None]] = []
    late = False

    def later(
        work: Any, then: Any, failed: Any = None, *, beside: bool = False
    ) -> None:
        if late:
            waiting.append(lambda: ask(work, then, failed))
        else:
            ask(work, then, failed)

    page, _presenter = opened(asking=later)
    choose(page, FORM)
    page.people.every.click()
    late = True
    page.make.click()
    assert not page.running.isHidden()
    assert not page.make.isEnabled()

    waiting.pop()()

    assert page.running.isHidden()
    assert page.paper.sheet is not None


def test_two_people_never_share_a_sheet_of_paper(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A printer that prints on both sides would put one letter behind another."""
    page, _presenter = opened()
    choose(page, FORM)
    page.people.every.click()
    page.make.click()
    seen: list[QPrinter] = []

    class Answer:
        def __init__(self, printer: QPrinter, _parent: QWidget) -> None:
            seen.append(printer)

        def setWindowTitle(self, _title: str) -> None:  # noqa: N802
            """Say nothing."""

        def setOption(self, *_given: Any) -> None:  # noqa: N802
            """Say nothing."""

        def setMinMax(self, *given: int) -> None:  # noqa: N802
            assert given == (1, page.paper.sheet.count)  # type: ignore[union-attr]

        def setFromTo(self, *_given: int) -> None:  # noqa: N802
            """Say nothing."""

        def exec(self) -> QDialog.DialogCode:
            return QDialog.DialogCode.Rejected

    monkeypatch.setattr(printing, "QPrintDialog", Answer)
    page.paper.print.click()

    assert seen[0].duplex() == QPrinter.DuplexMode.DuplexNone


def test_the_list_of_people_leads_here_with_what_was_typed(
    qtbot: QtBot, opened: Open
) -> None:
    people = PeoplePage()
    qtbot.addWidget(people)
    people.line.setText("karimi")
    with qtbot.waitSignal(people.wanted) as asked:
        people.batch.click()
    assert asked.args[0] == WriteLetters("karimi")

    page, presenter = opened("karimi")
    shown = [tick for tick in page.people.ticks if not tick.isHidden()]
    assert len(shown) == 1
    presenter.read()
    with qtbot.waitSignal(page.wanted) as back:
        page.back.click()
    assert back.args[0] == ShowPeople()


class Board:
    """A board with one person late."""

    class Row:
        person, name, native_name = "samira", "KARIMI (EXEMPLE) Samira", ""

    class Section:
        section = "late"

    def read(self, _shown: int) -> Any:
        section, board = self.Section(), type("B", (), {})()
        section.rows = (self.Row(),)  # type: ignore[attr-defined]
        board.sections = (section,)  # type: ignore[attr-defined]
        return board


def test_the_people_of_a_section_of_today_are_offered(opened: Open, desk: Any) -> None:
    desk.board = Board()
    page, _presenter = opened(section="late")

    page.people.every.click()

    assert page.people.chosen == ("samira",)
    assert page.people.line.isHidden()
    page.people.source.setCurrentIndex(page.people.source.findData("week"))
    page.people.source.activated.emit(page.people.source.currentIndex())
    assert page.people.more.text() == "Aucune personne ici."
    assert page.people.chosen == ("samira",)


def test_a_letter_the_organisation_worded_says_so(opened: Open, desk: Any) -> None:
    text = desk.templates.text("L11").replace("Madame, Monsieur,", "Bonjour,", 1)
    desk.templates.replace("L11", text)
    page, _presenter = opened()
    choose(page, "V02")
    assert page.own.isHidden()

    choose(page, "L11")

    assert page.own.text() == "Modèle modifié par la structure."


def test_who_reads_another_language_gets_a_copy_unless_it_is_unticked(
    opened: Open,
) -> None:
    page, _presenter = opened("N’Diaye")
    choose(page, FORM)
    page.people.every.click()
    assert page.copies.isHidden()  # Everybody there reads French.
    page.people.line.setText("")
    page.people.search()
    page.people.every.click()
    assert not page.copies.isHidden()
    assert page.copies.isChecked()

    page.make.click()

    with_copies = page.paper.sheet
    assert with_copies is not None
    number = len(page.people.chosen)
    assert page.count.text() == (
        f"{number} courriers sont prêts. {number - 1} copies sont jointes."
    )
    page.copies.click()
    page.make.click()
    assert page.paper.sheet is not None
    assert len(page.paper.sheet.pdf) < len(with_copies.pdf)
    assert page.count.text() == f"{number} courriers sont prêts."


def test_more_people_than_boxes_are_ticked_together(opened: Open) -> None:
    from anef_desk.desk.batches import Recipient

    page, _presenter = opened()
    many = [
        Recipient(person=str(number), name=f"Fictif {number}", native_name="")
        for number in range(70)
    ]

    page.people.show_found(many)
    page.people.every.click()

    assert "10 autres" in page.people.more.text()
    assert len(page.people.chosen) == 70


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("code", NAMES)
def test_nothing_is_cut_and_everything_has_a_name(
    code: str, scale: float, opened: Open, shown: Show, cut: Cut, unnamed: Cut
) -> None:
    """On an old screen, in each language, in plain and in large text."""
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    if scale != 1.0:
        look.apply(app, "light", scale)  # type: ignore[arg-type]
    language.use(code)
    page, _presenter = opened()
    choose(page, "V02")
    page.people.every.click()
    page.make.click()

    shown(page)

    assert cut(page) == []
    assert unnamed(page) == []


def test_nothing_is_cut_when_sentences_are_twice_as_long(
    twice_as_long: None, opened: Open, shown: Show, cut: Cut
) -> None:
    """As the next language may be."""
    page, _presenter = opened()
    page.people.every.click()
    page.make.click()

    assert cut(shown(page)) == []


def test_the_page_is_used_with_the_keyboard(
    opened: Open, shown: Show, qtbot: QtBot
) -> None:
    page, _presenter = opened()
    shown(page)
    tick = page.people.ticks[0]
    tick.setFocus()

    qtbot.keyClick(tick, Qt.Key.Key_Space)

    assert page.people.chosen == ("idriss",)


def test_whose_document_has_ended_is_named_above_the_pages(
    opened: Open, desk: Any, qtbot: QtBot
) -> None:
    desk.cases.mark(
        "samira-a2", "P-EPH", MarkState.COPIED, valid_until=date(2026, 11, 20)
    )
    page, _presenter = opened()
    choose(page, "L01")
    page.people.every.click()
    page.make.click()

    assert not page.ended.isHidden()
    said = [words.text() for words in page.without.findChildren(QLabel)]
    assert "a pris fin le 20 novembre 2026" in said[0]
    opening = page.ended.findChildren(QPushButton, "file-to-open")
    assert len(opening) == 1
    with qtbot.waitSignal(page.wanted) as asked:
        opening[0].click()
    assert asked.args[0] == ShowPerson("samira")


@pytest.mark.parametrize("code", ["fr", "ar"])
def test_the_act_stands_under_the_cards_it_is_about(
    code: str, opened: Open, shown: Callable[..., QWidget]
) -> None:
    language.use(code)
    page, _presenter = opened()
    shown(page, 1162, 1000)
    left = page.people.mapTo(page, QPoint()).x()
    right = left + page.people.width()

    act = page.make.mapTo(page, QPoint()).x()
    assert (act, act + page.make.width()) == (left, right)
