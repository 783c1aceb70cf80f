"""Names that sound alike are found after those that are written alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anef_desk.domain.identifiers import new_id
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Person
from anef_desk.vault.repositories.finding import Finding
from anef_desk.vault.search import search_key, typed_words
from anef_desk.vault.sounds import LEAST, sound

Known: TypeAlias = tuple[Finding, dict[str, Person]]


@pytest.mark.parametrize(
    "names",
    [
        "محمد Mohammed Mohamad Muhammad Мухаммед Mohamed",
        "Олександр Oleksandr Alexandre Александр Aleksandr",
        "یوسف Yusuf Youssef Юсуф",
        "خالد Khaled Khalid Халед",
        "فاطمة Fatima Fatimah Fatma",
        "حسن الحسن Hassan",
        "Шевченко Shevchenko Chevtchenko",
        "غلام Ghulam Gulam",
        "قاسم Qasim Kasim",
    ],
)
def test_one_name_has_one_sound_in_every_alphabet(names: str) -> None:
    assert len({sound(search_key(name)) for name in names.split()}) == 1


@pytest.mark.parametrize("word", ["", "a", "ba", "1990", "9903124477", "陳", "x1"])
def test_what_says_too_little_sounds_like_nothing(word: str) -> None:
    assert sound(word) == ""


@given(st.text(max_size=30))
def test_a_sound_says_enough_or_nothing(text: str) -> None:
    for word in search_key(text).split():
        heard = sound(word)
        assert heard == "" or len(heard) >= LEAST
        assert heard.isascii()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("17/05/1990", ("19900517",)),
        ("05/1990", ("199005",)),
        ("5.1990", ("199005",)),
        ("1990", ("1990",)),
        ("1990-05-17", ("19900517",)),
        ("۱۷/۰۵/۱۹۹۰", ("19900517",)),
        ("Karimi 21/03/1994", ("karimi", "19940321")),
        ("99 12/345", ("99", "12", "345")),
    ],
)
def test_a_date_that_is_typed_is_one_word(typed: str, words: tuple[str, ...]) -> None:
    assert typed_words(typed) == words


@pytest.fixture
def people(place: Any) -> Known:
    vault = place.open()
    written = {
        "exact": Person(
            id=new_id(), family_name="Mohamad", birth_date=PartialDate(1990)
        ),
        "sounds": Person(
            id=new_id(),
            family_name="Ahmadi",
            given_names="Mohammed",
            birth_date=PartialDate(1990, 5, 17),
            numero_etranger="9901111111",
        ),
        "native": Person(
            id=new_id(), native_name="محمد رحیمی", birth_date=PartialDate(1990, 5)
        ),
        "other": Person(id=new_id(), family_name="Kovalenko", given_names="Oleksandr"),
    }
    with vault.transaction(place.staff) as store:
        for person in written.values():
            store.people.put(person)
        store.commit()
    return vault.reading().finding, written


def named(people: Known, found: Iterable[Person]) -> list[str]:
    _finding, written = people
    names = {person.id: name for name, person in written.items()}
    return [names[person.id] for person in found]


def test_what_is_written_so_comes_before_what_sounds_so(people: Known) -> None:
    assert named(people, people[0].search("mohamad"))[0] == "exact"
    assert set(named(people, people[0].search("mohamad"))) == {
        "exact",
        "sounds",
        "native",
    }


def test_no_more_people_who_sound_so_than_asked(people: Known) -> None:
    assert len(people[0].search("muhamad", 1)) == 1


def test_a_word_typed_twice_says_no_more_than_once(people: Known) -> None:
    assert named(people, people[0].search("kovalenco kovalenco")) == ["other"]


def test_several_words_may_each_sound_like_theirs(people: Known) -> None:
    assert named(people, people[0].search("mohamad ahmady")) == ["sounds"]
    assert named(people, people[0].search("Олександр Коваленко")) == ["other"]
    assert named(people, people[0].search("zzz mohamad")) == []


@pytest.mark.parametrize(
    "typed",
    [
        "ahmady mohamad",  # either order
        "mohamad ahmady",
        "ahmady moh",  # the beginning of a given name
        "moh ahmady",
        "ahma mohamad",  # or of a family name
        "ahmady mohamad moh",  # a third word is compared too
        "ahmady 1990",  # a birth year beside a name that only sounds so
    ],
)
def test_two_words_that_sound_so_are_found_in_any_order(
    people: Known, typed: str
) -> None:
    assert named(people, people[0].search(typed)) == ["sounds"]


def test_a_word_too_many_finds_nobody(people: Known) -> None:
    assert people[0].search("ahmady mohamad kovalenko") == ()


def test_a_long_list_goes_on_where_a_short_one_ended(place: Any) -> None:
    """In order as long as it is short; what is shown does not move as it grows."""
    vault = place.open()
    names = [f"Nom{number:02}" for number in range(60)]
    with vault.transaction(place.staff) as store:
        for name in reversed(names):
            store.people.put(Person(id=new_id(), family_name=name, given_names="Ali"))
        store.commit()
    found = vault.reading().finding

    ordered = found.search("nom0 ali", 5)
    assert [one.family_name for one in ordered] == names[:5]
    assert [one.family_name for one in found.search("nom0 ali", 50)] == names[:10]
    many = found.search("nom ali", 60)
    assert found.search("nom ali", 20) == many[:20]
    assert len(many) == 60
    alike = found.search("nomm")
    assert found.search("nomm", 7) == alike[:7]


def test_people_are_found_by_a_birth_date_as_complete_as_it_is_known(
    people: Known,
) -> None:
    search = people[0].search
    assert set(named(people, search("1990"))) == {"exact", "sounds", "native"}
    assert set(named(people, search("05/1990"))) == {"sounds", "native"}
    found = named(people, search("17/05/1990"))
    assert found[0] == "sounds"
    assert set(found) == {"sounds", "native", "exact"}
    assert named(people, search("mohammed 17/05/1990"))[0] == "sounds"


@pytest.mark.parametrize(
    ("known", "first"),
    [
        (Person(id="", family_name="X", numero_etranger="99 01 11 11 11"), "sounds"),
        (
            Person(id="", given_names="Muhammad", birth_date=PartialDate(1990, 5, 17)),
            "sounds",
        ),
        (Person(id="", family_name="Ahmady", given_names="Mohamed"), "sounds"),
        (Person(id="", native_name="محمد رحيمي"), "native"),
    ],
)
def test_somebody_who_may_be_known_is_offered(
    people: Known, known: Person, first: str
) -> None:
    assert named(people, people[0].alike(known))[0] == first


def test_nobody_is_like_themselves_nor_like_a_stranger(people: Known) -> None:
    finding, written = people
    assert written["sounds"] not in finding.alike(written["sounds"])
    assert finding.alike(Person(id="", family_name="Nowak", given_names="Jan")) == ()
    assert finding.alike(Person(id="")) == ()


def test_a_word_nobody_bears_any_more_is_forgotten(place: Any) -> None:
    vault = place.open()
    person = Person(id=new_id(), family_name="Zeitoun")
    with vault.transaction(place.staff) as store:
        store.people.put(person)
        store.people.merge(person.id, family_name="Karimi")
        store.commit()

    words = vault._database.all("select word from word_sound")
    assert [row["word"] for row in words] == ["karimi"]
    assert vault.verify().sound


def test_sounds_a_migration_left_out_are_worked_out_at_the_next_opening(
    place: Any,
) -> None:
    vault = place.open()
    with vault.transaction(place.staff) as store:
        store.people.put(Person(id=new_id(), family_name="Mohamad"))
        store.commit()
    vault._database.run("update word_sound set sound = null")
    vault.close()

    vault = place.open()

    assert vault.reading().finding.search("Mohammed") != ()
    assert vault.verify().sound
