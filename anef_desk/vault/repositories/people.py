"""The people of a vault, each written whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from anef_desk.domain.person import Person
from anef_desk.vault.canonical import Fields, columns, listed
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.journal import Journal
from anef_desk.vault.repositories.people_index import PeopleIndex
from anef_desk.vault.repositories.person_rows import fields_of, name_key, person_of

ENTITY: Final = "person"


class People:
    """The people of a vault."""

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal
        self._index = PeopleIndex(database)

    def get(self, person_id: str) -> Person:
        """Return a person.

        Raises:
            UnknownRecordError: If nobody has this identifier.
        """
        found = self.find(person_id)
        if found is None:
            raise UnknownRecordError
        return found

    def find(self, person_id: str) -> Person | None:
        """Return a person, or None of one who is not there any more."""
        row = self._database.one("select * from person where id = :id", id=person_id)
        return None if row is None else person_of(row)

    def those(self, people: Iterable[str]) -> dict[str, Person]:
        """Return *people* by identifier, less those who are not there any more."""
        rows = self._database.all(
            "select * from person where id in (select value from json_each(:people))",
            people=listed(people),
        )
        return {row["id"]: person_of(row) for row in rows}

    def put(self, person: Person, action: str = "", *, told: bool = True) -> None:
        """Write *person* down whole, new or known.

        A field left blank that was not is a change like another: the journal keeps
        what it was. To change some fields only, see `merge`.

        Args:
            person: The person.
            action: What the journal calls it, when it is more than a change.
            told: Whether the journal says what changed; False of what may be
                somebody else's.
        """
        self._journal.assert_writing()
        before = self.find(person.id)
        if before == person:
            return
        self._database.run(
            """
            insert into person (
                id, family_name, given_names, used_name, native_name, civility,
                birth_date, birth_place, nationality, numero_etranger, status,
                language, marital, minor_children, housing, address, phone, email,
                prefecture, protection_decision_on, protection_decision_number,
                last_contact, other_languages, reading, name_key
            )
            values (
                :id, :family_name, :given_names, :used_name, :native_name, :civility,
                :birth_date, :birth_place, :nationality, :numero_etranger, :status,
                :language, :marital, :minor_children, :housing, :address, :phone,
                :email, :prefecture, :protection_decision_on,
                :protection_decision_number, :last_contact, :other_languages, :reading,
                :name_key
            )
            on conflict (id) do update set
                family_name = :family_name,
                given_names = :given_names,
                used_name = :used_name,
                native_name = :native_name,
                civility = :civility,
                birth_date = :birth_date,
                birth_place = :birth_place,
                nationality = :nationality,
                numero_etranger = :numero_etranger,
                status = :status,
                language = :language,
                marital = :marital,
                minor_children = :minor_children,
                housing = :housing,
                address = :address,
                phone = :phone,
                email = :email,
                prefecture = :prefecture,
                protection_decision_on = :protection_decision_on,
                protection_decision_number = :protection_decision_number,
                last_contact = :last_contact,
                other_languages = :other_languages,
                reading = :reading,
                name_key = :name_key
            """,
            **columns(person),
            name_key=name_key(person),
        )
        self._index.write(person.id)
        self._journal.changed(
            action or ("person.created" if before is None else "person.changed"),
            person.id,
            ENTITY,
            person.id,
            (fields_of(before) if before else None, fields_of(person)),
            told=None if told else (),
        )

    def merge(self, person_id: str, **named: object) -> Person:
        """Change only the *named* fields of a person, and return the person.

        Raises:
            UnknownRecordError: If nobody has this identifier.
            TypeError: If a person has no such field.
        """
        person = replace(self.get(person_id), **named)  # type: ignore[arg-type]
        self.put(person)
        return person

    def remove(self, person_id: str, action: str) -> None:
        """Take a person out, of whom nothing is left; the journal keeps the fields.

        Args:
            person_id: Whom.
            action: What the journal calls it.

        Raises:
            UnknownRecordError: If nobody has this identifier.
        """
        self._journal.assert_writing()
        before = self.get(person_id)
        self._index.take_out(person_id)
        self._database.run("delete from person where id = :id", id=person_id)
        self._journal.changed(
            action, person_id, ENTITY, person_id, (fields_of(before), None)
        )

    def page(
        self, limit: int = 30, after: Person | None = None, skip: int = 0
    ) -> tuple[Person, ...]:
        """Return the *limit* people that follow *after*, and *skip* more, by name."""
        rows = self._database.all(
            """
            select * from person
            where (name_key, id) > (:name_key, :id)
            order by name_key, id
            limit :limit offset :skip
            """,
            skip=skip,
            name_key=name_key(after) if after else "",
            id=after.id if after else "",
            limit=limit,
        )
        return tuple(map(person_of, rows))

    def count(self) -> int:
        """Return how many people there are."""
        return int(
            self._database.value("select number from tally where name = 'people'")
        )

    def fields(self, person_id: str) -> Fields | None:
        """Return the fields the journal vouches for; None of somebody unknown."""
        found = self.find(person_id)
        return fields_of(found) if found else None

    def identifiers(self) -> Iterator[str]:
        """Give every identifier."""
        for row in self._database.all("select id from person"):
            yield row["id"]
