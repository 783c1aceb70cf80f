"""Killed while somebody is removed: one of the two vaults opens, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from anef_desk.domain.identifiers import new_id
from anef_desk.domain.staff import Role, Staff
from anef_desk.vault import gate, keys
from anef_desk.vault.errors import VaultDamagedError, WrongPassphraseError
from anef_desk.vault.vault import open_vault

from .conftest import CHEAP, PROJECT, Desk
from .session import write

ROTATION = Path(__file__).with_name("rotation.py")
LEAVER = Staff(id=new_id(), name="Nadia", role=Role.DESK)
KILLS_PER_CALL = 4
CALLS = ("pwrite64", "write", "fsync", "ftruncate", "rename", "unlink", "openat")


@pytest.fixture
def manned(desk: Desk) -> Desk:
    """Give a vault with two people who open it, and somebody in it."""
    with closing(
        open_vault(desk.folder, desk.staff.id, "x", floor=CHEAP, state=desk.state)
    ) as vault:
        gate.admit(vault, desk.staff, LEAVER, "y", CHEAP)
        with vault.transaction(desk.staff) as store:
            write(store, 0)
            store.commit()
    return desk


def rotate(folder: Path, state: Path, *before: str) -> int:
    """Remove the colleague in another process, under the command *before*."""
    return subprocess.run(
        [*before, sys.executable, str(ROTATION), str(folder), str(state)],
        check=False,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"},
    ).returncode


def copied(desk: Desk, number: int) -> Desk:
    """Return a copy of *desk*, to be killed in its place."""
    place = desk.folder.parent / f"copy {number}"
    shutil.copytree(desk.folder, place / "coffre")
    shutil.copytree(desk.state, place / "state")
    return Desk(place / "coffre", place / "state", desk.staff)


def opened_whole(desk: Desk) -> int:
    """Assert that the vault is one of the two, whole; return its generation."""
    named = keys.read_keys(desk.folder).generation
    assert desk.assert_whole({0}) == 1
    assert keys.read_keys(desk.folder).generation == named
    left = {item.name for item in desk.folder.iterdir()} - {"vault.db-journal"}
    assert left <= {
        "vault.db", "keys.json", "keys.previous.json", "vault.lock", "backups",
    }, left  # fmt: skip
    if named == 2:
        for name in (keys.NAME, keys.PREVIOUS):
            assert LEAVER.id.encode() not in (desk.folder / name).read_bytes()
        with pytest.raises(WrongPassphraseError):
            open_vault(desk.folder, LEAVER.id, "y", floor=CHEAP, state=desk.state)
    else:
        open_vault(desk.folder, LEAVER.id, "y", floor=CHEAP, state=desk.state).close()
    return named


def test_killed_at_a_system_call_of_a_rotation_one_vault_opens_whole(
    manned: Desk,
    strace: str,
    tmp_path: Path,
    effort: int,
    tell: Callable[[str], None],
) -> None:
    """SIGKILL at writes, renamings, removals; then again, to the end."""
    generations: list[int] = []
    killed = number = 0
    for call in CALLS:
        trace = tmp_path / f"trace {call}"
        number += 1
        whole = copied(manned, number)
        under = (
            strace,
            "-f",
            "--seccomp-bpf",
            "-qq",
            "-o",
            str(trace),
            *_paths(whole.folder),
        )
        assert rotate(whole.folder, whole.state, *under, f"-e{call}") == 0
        total = len(trace.read_text(encoding="utf-8", errors="replace").splitlines())
        for when in range(1, total + 1, max(1, total // (KILLS_PER_CALL * effort))):
            number += 1
            one = copied(manned, number)
            injected = f"-einject={call}:signal=SIGKILL:when={when}"
            status = rotate(
                one.folder, one.state, strace, "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null",
                *_paths(one.folder), injected,
            )  # fmt: skip
            killed += status == -signal.SIGKILL
            generations.append(opened_whole(one))
            shutil.rmtree(one.folder.parent)
    both = f"{generations.count(1)} before, {generations.count(2)} after"
    tell(f"{killed} kills: {both}")

    assert killed >= 20
    assert set(generations) == {1, 2}


def _paths(folder: Path) -> tuple[str, ...]:
    """Return what has strace count only what concerns the vault's own files."""
    names = (
        "vault.db", "vault.db-journal", "vault.next-2.db", "vault.next-2.db-journal",
        "keys.json", "keys.json.part", "keys.previous.json",
        "keys.previous.json.part", "",
    )  # fmt: skip
    return tuple(part for name in names for part in ("-P", str(folder / name)))


def test_the_key_of_before_opens_nothing_after(manned: Desk) -> None:
    before = manned.folder.parent / "before"
    shutil.copytree(manned.folder, before)
    assert rotate(manned.folder, manned.state) == 0
    shutil.copy(before / keys.NAME, manned.folder / keys.NAME)
    with pytest.raises(VaultDamagedError):
        open_vault(manned.folder, LEAVER.id, "y", floor=CHEAP, state=manned.state)
