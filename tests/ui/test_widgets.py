"""Small widgets: what they promise to every page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from anef_desk.domain.page_image import PageImage
from ui import language, terms
from ui.theme import look
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.date_field import DateField
from ui.widgets.entry import Entry
from ui.widgets.fields import LineField, TextField
from ui.widgets.flow import Flow
from ui.widgets.hint import hint
from ui.widgets.inner_area import GUTTER, InnerArea
from ui.widgets.labels import led
from ui.widgets.next_card import advised
from ui.widgets.paper import FileNotWrittenError, write_file
from ui.widgets.pdf_view import PdfView
from ui.widgets.select import Select

LEFT, RIGHT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


@pytest.mark.parametrize(
    ("text", "direction", "led_text"),
    [
        ("Préfecture", LEFT, "Préfecture"),
        ("جواز السفر", RIGHT, "جواز السفر"),
        ("OFPRA يسلم القرار", RIGHT, "\u200fOFPRA يسلم القرار"),
        ("Préfecture.", RIGHT, "\u200f\u2068Préfecture.\u2069"),
        ("سمیرا", LEFT, "\u200e\u2068سمیرا\u2069"),
        ("\u2068سمیرا\u2069  ·  née", LEFT, "\u2068سمیرا\u2069  ·  née"),
        ("", RIGHT, ""),
    ],
)
def test_the_pane_decides_where_reading_begins_not_the_first_letter(
    text: str, direction: Qt.LayoutDirection, led_text: str
) -> None:
    """Unicode Bidirectional Algorithm (UAX #9), rules P2 and P3, overridden."""
    assert led(text, direction) == led_text


@pytest.mark.parametrize(("direction", "place"), [(LEFT, "start"), (RIGHT, "end")])
def test_room_beside_a_bar_follows_the_direction(
    direction: Qt.LayoutDirection, place: str, qtbot: QtBot
) -> None:
    area = InnerArea(40, gutter=8)
    qtbot.addWidget(area)
    area.setLayoutDirection(direction)

    margins = area.viewportMargins()

    assert (margins.left(), margins.right()) == ((0, 8) if place == "start" else (8, 0))


@pytest.mark.parametrize("direction", [LEFT, RIGHT])
def test_nothing_stands_under_a_bar_nor_touches_it(
    direction: Qt.LayoutDirection, qtbot: QtBot, qapp: QApplication
) -> None:
    area = InnerArea(40)
    qtbot.addWidget(area)
    area.setLayoutDirection(direction)
    tall = QLabel("…")
    tall.setMinimumHeight(900)
    area.column.addWidget(tall)
    area.resize(200, 100)
    area.show()
    qapp.processEvents()

    bar, held = area.verticalScrollBar(), area.viewport().geometry()
    assert bar.isVisible()
    place = bar.mapTo(area, bar.rect().topLeft()).x()
    between = (
        place - held.right() if direction is LEFT else held.x() - bar.width() - place
    )
    assert between >= GUTTER
    assert tall.width() <= held.width()


@pytest.mark.parametrize("kind", [LineField, TextField])
def test_an_empty_field_has_its_caret_where_reading_begins(
    kind: type[LineField | TextField], qtbot: QtBot, qapp: QApplication
) -> None:
    field = kind()
    qtbot.addWidget(field)
    field.resize(400, 80)
    field.show()
    assert field.cursorRect().x() < 100
    field.setLayoutDirection(RIGHT)
    qapp.processEvents()
    assert field.cursorRect().x() > 300


@pytest.mark.parametrize("text", ["", "12/", "12/03/2026"])
def test_a_date_stands_where_reading_begins_in_its_own_order(
    text: str, qtbot: QtBot, qapp: QApplication
) -> None:
    """From left to right within: a half-typed day keeps its slash after it."""
    field = DateField("day")
    qtbot.addWidget(field)
    field.resize(400, 80)
    field.show()
    field.line.setText(text)
    assert field.line.cursorRect().x() < 120
    field.hide()
    field.setLayoutDirection(RIGHT)
    field.show()
    qapp.processEvents()

    assert field.line.layoutDirection() is LEFT
    assert field.line.cursorRect().x() > 300
    field.line.setCursorPosition(0)
    assert field.line.cursorRect().x() > 290 - 10 * len(text)


def test_a_date_follows_the_language_of_the_window(qtbot: QtBot) -> None:
    field = DateField("day")
    qtbot.addWidget(field)
    field.show()

    language.use("ar")
    assert field.line.alignment() & Qt.AlignmentFlag.AlignRight
    language.use("fr")
    assert not field.line.alignment() & Qt.AlignmentFlag.AlignRight


def test_a_page_has_an_edge_where_all_is_white(
    qtbot: QtBot, qapp: QApplication
) -> None:
    look.apply(qapp, "contrast")
    view = PdfView()
    qtbot.addWidget(view)
    view.show_pages([PageImage(60, 40, b"\xff" * 7200)])

    [page] = view.findChildren(QLabel)
    picture = page.pixmap().toImage()
    edge = QColor(look.tokens().line)
    assert picture.pixelColor(0, 0) == picture.pixelColor(59, 39) == edge
    assert picture.pixelColor(30, 20) == QColor("white")


def test_a_status_is_an_icon_a_word_and_a_colour(qtbot: QtBot) -> None:
    chip = Chip()
    qtbot.addWidget(chip)
    chip.show_status("late", "dépassé")

    icon, word = chip.findChildren(QLabel)
    assert not icon.pixmap().isNull()
    assert word.text() == chip.accessibleName() == "dépassé"
    assert chip.property("kind") == "late"


def test_a_reason_opens_and_closes_from_the_keyboard(qtbot: QtBot) -> None:
    entry = Entry("Fin de l’attestation", "30 novembre 2026")
    qtbot.addWidget(entry)
    entry.explain("Parce que la loi le dit.", "Source : CESEDA")
    entry.show()

    qtbot.keyClick(entry.why, Qt.Key.Key_Space)
    assert entry.reason.isVisible()
    assert entry.why.accessibleName() == "Masquer : Fin de l’attestation"

    qtbot.keyClick(entry.why, Qt.Key.Key_Space)
    assert not entry.reason.isVisible()


def row(qtbot: QtBot, width: int) -> list[QRect]:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = Flow(holder, gap=10)
    for _ in range(3):
        child = QLabel()
        child.setFixedSize(100, 20)
        flow.addWidget(child)
    holder.resize(width, 200)
    holder.show()
    QApplication.processEvents()
    return [child.geometry() for child in holder.findChildren(QLabel)]


def test_what_has_no_room_goes_to_the_next_line(qtbot: QtBot) -> None:
    places = row(qtbot, 250)

    assert [place.x() for place in places] == [0, 110, 0]
    assert places[2].y() > places[0].y()


def test_lines_begin_on_the_side_of_reading(qtbot: QtBot) -> None:
    language.use("ar")
    try:
        places = row(qtbot, 250)
    finally:
        language.use("fr")

    assert [place.x() for place in places] == [150, 40, 150]


def test_a_file_is_written_whole(qapp: QApplication, tmp_path: Path) -> None:
    write_file(tmp_path / "courrier.pdf", b"%PDF-1.7")

    assert (tmp_path / "courrier.pdf").read_bytes() == b"%PDF-1.7"
    assert [file.name for file in tmp_path.iterdir()] == ["courrier.pdf"]


def test_a_place_that_refuses_the_file_is_explained(
    qapp: QApplication, tmp_path: Path
) -> None:
    with pytest.raises(FileNotWrittenError) as caught:
        write_file(tmp_path / "absent" / "courrier.pdf", b"%PDF-1.7")

    explained = caught.value.explain(language.current())
    assert "Choisissez un autre dossier" in explained
    assert str(tmp_path) not in str(caught.value)


LONG = "Pour une demande de renouvellement déposée avant la fin du titre précédent"


@pytest.fixture
def select(qapp: QApplication) -> Select:
    box = Select()
    box.addItem("Pas encore su")
    box.addItem(LONG)
    return box


def test_a_closed_list_shows_its_choice_whole_in_the_lines_it_needs(
    select: Select, qtbot: QtBot
) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    QVBoxLayout(holder).addWidget(select)
    holder.resize(260, 400)
    holder.show()
    QApplication.processEvents()
    plain = select.height()

    select.setCurrentIndex(1)
    QApplication.processEvents()
    grown = select.height()
    holder.resize(900, 400)
    QApplication.processEvents()

    assert grown >= plain + 2 * select.fontMetrics().height()
    assert select.height() == plain
    assert plain < select.sizeHint().width() < 400


@pytest.mark.parametrize("direction", [LEFT, RIGHT])
def test_an_open_list_is_as_wide_as_its_longest_choice(
    select: Select, qtbot: QtBot, direction: Qt.LayoutDirection
) -> None:
    qtbot.addWidget(select)
    select.setLayoutDirection(direction)
    select.setFixedWidth(160)
    select.show()

    select.showPopup()
    QApplication.processEvents()

    opened = select.view()
    needed = select.fontMetrics().horizontalAdvance(LONG)
    assert opened.viewport().width() >= needed
    assert opened.window().x() >= 0
    select.hidePopup()


def test_a_hint_is_whole_or_in_one_word(qtbot: QtBot) -> None:
    line, words = QLineEdit(), "Chercher un mot, un code, un papier…"
    qtbot.addWidget(line)

    hint(line, 600, words)
    assert line.placeholderText() == words

    hint(line, 160, words)
    assert line.placeholderText() == "Chercher…"


def test_a_line_that_goes_on_has_no_stop() -> None:
    assert advised("Attendez dix jours.", practice=False) == "Attendez dix jours."
    told = advised("Attendez dix jours.", practice=True)
    assert told.startswith(terms.joined(("Attendez dix jours", "conseil")))


@pytest.mark.parametrize(("repeats", "presses"), [(False, 1), (True, 2)])
def test_a_double_click_is_one_press_except_where_pages_are_turned(
    repeats: bool, presses: int, qtbot: QtBot
) -> None:
    """A hurried hand: two attempts would be noted, or a backup deleted unasked."""
    button = Button()
    qtbot.addWidget(button)
    button.repeats = repeats
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))

    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.mouseDClick(button, Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(button, Qt.MouseButton.LeftButton)

    assert len(pressed) == presses
