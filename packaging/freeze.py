"""Freeze the application: the wheel, installed alone, becomes a folder that runs.

``make frozen`` on Linux; ``python packaging/freeze.py`` anywhere. What is frozen is
exactly what `packaging/requirements.txt` names, in an environment of its own.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MADE = ROOT / "build" / "packages"
FROZEN = ROOT / "build" / "frozen"
LISTS = ("requirements.txt", "requirements-packages.txt")


def main() -> None:
    """Make ``build/frozen/anef-desk``."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", _day_of_sources())
    os.environ.pop("SBK_EMBED", None)
    os.environ.pop("PYTHONPATH", None)
    MADE.mkdir(parents=True, exist_ok=True)
    python = environment()
    if "--tools-only" in sys.argv:
        return
    wheel = build(python)
    pip(python, "--no-deps", "--no-index", "--force-reinstall", str(wheel))
    command = ["-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    folders = ["--distpath", str(FROZEN), "--workpath", str(MADE / "work")]
    spec = str(ROOT / "packaging" / "anef_desk.spec")
    run(python, *command, *folders, spec)
    run(python, str(ROOT / "packaging" / "check_frozen.py"), str(FROZEN / "anef-desk"))


def environment() -> str:
    """Return the Python of an environment that holds what the lists name."""
    folder = MADE / "venv"
    lists = [ROOT / "packaging" / name for name in LISTS]
    state = hashlib.sha256(b"".join(one.read_bytes() for one in lists)).hexdigest()
    kept = folder / "made-from"
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    python = str(programs / "python")
    if not kept.exists() or kept.read_text("ascii") != state:
        venv.create(folder, with_pip=True, clear=True)
        pip(python, "--require-hashes", *(f"--requirement={one}" for one in lists))
        kept.write_text(state, encoding="ascii")
    return python


def build(python: str) -> Path:
    """Return the wheel of this checkout, built with *python*."""
    folder = MADE / "dist"
    for old in folder.glob("*.whl"):
        old.unlink()
    options = ["--wheel", "--no-isolation", "--outdir", str(folder)]
    run(python, "-m", "build", *options, str(ROOT))
    (wheel,) = folder.glob("*.whl")
    return wheel


def pip(python: str, *arguments: str) -> None:
    """Install something into the environment of *python*."""
    options = ["--quiet", "--disable-pip-version-check", "--no-input"]
    run(python, "-m", "pip", "install", *options, *arguments)


def run(*command: str) -> None:
    """Run *command*; a failure ends this program.

    Raises:
        SystemExit: If the command fails.
    """
    done = subprocess.run(command, check=False, cwd=MADE)  # Not the checkout's modules.
    if done.returncode:
        raise SystemExit(done.returncode)


def _day_of_sources() -> str:
    """Return when the sources last changed, so that the same ones give the same files."""
    asked = ["git", "log", "-1", "--format=%ct"]
    done = subprocess.run(asked, check=False, capture_output=True, text=True, cwd=ROOT)
    return done.stdout.strip() or "315532800"  # Without git, the first day of ZIP.


if __name__ == "__main__":
    main()
