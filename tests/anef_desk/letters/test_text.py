"""Lines: where they may end, and in which order they read."""

from __future__ import annotations

import re

import pytest

from anef_desk.letters.blocks import flowables
from anef_desk.letters.layout import HEIGHT
from anef_desk.letters.page import NumberedList, Span, Table
from anef_desk.letters.text import Style, Text

FRENCH = Style(language="fr")


def lines(text: str, width: float) -> list[str]:
    made = Text(text, FRENCH)
    made.wrap(width, 0)
    return [text[first:last] for first, last in made._lines]


@pytest.mark.parametrize("width", range(60, 160, 5))
def test_no_line_begins_with_a_sign_nor_ends_with_a_quote_that_opens(
    width: int,
) -> None:
    found = lines(
        "Choisir « titre de séjour » ou quoi ? Ou rien : « pas ! » ; oui", width
    )

    assert not [line for line in found if line[0] in ":;?!»"]
    assert not [line for line in found[:-1] if line.endswith("«")]


@pytest.mark.parametrize("width", range(80, 160, 5))
def test_a_small_number_stays_with_the_word_it_counts(width: int) -> None:
    found = lines("appel au 34 00 le 1er mai 2026, 1 450 € dans les 15 jours", width)

    assert not [
        line for line in found[:-1] if line.endswith((" 34", "1er", " 1", "15"))
    ]
    assert not [line for line in found if line.startswith(("€", "2026"))]


def test_what_was_typed_in_french_keeps_its_order_in_an_arabic_list() -> None:
    block = NumberedList(("20 septembre : dépôt",))

    item = flowables(block, Style(language="ar"))[0]

    assert isinstance(item, Text)
    assert item.spans == (Span("1. \u206820 septembre : dépôt\u2069"),)
    french = flowables(block, FRENCH)[0]
    assert isinstance(french, Text)
    assert french.spans == (Span("1. 20 septembre : dépôt"),)


@pytest.mark.parametrize("language", ["fr", "ar", "uk"])
def test_no_word_of_many_narrow_columns_is_cut(language: str) -> None:
    """Letters shrink first: half a page holds five columns of a copy."""
    words = ("повідомлення", "ordinateur", "11 novembre", "photo", "Screenshot")
    table = Table(words, (words,))

    for row in flowables(table, Style(language=language), 231)[:2]:
        row.wrap(231, HEIGHT)
        cells = [part for part in row._parts[0]._cells if isinstance(part, Text)]
        assert all(len(cell._lines) <= 2 for cell in cells)
        assert all(cell.widest_word <= cell._width for cell in cells)


@pytest.mark.parametrize(
    ("text", "width", "broken"),
    [
        ("le 24 novembre 2026", 56, ["le", "24", "novembre", "2026"]),
        ("2026\u00a0року", 48, ["2026", "року"]),
        ("30 листопада 2026\u202fроку", 110, ["30 листопада", "2026\u202fроку"]),
        ("arc-en-ciel", 48, ["arc-en-", "ciel"]),
        ("anticonstitutionnel", 48, None),
    ],
)
def test_what_holds_together_gives_way_before_a_word_is_cut(
    text: str, width: int, broken: list[str] | None
) -> None:
    found = lines(text, width)

    assert broken is None or found == broken
    assert re.sub("[ \u202f-]", "", "".join(found)) == re.sub(
        "[ \u00a0\u202f-]", "", text
    )
