"""The association or shelter whose name stands at the head of letters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """A letterhead."""

    name: str
    address: str = ""  # one line per line
    city: str = ""  # where letters are dated from
    phone: str = ""
    email: str = ""
