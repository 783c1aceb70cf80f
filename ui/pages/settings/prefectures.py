"""The book of prefectures: where letters go, and how long that was known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from anef_desk.desk.roles import Act
from anef_desk.domain.prefecture import Prefecture
from anef_desk.errors import ExpectedError
from ui import terms
from ui.language import _, _n, current
from ui.page import ScrollingPage
from ui.theme import look, metrics
from ui.widgets import paper
from ui.widgets.buttons import Button
from ui.widgets.card import Card, clear
from ui.widgets.entry import Entry
from ui.widgets.flow import Flow
from ui.widgets.import_steps import ImportPresenter, ImportSteps
from ui.widgets.labels import Words
from ui.widgets.planned_line import counted, told_prefecture
from ui.widgets.prefecture_form import PrefectureForm
from ui.widgets.recorder import Drafting
from ui.workers import Ask

if TYPE_CHECKING:
    from anef_desk.desk.prefecture_plan import PrefecturePlan
    from anef_desk.desk.prefecture_tables import Change
    from anef_desk.desk.session import Desk


class PrefecturesPage(ScrollingPage):
    """A line for each prefecture: its address, and when somebody made sure of it."""

    add_wanted = Signal()
    file_wanted = Signal()
    change_wanted = Signal(object)  # Prefecture
    removal_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book: tuple[Prefecture, ...] = ()
        self._old: frozenset[str] = frozenset()
        self._writes = True
        self.title, self.intro = Words("title"), Words("soft")
        self.add = Button("primary", "add", "add-prefecture")
        self.bring = Button("plain", "document", "import-prefectures")
        self.bring.setCheckable(True)
        self.give = Button("plain", "save", "export-prefectures")
        self.steps = ImportSteps(_counted, told_prefecture)
        self.steps.hide()
        self.card, self.empty = Card(), Words("soft")
        acts = Flow()
        for button in (self.add, self.bring, self.give):
            acts.addWidget(button)
        self.begin_with(self.title, self.intro)
        self.body.addLayout(acts)
        self.body.addWidget(self.steps)
        self.body.addWidget(self.card)
        self.body.addStretch(1)
        self.add.clicked.connect(self.add_wanted)
        self.bring.toggled.connect(self._open_steps)
        self.give.clicked.connect(self.file_wanted)
        self.retranslate()

    def reserve(self) -> None:
        """Show the book to whoever only reads it."""
        self._writes = False
        for button in (self.add, self.bring):
            button.hide()

    def show_book(self, book: Sequence[Prefecture], old: frozenset[str]) -> None:
        """Show the *book*; those of *old* should be made sure of again."""
        self._book, self._old = tuple(book), old
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("Carnet des préfectures"))
        self.intro.setText(
            _(
                "L’adresse d’ici est écrite sur les courriers, quand la préfecture a le"
                " même nom que dans le dossier."
            )
        )
        self.card.title.setText(_("Adresses"))
        self.add.setText(_("Ajouter une préfecture"))
        self.bring.setText(_("Importer un tableau"))
        self.give.setText(_("Enregistrer pour un tableur"))
        self.give.setEnabled(bool(self._book))
        self.steps.retranslate()
        for part in (self.steps, self.card):
            part.setMaximumWidth(look.px(metrics.CARD_WIDTH))
        clear(self.card.body, 1)
        if not self._book:
            self.empty = Words("soft")
            self.empty.setText(
                _(
                    "Le carnet est vide : les courriers nomment la préfecture, sans son"
                    " adresse. Ajoutez celles de vos dossiers, ou importez le tableau d’une"
                    " autre structure : nom, département, service, adresse."
                )
            )
            self.card.body.addWidget(self.empty)
        for known in self._book:
            self.card.body.addWidget(self._line(known))

    def _open_steps(self, opened: bool) -> None:
        self.add.become("plain" if opened else "primary")
        self.steps.setVisible(opened)
        if opened:
            self.steps.choose.setFocus()

    def _line(self, known: Prefecture) -> Entry:
        address = ", ".join(known.address.splitlines())
        line = Entry(
            terms.joined((known.name, known.department)),
            "\n".join(
                told
                for told in (
                    terms.joined((known.service, address)),
                    terms.joined((known.email, known.phone)),
                    _made_sure(known.checked_on),
                )
                if told
            ),
            stacks=True,
        )
        if known.id in self._old:
            line.add_status("soon", _("À revérifier"))
        elif not known.address:
            line.add_status("soon", _("À compléter"))
        if not self._writes:
            return line
        change = Button("plain", "edit", f"change-{known.id}")
        change.setText(_("Vérifier ou changer"))
        change.setAccessibleName(_("Vérifier ou changer : {what}", what=known.name))
        change.clicked.connect(partial(self._want_change, known))
        remove = Button("quiet", "close", f"remove-{known.id}")
        remove.setText(_("Retirer"))
        remove.setAccessibleName(_("Retirer : {what}", what=known.name))
        remove.clicked.connect(partial(self._want_removal, known.id))
        line.add(change)
        line.add(remove)
        return line

    def _want_change(self, known: Prefecture, *_checked: bool) -> None:
        self.change_wanted.emit(known)

    def _want_removal(self, prefecture: str, *_checked: bool) -> None:
        self.removal_wanted.emit(prefecture)


class PrefecturesPresenter:
    """Keeps the book; what is taken out can be put back."""

    def __init__(self, page: PrefecturesPage, desk: Desk, ask: Ask) -> None:
        self._page, self._desk, self._ask = page, desk, ask
        self._drafting = Drafting(desk.drafts, ask)
        if not desk.can(Act.LETTERS):
            page.reserve()
        page.add_wanted.connect(lambda: self.change(Prefecture(id="", name="")))
        page.change_wanted.connect(self.change)
        page.removal_wanted.connect(self.remove)
        page.file_wanted.connect(self.give)
        tables = desk.prefecture_tables
        self.steps = ImportPresenter(
            page.steps, desk.imports.look, tables, ask, self._imported
        )

    def read(self) -> None:
        """Show the book."""
        self._ask(self._desk.prefectures.all, self._show)

    def change(self, known: Prefecture) -> None:
        """Ask for a line of the book; what was typed before is still there."""
        key = PrefectureForm.draft_of(known.id)
        self._drafting.begin(key, partial(self._offer, known))

    def remove(self, prefecture: str) -> None:
        """Take a line out of the book, and propose to put it back."""

        def then(removed: Prefecture) -> None:
            self.read()
            self._page.proposed.emit(
                _("Retirée du carnet : {name}.", name=removed.name),
                _("Annuler"),
                lambda: self._ask(
                    partial(self._desk.prefectures.put_back, removed), self._show
                ),
            )

        self._ask(partial(self._desk.prefectures.remove, prefecture), then)

    def give(self) -> None:
        """Write the book into a file, for another desk or a spreadsheet."""
        path = paper.ask_file(self._page, _("carnet-des-prefectures.csv"))
        if path is None:
            return

        def work() -> None:
            paper.write_file(path, self._desk.prefecture_tables.csv())

        told = _("Le carnet est enregistré.")
        self._ask(work, lambda _none: self._page.explained.emit(told))

    def _imported(self, changes: tuple[Change, ...] | None) -> None:
        if changes is None:
            self._page.explained.emit(_("Rien n’a été importé."))
            return
        self._page.bring.setChecked(False)
        self.read()
        self._page.proposed.emit(
            _("L’import est fait."), _("Annuler"), partial(self._take_back, changes)
        )

    def _take_back(self, changes: tuple[Change, ...]) -> None:
        def then(left: int) -> None:
            self._page.explained.emit(_undone(left))
            self.read()

        self._ask(partial(self._desk.prefecture_tables.take_back, changes), then)

    def _show(self, book: Sequence[Prefecture]) -> None:
        from anef_desk.desk.prefectures import is_old  # noqa: PLC0415

        on = self._desk.today()
        old = frozenset(known.id for known in book if is_old(known, on))
        self._page.show_book(book, old)
        self.steps.read()

    def _offer(
        self, known: Prefecture, draft: Mapping[str, str] | None, problem: str = ""
    ) -> None:
        form = PrefectureForm(known, draft, self._page)
        form.problem.say(problem)
        form.typed.connect(self._drafting.keep)
        form.accepted.connect(lambda: self._record(form.prefecture()))
        form.finished.connect(lambda _code: form.deleteLater())
        form.open()

    def _record(self, typed: Prefecture) -> None:
        put = partial(self._desk.prefectures.put, typed)
        work = self._drafting.recorded(put, PrefectureForm.draft_of(typed.id))

        def refused(error: Exception) -> None:
            if not isinstance(error, ExpectedError):
                raise error
            self._offer(typed, None, error.explain(current()))

        self._ask(work, self._show, refused)


def _counted(plan: PrefecturePlan) -> list[str]:
    new, changed = plan.count("new"), plan.count("completed")
    return counted(
        plan,
        _n("{number} nouvelle préfecture.", "{number} nouvelles préfectures.", new),
        _n("{number} préfecture changée.", "{number} préfectures changées.", changed),
    )


def _undone(left: int) -> str:
    told = _("L’import est annulé.")
    if not left:
        return told
    return f"{told} " + _n(
        "{number} préfecture a changé depuis : elle reste telle qu’elle est.",
        "{number} préfectures ont changé depuis : elles restent telles qu’elles sont.",
        left,
    )


def _made_sure(checked_on: date | None) -> str:
    if checked_on is None:
        return _("Jamais vérifiée.")
    return _("Vérifiée le {day}.", day=current().day(checked_on))


def make(desk: Desk, ask: Ask) -> tuple[PrefecturesPage, PrefecturesPresenter]:
    """Return the section, over the vault of *desk*."""
    page = PrefecturesPage()
    return page, PrefecturesPresenter(page, desk, ask)
