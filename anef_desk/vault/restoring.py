"""Putting a backup back in the place of a vault: whole, or not at all.

Nothing is overwritten: what was damaged is kept under another name. The backup is read
in full, copied, opened, relieved of the people erased since, and read again, all under
names nobody opens. Then ``restore.json`` says that it is ready: killed before, there is
the vault that was; killed after, the next opening ends what was begun.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_
from anef_desk.vault import keys
from anef_desk.vault.copying import copy_file
from anef_desk.vault.files import explained, read_file, replace_file, sync_folder
from anef_desk.vault.manifest import DATABASE, is_named, moment_of, stamp
from anef_desk.vault.rereading import journal_of

READY: Final = "restore.json"
NEW_DATABASE: Final = "vault.restored.db"
NEW_KEYS: Final = "keys.restored.json"

_MOMENT: Final = re.compile(r"\d{8}T\d{6}Z")
_ORIGINAL: Final = re.compile(r"vault\.damaged-(\d{8}T\d{6}Z)\.db")
_LARGEST: Final = 4096
_BESIDE: Final = ("-journal", "-wal", "-shm")


UNFINISHED: Final = N_(
    "Une reprise de sauvegarde n’a pas été finie. Ce que vous lisez est la sauvegarde"
    " reprise, entière. La reprise se finira à la première ouverture là où le coffre"
    " peut être modifié."
)
"""Said of what `in_force` gives."""


class _Ready(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    moment: str  # names what was damaged
    database: bool  # false: only the keys are put back


def announce(folder: Path, moment: str, *, database: bool = True) -> None:
    """Say, durably, that the new files are ready to take the place of the old ones."""
    content = msgspec.json.encode(_Ready(moment, database))
    replace_file(folder / READY, content)


def free_moment(folder: Path, at: datetime) -> str:
    """Return what names the original that is kept: *at*, or the next second that is free.

    A clock may say the same twice, and nothing that was kept goes for it.
    """
    while any(folder.glob(f"*.damaged-{stamp(at)}.*")):
        at += timedelta(seconds=1)
    return stamp(at)


def finish(folder: Path) -> None:
    """End a restoration that is ready, forget one that is not; under the lock.

    Each step can be done again: it looks at what is there.

    Raises:
        ExpectedError: If the place is full, read-only or out of reach.
    """
    ready = _ready(folder)
    if ready is None:
        forget(folder)
        return
    with explained():
        if (folder / NEW_KEYS).exists():
            _keep_keys(folder, ready.moment)
            (folder / NEW_KEYS).replace(folder / keys.NAME)
        if ready.database and (folder / NEW_DATABASE).exists():
            _keep_database(folder, ready.moment)
            journal_of(folder / NEW_DATABASE).unlink(missing_ok=True)
            (folder / NEW_DATABASE).rename(folder / DATABASE)
        sync_folder(folder)
        (folder / READY).unlink()
        sync_folder(folder)


@dataclass(frozen=True)
class InForce:
    """The names of the files a restoration that was stopped has put in force."""

    database: str | None  # None where that of the vault stays
    keys: str


def in_force(folder: Path) -> InForce | None:
    """Return what a restoration that is ready puts in force, if it is not in place.

    For whoever may not `finish`: from the announcement on, that is the vault.
    """
    ready = _ready(folder)
    if ready is None:
        return None
    new_keys = (folder / NEW_KEYS).exists()
    new_database = ready.database and (folder / NEW_DATABASE).exists()
    if not new_keys and not new_database:
        return None
    return InForce(
        database=NEW_DATABASE if new_database else None,
        keys=NEW_KEYS if new_keys else keys.NAME,
    )


def forget(folder: Path) -> None:
    """Remove what a restoration had begun and never finished."""
    with explained():
        for name in (READY, NEW_KEYS, NEW_DATABASE, f"{NEW_DATABASE}-journal"):
            (folder / name).unlink(missing_ok=True)


def kept(folder: Path) -> tuple[str, ...]:
    """Return the names of the damaged originals that were kept, the newest first."""
    try:
        names = [item.name for item in folder.iterdir() if ".damaged-" in item.name]
    except OSError:
        return ()
    return tuple(sorted(names, reverse=True))


def originals(folder: Path) -> tuple[datetime, ...]:
    """Return when each damaged database that is kept was put aside, the newest first.

    Whoever was in it then still is.
    """
    moments = map(_ORIGINAL.fullmatch, kept(folder))
    return tuple(moment_of(one[1]) for one in moments if one and is_named(one[1]))


def discard_kept(folder: Path) -> None:
    """Remove the damaged originals: nobody will need them any more."""
    with explained():
        for name in kept(folder):
            (folder / name).unlink(missing_ok=True)


def _ready(folder: Path) -> _Ready | None:
    """Return what is ready; None when nothing is, or it cannot be told."""
    try:
        found = msgspec.json.decode(read_file(folder / READY, _LARGEST), type=_Ready)
    except (FileNotFoundError, ExpectedError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return found if _MOMENT.fullmatch(found.moment) else None


def _keep_keys(folder: Path, moment: str) -> None:
    """Keep the keys that were there, if others come; by a copy: there is never none."""
    target = folder / f"keys.damaged-{moment}.json"
    known = [
        path.read_bytes() if path.exists() else None
        for path in (folder / keys.NAME, folder / NEW_KEYS)
    ]
    if known[0] not in {None, known[1]} and not target.exists():
        part = folder / f"{target.name}.part"
        copy_file(folder / keys.NAME, part)
        part.rename(target)


def _keep_database(folder: Path, moment: str) -> None:
    """Keep the database that was there, with what stood beside it.

    What stands beside it goes first: else it would be taken for the new one's.
    """
    kept_as = folder / f"vault.damaged-{moment}.db"
    for suffix in _BESIDE:
        beside = folder / f"{DATABASE}{suffix}"
        if beside.exists() and beside.stat().st_size == 0:
            beside.unlink()
        elif beside.exists():
            beside.replace(folder / f"{kept_as.name}{suffix}")
    if (folder / DATABASE).exists():
        (folder / DATABASE).rename(kept_as)
