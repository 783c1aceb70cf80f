"""Values as JSON, the same bytes for the same value, to be kept or sealed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields as fields_of
from datetime import date
from enum import Enum
from typing import Any, TypeAlias

import msgspec

from anef_desk.domain.partial_date import PartialDate
from anef_desk.vault.errors import UnwritableTextError

Plain: TypeAlias = str | int | bool | None
"""What a column, or a field of the journal, can be."""

Fields: TypeAlias = Mapping[str, Plain]
"""The named fields of an aggregate; those that are empty are absent."""


def encode(value: object) -> bytes:
    """Return *value* as JSON with sorted names.

    Raises:
        UnwritableTextError: If a text in it cannot be written as UTF-8.
    """
    try:
        return msgspec.json.encode(value, order="deterministic")
    except UnicodeEncodeError:
        raise UnwritableTextError from None


def listed(values: Iterable[object]) -> str:
    """Return *values* as a query reads them with ``json_each``."""
    return encode(list(values)).decode("utf-8")


def decode(text: str) -> Any:  # noqa: ANN401 - the caller knows what it wrote
    """Return what `encode` was given."""
    return msgspec.json.decode(text)


def plain(value: object) -> Plain:
    """Return a field of the domain as it is kept."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, PartialDate):
        return str(value)
    assert value is None or isinstance(value, (str, int))  # noqa: S101 - for types
    return value


def columns(value: Any) -> dict[str, Plain]:  # noqa: ANN401 - any domain dataclass
    """Return every field of a flat domain value as it is kept."""
    return {field.name: plain(getattr(value, field.name)) for field in fields_of(value)}


def filled(values: Fields) -> Fields:
    """Return the fields of *values* that are not empty."""
    return {name: value for name, value in values.items() if value not in (None, "")}


def day(text: str | None) -> date | None:
    """Return the date a column holds."""
    return None if text is None else date.fromisoformat(text)


def truth(number: int | None) -> bool | None:
    """Return the answer a column holds: yes, no, or not known."""
    return None if number is None else bool(number)
