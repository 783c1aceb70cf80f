"""The sections about letters, languages, look and content: what each gesture does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from anef_desk import i18n
from anef_desk.desk.content import state
from anef_desk.desk.session import Desk, create_vault, open_by_name
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.prefecture import Prefecture
from anef_desk.domain.staff import Role
from anef_desk.errors import Cancelled
from anef_desk.vault import keys
from anef_desk.vault.keys import Kdf
from ui import language
from ui.main_window import MainWidget
from ui.navigation import ReadEntry, ShowToday, UseLanguage, UseLook
from ui.page import Page
from ui.pages.settings import (
    about,
    appearance,
    content,
    languages,
    organisation,
    prefectures,
)
from ui.theme import look
from ui.widgets.organisation_form import OrganisationForm
from ui.widgets.prefecture_form import PrefectureForm

ELISE = "pluie tambour gare olive marteau lune cerf"
Ask = Callable[..., None]
Show = Callable[..., QWidget]
Cut = Callable[[QWidget], list[str]]


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


def open_section(module: Any, desk: Desk, ask: Ask, qtbot: QtBot) -> Any:
    page, presenter = module.make(desk, ask)
    qtbot.addWidget(page)
    page.presenter = presenter
    page.wishes, page.offers, page.said = [], [], []
    page.explained.connect(page.said.append)
    page.wanted.connect(page.wishes.append)
    page.proposed.connect(lambda *what: page.offers.append(what))
    presenter.read()
    return page


def texts(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


# The letterhead


def test_the_letterhead_is_changed_in_a_form(
    desk: Desk, ask: Ask, qtbot: QtBot
) -> None:
    page = open_section(organisation, desk, ask, qtbot)
    page.change.click()
    form = page.findChild(OrganisationForm)
    form.show_values({"name": " ", "city": "Le Mans"})
    form.accept_button.click()
    assert form.problem.text() == "Donnez le nom de votre structure."
    form.show_values({"name": "Accueil Nouveau"})
    form.accept_button.click()

    assert desk.organisation == Organisation(name="Accueil Nouveau", city="Le Mans")
    assert page.name.text() == "Accueil Nouveau"
    assert page.sent_from.text() == "Courriers envoyés de : \u2068Le Mans\u2069"
    assert "Le Mans" not in page.lines.text()
    assert desk.drafts.get("organisation") is None


def test_a_letterhead_given_up_comes_back(desk: Desk, ask: Ask, qtbot: QtBot) -> None:
    page = open_section(organisation, desk, ask, qtbot)
    page.change.click()
    form = page.findChild(OrganisationForm)
    form.show_values({"city": "Alençon"})
    form.keep_draft()
    form.reject()
    QApplication.sendPostedEvents(None, 52)  # deferred deletions

    page.change.click()

    again = page.findChildren(OrganisationForm)[-1]
    assert again.values()["city"] == "Alençon"


def test_a_logo_is_chosen_shown_and_taken_back(
    desk: Desk,
    ask: Ask,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "logo.png"
    Image.new("RGB", (80, 40), "navy").save(path)
    page = open_section(organisation, desk, ask, qtbot)
    assert page.drop.isHidden()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))

    page.choose.click()

    assert desk.letterhead.logo()
    assert not page.picture.pixmap().isNull()
    assert page.choose.text() == "Choisir une autre image"
    page.drop.click()
    assert desk.letterhead.logo() == b""
    assert page.picture.isHidden()


def test_what_is_no_picture_is_said_on_the_page(
    desk: Desk,
    ask: Ask,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "logo.png"
    path.write_text("rien")
    page = open_section(organisation, desk, ask, qtbot)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    page.choose.click()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    page.choose.click()

    assert "ni un PDF, ni une photo" in page.problem.text()
    with pytest.raises(ZeroDivisionError):
        page.presenter._refused(ZeroDivisionError())


def test_whoever_does_not_coordinate_reads_the_letterhead(
    desk: Desk, ask: Ask, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = desk.staff.__class__(id=desk.staff.id, name="Nadia", role=Role.DESK)
    monkeypatch.setattr(desk, "_context", _as(desk, other))

    page = open_section(organisation, desk, ask, qtbot)

    assert page.change.isHidden()
    assert page.choose.isHidden()
    assert not page.only.isHidden()


def _as(desk: Desk, staff: Any) -> Any:
    return replace(desk._context, staff=staff)


# The book


def add(page: Any, **typed: str) -> None:
    page.add.click()
    form = page.findChildren(PrefectureForm)[-1]
    form.show_values(typed)
    form.accept_button.click()


def test_a_prefecture_is_added_then_taken_out_then_put_back(
    desk: Desk, ask: Ask, qtbot: QtBot
) -> None:
    page = open_section(prefectures, desk, ask, qtbot)
    assert "Le carnet est vide :" in texts(page)

    add(
        page,
        name="Préfecture de la Sarthe",
        department="72",
        address="1 place\nLe Mans",
    )

    assert "1 place, Le Mans" in texts(page)
    (kept,) = desk.prefectures.all()
    page.findChild(QWidget, f"remove-{kept.id}").click()
    assert desk.prefectures.all() == ()
    ((words, act, then),) = page.offers
    assert (words, act) == ("Retirée du carnet : Préfecture de la Sarthe.", "Annuler")
    then()
    assert desk.prefectures.all() == (kept,)


def test_a_name_is_needed_and_must_be_new(desk: Desk, ask: Ask, qtbot: QtBot) -> None:
    page = open_section(prefectures, desk, ask, qtbot)
    add(page, name=" ")
    form = page.findChildren(PrefectureForm)[-1]
    assert form.problem.text() == "Donnez le nom de la préfecture."
    form.reject()
    desk.prefectures.put(Prefecture(id="", name="Préfecture de la Sarthe"))

    add(page, name="préfecture de la sarthe", phone="01 99 00 00 00")

    again = page.findChildren(PrefectureForm)[-1]
    assert "déjà une préfecture" in again.problem.text()
    assert again.values()["phone"] == "01 99 00 00 00"
    again.reject()
    assert len(desk.prefectures.all()) == 1


def test_a_line_says_what_it_lacks(desk: Desk, ask: Ask, qtbot: QtBot) -> None:
    page = open_section(prefectures, desk, ask, qtbot)
    known = Prefecture(id="a", name="A")

    page.show_book((known,), frozenset({"a"}))
    assert "À revérifier" in texts(page)
    assert "Jamais vérifiée." in texts(page)
    page.show_book((known,), frozenset())
    assert "À compléter" in texts(page)
    page.findChildren(QWidget, "change-a")[-1].click()
    assert page.findChildren(PrefectureForm)[-1].values()["name"] == "A"


def test_an_accident_is_no_refusal(desk: Desk, ask: Ask, qtbot: QtBot) -> None:
    page = open_section(prefectures, desk, ask, qtbot)

    def broken(_typed: object) -> None:
        raise ZeroDivisionError

    desk.prefectures.put = broken  # type: ignore[method-assign,assignment]
    with pytest.raises(ZeroDivisionError):
        page.presenter._record(Prefecture(id="", name="A"))


TABLE = (
    "Nom;Département;Adresse\nSarthe;72;9 rue\nPréfecture de l’Ain;1;1 rue\n;01;1 rue\n"
)


@pytest.fixture
def book(
    desk: Desk, ask: Ask, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Any:
    """Return a book of one line, about to be told what to import."""
    desk.prefectures.put(
        Prefecture(id="", name="Préfecture de la Sarthe", department="72")
    )
    page = open_section(prefectures, desk, ask, qtbot)
    path = tmp_path / "carnet.csv"
    path.write_text(TABLE, encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    page.bring.click()
    page.steps.choose.click()
    return page


def lines(page: Any) -> list[str]:
    shown = page.steps.lines
    return [shown.item(row).text() for row in range(shown.count())]


def test_a_table_is_brought_into_the_book_then_taken_back(
    desk: Desk, book: Any
) -> None:
    before = desk.prefectures.all()
    assert book.steps.counts.text() == (
        "1 nouvelle préfecture. 1 préfecture changée. 1 ligne refusée."
    )
    assert lines(book) == [
        "Ligne 4. Refusée : il manque un nom.",
        "Ligne 2 : Préfecture de la Sarthe. Changée : Adresse.",
        "Ligne 3 : Préfecture de l’Ain. Ajoutée au carnet.",
    ]

    book.steps.run.click()

    assert book.steps.isHidden()
    assert [one.name for one in desk.prefectures.all()] == [
        "Préfecture de l’Ain",
        "Préfecture de la Sarthe",
    ]
    ((words, act, then),) = book.offers
    assert (words, act) == ("L’import est fait.", "Annuler")
    ain = desk.prefectures.all()[0]
    desk.prefectures.put(replace(ain, phone="0199000000"))
    then()
    assert book.said == [
        "L’import est annulé. 1 préfecture a changé depuis : elle reste telle qu’elle est."
    ]
    assert before[0] in desk.prefectures.all()
    book.presenter._take_back(())
    assert book.said[1:] == ["L’import est annulé."]


def test_what_would_be_done_follows_the_book(desk: Desk, book: Any) -> None:
    add(book, name="Préfecture de l’Ain", department="01", address="1 rue")

    assert "Ligne 3 : Préfecture de l’Ain. Rien de nouveau." in lines(book)


def test_an_import_that_is_stopped_leaves_the_book(
    desk: Desk, book: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk.prefectures.all()

    def stopped(*_given: object) -> None:
        raise Cancelled

    monkeypatch.setattr(desk.prefecture_tables, "run", stopped)
    book.steps.run.click()

    assert book.said == ["Rien n’a été importé."]
    assert desk.prefectures.all() == before


def test_the_book_is_written_into_a_file(
    desk: Desk, book: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "donné.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    book.give.click()
    assert book.said == []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))

    book.give.click()

    assert "Préfecture de la Sarthe;72" in path.read_text("utf-8-sig")
    assert book.said == ["Le carnet est enregistré."]


def test_an_empty_book_says_what_to_do(desk: Desk, ask: Ask, qtbot: QtBot) -> None:
    page = open_section(prefectures, desk, ask, qtbot)

    assert "importez le tableau d’une autre structure" in texts(page)
    assert not page.give.isEnabled()
    assert page.steps.isHidden()
    page.bring.click()
    page.bring.click()
    assert page.steps.isHidden()


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("code", ["fr", "ar", "fa_AF", "uk"])
def test_the_steps_of_the_book_are_readable(  # noqa: PLR0913, PLR0917 - fixtures
    code: str,
    scale: float,
    book: Any,
    qapp: QApplication,
    shown: Show,
    cut: Cut,
    unnamed: Cut,
) -> None:
    look.apply(qapp, "light", scale)
    language.use(code)
    book.retranslate()

    shown(book, 1162 - 300, 704)

    assert cut(book) == []
    assert unnamed(book) == []


# Languages and look


def test_a_language_is_asked_of_the_window(desk: Desk, ask: Ask, qtbot: QtBot) -> None:
    page = open_section(languages, desk, ask, qtbot)
    assert page.choices["fr"].isChecked()

    page.choices["ar"].click()

    assert page.wishes == [UseLanguage("ar")]
    assert "pas encore relue" in page.choices["ar"].note.text()


def test_a_look_is_asked_of_the_window(desk: Desk, ask: Ask, qtbot: QtBot) -> None:
    page = open_section(appearance, desk, ask, qtbot)
    page.scales[1.5].click()
    page.themes["dark"].click()

    assert page.wishes == [UseLook(scale=1.5), UseLook(theme="dark")]


class Blank(Page):
    """A page that shows nothing."""

    def retranslate(self) -> None:
        """Write nothing."""


class Still:
    """Decides nothing."""

    def read(self) -> None:
        """Read nothing."""


def test_the_window_does_what_the_settings_wish(qtbot: QtBot) -> None:
    main = MainWidget(lambda _request: (Blank(), Still()))
    qtbot.addWidget(main)
    main.go(ShowToday())
    asked: list[object] = []
    for signal in (main.language_wanted, main.theme_wanted, main.text_size_wanted):
        signal.connect(asked.append)

    for wish in (UseLanguage("uk"), UseLook(theme=""), UseLook(scale=2.0)):
        main.go(wish)

    assert asked == ["uk", "", 2.0]
    assert main.request == ShowToday()


def test_the_choice_follows_the_look_in_force(
    desk: Desk, ask: Ask, qtbot: QtBot, qapp: QApplication
) -> None:
    page = open_section(appearance, desk, ask, qtbot)
    look.apply(qapp, "dark", 1.25)
    language.use("fr")
    page.presenter.read()

    assert page.scales[1.25].isChecked()
    assert page.themes["dark"].isChecked()


# Content and about


def test_the_content_says_how_far_it_may_be_trusted(
    desk: Desk, ask: Ask, qtbot: QtBot
) -> None:
    page = open_section(content, desk, ask, qtbot)
    found, said = state(), texts(page)

    assert i18n.left_to_right(found.version) in said
    for count in found.reliability.values():
        assert f"{count} source" in said
    code, title, _count = found.to_verify[0]
    assert title.french in said
    page.findChild(QWidget, f"read-{code}").click()
    assert page.wishes == [ReadEntry(code)]
    assert "Aucun : tout le contenu a été lu." in said


def test_the_notices_are_those_that_ship(desk: Desk, ask: Ask, qtbot: QtBot) -> None:
    page = open_section(about, desk, ask, qtbot)

    assert "pyrage" in page.notices.toPlainText()
    assert page.notices.isReadOnly()


def test_the_notices_wrap_where_there_is_room() -> None:
    """Lines end where paragraphs do; a list and a table keep theirs."""
    shown = about.flowing(
        "Licence\n=======\n\n"
        "Anybody may use and change this software, as long as they\n"
        "keep these lines.\n\n\n"
        "=======\n\n"
        " 1. Whoever gives it away gives these lines too, whatever became\n"
        "    of it since.\n"
        " 2. Nobody promises anything.\n\n"
        "babel 2.18: BSD\ncffi 2: MIT\n\n"
        "1.6             1.5.2       2000        CNRI        no\n"
        "2.0             1.6         2000        BeOpen.com  no\n"
    )

    assert shown.lines == (
        "Licence",
        "",
        "Anybody may use and change this software, as long as they keep these lines.",
        "",
        " 1. Whoever gives it away gives these lines too, whatever became of it since.",
        " 2. Nobody promises anything.",
        "",
        "babel 2.18: BSD",
        "cffi 2: MIT",
        "",
        "1.6             1.5.2       2000        CNRI        no",
        "2.0             1.6         2000        BeOpen.com  no",
    )
    assert shown.titles == (0,)
