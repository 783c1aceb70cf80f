"""Pages of a PDF as pictures, for the preview and for the printer."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2

from anef_desk.desk.views import PageImage


def pages(pdf: bytes, width: int) -> tuple[PageImage, ...]:
    """Return the pages of *pdf* as pictures *width* pixels wide.

    Raises:
        ValueError: If *width* is not positive.
    """
    return tuple(one_by_one(pdf, width))


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
