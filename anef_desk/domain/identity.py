"""How one document prints somebody's identity: papers do not always agree."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from anef_desk.domain.partial_date import PartialDate


class Printed(StrEnum):
    """On what an identity is printed."""

    OFPRA = "ofpra"  # the certificate of OFPRA, or the decision: the reference
    ATDA = "atda"
    API = "api"
    RECEPISSE = "recepisse"
    PERMIT = "permit"
    PASSPORT = "passport"
    VISA = "visa"
    ORIGIN = "origin"  # a document of the country of origin
    ANEF = "anef"  # the account, on screen
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Identity:
    """An identity as a document prints it; an empty field is not printed there."""

    id: str
    person: str
    source: Printed
    family_name: str = ""
    given_names: str = ""
    birth_date: PartialDate | None = None
    birth_place: str = ""
