"""The sections of the settings, in the order of their list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from ui.actions import SETTINGS
from ui.page import Page
from ui.pages.settings import (
    about,
    appearance,
    backups,
    content,
    data,
    import_people,
    journal,
    languages,
    locking,
    organisation,
    passphrase,
    prefectures,
    recovery,
    team,
    templates,
)
from ui.workers import Ask

if TYPE_CHECKING:
    from anef_desk.desk.session import Desk


class Presenter(Protocol):
    """Who decides for a section."""

    def read(self) -> None:
        """Show what is true now."""


@dataclass(frozen=True)
class Section:
    """One line of the list, and how its page is made."""

    name: str  # what a request calls it
    title: str
    make: Callable[[Desk, Ask], tuple[Page, Presenter]]


_MAKES: dict[str, Callable[[Desk, Ask], tuple[Page, Presenter]]] = {
    "team": team.make,
    "passphrase": passphrase.make,
    "recovery": recovery.make,
    "backups": backups.make,
    "locking": locking.make,
    "organisation": organisation.make,
    "templates": templates.make,
    "prefectures": prefectures.make,
    "import": import_people.make,
    "languages": languages.make,
    "appearance": appearance.make,
    "data": data.make,
    "journal": journal.make,
    "content": content.make,
    "about": about.make,
}

SECTIONS: tuple[Section, ...] = tuple(
    Section(one.name, one.words, _MAKES[one.name]) for one in SETTINGS
)
