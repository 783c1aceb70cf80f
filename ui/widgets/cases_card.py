"""The cases of a person, and the procedures that may answer their situation."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from anef_desk.catalogue.library import Library
from anef_desk.desk.roles import Act
from anef_desk.desk.views import CaseFile, CaseRow, PersonFile
from anef_desk.law.orientation import ProcedureAnswer
from anef_desk.law.situation import questions
from ui import terms
from ui.language import _, _n, current
from ui.navigation import ShowCase
from ui.widgets.buttons import Button
from ui.widgets.card import clear
from ui.widgets.entry import Entry
from ui.widgets.file_card import FileCard, FileRecorder, advice, main_case
from ui.widgets.law_alert import letter_of
from ui.widgets.other_alerts_card import first_alert
from ui.widgets.pocket import PocketButton, Pocketing

SUGGESTED = 3
"""Procedures that may fit, shown before the others are asked for."""


class CasesCard(FileCard):
    """Leads to each case; offers to open a procedure."""

    open_wanted = Signal(str)  # procedure code
    pocket_wanted = Signal(str, str)  # case, language beside French
    situation_wanted = Signal()  # what decides is to be noted

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all_suggested = False
        self.pocket = PocketButton()
        self.head.addWidget(self.pocket)
        self.pocket.clicked.connect(self.ask_pocket)

    def ask_pocket(self) -> None:
        """Ask for the sheet of the main case."""
        file = self._shown[0] if self._shown else None
        if file is not None and (case := main_case(file)) is not None:
            self.pocket_wanted.emit(case, file.person.language)

    def _write(self, file: PersonFile, library: Library) -> bool:
        self.title.setText(_("Démarches"))
        self.pocket.retranslate()
        self.pocket.setVisible(main_case(file) is not None and Act.LETTERS in file.may)
        clear(self.body, 1)
        calm = not letter_of(first_alert(file))
        for place, row in enumerate(file.cases):
            self.body.addWidget(self._case(row, due=calm and not place))
        if _is_unknown(file):
            self.body.addWidget(self._situation())
        certain = sum(answer.truth is True for answer in file.suggested)
        shown = max(certain, SUGGESTED)
        if self._all_suggested:
            shown = len(file.suggested)
        for answer in file.suggested[:shown]:
            may = Act.EVENTS in file.may
            self.body.addWidget(self._suggested(answer, library, may=may))
        if len(file.suggested) > shown:
            self._offer_more(len(file.suggested) - shown)
        if not file.cases and not file.suggested:
            if Act.PEOPLE not in file.may:
                return False
            self.body.addWidget(
                advice(
                    _(
                        "Notez la situation de la personne avec « Modifier » :"
                        " les démarches qui répondent viennent ici."
                    )
                )
            )
        return True

    def _situation(self) -> QWidget:
        """Return the line of what nobody noted yet, and decides between procedures."""
        entry = Entry(
            _("La situation n’est pas notée"),
            _("C’est elle qui dit quelle démarche convient."),
        )
        button = Button("primary", "edit", "note-situation")
        button.setText(_("Noter la situation"))
        button.clicked.connect(self.situation_wanted)
        entry.add(button)
        return entry

    def _case(self, row: CaseRow, *, due: bool) -> QWidget:
        """Return the line of a case; *due*: going on with it is the thing to do."""
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
        button = Button("primary" if due else "plain", "", f"case-{row.procedure}")
        button.setText(_("Continuer"))
        button.setAccessibleName(_("Continuer la démarche : {title}", title=title))
        button.clicked.connect(lambda: self.wanted.emit(ShowCase(row.id)))
        entry.add(button)
        return entry

    def _suggested(
        self, answer: ProcedureAnswer, library: Library, *, may: bool
    ) -> QWidget:
        """Return the line of a procedure that may fit, which somebody *may* open."""
        title = current().content(answer.title)
        entry = Entry(title, _why(answer, library))
        if not may:
            return entry
        button = Button("plain", "add", f"open-{answer.code}")
        button.setText(_("Ouvrir"))
        button.setAccessibleName(_("Ouvrir la démarche : {title}", title=title))
        button.clicked.connect(partial(self.open_wanted.emit, answer.code))
        entry.add(button)
        return entry

    def _offer_more(self, hidden: int) -> None:
        more = Button("link", "", "more-suggested")
        more.setText(
            _n(
                "Encore {number} démarche possible",
                "Encore {number} démarches possibles",
                hidden,
            )
        )
        more.clicked.connect(self._show_all)
        self.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeading)

    def _show_all(self) -> None:
        self._all_suggested = True
        self.retranslate()


def _is_unknown(file: PersonFile) -> bool:
    """Return whether nothing says yet which procedure answers, and somebody may."""
    nothing = file.person.status is None and not file.cases
    return nothing and bool(file.suggested) and Act.PEOPLE in file.may


def _why(answer: ProcedureAnswer, library: Library) -> str:
    """Say why a procedure is proposed, or what would decide."""
    if answer.truth:
        return " ".join(why.in_(current()) for why in answer.why)
    asked = questions(answer.undecided[:2], library, current())
    return _("Peut-être. À demander : {questions}", questions=" ".join(asked))


class CasesPresenter:
    """Opens a procedure for the person, and makes the sheet they carry."""

    def __init__(self, card: CasesCard, records: FileRecorder) -> None:
        self._card, self._records = card, records
        self._pocketing = Pocketing(
            card, records.desk, records.ask, card.explained.emit
        )
        card.open_wanted.connect(self.open)
        card.pocket_wanted.connect(self._pocketing.offer)

    def open(self, procedure: str) -> None:
        """Open *procedure*, and show it."""
        records = self._records

        def show(opened: CaseFile) -> None:
            self._card.wanted.emit(ShowCase(opened.case.id))

        work = partial(records.desk.cases.open, records.subject, procedure)
        records.ask(work, show)
