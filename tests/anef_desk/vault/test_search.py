"""Names are found however they are typed."""

from __future__ import annotations

import pytest

from anef_desk.vault.search import indexed_words, romanised, search_key, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("محمد", "مُحَمَّد"),
        ("احمد", "أحمد"),
        ("کریمی", "كريمي"),
        ("ابراهیم", "ابراهيم"),
        ("امنة", "آمنة"),
        ("елкин", "Ёлкин"),
        ("іжакевич", "Їжакевич"),
        ("strasse", "straße"),
        ("oconnor", "O’Connor"),
        ("061234", "٠٦١٢٣٤"),
        ("nguyen", "Nguyễn"),
        ("ibrahim", "İbrahim"),
        ("lukasz", "Łukasz"),
        ("jean pierre", "JEAN-PIERRE"),
        ("h", "ℌ"),
    ],
)
def test_variants_of_a_name_are_one_name(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("İbrahim", "ibrahim"),
        ("ЇЖАКЕВИЧ Ґалаґан", "іжакевич галаган"),
        ("آمنة", "امنه"),
        ("۰۶ ٠٦", "06 06"),
        ("مهر\u200cآباد", "مهر اباد"),
        ("\u200fعلي\u200e", "علی"),
        ("  a \t b\u00a0c ", "a b c"),
        ("", ""),
    ],
)
def test_a_name_is_folded(text: str, expected: str) -> None:
    assert search_key(text) == expected
    assert search_key(expected) == expected


def test_punctuation_parts_words_and_is_dropped() -> None:
    assert words('N’Diaye (née) A.B; "x" or* 1/2') == (
        "ndiaye",
        "nee",
        "a",
        "b",
        "x",
        "or",
        "1",
        "2",
    )
    assert words("—…!") == ()


def test_a_ukrainian_name_is_found_as_russian_papers_write_it() -> None:
    assert words("ижакевич") == words("Їжакевич")
    assert set(words("ижакевич")) < set(indexed_words("Їжакевич", ""))


def test_a_number_is_indexed_with_and_without_its_spaces() -> None:
    assert indexed_words("", "99 12 345") == ("12", "345", "99", "9912345")
    assert indexed_words("", "") == ()


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("Шевченко", "shevchenko"),
        ("Ольга", "olga"),
        ("Щукін", "shchukin"),
        ("نوری", "nuri"),
        ("علي", "ali"),
        ("پوپل", "pupl"),
        ("陳", ""),
    ],
)
def test_native_names_are_also_written_in_latin_letters(
    native: str, latin: str
) -> None:
    assert romanised(search_key(native)) == latin
    if latin:
        assert latin in indexed_words(native, "")
