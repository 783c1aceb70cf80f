"""Import people from a table, and take an import back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from anef_desk.desk.roles import Act
from ui.language import _, _n, current
from ui.page import ScrollingPage
from ui.widgets.buttons import Button
from ui.widgets.card import Card, clear
from ui.widgets.entry import Entry
from ui.widgets.import_steps import ImportPresenter, ImportSteps
from ui.widgets.labels import Words
from ui.widgets.planned_line import counted, told_person
from ui.widgets.reserved import Reserved
from ui.workers import Ask

if TYPE_CHECKING:
    from anef_desk.desk.import_plan import PeoplePlan
    from anef_desk.desk.imports import Undone
    from anef_desk.desk.session import Desk
    from anef_desk.domain.import_batch import ImportBatch


class PeopleImportPage(ScrollingPage):
    """The steps of an import, and those that were made."""

    undo_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._decides = True
        self._batches: tuple[ImportBatch, ...] = ()
        self.title, self.intro, self.only = Words("title"), Words("soft"), Reserved()
        self.steps = ImportSteps(_counted, told_person)
        self.done = Card()
        self.begin_with(self.title, self.intro)
        for widget in (self.only, self.steps, self.done):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.retranslate()

    def show_batches(self, batches: Sequence[ImportBatch], *, decides: bool) -> None:
        """Show the imports that can be taken back; whoever does not decide reads."""
        self._batches, self._decides = tuple(batches), decides
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("Importer un tableau"))
        self.intro.setText(
            _(
                "Des personnes et leurs documents de séjour, depuis un tableur. Ce qui est"
                " déjà dans le coffre n’est jamais remplacé."
            )
        )
        self.only.name(_("Seule une personne qui coordonne importe un tableau."))
        self.done.title.setText(_("Imports faits"))
        self.steps.retranslate()
        self._say_batches()
        self.only.setVisible(not self._decides)
        self.steps.setVisible(self._decides)

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


class PeopleImportPresenter:
    """Brings people into the vault, and takes an import back."""

    def __init__(self, page: PeopleImportPage, desk: Desk, ask: Ask) -> None:
        page.only.blame(read_only=desk.read_only)
        self._page, self._desk, self._ask = page, desk, ask
        imports = desk.imports
        self.steps = ImportPresenter(page.steps, imports.look, imports, ask, self._done)
        page.undo_wanted.connect(self.undo)

    def read(self) -> None:
        """Show the imports that were made; what was begun stays."""
        decides = self._desk.can(Act.IMPORT)
        self._ask(
            self._desk.imports.batches,
            lambda found: self._page.show_batches(found, decides=decides),
        )

    def undo(self, batch: str) -> None:
        """Take an import back, and say what stays."""

        def then(undone: Undone) -> None:
            self._page.explained.emit(_undone(undone))
            self.read()

        work = partial(self._desk.imports.undo, batch)
        self._ask(work, then, self.steps.refused)

    def _done(self, batch: ImportBatch | None) -> None:
        if batch is None:
            self._page.explained.emit(_("Rien n’a été importé."))
            return
        self.read()
        self._page.proposed.emit(
            _("L’import est fait."), _("Annuler"), partial(self.undo, batch.id)
        )


def _counted(plan: PeoplePlan) -> list[str]:
    """Say how many lines would become what, without those of which there are none."""
    new, completed = plan.count("new"), plan.count("completed")
    return counted(
        plan,
        _n("{number} nouveau dossier.", "{number} nouveaux dossiers.", new),
        _n("{number} dossier complété.", "{number} dossiers complétés.", completed),
    )


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


def make(desk: Desk, ask: Ask) -> tuple[PeopleImportPage, PeopleImportPresenter]:
    """Return the section, over the vault of *desk*."""
    page = PeopleImportPage()
    return page, PeopleImportPresenter(page, desk, ask)
