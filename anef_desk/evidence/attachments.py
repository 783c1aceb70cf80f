"""What the evidence asks of attachments: keep one, name it, show its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from anef_desk.letters.file_sheet import Picture
from anef_desk.vault.store import Store


class Attachments(Protocol):
    """Where captures and scans are kept."""

    def look(
        self, person: str, case: str | None, content: bytes, title: str
    ) -> Callable[[Store], str]:
        """Return what keeps *content* with a person's file, and gives its identifier.

        Looking takes a while, and is done before anything is changed.

        Raises:
            ExpectedError: If it is no picture nor PDF, or too large.
        """

    def title(self, attachment: str) -> str | None:
        """Return what an attachment is called; None of one that is gone."""

    def pages(self, attachment: str, width: int) -> Iterable[Picture]:
        """Return the pages of an attachment as pictures, *width* pixels wide at most.

        Raises:
            ExpectedError: If it cannot be drawn.
        """
