"""From the start of a process to what a person sees, beside a bare window and peers.

A bare window is Python and PySide6 as pip installs them, and nothing in it. Ours is
the frozen application where ``make frozen`` made one, and this checkout; the page is
the one that asks for a passphrase, on a vault that is there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
import venv
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from statistics import median

from _measure import ROUNDS, say, tell
from _screen import Seen, possible, screen

ROOT = Path(__file__).resolve().parents[2]
MADE = ROOT / "build" / "bench"
FROZEN = ROOT / "build" / "frozen" / "anef-desk" / "anef-desk"
VAULT = ROOT / "tests" / "anef_desk" / "vault" / "files" / "0001"
BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1280, 760)
window.show()
app.exec()
"""
EMPTY, WRITTEN = 1, 24
"""Colours by which an empty window, and a page of text, are known."""

PEERS = {"KeePassXC": "keepassxc", "OnionShare": "onionshare", "Anki": "anki"}
PEER_GOALS = {"KeePassXC": "<= 0.6 x", "OnionShare": "<= 0.35 x", "Anki": "<= 0.15 x"}


def bare_python() -> str:
    """Return the Python of an environment that has PySide6 and nothing else."""
    folder = MADE / "bare"
    python = folder / "bin" / "python"
    if not python.exists():
        import PySide6

        venv.create(folder, with_pip=True)
        names = [f"{name}=={PySide6.__version__}" for name in ("shiboken6",)]
        names.append(f"PySide6-Essentials=={PySide6.__version__}")
        command = [str(python), "-m", "pip", "install", "--quiet", "--no-deps", *names]
        subprocess.run(command, check=True)
    return str(python)


def surroundings(home: Path) -> dict[str, str]:
    """Return the variables of a person whose vault is there, and nothing else."""
    folders = {
        f"XDG_{name}_HOME": str(home / name.lower())
        for name in ("CACHE", "CONFIG", "DATA", "STATE")
    }
    vaults = home / "data" / "anef-desk" / "vaults"
    if not vaults.exists():
        shutil.copytree(VAULT, vaults / "Coffre")
    kept = ("PATH", "LANG", "LC_ALL")
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        **folders,
        "HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": "",
    }


def commands() -> Iterator[tuple[str, list[str], int]]:
    """Yield what is started: its name, its command, what is waited for."""
    yield "bare", [bare_python(), "-c", BARE], EMPTY
    yield "checkout", [sys.executable, "-m", "anef_desk"], WRITTEN
    if FROZEN.exists():
        yield "frozen", [str(FROZEN)], WRITTEN
    for name, program in PEERS.items():
        if shutil.which(program):
            yield name, [program], WRITTEN


def cold(command: list[str], look: Callable[[], Seen]) -> Callable[[], Seen]:
    """Return *look*, its files out of memory first, those of its Python among them.

    Those that another program uses stay: a start from a disk, not from nothing.
    """
    program = Path(command[0])
    if not program.is_relative_to(ROOT):
        return look
    files = set(program.parents[0 if program == FROZEN else 1].rglob("*"))
    if program != FROZEN:
        python = Path(sysconfig.get_path("stdlib"))
        for part in python.iterdir():
            files |= {part, *(part.rglob("*") if part.name != "site-packages" else ())}

    def run() -> Seen:
        os.sync()
        for file in filter(Path.is_file, files):
            handle = os.open(file, os.O_RDONLY)
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(handle)
        return look()

    return run


def seen_in_turn(
    works: Mapping[str, Callable[[], Seen]], rounds: int
) -> dict[str, list[Seen]]:
    """Return what was seen of each, *rounds* times, after one that does not count."""
    found: dict[str, list[Seen]] = {name: [] for name in works}
    for turn in range(rounds + 1):
        for name, work in works.items():
            seen = work()
            if turn:
                found[name].append(seen)
            time.sleep(0.05)
    return found


def main() -> None:
    """Measure them in turn and print the ratios."""
    if not possible():
        raise SystemExit("Xvfb is needed: apt-get install xvfb")
    with tempfile.TemporaryDirectory() as home, screen() as eye:
        env = surroundings(Path(home))
        works = {
            name: partial(eye.watch, command, env, colours=colours)
            for name, command, colours in commands()
        }
        chilled = {
            name: cold(command, works[name])
            for name, command, _colours in commands()
            if name in {"bare", "frozen", "checkout"}
        }
        warm = seen_in_turn(works, ROUNDS)
        first = seen_in_turn(chilled, max(ROUNDS // 3, 3))
    report(warm, "warm", "<= 1.15 x")
    report(first, "cold", "<= 1.2 x")
    ours = "frozen" if "frozen" in warm else "checkout"
    mine = median(seen.content for seen in warm[ours])
    for name in PEERS:
        if name in warm:
            peer = median(seen.content for seen in warm[name])
            say(f"{ours}, page usable, warm", mine, peer, name, PEER_GOALS[name])
    if FROZEN.exists():
        folder = FROZEN.parent
        sizes = [f.lstat().st_size for f in folder.rglob("*") if f.is_file()]
        tell("installed", sum(sizes) / 2**20, "MiB", goal="<= 160")
    for package in (ROOT / "dist").glob("*.deb"):
        tell("the .deb", package.stat().st_size / 2**20, "MiB", goal="<= 45")


def report(found: Mapping[str, list[Seen]], how: str, goal: str) -> None:
    """Tell each beside the bare window: its time, what it read, its memory."""
    bare = found["bare"]
    floor = median(seen.content for seen in bare)
    read = median(seen.read for seen in bare) / 2**20
    memory = median(seen.memory for seen in bare) / 2**20
    tell(f"a bare window, {how}", floor * 1000, "ms")
    for name in ("frozen", "checkout"):
        if name not in found:
            continue
        seen = found[name]
        window = median(one.window for one in seen)
        page = median(one.content for one in seen)
        say(f"{name}, first window, {how}", window, floor, "a bare window", goal)
        say(f"{name}, page usable, {how}", page, floor, "a bare window", goal)
        took = median(one.read for one in seen) / 2**20
        beside = (read, "a bare window")
        tell(f"{name}, read, {how}", took, "MiB", beside, "<= 1.1 x")
        if how == "warm":
            held = median(one.memory for one in seen) / 2**20
            tell(f"{name}, memory", held, "MiB", (memory, "a bare window"))


if __name__ == "__main__":
    main()
