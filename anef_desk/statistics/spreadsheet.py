"""Rows as a file a spreadsheet opens, in which no text is ever a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet would compute (OWASP, CSV injection)."""


def spreadsheet(rows: Iterable[Sequence[str | int]]) -> bytes:
    """Return *rows* as CSV: ``;`` between cells, UTF-8 with its mark."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerows([_tame(value) for value in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _tame(value: str | int) -> str | int:
    if isinstance(value, str) and value.lstrip(" \u00a0\n").startswith(_FORMULAS):
        return f"'{value}"
    return value
