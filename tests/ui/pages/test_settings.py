"""The settings: who opens the vault, one's passphrase, the sheet, the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from anef_desk.desk.passphrases import words
from anef_desk.desk.session import (
    Desk,
    create_vault,
    open_by_name,
    open_recovered,
    staff_of,
)
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.person import Person
from anef_desk.domain.staff import Role, Staff
from anef_desk.i18n import NAMES as LANGUAGES
from anef_desk.vault import keys, recovery
from anef_desk.vault.backup import Backups
from anef_desk.vault.errors import DiskFullError, WrongPassphraseError
from anef_desk.vault.keys import Kdf
from anef_desk.vault.manifest import Reason
from tests.ui.asking import patient
from ui import language
from ui.navigation import ShowPerson, ShowSettings
from ui.pages.recover import RecoverPage, RecoverPresenter
from ui.pages.settings import journal as journal_section
from ui.pages.settings.frame import SettingsPage, SettingsPresenter, make_settings
from ui.pages.settings.journal import JournalPage
from ui.pages.settings.passphrase import PassphrasePage
from ui.pages.settings.recovery import RecoveryPage
from ui.pages.settings.sections import SECTIONS
from ui.pages.settings.team import TeamPage, TeamPresenter
from ui.theme import look
from ui.widgets.colleague_form import ColleagueForm
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.paper import PaperDialog
from ui.widgets.passphrase_form import PassphraseForm
from ui.widgets.recovery_lines import RecoveryLines
from ui.widgets.running import Running

ELISE = "pluie tambour gare olive marteau lune cerf"
NADIA = "canard fenetre bouton orage velours nuage cle"
NEW = "piano citron valise hiver lampe sable renard"
DAY = date(2026, 11, 24)

Cut = Callable[[QWidget], list[str]]
Show = Callable[..., QWidget]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    cheap = Kdf(memory_kib=64, iterations=1, lanes=1)
    monkeypatch.setattr(keys, "STRONG", cheap)
    monkeypatch.setattr(keys, "FLOOR", cheap)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = tmp_path / "Coffre"
    name = "Élise Martin (exemple)"
    create_vault(folder, Organisation(name="Accueil Exemple"), name, ELISE)
    return folder


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    """Give a desk with two colleagues, somebody in it, and a sheet that waits."""
    opened = open_by_name(folder, None, ELISE)
    opened.administration.add_staff("Nadia Bernard (exemple)", Role.DESK, NADIA)
    person = opened.people.add(Person(id="", family_name="Karimi (exemple)")).person
    opened.people.file(person.id)
    yield opened
    opened.close()


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    made: list[Sequence[str]] = []
    spell = recovery.lines_of

    def spelled(secret: str) -> Sequence[str]:
        made.append(spell(secret))
        return made[-1]

    monkeypatch.setattr(recovery, "lines_of", spelled)
    return made


def settings(desk: Desk, section: str = "") -> Any:
    page, presenter = make_settings(desk, patient, section)
    page.setProperty("presenter", [presenter])
    page.said = []  # type: ignore[attr-defined]
    page.explained.connect(page.said.append)  # type: ignore[attr-defined]
    return page


def section(desk: Desk, name: str, qtbot: QtBot) -> Any:
    frame = settings(desk, name)
    qtbot.addWidget(frame)
    page: Any = frame.stack.currentWidget()
    page.frame, page.said = frame, frame.said
    return page


# The frame


def test_each_section_is_chosen_from_the_list(desk: Desk, qtbot: QtBot) -> None:
    frame = settings(desk)
    qtbot.addWidget(frame)
    names = [section.name for section in SECTIONS]
    kinds = {
        "team": TeamPage,
        "passphrase": PassphrasePage,
        "recovery": RecoveryPage,
        "journal": JournalPage,
    }

    for name, kind in kinds.items():
        row = names.index(name)
        frame.list.setCurrentRow(row)
        assert isinstance(frame.stack.currentWidget(), kind)
        assert frame.pick.currentIndex() == row
    frame.pick.activated.emit(0)
    assert isinstance(frame.stack.currentWidget(), TeamPage)
    assert frame.list.currentRow() == 0
    assert frame.stack.count() == 4


def test_the_title_of_a_section_stands_beside_that_of_the_settings(
    desk: Desk, qtbot: QtBot
) -> None:
    frame = settings(desk)
    qtbot.addWidget(frame)
    frame.resize(1150, 700)
    frame.show()
    page = frame.stack.currentWidget()
    place = page.title.mapTo(frame, QPoint(0, 0))

    assert place.y() == frame.title.mapTo(frame, QPoint(0, 0)).y()


def test_an_unknown_section_is_the_first_one(desk: Desk, qtbot: QtBot) -> None:
    assert isinstance(section(desk, "nowhere", qtbot), TeamPage)


def test_a_section_names_itself_once() -> None:
    names = [one.name for one in SECTIONS]
    assert len(set(names)) == len(names)


def test_coming_back_shows_what_is_true_now(desk: Desk, qtbot: QtBot) -> None:
    page = section(desk, "team", qtbot)
    desk.administration.add_staff("Zoé (exemple)", Role.READER, NEW)
    (presenter,) = page.frame.property("presenter")
    assert isinstance(presenter, SettingsPresenter)

    presenter.read()

    assert [row[0].text() for row in page.rows][-1] == "Élise Martin (exemple)"
    assert len(page.rows) == 3


# The team


def test_the_team_says_who_opens_the_vault(desk: Desk, qtbot: QtBot) -> None:
    page = section(desk, "team", qtbot)

    nadia, elise = page.rows
    assert nadia[0].text() == "Nadia Bernard (exemple)"
    assert nadia[2].currentText() == "Accueil du public"
    assert not nadia[3].isHidden()
    assert elise[1].text() == "C’est vous."
    assert elise[3].isHidden()


def test_a_colleague_joins_with_the_words_that_were_proposed(
    desk: Desk, qtbot: QtBot, folder: Path
) -> None:
    page = section(desk, "team", qtbot)
    page.add.click()
    form = page.findChild(ColleagueForm)
    assert form is not None
    form.name.setText("Olga Petrenko (exemple)")
    form.roles["reader"].setChecked(True)
    form.passphrase.propose.click()
    typed = form.passphrase.text()
    assert set(typed.split(" ")) <= set(words())
    assert form.passphrase.strength.text() == "Cette phrase est solide."
    assert form.passphrase.first.line.displayText() == typed  # To be written down.

    form.accept_button.click()

    assert form.isHidden()
    assert len(page.rows) == 3
    assert "en main propre" in page.said[0]
    assert typed not in page.said[0]
    roles = {staff.name: staff.role for staff in staff_of(folder)}
    assert roles["Olga Petrenko (exemple)"] is Role.READER


def test_a_form_that_is_not_complete_says_what_is_missing(
    desk: Desk, qtbot: QtBot
) -> None:
    page = section(desk, "team", qtbot)
    page.add.click()
    form = page.findChild(ColleagueForm)
    assert form is not None
    for fill, said in (
        (lambda: None, "Donnez le nom de votre collègue."),
        (lambda: form.name.setText("Zoé"), "Choisissez une phrase secrète."),
        (
            lambda: form.passphrase.first.line.setText("azerty"),
            "Les deux phrases ne sont pas les mêmes.",
        ),
    ):
        fill()
        form.accept_button.click()
        assert form.problem.text() == said
    assert "Trop facile" in form.passphrase.strength.text()
    form.passphrase.second.line.setText("azerty")
    form.accept_button.click()
    assert "se devinerait trop vite" in form.problem.text()
    assert form.accept_button.isEnabled()
    form.cancel_button.click()
    assert len(page.rows) == 2


def test_a_role_is_changed_and_the_last_coordinator_stays(
    desk: Desk, qtbot: QtBot
) -> None:
    page = section(desk, "team", qtbot)
    choice = page.rows[0][2]
    choice.setCurrentIndex(choice.findData("case_worker"))
    choice.activated.emit(choice.currentIndex())
    assert page.rows[0][2].currentData() == "case_worker"

    own = page.rows[1][2]
    own.setCurrentIndex(own.findData("reader"))
    own.activated.emit(own.currentIndex())

    assert "au moins une personne qui coordonne" in page.said[-1]
    assert page.rows[1][2].currentData() == "coordinator"


def test_removing_says_what_it_means_then_what_is_left_to_do(
    desk: Desk, qtbot: QtBot, folder: Path
) -> None:
    import shutil

    copy = folder / "backups" / "20261120T101500Z"
    copy.mkdir()
    for name in ("vault.db", "keys.json"):
        shutil.copy(folder / name, copy / name)
    page = section(desk, "team", qtbot)

    page.rows[0][3].click()
    assert not page.leaving.isHidden()
    assert "Nadia" in page.leaving.title.text()
    page.keep.click()
    assert page.leaving.isHidden()
    page.rows[0][3].click()
    page.remove.click()

    assert page.leaving.isHidden()
    assert not page.left.isHidden()
    said = " ".join(words.text() for words in page.left_words)
    assert "Élise Martin" in said
    assert "Aucune feuille de secours" in said
    assert "sous la nouvelle clé est faite et relue" in said
    assert "2 sauvegardes d’avant" in said
    assert "second emplacement" not in said
    assert len(page.rows) == 1
    page.delete.click()
    assert page.said[-1] == "2 sauvegardes supprimées."
    assert page.left.isHidden()
    assert not copy.exists()


def test_what_could_not_be_done_after_a_removal_is_said(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "clé"
    stick.mkdir()
    desk.safekeeping.choose_second_place(stick)
    stick.rmdir()
    make = Backups.make

    def full(backups: Backups, why: Reason, *more: Any) -> Any:
        if why is Reason.AFTER_ROTATION:
            raise DiskFullError
        return make(backups, why, *more)

    page = section(desk, "team", qtbot)
    with monkeypatch.context() as filling:
        filling.setattr(Backups, "make", full)
        page.rows[0][3].click()
        page.remove.click()
        said = " ".join(words.text() for words in page.left_words)
        assert "au prochain verrouillage" in said
        assert "Branchez-le" in said
        page.delete.click()
        assert "plein" in page.said[-1]
        assert not page.left.isHidden()

    page.delete.click()

    assert page.said[-1].startswith("1 sauvegarde supprimée. Le second emplacement")


def test_a_colleague_who_forgot_their_passphrase_types_a_new_one(
    desk: Desk, qtbot: QtBot, folder: Path
) -> None:
    page = section(desk, "team", qtbot)
    nadia, own = page.forgotten
    assert own.isHidden()
    nadia.click()
    form = page.findChild(PassphraseForm)
    assert form is not None
    assert "Nadia" in form.title.text()
    form.accept_button.click()
    assert form.problem.text() == "Choisissez une phrase secrète."
    for field in (form.passphrase.first, form.passphrase.second):
        field.line.setText("azerty")
    form.accept_button.click()
    assert "se devinerait trop vite" in form.problem.text()
    form.passphrase.propose.click()
    typed = form.passphrase.text()

    form.accept_button.click()

    assert form.isHidden()
    assert "nouvelle phrase" in page.said[-1]
    assert typed not in page.said[-1]
    desk.close()
    with pytest.raises(WrongPassphraseError):
        open_by_name(folder, "Nadia Bernard (exemple)", NADIA)
    open_by_name(folder, "Nadia Bernard (exemple)", typed).close()


def test_a_colleague_without_a_passphrase_is_given_one(
    desk: Desk, qtbot: QtBot
) -> None:
    """As when the power went between the vault and its keys."""
    page = section(desk, "team", qtbot)
    known = desk.administration.colleagues()

    page.show_team([replace(one, has_way_in=False) for one in known], decides=True)

    assert page.rows[0][1].text() == (
        "N’a pas de phrase secrète. Qui coordonne peut lui en donner une."
    )
    assert page.forgotten[0].text() == "Donner une phrase…"


def test_a_removal_that_is_refused_changes_nothing_and_says_why(
    desk: Desk, qtbot: QtBot
) -> None:
    desk._vault._database.run("update person set phone = '00'")
    page = section(desk, "team", qtbot)
    page.rows[0][3].click()
    page.remove.click()

    assert "anormal" in page.problem.text()
    assert not page.leaving.isHidden()
    assert page.remove.isEnabled()
    assert len(page.rows) == 2


def test_a_removal_that_is_given_up_is_no_removal(desk: Desk, qtbot: QtBot) -> None:
    page = section(desk, "team", qtbot)
    page.rows[0][3].click()
    start = page.running.start

    def given_up(work: Any, told: str) -> Any:
        run = start(work, told)
        page.running.cancel.click()
        return run

    page.running.start = given_up
    page.remove.click()

    assert page.left.isHidden()
    assert len(page.rows) == 2


def test_a_refusal_is_said_of_whom_it_is_about(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another colleague may be asked about while the vault is written again."""
    page = section(desk, "team", qtbot)
    nadia, own = page._colleagues
    page.show_leaving(own.staff.id)

    page.show_problem(nadia.staff.id, "Rien n’a été changé.")

    assert nadia.staff.name in page.leaving.title.text()
    assert page.problem.text() == "Rien n’a été changé."


def test_whoever_does_not_coordinate_only_reads(
    desk: Desk, folder: Path, qtbot: QtBot
) -> None:
    desk.close()
    theirs = open_by_name(folder, "Nadia Bernard (exemple)", NADIA)
    try:
        team = section(theirs, "team", qtbot)
        assert not team.only.isHidden()
        assert team.add.isHidden()
        assert team.rows[0][2].text() == "Accueil du public"
        assert team.rows[0][3] is None
        sheet = section(theirs, "recovery", qtbot)
        assert sheet.make.isHidden()
        assert not sheet.only.isHidden()
        sheet.make_wanted.emit()
        assert "Votre rôle" in sheet.problem.text()
        journal = section(theirs, "journal", qtbot)
        assert journal.table.isHidden()
        assert not journal.only.isHidden()
        journal.more_wanted.emit()
        assert "Votre rôle" in journal.said[-1]
    finally:
        theirs.close()


# One's own passphrase


def test_a_passphrase_is_changed_with_the_one_of_now(
    desk: Desk, folder: Path, qtbot: QtBot
) -> None:
    page = section(desk, "passphrase", qtbot)
    for fill, said in (
        (lambda: None, "Tapez votre phrase secrète actuelle."),
        (lambda: page.old.line.setText("autre"), "Choisissez une phrase secrète."),
    ):
        fill()
        page.change.click()
        assert page.problem.text() == said
    for field in (page.new.first, page.new.second):
        field.line.setText(NEW)
    page.change.click()
    assert "n’ouvre pas le coffre" in page.problem.text()
    assert page.change.isEnabled()
    page.old.line.setText(ELISE)

    page.change.click()

    assert "C’est fait" in page.done.text()
    assert page.old.text() == page.new.text() == ""
    desk.close()
    with pytest.raises(WrongPassphraseError):
        open_by_name(folder, "Élise Martin (exemple)", ELISE)
    open_by_name(folder, "Élise Martin (exemple)", NEW).close()


def test_seven_words_are_proposed_and_shown(desk: Desk, qtbot: QtBot) -> None:
    page = section(desk, "passphrase", qtbot)
    page.new.propose.click()
    assert len(page.new.text().split(" ")) == 7
    assert page.new.complaint() == ""


# The recovery sheet


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_six_lines_to_type_back_are_whole(
    code: str, desk: Desk, printed: list[Sequence[str]], qtbot: QtBot
) -> None:
    page = section(desk, "recovery", qtbot)
    page.make.click()
    page.findChild(PaperDialog).reject()
    language.use(code)
    page.resize(1000, 700)
    page.show()
    heights = {field.height() for field in page.lines.fields}
    below = page.confirm.mapTo(page, QPoint(0, 0)).y()

    assert min(heights) >= look.px(40)
    assert page.lines.mapTo(page, QPoint(0, page.lines.height())).y() < below


def test_a_sheet_is_made_shown_once_and_typed_back(
    desk: Desk, folder: Path, printed: list[Sequence[str]], qtbot: QtBot
) -> None:
    page = section(desk, "recovery", qtbot)
    assert page.chip.text() == "Aucune"
    assert page.typing.isHidden()

    page.make.click()
    dialog = page.findChild(PaperDialog)
    assert dialog is not None
    assert dialog.paper.sheet is not None
    assert dialog.paper.sheet.pages
    dialog.reject()
    assert dialog.paper.sheet is None
    assert page.chip.text() == "À retaper"
    assert not page.typing.isHidden()
    assert not page.confirm.isEnabled()

    for field, line in zip(page.lines.fields, printed[0], strict=True):
        field.setText(line.lower())
        field.textEdited.emit(line)
    assert [state.text() for state in page.lines.states] == ["✓ juste"] * 6
    page.confirm.click()

    assert page.chip.text() == "Prête"
    assert page.said == ["La feuille de secours est prête."]
    assert page.lines.lines() == ("",) * 6
    desk.close()
    open_recovered(folder, printed[0]).close()


def test_another_sheet_is_refused_and_a_second_one_can_wait(
    desk: Desk, printed: list[Sequence[str]], qtbot: QtBot
) -> None:
    desk.administration.make_recovery_sheet()
    desk.administration.confirm_recovery(printed[0])
    desk.administration.make_recovery_sheet()
    page = section(desk, "recovery", qtbot)
    assert page.chip.text() == "Prête"
    assert "la remplacera" in page.state_words.text()

    page.lines.fields[0].setText(recovery.new_key().secret)
    page.lines.fields[0].textEdited.emit("")
    page.confirm.click()

    assert "autre feuille" in page.problem.text()


# The lines


@pytest.fixture
def lines(qtbot: QtBot) -> Any:
    from anef_desk.desk.administration import line_is_right

    typed = RecoveryLines(line_is_right)
    qtbot.addWidget(typed)
    return typed


def test_the_line_that_is_wrong_is_the_one_that_says_so(lines: Any) -> None:
    key = recovery.lines_of(recovery.new_key().secret)
    for place, line in enumerate(key):
        wrong = "Q" if line[0] != "Q" else "P"
        lines.fields[place].setText(line if place != 3 else wrong + line[1:])
        lines.fields[place].textEdited.emit("")

    assert not lines.complete()
    states = [state.text() for state in lines.states]
    assert states[3] == "✗ à vérifier"
    assert states[:3] + states[4:] == ["✓ juste"] * 5
    assert lines.fields[3].property("problem") == "true"


def test_a_line_that_is_not_finished_is_not_called_wrong(lines: Any) -> None:
    lines.fields[0].setText("QPZRY 9X8")
    lines.fields[0].textEdited.emit("")
    assert lines.states[0].text() == ""


def test_a_whole_sheet_can_be_pasted(lines: Any, qtbot: QtBot) -> None:
    key = recovery.lines_of(recovery.new_key().secret)
    lines.fields[0].setText(" ".join(key))
    lines.fields[0].textEdited.emit(" ".join(key))
    assert lines.lines() == key
    lines.clear()
    lines.fields[0].textEdited.emit("\n".join(key))
    assert lines.complete()


def test_enter_goes_to_the_next_line_then_submits(
    lines: Any, shown: Show, qtbot: QtBot
) -> None:
    shown(lines, 500, 400)
    sent: list[bool] = []
    lines.submitted.connect(lambda: sent.append(True))
    lines.fields[0].setFocus()
    for place in range(5):
        qtbot.keyClick(lines.fields[place], Qt.Key.Key_Return)
        assert lines.fields[place + 1].hasFocus()
    qtbot.keyClick(lines.fields[5], Qt.Key.Key_Return)
    assert sent == [True]


@pytest.mark.parametrize(
    "name",
    [
        "team",
        "passphrase",
        "recovery",
        "data",
        "locking",
        "organisation",
        "templates",
        "import",
    ],
)
def test_a_vault_that_is_only_read_is_said_to_be_whatever_the_role(
    desk: Desk, folder: Path, qtbot: QtBot, name: str
) -> None:
    """Nobody is sent to the person who coordinates: they may be that person."""
    desk.close()
    reader = open_by_name(folder, "Élise Martin (exemple)", ELISE, read_only=True)
    try:
        page = section(reader, name, qtbot)
        language.use("fr")  # Every text of the page is written again.
        assert not page.only.isHidden()
        assert "lecture seule" in page.only.text()
    finally:
        reader.close()


def test_a_vault_that_is_only_read_is_neither_backed_up_nor_tried(
    desk: Desk, folder: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    stick = tmp_path / "clé"
    stick.mkdir()
    desk.safekeeping.choose_second_place(stick)
    page = section(desk, "backups", qtbot)
    parts = (page.last, page.second, page.rehearsal)
    assert not any(part.action.isHidden() for part in parts)
    desk.close()
    reader = open_by_name(folder, "Élise Martin (exemple)", ELISE, read_only=True)
    try:
        page = section(reader, "backups", qtbot)
        parts = (page.last, page.second, page.rehearsal)
        assert all(part.action.isHidden() for part in parts)
    finally:
        reader.close()


# The journal


def test_the_journal_says_who_did_what(desk: Desk, qtbot: QtBot) -> None:
    page = section(desk, "journal", qtbot)

    first = [page.table.item(0, column).text() for column in range(4)]
    assert first[1:] == [
        "Élise Martin (exemple)",
        "dossier ouvert",
        "KARIMI (EXEMPLE)",
    ]
    assert page.table.item(1, 2).text() == "collègue ajouté"
    assert page.more.isHidden()
    asked: list[object] = []
    page.frame.wanted.connect(asked.append)
    page.table.cellActivated.emit(1, 0)
    page.table.cellActivated.emit(0, 0)
    assert asked == [ShowPerson(desk.people.search("karimi")[0].id)]


def test_the_journal_is_read_a_page_at_a_time_and_by_colleague(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_section, "PAGE", 2)
    page = section(desk, "journal", qtbot)
    assert (page.table.rowCount(), page.more.isHidden()) == (2, False)
    page.more.click()
    assert page.table.rowCount() == 4
    page.more.click()
    assert page.more.isHidden()

    page.staff.setCurrentIndex(page.staff.findText("Nadia Bernard (exemple)"))
    page.staff.activated.emit(page.staff.currentIndex())
    assert page.table.rowCount() == 0
    page.staff.activated.emit(0)
    page.staff.setCurrentIndex(0)
    page.staff.activated.emit(0)
    assert page.table.rowCount() == 2


def test_the_vault_is_verified_and_what_is_odd_is_said(
    desk: Desk, qtbot: QtBot
) -> None:
    page = section(desk, "journal", qtbot)
    page.verify.click()
    assert page.verdict.text().startswith("Tout est comme écrit")
    assert page.running.isHidden()

    desk._vault._database.run("update person set phone = '00'")
    page.verify.click()
    assert "n’est plus celui" in page.verdict.text()
    assert page.verdict.property("role") == "error"

    page.running.start = lambda _work, _told: lambda: None
    page.verify.click()
    assert page.verdict.text() == "Vérification arrêtée."
    page.running.start = lambda _work, _told: _broken
    page.verify.click()
    assert "abîmé" in page.verdict.text()


def _broken() -> None:
    from anef_desk.vault.errors import VaultDamagedError

    raise VaultDamagedError


def test_the_journal_is_kept_for_the_months_that_are_chosen(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = section(desk, "journal", qtbot)
    assert page.months.currentData() == 12
    page.months.setCurrentIndex(0)
    page.months.activated.emit(0)
    assert desk.administration.journal_months() == 6
    page.purge.click()
    assert page.said[-1] == "Aucune ligne n’est assez ancienne pour être retirée."
    monkeypatch.setattr(desk.administration, "purge_journal", lambda: 2)
    page.purge.click()
    assert page.said[-1] == "2 lignes retirées."


def test_months_that_were_refused_are_not_shown_as_chosen(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_months: int) -> None:
        raise DiskFullError

    monkeypatch.setattr(journal_section, "PAGE", 1)
    page = section(desk, "journal", qtbot)
    assert not page.more.isHidden()
    monkeypatch.setattr(desk.administration, "keep_journal_for", full)
    page.months.setCurrentIndex(0)
    page.months.activated.emit(0)

    assert page.months.currentData() == desk.administration.journal_months() == 12
    assert "place" in page.said[-1]
    assert not page.more.isHidden()  # There are older lines all the same.


def test_somebody_who_was_erased_has_no_name_in_the_journal(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.administration, "names", lambda _people: {})
    page = section(desk, "journal", qtbot)
    assert page.table.item(0, 3).text() == "dossier effacé"


# Long work


def test_long_work_shows_how_far_it_is(qtbot: QtBot) -> None:
    running = Running("x")
    qtbot.addWidget(running)

    def work(report: Any) -> int:
        report(3, 7)
        return 1

    assert running.start(work, "Copie…")() == 1
    qtbot.wait(1)
    assert (running.bar.value(), running.bar.maximum()) == (3, 7)
    running.end()
    assert running.isHidden()


# When a passphrase is lost


@pytest.fixture
def lost(
    desk: Desk, folder: Path, printed: list[Sequence[str]], qtbot: QtBot
) -> Iterator[Any]:
    """Give the page that opens the vault with its sheet."""
    desk.administration.make_recovery_sheet()
    desk.administration.confirm_recovery(printed[0])
    desk.close()
    page: Any = RecoverPage()
    qtbot.addWidget(page)
    page.opened = []
    page.presenter = RecoverPresenter(page, folder, patient, page.opened.append)
    yield page
    page.presenter.let_go()
    for opened in page.opened:
        opened.close()


def type_lines(page: Any, typed: Sequence[str]) -> None:
    for field, line in zip(page.lines.fields, typed, strict=True):
        field.setText(line)
        field.textEdited.emit(line)


def test_the_sheet_gives_a_new_passphrase_and_opens_the_desk(
    lost: Any, printed: list[Sequence[str]]
) -> None:
    assert lost.you.isHidden()
    type_lines(lost, ["Q"] * 6)
    lost.open.click()
    assert "1" in lost.problem.text()
    lost.presenter.give("x", NEW)  # Nothing is open yet.

    type_lines(lost, printed[0])
    lost.open.click()
    assert lost.sheet.isHidden()
    assert lost.staff.currentText() == "Élise Martin (exemple)"
    lost.give.click()
    assert lost.problem.text() == "Choisissez une phrase secrète."
    lost.passphrase.show_proposal("azerty azerty")
    lost.give.click()
    assert "se devinerait" in lost.problem.text()
    lost.passphrase.propose.click()
    lost.give.click()

    assert lost.opened[0].people.count() == 1


def test_leaving_closes_the_vault(lost: Any, printed: list[Sequence[str]]) -> None:
    type_lines(lost, printed[0])
    lost.open.click()
    lost.presenter.close()

    open_recovered(lost.presenter._folder, printed[0]).close()


@pytest.mark.parametrize(
    ("page", "show"),
    [(RecoverPage, "show_coordinators"), (journal_section.JournalPage, "show_staff")],
)
def test_namesakes_are_told_apart_where_a_colleague_is_chosen(
    page: type[Any], show: str, qtbot: QtBot
) -> None:
    made = page()
    qtbot.addWidget(made)
    roles = (Role.DESK, Role.COORDINATOR)

    getattr(made, show)([Staff(id=role, name="Nadia", role=role) for role in roles])

    last = made.staff.count() - 1
    assert "Accueil du public" in made.staff.itemText(last - 1)
    assert made.staff.itemText(last).endswith("Coordination")


# What everybody can read


def pages(desk: Desk, name: str) -> QWidget:
    if name == "recover":
        return RecoverPage()
    if name == "form":
        return ColleagueForm()
    frame = settings(desk, name)
    shown: Any = frame.stack.currentWidget()
    if name == "team":
        shown.show_leaving(shown._colleagues[0].staff.id)
        shown.show_problem("", language._("Rien n’a été changé."))
    if name == "recovery":
        shown.lines.fields[0].setText("Q" * 12)
        shown.lines.fields[0].textEdited.emit("")
    return frame


NAMES = (*(one.name for one in SECTIONS), "recover", "form")


@pytest.mark.parametrize(
    "seen", [(code, scale) for code in ("fr", "ar", "fa_AF") for scale in (1.0, 2.0)]
)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_cut_and_everything_has_a_name(
    desk: Desk, name: str, seen: tuple[str, float], shown: Show, cut: Cut, unnamed: Cut
) -> None:
    """In the room a small screen leaves, in plain and in large text."""
    code, scale = seen
    desk.administration.make_recovery_sheet()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if scale != 1.0:
        look.apply(app, "light", scale)
    language.use(code)

    page = shown(pages(desk, name), 1066 if scale != 1.0 else 1162, 704)

    assert cut(page) == []
    assert unnamed(page) == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_cut_when_sentences_are_twice_as_long(
    desk: Desk, name: str, twice_as_long: None, shown: Show, cut: Cut
) -> None:
    desk.administration.make_recovery_sheet()
    assert cut(shown(pages(desk, name), 1162, 704)) == []


def test_the_look_and_the_language_change_while_it_is_shown(
    desk: Desk, shown: Show, qapp: QApplication
) -> None:
    page: Any = shown(settings(desk, "journal"))
    look.apply(qapp, "dark", 2.0)
    language.use("fr")
    assert page.pick.isVisible()
    assert not page.list.isVisible()
    look.apply(qapp, "light", 1.0)
    language.use("fr")
    assert page.list.isVisible()


def test_a_new_passphrase_forgets_what_was_typed(qtbot: QtBot) -> None:
    field = NewPassphrase("x")
    qtbot.addWidget(field)
    field.retranslate("Phrase")
    field.show_proposal(NEW)
    field.clear()
    assert field.text() == ""
    assert not field.first.reveal.isChecked()


def test_a_request_names_its_section() -> None:
    assert ShowSettings() == ShowSettings("")
    assert isinstance(SettingsPage, type)


# Enter, twice


def _typed(fields: NewPassphrase) -> None:
    for field in (fields.first, fields.second):
        field.line.setText(ELISE)


def test_a_passphrase_is_changed_once_however_often_enter_is_pressed(
    desk: Desk, qtbot: QtBot
) -> None:
    """The second time, the old one would be wrong: the page would say so."""
    page = section(desk, "passphrase", qtbot)
    page.submitted.disconnect()
    sent: list[str] = []
    page.submitted.connect(lambda _old, new: sent.append(new))
    page.old.line.setText(ELISE)
    _typed(page.new)

    page.new.submitted.emit()
    page.new.submitted.emit()

    assert sent == [ELISE]


def test_a_sheet_is_tried_once_however_often_enter_is_pressed(qtbot: QtBot) -> None:
    """A vault that was opened twice would be closed once."""
    page = RecoverPage()
    qtbot.addWidget(page)
    sent: list[object] = []
    page.typed.connect(sent.append)
    page.chosen.connect(lambda *_who: sent.append("given"))
    _typed(page.passphrase)

    page.lines.submitted.emit()
    page.passphrase.submitted.emit()

    assert len(sent) == 1


@pytest.mark.parametrize("kind", [ColleagueForm, PassphraseForm])
def test_a_form_is_sent_once_however_often_enter_is_pressed(
    kind: type, qtbot: QtBot
) -> None:
    form = kind() if kind is ColleagueForm else kind("Nadia (exemple)")
    qtbot.addWidget(form)
    sent: list[object] = []
    form.submitted.connect(lambda *typed: sent.append(typed))
    if kind is ColleagueForm:
        form.name.setText("Olga Petrenko (exemple)")
    _typed(form.passphrase)

    form.passphrase.submitted.emit()
    form.passphrase.submitted.emit()

    assert len(sent) == 1


def test_a_form_closed_while_the_key_is_made_still_says_who_joined(
    desk: Desk, qtbot: QtBot
) -> None:
    """The colleague has a way in by then: nobody must believe otherwise."""
    late: list[Callable[[], None]] = []

    def slow(work: Any, then: Any, failed: Any = None, **_how: object) -> None:
        late.append(lambda: patient(work, then, failed))

    page: Any = TeamPage()
    qtbot.addWidget(page)
    said: list[str] = []
    page.explained.connect(said.append)
    presenter = TeamPresenter(page, desk, slow)
    presenter.add()
    form: Any = presenter.form
    form.name.setText("Olga Petrenko (exemple)")
    _typed(form.passphrase)
    late.clear()
    form.accept_button.click()

    form.reject()
    QApplication.sendPostedEvents(form, QEvent.Type.DeferredDelete.value)
    late.pop(0)()

    assert "Olga Petrenko (exemple)" in said[0]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_section_is_seen_without_scrolling_on_a_small_screen(
    shown: Callable[..., QWidget], code: str
) -> None:
    """At 1366×768, what the bar and the rail leave."""
    language.use(code)
    page: Any = shown(SettingsPage(), 1160, 702)

    assert page.list.verticalScrollBar().maximum() == 0
