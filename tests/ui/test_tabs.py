"""Tabs for which there is no room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from ui import language
from ui.theme import look
from ui.widgets.tabs import SIGN, Tabs


@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_buttons_that_bring_tabs_have_signs_one_can_see(
    code: str, qtbot: QtBot, qapp: QApplication
) -> None:
    look.apply(qapp, "light", 2.0)
    language.use(code)
    tabs = Tabs("essai")
    qtbot.addWidget(tabs)
    for _tab in range(8):
        tabs.addTab("Procédures")
    tabs.resize(600, 80)
    tabs.show()
    qtbot.waitExposed(tabs)

    ours = [button for button in tabs.findChildren(QToolButton) if button.isVisible()]

    assert len(ours) == 2
    for button in ours:
        assert button.arrowType() is Qt.ArrowType.NoArrow
        assert button.iconSize().width() == look.px(SIGN)
        assert button.width() >= look.px(SIGN)
        picture = button.grab().toImage()
        ink = [
            (x, y)
            for x in range(picture.width())
            for y in range(picture.height())
            if picture.pixelColor(x, y).lightness() < 190
        ]
        across = [x for x, y in ink if 4 < x < picture.width() - 5]
        assert max(across) - min(across) > look.px(4)
    assert pointed(tabs) == [True, False]


def pointed(tabs: Tabs) -> list[bool]:
    """Return whether each button points left, from the left one on."""
    ours = [button for button in tabs.findChildren(QToolButton) if button.isVisible()]
    return [b.property("leftwards") for b in sorted(ours, key=lambda b: b.x())]


def test_the_signs_point_outwards_in_a_language_that_reads_the_other_way(
    qtbot: QtBot,
) -> None:
    tabs = Tabs("essai")
    qtbot.addWidget(tabs)
    for _tab in range(20):
        tabs.addTab("Procédures")
    tabs.resize(600, 60)
    tabs.show()
    qtbot.waitExposed(tabs)
    assert pointed(tabs) == [True, False]

    for code in ("ar", "fr"):
        language.use(code)
        qtbot.wait(20)
        assert pointed(tabs) == [True, False]
