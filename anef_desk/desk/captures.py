"""Captures of the screen: attachments, as the evidence file reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from anef_desk.desk.attachments import Attachments, keep
from anef_desk.desk.context import Context
from anef_desk.domain.page_image import PageImage
from anef_desk.law.time_limits import TimeLimit, last_day
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.store import Store

KEPT_MONTHS: Final = 12
"""Months a capture is kept: a refusal by silence and its appeals take that long."""

AT_ONCE: Final = 6
"""Pages drawn by one child process."""


class Captures:
    """The attachments that prove an attempt."""

    def __init__(self, context: Context, attachments: Attachments) -> None:
        self._context, self._attachments = context, attachments

    def look(
        self, person: str, case: str | None, content: bytes, title: str
    ) -> Callable[[Store], str]:
        """Return what keeps *content* with a person's file, and gives its identifier.

        Raises:
            FileRefusedError: If it is too big, of no accepted type, or damaged.
        """
        looked = self._attachments.look_at(content, title)
        ends_on = last_day(self._context.today(), TimeLimit(KEPT_MONTHS, "months"))

        def kept(store: Store) -> str:
            return keep(
                self._context,
                store,
                person,
                looked,
                title=title,
                case_id=case,
                ends_on=ends_on,
            ).id

        return kept

    def title(self, attachment: str) -> str | None:
        """Return what an attachment is called; None of one that is gone."""
        try:
            return self._context.vault.reading().attachments.get(attachment).called
        except UnknownRecordError:
            return None

    def pages(self, attachment: str, width: int) -> Iterator[PageImage]:
        """Give the pages of an attachment as pictures, *width* pixels wide at most.

        Raises:
            FileRefusedError: If it cannot be drawn.
        """
        kept, content = self._attachments.content(attachment)
        for first in range(0, kept.pages, AT_ONCE):
            drawn = self._attachments.draw(
                kept.media_type, content, width, first=first, count=AT_ONCE
            )
            yield from drawn.pages
