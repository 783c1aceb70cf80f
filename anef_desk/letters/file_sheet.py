"""What the evidence file says, before anything is drawn: plain values, in French."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol


class Picture(Protocol):
    """A drawn page: *rgb* holds width × height × 3 bytes, rows from the top."""

    @property
    def width(self) -> int:
        """Return its width in pixels."""

    @property
    def height(self) -> int:
        """Return its height in pixels."""

    @property
    def rgb(self) -> bytes:
        """Return its pixels."""


@dataclass(frozen=True, kw_only=True)
class FileTable:
    """A titled part of the front pages: some words, then rows under a header."""

    title: str
    lead: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    shares: tuple[float, ...] = ()  # of the width, one per column
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class FileExhibit:
    """An exhibit: one of our own letters as a PDF, or pictures of pages.

    `apart` stands where the number of its page would, when it has none here.
    """

    number: int
    title: str
    day: str
    apart: str = ""
    letter: bytes = b""
    pictures: Callable[[], Iterable[Picture]] = tuple


@dataclass(frozen=True, kw_only=True)
class FileSheet:
    """The evidence file, in French, from its cover to its exhibits."""

    title: str
    addressee: str
    facts: tuple[tuple[str, str], ...]  # label, value: who and what
    parts: tuple[FileTable, ...]  # the list of exhibits comes after them
    exhibits_title: str
    exhibits_header: tuple[str, str, str, str]  # number, title, day, page
    exhibits: tuple[FileExhibit, ...]
    no_exhibit: str
    exhibit: str  # "Pièce {number}", to be filled
    page: str  # "page {page} sur {pages}", to be filled
    closing: str
    signature: tuple[str, ...]
