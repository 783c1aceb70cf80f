"""People found by the beginning of a name, by how it sounds, or as somebody known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from anef_desk.domain.person import Person
from anef_desk.vault.canonical import listed
from anef_desk.vault.connection import Database
from anef_desk.vault.repositories.people import People
from anef_desk.vault.repositories.person_rows import person_of
from anef_desk.vault.search import (
    birth_word,
    compact_date,
    folded_alike,
    typed_words,
    words,
)
from anef_desk.vault.sounds import Sounds, sound, sounds_of
from anef_desk.vault.spellings import apart, begins_so, parted, spellings, together

_LAST_LETTER = "\U0010ffff"
_SORTED = 40
"""Matches of several words that are put in the order of names. When there are more, they
come as they were written down, and the person types on: each is a page to decrypt."""

_ENOUGH = 12
"""People found as they are written, from which nobody is looked for by sound: whoever
sees so many types on."""

_MOST, _LONGEST = 16, 400
"""Words, and characters, of a search that may be written otherwise: more is a text that
somebody pasted, and the window would wait for it."""

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


class Finding:
    """What finds people in a vault; `PeopleIndex` writes the words it looks at."""

    def __init__(self, database: Database, people: People) -> None:
        self._database = database
        self._people = people
        self._sounds = Sounds(database)

    def search(self, text: str, limit: int = 30, skip: int = 0) -> tuple[Person, ...]:
        """Return at most *limit* people of whom every typed word begins a word.

        The first *skip* of them are left out: they are known already.

        Words are those of their names, in any script and on any of their documents,
        of their household, of the numéro étranger and of the birth date. Those whose
        names only sound alike follow, when the others are few. Nothing typed gives the
        first people by name.
        """
        typed = typed_words(text)
        if not typed:
            return self._people.page(limit - skip, skip=skip)
        found = {person.id: person for person in self._exact(typed, limit)}
        short = len(typed) <= _MOST and len(text) <= _LONGEST
        for people in self._otherwise(typed, limit, found) if short else ():
            if len(found) >= min(limit, _ENOUGH):
                break
            for person in people:
                found.setdefault(person.id, person)
        return tuple(found.values())[skip:limit]

    def _otherwise(
        self, typed: tuple[str, ...], limit: int, found: Mapping[str, Person]
    ) -> Iterator[Iterable[Person]]:
        """Yield who is found by other ways to write what was *typed*, closest first.

        Two words as one, one as two, eight figures as a date; then by their sound. When
        nobody is found so, what Arabic names begin with is set apart, or put before.
        """
        joined, parts = list(together(typed)), list(self._apart(typed))
        for words_ in (*joined, *parts):
            yield self._exact(words_, limit)
        born = compact_date(typed[-1])
        if born:
            yield self._exact((*typed[:-1], born), limit)
        arabic = [
            (*typed[:place], *two, *typed[place + 1 :])
            for place, word in enumerate(typed)
            if (two := parted(word))
        ]
        yield self._sounding(typed, limit, set(found))
        begun = (words_ for words_ in joined if any(map(begins_so, words_)))
        for words_ in () if found else (*begun, *arabic):
            yield self._sounding(words_, limit, set(found))

    def _apart(self, typed: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """Yield *typed* with one word made two, the first of which somebody bears."""
        for place, word in enumerate(typed):
            cuts = apart(word)
            if not cuts:
                continue
            rows = self._database.all(
                """
                select word from word_sound
                where word in (select value from json_each(:heads))
                """,
                heads=listed([head for head, _tail in cuts]),
            )
            borne = {row["word"] for row in rows}
            for head, tail in cuts:
                if head in borne:
                    yield (*typed[:place], head, tail, *typed[place + 1 :])

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
                people.setdefault(row["id"], person_of(row))
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
        return tuple(map(person_of, people))

    def _others(self, word: str) -> tuple[str, ...]:
        """Return the words that may stand for *word*; of a date, less complete ones."""
        if word.isdecimal():
            shorter = (word[:6], word[:4])
            return shorter if len(word) == len("19900517") else ()
        return self._sounds.like(word)

    def _either(self, word: str) -> str:
        """Return what the full-text index looks for: *word*, or what sounds like it.

        Or both its parts, where it may be written as two.
        """
        wanted, parts = _any_of(word, self._others(word), begins=False), parted(word)
        both = " AND ".join(map(self._either, parts))
        return f"({wanted} OR ({both}))" if both else wanted

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
        return tuple(map(person_of, people[:limit]))

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
        return tuple(map(person_of, rows))


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

    Two that follow each other count as one more. The index also holds the name of
    their household.
    """
    own = words(
        f"{person.family_name} {person.given_names} {person.used_name}"
        f" {person.native_name}"
    )
    borne = {form for name in _with_pairs(own) for form in _forms(name)}
    return sum(not borne.isdisjoint(_forms(name)) for name in _with_pairs(names))


def _with_pairs(names: Sequence[str]) -> tuple[str, ...]:
    return (*names, *(one + other for one, other in pairwise(names)))


def _forms(name: str) -> frozenset[str]:
    """Return the ways to write *name*, and what each sounds like."""
    written = (name, *spellings(name))
    return sounds_of(written).union(written)
