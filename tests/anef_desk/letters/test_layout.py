"""Pages: how they are filled, and what stays together on one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pypdfium2 as pdfium
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.platypus.flowables import Flowable

from anef_desk.letters.airy import Together, tighter
from anef_desk.letters.boxes import Beside, Blank, Rule, Stack
from anef_desk.letters.layout import HEIGHT, WIDTH, built, fitted, pages_of
from anef_desk.letters.text import Style, Text

FRENCH = Style(language="fr")


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
