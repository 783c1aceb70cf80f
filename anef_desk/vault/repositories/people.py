"""The people of a vault, and how they are found by the beginning of a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Civility, Housing, Marital, Person, Status
from anef_desk.vault.canonical import Fields, columns, day, filled
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.journal import Journal
from anef_desk.vault.search import indexed_words, search_key, words

ENTITY: Final = "person"

_LAST_LETTER = "\U0010ffff"
_WIDEST = 500
"""Matches of several words that are put in order; more, and the person types on."""


class People:
    """The people of a vault."""

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def get(self, person_id: str) -> Person:
        """Return a person.

        Raises:
            UnknownRecordError: If nobody has this identifier.
        """
        found = self._find(person_id)
        if found is None:
            raise UnknownRecordError
        return found

    def find(self, person_id: str) -> Person | None:
        """Return a person, or None of one who is not there any more."""
        return self._find(person_id)

    def put(self, person: Person) -> None:
        """Write *person* down whole, new or known.

        A field left blank that was not is a change like another: the journal keeps
        what it was. To change some fields only, see `merge`.
        """
        self._journal.assert_writing()
        before = self._find(person.id)
        if before == person:
            return
        self._database.run(
            """
            insert into person (
                id, family_name, given_names, used_name, native_name, civility,
                birth_date, birth_place, nationality, numero_etranger, status,
                language, marital, minor_children, housing, address, phone, email,
                prefecture, protection_decision_on, protection_decision_number,
                last_contact, name_key
            )
            values (
                :id, :family_name, :given_names, :used_name, :native_name, :civility,
                :birth_date, :birth_place, :nationality, :numero_etranger, :status,
                :language, :marital, :minor_children, :housing, :address, :phone,
                :email, :prefecture, :protection_decision_on,
                :protection_decision_number, :last_contact, :name_key
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
                name_key = :name_key
            """,
            **columns(person),
            name_key=name_key(person),
        )
        self._index(before, person)
        self._journal.changed(
            "person.created" if before is None else "person.changed",
            person.id,
            ENTITY,
            person.id,
            (_fields(before) if before else None, _fields(person)),
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

    def search(self, text: str, limit: int = 30) -> tuple[Person, ...]:
        """Return at most *limit* people of whom every typed word begins a word.

        Words are those of their names, in any script, and of the numéro étranger.
        Nothing typed gives the first people by name.
        """
        typed = words(text)
        if not typed:
            return self.page(limit)
        together = "".join(typed)
        if len(typed) > 1 and together.isdecimal():  # A number typed in groups.
            found = self._beginning_with(together, limit)
            if found:
                return found
        if len(typed) == 1:
            return self._beginning_with(typed[0], limit)
        return tuple(
            map(
                _person,
                self._database.all(
                    """
                    select * from person
                    where number in (
                        select rowid from person_search
                        where person_search match :words
                        limit :widest
                    )
                    order by name_key, id
                    limit :limit
                    """,
                    words=" ".join(f'"{word}"*' for word in typed),
                    widest=max(_WIDEST, limit),
                    limit=limit,
                ),
            )
        )

    def page(self, limit: int = 30, after: Person | None = None) -> tuple[Person, ...]:
        """Return the *limit* people that follow *after* in the order of names."""
        rows = self._database.all(
            """
            select * from person
            where (name_key, id) > (:name_key, :id)
            order by name_key, id
            limit :limit
            """,
            name_key=name_key(after) if after else "",
            id=after.id if after else "",
            limit=limit,
        )
        return tuple(map(_person, rows))

    def count(self) -> int:
        """Return how many people there are."""
        return int(
            self._database.value("select number from tally where name = 'people'")
        )

    def fields(self, person_id: str) -> Fields | None:
        """Return the fields the journal vouches for; None of somebody unknown."""
        found = self._find(person_id)
        return _fields(found) if found else None

    def identifiers(self) -> Iterator[str]:
        """Give every identifier."""
        for row in self._database.all("select id from person"):
            yield row["id"]

    def index_is_whole(self) -> bool:
        """Return whether everybody is found by exactly the words of their names."""
        return all(map(self._is_indexed, self._database.all("select * from person")))

    def _find(self, person_id: str) -> Person | None:
        row = self._database.one("select * from person where id = :id", id=person_id)
        return None if row is None else _person(row)

    def _beginning_with(self, prefix: str, limit: int) -> tuple[Person, ...]:
        people: dict[str, Person] = {}
        last = (prefix, "", "")
        while len(people) < limit:
            rows = self._database.all(
                """
                select word, person_word.name_key as word_name_key, person.*
                from person_word join person on person.id = person_word.person
                where (word, person_word.name_key, person) > (:word, :name_key, :person)
                and word < :end
                order by word, person_word.name_key, person
                limit :limit
                """,
                word=last[0],
                name_key=last[1],
                person=last[2],
                end=prefix + _LAST_LETTER,
                limit=limit,
            )
            for row in rows:
                people.setdefault(row["id"], _person(row))
                last = (row["word"], row["word_name_key"], row["id"])
            if len(rows) < limit:
                break
        return tuple(people.values())[:limit]

    def _is_indexed(self, row: Any) -> bool:  # noqa: ANN401 - a row
        key, expected = _indexed(_person(row))
        found = self._database.all(
            "select word, name_key from person_word where person = :id order by word",
            id=row["id"],
        )
        searched = self._database.value(
            "select words from person_search where rowid = :number",
            number=row["number"],
        )
        return [tuple(item) for item in found] == [
            (word, key) for word in expected
        ] and (searched, row["name_key"]) == (" ".join(expected), key)

    def _index(self, before: Person | None, person: Person) -> None:
        if before and _indexed(before) == _indexed(person):
            return
        number = self._database.value(
            "select number from person where id = :id", id=person.id
        )
        key, found = _indexed(person)
        self._database.run(
            "delete from person_word where person = :person", person=person.id
        )
        for word in found:
            self._database.run(
                """
                insert into person_word (word, name_key, person)
                values (:word, :name_key, :person)
                """,
                word=word,
                name_key=key,
                person=person.id,
            )
        self._database.run(
            "delete from person_search where rowid = :number", number=number
        )
        self._database.run(
            "insert into person_search (rowid, words) values (:number, :words)",
            number=number,
            words=" ".join(found),
        )


def name_key(person: Person) -> str:
    """Return what *person* is sorted by."""
    return search_key(f"{person.family_name} {person.given_names}") or search_key(
        f"{person.used_name} {person.native_name}"
    )


def _indexed(person: Person) -> tuple[str, tuple[str, ...]]:
    names = (
        person.family_name,
        person.given_names,
        person.used_name,
        person.native_name,
    )
    return name_key(person), indexed_words(" ".join(names), person.numero_etranger)


def _fields(person: Person) -> Fields:
    values = columns(person)
    del values["id"]
    return filled(values)


def _person(row: Any) -> Person:  # noqa: ANN401 - a row
    birth = row["birth_date"]
    return Person(
        id=row["id"],
        family_name=row["family_name"],
        given_names=row["given_names"],
        used_name=row["used_name"],
        native_name=row["native_name"],
        civility=Civility(row["civility"]) if row["civility"] else None,
        birth_date=PartialDate.parse(birth) if birth else None,
        birth_place=row["birth_place"],
        nationality=row["nationality"],
        numero_etranger=row["numero_etranger"],
        status=Status(row["status"]) if row["status"] else None,
        language=row["language"],
        marital=Marital(row["marital"]) if row["marital"] else None,
        minor_children=row["minor_children"],
        housing=Housing(row["housing"]) if row["housing"] else None,
        address=row["address"],
        phone=row["phone"],
        email=row["email"],
        prefecture=row["prefecture"],
        protection_decision_on=day(row["protection_decision_on"]),
        protection_decision_number=row["protection_decision_number"],
        last_contact=day(row["last_contact"]),
    )
