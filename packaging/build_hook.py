"""Compile the translations and the catalogue while the wheel is built.

A checkout reads what translators and authors edit; an installed application reads
what is made here, so that no compiled file is ever committed.
"""

from __future__ import annotations

import gzip
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA = "anef_desk/_data"


class CompileData(BuildHookInterface):  # type: ignore[type-arg]
    """Ship ``.mo.gz`` files and one ``catalogue.json`` made from their sources."""

    _made: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into a folder of the hook's own, and add what is there."""
        if version == "editable":  # A checkout reads the sources directly.
            return
        self._made = made = Path(tempfile.mkdtemp(prefix="anef-desk-data-"))
        sys.path.insert(0, self.root)
        try:
            self._translations(made / "translations")
            self._catalogue(made / "resources")
        finally:
            sys.path.remove(self.root)
        for file in made.rglob("*"):
            if file.is_file():
                place = file.relative_to(made).as_posix()
                build_data["force_include"][str(file)] = f"{DATA}/{place}"

    def finalize(self, *_what_was_built: object) -> None:
        """Remove the folder."""
        if self._made is not None:
            shutil.rmtree(self._made)

    def _translations(self, made: Path) -> None:
        from anef_desk.i18n.catalogs import compile_po

        source = Path(self.root, "translations")
        for po in sorted(source.glob("*/LC_MESSAGES/*.po")):
            mo = made / po.relative_to(source).with_suffix(".mo.gz")
            mo.parent.mkdir(parents=True, exist_ok=True)
            language = po.relative_to(source).parts[0]
            compiled = compile_po(po.read_bytes(), language)
            mo.write_bytes(gzip.compress(compiled, mtime=0))

    def _catalogue(self, made: Path) -> None:
        from anef_desk.catalogue.library import compile_catalogue

        made.mkdir(parents=True)
        (made / "catalogue.json").write_bytes(compile_catalogue())
