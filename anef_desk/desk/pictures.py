"""Pages of a PDF as pictures, for the preview and for the printer."""

from __future__ import annotations

import pypdfium2

from anef_desk.desk.views import PageImage


def pages(pdf: bytes, width: int) -> tuple[PageImage, ...]:
    """Return the pages of *pdf* as pictures *width* pixels wide.

    Raises:
        ValueError: If *width* is not positive.
    """
    if width < 1:
        raise ValueError(width)
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(_picture(page, width) for page in document)
    finally:
        document.close()


def _picture(page: pypdfium2.PdfPage, width: int) -> PageImage:
    bitmap = page.render(scale=width / page.get_width(), rev_byteorder=True)
    image = bitmap.to_pil().convert("RGB")
    return PageImage(image.width, image.height, image.tobytes())
