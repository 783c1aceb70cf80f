"""A letter that was printed, with what is needed to print it again identically."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A printed letter: its template, its fields, and the hash of its bytes."""

    id: str
    person: str
    case: str | None
    template: str  # code, such as "L02"
    content_version: str
    language: str  # of the person's own copy; "" when there is none
    made_on: date
    fields: Mapping[str, str]
    sha256: str
