"""Ctrl+K: one line that finds everything, from the keyboard alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from anef_desk.domain.pocket_code import read_code
from anef_desk.i18n import left_to_right
from ui.language import _
from ui.theme import icons, look
from ui.widgets.dialog import Dialog
from ui.widgets.fields import LineField
from ui.widgets.labels import Words
from ui.widgets.line_delegate import LineDelegate, font_of

_Index = QModelIndex | QPersistentModelIndex
_HIT = Qt.ItemDataRole.UserRole

WIDTH, HEIGHT = 720, 520
EDGE, GAP = 14, 12


class Hit(NamedTuple):
    """Something that was found."""

    icon: str
    title: str
    kind: str  # what it is, in words
    keys: str = ""  # its shortcut
    target: object = None  # what the window is asked for


class PaletteModel(QAbstractListModel):
    """What was found, best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hits: tuple[Hit, ...] = ()

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.hits = tuple(hits)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """Return how many were found."""
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what was found, or what a screen reader says of it."""
        hit = self.hits[index.row()]
        if role == _HIT:
            return hit
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return ", ".join(part for part in (hit.title, hit.kind, hit.keys) if part)
        return None


class Palette(Dialog):
    """A line to type in, and what it finds; Enter takes the first."""

    typed = Signal(str)
    chosen = Signal(object)  # a `Hit`

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting = self._takes_first = False
        self._held: Hit | None = None  # where the arrows went
        self.setModal(True)
        self.setWindowTitle(_("Chercher partout"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        self.line = LineField()
        self.line.setObjectName("palette-line")
        self.line.setPlaceholderText(
            _("Une personne, une démarche, un blocage, un courrier, une commande…")
        )
        self.line.setAccessibleName(_("Chercher partout"))
        self.line.installEventFilter(self)
        self.view, self.model = QListView(), PaletteModel(self)
        self.view.setObjectName("palette")
        self.view.setAccessibleName(_("Ce qui est trouvé"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(_Delegate(self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.advice = Words("small")
        self.advice.setText(
            _("↑ ↓ pour choisir, Entrée pour ouvrir, Échap pour fermer.")
        )
        for widget in (self.line, self.view, self.advice):
            column.addWidget(widget)
        self.line.textChanged.connect(self._type)
        self.line.returnPressed.connect(self._take)
        self.view.clicked.connect(lambda index: self._choose(index.row()))
        here = parent.window().size() if parent else QSize(WIDTH, HEIGHT)
        self.resize(
            min(look.px(WIDTH), here.width() - 40),
            min(look.px(HEIGHT), here.height() - 40),
        )

    def show_hits(self, hits: Sequence[Hit], *, complete: bool) -> None:
        """Show what was found; *complete* once nobody looks any more."""
        self.model.show_hits(hits)
        if hits:
            place = self.model.hits.index(self._held) if self._held in hits else 0
            self.view.setCurrentIndex(self.model.index(place))
        found = bool(hits) or not complete
        self.advice.setText(
            _("↑ ↓ pour choisir, Entrée pour ouvrir, Échap pour fermer.")
            if found
            else _("Ce code n’ouvre aucun dossier de ce coffre.")
            if read_code(self.line.text()) is not None
            else _("Rien de ce nom. Essayez les premières lettres, ou un autre mot.")
        )
        self._waiting = not complete
        if complete and self._takes_first:
            self._takes_first = False
            self._choose(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list while somebody types."""
        if (
            watched is self.line
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _STEPS
        ):
            rows = self.model.rowCount()
            row = self.view.currentIndex().row() + _STEPS[Qt.Key(event.key())]
            if rows:
                row = max(0, min(row, rows - 1))
                self.view.setCurrentIndex(self.model.index(row))
                self._held = self.model.hits[row]
            return True
        return super().eventFilter(watched, event)

    def _type(self, text: str) -> None:
        self._waiting, self._held = True, None
        self.typed.emit(text)

    def _take(self) -> None:
        if self._waiting and self._held is None:
            self._takes_first = True  # The list is not yet of what was typed.
        else:
            self._choose(self.view.currentIndex().row())

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self.model.hits):
            hit = self.model.hits[row]
            self.accept()
            self.chosen.emit(hit)


_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


class _Delegate(LineDelegate):
    """Draws what was found: its icon, its title, what it is, its keys."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Return the height of a line."""
        return QSize(look.px(200), look.px(46))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        """Draw one line, mirrored from right to left."""
        hit: Hit = index.data(_HIT)
        rect, colours = option.rect, look.tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self._view.layoutDirection())
        self._ground(painter, option, hovers=False)
        sign = look.px(20)
        mark = QRect(rect.x() + EDGE, rect.center().y() - sign // 2 + 1, sign, sign)
        drawn = icons.pixmap(hit.icon, colours.soft, sign)
        painter.drawPixmap(self._mirrored(mark, rect), drawn)
        small, plain = font_of(13), font_of(15)
        end = terms_of(hit)
        far = min(QFontMetrics(small).horizontalAdvance(end) + 2, rect.width() * 2 // 5)
        start = rect.x() + EDGE + sign + GAP
        room = rect.width() - EDGE - sign - GAP - far - GAP - EDGE
        place = QRect(start, rect.y(), room, rect.height())
        self._write(painter, self._mirrored(place, rect), hit.title, plain, colours.ink)
        place = QRect(start + room + GAP, rect.y(), far, rect.height())
        self._write(painter, self._mirrored(place, rect), end, small, colours.soft)
        painter.restore()


def terms_of(hit: Hit) -> str:
    """Return what stands at the far end of a line: what it is, or its keys."""
    return f"{hit.kind}   {left_to_right(hit.keys)}" if hit.keys else hit.kind
