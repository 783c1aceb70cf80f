"""The practice vault, as the window opens it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Practice(NamedTuple):
    """A vault of fictional people, opened without asking."""

    folder: Path
    staff: str
    passphrase: str
