"""What a disk may hold after a power cut, from a record of what was asked of it.

The record is what ``strace`` saw: every write, truncation, synchronisation, new name.
Until a file is synchronised, each of its writes may be on the disk, not there, or torn
between two sectors; until a folder is, the last of its new names may be missing.
"""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
CALLS = (
    "openat,open,write,writev,pwrite64,ftruncate,fsync,fdatasync,rename,renameat,renameat2,"
    "unlink,unlinkat,mkdir,mkdirat,rmdir"
)
_LINE = re.compile(r"^(\w+)\((.*)\)\s+= (-?\d+)(?:<(.*)>)?$", re.DOTALL)
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_NAMED = re.compile(r"^(\d+)<((?:\\x[0-9a-f]{2}|[^<>])*)>")


@dataclass
class Content:
    """The bytes of a file: those that are safe, and what was asked since."""

    safe: bytes = b""
    asked: list[tuple[int, bytes] | int] = field(default_factory=list)

    def synchronise(self) -> None:
        """Make everything safe."""
        self.safe, self.asked = applied(self.safe, self.asked), []

    def survivor(self, chance: random.Random) -> bytes:
        """Return what may be found after a power cut."""
        kept: list[tuple[int, bytes] | int] = []
        for change in self.asked:
            fate = chance.random()
            if fate < 0.4:
                continue
            if fate < 0.6 and isinstance(change, tuple) and len(change[1]) > SECTOR:
                kept.append(torn(change, chance))
            else:
                kept.append(change)
        return applied(self.safe, kept)


def torn(change: tuple[int, bytes], chance: random.Random) -> tuple[int, bytes]:
    """Return the beginning or the end of a write, whole sectors of it."""
    at, data = change
    cut = chance.randrange(1, (len(data) + SECTOR - 1) // SECTOR) * SECTOR
    return (at, data[:cut]) if chance.random() < 0.5 else (at + cut, data[cut:])


def applied(content: bytes, changes: list[tuple[int, bytes] | int]) -> bytes:
    """Return *content* after *changes*: writes, or truncations to a size."""
    made = bytearray(content)
    for change in changes:
        size = change if isinstance(change, int) else change[0] + len(change[1])
        if len(made) < size:
            made.extend(bytes(size - len(made)))
        if isinstance(change, int):
            del made[change:]
        else:
            made[change[0] : size] = change[1]
    return bytes(made)


Names = dict[str, Content | None]
"""What a path leads to: a file, or None for a folder."""


class Disk:
    """The folder of a vault on a disk that may lose its power at any moment."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._names: Names = {
            str(item): Content(item.read_bytes()) if item.is_file() else None
            for item in folder.rglob("*")
        }
        self._safe = dict(self._names)
        self._asked: list[tuple[str, str, str]] = []
        self._made: dict[str, Content | None] = {}
        self._offsets: dict[int, int] = {}
        self.said = ""  # on the standard output

    def ask(self, call: str, arguments: str, result: int) -> bool:
        """Do what a line of the record asked; return whether the disk was concerned."""
        if result < 0:
            return False
        strings = [decoded(found) for found in _STRING.findall(arguments)]
        named = _NAMED.match(arguments)
        number, path = (int(named[1]), decoded(named[2])) if named else (-1, "")
        if call in {"write", "writev"} and number == 1:
            self.said += strings[0]
            return False
        if call in {"open", "openat"}:
            return self._open(strings[0], arguments, result)
        if named:
            return self._change(call, number, path, arguments, result)
        return self._rename(call, strings)

    def image(self, chance: random.Random) -> dict[str, bytes | None]:
        """Return what may be found: relative paths, None for folders."""
        names, done = dict(self._safe), chance.randrange(len(self._asked) + 1)
        for kind, path, other in self._asked[:done]:
            _name(names, kind, path, other, self._made)
        found: dict[str, bytes | None] = {}
        for path, content in names.items():
            parent = str(Path(path).parent)
            if parent != self._folder and parent not in names:
                continue
            relative = os.path.relpath(path, self._folder)
            found[relative] = None if content is None else content.survivor(chance)
        return found

    def _inside(self, path: str) -> bool:
        return path.startswith(f"{self._folder}/")

    def _open(self, path: str, arguments: str, number: int) -> bool:
        self._offsets[number] = 0
        if not self._inside(path) or "O_CREAT" not in arguments:
            return False
        known = self._names.get(path)
        if known is None:
            self._new("new", path, Content())
        elif "O_TRUNC" in arguments:
            known.asked.append(0)
        return True

    def _change(
        self, call: str, number: int, path: str, arguments: str, result: int
    ) -> bool:
        if path == self._folder or self._names.get(path, 0) is None:
            if call in {"fsync", "fdatasync"}:
                self._synchronise(path)
            return call in {"fsync", "fdatasync"}
        content = self._names.get(path)
        if not self._inside(path) or content is None:
            return False
        if call in {"fsync", "fdatasync"}:
            content.synchronise()
        elif call == "ftruncate":
            content.asked.append(int(arguments.rsplit(", ", 1)[1]))
        else:
            data = bytes_of(_STRING.search(arguments)[1])[:result]  # type: ignore[index]
            at = self._offsets.get(number, 0)
            if call == "pwrite64":
                at = int(arguments.rsplit(", ", 1)[1])
            else:
                self._offsets[number] = at + result
            content.asked.append((at, data))
        return True

    def _rename(self, call: str, strings: list[str]) -> bool:
        if not strings or not self._inside(strings[0]):
            return False
        kind = {"mkdir": "new", "mkdirat": "new", "rmdir": "gone"}.get(
            call, "moved" if call.startswith("rename") else "gone"
        )
        if kind == "new":
            self._new(kind, strings[0], None)
        else:
            self._note(kind, strings[0], strings[1] if kind == "moved" else "")
        return True

    def _new(self, kind: str, path: str, content: Content | None) -> None:
        self._made[path] = content
        self._note(kind, path, "")

    def _note(self, kind: str, path: str, other: str) -> None:
        _name(self._names, kind, path, other, self._made)
        self._asked.append((kind, path, other))

    def _synchronise(self, folder: str) -> None:
        left = []
        for kind, path, other in self._asked:
            if str(Path(path).parent) == folder:
                _name(self._safe, kind, path, other, self._made)
            else:
                left.append((kind, path, other))
        self._asked = left


def _name(
    names: Names, kind: str, path: str, other: str, made: dict[str, Content | None]
) -> None:
    if kind == "new":
        names[path] = made[path]
    elif kind == "gone":
        names.pop(path, None)
    elif path in names:
        names[other] = names.pop(path)
        for below in [name for name in names if name.startswith(f"{path}/")]:
            names[other + below[len(path) :]] = names.pop(below)


def bytes_of(text: str) -> bytes:
    """Return the bytes ``strace -xx`` wrote."""
    return bytes.fromhex(text.replace("\\x", ""))


def decoded(text: str) -> str:
    """Return the text ``strace -xx`` wrote."""
    return os.fsdecode(bytes_of(text)) if "\\x" in text else text


def recorded(trace: Path) -> Iterator[tuple[str, str, int]]:
    """Give the calls of a record: name, arguments, result."""
    for line in trace.read_text(encoding="ascii").splitlines():
        found = _LINE.match(line)
        if found:
            yield found[1], found[2], int(found[3])


def record(strace: str, trace: Path) -> tuple[str, ...]:
    """Return the command under which what is asked of the disk is recorded."""
    return (
        strace, "-qq", "-y", "-xx", "-s", str(1 << 20), "-o", str(trace),
        f"-etrace={CALLS}",
    )  # fmt: skip


def lay_out(image: dict[str, bytes | None], folder: Path) -> None:
    """Write *image* as the folder *folder*."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in sorted(image):
        content = image[name]
        if content is None:
            (folder / name).mkdir(exist_ok=True)
        else:
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(content)
