"""Is the vault what was written? Its shape, its pages, its index, its journal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from anef_desk.i18n import N_
from anef_desk.progress import Report
from anef_desk.vault.canonical import Fields
from anef_desk.vault.connection import PAGE, SMALLEST, Database
from anef_desk.vault.errors import (
    DatabaseCutError,
    DatabaseEmptiedError,
    DatabaseMissingError,
    ForeignFileError,
    NetworkPlaceError,
    VaultDamagedError,
)
from anef_desk.vault.journal import GONE, Journal
from anef_desk.vault.notice import Notice

CHECKED_EACH_TIME = 200 * 1000 * 1000
"""Bytes of a vault whose pages are all checked at each opening; beyond, once a day."""

JOURNAL_BROKEN = N_(
    "Le journal n’est plus celui qui a été écrit, à partir de la ligne {number}."
)
ROW_DISAGREES = N_(
    "Un enregistrement n’est plus celui dont le journal se souvient ({entity})."
)
INDEX_DISAGREES = N_("La recherche ne retrouve plus tout le monde.")

_REMOTE = frozenset(
    {
        "afs", "ceph", "cifs", "davfs", "fuse.davfs", "fuse.glusterfs",
        "fuse.gvfsd-fuse", "fuse.rclone", "fuse.sshfs", "glusterfs", "lustre",
        "ncpfs", "nfs", "nfs4", "smb3", "smbfs",
    }
)  # fmt: skip
_MOUNTS = Path("/proc/self/mounts")


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What verifying a whole vault found."""

    pages: int
    entries: int  # of the journal
    records: int  # the journal vouches for
    findings: tuple[Notice, ...]

    @property
    def sound(self) -> bool:
        """Return whether everything is as it was written."""
        return not self.findings


class Vouched(Protocol):
    """A repository whose records the journal vouches for."""

    @property
    def entity(self) -> str:
        """What its records are called in the journal."""

    def fields(self, identifier: str, /) -> Fields | None:
        """Return the fields of a record, None of an unknown one."""

    def identifiers(self) -> Iterator[str]:
        """Give the identifier of every record."""


def check_shape(database: Path, *, opened: bool = False) -> None:
    """Refuse what cannot be a vault, before anything reads it.

    Only the size is looked at: to open the file here would drop SQLite's locks. A power
    cut may have left the beginning of a page at its end, with the journal that undoes
    it beside: whoever opens such a file looks at its shape again.

    Args:
        database: The file.
        opened: It was opened, and what was to be undone is undone.

    Raises:
        VaultDamagedError: If it was cut, emptied, or has a write-ahead log beside it.
        NetworkPlaceError: If it is on a network file system.
    """
    try:
        size = database.stat().st_size
    except FileNotFoundError as error:
        raise DatabaseMissingError from error
    if size <= 1:
        raise DatabaseEmptiedError
    undone = opened or not _is_filled(database.with_name(f"{database.name}-journal"))
    if size < SMALLEST or (size % PAGE and undone):
        raise DatabaseCutError
    # We never make a write-ahead log: whatever it holds is not ours.
    if os.path.lexists(database.with_name(f"{database.name}-wal")):
        raise ForeignFileError
    if is_remote(database.parent):
        raise NetworkPlaceError


def _is_filled(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def is_remote(folder: Path) -> bool:
    """Return whether *folder* is known to be on a network file system."""
    if sys.platform == "win32":  # pragma: no cover
        return str(folder.resolve()).startswith("\\\\")
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:  # Not Linux.
        return False
    place = f"{folder.resolve()}/"
    best, kind = -1, ""
    for line in mounts.splitlines():
        _, mount, found, *_ = line.split(" ")
        point = f"{_unescaped(mount).rstrip('/')}/"
        if place.startswith(point) and len(point) >= best:
            best, kind = len(point), found
    return kind in _REMOTE


def _unescaped(mount: str) -> str:
    for code, letter in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n")):
        mount = mount.replace(code, letter)
    return mount.replace("\\134", "\\")


def check_pages(database: Database, *, read_only: bool = False) -> None:
    """Check every page, then what they say together, then the full-text index.

    Each sees what the other does not: the cipher a changed byte, SQLite a cut.

    Args:
        database: What to check.
        read_only: Leave out the full-text index, which SQLite checks by a writing.

    Raises:
        VaultDamagedError: If anything is not as it was written.
    """
    for _step in checking(database, read_only=read_only):
        pass


def checking(
    database: Database, *, read_only: bool = False, skip: int = 0
) -> Iterator[tuple[int, int]]:
    """Do what `check_pages` does a part at a time: parts done, parts in all.

    Between two parts, whoever waits for the vault can be served.

    Args:
        database: What to check.
        read_only: See `check_pages`.
        skip: How many parts were done before somebody could not wait.
    """
    parts: list[Callable[[Database], bool]] = [
        _pages_are_sealed,
        _pages_agree,
        _rows_agree,
        *(() if read_only else (_words_agree,)),
    ]
    for done, part in enumerate(parts[skip:], skip + 1):
        if not part(database):
            raise VaultDamagedError
        database.run("pragma shrink_memory")  # It read pages that nobody asks for.
        yield done, len(parts)


def _pages_are_sealed(database: Database) -> bool:
    return not database.all("pragma cipher_integrity_check")


def _pages_agree(database: Database) -> bool:
    return [row[0] for row in database.all("pragma integrity_check")] == ["ok"]


def _rows_agree(database: Database) -> bool:
    return not database.all("pragma foreign_key_check")


def _words_agree(database: Database) -> bool:
    database.run("insert into person_search (person_search) values ('integrity-check')")
    return True


def findings(
    journal: Journal,
    repositories: Mapping[str, Vouched],
    report: Report,
) -> tuple[int, tuple[Notice, ...]]:
    """Compare the records with the journal: how many there are, and what is odd.

    Args:
        journal: Its chain is checked first.
        repositories: By the name the journal has for their records.
        report: Told between two records; may raise to stop.
    """
    found: list[Notice] = []
    broken = journal.first_broken()
    if broken is not None:
        found.append(Notice(JOURNAL_BROKEN, {"number": broken}))
    latest = {
        (entity, identifier): digest
        for entity, identifier, digest in journal.latest_digests()
    }
    known = {
        (entity, identifier)
        for entity, repository in repositories.items()
        for identifier in repository.identifiers()
    }
    both = sorted(latest.keys() | known)
    for done, (entity, identifier) in enumerate(both):
        report(done, len(both))
        repository = repositories.get(entity)
        fields = repository.fields(identifier) if repository else None
        digest = GONE if fields is None else journal.digest(entity, identifier, fields)
        if digest != latest.get((entity, identifier)):
            found.append(Notice(ROW_DISAGREES, {"entity": entity}))
    return len(known), tuple(found)
