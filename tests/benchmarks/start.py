"""How long the first window takes, beside a window that has nothing in it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from _measure import in_turn, say

ROUNDS = 15

SHOWN = """
import os
from PySide6.QtWidgets import QAbstractButton, QApplication

def windows():
    QApplication.processEvents()
    found = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    return [w for w in found if w.windowHandle() and w.windowHandle().isExposed()]

def until_shown(*_):
    while not windows():
        pass
    os.write(1, b".")
    os._exit(0)

def until_usable(*_):
    while not any(
        button.isVisible() for w in windows() for button in w.findChildren(QAbstractButton)
    ):
        pass
    os.write(1, b".")
    os._exit(0)
"""

FLOOR = f"""{SHOWN}
from PySide6.QtWidgets import QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
window.show()
until_shown()
"""

APPLICATION = f"""{SHOWN}
QApplication.exec = until_shown
from anef_desk.__main__ import main
main([])
"""

USABLE = APPLICATION.replace("exec = until_shown", "exec = until_usable")


def first_window(program: str, home: str) -> float:
    """Return the seconds from the start of a process to its first painted window."""
    folders = {
        f"XDG_{name}_HOME": str(Path(home, name.lower()))
        for name in ("CACHE", "CONFIG", "DATA", "STATE")
    }
    env = {
        **os.environ,
        **folders,
        "HOME": home,
        "PYTHONDONTWRITEBYTECODE": "",  # Installed modules are compiled ones.
        "PYTHONPYCACHEPREFIX": str(Path(home, "compiled")),
        "QT_QPA_PLATFORM": "offscreen",
    }
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, env=env
    ) as process:
        assert process.stdout is not None
        said = process.stdout.read(1)
        seconds = time.perf_counter() - begun
    if said != b".":
        raise SystemExit("no window came")
    return seconds


def main() -> None:
    """Measure them in turn and print the ratios."""
    with tempfile.TemporaryDirectory() as home:
        found = in_turn(
            {
                "floor": partial(first_window, FLOOR, home),
                "application": partial(first_window, APPLICATION, home),
                "usable": partial(first_window, USABLE, home),
            },
            ROUNDS,
        )
    bare = "a bare window"
    say("first window", found["application"], found["floor"], bare, "<= 1.2 x")
    say("first page, usable", found["usable"], found["floor"], bare, "<= 1.2 x")


if __name__ == "__main__":
    main()
