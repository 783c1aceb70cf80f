"""A person's file: who they are, what they hold, what is due, what was done."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from anef_desk import i18n
from anef_desk.desk.session import Desk
from anef_desk.desk.views import CaseRow, PersonFile
from anef_desk.domain.person import Person
from anef_desk.domain.residence_document import ResidenceDocument
from anef_desk.law.alerts import Alert
from anef_desk.law.deadlines import Deadline
from anef_desk.law.rights import RightAnswer
from ui import terms
from ui.language import _, current
from ui.navigation import ShowCase, ShowPeople, WriteLetter
from ui.page import ScrollingPage
from ui.theme import look, metrics
from ui.widgets.alert_card import WIDE_TEXT, AlertCard
from ui.widgets.buttons import Button
from ui.widgets.card import Card, clear
from ui.widgets.chip import Chip, ChipKind
from ui.widgets.copy_field import CopyField
from ui.widgets.document_form import DocumentForm
from ui.widgets.labels import Words
from ui.widgets.person_form import PersonForm
from ui.workers import Ask

WRITTEN = ("L01", "L02", "L03", "L11")
"""Letters an alert may offer: those whose template is shipped."""

_ANSWER_KINDS: dict[str, ChipKind] = {
    "yes": "done",
    "no": "late",
    "conditional": "soon",
    "unknown": "none",
}


class PersonPage(ScrollingPage):
    """Shows a file; says what somebody wants to do with it."""

    edit_wanted = Signal()
    document_wanted = Signal(object)  # ResidenceDocument, or None for a new one
    removal_wanted = Signal(str)  # document id
    case_wanted = Signal(str)  # procedure code
    reprint_wanted = Signal(str)  # letter id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: PersonFile | None = None
        self.back = Button("quiet", "back", "back-to-people")
        self.title, self.subtitle = Words("title"), Words("soft")
        self.number = CopyField()
        self.edit = Button("plain", "edit", "edit-person")
        self.write = Button("plain", "letters", "write-letter")
        self.alert = AlertCard()
        self.cases, self.documents = Card(), Card()
        self.others, self.dates = Card(), Card()
        self.rights, self.letters, self.journal = Card(), Card(), Card()
        self.new_document = Button("plain", "add", "new-document")
        self._lay_out()
        self.back.clicked.connect(lambda: self.wanted.emit(ShowPeople()))
        self.edit.clicked.connect(self.edit_wanted)
        self.write.clicked.connect(self._write)
        self.new_document.clicked.connect(lambda: self.document_wanted.emit(None))
        self.alert.pressed.connect(self._act_on_alert)
        self.retranslate()

    @property
    def file(self) -> PersonFile | None:
        """Return the file that is shown."""
        return self._file

    def show_file(self, file: PersonFile) -> None:
        """Show *file*."""
        self._file = file
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.back.setText(_("Personnes accompagnées"))
        self.edit.setText(_("Modifier"))
        self.write.setText(_("Écrire un courrier"))
        self.cases.title.setText(_("Démarches"))
        self.documents.title.setText(_("Documents de séjour"))
        self.others.title.setText(_("À surveiller aussi"))
        self.dates.title.setText(_("Échéances"))
        self.rights.title.setText(_("Droits du document, aujourd’hui"))
        self.letters.title.setText(_("Courriers faits"))
        self.journal.title.setText(_("Ce qui a été fait"))
        self.new_document.setText(_("Ajouter"))
        self.new_document.setAccessibleName(_("Ajouter un document de séjour"))
        if self._file is None:
            return
        self._write_head(self._file)
        self._write_alerts(self._file)
        self._write_cases(self._file)
        self._write_documents(self._file)
        self._write_dates(self._file)
        self._write_rights(self._file)
        self._write_letters(self._file)
        self._write_journal(self._file)
        self._place()

    def _lay_out(self) -> None:
        head, words = QHBoxLayout(), QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        words.addWidget(self.number, 0, Qt.AlignmentFlag.AlignLeading)
        head.addLayout(words, 1)
        self._actions = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for button in (self.edit, self.write):
            self._actions.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        head.addLayout(self._actions)
        self.body.addLayout(head)
        self.body.addWidget(self.alert)
        self.documents.head.addWidget(self.new_document)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(metrics.GAP)
        for cards in (
            (self.cases, self.dates, self.others, self.journal),
            (self.documents, self.rights, self.letters),
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
        self._columns.setDirection(down if tall else across)
        self._actions.setDirection(down if tall else across)

    def _write_head(self, file: PersonFile) -> None:
        person = file.person
        self.title.setText(i18n.isolated(person.display_name))
        birth = person.birth_date.printed if person.birth_date else ""
        self.subtitle.setText(
            terms.joined(
                (
                    i18n.isolated(person.native_name),
                    _("né·e : {birth}", birth=birth) if birth else "",
                    _(terms.STATUSES[person.status]) if person.status else "",
                    terms.language_name(person.language),
                )
            )
        )
        self.number.show_value(person.numero_etranger, _("numéro étranger"))

    def _write_alerts(self, file: PersonFile) -> None:
        pressing = [a for a in file.situation.alerts if a.severity != "info"]
        if pressing:
            self._write_first(pressing[0])
        else:
            self.alert.hide()
        first = pressing[0] if pressing else None
        others = [a for a in file.situation.alerts if a is not first]
        clear(self.others.body, 1)
        for alert in others:
            self.others.body.addWidget(
                _entry(
                    current().content(alert.title),
                    current().content(alert.now),
                    chip=(
                        {"late": "late", "soon": "soon", "info": "none"}[
                            alert.severity
                        ],  # type: ignore[arg-type]
                        _next_step(alert),
                    ),
                    note=terms.resting_on(alert.basis),
                )
            )
        self.others.setVisible(bool(others))

    def _write_first(self, alert: Alert) -> None:
        say = current().content
        first = say(alert.danger) if alert.danger else say(alert.text)
        self.alert.say(
            alert.severity,
            say(alert.title),
            f"{first} {say(alert.now)}",
            terms.resting_on(alert.basis),
        )
        self.alert.offer(_("Préparer le courrier") if _letter(alert) else "")

    def _write_cases(self, file: PersonFile) -> None:
        clear(self.cases.body, 1)
        for row in file.cases:
            self.cases.body.addWidget(self._case_entry(row))
        for answer in file.suggested:
            entry = _entry(
                current().content(answer.title),
                " ".join(why.in_(current()) for why in answer.why),
            )
            button = Button("plain", "add", f"open-{answer.code}")
            button.setText(_("Ouvrir"))
            button.setAccessibleName(
                _("Ouvrir la démarche : {title}", title=current().content(answer.title))
            )
            button.clicked.connect(partial(self.case_wanted.emit, answer.code))
            entry.add(button)
            self.cases.body.addWidget(entry)
        if not file.cases and not file.suggested:
            self.cases.body.addWidget(
                _advice(_("Notez la situation de la personne : les démarches suivent."))
            )

    def _case_entry(self, row: CaseRow) -> QWidget:
        detail = _(
            "{state}  ·  pièces : {gathered} sur {needed}",
            state=_(terms.CASE_STATES[row.state]),
            gathered=row.gathered,
            needed=row.needed,
        )
        if row.filed_on is not None:
            day = current().short_day(row.filed_on)
            detail = terms.joined((detail, _("déposé le {day}", day=day)))
        entry = _entry(current().content(row.title), detail)
        button = Button("primary", "", f"case-{row.procedure}")
        button.setText(_("Continuer"))
        button.setAccessibleName(
            _("Continuer la démarche : {title}", title=current().content(row.title))
        )
        button.clicked.connect(lambda: self.wanted.emit(ShowCase(row.id)))
        entry.add(button)
        return entry

    def _write_documents(self, file: PersonFile) -> None:
        clear(self.documents.body, 1)
        for document in file.documents:
            self.documents.body.addWidget(self._document_entry(file, document))
        if not file.documents:
            self.documents.body.addWidget(
                _advice(_("Ajoutez ce que la personne tient en main, avec ses dates."))
            )

    def _document_entry(self, file: PersonFile, document: ResidenceDocument) -> QWidget:
        dates = terms.ends(file.on, document.ends_on)
        if document.starts_on is not None:
            start = current().short_day(document.starts_on)
            dates = _("du {start}, {end}", start=start, end=dates)
        over = document.ends_on is not None and document.ends_on < file.on
        left = terms.days_left(file.on, document.ends_on) if document.ends_on else ""
        mention = document.mention or ""
        entry = _entry(
            _(terms.KINDS[document.kind]),
            terms.joined((dates, _("« {text} »", text=mention) if mention else "")),
            chip=("late" if over else "done", left),
        )
        button = Button("quiet", "edit", "edit-document")
        button.setText(_("Modifier"))
        button.setAccessibleName(
            _("Modifier : {what}", what=_(terms.KINDS[document.kind]))
        )
        button.clicked.connect(lambda: self.document_wanted.emit(document))
        entry.add(button)
        return entry

    def _write_dates(self, file: PersonFile) -> None:
        clear(self.dates.body, 1)
        dated = [d for d in file.situation.deadlines if d.due is not None]
        coming = [d for d in dated if d.state != "past"]
        passed = [d for d in dated if d.state == "past"]
        for deadline in (*coming, *reversed(passed)):
            self.dates.body.addWidget(_deadline(file, deadline))
        if file.situation.failed:
            self.dates.body.addWidget(
                _advice(
                    _("Une règle n’a pas pu être calculée. Les autres restent justes.")
                )
            )
        self.dates.setVisible(bool(dated or file.situation.failed))

    def _write_rights(self, file: PersonFile) -> None:
        clear(self.rights.body, 1)
        shown = ""
        for right in file.situation.rights:
            if right.document != shown:
                shown = right.document
                held = file.situation.rights
                if len({r.document for r in held}) > 1:
                    title = Words("strong")
                    title.setText(_(terms.KINDS[right.held.kind]))
                    self.rights.body.addWidget(title)
            self.rights.body.addWidget(_right(right))
        self.rights.setVisible(bool(file.situation.rights))

    def _write_letters(self, file: PersonFile) -> None:
        clear(self.letters.body, 1)
        for letter in file.letters:
            day = current().short_day(letter.made_on)
            entry = _entry(
                letter.template,
                terms.joined(
                    (
                        _("fait le {day}", day=day),
                        terms.language_name(letter.language),
                    )
                ),
            )
            button = Button("quiet", "print", "reprint")
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
        for line in file.journal[:8]:
            words = _(terms.ACTIONS.get(line.action, terms.ACTIONS["changed"]))
            moment = current().short_day(line.at.date())
            self.journal.body.addWidget(
                _advice(terms.joined((moment, words, i18n.isolated(line.staff))))
            )
        self.journal.setVisible(bool(file.journal))

    def _write(self) -> None:
        if self._file is not None:
            self.wanted.emit(WriteLetter(self._file.person.id, self._main_case()))

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


class Entry(QFrame):
    """A line of a card: what, details, a status, a button."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("frame", "plain")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 4, 0, 4)
        self._line.setSpacing(10)
        self.words = QVBoxLayout()
        self.words.setSpacing(1)
        self._line.addLayout(self.words, 1)

    def add(self, widget: QWidget) -> None:
        """Put *widget* at the far end."""
        self._line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)


def _entry(
    title: str, detail: str, chip: tuple[ChipKind, str] | None = None, note: str = ""
) -> Entry:
    entry = Entry()
    for role, text in (("strong", title), ("soft", detail), ("small", note)):
        if text:
            words = Words(role)
            words.setText(text)
            entry.words.addWidget(words)
    if chip is not None and chip[1]:
        status = Chip()
        status.show_status(*chip)
        entry.add(status)
    return entry


def _advice(text: str) -> Words:
    words = Words("soft")
    words.setText(text)
    return words


def _deadline(file: PersonFile, deadline: Deadline) -> QWidget:
    if deadline.due is None:
        return _advice("")
    say = current().content
    over = deadline.state == "past"
    kind: ChipKind = "late" if over else "soon" if deadline.state == "open" else "none"
    text = say(deadline.missed) if over else say(deadline.text)
    return _entry(
        f"{say(deadline.title)} : {current().day(deadline.due)}",
        text,
        chip=(kind, terms.days_left(file.on, deadline.due)),
        note=terms.resting_on(deadline.basis),
    )


def _right(right: RightAnswer) -> QWidget:
    entry = _entry(
        _(terms.RIGHTS[right.right]),
        current().content(right.text),
        chip=(_ANSWER_KINDS[right.answer], _(terms.ANSWERS[right.answer])),
    )
    entry.setToolTip(terms.resting_on(right.basis))
    return entry


def _letter(alert: Alert) -> str:
    return next((code for code in alert.letters if code in WRITTEN), "")


def _next_step(alert: Alert) -> str:
    return current().content(alert.next.title) if alert.next else ""


class PersonPresenter:
    """Keeps the page and the file in step; builds no widget of the page."""

    def __init__(self, page: PersonPage, desk: Desk, ask: Ask, person: str) -> None:
        self._page, self._desk, self._ask, self._id = page, desk, ask, person
        page.edit_wanted.connect(self.edit)
        page.document_wanted.connect(self.write_document)
        page.case_wanted.connect(self.open_case)
        self.read()

    def read(self) -> None:
        """Show the file as it is now."""
        self._ask(partial(self._desk.people.file, self._id), self._page.show_file)

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

    def open_case(self, procedure: str) -> None:
        """Open a procedure for the person, and show it."""
        work = partial(self._desk.cases.open, self._id, procedure)
        self._ask(work, lambda shown: self._page.wanted.emit(ShowCase(shown.case.id)))

    def _edit(self, draft: Mapping[str, str] | None) -> None:
        file = self._page.file
        if file is None:
            return
        form = PersonForm(file.person, draft, self._page)
        form.typed.connect(self._keep)
        if form.exec():
            self.change(form.person())

    def _document(
        self, document: ResidenceDocument | None, draft: Mapping[str, str] | None
    ) -> None:
        form = DocumentForm(self._id, document, draft, self._page)
        form.typed.connect(self._keep)
        if form.exec():
            self.record_document(form.document())

    def _record(self, put: partial[PersonFile], draft: str) -> None:
        def work() -> PersonFile:
            put()
            self._desk.drafts.drop(draft)
            return self._desk.people.file(self._id)

        self._ask(work, self._page.show_file)

    def _keep(self, key: str, values: dict[str, str]) -> None:
        self._ask(partial(self._desk.drafts.put, key, values), _nothing)


def _nothing(_answer: object) -> None:
    """Wait for no answer."""
