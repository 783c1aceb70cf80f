"""One supporting document in two languages: one tick, one status, two readers."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from ui.actions import ACTIONS
from ui.language import _
from ui.theme import look, metrics
from ui.widgets.chip import Chip, ChipButton, ChipKind
from ui.widgets.labels import Words, set_property

CHIP_COLUMN = 150

KEYS = {
    one.keys[0]: one.key.removeprefix("mark-")
    for one in ACTIONS
    if one.group == "checklist" and one.key != "mark-"
}
"""The letter that chooses each state; the menu of the chip shows it."""


@dataclass(frozen=True, kw_only=True)
class Side:
    """What one of the two readers sees of a document."""

    title: str
    note: str
    direction: Qt.LayoutDirection


@dataclass(frozen=True, kw_only=True)
class RowLook:
    """What a row shows."""

    code: str
    ours: Side
    theirs: Side
    kind: ChipKind
    status: str
    ticked: bool
    warned: bool  # the box shows an exclamation mark
    choices: tuple[tuple[str, str], ...]  # (state, words) offered by the chip, if any


class TickBox(QAbstractButton):
    """The box: empty, ticked, or calling for attention.

    *fixed*, it has the keyboard and says its state like any other, and keeps it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.warned = self._fixed = False

    def fix(self, *, fixed: bool) -> None:
        """Keep the state whatever is pressed, or not."""
        self._fixed = fixed
        hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.setCursor(arrow if fixed else hand)
        self.setAccessibleDescription(_("Lecture seule") if fixed else "")

    def nextCheckState(self) -> None:
        """Change the state, where it may change."""
        if not self._fixed:
            super().nextCheckState()

    def sizeHint(self) -> QSize:
        """Return a target a hurried hand does not miss."""
        side = look.px(metrics.TARGET)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box, its sign and, when it has the focus, a ring around it."""
        colours, side = look.tokens(), look.px(24)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.ring), 2))
            painter.drawRoundedRect(box.adjusted(-5, -5, 5, 5), 9, 9)
        if self.isChecked():
            painter.setPen(QPen(QColor(colours.done), 2))
            painter.setBrush(QColor(colours.done))
        else:
            edge = colours.late if self.warned else colours.control
            painter.setPen(QPen(QColor(edge), 1 if self._fixed else 2))
            painter.setBrush(QColor(colours.page if self._fixed else colours.surface))
        painter.drawRoundedRect(box, 6, 6)
        ink = colours.surface if self.isChecked() else colours.late
        pen = QPen(QColor(ink), 2.5 * side / 24)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)

        def at(x: float, y: float) -> QPointF:
            return QPointF(box.x() + x * side, box.y() + y * side)

        if self.isChecked():
            painter.drawPolyline([at(0.24, 0.53), at(0.43, 0.71), at(0.77, 0.32)])
        elif self.warned:
            painter.drawLine(at(0.5, 0.22), at(0.5, 0.56))
            painter.drawPoint(at(0.5, 0.77))
        painter.end()


class BilingualRow(QFrame):
    """Staff language on one side, the person's on the other, one tick for both."""

    ticked = Signal(str, bool)  # code, ticked or not
    chosen = Signal(str, str)  # code, state chosen from the chip or by its letter
    moved = Signal(int)  # -1 up, +1 down
    entered = Signal(str)  # the row became the current one

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "row")
        self._look: RowLook | None = None
        self._line = line = QHBoxLayout(self)
        line.setContentsMargins(10, 6, 18, 6)
        line.setSpacing(metrics.INSIDE - 4)
        self.tick = TickBox()
        self.tick.setObjectName("tick")
        self.tick.clicked.connect(self._say_ticked)
        self.tick.installEventFilter(self)
        self.chip = ChipButton()
        self.chip.setObjectName("status")
        self.chip.installEventFilter(self)
        self._menu = QMenu(self.chip)
        self.chip.setMenu(self._menu)
        self.status = Chip()  # where nothing can be chosen
        self.ours, self.our_note = Words("strong"), Words("small")
        self.theirs, self.their_note = Words("strong"), Words("small")
        self._left = _column(self.ours, self.our_note)
        self.their_side = _column(self.theirs, self.their_note)
        self._middle = QWidget()
        middle = QHBoxLayout(self._middle)
        middle.setContentsMargins(0, 0, 0, 0)
        for chip in (self.chip, self.status):
            middle.addWidget(chip, 0, Qt.AlignmentFlag.AlignCenter)
        line.addWidget(self.tick)
        line.addWidget(self._left, 1)
        line.addWidget(self._middle)
        line.addWidget(self.their_side, 1)

    def show_row(self, shown: RowLook) -> None:
        """Show a document and its status, in place."""
        if shown.choices != self._choices():
            self._menu.clear()
            for state, words in shown.choices:
                self._menu.addAction(words, lambda s=state: self._choose(s))  # type: ignore[misc]
        self._look = shown
        self.setMinimumHeight(look.px(metrics.ROW))
        self.tick.setChecked(shown.ticked)
        self.tick.warned = shown.warned
        self.tick.setAccessibleName(f"{shown.ours.title} : {shown.status}")
        self.tick.fix(fixed=not shown.choices)
        self.chip.show_status(shown.kind, shown.status)
        self.status.show_status(shown.kind, shown.status)
        self.chip.setVisible(bool(shown.choices))
        self.status.setVisible(not shown.choices)
        self.chip.setAccessibleName(f"{shown.status}. {shown.ours.title}")
        _write(self._left, self.ours, self.our_note, shown.ours)
        _write(self.their_side, self.theirs, self.their_note, shown.theirs)
        self.tick.update()

    def chip_width(self) -> int:
        """Return the width its status asks for."""
        chip = self.chip if self._choices() else self.status
        return max(chip.sizeHint().width(), look.px(CHIP_COLUMN))

    def keep_for_chip(self, width: int) -> None:
        """Keep *width* for the status: the halves of all rows then stand in columns."""
        self._middle.setMinimumWidth(width)

    def set_current(self, current: bool) -> None:
        """Mark the row as the one the two people talk about."""
        set_property(self, "current", "true" if current else "false")

    def focus_tick(self) -> None:
        """Give the keyboard to the tick."""
        self.tick.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Follow the keyboard: letters choose a state, arrows change rows."""
        if event.type() == QEvent.Type.FocusIn and self._look is not None:
            if isinstance(event, QFocusEvent):
                self.entered.emit(self._look.code)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._typed(event)
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar of the current row on the edge where reading begins."""
        super().paintEvent(event)
        if self.property("current") == "true":
            painter = QPainter(self)
            x = self.width() - 4 if self.isRightToLeft() else 0
            painter.fillRect(x, 0, 4, self.height(), QColor(look.tokens().accent))
            painter.end()

    def _typed(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self.moved.emit(step)
            return True
        if event.key() == Qt.Key.Key_Delete:
            return self._choose_if_offered("")
        if event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        state = KEYS.get(event.text().upper())
        return state is not None and self._choose_if_offered(state)

    def _choose_if_offered(self, state: str) -> bool:
        if state in {offered for offered, _words in self._choices()}:
            self._choose(state)
        return True

    def _choices(self) -> tuple[tuple[str, str], ...]:
        return self._look.choices if self._look else ()

    def _say_ticked(self, checked: bool) -> None:
        if self._choices() and self._look is not None:
            self.tick.setChecked(self._look.ticked)  # The desk decides.
            self.ticked.emit(self._look.code, checked)

    def _choose(self, state: str) -> None:
        if self._look is not None:
            self.chosen.emit(self._look.code, state)


def _column(title: Words, note: Words) -> QWidget:
    side = QWidget()
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    for words in (title, note):
        words.setContentsMargins(3, 0, 3, 0)  # A wrapped space may hang over.
    column.addStretch(1)
    column.addWidget(title)
    column.addWidget(note)
    column.addStretch(1)
    return side


def _write(side: QWidget, title: Words, note: Words, shown: Side) -> None:
    side.setLayoutDirection(shown.direction)
    for words in (title, note):
        words.setLayoutDirection(shown.direction)
    title.say(shown.title)
    note.say(shown.note)
