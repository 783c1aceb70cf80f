"""A name that papers write in several ways is found by any of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anef_desk.domain.identifiers import new_id
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Person
from anef_desk.vault.search import compact_date, search_key, typed_words
from anef_desk.vault.spellings import apart, parted, spellings, together
from anef_desk.vault.vault import Vault

from .conftest import Place, do


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("AL-HASSAN", "alhassan"),
        ("ALHASSAN", "al hassan"),
        ("ALHASSAN", "Al-Hassan"),
        ("EL HASSAN", "alhassan"),
        ("HAMIDULLAH", "hamid ullah"),
        ("HAMID ULLAH", "hamidullah"),
        ("عبدالرحمن", "عبد الرحمن"),
        ("عبد الرحمن", "عبدالرحمن"),
        ("ABDUL RAHMAN", "abdelrahman"),
        ("ABDELRAHMAN", "abdul rahman"),
        ("ABDERRAHMANE", "abdulrahman"),
        ("ABDUL RAHMAN", "Abd al-Rahman"),
        ("عبدالرحمن", "abderrahman"),
        ("O’BRIEN", "o brien"),
        ("O BRIEN", "obrien"),
        ("O’BRIEN", "O‘Brien"),
        ("O’BRIEN", "O´Brien"),
        ("O´BRIEN", "O’Brien"),
        ("OLEH", "Oleg"),
        ("OLEG", "Oleh"),
        ("OLEH", "Олег"),
        ("Олег", "Oleh"),
        ("Serhii", "Сергій"),
        ("Сергій", "Serhii"),
        ("HALAHAN", "Галаган"),
        ("BOHDAN", "Богдан"),
        ("زهرا", "Zahra"),
        ("ZAHRA", "زهرا"),
        ("سهراب", "Sohrab"),
        ("TAHMINA", "تهمینه"),
        ("محمد رحیمی", "Mohammed Rahimi"),
    ],
)
def test_a_name_is_found_however_it_is_parted_or_spelt(
    place: Place, vault: Vault, written: str, typed: str
) -> None:
    known = Person(id=new_id(), family_name=written)
    other = Person(id=new_id(), family_name="KOVALENKO", given_names="Zoia")
    store = do(place, vault, *(lambda s, p=p: s.people.put(p) for p in (known, other)))

    assert store.finding.search(typed) == (known,)


def test_what_is_written_so_stays_first(place: Place, vault: Vault) -> None:
    names = ("ALHASSAN", "AL HASSAN", "OLEG", "OLEH")
    known = {name: Person(id=new_id(), family_name=name) for name in names}
    store = do(place, vault, *(lambda s, p=p: s.people.put(p) for p in known.values()))

    def found(typed: str) -> list[str]:
        return [person.family_name for person in store.finding.search(typed)]

    assert found("alhassan") == ["ALHASSAN", "AL HASSAN"]
    assert found("al hassan") == ["AL HASSAN", "ALHASSAN"]
    assert found("oleg")[:2] == ["OLEG", "OLEH"]
    assert found("oleh")[:2] == ["OLEH", "OLEG"]


def test_no_alphabet_leaves_another_out(place: Place, vault: Vault) -> None:
    """Papers write Mohammed in more ways than are looked at."""
    ways = [f"M{a}h{b}m{c}d" for a in "aeou" for b in "aei" for c in "aei"]
    latin = [Person(id=new_id(), family_name=way) for way in ways[:11]]
    native = Person(id=new_id(), native_name="محمد")
    store = do(
        place, vault, *(lambda s, p=p: s.people.put(p) for p in (*latin, native))
    )

    assert native in store.finding.search("mohammed")


@pytest.mark.parametrize(
    "typed",
    [
        *("17/05/1990", "17-05-1990", "17.05.1990", "17 05 1990", "17 5 1990"),
        *("17051990", "1990-05-17", "1990/05/17", "1990.5.17", "۱۷/۰۵/۱۹۹۰"),
        *("27/02/1369", "1369/02/27", "۱۳۶۹/۰۲/۲۷", "٢٧-٠٢-١٣٦٩", "27021369"),
        *("1990", "05/1990", "5-1990", "1990-05", "karimi 17 05 1990"),
        *("17 mai 1990", "Karimi 17 MAI 1990", "17 травня 1990", "١٧ مايو ١٩٩٠"),
    ],
)
def test_somebody_is_found_by_their_birth_date_in_either_calendar(
    place: Place, vault: Vault, typed: str
) -> None:
    known = Person(
        id=new_id(), family_name="KARIMI", birth_date=PartialDate(1990, 5, 17)
    )
    store = do(place, vault, lambda store: store.people.put(known))

    assert store.finding.search(typed) == (known,)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("99 05 1990", ("99", "05", "1990")),  # the beginning of a numéro étranger
        ("12 05 1990 22", ("12", "05", "1990", "22")),
        ("9 12 05 1990", ("9", "12", "05", "1990")),
        ("30/12/1404", ("14041230",)),  # no day of any calendar: it finds nobody
        ("00/05/1990", ("199005",)),
        ("00/00/1990", ("1990",)),
        ("N° 99 03 12", ("99", "03", "12")),
        ("1/2", ("1", "2")),
        ("Mai 1990", ("mai", "1990")),
        ("31 février 1990", ("31", "fevrier", "1990")),
        ("2 كانون الثاني 1991", ("19910102",)),
    ],
)
def test_what_is_no_date_stays_what_it_is(typed: str, words: tuple[str, ...]) -> None:
    assert typed_words(typed) == words


@pytest.mark.parametrize("word", ["9903124", "99031244", "17131990", "karimi", ""])
def test_eight_figures_are_a_date_only_if_they_can_be(word: str) -> None:
    assert compact_date(word) == ""


@given(st.text(max_size=20))
def test_a_word_is_not_another_way_to_write_itself(text: str) -> None:
    for word in search_key(text).split():
        assert word not in spellings(word)
        assert all("".join(two) == word for two in apart(word))
        assert "".join(parted(word)) in {"", word}


@given(st.lists(st.sampled_from(["abdul", "rahman", "99", "noori"]), max_size=4))
def test_numbers_are_never_made_one_with_a_name(typed: list[str]) -> None:
    for joined in together(tuple(typed)):
        assert len(joined) == len(typed) - 1
        assert all(word.isalpha() or word == "99" for word in joined)


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        (("Petrenko", "Oleh", ""), ("PETRENKO", "Oleg")),
        (("Petrenko", "Serhii", ""), ("Петренко", "Сергій")),
        (("", "", "زهرا رحیمی"), ("RAHIMI", "Zahra")),
        (("Noori", "Abdul Rahman", ""), ("NOORI", "Abdelrahman")),
        (("Noori", "Abderrahmane", ""), ("NOORI", "Abdulrahman")),
    ],
)
def test_who_may_be_known_is_so_in_any_spelling(
    place: Place, vault: Vault, known: tuple[str, ...], typed: tuple[str, str]
) -> None:
    names = ("family_name", "given_names", "native_name")
    person = Person(id=new_id(), **dict(zip(names, known, strict=True)))
    other = Person(id=new_id(), family_name=typed[0], given_names="Zoia")
    store = do(place, vault, *(lambda s, p=p: s.people.put(p) for p in (person, other)))

    somebody = Person(id="", family_name=typed[0], given_names=typed[1])
    assert store.finding.alike(somebody) == (person,)
