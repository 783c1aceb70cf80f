"""Orientation, library, rights, and the person's space: no vault behind any of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QMainWindow, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from anef_desk.catalogue.library import Library, shipped
from anef_desk.catalogue.model import Question
from anef_desk.domain.partial_date import PartialDate
from anef_desk.i18n import NAMES
from ui import language
from ui.making import make_guidance
from ui.navigation import Orient, ReadEntry, ShowPeople, ShowRights
from ui.page import Page
from ui.pages.library import TABS, LibraryPage, LibraryPresenter
from ui.pages.orientation import OrientationPage, OrientationPresenter
from ui.pages.person_space import DOOR, DOORS, TILE, PersonSpacePage
from ui.pages.rights import RightsPage, RightsPresenter
from ui.theme import look
from ui.widgets.answer import Answer
from ui.widgets.buttons import Button
from ui.widgets.date_field import DateField
from ui.widgets.paper import PaperDialog

Cut = Callable[[QWidget], list[str]]
Show = Callable[..., QWidget]


def at_once(
    work: Callable[[], Any],
    then: Callable[[Any], None],
    failed: Callable[[Exception], None] | None = None,
) -> None:
    try:
        done = work()
    except Exception as error:
        if failed is None:
            raise
        failed(error)
    else:
        then(done)


def asking() -> Library:
    """Return the catalogue with the questions these tests answer."""
    facts = ("status", "wants", "birth_date", "filed_on", "algerian")
    content = shipped().content
    first = shipped().procedures["A2"]
    others = [one for one in content.procedures if one.code != "A2"]
    answers = f"({first.answers}) and adult and algerian and filed_on <= today"
    return Library(
        msgspec.structs.replace(
            content,
            procedures=(msgspec.structs.replace(first, answers=answers), *others),
            questions=tuple(Question(fact=fact, hint=f"({fact})") for fact in facts),
        )
    )


def orientation() -> tuple[OrientationPage, OrientationPresenter]:
    page = OrientationPage()
    presenter = OrientationPresenter(page, at_once, asking())
    presenter.read()
    return page, presenter


def press(page: QWidget, name: str) -> None:
    button = page.findChild(QWidget, name)
    assert isinstance(button, Answer | Button), name
    button.click()


def space() -> PersonSpacePage:
    return PersonSpacePage(lambda request: make_guidance(request, at_once))


def behind(door: int) -> PersonSpacePage:
    page = space()
    page.enter(DOORS[door][3])
    return page


def doors() -> PersonSpacePage:
    page = space()
    page.show_doors()
    return page


def oriented(*, files: bool) -> OrientationPage:
    """Return the answer to somebody who wants their attestation renewed."""
    page, presenter = make_guidance(Orient(), at_once, files=files)
    assert isinstance(page, OrientationPage)
    page.setProperty("kept", [presenter])
    for value in ("refugee", "renew_api", "api"):
        page.answered.emit(value)
    return page


MAKERS: dict[str, Callable[[], Page]] = {
    "question": lambda: orientation()[0],
    "oriented": lambda: make_guidance(Orient(), at_once)[0],
    "answered": lambda: oriented(files=True),
    "library": lambda: make_guidance(ReadEntry("A2"), at_once)[0],
    "rights": lambda: make_guidance(ShowRights("DOC-03"), at_once)[0],
    "languages": space,
    "doors": doors,
    "behind": lambda: behind(3),
}
KEPT: list[object] = []
"""Presenters, which a page does not own."""


@pytest.fixture(autouse=True)
def keep(monkeypatch: pytest.MonkeyPatch) -> None:
    KEPT.clear()
    for kind in (OrientationPresenter, LibraryPresenter, RightsPresenter):
        before = kind.__init__

        def init(self: Any, *given: Any, _before: Any = before, **named: Any) -> None:
            KEPT.append(self)
            _before(self, *given, **named)

        monkeypatch.setattr(kind, "__init__", init)


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("code", NAMES)
@pytest.mark.parametrize("name", MAKERS)
def test_nothing_is_cut_and_everything_has_a_name(
    name: str, code: str, scale: float, shown: Show, cut: Cut, unnamed: Cut
) -> None:
    """On an old screen, in each language, in plain and in large text."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if scale != 1.0:
        look.apply(app, "light", scale)
    language.use(code)

    page = shown(MAKERS[name]())

    assert cut(page) == []
    assert unnamed(page) == []


@pytest.mark.parametrize("name", MAKERS)
def test_every_word_went_through_a_translation(
    name: str, pseudo_language: None, shown: Show, untranslated: Cut
) -> None:
    """In a pseudo-language, a sentence that was forgotten shows bare."""
    page = shown(MAKERS[name]())

    assert set(untranslated(page)) <= set(NAMES.values())


def test_questions_lead_to_a_procedure_with_its_reasons(shown: Show) -> None:
    page, presenter = orientation()
    shown(page)

    press(page, "answer-refugee")
    press(page, "answer-first_permit")
    field = page.findChild(DateField)
    assert field is not None
    field.line.setText("1990")
    press(page, "answer-continue")
    press(page, "answer-unknown")
    press(page, "answer-True")

    assert presenter.facts.known == {
        "status": "refugee",
        "wants": "first_permit",
        "birth_date": PartialDate(1990),
        "algerian": True,
    }
    assert page.findChild(QWidget, "read-A2") is not None


def test_an_answer_can_be_taken_back_and_everything_forgotten(shown: Show) -> None:
    page, presenter = orientation()
    shown(page)
    press(page, "answer-refugee")

    page.back.click()
    assert presenter.facts.known == {}

    for value in ("refugee", "renew_api", None, None, None):
        page.answered.emit(value)
    page.restart.click()
    assert presenter.facts.known == {}
    assert page.findChild(QWidget, "answer-refugee") is not None


def test_the_keyboard_goes_from_question_to_question_and_back(
    shown: Show, qtbot: QtBot
) -> None:
    """Space answers, Escape comes back: the answer that was given is marked."""
    page, presenter = orientation()
    shown(page)
    assert page.begins is not None
    page.begins.setFocus()

    def press_key(key: Qt.Key) -> str:
        qtbot.keyClick(page.focusWidget(), key)
        return str(page.focusWidget().objectName())

    first = page.focusWidget().objectName()
    press(page, "answer-refugee")
    assert page.focusWidget().objectName().startswith("answer-")
    press(page, "answer-first_permit")
    page.findChild(DateField).line.setText("1990")
    assert press_key(Qt.Key.Key_Return).startswith("answer-")
    press(page, "answer-unknown")
    press(page, "answer-True")
    assert page.focusWidget().objectName().startswith("read-")

    assert press_key(Qt.Key.Key_Escape) == "answer-True"
    assert press_key(Qt.Key.Key_Escape) == "answer-unknown"
    assert press_key(Qt.Key.Key_Escape) == "answer-birth_date"
    assert page.focusWidget().text() == "1990"
    assert press_key(Qt.Key.Key_Escape) == "answer-first_permit"
    given = page.focusWidget()
    assert not given.picture.isHidden()
    assert given.accessibleDescription().startswith("Réponse donnée")
    assert "back" in page.acts()
    assert press_key(Qt.Key.Key_Escape) == "answer-refugee"
    assert press_key(Qt.Key.Key_Escape) == "answer-refugee"
    assert "back" not in page.acts()
    assert presenter.facts.known == {}
    presenter.restart()
    assert page.focusWidget().objectName() == first


def test_a_date_that_is_none_is_not_taken(shown: Show) -> None:
    page, presenter = orientation()
    shown(page)
    for value in ("refugee", "first_permit"):
        page.answered.emit(value)
    field = page.findChild(DateField)
    assert field is not None
    field.line.setText("99/99/1990")

    press(page, "answer-continue")

    assert "birth_date" not in presenter.facts.known


def test_the_others_are_explained_on_demand(shown: Show) -> None:
    page, _presenter = orientation()
    shown(page)
    for value in ("refugee", "renew_api", None, None, None):
        page.answered.emit(value)
    others = page.findChild(Button, "orientation-others")
    assert others is not None

    others.click()

    texts = " ".join(
        label.text()
        for label in page.findChildren(QWidget, None)
        if hasattr(label, "text")
    )
    assert "La personne n’a pas la protection subsidiaire" in texts


def test_the_question_follows_the_language(shown: Show) -> None:
    page, _presenter = orientation()
    shown(page)

    language.use("uk")

    titles = [button.words.text() for button in page.findChildren(Answer)]
    assert titles
    assert all(titles)
    assert page.title.text() == "Яка процедура?"


def test_the_checklist_of_an_answer_can_be_printed(shown: Show) -> None:
    page, _presenter = orientation()
    shown(page)
    for value in ("refugee", "renew_api", None, None, None):
        page.answered.emit(value)

    press(page, "list-A7")

    dialog = page.findChild(PaperDialog)
    assert dialog is not None
    assert dialog.paper.sheet is not None
    assert dialog.paper.sheet.pdf.startswith(b"%PDF")
    dialog.close()


def library() -> tuple[LibraryPage, LibraryPresenter]:
    page, presenter = make_guidance(ReadEntry(), at_once)
    assert isinstance(page, LibraryPage)
    assert isinstance(presenter, LibraryPresenter)
    return page, presenter


def test_the_library_finds_while_typing(shown: Show, qtbot: QtBot) -> None:
    page, presenter = library()
    shown(page)

    qtbot.keyClicks(page.search, "renouveler attestation")

    titles = [page.list.item(place).text() for place in range(page.list.count())]
    assert titles[0] == "Renouveler l’attestation (API)"
    assert len(titles) < len(shipped().procedures)
    assert presenter.code == "A7"
    assert "A7" in page.reader.toPlainText()


def test_a_search_without_result_says_what_to_do(shown: Show) -> None:
    page, _presenter = library()
    shown(page)

    page.search_for("chameau")

    assert page.empty.isVisible()
    assert not page.list.isVisible()


def test_a_link_is_read_and_one_comes_back(shown: Show) -> None:
    page, presenter = library()
    shown(page)
    first = presenter.code

    page.reader.anchorClicked.emit(QUrl("entry:P-DEC"))
    assert presenter.code == "P-DEC"
    assert page.back.isVisible()

    page.back.click()
    assert presenter.code == first == next(iter(shipped().procedures))
    assert not page.back.isVisible()


@pytest.mark.parametrize(
    "link", ["https://example.org/", "file:///etc/passwd", "entry:Z9"]
)
def test_a_link_to_anything_else_does_nothing(link: str, shown: Show) -> None:
    page, presenter = library()
    shown(page)

    first = presenter.code
    page.reader.anchorClicked.emit(QUrl(link))

    assert presenter.code == first
    assert bytes(page.reader.loadResource(2, QUrl(link))) == b""  # type: ignore[call-overload]


def test_french_stands_beside_another_language(shown: Show) -> None:
    page, presenter = library()
    shown(page)
    presenter.open("A2")
    assert "Première carte" in page.reader.toPlainText()

    language.use("ar")
    both = page.reader.toPlainText()
    assert "Première carte" in both
    assert "اللاجئ" in both

    page.beside_chosen.emit("")
    assert "Première carte" not in page.reader.toPlainText()


def test_each_tab_lists_its_kind(shown: Show) -> None:
    page, presenter = library()
    shown(page)
    seen = []
    for place in range(len(TABS)):
        page.tabs.setCurrentIndex(place)
        if page.list.count():
            seen.append(presenter.code[0])

    assert seen[:4] == ["A", "D", "D", "P"]


@pytest.mark.parametrize("code", NAMES)
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_no_kind_is_hidden_for_want_of_room(
    code: str, scale: float, shown: Show
) -> None:
    """The tabs scrolled in large text: the last ones were behind two buttons."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look.apply(app, "light", scale)
    language.use(code)
    page, presenter = library()
    shown(page)

    assert not [b for b in page.tabs.findChildren(QToolButton) if b.isVisible()]
    assert page.tabs.isVisible() is not page.kinds.isVisible()
    assert page.beside.height() <= look.px(22) + 2 * 9  # A line, as what it is beside.
    if page.kinds.isVisible():
        page.kinds.setCurrentIndex(3)
        page.kinds.activated.emit(3)
        assert presenter.code[0] == "P"
        page.show_tab(0)
        assert page.kinds.currentIndex() == 0


def test_the_sheet_is_printed_in_both_languages(shown: Show) -> None:
    page, _presenter = library()
    shown(page)
    language.use("fa_AF")

    page.print.click()

    dialog = page.findChild(PaperDialog)
    assert dialog is not None
    assert dialog.paper.sheet is not None
    dialog.close()


def rights() -> tuple[RightsPage, RightsPresenter]:
    page, presenter = make_guidance(ShowRights("DOC-03"), at_once)
    assert isinstance(page, RightsPage)
    assert isinstance(presenter, RightsPresenter)
    return page, presenter


def test_the_answer_follows_what_is_known_of_the_document(shown: Show) -> None:
    page, _presenter = rights()
    shown(page)
    assert "Elle prouve le séjour" in page.reader.toPlainText()

    _label, until = page.fields["until"]
    until.setCurrentIndex(1)
    until.activated.emit(1)

    assert "L’attestation est finie" in page.reader.toPlainText()


def test_an_end_that_is_not_known_gives_each_answer_its_moment(shown: Show) -> None:
    page, _presenter = rights()
    shown(page)
    _label, until = page.fields["until"]
    until.setCurrentIndex(2)
    until.activated.emit(2)
    said = page.reader.toPlainText()

    valid = said.index("Tant que le document est valable : Elle prouve le séjour")
    assert valid < said.index("Une fois le document fini : Le droit au séjour vient")
    assert "Document fini depuis plus de six mois" in said


def test_only_what_can_change_the_answer_is_asked(shown: Show) -> None:
    page, presenter = rights()
    shown(page)
    assert page.fields["work"][1].isVisible()

    presenter.choose("DOC-01")

    assert not page.fields["work"][1].isVisible()


def test_the_rights_follow_the_language(shown: Show) -> None:
    page, _presenter = rights()
    shown(page)

    language.use("uk")

    assert "Що дозволяє цей документ" in page.reader.toPlainText()
    assert page.document.currentData() == "DOC-03"


def test_the_space_speaks_the_chosen_language_and_forgets(
    shown: Show, qtbot: QtBot
) -> None:
    page = space()
    page.language_wanted.connect(language.use)
    shown(page)

    qtbot.mouseClick(page.tiles["fa_AF"], Qt.MouseButton.LeftButton)
    assert language.current().language == "fa_AF"
    for name, _icon, _text, _request in DOORS:
        page.doors[name].click()
        assert page.stack.currentIndex() > 1
        page.home.click()
        assert page.stack.count() == 2

    page.doors["blocked"].click()
    page.idle.expired.emit()

    assert page.stack.currentIndex() == 0
    assert page.stack.count() == 2
    assert language.current().language == "fr"


def test_the_space_begins_at_the_languages_so_that_enter_does_not_leave(
    qtbot: QtBot,
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 760)
    window.show()
    page = space()
    window.setCentralWidget(page)
    QApplication.processEvents()

    assert window.focusWidget() is page.tiles["fr"]
    assert min(tile.height() for tile in page.tiles.values()) >= TILE

    page.show_doors()
    QApplication.processEvents()
    assert min(door.height() for door in page.doors.values()) >= DOOR - 10


def test_the_space_follows_what_a_page_asks_for(shown: Show) -> None:
    page = space()
    shown(page)
    page.enter(Orient())
    inner = page.stack.currentWidget()
    assert isinstance(inner, OrientationPage)

    inner.read_wanted.emit("A7")

    assert isinstance(page.stack.currentWidget(), LibraryPage)


def test_the_space_can_be_left(shown: Show, qtbot: QtBot) -> None:
    page = space()
    shown(page)

    with qtbot.waitSignal(page.left):
        page.leave.click()


def test_an_answer_leads_to_the_people_it_is_begun_for(qtbot: QtBot) -> None:
    page = oriented(files=True)
    qtbot.addWidget(page)

    with qtbot.waitSignal(page.wanted) as asked:
        press(page, "begin-in-file")

    assert asked.args == [ShowPeople()]


def test_the_person_s_space_leads_to_no_file(qtbot: QtBot) -> None:
    page = oriented(files=False)
    qtbot.addWidget(page)

    assert page.findChild(Button, "read-A7") is not None
    assert page.findChild(Button, "begin-in-file") is None
