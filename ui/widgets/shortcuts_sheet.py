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
    "Ctrl++": N_("Ctrl + plus"),
    "Ctrl+-": N_("Ctrl + moins"),
    "Ctrl+,": N_("Ctrl + virgule"),
}
KEY_NAMES = {"Return": N_("Entrée"), "Del": N_("Suppr")}
ARROWS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}
"""Keys that are not said as Qt writes them."""

MOST, COLUMN = 4, 290
"""Columns beside one another, and how wide each is at least."""


BESIDE_BAR = 12
"""Between the keys and the scroll bar."""


class ShortcutsSheet(Dialog):
    """Columns of groups, as many as stand beside one another; Escape closes it."""

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
        shown = {group: actions for group, actions in shown.items() if actions}
        here = parent.window().size() if parent else QSize(1000, 680)
        wide, tall = here.width() - 40, here.height() - 40
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
        columns.setSpacing(28)
        for groups in _sides(shown, min(wide // look.px(COLUMN), MOST)):
            side = QVBoxLayout()
            side.setSpacing(14)
            for group in groups:
                side.addWidget(_group(shown[group], _(GROUPS[group])))
            side.addStretch(1)
            columns.addLayout(side, 1)
        actions = QHBoxLayout()
        actions.addStretch(1)
        actions.addWidget(self.close_button)
        column.addWidget(title)
        column.addWidget(area, 1)
        column.addLayout(actions)
        self.resize(wide, min(look.px(712), tall))


def _sides(shown: Mapping[Group, Sequence[Action]], number: int) -> list[list[Group]]:
    """Return which groups stand in each of *number* columns, in their order.

    No column is higher than it must be; a heading takes the room of two lines.
    """
    heights = {group: len(actions) + 2 for group, actions in shown.items()}
    for most in range(max(heights.values()), sum(heights.values()) + 1):
        sides: list[list[Group]] = [[]]
        left = most
        for group, height in heights.items():
            if height > left:
                sides.append([])
                left = most
            sides[-1].append(group)
            left -= height
        if len(sides) <= max(number, 1):
            break
    return sides


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
    grid.setVerticalSpacing(2 if holder.isRightToLeft() else 6)
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
    if keys in NAMES:
        return _(NAMES[keys])
    return " + ".join(
        ARROWS.get(one) or _(KEY_NAMES.get(one, one)) for one in keys.split("+")
    )
