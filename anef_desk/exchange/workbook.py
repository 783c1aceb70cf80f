"""The cells of a workbook as texts: what a child process does with an XLSX file.

It imports nothing of the application, as `preview_child`, which calls it. Nothing is
computed: of a formula, only the value the spreadsheet kept is read. Before the reader
sees a file, its parts are opened one by one within limits, and what XML can hide in a
part (entities, other encodings) is refused.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

import openpyxl

MOST_PARTS: Final = 200
MOST_UNPACKED: Final = 60_000_000  # bytes, of all the parts
MOST_ROWS: Final = 5_000
MOST_TITLES: Final = 10  # lines above the headings, with them
MOST_COLUMNS: Final = 60
LONGEST_CELL: Final = 1_000
TOO_LONG: Final = "." * (LONGEST_CELL + 1)

for name in ("cp437", "utf-8"):  # Of names in a ZIP: while modules can be read.
    codecs.lookup(name)

_ENCODING: Final = re.compile(rb"encoding\s*=\s*[\"']([^\"']*)", re.IGNORECASE)
_HIDDEN: Final = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


class Unsafe(Exception):  # noqa: N818 - an answer
    """The workbook is not read, and why in one word."""


def read(content: bytes) -> dict[str, object]:
    """Return the ``rows`` of a sheet of a workbook, as texts, its name, and the others.

    The sheet is the first that is shown and says something; what somebody hid is not
    looked at.

    Raises:
        Unsafe: If the workbook hides something else, or is beyond a limit.
    """
    check(content)
    opened = openpyxl.load_workbook(
        io.BytesIO(content), read_only=True, data_only=True, keep_links=False
    )
    shown = [sheet for sheet in opened.worksheets if sheet.sheet_state == "visible"]
    for number, sheet in enumerate(shown):
        sheet.reset_dimensions()  # What it says of its size may be anything.
        found = list(_rows(sheet.iter_rows(values_only=True)))
        if any(found) or number == len(shown) - 1:
            others = [other.title for other in shown if other is not sheet]
            return {"rows": found, "sheet": sheet.title, "others": others}
    return {"rows": [], "sheet": "", "others": []}


def check(content: bytes) -> None:
    """Refuse a ZIP that unpacks into too much, or whose XML declares anything.

    Raises:
        Unsafe: If it does.
    """
    left = MOST_UNPACKED
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS:
            raise Unsafe("large")
        if len({part.filename for part in parts}) != len(parts):
            raise Unsafe("unreadable")
        for part in parts:
            with archive.open(part) as stream:
                unpacked = stream.read(left + 1)
            left -= len(unpacked)
            if left < 0:
                raise Unsafe("large")
            if part.filename.endswith((".xml", ".rels", ".vml")):
                _assert_plain(unpacked)


def _assert_plain(xml: bytes) -> None:
    declared = _ENCODING.search(xml[:200])
    if declared is not None and declared[1].lower() not in {b"utf-8", b"us-ascii"}:
        raise Unsafe("unreadable")
    begins = xml.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if begins != b"<" or b"\x00" in xml or _HIDDEN.search(xml):
        raise Unsafe("unreadable")


def _rows(found: Iterator[tuple[object, ...]]) -> Iterator[list[str]]:
    for number, row in enumerate(found):
        if number >= MOST_ROWS + MOST_TITLES:
            raise Unsafe("rows")
        cells = [_text(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise Unsafe("rows")
        yield cells


def _text(cell: object) -> str:
    """Return a cell as one would type it; a day without its midnight."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:  # noqa: PLR2004
        return str(int(cell))
    text = str(cell)
    return text if len(text) <= LONGEST_CELL else TOO_LONG
