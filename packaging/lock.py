"""Write the locked requirements again, from what `pyproject.toml` asks for.

Run by ``make lock``. Every file of the lists is named with its hashes, for each system
and processor, so that an installation is the same everywhere or does not happen.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
OPTIONS = (
    "--quiet",
    "--universal",  # what only Windows or macOS needs is there too, and marked so
    "--python-version=3.11",
    "--generate-hashes",
    "--no-strip-extras",
    "--no-annotate",
)


def group(name: str, groups: dict[str, list[Any]]) -> list[str]:
    """Return the requirements of the dependency group *name*, those it includes too."""
    found: list[str] = []
    for entry in groups[name]:
        if isinstance(entry, dict):
            found += group(entry["include-group"], groups)
        else:
            found.append(entry)
    return found


def lock(asked: list[str], target: Path, *constraints: Path) -> None:
    """Write into *target* the exact versions that answer *asked*."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "asked.in")
        lines = [*asked, *(f"-c {constraint}" for constraint in constraints)]
        source.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [sys.executable, "-m", "uv", "pip", "compile", *OPTIONS]
        subprocess.run(
            [*command, *sys.argv[1:], "--output-file", str(target), str(source)],
            check=True,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "UV_CUSTOM_COMPILE_COMMAND": "make lock"},
        )


def main() -> None:
    """Lock what runs the application, then what checks and packs it, in agreement."""
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))
    running, checking = HERE / "requirements.txt", HERE / "requirements-dev.txt"
    packing = HERE / "requirements-packages.txt"
    groups = project["dependency-groups"]
    lock(project["project"]["dependencies"], running)
    lock(group("dev", groups), checking, running)
    lock(group("packages", groups), packing, running, checking)


if __name__ == "__main__":
    main()
