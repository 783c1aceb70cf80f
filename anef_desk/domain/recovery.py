"""The printed sheet that opens a vault when no passphrase is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class RecoverySheet:
    """A sheet that was printed; its secret is on paper alone."""

    id: str
    public_key: str
    made_on: date
    confirmed_on: date | None = None  # None: not typed back yet, it opens nothing
