"""A right somebody lost because of their papers, and perhaps has again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Right(StrEnum):
    """What can be lost."""

    JOB = "job"
    RSA = "rsa"
    CAF = "caf"
    FRANCE_TRAVAIL = "france_travail"
    HOUSING = "housing"
    CARE = "care"
    BANK = "bank"
    TRAINING = "training"
    TRAVEL = "travel"


class Cause(StrEnum):
    """Why a right is lost when no symptom of the catalogue says it."""

    EXPIRED = "expired"  # the document ended before the next one came
    REFUSED = "refused"  # a valid document was not accepted
    WAITING = "waiting"  # no document was issued yet
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class RightsLoss:
    """A right of a person, from the day it was lost."""

    id: str
    person: str
    right: Right
    lost_on: date
    cause: str = ""  # a `Cause`, or the code of a symptom; "": not said
    restored_on: date | None = None  # the first day it was there again
