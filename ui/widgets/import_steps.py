"""Import a table in three steps: the file, its columns, what would be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QListWidgetItem, QVBoxLayout, QWidget

from anef_desk.errors import ExpectedError
from anef_desk.progress import Report
from ui.language import _, _n, current
from ui.theme import look, metrics
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.column_choice import ColumnChoice
from ui.widgets.flow import Flow
from ui.widgets.labels import Words
from ui.widgets.planned_line import Labels
from ui.widgets.running import Running
from ui.widgets.titles import Titles
from ui.workers import Ask

if TYPE_CHECKING:
    from anef_desk.desk.planned import Plan
    from anef_desk.exchange.table import Table

SHOWN = 300
"""Lines listed; those that are refused come first."""

LIST_HEIGHT = 260


class Source(Protocol):
    """A part of the desk that a table is brought into."""

    def fields(self) -> tuple[tuple[str, str], ...]:
        """Return what a column may say."""

    def guess(self, table: Table) -> tuple[str, ...]:
        """Return what each column seems to say."""

    def plan(self, table: Table, columns: tuple[str, ...], report: Report) -> Plan[Any]:
        """Return what importing would do."""

    def run(self, agreed: Any, report: Report) -> Any:  # noqa: ANN401 - its own plan
        """Do what was agreed."""


class ImportSteps(QWidget):
    """Shows the steps, one after the other; nothing is written before the last button.

    *counted* says how many lines of a plan would become what, *told* what would become
    of one, whose fields are called as its second argument says.
    """

    file_chosen = Signal(Path)
    columns_chosen = Signal(tuple)
    agreed = Signal()

    def __init__(
        self,
        counted: Callable[[Any], list[str]],
        told: Callable[[Any, Labels], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._counted, self._told = counted, told
        self._table: Table | None = None
        self._plan: Plan[Any] | None = None
        self._reads = False
        self._fields: tuple[tuple[str, str], ...] = ()
        self.file, self.columns, self.result = Card(), Card(), Card()
        self.file_words, self.problem = Words("soft"), Words("error")
        self.choose = Button("primary", "document", "choose-table")
        self.columns_words, self.choice = Words("soft"), ColumnChoice()
        self.counts, self.more, self.lines = Words(), Words("soft"), Titles()
        self.lines.setObjectName("planned-lines")
        self.reading = Running("read", at_once=False)
        self.reading.words.hide()  # The card says it from the first moment.
        self.planning = Running("plan", at_once=False)
        self.running = Running("import")
        self.run = Button("primary", "check", "run-import")
        self._lay_out()
        self.problem.hide()
        self.choose.clicked.connect(self._ask_file)
        self.choice.changed.connect(self.columns_chosen)
        self.run.clicked.connect(self.agreed)
        self.retranslate()

    def show_reading(self) -> None:
        """Say that a file is being read: a large workbook takes seconds."""
        self._reads = True
        self.problem.say("")
        self._say_file()

    def show_read(self) -> None:
        """Say that no file is being read any more: it was read, or given up."""
        self._reads = False
        self.reading.end()
        self._say_file()

    def show_table(
        self,
        table: Table | None,
        columns: Sequence[str] = (),
        fields: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Show the columns of a *table*, and what each seems to say; None to begin."""
        self.show_read()
        self._table, self._plan, self._fields = table, None, tuple(fields)
        self.problem.say("")
        self.choice.show_columns(table, columns, fields)
        self.retranslate()

    def show_plan(self, plan: Plan[Any]) -> None:
        """Show what would become of each line."""
        self.planning.end()
        self._plan = plan
        self.retranslate()

    def show_problem(self, text: str) -> None:
        """Say why the file is not taken, or nothing was written."""
        self.show_read()
        self.planning.end()
        self.running.end()
        self.run.setEnabled(True)
        self.problem.say(text)

    def retranslate(self) -> None:
        """Write every text of the steps again."""
        self.file.title.setText(_("1. Le fichier"))
        self.columns.title.setText(_("2. Les colonnes"))
        self.result.title.setText(_("3. Ce qui sera fait"))
        self.columns_words.setText(
            _("Vérifiez ce que dit chaque colonne. Une colonne peut être laissée.")
        )
        self.choice.retranslate()
        self.reading.retranslate()
        self.planning.retranslate()
        self.running.retranslate()
        self._say_file()
        self._say_plan()
        self.columns.setVisible(self._table is not None)
        self.result.setVisible(self._plan is not None)

    def _say_file(self) -> None:
        table = self._table
        if table is None:
            self.file_words.setText(
                _(
                    "CSV ou XLSX, 5 000 lignes au plus. La première ligne dit ce que"
                    " contient chaque colonne."
                )
            )
            self.choose.setText(_("Choisir un fichier"))
        else:
            self.file_words.setText(" ".join(_read(table)))
            self.choose.setText(_("Choisir un autre fichier"))
        if self._reads:
            self.file_words.setText(_("Le fichier est en train d’être lu…"))
        self.choose.setEnabled(not self._reads)
        self.choose.become("plain" if table is not None else "primary")

    def _say_plan(self) -> None:
        plan = self._plan
        if plan is None:
            return
        self.counts.setText(" ".join(self._counted(plan)))
        rows = sorted(plan.rows, key=lambda row: row.outcome != "refused")
        labels = {key: _(label) for key, label in self._fields}
        told = [self._told(row, labels) for row in rows[:SHOWN]]
        self.lines.fill([QListWidgetItem(line) for line in told], "")
        left = max(len(rows) - SHOWN, 0)
        self.more.say(
            _n("… et {number} autre ligne.", "… et {number} autres lignes.", left)
            if left
            else ""
        )
        self.lines.setAccessibleName(self.result.title.text())
        self.lines.setFixedHeight(look.px(LIST_HEIGHT))
        self.run.setText(_("Importer"))
        self.run.setEnabled(plan.writes)

    def _ask_file(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(
            self,
            _("Choisir un fichier"),
            "",
            _("Tableaux (*.csv *.tsv *.txt *.xlsx)"),
        )
        if chosen:
            self.file_chosen.emit(Path(chosen))

    def _lay_out(self) -> None:
        for card, parts, button in (
            (self.file, (self.file_words, self.reading, self.problem), self.choose),
            (self.columns, (self.columns_words, self.choice, self.planning), None),
            (
                self.result,
                (self.counts, self.lines, self.more, self.running),
                self.run,
            ),
        ):
            for part in parts:
                card.body.addWidget(part)
            if button is not None:
                actions = Flow()
                actions.addWidget(button)
                card.body.addLayout(actions)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP)
        for card in (self.file, self.columns, self.result):
            column.addWidget(card)


def _read(table: Table) -> list[str]:
    """Say how much of a file was read, and what was not."""
    said = [_n("{number} ligne lue.", "{number} lignes lues.", len(table.rows))]
    if table.others:
        said.append(
            _n(
                "C’est la feuille « {sheet} » ; {number} autre n’est pas lue.",
                "C’est la feuille « {sheet} » ; {number} autres ne sont pas lues.",
                len(table.others),
                sheet=table.sheet,
            )
        )
    return said


class ImportPresenter:
    """Has the file looked at, the plan made, and all of it written or nothing.

    *look* reads a file beside the vault; *done* is given what *source* did.
    """

    def __init__(
        self,
        steps: ImportSteps,
        look: Callable[[Path, Report], Table],
        source: Source,
        ask: Ask,
        done: Callable[[Any], None],
    ) -> None:
        self._steps, self._look, self._source = steps, look, source
        self._ask, self._tell = ask, done
        self._table: Table | None = None
        self._columns: tuple[str, ...] = ()
        self._plan: Plan[Any] | None = None
        steps.file_chosen.connect(self.look_at)
        steps.columns_chosen.connect(self.plan)
        steps.agreed.connect(self.run)

    def look_at(self, path: Path) -> None:
        """Have *path* looked at beside the vault."""
        self._steps.show_reading()

        def then(table: Table | None) -> None:
            if table is None:  # It was given up: what was there before stays.
                self._steps.show_read()
            else:
                self._show_table(table)

        work = self._steps.reading.start(
            partial(self._look, path), _("Le fichier est en train d’être lu…")
        )
        self._ask(work, then, self.refused, beside=True)

    def plan(self, columns: tuple[str, ...]) -> None:
        """Show what importing would do, if *columns* say that."""
        self._columns = columns
        self._plan = None  # The one that is shown is of other columns.
        self._steps.run.setEnabled(False)
        self.read()

    def read(self) -> None:
        """Show again what importing would do: what is there may have changed."""
        table, columns = self._table, self._columns
        if table is None:
            return

        def then(plan: Plan[Any] | None) -> None:
            if plan is None:  # It was stopped: another file, or none.
                self._table = None
                self._steps.planning.end()
                self._steps.show_table(None)
            elif table is self._table and columns is self._columns:
                self._plan = plan
                self._steps.show_plan(plan)

        work = self._steps.planning.start(
            partial(self._source.plan, table, columns), _("Les lignes sont comparées.")
        )
        self._ask(work, then, self.refused)

    def run(self) -> None:
        """Do what was shown."""
        agreed, self._plan = self._plan, None  # It is done once.
        if agreed is None:
            return

        def done(made: Any) -> None:  # noqa: ANN401 - what the source made
            self._plan = agreed if made is None else None
            self._done(made)

        def refused(error: Exception) -> None:
            self._plan = agreed
            self.refused(error)

        self._steps.run.setEnabled(False)
        work = self._steps.running.start(
            partial(self._source.run, agreed), _("L’import est en cours.")
        )
        self._ask(work, done, refused)

    def refused(self, error: Exception) -> None:
        """Say on the page why nothing was done."""
        if not isinstance(error, ExpectedError):
            self._steps.show_problem("")
            raise error
        self._steps.show_problem(error.explain(current()))
        self._steps.run.setEnabled(self._plan is not None)

    def _show_table(self, table: Table) -> None:
        self._table = table
        columns = self._source.guess(table)
        self._steps.show_table(table, columns, self._source.fields())
        self.plan(columns)

    def _done(self, made: Any) -> None:  # noqa: ANN401 - what the source made
        self._steps.running.end()
        self._steps.run.setEnabled(True)
        if made is not None:  # Else it was stopped: nothing was written.
            self._table = self._plan = None
            self._steps.show_table(None)
        self._tell(made)
