"""Copies made ready for an upload, and the trace that one left the vault."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from anef_desk.desk.context import Context
from anef_desk.desk.roles import Act
from anef_desk.domain.attachment import Attachment, MediaType
from anef_desk.exchange.preview import MOST, Preview
from anef_desk.exchange.scans import (
    DRAWN_WIDTH,
    LIMITS,
    MOST_PAGES,
    PRUDENT,
    ScannedPage,
    TooManyScannedPagesError,
    Wanted,
    kept,
    prepared,
)

__all__ = ("LIMITS", "PRUDENT", "ScannedPage", "Scans", "Wanted")

ACTION: Final = "attachment.given"

Draw = Callable[..., Preview]


class Scans:
    """Makes files of the copies of an open vault. `draw` and `make` touch no vault."""

    def __init__(self, context: Context, draw: Draw) -> None:
        self._context, self._draw = context, draw

    def draw(self, media_type: MediaType, content: bytes) -> tuple[ScannedPage, ...]:
        """Return the pages of a copy, drawn by the process without a key.

        Raises:
            FileRefusedError: If it cannot be drawn.
            TooManyScannedPagesError: If it has too many pages.
        """
        found: list[ScannedPage] = []
        while True:
            seen = self._draw(
                media_type, content, DRAWN_WIDTH, first=len(found), count=MOST // 3
            )
            if seen.total > MOST_PAGES:
                raise TooManyScannedPagesError(pages=MOST_PAGES)
            found += [ScannedPage(kept(page)) for page in seen.pages]
            if len(found) >= seen.total:
                return tuple(found)

    def make(self, pages: Sequence[ScannedPage], wanted: Wanted) -> bytes:
        """Return *pages* as one file; see `prepared`."""
        return prepared(pages, wanted)

    def given(self, attachment: Attachment) -> None:
        """Note that a file made of a copy leaves the vault."""
        with self._context.writing(Act.DOCUMENTS) as store:
            store.journal.noted_about(ACTION, attachment.person)
            store.commit()
