"""How one page asks for another: a typed request, never an import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class ShowPeople:
    """Show the list of people."""

    text: str = ""  # what to search for


@dataclass(frozen=True)
class ShowPerson:
    """Show a person's file."""

    person: str


@dataclass(frozen=True)
class ShowCase:
    """Show a case."""

    case: str


@dataclass(frozen=True)
class WriteLetter:
    """Offer the letters that fit a person, or one of them."""

    person: str
    case: str | None = None
    template: str | None = None


@dataclass(frozen=True)
class FaceToFace:
    """Show a person's half of a case, alone."""

    case: str


@dataclass(frozen=True)
class Orient:
    """Ask which procedure answers a situation."""


@dataclass(frozen=True)
class ReadEntry:
    """Read the library: an entry of it, or the kinds named by their tabs."""

    code: str = ""
    tabs: tuple[int, ...] = ()  # places in `ui.pages.library.TABS`; none: all


@dataclass(frozen=True)
class ShowRights:
    """Show what a residence document allows."""

    code: str = ""


@dataclass(frozen=True)
class ShowStatistics:
    """Show what the association counts."""


Request: TypeAlias = (
    ShowPeople
    | ShowPerson
    | ShowCase
    | WriteLetter
    | FaceToFace
    | Orient
    | ReadEntry
    | ShowRights
    | ShowStatistics
)
