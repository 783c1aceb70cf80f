"""The people of the vault: search while typing, open with Enter."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from anef_desk.desk.session import Desk
from anef_desk.desk.views import PersonFile, PersonRow
from anef_desk.domain.person import Person
from ui import terms
from ui.language import _, _n, current
from ui.navigation import ShowPerson
from ui.page import Page
from ui.theme import icons, look, metrics
from ui.widgets.buttons import Button
from ui.widgets.chip import ICONS, ChipKind, colour
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Words
from ui.widgets.person_form import PersonForm
from ui.workers import Ask

SHOWN = 100
"""People listed at most; more, and one types another letter."""

_Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole


class PeopleModel(QAbstractListModel):
    """The rows found, as the list shows them."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[PersonRow, ...] = ()

    def show_rows(self, rows: Sequence[PersonRow]) -> None:
        """Show *rows* in the place of those before."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """Return how many people are listed."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row, or what a screen reader says of it."""
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        }:
            return ", ".join(filter(None, (row.name, details(row), alert_words(row))))
        return None


def details(row: PersonRow) -> str:
    """Return the second line of a person: what tells them from another."""
    number = row.numero_etranger
    return terms.joined(
        (
            row.native_name if row.native_name != row.name else "",
            _("né·e en {birth}", birth=row.birth)
            if len(row.birth) == len("1990")
            else _("né·e le {birth}", birth=row.birth)
            if row.birth
            else "",
            _("n° étranger {number}", number=number) if number else "",
            terms.language_name(row.language),
        )
    )


def alert_words(row: PersonRow) -> str:
    """Return the words of the alert that matters most, or none."""
    return current().content(row.alert.title) if row.alert else ""


class PersonDelegate(QStyledItemDelegate):
    """Draws a person on two lines, and the alert at the far end."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Return the height of two lines and their air."""
        return QSize(200, look.px(64))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        """Draw one row, mirrored from right to left."""
        row: PersonRow = index.data(_ROW)
        colours = look.tokens()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.tint))
            bar = QRect(rect.x(), rect.y(), 4, rect.height())
            painter.fillRect(self._mirrored(bar, rect), QColor(colours.accent))
        painter.setPen(QPen(QColor(colours.line)))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        room = rect.width() - 36
        taken = self._draw_alert(painter, rect, row, room // 2)
        holds = terms.joined((_(terms.KINDS[row.holds]),)) if row.holds else ""
        until = terms.ends(self.today, row.until) if row.holds else ""
        width = room - taken - 16
        first, second = QFont(painter.font()), QFont(painter.font())
        first.setBold(True)
        first.setPixelSize(look.px(15))
        second.setPixelSize(look.px(13))
        top = rect.y() + look.px(10)
        name = QRect(rect.x() + 18, top, width, look.px(24))
        self._write(painter, self._mirrored(name, rect), row.name, first, colours.ink)
        under = QRect(rect.x() + 18, top + look.px(24), width, look.px(20))
        text = terms.joined((details(row), terms.joined((holds, until))))
        self._write(painter, self._mirrored(under, rect), text, second, colours.soft)
        painter.restore()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        from anef_desk.clock import today  # noqa: PLC0415

        self.today = today()

    def _draw_alert(
        self, painter: QPainter, rect: QRect, row: PersonRow, most: int
    ) -> int:
        if row.alert is None:
            return 0
        kind: ChipKind = "late" if row.alert.severity == "late" else "soon"
        font = QFont(painter.font())
        font.setBold(True)
        font.setPixelSize(look.px(13))
        measure = QFontMetrics(font)
        sign = look.px(16)
        padding = 12
        words = measure.elidedText(
            alert_words(row),
            Qt.TextElideMode.ElideRight,
            max(most - sign - 3 * padding, 40),
        )
        width = measure.horizontalAdvance(words) + sign + 3 * padding
        height = look.px(30)
        place = QRect(
            rect.right() - 18 - width, rect.center().y() - height // 2, width, height
        )
        place = self._mirrored(place, rect)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(look.tokens(), f"{kind}_ground")))
        painter.drawRoundedRect(place, 8, 8)
        right_to_left = self._right_to_left()
        x = place.right() - padding - sign if right_to_left else place.x() + padding
        painter.drawPixmap(
            x,
            place.center().y() - sign // 2 + 1,
            icons.pixmap(ICONS[kind], colour(kind), sign),
        )
        inner = place.adjusted(
            padding if right_to_left else padding + sign + 8,
            0,
            -(padding + sign + 8) if right_to_left else -padding,
            0,
        )
        self._write(painter, inner, words, font, colour(kind))
        return width

    def _write(
        self, painter: QPainter, place: QRect, text: str, font: QFont, ink: str
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(ink))
        elided = QFontMetrics(font).elidedText(
            text, Qt.TextElideMode.ElideRight, place.width()
        )
        side = (
            Qt.AlignmentFlag.AlignRight
            if self._right_to_left()
            else Qt.AlignmentFlag.AlignLeft
        )
        painter.drawText(
            place,
            int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter),
            elided,
        )

    def _right_to_left(self) -> bool:
        view = self.parent()
        return isinstance(view, QWidget) and view.isRightToLeft()

    def _mirrored(self, place: QRect, inside: QRect) -> QRect:
        if not self._right_to_left():
            return place
        x = inside.right() - (place.right() - inside.x())
        return QRect(x, place.y(), place.width(), place.height())


class PeoplePage(Page):
    """Shows the people found; says who was opened and what was typed."""

    searched = Signal(str)
    opened = Signal(str)  # person id
    new_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self.title, self.subtitle = Words("title"), Words("soft")
        self.new = Button("primary", "add", "new-person")
        self.new.setShortcut("Ctrl+N")
        self.line = QLineEdit()
        self.line.setObjectName("search-people")
        self.line.setClearButtonEnabled(True)
        self.view, self.model = QListView(), PeopleModel()
        self.view.setObjectName("people")
        self.view.setModel(self.model)
        self.view.setItemDelegate(PersonDelegate(self.view))
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = EmptyState("people")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(60)
        self._lay_out()
        self._pause.timeout.connect(self._search)
        self.line.textChanged.connect(self._pause.start)
        self.line.returnPressed.connect(self._open_first)
        self.view.activated.connect(self._open)
        self.view.clicked.connect(self._open)
        self.new.clicked.connect(self.new_wanted)
        self.retranslate()

    def show_rows(self, rows: Sequence[PersonRow], count: int) -> None:
        """Show the people found among *count*."""
        self._count = count
        self.model.show_rows(rows)
        if rows:
            self.view.setCurrentIndex(self.model.index(0))
        self._stack.setCurrentWidget(self.view if rows else self.empty)
        self.retranslate()

    def search_for(self, text: str) -> None:
        """Put *text* into the search line and give it the keyboard."""
        if self.line.text() != text:
            self.line.setText(text)
        self.line.setFocus()

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("Personnes accompagnées"))
        self.subtitle.setText(_n("{number} dossier", "{number} dossiers", self._count))
        self.new.setText(_("Nouvelle personne"))
        self.new.setToolTip("Ctrl+N")
        self.line.setPlaceholderText(
            _("Nom, prénom ou numéro étranger, dans n’importe quelle écriture")
        )
        self.line.setAccessibleName(_("Chercher une personne"))
        self.view.setAccessibleName(_("Personnes trouvées"))
        if self.line.text():
            self.empty.say(
                _("Personne de ce nom."),
                _("Essayez les premières lettres, ou le numéro étranger."),
            )
        else:
            self.empty.say(
                _("Aucun dossier pour l’instant."),
                _("« Nouvelle personne » ouvre le premier."),
            )
        self.view.viewport().update()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        margin = metrics.PAGE_MARGIN
        column.setContentsMargins(margin, margin - 8, margin, margin)
        column.setSpacing(metrics.GAP)
        head, words = QHBoxLayout(), QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        head.addLayout(words, 1)
        head.addWidget(self.new, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.line)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        column.addWidget(holder, 1)

    def _search(self) -> None:
        self._pause.stop()
        self.searched.emit(self.line.text())

    def _open_first(self) -> None:
        index = self.view.currentIndex()
        self._open(index if index.isValid() else self.model.index(0))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.model.rows[index.row()].id)


class PeoplePresenter:
    """Keeps the list and the vault in step; builds no widget of the page."""

    def __init__(self, page: PeoplePage, desk: Desk, ask: Ask) -> None:
        self._page, self._desk, self._ask = page, desk, ask
        self._asked = 0
        page.searched.connect(self.search)
        page.opened.connect(self.open)
        page.new_wanted.connect(self.write_new)
        self.search("")

    def read(self) -> None:
        """Show the same search again: something may have changed."""
        self.search(self._page.line.text())

    def search(self, text: str) -> None:
        """Show who is found by *text*; an answer that comes too late is dropped."""
        self._asked += 1
        number = self._asked

        def show(found: tuple[tuple[PersonRow, ...], int]) -> None:
            if number == self._asked:
                self._page.show_rows(*found)

        self._ask(
            lambda: (self._desk.people.search(text, SHOWN), self._desk.people.count()),
            show,
        )

    def open(self, person: str) -> None:
        """Ask for a person's file."""
        self._page.wanted.emit(ShowPerson(person))

    def write_new(self) -> None:
        """Offer the form of a new person; what was typed before is still there."""
        self._ask(partial(self._desk.drafts.get, PersonForm.draft_of("")), self._offer)

    def _offer(self, draft: dict[str, str] | None) -> None:
        form = PersonForm(None, draft, self._page)
        form.typed.connect(self._keep)
        if form.exec():
            self._add(form.person())

    def _keep(self, key: str, values: dict[str, str]) -> None:
        self._ask(partial(self._desk.drafts.put, key, values), _nothing)

    def _add(self, person: Person) -> None:
        def work() -> PersonFile:
            made = self._desk.people.add(person)
            self._desk.drafts.drop(PersonForm.draft_of(""))
            return made

        self._ask(work, lambda made: self.open(made.person.id))


def _nothing(_answer: object) -> None:
    """Wait for no answer."""
