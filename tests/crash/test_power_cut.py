"""The power goes: what was acknowledged is there, whatever the disk had not written."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Desk
from .power import Disk, applied, lay_out, record, recorded, torn

TRANSACTIONS = 2
IMAGES, IMAGES_LONG = 160, 4_200


def test_no_image_of_the_disk_lost_what_was_acknowledged(
    desk: Desk,
    strace: str,
    tmp_path: Path,
    chance: random.Random,
    request: pytest.FixtureRequest,
    tell: Callable[[str], None],
) -> None:
    """Unwritten, half written, or without its new name: records, index, backups."""
    before, trace = tmp_path / "before", tmp_path / "trace"
    shutil.copytree(desk.folder, before)
    process = desk.work(TRANSACTIONS, *record(strace, trace), backups=1)
    out, error = process.communicate(timeout=120)
    assert (process.returncode, out.count("ACK ")) == (0, TRANSACTIONS), error
    shutil.rmtree(desk.folder)
    before.rename(desk.folder)
    disk, calls = Disk(desk.folder), list(recorded(trace))
    wanted = IMAGES_LONG if request.config.getoption("--long") else IMAGES
    instants = sorted(chance.choices(range(len(calls)), k=wanted))

    tried = cuts = 0
    for place, (call, arguments, result) in enumerate(calls):
        disk.ask(call, arguments, result)
        while cuts < len(instants) and instants[cuts] == place:
            cuts += 1
            survives(desk, disk, chance, tmp_path / "state-after")
            tried += 1
    tell(f"{tried} images of {len(calls)} calls, 0 lost")

    assert tried == wanted
    assert "BACKUP" in disk.said


def survives(desk: Desk, disk: Disk, chance: random.Random, state: Path) -> None:
    """Lay out an image, open it, and find all that was said until now."""
    lines = [line.split() for line in disk.said.splitlines()]
    lay_out(disk.image(chance), desk.folder)
    shutil.rmtree(state, ignore_errors=True)

    desk.assert_whole({int(line[1]) for line in lines if line[0] == "ACK"}, state)
    desk.assert_backups({line[1] for line in lines if line[0] == "BACKUP"})


def test_the_disk_of_the_replay_forgets_what_was_not_synchronised(
    chance: random.Random,
) -> None:
    """Else the test above would prove nothing."""
    assert applied(b"abc", [(1, b"XY"), (5, b"Z"), 2]) == b"aX"
    assert applied(b"", [4, (1, b"!")]) == b"\0!\0\0"
    for _ in range(50):
        at, data = torn((100, b"1" * 512 + b"2" * 512), chance)
        assert (at, data) in {(100, b"1" * 512), (612, b"2" * 512)}


def test_a_commit_without_synchronisation_is_lost_in_some_image(
    desk: Desk, strace: str, tmp_path: Path, chance: random.Random
) -> None:
    """The replay sees what it is there to see."""
    before, trace = tmp_path / "before", tmp_path / "trace"
    shutil.copytree(desk.folder, before)
    process = desk.work(1, *record(strace, trace))
    process.communicate(timeout=120)
    shutil.rmtree(desk.folder)
    before.rename(desk.folder)
    disk = Disk(desk.folder)
    for call, arguments, result in recorded(trace):
        if call not in {"fsync", "fdatasync"}:
            disk.ask(call, arguments, result)

    images = {
        tuple(sorted(disk.image(chance).items(), key=lambda item: item[0]))
        for _ in range(20)
    }

    assert len(images) > 1
