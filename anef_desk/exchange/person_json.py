"""A person's own data as plain values, under the names of the domain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import time
from typing import Any, Final

from anef_desk.catalogue.library import Library, procedure_title
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person_data import PersonData
from anef_desk.exchange.person_export import paper_name
from anef_desk.vault.canonical import plain

LEFT_OUT: Final = frozenset({"staff", "taken_by", "added_by", "decided_by"})
"""Which colleague: the structure answers for what it noted, and they are not asked."""


def plain_data(data: PersonData, library: Library) -> dict[str, Any]:
    """Return everything *data* says; a part that is empty is there, and empty.

    The titles of procedures are those of *library*: their codes say nothing to anybody.
    """
    told: dict[str, Any] = _plain(data)
    for case in told["cases"]:
        case["title"] = procedure_title(library, case["procedure"]).french
    for number, (kept, item) in enumerate(
        zip(told["attachments"], data.attachments, strict=True), 1
    ):
        kept["file"] = paper_name(number, item.media_type)
    return told


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value of the domain
    if isinstance(value, Mapping):
        return {name: _plain(said) for name, said in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, time):
        return value.isoformat("minutes")
    if is_dataclass(value) and not isinstance(value, PartialDate):
        return {
            field.name: _plain(getattr(value, field.name))
            for field in fields(value)
            if not _is_left_out(value, field.name)
        }
    return plain(value)


def _is_left_out(value: object, name: str) -> bool:
    """Return whether a field names a colleague, or says again whose the record is."""
    return name in LEFT_OUT or (
        name == "person" and isinstance(getattr(value, name), str)
    )
