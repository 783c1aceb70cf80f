"""The list of the board: drawn, not built."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListView, QWidget

from ui.language import _
from ui.widgets.board_delegate import LINE, BoardDelegate
from ui.widgets.board_lines import TITLES, Line, date_words, details, names, title_words

_Index = QModelIndex | QPersistentModelIndex


class BoardModel(QAbstractListModel):
    """The lines, as a list view and a screen reader ask for them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()
        self.on = date.min

    def show_lines(self, found: Sequence[Line], on: date) -> None:
        """Show these lines instead; those that only go on are added to those shown.

        A screen reader then says nothing again of the line somebody is on.
        """
        shown = len(self.lines)
        if on == self.on and 0 < shown < len(found) and self.lines == found[:shown]:
            self.beginInsertRows(QModelIndex(), shown, len(found) - 1)
            self.lines = tuple(found)
            self.endInsertRows()
            return
        self.beginResetModel()
        self.lines, self.on = tuple(found), on
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let the keyboard pass over the titles."""
        if index.isValid() and self.lines[index.row()].kind == "section":
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a line, or what a screen reader says of it."""
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            if line.kind in {"section", "more"}:
                return title_words(line)
            told = (
                *names(line),
                details(line),
                date_words(line, self.on),
                _(TITLES[line.section]),
            )
            return ", ".join(part for part in told if part)
        return None


MANY = 30
"""Lines that surely need the bar: known before, they are measured once."""

PART = 12
"""Lines that fill the window: nobody who just unlocked waits for the others."""

_AT_ONCE, _IN_PARTS = QListView.LayoutMode.SinglePass, QListView.LayoutMode.Batched
_ALWAYS = Qt.ScrollBarPolicy.ScrollBarAlwaysOn
_AS_NEEDED = Qt.ScrollBarPolicy.ScrollBarAsNeeded


class BoardList(QListView):
    """The list; `moved` when another line is current, `chosen` when one is opened."""

    moved = Signal()
    chosen = Signal(object)  # a `Line`

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("board")
        self.lines = BoardModel(self)
        self.setModel(self.lines)
        self._delegate = BoardDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setBatchSize(PART)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.activated.connect(self._choose)
        self.doubleClicked.connect(self._choose)
        self.clicked.connect(self._click)

    def count(self) -> int:
        """Return how many lines there are."""
        return len(self.lines.lines)

    def current(self) -> Line | None:
        """Return the current line."""
        place = self.currentIndex().row()
        known = self.lines.lines
        return known[place] if 0 <= place < len(known) else None

    def show_lines(self, found: Sequence[Line], on: date, *, coming: int = 0) -> None:
        """Show *found*; keep the place in the list as far as it can be.

        *coming* lines are still being read: the bar is there before they are.

        `moved` is not emitted: whoever shows lines shows the current one as well.
        """
        before, place = self.current(), self.currentIndex().row()
        self._delegate.begin(on)
        many = len(found) + coming > MANY
        self.setVerticalScrollBarPolicy(_ALWAYS if many else _AS_NEEDED)
        if before is None:
            self.setLayoutMode(_IN_PARTS)
            QTimer.singleShot(1, self, self._measure_the_others)
        self.lines.show_lines(found, on)
        same = [
            at
            for at, line in enumerate(found)
            if before is not None
            and (line.kind, line.section, line.person)
            == (before.kind, before.section, before.person)
        ]
        start = min(same, key=lambda at: abs(at - place), default=max(place, 0))
        usable = [at for at, line in enumerate(found) if line.kind != "section"]
        chosen = next((at for at in usable if at >= start), next(reversed(usable), -1))
        if chosen >= 0:
            blocked = self.blockSignals(True)
            self.setCurrentIndex(self.lines.index(chosen))
            self.blockSignals(blocked)

    def _measure_the_others(self) -> None:
        """Lay all lines out, now that the first are painted; as one, ever after."""
        self.setLayoutMode(_AT_ONCE)
        if self.currentIndex().row() >= PART:  # It had no place to be scrolled to.
            self.scrollTo(self.currentIndex())

    def retranslate(self) -> None:
        """Write the lines again."""
        self._delegate.measure_again()
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Tell that another line is current."""
        super().currentChanged(current, previous)
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the lines at the new width; what was measured at another is kept."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """Measure the lines in the new size of text, or the new direction."""
        super().changeEvent(event)
        if event.type() in {
            QEvent.Type.StyleChange,
            QEvent.Type.LayoutDirectionChange,
        }:
            self._delegate.measure_again()
            self.scheduleDelayedItemsLayout()

    def _click(self, index: QModelIndex) -> None:
        line = self.lines.lines[index.row()]
        if line.kind == "more":
            self.chosen.emit(line)

    def _choose(self, index: QModelIndex) -> None:
        line = self.lines.lines[index.row()]
        if line.kind != "section":
            self.chosen.emit(line)
