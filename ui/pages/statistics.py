"""Statistics: what is counted, as a chart and a table; each number is seen before it goes.

Nothing here asks who wrote anything down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from anef_desk.catalogue.library import Library
from anef_desk.desk.session import Desk
from anef_desk.desk.statistics import (
    Asked,
    StatisticsView,
    bars,
    grid,
    heading,
    notes,
)
from anef_desk.i18n.typography import french
from anef_desk.statistics import words
from anef_desk.statistics.records import DIMENSIONS, Dimension, Subject
from ui.language import _, current
from ui.page import ScrollingPage
from ui.theme import look
from ui.widgets import paper
from ui.widgets.alert_card import WIDE_TEXT
from ui.widgets.bar_chart import BarChart
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.dialog import Dialog
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import TextField
from ui.widgets.labels import Words
from ui.widgets.paper import Outbox, PaperDialog, Sheet, sheet
from ui.widgets.select import Select
from ui.widgets.stacking import stack
from ui.workers import Ask

FIELDS = ("subject", "year", "rows", "columns")


class StatisticsPage(ScrollingPage):
    """Shows counts; says what somebody wants to see, and to send."""

    help_page = "statistics"
    asked = Signal(object)  # Asked
    print_wanted = Signal()
    file_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: StatisticsView | None = None
        self._library: Library | None = None
        self.title, self.lead = Words("title"), Words("soft")
        self.fields: dict[str, tuple[Words, Select]] = {
            name: (Words("strong"), Select()) for name in FIELDS
        }
        for name, (_label, field) in self.fields.items():
            field.setObjectName(f"statistics-{name}")
            field.activated.connect(self._ask)
        self.chart_card, self.table_card = Card(), Card()
        self.chart, self.table = BarChart(), CountTable()
        self.notes = Words("soft")
        self.file = Button("plain", "save", "statistics-file")
        self.print = Button("primary", "print", "statistics-print")
        self.empty = EmptyState("statistics")
        self._lay_out()
        self.file.clicked.connect(self.file_wanted)
        self.print.clicked.connect(self.print_wanted)
        self.retranslate()

    @property
    def view(self) -> StatisticsView | None:
        """Return what is shown."""
        return self._view

    def show_view(self, view: StatisticsView, library: Library) -> None:
        """Show *view*; *library* knows the names of its lines."""
        self._view, self._library = view, library
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("Statistiques"))
        self.lead.setText(
            _("Ce que l’association peut montrer sans laisser reconnaître personne.")
        )
        for name, text in (
            ("subject", _("Quoi")),
            ("year", _("Année")),
            ("rows", _("Réparti par")),
            ("columns", _("Croisé avec")),
        ):
            label, field = self.fields[name]
            label.setText(text)
            field.setAccessibleName(text)
        self.chart_card.title.setText(_("En image"))
        self.table_card.title.setText(_("En chiffres"))
        self.file.setText(_("Fichier pour un tableur"))
        self.print.setText(_("Voir la feuille à imprimer"))
        self.empty.say(
            _("Rien à compter pour l’instant."),
            _(
                "Notez un droit perdu dans le dossier d’une personne,"
                " ou un blocage dans une démarche. Les chiffres viennent ici."
            ),
        )
        if self._view is not None and self._library is not None:
            self._write(self._view, self._library)
        self._place()

    def _write(self, view: StatisticsView, library: Library) -> None:
        asked = view.asked
        known = DIMENSIONS[asked.subject]
        by = [(_(words.DIMENSIONS[d]), d.value) for d in known]
        self._fill(
            "subject",
            [(_(words.SUBJECTS[s]), s.value) for s in view.subjects],
            asked.subject.value,
        )
        found = view.years or (asked.year,)
        self._fill("year", [(str(y), str(y)) for y in found], str(asked.year))
        self._fill("rows", by, asked.rows.value)
        crossing = asked.subject is not Subject.DELAYS
        self.fields["columns"][1].setEnabled(crossing)
        self._fill(
            "columns",
            [(_("Rien"), ""), *(one for one in by if one[1] != asked.rows.value)],
            asked.columns.value if asked.columns else "",
        )
        there = view.lines.total is not None
        self.empty.setVisible(not view.years)
        self.chart_card.setVisible(bool(view.lines.lines))
        self.table_card.setVisible(there)
        self._actions.setVisible(there)
        self.chart.show_bars(
            heading(view, current()), tuple(bars(view, library, current()))
        )
        self.table.setAccessibleName(heading(view, current()))
        self.table.show_rows(tuple(grid(view, library, current())))
        self.notes.say("\n".join(notes(view, current())) if view.years else "")

    def _fill(self, name: str, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        field = self.fields[name][1]
        with QSignalBlocker(field):
            field.clear()
            for text, value in choices:
                field.addItem(text, value)
            field.setCurrentIndex(max(field.findData(chosen), 0))

    def _ask(self) -> None:
        chosen = {
            name: str(f.currentData() or "") for name, (_w, f) in self.fields.items()
        }
        columns = chosen["columns"]
        self.asked.emit(
            Asked(
                subject=Subject(chosen["subject"]),
                year=int(chosen["year"]),
                rows=Dimension(chosen["rows"]),
                columns=Dimension(columns) if columns else None,
            )
        )

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.title)
        head.addWidget(self.lead)
        self.body.addLayout(head)
        self._choices = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._choices.setSpacing(16)
        for label, field in self.fields.values():
            column = QVBoxLayout()
            column.setSpacing(3)
            column.addWidget(label)
            column.addWidget(field)
            self._choices.addLayout(column, 1)
        self.body.addLayout(self._choices)
        self.chart_card.body.addWidget(self.chart)
        self.table_card.body.addWidget(self.table)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setSpacing(16)
        for card in (self.chart_card, self.table_card):
            holder = QVBoxLayout()
            holder.addWidget(card)
            holder.addStretch(1)
            self._cards.addLayout(holder, 1)
        self.body.addLayout(self._cards)
        self.body.addWidget(self.notes)
        self._actions = QWidget()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._actions)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(10)
        self._line.addStretch(1)
        for button in (self.file, self.print):
            self._line.addWidget(button)
        self.body.addWidget(self._actions)
        self.body.addWidget(self.empty)
        self.body.addStretch(1)
        for widget in (self.chart_card, self.table_card, self._actions, self.empty):
            widget.hide()

    def _place(self) -> None:
        """Stand everything in one column when text is large, or the table wide."""
        tall = look.scale() >= WIDE_TEXT
        crossed = self._view is not None and self._view.cross is not None
        for layout in (self._choices, self._line):
            stack(layout, when=tall)
        stack(self._cards, when=tall or crossed)


class CountTable(QTableWidget):
    """Numbers in rows and columns, as high as they need; wide ones scroll."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statistics-table")
        self.setProperty("bare", True)  # The card is its frame.
        self.setShowGrid(False)  # Each line has its own.
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()

    def show_rows(self, rows: Sequence[Sequence[str | int]]) -> None:
        """Show *rows*: heads first, totals last."""
        heads = rows[0] if rows else ()
        self.clear()
        self.setColumnCount(len(heads))
        self.setRowCount(max(len(rows) - 1, 0))
        middle = Qt.AlignmentFlag.AlignVCenter
        side = Qt.AlignmentFlag.AlignTrailing | middle
        for c, name in enumerate(heads):
            head = QTableWidgetItem(french(str(name)))
            start = Qt.AlignmentFlag.AlignLeading | middle
            head.setTextAlignment(side if c else start)
            self.setHorizontalHeaderItem(c, head)
        for r, row in enumerate(rows[1:]):
            for c, value in enumerate(row):
                item = QTableWidgetItem(french(str(value)))
                if c:
                    item.setTextAlignment(side)
                if r == len(rows) - 2 or (c > 1 and c == len(heads) - 1):
                    font = self.font()
                    font.setBold(True)
                    item.setFont(font)
                self.setItem(r, c, item)
        self._fit()

    def resizeEvent(self, event: object) -> None:
        """Take the height that the rows need at this width."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _fit(self) -> None:
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        if 0 < self.columnCount() <= 2:  # noqa: PLR2004 - names, and one number
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.resizeRowsToContents()
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        bar = self.horizontalScrollBar().sizeHint().height()
        wide = header.length() > self.viewport().width()
        self.setFixedHeight(
            rows
            + header.sizeHint().height()
            + 2 * self.frameWidth()
            + 1
            + (bar if wide else 0)
        )


class FilePreview(Dialog):
    """Everything a file holds, before it leaves."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        title = _("Fichier pour un tableur")
        self.setWindowTitle(title)
        column, line = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(12)
        heading_words, told = Words("title"), Words("soft")
        heading_words.setText(title)
        told.setText(
            _(
                "Voici tout ce que le fichier contient."
                " Une fois enregistré, il n’est plus protégé par le coffre."
            )
        )
        self.text = TextField(text)
        self.text.setObjectName("file-content")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("Contenu du fichier"))
        self.text.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.give_up, self.save = (
            Button("quiet", "", "file-give-up"),
            Button("primary", "save", "file-save"),
        )
        self.give_up.setText(_("Annuler"))
        self.save.setText(_("Enregistrer"))
        line.addStretch(1)
        line.addWidget(self.give_up)
        line.addWidget(self.save)
        for widget in (heading_words, told):
            column.addWidget(widget)
        column.addWidget(self.text, 1)
        column.addLayout(line)
        self.safest = self.give_up
        self.give_up.clicked.connect(self.reject)
        self.save.clicked.connect(self.accept)
        here = parent.window().size()
        self.resize(
            min(look.px(760), max(here.width() - 40, 320)),
            min(look.px(560), max(here.height() - 40, 280)),
        )


@dataclass(frozen=True)
class _Made:
    """A file, and what it says."""

    content: bytes
    text: str


class StatisticsPresenter:
    """Counts when asked, and lets out what was seen; builds no widget of the page."""

    def __init__(self, page: StatisticsPage, desk: Desk, ask: Ask) -> None:
        self._page, self._desk, self._ask = page, desk, ask
        self._asked = Asked()
        page.asked.connect(self.show)
        page.print_wanted.connect(self.print)
        page.file_wanted.connect(self.file)
        self.read()

    def read(self) -> None:
        """Count again."""
        self.show(self._asked)

    def show(self, asked: Asked) -> None:
        """Show what is *asked*."""
        before = self._asked
        if asked.subject is not before.subject:
            asked = replace(asked, year=None)
        self._asked = asked
        self._ask(partial(self._desk.statistics.show, asked), self._show)

    def print(self) -> None:
        """Show the sheet, to be printed or saved."""
        view = self._page.view
        if view is not None:
            self._ask(
                lambda: sheet(self._desk.statistics.sheet(view)), self._show_paper
            )

    def file(self) -> None:
        """Show all that the file for a spreadsheet holds, to be saved."""
        view = self._page.view
        if view is None:
            return

        def work() -> _Made:
            content = self._desk.statistics.csv(view)
            return _Made(content, content.decode("utf-8-sig"))

        self._ask(work, self._offer)

    def save(self, content: bytes, path: Path) -> None:
        """Write the file that was seen."""
        self._ask(
            partial(paper.write_file, path, content),
            lambda _none: self._page.explained.emit(paper.saved()),
        )

    def _show(self, view: StatisticsView) -> None:
        self._page.show_view(view, self._desk.library)

    def _show_paper(self, shown: Sheet) -> None:
        dialog = PaperDialog(_("Statistiques"), self._page)
        dialog.paper.show_sheet(shown, _("statistiques.pdf"))
        Outbox(dialog.paper, self._ask, self._page.explained.emit)
        dialog.open()

    def _offer(self, made: _Made) -> None:
        dialog = FilePreview(made.text, self._page)
        dialog.accepted.connect(partial(self._choose_place, made.content))
        dialog.open()

    def _choose_place(self, content: bytes) -> None:
        path = paper.ask_file(self._page, _("statistiques.csv"))
        if path is not None:
            self.save(content, path)
