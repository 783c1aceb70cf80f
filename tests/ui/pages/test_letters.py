"""Letters: what fits, what is asked, the real pages, and a trace in the file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from anef_desk.domain.supporting_document import MarkState
from anef_desk.i18n import NAMES
from tests.ui.asking import patient
from ui import language
from ui.navigation import ShowCase, ShowPeople, ShowPerson
from ui.pages.letters import LettersPage, LettersPresenter
from ui.theme import look
from ui.widgets import paper, printing
from ui.widgets.question import Question


@pytest.fixture
def write(qtbot: QtBot, desk: Any) -> Callable[..., LettersPage]:
    def make(person: str, case: str | None = None, code: str | None = None) -> Any:
        page = LettersPage()
        qtbot.addWidget(page)
        page.presenter = LettersPresenter(page, desk, patient, person, case, code)
        return page

    return make


@pytest.fixture
def page(write: Callable[..., LettersPage]) -> LettersPage:
    """The correction of Samira's attestation, asked for by the alert."""
    return write("samira", "samira-a2", "L03")


def test_the_letter_that_was_asked_for_is_chosen_and_drawn(page: LettersPage) -> None:
    assert page.choices["L03"].isChecked()
    assert page.paper.sheet.pdf.startswith(b"%PDF")
    assert page.paper.sheet.pages
    assert "R.431-15-3" in page.paper.sheet.text


def test_a_letter_that_does_not_fit_is_grey_and_says_why(
    write: Callable[..., LettersPage],
) -> None:
    """No request was filed: nothing can be overdue."""
    page = write("idriss")
    refused = page.choices["L02"]

    assert not refused.isEnabled()
    assert refused.note.text() == (
        "Ce courrier suppose une demande déposée, dont la date est connue."
    )


def test_nobody_is_left_before_an_empty_page(
    write: Callable[..., LettersPage], shown: Callable[..., QWidget]
) -> None:
    page = write("nadia")
    shown(page)
    refused = [offer for offer in page._offers if not offer.fits]
    page.show_offers(page._person, None, refused)  # type: ignore[arg-type]

    assert page.empty.isVisible()
    assert page.empty.title.text() == "Aucun courrier ne convient à cette situation."


def test_what_is_missing_is_asked_and_what_is_typed_reaches_the_letter(
    page: LettersPage, desk: Any, qtbot: QtBot
) -> None:
    page.choose("L02")
    attempts = next(q for q in page.questions if q.key == "attempts")

    with qtbot.waitSignal(page.answered):
        attempts.show_text("Appel au centre de contact le 12 novembre")

    assert "Appel au centre de contact le 12 novembre" in page.paper.sheet.text
    assert desk.drafts.kept["letter:samira:samira-a2:L02"]["attempts"] == (
        "Appel au centre de contact le 12 novembre"
    )


def test_what_is_typed_stays_with_its_letter_when_another_is_chosen(
    page: LettersPage, desk: Any
) -> None:
    page.choose("L02")
    next(q for q in page.questions if q.key == "attempts").show_text("Appel du 12")

    page.choose("L03")

    assert not page._pause.isActive()
    assert desk.drafts.kept == {
        "letter:samira:samira-a2:L02": {
            **dict.fromkeys(desk.drafts.kept["letter:samira:samira-a2:L02"], ""),
            "attempts": "Appel du 12",
        }
    }


def test_what_is_typed_is_kept_when_the_page_is_left_at_once(
    page: LettersPage, desk: Any, shown: Callable[..., QWidget]
) -> None:
    """The page says so; the window that locks hides it first."""
    shown(page)
    page.choose("L02")
    next(q for q in page.questions if q.key == "attempts").show_text("Appel du 12")

    page.hide()

    kept = desk.drafts.kept["letter:samira:samira-a2:L02"]
    assert kept["attempts"] == "Appel du 12"


def test_a_date_half_typed_keeps_nothing_else_from_being_kept(
    page: LettersPage, desk: Any, qtbot: QtBot
) -> None:
    page.choose("L02")
    words = next(q for q in page.questions if q.key == "attempts")
    half = Question("day", "date")
    qtbot.addWidget(half)
    half.show_text("12/11/")
    page.questions.append(half)

    with qtbot.waitSignal(page.answered):
        words.show_text("Appel du 12")

    kept = desk.drafts.kept["letter:samira:samira-a2:L02"]
    assert kept["attempts"] == "Appel du 12"
    assert "day" not in kept
    assert "Appel du 12" not in page.paper.sheet.text


@pytest.mark.parametrize("typed", ["02112026", "2.11.2026", "2026-11-02", "11/08/1405"])
def test_a_day_reaches_the_letter_as_papers_print_it(qtbot: QtBot, typed: str) -> None:
    """However it was typed, and before the field is left."""
    question = Question("decision_day", "date")
    qtbot.addWidget(question)

    question.show_text(typed)

    assert question.text() == "02/11/2026"


def test_questions_that_come_late_are_not_shown_for_another_letter(
    qtbot: QtBot, desk: Any
) -> None:
    desk.drafts.put("letter:samira:samira-a2:L02", {"harm": "Un contrat de travail"})
    late: list[Callable[[], None]] = []

    def slow(work: Any, then: Any, failed: Any = None, **_how: object) -> None:
        late.append(partial(patient, work, then, failed))

    page = LettersPage()
    qtbot.addWidget(page)
    presenter = LettersPresenter(page, desk, slow, "samira", "samira-a2", "L02")
    late.pop(0)()  # the offers; the draft of L02 is now asked for
    page.choose("L03")
    late.pop(0)()

    assert presenter._code == "L03"
    assert page.questions == []


def test_answers_typed_before_come_back(
    write: Callable[..., LettersPage], desk: Any
) -> None:
    desk.drafts.put("letter:samira:samira-a2:L02", {"harm": "Un contrat de travail"})

    page = write("samira", "samira-a2", "L02")

    assert page.answers()["harm"] == "Un contrat de travail"
    assert "Un contrat de travail" in page.paper.sheet.text


def test_a_letter_that_still_needs_a_fact_says_which(
    write: Callable[..., LettersPage], shown: Callable[..., QWidget]
) -> None:
    """A letter to an employer needs the employer."""
    page = write("samira", "samira-a2", "L11")
    shown(page)

    assert page.empty.isVisible()
    assert page.empty.title.text() == "Le courrier n’est pas encore prêt."
    assert "À qui écrire ?" in page.empty.advice.text()
    assert not page.paper.print.isEnabled()


def test_the_copy_stands_beside_and_is_another_document(page: LettersPage) -> None:
    letter = page.paper.sheet.pdf
    assert page.tabs.count() == 2

    page.tabs.setCurrentIndex(1)

    assert page.paper.sheet.pdf != letter
    assert page.paper.name == "copie.pdf"
    assert "R.431-15-3" in page.paper.sheet.text.replace("\u2060", "")
    assert "تصدیق" in page.paper.view.accessibleDescription()
    assert "Le français fait foi" in page.review.text()


def test_somebody_who_reads_french_has_no_copy(
    write: Callable[..., LettersPage], desk: Any
) -> None:
    desk.change_person("samira", language="fr")

    page = write("samira", "samira-a2", "L03")

    assert page.tabs.count() == 1
    assert page.tabs.isHidden()


def test_a_saved_letter_is_written_whole_and_kept_in_the_file_once(
    page: LettersPage,
    desk: Any,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "courrier.pdf"
    monkeypatch.setattr(paper, "ask_file", lambda _parent, _name: target)

    with qtbot.waitSignal(page.explained) as told:
        page.paper.save.click()
    page.paper.save.click()

    assert target.read_bytes() == page.paper.sheet.pdf
    assert [kept.template for kept in desk.store.letters.kept] == ["L03"]
    assert desk.store.letters.kept[0].language == "fa_AF"
    assert "gardé dans le dossier" in told.args[0]


def test_what_is_kept_is_what_went_out(
    page: LettersPage, desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is typed, or chosen, while the pages are on their way."""
    page.choose("L02")
    target = tmp_path / "courrier.pdf"

    def ask_file(_parent: QWidget, _name: str) -> Path:
        page.questions[0].show_text("Tapé trop tard pour ces pages")
        page.choose("L03")
        return target

    monkeypatch.setattr(paper, "ask_file", ask_file)
    page.paper.save.click()

    (kept,) = desk.store.letters.kept
    assert kept.template == "L02"
    assert kept.sha256 == hashlib.sha256(target.read_bytes()).hexdigest()
    draft = desk.drafts.kept["letter:samira:samira-a2:L02"]
    assert "Tapé trop tard pour ces pages" in draft.values()


def test_a_draft_that_went_out_as_a_letter_is_no_draft_any_more(
    page: LettersPage,
    desk: Any,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page.choose("L02")
    with qtbot.waitSignal(page.answered):
        page.questions[0].show_text("Appel le 12 novembre")
    monkeypatch.setattr(paper, "ask_file", lambda *_given: tmp_path / "a.pdf")

    page.paper.save.click()

    assert len(desk.store.letters.kept) == 1
    assert desk.drafts.kept == {}


def test_a_save_given_up_keeps_nothing(
    page: LettersPage, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper, "ask_file", lambda _parent, _name: None)

    page.paper.save.click()

    assert desk.store.letters.kept == []


@pytest.mark.parametrize("taken", [True, False])
def test_a_letter_is_kept_only_when_the_printer_took_it(
    page: LettersPage,
    desk: Any,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    taken: bool,
) -> None:
    monkeypatch.setattr(printing, "ask_printer", lambda _parent, **_: object())
    monkeypatch.setattr(printing, "print_pages", lambda _printer, _pages: taken)

    with qtbot.waitSignal(page.explained):
        page.paper.print.click()

    assert bool(desk.store.letters.kept) is taken


def test_file_names_say_nothing_of_anybody(page: LettersPage) -> None:
    """Spoolers and folders are read by others."""
    assert page.paper.name == "courrier.pdf"


def test_choosing_another_letter_draws_it(page: LettersPage) -> None:
    before = page.paper.sheet.pdf

    page.choices["L02"].click()

    assert page.paper.sheet.pdf != before
    assert [q.key for q in page.questions] == ["attempts", "harm"]


@pytest.mark.parametrize(
    ("case", "back"),
    [("samira-a2", ShowCase("samira-a2")), (None, ShowPerson("samira"))],
)
def test_the_way_back_leads_where_one_came_from(
    write: Callable[..., LettersPage], qtbot: QtBot, case: str | None, back: object
) -> None:
    page = write("samira", case, "L03")

    with qtbot.waitSignal(page.wanted) as asked:
        page.back.click()

    assert asked.args == [back]


@pytest.mark.parametrize("code", NAMES)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_page_is_whole_in_every_language_at_every_size(  # noqa: PLR0913, PLR0917
    qapp: Any,
    write: Callable[..., LettersPage],
    shown: Callable[..., QWidget],
    unnamed: Callable[[QWidget], list[str]],
    cut: Callable[[QWidget], list[str]],
    code: str,
    scale: float,
) -> None:
    look.apply(qapp, "light", scale)
    language.use(code)
    page = shown(write("samira", "samira-a2", "L03"))

    assert unnamed(page) == []
    assert cut(page) == []


def test_coming_back_keeps_what_was_typed_and_follows_the_file(
    page: LettersPage, desk: Any
) -> None:
    """The prefecture was typed in meanwhile, on the person's page."""
    page.choose("L02")
    page.questions[0].show_text("Message du 6 novembre")
    desk.change_person("samira", prefecture="Préfecture de l’Exemple")

    page.presenter.read()

    assert page.questions[0].text() == "Message du 6 novembre"
    assert "Préfecture de l’Exemple" in page.paper.sheet.text
    assert "Message du 6 novembre" in page.paper.sheet.text


def test_a_letter_that_fits_no_more_is_put_away(page: LettersPage, desk: Any) -> None:
    desk.documents.remove("samira", "samira-api")

    page.presenter.read()

    assert page.code == ""
    assert page.paper.sheet is None


def test_the_window_switches_language_and_keeps_what_was_typed(
    page: LettersPage, qtbot: QtBot, shown: Callable[..., QWidget]
) -> None:
    shown(page)
    page.choose("L02")
    page.questions[0].show_text("Message du 6 novembre")
    language.use("ar")
    qtbot.waitUntil(page.isRightToLeft)

    assert page.questions[0].text() == "Message du 6 novembre"
    assert page.choices["L02"].isChecked()


def test_what_has_ended_is_said_beside_the_letter(
    write: Callable[..., LettersPage], shown: Callable[..., QWidget], desk: Any
) -> None:
    """In the language of the window; not a word of it is on paper."""
    desk.cases.mark(
        "samira-a2", "P-EPH", MarkState.COPIED, valid_until=date(2026, 11, 20)
    )
    page = write("samira", "samira-a2", "L01")
    shown(page)

    told = page.ended.text()
    assert told.endswith("a pris fin le 20 novembre 2026. Elle n’est pas jointe.")
    assert "pas jointe" not in page.paper.sheet.text

    language.use("en")
    page.retranslate()
    assert "20 November 2026" in page.ended.text()
    language.use("fr")

    page.choose("L03")
    assert page.ended.isHidden()


def test_the_letters_of_a_file_that_is_gone_are_left(
    page: LettersPage, desk: Any, qtbot: QtBot
) -> None:
    """Its person was erased; the way back would show them again."""
    del desk.store.people.known["samira"]

    with qtbot.waitSignal(page.wanted) as left:
        page.presenter.read()

    assert left.args == [ShowPeople()]
