"""The first window comes before anything slow."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

LATER = {
    "babel": "dates and lists of a language",
    "cryptography": "while the passphrase is typed",
    "msgspec": "with the catalogue",
    "pypdfium2": "at the first preview",
    "pyrage": "while the passphrase is typed",
    "reportlab": "at the first letter",
    "sqlcipher3": "while the passphrase is typed",
    "uharfbuzz": "at the first letter",
    "zxcvbn": "when a passphrase is chosen",
}
"""What is imported once the window is there, and when."""

PROGRAM = """
import sys
from PySide6.QtWidgets import QApplication

def shown(*_):
    for _ in range(100):
        QApplication.processEvents()
        windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
        if any(w.windowHandle() and w.windowHandle().isExposed() for w in windows):
            print(*sorted({name.partition(".")[0] for name in sys.modules}))
            sys.stdout.flush()
            import os
            os._exit(0)
    os._exit(1)

QApplication.exec = shown
from anef_desk.__main__ import main
main([])
"""


def test_nothing_slow_is_imported_before_the_first_window(tmp_path: Path) -> None:
    """On a computer where no vault was ever opened."""
    home = {
        f"XDG_{name}_HOME": str(tmp_path / name.lower())
        for name in ("CACHE", "CONFIG", "DATA", "STATE")
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        check=False,
        capture_output=True,
        text=True,
        env={
            **os.environ,
            **home,
            "HOME": str(tmp_path),
            "QT_QPA_PLATFORM": "offscreen",
        },
    )

    assert done.returncode == 0, done.stderr
    assert not set(done.stdout.split()) & set(LATER)
