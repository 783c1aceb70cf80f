"""People who work at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
