"""A person's file: who they are, what they hold, what is due, what was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar, cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from anef_desk import i18n
from anef_desk.catalogue.library import Library
from anef_desk.desk.roles import Act
from anef_desk.desk.session import Desk
from anef_desk.desk.views import PersonFile
from anef_desk.domain.person import Person
from ui import terms
from ui.language import _
from ui.navigation import ShowPeople, WriteLetter
from ui.page import ScrollingPage
from ui.theme import look, metrics
from ui.widgets import solar_hijri
from ui.widgets.alert_card import WIDE_TEXT
from ui.widgets.appointments_card import AppointmentsCard, AppointmentsPresenter
from ui.widgets.attachments_card import Attaching, AttachmentsCard
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.cases_card import CasesCard, CasesPresenter
from ui.widgets.chip import Chip
from ui.widgets.copy_field import CopyField
from ui.widgets.data_rights import DataRights, DataRightsCard
from ui.widgets.dates_card import DatesCard
from ui.widgets.documents_card import DocumentsCard, DocumentsPresenter
from ui.widgets.events_card import EventsCard, EventsPresenter
from ui.widgets.file_card import FileCard, FileRecorder, main_case
from ui.widgets.flow import Flow
from ui.widgets.handovers_card import HandoversCard
from ui.widgets.head import Head
from ui.widgets.history_card import HistoryCard, HistoryPresenter
from ui.widgets.household_card import HouseholdCard, HouseholdPresenter
from ui.widgets.identities_card import IdentitiesCard, IdentitiesPresenter
from ui.widgets.keyboard import order_keyboard
from ui.widgets.labels import Words
from ui.widgets.law_alert import LawAlert, letter_of
from ui.widgets.letters_card import LettersCard, LettersPresenter
from ui.widgets.losses_card import LossesCard, LossesPresenter
from ui.widgets.other_alerts_card import OtherAlertsCard, first_alert
from ui.widgets.person_form import PersonForm
from ui.widgets.rights_card import RightsCard
from ui.widgets.stacking import stack
from ui.workers import Ask

COLUMNS: tuple[tuple[type[Card], ...], ...] = (
    (
        CasesCard,
        DatesCard,
        OtherAlertsCard,
        AppointmentsCard,
        HouseholdCard,
        HistoryCard,
        DataRightsCard,
    ),
    (
        EventsCard,
        DocumentsCard,
        IdentitiesCard,
        AttachmentsCard,
        LossesCard,
        RightsCard,
        LettersCard,
    ),
)
"""The cards of a file, from its head to its foot."""

FRAME = 16
"""Milliseconds between two rows: what was written is painted, and keys are heard."""

AnyCard = TypeVar("AnyCard", bound=Card)


class PersonPage(ScrollingPage):
    """Shows a file; says what somebody wants to do with it.

    A file is several screens long: its first row of cards is written at once, with
    what is under the eye; each of the others when that is painted.
    """

    help_page = "person"

    edit_wanted = Signal(str)  # where the form begins, "" at its first field
    made = Signal(object)  # a card of `COLUMNS`, which nobody listens to yet

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: PersonFile | None = None
        self._library: Library | None = None
        self._cards: dict[type[Card], Card] = {}
        self.back = Button("link", "back", "back-to-people")
        self.title, self.subtitle = Words("title"), Words("soft")
        self.number_label, self.number = Words("soft", wraps=False), CopyField()
        self.holds = Chip()
        self.edit = Button("plain", "edit", "edit-person")
        self.write = Button("plain", "letters", "write-letter")
        self.alert, self.handovers = LawAlert(), HandoversCard()
        self._waiting: list[tuple[type[Card], ...]] = []
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(FRAME)
        self._turn.timeout.connect(self._write_next)
        self._lay_out()
        self.back.clicked.connect(lambda: self.wanted.emit(ShowPeople()))
        self.edit.clicked.connect(lambda: self.edit_wanted.emit(""))
        self.write.clicked.connect(self._write)
        self.alert.pressed.connect(self._act_on_alert)
        self.retranslate()

    @property
    def file(self) -> PersonFile | None:
        """Return the file that is shown."""
        return self._file

    @property
    def about(self) -> str:
        """Return the person whose page it is."""
        return self._file.person.id if self._file else ""

    def card(self, kind: type[AnyCard]) -> AnyCard:
        """Return the card of *kind*; raise KeyError as long as it waits for its turn."""
        return cast("AnyCard", self._cards[kind])

    def show_file(self, file: PersonFile, library: Library) -> None:
        """Show *file*; *library* knows the questions that would decide.

        What is shown already is not written again: nothing moves under the hand.
        """
        if file != self._file:
            self._file, self._library = file, library
            self.retranslate()

    def acts(self) -> dict[str, Callable[[], None]]:
        """Return what can be done here, by the keys of the table of actions."""
        file = self._file
        if file is None or main_case(file) is None or Act.LETTERS not in file.may:
            return {}
        return {"pocket": self.card(CasesCard).ask_pocket}

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.back.setText(_("Personnes accompagnées"))
        self.edit.setText(_("Modifier"))
        self.edit.setAccessibleName(_("Modifier l’identité et la situation"))
        self.write.setText(_("Écrire un courrier"))
        self.number_label.setText(_("N° étranger"))
        file, library = self._file, self._library
        if file is None or library is None:
            return
        rows = list(zip(*COLUMNS, strict=True))
        self._waiting = [row for row in rows[1:] if not self._is_seen(row)]
        with self.laid_out_once():
            self._write_head(file)
            self.alert.show_alert(first_alert(file), file.may)
            self.handovers.show_file(file, library)
            self._place()
            for row in rows:
                if row not in self._waiting:
                    self._write_row(row)
        self._go_on()

    def showEvent(self, event: QShowEvent) -> None:
        """Go on where the page was left."""
        super().showEvent(event)
        if self._waiting:
            self._turn.start()

    def _is_seen(self, row: tuple[type[Card], ...]) -> bool:
        """Return whether *row* is under the eye.

        While the page is hidden all are, but those it was left before.
        """
        if not self.isVisible():
            return row not in self._waiting
        made = [self._cards[kind] for kind in row if kind in self._cards]
        return any(not card.visibleRegion().isEmpty() for card in made)

    def _write_next(self) -> None:
        """Write the next row of cards, nearer the foot of the page each time.

        A page that was left waits to be seen again: the vault may be closed since.
        """
        if not self.isVisible():
            return
        with self.laid_out_once():
            self._write_row(self._waiting.pop(0))
        self._go_on()

    def _go_on(self) -> None:
        if self._waiting:
            self._turn.start()
        else:
            self._turn.stop()
            order_keyboard(self.body)

    def _write_row(self, row: tuple[type[Card], ...]) -> None:
        for column, kind in zip(self._columns, row, strict=True):
            self._write_card(column, kind)

    def _write_card(self, column: QVBoxLayout, kind: type[Card]) -> None:
        """Write a card, under those of its column when it was not made yet."""
        file, library = self._file, self._library
        if file is None or library is None:
            return
        card = self._cards.get(kind)
        if card is None:
            card = self._cards[kind] = kind()
            column.insertWidget(column.count() - 1, card)
            if isinstance(card, FileCard):
                card.wanted.connect(self.wanted)
                card.explained.connect(self.explained)
            if isinstance(card, CasesCard):
                card.situation_wanted.connect(lambda: self.edit_wanted.emit("status"))
            self.made.emit(card)
        if isinstance(card, FileCard):
            card.show_file(file, library)
        elif isinstance(card, AttachmentsCard | DataRightsCard):
            card.allow(file.may)

    def _lay_out(self) -> None:
        head = Head(self.back, self.title, self.subtitle, (self.edit, self.write))
        self._head = head
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
        top = self.body.contentsMargins()
        self.body.setContentsMargins(top.left(), 8, top.right(), top.bottom())
        block = QVBoxLayout()
        block.setSpacing(6)
        block.addLayout(head)
        block.addWidget(known)
        self.body.addLayout(block)
        self.body.addWidget(self.alert)
        self.body.addWidget(self.handovers)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(metrics.GAP)
        self._columns = tuple(QVBoxLayout() for _column in COLUMNS)
        for column in self._columns:
            column.setSpacing(metrics.GAP)
            column.addStretch(1)
            self._halves.addLayout(column, 1)
        self.body.addLayout(self._halves)
        self.body.addStretch(1)

    def _place(self) -> None:
        stack(self._halves, when=look.scale() >= WIDE_TEXT)
        self._head.place(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons where there is room for them."""
        super().resizeEvent(event)
        self._head.place(self.width())

    def _write_head(self, file: PersonFile) -> None:
        person = file.person
        self.edit.setVisible(Act.PEOPLE in file.may)
        self.write.setVisible(Act.LETTERS in file.may)
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
                    _("parle aussi : {languages}", languages=person.other_languages)
                    if person.other_languages
                    else "",
                )
            )
            or (
                _("Rien d’autre n’est noté : « Modifier » complète le dossier.")
                if Act.PEOPLE in file.may
                else _("Rien d’autre n’est noté")
            )
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

    def _write(self) -> None:
        if self._file is not None:
            self.wanted.emit(WriteLetter(self._file.person.id, main_case(self._file)))

    def _act_on_alert(self) -> None:
        if self._file is not None:
            code = letter_of(first_alert(self._file)) or None
            self.wanted.emit(
                WriteLetter(self._file.person.id, main_case(self._file), code)
            )


def _solar(person: Person) -> str:
    """Return the birth date in the calendar of those who read Dari or Pashto."""
    if person.birth_date is None or person.language not in solar_hijri.LANGUAGES:
        return ""
    day = solar_hijri.solar(person.birth_date)
    return _("calendrier solaire : {day}", day=day) if day else ""


_PRESENTERS: dict[type[Card], Callable[[Any, FileRecorder], object]] = {
    AppointmentsCard: AppointmentsPresenter,
    CasesCard: CasesPresenter,
    DocumentsCard: DocumentsPresenter,
    EventsCard: EventsPresenter,
    HistoryCard: HistoryPresenter,
    HouseholdCard: HouseholdPresenter,
    IdentitiesCard: IdentitiesPresenter,
    LettersCard: LettersPresenter,
    LossesCard: LossesPresenter,
}


class PersonPresenter:
    """Keeps the page and the file in step; builds no widget of the page."""

    def __init__(self, page: PersonPage, desk: Desk, ask: Ask, person: str) -> None:
        self._page, self._desk, self._ask, self._id = page, desk, ask, person
        self._records = FileRecorder(desk, ask, person, self._show)
        self._listening: list[object] = []
        self._attaching: Attaching | None = None
        self._data: DataRights | None = None
        page.edit_wanted.connect(self.edit)
        page.made.connect(self._listen)
        self.read()

    def read(self) -> None:
        """Show the file as it is now."""
        work = partial(self._desk.people.file, self._id)
        self._ask(work, self._show, self._page.turn_away)
        for part in (self._attaching, self._data):
            if part is not None:
                part.read()

    def edit(self, first: str = "") -> None:
        """Offer the form of the person, with what was typed before, from *first* on."""
        self._records.draft(PersonForm.draft_of(self._id), partial(self._edit, first))

    def change(self, person: Person) -> None:
        """Record what is now known of the person."""
        self._records.record(
            partial(self._desk.people.change, person), PersonForm.draft_of(self._id)
        )

    def unite(self, other: str) -> None:
        """Make one file of two; the page offers to part them again."""
        self._records.do(partial(self._desk.people.unite, self._id, other))

    def _listen(self, card: Card) -> None:
        """Decide for *card* from now on."""
        desk, ask, say = self._desk, self._ask, self._page.explained.emit
        if isinstance(card, AttachmentsCard):
            self._attaching = Attaching(
                card, desk.attachments, ask, desk.drafts, self._id, desk.today, say
            )
            self._attaching.read()
        elif isinstance(card, DataRightsCard):
            self._data = DataRights(
                card, desk.data_protection, ask, desk.drafts, self._id, say
            )
            self._data.erased = partial(self._page.erased.emit, self._id)
            self._data.changed = self.read
            self._data.read()
        elif (make := _PRESENTERS.get(type(card))) is not None:
            self._listening.append(make(card, self._records))

    def _show(self, file: PersonFile) -> None:
        self._page.show_file(file, self._desk.library)

    def _edit(self, first: str, draft: Mapping[str, str] | None) -> None:
        file = self._page.file
        if file is None:
            return
        form = PersonForm(file.person, draft, self._page, on=file.on)
        form.checks = True
        form.first = first
        form.typed.connect(self._records.keep)
        form.union_wanted.connect(self.unite)

        def look_for_double(*_typed: object) -> None:
            self._ask(partial(self._desk.people.alike, form.person()), form.show_alike)

        form.alike_wanted.connect(look_for_double)
        self._ask(self._desk.prefectures.all, form.suggest)
        if form.exec():
            self.change(form.person())
