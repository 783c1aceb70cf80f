"""Write the locked requirements again, from what `pyproject.toml` asks for.

Run by ``make lock``. Every file of the lists is named with its hashes, so that an
installation is the same everywhere or does not happen.
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
    "--generate-hashes",
    "--no-strip-extras",
    "--allow-unsafe",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-trusted-host",
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
        command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, *sys.argv[1:]]
        subprocess.run(
            [*command, "--output-file", str(target), str(source)],
            check=True,
            env={**os.environ, "CUSTOM_COMPILE_COMMAND": "make lock"},
        )


def main() -> None:
    """Lock what runs the application, then what checks it, in agreement with it."""
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))
    running, checking = HERE / "requirements.txt", HERE / "requirements-dev.txt"
    lock(project["project"]["dependencies"], running)
    lock(group("dev", project["dependency-groups"]), checking, running)


if __name__ == "__main__":
    main()
