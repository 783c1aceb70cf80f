"""A document that lets a person stay, or says that they asked to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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
