"""The page of a case: one checklist for the two people who look at it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from anef_desk import i18n
from anef_desk.desk.session import Desk
from anef_desk.desk.views import CaseEntry, CaseFile, RouteStep
from anef_desk.domain.case import CaseState, Filing
from anef_desk.domain.supporting_document import GATHERED, Mark, MarkState
from anef_desk.i18n import Translations
from anef_desk.law.deadlines import Deadline
from ui import terms
from ui.language import _, current, direction
from ui.navigation import FaceToFace, ShowPerson, WriteLetter
from ui.page import ScrollingPage
from ui.theme import icons, look, metrics
from ui.widgets.alert_card import WIDE_TEXT, AlertCard
from ui.widgets.bilingual_row import BilingualRow, RowLook, Side
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.chip import ChipKind
from ui.widgets.filing_form import FilingForm
from ui.widgets.labels import Words
from ui.workers import Ask

ROUTE_WIDTH = 224

WRITTEN = ("L01", "L02", "L03", "L11")
"""Letters an alert may offer: those whose template is shipped."""

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


def status_of(item: CaseEntry, texts: Translations) -> tuple[ChipKind, str]:
    """Return the status of a line and its words in the language of *texts*."""
    mark = item.mark
    if mark is not None:
        return _KINDS[mark.state], _marked(mark, texts)
    if item.entry.need == "cannot_be_required":
        return "none", texts.text(terms.NEEDS["cannot_be_required"])
    if item.entry.truth is None:
        return "none", texts.text(terms.NEEDS["perhaps"])
    if item.entry.need == "if_asked":
        return "none", texts.text(terms.NEEDS["if_asked"])
    return "soon", texts.text(terms.NEEDS["required"])


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

    marked = Signal(str, object, str)  # requirement, MarkState or None, reason
    filing_wanted = Signal()
    checklist_wanted = Signal()
    symptom_noticed = Signal(str)
    remedy_taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case: CaseFile | None = None
        self._rows: list[BilingualRow] = []
        self._current = ""
        self.back = Button("quiet", "back", "back-to-person")
        self.title, self.subtitle = Words("title"), Words("soft")
        self.face = Button("plain", "face-to-face", "face-to-face")
        self.print = Button("plain", "print", "print-checklist")
        self.alert = AlertCard()
        self.route, self.checklist = Card(), Card(padded=False)
        self.their_title = Words("section")
        self.review, self.file = Words("small"), Button("primary", "check", "file-case")
        self.clock = Words("small")
        self._lay_out()
        self.back.clicked.connect(self._go_back)
        self.face.clicked.connect(self._face_to_face)
        self.print.clicked.connect(self.checklist_wanted)
        self.file.clicked.connect(self.filing_wanted)
        self.alert.pressed.connect(self._write_letter)
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

    def show_case(self, case: CaseFile) -> None:
        """Show *case*; the line being read stays the current one."""
        self._case = case
        codes = [item.entry.code for item in case.entries]
        if self._current not in codes:
            todo = [
                item.entry.code
                for item in case.entries
                if item.mark is None and item.entry.need == "required"
            ]
            self._current = (todo or codes or [""])[0]
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.face.setText(_("Face à face"))
        self.face.setToolTip("F8")
        self.print.setText(_("Imprimer la liste"))
        self.back.setText(_("Dossier de la personne"))
        self.route.title.setText(_("Le chemin"))
        if self._case is None:
            return
        self._write_head(self._case)
        self._write_alert(self._case)
        self._write_route(self._case)
        self._write_checklist(self._case)
        self._place()

    def _lay_out(self) -> None:
        head, words = QHBoxLayout(), QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        head.addLayout(words, 1)
        self._actions = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for button in (self.face, self.print):
            self._actions.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        head.addLayout(self._actions)
        self.body.setSpacing(metrics.GAP - 4)
        self.body.addLayout(head)
        self.body.addWidget(self.alert)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(metrics.GAP)
        self._halves.addWidget(self.route)
        self._halves.addWidget(self.checklist, 1)
        self.body.addLayout(self._halves, 1)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(2)
        self.route.body.addLayout(self._steps)
        self.route.body.addStretch(1)
        self.route.body.addWidget(self.clock)
        self.checklist.head.addWidget(self.their_title, 1)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.checklist.body.addLayout(self._list)
        foot = QWidget()
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight, foot)
        self._foot.setContentsMargins(18, 8, 18, 12)
        self._foot.addWidget(self.review, 1)
        self._foot.addWidget(self.file, 0, Qt.AlignmentFlag.AlignTrailing)
        self.checklist.body.addStretch(1)
        self.checklist.body.addWidget(foot)

    def _place(self) -> None:
        """Stand the halves one under the other when text is large."""
        tall = look.scale() >= WIDE_TEXT
        down, across = (
            QBoxLayout.Direction.TopToBottom,
            QBoxLayout.Direction.LeftToRight,
        )
        for layout in (self._halves, self._actions, self._foot):
            layout.setDirection(down if tall else across)
        width = look.px(ROUTE_WIDTH)
        self.route.setFixedWidth(16777215 if tall else width)
        policy = QSizePolicy.Policy.Preferred if tall else QSizePolicy.Policy.Fixed
        self.route.setSizePolicy(policy, QSizePolicy.Policy.Preferred)
        if tall:
            self.route.setMinimumWidth(0)

    def _beside(self, case: CaseFile) -> Translations:
        return i18n.load(language_beside(case.person.language, current().language))

    def _write_head(self, case: CaseFile) -> None:
        self.title.setText(current().content(case.title))
        number = case.person.numero_etranger
        self.subtitle.setText(
            terms.joined(
                (
                    i18n.isolated(case.person.display_name),
                    _("n° étranger {number}", number=number) if number else "",
                    terms.language_name(case.person.language),
                    _(terms.CASE_STATES[case.case.state]),
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
        letter = next((code for code in alert.letters if code in WRITTEN), "")
        self.alert.offer(_("Préparer le courrier") if letter else "")

    def _write_route(self, case: CaseFile) -> None:
        _empty(self._steps)
        for number, step in enumerate(case.route, 1):
            self._steps.addWidget(_step(number, step))
        self.clock.say(clock_words(case))

    def _write_checklist(self, case: CaseFile) -> None:
        beside = self._beside(case)
        self.checklist.title.setText(
            _(
                "Pièces : {gathered} sur {needed} réunies",
                gathered=case.gathered,
                needed=case.needed,
            )
        )
        self.their_title.setLayoutDirection(direction(beside))
        self.their_title.setText(
            beside.text(
                terms.GATHERED_WORDS, gathered=case.gathered, needed=case.needed
            )
        )
        entries = case.entries
        while len(self._rows) < len(entries):
            row = BilingualRow()
            row.ticked.connect(self._ticked)
            row.chosen.connect(self._chosen)
            row.entered.connect(self._entered)
            row.moved.connect(partial(self._moved, len(self._rows)))
            self._rows.append(row)
            self._list.addWidget(row)
        for row in self._rows[len(entries) :]:
            row.hide()
        for row, item in zip(self._rows, entries, strict=False):
            row.show_row(self._look_of(item, beside))
            row.set_current(item.entry.code == self._current)
            row.show()
        self.review.say(terms.unreviewed(beside) or terms.unreviewed(current()))
        filed = case.case.state in {CaseState.FILED, CaseState.ANSWERED}
        if filed:
            self.file.setText(_("Corriger le dépôt"))
        elif case.ready:
            self.file.setText(_("Tout est prêt : noter le dépôt"))
        else:
            self.file.setText(_("Noter le dépôt"))

    def _look_of(self, item: CaseEntry, beside: Translations) -> RowLook:
        entry = item.entry
        kind, words = status_of(item, current())
        gathered = item.mark is not None and item.mark.state in GATHERED
        warned = item.mark is not None and _KINDS[item.mark.state] == "late"
        reason = item.mark.reason if item.mark else ""

        def side(texts: Translations) -> Side:
            note = texts.content(entry.note)
            if reason:
                note = f"{note} {i18n.isolated(reason)}".strip()
            return Side(
                title=texts.content(entry.title),
                note=note,
                direction=direction(texts),
            )

        choices = [(state.value, _(terms.MARKS[state])) for state in STATES]
        if item.mark is not None:
            choices.append(("", _("Effacer cette note")))
        return RowLook(
            code=entry.code,
            ours=side(current()),
            theirs=side(beside),
            kind=kind,
            status=words,
            ticked=gathered,
            warned=warned,
            choices=tuple(choices),
        )

    def _ticked(self, code: str, ticked: bool) -> None:
        self.marked.emit(code, MarkState.SEEN if ticked else None, "")

    def _chosen(self, code: str, state: str) -> None:
        if state != MarkState.CANNOT_GET:
            self.marked.emit(code, MarkState(state) if state else None, "")
            return
        reason, given = QInputDialog.getText(
            self,
            _("Impossible à obtenir"),
            _("Pourquoi ? Quelques mots, sans récit ni santé."),
        )
        if given:
            self.marked.emit(code, MarkState.CANNOT_GET, reason.strip())

    def _entered(self, code: str) -> None:
        self._current = code
        if self._case is not None:
            for row, item in zip(self._rows, self._case.entries, strict=False):
                row.set_current(item.entry.code == code)

    def _moved(self, place: int, step: int) -> None:
        count = len(self._case.entries) if self._case else 0
        target = place + step
        if 0 <= target < count:
            self._rows[target].focus_tick()
            self.area.ensureWidgetVisible(self._rows[target])

    def _go_back(self) -> None:
        if self._case is not None:
            self.wanted.emit(ShowPerson(self._case.person.id))

    def _face_to_face(self) -> None:
        if self._case is not None:
            self.wanted.emit(FaceToFace(self._case.case.id))

    def _write_letter(self) -> None:
        case = self._case
        if case is None or case.alert is None:
            return
        letter = next((c for c in case.alert.letters if c in WRITTEN), None)
        self.wanted.emit(WriteLetter(case.person.id, case.case.id, letter))


def clock_words(case: CaseFile) -> str:
    """Return the legal date that comes next, in words, with its source."""
    deadline: Deadline | None = case.deadline
    if deadline is None or deadline.due is None:
        return ""
    title = current().content(deadline.title)
    day = current().day(deadline.due)
    left = terms.days_left(case.on, deadline.due)
    source = deadline.basis.texts[0] if deadline.basis.texts else ""
    return _(
        "{title} : {day}, {left}. {source}",
        title=title,
        day=day,
        left=left,
        source=source,
    )


def _step(number: int, step: RouteStep) -> QWidget:
    line = QWidget()
    line.setProperty("step", step.state)
    row = QHBoxLayout(line)
    row.setContentsMargins(8, 6, 8, 6)
    row.setSpacing(8)
    sign = QLabel()
    sign.setFixedWidth(look.px(22))
    if step.state == "done":
        colour = look.tokens().done
        sign.setPixmap(icons.pixmap("check", colour, look.px(18)))
        sign.setAccessibleName(_("fait"))
    else:
        sign.setText(str(number))
        sign.setProperty("role", "strong" if step.state == "current" else "soft")
    words = Words({"done": "done", "current": "accent", "ahead": ""}[step.state])
    words.setText(current().content(step.title))
    words.setToolTip(current().content(step.text))
    row.addWidget(sign)
    row.addWidget(words, 1)
    return line


def _empty(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class CasePresenter:
    """Keeps the page and the case in step; builds no widget of the page."""

    def __init__(self, page: CasePage, desk: Desk, ask: Ask, case: str) -> None:
        self._page, self._desk, self._ask, self._id = page, desk, ask, case
        page.marked.connect(self.mark)
        page.filing_wanted.connect(self.offer_filing)
        self.read()

    def read(self) -> None:
        """Show the case as it is now."""
        self._ask(partial(self._desk.cases.file, self._id), self._page.show_case)

    def mark(self, requirement: str, state: MarkState | None, reason: str = "") -> None:
        """Record where a document stands, then show what it leaves to do."""
        work = partial(
            self._desk.cases.mark, self._id, requirement, state, reason=reason
        )
        self._ask(work, self._page.show_case)

    def offer_filing(self) -> None:
        """Offer the form of the filing, with what was typed before."""
        key = FilingForm.draft_of(self._id)
        self._ask(partial(self._desk.drafts.get, key), self._file)

    def _file(self, draft: dict[str, str] | None) -> None:
        case = self._page.case
        if case is None:
            return
        form = FilingForm(self._id, case.case.filing, case.on, draft, self._page)
        form.typed.connect(self._keep)
        if form.exec():
            self.file(form.filing())

    def file(self, filing: Filing) -> None:
        """Record the filing; the clocks start."""

        def work() -> CaseFile:
            shown = self._desk.cases.filed(self._id, filing)
            self._desk.drafts.drop(FilingForm.draft_of(self._id))
            return shown

        self._ask(work, self._page.show_case)

    def _keep(self, key: str, values: dict[str, str]) -> None:
        self._ask(partial(self._desk.drafts.put, key, values), _nothing)


def _nothing(_answer: object) -> None:
    """Wait for no answer."""
