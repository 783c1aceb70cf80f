"""French typography on the screen: no line begins with a colon, nor ends with "«"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QTableWidget,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from anef_desk import i18n
from anef_desk.catalogue.library import shipped
from anef_desk.law.reading import reading
from ui import demo, vaults
from ui.widgets.copy_field import CopyField
from ui.widgets.help_window import HelpWindow
from ui.widgets.labels import Words
from ui.widgets.line_delegate import font_of
from ui.widgets.lines import lay_out
from ui.widgets.reader import Reader

BREAKS = re.compile("[ \u2009](?=[:;?!»])|(?<=«) ")
"""A space where a line could end, on the wrong side of a sign."""

SAID = "Le récépissé dit « 3 mois » : est-il encore valable ? Oui ; sinon non !"


def lines(text: str, width: int) -> list[str]:
    """Return the lines of *text* as they are painted in *width* pixels."""
    found = lay_out(text, font_of(15), width)
    whole = found.text()
    places = (found.lineAt(n) for n in range(found.lineCount()))
    return [whole[p.textStart() :][: p.textLength()].strip() for p in places]


@pytest.mark.parametrize("width", range(90, 400, 5))
def test_a_painted_line_begins_with_a_word(qtbot: QtBot, width: int) -> None:
    for line in lines(SAID, width):
        assert line[0] not in ":;?!»"
        assert line[-1] != "«"


def test_a_label_keeps_its_signs_with_their_words(qtbot: QtBot) -> None:
    words = Words()
    qtbot.addWidget(words)
    words.setText(SAID)

    assert not BREAKS.search(QLabel.text(words))
    assert words.text() == SAID


def test_what_is_copied_is_what_was_written(qtbot: QtBot) -> None:
    field = CopyField()
    qtbot.addWidget(field)
    field.show_value("Chez : Samira", "Adresse")
    field.copy()

    assert QApplication.clipboard().text() == "Chez : Samira"


def test_a_procedure_keeps_its_signs_with_their_words(qtbot: QtBot) -> None:
    reader = Reader()
    qtbot.addWidget(reader)
    content = shipped().content
    entries = (*content.procedures, *content.residence_documents, *content.symptoms)
    for code in (entry.code for entry in entries):
        found = reading(code, {}, shipped())
        assert found is not None
        reader.show_reading(found, i18n.load("fr"), i18n.load("en"))

        assert not breaking(reader.document()), code


def test_the_help_keeps_its_signs_with_their_words(qtbot: QtBot) -> None:
    window = HelpWindow()
    qtbot.addWidget(window)
    for row in range(window.titles.count()):
        window.titles.setCurrentRow(row)

        assert not breaking(window.text.document())


def test_the_help_has_the_headings_of_the_library(qtbot: QtBot) -> None:
    """They were twice as large, and of another colour."""
    reader, window = Reader(), HelpWindow()
    for widget in (reader, window):
        qtbot.addWidget(widget)
    found = reading("A2", {}, shipped())
    assert found is not None
    reader.show_reading(found, i18n.load("fr"), None)
    window.show_page("today")

    read, told = reader.document(), window.text.document()

    assert format_of(told, "Aujourd’hui") == format_of(read, "Première carte")
    assert format_of(told, "Que faire d’abord") == format_of(read, "Pour qui")


def format_of(document: QTextDocument, words: str) -> tuple[int, int, str]:
    """Return the size, weight and colour of the first block that begins so."""
    block = document.begin()
    while block.isValid() and not block.text().startswith(words):
        block = block.next()
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    shape = cursor.charFormat()
    size = shape.font().pixelSize()
    return size, int(shape.font().weight()), shape.foreground().color().name()


def breaking(document: QTextDocument) -> list[str]:
    found, block = [], document.begin()
    while block.isValid():
        if BREAKS.search(block.text()):
            found.append(block.text())
        block = block.next()
    return found


def shown(widget: QWidget) -> Iterator[str]:
    """Yield the texts of *widget* that may take several lines."""
    for label in widget.findChildren(QLabel):
        if label.wordWrap():
            yield QLabel.text(label)  # as it is drawn
    for browser in widget.findChildren(QTextBrowser):
        yield from breaking(browser.document())
    for table in widget.findChildren(QTableWidget):
        for row in range(table.rowCount()):
            cells = (table.item(row, column) for column in range(table.columnCount()))
            yield from (cell.text() for cell in cells if cell is not None)


@pytest.mark.usefixtures("cheap_keys")
def test_no_page_has_a_line_that_may_begin_with_a_sign(
    home: Path, qapp: QApplication
) -> None:
    folder = home / "Coffre"
    desk = vaults.open_(folder, demo._create(folder), demo.PASSPHRASE)
    story = demo.tell(desk)
    demo.join(desk)
    demo._attach(desk, story)
    found: dict[str, list[str]] = {}
    before = set(qapp.topLevelWidgets())
    for name, widget in demo._screens(desk, story):
        qapp.processEvents()
        wrong = [text for text in shown(widget) if BREAKS.search(text)]
        if wrong:
            found[name] = wrong
        widget.close()
        widget.deleteLater()
    for left in set(qapp.topLevelWidgets()) - before:  # Else each test dresses them.
        left.deleteLater()
    desk.close()

    assert not found
