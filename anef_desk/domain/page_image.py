"""A page as a picture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PageImage:
    """A rendered page: *rgb* holds width × height × 3 bytes, rows from the top."""

    width: int
    height: int
    rgb: bytes
