"""A table somebody brings: CSV in any of its spellings, or XLSX, as rows of texts."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import msgspec

from anef_desk.errors import ExpectedError
from anef_desk.exchange.preview import Previewer
from anef_desk.i18n import N_
from anef_desk.progress import Report, silently

MEGABYTES: Final = 5
MAXIMUM_BYTES: Final = MEGABYTES * 1_000_000
MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 60
LONGEST_CELL: Final = 1_000

TOO_LONG: Final = "." * (LONGEST_CELL + 1)
"""Stands for a cell that says more: it is refused where it is read, never cut."""

_ZIP: Final = b"PK\x03\x04"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
_BETWEEN: Final = (";", "\t", ",")
_JOINERS: Final = frozenset("\u200c\u200d")
"""Between letters of Dari words, which they do not hide."""

_LOOKED_AT: Final = 20  # lines, to know what stands between cells
_MOST_TITLES: Final = 10  # lines above the headings, with them

_TAMED: Final = re.compile(r"\A'+(?=[=+\-@])")


class TableRefusedError(ExpectedError):
    """The file is no table we read; nothing was changed."""

    message = N_("Ce tableau ne s’ouvre pas.")
    advice = N_("Enregistrez-le en CSV depuis votre tableur, puis réessayez.")
    exit_code = 18


class EmptyTableError(TableRefusedError):
    """There is no line under the headings."""

    message = N_("Ce tableau est vide : il faut des titres, et une ligne dessous.")
    advice = N_("Ouvrez-le dans votre tableur pour vérifier.")


class TableTooLargeError(TableRefusedError):
    """More bytes, lines or columns than an import may have."""

    message = N_(
        "Ce tableau est trop grand : il dépasse {megabytes} Mo, {rows} lignes ou"
        " {columns} colonnes."
    )
    advice = N_("Coupez-le en plusieurs fichiers.")


@dataclass(frozen=True)
class Table:
    """The headings of a table, and its lines: each has a cell for each heading."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    first_line: int = 2  # of the file: what a spreadsheet calls the first row
    sheet: str = ""  # of a workbook
    others: tuple[str, ...] = ()  # sheets that are shown, and were not read


class _Workbook(msgspec.Struct):
    """What a child says of a workbook."""

    rows: list[list[str]]
    sheet: str
    others: list[str]


def read_table(
    content: bytes, previewer: Previewer, report: Report = silently
) -> Table:
    """Return the table in *content*; a workbook is opened by a child process.

    *report* may raise to stop; the child is then killed.

    Raises:
        TableRefusedError: If it is no table, too large, or empty.
    """
    if len(content) > MAXIMUM_BYTES:
        raise too_large()
    if content.startswith(_ZIP):
        said = _workbook(previewer.table(content, report))
        others = tuple(clean(name) for name in said.others)
        return replace(
            _table(said.rows, report), sheet=clean(said.sheet), others=others
        )
    if content.startswith(_OLD_EXCEL):
        raise TableRefusedError
    return _table(_delimited(_decoded(content)), report)


def too_large() -> TableTooLargeError:
    """Return why a table is refused for its size."""
    return TableTooLargeError(megabytes=MEGABYTES, rows=MOST_ROWS, columns=MOST_COLUMNS)


def clean(cell: str) -> str:
    """Return the lines of a cell without what turns, hides or breaks words.

    What keeps a spreadsheet from computing a text (see `spreadsheet`) is taken off. A
    cell that is too long becomes `TOO_LONG`.

    >>> clean(" Kari" + chr(0x202E) + "mi ")
    'Karimi'
    """
    lines = (_tidy(line) for line in cell.splitlines())
    cleaned = _TAMED.sub("", "\n".join(line for line in lines if line))
    return cleaned if len(cleaned) <= LONGEST_CELL else TOO_LONG


def _tidy(line: str) -> str:
    kept = "".join(
        letter
        for letter in line.replace("\t", " ")
        if letter in _JOINERS or unicodedata.category(letter)[0] != "C"
    )
    return " ".join(kept.split())


def _decoded(content: bytes) -> str:
    """Return the text of *content*: UTF-8, UTF-16, or what old spreadsheets write."""
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if b"\x00" in content:
        raise TableRefusedError
    return content.decode("cp1252", "replace")


def _delimited(text: str) -> list[list[str]]:
    if "\x00" in text:
        raise TableRefusedError
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    found: list[list[str]] = []
    try:
        for row in reader:
            found.append(row)
            if len(found) > MOST_ROWS + _MOST_TITLES:
                raise too_large()
    except csv.Error:
        raise TableRefusedError from None
    return found


def _delimiter(text: str) -> str:
    """Return what stands between the cells of *text*: what most lines have alike.

    A title above the headings has commas of its own, and so has an address.
    """
    lines = [line for line in text.splitlines()[:_LOOKED_AT] if line.strip()]

    def alike(between: str) -> tuple[int, int]:
        counts = Counter(line.count(between) for line in lines)
        del counts[0]
        return max(((most, count) for count, most in counts.items()), default=(0, 0))

    return max(_BETWEEN, key=alike)


def _workbook(said: bytes) -> _Workbook:
    """Return what a child *said* of a workbook, once it is what it should be."""
    if said in {b"NOlarge", b"NOrows"}:
        raise too_large()
    if not said.startswith(b"OK"):
        raise TableRefusedError
    try:
        return msgspec.json.decode(said[2:], type=_Workbook)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise TableRefusedError from None


def _table(found: Sequence[Iterable[str]], report: Report) -> Table:
    cleaned = []
    for number, row in enumerate(found, 1):
        report(number, len(found))
        cleaned.append([clean(cell) for cell in row])
    head = _head(cleaned)
    if head is None:
        raise EmptyTableError
    headings = [" ".join(cell.split()) for cell in cleaned[head]]
    while headings and not headings[-1]:
        headings.pop()
    below = [[] if row == cleaned[head] else row for row in cleaned[head + 1 :]]
    wide = max([len(headings), *(_width(row) for row in below)])
    if wide > MOST_COLUMNS or len(below) > MOST_ROWS:
        raise too_large()
    if not any(any(row) for row in below):
        raise EmptyTableError
    return Table(
        headings=tuple(_filled(headings, wide)),
        rows=tuple(tuple(_filled(row, wide)) for row in below),
        first_line=head + 2,
    )


def _head(rows: list[list[str]]) -> int | None:
    """Return the place of the headings: the first line, or the first below titles.

    A title is alone on its line, where the table is wider (so is the ``sep=;`` that
    Excel reads).
    """
    said = [place for place, row in enumerate(rows) if any(row)]
    wide = (place for place in said[:_MOST_TITLES] if sum(map(bool, rows[place])) > 1)
    return next(wide, said[0] if said else None)


def _width(row: list[str]) -> int:
    return max((place for place, cell in enumerate(row, 1) if cell), default=0)


def _filled(row: list[str], wide: int) -> list[str]:
    return (row + [""] * wide)[:wide]
