"""A person the desk accompanies. Least data: what a request or a letter asks for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from anef_desk.domain.partial_date import PartialDate


class Status(StrEnum):
    """On what ground a person stays, or asks to stay."""

    REFUGEE = "refugee"
    SUBSIDIARY_PROTECTION = "subsidiary_protection"
    STATELESS = "stateless"
    FAMILY_OF_REFUGEE = "family_of_refugee"
    FAMILY_OF_SUBSIDIARY_PROTECTION = "family_of_subsidiary_protection"
    FAMILY_OF_STATELESS = "family_of_stateless"
    TEMPORARY_PROTECTION = "temporary_protection"
    ASYLUM_SEEKER = "asylum_seeker"
    VISA_HOLDER = "visa_holder"
    PERMIT_HOLDER = "permit_holder"
    EU_CITIZEN = "eu_citizen"
    FAMILY_OF_EU_CITIZEN = "family_of_eu_citizen"
    BRITISH_WITHDRAWAL = "british_withdrawal"
    UNDOCUMENTED = "undocumented"


class Marital(StrEnum):
    """Marital status, as forms ask for it."""

    SINGLE = "single"
    MARRIED = "married"
    PACS = "pacs"
    DIVORCED = "divorced"
    WIDOWED = "widowed"


class Housing(StrEnum):
    """Where a person lives, which decides how they prove their address."""

    OWN = "own"
    HOSTED = "hosted"
    SHELTER = "shelter"
    DOMICILED = "domiciled"


class Civility(StrEnum):
    """How a letter names the person."""

    MADAME = "madame"
    MONSIEUR = "monsieur"


class Reading(StrEnum):
    """How easily a person reads the language they read best."""

    WELL = "well"
    A_LITTLE = "a_little"
    NOT = "not"


_AROUND_NUMBER = re.compile(
    "^n\\s*[°o]|[\\s.\\-\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", re.IGNORECASE
)


def bare_number(text: str) -> str:
    """Return a numéro étranger as ANEF takes it: without spaces, dots or « N° ».

    Figures of other scripts become those of French forms; anything else stays, for
    whoever reads it to refuse.

    >>> bare_number("N° 99 03-12.44 77")
    '9903124477'
    """
    return "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
        for sign in _AROUND_NUMBER.sub("", text.strip())
    )


@dataclass(frozen=True, kw_only=True)
class Person:
    """A person, as their papers name them; an empty field is not known yet."""

    id: str
    family_name: str = ""  # birth name; some people have a single name
    given_names: str = ""
    used_name: str = ""
    native_name: str = ""  # in the person's own script
    civility: Civility | None = None
    birth_date: PartialDate | None = None
    birth_place: str = ""
    nationality: str = ""  # in French, as on the form
    numero_etranger: str = ""
    status: Status | None = None
    language: str = ""  # code of the language they read, such as "fa_AF"
    marital: Marital | None = None
    minor_children: int | None = None
    housing: Housing | None = None
    address: str = ""  # one line per line
    phone: str = ""
    email: str = ""
    prefecture: str = ""  # such as "Préfecture de la Sarthe"
    protection_decision_on: date | None = None
    protection_decision_number: str = ""
    last_contact: date | None = None
    other_languages: str = ""  # spoken beside, such as "pachto, ourdou"
    reading: Reading | None = None

    @property
    def display_name(self) -> str:
        """Return the names in the order of French forms: NAME Given names."""
        names = (self.family_name.upper(), self.given_names)
        return " ".join(name for name in names if name) or self.native_name
