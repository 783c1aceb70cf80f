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
from anef_desk.i18n import N_
from anef_desk.vault import keys
from anef_desk.vault.files import read_file
from anef_desk.vault.manifest import listed
from anef_desk.vault.store import Store

FORMER_KEY: Final = N_(
    "Ce coffre vient d’une sauvegarde faite avant un changement de clé : une personne"
    " retirée depuis peut de nouveau l’ouvrir. La personne qui coordonne vérifie"
    " l’équipe, et retire de nouveau qui est parti."
)
"""Said until the key changes again: the one in force is that of a backup put back."""

_SETTING: Final = "generation"
_PLAUSIBLE: Final = 1 << 20
"""Nothing vouches for what a copy says: more is a file that somebody made up."""


def highest(vault: str, backups: Path, *others: int) -> int:
    """Return the highest number given to *vault*, as its *backups* and *others* say."""
    return max(filter(_is_plausible, (0, *others, *_said(vault, backups))))


def of_keys(vault: str, folder: Path) -> Iterator[int]:
    """Give the numbers that keys in *folder* say, those put aside included."""
    for path in (folder / keys.NAME, *folder.glob("keys.damaged-*.json")):
        yield _number(vault, path)


def note(store: Store, number: int) -> None:
    """Write down that *number* was given, by a key whose vault is not this one."""
    store.settings.put(_SETTING, str(max(number, noted(store))))


def noted(store: Store) -> int:
    """Return what `note` wrote, 0 if it never did."""
    return int(store.settings.get(_SETTING) or 0)


def _said(vault: str, backups: Path) -> Iterator[int]:
    for backup in listed(backups):
        yield _number(vault, backup.folder / keys.NAME)


def _number(vault: str, path: Path) -> int:
    """Return the number a file of keys says, 0 of one that is not of *vault*."""
    try:
        found = keys.parse(read_file(path, keys.LARGEST_FILE))
    except (FileNotFoundError, ExpectedError):
        return 0
    return found.generation if found.vault == vault else 0


def _is_plausible(number: int) -> bool:
    return number <= _PLAUSIBLE
