"""A vault on disk, and a desk at work on it in another process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from anef_desk.domain.identifiers import new_id
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.staff import Role, Staff
from anef_desk.vault.keys import Kdf
from anef_desk.vault.manifest import listed
from anef_desk.vault.vault import create, open_vault

CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)
SESSION = Path(__file__).with_name("session.py")
PROJECT = Path(__file__).resolve().parents[2]


@dataclass
class Desk:
    """A vault and the processes that work on it."""

    folder: Path
    state: Path
    staff: Staff

    def work(
        self, transactions: int, *before: str, backups: int = 0
    ) -> subprocess.Popen[str]:
        """Start a session of so many transactions, under the command *before*."""
        command = [
            *before,
            sys.executable,
            str(SESSION),
            str(self.folder),
            str(self.state),
            str(transactions),
            str(backups),
        ]
        return subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
        )

    def finished(self, process: subprocess.Popen[str]) -> tuple[set[int], int, str]:
        """Wait, and return what was acknowledged, the exit status, and stderr.

        A line may have been read already: `communicate` would lose those behind it.
        """
        assert process.stdout
        assert process.stderr
        patience = threading.Timer(60, process.kill)
        patience.start()
        with process:
            out, err = process.stdout.read(), process.stderr.read()
        patience.cancel()
        return acknowledged(out), process.returncode, err

    def assert_backups(self, acknowledged: set[str]) -> int:
        """Every backup that has its name is whole; count them."""
        found = listed(self.folder / "backups")
        assert acknowledged <= {backup.name for backup in found}
        for backup in found:
            reader = open_vault(
                backup.folder, self.staff.id, "x", floor=CHEAP, read_only=True
            )
            with closing(reader):
                assert reader.verify().sound
        return len(found)

    def assert_whole(self, acknowledged: set[int], state: Path | None = None) -> int:
        """Nothing acknowledged is lost, nothing is half there; count what is."""
        vault = open_vault(
            self.folder, self.staff.id, "x", floor=CHEAP, state=state or self.state
        )
        with closing(vault):
            assert vault.warnings == ()
            assert vault.verify().sound
            store = vault.reading()
            count = store.people.count()
            everybody = store.people.page(count + 1)
            numbers = {
                int(person.family_name.split("Numero")[1]): person
                for person in everybody
            }
            assert acknowledged <= set(numbers)
            assert set(numbers) == set(range(count))
            for number, person in numbers.items():
                assert len(store.documents.of(person.id)) == 2
                (case,) = store.cases.of(person.id)
                assert case.filing
                assert case.mark("P-DEC")
                assert store.finding.search(f"numero{number:06} zara", 2) == (person,)
                assert bool(person.phone) == (number + 1 in numbers)
        return count


def acknowledged(said: str) -> set[int]:
    """Return the numbers of what a session *said* to be committed."""
    lines = [line.split() for line in said.splitlines()]
    return {int(line[1]) for line in lines if len(line) == 2 and line[0] == "ACK"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    staff = Staff(id=new_id(), name="Élise", role=Role.DESK)
    folder = tmp_path / "coffre"
    create(folder, Organisation(name="X"), staff, "x", kdf=CHEAP, floor=CHEAP)
    return Desk(folder, tmp_path / "state", staff)


@pytest.fixture
def effort(request: pytest.FixtureRequest) -> int:
    """Give by how much to multiply the number of attempts: more with ``--long``."""
    return 20 if request.config.getoption("--long") else 1


@pytest.fixture
def strace() -> str:
    """Give ``strace``, which makes any system call fail when asked to."""
    found = shutil.which("strace")
    if found is None:
        pytest.skip("strace is not installed")
    return found
