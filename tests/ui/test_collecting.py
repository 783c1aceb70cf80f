"""Garbage is thrown away by the GUI thread, and by no other."""

from __future__ import annotations

import gc
import weakref

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.collecting import Collector


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


def test_nothing_is_collected_before_it_is_due() -> None:
    gc.collect()
    gone = weakref.ref(Cycle())

    Collector.collect()

    assert gone() is not None
    gc.collect()
