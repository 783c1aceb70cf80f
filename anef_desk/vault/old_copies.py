"""Backups of former generations: whoever left can still read them.

A backup is a vault folder of its own, ``backups/<stamp>``, with the keys it was made
with: who has a way in there can be read without any passphrase.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from anef_desk.vault import keys
from anef_desk.vault.errors import KeysDamagedError, VaultTooNewError
from anef_desk.vault.files import explained, remove_file, sync_folder

_STAMP: Final = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, kw_only=True)
class OldCopy:
    """A backup under a former master key."""

    path: Path
    made_at: datetime
    generation: int
    staff: frozenset[str]  # who has a way in there, by identifier


def old_copies(backups: Path, generation: int) -> tuple[OldCopy, ...]:
    """Return the backups made before *generation*, the first one first.

    One whose keys cannot be read opens for nobody, and is not among them.
    """
    try:
        folders = sorted(backups.iterdir())
    except OSError:
        return ()
    found = [_copy(folder) for folder in folders]
    return tuple(copy for copy in found if copy and copy.generation < generation)


def delete(copies: tuple[OldCopy, ...]) -> None:
    """Delete *copies*: their keys first, so that none is left readable half-way.

    Raises:
        ExpectedError: If the place cannot be written.
    """
    for copy in copies:
        for name in (keys.NAME, keys.PREVIOUS):
            remove_file(copy.path / name)
        with explained():
            shutil.rmtree(copy.path)
            sync_folder(copy.path.parent)


def _copy(folder: Path) -> OldCopy | None:
    try:
        made_at = datetime.strptime(folder.name, _STAMP).replace(tzinfo=UTC)
        found = keys.read_keys(folder)
    except (ValueError, OSError, KeysDamagedError, VaultTooNewError):
        return None
    return OldCopy(
        path=folder,
        made_at=made_at,
        generation=found.generation,
        staff=frozenset(slot.id for slot in found.slots),
    )
