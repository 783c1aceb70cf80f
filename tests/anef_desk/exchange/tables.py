"""Tables people bring, and tables nobody should open."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime

import openpyxl

PEOPLE = (
    ("Nom", "Prénom", "Né(e) le", "N° étranger", "Titre de séjour", "Expire le"),
    ("Karimi (exemple)", "Samira", "21/03/1994", "99 03 12 44 77", "API", "30/11/2026"),
    ("Idriss (exemple)", "", "1999", "", "Récépissé", ""),
)


def csv_of(rows: Sequence[Sequence[str]] = PEOPLE, between: str = ";") -> str:
    """Return *rows* as the text of a CSV file."""
    return "\r\n".join(between.join(row) for row in rows) + "\r\n"


def xlsx(rows: Sequence[Sequence[object]] = PEOPLE) -> bytes:
    """Return a workbook of *rows*."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rich() -> bytes:
    """Return a workbook with all that people put in one beside cells."""
    from openpyxl.comments import Comment
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    sheet = book.active
    for row in PEOPLE:
        sheet.append(row)
    sheet["C2"] = date(1994, 3, 21)
    sheet["D2"] = 9903124477
    sheet["F2"] = datetime(2026, 11, 30)  # noqa: DTZ001 - as spreadsheets have them
    sheet["A4"] = '=HYPERLINK("http://exemple.invalid","Nom")'
    sheet["B4"] = "=1+1"
    sheet["A2"].comment = Comment("à revoir", "quelqu’un")
    sheet["B2"].hyperlink = "http://exemple.invalid"
    sheet.merge_cells("H1:I2")
    fill = PatternFill(bgColor="FF0000")
    sheet.conditional_formatting.add(
        "A1:A9", CellIsRule(operator="equal", formula=["1"], fill=fill)
    )
    sheet.add_data_validation(DataValidation(type="list", formula1='"a,b"'))
    book.create_sheet("Autre")["A1"] = "rien"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def changed(
    change: Callable[[str, bytes], bytes], content: bytes | None = None
) -> bytes:
    """Return a workbook, each part of which went through *change*."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content or xlsx())) as known,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for part in known.infolist():
            made.writestr(part.filename, change(part.filename, known.read(part)))
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def entities() -> bytes:
    """Return a workbook whose XML grows a thousand million times."""
    lol = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    )
    return changed(
        lambda name, part: (
            lol + b"]>" + part.replace(b"Nom", b"&j;") if name == SHEET else part
        )
    )


def entity() -> bytes:
    """Return a workbook whose XML declares something, though it does no harm."""
    declared = b'<!DOCTYPE x [<!ENTITY a "b">]>'
    return changed(lambda name, part: declared + part if name == SHEET else part)


def in_another_alphabet() -> bytes:
    """Return a workbook whose entities hide in an encoding nobody expects."""
    xml = '<?xml version="1.0" encoding="cp037"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'
    return changed(lambda name, part: xml.encode("cp037") if name == SHEET else part)


def in_two_bytes() -> bytes:
    """Return a workbook whose sheet is UTF-16."""
    return changed(
        lambda name, part: part.decode().encode("utf-16") if name == SHEET else part
    )


def bomb(megabytes: int = 100) -> bytes:
    """Return a small ZIP that unpacks into so many megabytes."""
    return changed(
        lambda name, part: part + b" " * (megabytes << 20) if name == SHEET else part
    )


def crowd() -> bytes:
    """Return a ZIP of thousands of parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for number in range(3000):
            made.writestr(f"{number}.xml", b"<x/>")
    return stream.getvalue()


def twice() -> bytes:
    """Return a ZIP with two parts of one name."""
    import warnings

    stream = io.BytesIO(xlsx())
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "a") as made:
        warnings.simplefilter("ignore")
        made.writestr(SHEET, b"<worksheet/>")
    return stream.getvalue()


HOSTILE = {
    "entities": entities(),
    "entity": entity(),
    "another alphabet": in_another_alphabet(),
    "two bytes": in_two_bytes(),
    "bomb": bomb(),
    "crowd": crowd(),
    "twice": twice(),
    "cut": xlsx()[:800],
    "an empty archive": b"PK\x05\x06" + bytes(18),
    "no workbook": changed(lambda _name, _part: b"<x/>"),
    "an old workbook": b"\xd0\xcf\x11\xe0" + bytes(600),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(300),
    "nothing": b"",
    "blank": b"\r\n;;;\r\n",
    "headings alone": "Nom;Prénom\r\n".encode(),
    "too many rows": ("Nom\r\n" + "x\r\n" * 5002).encode(),
    "too many columns": (";".join("x" * 61) + "\r\n" + ";".join("y" * 61)).encode(),
    "a wide workbook": xlsx([["x"] * 61, ["y"] * 61]),
    "a long workbook": xlsx([["x"]] * 5002),
    "a huge cell": ('Nom\r\n"' + "x" * 200_000).encode(),
}
"""Files that are refused, whatever they try."""
