"""Identities as documents print them."""

from __future__ import annotations

from typing import Any

from anef_desk.domain.identity import Identity, Printed
from anef_desk.domain.partial_date import PartialDate
from anef_desk.vault.repositories.records import PersonalRecords


class Identities(PersonalRecords[Identity]):
    """The identities of the people of a vault, in the order they were noted.

    Whoever changes one lets `People.index` know, so that the name is found.
    """

    entity = "identity"
    added = "identity.added"
    changed = moved = "identity.changed"
    removed = "identity.removed"
    order = "id"

    def _read(self, row: Any) -> Identity:  # noqa: ANN401 - a row
        birth = row["birth_date"]
        return Identity(
            id=row["id"],
            person=row["person"],
            source=Printed(row["source"]),
            family_name=row["family_name"],
            given_names=row["given_names"],
            birth_date=PartialDate.parse(birth) if birth else None,
            birth_place=row["birth_place"],
        )
