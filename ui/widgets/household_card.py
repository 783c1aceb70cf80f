"""Who lives with a person, and which other file is of the same person."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from anef_desk import i18n
from anef_desk.catalogue.library import Library
from anef_desk.desk.roles import Act
from anef_desk.desk.views import HouseholdCard as Household
from anef_desk.desk.views import MemberRow, PersonFile
from ui import terms
from ui.language import _, current
from ui.navigation import ShowPerson
from ui.widgets.buttons import Button
from ui.widgets.card import clear
from ui.widgets.entry import Entry
from ui.widgets.file_card import FileCard, FileRecorder, advice
from ui.widgets.flow import Flow
from ui.widgets.household_form import HouseholdForm
from ui.widgets.labels import Words
from ui.widgets.person_picker import PersonPicker


class HouseholdCard(FileCard):
    """Leads to the files of the household."""

    member_wanted = Signal()  # somebody joins it
    leaving_wanted = Signal()  # this person leaves it
    naming_wanted = Signal(object)  # Household to give a name to
    union_wanted = Signal()  # another file is of the same person

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.new = Button("plain", "add", "new-member")
        self.head.addWidget(self.new)
        self.new.clicked.connect(self.member_wanted)

    def _write(self, file: PersonFile, _library: Library) -> bool:
        self.title.setText(_("Foyer"))
        self.new.setText(_("Ajouter"))
        self.new.setAccessibleName(_("Ajouter une personne au foyer"))
        may, household = Act.PEOPLE in file.may, file.household
        self.new.setVisible(may)
        clear(self.body, 1)
        if household is None:
            self.body.addWidget(
                advice(_("Reliez les dossiers des personnes qui vivent ensemble."))
            )
        else:
            if household.name:
                name = Words("strong")
                name.setText(i18n.isolated(household.name))
                self.body.addWidget(name)
            for member in household.others:
                self.body.addWidget(self._entry(file, member))
        if may:
            self.body.addWidget(self._acts(household))
        return may or household is not None

    def _acts(self, household: Household | None) -> QWidget:
        """Return what can be done about the household, and about a second file."""
        acts = [("unite", _("Un autre dossier est le sien"), self.union_wanted.emit)]
        if household is not None:
            name = (
                _("Changer le nom") if household.name else _("Donner un nom à ce foyer")
            )
            acts = [
                ("rename-household", name, partial(self.naming_wanted.emit, household)),
                ("leave-household", _("Sortir de ce foyer"), self.leaving_wanted.emit),
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

    def _entry(self, file: PersonFile, member: MemberRow) -> QWidget:
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


class HouseholdPresenter:
    """Records what the card says, and has the file shown again."""

    def __init__(self, card: HouseholdCard, records: FileRecorder) -> None:
        self._card, self._records = card, records
        self._desk = records.desk.households
        card.member_wanted.connect(self.choose_member)
        card.leaving_wanted.connect(self.leave)
        card.naming_wanted.connect(self.name)
        card.union_wanted.connect(self.choose_double)

    def choose_member(self) -> None:
        """Ask who joins the household, and as what."""
        picker = self._picker(_("Ajouter au foyer"), relation=True)
        if picker.exec() and picker.chosen():
            chosen, relation = picker.chosen(), picker.chosen_relation()
            person = self._records.subject
            self._records.do(partial(self._desk.join, person, chosen, relation))

    def leave(self) -> None:
        """Take the person out of their household."""
        self._records.do(partial(self._desk.leave, self._records.subject))

    def name(self, household: Household) -> None:
        """Offer the form of the household's name, with what was typed before."""
        key = HouseholdForm.draft_of(self._records.subject)
        self._records.draft(key, partial(self._offer, household))

    def record(self, household: str, name: str) -> None:
        """Record the name of the household."""
        person = self._records.subject
        self._records.record(
            partial(self._desk.rename, household, name, person),
            HouseholdForm.draft_of(person),
        )

    def choose_double(self) -> None:
        """Ask which other file is of this person, and make one of both."""
        picker = self._picker(_("Réunir avec un autre dossier"), relation=False)
        if picker.exec() and picker.chosen():
            people, person = self._records.desk.people, self._records.subject
            self._records.do(partial(people.unite, person, picker.chosen()))

    def _picker(self, title: str, *, relation: bool) -> PersonPicker:
        records = self._records
        picker = PersonPicker(
            title, relation=relation, without=records.subject, parent=self._card
        )

        def search(text: str) -> None:
            records.ask(partial(records.desk.people.search, text), picker.show_rows)

        picker.searched.connect(search)
        search("")
        return picker

    def _offer(self, household: Household, draft: Mapping[str, str] | None) -> None:
        form = HouseholdForm(self._records.subject, household, draft, self._card)
        form.typed.connect(self._records.keep)
        if form.exec():
            self.record(household.id, form.name())
