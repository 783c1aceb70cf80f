"""The picture at the head of letters: looked at elsewhere, drawn again, kept for good."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

from anef_desk.desk.attachments import UnreadableAttachmentError
from anef_desk.desk.context import Context
from anef_desk.desk.roles import Act
from anef_desk.domain.attachment import MediaType
from anef_desk.domain.page_image import PageImage
from anef_desk.exchange import attachments as incoming
from anef_desk.exchange.errors import UnacceptedTypeError
from anef_desk.exchange.preview import Previewer

LOGO: Final = "logo"
"""Name of the setting that holds the hash of the picture in use."""

WIDEST: Final = 640
"""Pixels: what a printer shows on five centimetres, and no more to keep."""


class Letterhead:
    """The logo of an open vault; its name and address are `Desk.organisation`."""

    def __init__(self, context: Context, previewer: Previewer | None = None) -> None:
        self._context = context
        self._previewer = previewer or Previewer()

    def logo(self) -> bytes:
        """Return the picture above the letterhead, as PNG; empty when there is none."""
        store = self._context.vault.reading()
        kept = store.settings.get(LOGO)
        return store.logos.content(kept) if kept else b""

    def look(self, path: Path) -> bytes:
        """Return the picture at *path*, drawn again as PNG; touches no vault.

        Raises:
            UnreadableAttachmentError: If it cannot be read.
            FileRefusedError: If it is no picture, too big, or damaged.
        """
        try:
            content = incoming.read_file(path)
        except OSError:
            raise UnreadableAttachmentError from None
        found = incoming.media_type(content)
        if found is MediaType.PDF:
            raise UnacceptedTypeError
        seen = self._previewer.pages(found, content, width=WIDEST, count=1)
        return png(seen.pages[0])

    def choose(self, picture: bytes) -> bytes:
        """Put a *picture* that `look` returned above the letterhead, and return it.

        Letters made before keep the one they have.
        """
        with self._context.writing(Act.ORGANISATION) as store:
            store.settings.put(LOGO, store.logos.keep(picture))
            store.commit()
        return picture

    def drop(self) -> bytes:
        """Write letters without a picture from now on; return none."""
        with self._context.writing(Act.ORGANISATION) as store:
            store.settings.put(LOGO, "")
            store.commit()
        return b""


def png(picture: PageImage) -> bytes:
    """Return *picture* as PNG, the same bytes for the same colours."""
    from PIL import Image  # noqa: PLC0415 - when a picture is chosen

    stream = io.BytesIO()
    size = (picture.width, picture.height)
    Image.frombytes("RGB", size, picture.rgb).save(stream, "PNG")
    return stream.getvalue()
