"""The notices that are shipped are those of what is shipped."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOTICES = ROOT / "resources" / "notices" / "NOTICES.txt"


def test_the_notices_are_those_of_the_locked_libraries() -> None:
    """``make notices`` writes them again."""
    command = [sys.executable, str(ROOT / "packaging" / "notices.py")]
    done = subprocess.run(command, check=False, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_font_is_named() -> None:
    text = NOTICES.read_text(encoding="utf-8")

    for file in (ROOT / "resources" / "fonts").glob("*.ttf"):
        assert f"{file.stem.partition('-')[0]} (font)" in text
