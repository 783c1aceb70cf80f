"""Backups under accidents: killed, out of room, flipped, cut, put back."""

from __future__ import annotations

import random
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from anef_desk.vault.connection import PAGE
from anef_desk.vault.errors import BackupDamagedError, VaultDamagedError
from anef_desk.vault.manifest import listed
from anef_desk.vault.restore import restore
from anef_desk.vault.vault import open_vault, slots

from .conftest import CHEAP, Desk

CALLS = ("pwrite64", "write", "fsync", "ftruncate", "unlink", "rename", "mkdir")
FLIPS, FLIPS_LONG = 60, 2_000


def test_killed_at_any_call_of_a_session_with_a_backup(
    desk: Desk,
    strace: str,
    tmp_path: Path,
    chance: random.Random,
    request: pytest.FixtureRequest,
    tell: Callable[[str], None],
) -> None:
    """SIGKILL at a call of each kind; at every call with ``--long``."""
    trace, killed = tmp_path / "trace", 0
    _out, _status, error = desk.finished(
        desk.work(
            1, strace, "-qq", "-o", str(trace), f"-etrace={','.join(CALLS)}", backups=1
        )
    )
    assert error == ""
    called = [line.split("(")[0] for line in trace.read_text("utf-8").splitlines()]
    everything: set[int] = set(_out)
    named: set[str] = set()
    for call in CALLS:
        instants = list(range(1, called.count(call) + 1))
        if not request.config.getoption("--long"):
            instants = chance.sample(instants, min(2, len(instants)))
        for when in instants:
            injected = f"-einject={call}:signal=SIGKILL:when={when}"
            process = desk.work(
                1, strace, "-qq", "-o", "/dev/null", injected, backups=1
            )
            out, error = process.communicate(timeout=60)
            said = [line.split() for line in out.splitlines()]
            everything |= {int(line[1]) for line in said if line[0] == "ACK"}
            named |= {line[1] for line in said if line[0] == "BACKUP"}
            killed += process.returncode == -signal.SIGKILL
            desk.assert_whole(everything)
            named &= {b.name for b in listed(desk.folder / "backups")}
            desk.assert_backups(named)
    tell(f"{killed} kills, {len(everything)} ACK, 0 lost")

    assert killed >= len(CALLS)


@pytest.mark.parametrize(("error", "status"), [("ENOSPC", 15), ("EIO", 16)])
def test_a_backup_without_room_leaves_the_vault_as_it_was(
    desk: Desk, strace: str, chance: random.Random, error: str, status: int, effort: int
) -> None:
    """From the k-th call on: said with its status, nothing half there, then again."""
    desk.finished(desk.work(3))
    kept = desk.assert_whole(set())
    for _ in range(6 * effort):
        call = chance.choice(("pwrite64", "fsync", "write"))
        when = chance.randrange(2, 40)
        process = desk.work(
            0, strace, "-qq", "-o", "/dev/null",
            f"-einject={call}:error={error}:when={when}+", backups=1,
        )  # fmt: skip
        out, said = process.communicate(timeout=60)
        assert process.returncode in {0, status, 16}, (call, when)
        assert said == ""
        assert desk.assert_whole(set()) == kept
        desk.assert_backups(set())

    out, said = desk.work(0, backups=1).communicate(timeout=60)
    assert said == ""
    assert "BACKUP" in out


def test_random_kills_while_backups_are_made(
    desk: Desk, chance: random.Random, effort: int, tell: Callable[[str], None]
) -> None:
    import time

    desk.finished(desk.work(3))
    for _ in range(4 * effort):
        process = desk.work(0, backups=1000)
        assert process.stdout
        assert process.stdout.readline() == "READY\n"
        time.sleep(chance.uniform(0.0, 0.2))
        process.kill()
        desk.finished(process)
        desk.assert_whole(set())
        desk.assert_backups(set())
    tell(f"{4 * effort} kills")


@pytest.fixture
def safe(desk: Desk) -> Desk:
    """Give a vault of some people, with a backup that holds them all."""
    desk.finished(desk.work(4, backups=1))
    return desk


def everything_of(folder: Path) -> Iterator[Path]:
    """Give every file of a closed vault that has anything to lose."""
    for item in sorted(folder.rglob("*")):
        if item.is_file() and item.stat().st_size:
            yield item


def refused(safe: Desk) -> bool:
    """Return whether the vault was refused as damaged, with nothing else said."""
    try:
        staff = slots(safe.folder)[0]
        open_vault(safe.folder, staff.id, "x", floor=CHEAP, state=safe.state).close()
    except VaultDamagedError:
        return True
    return False


def comes_back(safe: Desk) -> None:
    """Restore the newest backup; everybody is there again."""
    backup = listed(safe.folder / "backups")[0]
    restore(
        safe.folder, backup.folder, safe.staff.id, "x", floor=CHEAP, state=safe.state
    )
    assert safe.assert_whole({0, 1, 2, 3}) == 4


def is_refused_or_useless(safe: Desk, path: Path, what: str) -> None:
    """Damage beside a backup is found by whoever would use it, and by nobody else."""
    if path.parent == safe.folder:
        assert refused(safe), what
        return
    assert not refused(safe), what
    if path.parent.name == "backups":  # A note: ignored when it does not read.
        return
    backup = listed(safe.folder / "backups")[0]
    with pytest.raises(BackupDamagedError):
        restore(
            safe.folder,
            backup.folder,
            safe.staff.id,
            "x",
            floor=CHEAP,
            state=safe.state,
        )
    assert safe.assert_whole({0, 1, 2, 3}) == 4


def test_any_flipped_byte_in_any_file_is_refused_and_leads_back(
    safe: Desk,
    tmp_path: Path,
    chance: random.Random,
    request: pytest.FixtureRequest,
    tell: Callable[[str], None],
) -> None:
    whole, files = tmp_path / "whole", list(everything_of(safe.folder))
    shutil.copytree(safe.folder, whole)
    wanted = FLIPS_LONG if request.config.getoption("--long") else FLIPS
    tried = restored = 0
    while tried < wanted:
        path = files[tried % len(files)]
        content = bytearray(path.read_bytes())
        place = chance.randrange(len(content))
        content[place] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        is_refused_or_useless(safe, path, f"byte {place} of {path.name}")
        tried += 1
        if path.parent == safe.folder and chance.random() < 0.1:
            comes_back(safe)
            restored += 1
            shutil.rmtree(safe.folder)
            shutil.copytree(whole, safe.folder)
            shutil.rmtree(safe.state)
        else:
            path.write_bytes((whole / path.relative_to(safe.folder)).read_bytes())
    tell(f"{tried} flips, {restored} restored")

    assert safe.assert_whole({0, 1, 2, 3}) == 4


def test_any_cut_of_any_file_is_refused_and_leads_back(
    safe: Desk,
    chance: random.Random,
    effort: int,
    tell: Callable[[str], None],
) -> None:
    tried = 0
    for path in list(everything_of(safe.folder)):
        content = path.read_bytes()
        border = chance.randrange(0, len(content), PAGE)
        cuts = {0, 1, len(content) - 1, border, border + 1, max(border - 1, 0)}
        cuts |= {chance.randrange(len(content)) for _ in range(effort)}
        for cut in sorted(cuts - {len(content)}):
            path.write_bytes(content[:cut])
            is_refused_or_useless(safe, path, f"{path.name} cut at {cut}")
            tried += 1
        path.unlink()
        is_refused_or_useless(safe, path, f"{path.name} missing")
        path.write_bytes(content)
    tell(f"{tried} cuts")

    (safe.folder / "vault.db").write_bytes(b"")
    comes_back(safe)


def test_an_old_vault_put_back_is_told_with_both_dates(safe: Desk) -> None:
    """Every byte of it is genuine; this computer remembers a later one."""
    before = (safe.folder / "vault.db").read_bytes()
    safe.finished(safe.work(2))
    (safe.folder / "vault.db").write_bytes(before)

    vault = open_vault(safe.folder, safe.staff.id, "x", floor=CHEAP, state=safe.state)
    with closing(vault):
        (odd,) = vault.warnings
        assert set(odd.values) == {"seen", "last"}
        assert not vault.verify().sound
