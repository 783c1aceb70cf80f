"""Pages of a PDF as pictures, for the preview and for the printer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pypdfium2

from anef_desk.desk.views import PageImage


def count(pdf: bytes) -> int:
    """Return how many pages *pdf* has."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def pages(pdf: bytes, width: int, most: int | None = None) -> tuple[PageImage, ...]:
    """Return the pages of *pdf* as pictures *width* pixels wide; *most* at most.

    Raises:
        ValueError: If *width* is not positive.
    """
    return tuple(islice(one_by_one(pdf, width), most))


def one_by_one(pdf: bytes, width: int) -> Iterator[PageImage]:
    """Give the pages of *pdf* as pictures, one at a time, which is all that is kept.

    A page for the printer takes 26 MB.

    Raises:
        ValueError: If *width* is not positive.
    """
    if width < 1:
        raise ValueError(width)
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            yield _picture(page, width)
            page.close()
    finally:
        document.close()


def _picture(page: pypdfium2.PdfPage, width: int) -> PageImage:
    bitmap = page.render(scale=width / page.get_width(), rev_byteorder=True)
    image = bitmap.to_pil().convert("RGB")
    return PageImage(image.width, image.height, image.tobytes())
