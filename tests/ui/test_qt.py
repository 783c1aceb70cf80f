"""What the installed Qt must not do."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_calls_do_not_lose_references(qtbot: QtBot) -> None:
    """PySide6 6.12.0 drops one to None at each call, until Python 3.11 aborts."""
    label = QLabel()
    qtbot.addWidget(label)
    label.update()
    before = sys.getrefcount(None)
    for _ in range(500):
        label.update()

    assert abs(sys.getrefcount(None) - before) < 50
