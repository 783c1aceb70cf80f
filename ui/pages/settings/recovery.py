"""The recovery sheet: printed, typed back, kept under lock."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from anef_desk.desk.roles import Act
from anef_desk.errors import ExpectedError
from ui.language import _, current
from ui.page import ScrollingPage
from ui.theme import look, metrics
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.labels import Words
from ui.widgets.paper import Outbox, PaperDialog, Sheet, sheet
from ui.widgets.recovery_lines import RecoveryLines
from ui.widgets.reserved import Reserved
from ui.workers import Ask

if TYPE_CHECKING:
    from anef_desk.desk.administration import RecoveryState
    from anef_desk.desk.session import Desk


class RecoveryPage(ScrollingPage):
    """Where the sheet stands; a new one; its lines typed back."""

    make_wanted = Signal()
    typed_back = Signal(object)  # lines

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from anef_desk.desk.administration import line_is_right  # noqa: PLC0415

        self._state: RecoveryState | None = None
        self._decides = True
        self.title, self.intro = Words("title"), Words("soft")
        self.state, self.typing = Card(), Card()
        self.chip, self.state_words = Chip(), Words()
        self.make = Button("primary", "print", "make-sheet")
        self.only = Reserved()
        self.lines_intro = Words("soft")
        self.lines = RecoveryLines(line_is_right)
        self.problem = Words("error")
        self.problem.hide()
        self.confirm = Button("primary", "check", "confirm-sheet")
        self._lay_out()
        self.make.clicked.connect(self.make_wanted)
        self.confirm.clicked.connect(self._submit)
        self.lines.submitted.connect(self._submit)
        self.lines.changed.connect(self._follow)
        self.retranslate()

    def show_state(self, state: RecoveryState, *, decides: bool) -> None:
        """Say where the sheet stands; whoever does not decide only reads it."""
        self._state, self._decides = state, decides
        self.retranslate()

    def show_problem(self, text: str) -> None:
        """Say why the sheet does not count yet."""
        self.problem.say(text)

    def show_paper(self, title: str, shown: Sheet) -> PaperDialog:
        """Show the sheet to print: the only time its key is there."""
        dialog = PaperDialog(title, self)
        dialog.paper.show_sheet(shown, "feuille.pdf")
        return dialog

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("Feuille de secours"))
        self.intro.setText(
            _(
                "Une feuille de papier qui ouvre le coffre quand plus personne n’a de"
                " phrase secrète. Sans elle, un oubli suffit pour tout perdre."
            )
        )
        self.state.title.setText(_("Votre feuille"))
        self.typing.title.setText(_("Retaper la feuille"))
        self.lines_intro.setText(
            _(
                "Tapez les six lignes telles qu’elles sont imprimées. La feuille n’ouvre"
                " le coffre qu’une fois retapée ici."
            )
        )
        self.only.name(
            _("Seule une personne qui coordonne fait la feuille de secours.")
        )
        self.confirm.setText(_("Cette feuille est la bonne"))
        self.lines.retranslate()
        for card in (self.state, self.typing):
            card.setMaximumWidth(look.px(metrics.CARD_WIDTH))
        self._say_state()

    def _say_state(self) -> None:
        state = self._state
        confirmed = state.confirmed if state else None
        waiting = state.waiting if state else None
        if confirmed and confirmed.confirmed_on:
            self.chip.show_status("done", _("Prête"))
            words = _(
                "La feuille faite le {made} ouvre le coffre.",
                made=current().day(confirmed.made_on),
            )
            if waiting:
                words += " " + _(
                    "Celle du {made} la remplacera une fois retapée.",
                    made=current().day(waiting.made_on),
                )
        elif waiting:
            self.chip.show_status("soon", _("À retaper"))
            words = _(
                "La feuille faite le {made} n’ouvre rien tant qu’elle n’est pas retapée.",
                made=current().day(waiting.made_on),
            )
        else:
            self.chip.show_status("late", _("Aucune"))
            words = _("Aucune feuille n’ouvre ce coffre.")
        self.state_words.setText(words)
        self.make.setText(
            _("Faire une autre feuille") if confirmed else _("Faire la feuille")
        )
        self.make.become("plain" if confirmed or waiting else "primary")
        self.make.setVisible(self._decides)
        self.only.setVisible(not self._decides)
        self.typing.setVisible(self._decides and waiting is not None)
        self._follow()

    def _follow(self) -> None:
        self.problem.say("")
        self.confirm.setEnabled(self.lines.complete() or self._is_code())

    def _is_code(self) -> bool:
        first, *others = self.lines.lines()
        return first.strip().upper().startswith("AGE-SECRET-KEY-") and not any(others)

    def _submit(self) -> None:
        if self.confirm.isEnabled():
            self.typed_back.emit(self.lines.lines())

    def _lay_out(self) -> None:
        line, actions = QHBoxLayout(), QHBoxLayout()
        line.addWidget(self.chip)
        line.addWidget(self.state_words, 1)
        self.state.body.addLayout(line)
        actions.addWidget(self.make)
        actions.addStretch(1)
        self.state.body.addLayout(actions)
        self.state.body.addWidget(self.only)
        for widget in (self.lines_intro, self.lines, self.problem):
            self.typing.body.addWidget(widget)
        confirm = QHBoxLayout()
        confirm.addWidget(self.confirm)
        confirm.addStretch(1)
        self.typing.body.addLayout(confirm)
        self.begin_with(self.title, self.intro)
        for part in (self.state, self.typing):
            self.body.addWidget(part)
        self.body.addStretch(1)


class RecoveryPresenter:
    """Makes a sheet, shows it once, and checks what was typed back."""

    def __init__(self, page: RecoveryPage, desk: Desk, ask: Ask) -> None:
        page.only.blame(read_only=desk.read_only)
        self._page, self._desk, self._ask = page, desk, ask
        page.make_wanted.connect(self.make)
        page.typed_back.connect(self.confirm)

    def read(self) -> None:
        """Show where the sheet stands."""
        administration = self._desk.administration
        self._ask(
            administration.recovery_state,
            lambda state: self._page.show_state(
                state, decides=self._desk.can(Act.RECOVERY)
            ),
        )

    def make(self) -> None:
        """Make a sheet, and show it to be printed."""
        administration = self._desk.administration

        def work() -> Sheet:
            return sheet(administration.make_recovery_sheet().pdf)

        def then(shown: Sheet) -> None:
            dialog = self._page.show_paper(_("Feuille de secours"), shown)
            Outbox(dialog.paper, self._ask, self._page.explained.emit)
            dialog.finished.connect(lambda _code: self._put_away(dialog))
            dialog.open()

        self._ask(work, then, self._refused)

    def confirm(self, lines: tuple[str, ...]) -> None:
        """Let the sheet count, if *lines* are its own."""

        def then(_sheet: object) -> None:
            self._page.lines.clear()
            self._page.explained.emit(_("La feuille de secours est prête."))
            self.read()

        confirm = partial(self._desk.administration.confirm_recovery, lines)
        self._ask(confirm, then, self._refused)

    def _put_away(self, dialog: PaperDialog) -> None:
        dialog.paper.show_sheet(None, "")
        self.read()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, ExpectedError):
            raise error
        self._page.show_problem(error.explain(current()))


def make(desk: Desk, ask: Ask) -> tuple[RecoveryPage, RecoveryPresenter]:
    """Return the section, over the vault of *desk*."""
    page = RecoveryPage()
    return page, RecoveryPresenter(page, desk, ask)
