"""The import: the file, its columns, what would be done, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from anef_desk.desk.session import Desk, create_vault, open_by_name
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.person import Person
from anef_desk.errors import Cancelled
from anef_desk.exchange.table import Table
from anef_desk.progress import Report
from anef_desk.vault import keys
from anef_desk.vault.keys import Kdf
from ui import language
from ui.pages.settings import import_people
from ui.theme import look
from ui.widgets import import_steps
from ui.widgets.running import Running

ELISE = "pluie tambour gare olive marteau lune cerf"
TABLE = (
    "Nom;Prénom;Né le;Numéro étranger;Tél;Titre;Divers\n"
    "Karimi (exemple);Samira;21/03/1994;9903124477;0199001234;API;"
    "un texte qui dépasse de beaucoup la place d’un exemple\n"
    "Omar (exemple);;hier;;;;\n"
    "Saïd (exemple);Autre;;9900000001;0199;;\n"
    "Saïd (exemple);Autre;;9900000001;0199;;\n"
)
Ask = Callable[..., None]
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
    opened.people.add(
        Person(
            id="",
            family_name="Saïd (exemple)",
            given_names="Omar",
            numero_etranger="9900000001",
        )
    )
    yield opened
    opened.close()


@pytest.fixture
def page(desk: Desk, ask: Ask) -> Any:
    shown: Any
    shown, presenter = import_people.make(desk, ask)
    shown.presenter = presenter
    shown.said, shown.offers = [], []
    shown.explained.connect(shown.said.append)
    shown.proposed.connect(lambda *what: shown.offers.append(what))
    presenter.read()
    return shown


@pytest.fixture
def choose(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Any, str], None]:
    def give(page: Any, text: str) -> None:
        path = tmp_path / "personnes.csv"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
        page.steps.choose.click()

    return give


def lines(page: Any) -> list[str]:
    return [
        page.steps.lines.item(row).text() for row in range(page.steps.lines.count())
    ]


def test_the_steps_come_one_after_the_other(
    page: Any, choose: Any, desk: Desk, qtbot: QtBot
) -> None:
    qtbot.addWidget(page)
    assert page.steps.columns.isHidden()
    assert page.steps.result.isHidden()

    choose(page, TABLE)

    assert not page.steps.columns.isHidden()
    assert page.steps.choice.columns() == (
        "family_name", "given_names", "birth_date", "numero_etranger", "phone",
        "document.kind", "",
    )  # fmt: skip
    assert page.steps.counts.text().startswith("1 nouveau dossier. 1 dossier complété.")
    assert lines(page) == [
        (
            "Ligne 3 : OMAR (EXEMPLE). Refusée : « Né le » : ce n’est pas une date : il faut"
            " par exemple 17/05/1990, 05/1990 ou 1990."
        ),
        "Ligne 2 : KARIMI (EXEMPLE) Samira. Nouveau dossier. Document ajouté : API.",
        (
            "Ligne 4 : SAÏD (EXEMPLE) Autre. Complété : Téléphone. Le coffre garde ce qu’il"
            " sait : Prénoms."
        ),
        (
            "Ligne 5 : SAÏD (EXEMPLE) Autre. Rien de nouveau. Le coffre garde ce qu’il sait :"
            " Prénoms."
        ),
    ]
    assert desk.people.count() == 1


def test_another_column_is_another_plan(page: Any, choose: Any, qtbot: QtBot) -> None:
    qtbot.addWidget(page)
    choose(page, TABLE)
    divers = page.steps.choice.selects[6]

    divers.setCurrentIndex(divers.findData("phone"))
    divers.activated.emit(divers.currentIndex())

    assert page.steps.choice.columns()[4] == ""
    assert page.steps.choice.columns()[6] == "phone"
    birth = page.steps.choice.selects[2]
    birth.setCurrentIndex(0)
    birth.activated.emit(0)
    assert "Refusée" not in " ".join(lines(page))


def test_columns_that_changed_are_never_imported_as_they_were(
    page: Any, choose: Any, desk: Desk, qtbot: QtBot
) -> None:
    """The plan of a long table takes a moment; the button is under the hand."""
    qtbot.addWidget(page)
    choose(page, TABLE)
    steps, now = page.presenter.steps, page.presenter.steps._ask
    late: list[Callable[[], None]] = []

    def slow(*asked: Any, **how: Any) -> None:
        late.append(lambda: now(*asked, **how))

    steps._ask = slow
    birth = page.steps.choice.selects[2]
    birth.setCurrentIndex(0)
    birth.activated.emit(0)

    page.steps.retranslate()  # another language: the button comes back
    steps.run()
    assert len(late) == 1
    assert desk.people.count() == 1

    late.pop()()
    steps.run()
    steps.run()
    assert len(late) == 1  # Once, however often it is asked.
    late.pop()()
    assert desk.people.count() == 3


def test_an_import_is_done_and_taken_back(
    page: Any, choose: Any, desk: Desk, qtbot: QtBot
) -> None:
    qtbot.addWidget(page)
    choose(page, TABLE)

    page.steps.run.click()

    assert desk.people.count() == 2
    assert page.steps.columns.isHidden()
    assert page.steps.result.isHidden()
    assert not page.done.isHidden()
    (batch,) = desk.imports.batches()
    ((words, act, _then),) = page.offers
    assert (words, act) == ("L’import est fait.", "Annuler")
    page.findChild(QPushButton, f"undo-{batch.id}").click()
    assert desk.people.count() == 1
    assert page.said == ["L’import est annulé."]
    assert page.done.isHidden()


def test_whoever_was_worked_with_stays_and_is_counted(
    page: Any, choose: Any, desk: Desk, qtbot: QtBot
) -> None:
    qtbot.addWidget(page)
    choose(page, TABLE)
    page.steps.run.click()
    for row in desk.people.search("karimi"):
        desk.cases.open(row.id, "A2")

    page.offers[0][2]()

    assert page.said == [
        "L’import est annulé. 1 dossier a changé depuis : il reste tel qu’il est."
    ]


def test_what_is_no_table_is_said_on_the_page(
    page: Any, choose: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.addWidget(page)
    choose(page, "")
    assert "Ce tableau est vide" in page.steps.problem.text()

    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    page.steps.choose.click()
    with pytest.raises(ZeroDivisionError):
        page.presenter.steps.refused(ZeroDivisionError())


def test_nothing_to_write_is_nothing_to_press(
    page: Any, choose: Any, qtbot: QtBot
) -> None:
    qtbot.addWidget(page)
    choose(page, "Nom;Né le\nOmar;hier\n")

    assert not page.steps.run.isEnabled()
    page.presenter.steps.plan(page.steps.choice.columns())


def test_without_a_file_nothing_is_planned_nor_done(page: Any, qtbot: QtBot) -> None:
    qtbot.addWidget(page)
    page.presenter.steps.plan(())
    page.presenter.steps.run()

    assert page.steps.result.isHidden()


def test_reading_a_file_is_given_up(
    page: Any, choose: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large workbook takes seconds; another file may be chosen at once."""
    qtbot.addWidget(page)
    page.show()
    steps, seen = page.steps, []
    steps.reading._late.setInterval(1)
    words = steps.file_words.text()

    def slow(_path: Path, report: Report) -> Table:
        qtbot.waitUntil(steps.reading.cancel.isVisible)
        seen.append((steps.choose.isEnabled(), steps.file_words.text()))
        steps.reading.cancel.click()
        report(0, 0)
        raise AssertionError

    monkeypatch.setattr(page.presenter.steps, "_look", slow)
    choose(page, TABLE)

    assert seen == [(False, "Le fichier est en train d’être lu…")]
    assert steps.reading.isHidden()
    assert steps.choose.isEnabled()
    assert (steps.file_words.text(), steps.problem.text()) == (words, "")
    assert steps.columns.isHidden()


def test_an_import_that_is_stopped_says_so(
    page: Any, choose: Any, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.addWidget(page)
    choose(page, TABLE)

    def stopped(*_given: object) -> None:
        raise Cancelled

    monkeypatch.setattr(desk.imports, "run", stopped)
    page.steps.run.click()

    assert page.said == ["Rien n’a été importé."]
    assert page.steps.run.isEnabled()


def test_a_long_table_is_not_listed_whole(page: Any, choose: Any, qtbot: QtBot) -> None:
    qtbot.addWidget(page)
    choose(page, "Nom\n" + "".join(f"Nom{n}\n" for n in range(303)))

    assert page.steps.lines.count() == import_steps.SHOWN
    assert page.steps.more.text() == "… et 3 autres lignes."


def test_whoever_does_not_coordinate_imports_nothing(page: Any, qtbot: QtBot) -> None:
    qtbot.addWidget(page)
    page.show_batches((), decides=False)

    assert page.steps.isHidden()
    assert not page.only.isHidden()


@pytest.fixture
def faults(cut: Cut, unnamed: Cut) -> Cut:
    """Return what lists the texts that are cut and the controls without a name."""
    return lambda widget: [*cut(widget), *unnamed(widget)]


@pytest.mark.parametrize(
    "seen", [(code, scale) for code in ("fr", "ar", "fa_AF") for scale in (1.0, 2.0)]
)
def test_the_steps_are_readable(
    page: Any,
    choose: Any,
    seen: tuple[str, float],
    qapp: QApplication,
    shown: Show,
    faults: Cut,
) -> None:
    code, scale = seen
    if scale != 1.0:
        look.apply(qapp, "light", scale)
    language.use(code)
    choose(page, TABLE)
    page.presenter.steps.run()
    choose(page, TABLE)

    shown(page, 1162 - 300, 704)

    assert faults(page) == []


def test_lines_that_take_long_to_compare_can_be_left(
    page: Any, choose: Any, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As for any work of more than half a second: how far it is, and a way out."""

    def stopped(*_: object) -> None:
        raise Cancelled

    monkeypatch.setattr(desk.imports, "plan", stopped)

    choose(page, TABLE)

    assert page.steps.planning.isHidden()
    assert page.steps.columns.isHidden()
    assert page.steps.result.isHidden()
    assert page.steps.choose.text() == "Choisir un fichier"


def test_comparing_is_shown_when_it_lasts(qtbot: QtBot) -> None:
    shown = Running("plan", at_once=False)
    qtbot.addWidget(shown)

    shown.start(lambda _report: None, "Les lignes sont comparées.")
    assert shown.isHidden()
    qtbot.waitUntil(lambda: not shown.isHidden())
    shown.end()
    assert shown.isHidden()

    shown.start(lambda _report: None, "Les lignes sont comparées.")
    shown.end()
    assert not shown._late.isActive()


def test_each_line_that_is_compared_is_counted(page: Any, desk: Desk) -> None:
    table = Table(("Nom",), (("Karimi",), ("",), ("Omar",)))
    told: list[tuple[int, int]] = []

    plan = desk.imports.plan(table, ("family_name",), lambda *at: told.append(at))

    assert told == [(0, 3), (1, 3), (2, 3)]
    assert [row.line for row in plan.rows] == [2, 4]


def test_the_sheets_that_are_not_read_are_said(page: Any) -> None:
    table = Table(("Nom",), (("Karimi",),), sheet="2026", others=("2024", "2025"))

    page.steps.show_table(table, ("family_name",))

    told = page.steps.file_words.text()
    assert told == (
        "1 ligne lue. C’est la feuille « 2026 » ; 2 autres ne sont pas lues."
    )


def test_a_file_that_is_being_read_is_said_to_be(page: Any, choose: Any) -> None:
    """A large workbook takes seconds, and a second click would read it twice."""
    page.steps.show_reading()
    assert page.steps.file_words.text() == "Le fichier est en train d’être lu…"
    assert not page.steps.choose.isEnabled()

    page.steps.show_problem("Ce tableau ne s’ouvre pas.")
    assert page.steps.choose.isEnabled()
    assert "CSV ou XLSX" in page.steps.file_words.text()

    choose(page, TABLE)
    assert page.steps.choose.isEnabled()
    assert page.steps.file_words.text() == "4 lignes lues."
