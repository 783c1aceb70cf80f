"""The first window comes before anything slow."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LATER = {
    "babel": "dates and lists of a language",
    "cryptography": "while the passphrase is typed",
    "dataclasses": "with the first request for a page",
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
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QLineEdit

usable = len(sys.argv) > 1

class Eye(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QLineEdit):
            tell()
        return False

def seen(window):
    shown = window.windowHandle()
    return window.isVisible() and shown is not None and shown.isExposed()

def tell():
    print(*sorted({name.partition(".")[0] for name in sys.modules}))
    print("Qt" in vars(QtCore), "PySide6.QtSvg" in sys.modules)
    print(QFontDatabase.hasFamily("Vazirmatn"))
    sys.stdout.flush()
    os._exit(0)

def shown(*_):
    eye = Eye()
    QApplication.instance().installEventFilter(eye)
    for _ in range(5000):
        QApplication.processEvents()
        if not usable and any(map(seen, QApplication.topLevelWidgets())):
            tell()
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
    modules, *_others = start(tmp_path)

    assert not set(modules.split()) & set(LATER)


@pytest.mark.parametrize(("language", "arabic"), [("fr", False), ("fa_AF", True)])
def test_the_first_page_is_usable_before_anything_slow(
    tmp_path: Path, language: str, arabic: bool
) -> None:
    """A vault is there: its names are read; nothing is made that words do not need.

    No icon, no letters but those of the language, no enumeration of `Qt` in French.
    """
    written = tmp_path / "config" / "anef-desk" / "window.ini"
    written.parent.mkdir(parents=True)
    written.write_text(f"[General]\nlanguage={language}\n", encoding="ascii")
    kept = Path(__file__).parents[1] / "anef_desk" / "vault" / "files" / "0001"
    shutil.copytree(kept, tmp_path / "data" / "anef-desk" / "vaults" / "Coffre")

    modules, made, letters = start(tmp_path, "usable")

    # A checkout compiles once, unless French is read.
    compiling = {"babel", "dataclasses"}
    late = set(LATER) - (set() if language == "fr" else compiling)
    assert not set(modules.split()) & late
    assert made == f"{arabic} False"  # Lines from right to left need `Qt`.
    assert letters == str(arabic)


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
