"""One's own passphrase: the one that is typed now, then a new one."""

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
from ui.widgets.labels import Words
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.passphrase_field import PassphraseField
from ui.widgets.reserved import Reserved
from ui.workers import Ask

if TYPE_CHECKING:
    from anef_desk.desk.session import Desk


class PassphrasePage(ScrollingPage):
    """Asks for the passphrase of now, and for the next one twice."""

    submitted = Signal(str, str)  # old, new

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.intro, self.only = Words("title"), Words("soft"), Reserved()
        self.card = Card()
        self.card.title.hide()
        self.old_label = Words("strong")
        self.old = PassphraseField("own-passphrase")
        self.new = NewPassphrase("own-new-passphrase")
        self.problem, self.done = Words("error"), Words("done")
        for words in (self.problem, self.done):
            words.hide()
        self.change = Button("primary", "lock", "change-passphrase")
        for widget in (
            self.old_label, self.old, self.new, self.problem, self.done,
        ):  # fmt: skip
            self.card.body.addWidget(widget)
        actions = QHBoxLayout()
        actions.addWidget(self.change)
        actions.addStretch(1)
        self.card.body.addLayout(actions)
        self.begin_with(self.title, self.intro)
        for part in (self.only, self.card):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.change.clicked.connect(self._submit)
        self.new.submitted.connect(self._submit)
        self.old.submitted.connect(self.new.first.line.setFocus)
        self.retranslate()

    def show_problem(self, text: str) -> None:
        """Say why nothing was changed."""
        self.show_busy(busy=False)
        self.done.say("")
        self.problem.say(text)

    def show_done(self) -> None:
        """Say that the new passphrase is in force, and forget both."""
        self.show_busy(busy=False)
        self.old.clear()
        self.new.clear()
        self.problem.say("")
        self.done.say(_("C’est fait. La prochaine ouverture demandera la nouvelle."))

    def show_busy(self, *, busy: bool) -> None:
        """Show that it is being changed."""
        self.change.setEnabled(not busy)

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("Ma phrase secrète"))
        self.intro.setText(
            _(
                "Changez-la si quelqu’un a pu la lire ou l’entendre. Personne ne peut la"
                " retrouver à votre place."
            )
        )
        label = _("Votre phrase secrète actuelle")
        self.old_label.setText(label)
        self.old.retranslate(label)
        self.new.retranslate(_("La nouvelle"))
        self.change.setText(_("Changer ma phrase"))
        self.card.setMaximumWidth(look.px(metrics.CARD_WIDTH))

    def _submit(self) -> None:
        if not self.change.isEnabled():  # Enter, a second time: the old one is gone.
            return
        complaint = (
            _("Tapez votre phrase secrète actuelle.")
            if not self.old.text()
            else self.new.complaint()
        )
        if complaint:
            self.show_problem(complaint)
        else:
            self.show_busy(busy=True)
            self.submitted.emit(self.old.text(), self.new.text())


class PassphrasePresenter:
    """Changes the passphrase of whoever opened the vault."""

    def __init__(self, page: PassphrasePage, desk: Desk, ask: Ask) -> None:
        self._page, self._desk, self._ask = page, desk, ask
        page.card.setEnabled(desk.can(Act.PASSPHRASE))
        page.only.blame(read_only=desk.read_only)
        page.only.setVisible(desk.read_only)
        page.submitted.connect(self.change)
        page.new.typed.connect(self.measure)
        page.new.proposal_wanted.connect(self.propose)

    def read(self) -> None:
        """Show what is true now: nothing is known of a passphrase."""

    def measure(self, typed: str) -> None:
        """Say how hard *typed* is to guess."""
        from anef_desk.desk.passphrases import passphrase_strength  # noqa: PLC0415

        self._ask(partial(passphrase_strength, typed), self._page.new.show_strength)

    def propose(self) -> None:
        """Propose seven words."""
        from anef_desk.desk.passphrases import generate_passphrase  # noqa: PLC0415

        self._page.new.show_proposal(generate_passphrase())

    def change(self, old: str, new: str) -> None:
        """Change the passphrase, if *old* is the one of now."""
        self._ask(
            partial(self._desk.administration.change_passphrase, old, new),
            lambda _none: self._page.show_done(),
            self._refused,
        )

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, ExpectedError):
            self._page.show_busy(busy=False)
            raise error
        self._page.show_problem(error.explain(current()))


def make(desk: Desk, ask: Ask) -> tuple[PassphrasePage, PassphrasePresenter]:
    """Return the section, over the vault of *desk*."""
    page = PassphrasePage()
    return page, PassphrasePresenter(page, desk, ask)
