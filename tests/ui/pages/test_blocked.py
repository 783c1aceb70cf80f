"""The page of blockages: found in one's words, noted at once, proved in one file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from anef_desk import i18n
from anef_desk.domain.incident import IncidentChannel
from anef_desk.errors import Cancelled, ExpectedError
from anef_desk.i18n import NAMES
from tests.ui.asking import patient
from ui import language
from ui.main_window import MainWidget, Presenter
from ui.navigation import (
    Request,
    ShowBlocked,
    ShowCase,
    ShowPeople,
    ShowPerson,
    WriteLetter,
)
from ui.opening import SMALLEST
from ui.page import Page
from ui.pages.blocked import BlockedPage, BlockedPresenter
from ui.theme import look
from ui.widgets import capturing
from ui.widgets.blockages import FAMILIES, family_of
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.evidence_card import Proving
from ui.widgets.incident_form import IncidentForm, RemedyForm, read_hour
from ui.widgets.labels import Words
from ui.widgets.paper import PaperDialog
from ui.widgets.seal_form import SealForm

from .conftest import TODAY, DeskInMemory

STRONG = "cerise boussole tambour ardoise violon pelican mistral grenier"
Cut = Callable[[QWidget], list[str]]
Show = Callable[..., QWidget]
Open = Callable[..., tuple[BlockedPage, BlockedPresenter]]


def at_once(
    work: Callable[[], Any],
    then: Callable[[Any], None],
    failed: Callable[[Exception], None] | None = None,
) -> None:
    """Answer at once; what was stopped answers nobody, as in the window."""
    try:
        done = work()
    except Cancelled:
        return
    except ExpectedError as error:
        if failed is None:
            raise
        failed(error)
    else:
        then(done)


@pytest.fixture
def opened(desk: DeskInMemory, qtbot: QtBot) -> Open:
    kept = []

    def open_page(
        person: str | None = "samira", case: str | None = None, code: str = "D21"
    ) -> tuple[BlockedPage, BlockedPresenter]:
        page = BlockedPage()
        qtbot.addWidget(page)
        presenter = BlockedPresenter(page, desk, at_once, person, case, code)  # type: ignore[arg-type]
        kept.append(presenter)
        return page, presenter

    return open_page


def texts(widget: QWidget) -> str:
    return " ".join(
        words.text()
        for words in widget.findChildren(Words)
        if words.isVisibleTo(widget)
    )


def press(widget: QWidget, name: str) -> None:
    found = [b for b in widget.findChildren(Button, name) if b.isVisibleTo(widget)]
    assert found, name
    found[0].click()


def full(opened: Open, code: str = "D22") -> BlockedPage:
    """Return a page with everything on it."""
    page, presenter = opened(code=code)
    for _time in range(8):
        presenter.log()
    page.evidence.show_progress(1, 3)
    return page


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("code", NAMES)
@pytest.mark.parametrize("with_file", [True, False])
def test_nothing_is_cut_and_everything_has_a_name(  # noqa: PLR0913, PLR0917 - fixtures
    with_file: bool,
    code: str,
    scale: float,
    qapp: QApplication,
    opened: Open,
    shown: Show,
    cut: Cut,
    unnamed: Cut,
) -> None:
    look.apply(qapp, "light", scale)
    language.use(code)
    made = full(opened) if with_file else opened(person=None, code="D22")[0]

    page = shown(made, 1066 if scale > 1 else 1162, 704)

    assert cut(page) == []
    assert unnamed(page) == []


def test_nothing_is_cut_when_sentences_are_twice_as_long(
    twice_as_long: None, opened: Open, shown: Show, cut: Cut
) -> None:
    assert cut(shown(full(opened))) == []


def test_nothing_is_cut_in_the_smallest_window(
    opened: Open, shown: Show, cut: Cut
) -> None:
    page = shown(full(opened), SMALLEST.width(), SMALLEST.height())

    assert cut(page) == []


def test_the_palette_offers_to_record_an_attempt_where_a_file_is_open(
    desk: DeskInMemory, opened: Open
) -> None:
    assert opened(person=None)[0].acts() == {}
    page, _presenter = opened()

    page.acts()["blocked-log"]()

    assert len(desk.store.incidents.kept) == 1


def test_without_a_file_the_page_informs_and_notes_nothing(
    desk: DeskInMemory, opened: Open
) -> None:
    page, presenter = opened(person=None, code="D22")
    presenter.log()
    presenter.build("lawyer")
    presenter.take()
    presenter.note_answer(0)
    presenter.drop(QMimeData())

    assert page.file is None
    assert page.tries.isHidden()
    assert page.evidence.isHidden()
    assert "Mettre la préfecture en demeure" in texts(page.next)
    assert desk.store.incidents.kept == {}


def test_danger_is_said_before_anything_else(opened: Open, shown: Show) -> None:
    page, _presenter = opened(code="D22")
    shown(page)

    assert page.danger.isVisible()
    assert page.danger.y() < page.cause.y() < page.now.y() < page.tries.y()


def test_a_blockage_is_found_in_the_words_of_the_person(
    opened: Open, qtbot: QtBot
) -> None:
    """In French, and in Dari, which Samira reads."""
    page, _presenter = opened()
    page.blockages.search.setFocus()
    qtbot.keyClicks(page.blockages.search, "page blanche")
    assert page.code == "D08"

    page.search_for("تصدیق")
    listed = [
        page.blockages.list.item(n).data(Qt.ItemDataRole.UserRole)
        for n in range(page.blockages.list.count())
    ]
    assert "D21" in listed


def test_what_nobody_says_finds_nothing_and_says_so(opened: Open) -> None:
    page, _presenter = opened()
    page.search_for("zzzz")

    assert page.blockages.list.count() == 0
    assert not page.blockages.empty.isHidden()
    assert page.code == "D21"


def test_a_family_is_listed_alone(opened: Open) -> None:
    page, _presenter = opened()
    page.blockages.family.setCurrentIndex(1)
    page.blockages.ask()

    assert page.blockages.list.count() == 7
    assert page.code == "D01"


def test_every_blockage_of_the_catalogue_has_a_family(desk: DeskInMemory) -> None:
    found = {family_of(code) for code in desk.library.symptoms}

    assert found == {(icon, name) for _last, icon, name in FAMILIES}


def test_an_attempt_is_noted_with_one_key(
    desk: DeskInMemory, opened: Open, shown: Show, qtbot: QtBot
) -> None:
    page, _presenter = opened()
    shown(page)
    told: list[str] = []
    page.explained.connect(told.append)

    qtbot.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)

    (noted,) = desk.store.incidents.kept.values()
    assert (noted.symptom, noted.day, noted.case) == ("D21", TODAY, "samira-a2")
    assert "10:05" in told[0]
    assert "1 essai noté" in page.tries.tally.text()


def test_the_key_notes_nothing_without_a_file(
    desk: DeskInMemory, opened: Open, shown: Show, qtbot: QtBot
) -> None:
    page, _presenter = opened(person=None)
    shown(page)
    qtbot.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)

    assert desk.store.incidents.kept == {}


def test_the_latest_attempts_are_shown_and_the_others_on_demand(opened: Open) -> None:
    page = full(opened)
    edits = page.tries.findChildren(Button, "try-edit")
    assert len([one for one in edits if one.isVisibleTo(page.tries)]) == 6

    press(page.tries, "all-tries")

    alive = page.tries.body.count()
    assert alive == 2 + 8


def test_an_attempt_is_completed_afterwards(
    desk: DeskInMemory, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, presenter = opened()
    presenter.log()

    def fill(form: IncidentForm) -> int:
        form.show_values(
            {
                "message": "Erreur 500",
                "channel": "phone",
                "number": "S-1",
                "hour": "8h30",
            }
        )
        form.keep_draft()
        assert form.complaint() is None
        return QDialog.DialogCode.Accepted.value

    monkeypatch.setattr(IncidentForm, "exec", fill)
    press(page.tries, "try-edit")

    (noted,) = desk.store.incidents.kept.values()
    assert (noted.message, noted.number) == ("Erreur 500", "S-1")
    assert noted.channel is IncidentChannel.PHONE
    assert noted.at == read_hour("08:30")
    assert desk.drafts.kept == {}
    assert i18n.left_to_right("S-1") in texts(page.requests)


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("day", "", "Donnez le jour."),
        ("day", "01/01/2030", "Ce jour n’est pas encore venu."),
        ("hour", "25:00", "Écrivez l’heure comme ceci"),
    ],
)
def test_what_cannot_be_is_explained(
    field: str, typed: str, told: str, desk: DeskInMemory, opened: Open
) -> None:
    _page, presenter = opened()
    presenter.log()
    (noted,) = desk.store.incidents.kept.values()
    form = IncidentForm(noted, TODAY, None)
    form.show_values({field: typed})

    complaint = form.complaint()

    assert complaint is not None
    assert told in complaint[1]


def test_an_hour_is_read_as_people_type_it() -> None:
    assert read_hour("۱۴:۰۵") == read_hour("14h05") == read_hour("14.05")
    assert read_hour("quatorze heures") is None


def test_an_attempt_noted_by_mistake_is_taken_out(
    desk: DeskInMemory, opened: Open
) -> None:
    page, presenter = opened()
    presenter.log()

    press(page.tries, "try-close")

    assert desk.store.incidents.kept == {}


def test_a_capture_comes_from_a_file_the_clipboard_or_the_mouse(
    desk: DeskInMemory,
    opened: Open,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page, presenter = opened()
    presenter.log()
    file = tmp_path / "Samira Karimi.png"
    picture = QImage(20, 10, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.blue)
    picture.save(str(file))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(file), ""))
    press(page.tries, "try-add")
    QGuiApplication.clipboard().setImage(picture)
    press(page.tries, "try-copy")
    for_files, for_image = QMimeData(), QMimeData()
    for_files.setUrls(
        [QUrl.fromLocalFile(str(file)), QUrl("https://example.org/a.png")]
    )
    for_image.setImageData(picture)
    page.dropped.emit(for_files)
    page.dropped.emit(for_image)

    assert len(desk.captures.kept) == 4
    assert all(content.startswith(b"\x89PNG") for _t, content in desk.captures.kept)
    assert {title for title, _c in desk.captures.kept} == {"Capture du 24/11/2026"}
    assert "4 captures" in texts(page.tries)


def test_an_empty_clipboard_says_what_to_do(opened: Open) -> None:
    page, presenter = opened()
    presenter.log()
    told: list[str] = []
    page.explained.connect(told.append)
    QGuiApplication.clipboard().clear()

    press(page.tries, "try-copy")

    assert "Faites d’abord une capture" in told[0]


def test_a_file_that_cannot_be_read_is_explained(tmp_path: Path) -> None:
    with pytest.raises(capturing.UnreadableFileError):
        capturing.read(tmp_path / "nowhere")
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(capturing.LARGEST + 1)
    with pytest.raises(capturing.UnreadableFileError):
        capturing.read(large)


def test_what_is_missing_stands_before_what_is_there(opened: Open) -> None:
    page, presenter = opened()
    presenter.log()
    chips = [
        chip.text()
        for chip in page.next.findChildren(Chip)
        if chip.isVisibleTo(page.next)
    ]

    assert chips == sorted(chips, key=lambda word: word == "Fait")


def test_a_remedy_taken_leads_to_the_next_and_waits(
    desk: DeskInMemory, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, _presenter = opened(code="D08")

    def fill(form: RemedyForm) -> int:
        form.show_values({"reference": "S-9"})
        return QDialog.DialogCode.Accepted.value

    monkeypatch.setattr(RemedyForm, "exec", fill)
    before = page.file.next.remedy if page.file and page.file.next else ""
    press(page.next, "remedy-taken")

    taken = desk.store.cases.get("samira-a2").remedies[-1]
    assert (taken.remedy, taken.reference, taken.taken_on) == (before, "S-9", TODAY)
    assert "Attendez jusqu’au" in texts(page.next)

    press(page.requests, "remedy-answered")
    answered = [r.answered_on for r in desk.store.cases.get("samira-a2").remedies]
    assert TODAY in answered


def test_a_remedy_of_tomorrow_is_refused(qtbot: QtBot) -> None:
    form = RemedyForm("remedy:x:E1", "Appeler", TODAY, None)
    qtbot.addWidget(form)
    form.show_values({"day": "25/11/2026"})
    assert form.complaint() is not None
    form.show_values({"day": "24/11/2026"})
    assert form.complaint() is None


def test_a_day_that_was_emptied_is_asked_for_and_is_not_today(qtbot: QtBot) -> None:
    form = RemedyForm("remedy:x:E1", "Appeler", TODAY, None)
    qtbot.addWidget(form)
    form.show_values({"day": ""})

    assert form.complaint() == ("day", "Donnez le jour.")


def test_what_was_typed_of_a_remedy_is_there_again(
    desk: DeskInMemory, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, _presenter = opened(code="D08")
    seen: list[str] = []

    def leave(form: RemedyForm) -> int:
        seen.append(form.reference())
        form.show_values({"reference": "S-9"})
        form.reject()
        return QDialog.DialogCode.Rejected.value

    def take(form: RemedyForm) -> int:
        seen.append(form.reference())
        return QDialog.DialogCode.Accepted.value

    for act in (leave, take):
        monkeypatch.setattr(RemedyForm, "exec", act)
        press(page.next, "remedy-taken")

    assert seen == ["", "S-9"]
    assert desk.drafts.kept == {}
    assert desk.store.cases.get("samira-a2").remedies[-1].reference == "S-9"


def test_letters_and_the_way_back_lead_where_they_say(opened: Open) -> None:
    page, _presenter = opened()
    wanted: list[object] = []
    page.wanted.connect(wanted.append)

    page.back.click()
    press(page.next, "write-L02")

    assert wanted == [ShowCase("samira-a2"), WriteLetter("samira", "samira-a2", "L02")]


def test_a_person_without_a_case_goes_back_to_the_file(opened: Open) -> None:
    page, _presenter = opened(person="nadia", code="")
    wanted: list[object] = []
    page.wanted.connect(wanted.append)
    page.back.click()

    assert page.code == "D01"
    assert wanted == [ShowPerson("nadia")]


def test_a_case_alone_opens_its_person_and_what_is_raised(opened: Open) -> None:
    page, _presenter = opened(person=None, case="samira-a2", code="")

    assert page.file is not None
    assert page.file.person.id == "samira"
    assert page.code == page.file.symptom


def test_the_evidence_file_is_shown_before_it_leaves(opened: Open) -> None:
    page, presenter = opened()
    presenter.log()
    steps: list[tuple[object, int, int]] = []
    page.evidence.progressed.connect(lambda *step: steps.append(step))

    press(page.evidence, "build-evidence")

    dialog = page.findChild(PaperDialog)
    assert dialog is not None
    assert dialog.paper.sheet is not None
    assert dialog.paper.sheet.pdf.startswith(b"%PDF")
    assert dialog.paper.name == "dossier-de-preuves.pdf"
    assert steps[-1][1] == steps[-1][2]
    assert page.evidence.progress.isHidden()
    dialog.close()


def test_a_file_under_way_is_given_up(opened: Open) -> None:
    page, presenter = opened()
    presenter.log()
    page.evidence.progressed.connect(lambda *_step: page.evidence.stop.click())

    press(page.evidence, "build-evidence")

    assert page.findChild(PaperDialog) is None
    assert page.evidence.progress.isHidden()
    assert page.evidence.build.isEnabled()


def test_a_step_that_was_on_its_way_shows_no_progress_after_all(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Steps are told by another thread: one may come after the file was given up."""
    page, presenter = opened()
    told: list[tuple[object, int, int]] = []
    page.evidence.progressed.connect(lambda *step: told.append(step))
    page.evidence.progressed.connect(lambda *_step: page.evidence.stop.click())
    presenter.log()
    press(page.evidence, "build-evidence")

    page.evidence.progressed.emit(told[0][0], 1, 3)

    assert page.evidence.progress.isHidden()
    assert page.evidence.build.isEnabled()


def test_a_file_that_was_given_up_is_not_taken_for_the_next(
    opened: Open, desk: DeskInMemory
) -> None:
    """Its last pages were drawn when another, for another reader, was begun."""
    page, presenter = opened()
    presenter.log()
    late: list[Callable[[], None]] = []

    def slow(work: Any, then: Any, failed: Any) -> None:
        made = work()
        late.append(lambda: then(made))

    proving = Proving(page.evidence, desk, slow, lambda _said: None)  # type: ignore[arg-type]
    purpose = page.evidence.purpose.currentData()
    proving.build("samira", None, purpose)
    proving.stop()
    proving.build("samira", None, purpose)

    late.pop(0)()
    assert page.findChild(PaperDialog) is None
    assert not page.evidence.progress.isHidden()

    late.pop(0)()
    dialog = page.findChild(PaperDialog)
    assert dialog is not None
    assert page.evidence.progress.isHidden()
    dialog.close()


@pytest.mark.usefixtures("quick_seals")
def test_a_sealed_file_opens_with_its_passphrase(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, presenter = opened()
    presenter.log()
    press(page.evidence, "build-evidence")
    dialog = page.findChild(PaperDialog)
    assert dialog is not None
    target, typed = tmp_path / "dossier.age", str(tmp_path / "dossier")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (typed, ""))

    def fill(form: SealForm) -> int:
        form.accept_button.click()
        assert not form.problem.isHidden()
        for field in form.fields:
            field.line.setText(STRONG)
        form.accept_button.click()
        return form.result()

    monkeypatch.setattr(SealForm, "exec", fill)
    press(dialog, "paper-seal")

    opened_again = pyrage.passphrase.decrypt(target.read_bytes(), STRONG)
    assert dialog.paper.sheet is not None
    assert opened_again == dialog.paper.sheet.pdf
    dialog.close()


def test_the_page_follows_the_language_of_the_window(opened: Open) -> None:
    page, _presenter = opened()
    language.use("en")
    QApplication.processEvents()

    assert page.text.theirs.text() != page.text.ours.text()
    assert page.code == "D21"


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (ShowPerson("samira"), ShowBlocked("samira")),
        (ShowCase("samira-a2"), ShowBlocked(case="samira-a2")),
        (WriteLetter("samira", "samira-a2"), ShowBlocked("samira", "samira-a2")),
        (ShowBlocked("samira", code="D08"), ShowBlocked("samira", code="D08")),
        (None, ShowBlocked()),
    ],
)
def test_the_place_of_the_rail_opens_with_the_file_one_is_reading(
    here: Request | None, there: Request, qtbot: QtBot
) -> None:
    class Blank(Page):
        def retranslate(self) -> None:
            self.setAccessibleName("")

    class Still:
        def read(self) -> None:
            """Show nothing more."""

    def make(_request: Request) -> tuple[Page, Presenter]:
        return Blank(), Still()

    main = MainWidget(make)
    qtbot.addWidget(main)
    if here is not None:
        main.go(here)

    main.blocked.click()

    assert main.request == there


@pytest.mark.parametrize("place", [("samira", None), (None, "samira-a2")])
def test_the_blockages_of_a_file_that_is_gone_are_left(
    place: tuple[str | None, str | None], desk: DeskInMemory, qtbot: QtBot
) -> None:
    """Its person was erased; the way back would show them again."""
    page = BlockedPage()
    qtbot.addWidget(page)
    presenter = BlockedPresenter(page, desk, patient, *place)  # type: ignore[arg-type]
    del desk.store.people.known["samira"]
    desk.store.cases.known.clear()

    with qtbot.waitSignal(page.wanted) as left:
        presenter.read()

    assert left.args == [ShowPeople()]


def test_a_key_held_down_notes_one_attempt(
    opened: Open, desk: DeskInMemory, shown: Show
) -> None:
    """Attempts are counted: the file of proof would say more than was done."""
    page, _presenter = opened()
    shown(page)
    (log,) = page.findChildren(QShortcut)

    assert not log.autoRepeat()
