"""Translations are values: French underneath, every field isolated."""

from __future__ import annotations

from datetime import date

import pytest

from anef_desk import i18n
from anef_desk.i18n import Sentence


class Same:
    """What gives the same text for every sentence."""

    def __init__(self, text: str) -> None:
        self._text = text

    def gettext(self, _message: str, /) -> str:
        return self._text

    def ngettext(self, _one: str, _many: str, _number: int, /) -> str:
        return self._text

    def pgettext(self, _context: str, _message: str, /) -> str:
        return self._text


@pytest.fixture
def french() -> i18n.Translations:
    return i18n.load("fr")


def test_every_language_is_named_in_itself() -> None:
    """The five languages of the product, French first."""
    assert list(i18n.NAMES) == ["fr", "en", "ar", "fa_AF", "uk"]
    assert i18n.NAMES["fa_AF"] == "دری"


@pytest.mark.parametrize(
    ("language", "direction"),
    [("fr", "ltr"), ("en", "ltr"), ("uk", "ltr"), ("ar", "rtl"), ("fa_AF", "rtl")],
)
def test_direction_follows_the_language(language: str, direction: str) -> None:
    assert i18n.load(language).direction == direction


def test_nought_is_singular_in_french(french: i18n.Translations) -> None:
    one, many = "{number} pièce", "{number} pièces"

    assert french.count(one, many, 0) == "0 pièce"
    assert french.count(one, many, 1) == "1 pièce"
    assert french.count(one, many, 2) == "2 pièces"


def test_a_name_in_arabic_letters_is_isolated_inside_french(
    french: i18n.Translations,
) -> None:
    """Otherwise the number that follows it would read inside the name (UAX #9)."""
    text = french.text("{name}, {number} enfants", name="زهرا", number=3)

    assert text == "\u2068زهرا\u2069, 3 enfants"


def test_a_latin_name_is_left_alone_inside_french(french: i18n.Translations) -> None:
    assert french.text("{name} est là", name="Élodie") == "Élodie est là"


@pytest.mark.parametrize("language", ["ar", "fa_AF"])
def test_every_text_put_into_a_right_to_left_sentence_is_isolated(
    language: str,
) -> None:
    text = i18n.load(language).text("{phone}", phone="+33 1 99 00 00 01")

    assert text == "\u2068+33 1 99 00 00 01\u2069"


def test_quoted_french_keeps_its_order_inside_arabic() -> None:
    """Two quotations in a row would change places, and a mark its side (UAX #9)."""
    quoted = "« talent »، « Première visite ? »"
    arabic = i18n.Translations("ar", _texts=Same(quoted))

    text = arabic.text("…")

    assert text == "« \u2068talent\u2069 »، « \u2068Première visite ?\u2069 »"
    assert arabic.content(Sentence("a", "…")) == text
    assert arabic.count("…", "…", 2) == text


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("القانون 2011-333.", "القانون \u20662011-\u2060333\u2069."),
        ("رقم 2024-1091/1092 QPC", "رقم \u20662024-\u20601091/1092 QPC\u2069"),
        ("المادة R.431-15-3", "المادة R.431-15-3"),
        ("المادة R.*311-12", "المادة R.*311-12"),
        ("20/03/2026", "20/03/2026"),
    ],
)
def test_the_parts_of_a_number_keep_their_places_inside_arabic(
    written: str, kept: str
) -> None:
    """The algorithm would write 333-2011 (UAX #9, W2 and W4)."""
    arabic = i18n.Translations("ar", _texts=Same(written))

    assert arabic.text("…") == kept


@pytest.mark.parametrize("quoted", ["« بطاقة talent »", "“بطاقة”", "بطاقة"])
def test_a_quotation_that_reads_as_what_is_around_it_is_left_alone(
    quoted: str,
) -> None:
    arabic = i18n.Translations("ar", _texts=Same(quoted))

    assert arabic.text("…") == quoted


@pytest.mark.parametrize("number", ["99-API-0447", "9900-2026-0901", "R.431-15-3"])
def test_no_line_ends_inside_a_number(number: str) -> None:
    """From right to left its two halves would change places."""
    kept = i18n.left_to_right(number)

    assert kept.replace("\u2060", "") == f"\u2066{number}\u2069"
    assert kept.count("-\u2060") == kept.count("-") == number.count("-")


def test_words_may_end_a_line_at_a_hyphen() -> None:
    assert i18n.left_to_right("Sous-préfecture") == "\u2066Sous-préfecture\u2069"


def test_a_sentence_without_translation_stays_in_french() -> None:
    sentence = Sentence("nowhere.title", "Une phrase que personne n’a traduite")

    for language in i18n.NAMES:
        assert i18n.load(language).content(sentence) == sentence.french


def test_braces_of_a_value_are_not_read_as_fields(french: i18n.Translations) -> None:
    assert french.text("{name}", name="{0.__class__}") == "{0.__class__}"


def test_an_empty_sentence_is_nothing_to_read(french: i18n.Translations) -> None:
    assert french.content(Sentence("x", "")) == ""
    assert french.text("") == ""
    assert not Sentence("x", "")


def test_days_are_in_words_with_european_digits() -> None:
    """The form and the counter read 0-9, whatever the language."""
    day = date(2026, 3, 2)

    assert i18n.load("fr").day(day) == "2 mars 2026"
    assert i18n.load("fr").day(date(2026, 12, 1)) == "1er décembre 2026"
    for language in i18n.NAMES:
        text = i18n.load(language).day(day)
        assert "2026" in text
        assert all(letter.isascii() for letter in text if letter.isdigit())
        assert i18n.load(language).short_day(day) == "02/03/2026"


def test_a_day_in_ukrainian_does_not_end_a_sentence() -> None:
    assert i18n.load("uk").day(date(2026, 11, 22)) == "22 листопада 2026\u202fроку"


def test_a_list_is_written_as_the_language_writes_lists(
    french: i18n.Translations,
) -> None:
    assert french.listing(["a", "b", "c"]) == "a, b et c"


def test_only_french_counts_as_read_by_a_native_reader(
    french: i18n.Translations,
) -> None:
    """No native reader has reviewed the other languages yet; the catalogs say so."""
    assert french.reviewed
    assert not any(i18n.load(code).reviewed for code in i18n.NAMES if code != "fr")
