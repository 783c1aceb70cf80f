"""Every shortcut of the keyboard, from the one table of actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from anef_desk import i18n
from anef_desk.i18n import N_
from ui.actions import ACTIONS, GROUPS, Action, Group
from ui.language import _
from ui.theme import look
from ui.widgets.buttons import Button
from ui.widgets.dialog import Dialog
from ui.widgets.inner_area import InnerArea
from ui.widgets.labels import Words

LEAST = 120

NAMES = {
    "Return": N_("Entrée"),
    "Down": N_("↓"),
    "Alt+Left": N_("Alt + ←"),
    "Ctrl++": N_("Ctrl + plus"),
    "Ctrl+-": N_("Ctrl + moins"),
    "Ctrl+,": N_("Ctrl + virgule"),
}
"""Keys that are not said as Qt writes them."""


BESIDE_BAR = 12
"""Between the keys and the scroll bar."""


class ShortcutsSheet(Dialog):
    """Two columns of groups; Escape closes it."""

    def __init__(
        self,
        parent: QWidget | None = None,
        allows: Callable[[Action], bool] = lambda _one: True,
    ) -> None:
        """Show the keys of what whoever is here *allows* themselves."""
        super().__init__(parent)
        shown = {
            group: [
                one
                for one in ACTIONS
                if one.group == group and one.keys and allows(one)
            ]
            for group in GROUPS
        }
        self.setWindowTitle(_("Raccourcis du clavier"))
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(14)
        title = Words("title")
        title.setText(_("Raccourcis du clavier"))
        self.close_button = Button("plain", "close", "shortcuts-close")
        self.close_button.setText(_("Fermer"))
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        area = InnerArea(LEAST, gutter=BESIDE_BAR)
        area.setObjectName("shortcuts")
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # Arrows scroll it.
        self.safest = area
        area.setAccessibleName(_("Raccourcis du clavier"))
        columns = QHBoxLayout()
        area.column.addLayout(columns)
        columns.setSpacing(32)
        number = 1 if look.scale() > 1.25 else 2  # noqa: PLR2004 - text size
        sides = [QVBoxLayout() for _side in range(number)]
        for side in sides:
            side.setSpacing(18)
            columns.addLayout(side, 1)
        for place, group in enumerate(GROUPS):
            side = sides[0 if place < _first_side(shown, number) else -1]
            side.addWidget(_group(shown[group], _(GROUPS[group])))
        for side in sides:
            side.addStretch(1)
        actions = QHBoxLayout()
        actions.addStretch(1)
        actions.addWidget(self.close_button)
        column.addWidget(title)
        column.addWidget(area, 1)
        column.addLayout(actions)
        here = parent.window().size() if parent else QSize(1000, 680)
        self.resize(
            min(look.px(860), here.width() - 40),
            min(look.px(712), here.height() - 40),
        )


def _first_side(shown: Mapping[Group, Sequence[Action]], number: int) -> int:
    """Return how many groups stand in the first of *number* columns, as high as the other.

    A heading takes the room of two lines.
    """
    if number == 1:
        return len(GROUPS)
    heights = [len(actions) + 2 for actions in shown.values()]
    return min(
        range(1, len(heights)),
        key=lambda place: max(sum(heights[:place]), sum(heights[place:])),
    )


def _either(keys: Sequence[str]) -> str:
    """Say the keys that do the same; "?" is one, not the end of a question."""
    said = [i18n.left_to_right(key_words(one)) for one in keys]
    first = said[0]
    for other in said[1:]:
        first = _("{keys} ou {others}", keys=first, others=other)
    return first


def _group(actions: Sequence[Action], title: str) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    head = Words("section")
    head.setText(title)
    grid.addWidget(head, 0, 0, 1, 2)
    for row, one in enumerate(actions, 1):
        words, keys = Words(), Words("strong", wraps=False)
        words.setText(_(one.words))
        keys.setText(i18n.left_to_right(_either(one.keys)))
        grid.addWidget(words, row, 0)
        grid.addWidget(keys, row, 1, Qt.AlignmentFlag.AlignTrailing)
    return holder


def key_words(keys: str) -> str:
    """Return a shortcut as people say it."""
    return _(NAMES[keys]) if keys in NAMES else keys.replace("+", " + ")
