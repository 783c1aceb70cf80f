"""A letter an organisation words its own way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class OwnTemplate:
    """The text that stands in the place of a shipped template."""

    code: str  # such as "L02"
    text: str  # TOML, of the shape of a shipped template
    base_version: int  # of the shipped template it was made from
    changed_on: date
