"""What a backup says of itself: of which vault, when, why, and that it is whole.

A backup is a folder of ``backups/``, named by the moment it was made, and a vault of
its own: ``vault.db``, ``keys.json``, and ``backup.json``, which this module reads.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

import msgspec

from anef_desk.errors import ExpectedError
from anef_desk.vault.copying import UNFINISHED
from anef_desk.vault.errors import BackupDamagedError, VaultOutOfReachError
from anef_desk.vault.files import read_file

FOLDER: Final = "backups"
DATABASE: Final = "vault.db"
NAME: Final = "backup.json"
FORMAT: Final = "anef-desk backup"
VERSION: Final = 1

_STAMP: Final = "%Y%m%dT%H%M%SZ"
_NAMED: Final = re.compile(r"\d{8}T\d{6}Z")
_LARGEST: Final = 1 << 16
_READ_AT_ONCE: Final = 1 << 20


class Reason(StrEnum):
    """Why a backup was made."""

    LOCK = "lock"
    TIMER = "timer"
    BEFORE_MIGRATION = "before_migration"
    BEFORE_ROTATION = "before_rotation"
    AFTER_ROTATION = "after_rotation"
    BEFORE_ERASURE = "before_erasure"
    BY_HAND = "by_hand"


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of ``backup.json``, sealed under the backup key of the vault."""

    format: str
    version: int
    vault: str
    generation: int
    made_at: datetime
    reason: Reason
    number: int  # of the last entry of the journal
    size: int  # bytes of vault.db
    sha256: str  # of vault.db
    contents: bytes  # MAC of what every table holds
    mac: bytes = b""


@dataclass(frozen=True)
class Backup:
    """A backup in its folder; its manifest is None when it does not read."""

    folder: Path
    manifest: Manifest | None

    @property
    def name(self) -> str:
        """Return the name of its folder."""
        return self.folder.name

    @property
    def made_at(self) -> datetime:
        """Return when it was made, to the second."""
        if self.manifest is not None and not is_named(self.name):
            return moment_of(stamp(self.manifest.made_at))  # Somebody renamed it.
        return moment_of(self.name)


def stamp(moment: datetime) -> str:
    """Return the name of the backup made at *moment*."""
    return moment.astimezone(UTC).strftime(_STAMP)


def moment_of(name: str) -> datetime:
    """Return when the backup *name* was made.

    Raises:
        ValueError: If no backup has such a name.
    """
    return datetime.strptime(name, _STAMP).replace(tzinfo=UTC)


def is_named(name: str) -> bool:
    """Return whether a backup may have this *name*."""
    if not _NAMED.fullmatch(name):
        return False
    try:
        return moment_of(name).year < MAXYEAR  # Else it is no day everywhere on earth.
    except ValueError:
        return False


def listed(place: Path) -> tuple[Backup, ...]:
    """Return the backups in the folder *place*, the newest first; none if unreachable.

    Asks for no passphrase: whether they are genuine is for `assert_genuine` to say.
    """
    try:
        names = [item.name for item in place.iterdir() if is_named(item.name)]
    except OSError:
        return ()
    return tuple(
        Backup(place / name, _read(place / name))
        for name in sorted(names, reverse=True)
    )


def backup_at(folder: Path) -> Backup | None:
    """Return the backup that *folder* is, whatever somebody called it, or None.

    One whose manifest does not read is told by its name alone; one that was half made,
    or half removed, is none; nor is a folder that is shut, as every stick has one.
    """
    try:
        if folder.suffix == UNFINISHED or not (folder / NAME).exists():
            return None
    except OSError:
        return None
    manifest = _read(folder)
    known = is_named(folder.name) or (manifest is not None and _is_dated(manifest))
    return Backup(folder, manifest) if known else None


def _is_dated(manifest: Manifest) -> bool:
    try:
        return is_named(stamp(manifest.made_at))
    except OverflowError:
        return False


def found(folder: Path) -> Backup:
    """Return the backup in *folder*.

    Raises:
        BackupDamagedError: If its manifest is not there, or does not read.
    """
    manifest = _read(folder)
    if manifest is None:
        raise BackupDamagedError
    return Backup(folder, manifest)


def signed(manifest: Manifest, key: bytes) -> Manifest:
    """Return *manifest* with the MAC that fits it."""
    return msgspec.structs.replace(manifest, mac=_mac(manifest, key))


def written(manifest: Manifest) -> bytes:
    """Return *manifest* as its file holds it."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def assert_genuine(backup: Backup, key: bytes) -> Manifest:
    """Return the manifest of *backup*, once its seal and its file were checked.

    Raises:
        BackupDamagedError: If either is not as it was written.
    """
    manifest = backup.manifest
    if manifest is None or not hmac.compare_digest(manifest.mac, _mac(manifest, key)):
        raise BackupDamagedError
    if digest_of(backup.folder / DATABASE) != manifest.sha256:
        raise BackupDamagedError
    return manifest


def sealed_contents(found: bytes, key: bytes) -> bytes:
    """Return what stands for the contents of a backup, and tells nothing of them."""
    return hmac.digest(key, b"contents\0" + found, "sha256")


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file no database has open.

    Raises:
        BackupDamagedError: If it is not there.
        VaultOutOfReachError: If it cannot be read.
    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while block := stream.read(_READ_AT_ONCE):
                digest.update(block)
    except FileNotFoundError as error:
        raise BackupDamagedError from error
    except OSError as error:
        raise VaultOutOfReachError from error
    return digest.hexdigest()


def _read(folder: Path) -> Manifest | None:
    try:
        content = read_file(folder / NAME, _LARGEST)
        manifest = msgspec.json.decode(content, type=Manifest)
    except (FileNotFoundError, ExpectedError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    if manifest.format != FORMAT or manifest.version != VERSION:
        return None
    return manifest if written(manifest) == content else None


def _mac(manifest: Manifest, key: bytes) -> bytes:
    bare = msgspec.structs.replace(manifest, mac=b"")
    return hmac.digest(key, b"manifest\0" + msgspec.json.encode(bare), "sha256")
