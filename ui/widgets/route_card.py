"""The whole route of a case, where it stands, and the dates the law sets to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from anef_desk.desk.views import CaseFile
from anef_desk.law.deadlines import Deadline
from ui import terms
from ui.language import _, _n, current
from ui.theme import icons, look
from ui.widgets.buttons import Button
from ui.widgets.card import Card, clear
from ui.widgets.chip import Chip, ChipKind
from ui.widgets.inner_area import InnerArea
from ui.widgets.labels import Words

LEAST = 200

FOLDED = 3
"""Steps that are behind, from which they leave their room to the dates."""

CLOCKS = 4
"""Dates shown beside the route; the person's file has them all."""


@dataclass(frozen=True, kw_only=True)
class StepLook:
    """A step: what it is, what to do then."""

    title: str
    text: str
    state: Literal["done", "current", "ahead"]


@dataclass(frozen=True, kw_only=True)
class ClockLook:
    """A date set by law."""

    title: str
    day: str
    left: str
    kind: ChipKind
    source: str


class RouteCard(Card):
    """Steps one under the other; what to do now under the current one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.area = InnerArea(LEAST)
        self.body.addWidget(self.area, 1)
        self._unfolded = False
        self._steps, self._clocks = QVBoxLayout(), QVBoxLayout()
        self._steps.setSpacing(2)
        self._clocks.setSpacing(10)
        self.clocks_title = Words("strong")
        column = self.area.column
        column.addLayout(self._steps)
        column.addSpacing(12)
        column.addWidget(self.clocks_title)
        column.addSpacing(6)
        column.addLayout(self._clocks)
        column.addStretch(1)

    def show_case(self, case: CaseFile) -> None:
        """Show the route of *case*, and the dates that come before those past."""
        say = current().content
        self.title.setText(_("Le chemin"))
        dated = [d for d in case.situation.deadlines if d.due is not None]
        coming = [d for d in dated if d.state != "past"]
        past = [d for d in reversed(dated) if d.state == "past"]
        clocks = [_dated(d, case.on) for d in (*coming, *past)[:CLOCKS]]
        steps = [
            StepLook(title=say(step.title), text=say(step.text), state=step.state)
            for step in case.route
        ]
        self.show_route(steps, folds=bool(clocks))
        self.show_clocks(clocks)

    def show_route(self, steps: Sequence[StepLook], *, folds: bool) -> None:
        """Show *steps* in their order; where it *folds*, many behind are one line."""
        clear(self._steps)
        lines = [_step(number, step) for number, step in enumerate(steps, 1)]
        states = [step.state for step in steps]
        behind = next((n for n, state in enumerate(states) if state != "done"), 0)
        for line in lines:
            self._steps.addWidget(line)
        if folds and behind >= FOLDED:
            self._fold(lines[:behind])

    def _fold(self, behind: Sequence[QWidget]) -> None:
        """Put a link before the steps *behind*, which shows and hides them."""
        link = Button("link", "check", "steps-behind")
        link.setCheckable(True)
        self._steps.insertWidget(0, link, 0, Qt.AlignmentFlag.AlignLeading)

        def show(unfolded: bool) -> None:
            self._unfolded = unfolded
            for line in behind:
                line.setVisible(unfolded)
            count = len(behind)
            link.setText(
                _("Masquer les étapes faites")
                if unfolded
                else _n("{number} étape faite", "{number} étapes faites", count)
            )

        link.setChecked(self._unfolded)
        link.toggled.connect(show)
        show(self._unfolded)

    def show_clocks(self, clocks: Sequence[ClockLook]) -> None:
        """Show the dates, each with what it rests on."""
        clear(self._clocks)
        self.clocks_title.say(_("Les dates de la loi") if clocks else "")
        for clock in clocks:
            self._clocks.addWidget(_clock(clock))


def _step(number: int, step: StepLook) -> QWidget:
    line = QFrame()
    line.setProperty("frame", "plain")
    line.setProperty("step", step.state)
    line.setToolTip(step.text)
    row = QHBoxLayout(line)
    row.setContentsMargins(8, 6, 8, 6)
    row.setSpacing(8)
    sign = QLabel()
    sign.setMinimumWidth(look.px(20))
    words = Words({"done": "done", "current": "accent", "ahead": ""}[step.state])
    words.setText(step.title)
    if step.state == "done":
        size = look.px(18)
        sign.setPixmap(icons.pixmap("check", look.tokens().done, size))
        words.setAccessibleName(_("fait : {step}", step=step.title))
    else:
        sign.setText(str(number))
        sign.setProperty("role", "strong" if step.state == "current" else "soft")
    told = QVBoxLayout()
    told.setSpacing(2)
    told.addWidget(words)
    if step.state == "current":
        words.setAccessibleName(_("étape en cours : {step}", step=step.title))
        _tell_on_demand(told, step)
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(told, 1)
    return line


def _tell_on_demand(told: QVBoxLayout, step: StepLook) -> None:
    """Put what to do at *step* one press away."""
    how, todo = Button("link", name="how"), Words("small")
    todo.setText(step.text)
    how.setCheckable(True)
    told.addWidget(how, 0, Qt.AlignmentFlag.AlignLeading)
    told.addWidget(todo)

    def show(opened: bool) -> None:
        todo.setVisible(opened)
        how.setText(_("Masquer") if opened else _("Comment faire ?"))

    how.toggled.connect(show)
    show(False)


def _clock(clock: ClockLook) -> QWidget:
    line = QWidget()
    column = QVBoxLayout(line)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    title, day, source = Words(), Words("strong"), Words("small")
    title.setText(clock.title)
    day.setText(clock.day)
    chip = Chip()
    for widget in (title, day, chip, source):
        column.addWidget(widget)
    source.say(clock.source)  # Shown without a parent, it would be a window.
    chip.show_status(clock.kind, clock.left)
    return line


def _dated(deadline: Deadline, on: date) -> ClockLook:
    due = deadline.due or on
    kinds: dict[str, ChipKind] = {"past": "late", "open": "soon", "not_open": "none"}
    return ClockLook(
        title=current().content(deadline.title),
        day=current().day(due),
        left=terms.days_left(on, due),
        kind=kinds[deadline.state],
        source=terms.joined(deadline.basis.texts[:2]),
    )
