"""Locked means gone: no process of the application holds what was shown, nor the key."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from anef_desk.domain.identifiers import new_id
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.person import Person
from anef_desk.domain.staff import Role, Staff
from anef_desk.vault.keys import Kdf
from anef_desk.vault.vault import create, open_vault

CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)
CANARY, SECRET = "Zarathoustra", "girafe lanterne pivoine castor"
LOCKED = Path(__file__).with_name("locked.py")
PROJECT = Path(__file__).resolve().parents[2]
MARK = "ANEF_DESK_TEST_OF_MEMORY"

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/mem").exists(), reason="memory is read through /proc"
)


def processes(mark: str) -> Iterator[int]:
    """Give the processes that were started with *mark* in their environment."""
    for item in Path("/proc").iterdir():
        if item.name.isdigit() and int(item.name) != os.getpid():
            with suppress(OSError):
                if mark.encode() in (item / "environ").read_bytes():
                    yield int(item.name)


def holds(process: int, words: list[bytes]) -> set[bytes]:
    """Return which *words* the memory of a process holds."""
    found: set[bytes] = set()
    maps = Path(f"/proc/{process}/maps").read_text(encoding="utf-8").splitlines()
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            place = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
            if not place:
                continue
            with suppress(OSError, ValueError):
                memory.seek(int(place[1], 16))
                content = memory.read(int(place[2], 16) - int(place[1], 16))
                found |= {word for word in words if word in content}
    return found


@pytest.mark.parametrize("told", ["lock", "hang"])
def test_five_seconds_after_the_lock_nothing_is_left_in_memory(
    told: str, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    """Even while a share that does not answer has the thread of the vault."""
    folder, secret = tmp_path / "coffre", tmp_path / "phrase"
    secret.write_text(SECRET, encoding="utf-8")
    staff = Staff(id=new_id(), name="Élise", role=Role.COORDINATOR)
    create(folder, Organisation(name="X"), staff, SECRET, kdf=CHEAP, floor=CHEAP)
    with (
        closing(
            open_vault(folder, staff.id, SECRET, floor=CHEAP, state=tmp_path / "s")
        ) as vault,
        vault.transaction(staff) as store,
    ):
        store.people.put(Person(id=new_id(), family_name=CANARY, address=CANARY))
        store.commit()
    mark = f"{MARK}={tmp_path}"
    environment = {
        **os.environ,
        "PYTHONPATH": str(PROJECT),
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_STATE_HOME": str(tmp_path / "s"),
        "XDG_CONFIG_HOME": str(tmp_path / "c"),
        "XDG_DATA_HOME": str(tmp_path / "d"),
        MARK: str(tmp_path),
    }
    words = [
        text.encode(encoding)
        for text in (CANARY, CANARY.upper(), SECRET)
        for encoding in ("utf-8", "utf-16-le")
    ]
    process = subprocess.Popen(
        [sys.executable, str(LOCKED), str(folder), str(secret)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        cwd=PROJECT,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    try:
        assert process.stdout.readline() == "OPEN\n"
        seen = holds(process.pid, words)
        assert CANARY.upper().encode("utf-16-le") in seen  # Else this proves nothing.
        process.stdin.write(f"{told}\n")
        process.stdin.flush()
        time.sleep(5)
        assert process.poll() is not None
        left = list(processes(mark))
        tell(f"{len(seen)} found before, in {len(left)} after: 0")
        assert len(left) == 1  # The locked one.
        assert holds(left[0], words) == set()
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()
        for other in processes(mark):
            with suppress(ProcessLookupError):
                os.kill(other, 9)
    made = list((folder / "backups").glob("2*"))
    assert len(made) == (1 if told == "lock" else 0)
