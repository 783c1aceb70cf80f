"""A person's file: who they are, what they hold, what is due, what was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from anef_desk import i18n
from anef_desk.catalogue.library import Library
from anef_desk.clock import PARIS
from anef_desk.desk.session import Desk
from anef_desk.desk.views import CaseRow, HouseholdCard, MemberRow, PersonFile
from anef_desk.domain.appointment import Appointment
from anef_desk.domain.event import EventKind
from anef_desk.domain.identity import Identity
from anef_desk.domain.journal_entry import JournalEntry
from anef_desk.domain.person import Person
from anef_desk.domain.residence_document import ResidenceDocument
from anef_desk.errors import ExpectedError
from anef_desk.law import words
from anef_desk.law.alerts import Alert
from anef_desk.law.deadlines import Deadline
from anef_desk.law.identity import Compared
from anef_desk.law.orientation import ProcedureAnswer
from anef_desk.law.rights import RightAnswer
from anef_desk.law.situation import questions
from ui import terms
from ui.language import _, _n, current
from ui.navigation import ShowCase, ShowPeople, ShowPerson, WriteLetter
from ui.page import ScrollingPage
from ui.theme import look, metrics
from ui.widgets import solar_hijri
from ui.widgets.alert_card import WIDE_TEXT, AlertCard
from ui.widgets.appointment_entry import appointment_entry
from ui.widgets.appointment_form import AppointmentForm
from ui.widgets.attachments_card import Attaching, AttachmentsCard
from ui.widgets.buttons import Button
from ui.widgets.card import Card, clear
from ui.widgets.chip import Chip, ChipKind
from ui.widgets.copy_field import CopyField
from ui.widgets.data_rights import DataRights, DataRightsCard
from ui.widgets.document_form import DocumentForm
from ui.widgets.entry import Entry
from ui.widgets.flow import Flow
from ui.widgets.household_form import HouseholdForm
from ui.widgets.identity_form import IdentityForm
from ui.widgets.labels import Words
from ui.widgets.losses_card import LossesCard, LossesPresenter
from ui.widgets.paper import Outbox, PaperDialog, Sheet, sheet
from ui.widgets.person_form import PersonForm
from ui.widgets.person_picker import PersonPicker
from ui.widgets.pocket import PocketButton, Pocketing
from ui.workers import Ask

JOURNAL_LINES = 8
EVENT_LINES = 4

SUGGESTED = 3
"""Procedures that may fit, shown before the others are asked for."""

_ANSWER_KINDS: dict[str, ChipKind] = {
    "yes": "done",
    "no": "none",
    "conditional": "soon",
    "unknown": "none",
}

_SEVERITIES: dict[str, ChipKind] = {"late": "late", "soon": "soon", "info": "none"}


class PersonPage(ScrollingPage):
    """Shows a file; says what somebody wants to do with it."""

    help_page = "person"

    edit_wanted = Signal()
    document_wanted = Signal(object)  # ResidenceDocument, or None for a new one
    removal_wanted = Signal(object)  # ResidenceDocument entered by mistake
    return_wanted = Signal(object)  # ResidenceDocument removed by mistake
    case_wanted = Signal(str)  # procedure code
    reprint_wanted = Signal(str)  # letter id
    event_wanted = Signal(object)  # EventKind that happened just now
    event_unwanted = Signal(str)  # event noted by mistake
    identity_wanted = Signal(object)  # Identity, or None for a new one
    identity_unwanted = Signal(str)  # identity noted by mistake
    appointment_wanted = Signal(object)  # Appointment, or None for a new one
    member_wanted = Signal()  # somebody joins the household
    leaving_wanted = Signal()  # this person leaves it
    naming_wanted = Signal(object)  # HouseholdCard to give a name to
    union_wanted = Signal()  # another file is of the same person
    parting_wanted = Signal(str)  # merge to undo
    pocket_wanted = Signal(str, str)  # case, language beside French

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: PersonFile | None = None
        self._library: Library | None = None
        self._removed: ResidenceDocument | None = None
        self._removed_shown: ResidenceDocument | None = None
        self._all_rights = self._all_suggested = False
        self._whole_history = False
        self.back = Button("link", "back", "back-to-people")
        self.title, self.subtitle = Words("title"), Words("soft")
        self.number_label, self.number = Words("soft", wraps=False), CopyField()
        self.holds = Chip()
        self.edit = Button("plain", "edit", "edit-person")
        self.write = Button("plain", "letters", "write-letter")
        self.pocket = PocketButton()
        self.alert, self.handovers = AlertCard(), Card()
        self.cases, self.documents = Card(), Card()
        self.others, self.dates = Card(), Card()
        self.rights, self.letters, self.journal = Card(), Card(), Card()
        self.attachments, self.data = AttachmentsCard(), DataRightsCard()
        self.losses = LossesCard()
        self.events, self.identities = Card(), Card()
        self.household, self.appointments = Card(), Card()
        self.new_identity = Button("plain", "add", "new-identity")
        self.new_member = Button("plain", "add", "new-member")
        self.new_appointment = Button("plain", "add", "new-appointment")
        self.history = Button("link", "", "whole-history")
        self.history.setCheckable(True)
        self.kinds: dict[EventKind, Button] = {}
        self.sources = Button("link", "", "rights-sources")
        self.sources.setCheckable(True)
        self.new_document = Button("plain", "add", "new-document")
        self._waiting: list[tuple[Callable[[PersonFile], None], ...]] = []
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._write_next)
        self._lay_out()
        self.back.clicked.connect(lambda: self.wanted.emit(ShowPeople()))
        self.edit.clicked.connect(self.edit_wanted)
        self.write.clicked.connect(self._write)
        self.pocket.clicked.connect(self._ask_pocket)
        self.new_document.clicked.connect(lambda: self.document_wanted.emit(None))
        self.alert.pressed.connect(self._act_on_alert)
        self.sources.toggled.connect(self._show_sources)
        self.new_identity.clicked.connect(lambda: self.identity_wanted.emit(None))
        self.new_member.clicked.connect(self.member_wanted)
        self.new_appointment.clicked.connect(lambda: self.appointment_wanted.emit(None))
        self.history.toggled.connect(self._show_history)
        self.retranslate()

    @property
    def file(self) -> PersonFile | None:
        """Return the file that is shown."""
        return self._file

    def show_file(self, file: PersonFile, library: Library) -> None:
        """Show *file*; *library* knows the questions that would decide.

        What is shown already is not written again: nothing moves under the hand.
        """
        if file == self._file and self._removed is self._removed_shown:
            return
        self._file, self._library = file, library
        self._removed_shown = self._removed
        self.retranslate()

    def acts(self) -> dict[str, Callable[[], None]]:
        """Return what can be done here, by the keys of the table of actions."""
        return {"pocket": self._ask_pocket} if self._main_case() else {}

    def show_removed(self, document: ResidenceDocument | None) -> None:
        """Offer to put *document* back, as long as the page is there."""
        self._removed = document

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.back.setText(_("Personnes accompagnées"))
        self.edit.setText(_("Modifier"))
        self.edit.setAccessibleName(_("Modifier l’identité et la situation"))
        self.write.setText(_("Écrire un courrier"))
        self.pocket.retranslate()
        self.pocket.setVisible(self._main_case() is not None)
        self.number_label.setText(_("N° étranger"))
        self.handovers.title.setText(_("Suite à donner, et pourquoi"))
        self.cases.title.setText(_("Démarches"))
        self.documents.title.setText(_("Documents de séjour"))
        self.others.title.setText(_("À surveiller aussi"))
        self.dates.title.setText(_("Échéances"))
        self.letters.title.setText(_("Courriers faits"))
        self.journal.title.setText(_("Ce qui a été fait"))
        self.attachments.retranslate()
        self.data.retranslate()
        self.events.title.setText(_("Aujourd’hui, au bureau"))
        self.identities.title.setText(_("Identité sur chaque papier"))
        self.household.title.setText(_("Foyer"))
        self.appointments.title.setText(_("Rendez-vous"))
        for button, name in (
            (self.new_identity, _("Ajouter une identité imprimée")),
            (self.new_member, _("Ajouter une personne au foyer")),
            (self.new_appointment, _("Ajouter un rendez-vous")),
        ):
            button.setText(_("Ajouter"))
            button.setAccessibleName(name)
        for kind, button in self.kinds.items():
            button.setText(_(terms.EVENTS[kind]))
        self.new_document.setText(_("Ajouter"))
        self.new_document.setAccessibleName(_("Ajouter un document de séjour"))
        if self._file is None:
            return
        for write in (
            self._write_head,
            self._write_alerts,
            self._write_handovers,
            self._write_cases,
            self._write_events,
        ):
            write(self._file)
        self._place()
        self._waiting = [
            (self._write_dates, self._write_documents),
            (self._write_appointments, self._write_identities, self._write_household),
            (self._write_losses, self._write_rights),
            (self._write_letters, self._write_journal),
        ]
        if self.isVisible():
            self._turn.start()
        else:
            self._write_all()

    def _write_next(self) -> None:
        """Write the next cards, nearer the foot of the page each time."""
        if self._waiting and self._file is not None:
            for write in self._waiting.pop(0):
                write(self._file)
        if self._waiting:
            self._turn.start()

    def _write_all(self) -> None:
        while self._waiting:
            self._write_next()
        self._turn.stop()

    def _lay_out(self) -> None:
        head, words = QHBoxLayout(), QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        number, known = QWidget(), QWidget()
        inside = QHBoxLayout(number)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.number_label)
        inside.addWidget(self.number)
        self._number = number
        flow = Flow(known)
        for widget in (number, self.holds):
            flow.addWidget(widget)
        head.addLayout(words, 1)
        self._actions = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for button in (self.edit, self.write):
            self._actions.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        head.addLayout(self._actions)
        top = self.body.contentsMargins()
        self.body.setContentsMargins(top.left(), 8, top.right(), top.bottom())
        block = QVBoxLayout()
        block.setSpacing(6)
        block.addLayout(head)
        block.addWidget(known)
        self.body.addLayout(block)
        self.body.addWidget(self.alert)
        self.body.addWidget(self.handovers)
        self.documents.head.addWidget(self.new_document)
        self.cases.head.addWidget(self.pocket)
        self.rights.head.addWidget(self.sources)
        self.identities.head.addWidget(self.new_identity)
        self.household.head.addWidget(self.new_member)
        self.appointments.head.addWidget(self.new_appointment)
        self.journal.head.addWidget(self.history)
        acts = QWidget()
        flow = Flow(acts)
        for kind in EventKind:
            button = Button("plain", "", f"event-{kind.value}")
            button.clicked.connect(partial(self.event_wanted.emit, kind))
            self.kinds[kind] = button
            flow.addWidget(button)
        self.events.body.addWidget(acts)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(metrics.GAP)
        for cards in (
            (
                self.cases,
                self.dates,
                self.others,
                self.appointments,
                self.household,
                self.journal,
                self.data,
            ),
            (
                self.events,
                self.documents,
                self.identities,
                self.attachments,
                self.losses,
                self.rights,
                self.letters,
            ),
        ):
            column = QVBoxLayout()
            column.setSpacing(metrics.GAP)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        self.body.addLayout(self._columns)
        self.body.addStretch(1)

    def _place(self) -> None:
        tall = look.scale() >= WIDE_TEXT
        down, across = (
            QBoxLayout.Direction.TopToBottom,
            QBoxLayout.Direction.LeftToRight,
        )
        for layout in (self._columns, self._actions):
            layout.setDirection(down if tall else across)

    def _write_head(self, file: PersonFile) -> None:
        person = file.person
        self.title.setText(person.display_name)
        birth = person.birth_date.printed if person.birth_date else ""
        native = person.native_name if person.native_name != self.title.text() else ""
        self.subtitle.setText(
            terms.joined(
                (
                    i18n.isolated(native),
                    terms.born(birth),
                    _solar(person),
                    _(terms.STATUSES[person.status]) if person.status else "",
                    terms.language_name(person.language),
                    _(terms.READING[person.reading]) if person.reading else "",
                    i18n.isolated(person.other_languages),
                )
            )
            or _("Rien d’autre n’est noté : « Modifier » complète le dossier.")
        )
        self.number.show_value(person.numero_etranger, _("numéro étranger"))
        self._number.setVisible(bool(person.numero_etranger))
        held = next(iter(file.documents), None)
        self.holds.show_status(
            terms.validity(held.ends_on, file.on) if held else "none",
            terms.holding(held.kind, held.ends_on, file.on)
            if held
            else _("Aucun document de séjour noté"),
        )

    def _write_alerts(self, file: PersonFile) -> None:
        pressing = [a for a in file.situation.alerts if a.severity != "info"]
        first = pressing[0] if pressing else None
        if first is not None:
            self._write_first(first)
        else:
            self.alert.hide()
        others = [a for a in file.situation.alerts if a is not first]
        clear(self.others.body, 1)
        for alert in others:
            say = current().content
            entry = Entry(say(alert.title), say(alert.danger) or say(alert.now))
            entry.add_status(_SEVERITIES[alert.severity], _severity(alert))
            entry.explain(
                _told(
                    say(alert.text),
                    say(alert.now) if alert.danger else "",
                    _("Ensuite : {remedy}.", remedy=say(alert.next.title))
                    if alert.next
                    else "",
                ),
                terms.resting_on(alert.basis),
            )
            self.others.body.addWidget(entry)
        self.others.setVisible(bool(others))

    def _write_handovers(self, file: PersonFile) -> None:
        clear(self.handovers.body, 1)
        for note in file.handovers:
            who = terms.joined(
                (i18n.isolated(note.staff), current().day(note.noted_on))
            )
            self.handovers.body.addWidget(Entry(note.text, who))
        self.handovers.setVisible(bool(file.handovers))

    def _write_first(self, alert: Alert) -> None:
        say = current().content
        first = say(alert.danger) if alert.danger else say(alert.text)
        self.alert.say(
            alert.severity,
            say(alert.title),
            _told(first, say(alert.now)),
            terms.resting_on(alert.basis),
        )
        self.alert.offer(_("Préparer le courrier") if _letter(alert) else "")

    def _write_cases(self, file: PersonFile) -> None:
        clear(self.cases.body, 1)
        for place, row in enumerate(file.cases):
            self.cases.body.addWidget(self._case_entry(row, first=not place))
        certain = sum(answer.truth is True for answer in file.suggested)
        shown = max(certain, SUGGESTED)
        if self._all_suggested:
            shown = len(file.suggested)
        for answer in file.suggested[:shown]:
            title = current().content(answer.title)
            entry = Entry(title, self._why(answer))
            button = Button("plain", "add", f"open-{answer.code}")
            button.setText(_("Ouvrir"))
            button.setAccessibleName(_("Ouvrir la démarche : {title}", title=title))
            button.clicked.connect(partial(self.case_wanted.emit, answer.code))
            entry.add(button)
            self.cases.body.addWidget(entry)
        hidden = len(file.suggested) - shown
        if hidden > 0:
            more = Button("link", "", "more-suggested")
            more.setText(
                _n(
                    "Encore {number} démarche possible",
                    "Encore {number} démarches possibles",
                    hidden,
                )
            )
            more.clicked.connect(self._show_all_suggested)
            self.cases.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeading)
        if not file.cases and not file.suggested:
            self.cases.body.addWidget(
                _advice(
                    _(
                        "Notez la situation de la personne avec « Modifier » :"
                        " les démarches qui répondent viennent ici."
                    )
                )
            )

    def _why(self, answer: ProcedureAnswer) -> str:
        """Say why a procedure is proposed, or what would decide."""
        if answer.truth or self._library is None:
            return " ".join(why.in_(current()) for why in answer.why)
        asked = questions(answer.undecided[:2], self._library, current())
        return _("Peut-être. À demander : {questions}", questions=" ".join(asked))

    def _case_entry(self, row: CaseRow, *, first: bool) -> QWidget:
        filed = row.filed_on
        detail = terms.joined(
            (
                _(terms.OUTCOMES[row.outcome])
                if row.outcome
                else _(terms.CASE_STATES[row.state]),
                _("déposé le {day}", day=current().day(filed)) if filed else "",
                _(
                    "pièces : {gathered} sur {needed}",
                    gathered=row.gathered,
                    needed=row.needed,
                ),
            )
        )
        title = current().content(row.title)
        entry = Entry(title, detail)
        calm = self.alert.isHidden() or not self.alert.action.text()
        button = Button(
            "primary" if first and calm else "plain", "", f"case-{row.procedure}"
        )
        button.setText(_("Continuer"))
        button.setAccessibleName(_("Continuer la démarche : {title}", title=title))
        button.clicked.connect(lambda: self.wanted.emit(ShowCase(row.id)))
        entry.add(button)
        return entry

    def _write_documents(self, file: PersonFile) -> None:
        clear(self.documents.body, 1)
        if self._removed is not None:
            self.documents.body.addWidget(self._removed_entry(self._removed))
        for document in file.documents:
            self.documents.body.addWidget(self._document_entry(file, document))
        if not file.documents:
            self.documents.body.addWidget(
                _advice(_("Ajoutez ce que la personne tient en main, avec ses dates."))
            )

    def _document_entry(self, file: PersonFile, document: ResidenceDocument) -> QWidget:
        kind = _(terms.KINDS[document.kind])
        mention = document.mention or ""
        entry = Entry(
            kind,
            terms.joined(
                (
                    _dates(document),
                    _("« {text} »", text=mention) if mention else "",
                    i18n.left_to_right(document.number) if document.number else "",
                )
            ),
        )
        if document.ends_on is not None:
            entry.add_status(
                terms.validity(document.ends_on, file.on),
                terms.days_left(file.on, document.ends_on),
            )
        for icon, text, name, signal in (
            ("edit", _("Modifier"), _("Modifier : {what}"), self.document_wanted),
            ("", _("Retirer"), _("Retirer du dossier : {what}"), self.removal_wanted),
        ):
            button = Button("link", icon, "edit-document" if icon else "take-out")
            button.setText(text)
            button.setAccessibleName(name.format(what=kind))
            button.clicked.connect(partial(signal.emit, document))
            entry.add_link(button)
        return entry

    def _removed_entry(self, document: ResidenceDocument) -> QWidget:
        kind = _(terms.KINDS[document.kind])
        entry = Entry(_("Retiré du dossier : {what}", what=kind))
        button = Button("plain", "", "put-back")
        button.setText(_("Remettre"))
        button.setAccessibleName(_("Remettre dans le dossier : {what}", what=kind))
        button.clicked.connect(partial(self.return_wanted.emit, document))
        entry.add(button)
        return entry

    def _write_dates(self, file: PersonFile) -> None:
        clear(self.dates.body, 1)
        dated = [d for d in file.situation.deadlines if d.due is not None]
        coming = [d for d in dated if d.state != "past"]
        passed = [d for d in dated if d.state == "past"]
        for deadline in (*coming, *reversed(passed)):
            self.dates.body.addWidget(_deadline(file, deadline))
        undated = [d for d in file.situation.deadlines if d.due is None and d.missing]
        for deadline in undated:
            self.dates.body.addWidget(self._undated(deadline))
        if file.situation.failed:
            self.dates.body.addWidget(
                _advice(
                    _("Une règle n’a pas pu être calculée. Les autres restent justes.")
                )
            )
        self.dates.setVisible(bool(dated or undated or file.situation.failed))

    def _undated(self, deadline: Deadline) -> QWidget:
        """Say what must be known before the date can be."""
        asked: list[str] = []
        if self._library is not None:
            asked = questions(deadline.missing[:2], self._library, current())
        entry = Entry(
            current().content(deadline.title),
            _(
                "Date pas encore connue. À demander : {questions}",
                questions=" ".join(asked),
            ),
        )
        entry.explain(
            current().content(deadline.text), terms.resting_on(deadline.basis)
        )
        return entry

    def _write_rights(self, file: PersonFile) -> None:
        clear(self.rights.body, 1)
        held = [document.kind for document in file.documents]
        found = sorted(
            file.situation.rights,
            key=lambda r: held.index(r.held.kind) if r.held.kind in held else len(held),
        )
        first = found[0].document if found else ""
        if found:
            kind = _(terms.SHORT_KINDS[found[0].held.kind])
            self.rights.title.setText(
                _("Ce que permet ce document : {kind}", kind=kind)
            )
        opened = self.sources.isChecked()
        self.sources.setText(_("Masquer les sources") if opened else _("Sources"))
        for right in found:
            if right.document == first:
                self.rights.body.addWidget(_right(right, opened=opened))
        others = [right for right in found if right.document != first]
        if others:
            self._write_other_rights(others, opened=opened)
        self.rights.setVisible(bool(found))

    def _write_other_rights(
        self, others: Sequence[RightAnswer], *, opened: bool
    ) -> None:
        """Keep the rights of the other documents one press away."""
        more = Button("link", "", "more-rights")
        more.setText(
            _("Masquer les autres documents")
            if self._all_rights
            else _("Voir les autres documents")
        )
        more.clicked.connect(self._turn_rights)
        self.rights.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeading)
        shown = ""
        for right in others if self._all_rights else ():
            if right.document != shown:
                shown = right.document
                title = Words("section")
                kind = _(terms.SHORT_KINDS[right.held.kind])
                title.setText(_("Ce que permet ce document : {kind}", kind=kind))
                self.rights.body.addWidget(title)
            self.rights.body.addWidget(_right(right, opened=opened))

    def _turn_rights(self) -> None:
        self._all_rights = not self._all_rights
        if self._file is not None:
            self._write_rights(self._file)
            again = self.rights.findChildren(Button, "more-rights")
            again[-1].setFocus()

    def _show_sources(self) -> None:
        if self._file is not None:
            self._write_rights(self._file)

    def _write_losses(self, file: PersonFile) -> None:
        if self._library is not None:
            self.losses.show_losses(file.losses, self._library)

    def _write_letters(self, file: PersonFile) -> None:
        clear(self.letters.body, 1)
        for letter in file.letters:
            day = current().day(letter.made_on)
            beside = terms.language_name(letter.language) if letter.language else ""
            entry = Entry(
                _("Courrier {code}", code=letter.template),
                terms.joined((_("fait le {day}", day=day), beside)),
            )
            button = Button("link", "print", "reprint")
            button.setText(_("Revoir"))
            button.setAccessibleName(
                _("Revoir le courrier {code}", code=letter.template)
            )
            button.clicked.connect(partial(self.reprint_wanted.emit, letter.id))
            entry.add(button)
            self.letters.body.addWidget(entry)
        self.letters.setVisible(bool(file.letters))

    def _write_journal(self, file: PersonFile) -> None:
        clear(self.journal.body, 1)
        whole = self._whole_history
        self.history.setText(_("Moins") if whole else _("Tout, avant et après"))
        self.history.setAccessibleName(
            _("Montrer moins de l’histoire du dossier")
            if whole
            else _("Toute l’histoire du dossier, avant et après chaque changement")
        )
        for line in file.journal if whole else file.journal[:JOURNAL_LINES]:
            changes = _changes(line) if whole else ""
            if changes:
                self.journal.body.addWidget(Entry(_journal_words(line), changes))
            else:
                self.journal.body.addWidget(_advice(_journal_words(line)))
        for merged in file.merged:
            entry = Entry(
                _("Dossier réuni avec celui-ci : {name}", name=merged.name),
                current().day(merged.merged_on),
            )
            if merged.may_part:
                button = Button("plain", "", "part")
                button.setText(_("Séparer de nouveau"))
                button.setAccessibleName(
                    _("Séparer de nouveau les dossiers : {name}", name=merged.name)
                )
                button.clicked.connect(partial(self.parting_wanted.emit, merged.id))
                entry.add(button)
            self.journal.body.addWidget(entry)
        self.journal.setVisible(bool(file.journal))

    def _write_events(self, file: PersonFile) -> None:
        clear(self.events.body, 2)
        for event in file.events[:EVENT_LINES]:
            entry = Entry(
                terms.joined((_(terms.EVENTS[event.kind]), i18n.isolated(event.note))),
                terms.joined((_moment(event.at), i18n.isolated(event.staff))),
            )
            button = Button("link", "", "take-back")
            button.setText(_("Annuler"))
            button.setAccessibleName(
                _("Retirer : {what}", what=_(terms.EVENTS[event.kind]))
            )
            button.clicked.connect(partial(self.event_unwanted.emit, event.id))
            entry.add(button)
            self.events.body.addWidget(entry)

    def _write_identities(self, file: PersonFile) -> None:
        clear(self.identities.body, 1)
        for found in file.identities:
            self.identities.body.addWidget(self._identity_entry(found))
        if not file.identities:
            self.identities.body.addWidget(
                _advice(
                    _(
                        "Notez l’identité de l’acte de l’OFPRA, puis celle de chaque"
                        " papier : les différences se voient."
                    )
                )
            )

    def _identity_entry(self, found: Compared) -> QWidget:
        identity = found.identity
        birth = identity.birth_date.printed if identity.birth_date else ""
        what = _(terms.PRINTED[identity.source])
        names = f"{identity.family_name.upper()} {identity.given_names}".strip()
        entry = Entry(
            what,
            terms.joined(
                (i18n.isolated(names), birth, i18n.isolated(identity.birth_place))
            ),
        )
        if found.differences:
            entry.add_status("late", _("Différent"))
        elif found.is_reference:
            entry.add_status("done", _("Référence"))
        else:
            entry.add_status("done", _("Pareil"))
        if found.swapped:
            entry.note(_("Le nom et le prénom sont échangés."))
        else:
            for difference in found.differences:
                entry.note(
                    _(
                        "{field} : « {printed} » au lieu de « {expected} »",
                        field=_(terms.IDENTITY_FIELDS[difference.field]),
                        printed=difference.printed,
                        expected=difference.expected,
                    )
                )
        if found.differences:
            letter = Button("link", "letters", "identity-letter")
            letter.setText(_("Demander la correction"))
            letter.setAccessibleName(_("Demander la correction : {what}", what=what))
            letter.clicked.connect(self._write_correction)
            entry.add_link(letter)
        edit = Button("link", "edit", "edit-identity")
        edit.setText(_("Modifier"))
        edit.setAccessibleName(_("Modifier : {what}", what=what))
        edit.clicked.connect(partial(self.identity_wanted.emit, identity))
        entry.add_link(edit)
        remove = Button("link", "", "remove-identity")
        remove.setText(_("Retirer"))
        remove.setAccessibleName(_("Retirer du dossier : {what}", what=what))
        remove.clicked.connect(partial(self.identity_unwanted.emit, identity.id))
        entry.add_link(remove)
        return entry

    def _write_household(self, file: PersonFile) -> None:
        clear(self.household.body, 1)
        card = file.household
        if card is None:
            self.household.body.addWidget(
                _advice(_("Reliez les dossiers des personnes qui vivent ensemble."))
            )
        else:
            if card.name:
                name = Words("strong")
                name.setText(i18n.isolated(card.name))
                self.household.body.addWidget(name)
            for member in card.others:
                self.household.body.addWidget(self._member_entry(file, member))
        self.household.body.addWidget(self._household_acts(card))

    def _household_acts(self, card: HouseholdCard | None) -> QWidget:
        """Return what can be done about the household, and about a second file."""
        acts = [("unite", _("Un autre dossier est le sien"), self.union_wanted.emit)]
        if card is not None:
            name = _("Changer le nom") if card.name else _("Donner un nom à ce foyer")
            acts = [
                ("rename-household", name, partial(self.naming_wanted.emit, card)),
                (
                    "leave-household",
                    _("Sortir de ce foyer"),
                    self.leaving_wanted.emit,
                ),
                *acts,
            ]
        holder = QWidget()
        flow = Flow(holder)
        for key, told, act in acts:
            button = Button("link", "", key)
            button.setText(told)
            button.clicked.connect(act)
            flow.addWidget(button)
        return holder

    def _member_entry(self, file: PersonFile, member: MemberRow) -> QWidget:
        row, deadline = member.row, member.deadline
        entry = Entry(
            row.name,
            terms.joined(
                (
                    _(terms.RELATIONS[member.relation]),
                    terms.holding(row.holds, row.until, file.on) if row.holds else "",
                )
            ),
            stacks=True,
        )
        if row.until is not None:
            entry.add_status(
                terms.validity(row.until, file.on), terms.days_left(file.on, row.until)
            )
        if deadline is not None and deadline.due is not None:
            entry.note(
                terms.joined(
                    (
                        current().content(deadline.title),
                        current().day(deadline.due),
                        terms.days_left(file.on, deadline.due),
                    )
                )
            )
        button = Button("plain", "", "open-member")
        button.setText(_("Ouvrir"))
        button.setAccessibleName(_("Ouvrir le dossier : {name}", name=row.name))
        button.clicked.connect(lambda: self.wanted.emit(ShowPerson(row.id)))
        entry.add(button)
        return entry

    def _write_appointments(self, file: PersonFile) -> None:
        clear(self.appointments.body, 1)
        coming = [a for a in file.appointments if a.day >= file.on]
        past = [a for a in reversed(file.appointments) if a.day < file.on]
        for appointment in (*coming, *past[:3]):
            self.appointments.body.addWidget(
                appointment_entry(
                    appointment,
                    file.on,
                    partial(self.appointment_wanted.emit, appointment),
                )
            )
        if not file.appointments:
            self.appointments.body.addWidget(_advice(_("Aucun rendez-vous noté.")))

    def _show_all_suggested(self) -> None:
        self._all_suggested = True
        if self._file is not None:
            self._write_cases(self._file)

    def _show_history(self, whole: bool) -> None:
        self._whole_history = whole
        if self._file is not None:
            self._write_journal(self._file)

    def _write_correction(self) -> None:
        if self._file is not None:
            self.wanted.emit(
                WriteLetter(self._file.person.id, self._main_case(), "L03")
            )

    def _write(self) -> None:
        if self._file is not None:
            self.wanted.emit(WriteLetter(self._file.person.id, self._main_case()))

    def _ask_pocket(self) -> None:
        case = self._main_case()
        if self._file is not None and case is not None:
            self.pocket_wanted.emit(case, self._file.person.language)

    def _act_on_alert(self) -> None:
        if self._file is None:
            return
        alerts = [a for a in self._file.situation.alerts if a.severity != "info"]
        code = _letter(alerts[0]) if alerts else None
        self.wanted.emit(
            WriteLetter(self._file.person.id, self._main_case(), code or None)
        )

    def _main_case(self) -> str | None:
        cases = self._file.cases if self._file else ()
        return cases[0].id if cases else None


def _advice(text: str) -> Words:
    words = Words("soft")
    words.setText(text)
    return words


def _told(*sentences: str) -> str:
    """Put sentences one after the other."""
    return " ".join(sentence for sentence in sentences if sentence)


def _severity(alert: Alert) -> str:
    if alert.severity == "late":
        return _("urgent")
    return _("bientôt") if alert.severity == "soon" else _("normal")


def _dates(document: ResidenceDocument) -> str:
    """Return the dates printed on *document*, as they are printed."""
    start, end = document.starts_on, document.ends_on
    first = current().short_day(start) if start else ""
    last = current().short_day(end) if end else ""
    if first and last:
        return _("du {start} au {end}", start=first, end=last)
    if first:
        return _("du {start}", start=first)
    return _("jusqu’au {day}", day=last) if last else _("dates non lues")


def _deadline(file: PersonFile, deadline: Deadline) -> QWidget:
    say = current().content
    due = deadline.due or file.on
    over = deadline.state == "past"
    kind: ChipKind = "late" if over else "soon" if deadline.state == "open" else "none"
    opens = deadline.opens
    entry = Entry(
        say(deadline.title),
        _(
            "{day}, possible à partir du {first}",
            day=current().day(due),
            first=current().day(opens),
        )
        if opens is not None and opens > file.on
        else current().day(due),
    )
    entry.add_status(kind, terms.days_left(file.on, due))
    entry.explain(
        say(deadline.missed) if over else say(deadline.text),
        terms.resting_on(deadline.basis),
    )
    return entry


def _right(right: RightAnswer, *, opened: bool) -> QWidget:
    text = current().content(right.text)
    source = terms.resting_on(right.basis)
    detail = f"{text}\n{source}" if opened else text
    entry = Entry(_(words.RIGHTS[right.right]), detail)
    entry.add_status(_ANSWER_KINDS[right.answer], _(words.ANSWERS[right.answer]))
    return entry


def _journal_words(line: JournalEntry) -> str:
    words = _(terms.ACTIONS.get(line.action, terms.ACTIONS["changed"]))
    return terms.joined((_moment(line.at), words, i18n.isolated(line.staff)))


def _moment(at: datetime) -> str:
    here = at.astimezone(ZoneInfo(PARIS))
    return _("{day} à {time}", day=current().day(here.date()), time=f"{here:%H:%M}")


def _changes(line: JournalEntry) -> str:
    """Return what changed, each field with what it was and what it became."""
    told = []
    for name, change in line.changes.items():
        field = terms.CHANGED_FIELDS.get(name)
        if field is None:
            continue
        before, after = (
            _changed(name, value) for value in (change.before, change.after)
        )
        told.append(
            _(
                "{field} : « {before} » devient « {after} »",
                field=_(field),
                before=before,
                after=after,
            )
            if before and after
            else _("{field} : « {after} »", field=_(field), after=after)
            if after
            else _("{field} : « {before} » retiré", field=_(field), before=before)
        )
    return "\n".join(told)


def _changed(name: str, value: object) -> str:
    """Return a value of the journal in words."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Oui") if value else _("Non")
    text = str(value)
    words = terms.CHANGED_WORDS.get(name, {}).get(text)
    if words is not None:
        return _(words)
    try:
        return current().short_day(date.fromisoformat(text))
    except ValueError:
        return text


def _solar(person: Person) -> str:
    """Return the birth date in the calendar of those who read Dari or Pashto."""
    if person.birth_date is None or person.language not in solar_hijri.LANGUAGES:
        return ""
    day = solar_hijri.solar(person.birth_date)
    return _("calendrier solaire : {day}", day=day) if day else ""


def _letter(alert: Alert) -> str:
    return next((code for code in alert.letters if code in terms.WRITTEN), "")


class PersonPresenter:
    """Keeps the page and the file in step; builds no widget of the page."""

    def __init__(self, page: PersonPage, desk: Desk, ask: Ask, person: str) -> None:
        self._page, self._desk, self._ask, self._id = page, desk, ask, person
        self._outbox: Outbox | None = None
        self._losses = LossesPresenter(page.losses, desk, ask, person, self._show)
        page.edit_wanted.connect(self.edit)
        page.document_wanted.connect(self.write_document)
        page.removal_wanted.connect(self.remove_document)
        page.return_wanted.connect(self.put_back)
        page.case_wanted.connect(self.open_case)
        page.reprint_wanted.connect(self.reprint)
        self._pocketing = Pocketing(page, desk, ask, page.explained.emit)
        page.pocket_wanted.connect(self._pocketing.offer)
        say = page.explained.emit
        self._attaching = Attaching(
            page.attachments, desk.attachments, ask, person, desk.today, say
        )
        self._data = DataRights(page.data, desk.data_protection, ask, person, say)
        self._data.erased = lambda: page.wanted.emit(ShowPeople())
        self._data.changed = self.read
        page.event_wanted.connect(self.note_event)
        page.event_unwanted.connect(self.take_back_event)
        page.identity_wanted.connect(self.write_identity)
        page.identity_unwanted.connect(self.remove_identity)
        page.appointment_wanted.connect(self.write_appointment)
        page.member_wanted.connect(self.choose_member)
        page.leaving_wanted.connect(self.leave_household)
        page.naming_wanted.connect(self.name_household)
        page.union_wanted.connect(self.choose_double)
        page.parting_wanted.connect(self.part)
        self.read()

    def read(self) -> None:
        """Show the file as it is now."""
        work = partial(self._desk.people.file, self._id)
        self._ask(work, self._show, self._missing)
        self._attaching.read()
        self._data.read()

    def _show(self, file: PersonFile) -> None:
        self._page.show_file(file, self._desk.library)

    def _missing(self, error: Exception) -> None:
        """Leave a file that is gone, or is not to be read."""
        if isinstance(error, ExpectedError):
            self._page.explained.emit(error.explain(current()))
        elif not isinstance(error, LookupError):
            raise error
        self._page.wanted.emit(ShowPeople())

    def edit(self) -> None:
        """Offer the form of the person, with what was typed before."""
        key = PersonForm.draft_of(self._id)
        self._ask(partial(self._desk.drafts.get, key), self._edit)

    def change(self, person: Person) -> None:
        """Record what is now known of the person."""
        key = PersonForm.draft_of(self._id)
        self._record(partial(self._desk.people.change, person), key)

    def write_document(self, document: ResidenceDocument | None) -> None:
        """Offer the form of a document, with what was typed before."""
        key = DocumentForm.draft_of(self._id, document.id if document else "")
        self._ask(
            partial(self._desk.drafts.get, key), partial(self._document, document)
        )

    def record_document(self, document: ResidenceDocument) -> None:
        """Record *document*, new or corrected; the law checks it at once."""
        key = DocumentForm.draft_of(self._id, document.id)
        put = self._desk.documents.change if document.id else self._desk.documents.add
        self._record(partial(put, self._id, document), key)

    def remove_document(self, document: ResidenceDocument) -> None:
        """Take *document* out of the file; the page offers to put it back."""
        remove = self._desk.documents.remove
        self._page.show_removed(document)
        self._ask(partial(remove, self._id, document.id), self._show)

    def put_back(self, document: ResidenceDocument) -> None:
        """Put a removed *document* back as it was."""
        put = self._desk.documents.change
        self._page.show_removed(None)
        self._ask(partial(put, self._id, document), self._show)

    def note_event(self, kind: EventKind) -> None:
        """Note that something happened just now; it can be taken back."""
        note = self._desk.events.note
        self._ask(partial(note, self._id, kind), lambda noted: self._show(noted[1]))

    def take_back_event(self, event: str) -> None:
        """Take an event back."""
        self._ask(partial(self._desk.events.take_back, event), self._show)

    def write_identity(self, identity: Identity | None) -> None:
        """Offer the form of an identity, with what was typed before."""
        key = IdentityForm.draft_of(self._id, identity.id if identity else "")
        self._ask(
            partial(self._desk.drafts.get, key), partial(self._identity, identity)
        )

    def record_identity(self, identity: Identity) -> None:
        """Record what a document prints."""
        key = IdentityForm.draft_of(self._id, identity.id)
        self._record(partial(self._desk.identities.put, identity), key)

    def remove_identity(self, identity: str) -> None:
        """Take an identity out of the file."""
        self._ask(partial(self._desk.identities.remove, identity), self._show)

    def write_appointment(self, appointment: Appointment | None) -> None:
        """Offer the form of an appointment, with what was typed before."""
        known = appointment or Appointment(
            id="", person=self._id, day=self._desk.today()
        )
        self._ask(
            partial(self._desk.drafts.get, AppointmentForm.draft_of(known)),
            partial(self._appointment, known),
        )

    def record_appointment(self, appointment: Appointment) -> None:
        """Record an appointment."""
        self._record(
            partial(self._desk.appointments.put, appointment),
            AppointmentForm.draft_of(appointment),
        )

    def choose_member(self) -> None:
        """Ask who joins the household, and as what."""
        picker = self._picker(_("Ajouter au foyer"), relation=True)
        if picker.exec() and picker.chosen():
            join = self._desk.households.join
            chosen, relation = picker.chosen(), picker.chosen_relation()
            self._ask(partial(join, self._id, chosen, relation), self._show)

    def leave_household(self) -> None:
        """Take the person out of their household."""
        self._ask(partial(self._desk.households.leave, self._id), self._show)

    def name_household(self, card: HouseholdCard) -> None:
        """Offer the form of the household's name, with what was typed before."""
        self._ask(
            partial(self._desk.drafts.get, HouseholdForm.draft_of(self._id)),
            partial(self._household, card),
        )

    def record_household(self, household: str, name: str) -> None:
        """Record the name of the household."""
        self._record(
            partial(self._desk.households.rename, household, name, self._id),
            HouseholdForm.draft_of(self._id),
        )

    def choose_double(self) -> None:
        """Ask which other file is of this person, and make one of both."""
        picker = self._picker(_("Réunir avec un autre dossier"), relation=False)
        if picker.exec() and picker.chosen():
            self.unite(picker.chosen())

    def unite(self, other: str) -> None:
        """Make one file of two; the page offers to part them again."""
        self._ask(partial(self._desk.people.unite, self._id, other), self._show)

    def part(self, merge: str) -> None:
        """Make two files again."""
        self._ask(partial(self._desk.people.part, merge), self._show)

    def _picker(self, title: str, *, relation: bool) -> PersonPicker:
        picker = PersonPicker(
            title, relation=relation, without=self._id, parent=self._page
        )

        def search(text: str) -> None:
            self._ask(partial(self._desk.people.search, text), picker.show_rows)

        picker.searched.connect(search)
        search("")
        return picker

    def _identity(
        self, identity: Identity | None, draft: Mapping[str, str] | None
    ) -> None:
        form = IdentityForm(self._id, identity, draft, self._page)
        form.typed.connect(self._keep)
        if form.exec():
            self.record_identity(form.identity())

    def _household(self, card: HouseholdCard, draft: Mapping[str, str] | None) -> None:
        form = HouseholdForm(self._id, card, draft, self._page)
        form.typed.connect(self._keep)
        if form.exec():
            self.record_household(card.id, form.name())

    def _appointment(
        self, appointment: Appointment, draft: Mapping[str, str] | None
    ) -> None:
        form = AppointmentForm(appointment, draft, self._page)
        form.typed.connect(self._keep)
        if form.exec():
            self.record_appointment(form.appointment())

    def reprint(self, letter: str) -> None:
        """Show a letter that was made, identical, to be printed again."""

        def work() -> Sheet:
            made = self._desk.letters.again(letter)
            return sheet(made.copy or made.pdf, made.text)

        self._ask(work, self._show_paper)

    def open_case(self, procedure: str) -> None:
        """Open a procedure for the person, and show it."""
        work = partial(self._desk.cases.open, self._id, procedure)
        self._ask(work, lambda shown: self._page.wanted.emit(ShowCase(shown.case.id)))

    def _show_paper(self, shown: Sheet) -> None:
        dialog = PaperDialog(_("Courrier"), self._page)
        dialog.paper.show_sheet(shown, _("courrier.pdf"))
        self._outbox = Outbox(dialog.paper, self._ask, self._page.explained.emit)
        dialog.open()

    def _edit(self, draft: Mapping[str, str] | None) -> None:
        file = self._page.file
        if file is None:
            return
        form = PersonForm(file.person, draft, self._page)
        form.typed.connect(self._keep)
        form.union_wanted.connect(self.unite)

        def look_for_double(*_typed: object) -> None:
            self._ask(partial(self._desk.people.alike, form.person()), form.show_alike)

        form.alike_wanted.connect(look_for_double)
        if form.exec():
            self.change(form.person())

    def _document(
        self, document: ResidenceDocument | None, draft: Mapping[str, str] | None
    ) -> None:
        form = DocumentForm(self._id, document, draft, self._page)
        form.typed.connect(self._keep)

        def judge(*_typed: object) -> None:
            judged = partial(self._desk.documents.oddities, self._id, form.document())
            self._ask(judged, form.show_oddities)

        form.judged.connect(judge)
        if document is not None:
            judge()
        if form.exec():
            self.record_document(form.document())

    def _record(self, put: Callable[[], object], draft: str) -> None:
        def work() -> PersonFile:
            put()
            self._desk.drafts.drop(draft)
            return self._desk.people.file(self._id)

        self._ask(work, self._show)

    def _keep(self, key: str, values: dict[str, str]) -> None:
        self._ask(partial(self._desk.drafts.put, key, values), _nothing)


def _nothing(_answer: object) -> None:
    """Wait for no answer."""
