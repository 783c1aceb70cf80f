"""The sheet to carry: made from a file, shown, let go to paper; its code opens it again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from anef_desk.i18n import NAMES
from ui import language
from ui.finding import Finder
from ui.main_window import MainWidget
from ui.navigation import Request, ShowPeople, ShowPerson
from ui.over import Over
from ui.page import Page
from ui.pages.case import CasePage, CasePresenter
from ui.pages.person import PersonPage, PersonPresenter
from ui.theme import look, metrics
from ui.widgets.cases_card import CasesCard
from ui.widgets.palette import Palette
from ui.widgets.paper import Sheet
from ui.widgets.pocket import PocketDialog
from ui.widgets.seal_form import SealForm

Cut = Callable[[QWidget], list[str]]
Show = Callable[..., QWidget]

SCREEN = 768
STRONG = "lanterne cerise boussole violon marteau nuage tiroir"


@pytest.fixture
def case(qtbot: QtBot, desk: Any, ask: Any) -> CasePage:
    """Samira reads Dari; the window speaks French."""
    page = CasePage()
    qtbot.addWidget(page)
    page.setProperty("kept", [CasePresenter(page, desk, ask, "samira-a2")])
    return page


@pytest.fixture
def opened(case: CasePage) -> PocketDialog:
    case.pocket.click()
    dialog = case.findChild(PocketDialog)
    assert dialog is not None
    return dialog


def shown_sheet(dialog: PocketDialog) -> Sheet:
    assert dialog.paper.sheet is not None
    return dialog.paper.sheet


def test_the_sheet_is_shown_in_the_language_of_the_person(
    opened: PocketDialog,
) -> None:
    """Its file has a name that says nothing of anyone."""
    assert opened.language.currentData() == "fa_AF"
    assert len(shown_sheet(opened).pages) == 1
    assert opened.paper.name == "fiche.pdf"
    assert opened.paper.print.isEnabled()
    opened.close()


def test_another_language_or_calendar_is_shown_at_once(opened: PocketDialog) -> None:
    dari = shown_sheet(opened).pdf
    assert not opened.calendars.isHidden()

    opened.calendars.click()
    gregorian = shown_sheet(opened).pdf
    opened.language.setCurrentIndex(opened.language.findData("ar"))

    assert len({dari, gregorian, shown_sheet(opened).pdf}) == 3
    assert opened.calendars.isHidden()
    opened.close()


def test_a_choice_made_since_is_not_covered_by_an_older_answer(
    qtbot: QtBot, desk: Any, ask: Any
) -> None:
    waiting: list[Callable[[], None]] = []
    late = False

    def later(
        work: Any, then: Any, failed: Any = None, *, beside: bool = False
    ) -> None:
        if late:
            waiting.append(lambda: then(work()))
        else:
            ask(work, then, failed)

    page = CasePage()
    qtbot.addWidget(page)
    page.setProperty("kept", [CasePresenter(page, desk, later, "samira-a2")])
    page.pocket.click()
    dialog = page.findChild(PocketDialog)
    assert dialog is not None
    late = True
    for code in ("uk", "en"):
        dialog.language.setCurrentIndex(dialog.language.findData(code))
    for answer in reversed(waiting):
        answer()

    assert shown_sheet(dialog).pdf == desk.letters.pocket("samira-a2", "en")
    dialog.close()


def test_the_file_of_a_person_offers_the_sheet_of_its_case(
    qtbot: QtBot, desk: Any, ask: Any
) -> None:
    """Without a case there is no way to write on it."""
    page = PersonPage()
    qtbot.addWidget(page)
    assert page.acts() == {}
    page.setProperty("kept", [PersonPresenter(page, desk, ask, "samira")])

    page.acts()["pocket"]()

    dialog = page.findChild(PocketDialog)
    assert dialog is not None
    assert shown_sheet(dialog).pdf == desk.letters.pocket("samira-a2", "fa_AF")
    dialog.close()
    other = PersonPage()
    qtbot.addWidget(other)
    other.setProperty("kept", [PersonPresenter(other, desk, ask, "nadia")])
    assert other.card(CasesCard).pocket.isHidden()
    other.card(CasesCard).pocket.click()
    assert other.findChild(PocketDialog) is None


def test_its_keys_ask_for_it(case: CasePage, shown: Show, qtbot: QtBot) -> None:
    shown(case, 1366, 768)

    with qtbot.waitSignal(case.pocket_wanted):
        qtbot.keyClick(case, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    dialog = case.findChild(PocketDialog)
    assert dialog is not None
    dialog.close()


@pytest.mark.usefixtures("quick_seals")
def test_the_sheet_is_saved_so_that_only_a_passphrase_opens_it(
    opened: PocketDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "fiche.age"
    asked: list[str] = []

    def choose(_parent: Any, _title: str, name: str, _kind: str) -> tuple[str, str]:
        asked.append(name)
        return str(target), ""

    forms: list[SealForm] = []

    def fill(form: SealForm) -> int:
        forms.append(form)
        for field in form.fields:
            field.line.setText(STRONG)
        form.accept_button.click()
        return form.result()

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    monkeypatch.setattr(SealForm, "exec", lambda _form: 0)
    button = opened.findChild(QWidget, "paper-seal")
    button.click()  # type: ignore[union-attr]
    assert not target.exists()

    monkeypatch.setattr(SealForm, "exec", fill)
    button.click()  # type: ignore[union-attr]

    assert asked == ["fiche.pdf.age"]
    again = pyrage.passphrase.decrypt(target.read_bytes(), STRONG)
    assert again == shown_sheet(opened).pdf
    assert not any(field.text() for field in forms[0].fields)  # Kept nowhere.
    opened.close()


class Blank(Page):
    """A page that says nothing."""

    def retranslate(self) -> None:
        """Say nothing."""


class Still:
    """A presenter with nothing to read."""

    def read(self) -> None:
        """Read nothing."""


@pytest.mark.parametrize("scanned", [False, True])
def test_the_code_typed_or_scanned_in_the_palette_opens_the_file(
    desk: Any, ask: Any, qtbot: QtBot, scanned: bool
) -> None:
    """A scanner types the code, then Enter; its keyboard may be an English one."""
    desk.letters.pocket("samira-a2", "fa_AF")
    code = desk.store.pocket_codes.of("samira")
    azerty = str.maketrans("AQWZM-0123456789", "QAZW?)à&é\"'(-è_ç")
    asked: list[Request] = []

    def make(request: Request) -> tuple[Page, Still]:
        asked.append(request)
        return Blank(), Still()

    window = QWidget()
    qtbot.addWidget(window)
    main = MainWidget(make, window)
    main.go(ShowPeople())
    over = Over(window, main, desk, ask)
    over.show_palette()
    palette = window.findChild(Palette)
    assert palette is not None

    palette.line.setText(code.translate(azerty) if scanned else code)
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)

    assert asked[-1] == ShowPerson("samira")


def test_the_code_of_another_desk_opens_nothing_and_is_said_to(
    desk: Any, ask: Any, qtbot: QtBot
) -> None:
    palette = Palette()
    qtbot.addWidget(palette)
    finder = Finder(desk, ask)
    palette.typed.connect(
        lambda text: finder.find(
            text,
            lambda _one: False,
            lambda hits, complete: palette.show_hits(hits, complete=complete),
        )
    )

    palette.line.setText("AD-0123-4567-89AB")

    assert palette.model.rowCount() == 0
    assert "aucun dossier" in palette.advice.text()


@pytest.mark.parametrize("code", NAMES)
def test_the_acts_stand_side_by_side_and_leave_room_to_the_sheet(
    code: str, shown: Show
) -> None:
    """Under each other they took half of an old screen."""
    language.use(code)
    under = QWidget()
    under.resize(1366, 768)
    dialog = PocketDialog("fa_AF", under)
    shown(dialog, dialog.width(), dialog.height())

    paper = dialog.paper
    middles = {act.geometry().center().y() for act in (paper.save, paper.print)}
    assert max(middles) - min(middles) <= 1
    assert paper.view.height() > dialog.height() / 2


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("code", NAMES)
def test_what_is_said_beside_the_acts_takes_two_lines_at_most(
    code: str, scale: float, shown: Show, qapp: Any
) -> None:
    """Three lines in a column of three words stood beside the buttons."""
    look.apply(qapp, "light", scale)
    language.use(code)
    under = QWidget()
    under.resize(1366, 768)
    dialog = PocketDialog("fa_AF", under)
    shown(dialog, dialog.width(), dialog.height())

    said = dialog.paper.unprotected
    line = said.heightForWidth(metrics.NO_LIMIT)
    assert said.heightForWidth(said.width()) <= 2 * line


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("code", NAMES)
def test_nothing_is_cut_and_everything_has_a_name(
    code: str, scale: float, qapp: Any, shown: Show, cut: Cut, unnamed: Cut
) -> None:
    """On an old screen, in each language, in plain and in large text."""
    if scale != 1.0:
        look.apply(qapp, "light", scale)
    language.use(code)
    under = QWidget()
    under.resize(1366, 768)
    dialog = PocketDialog("fa_AF", under)

    shown(dialog, dialog.width(), dialog.height())

    assert dialog.minimumSizeHint().height() <= SCREEN
    assert cut(dialog) == []
    assert unnamed(dialog) == []


def test_nothing_is_cut_when_sentences_are_twice_as_long(
    twice_as_long: None, shown: Show, cut: Cut, qtbot: QtBot
) -> None:
    """As the next language may be."""
    under = QWidget()
    qtbot.addWidget(under)
    under.resize(1366, 768)

    assert cut(shown(PocketDialog("fa_AF", under), 860, 700)) == []
