"""Nothing outside: no socket, no file but the vault’s own, no readable word in them."""

from __future__ import annotations

import re
import signal
from pathlib import Path

from .conftest import Desk

CANARY = "Zarathoustra"


def assert_unreadable(folder: Path) -> int:
    """No file holds the canary, however it is written; count the files."""
    spelt = [
        CANARY.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")
    ]
    spelt += ["زهرا".encode(), "زهرا".encode("utf-16-le"), b"Numero", b"SQLite format"]
    found = [item for item in folder.rglob("*") if item.is_file()]
    for item in found:
        content = item.read_bytes()
        for word in spelt:
            assert word.lower() not in content.lower(), item.name
    return len(found)


def test_no_word_of_anybody_can_be_read_in_any_file(desk: Desk) -> None:
    """After a session that ended well, and in what a killed one left behind."""
    acknowledged, status, error = desk.finished(desk.work(20, backups=2))
    assert (status, len(acknowledged)) == (0, 20), error
    assert assert_unreadable(desk.folder.parent) >= 4 + 2 * 3

    process = desk.work(100_000)
    assert process.stdout
    while process.stdout.readline() != "ACK 40\n":
        pass
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert assert_unreadable(desk.folder.parent) >= 5


def test_a_session_opens_no_socket_and_writes_nowhere_else(
    desk: Desk, strace: str, tmp_path: Path
) -> None:
    trace = tmp_path / "trace"
    process = desk.work(
        5, strace, "-f", "-qq", "-o", str(trace),
        "-e", "trace=socket,connect,openat,open,creat,mkdir,mkdirat,rename,link",
        backups=1,
    )  # fmt: skip
    acknowledged, status, error = desk.finished(process)
    assert (status, len(acknowledged)) == (0, 5), error

    calls = trace.read_text(encoding="utf-8").splitlines()
    assert not [line for line in calls if "AF_INET" in line]
    written = {
        found.group(1)
        for line in calls
        if (found := re.search(r'open(?:at)?\((?:AT_FDCWD, )?"([^"]+)", (\S+)', line))
        and re.search("O_WRONLY|O_RDWR|O_CREAT", found.group(2))
        and " = -1 " not in line
    }
    places = (str(desk.folder), str(desk.state), "/dev/null")
    assert any(name.endswith("vault.db") for name in written)
    assert [name for name in written if not name.startswith(places)] == []
