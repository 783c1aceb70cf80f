"""The journal: who did what, whether it is whole, and how long it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from anef_desk.clock import PARIS
from anef_desk.desk.roles import Act
from anef_desk.errors import ExpectedError
from anef_desk.i18n.typography import french
from ui import terms
from ui.language import _, _n, current
from ui.navigation import ShowPerson
from ui.page import ScrollingPage
from ui.theme import look
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import Words, led
from ui.widgets.running import Running
from ui.widgets.select import Select
from ui.widgets.stacking import stack
from ui.workers import Ask

if TYPE_CHECKING:
    from anef_desk.desk.session import Desk
    from anef_desk.domain.journal_entry import JournalEntry
    from anef_desk.domain.staff import Staff
    from anef_desk.vault.integrity import Verification

PAGE = 50  # entries read at once
LARGE = 1.25
"""Size of text beyond which cards stand one under the other."""

_PERSON = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Entries:
    """Some entries, and the names of the people they are about."""

    entries: tuple[JournalEntry, ...]
    names: Mapping[str, str]


class JournalPage(ScrollingPage):
    """Who did what, newest first; filters, verification, how long it is kept."""

    filtered = Signal(str)  # member of staff, "" for everybody
    more_wanted = Signal()
    verification_wanted = Signal()
    months_chosen = Signal(int)
    purge_wanted = Signal()
    person_wanted = Signal(str)
    rewritten = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._months = 0
        self.title, self.intro, self.only = Words("title"), Words("soft"), Words("soft")
        self.only.hide()
        self.staff_label, self.staff = Words("strong", wraps=False), Select()
        self.staff.setObjectName("journal-staff")
        self.table = QTableWidget(0, 4)
        self.table.setObjectName("journal-entries")
        self.more = Button("plain", "", "journal-more")
        self.sound, self.kept = Card(), Card()
        self.verify = Button("plain", "check", "verify-journal")
        self.running = Running("verification")
        self.verdict = Words()
        self.verdict.hide()
        self.months_label, self.months = Words("strong", wraps=False), Select()
        self.months.setObjectName("journal-months")
        self.limit = Words("soft")
        self.purge = Button("plain", "", "purge-journal")
        self._dress_table()
        self._lay_out()
        self.staff.activated.connect(
            lambda _row: self.filtered.emit(str(self.staff.currentData() or ""))
        )
        self.months.activated.connect(
            lambda _row: self.months_chosen.emit(int(self.months.currentData()))
        )
        self.more.clicked.connect(self.more_wanted)
        self.verify.clicked.connect(self.verification_wanted)
        self.purge.clicked.connect(self.purge_wanted)
        self.table.cellActivated.connect(self._open)
        self.retranslate()

    def show_reserved(self) -> None:
        """Show that whoever does not coordinate does not read it."""
        self.only.show()
        for part in (
            self.staff_label, self.staff, self.table, self.more, self.sound, self.kept,
        ):  # fmt: skip
            part.hide()

    def show_staff(self, everybody: Sequence[Staff]) -> None:
        """Offer everybody the journal names."""
        kept = self.staff.currentData()
        self.staff.clear()
        self.staff.addItem(_("Tout le monde"), "")
        for one, told in zip(everybody, terms.colleagues(everybody), strict=True):
            self.staff.addItem(told, one.id)
        self.staff.setCurrentIndex(max(self.staff.findData(kept), 0))

    def show_entries(self, shown: Entries, *, first: bool, more: bool) -> None:
        """Show entries, after those that are there unless they are the *first*."""
        if first:
            self.table.setRowCount(0)
        for entry in shown.entries:
            row = self.table.rowCount()
            self.table.insertRow(row)
            at = entry.at.astimezone(ZoneInfo(PARIS))
            words = terms.ACTIONS.get(entry.action, terms.ACTIONS["changed"])
            person = shown.names.get(entry.subject, "")
            if entry.subject and not person:
                person = _("dossier effacé")
            for column, text in enumerate(
                (f"{at:%d/%m/%Y %H:%M}", entry.staff, _(words), person)
            ):
                item = QTableWidgetItem(led(french(text), self.layoutDirection()))
                item.setData(
                    _PERSON, entry.subject if entry.subject in shown.names else ""
                )
                self.table.setItem(row, column, item)
        self.more.setVisible(more)

    def show_months(self, months: int, choices: Sequence[int], limit: str) -> None:
        """Show for how long the journal is kept, and what is older."""
        self._months = months
        self.months.clear()
        for number in choices:
            self.months.addItem(_n("{number} mois", "{number} mois", number), number)
        self.show_kept()
        self.limit.setText(
            _("Les lignes d’avant le {day} peuvent être retirées.", day=limit)
        )

    def show_kept(self) -> None:
        """Show the months in force, whatever was chosen."""
        self.months.setCurrentIndex(max(self.months.findData(self._months), 0))

    def show_verdict(self, text: str, *, sound: bool) -> None:
        """Say what the verification found."""
        self.running.end()
        self.verify.setEnabled(True)
        self.verdict.setProperty("role", "done" if sound else "error")
        self.verdict.style().unpolish(self.verdict)
        self.verdict.style().polish(self.verdict)
        self.verdict.say(text)

    def retranslate(self) -> None:
        """Write every text of the page again."""
        self.title.setText(_("Journal"))
        self.intro.setText(
            _(
                "Chaque consultation et chaque changement laissent une ligne. Rien ne peut y"
                " être réécrit."
            )
        )
        self.only.setText(_("Seule une personne qui coordonne lit le journal entier."))
        self.staff_label.setText(_("Qui"))
        self.staff.setAccessibleName(_("Qui a agi"))
        self.table.setHorizontalHeaderLabels(
            [_("Quand"), _("Qui"), _("Quoi"), _("Dossier")]
        )
        self.table.setAccessibleName(_("Lignes du journal"))
        self.more.setText(_("Lignes plus anciennes"))
        self.sound.title.setText(_("Vérification"))
        self.verify.setText(_("Vérifier le coffre"))
        self.kept.title.setText(_("Durée"))
        self.months_label.setText(_("Garder le journal"))
        self.months.setAccessibleName(self.months_label.text())
        self.purge.setText(_("Retirer ces lignes"))
        self.running.retranslate()
        self.table.verticalHeader().setMinimumSectionSize(look.px(38))
        large = look.scale() > LARGE
        stack(self._cards, when=large)
        # What was done and the file share what is left; at a large size, so do all.
        head, fits = self.table.horizontalHeader(), 0 if large else 2
        for column in range(self.table.columnCount()):
            mode = QHeaderView.ResizeMode.Stretch
            if column < fits:
                mode = QHeaderView.ResizeMode.ResizeToContents
            head.setSectionResizeMode(column, mode)
        self.table.setMinimumHeight(look.px(300))
        self.table.setMaximumWidth(look.px(980))

    def changeEvent(self, event: QEvent) -> None:
        """Read the entries again in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.rewritten.emit()

    def _open(self, row: int, _column: int) -> None:
        item = self.table.item(row, 0)
        person = str(item.data(_PERSON)) if item else ""
        if person:
            self.person_wanted.emit(person)

    def _dress_table(self) -> None:
        table = self.table
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.setTabKeyNavigation(False)
        rows = table.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        )
        table.setTextElideMode(Qt.TextElideMode.ElideNone)

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.addWidget(self.staff_label)
        filters.addWidget(self.staff)
        filters.addStretch(1)
        older = QHBoxLayout()
        older.addWidget(self.more)
        older.addStretch(1)
        check, months, purge = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        check.addWidget(self.verify)
        check.addStretch(1)
        for widget in (self.verdict, self.running):
            self.sound.body.addWidget(widget)
        self.sound.body.addLayout(check)
        months.addWidget(self.months_label)
        months.addWidget(self.months)
        months.addStretch(1)
        purge.addWidget(self.purge)
        purge.addStretch(1)
        self.kept.body.addLayout(months)
        self.kept.body.addWidget(self.limit)
        self.kept.body.addLayout(purge)
        self.begin_with(self.title, self.intro)
        self.body.addWidget(self.only)
        self.body.addLayout(filters)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(older)
        self._cards = QHBoxLayout()
        self._cards.setSpacing(16)
        for card in (self.sound, self.kept):
            card.body.addStretch(1)  # As high as the other.
            self._cards.addWidget(card, 1)
        self.body.addLayout(self._cards)
        self.body.addStretch(0)


class JournalPresenter:
    """Reads the journal a page at a time; verifies it, and cuts what is too old."""

    def __init__(self, page: JournalPage, desk: Desk, ask: Ask) -> None:
        self._page, self._ask = page, ask
        self._administration = desk.administration
        self._staff, self._last = "", 0
        page.kept.setVisible(desk.can(Act.JOURNAL))
        page.filtered.connect(self.filter)
        page.more_wanted.connect(self.read_more)
        page.verification_wanted.connect(self.verify)
        page.months_chosen.connect(self.keep_for)
        page.purge_wanted.connect(self.purge)
        page.person_wanted.connect(lambda person: page.wanted.emit(ShowPerson(person)))
        page.rewritten.connect(self.read)

    def read(self) -> None:
        """Show the last entries, and for how long they are kept."""
        administration = self._administration
        if not administration.coordinates:
            self._page.show_reserved()
            return
        self._ask(administration.everybody, self._page.show_staff)
        self._ask(
            lambda: (administration.journal_months(), administration.journal_limit()),
            lambda found: self._page.show_months(
                found[0], range(6, 13), current().day(found[1])
            ),
        )
        self._ask(
            partial(self._entries, None), partial(self._show, first=True), self._unread
        )

    def filter(self, staff: str) -> None:
        """Show what one member of staff did; "" for everybody."""
        self._staff = staff
        self.read()

    def read_more(self) -> None:
        """Show older entries too."""
        self._ask(
            partial(self._entries, self._last),
            partial(self._show, first=False),
            self._unread,
        )

    def verify(self) -> None:
        """Check every page, record and entry."""
        page = self._page
        page.verify.setEnabled(False)
        page.verdict.say("")
        work = page.running.start(
            self._administration.verify, _("Vérification de tout le coffre…")
        )

        def then(found: Verification | None) -> None:
            if found is None:
                page.show_verdict(_("Vérification arrêtée."), sound=True)
            elif found.sound:
                page.show_verdict(
                    _n(
                        "Tout est comme écrit : {number} ligne vérifiée.",
                        "Tout est comme écrit : {number} lignes vérifiées.",
                        found.entries,
                    ),
                    sound=True,
                )
            else:
                said = dict.fromkeys(one.explain(current()) for one in found.findings)
                page.show_verdict("\n".join(said), sound=False)

        def refused(error: Exception) -> None:
            page.show_verdict(_told(error), sound=False)

        self._ask(work, then, refused)

    def keep_for(self, months: int) -> None:
        """Decide for how long the journal is kept."""

        def refused(error: Exception) -> None:
            self._page.show_kept()
            self._refused(error)

        work = partial(self._administration.keep_journal_for, months)
        self._ask(work, lambda _none: self.read(), refused)

    def purge(self) -> None:
        """Take out what is older than the journal is kept."""

        def then(number: int) -> None:
            self._page.explained.emit(
                _n("{number} ligne retirée.", "{number} lignes retirées.", number)
                if number
                else _("Aucune ligne n’est assez ancienne pour être retirée.")
            )
            self.read()

        self._ask(self._administration.purge_journal, then, self._refused)

    def _entries(self, before: int | None) -> Entries:
        entries = self._administration.journal(
            before=before, limit=PAGE, staff=self._staff
        )
        names = self._administration.names([entry.subject for entry in entries])
        return Entries(entries, names)

    def _show(self, shown: Entries, *, first: bool) -> None:
        if shown.entries:
            self._last = shown.entries[-1].number
        full = len(shown.entries) == PAGE
        self._page.show_entries(shown, first=first, more=full)

    def _unread(self, error: Exception) -> None:
        self._page.more.hide()
        self._refused(error)

    def _refused(self, error: Exception) -> None:
        self._page.explained.emit(_told(error))


def _told(error: Exception) -> str:
    """Return what to say of *error*; a defect is reported as such."""
    if not isinstance(error, ExpectedError):
        raise error
    return error.explain(current())


def make(desk: Desk, ask: Ask) -> tuple[JournalPage, JournalPresenter]:
    """Return the section, over the vault of *desk*."""
    page = JournalPage()
    return page, JournalPresenter(page, desk, ask)
