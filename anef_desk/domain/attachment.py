"""A copy kept with a file: the exception, with a reason to end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class MediaType(StrEnum):
    """What an attachment can be, told by its content."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"


SUFFIXES = {
    MediaType.PDF: ".pdf",
    MediaType.JPEG: ".jpg",
    MediaType.PNG: ".png",
    MediaType.WEBP: ".webp",
}


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """What is known of an attachment; its bytes are asked for apart."""

    id: str
    person: str
    case: str | None
    title: str
    media_type: MediaType
    size: int  # bytes
    pages: int
    sha256: str
    added_on: date
    added_by: str  # identifier of the member of staff
    ends_on: date  # last day there is a reason to keep it

    @property
    def called(self) -> str:
        """Return its title, as it is shown.

        Captures once lost what stood before the last slash of their date: the year
        alone is left, and the day is the one they were kept on.
        """
        if self.title == str(self.added_on.year):
            return f"Capture du {self.added_on:%d/%m/%Y}"
        return self.title
