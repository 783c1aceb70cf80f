"""The wheel, built once, and an environment that has nothing of ours but the wheel."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE_DATE = "1764000000"
"""Seconds: the date a packager gives, for every test of a wheel."""


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
    dated = {**os.environ, "SOURCE_DATE_EPOCH": SOURCE_DATE}
    _do([*build, "--outdir", str(folder), str(ROOT)], dated)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="session")
def names(wheel: Path) -> frozenset[str]:
    """Return the names of the files in the wheel."""
    return frozenset(zipfile.ZipFile(wheel).namelist())


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the commands of an environment where the wheel was installed.

    The libraries it needs are those of this environment, seen through a path file;
    path files seen through a path file do not count, so the checkout is not there.
    """
    folder = tmp_path_factory.mktemp("installed")
    _do([sys.executable, "-m", "venv", "--without-pip", str(folder)])
    commands = folder / ("Scripts" if sys.platform == "win32" else "bin")
    python = str(commands / "python")
    paths = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", "venv", paths))
    libraries = sysconfig.get_path("purelib")
    (packages / "libraries.pth").write_text(f"{libraries}\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet"]
    _do([*pip, "--no-deps", "--no-index", "--force-reinstall", str(wheel)])
    return commands


def _do(command: list[str], environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stdout + done.stderr
