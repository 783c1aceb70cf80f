"""The board of a day as the desk hands it over: frozen values, texts untranslated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from anef_desk.desk.roles import Act
from anef_desk.domain.handover import Handover
from anef_desk.i18n import Sentence
from anef_desk.law.agenda import Matter, Section
from anef_desk.law.basis import Basis

SECTIONS: tuple[Section, ...] = ("late", "week", "expected", "opens", "untouched")
"""The sections, in the order in which they matter."""

ItemState = Literal["past", "open", "not_open"]


@dataclass(frozen=True, kw_only=True)
class BoardItem:
    """A date of a person: what it is, why, and on what it rests."""

    matter: Matter
    state: ItemState
    title: Sentence
    text: Sentence  # why; what to do when it is past
    basis: Basis | None  # None: no text of law, it is about a paper or a meeting
    procedure: Sentence  # title of the case it is read in; empty: none
    words: str = ""  # of a meeting: when and where


@dataclass(frozen=True, kw_only=True)
class BoardRow:
    """A person of a section, with everything that puts them there."""

    person: str
    name: str
    native_name: str
    items: tuple[BoardItem, ...]  # the one that leads comes first

    @property
    def lead(self) -> BoardItem:
        """Return the date that matters most."""
        return self.items[0]


@dataclass(frozen=True, kw_only=True)
class BoardSection:
    """A section of the board."""

    section: Section
    rows: tuple[BoardRow, ...]  # none: not read yet, see `Board.whole`
    count: int  # people, the ones that are not shown included, …
    more: bool  # … unless there are even more than were counted


@dataclass(frozen=True, kw_only=True)
class BoardNote:
    """What a colleague left about a file."""

    handover: Handover
    name: str
    native_name: str


@dataclass(frozen=True, kw_only=True)
class Board:
    """What is to be done at the desk, computed on `on` at `at`."""

    on: date
    at: datetime
    may: frozenset[Act]  # what whoever reads it may do
    people: int  # in the vault
    sections: tuple[BoardSection, ...]  # those that hold somebody
    notes: tuple[BoardNote, ...]  # from earlier shifts, not taken over yet
    failed: tuple[Sentence, ...]  # titles of the rules that did not compute
    waiting: int  # files whose dates are still to be computed; see `Today.compute`
    outdated: int = 0  # files whose dates cannot be: the vault is only read
    notes_left: int = 0  # of such notes, those that are not shown
    whole: bool = True  # no section is without its people, for want of reading them

    def section(self, section: Section) -> BoardSection | None:
        """Return a section, or None if nobody is there."""
        return next((one for one in self.sections if one.section == section), None)


@dataclass(frozen=True, kw_only=True)
class Touched:
    """A file that somebody changed today, and what they already leave about it."""

    person: str
    name: str
    native_name: str
    handover: Handover | None
