"""The line of the board that is current: what can be done, why, and by which article."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from anef_desk import i18n
from anef_desk.desk.board import BoardItem
from ui import terms
from ui.actions import action, keys_of
from ui.language import _, current
from ui.theme.metrics import TARGET
from ui.widgets.board_lines import FAR, Line, names, what, when
from ui.widgets.buttons import Button
from ui.widgets.cells import move
from ui.widgets.flow import Flow
from ui.widgets.inner_area import GUTTER, InnerArea
from ui.widgets.labels import Words

_BUTTONS = {
    "today-open": "open",
    "today-letter": "letters",
    "today-done": "check",
    "today-postpone": "clock",
}

SCROLL_BAR = 12
EDGE = 15

_KEYS = {"Return": "↵"}

ONE_BY_ONE = ("today-done", "today-postpone")
"""What is done about one date: the others of the person stay."""

USUAL = 6
"""Dates of a person that are made room for before anybody is shown."""


class BoardPanel(QFrame):
    """Says whose line it is, what can be done, and why each date is there."""

    opened = Signal()  # or closed: it takes another height
    wanted = Signal(str, object)  # an act of the table, and the `BoardItem` it is about

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "card")
        self.name, self.native = Words("section"), Words("soft")
        self.buttons = {
            key: Button("plain", icon, key) for key, icon in _BUTTONS.items()
        }
        self.why = Button("plain", "", "today-why", self)
        self.why.hide()
        self.why.setCheckable(True)
        self.why.toggled.connect(self._show_reasons)
        self._blocks: list[_Block] = []
        self._under = self._low = False
        self._whole = whole = QVBoxLayout(self)
        whole.setContentsMargins(EDGE, 14, EDGE, 14)
        self._area = InnerArea(TARGET + 4)
        whole.addWidget(self._area)
        column = self._area.column
        column.setSpacing(12)
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.name)
        head.addWidget(self.native)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self._columns = 0
        self._room = -1  # that the buttons were placed in
        self.reasons = QWidget()
        self._reasons = QVBoxLayout(self.reasons)
        self._reasons.setContentsMargins(0, 0, 0, 0)
        self._reasons.setSpacing(12)
        for layout in (head, self._grid):
            column.addLayout(layout)
        column.addWidget(self.reasons)
        column.addStretch(1)
        self._make(USUAL)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the buttons again, each with its key."""
        for key, button in self.buttons.items():
            shown = i18n.left_to_right(_KEYS.get(keys_of(key), keys_of(key)))
            words = _(action(key).words)
            button.setText(words if self._low else f"{words}  {shown}")
            button.setAccessibleName(_(action(key).words))
            button.setToolTip(keys_of(key))
        self._say_why()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons on one line if they fit, else on two."""
        super().resizeEvent(event)
        self._place_buttons()

    def _place_buttons(self) -> None:
        margins = self._whole.contentsMargins()
        room = self.width() - margins.left() - margins.right() - GUTTER - SCROLL_BAR
        if room == self._room:
            return
        self._room = room
        shown = [*self.buttons.values(), *([self.why] if self._low else [])]
        columns = self._fitting(shown, room)
        if columns != self._columns:
            self._columns = columns
            for place, button in enumerate(shown):
                move(self._grid, button, place // columns, place % columns)

    def _fitting(self, shown: list[Button], room: int) -> int:
        """Return how many buttons fit on a line; without icons if that saves lines."""
        asked: dict[bool, list[int]] = {}
        for bare in (True, False):
            for button in shown:
                button.bare(bare=bare)
            asked[bare] = [button.sizeHint().width() for button in shown]
        whole = len(shown)
        for columns, bare in ((whole, False), (whole, True), (2, False), (2, True)):
            widths = asked[bare]
            needed = 2 * max(widths) if columns < whole else sum(widths)
            if needed + (columns - 1) * 8 <= room:
                for button in shown:
                    button.bare(bare=bare)
                return columns
        return 1

    def stand(self, *, under: bool, low: bool) -> None:
        """Take the place there is.

        Args:
            under: Whether to stand under the list, right below the name, rather than
                beside it.
            low: Whether there is so little height that reasons wait to be asked for.
        """
        self._under = under
        around = (5, 4, 5, 4) if low else (EDGE, 14, EDGE, 14)
        self._whole.setContentsMargins(*around)
        self.name.setVisible(not under)
        self.native.setVisible(not under and bool(self.native.text()))
        if low != self._low:
            self._low, self._columns = low, 0
            self.why.setVisible(low)
            self.retranslate()
        self._show_reasons()

    def _show_reasons(self) -> None:
        """Show the reasons, where there is room or somebody asked."""
        shown = self.why.isChecked() or not self._low
        self.reasons.setVisible(shown)
        self._area.flow(flowing=not shown)
        self._say_why()
        self.opened.emit()

    def _say_why(self) -> None:
        self.why.setText(_("Masquer") if self.why.isChecked() else _("Pourquoi ?"))
        self._room = -1
        if self.isVisible():
            self._place_buttons()

    @property
    def closed(self) -> bool:
        """Return whether it shows its buttons alone."""
        return self._low and not self.why.isChecked()

    def show_line(self, line: Line | None, on: date) -> None:
        """Show *line*; nothing when none is current."""
        self.setVisible(line is not None and line.kind != "more")
        if line is None or line.kind == "more":
            return
        name, native = names(line)
        self.name.say("" if self._under else name)
        self.native.say("" if self._under else native)
        for key, button in self.buttons.items():
            button.setVisible(line.allows(key))
        items = line.row.items if line.row else ()
        self._make(max(len(items), 1))
        acts = [key for key in ONE_BY_ONE if line.allows(key)]
        for place, (block, item) in enumerate(zip(self._blocks, items, strict=False)):
            block.show_item(item, line.section, on)
            block.offer(item, acts if place else ())  # The first has the buttons.
        if line.note is not None:
            handover = line.note.handover
            self._blocks[0].say(
                _("Suite à donner, et pourquoi"),
                terms.joined(
                    (i18n.isolated(handover.staff), current().day(handover.noted_on))
                ),
                handover.text,
                "",
            )
            self._blocks[0].offer(None, ())
        for block in self._blocks[max(len(items), 1) :]:
            block.hide()

    def _make(self, number: int) -> None:
        while len(self._blocks) < number:
            block = _Block()
            block.wanted.connect(self.wanted)
            self._reasons.addWidget(block)
            self._blocks.append(block)


class _Block(QWidget):
    """One date: what, when, why, the source, and what can be done about it alone."""

    wanted = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._item: BoardItem | None = None
        self._acts: dict[str, Button] = {}  # made for who has several dates
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._title, self._day = Words("strong"), Words("soft")
        self._why, self._source = Words(), Words("small")
        for words in (self._title, self._day, self._why, self._source):
            words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            column.addWidget(words)

    def show_item(self, item: BoardItem, section: str, on: date) -> None:
        """Show a date of a person."""
        due, opens = item.matter.due, item.matter.opens
        self.say(
            what(item),
            terms.joined(
                (
                    _("possible dès le {day}", day=current().day(opens))
                    if opens is not None and opens > on
                    else "",
                    current().day(due),
                    when(item, section, on) if abs((due - on).days) <= FAR else "",
                    current().content(item.procedure),
                )
            ),
            current().content(item.text),
            terms.resting_on(item.basis) if item.basis else "",
        )

    def offer(self, item: BoardItem | None, acts: Sequence[str]) -> None:
        """Offer *acts* about *item*."""
        self._item = item
        if acts and not self._acts:
            holder = QWidget()
            flow = Flow(holder)
            for key in ONE_BY_ONE:
                button = self._acts[key] = Button("link", _BUTTONS[key], f"{key}-one")
                button.clicked.connect(partial(self._want, key))
                flow.addWidget(button)
            self._column.addWidget(holder)
        for key, button in self._acts.items():
            words = _(action(key).words)
            button.setText(words)
            name = what(item) if item else ""
            button.setAccessibleName(_("{act} : {name}", act=words, name=name))
            button.setVisible(key in acts)

    def _want(self, key: str) -> None:
        self.wanted.emit(key, self._item)

    def say(self, title: str, day: str, why: str, source: str) -> None:
        """Write the four lines."""
        self._title.setText(title)
        self._day.say(day)
        self._why.say(why)
        self._source.say(source)
        self.show()
