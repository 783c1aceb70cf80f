"""The texts of letters: read, taken out, checked line by line, used, given up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from anef_desk.domain.staff import Role
from anef_desk.i18n import NAMES
from anef_desk.letters.template import template_texts
from tests.ui.pages.conftest import DeskInMemory, at_once
from ui import language
from ui.pages.settings import templates
from ui.pages.settings.templates import TemplatesPage, UnreadableTextError
from ui.theme import look
from ui.widgets.paper import PaperDialog

Cut = Callable[[QWidget], list[str]]
Show = Callable[..., QWidget]

OWN = template_texts()["L11"].replace("Madame, Monsieur,", "Bonjour,", 1)
WRONG = OWN.replace("{job}", "{poste}", 1)


@pytest.fixture
def desk(qapp: QApplication) -> DeskInMemory:
    return DeskInMemory()


@pytest.fixture
def page(qtbot: QtBot, desk: DeskInMemory) -> TemplatesPage:
    made, presenter = templates.make(desk, at_once)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.setProperty("kept", [presenter])
    presenter.read()
    return made


def test_the_list_takes_the_height_there_is(page: TemplatesPage, shown: Show) -> None:
    shown(page, 900, 704)

    page.list.setCurrentRow(3)
    QApplication.processEvents()

    assert page.list.height() > page.height() * 0.6
    assert page.text.isVisible()
    assert page.text.x() >= 0
    assert page.one.x() > page.all.x()  # Beside it; under it in a narrow window.
    page.resize(700, 704)
    QApplication.processEvents()
    assert page.one.y() > page.all.y()


def files(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_given: (str(path), ""))


def said(page: TemplatesPage) -> list[str]:
    return [label.text() for label in page.wrong.findChildren(QLabel)]


def test_a_letter_says_nothing_as_long_as_it_is_as_shipped(page: TemplatesPage) -> None:
    titles = [page.list.item(n).text() for n in range(page.list.count())]

    assert len(titles) == len(template_texts())
    assert not any("origine" in title or "modifié" in title for title in titles)
    assert page.one.isHidden()


def test_a_letter_is_read(page: TemplatesPage) -> None:
    page.list.setCurrentRow(1)

    assert page.text.toPlainText() == template_texts()["L02"]
    assert page.text.isReadOnly()
    assert page.keep.isHidden()
    assert page.restore.isHidden()


def test_a_text_goes_out_is_edited_and_comes_back(
    page: TemplatesPage,
    desk: DeskInMemory,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing changes before somebody has seen that nothing is wrong, and says so."""
    file = tmp_path / "L11.toml"
    files(monkeypatch, file)
    page.chosen.emit("L11")
    page.export.click()
    assert file.read_text(encoding="utf-8") == template_texts()["L11"]
    file.write_bytes(OWN.replace("\n", "\r\n").encode("utf-8-sig"))

    page.open.click()
    assert desk.store.letter_templates.kept == {}
    assert page.wrong.isHidden()
    page.keep.click()

    assert desk.store.letter_templates.kept["L11"].text == OWN
    row = next(one for one in desk.templates.list() if one.code == "L11")
    assert row.modified
    assert page.state.text() == "modifié le 24/11/2026"
    page.restore.click()
    assert desk.store.letter_templates.kept == {}
    assert page.text.toPlainText() == template_texts()["L11"]


def test_a_text_goes_out_under_the_ending_it_comes_back_with(
    page: TemplatesPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Typed without it, the file would not be offered when a text is brought in."""
    files(monkeypatch, tmp_path / "lettre")
    page.chosen.emit("L11")

    page.export.click()

    assert [file.name for file in tmp_path.iterdir()] == ["lettre.toml"]


def test_nothing_goes_out_when_no_place_is_chosen(
    page: TemplatesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    files(monkeypatch, "")
    page.chosen.emit("L11")

    page.export.click()

    assert page.done.isHidden()


def test_what_is_wrong_is_said_line_by_line_and_nothing_is_used(
    page: TemplatesPage, desk: DeskInMemory
) -> None:
    page.chosen.emit("L11")

    page.text_read.emit("L11", WRONG)

    line = 1 + next(n for n, told in enumerate(WRONG.splitlines()) if "{poste}" in told)
    assert "1 point à corriger" in said(page)[0]
    assert said(page)[1].startswith("Ligne ")
    assert abs(int(said(page)[1].split()[1]) - line) <= 2
    assert page.keep.isHidden()
    page.leave.click()
    assert page.wrong.isHidden()
    assert page.text.toPlainText() == template_texts()["L11"]
    assert desk.store.letter_templates.kept == {}


@pytest.mark.parametrize("text", [OWN, WRONG])
def test_what_the_check_found_comes_into_sight(
    page: TemplatesPage, shown: Show, qapp: QApplication, text: str
) -> None:
    """With large text it stands under a list; what is read aloud begins there."""
    look.apply(qapp, "light", 2.0)
    shown(page, 1066, 600)
    page.chosen.emit("L11")

    page.text_read.emit("L11", text)
    heading = page.wrong.title if text == WRONG else page.state

    assert_seen(page, heading)
    told = page.wrong.title.accessibleDescription()
    assert ("poste" in told) == (text == WRONG)


def assert_seen(page: TemplatesPage, heading: QWidget) -> None:
    """Check that *heading* stands near the top, with the keyboard."""
    for _round in range(4):
        QApplication.processEvents()
    top = heading.mapTo(page.area, heading.rect().topLeft()).y()
    assert 0 <= top < page.area.height() / 3
    assert page.focusWidget() is heading


def test_a_letter_one_presses_on_comes_into_sight(
    page: TemplatesPage, shown: Show, qapp: QApplication, qtbot: QtBot
) -> None:
    """The arrows read the list; a press goes to the text that stands under it."""
    look.apply(qapp, "light", 2.0)
    shown(page, 1066, 600)
    page.list.setFocus()
    page.list.setCurrentRow(1)
    QApplication.processEvents()
    assert page.focusWidget() is page.list

    page.list.itemActivated.emit(page.list.item(1))
    assert_seen(page, page.one.title)

    page.list.itemClicked.emit(page.list.item(2))
    page.list.setCurrentRow(2)
    assert_seen(page, page.one.title)


def test_what_was_done_comes_into_sight(
    page: TemplatesPage, shown: Show, qapp: QApplication
) -> None:
    look.apply(qapp, "light", 2.0)
    shown(page, 1066, 600)
    page.chosen.emit("L11")
    page.text_read.emit("L11", OWN)

    page.keep.click()

    assert_seen(page, page.done)


def test_the_text_is_seen_as_pages(page: TemplatesPage) -> None:
    page.chosen.emit("L11")

    page.preview.click()

    dialog = page.findChild(PaperDialog)
    assert dialog is not None
    assert dialog.paper.sheet is not None
    assert dialog.paper.name == "modele.pdf"
    dialog.close()


def test_whoever_does_not_coordinate_only_reads(
    qtbot: QtBot, desk: DeskInMemory
) -> None:
    desk.store.letter_templates.put(_own())
    desk.staff = replace(desk.staff, role=Role.CASE_WORKER)
    made, presenter = templates.make(desk, at_once)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    presenter.read()
    made.chosen.emit("L11")

    assert not made.only.isHidden()
    assert made.open.isHidden()
    assert made.restore.isHidden()
    assert not made.export.isHidden()


def _own() -> Any:
    from datetime import date

    from anef_desk.domain.letter_template import OwnTemplate

    return OwnTemplate(
        code="L11", text=OWN, base_version=0, changed_on=date(2026, 11, 20)
    )


def test_a_shipped_text_that_changed_since_is_said_to(
    page: TemplatesPage, desk: DeskInMemory
) -> None:
    desk.store.letter_templates.put(_own())
    page.chosen.emit("L11")
    page.show_rows(desk.templates.list(), decides=True)

    assert "a changé depuis" in page.state.text()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * (templates.LARGEST + 1)])
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.toml"
    file.write_bytes(content)

    with pytest.raises(UnreadableTextError):
        templates._read(file)
    with pytest.raises(UnreadableTextError):
        templates._read(tmp_path / "nothing")


def test_a_choice_given_up_changes_nothing(
    page: TemplatesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    files(monkeypatch, "")
    page.chosen.emit("L11")
    before = page.text.toPlainText()

    page.export.click()
    page.open.click()

    assert page.text.toPlainText() == before
    assert page.keep.isHidden()


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("code", NAMES)
def test_nothing_is_cut_and_everything_has_a_name(
    code: str, scale: float, page: TemplatesPage, shown: Show, cut: Cut, unnamed: Cut
) -> None:
    """On an old screen, in each language, in plain and in large text."""
    app = QApplication.instance()
    if scale != 1.0:
        look.apply(app, "light", scale)  # type: ignore[arg-type]
    language.use(code)
    page.chosen.emit("L11")
    page.text_read.emit("L11", WRONG)

    shown(page, 900, 704)

    assert cut(page) == []
    assert unnamed(page) == []


def test_nothing_is_cut_when_sentences_are_twice_as_long(
    twice_as_long: None, page: TemplatesPage, shown: Show, cut: Cut
) -> None:
    """As the next language may be."""
    page.retranslate()
    page.chosen.emit("L11")

    assert cut(shown(page, 900, 704)) == []
