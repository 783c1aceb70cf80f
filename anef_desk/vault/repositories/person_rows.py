"""A person as a row: what is read, what is vouched for, and what they are sorted by."""

from __future__ import annotations

from typing import Any

from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Civility, Housing, Marital, Person, Reading, Status
from anef_desk.vault.canonical import Fields, columns, day, filled
from anef_desk.vault.search import search_key


def fields_of(person: Person) -> Fields:
    """Return the fields the journal vouches for."""
    values = columns(person)
    del values["id"]
    return filled(values)


def person_of(row: Any) -> Person:  # noqa: ANN401 - a row
    """Return the person of a *row*."""
    birth = row["birth_date"]
    return Person(
        id=row["id"],
        family_name=row["family_name"],
        given_names=row["given_names"],
        used_name=row["used_name"],
        native_name=row["native_name"],
        civility=Civility(row["civility"]) if row["civility"] else None,
        birth_date=PartialDate.parse(birth) if birth else None,
        birth_place=row["birth_place"],
        nationality=row["nationality"],
        numero_etranger=row["numero_etranger"],
        status=Status(row["status"]) if row["status"] else None,
        language=row["language"],
        marital=Marital(row["marital"]) if row["marital"] else None,
        minor_children=row["minor_children"],
        housing=Housing(row["housing"]) if row["housing"] else None,
        address=row["address"],
        phone=row["phone"],
        email=row["email"],
        prefecture=row["prefecture"],
        protection_decision_on=day(row["protection_decision_on"]),
        protection_decision_number=row["protection_decision_number"],
        last_contact=day(row["last_contact"]),
        other_languages=row["other_languages"],
        reading=Reading(row["reading"]) if row["reading"] else None,
    )


def names_of(fields: Fields) -> str:
    """Return the names among the fields of a person, in every script."""
    return " ".join(
        str(fields[name])
        for name in ("family_name", "given_names", "used_name", "native_name")
    )


def name_key(person: Person) -> str:
    """Return what *person* is sorted by."""
    return search_key(f"{person.family_name} {person.given_names}") or search_key(
        f"{person.used_name} {person.native_name}"
    )
