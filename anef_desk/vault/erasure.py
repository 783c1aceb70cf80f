"""Erasing a person: every row, every word of the index, every value of the journal.

What stays says nothing of them: that somebody erased a record, when, and a tombstone
under a random identifier, so that other desks and restored backups erase it too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, Final

from anef_desk.domain.household import Household
from anef_desk.domain.identifiers import made_at
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.journal import Journal
from anef_desk.vault.moment import Moment
from anef_desk.vault.repositories.drafts import Drafts
from anef_desk.vault.repositories.households import Households
from anef_desk.vault.repositories.merges import ABOUT, Merges
from anef_desk.vault.repositories.people import People
from anef_desk.vault.repositories.people_index import PeopleIndex
from anef_desk.vault.repositories.person_rows import names_of
from anef_desk.vault.search import indexed_words

ACTION: Final = "person.erased"

SHORTEST_NAME: Final = 3
"""Letters of the shortest word by which what is typed names somebody."""

RECORDS: Final[Mapping[str, tuple[str, str]]] = {
    "event": (
        "select id from event where person = :person",
        "delete from event where person = :person",
    ),
    "appointment": (
        "select id from appointment where person = :person",
        "delete from appointment where person = :person",
    ),
    "identity": (
        "select id from identity where person = :person",
        "delete from identity where person = :person",
    ),
    "person_merge": (
        ABOUT,
        f"delete from person_merge where id in ({ABOUT})",  # noqa: S608 - our words
    ),
    "rights_loss": (
        "select id from rights_loss where person = :person",
        "delete from rights_loss where person = :person",
    ),
    "incident": (
        "select id from incident where person = :person",
        "delete from incident where person = :person",
    ),
    "attachment": (
        "select id from attachment where person = :person",
        "delete from attachment where person = :person",
    ),
    "postponement": (
        "select id from postponement where person = :person",
        "delete from postponement where person = :person",
    ),
    "handover": (
        "select id from handover where person = :person",
        "delete from handover where person = :person",
    ),
    "letter": (
        "select id from letter where person = :person",
        "delete from letter where person = :person",
    ),
    "case_file": (
        "select id from case_file where person = :person",
        "delete from case_file where person = :person",
    ),
    "residence_document": (
        "select id from residence_document where person = :person",
        "delete from residence_document where person = :person",
    ),
    "retention": (
        "select person as id from retention where person = :person",
        "delete from retention where person = :person",
    ),
    "person": (
        "select id from person where id = :person",
        "delete from person where id = :person",
    ),
}
"""What a person's file is made of, in the order it can go: how each kind is found and
erased. A new table about people gets its line here: a test compares with the schema."""


@dataclass(frozen=True)
class Trace:
    """What stays of a file that was erased: nothing about the person."""

    reference: str  # the random identifier the file had
    at: datetime
    records: Mapping[str, int]  # of each kind; none once the journal was cut since


class Erasure:
    """What erases people from an open vault, and remembers that it did."""

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def count(self, person_id: str) -> dict[str, int]:
        """Return how many of each record a person's file is made of."""
        found = {
            entity: len(self._database.all(query, person=person_id))
            for entity, (query, _deleted) in RECORDS.items()
        }
        return {entity: count for entity, count in found.items() if count}

    def latest(self, limit: int) -> tuple[Trace, ...]:
        """Return the last *limit* erasures, the newest first."""
        rows = self._database.all(
            """
            select entity_id, milliseconds, counter
            from tombstone
            where entity = 'person'
            order by milliseconds desc, counter desc, entity_id
            limit :limit
            """,
            limit=limit,
        )
        return tuple(map(self._trace, rows))

    def trace(self, reference: str) -> Trace:
        """Return what stays of a file that was erased.

        Raises:
            UnknownRecordError: If none of this identifier was.
        """
        row = self._database.one(
            """
            select entity_id, milliseconds, counter
            from tombstone
            where entity = 'person' and entity_id = :reference
            """,
            reference=reference,
        )
        if row is None:
            raise UnknownRecordError
        return self._trace(row)

    def _trace(self, row: Any) -> Trace:  # noqa: ANN401 - a row
        found = self._database.all(
            """
            select entity, count(*) as number
            from journal
            where subject = :reference and action = :action
            group by entity
            order by min(number)
            """,
            reference=row["entity_id"],
            action=ACTION,
        )
        return Trace(
            reference=row["entity_id"],
            at=Moment(row["milliseconds"], row["counter"]).at,
            records={one["entity"]: one["number"] for one in found},
        )

    def erase(self, person_id: str) -> dict[str, int]:
        """Erase a person and everything about them; return how many of each record.

        Raises:
            UnknownRecordError: If nobody has this identifier.
        """
        self._journal.assert_writing()
        if People(self._database, self._journal).find(person_id) is None:
            raise UnknownRecordError
        former = Merges(self._database, self._journal).former(person_id)
        own = self._names(person_id, former)
        drafts = Drafts(self._database, self._journal)
        gone = {
            entity: [row["id"] for row in self._database.all(found, person=person_id)]
            for entity, (found, _deleted) in RECORDS.items()
        }
        # First of all: a frozen file can be erased, and its household then changes.
        self._database.run(RECORDS["retention"][1], person=person_id)
        self._leave_households(person_id, own)
        for identifier in {person_id, *former}.union(*gone.values()):
            drafts.drop_naming(identifier)
        PeopleIndex(self._database).take_out(person_id)
        for entity, (_found, deleted) in RECORDS.items():
            self._database.run(deleted, person=person_id)
            for identifier in gone[entity]:
                self._journal.erased(ACTION, person_id, entity, identifier)
        drafts.drop_saying(partial(self._names_them, own))
        for other in former:  # A backup may still have them apart.
            self._journal.erased(ACTION, other, People.entity, other)
        for subject in (person_id, *former):
            self._journal.forget(subject)
        return {entity: len(found) for entity, found in gone.items() if found}

    def _names(self, person_id: str, former: Sequence[str]) -> frozenset[str]:
        """Return the words of every name of a person, and their number."""
        person = People(self._database, self._journal).get(person_id)
        number = indexed_words("", person.numero_etranger)
        index = PeopleIndex(self._database)
        return index.names(person).union(number, self._former_names(former))

    def _names_them(self, own: frozenset[str], key: str, words: frozenset[str]) -> bool:
        """Return whether the *words* of a draft say two of *own*.

        Or one that nobody left is found by; in a draft that belongs to a file, a number
        alone: a name may be a word as any other. Words of one or two letters name nobody.
        """
        said = [word for word in own & words if len(word) >= SHORTEST_NAME]
        alone = [word for word in said if not self._is_borne(word)]
        if any(map(self._is_a_record, key.split(":"))):
            alone = [word for word in alone if word.isdigit()]
        return len(said) > 1 or bool(alone)

    def _is_a_record(self, part: str) -> bool:
        """Return whether a *part* of a key is the identifier of a record, not of staff."""
        query = "select 1 from staff where id = :id"
        return made_at(part) is not None and self._database.one(query, id=part) is None

    def _is_borne(self, word: str) -> bool:
        query = "select 1 from person_word where word = :word limit 1"
        return self._database.one(query, word=word) is not None

    def _leave_households(self, person_id: str, own: frozenset[str]) -> None:
        """Take a person out of their households; one that is left alone goes.

        Theirs is also the one that a file made one with theirs was in. A household
        whose name says one of theirs, which nobody left bears, loses it.
        """
        households = Households(self._database, self._journal)
        people = People(self._database, self._journal)
        index = PeopleIndex(self._database)
        for household in self._households(person_id):
            members = household.placed(person_id, None)
            if len(members) > 1:
                borne = frozenset[str]().union(
                    *(index.names(people.get(member.person)) for member in members)
                )
                said = (own - borne) & set(indexed_words(household.name))
                name = "" if said else household.name
                left = replace(household, name=name, members=members)
                households.put(left, person_id)
            else:
                households.remove(household.id, person_id)
            for member in members:
                index.write(member.person)

    def _households(self, person_id: str) -> Iterator[Household]:
        """Give those a person is in, and those that files in theirs were in."""
        households = Households(self._database, self._journal)
        present = households.of(person_id)
        places = [
            place.household
            for merge in Merges(self._database, self._journal).about(person_id)
            if merge.undone_on is None
            for place in (merge.kept_place, merge.other_place)
            if place is not None
        ]
        known = dict.fromkeys([*([present.id] if present else []), *places])
        return filter(None, map(households.find, known))

    def _former_names(self, former: Sequence[str]) -> frozenset[str]:
        """Return the words of the names of files that are not there any more."""
        merges = Merges(self._database, self._journal)
        done = filter(None, map(merges.into, former))
        return frozenset().union(
            *(indexed_words(names_of(merge.other_fields)) for merge in done)
        )


def erase(database: Database, journal: Journal, person_id: str) -> bool:
    """Erase a person who may be there; return whether they were."""
    try:
        Erasure(database, journal).erase(person_id)
    except UnknownRecordError:
        return False
    return True
