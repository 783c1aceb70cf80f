"""Garbage is thrown away by the GUI thread, and by no other."""

from __future__ import annotations

import ctypes
import gc
import subprocess
import sys
import weakref
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import collecting
from ui.collecting import Collector, give_back

ROOT = Path(__file__).resolve().parents[2]


class Cycle:
    """Something only the collector frees."""

    def __init__(self) -> None:
        self.me = self


def test_cycles_go_while_nobody_else_collects(qapp: QApplication, qtbot: QtBot) -> None:
    collector = Collector()
    collector.start()
    try:
        assert not gc.isenabled()
        gone = weakref.ref(Cycle())
        kept = [[] for _ in range(gc.get_threshold()[0] + 1)]  # type: ignore[var-annotated]
        collector.collect()
        assert gone() is None
        assert kept
    finally:
        collector.stop()
    assert gc.isenabled()


@pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux says of memory")
def test_what_is_free_goes_back_to_the_system() -> None:
    """Also between two blocks that are in use; in a process of its own."""
    code = """
from ui.collecting import give_back
def held():
    return int(open("/proc/self/statm").read().split()[1]) * 4096
blocks = [b"x" * 100_000 for _ in range(400)]
full = held()
del blocks[:-1]
give_back()
assert full - held() > 30_000_000, full - held()
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_what_a_page_held_is_given_back_a_moment_later(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[bool] = []
    monkeypatch.setattr(collecting, "EVERY", 1)
    monkeypatch.setattr(collecting, "give_back", lambda: given.append(True))

    collector = Collector()
    collector.give_back_soon()
    collector.give_back_soon()

    qtbot.waitUntil(lambda: given == [True])


def test_where_there_is_no_glibc_nothing_is_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: object())
    give_back()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "CDLL", None)
    give_back()


def test_nothing_is_collected_before_it_is_due() -> None:
    gc.collect()
    gone = weakref.ref(Cycle())

    Collector.collect()

    assert gone() is not None
    gc.collect()
