"""What the frozen application does without."""

from __future__ import annotations

import importlib.metadata
import re
from collections.abc import Collection
from functools import cache
from pathlib import Path, PurePath

from babel.core import get_global

from anef_desk.i18n import DATES_LIKE
from anef_desk.i18n.months import LOCALES

_OF_OTHER_MACHINES = """
cp037 cp273 cp424 cp500 cp720 cp737 cp775 cp856 cp857 cp860 cp861 cp862 cp863 cp864 cp865
cp869 cp874 cp875 cp1006 cp1026 cp1125 cp1140 hp_roman8 kz1048 palmos ptcp154
mac_arabic mac_croatian mac_cyrillic mac_farsi mac_greek mac_iceland mac_latin2
mac_romanian mac_turkish
big5 big5hkscs cp932 cp949 cp950 euc_jis_2004 euc_jisx0213 euc_jp euc_kr gb18030 gb2312
gbk hz iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3 iso2022_jp_ext
iso2022_kr johab shift_jis shift_jis_2004 shift_jisx0213
"""
"""Encodings of mainframes, old consoles and scripts that no table here is written in."""

LEFT_OUT = [
    # Networks: nothing here speaks to another computer.
    "PySide6.QtNetwork",
    "ssl",
    "_ssl",
    "ftplib",
    "http",  # for `urllib.request`, in whose place stands `no_request`
    "smtplib",
    "socketserver",
    "xmlrpc",
    "asyncio",
    # A second SQLite, which would drop the locks of the first.
    "sqlite3",
    "_sqlite3",
    # Tools, not parts of the application.
    "_pyrepl",
    "babel.messages.frontend",
    "doctest",
    "ensurepip",
    "lib2to3",
    "multiprocessing",
    "pdb",
    "pkg_resources",
    "pydoc",
    "readline",
    "setuptools",
    "tkinter",
    "unittest",
    "PIL._avif",
    "PIL.AvifImagePlugin",
    "PIL._imagingcms",  # profiles of colours, which no paper here has
    "PIL.ImageCms",
    "PIL._imagingtk",
    "PIL.ImageTk",
    "_pydecimal",  # what decimal does without its compiled half
    # Scripts nobody here writes a table or a text file in.
    "_codecs_cn",
    "_codecs_hk",
    "_codecs_iso2022",
    "_codecs_jp",
    "_codecs_kr",
    "_codecs_tw",
    "charset_normalizer",  # a reader of XML in reportlab, which nothing here asks for
    *(f"encodings.{name}" for name in _OF_OTHER_MACHINES.split()),
]
"""Modules that must not be in the bundle."""


def tools() -> list[str]:
    """Return the modules of what is installed here to pack, and not to run."""
    locked = (Path(__file__).parent / "requirements.txt").read_text(encoding="utf-8")
    running = {_plain(name) for name in re.findall(r"^([\w.-]+)", locked, re.MULTILINE)}
    running.add("anef-desk")
    return sorted(
        module
        for module, names in importlib.metadata.packages_distributions().items()
        if not running & {_plain(name) for name in names}
    )


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


_SYSTEM = ("/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/")
"""Where a Linux system keeps its own libraries."""

_NOT_NAMED = ("Qt6Network", "QtNetwork", "Qt6EglF", "libavif")
"""Parts of the names of libraries that nothing kept here asks for."""

_PLUGINS = {
    "iconengines": ("qsvgicon",),
    "imageformats": ("qsvg", "qjpeg"),
    "platforms": ("qxcb", "qwayland", "qoffscreen", "qwindows", "qcocoa"),
    "platforminputcontexts": ("composeplatforminputcontext", "ibusplatform"),
    "platformthemes": ("qxdgdesktopportal",),
    "printsupport": ("cupsprintersupport",),
    "styles": ("qmodernwindowsstyle", "qmacstyle"),
    "wayland-decoration-client": ("",),
    "wayland-graphics-integration-client": ("qt-plugin-wayland-egl",),
    "wayland-shell-integration": ("xdg-shell",),
    "xcbglintegrations": ("",),
}
"""Plugins of Qt that are of use, by folder; the others are left out.

Not among them: the theme of GTK, which loads another window system into ours, the
displays without a desktop, which link a network library, and certificates.
"""


@cache
def _locales(names: tuple[str, ...]) -> frozenset[str]:
    """Return the *names* of locales, and of those they say the rest like."""
    parents = get_global("parent_exceptions")
    found = {"root"}
    for name in names:
        like = name
        while like:
            found.add(like)
            like = parents.get(like) or like.rpartition("_")[0]
    return frozenset(found)


def kept(target: str, source: str, languages: Collection[str]) -> bool:
    """Return whether the file *source* is put into the bundle at *target*."""
    place = PurePath(target)
    if source.startswith(_SYSTEM) or any(word in place.name for word in _NOT_NAMED):
        return False
    if "plugins" in place.parts:
        names = _PLUGINS.get(place.parent.name, ())
        return any(name in place.name for name in names)
    short = {language.partition("_")[0] for language in languages}
    if "translations" in place.parts and place.suffix == ".qm":
        kind, _, language = place.stem.partition("_")
        return kind == "qtbase" and language.partition("_")[0] in short
    if "locale-data" in place.parts:
        return place.stem in _locales((*languages, *LOCALES, *DATES_LIKE.values()))
    if place.parts[0] == "tzdata":
        return place.suffix == ".py" or place.parts[-2:] == ("Europe", "Paris")
    return not (
        place.name in {"direct_url.json", "RECORD", "INSTALLER", "REQUESTED"}
        or place.suffix in {".pyi", ".h", ".a", ".cmake"}
    )
