"""A document that lets a person stay, or says that they asked to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar


class Kind(StrEnum):
    """Kinds of residence documents; the codes of the catalogue and of the guide."""

    DEPOSIT = "deposit"
    API = "api"
    ADF = "adf"
    RECEPISSE = "recepisse"
    ATDA = "atda"
    APS = "aps"
    PERMIT = "permit"
    RESIDENT_CARD = "resident_card"
    VLS_TS = "vls_ts"
    CONVOCATION = "convocation"
    PROTECTION_DECISION = "protection_decision"


TITLES = (Kind.PERMIT, Kind.RESIDENT_CARD, Kind.VLS_TS)
"""The kinds that are residence titles, not papers held while waiting for one."""

PROVISIONAL = (Kind.API, Kind.ADF, Kind.RECEPISSE, Kind.APS)
"""The kinds that allow to stay while a title is waited for, the one to show first."""


class IssuedFor(StrEnum):
    """For which request a provisional document was issued."""

    FIRST = "first"
    RENEWAL = "renewal"


@dataclass(frozen=True, kw_only=True)
class ResidenceDocument:
    """A residence document as it is printed; an empty field was not read."""

    id: str
    kind: Kind
    number: str = ""
    starts_on: date | None = None
    ends_on: date | None = None  # last day of validity
    mention: str | None = None  # None: not read; "": read, and there is none
    allows_work: bool | None = None
    issued_for: IssuedFor | None = None
    years: int | None = None  # length a permit was granted for


class Dated(Protocol):
    """A document of some kind, and its dates when they are known."""

    @property
    def kind(self) -> Kind:
        """Return what it is."""

    @property
    def starts_on(self) -> date | None:
        """Return its first day."""

    @property
    def ends_on(self) -> date | None:
        """Return its last day."""


Held = TypeVar("Held", bound=Dated)


def latest_first(documents: Iterable[Held]) -> tuple[Held, ...]:
    """Return *documents*, the one that ends last first, then the one that begins last.

    One whose end nobody noted comes before those of its kind that it began after: it
    followed them. Else it comes last. Titles are of one kind here.
    """
    every = tuple(documents)

    def rank(one: Held) -> tuple[date, bool, date]:
        start = one.starts_on or date.min
        if one.ends_on is not None:
            return one.ends_on, False, start
        before = (
            other.ends_on
            for other in every
            if other.ends_on is not None
            and _replaces(one.kind, other.kind)
            and (other.starts_on or other.ends_on) < start
        )
        return max(before, default=date.min), True, start

    return tuple(sorted(every, key=rank, reverse=True))


def _replaces(kind: Kind, other: Kind) -> bool:
    return kind is other or (kind in TITLES and other in TITLES)
