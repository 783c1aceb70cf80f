"""Write the notices of all that is shipped: ``resources/notices/NOTICES.txt``.

Run by ``make notices``, from the installed distributions that
`packaging/requirements.txt` names; a test compares. Without ``--write``, only says
whether the file is up to date. ``--licences`` prints one line for each library.
"""

from __future__ import annotations

import importlib.metadata
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
TARGET = ROOT / "resources" / "notices" / "NOTICES.txt"

_PINNED = re.compile(r"^([\w.-]+)(?:\[[^]]*\])?==([^\s;]+)", re.MULTILINE)
_TEXT = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_ELSEWHERE = ("/android/", "/ios/", "/all_except_")
"""Licences of builds for systems that are not shipped to."""

UNSAID = {
    "pyrage": "MIT",
    "sqlcipher3": "Zlib",
    "reportlab": "BSD-3-Clause",
}
"""Licences that a distribution carries as a text, without naming them."""

HEAD = """\
ANEF Desk
=========

ANEF Desk est un logiciel libre : vous pouvez l’utiliser, l’étudier, le modifier et le
redistribuer, selon la licence publique générale GNU, version 3 ou ultérieure. Il est
fourni sans aucune garantie. Les pictogrammes ont été dessinés pour lui et suivent la
même licence.

Ce qui suit concerne les bibliothèques et les polices livrées avec lui. Elles restent à
leurs auteurs. Les textes des licences sont dans leur langue d’origine.

Qt et PySide6 sont sous licence LGPL, version 3. Leurs bibliothèques sont des fichiers
séparés, dans le dossier « _internal/PySide6 » de l’application installée : vous pouvez
les remplacer par d’autres versions compatibles. Leurs sources sont publiées par leurs
auteurs : https://download.qt.io/official_releases/
Cinq fichiers du dossier « _internal/shiboken6 » ont été modifiés pour un démarrage
plus rapide : son premier module et, dans « files.dir », quatre modules qui décrivent
des fonctions. Chaque changement y est signalé par « ANEF Desk ».
"""


class Notice(NamedTuple):
    """Something that is shipped, its licence by name, and the texts that go with it."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]


def shipped() -> tuple[Notice, ...]:
    """Return the notice of everything that is shipped and not ours, by name.

    Raises:
        SystemExit: If a library is not installed, or not at its locked version.
    """
    locked = (HERE / "requirements.txt").read_text(encoding="utf-8")
    libraries = [_library(*found.groups()) for found in _PINNED.finditer(locked)]
    return tuple(
        sorted((*libraries, *_inside()), key=lambda notice: notice.name.casefold())
    )


def _library(name: str, version: str) -> Notice:
    try:
        found = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        raise SystemExit(f"{name} is not installed.") from None
    if found.version != version:
        raise SystemExit(f"{name} is {found.version} here, {version} is locked.")
    said = found.metadata.get("License-Expression") or found.metadata.get("License")
    licence = UNSAID.get(name) or (said or "").partition("\n")[0]
    texts = [
        _read(file.read_binary())
        for file in sorted(found.files or (), key=str)
        if ".dist-info" in str(file)
        and _TEXT.search(str(file))
        and not any(system in str(file) for system in _ELSEWHERE)
    ]
    if not texts:
        texts = [_kept("LGPL-3")]
    return Notice(found.metadata["Name"], version, licence, tuple(texts))


def _read(content: bytes) -> str:
    """Return a text that some authors wrote in Unicode, others in Latin letters."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _inside() -> Iterator[Notice]:
    """Return what libraries carry inside, and what is no library."""
    yield Notice("Python", "3", "PSF-2.0", (_kept("Python"),))
    yield Notice("Qt", "6", "LGPL-3.0-only", (_kept("LGPL-3"),))
    yield Notice("ICU (inside Qt)", "73", "ICU", (_kept("ICU"),))
    yield Notice(
        "SQLCipher (inside sqlcipher3)", "4", "BSD-3-Clause", _texts("SQLCipher")
    )
    yield Notice("SQLite (inside SQLCipher)", "3", "Public domain", ())
    yield Notice("OpenSSL (inside sqlcipher3)", "3", "Apache-2.0", _texts("Apache-2.0"))
    yield Notice(
        "OpenSSL (inside cryptography)", "3", "Apache-2.0", _texts("Apache-2.0")
    )
    fonts = ROOT / "resources" / "fonts"
    for licence in sorted(fonts.glob("*-OFL.txt")):
        text = licence.read_text(encoding="utf-8")
        name = licence.name.removesuffix("-OFL.txt")
        yield Notice(f"{name} (font)", "", "OFL-1.1", (text,))


def _texts(name: str) -> tuple[str, ...]:
    return (_kept(name),)


def _kept(name: str) -> str:
    return (HERE / "notices" / f"{name}.txt").read_text(encoding="utf-8")


def written(notices: tuple[Notice, ...]) -> str:
    """Return *notices* as one text: a list, then each licence once."""
    lines = [HEAD]
    lines += [f"{one.name} {one.version}: {one.licence}" for one in notices]
    said: dict[str, list[str]] = {}
    texts: dict[str, str] = {}
    for one in notices:
        for text in one.texts:
            same = " ".join(text.split())
            texts.setdefault(same, text)
            names = said.setdefault(same, [])
            if one.name not in names:
                names.append(one.name)
    for same, names in said.items():
        title = ", ".join(names)
        body = "\n".join(line.rstrip() for line in texts[same].strip("\n").splitlines())
        lines.append(f"\n{'=' * 72}\n{title}\n{'=' * 72}\n\n{body}")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write, print, or compare; return the exit status."""
    notices = shipped()
    if "--licences" in sys.argv:
        for one in notices:
            print(f"{one.name:<32} {one.version:<10} {one.licence}")
        return 0
    text = written(notices)
    if "--write" in sys.argv:
        TARGET.parent.mkdir(exist_ok=True)
        TARGET.write_text(text, encoding="utf-8", newline="\n")
        return 0
    if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
        print("The notices are not those of the locked libraries: make notices.")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
