"""The lines of the board: sections, people, notes of colleagues; drawn, not built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from anef_desk.desk.board import Board, BoardItem, BoardNote, BoardRow
from anef_desk.i18n import N_
from anef_desk.law.agenda import Section
from ui import terms
from ui.language import _, _n, current
from ui.theme import icons, look, metrics
from ui.widgets.chip import ICONS, ChipKind, colour
from ui.widgets.line_delegate import LineDelegate, font_of

EDGE, CHIP_PADDING, GAP = 18, 10, 16
CHIP_WIDTH = 168
NARROW = 620
"""Width, at 100 % text, under which the date stands under the words."""

FAR = 60
"""Days from which a date is said by its day, not by how far it is."""

Kind = Literal["section", "person", "note", "more"]

_Index = QModelIndex | QPersistentModelIndex
_LINE = Qt.ItemDataRole.UserRole

TITLES: dict[str, str] = {
    "late": N_("En retard"),
    "week": N_("Cette semaine"),
    "notes": N_("Relève des collègues"),
    "expected": N_("Attendus"),
    "opens": N_("S’ouvre ou approche"),
    "untouched": N_("Personne n’y a touché avant une date légale"),
}

_CHIPS: dict[Section, ChipKind] = {
    "late": "late",
    "week": "soon",
    "expected": "soon",
    "opens": "none",
    "untouched": "soon",
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the list."""

    kind: Kind
    section: str
    row: BoardRow | None = None
    note: BoardNote | None = None
    count: int = 0  # of the people of a section, or of those not shown
    more: bool = False  # and even more

    @property
    def person(self) -> str:
        """Return whom it is about, "" when nobody."""
        if self.note is not None:
            return self.note.handover.person
        return self.row.person if self.row else ""

    def allows(self, action: str) -> bool:
        """Return whether an action of the table makes sense here."""
        if self.kind == "note":
            return action != "today-postpone"
        return self.kind == "person"


def lines(board: Board) -> tuple[Line, ...]:
    """Return the lines of *board*, from what matters most."""
    found: list[Line] = []
    for name in TITLES:
        found += _notes(board) if name == "notes" else _of_section(board, name)  # type: ignore[arg-type]
    return tuple(found)


def _notes(board: Board) -> Iterator[Line]:
    if board.notes:
        yield Line(kind="section", section="notes", count=len(board.notes))
    for note in board.notes:
        yield Line(kind="note", section="notes", note=note)


def _of_section(board: Board, name: Section) -> Iterator[Line]:
    found = board.section(name)
    if found is None:
        return
    yield Line(kind="section", section=name, count=found.count, more=found.more)
    for row in found.rows:
        yield Line(kind="person", section=name, row=row)
    left = found.count - len(found.rows)
    if left > 0:
        yield Line(kind="more", section=name, count=left, more=found.more)


def when(item: BoardItem, section: str, on: date) -> str:
    """Say the date of *item* in words."""
    due, opens = item.matter.due, item.matter.opens
    if section == "late":
        return _since(due, on)
    if section == "opens" and opens is not None and opens > on:
        left = (opens - on).days
        if left == 1:
            return _("s’ouvre demain")
        return _n("s’ouvre dans {number} jour", "s’ouvre dans {number} jours", left)
    if abs((due - on).days) > FAR:
        return current().short_day(due)
    return terms.days_left(on, due)


def _since(due: date, on: date) -> str:
    days = (on - due).days
    if days == 1:
        return _("depuis hier")
    if days > FAR:
        return _("depuis le {day}", day=current().short_day(due))
    return _n("depuis {number} jour", "depuis {number} jours", days)


def what(item: BoardItem) -> str:
    """Say what is due."""
    said = item.words or current().content(item.title) or item.matter.rule
    if item.matter.kind == "paper":
        return _("Pièce à refaire : {what}", what=said)
    return said


def details(line: Line) -> str:
    """Return the second line: everything that is due, what matters most first."""
    if line.note is not None:
        return terms.joined((line.note.handover.text.replace("\n", " "),))
    if line.row is None:
        return ""
    return terms.joined(tuple(dict.fromkeys(map(what, line.row.items))))


def date_words(line: Line, on: date) -> str:
    """Return what the chip of *line* says."""
    if line.note is not None:
        return terms.days_left(on, line.note.handover.noted_on)
    return when(line.row.lead, line.section, on) if line.row else ""


def names(line: Line) -> tuple[str, str]:
    """Return the name of the person, and the name in their own script."""
    told = line.note or line.row
    if told is None:
        return "", ""
    native = told.native_name if told.native_name != told.name else ""
    return told.name, native


def title_words(line: Line) -> str:
    """Return what a line that is nobody's says: a title, or how many more."""
    if line.kind == "more":
        return (
            _("Voir la suite")
            if line.more
            else _n(
                "Voir {number} autre personne",
                "Voir {number} autres personnes",
                line.count,
            )
        )
    return _(TITLES[line.section])


class BoardModel(QAbstractListModel):
    """The lines, as a list view and a screen reader ask for them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()
        self.on = date.min

    def show_lines(self, found: Sequence[Line], on: date) -> None:
        """Show these lines instead."""
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
        if role == _LINE:
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


class BoardList(QListView):
    """The list; `moved` when another line is current, `chosen` when one is opened."""

    moved = Signal()
    chosen = Signal(object)  # a `Line`

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("board")
        self.lines = BoardModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(_Delegate(self.lines, self))
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
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

    def show_lines(self, found: Sequence[Line], on: date) -> None:
        """Show *found*; keep the place in the list as far as it can be."""
        before, place = self.current(), self.currentIndex().row()
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
            self.setCurrentIndex(self.lines.index(chosen))

    def retranslate(self) -> None:
        """Write the lines again."""
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Tell that another line is current."""
        super().currentChanged(current, previous)
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the lines at the new width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _click(self, index: QModelIndex) -> None:
        line = self.lines.lines[index.row()]
        if line.kind == "more":
            self.chosen.emit(line)

    def _choose(self, index: QModelIndex) -> None:
        line = self.lines.lines[index.row()]
        if line.kind != "section":
            self.chosen.emit(line)


class _Delegate(LineDelegate):
    """Draws the lines: the date in a chip, the person, and what is due."""

    def __init__(self, model: BoardModel, view: BoardList) -> None:
        super().__init__(view)
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of a line; a title stands a little away from the rest."""
        line: Line = index.data(_LINE)
        if line.kind == "section":
            return QSize(look.px(200), look.px(44))
        if line.kind == "more":
            return QSize(look.px(200), look.px(metrics.TARGET))
        return QSize(look.px(200), look.px(metrics.ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        """Draw one line, mirrored from right to left."""
        line: Line = index.data(_LINE)
        rect, state = option.rect, option.state
        colours = look.tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self._view.layoutDirection())
        if line.kind == "section":
            self._draw_title(painter, rect, line)
            painter.restore()
            return
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.tint))
            bar = QRect(rect.x(), rect.y(), 4, rect.height())
            painter.fillRect(self._mirrored(bar, rect), QColor(colours.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(colours.page))
        painter.setPen(QPen(QColor(colours.line)))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if line.kind == "more":
            place = rect.adjusted(EDGE, 0, -EDGE, 0)
            self._write(
                painter,
                place,
                title_words(line),
                font_of(14, bold=True),
                colours.accent,
            )
        elif self._narrow():  # The date stands after the name.
            most = min(look.px(CHIP_WIDTH), rect.width() // 2)
            width = self._chip_width(line, most)
            top, start = rect.y() + look.px(4), rect.width() - EDGE - width
            self._draw_chip(painter, rect, line, (start, top, width))
            self._draw_words(painter, rect, line, (EDGE, start - GAP))
        else:
            most = look.px(CHIP_WIDTH)
            top = rect.center().y() - look.px(14)
            width = self._chip_width(line, most)
            self._draw_chip(painter, rect, line, (EDGE, top, width))
            start = EDGE + most + GAP
            self._draw_words(painter, rect, line, (start, rect.width() - EDGE))
        painter.restore()

    def _draw_title(self, painter: QPainter, rect: QRect, line: Line) -> None:
        colours = look.tokens()
        bold, small = font_of(17, bold=True), font_of(14)
        words = title_words(line)
        place = rect.adjusted(EDGE, look.px(8), -EDGE, 0)
        number = f"{line.count} +" if line.more else str(line.count)
        room = QFontMetrics(small).horizontalAdvance(number) + GAP
        width = QFontMetrics(bold).horizontalAdvance(words) + 2
        width = min(width, place.width() - room)
        title = QRect(place.x(), place.y(), width, place.height())
        self._write(painter, self._mirrored(title, rect), words, bold, colours.ink)
        beside = QRect(place.x() + width + 10, place.y(), room, place.height())
        self._write(painter, self._mirrored(beside, rect), number, small, colours.soft)

    def _draw_words(
        self, painter: QPainter, rect: QRect, line: Line, between: tuple[int, int]
    ) -> None:
        """Draw the names *between* two places, and what is due under them."""
        start, end = between
        colours = look.tokens()
        bold, plain, small = font_of(15, bold=True), font_of(15), font_of(14)
        name, native = names(line)
        x, top = rect.x() + start, rect.y() + look.px(7)
        room = end - start
        width = min(QFontMetrics(bold).horizontalAdvance(name) + 2, room)
        place = QRect(x, top, width, look.px(24))
        self._write(painter, self._mirrored(place, rect), name, bold, colours.ink)
        if native and width + 12 < room:
            place = QRect(x + width + 12, top, room - width - 12, look.px(24))
            self._write(
                painter, self._mirrored(place, rect), native, plain, colours.soft
            )
        under = QRect(x, top + look.px(24), rect.width() - start - EDGE, look.px(22))
        ink = colours.soft if line.kind == "note" else colours.ink
        self._write(painter, self._mirrored(under, rect), details(line), small, ink)

    def _draw_chip(
        self, painter: QPainter, rect: QRect, line: Line, where: tuple[int, int, int]
    ) -> None:
        """Draw the date *where* it stands: its start, its top and its width."""
        start, top, width = where
        kind: ChipKind = "none"
        if line.row is not None:
            kind = _CHIPS[line.section]  # type: ignore[index]
        font, sign = font_of(13, bold=True), look.px(16)
        words = QFontMetrics(font).elidedText(
            date_words(line, self._model.on),
            Qt.TextElideMode.ElideRight,
            width - sign - 6 - 2 * CHIP_PADDING,
        )
        place = QRect(rect.x() + start, top, width, look.px(28))
        place = self._mirrored(place, rect)
        painter.setPen(QPen(QColor(self._edge(kind))))
        painter.setBrush(QColor(getattr(look.tokens(), f"{kind}_ground")))
        painter.drawRoundedRect(place, metrics.RADIUS, metrics.RADIUS)
        mark = QRect(place.x() + CHIP_PADDING, 0, sign, sign)
        mark = self._mirrored(mark, place)
        mark.moveTop(place.center().y() - sign // 2 + 1)
        drawn = "edit" if line.note is not None else _sign(line, kind)
        painter.drawPixmap(mark, icons.pixmap(drawn, colour(kind), sign))
        start = place.x() + CHIP_PADDING + sign + 6
        inside = QRect(start, place.y(), place.right() - start, place.height())
        self._write(painter, self._mirrored(inside, place), words, font, colour(kind))

    def _chip_width(self, line: Line, most: int) -> int:
        words = date_words(line, self._model.on)
        advance = QFontMetrics(font_of(13, bold=True)).horizontalAdvance(words)
        return min(advance + look.px(16) + 8 + 2 * CHIP_PADDING, most)

    @staticmethod
    def _edge(kind: ChipKind) -> str:
        colours = look.tokens()
        return str(getattr(colours, f"{kind}_line", colours.line))

    def _narrow(self) -> bool:
        return self._view.viewport().width() < look.px(NARROW)


def _sign(line: Line, kind: ChipKind) -> str:
    if line.section == "opens":
        return "calendar"
    return ICONS[kind]
