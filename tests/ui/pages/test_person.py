"""A person's file: what matters first, everything else one press away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from anef_desk.desk.roles import NotAllowedError
from anef_desk.domain.person import Status
from anef_desk.domain.residence_document import Kind
from anef_desk.i18n import NAMES
from ui import language
from ui.navigation import ShowCase, ShowPeople, WriteLetter
from ui.pages.person import COLUMNS, FRAME, PersonPage, PersonPresenter
from ui.theme import look
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.cases_card import CasesCard
from ui.widgets.dates_card import DatesCard
from ui.widgets.document_form import DocumentForm
from ui.widgets.documents_card import DocumentsCard, DocumentsPresenter
from ui.widgets.entry import Entry
from ui.widgets.history_card import HistoryCard
from ui.widgets.letters_card import LettersCard
from ui.widgets.other_alerts_card import OtherAlertsCard
from ui.widgets.paper import PaperDialog
from ui.widgets.person_form import PersonForm
from ui.widgets.rights_card import RightsCard


@pytest.fixture
def open_file(qtbot: QtBot, desk: Any, ask: Any) -> Callable[[str], PersonPage]:
    def make(person: str) -> PersonPage:
        page = PersonPage()
        qtbot.addWidget(page)
        page.presenter = PersonPresenter(page, desk, ask, person)
        return page

    return make


@pytest.fixture
def page(open_file: Callable[[str], PersonPage]) -> PersonPage:
    return open_file("samira")


def words(widget: QWidget) -> list[str]:
    return [
        label.text()
        for label in widget.findChildren(QLabel)
        if label.text() and label.isVisibleTo(widget)
    ]


def buttons(widget: QWidget, name: str) -> list[QPushButton]:
    found = widget.findChildren(QPushButton, name)
    return [button for button in found if button.isVisibleTo(widget)]


def test_the_head_says_who_and_until_when(page: PersonPage) -> None:
    assert page.title.text() == "KARIMI (EXEMPLE) Samira"
    assert "né·e le 21/03/1994" in page.subtitle.text()
    assert page.number.value.text() == "9903124477"
    assert page.holds.text() == "API jusqu’au 30 novembre 2026, encore 6 jours"
    assert page.holds.property("kind") == "soon"


def test_the_number_is_copied_as_it_stands_on_the_document(
    page: PersonPage, qtbot: QtBot
) -> None:
    page.number.button.click()

    assert QApplication.clipboard().text() == "9903124477"


def test_one_alert_stands_alone_and_the_others_wait_below(page: PersonPage) -> None:
    assert page.alert.title.text() == "L’attestation dure moins de six mois"
    assert "CESEDA R.431-15-3" in page.alert.basis.text()
    assert "Trois mois après la décision, toujours pas de carte" in words(
        page.card(OtherAlertsCard)
    )
    assert page.alert.title.text() not in words(page.card(OtherAlertsCard))


def test_the_alert_leads_to_its_letter(page: PersonPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.wanted) as asked:
        page.alert.action.click()

    assert asked.args == [WriteLetter("samira", "samira-a2", "L03")]


def test_one_button_at_most_is_the_primary_one(
    page: PersonPage, shown: Callable[..., QWidget]
) -> None:
    shown(page)
    primary = [
        button
        for button in page.findChildren(QPushButton)
        if button.isVisible() and button.property("role") == "primary"
    ]

    assert [button.objectName() for button in primary] == ["alert-action"]


def test_a_date_shows_its_reason_and_its_source_on_demand(
    page: PersonPage, shown: Callable[..., QWidget]
) -> None:
    shown(page)
    entry = next(
        e
        for e in page.card(DatesCard).findChildren(Entry)
        if "Refus implicite si le préfet ne répond pas" in words(e)
    )
    assert entry.source is None

    entry.why.click()

    assert entry.source.isVisible()
    assert "CESEDA R.432-1" in entry.source.text()
    assert entry.why.text() == "Masquer"


def test_the_two_clocks_are_two_dates(page: PersonPage) -> None:
    """The end of the paper and the implicit refusal do not move one another."""
    told = words(page.card(DatesCard))

    assert "30 novembre 2026" in told
    assert "1er janvier 2027" in told


def test_a_date_that_cannot_be_computed_says_what_to_ask(
    open_file: Callable[[str], PersonPage], desk: Any
) -> None:
    """The card is due three months after a decision whose date nobody noted."""
    desk.change_person("idriss", protection_decision_on=None)
    page = open_file("idriss")

    assert any(
        "Quelle est la date de la décision" in text
        for text in words(page.card(DatesCard))
    )


def test_rights_are_those_of_the_document_held_first(page: PersonPage) -> None:
    told = words(page.card(RightsCard))

    assert page.card(RightsCard).title.text() == "Ce que permet ce document : API"
    assert told.count("Travail") == 1

    page.card(RightsCard).findChild(QPushButton, "more-rights").click()

    assert words(page.card(RightsCard)).count("Travail") == 2


def test_a_right_says_that_it_holds_while_the_document_does(
    open_file: Callable[[str], PersonPage], desk: Any
) -> None:
    """Nobody noted until when: it may have ended."""
    held = desk.people.file("samira").documents[0]
    desk.documents.change("samira", replace(held, ends_on=None))

    card = open_file("samira").card(RightsCard)
    card.findChild(QPushButton, "more-rights").click()

    assert any(
        text.startswith("Tant que le document est valable : Elle prouve le séjour")
        for text in words(card)
    )


def test_the_sources_of_rights_are_one_press_away(page: PersonPage) -> None:
    assert not any("CESEDA" in text for text in words(page.card(RightsCard)))

    page.card(RightsCard).sources.click()

    assert any("CESEDA" in text for text in words(page.card(RightsCard)))


def test_a_case_goes_on_where_it_was_left(page: PersonPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.wanted) as asked:
        buttons(page, "case-A2")[0].click()

    assert asked.args == [ShowCase("samira-a2")]


def test_a_suggested_procedure_is_opened_and_shown(
    page: PersonPage, desk: Any, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.wanted) as asked:
        buttons(page, "open-A7")[0].click()

    opened = desk.store.cases.get(asked.args[0].case)
    assert (opened.person, opened.procedure) == ("samira", "A7")


def test_what_would_decide_is_asked_beside_a_procedure_that_may_answer(
    open_file: Callable[[str], PersonPage],
) -> None:
    """Nothing is known of this person: nothing is claimed about her."""
    told = words(open_file("nadia").card(CasesCard))

    assert any(text.startswith("Peut-être. À demander :") for text in told)
    assert not any("est reconnue réfugiée" in text for text in told)


def test_what_decides_is_noted_first_where_nothing_is_known(
    open_file: Callable[[str], PersonPage],
    desk: Any,
    monkeypatch: pytest.MonkeyPatch,
    shown: Callable[..., QWidget],
) -> None:
    """Thirty procedures that may answer say nothing of what to do."""
    begun: list[str] = []

    def fill(form: PersonForm) -> int:
        first = form.begins()
        begun.append(first.objectName() if first else "")
        form.show_values({"status": "refugee"})
        form.accept()
        return form.result()

    monkeypatch.setattr(PersonForm, "exec", fill)
    page = open_file("nadia")
    shown(page)
    acts = [b for b in page.findChildren(Button) if b.isVisible()]
    due = [b for b in acts if b.property("role") == "primary"]
    assert [b.objectName() for b in due] == ["note-situation"]

    due[0].click()

    assert begun == ["field-status"]
    assert desk.store.people.get("nadia").status is Status.REFUGEE
    assert not any(b.isVisible() for b in buttons(page, "note-situation"))


def test_a_document_typed_in_is_checked_against_the_law_at_once(
    open_file: Callable[[str], PersonPage],
    desk: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An API of three months where six are due (CESEDA R.431-15-4)."""

    def fill(form: DocumentForm) -> int:
        form.show_values(
            {
                "kind": "api",
                "starts_on": "01/11/2026",
                "ends_on": "31/01/2027",
                "issued_for": "first",
                "allows_work": "yes",
                "mention": "",
                "no_mention": "none",
            }
        )
        assert form.complaint() is None
        form.keep_draft()
        return 1

    monkeypatch.setattr(DocumentForm, "exec", fill)
    page = open_file("idriss")

    page.card(DocumentsCard).new.click()

    held = desk.store.documents.of("idriss")
    assert [(d.kind, d.ends_on, d.mention) for d in held] == [
        (Kind.API, date(2027, 1, 31), "")
    ]
    assert page.alert.title.text() == "L’attestation dure moins de six mois"
    assert desk.drafts.kept == {}


def test_a_document_whose_end_is_before_its_start_is_explained(
    qapp: Any, desk: Any
) -> None:
    form = DocumentForm("samira", desk.store.documents.of("samira")[0], None)
    form.show_values({"ends_on": "01/08/2026"})

    form.accept_button.click()

    assert form.result() == 0
    assert form.problem.text() == "La fin est avant le début."


def test_years_are_typed_as_a_number_and_nothing_typed_is_lost(
    qapp: Any, desk: Any
) -> None:
    form = DocumentForm("samira", desk.store.documents.of("samira")[0], None)
    years = form.findChild(QLineEdit, "field-years")
    assert years is not None

    QTest.keyClicks(years, "2 ans")

    assert years.text() == "2"
    assert form.document().years == 2


def test_a_document_removed_by_mistake_comes_back(page: PersonPage, desk: Any) -> None:
    """Nothing is asked twice; what was done can be undone."""
    api = desk.store.documents.of("samira")[0]
    take_out = next(
        b for b in buttons(page, "take-out") if "prolongation" in b.accessibleName()
    )

    take_out.click()
    assert api not in desk.store.documents.of("samira")

    buttons(page, "put-back")[0].click()

    assert api in desk.store.documents.of("samira")
    assert buttons(page, "put-back") == []


def test_a_document_is_said_to_be_removed_once_it_is(
    page: PersonPage, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A role that may not, or a full disk: the document is still in the file."""
    (api, *_others) = desk.store.documents.of("samira")
    documents = DocumentsPresenter(page.card(DocumentsCard), page.presenter._records)

    def refuse(*_what: object) -> None:
        raise NotAllowedError

    monkeypatch.setattr(desk.documents, "remove", refuse)
    with pytest.raises(NotAllowedError):
        documents.remove(api)
    page.retranslate()

    assert buttons(page, "put-back") == []


def test_a_form_given_up_brings_back_what_was_typed_and_nothing_else(
    page: PersonPage, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two files are made one from the form: what the other knew must not be wiped."""

    def give_up(form: PersonForm) -> int:
        form.show_values({"phone": "01 99 00 00 00"})
        form.keep_draft()
        form.reject()
        return 0

    monkeypatch.setattr(PersonForm, "exec", give_up)
    page.edit.click()
    desk.change_person("samira", email="samira@exemple.fr")
    page.presenter.read()
    shown: list[dict[str, str]] = []

    def look(form: PersonForm) -> int:
        shown.append(form.values())
        return 0

    monkeypatch.setattr(PersonForm, "exec", look)
    page.edit.click()

    assert shown[0]["phone"] == "01 99 00 00 00"
    assert shown[0]["email"] == "samira@exemple.fr"


def test_identity_is_changed_and_a_partial_birth_date_stays_partial(
    page: PersonPage, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(form: PersonForm) -> int:
        form.show_values({"birth_date": "1994", "status": "subsidiary_protection"})
        return 1

    monkeypatch.setattr(PersonForm, "exec", fill)

    page.edit.click()

    person = desk.store.people.get("samira")
    assert str(person.birth_date) == "1994"
    assert person.status is Status.SUBSIDIARY_PROTECTION
    assert person.family_name == "Karimi (exemple)"
    assert "né·e en 1994" in page.subtitle.text()


def test_a_form_given_up_changes_nothing_and_keeps_the_draft(
    page: PersonPage, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk.store.people.get("samira")

    def give_up(form: PersonForm) -> int:
        form.show_values({"nationality": "apatride"})
        form.keep_draft()
        return 0

    monkeypatch.setattr(PersonForm, "exec", give_up)

    page.edit.click()

    assert desk.store.people.get("samira") == before
    assert desk.drafts.get(PersonForm.draft_of("samira"))["nationality"] == "apatride"


def test_a_file_without_anything_says_what_to_do(
    open_file: Callable[[str], PersonPage], desk: Any
) -> None:
    page = open_file("nadia")

    assert "« Modifier » complète le dossier" in page.subtitle.text()
    assert page.holds.text() == "Aucun document de séjour noté"
    assert any("tient en main" in text for text in words(page.card(DocumentsCard)))
    assert page.alert.isHidden()


def test_a_letter_that_was_made_is_shown_again(
    page: PersonPage, desk: Any, shown: Callable[..., QWidget]
) -> None:
    desk.letters.keep("samira", "samira-a2", "L03", {}, "fa_AF")
    page.presenter.read()
    shown(page)

    buttons(page, "reprint")[0].click()

    dialog = page.findChild(PaperDialog)
    assert dialog.paper.sheet.pdf.startswith(b"%PDF")
    dialog.reject()


def test_the_journal_says_who_did_what_in_the_hour_of_paris(page: PersonPage) -> None:
    """08:02 in UTC is 09:02 in Paris in November."""
    told = words(page.card(HistoryCard))

    assert any(
        "24 novembre 2026 à 09:02" in text and "dossier consulté" in text
        for text in told
    )


def test_the_way_back_leads_to_the_list(page: PersonPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.wanted) as asked:
        page.back.click()

    assert asked.args == [ShowPeople()]


def test_a_name_of_sixty_letters_is_not_cut(
    open_file: Callable[[str], PersonPage],
    desk: Any,
    shown: Callable[..., QWidget],
    cut: Callable[[QWidget], list[str]],
) -> None:
    desk.change_person("nadia", family_name="D’" + "Abcdefghijkl " * 6)

    assert cut(shown(open_file("nadia"))) == []


def test_markup_in_a_name_is_only_letters(
    open_file: Callable[[str], PersonPage], desk: Any
) -> None:
    desk.change_person("nadia", family_name="<b>x</b>")

    assert open_file("nadia").title.text() == "<B>X</B>"


@pytest.mark.parametrize("code", NAMES)
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("person", ["samira", "nadia"])
def test_the_page_is_whole_in_every_language_at_every_size(  # noqa: PLR0913, PLR0917
    qapp: Any,
    open_file: Callable[[str], PersonPage],
    shown: Callable[..., QWidget],
    unnamed: Callable[[QWidget], list[str]],
    cut: Callable[[QWidget], list[str]],
    code: str,
    scale: float,
    person: str,
) -> None:
    look.apply(qapp, "light", scale)
    language.use(code)
    page = shown(open_file(person))

    assert unnamed(page) == []
    assert cut(page) == []


def test_nothing_is_cut_when_sentences_are_twice_as_long(
    twice_as_long: None,
    open_file: Callable[[str], PersonPage],
    shown: Callable[..., QWidget],
    cut: Callable[[QWidget], list[str]],
) -> None:
    assert cut(shown(open_file("samira"))) == []


def test_a_broken_rule_is_said_and_silences_nothing(
    open_file: Callable[[str], PersonPage],
) -> None:
    page = open_file("samira")
    file = page.file
    broken = replace(file.situation, failed=("deadlines",))

    page.show_file(replace(file, situation=broken), page.presenter._desk.library)

    assert any(
        "n’a pas pu être calculée" in text for text in words(page.card(DatesCard))
    )
    assert "30 novembre 2026" in words(page.card(DatesCard))


def test_what_is_seen_comes_first_and_the_rest_once_it_is_painted(
    qtbot: QtBot, desk: Any, ask: Any, shown: Callable[..., QWidget]
) -> None:
    page = PersonPage()
    shown(page)
    page.presenter = PersonPresenter(page, desk, ask, "samira")

    assert page.card(CasesCard).isVisible()
    with pytest.raises(KeyError):
        page.card(HistoryCard)
    qtbot.waitUntil(lambda: not page._waiting)

    assert {type(card) for card in page.findChildren(Card)} >= {
        kind for column in COLUMNS for kind in column
    }
    assert page.card(HistoryCard).isVisible()


def test_what_is_under_the_eye_changes_at_once(
    page: PersonPage, shown: Callable[..., QWidget], desk: Any
) -> None:
    shown(page)
    page.area.ensureWidgetVisible(page.card(HistoryCard))
    desk.letters.keep("samira", "samira-a2", "L03", {}, "fa_AF")

    page.presenter.read()

    assert buttons(page.card(LettersCard), "reprint")


def test_tab_goes_down_one_column_then_the_other(
    page: PersonPage, shown: Callable[..., QWidget]
) -> None:
    """Whatever was written last."""
    shown(page)
    cards = [page.card(kind) for column in COLUMNS for kind in column]
    passed, widget = [], page.back.nextInFocusChain()
    while widget is not page.back:
        holder = next((c for c in cards if c.isAncestorOf(widget)), None)
        tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if holder is not None and tab and passed[-1:] != [holder]:
            passed.append(holder)
        widget = widget.nextInFocusChain()

    assert passed == [card for card in cards if card in passed]
    assert len(passed) > len(cards) / 2


def test_a_page_that_was_left_writes_on_once_it_is_seen_again(
    qtbot: QtBot, desk: Any, ask: Any, shown: Callable[..., QWidget]
) -> None:
    """What it would ask may not be asked any more: the vault is closed."""
    page = PersonPage()
    shown(page)
    page.presenter = PersonPresenter(page, desk, ask, "samira")
    page.hide()
    qtbot.wait(3 * FRAME)
    with pytest.raises(KeyError):
        page.card(HistoryCard)

    page.show()

    qtbot.waitUntil(lambda: not page._waiting)
    assert page.card(HistoryCard).isVisible()
