"""A blockage: why, what to do now, what next; the attempts, and the evidence file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from anef_desk import i18n
from anef_desk.catalogue.library import Library
from anef_desk.catalogue.model import Symptom
from anef_desk.catalogue.search import Index
from anef_desk.catalogue.sentences import sentence
from anef_desk.desk.incidents import BlockedFile
from anef_desk.desk.roles import Act
from anef_desk.desk.session import Desk
from anef_desk.domain.incident import Incident
from anef_desk.i18n import SOURCE_LANGUAGE, Translations
from anef_desk.law.basis import basis
from anef_desk.law.facts import Facts
from anef_desk.law.remedies import RungState, ladder
from anef_desk.law.situation import scope_on
from ui import terms
from ui.actions import keys_of
from ui.language import _, current
from ui.navigation import ShowCase, ShowPerson, WriteLetter
from ui.page import Page
from ui.theme import metrics
from ui.widgets.alert_card import AlertCard
from ui.widgets.blockages import FAMILIES, Blockages, family_of
from ui.widgets.both_texts import BothTexts
from ui.widgets.buttons import Button
from ui.widgets.capturing import Capturing
from ui.widgets.card import Card
from ui.widgets.evidence_card import EvidenceCard, Proving
from ui.widgets.incident_form import IncidentForm, RemedyForm
from ui.widgets.inner_area import InnerArea
from ui.widgets.labels import Words
from ui.widgets.next_card import NextCard
from ui.widgets.recorder import Drafting
from ui.widgets.requests_card import RequestsCard
from ui.widgets.tries_card import TriesCard
from ui.workers import Ask

LEAST = 120


class BlockedPage(Page):
    """Blockages on one side; on the other, what the chosen one leads to."""

    help_page = "blocked"
    dropped = Signal(object)  # QMimeData

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = ""
        self._library: Library | None = None
        self._rungs: tuple[RungState, ...] = ()
        self._file: BlockedFile | None = None
        self.back = Button("link", "back", "back-to-file")
        self.title, self.subtitle = Words("title"), Words("soft")
        self.blockages = Blockages()
        self.danger = AlertCard()
        self.cause, self.now = Card(), Card()
        self.text, self.act = BothTexts(), BothTexts("strong")
        self.source = Words("small")
        self.tries, self.next = TriesCard(), NextCard()
        self.requests, self.evidence = RequestsCard(), EvidenceCard()
        self._lay_out()
        self.back.clicked.connect(self._go_back)
        self.next.letter_wanted.connect(self._write_letter)
        log = QShortcut(QKeySequence(keys_of("blocked-log")), self)
        log.setAutoRepeat(False)  # A key held down is one attempt.
        log.activated.connect(self._log)
        self.setAcceptDrops(True)
        self.retranslate()

    @property
    def file(self) -> BlockedFile | None:
        """Return where the person stands; None without a file."""
        return self._file

    @property
    def about(self) -> str:
        """Return the person whose page it is."""
        return self._file.person.id if self._file else ""

    @property
    def code(self) -> str:
        """Return the code of the blockage that is shown."""
        return self._code

    def acts(self) -> dict[str, Callable[[], None]]:
        """Return how an attempt is recorded, where a file is open."""
        return {"blocked-log": self._log} if self._logs() else {}

    def search_for(self, text: str) -> None:
        """Look for *text*, with the keyboard in the search."""
        self.blockages.search.setFocus()
        self.blockages.search.setText(text)
        self.blockages.ask()

    def show_blockage(
        self,
        code: str,
        library: Library,
        rungs: tuple[RungState, ...],
        file: BlockedFile | None,
    ) -> None:
        """Show what is known of a blockage, and where the person stands with it."""
        if code != self._code:
            self.tries.begin()
            self.area.verticalScrollBar().setValue(0)
        self._code, self._library = code, library
        self._rungs, self._file = rungs, file
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("Blocages ANEF"))
        self.now.title.setText(_("Maintenant"))
        for part in (self.blockages, self.tries, self.evidence):
            part.retranslate()
        self._write_head()
        if self._library is not None and self._code:
            self._write(self._library.symptoms[self._code], self._library)

    def changeEvent(self, event: QEvent) -> None:
        """List again in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.blockages.ask()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures and files, for the last attempt."""
        data, file = event.mimeData(), self._file
        takes = file is not None and file.keeps_files and bool(file.tries)
        if takes and (data.hasImage() or data.hasUrls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped to the last attempt."""
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())

    def _lay_out(self) -> None:
        self._column = column = QVBoxLayout(self)
        column.setSpacing(10)
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        head.addWidget(self.title)
        head.addWidget(self.subtitle)
        column.addLayout(head)
        self.area = InnerArea(LEAST)
        self.area.setObjectName("blocked-area")
        cards = self.area.column
        cards.setContentsMargins(0, 0, 0, 8)
        cards.setSpacing(metrics.GAP)
        for card in (
            self.danger,
            self.cause,
            self.now,
            self.tries,
            self.next,
            self.requests,
            self.evidence,
        ):
            cards.addWidget(card)
            card.hide()
        cards.addStretch(1)
        self.cause.body.addWidget(self.text)
        self.cause.body.addWidget(self.source)
        self.now.body.addWidget(self.act)
        line = QHBoxLayout()
        line.setSpacing(20)
        line.addWidget(self.blockages)
        line.addWidget(self.area, 1)
        column.addLayout(line, 1)

    def _write_head(self) -> None:
        file = self._file
        self.back.setVisible(file is not None)
        margin = metrics.PAGE_MARGIN  # A page one comes back from begins higher.
        above = margin - 8 if file is None else 8
        self._column.setContentsMargins(margin, above, margin, metrics.FOOT)
        if file is None:
            self.subtitle.setText(
                _("Sans dossier ouvert : cette page informe et ne note rien.")
            )
            return
        self.back.setText(
            _("Retour à la démarche") if file.case else _("Dossier de la personne")
        )
        title = ""
        if file.case is not None and self._library is not None:
            found = self._library.procedures.get(file.case.procedure)
            title = current().content(sentence(found, "title")) if found else ""
        self.subtitle.setText(terms.joined((file.person.display_name, title)))

    def _write(self, symptom: Symptom, library: Library) -> None:
        file, beside = self._file, self._beside()
        danger = current().content(sentence(symptom, "danger"))
        if danger:
            self.danger.say("late", _("Attention"), danger, "")
            self.danger.offer("")
        else:
            self.danger.hide()
        self.cause.title.setText(current().content(sentence(symptom, "title")))
        self.text.say(sentence(symptom, "text"), beside)
        self.source.setText(terms.resting_on(basis(symptom.sources, library)))
        self.act.say(sentence(symptom, "now"), beside)
        for card in (self.cause, self.now):
            card.show()
        for personal in (self.tries, self.evidence, self.requests):
            personal.setVisible(file is not None)
        self.next.show_next(file, self._rungs, beside)
        if file is not None:
            self.tries.show_tries(file)
            self.requests.show_requests(file)
            self.evidence.show_purposes(file)

    def _beside(self) -> Translations | None:
        """Return the person's language, or French beside another; None if the same."""
        spoken = self._file.person.language if self._file else ""
        if spoken not in i18n.NAMES or spoken == current().language:
            spoken = SOURCE_LANGUAGE
        return None if spoken == current().language else i18n.load(spoken)

    def _log(self) -> None:
        if self._logs():
            self.tries.log_wanted.emit()

    def _logs(self) -> bool:
        return self._file is not None and Act.EVENTS in self._file.may

    def _write_letter(self, code: str) -> None:
        if self._file is not None:
            case = self._file.case.id if self._file.case else None
            self.wanted.emit(WriteLetter(self._file.person.id, case, code))

    def _go_back(self) -> None:
        if self._file is not None and self._file.case is not None:
            self.wanted.emit(ShowCase(self._file.case.id))
        elif self._file is not None:
            self.wanted.emit(ShowPerson(self._file.person.id))


class BlockedPresenter:
    """Searches the catalogue, keeps the attempts, leads to what proves them."""

    def __init__(
        self,
        page: BlockedPage,
        desk: Desk,
        ask: Ask,
        person: str | None = None,
        case: str | None = None,
        code: str = "",
    ) -> None:
        self._page, self._desk, self._ask = page, desk, ask
        self._drafting = Drafting(desk.drafts, ask)
        self._person, self._case, self._code = person, case, code
        self._library = desk.library
        self._language = ""
        self._index: tuple[tuple[str, ...], Index] | None = None
        say = page.explained.emit
        self._capturing = Capturing(page, desk, ask, say, self._refresh)
        self._proving = Proving(page.evidence, desk, ask, say)
        page.blockages.searched.connect(self.search)
        page.blockages.chosen.connect(self.choose)
        page.tries.log_wanted.connect(self.log)
        page.tries.edit_wanted.connect(self.edit)
        page.tries.removal_wanted.connect(self.remove)
        page.tries.file_wanted.connect(self._capturing.choose)
        page.tries.paste_wanted.connect(self._capturing.paste)
        page.dropped.connect(self.drop)
        page.next.taken_wanted.connect(self.take)
        page.requests.answer_wanted.connect(self.note_answer)
        page.evidence.build_wanted.connect(self.build)
        self.read()

    def read(self) -> None:
        """Show the blockage this file is about, or the first of all."""
        if self._person is None and self._case is None:
            self._show_list()
            self._show(None)
            return

        def work() -> tuple[str, str, str | None]:
            person = self._person
            if person is None:
                person = self._desk.cases.file(self._case or "").person.id
            file = self._desk.people.file(person)
            suggested = self._desk.incidents.suggested(person, self._case)
            return person, file.person.language, suggested

        self._ask(work, self._begin, self._page.turn_away)

    def search(self, text: str, family: int) -> None:
        """List what *text* finds in a family; show the best while somebody types."""
        found = [
            entry
            for entry in self._searched().find(text, ("symptom",))
            if family < 0 or family_of(entry.code)[1] == FAMILIES[family][2]
        ]
        codes = [entry.code for entry in found]
        if codes and self._code not in codes:
            self.choose(codes[0])
        self._page.blockages.show_found(found, self._code)

    def choose(self, code: str) -> None:
        """Show the blockage *code*."""
        if code != self._code:
            self._code = code
            self._refresh()

    def log(self) -> None:
        """Note an attempt, now, as the last one was."""
        person = self._person
        if person is None:
            return
        work = partial(self._desk.incidents.log, person, self._case, self._code)
        self._ask(work, self._logged)

    def edit(self, incident: Incident) -> None:
        """Open what is noted of an attempt."""
        key = IncidentForm.draft_of(incident.id)
        self._drafting.begin(key, partial(self._edit, incident))

    def remove(self, incident: Incident) -> None:
        """Take an attempt out."""

        def then(_none: None) -> None:
            self._page.explained.emit(_("L’essai est retiré. Le journal le garde."))
            self._refresh()

        self._ask(partial(self._desk.incidents.remove, incident.id), then)

    def drop(self, data: QMimeData) -> None:
        """Keep what was dropped with the last attempt."""
        file = self._page.file
        if file is not None and file.tries:
            self._capturing.drop(file.tries[0].incident.id, data)

    def take(self) -> None:
        """Note that the next remedy was taken."""
        file = self._page.file
        if file is None or file.next is None or file.case is None:
            return
        case, rung = file.case.id, file.next
        key = RemedyForm.draft_of(case, rung.remedy)

        def offer(draft: Mapping[str, str] | None) -> None:
            title = current().content(rung.title)
            form = RemedyForm(key, title, file.on, draft, self._page)
            form.typed.connect(self._drafting.keep)
            if form.exec():
                self.took(case, rung.remedy, form)

        self._drafting.begin(key, offer)

    def took(self, case: str, remedy: str, form: RemedyForm) -> None:
        """Record a remedy with what *form* says."""
        reference, day = form.reference(), form.day()
        work = partial(self._desk.incidents.took, case, remedy, reference, day)
        self._record(work, RemedyForm.draft_of(case, remedy))

    def note_answer(self, place: int) -> None:
        """Note that a remedy got an answer, today."""
        file = self._page.file
        if file is not None and file.case is not None:
            work = partial(self._desk.incidents.answered, file.case.id, place)
            self._ask(work, lambda _none: self._refresh())

    def build(self, purpose: str) -> None:
        """Build the evidence file of the person, if there is one."""
        if self._person is not None:
            self._proving.build(self._person, self._case, purpose)

    def _begin(self, found: tuple[str, str, str | None]) -> None:
        self._person, self._language, suggested = found
        self._code = self._code or suggested or ""
        self._show_list()
        self._refresh()

    def _show_list(self) -> None:
        page = self._page.blockages
        found = self._searched().find(page.search.text(), ("symptom",))
        self._code = self._code or (found[0].code if found else "")
        page.show_found(found, self._code)

    def _refresh(self) -> None:
        person, code = self._person, self._code
        if person is None:
            self._show(None)
        else:
            self._ask(
                partial(self._desk.incidents.blocked, person, self._case, code),
                self._show,
            )

    def _show(self, file: BlockedFile | None) -> None:
        symptom = self._library.symptoms.get(self._code)
        if symptom is None or (file is not None and file.symptom != self._code):
            return
        rungs = file.ladder if file else ()
        if file is None:
            scope = scope_on(Facts(), self._desk.today(), self._library)
            rungs = ladder(symptom, scope, (), self._library)
        self._page.show_blockage(self._code, self._library, rungs, file)

    def _logged(self, incident: Incident) -> None:
        hour = incident.at.isoformat("minutes") if incident.at else ""
        self._page.explained.emit(
            _("Essai noté à {hour}. Complétez-le quand vous aurez le temps.", hour=hour)
        )
        self._refresh()

    def _edit(self, incident: Incident, draft: Mapping[str, str] | None) -> None:
        form = IncidentForm(incident, self._desk.today(), draft, self._page)
        form.typed.connect(self._drafting.keep)
        if form.exec():
            self.change(form.incident())

    def change(self, incident: Incident) -> None:
        """Record what is noted of an attempt."""
        work = partial(self._desk.incidents.change, incident)
        self._record(work, IncidentForm.draft_of(incident.id))

    def _record(self, work: Callable[[], object], draft: str) -> None:
        recorded = self._drafting.recorded(work, draft)
        self._ask(recorded, lambda _answer: self._refresh())

    def _searched(self) -> Index:
        spoken = (SOURCE_LANGUAGE, current().language, self._language)
        languages = tuple(dict.fromkeys(code for code in spoken if code in i18n.NAMES))
        if self._index is None or self._index[0] != languages:
            index = Index(self._library, (i18n.load(code) for code in languages))
            self._index = (languages, index)
        return self._index[1]
