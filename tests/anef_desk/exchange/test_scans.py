"""Files to upload: in order, turned, trimmed, never heavier than was asked."""

from __future__ import annotations

import io
import random

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from anef_desk.domain.page_image import PageImage
from anef_desk.exchange import scans
from anef_desk.exchange.scans import (
    LIMITS,
    OnePageError,
    ScannedPage,
    TooHeavyError,
    TooManyScannedPagesError,
    Wanted,
    kept,
    prepared,
    trimmed,
)


def page(
    colour: str = "white", size: tuple[int, int] = (400, 600), turn: int = 0
) -> ScannedPage:
    picture = Image.new("RGB", size, "#f4f1ea")
    ImageDraw.Draw(picture).rectangle((100, 50, 300, 150), fill=colour)
    return ScannedPage(kept(PageImage(*size, picture.tobytes())), turn)


def noise() -> ScannedPage:
    """Return a page that nothing makes light."""
    rows = random.Random(7).randbytes(1654 * 2339 * 3)  # noqa: S311 - a picture
    return ScannedPage(kept(PageImage(1654, 2339, rows)))


def drawn(content: bytes) -> list[Image.Image]:
    document = pdfium.PdfDocument(content)
    try:
        return [found.render(scale=1).to_pil().convert("RGB") for found in document]
    finally:
        document.close()


def middle(picture: Image.Image) -> tuple[int, ...]:
    across, down = picture.size
    found = picture.getpixel((across // 2, down // 6))
    assert isinstance(found, tuple)
    return found


def test_pages_come_in_the_order_they_were_put() -> None:
    made = prepared((page("#ff0000"), page("#0000ff")), Wanted())

    red, blue = drawn(made)
    assert middle(red)[0] > 100 + middle(red)[2]
    assert middle(blue)[2] > 100 + middle(blue)[0]


def test_a_turned_page_lies_on_its_side() -> None:
    upright, turned, back = drawn(
        prepared((page(), page(turn=1), page(turn=4)), Wanted())
    )

    assert upright.height > upright.width
    assert turned.width > turned.height
    assert back.size == upright.size


def test_a_quarter_to_the_right_puts_the_top_at_the_right() -> None:
    (seen,) = drawn(prepared((page("#ff0000", turn=1),), Wanted()))

    found = seen.getpixel((seen.width * 5 // 6, seen.height // 2))
    assert isinstance(found, tuple)
    assert found[0] > 100 + found[2]


def test_a_picture_is_one_page() -> None:
    made = prepared((page(),), Wanted(format="jpeg"))
    assert made.startswith(b"\xff\xd8\xff")

    for pages in ((), (page(), page())):
        with pytest.raises(OnePageError):
            prepared(pages, Wanted(format="jpeg"))
    with pytest.raises(OnePageError):
        prepared((), Wanted())


def test_grey_has_no_colour_and_weighs_less() -> None:
    coloured = prepared((page("#ff0000"),), Wanted(format="jpeg"))
    grey = prepared((page("#ff0000"),), Wanted(format="jpeg", grey=True))

    with Image.open(io.BytesIO(grey)) as seen:
        assert seen.mode == "L"
    assert len(grey) < len(coloured)


def test_plain_edges_are_taken_off() -> None:
    picture = Image.new("RGB", (400, 600), "white")
    ImageDraw.Draw(picture).rectangle((100, 50, 300, 150), fill="black")

    assert trimmed(picture).size == (225, 125)
    assert trimmed(Image.new("RGB", (40, 60), "white")).size == (40, 60)
    made = prepared((page("black"),), Wanted(format="jpeg", trim=True))
    with Image.open(io.BytesIO(made)) as seen:
        assert seen.width > seen.height


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(TooManyScannedPagesError):
        prepared([page()] * (scans.MOST_PAGES + 1), Wanted())


def test_what_cannot_be_made_light_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "MEGABYTE", 1000)
    with pytest.raises(TooHeavyError):
        prepared([noise()], Wanted(megabytes=1))


def test_a_heavy_page_is_made_light_enough() -> None:
    made = prepared((noise(),), Wanted(megabytes=1))

    assert len(made) <= 1_000_000


def test_a_file_says_nothing_of_anyone_nor_of_when() -> None:
    made = prepared((page(),), Wanted())

    assert made == prepared((page(),), Wanted())
    assert b"/CreationDate (D:2000" in made
    document = pdfium.PdfDocument(made)
    assert document.get_metadata_dict()["Title"] == "Document"
    document.close()
    photo = prepared((page(),), Wanted(format="jpeg"))
    with Image.open(io.BytesIO(photo)) as seen:
        assert not seen.getexif()


@given(
    pages=st.lists(
        st.tuples(st.integers(1, 90), st.integers(1, 90), st.integers(-5, 9)),
        min_size=1,
        max_size=4,
    ),
    grey=st.booleans(),
    trim=st.booleans(),
    megabytes=st.sampled_from(LIMITS),
)
@settings(max_examples=60, deadline=None)
def test_a_file_never_weighs_more_than_was_asked(
    pages: list[tuple[int, int, int]], grey: bool, trim: bool, megabytes: int
) -> None:
    given_pages = [
        ScannedPage(kept(PageImage(across, down, bytes(across * down * 3))), turn)
        for across, down, turn in pages
    ]
    wanted = Wanted(grey=grey, trim=trim, megabytes=megabytes)

    made = prepared(given_pages, wanted)

    assert len(made) <= megabytes * 1_000_000
    assert len(drawn(made)) == len(pages)
