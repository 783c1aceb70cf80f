"""Data protection: files to review, frozen files, copies to take out, papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from anef_desk import i18n
from anef_desk.desk.roles import Act
from anef_desk.domain.legal_basis import BASES, LegalBasis
from anef_desk.errors import ExpectedError
from anef_desk.law.time_limits import TimeLimit, last_day
from ui import terms
from ui.language import _, _n, current
from ui.navigation import ShowPerson
from ui.page import ScrollingPage
from ui.theme import look
from ui.widgets.buttons import Button
from ui.widgets.card import Card, clear
from ui.widgets.data_rights import (
    Choice,
    ErasureDialog,
    show_certificate,
)
from ui.widgets.date_field import DateField
from ui.widgets.entry import Entry
from ui.widgets.fields import LineField
from ui.widgets.flow import Flow
from ui.widgets.form import Form, required
from ui.widgets.labels import Words
from ui.widgets.paper import Outbox, PaperDialog, Sheet, sheet
from ui.widgets.recorder import Drafting
from ui.widgets.reserved import Reserved
from ui.widgets.select import Select
from ui.workers import Ask

if TYPE_CHECKING:
    from anef_desk.desk.data_protection import (
        EndedRow,
        Erased,
        ErasureRow,
        Review,
        ReviewRow,
    )
    from anef_desk.desk.session import Desk

SHOWN = 30
"""Files listed at once; the next ones come when these are decided."""

KEPT_MONTHS = 12
"""Months proposed when a file is kept longer."""


class KeepForm(Form):
    """Asks until when a file is kept, and why."""

    def __init__(
        self,
        person: str,
        on: date,
        draft: Mapping[str, str] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.draft_of(person), parent)
        self._on = on
        title = _("Garder le dossier")
        self.setWindowTitle(title)
        self.title.setText(title)
        self.advice.say(_("Le dossier reviendra à ce jour dans la liste à revoir."))
        self.accept_button.setText(_("Garder"))
        self.cancel_button.setText(_("Annuler"))
        self._until = DateField("keep-until")
        self._until.show_date(last_day(on, TimeLimit(KEPT_MONTHS, "months")))
        self.add("until", _("Jusqu’au"), self._until, wide=True)
        self.add("reason", _("Pourquoi"), self.block(""), wide=True, free=True)
        self.restore(draft)
        self.resize(look.px(620), look.px(420))

    @staticmethod
    def draft_of(person: str) -> str:
        """Return the key of the draft about *person*."""
        return f"keep:{person}"

    def until(self) -> date:
        """Return the day that was typed; today when none was."""
        return self._until.day() or self._on

    def reason(self) -> str:
        """Return why the file is kept."""
        return self.values()["reason"].strip()

    def complaint(self) -> tuple[str, str] | None:
        """Return what is missing or cannot be, or None."""
        return super().complaint() or required(
            (
                (self.until() <= self._on, "until", _("Donnez un jour à venir.")),
                (not self.reason(), "reason", _("Écrivez pourquoi.")),
            )
        )


class DataPage(ScrollingPage):
    """Shows what must be decided; says what a person decides."""

    keep_wanted = Signal(str)  # person
    erasure_wanted = Signal(str)  # person
    thaw_wanted = Signal(str)  # person
    removal_wanted = Signal(object)  # identifiers of the copies that are shown
    declared = Signal(str, str)  # legal basis, officer
    paper_wanted = Signal(str)  # "register", "impact", or "notice:" and a language
    certificate_wanted = Signal(str)  # of an erasure, by its reference

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review: Review | None = None
        self._erasures: tuple[ErasureRow, ...] = ()
        self._decides = True
        self._basis, self._officer = LegalBasis.UNDECIDED, ""
        self.title, self.intro, self.only = Words("title"), Words("soft"), Reserved()
        self.to_review, self.frozen, self.ended = Card(), Card(), Card()
        self.papers, self.erasures = Card(), Card()
        self.basis_label, self.basis = Words("strong"), Select()
        self.basis.setObjectName("legal-basis")
        self.basis_label.setBuddy(self.basis)
        self.officer_label, self.officer = Words("strong"), LineField()
        self.officer.setObjectName("data-officer")
        self.officer.setMaxLength(200)
        self.officer_label.setBuddy(self.officer)
        self.note = Words("soft")
        self.register = Button("plain", "print", "print-register")
        self.impact = Button("plain", "print", "print-impact")
        self.notice = Button("plain", "print", "print-notice")
        self.language_label, self.language = Words("strong"), Select()
        self.language.setObjectName("notice-language")
        self.language_label.setBuddy(self.language)
        self.remove = Button("plain", "", "remove-ended")
        self.ended.head.addWidget(self.remove)
        self._lay_out()
        self.remove.clicked.connect(
            lambda: self.removal_wanted.emit(
                tuple(over.attachment for over in self._ended())
            )
        )
        self.basis.activated.connect(lambda _row: self._declare())
        self.officer.editingFinished.connect(self._declare)
        self.register.clicked.connect(partial(self.paper_wanted.emit, "register"))
        self.impact.clicked.connect(partial(self.paper_wanted.emit, "impact"))
        self.notice.clicked.connect(
            lambda: self.paper_wanted.emit(f"notice:{self.language.currentData()}")
        )
        self.retranslate()

    def reserve(self) -> None:
        """Show all of it to whoever decides nothing here."""
        self._decides = False
        self.only.show()
        self.remove.hide()
        for field in (self.basis, self.officer):
            field.setEnabled(False)

    def show_review(self, review: Review) -> None:
        """Show what comes up for review."""
        self._review = review
        self.retranslate()

    def show_erasures(self, erasures: tuple[ErasureRow, ...]) -> None:
        """Show the last erasures, whose certificates can be printed again."""
        self._erasures = erasures
        self.retranslate()

    def show_declaration(self, basis: LegalBasis, officer: str) -> None:
        """Show what the organisation declared."""
        self._basis, self._officer = basis, officer
        self.retranslate()

    def show_basis(self) -> None:
        """Show the legal basis in force, whichever was chosen."""
        self.basis.setCurrentIndex(self.basis.findData(self._basis.value))

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("Données personnelles"))
        self.intro.setText(
            _(
                "Un dossier se garde deux ans après le dernier contact. Ensuite, une"
                " personne décide. Rien ne s’efface tout seul."
            )
        )
        self.only.name(_("Seule une personne qui coordonne en décide."))
        self.to_review.title.setText(_("Dossiers à revoir"))
        self.frozen.title.setText(_("Dossiers gelés"))
        self.ended.title.setText(_("Copies dont la date est passée"))
        self.papers.title.setText(_("Registre et information"))
        self.erasures.title.setText(_("Certificats d’effacement"))
        self.basis_label.setText(_("Base légale choisie par la structure"))
        self.officer_label.setText(_("Délégué à la protection des données"))
        self.officer.setPlaceholderText(_("Nom ou adresse, s’il y en a un"))
        self.officer.setAccessibleName(_("Délégué à la protection des données"))
        self.note.setText(
            _(
                "Ces pages se remplissent d’après les réglages de ce coffre. Relisez-les"
                " avant de les garder ou de les donner."
            )
        )
        self.register.setText(_("Ligne du registre"))
        self.impact.setText(_("Annexe d’analyse d’impact"))
        self.language_label.setText(_("Langue de la notice"))
        self.notice.setText(_("Notice pour la personne"))
        with QSignalBlocker(self.basis), QSignalBlocker(self.language):
            self.basis.clear()
            for basis, words in BASES.items():
                self.basis.addItem(_(words), basis.value)
            self.show_basis()
            chosen = self.language.currentData() or i18n.SOURCE_LANGUAGE
            self.language.clear()
            for code, name in i18n.NAMES.items():
                self.language.addItem(name, code)
            self.language.setCurrentIndex(self.language.findData(chosen))
        if not self.officer.hasFocus():
            self.officer.setText(self._officer)
        self._write_review()
        self._write_erasures()

    def _lay_out(self) -> None:
        self.begin_with(self.title, self.intro)
        self.body.addWidget(self.only)
        for card in (
            self.to_review, self.ended, self.frozen, self.papers, self.erasures,
        ):  # fmt: skip
            self.body.addWidget(card)
        self.body.addStretch(1)
        for widget in (
            self.basis_label, self.basis, self.officer_label, self.officer,
            self.language_label, self.language, self.note,
        ):  # fmt: skip
            self.papers.body.addWidget(widget)
        holder = QWidget()
        flow = Flow(holder)
        for button in (self.register, self.impact, self.notice):
            flow.addWidget(button)
        self.papers.body.addWidget(holder)

    def _write_review(self) -> None:
        review = self._review
        for card in (self.to_review, self.frozen, self.ended):
            clear(card.body, 1)
        if review is None:
            return
        for row in review.to_review[:SHOWN]:
            self.to_review.body.addWidget(self._row(row))
        more = len(review.to_review) - SHOWN
        if more > 0:
            self.to_review.body.addWidget(
                _soft(
                    _n(
                        "Et {number} autre dossier, ensuite.",
                        "Et {number} autres dossiers, ensuite.",
                        more,
                    )
                )
            )
        if not review.to_review:
            self.to_review.body.addWidget(
                _soft(_("Aucun aujourd’hui. La liste se remplit d’elle-même."))
            )
        for row in review.frozen:
            self.frozen.body.addWidget(self._frozen_row(row))
        self.frozen.setVisible(bool(review.frozen))
        shown = self._ended()
        self.remove.setText(
            _n("Retirer cette copie", "Retirer ces {number} copies", len(shown))
        )
        for over in shown:
            self.ended.body.addWidget(
                Entry(
                    over.title,
                    terms.joined(
                        (
                            i18n.isolated(over.name),
                            _(
                                "à retirer depuis le {day}",
                                day=current().day(over.ends_on),
                            ),
                        )
                    ),
                )
            )
        more = len(review.ended) - len(shown)
        if more > 0:
            self.ended.body.addWidget(
                _soft(
                    _n(
                        "Et {number} autre copie, ensuite.",
                        "Et {number} autres copies, ensuite.",
                        more,
                    )
                )
            )
        self.ended.setVisible(bool(review.ended))

    def _write_erasures(self) -> None:
        clear(self.erasures.body, 1)
        for row in self._erasures:
            entry = Entry(
                _("Effacé le {day}", day=current().day(row.on)),
                _("Référence : {reference}", reference=i18n.isolated(row.reference)),
            )
            entry.link(
                "certificate",
                _("Voir le certificat"),
                _("Voir le certificat : {reference}", reference=row.reference),
                partial(self.certificate_wanted.emit, row.reference),
            )
            self.erasures.body.addWidget(entry)
        self.erasures.setVisible(bool(self._erasures))

    def _ended(self) -> tuple[EndedRow, ...]:
        return self._review.ended[:SHOWN] if self._review is not None else ()

    def name_of(self, person: str) -> str:
        """Return the name on the line of *person*."""
        rows = self._review.to_review if self._review is not None else ()
        return next((row.name for row in rows if row.person == person), "")

    def _row(self, row: ReviewRow) -> QWidget:
        entry = Entry(row.name or _("Sans nom"), _met(row))
        decided: tuple[tuple[str, str, str, SignalInstance], ...] = (
            (
                "review-keep",
                _("Garder"),
                _("Garder le dossier : {who}"),
                self.keep_wanted,
            ),
            (
                "review-erase",
                _("Effacer"),
                _("Effacer le dossier : {who}"),
                self.erasure_wanted,
            ),
        )
        for name, text, said, act in decided if self._decides else ():
            button = Button("plain", "", name)
            button.setText(text)
            button.setAccessibleName(said.format(who=row.name))
            button.clicked.connect(partial(act.emit, row.person))
            entry.add(button)
        entry.link(
            "review-open",
            _("Ouvrir"),
            _("Ouvrir le dossier : {who}", who=row.name),
            partial(self._open, row.person),
        )
        return entry

    def _frozen_row(self, row: ReviewRow) -> QWidget:
        reason = row.decision.reason if row.decision else ""
        entry = Entry(row.name or _("Sans nom"), _("Raison : {reason}", reason=reason))
        if not self._decides:
            return entry
        button = Button("plain", "", "thaw")
        button.setText(_("Rouvrir"))
        button.setAccessibleName(_("Rouvrir le dossier : {who}", who=row.name))
        button.clicked.connect(partial(self.thaw_wanted.emit, row.person))
        entry.add(button)
        return entry

    def _open(self, person: str) -> None:
        self.wanted.emit(ShowPerson(person))

    def _declare(self) -> None:
        basis, officer = str(self.basis.currentData() or ""), self.officer.text()
        if (basis, officer.strip()) != (self._basis.value, self._officer):
            self.declared.emit(basis, officer)


def _met(row: ReviewRow) -> str:
    if row.last_contact is None:
        return _("Aucun contact noté")
    return _("Dernier contact : {day}", day=current().day(row.last_contact))


def _soft(text: str) -> Words:
    words = Words("soft")
    words.setText(text)
    return words


class DataPresenter:
    """Does what a coordinator decides."""

    def __init__(self, page: DataPage, desk: Desk, ask: Ask) -> None:
        page.only.blame(read_only=desk.read_only)
        self._page, self._ask = page, ask
        self._desk, self._today = desk.data_protection, desk.today
        self._drafting = Drafting(desk.drafts, ask)
        if not desk.can(Act.PROTECTION):
            page.reserve()
        page.keep_wanted.connect(self.keep)
        page.erasure_wanted.connect(self.erase)
        page.thaw_wanted.connect(
            lambda person: self._do(partial(self._desk.thaw, person))
        )
        page.removal_wanted.connect(self.remove_ended)
        page.declared.connect(self.declare)
        page.paper_wanted.connect(self.print)
        page.certificate_wanted.connect(self.print_certificate)
        self.read()

    def read(self) -> None:
        """Show what is true now."""
        self._ask(self._desk.review, self._page.show_review)
        self._ask(self._desk.erasures, self._page.show_erasures)
        self._ask(
            lambda: (self._desk.basis(), self._desk.officer()),
            lambda found: self._page.show_declaration(*found),
        )

    def keep(self, person: str) -> None:
        """Ask until when and why, then keep the file."""
        key = KeepForm.draft_of(person)

        def offer(draft: Mapping[str, str] | None) -> None:
            form = KeepForm(person, self._today(), draft, self._page)
            form.typed.connect(self._drafting.keep)
            if form.exec():
                work = partial(self._desk.keep, person, form.until(), form.reason())
                self._do(self._drafting.recorded(work, key))

        self._drafting.begin(key, offer)

    def erase(self, person: str) -> None:
        """Say what it means, then erase and show the certificate."""

        def choose(originals: Sequence[date]) -> None:
            who = self._page.name_of(person)
            dialog = ErasureDialog(self._page, originals, who)
            if dialog.exec():
                also = dialog.with_originals()
                work = partial(self._desk.erase, person, originals=also)
                self._ask(work, show, self._refused)

        def show(done: Erased) -> None:
            say = self._page.explained.emit
            show_certificate(done.certificate, self._page, self._ask, say, erased)

        def erased() -> None:
            self._page.erased.emit(person)
            self.read()

        self._ask(self._desk.originals, choose)

    def remove_ended(self, attachments: tuple[str, ...]) -> None:
        """Say what it means, then take out the copies whose day has passed."""
        dialog = Choice(
            _("Retirer les copies"),
            _(
                "Les copies de cette liste seront effacées du coffre. Celles d’un dossier"
                " gelé restent. On ne pourra pas revenir en arrière."
            ),
            _("Retirer"),
            self._page,
        )
        if dialog.exec():
            self._do(partial(self._desk.remove_ended, attachments))

    def declare(self, basis: str, officer: str) -> None:
        """Write down what the organisation alone knows."""
        work = partial(self._desk.declare, LegalBasis(basis), officer)

        def refused(error: Exception) -> None:
            self._page.show_basis()
            self._refused(error)

        self._ask(work, lambda _done: self.read(), refused)

    def print(self, paper: str) -> None:
        """Show a paper, to be printed or saved."""
        kind, _colon, language = paper.partition(":")
        makers: dict[str, Callable[[], bytes]] = {
            "register": self._desk.register,
            "impact": self._desk.impact,
            "notice": partial(self._desk.notice, language),
        }
        self._ask(lambda: sheet(makers[kind]()), partial(self._show, kind))

    def print_certificate(self, reference: str) -> None:
        """Show the certificate of an erasure once more."""
        self._ask(
            lambda: sheet(self._desk.certificate(reference)),
            partial(self._show, "certificate"),
        )

    def _show(self, kind: str, shown: Sheet) -> None:
        titles = {
            "register": _("Ligne du registre"),
            "impact": _("Annexe d’analyse d’impact"),
            "notice": _("Notice pour la personne"),
            "certificate": _("Certificat d’effacement"),
        }
        named = _("certificat.pdf") if kind == "certificate" else ""
        dialog = PaperDialog(titles[kind], self._page)
        dialog.paper.show_sheet(shown, named or _("protection-des-donnees.pdf"))
        Outbox(dialog.paper, self._ask, self._page.explained.emit)
        dialog.open()

    def _do(self, work: Callable[[], object]) -> None:
        self._ask(work, lambda _done: self.read(), self._refused)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, ExpectedError):
            raise error
        self._page.explained.emit(error.explain(current()))


def make(desk: Desk, ask: Ask) -> tuple[DataPage, DataPresenter]:
    """Return the section, over the vault of *desk*."""
    page = DataPage()
    return page, DataPresenter(page, desk, ask)
