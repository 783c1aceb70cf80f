"""Killed at any instant: nothing acknowledged is lost, nothing is half there."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from anef_desk.vault.errors import VaultOutOfReachError
from anef_desk.vault.vault import open_vault, slots

from .conftest import CHEAP, PROJECT, Desk, acknowledged

KILLS, ROUNDS, ROUNDS_LONG = 25, 1, 10
KILLS_PER_CALL = 6
TRANSACTIONS = 3
CREATION = Path(__file__).with_name("creation.py")


def test_killed_at_random_nothing_acknowledged_is_lost(
    desk: Desk,
    chance: random.Random,
    request: pytest.FixtureRequest,
    tell: Callable[[str], None],
) -> None:
    """The same vault is killed again and again, and opens again each time.

    It is compared whole each time: a small one is taken again after some kills.
    """
    new, said, kept = desk.folder.parent / "new", 0, 0
    shutil.copytree(desk.folder, new)
    rounds = ROUNDS_LONG if request.config.getoption("--long") else ROUNDS
    for _ in range(rounds):
        everything: set[int] = set()
        for _ in range(KILLS):
            process = desk.work(100_000)
            assert process.stdout
            before = [process.stdout.readline() for _ in range(chance.randrange(1, 6))]
            time.sleep(chance.uniform(0.0, 0.02))
            process.kill()
            said_last, status, error = desk.finished(process)
            assert status == -signal.SIGKILL, error
            everything |= acknowledged("".join(before)) | said_last
            total = desk.assert_whole(everything)
        said, kept = said + len(everything), kept + total
        for place in (desk.folder, desk.state):
            shutil.rmtree(place)
        shutil.copytree(new, desk.folder)
    killed = rounds * KILLS
    tell(f"{killed} kills, {said} ACK, {kept} kept")

    assert said
    assert kept - said <= killed  # At most one per kill was not said.


@pytest.mark.parametrize("call", ["pwrite64", "fsync", "ftruncate", "rename"])
def test_killed_at_a_system_call_nothing_acknowledged_is_lost(  # noqa: PLR0913, PLR0917
    desk: Desk,
    strace: str,
    tmp_path: Path,
    call: str,
    chance: random.Random,
    effort: int,
    tell: Callable[[str], None],
) -> None:
    """SIGKILL at writes, synchronisations, truncations, renamings of a session."""
    trace = tmp_path / "trace"
    everything, status, error = desk.finished(
        desk.work(
            TRANSACTIONS,
            strace,
            "-f",
            "--seccomp-bpf",
            "-qq",
            "-o",
            str(trace),
            f"-e{call}",
        )
    )
    assert (status, len(everything)) == (0, TRANSACTIONS), error
    total = len(trace.read_text(encoding="utf-8").splitlines())
    killed = kept = 0
    for when in instants(total, KILLS_PER_CALL * effort, chance):
        process = desk.work(
            TRANSACTIONS, strace, "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null",
            f"-einject={call}:signal=SIGKILL:when={when}",
        )  # fmt: skip
        acknowledged, status, _ = desk.finished(process)
        everything |= acknowledged
        killed += status == -signal.SIGKILL
        kept = desk.assert_whole(everything)
    tell(f"{killed} of {total}, {len(everything)} ACK, {kept} kept")

    assert killed >= min(total, KILLS_PER_CALL) - 2
    assert kept >= len(everything)


def test_killed_while_it_is_made_a_vault_is_whole_or_was_never_there(
    tmp_path: Path,
    strace: str,
    chance: random.Random,
    effort: int,
    tell: Callable[[str], None],
) -> None:
    """Once more is enough, wherever the first attempt stopped."""
    trace = tmp_path / "trace"
    under = (strace, "-f", "--seccomp-bpf", "-qq", "-o", str(trace))
    whole = killed = 0
    for call in ("mkdir", "pwrite64", "fsync", "rename", "unlink"):
        making(tmp_path / f"first {call}", *under, f"-e{call}")
        total = len(trace.read_text(encoding="utf-8").splitlines())
        for when in instants(total, 5 * effort, chance):
            folder = tmp_path / f"{call} {when}"
            injected = f"-einject={call}:signal=SIGKILL:when={when}"
            killed += making(folder, *under, injected) == -signal.SIGKILL
            try:
                (staff,) = slots(folder)
            except VaultOutOfReachError:
                assert making(folder) == 0
                (staff,) = slots(folder)
            else:
                whole += 1
            open_vault(
                folder, staff.id, "x", floor=CHEAP, state=tmp_path / "state"
            ).close()
            left = {item.name for item in folder.iterdir()} - {"vault.db-journal"}
            assert left <= {"vault.db", "keys.json", "vault.lock", "backups"}
    tell(f"{killed} kills, {whole} whole already")

    assert killed >= 10
    assert whole


def making(folder: Path, *before: str) -> int:
    """Make a vault in another process, under the command *before*."""
    return subprocess.run(
        [*before, sys.executable, str(CREATION), str(folder)],
        check=False,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    ).returncode


def test_a_killed_holder_frees_the_lock(desk: Desk) -> None:
    process = desk.work(100_000)
    assert process.stdout
    process.stdout.readline()
    _, status, _ = desk.finished(desk.work(1))
    assert status == 13

    process.kill()
    desk.finished(process)

    acknowledged, status, error = desk.finished(desk.work(1))
    assert (status, len(acknowledged)) == (0, 1), error


def instants(total: int, number: int, chance: random.Random) -> list[int]:
    """Return *number* of *total* calls, in order, and the last; all if that is all."""
    chosen = chance.sample(range(1, total + 1), min(number, total))
    return sorted({*chosen, total} if total else ())
