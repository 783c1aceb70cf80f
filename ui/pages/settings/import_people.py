"""Import people from a table: the file, its columns, what would be done; then undo."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QListWidgetItem, QWidget

from anef_desk.errors import ExpectedError
from ui.language import _, _n, current
from ui.page import ScrollingPage
from ui.theme import look
from ui.widgets.buttons import Button
from ui.widgets.card import Card, clear
from ui.widgets.column_choice import ColumnChoice
from ui.widgets.entry import Entry
from ui.widgets.flow import Flow
from ui.widgets.labels import Words
from ui.widgets.planned_line import told
from ui.widgets.running import Running
from ui.widgets.titles import Titles
from ui.workers import Ask

if TYPE_CHECKING:
    from anef_desk.desk.import_plan import Plan
    from anef_desk.desk.imports import Undone
    from anef_desk.desk.session import Desk
    from anef_desk.domain.import_batch import ImportBatch
    from anef_desk.exchange.table import Table

SHOWN = 300
"""Lines listed; those that are refused come first."""

LIST_HEIGHT = 260


class ImportPage(ScrollingPage):
    """Three steps on one page; nothing is written before the last button."""

    file_chosen = Signal(Path)
    columns_chosen = Signal(tuple)
    agreed = Signal()
    undo_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._decides = True
        self._table: Table | None = None
        self._plan: Plan | None = None
        self._batches: tuple[ImportBatch, ...] = ()
        self.title, self.intro, self.only = Words("title"), Words("soft"), Words("soft")
        self.file, self.columns, self.result = Card(), Card(), Card()
        self.done = Card()
        self.file_words, self.problem = Words("soft"), Words("error")
        self.choose = Button("primary", "document", "choose-table")
        self.columns_words, self.choice = Words("soft"), ColumnChoice()
        self.counts, self.more, self.lines = Words(), Words("soft"), Titles()
        self.lines.setObjectName("planned-lines")
        self.running = Running("import")
        self.run = Button("primary", "check", "run-import")
        self._lay_out()
        self.problem.hide()
        self.choose.clicked.connect(self._ask_file)
        self.choice.changed.connect(self.columns_chosen)
        self.run.clicked.connect(self.agreed)
        self.retranslate()

    def show_table(
        self,
        table: Table | None,
        columns: Sequence[str] = (),
        fields: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Show the columns of a *table*, and what each seems to say; None to begin."""
        self._table, self._plan = table, None
        self.problem.say("")
        self.choice.show_columns(table, columns, fields)
        self.retranslate()

    def show_plan(self, plan: Plan) -> None:
        """Show what would become of each line."""
        self._plan = plan
        self.retranslate()

    def show_batches(self, batches: Sequence[ImportBatch], *, decides: bool) -> None:
        """Show the imports that can be taken back; whoever does not decide reads."""
        self._batches, self._decides = tuple(batches), decides
        self.retranslate()

    def show_problem(self, text: str) -> None:
        """Say why the file is not taken, or nothing was written."""
        self.running.end()
        self.run.setEnabled(True)
        self.problem.say(text)

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("Importer un tableau"))
        self.intro.setText(
            _(
                "Des personnes et leurs documents de séjour, depuis un tableur. Ce qui est"
                " déjà dans le coffre n’est jamais remplacé."
            )
        )
        self.only.setText(_("Seule une personne qui coordonne importe un tableau."))
        self.file.title.setText(_("1. Le fichier"))
        self.columns.title.setText(_("2. Les colonnes"))
        self.result.title.setText(_("3. Ce qui sera fait"))
        self.done.title.setText(_("Imports faits"))
        self.columns_words.setText(
            _("Vérifiez ce que dit chaque colonne. Une colonne peut être laissée.")
        )
        self.choice.retranslate()
        self.running.retranslate()
        self._say_file()
        self._say_plan()
        self._say_batches()
        self.only.setVisible(not self._decides)
        self.file.setVisible(self._decides)
        self.columns.setVisible(self._decides and self._table is not None)
        self.result.setVisible(self._decides and self._plan is not None)

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
            self.file_words.setText(
                _n("{number} ligne lue.", "{number} lignes lues.", len(table.rows))
            )
            self.choose.setText(_("Choisir un autre fichier"))
        self.choose.become("plain" if table is not None else "primary")

    def _say_plan(self) -> None:
        plan = self._plan
        if plan is None:
            return
        self.counts.setText(" ".join(_counted(plan)))
        rows = sorted(plan.rows, key=lambda row: row.outcome != "refused")
        self.lines.fill([QListWidgetItem(told(row)) for row in rows[:SHOWN]], "")
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

    def _say_batches(self) -> None:
        clear(self.done.body, 1)
        self.done.setVisible(bool(self._batches))
        for batch in self._batches:
            line = Entry(
                _("Le {day}", day=current().day(batch.made_on)),
                " ".join((
                    _n(
                        "{number} dossier créé.",
                        "{number} dossiers créés.",
                        batch.created,
                    ),
                    _n(
                        "{number} dossier complété.",
                        "{number} dossiers complétés.",
                        batch.changed,
                    ),
                    _n(
                        "{number} document ajouté.",
                        "{number} documents ajoutés.",
                        batch.documents,
                    ),
                )),
                stacks=True,
            )  # fmt: skip
            if self._decides:
                undo = Button("plain", "back", f"undo-{batch.id}")
                undo.setText(_("Annuler cet import"))
                undo.clicked.connect(partial(self._want_undo, batch.id))
                line.add(undo)
            self.done.body.addWidget(line)

    def _want_undo(self, batch: str, *_checked: bool) -> None:
        self.undo_wanted.emit(batch)

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
            (self.file, (self.file_words, self.problem), self.choose),
            (self.columns, (self.columns_words, self.choice), None),
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
        for widget in (
            self.title,
            self.intro,
            self.only,
            self.file,
            self.columns,
            self.result,
            self.done,
        ):
            self.body.addWidget(widget)
        self.body.addStretch(1)


class ImportPresenter:
    """Has the file looked at, the plan made, and all of it written or nothing."""

    def __init__(self, page: ImportPage, desk: Desk, ask: Ask) -> None:
        self._page, self._desk, self._ask = page, desk, ask
        self._table: Table | None = None
        self._plan: Plan | None = None
        page.file_chosen.connect(self.look_at)
        page.columns_chosen.connect(self.plan)
        page.agreed.connect(self.run)
        page.undo_wanted.connect(self.undo)

    def read(self) -> None:
        """Show the imports that were made; what was begun stays."""
        decides = self._desk.administration.coordinates
        self._ask(
            self._desk.imports.batches,
            lambda found: self._page.show_batches(found, decides=decides),
        )

    def look_at(self, path: Path) -> None:
        """Have *path* looked at beside the vault."""
        self._ask(
            partial(self._desk.imports.look, path),
            self._show_table,
            self._refused,
            beside=True,
        )

    def plan(self, columns: tuple[str, ...]) -> None:
        """Show what importing would do, if *columns* say that."""
        if self._table is None:
            return

        def then(plan: Plan) -> None:
            self._plan = plan
            self._page.show_plan(plan)

        work = partial(self._desk.imports.plan, self._table, columns)
        self._ask(work, then, self._refused)

    def run(self) -> None:
        """Do what was shown."""
        agreed = self._plan
        if agreed is None:
            return
        self._page.run.setEnabled(False)
        work = self._page.running.start(
            partial(self._desk.imports.run, agreed), _("L’import est en cours.")
        )
        self._ask(work, self._done, self._refused)

    def undo(self, batch: str) -> None:
        """Take an import back, and say what stays."""

        def then(undone: Undone) -> None:
            self._page.explained.emit(_undone(undone))
            self.read()

        self._ask(partial(self._desk.imports.undo, batch), then, self._refused)

    def _show_table(self, table: Table) -> None:
        self._table = table
        imports = self._desk.imports
        columns = imports.guess(table)
        self._page.show_table(table, columns, imports.fields())
        self.plan(columns)

    def _done(self, batch: ImportBatch | None) -> None:
        self._page.running.end()
        self._page.run.setEnabled(True)
        if batch is None:  # It was stopped: nothing was written.
            self._page.explained.emit(_("Rien n’a été importé."))
            return
        self._table = self._plan = None
        self._page.show_table(None)
        self.read()
        self._page.proposed.emit(
            _("L’import est fait."), _("Annuler"), partial(self.undo, batch.id)
        )

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, ExpectedError):
            self._page.show_problem("")
            raise error
        self._page.show_problem(error.explain(current()))


def _counted(plan: Plan) -> list[str]:
    """Say how many lines would become what, without those of which there are none."""
    new, completed = plan.count("new"), plan.count("completed")
    refused, same = plan.count("refused"), plan.count("same")
    parts = (
        (new, _n("{number} nouveau dossier.", "{number} nouveaux dossiers.", new)),
        (
            completed,
            _n("{number} dossier complété.", "{number} dossiers complétés.", completed),
        ),
        (refused, _n("{number} ligne refusée.", "{number} lignes refusées.", refused)),
        (
            same,
            _n(
                "{number} ligne sans rien de nouveau.",
                "{number} lignes sans rien de nouveau.",
                same,
            ),
        ),
    )
    return [told for count, told in parts if count]


def _undone(undone: Undone) -> str:
    parts = [_("L’import est annulé.")]
    if undone.left:
        parts.append(
            _n(
                "{number} dossier a changé depuis : il reste tel qu’il est.",
                "{number} dossiers ont changé depuis : ils restent tels qu’ils sont.",
                undone.left,
            )
        )
    return " ".join(parts)


def make(desk: Desk, ask: Ask) -> tuple[ImportPage, ImportPresenter]:
    """Return the section, over the vault of *desk*."""
    page = ImportPage()
    return page, ImportPresenter(page, desk, ask)
