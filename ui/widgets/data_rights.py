"""What a person may ask about their data: a copy, that it rests, that it goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from anef_desk import i18n
from anef_desk.desk.roles import Act
from anef_desk.domain.retention import Decision, Retention
from anef_desk.errors import ExpectedError
from anef_desk.progress import Report
from ui.language import _, current
from ui.theme import look
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.dialog import Dialog
from ui.widgets.flow import Flow
from ui.widgets.freeze_form import FreezeForm
from ui.widgets.labels import Words
from ui.widgets.paper import (
    Outbox,
    PaperDialog,
    Sheet,
    ask_file,
    sheet,
    write_file,
)
from ui.widgets.passphrase_field import PassphraseField
from ui.widgets.progress_dialog import ProgressDialog
from ui.widgets.recorder import Drafting
from ui.widgets.tick import Tick
from ui.workers import Ask

if TYPE_CHECKING:
    from anef_desk.desk.data_protection import DataProtection, Erased
    from anef_desk.desk.session import Drafts
    from anef_desk.desk.views import Strength


class DataRightsCard(Card):
    """Says what was decided about a file, and what may be asked."""

    copy_wanted = Signal()
    freeze_wanted = Signal()
    thaw_wanted = Signal()
    erasure_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._decision: Retention | None = None
        self._may: frozenset[Act] = frozenset()
        self.state = Words("soft")
        self.copy = Button("plain", "save", "give-data")
        self.freeze = Button("plain", "lock", "freeze-file")
        self.erase = Button("plain", "close", "erase-file")
        holder = QWidget()
        flow = Flow(holder)
        for button in (self.copy, self.freeze, self.erase):
            flow.addWidget(button)
        self.body.addWidget(self.state)
        self.body.addWidget(holder)
        self.copy.clicked.connect(self.copy_wanted)
        self.freeze.clicked.connect(self._turn)
        self.erase.clicked.connect(self.erasure_wanted)
        self.retranslate()

    def allow(self, may: frozenset[Act]) -> None:
        """Offer what whoever is here *may* do."""
        self._may = may
        self.retranslate()

    def show_decision(self, decision: Retention | None) -> None:
        """Show what was decided about the file, or nothing."""
        self._decision = decision
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text of the card again."""
        self.title.setText(_("Données de la personne"))
        self.copy.setText(_("Lui donner une copie"))
        self.freeze.setText(
            _("Rouvrir le dossier") if self._frozen else _("Geler le dossier")
        )
        self.erase.setText(_("Effacer le dossier"))
        for button in (self.copy, self.freeze):
            button.setVisible(Act.PROTECTION in self._may)
        self.erase.setVisible(Act.ERASURE in self._may)
        self.state.setText(self._told())

    @property
    def _frozen(self) -> bool:
        kept = self._decision
        return kept is not None and kept.decision is Decision.FREEZE

    def _told(self) -> str:
        kept = self._decision
        if kept is None:
            return _(
                "La personne peut demander une copie de ce qui est noté, que le dossier"
                " ne serve plus, ou qu’il soit effacé."
            )
        day = current().day(kept.decided_on)
        if kept.decision is Decision.FREEZE:
            return _(
                "Dossier gelé le {day}. Personne ne le modifie. Raison : {reason}",
                day=day,
                reason=kept.reason,
            )
        until = current().day(kept.until) if kept.until else ""
        return _(
            "Gardé jusqu’au {until}. Raison : {reason}", until=until, reason=kept.reason
        )

    def _turn(self) -> None:
        (self.thaw_wanted if self._frozen else self.freeze_wanted).emit()


class Choice(Dialog):
    """A window that asks one thing, with what it means and two buttons."""

    def __init__(self, title: str, means: str, act: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.column, actions = QVBoxLayout(self), QHBoxLayout()
        self.column.setContentsMargins(28, 24, 28, 20)
        self.column.setSpacing(12)
        self.title, self.means, self.problem = (
            Words("title"),
            Words(),
            Words("error"),
        )
        self.title.setText(title)
        self.means.setText(means)
        self.problem.hide()
        self.inside = QVBoxLayout()
        self.inside.setSpacing(8)
        self.cancel = Button("quiet", name="choice-cancel")
        self.act = Button("primary", name="choice-act")
        self.cancel.setText(_("Annuler"))
        self.act.setText(act)
        actions.addStretch(1)
        actions.addWidget(self.cancel)
        actions.addWidget(self.act)
        for part in (self.title, self.means):
            self.column.addWidget(part)
        self.column.addLayout(self.inside)
        self.column.addWidget(self.problem)
        self.column.addStretch(1)
        self.column.addLayout(actions)
        self.safest = self.cancel
        self.cancel.clicked.connect(self.reject)
        self.act.clicked.connect(self.accept)
        here = parent.window().size()
        self.resize(min(look.px(600), here.width()), look.px(300))


class SealDialog(Choice):
    """Asks for the passphrase that will open what is given."""

    checked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            _("Donner une copie des données"),
            _(
                "Le fichier sera fermé par une phrase secrète. Donnez-la à la personne"
                " de vive voix, jamais avec le fichier. Personne ne peut la retrouver."
            ),
            _("Choisir où l’enregistrer"),
            parent,
        )
        self.first = PassphraseField("seal-first")
        self.second = PassphraseField("seal-second")
        self._judged = ""  # more may be typed before the answer comes
        for label, field in (
            (_("Phrase secrète du fichier"), self.first),
            (_("La même, une seconde fois"), self.second),
        ):
            words = Words("strong")
            words.setText(label)
            field.retranslate(label)
            self.inside.addWidget(words)
            self.inside.addWidget(field)

    def accept(self) -> None:
        """Have the passphrase judged, if it was typed twice."""
        if not self.first.text():
            self.problem.say(_("Choisissez une phrase secrète."))
        elif self.first.text() != self.second.text():
            self.problem.say(_("Les deux phrases ne sont pas les mêmes."))
        else:
            self._judged = self.first.text()
            self.checked.emit(self._judged)

    def taken(self) -> str:
        """Return the passphrase that was strong enough, and keep it no longer."""
        passphrase, self._judged = self._judged, ""
        for field in (self.first, self.second):
            field.clear()
        self.deleteLater()
        return passphrase

    def judge(self, strength: Strength) -> None:
        """Close if the passphrase is strong enough, else say why not."""
        if strength.enough:
            self.done(QDialog.DialogCode.Accepted)
        else:
            self.problem.say(
                _("Cette phrase se devinerait. Prenez sept mots sans lien entre eux.")
            )


class DataRights:
    """Does what is asked about the data of a person."""

    def __init__(
        self,
        card: DataRightsCard,
        desk: DataProtection,
        ask: Ask,
        drafts: Drafts,
        person: str,
        say: Callable[[str], None],
    ) -> None:
        self._card, self._desk, self._ask = card, desk, ask
        self._drafting = Drafting(drafts, ask)
        self._person, self._say = person, say
        self.changed: Callable[[], None] = self.read
        self.erased: Callable[[], None] = self.read
        card.copy_wanted.connect(self.give)
        card.freeze_wanted.connect(self.freeze)
        card.thaw_wanted.connect(self.thaw)
        card.erasure_wanted.connect(self.erase)

    def read(self) -> None:
        """Show what was decided about the file."""
        self._ask(
            partial(self._desk.decision, self._person),
            self._card.show_decision,
            self._refused,
        )

    def give(self) -> None:
        """Ask for a passphrase and a place, then write the sealed file there."""
        from anef_desk.desk.session import passphrase_strength  # noqa: PLC0415

        dialog = SealDialog(self._card)
        dialog.checked.connect(
            lambda typed: self._ask(
                partial(passphrase_strength, typed), dialog.judge, beside=True
            )
        )
        chosen, passphrase = dialog.exec(), dialog.taken()
        path = ask_file(self._card, _("donnees.zip.age")) if chosen else None
        if path is not None:
            self._write(path, passphrase)

    def freeze(self) -> None:
        """Ask why, then freeze the file."""
        person, key = self._person, FreezeForm.draft_of(self._person)

        def offer(draft: Mapping[str, str] | None) -> None:
            form = FreezeForm(person, draft, self._card)
            form.typed.connect(self._drafting.keep)
            if form.exec():
                work = partial(self._desk.freeze, person, form.reason())
                self._do(self._drafting.recorded(work, key))

        self._drafting.begin(key, offer)

    def thaw(self) -> None:
        """Use the file again."""
        self._do(partial(self._desk.thaw, self._person))

    def erase(self) -> None:
        """Say what it means, then erase and show the certificate."""

        def choose(originals: Sequence[date]) -> None:
            dialog = ErasureDialog(self._card, originals)
            if dialog.exec():
                also = dialog.with_originals()
                work = partial(self._desk.erase, self._person, originals=also)
                self._ask(work, self._erased, self._refused)

        self._ask(self._desk.originals, choose)

    def _write(self, path: Path, passphrase: str) -> None:
        def work(report: Report) -> None:
            made = self._desk.export(self._person, passphrase=passphrase, report=report)
            write_file(path, made)

        dialog = ProgressDialog(_("Préparation de la copie"), self._card)
        dialog.run(
            self._ask,
            work,
            lambda _none: self._say(_("La copie est enregistrée, fermée à clé.")),
            self._refused,
        )

    def _do(self, work: Callable[[], None]) -> None:
        self._ask(work, lambda _none: self.changed(), self._refused)

    def _erased(self, done: Erased) -> None:
        show_certificate(
            done.certificate, self._card, self._ask, self._say, self.erased
        )

    def _refused(self, error: Exception) -> None:
        if isinstance(error, LookupError):  # Erased: there is nothing left to say.
            return
        if not isinstance(error, ExpectedError):
            raise error
        self._say(error.explain(current()))


class ErasureDialog(Choice):
    """Says what erasing means, and what it cannot reach by itself.

    It says *who* is erased where several could be: the line above was as near.
    """

    def __init__(
        self, parent: QWidget, originals: Sequence[date] = (), who: str = ""
    ) -> None:
        super().__init__(
            _("Effacer le dossier"),
            _(
                "Tout ce qui est noté sur cette personne sera effacé : identité,"
                " documents, démarches, courriers, copies. On ne pourra pas revenir en"
                " arrière. Si un recours est en cours, gelez plutôt le dossier. Un"
                " certificat sans nom sera proposé."
            ),
            _("Effacer pour toujours"),
            parent,
        )
        if who:
            name = Words("strong")
            name.setText(i18n.isolated(who))
            self.inside.addWidget(name)
        self.originals, self.left = Tick("erase-originals"), Words("soft")
        self.originals.setText(_("Supprimer aussi le coffre abîmé"))
        self.left.setText(
            _(
                "Un coffre abîmé a été gardé après une reprise. Il peut encore contenir"
                " cette personne."
            )
        )
        for part in (self.originals, self.left):
            self.inside.addWidget(part)
            part.setVisible(bool(originals))

    def with_originals(self) -> bool:
        """Return whether the damaged vaults that are kept go too."""
        return self.originals.isChecked()


def show_certificate(
    pdf: bytes,
    parent: QWidget,
    ask: Ask,
    say: Callable[[str], None],
    then: Callable[[], None],
) -> None:
    """Show the certificate of an erasure, to be printed or saved; *then* go on.

    One that cannot be shown is not lost, and somebody is told where to find it.
    """
    window = parent.window()

    def show(shown: Sheet) -> None:
        dialog = PaperDialog(_("Certificat d’effacement"), window)
        dialog.paper.show_sheet(shown, _("certificat.pdf"))
        Outbox(dialog.paper, ask, say)
        dialog.open()
        then()

    def failed(_error: Exception) -> None:
        say(
            _(
                "Le dossier est effacé. Son certificat ne s’affiche pas : il se reprend"
                " dans Réglages, Données personnelles."
            )
        )
        then()

    ask(partial(sheet, pdf), show, failed)
