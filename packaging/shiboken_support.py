"""Unpack the Python half of Qt's binding once, rather than at each start.

The library carries these files as one compressed text and compiles them each time it
is imported, a fifth of what a first window costs. It reads them instead from the
folder ``files.dir`` beside itself, where there is one (its own switch, ``SBK_EMBED``).
A frozen application carries that folder, compiled.

What no application uses at its start is put off or left out: all that reads and writes
the signatures of functions, for error messages and for help; the generator of type
stubs; and the search of each imported module for ``from __feature__ import``, which
ours never do.
"""

from __future__ import annotations

import py_compile
import zipfile
from pathlib import Path

FOLDER = "files.dir"
DESCRIBING = ("errorhandler", "layout", "parser")
LISTING = ("enum_sig", "pyi_generator", "tool")
"""Modules that read and write signatures: imported when one is first asked for.

What they map types to is not among them: the library itself asks it for that.
"""

EMPTY = "shibokensupport/signature/lib/pyi_generator.py"
_SIGNATURE = "from shibokensupport.signature import "
_LIB = "from shibokensupport.signature.lib import "
_PUT = "    put_into_package(PySide6.support.signature"


def _put_off(module: str, asked: str) -> tuple[str, str]:
    """Return the change by which the loader imports *module* when it is *asked*."""
    call = f"    return {module}.{asked}("
    return call, f"    {_SIGNATURE}{module}  # ANEF Desk: not before.\n{call}"


CHANGES: dict[str, tuple[tuple[str, str], ...]] = {
    "shibokensupport/feature.py": (
        ("import inspect\n", ""),
        (
            "        source = inspect.getsource(module)\n",
            "        return False  # ANEF Desk: its modules use no __feature__.\n",
        ),
    ),
    "shibokensupport/signature/parser.py": (
        (
            (
                "arglistParser = ArglistParser()\n\n\n"
                "def _parse_arglist(argstr):\n"
                "    return arglistParser.parse(argstr)\n"
            ),
            (
                "arglistParser = None  # ANEF Desk: when a signature is first read.\n\n\n"
                "def _parse_arglist(argstr):\n"
                "    global arglistParser\n"
                "    arglistParser = arglistParser or ArglistParser()\n"
                "    return arglistParser.parse(argstr)\n"
            ),
        ),
    ),
    "shibokensupport/signature/loader.py": (
        *((f"{_SIGNATURE}{name}\n", "") for name in DESCRIBING),
        *((f"{_PUT}, {name})\n", "") for name in DESCRIBING),
        *((f"{_LIB}{name}\n", "") for name in LISTING),
        *((f"{_PUT}.lib, {name})\n", "") for name in LISTING),
        _put_off("parser", "pyside_type_init"),
        _put_off("layout", "create_signature"),
        _put_off("errorhandler", "seterror_argument"),
        _put_off("errorhandler", "make_helptext"),
    ),
}
"""In each file, what is there, once, and what takes its place."""

NOTICE = '"""Left empty in ANEF Desk: type stubs are not generated at a desk."""\n'


PACKAGE = "shiboken6/__init__.pyc"
_EARLY = ("import textwrap\n", "import struct\n", "import tempfile\n")
"""What the package imports in case a freezer forgot it; ours follow the imports."""


def package(folder: Path) -> Path:
    """Write the package into *folder*, compiled, and return where.

    Raises:
        SystemExit: If this version of the library is not made as the known ones.
    """
    import shiboken6

    source = Path(shiboken6.__file__).read_text(encoding="utf-8")
    written, compiled = folder / "__init__.py", folder / "__init__.pyc"
    folder.mkdir(parents=True, exist_ok=True)
    changes = tuple((line, f"# ANEF Desk, not at first: {line}") for line in _EARLY)
    written.write_text(_changed(source, changes, "__init__.py"), encoding="utf-8")
    _compile(written, "shiboken6/__init__.py", compiled)
    return compiled


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
    for name, changes in CHANGES.items():
        file = folder / name
        text = _changed(file.read_text(encoding="utf-8"), changes, name)
        file.write_text(text, encoding="utf-8")
    for name in sources:
        _compile(folder / name, name)


def _changed(text: str, changes: tuple[tuple[str, str], ...], name: str) -> str:
    for before, after in changes:
        if text.count(before) != 1:
            raise SystemExit(f"shiboken6: {name} is not what it was, look again.")
        text = text.replace(before, after)
    return text


def _compile(source: Path, name: str, compiled: Path | None = None) -> None:
    """Compile *source*, which is never looked at again, under its *name*."""
    py_compile.compile(
        str(source),
        str(compiled) if compiled else None,
        dfile=name,
        doraise=True,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
