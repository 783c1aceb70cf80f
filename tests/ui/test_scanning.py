"""A copy made ready to be sent: its pages, their order, and the file that leaves."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QPushButton,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from anef_desk.desk.roles import Act, NotAllowedError
from anef_desk.desk.session import Desk, create_vault, open_by_name
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.person import Person
from anef_desk.vault import keys
from anef_desk.vault.keys import Kdf
from tests.ui.asking import patient
from ui import language
from ui.theme import look
from ui.widgets.attachments_card import Attaching, AttachmentsCard
from ui.widgets.scan_dialog import ScanDialog

MARGIN = QStyle.PixelMetric.PM_FocusFrameHMargin
ELISE = "pluie tambour gare olive marteau lune cerf"
Cut = Callable[[QWidget], list[str]]
Show = Callable[..., QWidget]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    cheap = Kdf(memory_kib=64, iterations=1, lanes=1)
    monkeypatch.setattr(keys, "STRONG", cheap)
    monkeypatch.setattr(keys, "FLOOR", cheap)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = tmp_path / "Coffre"
    create_vault(folder, Organisation(name="Accueil Exemple"), "Élise", ELISE)
    opened = open_by_name(folder, None, ELISE)
    yield opened
    opened.close()


@pytest.fixture
def person(desk: Desk) -> str:
    """Return somebody with the two sides of a paper."""
    made = desk.people.add(Person(id="", family_name="Karimi (exemple)")).person.id
    for title, colour in (("recto", "navy"), ("verso", "maroon")):
        stream = io.BytesIO()
        Image.new("RGB", (300, 200), colour).save(stream, "JPEG")
        desk.attachments.add(made, desk.attachments.look_at(stream.getvalue(), title))
    return made


@pytest.fixture
def opened(desk: Desk, person: str, shown: Show, qtbot: QtBot) -> Any:
    """Give the dialog, as the card of a file opens it."""
    card = AttachmentsCard()
    said: list[str] = []
    card.allow(frozenset(Act))
    attaching = Attaching(
        card, desk.attachments, patient, desk.drafts, person, desk.today, said.append
    )
    attaching.read()
    shown(card)
    button = card.findChildren(QPushButton, "prepare-attachment")[0]
    button.click()
    dialog: Any = card.findChild(ScanDialog)
    dialog.said, dialog.attaching, dialog.person = said, attaching, person
    return dialog


def save_to(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def test_two_sides_become_one_file(
    opened: Any, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert opened.pages.count() == 1
    opened.more.setCurrentIndex(1)
    opened.more.activated.emit(1)
    assert opened.state.text() == "2 pages"
    save_to(monkeypatch, tmp_path / "piece")

    opened.save.click()

    assert (tmp_path / "piece.pdf").read_bytes().startswith(b"%PDF-")
    assert "n’est plus protégée" in opened.said[0]
    journal = desk.people.file(opened.person).journal
    assert "attachment.given" in [entry.action for entry in journal]


def test_pages_are_ordered_turned_and_left_out_with_the_keyboard(
    opened: Any, qtbot: QtBot
) -> None:
    opened.more.activated.emit(opened.more.setCurrentIndex(1) or 1)
    recto, verso = opened.chosen()
    opened.pages.setCurrentRow(1)
    opened.pages.setFocus()

    qtbot.keyClick(opened.pages, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert opened.chosen() == (verso, recto)
    qtbot.keyClick(opened.pages, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    opened.later.click()
    assert opened.chosen() == (recto, verso)
    opened.turn.click()
    assert [page.turn for page in opened.chosen()] == [0, 1]
    qtbot.keyClick(opened.pages, Qt.Key.Key_Delete)
    assert opened.chosen() == (recto,)
    opened.leave_out.click()
    assert not opened.save.isEnabled()
    opened._turn_page()


def test_a_page_that_was_taken_out_comes_back(opened: Any, qtbot: QtBot) -> None:
    """A wrong gesture is taken back, not asked about."""
    opened.more.activated.emit(opened.more.setCurrentIndex(1) or 1)
    recto, verso = opened.chosen()
    assert opened.put_back.isHidden()
    for _page in range(2):
        opened.pages.setCurrentRow(0)
        opened.leave_out.click()
    assert opened.chosen() == ()

    opened.put_back.click()
    assert opened.chosen() == (verso,)
    qtbot.keyClick(opened.pages, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert opened.chosen() == (recto, verso)
    assert opened.save.isEnabled()
    assert opened.put_back.isHidden()
    opened._put_back()
    assert opened.state.text() == "2 pages"


def test_pages_that_are_being_drawn_are_waited_for(opened: Any) -> None:
    """A large copy takes seconds: the list is not blank without a word."""
    opened.wait_for_pages()
    assert opened.state.text() == "Les pages se préparent…"

    opened.add_pages(())
    assert opened.state.text() == "1 page"

    opened.wait_for_pages()
    opened.show_problem("Ce fichier ne s’ouvre pas.")
    assert opened.state.text() == "1 page"
    assert opened.problem.text() == "Ce fichier ne s’ouvre pas."


def test_a_picture_in_grey_is_what_was_asked(
    opened: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.format.setCurrentIndex(1)
    opened.grey.setChecked(True)
    opened.trim.setChecked(True)
    opened.limit.setCurrentIndex(0)
    save_to(monkeypatch, tmp_path / "piece.jpg")

    opened.save.click()

    with Image.open(tmp_path / "piece.jpg") as seen:
        assert (seen.format, seen.mode) == ("JPEG", "L")


def test_what_cannot_be_made_is_said_in_the_dialog(opened: Any) -> None:
    opened.more.activated.emit(opened.more.setCurrentIndex(1) or 1)
    opened.format.setCurrentIndex(1)

    opened.save.click()

    assert "une seule page" in opened.problem.text()
    assert opened.save.isEnabled()
    (scanning,) = opened.property("presenter")
    with pytest.raises(ZeroDivisionError):
        scanning._refused(ZeroDivisionError())


def test_a_save_given_up_leaves_no_trace(
    opened: Any, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_to(monkeypatch, "")
    before = desk.acknowledged

    opened.save.click()

    assert desk.acknowledged == before
    assert opened.isVisible()
    assert opened.said == []


def test_five_megabytes_are_proposed_and_said_to_be_prudence(opened: Any) -> None:
    assert "5 Mo" in opened.limit.currentText()
    assert "conseil de prudence" in opened.note.text()


@pytest.mark.parametrize("code", ["fr", "ar", "fa_AF"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_dialog_is_readable(
    code: str, scale: float, qapp: QApplication, shown: Show, cut: Cut, unnamed: Cut
) -> None:
    if scale != 1.0:
        look.apply(qapp, "light", scale)
    language.use(code)
    dialog = ScanDialog((), (1, 5), 5)

    shown(dialog, 1326 if scale != 1.0 else 960, 728)

    assert cut(dialog) == []
    assert unnamed(dialog) == []


def test_the_number_of_a_page_is_whole_and_a_weight_is_read_in_its_order(
    qapp: QApplication, opened: Any, desk: Desk
) -> None:
    """In large Arabic, whose word for a page is long."""
    look.apply(qapp, "light", 2.0)
    language.use("ar")
    dialog = ScanDialog((), (1, 5), 5)
    dialog.add_pages(opened.chosen())
    dialog.show()
    option = QStyleOptionViewItem()
    view, index = dialog.pages, dialog.pages.model().index(0, 0)
    view.initViewItemOption(option)
    view.itemDelegate().initStyleOption(option, index)
    option.rect = view.visualRect(index)
    place = view.style().subElementRect(
        QStyle.SubElement.SE_ItemViewItemText, option, view
    )

    words = QFontMetrics(option.font).horizontalAdvance(index.data())
    assert place.width() - 2 * (view.style().pixelMetric(MARGIN) + 1) >= words
    assert dialog.limit.itemText(0)[0].isdecimal()
    dialog.close()


def test_pages_that_come_after_the_dialog_was_closed_come_to_nobody(
    opened: Any, desk: Desk
) -> None:
    """Escape, while the pages are drawn or the file is made."""
    (presenter,) = opened.property("presenter")
    (page, *_others) = opened.chosen()

    opened.reject()
    QApplication.sendPostedEvents(opened, QEvent.Type.DeferredDelete.value)

    presenter._show((page,))
    presenter._write("piece.pdf", b"%PDF-")
    presenter._refused(NotAllowedError())
    assert opened.said == []
