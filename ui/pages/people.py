"""The people of the vault: search while typing, open with Enter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QListView,
    QMenu,
    QStackedLayout,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from anef_desk import i18n
from anef_desk.desk.roles import Act
from anef_desk.desk.session import Desk
from anef_desk.desk.views import PersonRow
from anef_desk.domain.person import Person
from ui import preferences, terms
from ui.actions import keys_of
from ui.language import _, _n, current
from ui.navigation import ShowPerson, WriteLetters
from ui.page import Page
from ui.theme import icons, look, metrics
from ui.widgets.buttons import Button
from ui.widgets.chip import ICONS, ChipKind, colour, edge, ground
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import LineField
from ui.widgets.flow import Flow
from ui.widgets.hint import hint
from ui.widgets.labels import Words, set_property
from ui.widgets.line_delegate import LineDelegate, font_of
from ui.widgets.person_form import PersonForm
from ui.widgets.recorder import Drafting
from ui.widgets.stacking import stack
from ui.workers import Ask

FIRST = 12
"""People who fill the window: whoever types waits for no other."""

AT_A_TIME = 60
"""People who come each time the list is scrolled to its end."""

NARROW = 760
"""Width, at 100 % text, under which an alert stands below the name."""

WIDE = 820
"""Width, at 100 % text, from which the buttons stand beside the title."""

EDGE, ALERT_PADDING = 18, 12
ABOVE = 9, 6
"""Over and under what a row says, and where there is little room."""

_Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole


class PeopleModel(QAbstractListModel):
    """The rows found so far, and whether there are more."""

    more_wanted = Signal(int)  # how many rows in all

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[PersonRow, ...] = ()
        self.on = date.min
        self.columns = preferences.columns()
        self._asked = 0

    def show_rows(self, rows: Sequence[PersonRow], asked: int, on: date) -> None:
        """Show *rows*; what was shown already stays where it is."""
        rows = tuple(rows)
        kept = len(self.rows)
        self._asked, self.on = asked, on
        if kept and rows[:kept] == self.rows:
            if len(rows) > kept:
                self.beginInsertRows(QModelIndex(), kept, len(rows) - 1)
                self.rows = rows
                self.endInsertRows()
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """Return how many people are listed."""
        return 0 if parent.isValid() else len(self.rows)

    def canFetchMore(self, parent: _Index) -> bool:
        """Return whether the vault may know more people."""
        return not parent.isValid() and 0 < self._asked <= len(self.rows)

    def fetchMore(self, _parent: _Index) -> None:
        """Ask for the next people, once."""
        self._asked = 0
        self.more_wanted.emit(len(self.rows) + AT_A_TIME)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row, or what a screen reader says of it."""
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return alert_words(row)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            told = (
                row.name,
                row.native_name,
                alert_words(row),
                *details(row, self.on, self.columns),
            )
            return ", ".join(part for part in told if part)
        return None


def details(
    row: PersonRow, on: date, columns: Sequence[str] = preferences.COLUMNS
) -> tuple[str, ...]:
    """Return the second line of a person: what they hold, what tells them apart."""
    number = row.numero_etranger
    told: dict[str, Callable[[], str]] = {
        "holds": lambda: terms.holding(row.holds, row.until, on) if row.holds else "",
        "number": lambda: (
            _("n° étranger {number}", number=i18n.left_to_right(number))
            if number
            else ""
        ),
        "birth": lambda: terms.born(row.birth),
        "household": lambda: _household(row),
        "language": lambda: terms.language_name(row.language),
    }
    return tuple(say() if name in columns else "" for name, say in told.items())


def _household(row: PersonRow) -> str:
    """Return the household of a person: its name, else how many they are."""
    if row.household:
        return _("foyer : {name}", name=i18n.isolated(row.household))
    if not row.together:
        return ""
    return _n("foyer de {number} personne", "foyer de {number} personnes", row.together)


def alert_words(row: PersonRow) -> str:
    """Return the words of the alert that matters most, or none."""
    return current().content(row.alert.title) if row.alert else ""


class PersonDelegate(LineDelegate):
    """Draws a person on two lines, and the alert at the far end or below."""

    def __init__(self, model: PeopleModel, view: QListView) -> None:
        super().__init__(view)
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of two lines, and of a third for an alert below."""
        row: PersonRow = index.data(_ROW)
        narrow = self._narrow()
        below = 36 if row.alert is not None and narrow else 0
        tall = self._under(row, narrow=narrow) + ABOVE[narrow] + below
        return QSize(look.px(200), look.px(tall))

    def _under(self, row: PersonRow, *, narrow: bool) -> int:
        """Return how far down the lines of *row* reach, at 100 % text."""
        lines = len(self._lines(row, narrow=narrow)) if narrow else 1
        return ABOVE[narrow] + 25 + 21 * lines

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        """Draw one row, mirrored from right to left."""
        row: PersonRow = index.data(_ROW)
        rect, colours, narrow = option.rect, look.tokens(), self._narrow()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self._view.layoutDirection())
        self._ground(painter, option)
        painter.setPen(QPen(QColor(colours.line)))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        room = rect.width() - 2 * EDGE
        words = alert_words(row)
        if words and narrow:
            top = rect.y() + look.px(self._under(row, narrow=narrow) + 4)
            self._draw_alert(painter, rect, row, (room, top))
        elif words:
            top = rect.center().y() - look.px(15)
            room -= self._draw_alert(painter, rect, row, (room // 2, top)) + 16
        self._draw_words(painter, rect, row, room)
        painter.restore()

    def _draw_words(
        self, painter: QPainter, rect: QRect, row: PersonRow, room: int
    ) -> None:
        colours, narrow = look.tokens(), self._narrow()
        bold, plain, small = font_of(15, bold=True), font_of(15), font_of(13)
        start, top = rect.x() + EDGE, rect.y() + look.px(ABOVE[narrow])
        width = min(QFontMetrics(bold).horizontalAdvance(row.name) + 2, room)
        place = QRect(start, top, width, look.px(25))
        self._write(painter, self._mirrored(place, rect), row.name, bold, colours.ink)
        if row.native_name and row.native_name != row.name and width + 12 < room:
            place = QRect(start + width + 12, top, room - width - 12, look.px(25))
            place = self._mirrored(place, rect)
            self._write(painter, place, row.native_name, plain, colours.soft)
        for line, text in enumerate(self._lines(row, narrow=narrow)):
            under = QRect(start, top + look.px(25 + 21 * line), room, look.px(21))
            under = self._mirrored(under, rect)
            self._write(painter, under, text, small, colours.soft)

    def _lines(self, row: PersonRow, *, narrow: bool) -> tuple[str, ...]:
        """Return what is said under the name: one line, or two without room."""
        held, *others = details(row, self._model.on, self._model.columns)
        if narrow and held and any(others):
            return held, terms.joined(others)
        known = terms.joined((held, *others))
        return (known or _("Rien d’autre n’est noté"),)

    def _draw_alert(
        self, painter: QPainter, rect: QRect, row: PersonRow, room: tuple[int, int]
    ) -> int:
        """Draw the chip in *room* (width at most, top); return how wide it is."""
        most, top = room
        kind: ChipKind = (
            "late" if row.alert and row.alert.severity == "late" else "soon"
        )
        font = font_of(13, bold=True)
        measure = QFontMetrics(font)
        sign = look.px(16)
        around = sign + 8 + 2 * ALERT_PADDING
        words = measure.elidedText(
            alert_words(row), Qt.TextElideMode.ElideRight, max(most - around, 40)
        )
        width = measure.horizontalAdvance(words) + around + 2
        x = rect.x() + EDGE if self._narrow() else rect.right() - EDGE - width
        place = self._mirrored(QRect(x, top, width, look.px(30)), rect)
        painter.setPen(QColor(edge(kind)))
        painter.setBrush(QColor(ground(kind)))
        painter.drawRoundedRect(place, metrics.RADIUS, metrics.RADIUS)
        mark = QRect(place.x() + ALERT_PADDING, 0, sign, sign)
        mark = self._mirrored(mark, place)
        mark.moveTop(place.center().y() - sign // 2 + 1)
        painter.drawPixmap(mark, icons.pixmap(ICONS[kind], colour(kind), sign))
        start = place.x() + ALERT_PADDING + sign + 8
        inside = QRect(start, place.y(), width - around + 2, place.height())
        self._write(painter, self._mirrored(inside, place), words, font, colour(kind))
        return width

    def _narrow(self) -> bool:
        return self._view.viewport().width() < look.px(NARROW)


class PeoplePage(Page):
    """Shows the people found; says who was opened and what was typed."""

    searched = Signal(str, int)  # what was typed, how many rows at most
    continued = Signal(str, int)  # the same, once those that are shown are there
    opened = Signal(str)  # person id
    new_wanted = Signal()
    help_page = "people"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count, self._found = 0, ""  # how many, and for what was typed
        self._searching, self._opens_first = False, False
        self.title, self.subtitle = Words("title"), Words("soft")
        self.new = Button("primary", "add", "new-person")
        self.columns = Button("plain", "", "columns")
        self._menu = QMenu(self.columns)
        self._choices: dict[str, QAction] = {}
        for name in preferences.COLUMNS:
            choice = self._menu.addAction("")
            choice.setCheckable(True)
            choice.toggled.connect(self._choose_columns)
            self._choices[name] = choice
        self.columns.setMenu(self._menu)
        self.batch = Button("plain", "letters", "write-to-several")
        self.line = LineField()
        self.line.setObjectName("search-people")
        self.line.setClearButtonEnabled(True)
        self.line.installEventFilter(self)
        self.begins = self.line  # One types a name at once.
        self.view, self.model = QListView(), PeopleModel(self)
        self.view.setObjectName("people")
        self.view.setModel(self.model)
        self.view.setItemDelegate(PersonDelegate(self.model, self.view))
        self.view.setMouseTracking(True)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = EmptyState("people")
        self.empty.setMinimumHeight(1)  # Hidden, it must not make the window taller.
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(60)
        for name, choice in self._choices.items():
            choice.blockSignals(True)
            choice.setChecked(name in self.model.columns)
            choice.blockSignals(False)
        self._lay_out()
        self._pause.timeout.connect(self._search)
        self.line.textChanged.connect(self._pause.start)
        self.line.returnPressed.connect(self._open_current)
        self.view.activated.connect(self._open)
        self.view.clicked.connect(self._open)
        self.model.more_wanted.connect(self._search_more)
        self.new.clicked.connect(self.new_wanted)
        self.batch.clicked.connect(
            lambda: self.wanted.emit(WriteLetters(self.line.text()))
        )
        self.retranslate()

    def show_rows(
        self, rows: Sequence[PersonRow], asked: int, count: int, on: date
    ) -> None:
        """Show the people found: at most *asked* of the *count* in the vault."""
        self._count = count
        chosen = self.view.currentIndex()
        again = chosen.isValid() and self._found == self.line.text()
        kept = self.model.rows[chosen.row()].id if again else ""
        self._found = self.line.text()
        self.model.show_rows(rows, asked, on)
        if rows and not self.view.currentIndex().isValid():
            people = [row.id for row in rows]
            place = people.index(kept) if kept in people else 0
            self.view.setCurrentIndex(self.model.index(place))
        self._stack.setCurrentWidget(self.view if rows else self.empty)
        self._say_what_was_found()
        self._searching = False
        if self._opens_first:
            self._opens_first = False
            self._open(self.view.currentIndex())

    def acts(self) -> dict[str, Callable[[], None]]:
        """Return what can be done here, by the keys of the table of actions."""
        return {} if self.new.isHidden() else {"new-person": self.new_wanted.emit}

    def search_for(self, text: str) -> None:
        """Put *text* into the search line and give it the keyboard."""
        if self.line.text() != text:
            self.line.setText(text)
        self.line.setFocus()

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("Personnes accompagnées"))
        self.batch.setText(_("Écrire à plusieurs"))
        self.new.setText(_("Nouvelle personne"))
        self.new.setShortcut(keys_of("new-person"))  # A new text forgets the shortcut.
        self.new.setToolTip("Ctrl+N")
        self.columns.setText(_("Colonnes"))
        self.columns.setAccessibleName(_("Choisir ce que dit la liste"))
        for name, words in (
            ("holds", _("Document et sa fin")),
            ("number", _("Numéro étranger")),
            ("birth", _("Naissance")),
            ("household", _("Foyer")),
            ("language", _("Langue")),
        ):
            self._choices[name].setText(words)
        self._hint()
        self.line.setAccessibleName(_("Chercher une personne"))
        self.view.setAccessibleName(_("Personnes trouvées"))
        self._say_what_was_found()
        self.view.scheduleDelayedItemsLayout()
        self.view.viewport().update()

    def _say_what_was_found(self) -> None:
        count = _n("{number} dossier", "{number} dossiers", self._count)
        self.subtitle.setText(count)
        self.title.setToolTip(count)
        if self.line.text().strip():
            self.empty.say(
                _("Personne de ce nom dans ce coffre."),
                _(
                    "Essayez les premières lettres, une autre écriture ou le numéro"
                    " étranger. Sinon, ouvrez un dossier : Ctrl+N."
                ),
            )
        else:
            self.empty.say(
                _("Aucun dossier pour l’instant."),
                _("« Nouvelle personne » (Ctrl+N) ouvre le premier dossier."),
            )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list while somebody types."""
        if (
            watched is self.line
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}
        ):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            row = self.view.currentIndex().row() + step
            if 0 <= row < self.model.rowCount():
                self.view.setCurrentIndex(self.model.index(row))
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the list what room there is."""
        super().resizeEvent(event)
        self._place()
        self._hint()

    def _hint(self) -> None:
        words = _(
            "Nom, numéro étranger, naissance ou foyer, dans n’importe quelle écriture"
        )
        hint(self.line, self.width() - 2 * metrics.PAGE_MARGIN, words)

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes in force."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._place()

    def _lay_out(self) -> None:
        self._column = column = QVBoxLayout(self)
        self._head, words = QBoxLayout(QBoxLayout.Direction.LeftToRight), QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        self._head.addLayout(words, 1)
        acts = QWidget()
        line = Flow(acts)
        for button in (self.columns, self.batch, self.new):
            line.addWidget(button)
        self._head.addWidget(acts)
        column.addLayout(self._head)
        column.addWidget(self.line)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        column.addWidget(holder, 1)

    def _place(self) -> None:
        """Stand the buttons under the title, where both do not fit on a line."""
        narrow = self.width() < look.px(WIDE)
        low = narrow and self.height() < look.px(metrics.LOW)
        margin, above = metrics.PAGE_MARGIN, 8 if low else metrics.PAGE_MARGIN - 8
        below = 12 if low else metrics.FOOT
        self._column.setContentsMargins(margin, above, margin, below)
        self._column.setSpacing(8 if low else metrics.GAP)
        self._head.setSpacing(4 if narrow else metrics.GAP)
        stack(self._head, when=narrow)
        set_property(self.title, "role", "section" if low else "title")
        self.subtitle.setVisible(not low)

    def _choose_columns(self) -> None:
        chosen = [n for n, choice in self._choices.items() if choice.isChecked()]
        self.model.columns = tuple(chosen)
        preferences.remember_columns(chosen)
        self.view.scheduleDelayedItemsLayout()
        self.view.viewport().update()

    def _search(self) -> None:
        self._pause.stop()
        self._searching = True
        self.searched.emit(self.line.text(), FIRST)

    def _search_more(self, most: int) -> None:
        if self.line.text() == self._found:  # Else another list is on its way.
            self.continued.emit(self._found, most)

    def _open_current(self) -> None:
        if self._pause.isActive() or self._searching:
            self._opens_first = True  # The list is not yet of what was typed.
            if self._pause.isActive():
                self._search()
        else:
            self._open(self.view.currentIndex())

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.model.rows[index.row()].id)


class PeoplePresenter:
    """Keeps the list and the vault in step; builds no widget of the page."""

    def __init__(self, page: PeoplePage, desk: Desk, ask: Ask) -> None:
        self._page, self._desk, self._ask = page, desk, ask
        self._drafting = Drafting(desk.drafts, ask)
        self._asked = 0
        page.searched.connect(self.search)
        page.continued.connect(self.go_on)
        page.opened.connect(self.open)
        page.new_wanted.connect(self.write_new)
        page.new.setVisible(desk.can(Act.PEOPLE))
        page.batch.setVisible(desk.can(Act.LETTERS))
        self.search("")

    def read(self) -> None:
        """Show the same search again: something may have changed.

        As far as one had come; what is below is read again when one goes there.
        """
        rows = len(self._page.model.rows)
        reached = self._page.view.currentIndex().row() + AT_A_TIME
        self.search(self._page.line.text(), max(FIRST, min(rows, reached)))

    def search(self, text: str, most: int = FIRST) -> None:
        """Show who is found by *text*; an answer that comes too late is dropped."""
        self._find(text, most, ())

    def go_on(self, text: str, most: int) -> None:
        """Show more of those who are found by *text*, after those that are shown."""
        self._find(text, most, self._page.model.rows)

    def _find(self, text: str, most: int, known: tuple[PersonRow, ...]) -> None:
        self._asked += 1
        number = self._asked

        def show(found: tuple[tuple[PersonRow, ...], int, date]) -> None:
            further, count, on = found
            if number != self._asked:
                return
            listed = {row.id for row in known}
            rows = (*known, *(row for row in further if row.id not in listed))
            more = len(further) == most - len(known)
            self._page.show_rows(rows, len(rows) if more else most, count, on)

        def work() -> tuple[tuple[PersonRow, ...], int, date]:
            people = self._desk.people
            found = people.search(text, most, len(known))
            return found, people.count(), self._desk.today()

        self._ask(work, show)

    def open(self, person: str) -> None:
        """Ask for a person's file."""
        self._page.wanted.emit(ShowPerson(person))

    def write_new(self) -> None:
        """Offer the form of a new person; what was typed before is still there."""
        self._drafting.begin(PersonForm.draft_of(""), self._offer)

    def _offer(self, draft: Mapping[str, str] | None) -> None:
        form = PersonForm(None, draft, self._page, on=self._desk.today())
        form.checks = True
        form.typed.connect(self._drafting.keep)
        form.known_wanted.connect(self.open)

        def look_for_double(*_typed: object) -> None:
            self._ask(partial(self._desk.people.alike, form.person()), form.show_alike)

        form.alike_wanted.connect(look_for_double)
        self._ask(self._desk.prefectures.all, form.suggest)
        if form.exec():
            self._add(form.person())

    def _add(self, person: Person) -> None:
        add = partial(self._desk.people.add, person)
        work = self._drafting.recorded(add, PersonForm.draft_of(""))
        self._ask(work, lambda made: self.open(made.person.id))
