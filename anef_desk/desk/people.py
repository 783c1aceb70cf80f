"""People: find them, know them, write them down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from anef_desk.desk.cases import case_row, next_deadline
from anef_desk.desk.context import Context
from anef_desk.desk.roles import Act
from anef_desk.desk.views import (
    EventRow,
    HouseholdCard,
    MemberRow,
    MergedFile,
    PersonFile,
    PersonRow,
)
from anef_desk.domain.case import Case, CaseState
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.journal_entry import JournalEntry
from anef_desk.domain.person import Person
from anef_desk.domain.pocket_code import read_code
from anef_desk.domain.residence_document import latest_first
from anef_desk.law.alerts import most_pressing
from anef_desk.law.identity import compared
from anef_desk.law.situation import scope_on, situation
from anef_desk.vault import merging
from anef_desk.vault.vault import Store

JOURNAL_SHOWN = 50
"""Lines of the journal read at once; the older ones are one press away."""

EVENTS_SHOWN = 50


class People:
    """The people of an open vault."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def count(self) -> int:
        """Return how many people the vault holds."""
        return self._context.vault.reading().people.count()

    def search(
        self, text: str, limit: int = 30, skip: int = 0
    ) -> tuple[PersonRow, ...]:
        """Return at most *limit* people whose names or number begin with *text*.

        The first *skip* of them are left out: a list that goes on has them already.

        Every typed word must begin a name or the numéro étranger, in any script and
        whatever the accents. The code of a pocket sheet finds its bearer. An empty
        *text* returns the first people by name.
        """
        carried = self.by_pocket_code(text)
        if carried is not None:
            return (carried,)[skip:]
        store = self._context.vault.reading()
        on = self._context.today()
        return tuple(
            person_row(self._context, store, person, on)
            for person in store.finding.search(text, limit, skip)
        )

    def by_pocket_code(self, text: str) -> PersonRow | None:
        """Return whose sheet bears the code *text*, typed or scanned, or None."""
        code = read_code(text)
        store = self._context.vault.reading()
        found = store.pocket_codes.person(code) if code else None
        if found is None:
            return None
        on = self._context.today()
        return person_row(self._context, store, store.people.get(found), on)

    def file(self, person_id: str) -> PersonFile:
        """Return a person's whole file; the journal notes it once per session.

        A vault that is only read keeps no trace of it: nothing can be written there.
        """
        context = self._context
        context.readable(person_id)
        if person_id not in context.consulted and not context.vault.read_only:
            with context.writing(Act.READ) as store:
                store.journal.consulted(person_id)
                store.commit()
            context.consulted.add(person_id)
        return read_file(context, context.vault.reading(), person_id)

    def add(self, person: Person) -> PersonFile:
        """Write down a new *person*; its `id` is given here.

        The file exists from then on, and the day counts as a contact.
        """
        new = replace(person, id=new_id(), last_contact=self._context.today())
        self._context.consulted.add(new.id)
        return self._put(new)

    def change(self, person: Person) -> PersonFile:
        """Replace what is known about *person*; the journal keeps what was."""
        before = self._context.vault.reading().people.get(person.id)
        after = replace(person, last_contact=self._context.today())
        file = self._put(after)
        self._context.recorded(person.id, before, after)
        return file

    def _put(self, person: Person) -> PersonFile:
        context = self._context
        with context.writing(Act.PEOPLE) as store:
            store.people.put(person)
            shown = read_file(context, store, person.id)
            store.commit()
        return shown

    def alike(self, person: Person) -> tuple[PersonRow, ...]:
        """Return people who may be *person*, so that nobody has two files."""
        store, on = self._context.vault.reading(), self._context.today()
        found = store.finding.alike(person)
        return tuple(person_row(self._context, store, one, on) for one in found)

    def history(self, person_id: str, before: int) -> tuple[JournalEntry, ...]:
        """Return what was done in a file before the entry numbered *before*.

        Raises:
            FrozenFileError: If the file is frozen and whoever is here may not read it.
        """
        store = self._context.readable(person_id)
        return store.history.page(before=before, limit=JOURNAL_SHOWN, subject=person_id)

    def unite(self, kept_id: str, other_id: str) -> PersonFile:
        """Make one file of two; see `anef_desk.vault.merging`.

        Raises:
            MergeRefusedError: If they are one file, or something cannot move.
        """
        context = self._context
        for person in (kept_id, other_id):
            context.readable(person)
        with context.writing(Act.PEOPLE) as store:
            merging.merge(store, kept_id, other_id, context.today())
            shown = read_file(context, store, kept_id)
            store.commit()
        return shown

    def part(self, merge_id: str) -> PersonFile:
        """Make two files again of those that were united.

        Raises:
            MergeKeptError: If either file changed since.
            FrozenFileError: If the file is frozen and whoever is here may not read it.
        """
        context = self._context
        context.readable(context.vault.reading().merges.get(merge_id).kept)
        with context.writing(Act.PEOPLE) as store:
            undone = merging.part(store, merge_id, context.today())
            shown = read_file(context, store, undone.kept)
            store.commit()
        return shown


def person_row(context: Context, store: Store, person: Person, on: date) -> PersonRow:
    """Return the line of *person* in a list."""
    if not context.may_read(store, person.id):
        return _shut(person)
    documents = latest_first(store.documents.of(person.id))
    cases = store.cases.of(person.id)
    facts = context.facts(person, documents, main_case(cases), cases)
    library = context.library
    held = documents[0] if documents else None
    household = store.households.of(person.id)
    return PersonRow(
        id=person.id,
        name=person.display_name,
        native_name=person.native_name,
        numero_etranger=person.numero_etranger,
        birth=person.birth_date.printed if person.birth_date else "",
        language=person.language,
        holds=held.kind if held else None,
        until=held.ends_on if held else None,
        alert=most_pressing(facts, scope_on(facts, on, library), library),
        household=household.name if household else "",
        together=len(household.members) if household else 0,
    )


def _shut(person: Person) -> PersonRow:
    """Return the line of a frozen file: that it exists, so that no second is made."""
    return PersonRow(
        id=person.id,
        name=person.display_name,
        native_name=person.native_name,
        numero_etranger="",
        birth="",
        language="",
        holds=None,
        until=None,
        alert=None,
    )


def main_case(cases: Sequence[Case]) -> Case | None:
    """Return the case a person's situation is read in the light of.

    The one filed last and still unanswered; else the one opened last, unanswered.
    """
    going_on = [case for case in cases if case.state is not CaseState.ANSWERED]
    return max(
        going_on,
        key=lambda case: (
            case.filing.filed_on if case.filing else date.min,
            case.opened_on,
            case.id,
        ),
        default=None,
    )


def read_file(context: Context, store: Store, person_id: str) -> PersonFile:
    """Return a person's file as *store* holds it now."""
    on = context.today()
    context.readable(person_id, store)
    person = store.people.get(person_id)
    documents = latest_first(store.documents.of(person_id))
    cases = store.cases.of(person_id)
    light = main_case(cases)
    opened = {case.procedure for case in cases if case.state is not CaseState.ANSWERED}
    open_question = situation(
        context.facts(person, documents, None, cases), on, context.library
    )
    return PersonFile(
        on=on,
        may=context.may(store, person_id),
        person=person,
        documents=documents,
        cases=tuple(case_row(context, person, documents, case) for case in cases),
        situation=situation(
            context.facts(person, documents, light, cases), on, context.library
        ),
        letters=tuple(store.letters.of(person_id)),
        journal=tuple(store.history.of(person_id, JOURNAL_SHOWN)),
        suggested=tuple(
            answer for answer in open_question.procedures if answer.code not in opened
        ),
        handovers=tuple(
            note for note in store.handovers.of(person_id) if note.taken_on is None
        ),
        losses=store.rights_losses.of(person_id),
        events=_events(store, person_id),
        identities=compared(person, store.identities.of(person_id)),
        household=_household(context, store, person_id, on),
        appointments=store.appointments.of(person_id),
        merged=_merged(store, person_id),
    )


def _events(store: Store, person_id: str) -> tuple[EventRow, ...]:
    events = store.events.last(person_id, EVENTS_SHOWN)
    names = {one.id: one.name for one in store.staff.all()} if events else {}
    return tuple(
        EventRow(
            id=event.id,
            kind=event.kind,
            at=event.happened_at,
            staff=names.get(event.staff, ""),
            note=event.note,
        )
        for event in events
    )


def _household(
    context: Context, store: Store, person_id: str, on: date
) -> HouseholdCard | None:
    household = store.households.of(person_id)
    relation = household.relation_of(person_id) if household else None
    if household is None or relation is None:
        return None
    others = []
    for member in household.members:
        if member.person == person_id:
            continue
        person = store.people.get(member.person)
        if not context.may_read(store, person.id):
            others.append(
                MemberRow(row=_shut(person), relation=member.relation, deadline=None)
            )
            continue
        documents = latest_first(store.documents.of(person.id))
        cases = store.cases.of(person.id)
        facts = context.facts(person, documents, main_case(cases), cases)
        answers = situation(facts, on, context.library)
        others.append(
            MemberRow(
                row=person_row(context, store, person, on),
                relation=member.relation,
                deadline=next_deadline(answers),
            )
        )
    return HouseholdCard(
        id=household.id, name=household.name, relation=relation, others=tuple(others)
    )


def _merged(store: Store, person_id: str) -> tuple[MergedFile, ...]:
    found = []
    for done in store.merges.of(person_id):
        if done.undone_on is None:
            names = (
                str(done.other_fields["family_name"]).upper(),
                str(done.other_fields["given_names"]),
            )
            found.append(
                MergedFile(
                    id=done.id,
                    name=" ".join(filter(None, names))
                    or str(done.other_fields["native_name"]),
                    merged_on=done.merged_on,
                    may_part=merging.may_part(store, done),
                )
            )
    return tuple(found)
