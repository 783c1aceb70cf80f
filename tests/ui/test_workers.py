"""Work off the GUI thread: its order, its outcome, its end."""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anef_desk.errors import Cancelled
from anef_desk.progress import Report
from ui import workers
from ui.workers import Asking, Job, Lanes


@pytest.fixture
def failed() -> list[Exception]:
    return []


@pytest.fixture
def owner(qtbot: QtBot) -> Iterator[QObject]:
    """Return what lanes belong to, which goes with the test."""
    made = QObject()
    yield made
    made.deleteLater()


@pytest.fixture
def lanes(owner: QObject, failed: list[Exception]) -> Iterator[Lanes]:
    made = Lanes(failed.append, owner)
    yield made
    made.close()


def test_the_vault_answers_in_the_order_of_the_questions_from_one_thread(
    lanes: Lanes, qtbot: QtBot
) -> None:
    """A connection belongs to the thread that opened it."""
    answers: list[tuple[int, str]] = []
    heard: list[str] = []

    def then(answer: tuple[int, str]) -> None:
        answers.append(answer)
        heard.append(threading.current_thread().name)

    for number in range(20):
        lanes.ask(lambda n=number: (n, threading.current_thread().name), then)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(answers) == 20)

    assert [number for number, _thread in answers] == list(range(20))
    assert len({thread for _number, thread in answers}) == 1
    assert set(heard) == {threading.main_thread().name}
    assert heard[0] != answers[0][1]


def test_nothing_is_answered_while_the_screen_is_covered(
    lanes: Lanes, qtbot: QtBot
) -> None:
    """What was asked is done; an answer may open a window, which would be seen."""
    done: list[int] = []
    heard: list[int] = []
    lanes.hold(held=True)

    for number in range(3):
        lanes.ask(lambda n=number: done.append(n) or n, heard.append)  # type: ignore[func-returns-value, misc]
    qtbot.waitUntil(lambda: len(done) == 3)
    qtbot.wait(50)
    assert heard == []

    lanes.hold(held=False)
    assert heard == [0, 1, 2]
    lanes.ask(lambda: 3, heard.append)
    qtbot.waitUntil(lambda: heard == [0, 1, 2, 3])


def test_what_fails_goes_to_whoever_asked_or_to_everybodys_place(
    lanes: Lanes, failed: list[Exception], qtbot: QtBot
) -> None:
    own: list[Exception] = []

    def fail() -> None:
        raise ValueError

    lanes.ask(fail, lambda _nothing: None)
    lanes.ask(fail, lambda _nothing: None, own.append)
    qtbot.waitUntil(lambda: bool(failed and own))

    assert [type(error) for error in (*failed, *own)] == [ValueError, ValueError]


def test_a_job_that_is_cancelled_ends_without_failing(
    lanes: Lanes, qtbot: QtBot
) -> None:
    """It stops at its next report, so that what it opened is closed."""
    told: list[str] = []
    begun, tidied = threading.Event(), threading.Event()

    def work(report: Report) -> None:
        try:
            for step in range(10_000):
                begun.set()
                report(step, 10_000)
                threading.Event().wait(0.001)
        except Cancelled:
            tidied.set()
            raise

    job = lanes.start(work)
    job.succeeded.connect(lambda _nothing: told.append("succeeded"))
    job.failed.connect(lambda _error: told.append("failed"))
    with qtbot.waitSignal(job.ended, timeout=5_000):
        assert begun.wait(2)
        job.cancel()

    assert tidied.is_set()
    assert told == []


def test_what_was_asked_before_the_end_is_done_and_the_vault_closed_last(
    owner: QObject,
    qtbot: QtBot,
) -> None:
    """A tick given just before the lock is not lost."""
    lanes, order, release = Lanes(lambda _error: None, owner), [], threading.Event()
    lanes.ask(lambda: release.wait(2), lambda _nothing: None)
    for name in ("first tick", "second tick"):
        lanes.ask(lambda n=name: order.append(n), lambda _nothing: None)  # type: ignore[misc]
    release.set()

    lanes.close(lambda: order.append("closed"))

    assert order == ["first tick", "second tick", "closed"]


def test_what_is_asked_once_the_vault_is_closed_is_not_begun(
    lanes: Lanes, failed: list[Exception], qtbot: QtBot
) -> None:
    """A page that goes on reading while the window locks meets no closed vault."""
    begun: list[str] = []
    lanes.close(lambda: begun.append("closed"))
    lanes.ask(lambda: begun.append("read"), lambda _answer: None)
    lanes.ask(lambda: begun.append("beside"), lambda _answer: None, beside=True)
    lanes.behind(lambda: begun.append("behind"), lambda _answer: None, failed.append)
    qtbot.wait(50)

    assert begun == ["closed"]
    assert failed == []


def test_the_vault_is_closed_on_the_thread_that_opened_it(
    owner: QObject, qtbot: QtBot
) -> None:
    """SQLite refuses any other one."""
    lanes, threads = Lanes(lambda _error: None, owner), []
    lanes.ask(lambda: threads.append(threading.current_thread()), lambda _none: None)

    lanes.close(lambda: threads.append(threading.current_thread()))

    assert threads[0] is threads[1]


def test_what_hangs_beside_the_vault_keeps_nobody_from_locking(
    owner: QObject, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A share that does not answer: the vault is closed, then the process ends."""
    monkeypatch.setattr(workers, "PATIENCE", 50)
    ended: list[int] = []
    monkeypatch.setattr(os, "_exit", ended.append)
    lanes, order, hung = Lanes(lambda _error: None, owner), [], threading.Event()
    lanes.ask(lambda: hung.wait(10), lambda _never: None, beside=True)

    began = time.monotonic()
    lanes.close(lambda: order.append("closed"))

    assert time.monotonic() - began < 5
    assert order == ["closed"]
    assert ended == []
    qapp.aboutToQuit.emit()
    assert ended == [0]
    qapp.aboutToQuit.disconnect(lanes.end)
    hung.set()
    lanes.files.waitForDone()


def test_what_hangs_on_the_thread_of_the_vault_keeps_nobody_from_locking(
    owner: QObject, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup to a share that does not answer: the process ends all the same."""
    monkeypatch.setattr(workers, "PATIENCE", 50)
    ended: list[int] = []
    monkeypatch.setattr(os, "_exit", ended.append)
    lanes, hung = Lanes(lambda _error: None, owner), threading.Event()
    lanes.ask(lambda: hung.wait(10), lambda _never: None)

    began = time.monotonic()
    lanes.close(lambda: None)

    assert time.monotonic() - began < 5
    qapp.aboutToQuit.emit()
    assert ended == [0]
    qapp.aboutToQuit.disconnect(lanes.end)
    hung.set()
    lanes.vault.waitForDone()


def test_nobody_hears_an_answer_after_the_end(owner: QObject, qtbot: QtBot) -> None:
    """The pages are gone by then."""
    lanes, heard = Lanes(lambda _error: None, owner), []
    lanes.ask(lambda: "answer", heard.append)

    lanes.close()
    qtbot.wait(20)

    assert heard == []


def test_an_answer_that_is_the_last_to_know_of_the_lanes_does_not_free_them(
    owner: QObject, qtbot: QtBot
) -> None:
    """It goes with its job, which is theirs: both would be freed twice."""
    gone, heard = list[str](), list[int]()
    lanes = Lanes(lambda _error: None, owner)
    lanes.destroyed.connect(lambda: gone.append("lanes"))
    asking = Asking(lanes)
    for number in range(3):
        asking(lambda n=number: n, heard.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: heard == [0, 1, 2])

    del lanes, asking
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]

    assert gone == []
    assert [len(kept.findChildren(Job)) for kept in owner.findChildren(Lanes)] == [0]


class Last:
    """Something that tells which thread it ended in."""

    def __init__(self, ended: list[str]) -> None:
        self._ended = ended

    def __del__(self) -> None:
        self._ended.append(threading.current_thread().name)

    def fail(self) -> None:
        raise ValueError


@pytest.mark.parametrize("fails", [False, True])
def test_what_the_work_alone_knew_ends_in_the_gui_thread(
    lanes: Lanes, failed: list[Exception], qtbot: QtBot, *, fails: bool
) -> None:
    """A page that was closed meanwhile may be known to nothing else."""
    ended, heard = list[str](), list[str]()
    last = Last(ended)
    job = lanes.ask(last.fail if fails else partial(id, last), lambda _id: None)
    assert job is not None
    job.ended.connect(lambda: heard.append("ended"))
    del job, last
    qtbot.waitUntil(lambda: bool(heard))
    failed.clear()  # What was raised knows it too.
    gc.collect()
    qtbot.waitUntil(lambda: bool(ended))

    assert ended == [threading.main_thread().name]


def test_what_nobody_waits_for_comes_after_what_somebody_does(
    lanes: Lanes, qtbot: QtBot
) -> None:
    order: list[str] = []
    held = threading.Event()
    lanes.ask(held.wait, lambda _answer: None)
    lanes.behind(lambda: order.append("behind"), lambda _nothing: None, print)
    lanes.ask(lambda: order.append("asked"), lambda _nothing: None)

    held.set()
    qtbot.waitUntil(lambda: len(order) == 2)

    assert order == ["asked", "behind"]


def test_the_vault_is_closed_by_the_thread_that_opened_it(
    lanes: Lanes, qtbot: QtBot
) -> None:
    """After everything, even what nobody waited for."""
    threads: list[int] = []
    order: list[str] = []
    lanes.ask(threading.get_ident, threads.append)
    qtbot.waitUntil(lambda: bool(threads))
    lanes.behind(lambda: order.append("behind"), lambda _nothing: None, print)

    def last() -> None:
        order.append("last")
        threads.append(threading.get_ident())

    lanes.close(last)

    assert order == ["behind", "last"]
    assert threads[0] == threads[1]


def test_the_last_answer_is_that_of_the_last_question_one_led_to(
    lanes: Lanes, failed: list[Exception], qtbot: QtBot
) -> None:
    """Whether it is given in turn, from beside the vault, or not at all."""
    asking = Asking(lanes)
    told: list[str] = []
    going = threading.Event()

    def refuse() -> None:
        raise ValueError

    def cancel() -> None:
        raise Cancelled

    def more(_nothing: None) -> None:
        told.append("first")
        asking(going.wait, lambda _went: told.append("beside"), beside=True)
        asking(refuse, told.append)
        asking(cancel, told.append)
        asking(lambda: "next", told.append)

    asking(lambda: None, more)
    asking.once_answered(lambda: told.append("all"))
    qtbot.waitUntil(lambda: told == ["first", "next"] and len(failed) == 1)
    assert told == ["first", "next"]
    going.set()
    qtbot.waitUntil(lambda: told[-1] == "all")
    assert told == ["first", "next", "beside", "all"]

    asking.once_answered(lambda: told.append("at once"))
    assert told[-1] == "at once"
