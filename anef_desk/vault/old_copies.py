"""Backups of former generations: whoever left can still read them.

A backup is a vault folder of its own, with the keys it was made with: of which
generation it is, and who has a way in there, is read without any passphrase.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from anef_desk.errors import ExpectedError
from anef_desk.vault import keys
from anef_desk.vault.files import explained, remove_file, sync_folder
from anef_desk.vault.keys import Keys
from anef_desk.vault.manifest import Backup, Manifest, listed


@dataclass(frozen=True, kw_only=True)
class OldCopy:
    """A backup under a former master key."""

    path: Path
    made_at: datetime
    generation: int
    staff: frozenset[str]  # who has a way in there, by identifier


def old_copies(backups: Path, present: Keys) -> tuple[OldCopy, ...]:
    """Return the backups in *backups* made before the *present* keys, the first first.

    One that says nowhere of which generation it is opens for nobody, and is not among
    them; nor is that of another vault.
    """
    found = map(_copy, reversed(listed(backups)))
    return tuple(
        copy
        for vault, copy in filter(None, found)
        if vault == present.vault and copy.generation < present.generation
    )


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


def _copy(backup: Backup) -> tuple[str, OldCopy] | None:
    """Return of which vault a backup is, and what it is; None if it does not say."""
    said: Keys | Manifest | None
    try:
        said = keys.read_keys(backup.folder)
    except ExpectedError:
        said = backup.manifest  # Deleted half-way, its keys are gone.
    if said is None:
        return None
    slots = said.slots if isinstance(said, Keys) else ()
    return said.vault, OldCopy(
        path=backup.folder,
        made_at=backup.made_at,
        generation=said.generation,
        staff=frozenset(slot.id for slot in slots),
    )
