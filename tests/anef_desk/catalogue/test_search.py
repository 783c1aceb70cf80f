"""Searching the catalogue as people do: by code, by word, in their language."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anef_desk.catalogue.library import shipped
from anef_desk.catalogue.search import Index
from anef_desk.i18n import load
from anef_desk.i18n.folding import folded, words, words_and_parts

FRENCH = Index(shipped(), [load("fr")])
EVERY = Index(shipped(), [load(code) for code in ("fr", "en", "ar", "fa_AF", "uk")])


def codes(text: str, *kinds: str) -> list[str]:
    return [found.code for found in EVERY.find(text, kinds)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("A2", "A2"),
        ("a7", "A7"),
        ("doc-03", "DOC-03"),
        ("p-eph", "P-EPH"),
        ("D22", "D22"),
    ],
)
def test_a_code_comes_first(typed: str, code: str) -> None:
    assert codes(typed)[0] == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("refugie carte", "A2"),
        ("Renouveler l’attestation", "A7"),
        ("bouton absent", "D21"),
        ("refugee first", "A2"),
        ("پناهنده", "A2"),
        ("لاجئ", "A2"),
        ("біженець", "A2"),
    ],
)
def test_a_word_of_the_person_finds_it(typed: str, code: str) -> None:
    assert code in codes(typed)


def test_every_word_must_be_there() -> None:
    assert codes("attestation chameau") == []


def test_everything_is_listed_without_reading_a_word() -> None:
    unread: Any = object()

    everything = Index(shipped(), [unread]).find("")

    assert everything == EVERY.find(" ")
    assert len(everything) > len(shipped().procedures)


def test_only_the_kinds_wanted_are_found() -> None:
    kinds = {found.kind for found in EVERY.find("", ("symptom", "remedy"))}

    assert kinds == {"symptom", "remedy"}


def test_nothing_typed_finds_everything_in_order() -> None:
    procedures = [found.code for found in FRENCH.find("", ("procedure",))]

    assert procedures == list(shipped().procedures)


def test_a_title_comes_before_a_text() -> None:
    found = codes("photo", "supporting_document", "procedure")

    assert found[0] == "P-EPH"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Préfecture", "prefecture"),
        ("إقامة", "اقامه"),
        ("کارت", "كارت"),
        ("می‌خواهد", "مي خواهد"),
        ("۱۲۳", "123"),
        ("Œuvre", "oeuvre"),
        ("ґанок", "ганок"),
    ],
)
def test_two_spellings_read_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_a_hyphenated_word_is_found_by_its_parts() -> None:
    assert words("e-photo, P-DEC") == ("e-photo", "p-dec")
    assert words_and_parts("e-photo") == ("e-photo", "e", "photo")


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(max_size=30))
def test_whatever_is_typed_finds_or_not(text: str) -> None:
    assert len(FRENCH.find(text)) <= len(FRENCH.find(""))
