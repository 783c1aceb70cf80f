"""People are found by the beginning of any of their words, in every script."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from anef_desk.domain.identifiers import new_id
from anef_desk.domain.person import Person
from anef_desk.vault.vault import Vault

from .conftest import Place, do, names, people

WHOLE = Person(
    id=new_id(),
    family_name="KARIMI",
    given_names="Zahra Élodie",
    used_name="D’Orves",
    native_name="زهرا کریمی",
    numero_etranger="99 12 345 678",
    phone="+33 6 12 34 56 78",
)


@pytest.mark.parametrize(
    "typed",
    [
        "kar",
        "KARIMI",
        "elod",
        "zahra kari",
        "kari zah elo",
        "dorv",
        "d’orv",
        "زه",
        "كريمي",
        "کریمی زهرا",
        "zhra",
        "99",
        "9912",
        "991234567",
        "99 12 34",
        "٩٩١٢",
        "  kar  ",
        "kar 9912",
        "",
        " - ",
    ],
)
def test_a_person_is_found_by_the_beginning_of_any_word(
    place: Place, vault: Vault, typed: str
) -> None:
    store = do(place, vault, lambda store: store.people.put(WHOLE))
    assert store.finding.search(typed) == (WHOLE,)


@pytest.mark.parametrize(
    "typed",
    ["arimi", "karimix", "kar x", "98", "x karimi", "12345", "*", '"', "a OR b"],
)
def test_what_begins_no_word_finds_nobody(
    place: Place, vault: Vault, typed: str
) -> None:
    store = do(place, vault, lambda store: store.people.put(WHOLE))
    expected = (WHOLE,) if typed in {"*", '"'} else ()
    assert store.finding.search(typed) == expected


@pytest.mark.parametrize("text", ["mot " * 2_000, "x" * 30_000])
def test_a_text_somebody_pasted_is_answered_at_once(
    place: Place, vault: Vault, text: str
) -> None:
    """In minutes, otherwise: each of its words would be written in other ways."""
    store = people(place, vault, "Karimi, Samira")
    begun = time.monotonic()

    assert store.finding.search(text) == ()

    assert time.monotonic() - begun < 2


def test_a_number_stored_without_spaces_is_found_with_them(
    place: Place, vault: Vault
) -> None:
    whole = replace(WHOLE, numero_etranger="9912345678")
    store = do(place, vault, lambda store: store.people.put(whole))

    assert store.finding.search("99 12 345") == (whole,)
    assert store.finding.search("99 13") == ()


def test_a_number_typed_in_groups_may_be_two_words_after_all(
    place: Place, vault: Vault
) -> None:
    odd = Person(id=new_id(), family_name="12 bis 34")
    store = do(place, vault, lambda store: store.people.put(odd))
    assert store.finding.search("34 12") == (odd,)


def test_people_are_found_in_the_order_of_names(place: Place, vault: Vault) -> None:
    store = people(
        place, vault, "Zola, Ali", "Ali, Zoé", "Alim, Ana", "Bé, Ali", "Ali, Ada"
    )

    assert names(store.finding.search("")) == [
        "ALI Ada",
        "ALI Zoé",
        "ALIM Ana",
        "BÉ Ali",
        "ZOLA Ali",
    ]
    assert names(store.finding.search("ali")) == [
        "ALI Ada",
        "ALI Zoé",
        "BÉ Ali",
        "ZOLA Ali",
        "ALIM Ana",
    ]
    assert names(store.finding.search("a ali")) == [
        "ALI Ada",
        "ALI Zoé",
        "ALIM Ana",
        "BÉ Ali",
        "ZOLA Ali",
    ]


def test_nobody_is_found_twice_and_no_more_than_asked(
    place: Place, vault: Vault
) -> None:
    """Even when one person fills the first rows with their own words."""
    many = "Aaa Aab Aac Aad Aae Aaf"
    store = people(place, vault, many, *(f"Aaz{letter}" for letter in "abcdef"))

    assert len(store.finding.search("aa", 3)) == 3
    assert len(set(store.finding.search("aa", 3))) == 3
    assert len(store.finding.search("aa", 50)) == 7
    assert len(store.finding.search("aa aa", 2)) == 2
    assert store.finding.search("aa", 0) == ()
    assert len(store.finding.search("", 2)) == 2


def test_a_person_is_found_under_the_name_they_have_now(
    place: Place, vault: Vault
) -> None:
    do(place, vault, lambda store: store.people.put(WHOLE))
    now = replace(WHOLE, family_name="Noori", native_name="")

    store = do(place, vault, lambda store: store.people.put(now))

    assert store.finding.search("kar") == store.finding.search("کر") == ()
    assert store.finding.search("noo") == store.finding.search("noo zah") == (now,)
    assert vault.verify().sound


def test_a_change_of_telephone_leaves_the_index_alone(
    place: Place, vault: Vault
) -> None:
    do(place, vault, lambda store: store.people.put(WHOLE))
    before = [tuple(row) for row in vault._database.all("select * from person_word")]

    do(place, vault, lambda store: store.people.merge(WHOLE.id, phone="07"))

    after = [tuple(row) for row in vault._database.all("select * from person_word")]
    assert after == before
    assert vault.verify().sound


@pytest.mark.parametrize("typed", ["", "nom", "nom ali"])
def test_a_list_goes_on_without_those_that_are_known(
    place: Place, vault: Vault, typed: str
) -> None:
    store = people(place, vault, *(f"Nom{number:02}, Ali" for number in range(30)))

    whole = store.finding.search(typed, 25)

    assert len(whole) == 25
    assert whole[:10] + store.finding.search(typed, 25, 10) == whole
    assert store.finding.search(typed, 25, 25) == ()
