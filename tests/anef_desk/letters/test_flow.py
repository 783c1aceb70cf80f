"""Lines: where they may end, and how pages are filled."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.platypus.flowables import Flowable

from anef_desk.letters.blocks import flowables
from anef_desk.letters.flow import (
    Beside,
    Blank,
    Rule,
    Stack,
    Style,
    Text,
    Together,
    tighter,
)
from anef_desk.letters.layout import HEIGHT, WIDTH, built, fitted, pages_of
from anef_desk.letters.page import NumberedList, Span, Table

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


def paragraphs(number: int) -> list[Flowable]:
    """Return one more line for each, thirty-five of which fill a page."""
    return [Text(f"Ligne {n}", FRENCH) for n in range(number)]


def pages(flow: list[Flowable]) -> int:
    document = pdfium.PdfDocument(built(flow, "Essai", "fr", ""))
    try:
        return len(document)
    finally:
        document.close()


def test_a_page_is_not_turned_for_a_few_lines() -> None:
    flow = paragraphs(37)
    assert pages_of(flow) == 2

    assert pages(flow) == 1


def test_spaces_shrink_no_more_than_it_takes() -> None:
    flow = paragraphs(34)
    assert [a is b for a, b in zip(fitted(flow), flow, strict=True)] == [True] * 34

    tall = [
        sum(one.wrap(WIDTH, HEIGHT)[1] for one in fitted(paragraphs(number)))
        for number in (37, 39, 41)
    ]
    assert all(HEIGHT * 0.95 < height <= HEIGHT for height in tall)


def test_what_is_far_from_fitting_keeps_its_air() -> None:
    flow = paragraphs(60)

    assert [a is b for a, b in zip(fitted(flow), flow, strict=True)] == [True] * 60


def test_room_to_write_in_does_not_shrink() -> None:
    firm, free = tighter([Blank(18, firm=True), Blank(18)], 0)

    assert firm.wrap(WIDTH, HEIGHT)[1] == 18
    assert free.wrap(WIDTH, HEIGHT)[1] < 18


def _flow(kinds: Sequence[str]) -> list[Flowable]:
    long = "Une phrase qui va à la ligne. " * 12
    made: dict[str, Callable[[], Flowable]] = {
        "text": lambda: Text(long, FRENCH),
        "beside": lambda: Beside([Text(long, FRENCH), Text("b", FRENCH)], (1, 1)),
        "stack": lambda: Stack([Text(long, FRENCH), Rule()]),
        "tall": lambda: Stack([Text(long, FRENCH)] * 10),
        "together": lambda: Together([Text(long, FRENCH), Blank(9)]),
        "long": lambda: Together([Text(long, FRENCH)] * 10),
        "head": lambda: _headed(Text("Titre", FRENCH)),
    }
    return [made[kind]() for kind in kinds]


def _headed(text: Text) -> Text:
    text.keepWithNext = True
    return text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["text", "beside", "stack", "tall", "together", "long", "head"]
        ),
        min_size=1,
        max_size=14,
    )
)
def test_pages_are_counted_as_they_are_filled(kinds: list[str]) -> None:
    counted = pages_of(fitted(_flow(kinds)))

    assert counted == pages(_flow(kinds))


def test_a_head_goes_on_with_what_it_announces() -> None:
    """Even with what was already kept together, which ReportLab alone would not do."""
    announced = Together([Text("a", FRENCH), Text("b", FRENCH)])
    flow = [*paragraphs(60), _headed(Text("Titre", FRENCH)), announced]

    last = fitted(flow)[-1]

    assert isinstance(last, Together)
    assert len(last.parts) == 3


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
        ("arc-en-ciel", 48, ["arc-en-", "ciel"]),
        ("anticonstitutionnel", 48, None),
    ],
)
def test_what_holds_together_gives_way_before_a_word_is_cut(
    text: str, width: int, broken: list[str] | None
) -> None:
    found = lines(text, width)

    assert broken is None or found == broken
    assert "".join(found).replace("-", "") == re.sub("[ \u00a0-]", "", text)
