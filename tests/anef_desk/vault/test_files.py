"""Small files: replaced whole, private, and every failure said."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import filelock
import pytest

from anef_desk.clock import now
from anef_desk.vault import files, integrity, lock
from anef_desk.vault.copying import copy_file, give_name
from anef_desk.vault.errors import (
    DiskFullError,
    NetworkPlaceError,
    ReadOnlyPlaceError,
    VaultDamagedError,
    VaultOutOfReachError,
)
from anef_desk.vault.files import make_empty, read_file, replace_file, sync_folder

MEANINGS = [
    (errno.ENOSPC, DiskFullError),
    (errno.EDQUOT, DiskFullError),
    (errno.EROFS, ReadOnlyPlaceError),
    (errno.EACCES, ReadOnlyPlaceError),
    (errno.EPERM, ReadOnlyPlaceError),
    (errno.EIO, VaultOutOfReachError),
    (errno.ENODEV, VaultOutOfReachError),
]


def failing(code: int):  # noqa: ANN201
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    for content in (b"one", b"", b"two" * 9999):
        replace_file(path, content)
        assert read_file(path, 1 << 20) == content
    assert [item.name for item in tmp_path.iterdir()] == ["keys.json"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def synced(monkeypatch: pytest.MonkeyPatch) -> list[int | str]:
    """Return a list that fills with what is made durable and renamed, in order."""
    done: list[int | str] = []
    fsync, replace, rename = os.fsync, Path.replace, Path.rename

    def told(handle: int) -> None:
        done.append(os.fstat(handle).st_ino)
        fsync(handle)

    def replaced(path: Path, target: Path) -> Path:
        done.append("named")
        return replace(path, target)

    def renamed(path: Path, target: Path) -> Path:
        done.append("named")
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", told)
    monkeypatch.setattr(Path, "replace", replaced)
    monkeypatch.setattr(Path, "rename", renamed)
    return done


@pytest.mark.skipif(sys.platform == "win32", reason="it syncs no folder")
def test_what_is_written_is_durable_before_its_name_and_its_name_before_an_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = synced(monkeypatch)

    replace_file(tmp_path / "keys.json", b"one")

    written = (tmp_path / "keys.json").stat().st_ino
    assert done == [written, "named", tmp_path.stat().st_ino]


@pytest.mark.skipif(sys.platform == "win32", reason="it syncs no folder")
def test_a_backup_is_durable_before_it_counts_and_counts_durably(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "vault.db").write_bytes(b"pages")
    part = tmp_path / "backup.part"
    part.mkdir()
    done = synced(monkeypatch)

    copy_file(tmp_path / "vault.db", part / "vault.db")
    give_name(part, tmp_path / "backup")

    folder = tmp_path / "backup"
    copied = (folder / "vault.db").stat().st_ino
    assert done == [
        copied,
        folder.stat().st_ino,
        "named",
        tmp_path.stat().st_ino,
    ]


@pytest.mark.parametrize(("code", "meaning"), MEANINGS)
@pytest.mark.parametrize("step", ["fsync", "open", "replace"])
def test_a_failure_leaves_the_file_as_it_was(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: int,
    meaning: type[Exception],
    step: str,
) -> None:
    path = tmp_path / "keys.json"
    replace_file(path, b"before")

    with monkeypatch.context() as patch:
        owner = Path if step == "replace" else files.os
        patch.setattr(owner, step, failing(code))
        with pytest.raises(meaning):
            replace_file(path, b"after")

    assert [item.name for item in tmp_path.iterdir()] == ["keys.json"]
    assert path.read_bytes() == b"before"


def test_what_is_made_must_not_be_there(tmp_path: Path) -> None:
    make_empty(tmp_path / "vault.db")
    assert stat.S_IMODE((tmp_path / "vault.db").stat().st_mode) == 0o600
    with pytest.raises(VaultOutOfReachError):
        make_empty(tmp_path / "vault.db")


def test_what_cannot_be_read_is_out_of_reach(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "nothing", 1)
    with pytest.raises(VaultOutOfReachError):
        read_file(tmp_path, 1)


def test_no_more_is_read_than_asked(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"x" * 100)
    assert read_file(tmp_path / "big", 10) == b"x" * 10


def test_a_system_that_cannot_sync_a_folder_does_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows opens no folder."""
    monkeypatch.setattr(files.os, "open", failing(errno.EACCES))
    sync_folder(tmp_path)


# The lock


@pytest.mark.parametrize(("code", "meaning"), MEANINGS)
def test_a_place_where_no_lock_can_be_taken_is_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: int,
    meaning: type[Exception],
) -> None:
    monkeypatch.setattr(filelock.FileLock, "acquire", failing(code))
    with pytest.raises(meaning):
        lock.take(tmp_path, now())


def test_a_lock_nobody_could_sign_is_given_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(files.os, "open", failing(errno.ENOSPC))
        patch.setattr(lock, "explained", lambda: pytest.raises(()))
        with pytest.raises(DiskFullError):
            lock.replace_file(tmp_path / lock.HOLDER, b"")
    monkeypatch.setattr(lock, "replace_file", failing(errno.ENOSPC))
    with pytest.raises(OSError, match="space"):
        lock.take(tmp_path, now())
    monkeypatch.undo()

    lock.take(tmp_path, now()).release()


# The shape of the database


@pytest.mark.parametrize("size", [0, 1, 4095, 4096, 8191, 8193, 12287])
def test_what_was_cut_is_damaged_before_anything_reads_it(
    tmp_path: Path, size: int
) -> None:
    path = tmp_path / "vault.db"
    path.write_bytes(bytes(size))
    with pytest.raises(VaultDamagedError):
        integrity.check_shape(path)


@pytest.mark.parametrize("size", [8192, 12288])
def test_whole_pages_have_the_right_shape(tmp_path: Path, size: int) -> None:
    path = tmp_path / "vault.db"
    path.write_bytes(bytes(size))
    integrity.check_shape(path)


def test_a_missing_database_is_damage(tmp_path: Path) -> None:
    with pytest.raises(VaultDamagedError):
        integrity.check_shape(tmp_path / "vault.db")


@pytest.mark.parametrize(
    ("mounts", "remote"),
    [
        ("/dev/sda1 / ext4 rw 0 0\n", False),
        ("/dev/sda1 / ext4 rw 0 0\nserver:/x {place} nfs4 rw 0 0\n", True),
        ("server:/x / nfs rw 0 0\n/dev/sdb1 {place} vfat rw 0 0\n", False),
        ("/dev/sda1 / ext4 rw 0 0\n//nas/x {place}x cifs rw 0 0\n", False),
        ("a {place} ext4 rw 0 0\n//nas/x {place} cifs rw 0 0\n", True),
        ("", False),
    ],
)
def test_the_file_system_nearest_to_the_vault_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mounts: str, remote: bool
) -> None:
    place = tmp_path / "le coffre"
    place.mkdir()
    spelt = str(place).replace(" ", "\\040")
    (tmp_path / "mounts").write_text(mounts.format(place=spelt), encoding="utf-8")
    monkeypatch.setattr(integrity, "_MOUNTS", tmp_path / "mounts")

    assert integrity.is_remote(place) is remote

    (place / "vault.db").write_bytes(bytes(8192))
    if remote:
        with pytest.raises(NetworkPlaceError):
            integrity.check_shape(place / "vault.db")


def test_a_system_without_a_list_of_mounts_is_taken_at_its_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(integrity, "_MOUNTS", tmp_path / "nothing")
    assert not integrity.is_remote(tmp_path)
