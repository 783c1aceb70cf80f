"""The first window comes before anything slow."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

LATER = {
    "babel": "dates and lists of a language",
    "cryptography": "while the passphrase is typed",
    "msgspec": "with the catalogue",
    "platformdirs": "never on Linux, for the window",
    "pypdfium2": "at the first preview",
    "pyrage": "while the passphrase is typed",
    "reportlab": "at the first letter",
    "sqlcipher3": "while the passphrase is typed",
    "uharfbuzz": "at the first letter",
    "zxcvbn": "when a passphrase is chosen",
}
"""What is imported once the window is there, and when."""

PROGRAM = """
import os, sys
from PySide6 import QtCore
from PySide6.QtWidgets import QApplication, QLineEdit

def seen(window):
    shown = window.windowHandle()
    return window.isVisible() and shown is not None and shown.isExposed()

def usable(window):
    return any(line.isVisible() for line in window.findChildren(QLineEdit))

def shown(*_):
    for _ in range(5000):
        QApplication.processEvents()
        windows = [w for w in QApplication.topLevelWidgets() if seen(w)]
        if windows and (len(sys.argv) == 1 or any(map(usable, windows))):
            print(*sorted({name.partition(".")[0] for name in sys.modules}))
            print("Qt" in vars(QtCore))
            sys.stdout.flush()
            os._exit(0)
    os._exit(1)

QApplication.exec = shown
from anef_desk.__main__ import main
main([])
"""


def start(home: Path, *arguments: str) -> list[str]:
    """Start the window until it is there; return the lines that `PROGRAM` prints."""
    folders = {
        f"XDG_{name}_HOME": str(home / name.lower())
        for name in ("CACHE", "CONFIG", "DATA", "STATE")
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        check=False,
        capture_output=True,
        text=True,
        env={
            **os.environ,
            **folders,
            "HOME": str(home),
            "QT_QPA_PLATFORM": "offscreen",
        },
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_nothing_slow_is_imported_before_the_first_window(tmp_path: Path) -> None:
    """On a computer where no vault was ever opened."""
    modules, _qt = start(tmp_path)

    assert not set(modules.split()) & set(LATER)


def test_the_first_page_is_usable_before_anything_slow(tmp_path: Path) -> None:
    """A vault is there: its names are read, and no enumeration of `Qt` is made."""
    kept = Path(__file__).parents[1] / "anef_desk" / "vault" / "files" / "0001"
    shutil.copytree(kept, tmp_path / "data" / "anef-desk" / "vaults" / "Coffre")

    modules, qt = start(tmp_path, "usable")

    assert not set(modules.split()) & set(LATER)
    assert qt == "False"


def test_pages_of_every_day_open_without_what_prints() -> None:
    """On an old computer, what is not used yet is neither read nor kept in memory."""
    later = (
        "openpyxl",
        "PIL",
        "pypdf",
        "pypdfium2",
        "reportlab",
        "uharfbuzz",
        "zxcvbn",
    )
    names = ("today", "people", "person", "case")
    pages = [f"ui.pages.{name}" for name in names]
    pages += ["anef_desk.desk.session", "ui.main_window", "ui.over", "ui.watch"]
    program = f"import sys, {', '.join(pages)}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    imported = {name.partition(".")[0] for name in done.stdout.split()}

    assert "sqlcipher3" in imported
    assert imported.isdisjoint(later)
