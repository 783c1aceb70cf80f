"""Nothing outside: no socket, no file but the vault’s own, no readable word in them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pypdfium2

from anef_desk.domain.organisation import Organisation
from anef_desk.domain.staff import Role
from anef_desk.vault.vault import open_vault

from .conftest import CHEAP, PROJECT, Desk
from .session import write
from .test_memory import MARK, processes

CANARY = "Zarathoustra"
SPELT = [
    *(CANARY.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")),
    "زهرا".encode(), "زهرا".encode("utf-16-le"), b"Numero0", b"SQLite format",
]  # fmt: skip
DAY = Path(__file__).with_name("day.py")


def readable(item: Path) -> Iterator[bytes]:
    """Give what can be read in a file: its bytes, its streams, the words of a PDF."""
    content = item.read_bytes()
    yield content
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(stream)
    if content.startswith(b"%PDF"):
        with closing(pypdfium2.PdfDocument(content)) as document:
            for page in document:
                yield page.get_textpage().get_text_bounded().encode()


def holds_somebody(item: Path) -> bool:
    return any(
        word.lower() in content.lower() for content in readable(item) for word in SPELT
    )


def assert_unreadable(folder: Path) -> int:
    """No file holds the canary, however it is written; count the files."""
    found = [item for item in folder.rglob("*") if item.is_file()]
    assert [item.name for item in found if holds_somebody(item)] == []
    return len(found)


def opened_for_writing(calls: list[str]) -> set[str]:
    """Return the files that *calls*, as strace tells them, opened to write there."""
    return {
        found.group(1)
        for line in calls
        if (found := re.search(r'open(?:at)?\((?:AT_FDCWD, )?"([^"]+)", (\S+)', line))
        and re.search("O_WRONLY|O_RDWR|O_CREAT", found.group(2))
        and " = -1 " not in line
    }


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
        5, strace, "-f", "--seccomp-bpf", "-qq", "-o", str(trace),
        "-e", "trace=socket,connect,openat,open,creat,mkdir,mkdirat,rename,link",
        backups=1,
    )  # fmt: skip
    acknowledged, status, error = desk.finished(process)
    assert (status, len(acknowledged)) == (0, 5), error

    calls = trace.read_text(encoding="utf-8").splitlines()
    assert not [line for line in calls if "AF_INET" in line]
    written = opened_for_writing(calls)
    places = (str(desk.folder), str(desk.state), "/dev/null")
    assert any(name.endswith("vault.db") for name in written)
    assert [name for name in written if not name.startswith(places)] == []


def asks(line: str) -> bool:
    """Return whether a call asks anybody but the print service of this computer."""
    return "htons(631)" not in line or not re.search(r'"(127\.0\.0\.1|::1)"', line)


def test_after_a_day_in_the_window_only_the_letter_that_was_saved_can_be_read(
    desk: Desk, strace: str, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    """A file, a case, a letter shown, printed and saved, the clipboard, the lock."""
    coordinator = replace(desk.staff, role=Role.COORDINATOR)
    with (
        closing(
            open_vault(desk.folder, desk.staff.id, "x", floor=CHEAP, state=desk.state)
        ) as vault,
        vault.transaction(coordinator) as store,
    ):
        write(store, 0)
        (person,) = store.people.page()
        (case,) = store.cases.of(person.id)
        store.organisation.put(Organisation(name=CANARY, city=CANARY))
        store.commit()
    home, secret, trace = tmp_path / "home", tmp_path / "phrase", tmp_path / "trace"
    for name in ("tmp", "config", "data", "state", "cache", "run"):
        (home / name).mkdir(parents=True, mode=0o700)
    letter = home / "chosen.pdf"
    secret.write_text("x", encoding="utf-8")
    process = subprocess.Popen(
        [
            strace, "-f", "--seccomp-bpf", "-qq", "-o", str(trace),
            "-e", "trace=connect,sendto,sendmsg,openat,open,creat",
            sys.executable, str(DAY), str(desk.folder), str(secret), str(letter), case.id,
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=PROJECT,
        env={
            **os.environ,
            "PYTHONPATH": str(PROJECT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "QT_QPA_PLATFORM": "offscreen",
            "HOME": str(home),
            "TMPDIR": str(home / "tmp"),
            "XDG_RUNTIME_DIR": str(home / "run"),
            **{
                f"XDG_{name.upper()}_HOME": str(home / name)
                for name in ("config", "data", "state", "cache")
            },
            MARK: str(tmp_path),
        },
    )  # fmt: skip
    assert process.stdout
    try:
        assert process.stdout.readline() == "LOCKED\n", process.communicate()
    finally:
        for other in processes(f"{MARK}={tmp_path}"):
            with suppress(ProcessLookupError):
                os.kill(other, signal.SIGKILL)
        process.communicate()

    found = [item for item in tmp_path.rglob("*") if item.is_file()]
    seen = [item for item in found if item != trace and holds_somebody(item)]
    tell(f"{len(found)} files, 1 to be read")
    assert seen == [letter]  # Which also proves that the others were looked at.
    calls = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    assert [line for line in calls if "AF_INET" in line and asks(line)] == []
    places = (str(home), str(desk.folder), "/dev/null")
    assert [
        name for name in opened_for_writing(calls) if not name.startswith(places)
    ] == []
