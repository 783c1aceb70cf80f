"""The page of a case: one checklist for the two people who look at it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QLineEdit,
    QWidget,
)

from anef_desk import i18n
from anef_desk.catalogue.library import Library
from anef_desk.desk.entry_sheets import FilledSheet
from anef_desk.desk.roles import Act
from anef_desk.desk.session import Desk
from anef_desk.desk.views import CaseFile
from anef_desk.i18n import Translations
from anef_desk.law.asking import Question
from ui import terms
from ui.language import _, current, language_beside
from ui.navigation import ShowCase, ShowPerson, WriteLetter
from ui.page import ScrollingPage
from ui.theme import look, metrics
from ui.widgets import paper
from ui.widgets.alert_card import WIDE_TEXT
from ui.widgets.asking_card import Asking, AskingCard, asking
from ui.widgets.bilingual_row import BilingualRow
from ui.widgets.buttons import Button
from ui.widgets.case_appointments_card import (
    CaseAppointmentsCard,
    CaseAppointmentsPresenter,
)
from ui.widgets.checklist_card import ChecklistCard, ChecklistPresenter
from ui.widgets.entry_sheet import EntrySheet
from ui.widgets.following_card import FollowingCard
from ui.widgets.head import Head
from ui.widgets.labels import Words
from ui.widgets.law_alert import LawAlert, letter_of
from ui.widgets.lines_menu import LinesMenu
from ui.widgets.paper import Outbox, PaperDialog, Sheet
from ui.widgets.pocket import PocketButton, Pocketing
from ui.widgets.recorder import Recorder
from ui.widgets.route_card import RouteCard
from ui.widgets.stacking import stack
from ui.workers import Ask

ROUTE_WIDTH = 252


class CasePage(ScrollingPage):
    """Shows the route and the checklist; says what was ticked."""

    help_page = "case"

    appointment_wanted = Signal()
    days_wanted = Signal()  # that may be noted
    sheet_wanted = Signal()
    checklist_wanted = Signal(str)  # language beside French
    pocket_wanted = Signal(str)  # language beside French

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case: CaseFile | None = None
        self._library: Library | None = None
        self.back = Button("link", "back", "back-to-person")
        self.title, self.subtitle = Words("title"), Words("soft")
        self.print = Button("plain", "print", "print-checklist")
        self.sheet = Button("plain", "copy", "entry-sheet")
        self.pocket = PocketButton()
        self.alert, self.asking = LawAlert(), AskingCard()
        self.following, self.appointments = FollowingCard(), CaseAppointmentsCard()
        self.route, self.checklist = RouteCard(), ChecklistCard()
        self._lay_out()
        self.back.clicked.connect(self._go_back)
        self.print.clicked.connect(self._ask_checklist)
        self.pocket.clicked.connect(self._ask_pocket)
        self.sheet.clicked.connect(self.sheet_wanted)
        self.checklist.appoint.clicked.connect(self.appointment_wanted)
        self.checklist.note.clicked.connect(self.days_wanted)
        self.checklist.write.clicked.connect(self._write)
        self.checklist.entered.connect(self._follow)
        self.alert.pressed.connect(self._act_on_alert)
        self.retranslate()

    @property
    def case(self) -> CaseFile | None:
        """Return the case that is shown."""
        return self._case

    @property
    def about(self) -> str:
        """Return the person whose page it is."""
        return self._case.person.id if self._case else ""

    def show_case(self, case: CaseFile, library: Library) -> None:
        """Show *case*; the line being read stays the current one.

        What is shown already is not written again: nothing moves under the hand.
        """
        first = self._case is None
        if case != self._case:
            self._case, self._library = case, library
            self.retranslate()
        if first and case.entries and _may_take_focus(self):
            self.checklist.rows[self.checklist.place].focus_tick()
        self.checklist.current_changed.emit(case, self.checklist.place)

    def offer_days(self, questions: Sequence[Question]) -> None:
        """Offer what may have happened; what is chosen is asked above."""
        case, button = self._case, self.checklist.note
        if case is None:
            return
        menu = LinesMenu(button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for question in questions:
            asked = asking(question, _beside(case))
            chosen = menu.add(_(terms.DAYS[asked.fact])).triggered
            chosen.connect(partial(self._ask_now, asked))
        beside = button.width() - menu.sizeHint().width()
        start = beside if self.isRightToLeft() else 0  # Where reading begins.
        menu.popup(button.mapToGlobal(QPoint(start, button.height())))

    def _ask_now(self, asked: Asking) -> None:
        self.asking.bring(asked)
        self.area.ensureWidgetVisible(self.asking)

    def acts(self) -> dict[str, Callable[[], None]]:
        """Return what can be done here, by the keys of the table of actions."""
        case = self._case
        if case is None or Act.LETTERS not in case.may:
            return {}
        return {"pocket": self._ask_pocket}

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.print.setText(_("Imprimer la liste"))
        self.sheet.setText(_("Fiche de saisie"))
        self.sheet.setAccessibleName(_("Fiche de saisie ANEF, à copier"))
        self.pocket.retranslate()
        self.back.setText(_("Dossier de la personne"))
        case, library = self._case, self._library
        if case is None or library is None:
            return
        beside = _beside(case)
        with self.laid_out_once():
            self._write_head(case)
            self.alert.show_alert(case.alert, case.may)
            self.asking.show_case(case, library, beside)
            self.route.show_case(case)
            self.checklist.show_case(case, library, beside)
            self.following.show_case(case, library)
            self.appointments.show_case(case)
            self._place()

    def _lay_out(self) -> None:
        buttons = (self.sheet, self.pocket, self.print)
        self._head = Head(self.back, self.title, self.subtitle, buttons)
        top = self.body.contentsMargins()
        self.body.setContentsMargins(top.left(), 8, top.right(), metrics.FOOT)
        self.body.setSpacing(metrics.GAP - 4)
        self.body.addLayout(self._head)
        self.body.addWidget(self.alert)
        self.body.addWidget(self.following)
        self.body.addWidget(self.asking)
        self.body.addWidget(self.appointments)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(metrics.GAP)
        self._halves.addWidget(self.route)
        self._halves.addWidget(self.checklist, 1)
        self.body.addLayout(self._halves, 1)

    def _place(self) -> None:
        """Stand the halves one under the other when text is large."""
        tall = look.scale() >= WIDE_TEXT
        stack(self._halves, when=tall)
        self._head.place(self.width())
        self.checklist.stand(tall=tall)
        self.route.area.flow(flowing=tall)
        # Its words wrap: one width for all cases, so that the lists keep theirs.
        least = max(self.route.minimumSizeHint().width(), look.px(ROUTE_WIDTH))
        self.route.setMinimumWidth(0 if tall else least)
        self.route.setMaximumWidth(metrics.NO_LIMIT if tall else least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the actions where there is room for them."""
        super().resizeEvent(event)
        self._head.place(self.width())

    def _write_head(self, case: CaseFile) -> None:
        self.title.setText(current().content(case.title))
        self.pocket.setVisible(Act.LETTERS in case.may)
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

    def _follow(self, row: BilingualRow) -> None:
        """Keep *row* under the eye."""
        self.begins = row.tick  # Where one comes back to.
        self.area.ensureWidgetVisible(row, 0, 0)

    def _go_back(self) -> None:
        if self._case is not None:
            self.wanted.emit(ShowPerson(self._case.person.id))

    def _ask_checklist(self) -> None:
        if self._case is not None:
            self.checklist_wanted.emit(_beside(self._case).language)

    def _ask_pocket(self) -> None:
        if self._case is not None:
            self.pocket_wanted.emit(self._case.person.language)

    def _write(self) -> None:
        if self._case is not None:
            self.wanted.emit(WriteLetter(self._case.person.id, self._case.case.id))

    def _act_on_alert(self) -> None:
        case = self._case
        if case is None or case.alert is None:
            return
        letter = letter_of(case.alert) or None
        self.wanted.emit(WriteLetter(case.person.id, case.case.id, letter))


def _beside(case: CaseFile) -> Translations:
    return i18n.load(language_beside(case.person.language, current().language))


def _may_take_focus(page: QWidget) -> bool:
    """Return whether the keyboard may come to *page*: nobody is typing elsewhere."""
    return page.isVisible() and not isinstance(QApplication.focusWidget(), QLineEdit)


class CasePresenter:
    """Keeps the page and the case in step; builds no widget of the page."""

    def __init__(self, page: CasePage, desk: Desk, ask: Ask, case: str) -> None:
        self._page, self._desk, self._ask, self._id = page, desk, ask, case
        self._records: Recorder[CaseFile] = Recorder(desk, ask, case, self._show)
        self._checklist = ChecklistPresenter(page.checklist, self._records)
        self._appointments = CaseAppointmentsPresenter(page.appointments, self._records)
        self._pocketing = Pocketing(page, desk, ask, page.explained.emit)
        page.asking.answered.connect(self.answer)
        page.checklist_wanted.connect(self.preview_checklist)
        page.sheet_wanted.connect(self.show_sheet)
        page.appointment_wanted.connect(self.add_appointment)
        page.days_wanted.connect(self.offer_days)
        page.following.next_wanted.connect(self.open_next)
        page.pocket_wanted.connect(partial(self._pocketing.offer, case))
        self.read()

    def read(self) -> None:
        """Show the case as it is now."""
        work = partial(self._desk.cases.file, self._id)
        self._ask(work, self._show, self._page.turn_away)

    def answer(self, fact: str, value: object) -> None:
        """Record an answer, then show what it decides."""
        self._records.do(partial(self._desk.cases.answer, self._id, fact, value))

    def show_sheet(self) -> None:
        """Show what ANEF asks, in its order, each value ready to be copied."""
        self._ask(partial(self._desk.cases.sheet, self._id), self._show_sheet)

    def add_appointment(self) -> None:
        """Offer the form of an appointment of this case."""
        if self._page.case is not None:
            self._appointments.add(self._page.case)

    def offer_days(self) -> None:
        """Offer to note what may have happened, each of which would change a date."""
        self._ask(partial(self._desk.cases.notable, self._id), self._page.offer_days)

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

    def _show_sheet(self, sheet: FilledSheet | None) -> None:
        if sheet is None:
            self._page.explained.emit(
                _("Cette démarche n’a pas de fiche : elle ne se fait pas sur l’ANEF.")
                if self._is_elsewhere()
                else _("Cette démarche n’a pas encore de fiche de saisie.")
            )
            return
        whose = self._page.case.person.display_name if self._page.case else ""
        dialog = EntrySheet(sheet, whose, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def _is_elsewhere(self) -> bool:
        case = self._page.case
        code = case.case.procedure if case else ""
        procedure = self._desk.library.procedures.get(code)
        return procedure is not None and procedure.channel != "anef"

    def _show_paper(self, shown: Sheet) -> None:
        dialog = PaperDialog(_("Liste des pièces"), self._page)
        dialog.paper.show_sheet(shown, _("liste-des-pieces.pdf"))
        Outbox(dialog.paper, self._ask, self._page.explained.emit)
        dialog.open()
