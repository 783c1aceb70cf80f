"""Behind the first page: checked, backed up, rehearsed, when nobody waits."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from anef_desk.errors import Cancelled, ExpectedError
from anef_desk.i18n import N_
from ui import keeping
from ui.keeping import Keeper
from ui.workers import Lanes, Work


class FullError(ExpectedError):
    message = N_("Le disque est plein : la modification n’a pas été enregistrée.")


class Safekeeping:
    """A vault of three parts to check."""

    def __init__(self) -> None:
        self.check_due, self.rehearsal_due, self.unsaved = True, True, False
        self.bad: Exception | None = None
        self.sound: bool | None = True
        self.done: list[str] = []
        self.slow, self.hangs, self.waited = 0, False, threading.Event()

    def hurry(self) -> None:
        self.done.append("hurried")
        self.waited.set()

    def checking(self, skip: int = 0) -> Iterator[tuple[int, int]]:
        for part in range(skip + 1, 4):
            if part == 2 and self.slow:
                self.slow -= 1
                self.waited.clear()
                self.done.append("slow")
                self.waited.wait(5)
                raise Cancelled
            if self.bad is not None and part == 2:
                raise self.bad
            self.done.append(f"part {part}")
            yield part, 3

    def rehearse(self, _report: object) -> bool | None:
        self.done.append("rehearsed")
        return self.sound

    def while_working(self) -> str:
        self.done.append("backed up")
        if self.bad is not None:
            raise self.bad
        return "a backup"

    def copying(self) -> Work:
        def copy(_report: object) -> None:
            self.waited.wait(5 if self.hangs else 0)
            self.done.append("copied")

        return copy


class Desk:
    def __init__(self) -> None:
        self.safekeeping, self.read_only = Safekeeping(), False


class Told:
    """What was said, in order."""

    def __init__(self, keeper: Keeper) -> None:
        self.words: list[str] = []
        keeper.checking.connect(lambda: self.words.append("checking"))
        keeper.checked.connect(lambda: self.words.append("checked"))
        keeper.damaged.connect(lambda _error: self.words.append("damaged"))
        keeper.told.connect(self.words.append)


Begin = Callable[..., tuple[Keeper, Told, Safekeeping]]


@pytest.fixture
def begin(qtbot: QtBot) -> Iterator[Begin]:
    parent, desk = QObject(), Desk()
    lanes = Lanes(lambda error: pytest.fail(str(error)), parent)

    def start(**changes: Any) -> tuple[Keeper, Told, Safekeeping]:
        every = changes.pop("every", 60_000)
        desk.read_only = changes.pop("read_only", False)
        for name, value in changes.items():
            setattr(desk.safekeeping, name, value)
        keeper = Keeper(desk, lanes, parent, every)  # type: ignore[arg-type]
        told = Told(keeper)
        keeper.start()
        return keeper, told, desk.safekeeping

    yield start
    lanes.close()


def test_every_part_is_checked_then_a_restoration_rehearsed(
    begin: Begin, qtbot: QtBot
) -> None:
    _keeper, told, vault = begin()

    qtbot.waitUntil(lambda: "rehearsed" in vault.done)

    assert vault.done == ["part 1", "part 2", "part 3", "rehearsed"]
    assert told.words == ["checking", "checked"]


@pytest.mark.parametrize("check_due", [True, False])
def test_what_the_last_session_left_unsaved_is_said_and_saved(
    begin: Begin, qtbot: QtBot, check_due: bool
) -> None:
    _keeper, told, vault = begin(unsaved=True, check_due=check_due)

    qtbot.waitUntil(lambda: {"rehearsed", "copied"} <= set(vault.done))

    assert set(vault.done[-3:]) == {"backed up", "copied", "rehearsed"}
    assert "pas encore sauvegardé" in told.words[0]


def test_a_second_place_that_hangs_keeps_nobody_waiting(
    begin: Begin, qtbot: QtBot
) -> None:
    keeper, _told, vault = begin(unsaved=True, check_due=False, hangs=True)
    qtbot.waitUntil(lambda: "rehearsed" in vault.done)

    keeper._lanes.ask(lambda: vault.done.append("asked"), lambda _nothing: None)

    qtbot.waitUntil(lambda: "asked" in vault.done)
    assert "copied" not in vault.done
    vault.waited.set()
    qtbot.waitUntil(lambda: "copied" in vault.done)


def test_a_part_stops_for_whoever_asks_and_begins_again(
    begin: Begin, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It gives way so often; then it goes on, or it would never end."""
    monkeypatch.setattr(keeping, "AGAIN", 1)
    keeper, told, vault = begin(slow=keeping.PATIENCE)
    for turn in range(1, keeping.PATIENCE + 1):
        qtbot.waitUntil(lambda turn=turn: vault.done.count("slow") == turn)  # type: ignore[misc]
        keeper._lanes.ask(lambda: vault.done.append("asked"), lambda _nothing: None)

    qtbot.waitUntil(lambda: "checked" in told.words)

    assert [word for word in vault.done if word.startswith("part")] == [
        "part 1",
        "part 2",
        "part 3",
    ]
    assert vault.done.count("asked") == keeping.PATIENCE
    keeper._lanes.ask(lambda: None, lambda _nothing: None)
    assert vault.done.count("hurried") == keeping.PATIENCE


def test_what_was_checked_today_is_not_checked_again(
    begin: Begin, qtbot: QtBot
) -> None:
    _keeper, told, vault = begin(check_due=False)

    qtbot.waitUntil(lambda: bool(vault.done))

    assert vault.done == ["rehearsed"]
    assert told.words == []


def test_damage_stops_everything_and_is_said(begin: Begin, qtbot: QtBot) -> None:
    keeper, told, vault = begin(bad=FullError(), every=10)

    qtbot.waitUntil(lambda: "damaged" in told.words)
    done = len(vault.done)
    qtbot.wait(60)

    assert len(vault.done) == done
    keeper.start()
    assert told.words.count("checking") == 1


def test_a_rehearsal_that_did_not_hold_is_said(begin: Begin, qtbot: QtBot) -> None:
    _keeper, told, _vault = begin(check_due=False, sound=False)

    qtbot.waitUntil(lambda: bool(told.words))

    assert "ne se reprend pas" in told.words[0]


def test_backups_are_made_while_somebody_works(begin: Begin, qtbot: QtBot) -> None:
    keeper, told, vault = begin(check_due=False, rehearsal_due=False, every=10)

    qtbot.waitUntil(lambda: vault.done.count("backed up") > 1)

    keeper.stop()
    assert told.words == []


def test_a_backup_that_finds_no_room_is_said(begin: Begin, qtbot: QtBot) -> None:
    keeper, told, _vault = begin(
        check_due=False, rehearsal_due=False, every=10, bad=FullError()
    )

    qtbot.waitUntil(lambda: bool(told.words))

    keeper.stop()
    assert told.words[0] == FullError.message


def test_a_vault_that_is_only_read_is_never_backed_up(
    begin: Begin, qtbot: QtBot
) -> None:
    _keeper, told, vault = begin(read_only=True, rehearsal_due=False, every=10)

    qtbot.waitUntil(lambda: "checked" in told.words)
    qtbot.wait(50)

    assert "backed up" not in vault.done
