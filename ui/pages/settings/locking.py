"""When the window locks by itself, and the two keys that hide it at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from anef_desk.desk.roles import Act
from anef_desk.errors import ExpectedError
from ui.language import _, _n, current
from ui.page import ScrollingPage
from ui.theme import look, metrics
from ui.widgets.card import Card
from ui.widgets.labels import Words
from ui.widgets.reserved import Reserved
from ui.widgets.select import Select
from ui.workers import Ask

if TYPE_CHECKING:
    from anef_desk.desk.session import Desk

MINUTES = (1, 2, 3, 5, 8, 10, 15)


class LockingPage(ScrollingPage):
    """Asks for a delay; says what locks besides."""

    decided = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._minutes = 5
        self.title, self.intro = Words("title"), Words("soft")
        self.delay, self.keys = Card(), Card()
        self.label, self.choice = Words("strong"), Select()
        self.choice.setObjectName("idle-minutes")
        self.label.setBuddy(self.choice)
        self.only, self.note, self.done = Reserved(), Words("soft"), Words("done")
        self.done.hide()
        for widget in (self.label, self.choice, self.only, self.note, self.done):
            self.delay.body.addWidget(widget)
        self.lock_key, self.cover_key, self.system = Words(), Words(), Words("soft")
        for words in (self.lock_key, self.cover_key, self.system):
            self.keys.body.addWidget(words)
        self.begin_with(self.title, self.intro)
        for part in (self.delay, self.keys):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.choice.activated.connect(
            lambda row: self.decided.emit(int(self.choice.itemData(row)))
        )
        self.retranslate()

    def reserve(self) -> None:
        """Show the delay to whoever does not decide it."""
        self.choice.setEnabled(False)
        self.only.show()

    def show_minutes(self, minutes: int, *, decided: bool = False) -> None:
        """Show after how long the window locks; *decided* just now, or before."""
        self._minutes = minutes
        self.retranslate()
        self.done.say(_("C’est noté, pour tout le monde.") if decided else "")

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("Verrouillage"))
        self.intro.setText(
            _(
                "Un écran laissé ouvert montre des dossiers à qui passe. ANEF Desk se"
                " verrouille toujours. Ce qui était tapé revient ensuite."
            )
        )
        self.delay.title.setText(_("Sans geste"))
        self.label.setText(_("Verrouiller après"))
        self.only.name(_("Seule une personne qui coordonne change ce délai."))
        self.note.setText(
            _("Trente secondes avant, un message compte les secondes qui restent.")
        )
        with QSignalBlocker(self.choice):
            self.choice.clear()
            for minutes in sorted({*MINUTES, self._minutes}):
                self.choice.addItem(
                    _n("{number} minute", "{number} minutes", minutes), minutes
                )
            self.choice.setCurrentIndex(self.choice.findData(self._minutes))
        self.keys.title.setText(_("Tout de suite"))
        self.lock_key.setText(
            _("Ctrl+L verrouille, de n’importe où. Il faut retaper sa phrase secrète.")
        )
        self.cover_key.setText(
            _(
                "F9 couvre l’écran d’un calendrier. F9 de nouveau montre la page, sans"
                " phrase secrète."
            )
        )
        self.system.setText(
            _(
                "L’ordinateur verrouille aussi ANEF Desk quand il se met en veille, quand"
                " on le ferme ou quand on change d’utilisateur, s’il sait le dire."
            )
        )
        for card in (self.delay, self.keys):
            card.setMaximumWidth(look.px(metrics.CARD_WIDTH))


class LockingPresenter:
    """Keeps the page and the setting in step."""

    def __init__(self, page: LockingPage, desk: Desk, ask: Ask) -> None:
        page.only.blame(read_only=desk.read_only)
        self._page, self._desk, self._ask = page, desk, ask
        page.decided.connect(self.decide)
        if not desk.can(Act.SETTINGS):
            page.reserve()
        self.read()

    def read(self) -> None:
        """Show the delay in force."""
        self._ask(self._desk.locking.minutes, self._page.show_minutes)

    def decide(self, minutes: int) -> None:
        """Lock after *minutes* from now on."""
        self._ask(
            partial(self._desk.locking.decide, minutes),
            lambda kept: self._page.show_minutes(kept, decided=True),
            self._refused,
        )

    def _refused(self, error: Exception) -> None:
        self._page.retranslate()  # The delay in force, not the one that was chosen.
        if not isinstance(error, ExpectedError):
            raise error
        self._page.explained.emit(error.explain(current()))


def make(desk: Desk, ask: Ask) -> tuple[LockingPage, LockingPresenter]:
    """Return the section, over the vault of *desk*."""
    page = LockingPage()
    return page, LockingPresenter(page, desk, ask)
