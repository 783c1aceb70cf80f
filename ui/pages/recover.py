"""When a passphrase is lost: the recovery sheet is typed, then a new one is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from anef_desk.errors import ExpectedError
from ui.language import _, current
from ui.page import ScrollingPage
from ui.theme import look
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import Words
from ui.widgets.locked_corner import LockedCorner
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.recovery_lines import RecoveryLines
from ui.widgets.select import Select
from ui.workers import Ask

if TYPE_CHECKING:
    from anef_desk.desk.session import Desk, Recovered
    from anef_desk.domain.staff import Staff

CARD_WIDTH = 700


class RecoverPage(ScrollingPage):
    """Two steps, one after the other: the sheet, then the passphrase."""

    typed = Signal(object)  # lines
    chosen = Signal(str, str)  # coordinator, passphrase
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from anef_desk.desk.administration import line_is_right  # noqa: PLC0415

        self.corner = LockedCorner()
        self.language_wanted = self.corner.languages.chosen
        self.title, self.intro = Words("title"), Words("soft")
        self.sheet, self.you = Card(), Card()
        self.lines = RecoveryLines(line_is_right)
        self.open = Button("primary", "shield", "open-with-sheet")
        self.staff_label, self.staff = Words("strong"), Select()
        self.staff.setObjectName("coordinator")
        self.passphrase = NewPassphrase("recovered-passphrase")
        self.give = Button("primary", "lock", "give-passphrase")
        self.back = Button("quiet", "back", "back-to-unlock")
        self.problem = Words("error")
        self.problem.hide()
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.hide()
        self._lay_out()
        self.you.hide()
        self.open.clicked.connect(self._submit_lines)
        self.lines.submitted.connect(self._submit_lines)
        self.lines.changed.connect(lambda: self.problem.say(""))
        self.give.clicked.connect(self._submit_passphrase)
        self.passphrase.submitted.connect(self._submit_passphrase)
        self.back.clicked.connect(self.left)
        self.retranslate()
        self.lines.fields[0].setFocus()

    def show_coordinators(self, coordinators: Sequence[Staff]) -> None:
        """Ask for whom the new passphrase is; the sheet is right."""
        self.show_busy(busy=False)
        self.lines.clear()
        self.sheet.hide()
        self.staff.clear()
        from ui import terms  # noqa: PLC0415 - once the sheet is right

        for one, told in zip(coordinators, terms.colleagues(coordinators), strict=True):
            self.staff.addItem(told, one.id)
        self.you.show()
        self.passphrase.first.line.setFocus()

    def show_problem(self, text: str) -> None:
        """Say why the vault does not open; what was typed is still there."""
        self.show_busy(busy=False)
        self.problem.say(text)

    def show_busy(self, *, busy: bool) -> None:
        """Show that something is being tried."""
        self.busy.setVisible(busy)
        for button in (self.open, self.give, self.back):
            button.setEnabled(not busy)
        if busy:
            self.problem.say("")

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.corner.retranslate()
        self.title.setText(_("Ouvrir avec la feuille de secours"))
        self.intro.setText(
            _(
                "Une autre personne qui coordonne peut aussi vous donner une nouvelle"
                " phrase : c’est plus simple, si elle ouvre encore le coffre."
            )
        )
        self.sheet.title.setText(_("1. Les six lignes de la feuille"))
        self.open.setText(_("Ouvrir"))
        self.lines.retranslate()
        self.you.title.setText(_("2. Une nouvelle phrase secrète"))
        self.staff_label.setText(_("Pour qui"))
        self.staff.setAccessibleName(self.staff_label.text())
        self.passphrase.retranslate(_("La nouvelle phrase secrète"))
        self.give.setText(_("Ouvrir le coffre"))
        self.back.setText(_("Revenir"))
        self.busy.setAccessibleName(_("Ouverture en cours"))
        self._column.setMaximumWidth(look.px(CARD_WIDTH))

    def _submit_lines(self) -> None:
        if not self.open.isEnabled():  # Enter, a second time.
            return
        self.show_busy(busy=True)
        self.typed.emit(self.lines.lines())

    def _submit_passphrase(self) -> None:
        if not self.give.isEnabled():  # Enter, a second time.
            return
        complaint = self.passphrase.complaint()
        if complaint:
            self.show_problem(complaint)
            return
        self.show_busy(busy=True)
        self.chosen.emit(str(self.staff.currentData() or ""), self.passphrase.text())

    def _lay_out(self) -> None:
        for card, widgets, button in (
            (self.sheet, (self.lines,), self.open),
            (self.you, (self.staff_label, self.staff, self.passphrase), self.give),
        ):
            for widget in widgets:
                card.body.addWidget(widget)
            line = QHBoxLayout()
            line.addWidget(button)
            line.addStretch(1)
            card.body.addLayout(line)
        self._column = QWidget()
        inner = QVBoxLayout(self._column)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(16)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.corner)
        foot.addWidget(self.back)
        foot.addStretch(1)
        inner.addLayout(head)
        for part in (self.intro, self.sheet, self.you, self.problem, self.busy):
            inner.addWidget(part)
        inner.addLayout(foot)
        inner.addStretch(1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self._column, 10)
        line.addStretch(1)
        self.body.addLayout(line)


class RecoverPresenter:
    """Opens the vault with the sheet, then gives a coordinator a new passphrase."""

    def __init__(
        self,
        page: RecoverPage,
        folder: Path,
        ask: Ask,
        opened: Callable[[Desk], None],
    ) -> None:
        self._page, self._folder, self._ask, self._opened = page, folder, ask, opened
        self._recovered: Recovered | None = None
        page.typed.connect(self.open)
        page.chosen.connect(self.give)
        page.passphrase.typed.connect(self.measure)
        page.passphrase.proposal_wanted.connect(self.propose)

    def open(self, lines: Sequence[str]) -> None:
        """Try the sheet."""
        from anef_desk.desk.session import open_recovered  # noqa: PLC0415

        def then(recovered: Recovered) -> None:
            self._recovered = recovered
            self._ask(lambda: recovered.coordinators, self._page.show_coordinators)

        self._ask(partial(open_recovered, self._folder, lines), then, self._refused)

    def give(self, staff_id: str, passphrase: str) -> None:
        """Give a coordinator a new passphrase, and open the desk."""
        recovered = self._recovered
        if recovered is None:
            return

        def then(desk: Desk) -> None:
            self._recovered = None  # It is the desk's from now on.
            self._opened(desk)

        work = partial(recovered.give_passphrase, staff_id, passphrase)
        self._ask(work, then, self._refused)

    def measure(self, typed: str) -> None:
        """Say how hard *typed* is to guess."""
        from anef_desk.desk.passphrases import passphrase_strength  # noqa: PLC0415

        self._ask(
            partial(passphrase_strength, typed), self._page.passphrase.show_strength
        )

    def propose(self) -> None:
        """Propose seven words."""
        from anef_desk.desk.passphrases import generate_passphrase  # noqa: PLC0415

        self._page.passphrase.show_proposal(generate_passphrase())

    def close(self) -> None:
        """Let the vault go, on its thread: nobody takes a new passphrase."""
        self._ask(self.let_go, lambda _none: None)

    def let_go(self) -> None:
        """Close the vault, if it is open; on the thread that opened it."""
        recovered, self._recovered = self._recovered, None
        if recovered is not None:
            recovered.close()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, ExpectedError):
            self._page.show_busy(busy=False)
            raise error
        self._page.show_problem(error.explain(current()))
