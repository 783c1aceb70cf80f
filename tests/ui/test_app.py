"""The window from the passphrase to the lock, on a real vault of fictional people."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QProcess, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from anef_desk.desk.passphrases import words
from anef_desk.desk.places import default_folder
from anef_desk.desk.session import Desk
from anef_desk.vault import recovery
from anef_desk.vault.errors import ReadOnlyPlaceError, VaultDamagedError
from ui import demo, lock, preferences, vaults
from ui.app import Application
from ui.main_window import MainWidget
from ui.navigation import (
    Orient,
    ShowCase,
    ShowPeople,
    ShowPerson,
    ShowRights,
    ShowSettings,
    ShowToday,
    WriteLetter,
)
from ui.pages.case import CasePage
from ui.pages.damaged import DamagedPage
from ui.pages.letters import LettersPage
from ui.pages.people import PeoplePage
from ui.pages.person import PersonPage
from ui.pages.recover import RecoverPage
from ui.pages.unlock import UnlockPage
from ui.pages.welcome import WelcomePage
from ui.preferences import Preferences
from ui.theme import look
from ui.widgets.buttons import Button
from ui.widgets.documents_card import DocumentsCard
from ui.widgets.help_window import HelpWindow
from ui.widgets.palette import Palette
from ui.widgets.person_form import PersonForm
from ui.widgets.shortcuts_sheet import ShortcutsSheet

pytestmark = pytest.mark.usefixtures("cheap_keys")


@pytest.fixture
def vault(home: Path) -> Path:
    """Return a vault of fictional people, where the window looks for vaults."""
    folder = default_folder() / "Coffre"
    folder.parent.mkdir(parents=True)
    staff = demo._create(folder)
    desk = vaults.open_(folder, staff, demo.PASSPHRASE)
    demo.tell(desk)
    desk.close()
    return folder


def unlocked(started: Application, qtbot: QtBot) -> MainWidget:
    page: Any = started.window.centralWidget()
    qtbot.waitUntil(lambda: page.staff.count() == 1)
    page.passphrase.line.setText(demo.PASSPHRASE)
    page.open.click()
    qtbot.waitUntil(lambda: started.main is not None, timeout=10_000)
    assert started.main is not None
    started.main.go(ShowPeople())
    people: Any = started.main.page
    qtbot.waitUntil(lambda: people.model.rowCount() > 0)
    return started.main


def test_a_first_start_makes_a_vault_and_opens_it(
    start: Callable[[], Application], qtbot: QtBot
) -> None:
    """The first-run page, filled with the keyboard's values, ends unlocked."""
    started = start()
    page = started.window.centralWidget()
    assert isinstance(page, WelcomePage)
    page.name.setText("Accueil Exemple")
    page.staff.setText("Claire Martin (exemple)")
    page.passphrase.propose.click()
    qtbot.waitUntil(lambda: bool(page.passphrase.text()))
    assert set(page.passphrase.text().split(" ")) <= set(words())
    assert page.passphrase.complaint() == ""

    page.make.click()
    qtbot.waitUntil(lambda: started.main is not None, timeout=20_000)

    assert started.desk is not None
    assert (default_folder() / "Coffre" / "vault.db").is_file()
    assert started.window.windowTitle() == "ANEF Desk"
    assert started.main.request == ShowSettings("recovery")
    assert "feuille de secours" in started.main.message.words.text()


def test_a_lost_passphrase_is_replaced_with_the_recovery_sheet(
    start: Callable[[], Application],
    qtbot: QtBot,
    vault: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """From the locked page to the unlocked window; given up once before."""
    made: list[str] = []
    spell = recovery.lines_of
    monkeypatch.setattr(
        recovery, "lines_of", lambda secret: made.extend(spell(secret)) or spell(secret)
    )
    desk = vaults.open_(vault, _staff(vault), demo.PASSPHRASE)
    desk.administration.make_recovery_sheet()
    desk.administration.confirm_recovery(made)
    desk.close()
    started = start()

    def recover() -> RecoverPage:
        page: Any = started.window.centralWidget()
        qtbot.waitUntil(lambda: page.staff.count() == 1)
        page.lost.click()
        shown = started.window.centralWidget()
        assert isinstance(shown, RecoverPage)
        for field, line in zip(shown.lines.fields, made, strict=True):
            field.setText(line)
        shown.open.click()
        qtbot.waitUntil(lambda: not shown.you.isHidden(), timeout=10_000)
        return shown

    recover().back.click()
    page = recover()
    page.passphrase.show_proposal("piano citron valise hiver lampe sable renard")
    page.give.click()

    qtbot.waitUntil(lambda: started.main is not None, timeout=10_000)
    assert started.desk is not None
    assert started.preferences.vault == str(vault)


def test_a_window_closed_on_the_recovery_page_lets_the_vault_go(
    start: Callable[[], Application], qtbot: QtBot, vault: Path
) -> None:
    started = start()
    started.show_recovery(vault)
    deciding = started._recovering
    assert deciding is not None
    gone: list[bool] = []
    deciding.let_go = lambda: gone.append(True)  # type: ignore[method-assign]

    started.window.close()

    assert gone == [True]


def test_a_weak_passphrase_is_explained_and_nothing_is_written(
    start: Callable[[], Application], qtbot: QtBot
) -> None:
    page: Any = start().window.centralWidget()
    page.name.setText("Accueil Exemple")
    page.staff.setText("Claire")
    for typed in (page.passphrase.first, page.passphrase.second):
        typed.line.setText("secret")

    page.make.click()
    qtbot.waitUntil(lambda: bool(page.problem.text()), timeout=10_000)

    assert "sept mots" in page.problem.text()
    assert page.name.text() == "Accueil Exemple"
    assert not default_folder().exists()


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("name", "structure"),
        ("staff", "votre nom"),
        ("first", "phrase secrète"),
        ("second", "pas les mêmes"),
    ],
)
def test_what_is_missing_on_the_first_page_is_said(
    field: str, sentence: str, start: Callable[[], Application]
) -> None:
    page: Any = start().window.centralWidget()
    for name in ("name", "staff"):
        getattr(page, name).setText("" if field == name else "x")
    typed = page.passphrase
    typed.first.line.setText("" if field == "first" else "une phrase")
    typed.second.line.setText("une autre" if field == "second" else typed.text())

    page.make.click()

    assert sentence in page.problem.text()


def test_a_wrong_passphrase_is_said_in_place_and_can_be_corrected(
    start: Callable[[], Application], qtbot: QtBot, vault: Path
) -> None:
    started = start()
    page = started.window.centralWidget()
    assert isinstance(page, UnlockPage)
    qtbot.waitUntil(lambda: page.staff.count() == 1)
    page.open.click()
    assert "Tapez" in page.problem.text()
    page.passphrase.line.setText("autre chose")

    page.open.click()
    qtbot.waitUntil(lambda: "n’ouvre pas" in page.problem.text(), timeout=10_000)

    assert page.passphrase.line.isEnabled()
    assert started.desk is None
    assert isinstance(unlocked(started, qtbot), MainWidget)


def test_every_page_opens_from_the_one_before(
    start: Callable[[], Application], qtbot: QtBot, vault: Path
) -> None:
    """People, a person, a case, a letter, and back."""
    started = start()
    main = unlocked(started, qtbot)
    people = main.page
    assert isinstance(people, PeoplePage)
    rows = {row.name: row.id for row in people.model.rows}
    samira = next(value for name, value in rows.items() if name.startswith("KARIMI"))

    main.go(ShowPerson(samira))
    person = main.page
    assert isinstance(person, PersonPage)
    qtbot.waitUntil(lambda: person.file is not None)
    assert person.file is not None
    case_id = person.file.cases[0].id

    main.go(ShowCase(case_id))
    case = main.page
    assert isinstance(case, CasePage)
    qtbot.waitUntil(lambda: case.case is not None)

    main.go(WriteLetter(samira, case_id, "L03"))
    assert isinstance(main.page, LettersPage)
    main.go_back()
    assert main.page is case
    main.go_back()
    assert main.page is person


def test_face_to_face_shows_the_persons_language_and_nothing_else_of_the_file(
    start: Callable[[], Application], qtbot: QtBot, vault: Path
) -> None:
    started = start()
    main = unlocked(started, qtbot)
    main.show_face_to_face()
    assert "démarche" in main.message.words.text()
    assert started.desk is not None
    people: Any = main.page
    samira = next(r.id for r in people.model.rows if r.name.startswith("KARIMI"))
    person = started.lanes
    opened: list[Any] = []
    desk = started.desk
    person.ask(lambda: desk.people.file(samira).cases[0].id, opened.append)
    qtbot.waitUntil(lambda: bool(opened))
    main.go(ShowCase(opened[0]))
    page: Any = main.page
    qtbot.waitUntil(lambda: page.case is not None)

    main.show_face_to_face()
    face = started._face
    assert face is not None
    words = " ".join(label.text() for label in face.findChildren(QLabel))

    assert face.isRightToLeft()
    assert "KARIMI" not in words
    assert "9903124477" not in words
    assert "سند" in words
    before = face.title.text()
    face.next.click()
    assert face.title.text() != before
    face.previous.click()
    assert face.title.text() == before
    face.close()


def test_languages_sizes_and_colours_change_while_it_runs(
    start: Callable[[], Application], qtbot: QtBot, vault: Path
) -> None:
    started = start()
    main = unlocked(started, qtbot)

    started.use_language("ar")
    qtbot.waitUntil(lambda: main.people.text() == "الأشخاص")
    assert main.isRightToLeft()
    assert started.window.windowTitle() == "ANEF Desk"
    started.use_text_size(2.0)
    assert look.scale() == 2.0
    started.use_theme("dark")
    assert look.tokens().page != "#F6F4EF"
    started.use_language("uk")
    qtbot.waitUntil(lambda: main.people.text() == "Люди")
    assert not main.isRightToLeft()


def test_locking_closes_the_vault_and_starts_a_locked_process(
    start: Callable[[], Application],
    qtbot: QtBot,
    vault: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Only a process that never held the key shows the locked page again."""
    begun: list[tuple[str, list[str]]] = []
    ended: list[int] = []
    monkeypatch.setattr(
        QProcess, "startDetached", lambda program, words: begun.append((program, words))
    )
    monkeypatch.setattr(lock.QApplication, "exit", ended.append)
    started = start()
    main = unlocked(started, qtbot)

    main.lock.click()

    assert begun == [lock.command()]
    assert ended == [0]
    again = vaults.open_(vault, _staff(vault), demo.PASSPHRASE)
    again.close()


def test_the_lock_key_in_a_form_keeps_what_was_being_typed(
    start: Callable[[], Application],
    qtbot: QtBot,
    vault: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """From any dialog, at once; the draft is back after unlocking."""
    begun: list[object] = []
    monkeypatch.setattr(
        QProcess, "startDetached", lambda program, _words: begun.append(program)
    )
    monkeypatch.setattr(lock.QApplication, "exit", lambda _code: None)
    started = start()
    main = unlocked(started, qtbot)
    people: Any = main._kept[ShowPeople()][1]

    def type_then_lock() -> None:
        forms = [w for w in QApplication.topLevelWidgets() if isinstance(w, PersonForm)]
        if not forms or not forms[0].isVisible():
            QTimer.singleShot(10, type_then_lock)
            return
        line = forms[0].findChild(QLineEdit, "field-family_name")
        assert isinstance(line, QLineEdit)
        line.setText("Nouvelle (exemple)")
        qtbot.keyClick(line, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        forms[0].done(0)  # Without the lock, the form would wait for ever.

    QTimer.singleShot(10, type_then_lock)
    people.write_new()
    qtbot.waitUntil(lambda: bool(begun), timeout=10_000)
    started.lock()

    assert len(begun) == 1
    assert not started.window.isVisible()
    again = vaults.open_(vault, _staff(vault), demo.PASSPHRASE)
    draft = again.drafts.get(PersonForm.draft_of(""))
    again.close()
    assert draft is not None
    assert draft["family_name"] == "Nouvelle (exemple)"


def test_face_to_face_follows_the_line_the_other_person_comes_to(
    start: Callable[[], Application], qtbot: QtBot, vault: Path
) -> None:
    """On a second screen, both look at the same document, as it is now."""
    started = start()
    main = unlocked(started, qtbot)
    desk, opened = started.desk, list[str]()
    assert desk is not None
    people: Any = main.page
    samira = next(r.id for r in people.model.rows if r.name.startswith("KARIMI"))
    started.lanes.ask(lambda: desk.people.file(samira).cases[0].id, opened.append)
    qtbot.waitUntil(lambda: bool(opened))
    main.go(ShowCase(opened[0]))
    page = main.page
    assert isinstance(page, CasePage)
    qtbot.waitUntil(lambda: page.case is not None)
    main.show_face_to_face()
    face = started._face
    assert face is not None

    page.checklist.rows[3].entered.emit(page.case.entries[3].entry.code)  # type: ignore[union-attr]
    assert face._place == 3
    page.checklist.rows[0].entered.emit(page.case.entries[0].entry.code)  # type: ignore[union-attr]
    assert face._place == 0
    main.show_face_to_face()
    assert started._face is not face
    assert not face.isVisible()
    started.close()
    assert started._face is None


def test_the_language_can_be_chosen_before_the_passphrase(
    start: Callable[[], Application], vault: Path
) -> None:
    started = start()
    page = started.window.centralWidget()
    assert isinstance(page, UnlockPage)

    page.corner.languages.chosen.emit("uk")

    assert page.corner.languages.text() == "Українська"
    assert preferences.load().language == "uk"


def _staff(vault: Path) -> str:
    from anef_desk.desk.session import staff_of

    return staff_of(vault)[0].id


def test_a_vault_opened_elsewhere_is_said_so(
    start: Callable[[], Application], qtbot: QtBot, vault: Path
) -> None:
    held = vaults.open_(vault, _staff(vault), demo.PASSPHRASE)
    try:
        page: Any = start().window.centralWidget()
        qtbot.waitUntil(lambda: page.staff.count() == 1)
        page.passphrase.line.setText(demo.PASSPHRASE)
        page.open.click()
        qtbot.waitUntil(lambda: "ouvert" in page.problem.text(), timeout=10_000)
    finally:
        held.close()


def test_a_defect_is_reported_without_any_value(
    start: Callable[[], Application], caplog: pytest.LogCaptureFixture
) -> None:
    started = start()
    told: list[str] = []
    started.failures.defect.disconnect()
    started.failures.defect.connect(told.append)
    try:
        raise RuntimeError("CANARY")  # noqa: TRY301 - a defect of ours
    except RuntimeError as error:
        started.failures.show(error)

    assert "RuntimeError" in told[0]
    assert "test_app.py" in told[0]
    assert "CANARY" not in told[0]
    assert "CANARY" not in caplog.text
    assert "/" not in told[0].replace("anef-desk", "")


def test_preferences_are_remembered_and_say_nothing_of_anyone(
    qapp: QApplication, home: Path
) -> None:
    kept = Preferences(language="fa_AF", theme="dark", text_scale=1.5, vault="/v")

    preferences.save(kept)

    assert preferences.load() == kept
    assert set(Preferences._fields) == {
        "language",
        "theme",
        "text_scale",
        "vault",
        "geometry",
    }


def test_preferences_that_cannot_be_written_stop_nothing(
    qapp: QApplication, home: Path
) -> None:
    """The vault is closed after them."""
    (home / "config").write_text("a file where a folder should be", encoding="utf-8")

    preferences.save(Preferences(language="uk"))

    assert preferences.load() == Preferences()


def test_preferences_that_do_not_read_are_the_defaults(
    qapp: QApplication, home: Path
) -> None:
    preferences.save(Preferences(text_scale=1.5))
    file = next((home / "config").rglob("window.ini"))
    file.write_text("[General]\ntext_scale=77\nlanguage=\x00", encoding="utf-8")

    assert preferences.load().text_scale == 1.0


def test_nobody_there_locks_after_a_warning(qtbot: QtBot, qapp: QApplication) -> None:
    """Thirty seconds of warning in use; a gesture counts from the beginning."""
    idle = lock.Idle(qapp, idle=80, warning=40)
    with qtbot.waitSignals([idle.warned, idle.expired], timeout=2000):
        idle.start()
    idle.stop()


def test_a_gesture_during_the_warning_keeps_the_window_open(
    qtbot: QtBot, qapp: QApplication
) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    idle = lock.Idle(qapp, idle=5_040, warning=5_000)
    with qtbot.waitSignal(idle.warned, timeout=2000):
        idle.start()
    with qtbot.waitSignal(idle.resumed, timeout=2000):
        qtbot.mouseMove(label)
        qtbot.mousePress(label, Qt.MouseButton.LeftButton)
    idle.stop()


def opened_dialog(started: Application, kind: type[Any], qtbot: QtBot) -> Any:
    def there() -> bool:
        return bool(started.window.findChildren(kind))

    qtbot.waitUntil(there)
    return started.window.findChildren(kind)[-1]


def in_place(started: Application, kind: type[Any], qtbot: QtBot) -> Any:
    """Wait for a page of some *kind*, and return it."""
    qtbot.waitUntil(
        lambda: isinstance(started.window.centralWidget(), kind), timeout=10_000
    )
    return started.window.centralWidget()


@pytest.fixture
def backed_up(vault: Path) -> Path:
    desk = vaults.open_(vault, _staff(vault), demo.PASSPHRASE)
    desk.safekeeping.back_up()
    desk.close()
    return vault


@pytest.mark.parametrize("name", ["vault.db", "keys.json"])
def test_a_damaged_vault_leads_back_to_its_last_backup(
    start: Callable[[], Application], qtbot: QtBot, backed_up: Path, name: str
) -> None:
    """From the passphrase to the list of people, without losing anybody."""
    (backed_up / name).write_bytes(b"")
    started = start()
    locked: Any = started.window.centralWidget()
    qtbot.waitUntil(lambda: locked.vault.count() == 1)
    locked.passphrase.line.setText(demo.PASSPHRASE)
    locked.open.click()

    page = in_place(started, DamagedPage, qtbot)
    qtbot.waitUntil(lambda: page.staff.count() == 1)
    page.passphrase.line.setText(demo.PASSPHRASE)
    page.restore.click()
    qtbot.waitUntil(lambda: page.restore.text() == "Ouvrir le coffre", timeout=10_000)
    page.restore.click()
    main = in_place(started, MainWidget, qtbot)
    main.go(ShowPeople())

    people: Any = main.page
    qtbot.waitUntil(lambda: people.model.rowCount() > 1)
    assert not main.read_only.isVisible()


def test_damage_found_behind_the_first_page_closes_the_vault(
    start: Callable[[], Application], qtbot: QtBot, backed_up: Path
) -> None:
    started = start()
    main = unlocked(started, qtbot)
    qtbot.waitUntil(lambda: main.check.text() == "Coffre vérifié.", timeout=10_000)
    assert started.keeper is not None

    started.keeper.damaged.emit(VaultDamagedError())
    page = in_place(started, DamagedPage, qtbot)

    assert started.desk is None
    qtbot.waitUntil(page.alert.isVisible)
    again = vaults.open_(backed_up, _staff(backed_up), demo.PASSPHRASE)
    again.close()


def test_a_backup_is_consulted_and_the_banner_says_so(
    start: Callable[[], Application], qtbot: QtBot, backed_up: Path
) -> None:
    started = start()
    locked: Any = started.window.centralWidget()
    qtbot.waitUntil(lambda: locked.staff.count() == 1)
    locked.restore.click()
    page = in_place(started, DamagedPage, qtbot)
    qtbot.waitUntil(lambda: page.staff.count() == 1)
    page.passphrase.line.setText(demo.PASSPHRASE)

    page.read.click()
    main = in_place(started, MainWidget, qtbot)

    qtbot.waitUntil(main.read_only.isVisible)
    assert started.preferences.vault == ""
    main.go(ShowPeople())
    people: Any = main.page
    qtbot.waitUntil(lambda: people.model.rowCount() > 1)
    main.go(ShowPerson(people.model.rows[0].id))
    person: Any = main.page
    qtbot.waitUntil(lambda: person.file is not None)


def test_what_cannot_be_written_is_offered_to_be_read(
    start: Callable[[], Application],
    qtbot: QtBot,
    backed_up: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, read_only: bool = False) -> Desk:
        if not read_only:
            raise ReadOnlyPlaceError
        return real(*_, read_only=True)  # type: ignore[arg-type]

    real = vaults.open_
    monkeypatch.setattr(vaults, "open_", refuse)
    started = start()
    page: Any = started.window.centralWidget()
    qtbot.waitUntil(lambda: page.staff.count() == 1)
    page.passphrase.line.setText(demo.PASSPHRASE)
    assert not page.read.isVisible()
    page.open.click()
    qtbot.waitUntil(page.read.isVisible)
    assert "modifié" in page.problem.text()

    page.read.click()
    main = in_place(started, MainWidget, qtbot)
    qtbot.waitUntil(main.read_only.isVisible)


def test_the_day_comes_first_and_the_palette_leads_anywhere(
    start: Callable[[], Application], qtbot: QtBot, vault: Path
) -> None:
    """Ctrl+K, a few letters, Enter: a person, a command, a letter for that person."""
    started = start()
    page: Any = started.window.centralWidget()
    qtbot.waitUntil(lambda: page.staff.count() == 1)
    page.passphrase.line.setText(demo.PASSPHRASE)
    page.open.click()
    qtbot.waitUntil(lambda: started.main is not None, timeout=10_000)
    main = started.main
    assert main is not None
    assert main.request == ShowToday()
    today: Any = main.page
    qtbot.waitUntil(lambda: today.board is not None and today.view.count() > 0)

    main.run("palette")
    palette = opened_dialog(started, Palette, qtbot)
    palette.line.setText("karimi")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(main.request, ShowPerson))
    samira = main.request
    assert isinstance(samira, ShowPerson)

    main.run("palette")
    palette = opened_dialog(started, Palette, qtbot)
    palette.line.setText("L03")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(main.request, WriteLetter))
    assert main.request == WriteLetter(samira.person, None, "L03")

    main.run("palette")
    palette = opened_dialog(started, Palette, qtbot)
    palette.line.setText("droits")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: main.request == ShowRights())


def test_a_letter_is_for_somebody(
    start: Callable[[], Application], qtbot: QtBot, vault: Path
) -> None:
    started = start()
    main = unlocked(started, qtbot)
    started._over._write(  # type: ignore[union-attr]
        "L02"
    )
    assert "dossier de la personne" in main.message.words.text()

    people: Any = main.page
    samira = next(r.id for r in people.model.rows if r.name.startswith("KARIMI"))
    main.go(ShowPerson(samira))
    person: Any = main.page
    qtbot.waitUntil(lambda: person.file is not None)
    case = person.file.cases[0].id
    main.go(ShowCase(case))
    shown: Any = main.page
    qtbot.waitUntil(lambda: shown.case is not None)
    started._over._write(  # type: ignore[union-attr]
        "L02"
    )
    assert main.request == WriteLetter(samira, case, "L02")
    started._over._write(  # type: ignore[union-attr]
        "L03"
    )
    assert main.request == WriteLetter(samira, case, "L03")


def deleted(page: QWidget, qtbot: QtBot) -> None:
    """Wait until *page*, which another replaced, is gone."""
    gone: list[bool] = []
    page.destroyed.connect(lambda: gone.append(True))
    qtbot.waitUntil(lambda: bool(gone))


def idle(started: Application, qtbot: QtBot) -> None:
    """Wait until whatever was asked of the vault was answered."""
    answered: list[bool] = []
    started.lanes.ask(lambda: None, lambda _none: answered.append(True))
    qtbot.waitUntil(lambda: bool(answered))


def test_an_answer_that_comes_once_the_page_is_gone_is_heard_by_nobody(
    start: Callable[[], Application],
    qtbot: QtBot,
    vault: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A slow disk, and somebody who does not wait: neither an error nor a crash."""
    going = threading.Event()
    choices = vaults.choices
    monkeypatch.setattr(vaults, "choices", lambda *a: going.wait() and choices(*a))

    with qtbot.captureExceptions() as late:
        started = start()
        unlock = started.window.centralWidget()
        started.show_person_space()
        deleted(unlock, qtbot)
        space: Any = started.window.centralWidget()
        space.choose("fr")
        space.enter(Orient())
        inside = space.stack.currentWidget()
        space.show_doors()
        deleted(inside, qtbot)
        going.set()
        idle(started, qtbot)

    assert late == []
    assert started.window.centralWidget() is space


def test_nobody_goes_elsewhere_while_a_passphrase_is_looked_at(
    start: Callable[[], Application],
    qtbot: QtBot,
    vault: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Else the vault would open before whoever reads in the person's space."""
    going = threading.Event()
    opening = vaults.open_
    monkeypatch.setattr(
        vaults, "open_", lambda *a, **k: going.wait() and opening(*a, **k)
    )
    started = start()
    page: Any = started.window.centralWidget()
    qtbot.waitUntil(lambda: page.staff.count() == 1)
    page.passphrase.line.setText("une autre phrase")
    page.open.click()

    doors = (page.lost, page.make, page.restore, page.practise, page.space)
    assert not any(door.isEnabled() for door in doors)
    started._come_forward(str(vault))
    assert started.window.centralWidget() is page
    going.set()
    qtbot.waitUntil(lambda: bool(page.problem.text()))
    assert all(door.isEnabled() for door in doors)
    started._come_forward(str(vault))
    assert started.window.centralWidget() is not page


def test_a_page_goes_once_all_it_asked_was_answered(
    start: Callable[[], Application],
    qtbot: QtBot,
    vault: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One answer leads to the next question: the draft of a letter, then its pages."""
    started = start()
    main = unlocked(started, qtbot)
    people: Any = main.page
    samira = next(r.id for r in people.model.rows if r.name.startswith("KARIMI"))
    drawn: list[object] = []
    show = LettersPage.show_pages
    monkeypatch.setattr(
        LettersPage,
        "show_pages",
        lambda page, pages: drawn.append(page) or show(page, pages),
    )

    with qtbot.captureExceptions() as late:
        main.go(WriteLetter(samira, None, "L02"))
        left: Any = main.page
        gone: list[bool] = []
        left.destroyed.connect(lambda: gone.append(True))
        main.go(WriteLetter(samira, None, "L03"))
        qtbot.waitUntil(lambda: bool(gone))
        qtbot.waitUntil(lambda: main.page in drawn)

    assert late == []


def test_the_last_change_is_taken_back_with_one_key(
    start: Callable[[], Application], qtbot: QtBot, vault: Path
) -> None:
    started = start()
    main = unlocked(started, qtbot)
    started._over.undo()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: "rien à annuler" in main.message.words.text())

    people: Any = main.page
    samira = next(r.id for r in people.model.rows if r.name.startswith("KARIMI"))
    main.go(ShowPerson(samira))
    person: Any = main.page
    qtbot.waitUntil(lambda: person.file is not None)
    held = len(person.file.documents)
    qtbot.waitUntil(lambda: not person._waiting)
    person.card(DocumentsCard).removal_wanted.emit(person.file.documents[0])
    qtbot.waitUntil(lambda: len(person.file.documents) == held - 1)

    started.window.activateWindow()
    qtbot.waitUntil(started.window.isActiveWindow)
    qtbot.keyClick(main, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: len(person.file.documents) == held)
    assert "annulé" in main.message.words.text()


def test_help_and_shortcuts_open_from_the_keyboard(
    start: Callable[[], Application], qtbot: QtBot, vault: Path
) -> None:
    started = start()
    main = unlocked(started, qtbot)

    started.window.activateWindow()
    qtbot.waitUntil(started.window.isActiveWindow)
    qtbot.keyClick(main, Qt.Key.Key_F1)
    shown = opened_dialog(started, HelpWindow, qtbot)
    assert shown.text.toPlainText().startswith("Personnes")
    shown.accept()
    qtbot.keyClick(main, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    opened_dialog(started, ShortcutsSheet, qtbot).accept()


def test_help_opens_before_any_vault_does(
    start: Callable[[], Application], qtbot: QtBot, vault: Path
) -> None:
    """Whoever cannot open the vault, or makes the first one, needs it most."""
    started = start()
    for show, title in (
        (started.show_unlock, "Premiers pas"),
        (lambda: started.show_welcome(allow_giving_up=True), "Premiers pas"),
        (lambda: started.show_damaged(vault, "", None), "Guide de la personne"),
        (lambda: started.show_recovery(vault), "Guide de la personne"),
    ):
        show()
        qtbot.waitUntil(lambda: started.window.centralWidget().isVisible())
        started.window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is started.window)
        page = started.window.centralWidget()
        button = page.findChild(Button, "help")
        assert isinstance(button, Button)
        assert (button.text(), button.isVisible()) == ("Aide", True)
        for ask in (partial(qtbot.keyClick, page, Qt.Key.Key_F1), button.click):
            ask()
            shown = opened_dialog(started, HelpWindow, qtbot)
            assert shown.text.toPlainText().startswith(title)
            shown.accept()
            qtbot.waitUntil(lambda: not started.window.findChildren(HelpWindow))


def test_the_way_to_the_backups_goes_back_to_the_passphrase(
    start: Callable[[], Application], qtbot: QtBot, backed_up: Path
) -> None:
    started = start()
    locked: Any = started.window.centralWidget()
    qtbot.waitUntil(lambda: locked.staff.count() == 1)
    locked.restore.click()

    in_place(started, DamagedPage, qtbot).back.click()

    in_place(started, UnlockPage, qtbot)


def test_locking_leaves_a_backup(
    start: Callable[[], Application], qtbot: QtBot, vault: Path
) -> None:
    started = start()
    unlocked(started, qtbot)

    started.close()

    assert len(list((vault / "backups").glob("2*"))) == 1
