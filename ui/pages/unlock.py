"""The first page: which vault, who you are, your passphrase."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from anef_desk.i18n.folding import folded
from ui import values
from ui.language import _
from ui.page import ScrollingPage
from ui.theme import icons, look
from ui.widgets.answer import Answer
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import Words
from ui.widgets.locked_corner import LockedCorner
from ui.widgets.passphrase_field import PassphraseField
from ui.widgets.select import Select

CARD_WIDTH = 460
EDGE = 32
WIDEST_CARD = 760
"""What the smallest window has room for, however large the text."""


class Choice(NamedTuple):
    """A vault, and who may open it: (id, name, role)."""

    folder: Path
    staff: tuple[tuple[str, str, str], ...]


class UnlockPage(ScrollingPage):
    """Asks for a passphrase; holds no key."""

    submitted = Signal(object, str, str)  # folder, staff id, passphrase
    typing_begun = Signal()  # a passphrase, for the first time
    create_wanted = Signal()
    practice_wanted = Signal()
    space_wanted = Signal()  # what a person reads alone
    recovery_wanted = Signal(object)  # folder
    reading_wanted = Signal(object, str, str)  # as `submitted`, to be read only
    backups_wanted = Signal(object, str)  # folder, staff id or "": to go back to one

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()
        self.corner = LockedCorner()
        self.language_wanted = self.corner.languages.chosen
        self.picture, self.brand, self.promise = QLabel(), Words("title"), Words("soft")
        self.vault_label, self.vault = Words("strong"), Select()
        self.vault.setObjectName("vault")
        self.staff_label, self.staff = Words("strong"), Select()
        self.staff.setObjectName("staff")
        self.passphrase_label = Words("strong")
        self.passphrase = PassphraseField("passphrase")
        self.problem = Words("error")
        self.problem.hide()
        self.open = Button("primary", "lock", "open")
        self.lost = Button("quiet", "shield", "lost-passphrase")
        self.read = Button("plain", "eye", "open-read-only")
        self.read.hide()
        self.make = Button("quiet", "add", "create")
        self.restore = Button("quiet", "clock", "restore-backup")
        self.practise = Button("quiet", "people", "practise")
        self.space = Answer("person-space", "language")
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.hide()
        for label, field in (
            (self.vault_label, self.vault),
            (self.staff_label, self.staff),
            (self.passphrase_label, self.passphrase.line),
        ):
            label.setBuddy(field)
        self._lay_out()
        self.vault.currentIndexChanged.connect(self._list_staff)
        self.passphrase.changed.connect(self._begin)
        self.lost.clicked.connect(self._recover)
        self.open.clicked.connect(partial(self._submit, read_only=False))
        self.passphrase.submitted.connect(partial(self._submit, read_only=False))
        self.read.clicked.connect(partial(self._submit, read_only=True))
        self.make.clicked.connect(self.create_wanted)
        self.restore.clicked.connect(self._want_backups)
        self.space.clicked.connect(self.space_wanted)
        self.practise.clicked.connect(self.practice_wanted)
        self.retranslate()

    def show_choices(self, choices: Sequence[Choice], chosen: Path | None) -> None:
        """Offer the vaults of this computer, *chosen* first."""
        self._choices = tuple(choices)
        self.vault.clear()
        for choice in self._choices:
            self.vault.addItem(choice.folder.name)
        places = [choice.folder for choice in self._choices]
        self.vault.setCurrentIndex(places.index(chosen) if chosen in places else 0)
        one = len(places) == 1
        self.vault.setVisible(not one)
        self.vault_label.setVisible(not one)
        self._list_staff()
        self.passphrase.setFocus()

    def show_problem(self, text: str) -> None:
        """Say why the vault did not open; what was typed is selected, not lost."""
        self.show_busy(busy=False)
        self.problem.say(text)
        self.passphrase.line.setFocus()
        self.passphrase.line.selectAll()

    def offer_reading(self) -> None:
        """Offer to open what cannot be written, to read it."""
        self.read.show()

    def show_busy(self, *, busy: bool) -> None:
        """Show that the passphrase is being tried."""
        self.read.setVisible(self.read.isVisible() and not busy)
        self.busy.setVisible(busy)
        elsewhere = (self.lost, self.make, self.restore, self.practise, self.space)
        for button in (self.open, *elsewhere):  # Nobody else is to see it open.
            button.setEnabled(not busy)
        self.passphrase.setEnabled(not busy)
        if busy:
            self.problem.say("")

    def dress(self) -> None:
        """Draw the picture in the colours and size in force."""
        size = look.px(56)
        accent = look.tokens().accent
        self.picture.setPixmap(icons.pixmap("shield", accent, size, owner=self))

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.corner.retranslate()
        self.brand.setText("ANEF Desk")
        self.dress()
        self.promise.setText(
            _("Tout reste sur cet ordinateur. Rien n’est envoyé sur internet.")
        )
        self.vault_label.setText(_("Coffre"))
        self.staff_label.setText(_("Votre nom"))
        for row, told in enumerate(self._told()):
            self.staff.setItemText(row, told)
        self.passphrase_label.setText(_("Votre phrase secrète"))
        self.open.setText(_("Ouvrir le coffre"))
        self.lost.setText(_("J’ai perdu ma phrase secrète"))
        self.read.setText(_("Ouvrir en lecture seule"))
        self.make.setText(_("Créer un nouveau coffre"))
        self.restore.setText(_("Reprendre une sauvegarde"))
        self.practise.setText(_("S’exercer avec des personnes inventées"))
        self.space.say(
            _("Espace de la personne : démarches et droits dans sa langue, sans coffre")
        )
        self.busy.setAccessibleName(_("Ouverture en cours"))
        self.passphrase.retranslate(self.passphrase_label.text())

    def _lay_out(self) -> None:
        card = Card()
        card.title.hide()
        width = min(look.px(CARD_WIDTH), WIDEST_CARD)
        card.setMinimumWidth(width)
        card.body.setContentsMargins(EDGE, 12, EDGE, 12)
        self.problem.setMaximumWidth(width - 2 * EDGE)  # It wraps: nothing moves.
        for centred in (self.picture, self.brand, self.promise):
            centred.setProperty("alignment", values.CENTRED)
        card.body.addWidget(self.picture)
        card.body.addWidget(self.brand)
        card.body.addWidget(self.promise)
        card.body.addSpacing(12)
        for widget in (
            self.vault_label,
            self.vault,
            self.staff_label,
            self.staff,
            self.passphrase_label,
            self.passphrase,
            self.problem,
        ):
            card.body.addWidget(widget)
        card.body.addSpacing(4)
        card.body.addWidget(self.busy)
        head = QHBoxLayout()
        head.addStretch(1)
        head.addWidget(self.corner)
        self.body.addLayout(head)
        card.body.addWidget(self.open)
        others = QVBoxLayout()
        others.setSpacing(0)
        for button in (self.read, self.lost, self.make, self.restore, self.practise):
            others.addWidget(button)
        card.body.addLayout(others)
        middle = QVBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(card)
        middle.addWidget(self.space)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addLayout(middle)
        line.addStretch(1)
        column = QVBoxLayout()
        column.addStretch(1)
        column.addLayout(line)
        column.addStretch(2)
        self.body.addLayout(column)

    def sizeHint(self) -> QSize:
        """Return a comfortable size for a first window."""
        return QSize(1100, 720)

    def _list_staff(self) -> None:
        self.staff.clear()
        for (identifier, *_role), told in zip(
            self._listed(), self._told(), strict=True
        ):
            self.staff.addItem(told, identifier)

    def _listed(self) -> Sequence[tuple[str, str, str]]:
        place = self.vault.currentIndex()
        return self._choices[place].staff if 0 <= place < len(self._choices) else ()

    def _told(self) -> list[str]:
        """Return the names of those who may open the vault, namesakes told apart."""
        listed = self._listed()
        names = [name for _id, name, _role in listed]
        if len(set(map(folded, names))) == len(names):
            return names
        from ui import terms  # noqa: PLC0415 - not before the first window

        return terms.told_apart(listed)

    def _recover(self) -> None:
        place = self.vault.currentIndex()
        if 0 <= place < len(self._choices):
            self.recovery_wanted.emit(self._choices[place].folder)

    def _begin(self, _typed: str) -> None:
        self.passphrase.changed.disconnect(self._begin)
        self.typing_begun.emit()

    def _submit(self, *_checked: bool, read_only: bool) -> None:
        place = self.vault.currentIndex()
        if not 0 <= place < len(self._choices):
            return
        if self.staff.currentData() is None:  # Its keys do not read.
            self._want_backups()
            return
        if not self.passphrase.text():
            self.show_problem(_("Tapez votre phrase secrète."))
            return
        signal = self.reading_wanted if read_only else self.submitted
        signal.emit(
            self._choices[place].folder,
            self.staff.currentData(),
            self.passphrase.text(),
        )

    def _want_backups(self) -> None:
        place = self.vault.currentIndex()
        if 0 <= place < len(self._choices):
            self.backups_wanted.emit(
                self._choices[place].folder, self.staff.currentData() or ""
            )
