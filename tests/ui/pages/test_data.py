"""Data protection and locking in the settings; data rights and copies in a file."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from anef_desk.desk import data_protection
from anef_desk.desk.board import Touched
from anef_desk.desk.roles import NotAllowedError
from anef_desk.desk.views import Strength
from anef_desk.domain.appointment import Appointment
from anef_desk.domain.legal_basis import LegalBasis
from anef_desk.domain.person_data import PersonData
from anef_desk.domain.retention import Decision
from anef_desk.domain.staff import Role
from anef_desk.i18n import NAMES
from anef_desk.vault.erasure import ACTION as ERASED
from ui import language, terms
from ui.main_window import MainWidget
from ui.making import make_page
from ui.navigation import ShowBlocked, ShowCase, ShowPeople, ShowPerson, WriteLetter
from ui.page import Page
from ui.pages.blocked import BlockedPage
from ui.pages.case import CasePage
from ui.pages.letters import LettersPage
from ui.pages.person import PersonPage, PersonPresenter
from ui.pages.settings import data, locking
from ui.pages.settings.data import DataPage, DataPresenter, KeepForm
from ui.theme import look
from ui.widgets import data_rights, free_text, postpone_form
from ui.widgets.appointment_form import AppointmentForm
from ui.widgets.attachment_dialog import AttachmentDialog
from ui.widgets.attachment_form import AttachmentForm
from ui.widgets.attachments_card import AttachmentsCard
from ui.widgets.buttons import Button
from ui.widgets.data_rights import (
    Choice,
    DataRightsCard,
    ErasureDialog,
    SealDialog,
)
from ui.widgets.date_field import DateField
from ui.widgets.form import Form, _show
from ui.widgets.free_text import FreeText
from ui.widgets.freeze_form import FreezeForm
from ui.widgets.paper import PaperDialog
from ui.widgets.postpone_form import PostponeForm
from ui.widgets.progress_dialog import ProgressDialog
from ui.widgets.relay_form import RelayForm

Ask = Callable[..., None]
Cut = Callable[[QWidget], list[str]]
Show = Callable[..., QWidget]


def photo() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (60, 80), "#336699").save(stream, "JPEG")
    return stream.getvalue()


@pytest.fixture
def busy(desk: Any) -> Any:
    """Return a desk where something of each kind must be decided."""
    for who, met in (("idriss", date(2023, 5, 2)), ("andrii", date(2024, 1, 12))):
        desk.change_person(who, last_contact=met)
    candidate = desk.attachments.look_at(photo(), "récépissé.jpg")
    (row,) = desk.attachments.add("samira", candidate, ends_on=date(2026, 12, 20))
    desk.store.attachments.add(
        replace(row.attachment, id="over", ends_on=date(2026, 11, 1)),
        photo(),
        row.thumbnail,
    )
    desk.data_protection.freeze("nadia", "recours en cours")
    return desk


@pytest.fixture
def section(busy: Any, ask: Ask, qtbot: QtBot) -> tuple[DataPage, DataPresenter]:
    page, presenter = data.make(busy, ask)
    qtbot.addWidget(page)
    return page, presenter


@pytest.fixture
def person(busy: Any, ask: Ask, qtbot: QtBot) -> tuple[PersonPage, PersonPresenter]:
    page = PersonPage()
    qtbot.addWidget(page)
    return page, PersonPresenter(page, busy, ask, "samira")


def said(widget: QWidget) -> str:
    return "\n".join(
        label.text()
        for label in widget.findChildren(QLabel)
        if label.isVisibleTo(widget)
    )


def press(widget: QWidget, name: str, place: int = 0) -> None:
    buttons = [b for b in widget.findChildren(Button, name) if b.isVisibleTo(widget)]
    buttons[place].click()


def answer(act: Callable[[Any], None], kind: type[QDialog]) -> None:
    """Do *act* with the window of *kind* that is about to open."""

    def look_for() -> None:
        found = [
            w
            for w in QApplication.topLevelWidgets()
            if isinstance(w, kind) and w.isVisible()
        ]
        if found:
            act(found[0])
        else:
            QTimer.singleShot(10, look_for)

    QTimer.singleShot(0, look_for)


def test_what_must_be_decided_is_listed(
    section: tuple[DataPage, DataPresenter],
) -> None:
    words = said(section[0])

    for told in (
        "IDRISS",
        "Dernier contact : 2 mai 2023",
        "N’DIAYE",
        "recours en cours",
    ):
        assert told in words
    assert "récépissé.jpg" in words
    assert "1er novembre 2026" in words


def test_a_file_is_kept_with_a_reason_and_leaves_the_list(
    section: tuple[DataPage, DataPresenter], busy: Any
) -> None:
    def fill(form: KeepForm) -> None:
        form.accept_button.click()
        assert form.problem.text() == "Écrivez pourquoi."
        form.show_values({"reason": "demande de carte en cours"})
        form.accept_button.click()

    answer(fill, KeepForm)
    press(section[0], "review-keep")

    kept = busy.data_protection.decision("andrii") or busy.data_protection.decision(
        "idriss"
    )
    assert kept.reason == "demande de carte en cours"
    assert kept.until == date(2027, 11, 24)
    assert len(busy.data_protection.review().to_review) == 1


def test_a_day_that_is_over_keeps_nothing(qtbot: QtBot) -> None:
    form = KeepForm("x", date(2026, 11, 24), None)
    qtbot.addWidget(form)
    form.show_values({"until": "24/11/2026", "reason": "recours"})

    assert form.complaint() == ("until", "Donnez un jour à venir.")
    form.show_values({"until": ""})
    assert form.complaint() == ("until", "Donnez un jour à venir.")


def test_nothing_stays_in_the_window_of_somebody_who_was_erased(
    busy: Any, ask: Ask, qtbot: QtBot
) -> None:
    main = MainWidget(lambda request: make_page(request, busy, ask))
    qtbot.addWidget(main)
    for request in (
        ShowPeople(),
        ShowCase("samira-a2"),
        WriteLetter("samira", "samira-a2"),
        ShowPerson("idriss"),
        ShowBlocked("samira"),
        ShowPerson("samira"),
    ):
        main.go(request)
    gone: list[Page] = []
    names: list[str] = []
    main.forgotten.connect(gone.append)
    main.erased.connect(names.append)
    page: Any = main.page
    answer(lambda dialog: dialog.act.click(), Choice)

    page.card(DataRightsCard).erase.click()

    assert main.request == ShowPeople()
    assert {type(one) for one in gone} == {
        PersonPage, CasePage, LettersPage, BlockedPage,
    }  # fmt: skip
    assert names == ["samira"]
    main.go_back()
    assert main.request == ShowPerson("idriss")
    people: Any = main._kept[ShowPeople()][0]
    assert "samira" not in {row.id for row in people.model.rows}


@pytest.mark.parametrize(
    ("kind", "open_", "values"),
    [
        (KeepForm, "keep", {"until": "01/02/2028", "reason": "recours en cours"}),
        (FreezeForm, "freeze", {"reason": "elle le demande"}),
        (AttachmentForm, "copy", {"title": "Acte de naissance"}),
        (AttachmentForm, "end", {"ends_on": "31/12/2026"}),
    ],
)
def test_what_was_typed_is_there_again_after_a_lock(
    kind: type[Form],
    open_: str,
    values: dict[str, str],
    section: tuple[DataPage, DataPresenter],
    person: tuple[PersonPage, PersonPresenter],
    busy: Any,
) -> None:
    """A lock closes the window of a form as if it was given up."""
    found: list[dict[str, str]] = []
    page, copies = section[0], person[0].card(AttachmentsCard)
    looked = busy.attachments.look_at(photo(), "photo.jpg")
    acts: dict[str, Callable[[], None]] = {
        "keep": lambda: press(page, "review-keep"),
        "freeze": person[0].card(DataRightsCard).freeze.click,
        "copy": lambda: person[1]._attaching._offer(looked),  # type: ignore[union-attr]
        "end": lambda: press(copies, "move-attachment-end"),
    }

    def leave(form: Any) -> None:
        for key, text in values.items():
            field = form._fields[key][1]
            if isinstance(field, DateField):
                field.line.clear()
                QTest.keyClicks(field.line, text)
            else:
                _show(field, text)
        form.reject()

    def look_again(form: Any) -> None:
        found.append({key: form.values()[key] for key in values})
        form.accept_button.click()

    answer(leave, kind)
    acts[open_]()
    answer(look_again, kind)
    acts[open_]()

    assert found == [values]
    assert busy.drafts.kept == {}, "what was recorded is no draft any more"


def test_erasing_says_what_it_means_and_leaves_a_certificate(
    section: tuple[DataPage, DataPresenter], busy: Any
) -> None:
    page, _presenter = section
    before = busy.people.count()
    answer(lambda dialog: dialog.cancel.click(), Choice)
    press(page, "review-erase")
    assert busy.people.count() == before

    def agree(dialog: Choice) -> None:
        assert "revenir en arrière" in dialog.means.text()
        assert "IDRISS" in said(dialog)  # The button of the next line is near.
        dialog.act.click()

    answer(agree, Choice)
    press(page, "review-erase")

    assert busy.people.count() == before - 1
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, PaperDialog)]
    assert any(w.isVisible() for w in shown)
    for window in shown:
        window.reject()
    assert len(busy.data_protection.review().to_review) == 1


def test_a_certificate_that_is_not_shown_is_found_again(
    section: tuple[DataPage, DataPresenter], busy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The erasure is done: whoever asked for it is told so, and loses no paper."""
    page, _presenter = section
    told: list[str] = []
    page.explained.connect(told.append)
    gone: list[str] = []
    page.erased.connect(gone.append)
    assert not page.erasures.isVisibleTo(page)

    with monkeypatch.context() as broken:
        broken.setattr(data_rights, "sheet", lambda _pdf: 1 / 0)
        answer(lambda dialog: dialog.act.click(), Choice)
        press(page, "review-erase")

    assert gone == ["idriss"]
    (sentence,) = told
    assert "est effacé" in sentence
    assert "Données personnelles" in sentence
    assert page.erasures.isVisibleTo(page)
    press(page, "certificate")
    (shown,) = [
        window
        for window in QApplication.topLevelWidgets()
        if isinstance(window, PaperDialog) and window.isVisible()
    ]
    assert shown.windowTitle() == "Certificat d’effacement"
    shown.reject()


def test_what_an_erasure_cannot_reach_is_offered_to_go_with_it(
    section: tuple[DataPage, DataPresenter],
    person: tuple[PersonPage, PersonPresenter],
    busy: Any,
    tmp_path: Path,
) -> None:
    """From the list to review, and from the file."""
    busy.vault.folder = tmp_path
    kept = tmp_path / "vault.damaged-20261122T100000Z.db"

    def agree(dialog: ErasureDialog, tick: bool) -> None:
        assert dialog.originals.isVisible()
        assert "peut encore contenir" in dialog.left.text()
        dialog.originals.setChecked(tick)
        dialog.act.click()

    def erase_from_the_list() -> None:
        press(section[0], "review-erase")

    for tick, erase in (
        (False, erase_from_the_list),
        (True, person[0].card(DataRightsCard).erase.click),
    ):
        kept.write_bytes(b"damaged")
        answer(partial(agree, tick=tick), ErasureDialog)
        erase()
        assert kept.exists() is not tick
    for window in QApplication.topLevelWidgets():
        if isinstance(window, PaperDialog):
            window.reject()


def test_a_frozen_file_is_used_again(
    section: tuple[DataPage, DataPresenter], busy: Any
) -> None:
    press(section[0], "thaw")

    assert busy.data_protection.decision("nadia") is None
    assert section[0].frozen.isHidden()


def test_copies_whose_day_has_passed_are_removed_once_it_is_understood(
    section: tuple[DataPage, DataPresenter], busy: Any
) -> None:
    assert section[0].remove.text() == "Retirer cette copie"
    answer(lambda dialog: dialog.cancel.click(), Choice)
    section[0].remove.click()
    assert len(busy.data_protection.review().ended) == 1

    answer(lambda dialog: dialog.act.click(), Choice)
    section[0].remove.click()

    assert busy.data_protection.review().ended == ()
    assert section[0].ended.isHidden()


def test_only_the_copies_that_are_shown_are_removed(
    section: tuple[DataPage, DataPresenter], busy: Any
) -> None:
    kept = busy.store.attachments
    (one, *_others) = kept.kept.values()
    kept.kept.clear()
    for number in range(data.SHOWN + 1):
        over = replace(one[0], id=f"copy-{number}", ends_on=date(2026, 11, 1))
        kept.add(over, *one[1:])
    page, presenter = section
    presenter.read()
    assert page.remove.text() == f"Retirer ces {data.SHOWN} copies"
    assert "Et 1 autre copie, ensuite." in said(page)

    answer(lambda dialog: dialog.act.click(), Choice)
    page.remove.click()

    assert page.remove.text() == "Retirer cette copie"
    assert len(busy.data_protection.review().ended) == 1


def test_a_file_is_opened_from_the_list(
    section: tuple[DataPage, DataPresenter], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(section[0].wanted) as caught:
        press(section[0], "review-open")

    assert isinstance(caught.args[0], ShowPerson)


def test_what_only_the_organisation_knows_is_written_down(
    section: tuple[DataPage, DataPresenter], busy: Any
) -> None:
    page, _presenter = section
    page.basis.setCurrentIndex(page.basis.findData("public_task"))
    page.basis.activated.emit(page.basis.currentIndex())
    page.officer.setText("dpo@exemple.fr")
    page.officer.editingFinished.emit()

    assert busy.data_protection.basis() is LegalBasis.PUBLIC_TASK
    assert busy.data_protection.officer() == "dpo@exemple.fr"


@pytest.mark.parametrize("name", ["register", "impact", "notice"])
def test_each_paper_is_shown_before_it_is_printed(
    name: str, section: tuple[DataPage, DataPresenter]
) -> None:
    getattr(section[0], name).click()

    shown = [
        w
        for w in QApplication.topLevelWidgets()
        if isinstance(w, PaperDialog) and w.isVisible()
    ]
    assert len(shown) == 1
    assert shown[0].paper.sheet is not None
    shown[0].reject()


def test_a_long_list_is_shown_a_part_at_a_time(
    section: tuple[DataPage, DataPresenter], busy: Any
) -> None:
    page, presenter = section
    known = busy.store.people
    for number in range(40):
        known.put(
            replace(known.get("idriss"), id=f"p{number}", last_contact=date(2020, 1, 1))
        )
    presenter.read()
    assert "autres dossiers, ensuite" in said(page)

    for identifier in [p for p in known.known if known.get(p).last_contact]:
        del known.known[identifier]
    presenter.read()
    assert "Aucun aujourd’hui" in said(page)


def test_the_delay_is_chosen_from_a_list_that_has_no_never(
    busy: Any, ask: Ask, qtbot: QtBot
) -> None:
    page, presenter = locking.make(busy, ask)
    qtbot.addWidget(page)
    values = [page.choice.itemData(row) for row in range(page.choice.count())]
    assert values[0] >= 1
    assert values[-1] <= 15
    assert page.choice.currentData() == 5

    row = page.choice.findData(10)
    page.choice.activated.emit(row)

    assert busy.locking.minutes() == 10
    assert page.choice.currentData() == 10
    assert "C’est noté" in page.done.text()
    presenter.read()
    assert page.done.isHidden()


def test_a_person_s_copies_are_listed_with_their_end(
    person: tuple[PersonPage, PersonPresenter],
) -> None:
    words = said(person[0].card(AttachmentsCard))

    assert "récépissé.jpg" in words
    assert "gardée jusqu’au 20 décembre 2026" in words
    assert "Il y a 23 jours" in words
    assert "Voir une pièce suffit" in words


def test_a_file_that_is_dropped_is_kept_until_a_day(
    person: tuple[PersonPage, PersonPresenter], busy: Any, tmp_path: Path
) -> None:
    path = tmp_path / "jugement.jpg"
    path.write_bytes(photo())
    card = person[0].card(AttachmentsCard)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, button, keys)
    card.dragEnterEvent(enter)
    assert enter.isAccepted()
    nothing = QMimeData()
    nothing.setText("texte")
    refused = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, nothing, button, keys
    )
    refused.ignore()
    card.dragEnterEvent(refused)
    assert not refused.isAccepted()

    def fill(form: AttachmentForm) -> None:
        assert form.ends_on() == date(2026, 12, 24)
        assert form._life.currentText() == "30 jours"
        form._life.setCurrentIndex(2)
        form._life.activated.emit(2)
        assert form.ends_on() == date(2027, 2, 24)
        form.show_values({"title": " Jugement "})
        form.accept_button.click()

    answer(fill, AttachmentForm)
    card.dropEvent(
        QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, button, keys)
    )

    kept = busy.store.attachments.of("samira")[-1]
    assert (kept.title, kept.ends_on) == ("Jugement", date(2027, 2, 24))
    assert "Jugement" in said(card)


def test_a_file_is_chosen_and_what_cannot_be_kept_is_explained(
    person: tuple[PersonPage, PersonPresenter],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    program = tmp_path / "passeport.pdf"
    program.write_bytes(b"MZ")
    chosen = [("", ""), (str(program), "")]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: chosen.pop(0))
    person[0].card(AttachmentsCard).add_button.click()

    with qtbot.waitSignal(person[0].explained) as caught:
        person[0].card(AttachmentsCard).add_button.click()

    assert "ni un PDF, ni une photo" in caught.args[0]


def test_an_end_must_be_a_day_to_come(qtbot: QtBot) -> None:
    form = AttachmentForm("", "", date(2026, 11, 24), date(2026, 11, 1), None)
    qtbot.addWidget(form)
    assert form.complaint() == ("title", "Donnez un nom à cette copie.")
    form.show_values({"title": "x"})
    assert form.complaint() == ("ends_on", "Ce jour est déjà passé.")
    form.show_values({"ends_on": ""})
    assert form.complaint() == ("ends_on", "Donnez le dernier jour.")


def test_a_copy_is_looked_at_in_its_own_window(
    person: tuple[PersonPage, PersonPresenter], busy: Any
) -> None:
    press(person[0].card(AttachmentsCard), "see-attachment")

    shown = [
        w
        for w in QApplication.topLevelWidgets()
        if isinstance(w, AttachmentDialog) and w.isVisible()
    ]
    assert "Pages 1 à 1 sur 1" in shown[0].count.text()
    assert shown[0].after.isHidden()
    shown[0].reject()


def test_pages_come_a_few_at_a_time(
    person: tuple[PersonPage, PersonPresenter], busy: Any
) -> None:
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream)
    for _page in range(6):
        canvas.showPage()
    canvas.save()
    candidate = busy.attachments.look_at(stream.getvalue(), "long.pdf")
    busy.attachments.add("samira", candidate)
    person[1].read()
    press(person[0].card(AttachmentsCard), "see-attachment", 2)
    (dialog,) = [
        w
        for w in QApplication.topLevelWidgets()
        if isinstance(w, AttachmentDialog) and w.isVisible()
    ]

    dialog.after.click()
    assert "Pages 5 à 6 sur 6" in dialog.count.text()
    dialog.before.click()
    assert "Pages 1 à 4 sur 6" in dialog.count.text()
    busy.store.attachments.kept.clear()
    dialog.reject()


def test_a_copy_that_cannot_be_drawn_says_so_in_its_window(
    person: tuple[PersonPage, PersonPresenter], busy: Any
) -> None:
    kept, _content, thumbnail = busy.store.attachments.kept["over"]
    busy.store.attachments.kept["over"] = (kept, photo()[:300], thumbnail)
    press(person[0].card(AttachmentsCard), "see-attachment", 1)
    (dialog,) = [
        w
        for w in QApplication.topLevelWidgets()
        if isinstance(w, AttachmentDialog) and w.isVisible()
    ]

    assert "abîmé" in dialog.count.text()
    dialog.reject()


def test_a_copy_is_taken_out_and_put_back(
    person: tuple[PersonPage, PersonPresenter], busy: Any
) -> None:
    card = person[0].card(AttachmentsCard)
    press(card, "remove-attachment", 1)
    assert len(busy.store.attachments.of("samira")) == 1
    assert "Copie retirée : récépissé.jpg" in said(card)

    press(card, "put-attachment-back")

    kept = busy.store.attachments.of("samira")
    assert len(kept) == 2
    assert kept[-1].ends_on == date(2026, 11, 24)
    assert "Copie retirée" not in said(card)
    person[1]._attaching.put_back()
    assert len(busy.store.attachments.of("samira")) == 2


def test_a_copy_that_could_not_be_put_back_still_can_be(
    person: tuple[PersonPage, PersonPresenter],
    busy: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The disk was full; what was taken out is nowhere but in the window."""
    card = person[0].card(AttachmentsCard)
    press(card, "remove-attachment", 1)

    def refuse(*_kept: object) -> None:
        raise NotAllowedError

    with monkeypatch.context() as full:
        full.setattr(busy.store.attachments, "add", refuse)
        press(card, "put-attachment-back")
    press(card, "put-attachment-back")

    assert len(busy.store.attachments.of("samira")) == 2
    assert "Copie retirée" not in said(card)


def test_a_copy_that_was_taken_out_can_be_put_back_as_long_as_the_page_is_there(
    person: tuple[PersonPage, PersonPresenter], busy: Any
) -> None:
    card = person[0].card(AttachmentsCard)
    press(card, "remove-attachment", 1)

    person[1].read()
    press(card, "put-attachment-back")

    assert len(busy.store.attachments.of("samira")) == 2


def test_the_end_of_a_copy_is_moved(
    person: tuple[PersonPage, PersonPresenter], busy: Any
) -> None:
    def fill(form: AttachmentForm) -> None:
        assert form._name.isReadOnly()
        form.show_values({"ends_on": "31/12/2026"})
        form.accept_button.click()

    answer(fill, AttachmentForm)
    press(person[0].card(AttachmentsCard), "move-attachment-end")

    assert busy.store.attachments.of("samira")[0].ends_on == date(2026, 12, 31)


def test_a_file_is_frozen_with_a_reason_and_opened_again(
    person: tuple[PersonPage, PersonPresenter], busy: Any
) -> None:
    page, _presenter = person

    def fill(form: FreezeForm) -> None:
        form.accept_button.click()
        assert "Écrivez pourquoi" in form.problem.text()
        form.show_values({"reason": "la personne le demande"})
        form.accept_button.click()

    answer(fill, FreezeForm)
    page.card(DataRightsCard).freeze.click()

    kept = busy.data_protection.decision("samira")
    assert kept.decision is Decision.FREEZE
    assert "Dossier gelé le 24 novembre 2026" in page.card(DataRightsCard).state.text()
    page.card(DataRightsCard).freeze.click()
    assert busy.data_protection.decision("samira") is None
    busy.data_protection.keep("samira", date(2027, 1, 1), "recours")
    page.card(DataRightsCard).show_decision(busy.data_protection.decision("samira"))
    assert "Gardé jusqu’au 1er janvier 2027" in page.card(DataRightsCard).state.text()


@pytest.mark.usefixtures("quick_seals")
def test_a_copy_of_the_data_is_sealed_and_written_where_one_says(
    person: tuple[PersonPage, PersonPresenter],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    strong = "lanterne cerise boussole violon marteau nuage tiroir"
    places = [("", ""), (str(tmp_path / "donnees"), "")]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: places.pop(0))
    monkeypatch.setattr(
        data_protection,
        "person_data",
        lambda store, one: PersonData(person=store.people.get(one)),
    )

    def fill(dialog: SealDialog) -> None:
        dialog.act.click()
        assert "Choisissez" in dialog.problem.text()
        dialog.first.line.setText("court")
        dialog.act.click()
        assert "pas les mêmes" in dialog.problem.text()
        dialog.second.line.setText("court")
        dialog.act.click()
        assert "se devinerait" in dialog.problem.text()
        for field in (dialog.first, dialog.second):
            field.line.setText(strong)
        dialog.act.click()

    answer(fill, SealDialog)
    person[0].card(DataRightsCard).copy.click()
    answer(fill, SealDialog)
    with qtbot.waitSignal(person[0].explained, timeout=20_000) as caught:
        person[0].card(DataRightsCard).copy.click()

    assert "fermée à clé" in caught.args[0]
    assert (tmp_path / "donnees.age").read_bytes().startswith(b"age-encryption.org")
    answer(lambda dialog: dialog.cancel.click(), SealDialog)
    person[0].card(DataRightsCard).copy.click()
    assert places == []


def test_the_passphrase_that_was_judged_is_the_one_that_seals(
    shown: Show, qtbot: QtBot
) -> None:
    """The judgement takes a moment; a slip of the hand must not close the file."""
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = SealDialog(parent)
    for field in (dialog.first, dialog.second):
        field.line.setText("lanterne cerise boussole")
    dialog.act.click()
    dialog.first.line.setText("lanterne cerise boussolex")

    dialog.judge(Strength(score=4, bits=90.0, enough=True))

    assert dialog.result()
    assert dialog.taken() == "lanterne cerise boussole"
    assert not dialog.first.text()
    assert not dialog.second.text()
    assert not dialog.taken()


def test_what_was_refused_is_not_shown_as_if_it_were_so(
    busy: Any, ask: Ask, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A role that may not: the screen would promise a delay that nobody keeps."""

    def refuse(*_what: object) -> None:
        raise NotAllowedError

    monkeypatch.setattr(busy.locking, "decide", refuse)
    monkeypatch.setattr(busy.data_protection, "declare", refuse)
    lock_page, _locking = locking.make(busy, ask)
    data_page, _data = data.make(busy, ask)
    for page, choice in ((lock_page, lock_page.choice), (data_page, data_page.basis)):
        qtbot.addWidget(page)
        before, other = choice.currentIndex(), choice.count() - 1
        assert before != other
        choice.setCurrentIndex(other)

        with qtbot.waitSignal(page.explained):
            choice.activated.emit(other)

        assert choice.currentIndex() == before


def test_an_erased_file_is_left(
    person: tuple[PersonPage, PersonPresenter], busy: Any, qtbot: QtBot
) -> None:
    page, presenter = person
    answer(lambda dialog: dialog.cancel.click(), Choice)
    page.card(DataRightsCard).erase.click()
    answer(lambda dialog: dialog.act.click(), Choice)
    with qtbot.waitSignal(page.erased) as caught:
        page.card(DataRightsCard).erase.click()
    assert caught.args == ["samira"]
    for window in QApplication.topLevelWidgets():
        if isinstance(window, PaperDialog):
            window.reject()

    with qtbot.waitSignal(page.wanted) as caught:
        presenter.read()

    assert caught.args[0] == ShowPeople()


def test_a_frozen_file_says_so_to_those_who_may_not_read_it(
    busy: Any, ask: Ask, qtbot: QtBot
) -> None:
    page = PersonPage()
    qtbot.addWidget(page)
    for part in (busy.people, busy.attachments):
        part._context = replace(
            part._context, staff=replace(busy.staff, role=Role.DESK)
        )
    told: list[str] = []
    page.explained.connect(told.append)

    PersonPresenter(page, busy, ask, "nadia")

    assert any("gelé" in sentence for sentence in told)
    assert page.file is None


def test_a_defect_is_not_taken_for_an_explanation(
    section: tuple[DataPage, DataPresenter], person: tuple[PersonPage, PersonPresenter]
) -> None:
    for refuse in (
        section[1]._refused,
        person[0].turn_away,
        person[1]._data._refused,
        person[1]._attaching._refused,
    ):
        with pytest.raises(ZeroDivisionError):
            refuse(ZeroDivisionError())
    section[1]._refused(data_rights_error())


def data_rights_error() -> Exception:
    from anef_desk.desk.data_protection import NoReasonError

    return NoReasonError()


@pytest.mark.parametrize(
    ("text", "loud"),
    [
        ("la préfecture ne répond pas", False),
        ("", False),
        ("violon et violette", False),
        ("il est séropositif", True),
        ("DIAGNOSTIC posé en mai", True),
        ("victime de viol au pays", True),
        ("son mot de passe est 1234", True),
        ("mdp: x", True),
        ("code SMS 445566", True),
        ("craint l’excision et qu'on l'emprisonne", True),
        ("Vue hier.\nMaladie grave", True),
        ("suivie (psychiatrie)", True),
        ("elle dit : viol.", True),
        ("son mot-de-passe", True),
    ],
)
def test_the_warning_is_louder_when_it_must_be(
    text: str, loud: bool, qtbot: QtBot
) -> None:
    """It forbids nothing, and is never kept."""
    assert (free_text.told(text) != free_text._CALM) is loud


def test_the_warning_follows_what_is_typed(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QPlainTextEdit

    for field in (QLineEdit(), QPlainTextEdit()):
        qtbot.addWidget(field)
        warning = FreeText(field)
        qtbot.addWidget(warning)
        assert "Ni récit d’asile" in warning.text()
        field.setFocus()
        if isinstance(field, QPlainTextEdit):
            field.setPlainText("son mdp")
        else:
            field.setText("son mdp")
        assert "Effacez-le" in warning.text()
        assert "Effacez-le" in field.accessibleDescription()


def free_form(name: str) -> tuple[Form, str]:
    """Return a form that holds a text of its own, and the key of it."""
    if name == "relay":
        touched = Touched(person="samira", name="", native_name="", handover=None)
        return RelayForm([touched]), "relay-samira"
    if name == "appointment":
        meeting = Appointment(id="", person="samira", day=date(2026, 11, 22))
        return AppointmentForm(meeting, None), "outcome"
    matter = SimpleNamespace(rule="C01", due=date(2026, 12, 1))
    row: Any = SimpleNamespace(person="samira", lead=SimpleNamespace(matter=matter))
    return PostponeForm(row, date(2026, 11, 22), None), "reason"


@pytest.mark.parametrize("name", ["relay", "appointment", "postpone"])
def test_what_should_not_be_noted_is_told_wherever_one_writes(
    name: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a form has said it already, once it is written."""
    monkeypatch.setattr(postpone_form, "what", lambda _lead: "")
    form, key = free_form(name)
    qtbot.addWidget(form)
    form.show()
    (warning,) = form.findChildren(FreeText)
    assert not warning.isVisible()

    form.show_values({key: "suivie pour dépression"})

    assert warning.isVisible()
    assert "parler de santé" in warning.text()
    form.show_values({key: "rappeler jeudi"})
    assert not warning.isVisible()


def test_a_warning_that_is_due_at_once_is_no_window_of_its_own(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[bool] = []
    monkeypatch.setattr(
        FreeText, "showEvent", lambda self, _event: shown.append(self.isWindow())
    )
    form = Form("draft")
    qtbot.addWidget(form)
    line = QLineEdit("suivie pour dépression")

    form.add("reason", "Motif", line, help_="Quelques mots", free=True)
    form.show()

    assert shown == [False]


def test_long_work_is_shown_and_can_be_stopped(qtbot: QtBot) -> None:
    from anef_desk.errors import Cancelled

    parent = QWidget()
    qtbot.addWidget(parent)
    told: list[object] = []
    held: list[Callable[..., Any]] = []

    def later(
        work: Any, then: Any, failed: Any = None, *, beside: bool = False
    ) -> None:
        held.extend((work, then, failed))

    dialog = ProgressDialog("Préparation", parent)
    dialog.run(later, lambda report: report(1, 4), told.append, told.append)
    assert not dialog.isVisible()
    qtbot.waitUntil(dialog.isVisible, timeout=3000)
    held[0]()
    assert (dialog.bar.value(), dialog.bar.maximum()) == (1, 4)
    dialog.stop_button.click()
    with pytest.raises(Cancelled):
        held[0]()
    held[2](Cancelled())

    assert told == []
    assert not dialog.isVisible()
    other = ProgressDialog("Préparation", parent)
    other.run(later, lambda report: None, told.append, told.append)
    held[-1](ZeroDivisionError("x"))
    assert len(told) == 1


def sections(desk: Any, ask: Ask) -> dict[str, QWidget]:
    data_page, data_presenter = data.make(desk, ask)
    lock_page, lock_presenter = locking.make(desk, ask)
    data_page.setProperty("kept", [data_presenter])
    lock_page.setProperty("kept", [lock_presenter])
    return {"data": data_page, "locking": lock_page}


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("code", NAMES)
@pytest.mark.parametrize("name", ["data", "locking"])
def test_nothing_is_cut_and_everything_has_a_name(  # noqa: PLR0913, PLR0917
    name: str,
    code: str,
    scale: float,
    busy: Any,
    ask: Ask,
    shown: Show,
    cut: Cut,
    unnamed: Cut,
    qapp: QApplication,
) -> None:
    if scale != 1.0:
        look.apply(qapp, "light", scale)
    language.use(code)

    page = shown(sections(busy, ask)[name])

    assert cut(page) == []
    assert unnamed(page) == []


@pytest.mark.parametrize("name", ["data", "locking"])
def test_nothing_is_cut_when_sentences_are_twice_as_long(
    name: str, twice_as_long: None, busy: Any, ask: Ask, shown: Show, cut: Cut
) -> None:
    assert cut(shown(sections(busy, ask)[name])) == []


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_of_the_windows_is_cut(
    scale: float, qapp: QApplication, qtbot: QtBot, cut: Cut, unnamed: Cut
) -> None:
    if scale != 1.0:
        look.apply(qapp, "light", scale)
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1366, 768)
    for dialog in (
        SealDialog(parent),
        FreezeForm("x", None, parent),
        ErasureDialog(parent, (date(2026, 11, 24),), "IDRISS Amina"),
        AttachmentForm("x", "x", date(2026, 11, 24), date(2027, 1, 1), None, parent),
        KeepForm("x", date(2026, 11, 24), None, parent),
        AttachmentDialog("x", parent),
    ):
        dialog.show()
        qtbot.waitExposed(dialog)
        qtbot.wait(30)
        assert cut(dialog) == [], type(dialog).__name__
        assert unnamed(dialog) == [], type(dialog).__name__
        dialog.reject()


@pytest.mark.parametrize("action", [ERASED, "vault.restored", "vault.damaged_deleted"])
def test_the_journal_says_what_became_of_a_file_or_of_the_vault(action: str) -> None:
    """And not that somebody's file was changed."""
    assert terms.ACTIONS[action] != terms.ACTIONS["changed"]
