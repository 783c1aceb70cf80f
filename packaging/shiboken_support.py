"""Unpack the Python half of Qt's binding once, rather than at each start.

The library carries these files as one compressed text and compiles them each time it
is imported, a fifth of what a first window costs. It reads them instead from the
folder ``files.dir`` beside itself, where there is one (its own switch, ``SBK_EMBED``).
A frozen application carries that folder, compiled.

Two things are left out: the generator of type stubs, which compiles large regular
expressions and which no application calls, and the search of every imported module for
``from __feature__ import``, which ours never do.
"""

from __future__ import annotations

import py_compile
import zipfile
from pathlib import Path

FOLDER = "files.dir"
EMPTY = "shibokensupport/signature/lib/pyi_generator.py"
SEARCHES = "shibokensupport/feature.py"
SEARCH = "        source = inspect.getsource(module)\n"
FOUND_NONE = "        return False  # ANEF Desk: its modules use no __feature__.\n"
NOTICE = '"""Left empty in ANEF Desk: type stubs are not generated at a desk."""\n'


def unpack(folder: Path) -> None:
    """Write the files into *folder*, with their compiled form.

    Raises:
        SystemExit: If this version of the library is not made as the known ones.
    """
    import shiboken6.Shiboken  # noqa: F401 - it brings the packed files
    from shibokensupport.signature import loader

    packed: zipfile.ZipFile | None = getattr(loader.__loader__, "zfile", None)
    if packed is None:
        raise SystemExit("Build where shiboken6 has no files.dir of its own.")
    sources = [name for name in packed.namelist() if name.endswith(".py")]
    if EMPTY not in sources:
        raise SystemExit(f"shiboken6 has no {EMPTY} any more: look again.")
    packed.extractall(folder, sources)
    (folder / EMPTY).write_text(NOTICE, encoding="utf-8")
    feature = folder / SEARCHES
    text = feature.read_text(encoding="utf-8")
    if text.count(SEARCH) != 1:
        raise SystemExit(f"{SEARCHES} is not what it was: look again.")
    feature.write_text(text.replace(SEARCH, FOUND_NONE), encoding="utf-8")
    for name in sources:
        py_compile.compile(
            str(folder / name),
            dfile=name,
            doraise=True,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
