"""What ANEF asks for, in its order, with the values of the file ready to be copied.

The order is content (`resources/entry-sheets`); the words belong to whoever shows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

import msgspec
from msgspec import Struct

from anef_desk import resources
from anef_desk.desk.views import CaseFile
from anef_desk.domain.person import Person
from anef_desk.domain.residence_document import Kind, ResidenceDocument

Section = Literal[
    "account",
    "held",
    "situation",
    "identity",
    "address",
    "photo",
    "documents",
    "review",
    "visa",
    "passport",
    "entry",
    "payment",
    "confirmation",
    "parent",
    "child",
]

Field = Literal[
    "numero_etranger",
    "family_name",
    "used_name",
    "given_names",
    "birth_date",
    "birth_place",
    "nationality",
    "status",
    "marital",
    "minor_children",
    "housing",
    "address",
    "email",
    "phone",
    "decision_on",
    "decision_number",
    "held_number",
    "held_starts_on",
    "held_ends_on",
]

SECTIONS: tuple[Section, ...] = get_args(Section)
FIELDS: tuple[Field, ...] = get_args(Field)


class SheetSection(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of the form: what it is, and its fields in order."""

    id: Section
    fields: tuple[Field, ...]


class EntrySheet(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The form of a family of procedures."""

    procedures: tuple[str, ...]
    verified: bool  # the fact sheet has no doubt about the order of the screens
    section: tuple[SheetSection, ...]


@dataclass(frozen=True)
class Value:
    """A field of the form and what to type there; "" when the file does not say."""

    field: Field
    text: str


@dataclass(frozen=True)
class FilledSheet:
    """The form of one case, with its values."""

    verified: bool
    sections: tuple[tuple[Section, tuple[Value, ...]], ...]


@cache
def sheets() -> dict[str, EntrySheet]:
    """Return the form of each procedure that has one."""
    found: dict[str, EntrySheet] = {}
    for file in sorted(
        resources.root("resources").joinpath("entry-sheets").iterdir(),
        key=lambda file: file.name,
    ):
        sheet = msgspec.toml.decode(file.read_bytes(), type=EntrySheet)
        found |= dict.fromkeys(sheet.procedures, sheet)
    return found


def filled(case: CaseFile, held: ResidenceDocument | None) -> FilledSheet | None:
    """Return the form of *case* with its values, None when the fact sheets have none.

    What OFPRA printed comes before what the file says: ANEF compares with it.

    Args:
        case: The case.
        held: The residence document the form asks about, the one that ends last.
    """
    sheet = sheets().get(case.case.procedure)
    if sheet is None:
        return None
    values = _values(case, held)
    return FilledSheet(
        verified=sheet.verified,
        sections=tuple(
            (
                section.id,
                tuple(Value(field, values[field]) for field in section.fields),
            )
            for section in sheet.section
        ),
    )


def _values(case: CaseFile, held: ResidenceDocument | None) -> dict[Field, str]:
    person: Person = case.person
    printed = case.identity
    birth = (printed.birth_date if printed else None) or person.birth_date
    decided = person.protection_decision_on
    children = person.minor_children
    starts, ends = (held.starts_on, held.ends_on) if held else (None, None)
    return {
        "numero_etranger": person.numero_etranger,
        "family_name": (printed.family_name if printed else "") or person.family_name,
        "used_name": person.used_name,
        "given_names": (printed.given_names if printed else "") or person.given_names,
        "birth_date": birth.printed if birth else "",
        "birth_place": (printed.birth_place if printed else "") or person.birth_place,
        "nationality": person.nationality,
        "status": person.status.value if person.status else "",
        "marital": person.marital.value if person.marital else "",
        "minor_children": "" if children is None else str(children),
        "housing": person.housing.value if person.housing else "",
        "address": person.address,
        "email": person.email,
        "phone": person.phone,
        "decision_on": f"{decided:%d/%m/%Y}" if decided else "",
        "decision_number": person.protection_decision_number,
        "held_number": held.number if held else "",
        "held_starts_on": f"{starts:%d/%m/%Y}" if starts else "",
        "held_ends_on": f"{ends:%d/%m/%Y}" if ends else "",
    }


ASKED_ABOUT: frozenset[Kind] = frozenset(
    {
        Kind.API,
        Kind.ADF,
        Kind.RECEPISSE,
        Kind.ATDA,
        Kind.APS,
        Kind.PERMIT,
        Kind.RESIDENT_CARD,
        Kind.VLS_TS,
    }
)
"""Documents the form may ask about: those with dates and a number of their own."""
