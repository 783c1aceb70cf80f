"""What may be kept with a file: typed by its content, within limits, looked at once."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from anef_desk.domain.attachment import MediaType
from anef_desk.domain.page_image import PageImage
from anef_desk.exchange.errors import FileTooBigError, UnacceptedTypeError
from anef_desk.exchange.preview import THUMBNAIL, Previewer

MEGABYTES: Final = 20
MAXIMUM_BYTES: Final = MEGABYTES * 1_000_000
LONGEST_TITLE: Final = 120

_RIFF, _WEBP = b"RIFF", b"WEBP"
_SIGNATURES: Final = (
    (b"%PDF-", MediaType.PDF),
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
)


@dataclass(frozen=True)
class Accepted:
    """A file that was looked at and may be kept."""

    media_type: MediaType
    pages: int
    sha256: str
    thumbnail: PageImage


def media_type(content: bytes) -> MediaType:
    """Return what *content* is by its first bytes; its name is never asked.

    Raises:
        UnacceptedTypeError: If it is nothing that is kept.
    """
    for signature, found in _SIGNATURES:
        if content.startswith(signature):
            return found
    if content[:4] == _RIFF and content[8:12] == _WEBP:
        return MediaType.WEBP
    raise UnacceptedTypeError


def accept(content: bytes, previewer: Previewer) -> Accepted:
    """Return what *content* is, once the child process could draw it.

    Raises:
        FileRefusedError: If it is too big, of no accepted type, locked or damaged.
    """
    if len(content) > MAXIMUM_BYTES:
        raise FileTooBigError(megabytes=MEGABYTES)
    found = media_type(content)
    seen = previewer.pages(found, content, width=THUMBNAIL, count=1)
    return Accepted(
        media_type=found,
        pages=seen.total,
        sha256=hashlib.sha256(content).hexdigest(),
        thumbnail=seen.pages[0],
    )


def read_file(path: Path) -> bytes:
    """Return the content of *path*, never more than may be kept.

    Raises:
        FileTooBigError: If there is more.
        OSError: If it cannot be read.
    """
    with path.open("rb") as stream:
        content = stream.read(MAXIMUM_BYTES + 1)
    if len(content) > MAXIMUM_BYTES:
        raise FileTooBigError(megabytes=MEGABYTES)
    return content


def title_of(name: str) -> str:
    """Return a title made of the *name* of a file, whichever folders are before it.

    >>> title_of("scans/passe" + chr(0x202E) + "gnp.fdp")
    'passegnp.fdp'
    """
    return clean_title(name.replace("\\", "/").rsplit("/", 1)[-1])


def clean_title(text: str) -> str:
    """Return *text* as a title: one line, nothing that turns or hides letters.

    >>> clean_title("Recto/verso")
    'Recto/verso'
    """
    seen = "".join(
        " " if letter.isspace() else letter
        for letter in text
        if letter.isspace() or unicodedata.category(letter)[0] not in {"C", "Z"}
    )
    return " ".join(seen.split())[:LONGEST_TITLE].rstrip()
