"""What a column of a table of prefectures may say, and how people call it."""

from __future__ import annotations

import re
from typing import Final

from anef_desk.exchange.matching import Field
from anef_desk.exchange.values import UnreadableValueError, plain, whole_date
from anef_desk.i18n import N_

_DEPARTMENT: Final = re.compile(r"(?:2[ab]|\d{1,3})(?= |$)", re.ASCII)
_PHONE_FIGURES, _POSTCODE_FIGURES = 9, 5


def department(text: str) -> str:
    """Return the number of a department; spreadsheets lose the nought of 01.

    >>> department("1"), department("2a (Corse-du-Sud)"), department("72 - Sarthe")
    ('01', '2A', '72')

    Raises:
        UnreadableValueError: If *text* does not begin with one.
    """
    found = _DEPARTMENT.match(plain(text))
    if found is None:
        raise UnreadableValueError("department")
    return found[0].upper().zfill(2)


def phone(text: str) -> str:
    """Return a telephone number, with the nought that spreadsheets lose."""
    alone = text.isascii() and text.isdecimal() and len(text) == _PHONE_FIGURES
    return f"0{text}" if alone else text


def postcode(text: str) -> str:
    """Return a postcode, with the nought that spreadsheets lose."""
    return text.zfill(_POSTCODE_FIGURES) if text.isdecimal() else text


FIELDS: Final = (
    Field("name", N_("Nom de la préfecture"), (
        "nom de la prefecture", "nom", "prefecture", "intitule", "denomination",
        "libelle", "name",
    )),
    Field("department", N_("Département"), (
        "departement", "numero du departement", "n du departement",
        "code departement", "dep", "dept", "department",
    ), department),
    Field("service", N_("Service"), ("service", "bureau", "direction")),
    Field("address", N_("Adresse"), (
        "adresse", "adresse postale", "rue", "voie", "address",
    ), lines=True),
    Field("postcode", N_("Code postal"), (
        "code postal", "cp", "postcode", "postal code",
    ), postcode),
    Field("town", N_("Ville"), ("ville", "commune", "localite", "town", "city")),
    Field("email", N_("Adresse électronique"), (
        "adresse electronique", "adresse mail", "email", "e mail", "mail", "courriel",
    )),
    Field("phone", N_("Téléphone"), (
        "telephone", "tel", "numero de telephone", "phone",
    ), phone),
    Field("checked_on", N_("Vérifiée le"), (
        "verifiee le", "verifie le", "date de verification", "checked on",
    ), whole_date),
)  # fmt: skip
"""Everything an import may fill, in the order it is offered."""
