"""People who work at the desk."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LONGEST_NAME: Final = 120
"""Characters of a name: whoever opens the vault reads all of them in a list."""


class Role(StrEnum):
    """What the interface offers a member of staff."""

    READER = "reader"  # a volunteer who only reads
    DESK = "desk"
    CASE_WORKER = "case_worker"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, kw_only=True)
class Staff:
    """A member of staff: one person, one secret, one key slot."""

    id: str
    name: str
    role: Role


def one_line(name: str) -> str:
    """Return *name* on one line, however it was typed.

    >>> one_line("  Nadia   B. ")
    'Nadia B.'
    """
    return unicodedata.normalize("NFC", " ".join(name.split()))


def called(name: str, staff: Sequence[Staff]) -> list[Staff]:
    """Return who of *staff* has this *name*, or identifier, to the letter.

    Else those whose name is the same on one line: it may be kept as it was typed.
    """
    return [one for one in staff if name in {one.name, one.id}] or [
        one for one in staff if one_line(one.name) == one_line(name)
    ]
