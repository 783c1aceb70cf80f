"""Bring the translations up to date with the sentences of the application.

``make translations`` runs it: each template (``translations/*.pot``) is made from the
sources again, then each language receives the new sentences, untranslated, and puts
aside those that are gone. A changed sentence is a new one: nothing is guessed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from babel.messages.frontend import CommandLineInterface

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from anef_desk.i18n import COMPONENTS, NAMES, SOURCE_LANGUAGE  # noqa: E402
from anef_desk.i18n.catalogs import (  # noqa: E402
    ReviewedCatalog,
    read_po,
    write_po,
)

FOLDER = ROOT / "translations"


def template(component: str) -> ReviewedCatalog:
    """Return the sentences of *component*, read from its sources."""
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder, "found.pot")
        mapping = FOLDER / f"{component}.toml"
        CommandLineInterface().run(
            [
                "pybabel",
                "--quiet",
                "extract",
                f"--mapping-file={mapping}",
                "--keywords=_n:1,2",
                "--keywords=N_",
                "--add-comments=Traducteurs :",
                "--no-location",
                f"--output-file={found}",
                str(ROOT),
            ]
        )
        return read_po(found.read_bytes())


def path(language: str, component: str) -> Path:
    """Return where the translations of *component* into *language* are."""
    return FOLDER / language / "LC_MESSAGES" / f"{component}.po"


def main() -> None:
    """Write the templates and the translations again."""
    for component in COMPONENTS:
        found = template(component)
        found.header_comment = f"# The sentences of the component “{component}”."
        FOLDER.joinpath(f"{component}.pot").write_bytes(write_po(found))
        for language in NAMES:
            if language == SOURCE_LANGUAGE:
                continue
            po = path(language, component)
            catalog = ReviewedCatalog(locale=language, charset="utf-8", fuzzy=False)
            catalog.header_comment = f"# {NAMES[language]}: {component}."
            if po.is_file():
                catalog = read_po(po.read_bytes(), language)
            catalog.update(found, no_fuzzy_matching=True, update_header_comment=False)
            for key, message in list(catalog.obsolete.items()):
                if not translated(message.string):  # Nobody's work is lost.
                    del catalog.obsolete[key]
            po.parent.mkdir(parents=True, exist_ok=True)
            po.write_bytes(write_po(catalog))
            waiting = sum(1 for m in catalog if m.id and not translated(m.string))
            print(f"{language} {component}: {waiting} of {len(catalog)} to translate")


def translated(string: str | tuple[str, ...] | list[str]) -> bool:
    """Return whether every form of *string* says something."""
    return bool(string) if isinstance(string, str) else all(string)


if __name__ == "__main__":
    main()
