"""The words people are found by, written down beside them.

Those of their names, in any script and on any of their documents, of their household, of
the numéro étranger and of the birth date; each with its sound.
"""

from __future__ import annotations

from typing import Any

from anef_desk.domain.person import Person
from anef_desk.vault.canonical import columns
from anef_desk.vault.connection import Database
from anef_desk.vault.repositories.person_rows import name_key, names_of, person_of
from anef_desk.vault.search import indexed_words
from anef_desk.vault.sounds import Sounds


class PeopleIndex:
    """The index of the people of a vault; whoever changes a name writes it again."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sounds = Sounds(database)

    def is_whole(self) -> bool:
        """Return whether everybody is found by exactly their words, and their sounds."""
        people = self._database.all("select * from person")
        return all(map(self._is_indexed, people)) and self._sounds.are_whole()

    def write(self, person_id: str) -> None:
        """Write again the words somebody is found by, when they are not the same.

        Called when a name changes here, on one of their documents or in their household.
        """
        row = self._database.one("select * from person where id = :id", id=person_id)
        if row is not None and not self._is_indexed(row):
            self._index(row["number"], person_of(row))

    def names(self, person: Person) -> frozenset[str]:
        """Return the words of every name *person* bears; not those of a household."""
        return frozenset(indexed_words(self._names(person)))

    def take_out(self, person_id: str) -> None:
        """Have nobody found by the words of a person who is about to go."""
        self._database.run(
            """
            delete from person_search
            where rowid = (select number from person where id = :id)
            """,
            id=person_id,
        )

    def _indexed(self, person: Person) -> tuple[str, tuple[str, ...]]:
        """Return what a person is sorted by, and every word they are found by."""
        household = self._database.value(
            """
            select name from household
            join household_member on household_member.household = household.id
            where household_member.person = :id
            """,
            id=person.id,
        )
        names = f"{self._names(person)} {household or ''}"
        birth = str(person.birth_date) if person.birth_date else ""
        found = indexed_words(names, person.numero_etranger, birth)
        return name_key(person), found

    def _names(self, person: Person) -> str:
        """Return every name of *person*, those their documents print too."""
        printed = self._database.all(
            "select family_name, given_names from identity where person = :id",
            id=person.id,
        )
        told = (f"{row['family_name']} {row['given_names']}" for row in printed)
        return " ".join((names_of(columns(person)), *told))

    def _is_indexed(self, row: Any) -> bool:  # noqa: ANN401 - a row
        key, expected = self._indexed(person_of(row))
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

    def _index(self, number: int, person: Person) -> None:
        key, found = self._indexed(person)
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
        self._sounds.complete()
