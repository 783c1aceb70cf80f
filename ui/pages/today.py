"""Today: what is late, what ends this week, who is expected; open, write, note, put off."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from anef_desk.clock import PARIS
from anef_desk.desk.board import Board, BoardItem, BoardRow, BoardSection, Touched
from anef_desk.desk.context import Recorded
from anef_desk.desk.roles import Act
from anef_desk.desk.session import Desk
from anef_desk.desk.today import FIRST, SHOWN
from ui import terms
from ui.actions import action, keys_of
from ui.language import _, _n, current
from ui.navigation import NewPerson, ShowCase, ShowPerson, WriteLetter
from ui.page import Page, Progress
from ui.theme import look, metrics
from ui.widgets.board_lines import Line, coming, lines
from ui.widgets.board_list import BoardList
from ui.widgets.board_panel import BoardPanel
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Words, set_property
from ui.widgets.postpone_form import PostponeForm
from ui.widgets.recorder import Drafting
from ui.widgets.relay_form import DRAFT, RelayForm
from ui.widgets.stacking import stack
from ui.workers import Ask

WIDE = 980
"""Width, at 100 % text, from which the panel stands beside the list."""

PANEL = 360
"""Width of the panel there, at 100 % text."""

MORE = 50
"""People of a section shown in addition, at each demand."""


class TodayPage(Page):
    """Shows the board; says what somebody wants to do with a line of it."""

    opened = Signal(object)  # a `Line`
    letter_wanted = Signal(object)
    done_wanted = Signal(object)
    postpone_wanted = Signal(object)
    relay_wanted = Signal()
    more_wanted = Signal()
    help_page = "today"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board: Board | None = None
        self.title, self.subtitle = Words("title"), Words("soft")
        self.failed = Words("error")
        self.relay = Button("plain", "edit", "relay")
        self.new = Button("primary", "add", "new-person-today")
        self.view, self.panel = BoardList(), BoardPanel()
        self.empty = EmptyState("today")
        self.empty.setMinimumHeight(1)  # Hidden, it must not make the window taller.
        self.acts_of_line: dict[str, Callable[[], None]] = {
            key: partial(self._act, key)
            for key in ("today-open", "today-letter", "today-done", "today-postpone")
        }
        self.begins = self.view
        self._low = False  # whether there is little height, and large text
        self._lay_out()
        self._watch()
        self.retranslate()

    def acts(self) -> dict[str, Callable[[], None]]:
        """Return what can be done here, by the keys of the table of actions."""
        line = self.view.current()
        acts = {
            key: act
            for key, act in self.acts_of_line.items()
            if line is not None and line.allows(key)
        }
        if not self.relay.isHidden():
            acts["relay"] = self.relay_wanted.emit
        return acts

    def show_board(self, board: Board) -> None:
        """Show *board*; the line that was current stays so, or the next one is."""
        self.board = board
        self.view.show_lines(lines(board), board.on, coming=coming(board))
        held = self.view.hasFocus()
        self._stack.setCurrentWidget(self._both if self.view.count() else self.empty)
        if held and not self.view.count():
            self.new.setFocus()
        self._write(board)

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.relay.setText(_("Relève"))
        self.relay.setToolTip(keys_of("relay"))
        self.new.setText(_("Nouvelle personne"))
        self.new.setShortcut(keys_of("new-person"))  # A new text forgets it.
        self.new.setToolTip(keys_of("new-person"))
        self.view.setAccessibleName(_("Tableau du jour"))
        self.panel.retranslate()
        if self.board is None:
            self.title.setText(_("Aujourd’hui"))
            self.failed.say("")
        else:
            self.view.retranslate()
            self._write(self.board)

    def _write(self, board: Board) -> None:
        """Write what the board says."""
        self.title.setText(current().whole_day(board.on))
        self.subtitle.setText(_summary(board))
        self.title.setToolTip(_summary(board))
        self._make_room()
        self.failed.say(_failures(board))
        self._show_current()
        if board.people:
            self.empty.say(
                _("Rien en retard, rien cette semaine."),
                _(
                    "Les dates viennent des documents et des démarches notés dans"
                    " les dossiers. F3 montre les personnes."
                ),
            )
        else:
            self.empty.say(
                _("Aucun dossier pour l’instant."),
                _("« Nouvelle personne » (Ctrl+N) ouvre le premier dossier."),
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the panel beside the list, or under it when there is no room."""
        super().resizeEvent(event)
        self._place()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the acts of the line under the pointer, or of the current one."""
        line, at = self.view.current(), event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.view.visualRect(self.view.currentIndex()).center()
            at = self.view.viewport().mapToGlobal(place)
            if not self.view.hasFocus():
                return
        elif not self.view.underMouse():
            return
        if line is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, act in self.acts_of_line.items():
            if line.allows(key):
                words = f"{_(action(key).words)}\t{keys_of(key)}"
                menu.addAction(words).triggered.connect(lambda _c=False, do=act: do())
        menu.popup(at)

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes in force."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._place()

    def _lay_out(self) -> None:
        self._column = column = QVBoxLayout(self)
        head, words = QHBoxLayout(), QVBoxLayout()
        head.setSpacing(12)
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        head.addLayout(words, 1)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(10)
        self._buttons.addWidget(self.relay, 0, Qt.AlignmentFlag.AlignTop)
        self._buttons.addWidget(self.new, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(self._buttons)
        column.addLayout(head)
        column.addWidget(self.failed)
        self._both = QWidget()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._both)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(self.view, 1)
        self._line.addWidget(self.panel)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self._both)
        self._stack.addWidget(self.empty)
        column.addWidget(holder, 1)
        QWidget.setTabOrder(self.view, self.panel)

    def _place(self) -> None:
        """Stand the panel where there is room; in large text the lines come first."""
        wide = self.width() >= look.px(WIDE)
        low = not wide and self.height() < look.px(metrics.LOW)
        margin, above = metrics.PAGE_MARGIN, 8 if low else metrics.PAGE_MARGIN - 8
        below = 12 if low else metrics.FOOT
        self._column.setContentsMargins(margin, above, margin, below)
        for layout in (self._column, self._line):
            layout.setSpacing(8 if low else metrics.GAP)
        set_property(self.title, "role", "section" if low else "title")
        self.subtitle.setVisible(not low)  # Each title of the list says its number.
        self._low = low
        self._make_room()
        stack(self._line, when=not wide)
        stack(self._buttons, when=self.width() < look.px(450 if low else 700))
        self.panel.stand(under=not wide, low=low)
        self.panel.setMinimumWidth(look.px(PANEL) if wide else 0)
        self.panel.setMaximumWidth(look.px(PANEL) if wide else metrics.NO_LIMIT)
        self._share()

    def _make_room(self) -> None:
        """Leave the signs of the buttons out where the date takes several lines."""
        buttons = [one for one in (self.relay, self.new) if not one.isHidden()]
        for button in buttons:
            button.bare(bare=False)
        if self._low:
            taken = sum(button.sizeHint().width() + 10 for button in buttons)
            room = self.width() - 2 * metrics.PAGE_MARGIN - taken
            words = self.title.fontMetrics().horizontalAdvance(self.title.text())
            for button in buttons:
                button.bare(bare=words > room)

    def _share(self) -> None:
        """Give the list the height the panel does not need."""
        beside = self._line.direction() == QBoxLayout.Direction.LeftToRight
        closed = self.panel.closed
        tall = QSizePolicy.Policy.Maximum if closed else QSizePolicy.Policy.Expanding
        self.panel.setSizePolicy(QSizePolicy.Policy.Preferred, tall)
        self._line.setStretch(0, 3)
        self._line.setStretch(1, 0 if beside or closed else 2)

    def _watch(self) -> None:
        self.view.moved.connect(self._show_current)
        self.panel.opened.connect(self._share)
        self.panel.wanted.connect(self._act_on)
        self.view.chosen.connect(self._choose)
        self.relay.clicked.connect(self.relay_wanted)
        self.new.clicked.connect(lambda: self.wanted.emit(NewPerson()))
        for key, act in self.acts_of_line.items():
            self.panel.buttons[key].clicked.connect(act)
            if key != "today-open":  # Enter reaches the list by itself.
                shortcut = QShortcut(QKeySequence(keys_of(key)), self.view)
                shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
                shortcut.setAutoRepeat(False)  # A key held down is one act.
                shortcut.activated.connect(act)

    def _choose(self, line: Line) -> None:
        if line.kind == "more":
            self.more_wanted.emit()
        else:
            self.opened.emit(line)

    def _act_on(self, key: str, item: BoardItem) -> None:
        """Say what is wanted with one date of the current line, the others aside."""
        line = self.view.current()
        if line is not None and line.row is not None:
            self.view.setFocus()  # What was pressed goes with its date.
            self._act(key, replace(line, row=replace(line.row, items=(item,))))

    def _act(self, key: str, line: Line | None = None) -> None:
        """Say what is wanted with *line*, or the current one, where that makes sense."""
        line = line or self.view.current()
        if line is None:
            return
        if line.kind == "more":
            self.more_wanted.emit()
        elif line.allows(key):
            signals = {
                "today-open": self.opened,
                "today-letter": self.letter_wanted,
                "today-done": self.done_wanted,
                "today-postpone": self.postpone_wanted,
            }
            signals[key].emit(line)

    def _show_current(self) -> None:
        line = self.view.current()
        if self.board is not None:
            self.panel.show_line(line, self.board.on)


def _summary(board: Board) -> str:
    """Say how much there is to do, and on what that was computed."""
    late, week = board.section("late"), board.section("week")
    at = board.at.astimezone(ZoneInfo(PARIS))
    return terms.joined(
        (
            _late(late),
            _n(
                "{number} personne cette semaine",
                "{number} personnes cette semaine",
                week.count if week else 0,
            ),
            _n(
                "calculé à {time} sur {number} dossier",
                "calculé à {time} sur {number} dossiers",
                board.people,
                time=_(
                    "{hour} h {minute}", hour=str(at.hour), minute=f"{at.minute:02}"
                ),
            ),
            _n(
                "{number} dossier encore à calculer",
                "{number} dossiers encore à calculer",
                board.waiting,
            )
            if board.waiting
            else "",
        )
    )


def _late(late: BoardSection | None) -> str:
    if late is None:
        return _("aucun retard")
    if late.more:
        return _("plus de {number} retards", number=late.count)
    return _n("{number} retard", "{number} retards", late.count)


def _failures(board: Board) -> str:
    """Say what could not be computed, if anything."""
    told = []
    if board.failed:
        rules = current().listing(current().content(title) for title in board.failed)
        told.append(
            _(
                "Une règle n’a pas pu être calculée : {rules}."
                " Les autres dates sont justes.",
                rules=rules,
            )
        )
    if board.outdated:
        told.append(
            _n(
                "Lecture seule : les dates de {number} dossier n’ont pas pu être"
                " recalculées.",
                "Lecture seule : les dates de {number} dossiers n’ont pas pu être"
                " recalculées.",
                board.outdated,
            )
        )
    return "\n".join(told)


class TodayPresenter:
    """Keeps the board and the vault in step; builds no widget of the page."""

    def __init__(self, page: TodayPage, desk: Desk, ask: Ask) -> None:
        self._page, self._desk, self._ask = page, desk, ask
        self._drafting = Drafting(desk.drafts, ask)
        self._shown = SHOWN
        self._computing = self._stopped = False
        self._total = 0
        page.opened.connect(self.open)
        page.letter_wanted.connect(self.write)
        page.done_wanted.connect(self.done)
        page.postpone_wanted.connect(self.offer_postponement)
        page.relay_wanted.connect(self.offer_relay)
        page.more_wanted.connect(self.show_more)
        page.new.setVisible(desk.can(Act.PEOPLE))
        page.relay.setVisible(desk.can(Act.EVENTS))
        self._ask(partial(desk.board.read, self._shown, FIRST), self._begin)

    def read(self) -> None:
        """Show what is true now."""
        self._ask(partial(self._desk.board.read, self._shown), self._show)

    def show_more(self) -> None:
        """Show more people in each section."""
        self._shown += MORE
        self.read()

    def open(self, line: Line) -> None:
        """Show the case a date is about, or the person's file."""
        case = line.row.lead.matter.case if line.row else ""
        self._page.wanted.emit(ShowCase(case) if case else ShowPerson(line.person))

    def write(self, line: Line) -> None:
        """Show the letters, with the one that the alerts call for, if we have it."""
        case = line.row.lead.matter.case if line.row else ""

        def then(codes: tuple[str, ...]) -> None:
            written = next((code for code in codes if code in terms.WRITTEN), None)
            self._page.wanted.emit(WriteLetter(line.person, case or None, written))

        self._ask(partial(self._desk.board.letters, line.person, case), then)

    def done(self, line: Line) -> None:
        """Note that a date was dealt with; it can be taken back."""
        if line.note is not None:
            take = partial(self._desk.relay.take, line.note.handover)
            self._ask(take, partial(self._noted, _("Relève prise.")))
        elif line.row is not None:
            item = line.row.lead
            work = partial(self._desk.board.done, item, line.person)
            self._ask(work, partial(self._noted, _done_words(item)))

    def offer_postponement(self, line: Line) -> None:
        """Ask until when a date is put off, and why."""
        board = self._page.board
        if line.row is None or board is None:
            return
        key = PostponeForm.draft_of(line.person, line.row.lead.matter.rule)
        offer = partial(self._offer_postponement, line.row, board.on)
        self._drafting.begin(key, offer)

    def postpone(self, row: BoardRow, until: date, reason: str) -> None:
        """Put the date that leads *row* off."""
        board = self._desk.board
        work = partial(board.postpone, row.lead, row.person, until, reason)
        key = PostponeForm.draft_of(row.person, row.lead.matter.rule)
        day = current().day(until)
        self._ask(
            self._drafting.recorded(work, key),
            partial(self._noted, _("Reporté au {day}.", day=day)),
        )

    def offer_relay(self) -> None:
        """Ask what comes next for each file touched today."""
        self._ask(
            lambda: (self._desk.relay.touched(), self._desk.drafts.get(DRAFT)),
            lambda found: self._offer_relay(*found),
        )

    def take_back(self, change: Recorded) -> None:
        """Put back what was there before a change."""
        self._ask(partial(self._desk.undo.put_back, change), lambda _c: self.read())

    def _begin(self, board: Board) -> None:
        """Show what fills the window; read the rest once it is painted."""
        if board.whole:
            self._show(board)
            return
        self._page.show_board(board)
        QTimer.singleShot(1, self._page, self.read)  # Nought comes before painting.

    def _show(self, board: Board) -> None:
        self._page.show_board(board)
        if board.waiting and not self._computing and not self._stopped:
            self._computing, self._total = True, board.waiting
            self._ask(self._desk.board.compute, self._computed)

    def _computed(self, waiting: int) -> None:
        """Go on with the files that wait, a few at a time; then show the board."""
        if self._stopped or not waiting:
            self._computing = False
            self._page.working.emit(None)
            self.read()
            return
        self._page.working.emit(
            Progress(
                _("Le tableau du jour se calcule."),
                max(self._total - waiting, 0),
                self._total,
                self._stop,
            )
        )
        self._ask(self._desk.board.compute, self._computed)

    def _stop(self) -> None:
        self._stopped = True

    def _noted(self, words: str, change: Recorded) -> None:
        self._page.proposed.emit(words, _("Annuler"), partial(self.take_back, change))
        self.read()

    def _offer_postponement(
        self, row: BoardRow, on: date, draft: Mapping[str, str] | None
    ) -> None:
        form = PostponeForm(row, on, draft, self._page)
        form.typed.connect(self._drafting.keep)
        if form.exec():
            until = form.until()
            if until is not None:
                self.postpone(row, until, form.reason())

    def _offer_relay(
        self, touched: tuple[Touched, ...], draft: Mapping[str, str] | None
    ) -> None:
        form = RelayForm(touched, draft, self._page)
        form.typed.connect(self._drafting.keep)
        if form.exec():
            self.leave(form.texts())

    def leave(self, texts: dict[str, str]) -> None:
        """Keep what is left to colleagues, file by file."""

        def work() -> int:
            changes = [self._desk.relay.leave(p, text) for p, text in texts.items()]
            return sum(change is not None for change in changes)

        def then(number: int) -> None:
            if number:
                self._page.explained.emit(
                    _n(
                        "La relève de {number} dossier est notée.",
                        "La relève de {number} dossiers est notée.",
                        number,
                    )
                )
            self.read()

        self._ask(self._drafting.recorded(work, DRAFT), then)


def _done_words(item: BoardItem) -> str:
    """Say that a date was dealt with, and what stays to be noted in the file."""
    title = current().content(item.title) or item.words
    if item.state == "past" or item.matter.kind != "deadline":
        return _("Noté comme fait : {what}.", what=title)
    return _(
        "Noté comme fait : {what}. La date reviendra au prochain rappel, tant que le"
        " dossier ne dit pas la suite.",
        what=title,
    )
