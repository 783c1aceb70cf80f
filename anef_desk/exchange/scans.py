"""Pages made ready to be uploaded: turned, trimmed, in order, under a chosen weight.

Pages come as rows of colours, drawn by a process without a key; they are only written
here, never a format of somebody else read. What is made says nothing of anyone.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from anef_desk.domain.page_image import PageImage
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_

if TYPE_CHECKING:  # Libraries of pictures, and ReportLab, come with the first scan.
    from PIL import Image

Format: TypeAlias = Literal["pdf", "jpeg"]

MOST_PAGES: Final = 20
MEGABYTE: Final = 1_000_000
LIMITS: Final = (1, 2, 5, 10)
"""Megabytes somebody may choose from."""

PRUDENT: Final = 5
"""Megabytes proposed: no limit is published for sure, and our sheets advise this one
out of prudence (droits-et-recours, D10: advice of practice)."""

DRAWN_WIDTH: Final = 1654
"""Pixels of a page as it is drawn: an A4 page at 200 to an inch."""

_TRIES: Final = ((1654, 85), (1654, 70), (1240, 70), (1240, 55), (1000, 50), (827, 40))
"""Widths and qualities, the best first; the last one still reads."""

_TITLE: Final = "Document"
_KEPT_QUALITY: Final = 95
_PAPER: Final = 28
"""How far from the colour of the edge a pixel still is the edge, of 255."""

_EDGE: Final = 12
"""Pixels left around what is on a page."""


class TooHeavyError(ExpectedError):
    """Even at the lowest quality that reads, it weighs more."""

    message = N_("Ce fichier reste trop lourd, même en qualité réduite.")
    advice = N_("Enlevez des pages, ou choisissez les niveaux de gris.")
    exit_code = 18


class OnePageError(ExpectedError):
    """A picture holds one page, and there are several, or none."""

    message = N_("Une image JPEG a une seule page.")
    advice = N_("Choisissez le PDF, ou gardez une seule page.")
    exit_code = 18


class TooManyScannedPagesError(ExpectedError):
    """More pages than a document to upload may have."""

    message = N_("Ce document a trop de pages : il en dépasse {pages}.")
    advice = N_("Gardez seulement les pages utiles.")
    exit_code = 18


@dataclass(frozen=True)
class ScannedPage:
    """A page as it was drawn, compressed by us; *turn* is in quarters to the right."""

    jpeg: bytes
    turn: int = 0


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the file should be."""

    format: Format = "pdf"
    grey: bool = False
    trim: bool = False
    megabytes: int = PRUDENT


def kept(picture: PageImage) -> bytes:
    """Return *picture* compressed, so that twenty of them fit in memory."""
    size = (picture.width, picture.height)
    from PIL import Image  # noqa: PLC0415 - at the first scan

    return _jpeg(Image.frombytes("RGB", size, picture.rgb), _KEPT_QUALITY)


def prepared(pages: Sequence[ScannedPage], wanted: Wanted) -> bytes:
    """Return *pages* as one file that is as *wanted*, the best that weighs no more.

    Raises:
        OnePageError: If a picture is wanted of no page, or of several.
        TooManyScannedPagesError: If there are too many.
        TooHeavyError: If nothing that reads weighs so little.
    """
    if not pages or (wanted.format == "jpeg" and len(pages) != 1):
        raise OnePageError
    if len(pages) > MOST_PAGES:
        raise TooManyScannedPagesError(pages=MOST_PAGES)
    for width, quality in _TRIES:
        made = _made(pages, wanted, width, quality)
        if len(made) <= wanted.megabytes * MEGABYTE:
            return made
    raise TooHeavyError


def _made(
    pages: Sequence[ScannedPage], wanted: Wanted, width: int, quality: int
) -> bytes:
    drawn = (_jpeg(_page(page, wanted, width), quality) for page in pages)
    return next(drawn) if wanted.format == "jpeg" else _pdf(drawn)


def _page(page: ScannedPage, wanted: Wanted, width: int) -> Image.Image:
    from PIL import Image  # noqa: PLC0415 - at the first scan
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415

    with Image.open(io.BytesIO(page.jpeg), formats=["JPEG"]) as found:
        picture: Image.Image = found.convert("L" if wanted.grey else "RGB")
    if wanted.trim:
        picture = trimmed(picture)
    if page.turn % 4:
        picture = picture.rotate(-90 * (page.turn % 4), expand=True)
    side = round(width * A4[1] / A4[0])
    picture.thumbnail((side, side))  # Whichever way it lies.
    return picture


def trimmed(picture: Image.Image) -> Image.Image:
    """Return *picture* without the plain edges around what it shows."""
    from PIL import Image, ImageChops  # noqa: PLC0415 - at the first scan

    edge = Image.new(picture.mode, picture.size, picture.getpixel((0, 0)))
    differs = ImageChops.difference(picture, edge).convert("L")
    box = differs.point(
        [0 if value < _PAPER else 255 for value in range(256)]
    ).getbbox()
    if box is None:
        return picture
    left, top, right, bottom = box
    return picture.crop(
        (
            max(left - _EDGE, 0),
            max(top - _EDGE, 0),
            min(right + _EDGE, picture.width),
            min(bottom + _EDGE, picture.height),
        )
    )


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=quality, optimize=True)
    return stream.getvalue()


def _pdf(pages: Iterator[bytes]) -> bytes:
    """Return *pages* as a PDF, each as wide or as high as an A4 sheet."""
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415 - at the first scan
    from reportlab.lib.utils import ImageReader  # noqa: PLC0415

    from anef_desk.letters.timeless import TimelessCanvas  # noqa: PLC0415

    stream = io.BytesIO()
    canvas: Any = TimelessCanvas(stream)
    canvas.setTitle(_TITLE)
    for jpeg in pages:
        picture = ImageReader(io.BytesIO(jpeg))
        across, down = picture.getSize()
        scale = min(A4[0] / min(across, down), A4[1] / max(across, down))
        size = (across * scale, down * scale)
        canvas.setPageSize(size)
        canvas.drawImage(picture, 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()
