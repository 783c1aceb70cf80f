"""The first run: the organisation, your name, a passphrase; then the vault."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from anef_desk.domain.staff import LONGEST_NAME
from ui import values
from ui.language import _
from ui.page import ScrollingPage
from ui.theme import look
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.fields import LineField, TextField
from ui.widgets.labels import Words
from ui.widgets.locked_corner import LockedCorner
from ui.widgets.new_passphrase import NewPassphrase

CARD_WIDTH = 640


class WelcomePage(ScrollingPage):
    """Makes a vault in one page; nothing is written before the button."""

    submitted = Signal(object, str, str)  # Organisation, staff name, passphrase
    passphrase_typed = Signal(str)
    proposal_wanted = Signal()
    given_up = Signal()
    practice_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.corner = LockedCorner()
        self.language_wanted = self.corner.languages.chosen
        self.title, self.intro = Words("title"), Words("soft")
        self.structure, self.you = Card(), Card()
        self.name = LineField()
        self.address = TextField()
        self.address.setTabChangesFocus(True)
        self.city, self.phone, self.email = LineField(), LineField(), LineField()
        self.staff = LineField()
        self.staff.setMaxLength(LONGEST_NAME)
        self.passphrase = NewPassphrase("new-passphrase")
        self.warning = Words("soft")
        self.problem = Words("error")
        self.problem.hide()
        self.make = Button("primary", "shield", "create-vault")
        self.practise = Button("plain", "", "practise")
        self.cancel = Button("quiet", "", "give-up")
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.hide()
        for field, name in (
            (self.name, "organisation-name"),
            (self.address, "organisation-address"),
            (self.city, "organisation-city"),
            (self.phone, "organisation-phone"),
            (self.email, "organisation-email"),
            (self.staff, "staff-name"),
        ):
            field.setObjectName(name)
        self._labels: list[Words] = []
        self._lay_out()
        self.passphrase.typed.connect(self.passphrase_typed)
        self.passphrase.proposal_wanted.connect(self.proposal_wanted)
        self.passphrase.submitted.connect(self._submit)
        self.make.clicked.connect(self._submit)
        self.cancel.clicked.connect(self.given_up)
        self.practise.clicked.connect(self.practice_wanted)
        self.retranslate()

    def show_problem(self, text: str) -> None:
        """Say why the vault was not made; everything typed is still there."""
        self.show_busy(busy=False)
        self.problem.say(text)

    def show_busy(self, *, busy: bool) -> None:
        """Show that the vault is being made."""
        self.busy.setVisible(busy)
        for button in (self.make, self.practise, self.cancel):
            button.setEnabled(not busy)
        if busy:
            self.problem.say("")

    def allow_giving_up(self, *, allowed: bool) -> None:
        """Offer the way back when there is a vault to go back to."""
        self.cancel.setVisible(allowed)

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.corner.retranslate()
        self.title.setText(_("Créer le coffre de votre structure"))
        self.intro.setText(
            _(
                "Le coffre garde les dossiers, chiffrés, sur cet ordinateur seulement."
                " Trois minutes suffisent."
            )
        )
        self.structure.title.setText(_("Votre structure"))
        self.you.title.setText(_("Vous"))
        texts = (
            _("Nom de la structure, en tête des courriers"),
            _("Adresse"),
            _("Ville d’où partent les courriers"),
            _("Téléphone"),
            _("Adresse électronique"),
            _("Votre nom"),
        )
        for label, text in zip(self._labels, texts, strict=True):
            label.setText(text)
        self.warning.setText(
            _(
                "Personne ne peut retrouver cette phrase à votre place : si elle est"
                " perdue, le coffre ne s’ouvre plus."
            )
        )
        self.make.setText(_("Créer le coffre"))
        self.cancel.setText(_("Revenir"))
        self.practise.setText(_("S’exercer avec des personnes inventées"))
        self.busy.setAccessibleName(_("Création en cours"))
        self.passphrase.retranslate(_("Votre phrase secrète"))

    def _lay_out(self) -> None:
        self.address.setFixedHeight(look.px(84))
        for card, fields in (
            (
                self.structure,
                (self.name, self.address, self.city, self.phone, self.email),
            ),
            (self.you, (self.staff,)),
        ):
            for field in fields:
                label = Words("strong")
                label.setBuddy(field)
                self._labels.append(label)
                card.body.addWidget(label)
                card.body.addWidget(field)
        self.you.body.addWidget(self.passphrase)
        self.you.body.addWidget(self.warning)
        actions = QHBoxLayout()
        actions.addWidget(self.make)
        actions.addWidget(self.cancel)
        actions.addStretch(1)
        column = QWidget()
        column.setMaximumWidth(look.px(CARD_WIDTH))
        inner = QVBoxLayout(column)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(16)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.title, 1)
        head.addWidget(self.corner)
        inner.addLayout(head)
        for widget in (
            self.intro,
            self.structure,
            self.you,
            self.problem,
            self.busy,
        ):
            inner.addWidget(widget)
        inner.addLayout(actions)
        trying = QHBoxLayout()
        trying.addWidget(self.practise)
        trying.addStretch(1)
        inner.addLayout(trying)
        inner.addStretch(1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(column, 10)
        line.addStretch(1)
        self.body.addLayout(line)
        self.setProperty("focusPolicy", values.NO_FOCUS)
        self.name.setFocus()

    def _submit(self) -> None:
        if not self.make.isEnabled():  # Enter, a second time.
            return
        if not self.name.text().strip():
            self._complain(self.name, _("Donnez le nom de votre structure."))
        elif not self.staff.text().strip():
            self._complain(self.staff, _("Donnez votre nom."))
        elif complaint := self.passphrase.complaint():
            typed = self.passphrase
            self._complain(typed.second if typed.text() else typed.first, complaint)
        else:
            from anef_desk.domain.organisation import (  # noqa: PLC0415 - at the end
                Organisation,
            )

            organisation = Organisation(
                name=self.name.text().strip(),
                address=self.address.toPlainText().strip(),
                city=self.city.text().strip(),
                phone=self.phone.text().strip(),
                email=self.email.text().strip(),
            )
            self.submitted.emit(
                organisation, self.staff.text().strip(), self.passphrase.text()
            )

    def _complain(self, field: QWidget, text: str) -> None:
        self.show_problem(text)
        field.setFocus()
