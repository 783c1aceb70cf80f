"""Check what the frozen application holds: no network, no second SQLite, no tool.

Run at the end of ``make frozen``. Python's `socket` is there, because two libraries ask
it for the name of this computer; what speaks through it is not: no TLS, no HTTP, no Qt
Network, nothing of ours (`lint-imports`), and a trace of the whole demonstration
without a socket to another computer (`tests/test_offline.py`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

MEGABYTES = 160
"""The most that the frozen application may take on a disk, in MiB."""

UNWANTED = (
    "network",  # Qt's, its plugins and its Python half
    "cookiejar",
    "_ssl",
    "libssl",
    "_sqlite3.cpython",
    "libsqlite3",
    "webengine",
    "setuptools",
    "pyinstaller",
    "pytest",
)
NAMED_SO = ("sqlcipher3",)
"""A folder whose one library bears the name of the other SQLite."""


def problems(folder: Path) -> Iterator[str]:
    """Yield what is wrong with the frozen application in *folder*, in sentences."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    for file in files:
        place = file.relative_to(folder)
        name = place.name.lower()
        if place.parent.name in NAMED_SO:
            continue
        yield from (f"{place} is in it." for word in UNWANTED if word in name)
    for library in (file for file in files if ".so" in file.name):
        if b"libQt6Network" in library.read_bytes():
            yield f"{library.relative_to(folder)} asks for Qt Network."
    for link in folder.rglob("*"):
        if link.is_symlink() and not link.exists():
            yield f"{link.relative_to(folder)} points to nothing."
    whole = sum(file.stat().st_size for file in files if not file.is_symlink()) / 2**20
    print(f"{folder.name}: {whole:.1f} MiB")
    if whole > MEGABYTES:
        yield f"It takes more than {MEGABYTES} MiB."


def main() -> int:
    """Say what is wrong with the folder given; return the exit status."""
    found = sorted(set(problems(Path(sys.argv[1]))))
    for problem in found:
        print(problem)
    return bool(found)


if __name__ == "__main__":
    raise SystemExit(main())
