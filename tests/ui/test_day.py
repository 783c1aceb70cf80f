"""A scripted day: thirty visits, keyboard only, in a real window; its keystrokes."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from pathlib import Path
from typing import Any

import pytest

PROGRAM = Path(__file__).with_name("day.py")
ROOT = Path(__file__).resolve().parents[2]
SECONDS = 40.0
"""Of a processor: how long others keep it from us says nothing of the desk."""

MOST = {
    "unlock": 1,
    "open": 1,
    "mark": 1,
    "next paper": 1,
    "back": 1,
    "letter": 1,
    "done": 1,
    "postpone": 2,
    "find": 2,
    "palette": 2,
    "new": 2,
    "relay": 2,
    "lock": 1,
}
"""Keystrokes agreed for each act, beside the words that are typed."""

VISITS = ("open", "find", "palette", "new")
"""What a visit begins with."""


def possible() -> bool:
    """Return whether there can be a window: a screen, and what draws through X11."""
    return bool(shutil.which("Xvfb") and find_library("xcb-cursor"))


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """Give what a window needs to be shown: a screen nobody sees, if there is one."""
    if not possible():
        quiet = "default.warning=false"  # What this platform cannot do, many times.
        yield {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": quiet}
        return
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24"]
    with subprocess.Popen(
        [*command, "-nolisten", "tcp"],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(write)
        with os.fdopen(read) as pipe:
            name = f":{pipe.readline().strip()}"
        try:
            yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": name}
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what a day took: the screen it was on, keystrokes by act, seconds."""
    home = tmp_path_factory.mktemp("day")
    folders = {
        f"XDG_{name}_HOME": str(home / name.lower())
        for name in ("CACHE", "CONFIG", "DATA", "STATE")
    }
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with screen() as shown:
        done = subprocess.run(
            [sys.executable, str(PROGRAM)],
            check=False,
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={
                **os.environ,
                **folders,
                **shown,
                "HOME": str(home),
                "PYTHONPATH": str(ROOT),
            },
        )
    assert done.returncode == 0, done.stderr
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    found: dict[str, Any] = json.loads(done.stdout)
    found["seconds"] = after.ru_utime - before.ru_utime
    return found


def test_thirty_people_are_seen(day: dict[str, Any]) -> None:
    assert sum(len(day["acts"][act]) for act in VISITS) == 30


def test_the_window_is_a_real_one_where_there_can_be(day: dict[str, Any]) -> None:
    assert day["screen"] == ("xcb" if possible() else "offscreen")


@pytest.mark.parametrize("act", MOST)
def test_an_act_takes_the_keystrokes_that_were_agreed(
    day: dict[str, Any], act: str
) -> None:
    """Each time it is done, not on average."""
    assert max(day["acts"][act]) <= MOST[act]


def test_no_act_was_forgotten(day: dict[str, Any]) -> None:
    assert set(day["acts"]) == set(MOST)


def test_a_day_is_soon_over(day: dict[str, Any]) -> None:
    assert day["seconds"] < SECONDS
