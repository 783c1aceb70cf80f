"""The people of a vault, and how they are found by the beginning of a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import (
    Civility,
    Housing,
    Marital,
    Person,
    Reading,
    Status,
)
from anef_desk.vault.canonical import Fields, columns, day, filled, listed
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.journal import Journal
from anef_desk.vault.search import (
    birth_word,
    folded_alike,
    indexed_words,
    search_key,
    typed_words,
    words,
)
from anef_desk.vault.sounds import Sounds, sound, sounds_of

ENTITY: Final = "person"

_LAST_LETTER = "\U0010ffff"
_SORTED = 40
"""Matches of several words that are put in the order of names. When there are more, they
come as they were written down, and the person types on: each is a page to decrypt."""

_ENOUGH = 12
"""People found as they are written, from which nobody is looked for by sound: whoever
sees so many types on."""

_WRITTEN = 4
"""Other ways to write each of two names that are looked for together."""

_FAMILY_THEN_GIVEN: Final = """
    select person, person_word.name_key
    from json_each(:family) family
    cross join json_each(:given) given
    cross join person_word
    where word = family.value
    and person_word.name_key >= family.value || ' ' || given.value
    and person_word.name_key < family.value || ' ' || given.value || :last
    limit :limit
"""
_GIVEN_IN_FAMILY: Final = """
    select person, person_word.name_key
    from json_each(:given) given
    cross join json_each(:family) family
    cross join person_word
    where word = given.value
    and person_word.name_key >= family.value
    and person_word.name_key < family.value || :last
    limit :limit
"""
"""A name begins with the family name: beside each word, people are in that order."""

_COMPARED = 200
"""People whose names are compared with those of somebody new, at most."""


class People:
    """The people of a vault."""

    entity = ENTITY

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal
        self._sounds = Sounds(database)

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

    def those(self, people: Iterable[str]) -> dict[str, Person]:
        """Return *people* by identifier, less those who are not there any more."""
        rows = self._database.all(
            "select * from person where id in (select value from json_each(:people))",
            people=listed(people),
        )
        return {row["id"]: _person(row) for row in rows}

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
        self.index(person.id)
        self._journal.changed(
            action or ("person.created" if before is None else "person.changed"),
            person.id,
            ENTITY,
            person.id,
            (_fields(before) if before else None, _fields(person)),
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
        number = self._number(person_id)
        self._database.run(
            "delete from person_search where rowid = :number", number=number
        )
        self._database.run("delete from person where id = :id", id=person_id)
        self._journal.changed(
            action, person_id, ENTITY, person_id, (_fields(before), None)
        )

    def search(self, text: str, limit: int = 30) -> tuple[Person, ...]:
        """Return at most *limit* people of whom every typed word begins a word.

        Words are those of their names, in any script and on any of their documents,
        of their household, of the numéro étranger and of the birth date. Those whose
        names only sound alike follow, when the others are few. Nothing typed gives the first people by name.
        """
        typed = typed_words(text)
        if not typed:
            return self.page(limit)
        found = {person.id: person for person in self._exact(typed, limit)}
        if len(found) < min(limit, _ENOUGH):
            for person in self._sounding(typed, limit, set(found)):
                found.setdefault(person.id, person)
        return tuple(found.values())[:limit]

    def alike(self, person: Person, limit: int = 5) -> tuple[Person, ...]:
        """Return people who may be *person*, the likeliest first, never itself.

        The same numéro étranger; then the same birth date and a name that sounds like
        one of theirs; then a family name and a given name that both do.
        """
        found: dict[str, Person] = {}
        number = "".join(words(person.numero_etranger))
        if number:
            found |= {p.id: p for p in self._bearing(number, limit)}
        groups = [
            [self._either(name) for name in group]
            for group in (words(person.family_name), words(person.given_names))
            if group
        ]
        names = words(f"{person.family_name} {person.given_names}")
        if not names:
            names = words(person.native_name)
            groups = [[self._either(name)] for name in names]
        if len(groups) == 1:
            groups = [[heard] for heard in groups[0]]
        any_of = [f"({' OR '.join(group)})" for group in groups]
        if any_of and person.birth_date:
            birth = birth_word(str(person.birth_date))
            wanted = f'"{birth}" AND ({" OR ".join(any_of)})'
            found |= self._alike_in(wanted, names, 1)
        if len(any_of) > 1:
            found |= self._alike_in(" AND ".join(any_of), names, 2)
        found.pop(person.id, None)
        return tuple(found.values())[:limit]

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
        """Return whether everybody is found by exactly their words, and their sounds."""
        people = self._database.all("select * from person")
        return all(map(self._is_indexed, people)) and self._sounds.are_whole()

    def index(self, person_id: str) -> None:
        """Write again the words somebody is found by, when they are not the same.

        Called when a name changes here, on one of their documents or in their household.
        """
        row = self._database.one("select * from person where id = :id", id=person_id)
        if row is not None and not self._is_indexed(row):
            self._index(row["number"], _person(row))

    def names(self, person_id: str) -> frozenset[str]:
        """Return the words of every name somebody bears; not those of a household.

        Raises:
            UnknownRecordError: If nobody has this identifier.
        """
        return frozenset(indexed_words(self._names(self.get(person_id))))

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

    def _exact(self, typed: tuple[str, ...], limit: int) -> tuple[Person, ...]:
        together = "".join(typed)
        if len(typed) > 1 and together.isdecimal():  # A number typed in groups.
            found = self._beginning_with(together, limit)
            if found:
                return found
        if len(typed) == 1:
            return self._beginning_with(typed[0], limit)
        return self._of_words(" ".join(f'"{word}"*' for word in typed), limit)

    def _sounding(
        self, typed: tuple[str, ...], limit: int, known: set[str]
    ) -> tuple[Person, ...]:
        """Return people some of whose names only sound like what was typed."""
        typed = tuple(dict.fromkeys(typed))  # Twice a word says no more than once.
        if len(typed) == 1:
            found: dict[str, Person] = {}
            for word in self._others(typed[0]):
                left = limit - len(known | found.keys())
                if left <= 0:
                    break
                for person in self._bearing(word, left):
                    found.setdefault(person.id, person)
            return tuple(found.values())
        others = {word: self._others(word) for word in typed}
        if not any(others.values()):
            return ()
        if any(map(str.isdecimal, typed)):  # A date or a number is rare by itself.
            wanted = " AND ".join(_any_of(word, others[word]) for word in typed)
            return self._of_words(wanted, limit + len(known))
        return self._paired(others, limit)

    def _paired(
        self, others: Mapping[str, Sequence[str]], limit: int
    ) -> tuple[Person, ...]:
        """Return people whose names are two words, or sound like them, in either order.

        The two that say most lead: each way to write them is one place of an index,
        however many people bear either. Names beside them are then compared.
        """
        one, two = sorted(others, key=lambda word: -len(sound(word)))[:2]
        written = {
            word: listed((word, *others[word][:_WRITTEN])) for word in (one, two)
        }
        found: dict[str, None] = {}
        for sql in (_FAMILY_THEN_GIVEN, _GIVEN_IN_FAMILY):
            for family, given in ((one, two), (two, one)):
                rows = self._database.all(
                    sql,
                    family=written[family],
                    given=written[given],
                    last=_LAST_LETTER,
                    limit=limit,
                )
                found |= {
                    row["person"]: None
                    for row in rows
                    if all(_says(row["name_key"], w, others[w]) for w in others)
                }
        people = self._database.all(
            """
            select * from person
            where id in (select value from json_each(:found))
            order by name_key, id
            """,
            found=listed(list(found)[:limit]),
        )
        return tuple(map(_person, people))

    def _others(self, word: str) -> tuple[str, ...]:
        """Return the words that may stand for *word*; of a date, less complete ones."""
        if word.isdecimal():
            shorter = (word[:6], word[:4])
            return shorter if len(word) == len("19900517") else ()
        return self._sounds.like(word)

    def _either(self, word: str) -> str:
        """Return what the full-text index looks for: *word*, or what sounds like it."""
        return _any_of(word, self._others(word), begins=False)

    def _of_words(self, wanted: str, limit: int) -> tuple[Person, ...]:
        """Return at most *limit* people found by *wanted*, in order unless they are many.

        The next ones of a longer list come after those of a shorter one.
        """
        rows = self._database.all(
            """
            select rowid from person_search
            where person_search match :words
            limit :most
            """,
            words=wanted,
            most=max(_SORTED + 1, limit),
        )
        found = [row["rowid"] for row in rows]
        few = len(found) <= _SORTED
        people = self._database.all(
            """
            select * from person
            where number in (select value from json_each(:found))
            order by number
            """,
            found=listed(found if few else found[:limit]),
        )
        if few:
            people.sort(key=lambda row: (row["name_key"], row["id"]))
        return tuple(map(_person, people[:limit]))

    def _alike_in(
        self, wanted: str, names: tuple[str, ...], least: int
    ) -> dict[str, Person]:
        """Return who is found by *wanted* and bears *least* of *names* themselves."""
        found = self._of_words(wanted, _COMPARED)
        return {one.id: one for one in found if _shares(one, names) >= least}

    def _bearing(self, word: str, limit: int) -> tuple[Person, ...]:
        """Return people of whom *word* is a whole word."""
        rows = self._database.all(
            """
            select person.*
            from person_word join person on person.id = person_word.person
            where word = :word
            order by person_word.name_key, person_word.person
            limit :limit
            """,
            word=word,
            limit=limit,
        )
        return tuple(map(_person, rows))

    def _number(self, person_id: str) -> int:
        return int(
            self._database.value(
                "select number from person where id = :id", id=person_id
            )
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
        key, expected = self._indexed(_person(row))
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


def names_of(fields: Fields) -> str:
    """Return the names among the fields of a person, in every script."""
    return " ".join(
        str(fields[name])
        for name in ("family_name", "given_names", "used_name", "native_name")
    )


def name_key(person: Person) -> str:
    """Return what *person* is sorted by."""
    return search_key(f"{person.family_name} {person.given_names}") or search_key(
        f"{person.used_name} {person.native_name}"
    )


def _any_of(word: str, others: Sequence[str], *, begins: bool = True) -> str:
    """Return what the full-text index looks for: *word*, or one of *others*."""
    looked_for = [f'"{word}"{"*" * begins}', *(f'"{other}"' for other in others)]
    return f"({' OR '.join(looked_for)})"


def _says(name_key: str, word: str, others: Sequence[str]) -> bool:
    """Return whether a name has *word*, as it begins, or one of *others*."""
    name = f" {folded_alike(name_key)} "
    return f" {word}" in name or any(f" {other} " in name for other in others)


def _shares(person: Person, names: tuple[str, ...]) -> int:
    """Return how many of *names* are, or sound like, names *person* bears.

    The index also holds the name of their household.
    """
    own = words(
        f"{person.family_name} {person.given_names} {person.used_name}"
        f" {person.native_name}"
    )
    heard = sounds_of(own)
    return sum(name in own or sound(name) in heard for name in names)


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
        other_languages=row["other_languages"],
        reading=Reading(row["reading"]) if row["reading"] else None,
    )
