"""The application opens no connection: the system itself is the witness."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

INTERNET = ("AF_INET", "AF_INET6", "AF_PACKET")


def test_the_witness_sees_a_socket(tmp_path: Path) -> None:
    """Else the test below would prove nothing."""
    program = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM)"

    assert _sockets(["-c", program], tmp_path)


@pytest.mark.parametrize("album", ["fa_AF", pytest.param("fr", marks=pytest.mark.long)])
def test_the_main_job_opens_no_socket(tmp_path: Path, album: str) -> None:
    """A vault, its people, cases, letters, and every page."""
    demo = ["-m", "anef_desk", "demo", "--out", str(tmp_path / "demo")]

    assert not _sockets([*demo, "--album", album], tmp_path)


def _sockets(arguments: list[str], folder: Path) -> list[str]:
    """Return the sockets to other machines that the program opened."""
    seen = folder / "seen"
    trace = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=socket"]
    done = subprocess.run(
        [*trace, "-o", str(seen), sys.executable, *arguments],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr
    lines = seen.read_text("utf-8").splitlines()
    return [line for line in lines if any(f"({f}," in line for f in INTERNET)]
