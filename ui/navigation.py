"""How one page asks for another: a typed request, never an import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TypeAlias, get_args


@dataclass(frozen=True)
class ShowToday:
    """Show what is to be done today."""


@dataclass(frozen=True)
class NewPerson:
    """Show the list of people, and the form of a new one."""


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
class WriteLetters:
    """Write one letter to several people."""

    text: str = ""  # whom to search for
    section: str = ""  # of Today, whose people to show instead


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
class ShowSettings:
    """Show what is decided about the vault, from one of its sections on."""

    section: str = ""  # its name in `ui.pages.settings.sections`; none: the first


@dataclass(frozen=True)
class ShowBlocked:
    """Show what to do about a blockage, with a person's file or without."""

    person: str | None = None
    case: str | None = None
    code: str = ""


@dataclass(frozen=True)
class ShowStatistics:
    """Show what the association counts."""


@dataclass(frozen=True)
class UseLanguage:
    """Speak another language, on the page that is shown."""

    code: str


@dataclass(frozen=True)
class UseLook:
    """Take other colours, or another size of text, on the page that is shown."""

    theme: str | None = None  # None: as they are
    scale: float | None = None


Request: TypeAlias = (
    ShowToday
    | NewPerson
    | ShowPeople
    | ShowPerson
    | ShowCase
    | WriteLetter
    | WriteLetters
    | FaceToFace
    | Orient
    | ReadEntry
    | ShowRights
    | ShowSettings
    | ShowBlocked
    | ShowStatistics
    | UseLanguage
    | UseLook
)


def written(request: Request) -> dict[str, str]:
    """Return *request* as texts, to be found again after the lock."""
    kept = {name: value for name, value in asdict(request).items() if value}
    texts = {name: value for name, value in kept.items() if isinstance(value, str)}
    return {"page": type(request).__name__, **texts}


def read(texts: Mapping[str, str]) -> Request | None:
    """Return what `written` was given; None of what no longer is a request."""
    values = {name: value for name, value in texts.items() if name != "page"}
    for kind in get_args(Request):
        if kind.__name__ == texts.get("page"):
            try:
                found: Request = kind(**values)
            except TypeError:
                return None
            return found
    return None
