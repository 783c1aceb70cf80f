"""The page of backups: the last one, the copy elsewhere, the rehearsal, what to do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from anef_desk.desk.roles import Act
from anef_desk.desk.safekeeping import SafetyState
from anef_desk.desk.session import Desk
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_
from ui import terms
from ui.language import _, _n, current
from ui.page import ScrollingPage
from ui.widgets.buttons import Button
from ui.widgets.card import Card, clear
from ui.widgets.chip import Chip, ChipKind
from ui.widgets.entry import Entry
from ui.widgets.flow import Flow
from ui.widgets.labels import Words
from ui.widgets.paper import Outbox, PaperDialog, Sheet, sheet
from ui.workers import Ask

SHOWN = 8
"""Backups in the list."""

MADE = N_("La sauvegarde est faite et relue.")
COPIED = N_("La copie est faite et relue.")


class BackupsPage(ScrollingPage):
    """Shows how safe the vault is; says what is to be done about it."""

    back_up_wanted = Signal()
    place_chosen = Signal(object)  # a folder, None for nowhere
    copy_wanted = Signal()
    rehearsal_wanted = Signal()
    sheet_wanted = Signal()
    discard_former_wanted = Signal()
    discard_damaged_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: SafetyState | None = None
        self._decides = True
        self.title, self.intro = Words("title"), Words("soft")
        self.last, self.second = _Part("back-up", "save"), _Part("copy-now", "copy")
        self.rehearsal = _Part("rehearse", "check")
        self.choose = Button("plain", "search", "choose-place")
        self.forget = Button("quiet", "", "forget-place")
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.hide()
        self.list, self.lost, self.old = Card(), Card(), Card()
        self.back, self.lost_words = Words("soft"), Words()
        self.sheet = Button("plain", "print", "lost-sheet")
        self.former_words, self.damaged_words = Words(), Words()
        self.former = _Discard("discard-former")
        self.damaged = _Discard("discard-damaged")
        self.last.action.become("primary")
        self._lay_out()
        self.last.action.clicked.connect(self.back_up_wanted)
        self.second.action.clicked.connect(self.copy_wanted)
        self.rehearsal.action.clicked.connect(self.rehearsal_wanted)
        self.choose.clicked.connect(self._ask_place)
        self.forget.clicked.connect(self._forget_place)
        self.sheet.clicked.connect(self.sheet_wanted)
        self.former.confirmed.connect(self.discard_former_wanted)
        self.damaged.confirmed.connect(self.discard_damaged_wanted)
        self.retranslate()

    def reserve(self) -> None:
        """Show how safe the vault is to whoever does not decide where copies go."""
        self._decides = False
        self.choose.hide()

    def show_state(self, state: SafetyState) -> None:
        """Show how safe the vault is."""
        self._state = state
        self.show_busy(busy=False)
        self.former.calm()
        self.damaged.calm()
        self.retranslate()

    def show_busy(self, *, busy: bool) -> None:
        """Show that something is being copied or read."""
        self.busy.setVisible(busy)
        for part in (self.last, self.second, self.rehearsal):
            part.action.setEnabled(not busy)

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("Sauvegardes"))
        self.intro.setText(
            _(
                "Une sauvegarde se fait seule à chaque verrouillage, et toutes les"
                " 30 minutes de travail. Chacune est relue avant de compter."
            )
        )
        self.last.card.title.setText(_("Dernière sauvegarde"))
        self.second.card.title.setText(_("Second emplacement"))
        self.rehearsal.card.title.setText(_("Essai de reprise"))
        self.list.title.setText(_("Sauvegardes gardées à côté du coffre"))
        self.lost.title.setText(_("Ordinateur perdu ou volé"))
        self.old.title.setText(_("À supprimer quand vous n’en avez plus besoin"))
        self.last.action.setText(_("Sauvegarder maintenant"))
        self.second.action.setText(_("Copier maintenant"))
        self.rehearsal.action.setText(_("Faire un essai"))
        self.choose.setText(_("Choisir un dossier…"))
        self.forget.setText(_("Ne plus copier"))
        self.back.setText(
            _(
                "Pour revenir à l’une d’elles, verrouillez, puis choisissez « Reprendre"
                " une sauvegarde »."
            )
        )
        self.lost_words.setText(
            _(
                "Une page à imprimer : que faire tout de suite, et ce qu’un voleur peut"
                " lire ou non."
            )
        )
        self.sheet.setText(_("Voir la page"))
        self.busy.setAccessibleName(_("Travail en cours"))
        self.former.name(_("Supprimer ces sauvegardes"))
        self.damaged.name(_("Supprimer ces fichiers"))
        if self._state is not None:
            self._write(self._state)

    def _write(self, state: SafetyState) -> None:
        self._write_last(state)
        self._write_second(state)
        self._write_rehearsal(state)
        clear(self.list.body, 1)
        for row in state.backups[:SHOWN]:
            detail = (terms.ago(row.made_at, state.at), terms.backup_reason(row))
            entry = Entry(terms.moment(row.made_at), terms.joined(detail))
            self.list.body.addWidget(entry)
        self.list.setVisible(bool(state.backups))
        self.back.setVisible(bool(state.backups))
        self.former_words.say(
            _n(
                "{number} sauvegarde a été faite avec une ancienne clé : qui est parti"
                " depuis peut encore la lire.",
                "{number} sauvegardes ont été faites avec une ancienne clé : qui est"
                " parti depuis peut encore les lire.",
                len(state.former),
            )
            if state.former
            else ""
        )
        self.damaged_words.say(
            _n(
                "{number} fichier d’un coffre abîmé a été gardé après une reprise.",
                "{number} fichiers d’un coffre abîmé ont été gardés après une reprise.",
                len(state.damaged),
            )
            if state.damaged
            else ""
        )
        self.former.setVisible(self._decides and bool(state.former))
        self.damaged.setVisible(self._decides and bool(state.damaged))
        self.old.setVisible(bool(state.former or state.damaged))

    def _write_last(self, state: SafetyState) -> None:
        if state.last is None:
            self.last.say("late", _("aucune"), _("Rien n’est encore sauvegardé."))
            return
        when = terms.moment(state.last.made_at)
        self.last.say(
            state.last_level,
            terms.ago(state.last.made_at, state.at),
            _("Le {moment}. Il y a eu des changements depuis.", moment=when)
            if state.changed
            else _("Le {moment}. Rien n’a changé depuis.", moment=when),
        )

    def _write_second(self, state: SafetyState) -> None:
        place, copied = state.second_place, state.second_at
        self.forget.setVisible(self._decides and bool(place))
        self.second.offer(bool(place))
        if not place:
            self.second.say(
                "soon",
                _("à choisir"),
                _(
                    "Si cet ordinateur est perdu, ses sauvegardes le sont aussi."
                    " Choisissez une clé USB ou un autre disque."
                ),
            )
            return
        word = terms.ago(copied, state.at) if copied else _("jamais copié")
        told = (
            _("{place} : accessible.", place=place)
            if state.second_reachable
            else _(
                "{place} : pas accessible. Branchez la clé ou le disque.", place=place
            )
        )
        self.second.say(state.second_level, word, told)

    def _write_rehearsal(self, state: SafetyState) -> None:
        if state.rehearsed_at is None:
            self.rehearsal.say(
                "none",
                _("pas encore fait"),
                _("Chaque semaine, la dernière sauvegarde est reprise à l’essai."),
            )
            return
        when = terms.moment(state.rehearsed_at)
        if state.rehearsal_sound:
            self.rehearsal.say(
                state.rehearsal_level,
                terms.ago(state.rehearsed_at, state.at),
                _("Le {moment}, la sauvegarde s’est ouverte, entière.", moment=when),
            )
        else:
            self.rehearsal.say(
                "late",
                _("n’a pas tenu"),
                _(
                    "Le {moment}, la sauvegarde ne s’est pas reprise. Faites-en une"
                    " autre.",
                    moment=when,
                ),
            )

    def _lay_out(self) -> None:
        self.begin_with(self.title, self.intro)
        self.body.addWidget(self.busy)
        self.second.actions.addWidget(self.choose)
        self.second.actions.addWidget(self.forget)
        for part in (self.last, self.second, self.rehearsal):
            self.body.addWidget(part.card)
        self.body.addWidget(self.list)
        self.body.addWidget(self.back)
        self.lost.body.addWidget(self.lost_words)
        line = Flow()
        line.addWidget(self.sheet)
        self.lost.body.addLayout(line)
        self.body.addWidget(self.lost)
        for words, button in (
            (self.former_words, self.former),
            (self.damaged_words, self.damaged),
        ):
            self.old.body.addWidget(words)
            row = Flow()
            row.addWidget(button)
            self.old.body.addLayout(row)
        self.body.addWidget(self.old)
        self.body.addStretch(1)
        for hidden in (self.list, self.back, self.old):
            hidden.hide()

    def _ask_place(self) -> None:
        place = QFileDialog.getExistingDirectory(
            self, _("Dossier où copier les sauvegardes")
        )
        if place:
            self.place_chosen.emit(Path(place))

    def _forget_place(self) -> None:
        self.place_chosen.emit(None)


class _Part:
    """A card with a status, a sentence, and one act."""

    def __init__(self, name: str, icon: str) -> None:
        self.card, self.chip, self.words = Card(), Chip(), Words()
        self._rests = False
        self.action = Button("plain", icon, name)
        self.actions = Flow()
        self.actions.addWidget(self.action)
        self.card.head.addWidget(self.chip)
        self.card.body.addWidget(self.words)
        self.card.body.addLayout(self.actions)
        self.chip.hide()

    def rest(self) -> None:
        """Offer its act no more: the vault was opened to be read."""
        self._rests = True
        self.action.hide()

    def offer(self, offered: bool) -> None:
        """Offer its act or not."""
        self.action.setVisible(offered and not self._rests)

    def say(self, level: ChipKind, word: str, text: str) -> None:
        """Show a status and a sentence."""
        self.chip.show_status(level, word)
        self.words.setText(text)


class _Discard(Button):
    """Removes something for good at the second press."""

    confirmed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__("plain", "close", name)
        self._name, self._asked = "", False
        self.clicked.connect(self._press)

    def name(self, text: str) -> None:
        """Say what it removes."""
        self._name = text
        self.setText(
            _("{what} : appuyez encore pour confirmer", what=text)
            if self._asked
            else text
        )

    def calm(self) -> None:
        """Ask again from the beginning."""
        self._asked = False
        self.name(self._name)

    def _press(self) -> None:
        if self._asked:
            self.calm()
            self.confirmed.emit()
        else:
            self._asked = True
            self.name(self._name)


class BackupsPresenter:
    """Keeps the page and the vault in step; builds no widget."""

    def __init__(self, page: BackupsPage, desk: Desk, ask: Ask) -> None:
        self._page, self._desk, self._ask = page, desk, ask
        if not desk.can(Act.BACKUPS):
            page.reserve()
        for part in (page.last, page.second, page.rehearsal) if desk.read_only else ():
            part.rest()
        safekeeping = desk.safekeeping
        for signal, work, told in (
            (page.back_up_wanted, safekeeping.back_up, MADE),
            (page.copy_wanted, safekeeping.copy_to_second_place, COPIED),
            (page.rehearsal_wanted, safekeeping.rehearse, ""),
            (page.discard_former_wanted, safekeeping.discard_former, terms.deleted),
            (page.discard_damaged_wanted, safekeeping.discard_damaged, ""),
        ):
            signal.connect(partial(self._do, work, told))
        page.place_chosen.connect(self.choose)
        page.sheet_wanted.connect(self.show_sheet)
        self.read()

    def read(self) -> None:
        """Show how safe the vault is now."""
        self._ask(self._desk.safekeeping.state, self._page.show_state)

    def choose(self, place: Path | None) -> None:
        """Copy to *place* from now on, and at once; None for nowhere."""
        safekeeping = self._desk.safekeeping

        def work() -> None:
            safekeeping.choose_second_place(place)
            if place is not None:
                safekeeping.copy_to_second_place()

        self._do(work, "" if place is None else COPIED)

    def show_sheet(self) -> None:
        """Show the page to print for a lost computer, over this one."""
        texts = current()

        def work() -> Sheet:
            return sheet(self._desk.safekeeping.breach_sheet(texts))

        self._ask(work, self._show_paper)

    def _do(self, work: Callable[[], Any], told: str | Callable[[Any], str]) -> None:
        self._page.show_busy(busy=True)

        def then(answer: Any) -> None:  # noqa: ANN401 - what *work* returns
            if told:
                said = _(told) if isinstance(told, str) else told(answer)
                self._page.explained.emit(said)
            self.read()

        def explain(error: Exception) -> None:
            self._page.show_busy(busy=False)
            if not isinstance(error, ExpectedError):
                raise error
            self._page.explained.emit(error.explain(current()))
            self.read()

        self._ask(work, then, explain)

    def _show_paper(self, shown: Sheet) -> None:
        dialog = PaperDialog(_("Ordinateur perdu ou volé"), self._page)
        dialog.paper.show_sheet(shown, _("ordinateur-perdu.pdf"))
        Outbox(dialog.paper, self._ask, self._page.explained.emit)
        dialog.open()


def make(desk: Desk, ask: Ask) -> tuple[BackupsPage, BackupsPresenter]:
    """Return the section, over the vault of *desk*."""
    page = BackupsPage()
    return page, BackupsPresenter(page, desk, ask)
