"""The numbers that master keys of a vault have had: none is ever given twice.

A backup put back brings its number back too, while copies under later keys still lie
beside it, or are remembered by another computer. Two keys of one number would make
somebody else's copy look like the present vault.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from anef_desk.errors import ExpectedError
from anef_desk.vault import keys
from anef_desk.vault.manifest import listed
from anef_desk.vault.store import Store

_SETTING: Final = "generation"
_PLAUSIBLE: Final = 1 << 20
"""Nothing vouches for what a copy says: more is a file that somebody made up."""


def highest(vault: str, backups: Path, *others: int) -> int:
    """Return the highest number given to *vault*, as its *backups* and *others* say."""
    return max(filter(_is_plausible, (0, *others, *_said(vault, backups))))


def of_keys(folder: Path, vault: str) -> int:
    """Return the number ``keys.json`` in *folder* says, 0 if it is not of *vault*."""
    try:
        found = keys.read_keys(folder)
    except ExpectedError:
        return 0
    return found.generation if found.vault == vault else 0


def note(store: Store, number: int) -> None:
    """Write down that *number* was given, by a key whose vault is not this one."""
    if number > noted(store):
        store.settings.put(_SETTING, str(number))


def noted(store: Store) -> int:
    """Return what `note` wrote, 0 if it never did."""
    return int(store.settings.get(_SETTING) or 0)


def _said(vault: str, backups: Path) -> Iterator[int]:
    for backup in listed(backups):
        yield of_keys(backup.folder, vault)


def _is_plausible(number: int) -> bool:
    return number <= _PLAUSIBLE
