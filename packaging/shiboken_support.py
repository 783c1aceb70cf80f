"""Unpack the Python half of Qt's binding once, rather than at each start.

The library carries these files as one compressed text and compiles them each time it
is imported, a fifth of what a first window costs. It reads them instead from the
folder ``files.dir`` beside itself, where there is one (its own switch, ``SBK_EMBED``).
A frozen application carries that folder, compiled.

What no application uses at its start is put off or left out: the generator of type
stubs and its large regular expressions, the one that reads signatures for error
messages, and the search of each imported module for ``from __feature__ import``, which
ours never do.
"""

from __future__ import annotations

import py_compile
import zipfile
from pathlib import Path

FOLDER = "files.dir"
EMPTY = "shibokensupport/signature/lib/pyi_generator.py"
CHANGES = {
    "shibokensupport/feature.py": (
        "        source = inspect.getsource(module)\n",
        "        return False  # ANEF Desk: its modules use no __feature__.\n",
    ),
    "shibokensupport/signature/parser.py": (
        (
            "arglistParser = ArglistParser()\n\n\n"
            "def _parse_arglist(argstr):\n"
            "    return arglistParser.parse(argstr)\n"
        ),
        (
            "arglistParser = None  # ANEF Desk: made when a signature is first read.\n\n\n"
            "def _parse_arglist(argstr):\n"
            "    global arglistParser\n"
            "    arglistParser = arglistParser or ArglistParser()\n"
            "    return arglistParser.parse(argstr)\n"
        ),
    ),
}
"""In each file, what is there and what takes its place."""

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
    for name, (before, after) in CHANGES.items():
        file = folder / name
        text = file.read_text(encoding="utf-8")
        if text.count(before) != 1:
            raise SystemExit(f"shiboken6: {name} is not what it was, look again.")
        file.write_text(text.replace(before, after), encoding="utf-8")
    for name in sources:
        py_compile.compile(
            str(folder / name),
            dfile=name,
            doraise=True,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
