"""The checklist of a case: each line in two languages, and what closes the case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from anef_desk import i18n
from anef_desk.catalogue.library import Library
from anef_desk.desk.roles import Act
from anef_desk.desk.views import CaseEntry, CaseFile
from anef_desk.domain.case import CaseState, Filing, Outcome
from anef_desk.domain.staff import Role
from anef_desk.domain.supporting_document import MarkState
from anef_desk.i18n import Translations
from ui import terms
from ui.language import _, current, direction
from ui.widgets.bilingual_row import BilingualRow
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.checklist_row import VALID_UNTIL, look_of
from ui.widgets.end_form import EndForm
from ui.widgets.filing_form import FilingForm
from ui.widgets.flow import Flow
from ui.widgets.inner_area import InnerArea
from ui.widgets.labels import Words
from ui.widgets.law_alert import letter_of
from ui.widgets.mark_form import MarkForm
from ui.widgets.recorder import Recorder

LEAST_ROWS = 200
EDGE = 18


class ChecklistCard(Card):
    """Shows the lines; says what was ticked, noted, or looked at."""

    marked = Signal(str, object)  # requirement, MarkState or None
    detail_wanted = Signal(str, object)  # requirement, MarkState to explain
    filing_wanted = Signal()
    end_wanted = Signal()
    going_on_wanted = Signal()  # its end was noted by mistake
    entered = Signal(object)  # the row that has the keyboard
    current_changed = Signal(object, int)  # CaseFile, line both people look at
    _placed = Signal()  # the rows were laid out

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padded=False)
        self._case: CaseFile | None = None
        self.rows: list[BilingualRow] = []
        self._current = ""
        self.their_title = Words("section")
        # Afterwards: a layout that is at work takes no new margins.
        self._placed.connect(self._align, Qt.ConnectionType.QueuedConnection)
        self.review, self.filed = Words("small"), Words("soft")
        self.reserved = Words("small")  # to whom filing is
        self.appoint = Button("link", "add", "new-appointment")
        self.end = Button("link", "check", "end-case")
        self.file = Button("plain", "check", "file-case")
        self.note = Button("link", "clock", "note-day")
        self.write = Button("link", "letters", "write-letter")
        self._lay_out()
        self.file.clicked.connect(self.filing_wanted)
        self.end.clicked.connect(self._end)

    @property
    def case(self) -> CaseFile | None:
        """Return the case that is shown."""
        return self._case

    @property
    def place(self) -> int:
        """Return where the current line stands in the checklist."""
        codes = [item.entry.code for item in self._case.entries] if self._case else []
        return codes.index(self._current) if self._current in codes else 0

    def show_case(self, case: CaseFile, library: Library, beside: Translations) -> None:
        """Show *case*, also in the language of *beside*; the current line stays so."""
        self._case = case
        codes = [item.entry.code for item in case.entries]
        if self._current not in codes:
            todo = [
                item.entry.code
                for item in case.entries
                if item.mark is None and item.entry.need == "required"
            ]
            self._current = (todo or codes or [""])[0]
        self._write_head(case, beside)
        entries = case.entries
        while len(self.rows) < len(entries):
            self._add_row()
        for row in self.rows[len(entries) :]:
            row.hide()
        for row, item in zip(self.rows, entries, strict=False):
            row.show_row(look_of(item, beside, case, library))
            row.set_current(item.entry.code == self._current)
            row.show()
        shown = self.rows[: len(entries)]
        widest = max((row.chip_width() for row in shown), default=0)
        for row in shown:
            row.keep_for_chip(widest)
        self._write_foot(case, beside)

    def stand(self, *, tall: bool) -> None:
        """Let the lines take the height they need when text is large."""
        self.list.flow(flowing=tall)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep their title above their half, whose width rows decide."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Move}:
            self._placed.emit()
        return super().eventFilter(watched, event)

    def _align(self) -> None:
        side, inside = self.rows[0].their_side, self.contentsRect()
        left = side.mapTo(self, QPoint()).x()
        after = inside.right() + 1 - left - side.width()
        edges = (EDGE, after)
        if self.isRightToLeft():
            edges = (left - inside.left(), EDGE)
        self.head.setContentsMargins(edges[0], 0, edges[1], 10)
        self.their_title.setFixedWidth(side.width())
        self.body.activate()

    def _lay_out(self) -> None:
        self.head.addWidget(self.their_title)
        self.their_title.setContentsMargins(3, 0, 3, 0)  # As the words of a row.
        self.list = InnerArea(LEAST_ROWS)
        self.list.column.addStretch(1)
        self.body.addWidget(self.list, 1)
        foot = QWidget()
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self.filed)
        told.addWidget(self.reserved)
        told.addWidget(self.review)
        column = QVBoxLayout(foot)
        column.setContentsMargins(EDGE, 10, EDGE, 12)
        column.setSpacing(8)
        column.addLayout(told)
        closing = QWidget()
        flow = Flow(closing)
        for button in (self.file, self.write, self.appoint, self.note, self.end):
            flow.addWidget(button)
        column.addWidget(closing)
        line = QWidget()
        line.setProperty("ground", "line")
        line.setFixedHeight(1)
        self.body.setSpacing(0)
        self.body.addWidget(line)
        self.body.addWidget(foot)
        self.head.setContentsMargins(EDGE, 0, EDGE, 10)

    def _write_head(self, case: CaseFile, beside: Translations) -> None:
        gathered, needed = case.gathered, case.needed
        self.title.setText(
            _(
                "Pièces : {gathered} sur {needed} réunies",
                gathered=gathered,
                needed=needed,
            )
        )
        self.their_title.setLayoutDirection(direction(beside))
        self.their_title.setText(
            beside.text(terms.GATHERED_WORDS, gathered=gathered, needed=needed)
        )

    def _add_row(self) -> None:
        row = BilingualRow()
        row.ticked.connect(self._ticked)
        row.chosen.connect(self._chosen)
        row.entered.connect(self._entered)
        row.moved.connect(partial(self._moved, len(self.rows)))
        self.list.column.insertWidget(len(self.rows), row)
        self.rows.append(row)
        if len(self.rows) == 1:
            row.their_side.installEventFilter(self)

    def _write_foot(self, case: CaseFile, beside: Translations) -> None:
        filing = case.case.filing
        self.appoint.setText(_("Noter un rendez-vous"))
        self.note.setText(_("Noter une date"))
        self.write.setText(_("Courrier"))
        self.write.setAccessibleName(_("Écrire un courrier"))
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
        files = Act.FILING in case.may
        self.end.setVisible(files and (ended or filing is not None))
        self.file.setVisible(files)
        self.reserved.say(
            _(
                "Le dépôt et la fin se notent avec un autre rôle : « {role} ».",
                role=_(terms.ROLES[Role.CASE_WORKER.value]),
            )
            if Act.MARKS in case.may and not files
            else ""
        )
        self.appoint.setVisible(Act.EVENTS in case.may)
        self.note.setVisible(Act.MARKS in case.may)
        self.write.setVisible(Act.LETTERS in case.may)
        ready = case.ready and filing is None and not letter_of(case.alert)
        self.file.become("primary" if ready else "plain")

    def _end(self) -> None:
        case = self._case
        if case is not None and case.case.state is CaseState.ANSWERED:
            self.going_on_wanted.emit()
        else:
            self.end_wanted.emit()

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
            self.list.ensureWidgetVisible(self.rows[self.place], 0, 0)
            self.entered.emit(self.rows[self.place])
            self.current_changed.emit(self._case, self.place)

    def _moved(self, place: int, step: int) -> None:
        count = len(self._case.entries) if self._case else 0
        target = place + step
        if 0 <= target < count:
            self.rows[target].focus_tick()


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


class ChecklistPresenter:
    """Records what the card says, and has the case shown again."""

    def __init__(self, card: ChecklistCard, records: Recorder[CaseFile]) -> None:
        self._card, self._records = card, records
        self._desk, self._id = records.desk.cases, records.subject
        card.marked.connect(self.mark)
        card.detail_wanted.connect(self.ask_detail)
        card.filing_wanted.connect(self.offer_filing)
        card.end_wanted.connect(self.offer_end)
        card.going_on_wanted.connect(self.go_on)

    def mark(self, requirement: str, state: MarkState | None) -> None:
        """Record where a document stands, then show what it leaves to do."""
        self._records.do(partial(self._desk.mark, self._id, requirement, state))

    def ask_detail(self, requirement: str, state: MarkState) -> None:
        """Ask why a document cannot be had, or until when it is valid."""
        key = MarkForm.draft_of(self._id, requirement)
        self._records.draft(key, partial(self._offer_detail, requirement, state))

    def offer_filing(self) -> None:
        """Offer the form of the filing, with what was typed before."""
        self._records.draft(FilingForm.draft_of(self._id), self._offer_filing)

    def file(self, filing: Filing) -> None:
        """Record the filing; the clocks start."""
        self._records.record(
            partial(self._desk.filed, self._id, filing), FilingForm.draft_of(self._id)
        )

    def offer_end(self) -> None:
        """Offer the form of the end of the case, with what was typed before."""
        self._records.draft(EndForm.draft_of(self._id), self._offer_end)

    def end(self, outcome: Outcome, day: date) -> None:
        """Record how the case ended; what may follow is then offered."""
        self._records.record(
            partial(self._desk.ended, self._id, outcome, day),
            EndForm.draft_of(self._id),
        )

    def go_on(self) -> None:
        """Take the end of the case back."""
        self._records.do(partial(self._desk.reopened, self._id))

    def _offer_detail(
        self, requirement: str, state: MarkState, draft: Mapping[str, str] | None
    ) -> None:
        item = self._item(requirement)
        if item is None:
            return
        document = (requirement, current().content(item.entry.title))
        form = MarkForm(self._id, document, state, item.mark, self._card)
        form.restore(draft)
        form.typed.connect(self._records.keep)
        if not form.exec():
            return
        known, on = item.mark, self._card.case.on if self._card.case else None
        kept = known.state if known and state is MarkState.SEEN else state
        same = known is not None and on is not None and known.state_on(on) is kept
        mark = partial(
            self._desk.mark,
            self._id,
            requirement,
            kept,
            marked_on=known.marked_on if known and same else None,
            valid_until=form.valid_until(),
            reason=form.reason(),
        )
        self._records.record(mark, MarkForm.draft_of(self._id, requirement))

    def _item(self, requirement: str) -> CaseEntry | None:
        entries = self._card.case.entries if self._card.case else ()
        return next((item for item in entries if item.entry.code == requirement), None)

    def _offer_filing(self, draft: Mapping[str, str] | None) -> None:
        case = self._card.case
        if case is None:
            return
        form = FilingForm(
            self._id,
            case.case.filing,
            case.on,
            draft,
            self._card,
            answered_on=case.case.answered_on,
        )
        form.typed.connect(self._records.keep)
        if form.exec():
            self.file(form.filing())

    def _offer_end(self, draft: Mapping[str, str] | None) -> None:
        case = self._card.case
        if case is None:
            return
        filed_on = case.case.filing.filed_on if case.case.filing else None
        form = EndForm(self._id, case.on, draft, self._card, filed_on=filed_on)
        form.typed.connect(self._records.keep)
        if form.exec():
            self.end(form.outcome(), form.day())
