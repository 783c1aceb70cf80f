"""The practice vault: reached without a passphrase, marked, never among the others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QProcess
from pytestqt.qtbot import QtBot

from anef_desk.desk import practice
from anef_desk.desk.places import default_folder, known_vaults
from ui import lock, preferences
from ui.app import Application
from ui.navigation import ShowPeople
from ui.pages.unlock import UnlockPage
from ui.pages.welcome import WelcomePage

pytestmark = pytest.mark.usefixtures("cheap_keys", "home")


def practised(started: Application, qtbot: QtBot) -> Any:
    page: Any = started.window.centralWidget()
    page.practise.click()
    assert not page.practise.isEnabled()
    qtbot.waitUntil(lambda: started.main is not None, timeout=20_000)
    return started.main


def test_a_first_run_can_be_an_exercise(
    start: Callable[[], Application], qtbot: QtBot
) -> None:
    started = start()
    assert isinstance(started.window.centralWidget(), WelcomePage)

    main = practised(started, qtbot)

    assert not main.practice.isHidden()
    assert started.window.windowTitle() == "ANEF Desk, coffre d’exercice"
    main.go(ShowPeople())
    people = main.page
    qtbot.waitUntil(lambda: people.model.rowCount() > 2)
    assert all("EXEMPLE" in row.name.upper() for row in people.model.rows)
    assert known_vaults() == ()


def test_an_exercise_leaves_nothing_in_what_the_window_remembers(
    start: Callable[[], Application], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Locking leads back to the ordinary first page."""
    begun: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(
        QProcess, "startDetached", lambda program, words: begun.append((program, words))
    )
    monkeypatch.setattr(lock.QApplication, "exit", lambda _status: None)
    started = start()
    main = practised(started, qtbot)

    main.lock.click()

    assert begun == [lock.command()]
    assert preferences.load().vault == ""


def test_an_exercise_begins_at_the_locked_page_too(
    start: Callable[[], Application], qtbot: QtBot
) -> None:
    folder = default_folder() / "Coffre"
    folder.parent.mkdir(parents=True)
    practice.create(folder)
    started = start()
    page: Any = started.window.centralWidget()
    assert isinstance(page, UnlockPage)
    qtbot.waitUntil(lambda: page.staff.count() == 1)

    main = practised(started, qtbot)

    assert not main.practice.isHidden()
    assert started.desk is not None
    assert started.desk.folder == practice.folder()
    assert known_vaults() == (folder,)


def test_a_place_that_refuses_is_said_on_the_page(
    start: Callable[[], Application], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> tuple[Path, str]:
        raise OSError

    monkeypatch.setattr(practice, "make", refuse)
    started = start()
    defects: list[str] = []
    monkeypatch.setattr(
        started.failures, "show", lambda error: defects.append(str(error))
    )
    page: Any = started.window.centralWidget()

    page.practise.click()
    qtbot.waitUntil(page.practise.isEnabled, timeout=10_000)

    assert page.problem.isVisible()
    assert len(defects) == 1
