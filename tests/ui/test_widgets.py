"""Small widgets: what they promise to every page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from anef_desk.domain.page_image import PageImage
from ui import language, terms
from ui.page import ScrollingPage
from ui.theme import look, metrics
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip, ChipButton
from ui.widgets.copy_field import CopyField
from ui.widgets.date_field import DateField
from ui.widgets.entry import Entry
from ui.widgets.fields import LineField, TextField
from ui.widgets.flow import Flow
from ui.widgets.form import Form
from ui.widgets.hint import hint
from ui.widgets.inner_area import GUTTER, InnerArea
from ui.widgets.labels import Words, led
from ui.widgets.lines import laid_out
from ui.widgets.next_card import advised
from ui.widgets.paper import FileNotWrittenError, write_file
from ui.widgets.pdf_view import PdfView
from ui.widgets.recovery_lines import RecoveryLines
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


def test_no_short_word_stands_alone_on_the_last_line(qtbot: QtBot) -> None:
    told = Words()
    qtbot.addWidget(told)
    told.setText("Sans elle, un oubli suffit pour tout perdre.")
    just = told.fontMetrics().horizontalAdvance(told.text())

    last = laid_out(told, just - 10)

    assert last.lineCount() == 2
    line = last.lineAt(1)
    end = QLabel.text(told)[line.textStart() :]
    assert end == "tout\u00a0perdre."
    assert told.text() == "Sans elle, un oubli suffit pour tout perdre."


@pytest.mark.parametrize("direction", [LEFT, RIGHT])
def test_a_page_ends_at_the_same_edge_with_a_bar_or_without(
    direction: Qt.LayoutDirection, qtbot: QtBot
) -> None:
    """Cards moved by the width of the bar from one page to the other."""
    page = Plain()
    qtbot.addWidget(page)
    page.setLayoutDirection(direction)
    card, words = QWidget(), Words()
    words.setText("La hauteur d’une page suit sa largeur, dès que des mots y vont.")
    for part in (card, words):
        page.body.addWidget(part)
    page.resize(800, 600)
    page.show()
    qtbot.waitExposed(page)
    before = card.mapTo(page, card.rect().topLeft()).x(), card.width()

    card.setMinimumHeight(2000)
    bar = page.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.wait(20)
    held = card.mapTo(page, card.rect().topLeft()).x(), card.width()
    page.setLayoutDirection(RIGHT if direction is LEFT else LEFT)
    qtbot.wait(20)
    turned = card.mapTo(page, card.rect().topLeft()).x(), card.width()

    assert before == held == turned == (metrics.PAGE_MARGIN, 800 - 2 * 28)


class Plain(ScrollingPage):
    """A page with nothing to say."""

    def retranslate(self) -> None:
        """Say nothing."""


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
    assert word.text() == chip.accessibleName() == "Dépassé"  # It stands alone.
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


def form_of(fields: int, window: QWidget) -> Form:
    """Return a form of so many lines, over *window*."""
    form = Form("essai", window)
    for number in range(fields):
        form.add(f"field-{number}", f"Champ {number}", form.line(""), wide=True)
    return form


def test_a_form_shows_all_its_fields_where_its_window_has_the_room(
    qtbot: QtBot,
) -> None:
    """Two fields that scroll look like a form that was cut."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 700)
    window.show()
    form = form_of(5, window)
    form.resize(500, 300)

    form.show()

    bar = form._area.verticalScrollBar()
    assert bar.maximum() == 0
    assert form.height() <= window.height()
    first = form.findChild(QLineEdit, "field-field-0")
    assert first.mapTo(form, QPoint()).x() == form.title.x()
    form.reject()

    form = form_of(30, window)
    form.resize(500, 300)
    form.show()
    assert form._area.verticalScrollBar().maximum() > 0
    assert 300 < form.height() <= window.height()
    form.reject()


def test_a_form_begins_where_it_was_asked_to_and_shows_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 500)
    window.show()
    form = form_of(30, window)
    form.first = "field-29"

    form.show()

    last = form.findChild(QLineEdit, "field-field-29")
    assert form.focusWidget() is last
    assert not last.visibleRegion().isEmpty()
    form.reject()


@pytest.mark.parametrize("code", ["fr", "ar"])
def test_the_sign_of_a_status_stands_off_its_word(code: str, qtbot: QtBot) -> None:
    language.use(code)
    chip = ChipButton()
    qtbot.addWidget(chip)
    chip.show_status("done", "x")
    gap = look.px(metrics.ICON_GAP)
    size = chip.iconSize()
    picture = chip.icon().pixmap(size).toImage()
    column = gap // 2 if chip.isRightToLeft() else picture.width() - 1 - gap // 2

    assert size.width() == size.height() + gap
    rows = range(picture.height())
    assert all(picture.pixelColor(column, row).alpha() == 0 for row in rows)


@pytest.mark.parametrize("code", ["fr", "ar"])
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_what_stands_in_a_row_is_as_high(
    scale: float, code: str, qtbot: QtBot, qapp: QApplication
) -> None:
    look.apply(qapp, "light", scale)
    language.use(code)
    select, line = Select(), LineField()
    select.addItem("Toutes les familles")
    buttons = Button("plain"), Button("primary", "print"), Button("quiet", "close")
    for button in buttons:
        button.setText("Imprimer" if code == "fr" else "طبع الصفحات")
    row = QWidget()
    qtbot.addWidget(row)
    layout = QVBoxLayout(row)
    for widget in (select, line, *buttons):
        layout.addWidget(widget)
    row.show()

    heights = {widget.sizeHint().height() for widget in (line, *buttons)}
    assert len(heights) == 1
    assert select.sizeHint().height() in heights
    assert select.fontMetrics().height() <= select.height() - 2 * 9


@pytest.mark.parametrize("direction", [LEFT, RIGHT])
def test_a_value_to_copy_stands_under_its_label(
    direction: Qt.LayoutDirection, qtbot: QtBot
) -> None:
    label = Words("soft")
    label.setText("Numéro étranger")
    field = CopyField(label=label)
    qtbot.addWidget(field)
    field.setLayoutDirection(direction)
    field.show_value("9903124477", "numéro étranger")
    field.resize(500, 60)
    field.show()
    value, words = field.value.geometry(), label.geometry()
    side = field.value.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask

    assert (value.left(), value.right()) == (words.left(), words.right())
    assert field.value.layoutDirection() is LEFT
    assert side == (
        Qt.AlignmentFlag.AlignRight
        if direction is RIGHT
        else Qt.AlignmentFlag.AlignLeft
    )


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_line_of_the_recovery_sheet_is_as_high_as_any_other(
    scale: float, qapp: QApplication, qtbot: QtBot
) -> None:
    look.apply(qapp, "light", scale)
    whole, line = QWidget(), LineField()
    qtbot.addWidget(whole)
    lines = RecoveryLines(lambda _number, _text: False)
    column = QVBoxLayout(whole)
    column.addWidget(line)
    column.addWidget(lines)
    whole.show()

    assert lines.fields[0].height() == line.height()
