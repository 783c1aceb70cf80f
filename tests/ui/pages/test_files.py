"""The new parts of a file and of a case: noted, compared, linked, copied, undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from anef_desk.domain.appointment import Appointment
from anef_desk.domain.case import Outcome
from anef_desk.domain.household import Relation
from anef_desk.domain.identity import Identity, Printed
from anef_desk.domain.journal_entry import Change, JournalEntry
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Person
from anef_desk.domain.prefecture import Prefecture
from anef_desk.i18n import NAMES
from ui import language, preferences
from ui.navigation import ShowPerson, WriteLetter
from ui.pages.case import CasePage, CasePresenter
from ui.pages.people import PeoplePage, PeoplePresenter, details
from ui.pages.person import PersonPage, PersonPresenter
from ui.theme import look
from ui.widgets.appointment_form import AppointmentForm, read_hour
from ui.widgets.appointments_card import AppointmentsCard
from ui.widgets.document_form import DocumentForm
from ui.widgets.documents_card import DocumentsCard
from ui.widgets.end_form import EndForm
from ui.widgets.entry_sheet import EntrySheet
from ui.widgets.events_card import EventsCard
from ui.widgets.history_card import HistoryCard
from ui.widgets.household_card import HouseholdCard
from ui.widgets.household_form import HouseholdForm
from ui.widgets.identities_card import IdentitiesCard
from ui.widgets.identity_form import IdentityForm
from ui.widgets.person_form import PersonForm
from ui.widgets.person_picker import PersonPicker

from .conftest import TODAY

Cut = Callable[[QWidget], list[str]]
Show = Callable[..., QWidget]

OFPRA = Identity(
    id="1",
    person="samira",
    source=Printed.OFPRA,
    family_name="Karimi (exemple)",
    given_names="Samira",
)
API = replace(OFPRA, id="2", source=Printed.API, family_name="Karimy (exemple)")


@pytest.fixture
def full(desk: Any) -> Any:
    """Return a desk whose first file has something in each of its parts."""
    for identity in (OFPRA, API):
        desk.store.identities.put(identity)
    desk.households.join("samira", "andrii", Relation.SPOUSE)
    for day in (date(2026, 11, 20), date(2026, 11, 27)):
        desk.appointments.put(
            Appointment(
                id="",
                person="samira",
                case="samira-a2",
                day=day,
                hour="09:30",
                place="Préfecture",
                bring="attestation\nphotos",
            )
        )
    return desk


@pytest.fixture
def page(qtbot: QtBot, full: Any, ask: Any) -> PersonPage:
    made = PersonPage()
    qtbot.addWidget(made)
    made.presenter = PersonPresenter(made, full, ask, "samira")  # type: ignore[attr-defined]
    return made


@pytest.fixture
def case(qtbot: QtBot, full: Any, ask: Any) -> CasePage:
    made = CasePage()
    qtbot.addWidget(made)
    made.presenter = CasePresenter(made, full, ask, "samira-a2")  # type: ignore[attr-defined]
    return made


def words(widget: QWidget) -> str:
    labels = widget.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if one.isVisibleTo(widget))


def button(widget: QWidget, name: str) -> QPushButton:
    found = widget.findChildren(QPushButton, name)
    return next(one for one in found if one.isVisibleTo(widget))


def test_an_event_is_one_press_and_taken_back_by_another(page: PersonPage) -> None:
    button(page, "event-came").click()
    assert "Est venu·e" in words(page.card(EventsCard))
    assert "Claire Martin" in words(page.card(EventsCard))

    button(page.card(EventsCard), "take-back").click()
    assert page.file is not None
    assert page.file.events == ()


def test_a_difference_is_flagged_and_leads_to_its_letter(
    page: PersonPage, qtbot: QtBot
) -> None:
    told = words(page.card(IdentitiesCard))
    assert "Sert de référence" in told
    assert "« Karimy (exemple) » au lieu de « Karimi (exemple) »" in told

    with qtbot.waitSignal(page.wanted) as asked:
        button(page.card(IdentitiesCard), "identity-letter").click()
    assert asked.args == [WriteLetter("samira", "samira-a2", "L03")]
    button(page.card(IdentitiesCard), "remove-identity").click()
    assert "Sert de référence" not in words(page.card(IdentitiesCard))


def test_names_in_the_wrong_place_hide_no_other_difference(
    page: PersonPage, full: Any
) -> None:
    """Each paper is wrong in its own way; the letter asks for all of it at once."""
    single = replace(OFPRA, given_names="", birth_date=PartialDate(1994, 3, 21))
    moved = replace(
        single,
        id="2",
        source=Printed.API,
        family_name="",
        given_names="Karimi (exemple)",
        birth_date=PartialDate(1994, 1, 1),
    )
    doubled = replace(single, id="3", source=Printed.VISA, given_names="XXX")
    for one in (single, moved, doubled):
        full.identities.put(one)
    page.presenter.read()  # type: ignore[attr-defined]

    told = words(page.card(IdentitiesCard))
    assert "Le nom et le prénom sont échangés." in told
    assert "Date de naissance : « 01/01/1994 » au lieu de « 21/03/1994 »" in told
    assert "Prénoms : « XXX », que l’OFPRA n’imprime pas" in told
    assert "Nom de naissance : «" not in told
    assert "Pareil" not in told


def test_the_household_leads_to_each_of_its_files(
    page: PersonPage, qtbot: QtBot
) -> None:
    assert "KOVALENKO (EXEMPLE) Andrii" in words(page.card(HouseholdCard))
    with qtbot.waitSignal(page.wanted) as asked:
        button(page.card(HouseholdCard), "open-member").click()
    assert asked.args == [ShowPerson("andrii")]
    button(page.card(HouseholdCard), "leave-household").click()
    assert page.file is not None
    assert page.file.household is None


def test_a_household_is_named_from_the_keyboard(
    page: PersonPage, full: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until then it has no name: that of a member would outlive their file."""

    def fill(form: HouseholdForm) -> int:
        form.show_values({"name": "  Chambre 12 "})
        return 1

    monkeypatch.setattr(HouseholdForm, "exec", fill)
    card = page.card(HouseholdCard)
    assert full.people.file("samira").household.name == ""
    rename = button(card, "rename-household")
    assert rename.text() == "Donner un nom à ce foyer"
    assert rename.focusPolicy() & Qt.FocusPolicy.TabFocus

    rename.click()

    assert "Chambre 12" in words(card)
    assert button(card, "rename-household").text() == "Changer le nom"
    assert full.people.file("andrii").household.name == "Chambre 12"


def test_appointments_say_what_to_bring_and_what_is_still_to_say(
    page: PersonPage,
) -> None:
    told = words(page.card(AppointmentsCard))
    assert "27 novembre 2026 à 09:30" in told
    assert "À apporter : attestation, photos" in told
    assert "À compléter" in told


def test_an_appointment_noted_by_mistake_is_taken_out_and_put_back(
    page: PersonPage, case: CasePage, full: Any
) -> None:
    """From the file and from the case; nothing of it is lost meanwhile."""
    card, known = page.card(AppointmentsCard), full.appointments.of("samira")

    button(card, "remove-appointment").click()

    assert len(full.appointments.of("samira")) == len(known) - 1
    assert "Retiré du dossier :" in words(card)
    button(card, "put-back").click()
    assert full.appointments.of("samira") == known
    assert "Retiré du dossier :" not in words(card)

    for _appointment in known:
        button(case.appointments, "remove-appointment").click()
    assert full.appointments.of("samira") == ()
    assert "Retiré du dossier : 27 novembre 2026 à 09:30" in words(case.appointments)
    assert case.appointments.isVisibleTo(case)
    button(case.appointments, "put-back").click()
    assert full.appointments.of("samira") == known[1:]


def test_an_identity_taken_out_by_mistake_is_put_back(
    page: PersonPage, full: Any
) -> None:
    card = page.card(IdentitiesCard)
    assert page.file is not None
    before = page.file.identities

    button(card, "remove-identity").click()
    assert "Retiré du dossier : " in words(card)
    assert len(page.file.identities) == len(before) - 1
    button(card, "put-back").click()

    assert full.store.identities.of("samira") == (API, OFPRA)
    assert "Retiré du dossier : " not in words(card)


def test_the_whole_history_says_before_and_after(page: PersonPage, full: Any) -> None:
    full.store.journal.entries.append(
        JournalEntry(
            number=len(full.store.journal.entries) + 1,
            at=full.store.journal.entries[0].at,
            staff="Claire",
            action="person.changed",
            subject="samira",
            changes={
                "phone": Change(before="01", after="02"),
                "housing": Change(before="hosted", after=None),
                "ends_on": Change(before=None, after="2026-11-30"),
                "allows_work": Change(before=None, after=True),
                "secret": Change(before="x", after="y"),
            },
        )
    )
    page.presenter.read()  # type: ignore[attr-defined]
    page.card(HistoryCard).whole.click()

    told = words(page.card(HistoryCard))
    assert "Téléphone : « 01 » devient « 02 »" in told
    assert "Logement : « Chez quelqu’un » retiré" in told
    assert "Jusqu’au : « 30/11/2026 »" in told
    assert "Autorise à travailler : « Oui »" in told
    assert "secret" not in told


def test_a_long_history_is_read_to_its_first_line(page: PersonPage, full: Any) -> None:
    """A file of two years has more lines than are read at once."""
    for _time in range(110):
        full.store.journal.noted_about("case.marked", "samira")
    page.presenter.read()  # type: ignore[attr-defined]
    card = page.card(HistoryCard)
    entries = full.store.journal.entries
    numbers = [e.number for e in entries if e.subject == "samira"]
    asked: list[int] = []
    card.older_wanted.connect(asked.append)

    assert card.findChildren(QPushButton, "older-history") == []
    card.whole.click()
    for _press in range(2):
        older(card)[-1].click()

    assert asked == [numbers[-50], numbers[-100]]
    assert len(written(card)) == len(numbers) > 100
    assert older(card) == []
    full.store.journal.noted_about("case.marked", "samira")
    page.presenter.read()  # type: ignore[attr-defined]
    assert len(written(card)) == 50
    assert len(older(card)) == 1


def older(card: HistoryCard) -> list[QPushButton]:
    return [
        b
        for b in card.findChildren(QPushButton, "older-history")
        if b.isVisibleTo(card)
    ]


def written(card: HistoryCard) -> list[QWidget]:
    """Return the lines of the history, those that are gone aside."""
    lines = [card.body.itemAt(place).widget() for place in range(1, card.body.count())]
    return [line for line in lines if line and not isinstance(line, QPushButton)]


def test_a_person_who_may_be_known_is_offered_while_typing(
    qtbot: QtBot, desk: Any
) -> None:
    form = PersonForm(None, None)
    qtbot.addWidget(form)
    form.show_values({"family_name": "X", "numero_etranger": "9903124477"})
    form.show_alike(desk.people.alike(form.person()))

    assert "Peut-être déjà connu·e : KARIMI (EXEMPLE) Samira" in words(form.notes)
    form.show_alike(())
    assert form.notes.isHidden()
    form.show_alike(desk.people.alike(form.person()))
    with qtbot.waitSignal(form.known_wanted) as asked:
        form.notes.findChildren(QPushButton, "known-person")[0].click()
    assert asked.args == ["samira"]


@pytest.mark.parametrize(
    "typed",
    [
        "99 03\u00a012\u202f44 77",
        "۹۹۰۳۱۲۴۴۷۷",
        "99.03-12.44.77",
        "N° 9903124477",
        "n°\u200e9903124477",
    ],
)
def test_a_number_is_kept_as_it_is_copied_into_anef(qtbot: QtBot, typed: str) -> None:
    form = PersonForm(None, None)
    qtbot.addWidget(form)
    form.show_values({"family_name": "X", "numero_etranger": typed})

    assert form.complaint() is None
    assert form.person().numero_etranger == "9903124477"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"numero_etranger": "99O3124477"}, "numero_etranger"),
        ({"minor_children": "99999999999999999999"}, "minor_children"),
        ({"minor_children": "31"}, "minor_children"),
        ({"minor_children": "-1"}, "minor_children"),
        ({"birth_date": "31/02/1990"}, "birth_date"),
        ({"birth_date": "25/11/2026"}, "birth_date"),
        ({"birth_date": "2094"}, "birth_date"),
        ({"protection_decision_on": "25/11/2026"}, "protection_decision_on"),
    ],
)
def test_what_cannot_be_is_said_before_it_is_recorded(
    qtbot: QtBot, typed: dict[str, str], field: str
) -> None:
    form = PersonForm(None, None, on=TODAY)
    qtbot.addWidget(form)
    form.show_values({"family_name": "X", **typed})

    form.accept_button.click()

    assert form.result() == 0
    assert form.complaint() == (field, form.problem.text())


def test_somebody_born_today_or_this_year_can_be_written_down(qtbot: QtBot) -> None:
    form = PersonForm(None, None, on=TODAY)
    qtbot.addWidget(form)
    for born in ("24/11/2026", "2026", "11/2026"):
        form.show_values({"family_name": "X", "birth_date": born})
        assert form.complaint() is None


def test_a_form_that_was_closed_is_no_longer_held(qtbot: QtBot) -> None:
    """It goes once what was typed was read, never before."""
    page = QWidget()
    qtbot.addWidget(page)
    form = PersonForm(None, {"family_name": "Karimi"}, page)

    def accept() -> None:
        form.accept_button.click()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    QTimer.singleShot(0, accept)
    accepted = form.exec()

    assert accepted == QDialog.DialogCode.Accepted
    assert form.person().family_name == "Karimi"
    QApplication.sendPostedEvents(form, QEvent.Type.DeferredDelete.value)
    assert page.findChildren(PersonForm) == []


def test_an_answer_that_comes_after_the_form_was_left_is_dropped(
    qtbot: QtBot, desk: Any
) -> None:
    """Somebody typed, then left within the time the vault takes to look."""
    page = QWidget()
    qtbot.addWidget(page)
    person = PersonForm(None, {"family_name": "Karimi"}, page)
    document = DocumentForm("samira", None, None, page)
    for form in (person, document):
        QTimer.singleShot(0, form.cancel_button.click)
        assert not form.exec()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    person.show_alike(desk.people.search("kar"))
    person.suggest([Prefecture(id="1", name="Préfecture de l’Orne")])
    held = desk.people.file("samira").documents[0]
    document.show_oddities(desk.documents.oddities("samira", held))

    assert page.findChildren(QDialog) == []


def test_the_prefectures_of_the_book_are_proposed_and_none_is_imposed(
    qtbot: QtBot,
) -> None:
    form = PersonForm(None, None)
    qtbot.addWidget(form)
    sarthe, orne = "Préfecture de la Sarthe", "Préfecture de l’Orne"
    form.suggest([Prefecture(id=name, name=name) for name in (orne, sarthe)])
    form.show()
    line = form.findChild(QLineEdit, "field-prefecture")
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)

    qtbot.keyClicks(line, "pref")
    assert form.suggestions.found() == [orne, sarthe]
    qtbot.keyClicks(line, " sart")
    assert form.suggestions.found() == [sarthe]
    assert form.suggestions.popup().isVisible()
    qtbot.keyClick(form.suggestions.popup(), Qt.Key.Key_Down)
    qtbot.keyClick(form.suggestions.popup(), Qt.Key.Key_Return)

    assert line.text() == sarthe
    assert form.isVisible()
    line.clear()
    qtbot.keyClicks(line, "Le Mans")
    assert form.suggestions.found() == []
    assert form.person().prefecture == "Le Mans"


def test_who_copies_a_document_fast_reads_what_is_odd_before_it_is_kept(
    page: PersonPage, full: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A gap is said in the form alone; a second press records."""
    told: list[tuple[int, str]] = []

    def copied_then_accepted(form: DocumentForm) -> int:
        form.show_values({"starts_on": "01/01/2027", "ends_on": "30/06/2027"})
        for _press in range(2):
            form.accept_button.click()
            told.append((form.result(), form.problem.text()))
        return form.result()

    monkeypatch.setattr(DocumentForm, "exec", copied_then_accepted)
    held = len(full.store.documents.of("samira"))

    page.card(DocumentsCard).new.click()

    assert told[0] == (0, "Quelque chose est à relire avant d’enregistrer.")
    assert told[1][0] == 1
    assert len(full.store.documents.of("samira")) == held + 1


def test_a_document_in_which_nothing_is_odd_is_recorded_at_once(
    page: PersonPage, full: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    results: list[int] = []

    def copied_then_accepted(form: DocumentForm) -> int:
        form.show_values({"kind": "convocation", "starts_on": "01/12/2026"})
        form.accept_button.click()
        results.append(form.result())
        return form.result()

    monkeypatch.setattr(DocumentForm, "exec", copied_then_accepted)

    page.card(DocumentsCard).new.click()

    assert results == [1]


def test_what_is_odd_is_said_in_the_form_before_it_is_kept(
    qtbot: QtBot, desk: Any
) -> None:
    held = desk.people.file("samira").documents[0]
    form = DocumentForm("samira", held, None)
    qtbot.addWidget(form)
    form.show_oddities(desk.documents.oddities("samira", form.document()))

    told = words(form.notes)
    assert "L’attestation dure moins de six mois" in told
    assert "CESEDA R.431-15-3" in told
    assert "L’attestation dure moins de six mois" in words(form.noted)


def test_a_form_scrolls_as_one_and_leads_to_what_is_odd(shown: Any, desk: Any) -> None:
    held = desk.people.file("samira").documents[0]
    window = shown(QWidget(), 740, 520)
    form = DocumentForm("samira", held, None, window)
    form.show_oddities(desk.documents.oddities("samira", form.document()))
    shown(form, 700, 480)
    area = form.findChild(QScrollArea)
    below = form.notes.mapTo(area.viewport(), QPoint(0, 0)).y()

    form.see.click()

    assert len(form.findChildren(QScrollArea)) == 1
    assert below > area.viewport().height()
    assert (
        form.notes.mapTo(area.viewport(), QPoint(0, 0)).y() < area.viewport().height()
    )


def test_each_value_of_the_sheet_is_copied_by_its_button(
    case: CasePage, full: Any, qtbot: QtBot
) -> None:
    dialog = EntrySheet(full.cases.sheet("samira-a2"))
    qtbot.addWidget(dialog)

    texts = [field.value.text() for field in dialog.fields]
    assert texts[0] == "9903124477"
    assert "Karimi (exemple)" in texts
    assert "à vérifier" in dialog.advice.text()
    dialog.fields[0].button.click()
    assert QGuiApplication.clipboard().text() == "9903124477"


def test_a_sheet_says_whose_values_it_holds(case: CasePage) -> None:
    """It stays beside the browser, also once another file is open in the window."""
    case.sheet.click()
    dialog = case.findChild(EntrySheet)
    assert dialog is not None

    assert "KARIMI (EXEMPLE)" in dialog.whose.text()
    assert "KARIMI" not in dialog.windowTitle().upper()
    dialog.close()


def test_the_end_of_a_case_offers_what_may_follow(case: CasePage) -> None:
    assert case.following.isHidden()

    case.presenter._checklist.end(Outcome.GRANTED, date(2026, 11, 20))

    assert not case.following.isHidden()
    assert "Accordé" in case.subtitle.text()
    assert case.checklist.end.text() == "Reprendre la démarche"
    case.checklist.end.click()
    assert case.following.isHidden()


def test_an_appointment_of_the_case_stands_in_it(case: CasePage, full: Any) -> None:
    assert "27 novembre 2026 à 09:30" in words(case.appointments)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", ""),
        ("9", "09:00"),
        ("9h", "09:00"),
        ("9:30", "09:30"),
        ("14h05", "14:05"),
        ("9 h 30", "09:30"),
        ("14 H 05", "14:05"),
        ("9\u00a0h", "09:00"),
        ("۹:۳۰", "09:30"),
        ("١٤:٠٥", "14:05"),
        ("25", None),
        ("9:3", None),
    ],
)
def test_an_hour_is_read_as_people_write_it(typed: str, read: str | None) -> None:
    assert read_hour(typed) == read


def test_columns_are_chosen_and_remembered(qtbot: QtBot, desk: Any, ask: Any) -> None:
    page = PeoplePage()
    qtbot.addWidget(page)
    page.presenter = PeoplePresenter(page, desk, ask)  # type: ignore[attr-defined]
    row = next(row for row in page.model.rows if row.id == "samira")
    assert "9903124477" in " ".join(details(row, page.model.on, page.model.columns))

    page._choices["number"].setChecked(False)

    assert "number" not in preferences.columns()
    assert "9903124477" not in " ".join(details(row, page.model.on, page.model.columns))
    page._choices["number"].setChecked(True)
    assert "number" in preferences.columns()


def test_the_list_says_who_lives_together(full: Any) -> None:
    """Two people of one name are told apart by it."""
    rows = {row.id: row for row in full.people.search("")}
    on = full.today()
    assert "foyer de 2 personnes" in details(rows["samira"], on)
    assert "foyer" not in " ".join(details(rows["idriss"], on))

    household = full.people.file("samira").household
    full.households.rename(household.id, "Chambre 12", "samira")

    [row] = [row for row in full.people.search("") if row.id == "andrii"]
    assert "foyer : \u2068Chambre 12\u2069" in details(row, on)
    assert "Chambre 12" not in " ".join(details(row, on, ("holds", "birth")))


def test_nobody_is_picked_before_somebody_is_chosen(qtbot: QtBot, desk: Any) -> None:
    picker = PersonPicker("Ajouter", relation=True, without="samira")
    qtbot.addWidget(picker)
    picker.show_rows(desk.people.search(""))

    assert picker.chosen() == ""
    assert not picker.accept_button.isEnabled()
    picker.list.setCurrentRow(0)
    assert picker.chosen() not in {"", "samira"}
    assert picker.chosen_relation() is Relation.SPOUSE


def dialogs(desk: Any) -> dict[str, QWidget]:
    person = PersonForm(None, None)
    person.show_alike(desk.people.alike(Person(id="", numero_etranger="9903124477")))
    held = desk.people.file("samira").documents[0]
    document = DocumentForm("samira", held, None)
    document.show_oddities(desk.documents.oddities("samira", held))
    picker = PersonPicker("Ajouter", relation=True, without="samira")
    picker.show_rows(desk.people.search(""))
    appointment = Appointment(id="", person="samira", day=desk.today())
    card = desk.people.file("samira").household
    return {
        "person": person,
        "household": HouseholdForm("samira", card, None),
        "document": document,
        "picker": picker,
        "identity": IdentityForm("samira", OFPRA, None),
        "appointment": AppointmentForm(appointment, None),
        "end": EndForm("samira-a2", desk.today(), None),
        "sheet": EntrySheet(desk.cases.sheet("samira-a2")),
    }


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("code", NAMES)
def test_nothing_is_cut_and_everything_has_a_name(  # noqa: PLR0913, PLR0917 - fixtures
    code: str,
    scale: float,
    page: PersonPage,
    case: CasePage,
    full: Any,
    shown: Show,
    cut: Cut,
    unnamed: Cut,
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if scale != 1.0:
        look.apply(app, "light", scale)
    language.use(code)

    for widget in (page, case):
        shown(widget)
        assert cut(widget) == []
        assert unnamed(widget) == []
    for name, dialog in dialogs(full).items():
        size = dialog.size()
        shown(dialog, min(size.width(), 1326), min(size.height(), 728))
        assert cut(dialog) == [], name
        assert unnamed(dialog) == [], name
