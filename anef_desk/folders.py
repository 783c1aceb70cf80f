"""Where this computer keeps what is ours: one folder of each kind, for one account.

A portable copy keeps everything beside itself instead, and nothing on the computers
it visits: it bears a file named `PORTABLE` beside the program. Where that place cannot
be written, the folders of the account serve.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

NAME = "anef-desk"
PORTABLE = "portable"
SYSTEM: str = sys.platform

_LINUX = {
    "data": ("XDG_DATA_HOME", ".local/share"),
    "config": ("XDG_CONFIG_HOME", ".config"),
    "cache": ("XDG_CACHE_HOME", ".cache"),
    "state": ("XDG_STATE_HOME", ".local/state"),
}
"""As the specification of freedesktop.org says, and `platformdirs` does."""


def data() -> Path:
    """Return the folder of what people make: the vaults."""
    return _folder("data")


def config() -> Path:
    """Return the folder of what the window remembers."""
    return _folder("config")


def made() -> Path:
    """Return the folder of what can be made again."""
    return _folder("cache")


def state() -> Path:
    """Return the folder of what this computer saw."""
    return _folder("state")


def _folder(kind: str) -> Path:
    beside = portable()
    if beside is not None:
        return beside if kind == "data" else beside / kind
    if SYSTEM == "linux":  # The window does not wait for a library to say so.
        variable, usual = _LINUX[kind]
        named = os.environ.get(variable, "").strip()
        return (Path(named) if named else Path.home() / usual) / NAME
    import platformdirs  # noqa: PLC0415 - where it is needed

    found: Path = getattr(platformdirs, f"user_{kind}_path")(NAME, appauthor=False)
    return found


@cache
def portable() -> Path | None:
    """Return the folder beside a portable program, if there and it can be written."""
    if not getattr(sys, "frozen", False):
        return None
    program = Path(sys.executable).parent
    folder = program / "data"
    if not (program / PORTABLE).exists():
        return None
    return folder if _can_write(folder) else None


def _can_write(folder: Path) -> bool:
    """Return whether a file can be made in *folder*: trying is the only way to know."""
    trial = folder / f".{os.getpid()}.trial"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        trial.touch()
        trial.unlink()
    except OSError:
        return False
    return True
