"""What the evidence asks of attachments: keep one, name it, show its pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from anef_desk.letters.file_sheet import Picture


class Attachments(Protocol):
    """Where captures and scans are kept."""

    def add(self, person: str, case: str | None, content: bytes, title: str) -> str:
        """Keep *content* with a person's file, and return its identifier.

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
