"""Statistics: what is asked, what is shown, and that all of it is seen before it goes."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from anef_desk.domain.rights_loss import Right
from anef_desk.i18n import NAMES
from anef_desk.statistics.records import Dimension, Subject
from ui import language
from ui.navigation import ShowStatistics
from ui.pages.statistics import FilePreview, StatisticsPage, StatisticsPresenter
from ui.theme import look
from ui.theme.tokens import THEMES
from ui.widgets import paper
from ui.widgets.bar_chart import BarChart
from ui.widgets.paper import PaperDialog

Show = Callable[..., QWidget]


@pytest.fixture
def show(qtbot: QtBot, desk: Any, ask: Any) -> Callable[[], StatisticsPage]:
    def make() -> Any:
        page = StatisticsPage()
        qtbot.addWidget(page)
        page.presenter = StatisticsPresenter(page, desk, ask)
        return page

    return make


@pytest.fixture
def page(desk: Any, show: Callable[[], StatisticsPage]) -> StatisticsPage:
    """Sixteen people over a year; two of them lost their bank."""
    desk.lose(Right.JOB, 16, 1, "expired")
    desk.lose(Right.JOB, 9, 2, "D22")
    desk.lose(Right.CAF, 7, 2)
    desk.lose(Right.RSA, 6, 5, "expired")
    desk.lose(Right.BANK, 2, 5)
    return show()


def pick(page: StatisticsPage, name: str, value: str) -> None:
    field = page.fields[name][1]
    field.setCurrentIndex(field.findData(value))
    field.activated.emit(field.currentIndex())


def cells(page: StatisticsPage) -> list[list[str]]:
    table = page.table
    return [
        [table.item(r, c).text() for c in range(table.columnCount())]
        for r in range(table.rowCount())
    ]


def test_an_empty_desk_is_told_what_to_note(
    show: Callable[[], StatisticsPage], shown: Show
) -> None:
    page = show()
    shown(page)

    assert page.empty.isVisible()
    assert "Notez un droit perdu" in page.empty.advice.text()
    assert not page.print.isVisible()
    assert not page.table_card.isVisible()


def test_few_people_are_not_counted_and_that_is_said(
    desk: Any, show: Callable[[], StatisticsPage], shown: Show
) -> None:
    desk.lose(Right.JOB, 4, 3)
    page = show()
    shown(page)

    assert not page.empty.isVisible()
    assert "Moins de cinq personnes" in page.notes.text()
    assert not page.table_card.isVisible()
    assert not page.file.isVisible()


def test_months_are_shown_as_bars_and_as_numbers(page: StatisticsPage) -> None:
    assert page.chart.bars[:3] == (("janvier", 16), ("février", 16), ("mars", 0))
    assert cells(page)[0] == ["janvier", "16"]
    assert cells(page)[-1] == ["Total", "40"]


def test_a_small_number_is_hidden_everywhere(page: StatisticsPage) -> None:
    pick(page, "rows", "right")

    assert ("Banque", None) in page.chart.bars
    assert ["Banque", "masqué"] in cells(page)
    assert "Banque : masqué" in page.chart.accessibleDescription()
    assert "moins de cinq personnes est masqué" in page.notes.text()


def test_two_questions_are_crossed_and_asked_of_each_subject(
    page: StatisticsPage,
) -> None:
    pick(page, "rows", "right")
    pick(page, "columns", "month")

    assert page.view.cross is not None
    assert page.table.horizontalHeaderItem(1).text() == "janvier"
    assert page.fields["columns"][1].findData("right") == -1


def test_another_subject_is_asked_of_its_own_year(
    page: StatisticsPage, desk: Any, qtbot: QtBot
) -> None:
    pick(page, "rows", "right")

    with qtbot.waitSignal(page.asked):
        pick(page, "subject", "blockages")

    assert page.view.asked.subject is Subject.BLOCKAGES
    assert page.view.asked.rows is Dimension.MONTH
    assert page.fields["rows"][1].findData("right") == -1


def test_nothing_can_be_asked_about_a_member_of_staff(page: StatisticsPage) -> None:
    view = page.view
    assert view is not None
    assert set(view.subjects) == set(Subject) - {Subject.DELAYS}
    for subject in view.subjects:
        pick(page, "subject", subject.value)
        for name in ("rows", "columns"):
            field = page.fields[name][1]
            offered = {field.itemData(n) for n in range(field.count())}
            assert offered <= {"", *(dimension.value for dimension in Dimension)}


def test_delays_are_offered_once_a_decision_was_noted(
    page: StatisticsPage, desk: Any
) -> None:
    """They are not crossed: a median says more than a number does."""
    case = desk.store.cases.get("samira-a2")
    for number in range(5):
        answered = replace(
            case, id=f"a{number}", person=f"p{number}", answered_on=date(2026, 11, 2)
        )
        desk.store.cases.put(answered)
    page.presenter.read()

    pick(page, "subject", Subject.DELAYS.value)

    assert not page.fields["columns"][1].isEnabled()
    assert cells(page)[-1][:2] == ["Total", "5"]


def test_coming_back_counts_again(page: StatisticsPage, desk: Any) -> None:
    desk.lose(Right.TRAVEL, 8, 7)

    page.presenter.read()

    assert cells(page)[-1] == ["Total", "48"]


def test_every_number_is_seen_before_the_file_is_written(
    page: StatisticsPage,
    shown: Show,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "statistiques.csv"
    monkeypatch.setattr(paper, "ask_file", lambda _parent, _name: target)
    shown(page)
    page.file.click()
    (preview,) = page.findChildren(FilePreview)
    assert not target.exists()

    with qtbot.waitSignal(page.explained) as told:
        preview.save.click()

    assert target.read_bytes().decode("utf-8-sig").splitlines() == (
        preview.text.toPlainText().splitlines()
    )
    assert "plus protégée" in told.args[0]


def test_a_file_given_up_is_not_written(
    page: StatisticsPage, shown: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(paper, "ask_file", lambda *what: asked.append(what))
    shown(page)
    page.file.click()
    (preview,) = page.findChildren(FilePreview)

    preview.give_up.click()
    page.file.click()
    page.findChildren(FilePreview)[-1].save.click()

    assert len(asked) == 1


def test_the_sheet_is_seen_before_it_is_printed(
    page: StatisticsPage, shown: Show
) -> None:
    shown(page)
    page.print.click()
    (dialog,) = page.findChildren(PaperDialog)

    assert dialog.paper.sheet.pdf.startswith(b"%PDF")
    assert dialog.paper.sheet.pages
    assert dialog.paper.name == "statistiques.pdf"


def test_without_an_answer_yet_nothing_goes(desk: Any, qtbot: QtBot) -> None:
    page = StatisticsPage()
    qtbot.addWidget(page)
    asked: list[object] = []
    presenter = StatisticsPresenter(page, desk, lambda *what: asked.append(what))

    presenter.print()
    presenter.file()

    assert len(asked) == 1  # what to show


@pytest.mark.parametrize("code", ["fr", "ar"])
def test_names_begin_at_the_edge_and_a_number_follows_its_bar(
    code: str, shown: Any
) -> None:
    language.use(code)
    chart = BarChart()
    chart.setLayoutDirection(language.direction(language.current()))
    chart.show_bars("x", (("a", 5),))
    shown(chart, 600, 120)
    picture = chart.grab().toImage()
    ground = picture.pixelColor(chart.width() // 2, 0)
    (_top, height), *_rest = chart._lines(chart.width())

    def inked(x: int) -> bool:
        x = chart.width() - 1 - x if chart.isRightToLeft() else x
        return any(picture.pixelColor(x, y) != ground for y in range(height))

    columns = [x for x in range(chart.width()) if inked(x)]
    gaps = [after - x for x, after in itertools.pairwise(columns)]
    assert columns[0] < look.px(6)
    assert gaps[-1] < look.px(14)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("code", ["fr", "ar"])
def test_a_hidden_bar_is_told_from_a_short_one_without_its_colour(
    theme: str, code: str, qapp: QApplication, qtbot: QtBot, shown: Show
) -> None:
    """It is hatched: inside it, two colours at least."""
    look.apply(qapp, theme)
    language.use(code)
    chart = BarChart()
    chart.setLayoutDirection(language.direction(language.current()))
    chart.show_bars("x", (("a", None), ("b", 10)))
    shown(chart, 600, 120)
    picture = chart.grab().toImage()
    (top, height), (second, _h) = chart._lines(chart.width())
    start = round(chart.width() * 0.36) + look.px(12)
    across = [start + n for n in range(8, 28)]
    if chart.isRightToLeft():
        across = [chart.width() - x for x in across]

    def colours(y: int) -> set[int]:
        return {picture.pixel(x, y) for x in across}

    assert len(colours(top + height // 2)) > 1
    assert len(colours(second + height // 2)) == 1


@pytest.mark.parametrize("code", NAMES)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_page_is_whole_in_every_language_at_every_size(  # noqa: PLR0913, PLR0917
    qapp: Any,
    page: StatisticsPage,
    shown: Show,
    unnamed: Callable[[QWidget], list[str]],
    cut: Callable[[QWidget], list[str]],
    code: str,
    scale: float,
) -> None:
    look.apply(qapp, "light", scale)
    language.use(code)
    pick(page, "rows", "right")
    pick(page, "columns", "month")
    shown(page)

    assert unnamed(page) == []
    assert cut(page) == []


def test_nothing_is_cut_when_sentences_are_twice_as_long(
    twice_as_long: None,
    page: StatisticsPage,
    shown: Show,
    cut: Callable[[QWidget], list[str]],
) -> None:
    assert cut(shown(page)) == []


def test_the_tab_key_leaves_the_table(
    page: StatisticsPage, shown: Show, qtbot: QtBot
) -> None:
    shown(page)
    page.table.setFocus()

    qtbot.keyClick(page.table, Qt.Key.Key_Tab)

    assert page.window().focusWidget() is page.file


def test_a_place_in_the_rail_leads_here() -> None:
    from ui.main_window import MainWidget

    widget = MainWidget(lambda _r: (StatisticsPage(), None))  # type: ignore[arg-type,return-value]
    widget.statistics.click()

    assert widget.request == ShowStatistics()
    widget.deleteLater()
