"""The page of a case: one checklist for the two people who look at it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from anef_desk import i18n
from anef_desk.catalogue.library import Library
from anef_desk.catalogue.model import Fact
from anef_desk.catalogue.sentences import label_sentence, sentence
from anef_desk.desk.entry_sheets import FilledSheet
from anef_desk.desk.session import Desk
from anef_desk.desk.views import CaseEntry, CaseFile
from anef_desk.domain.appointment import Appointment
from anef_desk.domain.case import CaseState, Filing, Outcome
from anef_desk.domain.supporting_document import GATHERED, Mark, MarkState
from anef_desk.i18n import Translations
from anef_desk.law import words
from anef_desk.law.asking import Question
from anef_desk.law.deadlines import Deadline
from anef_desk.law.situation import questions
from ui import terms
from ui.language import _, current, direction
from ui.navigation import ShowCase, ShowPerson, WriteLetter
from ui.page import ScrollingPage
from ui.theme import look, metrics
from ui.widgets import paper
from ui.widgets.alert_card import WIDE_TEXT, AlertCard
from ui.widgets.appointment_entry import appointment_entry
from ui.widgets.appointment_form import AppointmentForm
from ui.widgets.asking_card import Asking, AskingCard
from ui.widgets.bilingual_row import KEYS, BilingualRow, RowLook, Side
from ui.widgets.buttons import Button
from ui.widgets.card import Card, clear
from ui.widgets.chip import ChipKind
from ui.widgets.end_form import EndForm
from ui.widgets.entry import Entry
from ui.widgets.entry_sheet import EntrySheet
from ui.widgets.filing_form import FilingForm
from ui.widgets.flow import Flow
from ui.widgets.inner_area import InnerArea
from ui.widgets.labels import Words
from ui.widgets.mark_form import MarkForm
from ui.widgets.paper import Outbox, PaperDialog, Sheet
from ui.widgets.pocket import PocketButton, Pocketing
from ui.widgets.route_card import ClockLook, RouteCard, StepLook
from ui.workers import Ask

ROUTE_WIDTH = 252
ACTS_WIDTH = 600
LEAST_ROWS = 200

FOLLOWING = 3
"""Procedures offered once a case has ended; the person's file has them all."""

CLOCKS = 4
"""Dates shown beside the route; the person's file has them all."""

VALID_UNTIL = "valid_until"
"""What the menu of a line offers besides states: to note an end of validity."""

STATES = (
    MarkState.SEEN,
    MarkState.COPIED,
    MarkState.MISSING,
    MarkState.EXPIRED,
    MarkState.CANNOT_GET,
    MarkState.NOT_APPLICABLE,
)

_KINDS: dict[MarkState, ChipKind] = {
    MarkState.SEEN: "done",
    MarkState.COPIED: "done",
    MarkState.MISSING: "soon",
    MarkState.EXPIRED: "late",
    MarkState.CANNOT_GET: "late",
    MarkState.NOT_APPLICABLE: "none",
}


def status_of(
    item: CaseEntry, texts: Translations, on: date | None = None
) -> tuple[ChipKind, str]:
    """Return the status of a line and its words in the language of *texts*.

    A document seen or copied whose validity ended before *on* is to be had again.
    """
    mark = item.mark
    if mark is not None:
        if _is_over(mark, on):
            return "late", texts.text(terms.MARKS[MarkState.EXPIRED])
        return _KINDS[mark.state], _marked(mark, texts)
    if item.entry.need == "cannot_be_required":
        return "none", texts.text(words.NEEDS["cannot_be_required"])
    if item.entry.truth is None:
        return "none", texts.text(words.NEEDS["perhaps"])
    if item.entry.need == "if_asked":
        return "none", texts.text(words.NEEDS["if_asked"])
    return "soon", texts.text(words.NEEDS["required"])


def _is_over(mark: Mark, on: date | None) -> bool:
    """Return whether a document that was there has ended since."""
    ended = on is not None and mark.valid_until is not None and mark.valid_until < on
    return ended and mark.state in GATHERED


def _marked(mark: Mark, texts: Translations) -> str:
    if mark.state in GATHERED:
        day = f"{mark.marked_on:%d/%m}"
        sentence = terms.SEEN_ON if mark.state is MarkState.SEEN else terms.COPIED_ON
        return texts.text(sentence, day=day)
    return texts.text(terms.MARKS[mark.state])


def language_beside(person: str, staff: str) -> str:
    """Return the language shown beside the staff's: the person's, else French.

    When both read the same language, French stands beside it: the form, the counter
    and the judge speak French. When that is French too, it stands alone with English
    for whoever interprets.
    """
    if person and person != staff:
        return person
    if staff != i18n.SOURCE_LANGUAGE:
        return i18n.SOURCE_LANGUAGE
    return "en"


class CasePage(ScrollingPage):
    """Shows the route and the checklist; says what was ticked."""

    help_page = "case"

    marked = Signal(str, object)  # requirement, MarkState or None
    answered = Signal(str, object)  # fact; its answer, or None to take it back
    detail_wanted = Signal(str, object)  # requirement, MarkState to explain
    filing_wanted = Signal()
    end_wanted = Signal()
    going_on_wanted = Signal()  # its end was noted by mistake
    sheet_wanted = Signal()
    appointment_wanted = Signal(object)  # Appointment, or None for a new one
    next_wanted = Signal(str)  # procedure that may follow
    checklist_wanted = Signal(str)  # language beside French
    pocket_wanted = Signal(str)  # language beside French
    current_changed = Signal(object, int)  # CaseFile, line both people look at

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case: CaseFile | None = None
        self._library: Library | None = None
        self.rows: list[BilingualRow] = []
        self._current = ""
        self.back = Button("link", "back", "back-to-person")
        self.title, self.subtitle = Words("title"), Words("soft")
        self.print = Button("plain", "print", "print-checklist")
        self.sheet = Button("plain", "copy", "entry-sheet")
        self.end = Button("link", "check", "end-case")
        self.appoint = Button("link", "add", "new-appointment")
        self.following, self.appointments = Card(), Card()
        self.pocket = PocketButton()
        self.alert = AlertCard()
        self.asking = AskingCard()
        self.route, self.checklist = RouteCard(), Card(padded=False)
        self.their_title = Words("section")
        self.review, self.filed = Words("small"), Words("soft")
        self.file = Button("plain", "check", "file-case")
        self._lay_out()
        self.back.clicked.connect(self._go_back)
        self.print.clicked.connect(self._ask_checklist)
        self.pocket.clicked.connect(self._ask_pocket)
        self.file.clicked.connect(self.filing_wanted)
        self.sheet.clicked.connect(self.sheet_wanted)
        self.end.clicked.connect(self._end)
        self.appoint.clicked.connect(lambda: self.appointment_wanted.emit(None))
        self.alert.pressed.connect(self._write_letter)
        self.asking.answered.connect(self.answered)
        self.retranslate()

    @property
    def case(self) -> CaseFile | None:
        """Return the case that is shown."""
        return self._case

    @property
    def place(self) -> int:
        """Return where the current line stands in the checklist."""
        codes = [item.entry.code for item in self._case.entries] if self._case else []
        return codes.index(self._current) if self._current in codes else 0

    def show_case(self, case: CaseFile, library: Library) -> None:
        """Show *case*; the line being read stays the current one."""
        first = self._case is None
        self._case, self._library = case, library
        codes = [item.entry.code for item in case.entries]
        if self._current not in codes:
            todo = [
                item.entry.code
                for item in case.entries
                if item.mark is None and item.entry.need == "required"
            ]
            self._current = (todo or codes or [""])[0]
        self.retranslate()
        if first and codes and _may_take_focus(self):
            self.rows[self.place].focus_tick()
        self.current_changed.emit(case, self.place)

    def acts(self) -> dict[str, Callable[[], None]]:
        """Return what can be done here, by the keys of the table of actions."""
        return {"pocket": self._ask_pocket} if self._case is not None else {}

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.print.setText(_("Imprimer la liste"))
        self.sheet.setText(_("Fiche de saisie"))
        self.sheet.setAccessibleName(_("Fiche de saisie ANEF, à copier"))
        self.appoint.setText(_("Noter un rendez-vous"))
        self.following.title.setText(_("La suite"))
        self.appointments.title.setText(_("Rendez-vous"))
        self.pocket.retranslate()
        self.back.setText(_("Dossier de la personne"))
        self.route.title.setText(_("Le chemin"))
        if self._case is None:
            return
        self._write_head(self._case)
        self._write_alert(self._case)
        self._write_questions(self._case)
        self._write_route(self._case)
        self._write_checklist(self._case)
        self._write_foot(self._case)
        self._write_following(self._case)
        self._write_appointments(self._case)
        self._place()

    def _lay_out(self) -> None:
        head, words = QHBoxLayout(), QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        head.addLayout(words, 1)
        self._acts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for button in (self.sheet, self.pocket, self.print):
            self._acts.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        head.addLayout(self._acts)
        top = self.body.contentsMargins()
        self.body.setContentsMargins(top.left(), 8, top.right(), 20)
        self.body.setSpacing(metrics.GAP - 4)
        self.body.addLayout(head)
        self.body.addWidget(self.alert)
        self.body.addWidget(self.following)
        self.body.addWidget(self.asking)
        self.body.addWidget(self.appointments)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(metrics.GAP)
        self._halves.addWidget(self.route)
        self._halves.addWidget(self.checklist, 1)
        self.body.addLayout(self._halves, 1)
        self.checklist.head.addWidget(self.their_title, 1)
        self.list = InnerArea(LEAST_ROWS)
        self.list.column.addStretch(1)
        self.checklist.body.addWidget(self.list, 1)
        foot = QWidget()
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self.filed)
        told.addWidget(self.review)
        self._foot = QVBoxLayout(foot)
        self._foot.setContentsMargins(18, 10, 18, 12)
        self._foot.setSpacing(8)
        self._foot.addLayout(told)
        self._closing = QWidget()
        flow = Flow(self._closing)
        for button in (self.file, self.appoint, self.end):
            flow.addWidget(button)
        self._foot.addWidget(self._closing)
        line = QWidget()
        line.setProperty("ground", "line")
        line.setFixedHeight(1)
        self.checklist.body.setSpacing(0)
        self.checklist.body.addWidget(line)
        self.checklist.body.addWidget(foot)
        self.checklist.head.setContentsMargins(18, 0, 18, 10)

    def _place(self) -> None:
        """Stand the halves one under the other when text is large."""
        tall = look.scale() >= WIDE_TEXT
        down, across = (
            QBoxLayout.Direction.TopToBottom,
            QBoxLayout.Direction.LeftToRight,
        )
        self._halves.setDirection(down if tall else across)
        crowded = self._acts.sizeHint().width() > look.px(ACTS_WIDTH)
        self._acts.setDirection(down if tall or crowded else across)
        for area in (self.route.area, self.list):
            area.flow(flowing=tall)
        self.route.setMinimumWidth(0 if tall else look.px(ROUTE_WIDTH))

    def _beside(self, case: CaseFile) -> Translations:
        return i18n.load(language_beside(case.person.language, current().language))

    def _write_head(self, case: CaseFile) -> None:
        self.title.setText(current().content(case.title))
        number = case.person.numero_etranger
        self.subtitle.setText(
            terms.joined(
                (
                    case.person.display_name,
                    _("n° étranger {number}", number=i18n.left_to_right(number))
                    if number
                    else "",
                    terms.language_name(case.person.language),
                    _(terms.OUTCOMES[case.case.outcome])
                    if case.case.outcome
                    else _(terms.CASE_STATES[case.case.state]),
                )
            )
        )

    def _write_alert(self, case: CaseFile) -> None:
        alert = case.alert
        if alert is None:
            self.alert.hide()
            return
        say = current().content
        first = say(alert.danger) if alert.danger else say(alert.text)
        self.alert.say(
            alert.severity,
            say(alert.title),
            f"{first} {say(alert.now)}",
            terms.resting_on(alert.basis),
        )
        letter = next((code for code in alert.letters if code in terms.WRITTEN), "")
        self.alert.offer(_("Préparer le courrier") if letter else "")

    def _write_questions(self, case: CaseFile) -> None:
        beside = self._beside(case)
        self.asking.ask(
            [asking(question, beside) for question in case.questions],
            given(case, self._library) if self._library else (),
        )

    def _write_route(self, case: CaseFile) -> None:
        say = current().content
        self.route.show_route(
            [
                StepLook(title=say(step.title), text=say(step.text), state=step.state)
                for step in case.route
            ]
        )
        dated = [d for d in case.situation.deadlines if d.due is not None]
        coming = [d for d in dated if d.state != "past"]
        past = [d for d in reversed(dated) if d.state == "past"]
        self.route.show_clocks([_clock(d, case.on) for d in (*coming, *past)[:CLOCKS]])

    def _write_checklist(self, case: CaseFile) -> None:
        beside = self._beside(case)
        gathered, needed = case.gathered, case.needed
        self.checklist.title.setText(
            _(
                "Pièces : {gathered} sur {needed} réunies",
                gathered=gathered,
                needed=needed,
            )
        )
        self.their_title.setLayoutDirection(direction(beside))
        self.their_title.setAlignment(
            Qt.AlignmentFlag.AlignLeading
            if direction(beside) is not self.layoutDirection()
            else Qt.AlignmentFlag.AlignTrailing
        )
        self.their_title.setText(
            beside.text(terms.GATHERED_WORDS, gathered=gathered, needed=needed)
        )
        entries = case.entries
        while len(self.rows) < len(entries):
            self._add_row()
        for row in self.rows[len(entries) :]:
            row.hide()
        for row, item in zip(self.rows, entries, strict=False):
            row.show_row(self._look_of(item, beside, case.on))
            row.set_current(item.entry.code == self._current)
            row.show()

    def _add_row(self) -> None:
        row = BilingualRow()
        row.ticked.connect(self._ticked)
        row.chosen.connect(self._chosen)
        row.entered.connect(self._entered)
        row.moved.connect(partial(self._moved, len(self.rows)))
        self.list.column.insertWidget(len(self.rows), row)
        self.rows.append(row)

    def _write_foot(self, case: CaseFile) -> None:
        beside, filing = self._beside(case), case.case.filing
        self.review.say(terms.unreviewed(beside) or terms.unreviewed(current()))
        self.filed.say(_filing_words(filing) if filing else "")
        if case.case.state in {CaseState.FILED, CaseState.ANSWERED}:
            self.file.setText(_("Corriger le dépôt"))
        elif case.ready:
            self.file.setText(_("Tout est prêt : noter le dépôt"))
        else:
            self.file.setText(_("Noter le dépôt"))
        ended = case.case.state is CaseState.ANSWERED
        self.end.setText(_("Reprendre la démarche") if ended else _("Noter la fin"))
        self.end.setVisible(ended or filing is not None)
        ready = case.ready and filing is None and not self.alert.action.text()
        self.file.become("primary" if ready else "plain")

    def _write_following(self, case: CaseFile) -> None:
        """Offer what may come next, once the case has ended."""
        clear(self.following.body, 1)
        say = current().content
        for place, answer in enumerate(case.following[:FOLLOWING]):
            title = say(answer.title)
            asked: list[str] = []
            if not answer.truth and self._library is not None:
                asked = questions(answer.undecided[:2], self._library, current())
            why = (
                _("Peut-être. À demander : {questions}", questions=" ".join(asked))
                if asked
                else " ".join(one.in_(current()) for one in answer.why)
            )
            entry = Entry(title, why)
            button = Button("plain" if place else "primary", "add", "open-next")
            button.setText(_("Ouvrir"))
            button.setAccessibleName(_("Ouvrir la démarche : {title}", title=title))
            button.clicked.connect(partial(self.next_wanted.emit, answer.code))
            entry.add(button)
            self.following.body.addWidget(entry)
        self.following.setVisible(bool(case.following))

    def _write_appointments(self, case: CaseFile) -> None:
        clear(self.appointments.body, 1)
        for appointment in case.appointments:
            change = partial(self.appointment_wanted.emit, appointment)
            entry = appointment_entry(appointment, case.on, change)
            self.appointments.body.addWidget(entry)
        self.appointments.setVisible(bool(case.appointments))

    def _end(self) -> None:
        case = self._case
        if case is not None and case.case.state is CaseState.ANSWERED:
            self.going_on_wanted.emit()
        else:
            self.end_wanted.emit()

    def _look_of(self, item: CaseEntry, beside: Translations, on: date) -> RowLook:
        entry, mark = item.entry, item.mark
        kind, words = status_of(item, current(), on)
        gathered = mark is not None and mark.state in GATHERED and kind == "done"
        letters = {state: letter for letter, state in KEYS.items()}
        choices = [
            (state.value, f"{_(terms.MARKS[state])}\t{letters[state.value]}")
            for state in STATES
        ]
        if mark is not None and mark.state in GATHERED:
            choices.append((VALID_UNTIL, _("Noter sa date de fin…")))
        if mark is not None:
            choices.append(("", _("Effacer cette note") + "\t" + _("Suppr")))
        ours = self._note(item, current())
        if mark is not None and mark.reason:
            ours = _lines(ours, i18n.isolated(mark.reason))
        if i18n.SOURCE_LANGUAGE not in {current().language, beside.language}:
            ours = _lines(
                ours, i18n.left_to_right(entry.form_name or entry.title.french)
            )
        return RowLook(
            code=entry.code,
            ours=Side(
                title=current().content(entry.title),
                note=ours,
                direction=direction(current()),
            ),
            theirs=Side(
                title=beside.content(entry.title),
                note=self._note(item, beside),
                direction=direction(beside),
            ),
            kind=kind,
            status=words,
            ticked=gathered,
            warned=kind == "late",
            choices=tuple(choices),
        )

    def _note(self, item: CaseEntry, texts: Translations) -> str:
        """Return what stands under the title: why, until when, what decides."""
        entry, mark = item.entry, item.mark
        until = mark.valid_until if mark and mark.state in GATHERED else None
        asked: list[str] = []
        if entry.truth is None and self._library is not None:
            asked = questions(entry.undecided[:1], self._library, texts)
        return _lines(
            texts.content(entry.note),
            texts.text(terms.VALID_UNTIL, day=texts.short_day(until)) if until else "",
            *asked,
        )

    def _ticked(self, code: str, ticked: bool) -> None:
        self.marked.emit(code, MarkState.SEEN if ticked else None)

    def _chosen(self, code: str, state: str) -> None:
        if state == VALID_UNTIL:
            self.detail_wanted.emit(code, MarkState.SEEN)
        elif state == MarkState.CANNOT_GET:
            self.detail_wanted.emit(code, MarkState.CANNOT_GET)
        else:
            self.marked.emit(code, MarkState(state) if state else None)

    def _entered(self, code: str) -> None:
        self._current = code
        if self._case is not None:
            for row, item in zip(self.rows, self._case.entries, strict=False):
                row.set_current(item.entry.code == code)
            self.begins = self.rows[self.place].tick  # Where one comes back to.
            for area in (self.list, self.area):
                area.ensureWidgetVisible(self.rows[self.place], 0, 0)
            self.current_changed.emit(self._case, self.place)

    def _moved(self, place: int, step: int) -> None:
        count = len(self._case.entries) if self._case else 0
        target = place + step
        if 0 <= target < count:
            self.rows[target].focus_tick()

    def _go_back(self) -> None:
        if self._case is not None:
            self.wanted.emit(ShowPerson(self._case.person.id))

    def _ask_checklist(self) -> None:
        if self._case is not None:
            self.checklist_wanted.emit(self._beside(self._case).language)

    def _ask_pocket(self) -> None:
        if self._case is not None:
            self.pocket_wanted.emit(self._case.person.language)

    def _write_letter(self) -> None:
        case = self._case
        if case is None or case.alert is None:
            return
        letter = next((c for c in case.alert.letters if c in terms.WRITTEN), None)
        self.wanted.emit(WriteLetter(case.person.id, case.case.id, letter))


def asking(question: Question, beside: Translations) -> Asking:
    """Return *question* in the window's language and in that of *beside*."""
    fact, texts = question.fact, current()
    asked = sentence(fact, "question")
    values: tuple[tuple[object, str], ...] = tuple(
        (value, texts.content(label_sentence(fact, value))) for value in question.values
    )
    if fact.type == "bool":
        values = ((True, _("Oui")), (False, _("Non")))
    return Asking(
        fact=fact.key,
        kind=fact.type,
        ours=texts.content(asked),
        theirs=beside.content(asked),
        their_direction=direction(beside),
        values=values,
    )


def given(case: CaseFile, library: Library) -> tuple[tuple[str, str, str], ...]:
    """Return what was answered for *case*: fact, question, answer in words."""
    found = []
    for answer in case.case.answers:
        fact = library.facts.get(answer.fact)
        if fact is not None:
            question = current().content(sentence(fact, "question"))
            found.append((fact.key, question, _answer_words(fact, answer.value)))
    return tuple(found)


def _answer_words(fact: Fact, value: str | int | bool) -> str:
    if isinstance(value, bool):
        return _("Oui") if value else _("Non")
    if fact.type == "date":
        return current().day(date.fromisoformat(str(value)))
    if fact.type == "choice":
        return current().content(label_sentence(fact, str(value)))
    return str(value)


def _may_take_focus(page: QWidget) -> bool:
    """Return whether the keyboard may come to *page*: nobody is typing elsewhere."""
    return page.isVisible() and not isinstance(QApplication.focusWidget(), QLineEdit)


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _filing_words(filing: Filing) -> str:
    day = current().day(filing.filed_on)
    number = i18n.left_to_right(filing.number) if filing.number else ""
    return terms.joined(
        (
            _("Déposé le {day}", day=day),
            _("demande n° {number}", number=number) if number else "",
            _("preuve : {proof}", proof=filing.proof) if filing.proof else "",
        )
    )


def _clock(deadline: Deadline, on: date) -> ClockLook:
    due = deadline.due or on
    kinds: dict[str, ChipKind] = {"past": "late", "open": "soon", "not_open": "none"}
    return ClockLook(
        title=current().content(deadline.title),
        day=current().day(due),
        left=terms.days_left(on, due),
        kind=kinds[deadline.state],
        source=terms.joined(deadline.basis.texts[:2]),
    )


class CasePresenter:
    """Keeps the page and the case in step; builds no widget of the page."""

    def __init__(self, page: CasePage, desk: Desk, ask: Ask, case: str) -> None:
        self._page, self._desk, self._ask, self._id = page, desk, ask, case
        self._outbox: Outbox | None = None
        page.marked.connect(self.mark)
        page.answered.connect(self.answer)
        page.detail_wanted.connect(self.ask_detail)
        page.filing_wanted.connect(self.offer_filing)
        page.checklist_wanted.connect(self.preview_checklist)
        page.sheet_wanted.connect(self.show_sheet)
        page.end_wanted.connect(self.offer_end)
        page.going_on_wanted.connect(self.go_on)
        page.appointment_wanted.connect(self.write_appointment)
        page.next_wanted.connect(self.open_next)
        self._pocketing = Pocketing(page, desk, ask, page.explained.emit)
        page.pocket_wanted.connect(partial(self._pocketing.offer, case))
        self.read()

    def read(self) -> None:
        """Show the case as it is now."""
        self._ask(partial(self._desk.cases.file, self._id), self._show)

    def mark(
        self,
        requirement: str,
        state: MarkState | None,
        *,
        valid_until: date | None = None,
        reason: str = "",
    ) -> None:
        """Record where a document stands, then show what it leaves to do."""
        work = partial(
            self._desk.cases.mark,
            self._id,
            requirement,
            state,
            valid_until=valid_until,
            reason=reason,
        )
        self._ask(work, self._show)

    def answer(self, fact: str, value: object) -> None:
        """Record an answer, then show what it decides."""
        self._ask(partial(self._desk.cases.answer, self._id, fact, value), self._show)

    def ask_detail(self, requirement: str, state: MarkState) -> None:
        """Ask why a document cannot be had, or until when it is valid."""
        key = MarkForm.draft_of(self._id, requirement)
        offer = partial(self._offer_detail, requirement, state)
        self._ask(partial(self._desk.drafts.get, key), offer)

    def offer_filing(self) -> None:
        """Offer the form of the filing, with what was typed before."""
        key = FilingForm.draft_of(self._id)
        self._ask(partial(self._desk.drafts.get, key), self._offer_filing)

    def file(self, filing: Filing) -> None:
        """Record the filing; the clocks start."""
        self._record(
            partial(self._desk.cases.filed, self._id, filing),
            FilingForm.draft_of(self._id),
        )

    def show_sheet(self) -> None:
        """Show what ANEF asks, in its order, each value ready to be copied."""
        self._ask(partial(self._desk.cases.sheet, self._id), self._show_sheet)

    def offer_end(self) -> None:
        """Offer the form of the end of the case, with what was typed before."""
        key = EndForm.draft_of(self._id)
        self._ask(partial(self._desk.drafts.get, key), self._offer_end)

    def end(self, outcome: Outcome, day: date) -> None:
        """Record how the case ended; what may follow is then offered."""
        ended = partial(self._desk.cases.ended, self._id, outcome, day)
        self._record(ended, EndForm.draft_of(self._id))

    def go_on(self) -> None:
        """Take the end of the case back."""
        self._ask(partial(self._desk.cases.reopened, self._id), self._show)

    def write_appointment(self, appointment: Appointment | None) -> None:
        """Offer the form of an appointment of this case."""
        case = self._page.case
        if case is None:
            return
        known = appointment or Appointment(
            id="", person=case.person.id, case=self._id, day=case.on
        )
        self._ask(
            partial(self._desk.drafts.get, AppointmentForm.draft_of(known)),
            partial(self._offer_appointment, known),
        )

    def record_appointment(self, appointment: Appointment) -> None:
        """Record an appointment, then show the case with it."""

        def put() -> CaseFile:
            self._desk.appointments.put(appointment)
            return self._desk.cases.file(self._id)

        self._record(put, AppointmentForm.draft_of(appointment))

    def open_next(self, procedure: str) -> None:
        """Open the procedure that follows, and show it."""
        case = self._page.case
        if case is not None:
            self._ask(
                partial(self._desk.cases.open, case.person.id, procedure),
                lambda shown: self._page.wanted.emit(ShowCase(shown.case.id)),
            )

    def preview_checklist(self, language: str) -> None:
        """Show the checklist to take away, as it will be printed."""

        def work() -> Sheet:
            return paper.sheet(self._desk.letters.checklist(self._id, language))

        self._ask(work, self._show_paper)

    def _show(self, case: CaseFile) -> None:
        self._page.show_case(case, self._desk.library)

    def _offer_detail(
        self, requirement: str, state: MarkState, draft: dict[str, str] | None
    ) -> None:
        case = self._page.case
        item = case and next(
            (item for item in case.entries if item.entry.code == requirement), None
        )
        if not item:
            return
        document = (requirement, current().content(item.entry.title))
        form = MarkForm(self._id, document, state, item.mark, self._page)
        form.restore(draft)
        form.typed.connect(self._keep)
        if not form.exec():
            return
        kept = item.mark.state if item.mark and state is MarkState.SEEN else state
        mark = partial(
            self._desk.cases.mark,
            self._id,
            requirement,
            kept,
            valid_until=form.valid_until(),
            reason=form.reason(),
        )
        self._record(mark, MarkForm.draft_of(self._id, requirement))

    def _offer_filing(self, draft: dict[str, str] | None) -> None:
        case = self._page.case
        if case is None:
            return
        form = FilingForm(self._id, case.case.filing, case.on, draft, self._page)
        form.typed.connect(self._keep)
        if form.exec():
            self.file(form.filing())

    def _show_sheet(self, sheet: FilledSheet | None) -> None:
        if sheet is None:
            self._page.explained.emit(
                _("Cette démarche n’a pas de fiche : elle ne se fait pas sur l’ANEF.")
                if self._is_elsewhere()
                else _("Cette démarche n’a pas encore de fiche de saisie.")
            )
            return
        dialog = EntrySheet(sheet, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def _is_elsewhere(self) -> bool:
        case = self._page.case
        code = case.case.procedure if case else ""
        procedure = self._desk.library.procedures.get(code)
        return procedure is not None and procedure.channel != "anef"

    def _offer_end(self, draft: dict[str, str] | None) -> None:
        case = self._page.case
        if case is None:
            return
        form = EndForm(self._id, case.on, draft, self._page)
        form.typed.connect(self._keep)
        if form.exec():
            self.end(form.outcome(), form.day())

    def _offer_appointment(
        self, appointment: Appointment, draft: dict[str, str] | None
    ) -> None:
        form = AppointmentForm(appointment, draft, self._page)
        form.typed.connect(self._keep)
        if form.exec():
            self.record_appointment(form.appointment())

    def _record(self, change: Callable[[], CaseFile], draft: str) -> None:
        def work() -> CaseFile:
            shown = change()
            self._desk.drafts.drop(draft)
            return shown

        self._ask(work, self._show)

    def _show_paper(self, shown: Sheet) -> None:
        dialog = PaperDialog(_("Liste des pièces"), self._page)
        dialog.paper.show_sheet(shown, _("liste-des-pieces.pdf"))
        self._outbox = Outbox(dialog.paper, self._ask, self._page.explained.emit)
        dialog.open()
        dialog.paper.print.setFocus()

    def _keep(self, key: str, values: dict[str, str]) -> None:
        self._ask(partial(self._desk.drafts.put, key, values), _nothing)


def _nothing(_answer: object) -> None:
    """Wait for no answer."""
