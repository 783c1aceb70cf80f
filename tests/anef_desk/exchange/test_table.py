"""Tables: read in every spelling of a spreadsheet, hostile ones refused."""

from __future__ import annotations

import io
import time
import unicodedata
from collections.abc import Sequence

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anef_desk.exchange import preview_child, table, workbook
from anef_desk.exchange.preview import Previewer
from anef_desk.exchange.table import (
    EmptyTableError,
    TableRefusedError,
    TableTooLargeError,
    clean,
    read_table,
)
from anef_desk.progress import Report, silently
from anef_desk.statistics.spreadsheet import spreadsheet

from . import tables

ROW = (
    "Karimi (exemple)",
    "Samira",
    "21/03/1994",
    "99 03 12 44 77",
    "API",
    "30/11/2026",
)


class NoChild(Previewer):
    """Answers in this process, as the child does in its own."""

    def table(self, content: bytes, _report: Report = silently) -> bytes:
        preview_child._tables[:] = [workbook]
        return preview_child.answer(b'{"type": "table"}', content)


@pytest.mark.parametrize("between", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_is_read_however_it_was_saved(between: str, encoding: str) -> None:
    content = tables.csv_of(between=between).encode(encoding)

    found = read_table(content, NoChild())

    assert found.headings == tables.PEOPLE[0]
    assert found.rows[0] == ROW
    assert found.first_line == 2


def test_a_workbook_is_read_by_the_child() -> None:
    found = read_table(tables.xlsx(), Previewer())

    assert found.headings == tables.PEOPLE[0]
    assert found.rows[0] == ROW
    assert found.rows[1][2] == "1999"


def test_what_people_put_beside_cells_is_left_aside() -> None:
    """Comments, links, colours, other sheets; of a formula, what it gave."""
    found = read_table(tables.rich(), Previewer())

    assert found.rows[0][:6] == (
        "Karimi (exemple)", "Samira", "1994-03-21", "9903124477", "API", "2026-11-30",
    )  # fmt: skip
    assert all(not cell.startswith("=") for row in found.rows for cell in row)


def test_blank_lines_above_the_headings_do_not_move_the_lines() -> None:
    found = read_table(b"\r\n\r\nNom\r\nKarimi\r\n", NoChild())

    assert (found.headings, found.rows, found.first_line) == (
        ("Nom",), (("Karimi",),), 4,
    )  # fmt: skip


@pytest.mark.parametrize(
    "above",
    ["Résidents, foyer de Lyon\r\n\r\n", "sep=;\r\n", "Liste;\r\n2026, mars\r\n"],
)
def test_titles_above_the_headings_are_not_headings(above: str) -> None:
    """As spreadsheets that are printed have them; Excel itself writes ``sep=``."""
    found = read_table(f"{above}Nom;Prénom\r\nKarimi;Samira\r\n".encode(), NoChild())

    assert found.headings == ("Nom", "Prénom")
    assert found.rows == (("Karimi", "Samira"),)
    assert found.first_line == above.count("\n") + 2


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("Nom;Adresse\nA;1, rue B, 69000, Lyon, France\n", 2),
        ("Nom,Adresse\nA,1 rue B ; porte 3 ; à gauche\n", 2),
        ("Nom\tAdresse, ville, pays, zone\nA\t1, B\n", 2),
    ],
)
def test_an_address_is_not_cut_at_its_commas(text: str, cells: int) -> None:
    assert len(read_table(text.encode(), NoChild()).headings) == cells


def test_headings_copied_again_below_are_nobody() -> None:
    """A table put together from several pages has them on each."""
    found = read_table(b"Nom;Age\nA;1\nNom;Age\nB;2\n", NoChild())

    assert found.rows == (("A", "1"), ("", ""), ("B", "2"))


def sheets(*given: tuple[str, str, Sequence[Sequence[object]]]) -> bytes:
    """Return a workbook: of each sheet, its name, its state and its rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, state, rows in given:
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_the_sheet_that_is_shown_is_read_and_the_others_are_told() -> None:
    content = sheets(
        ("Cachée", "hidden", [["Nom"], ["Secret"]]),
        ("Très cachée", "veryHidden", [["Nom"], ["Secret"]]),
        ("Vide", "visible", []),
        ("Résidents", "visible", [["Nom"], ["Karimi"]]),
        ("2025", "visible", [["Nom"], ["Ancien"]]),
    )

    found = read_table(content, Previewer())

    assert found.rows == (("Karimi",),)
    assert found.sheet == "Résidents"
    assert found.others == ("Vide", "2025")


def test_a_workbook_that_shows_nothing_is_empty() -> None:
    for those in (
        [("Vide", "visible", [])],
        [("Vide", "visible", []), ("Cachée", "hidden", [["Nom"], ["Secret"]])],
    ):
        with pytest.raises(EmptyTableError):
            read_table(sheets(*those), NoChild())


def test_lines_of_other_widths_have_the_same_number_of_cells() -> None:
    found = read_table(b"a;b\r\n1\r\n1;2;3\r\n", NoChild())

    assert found.headings == ("a", "b", "")
    assert found.rows == (("1", "", ""), ("1", "2", "3"))


@pytest.mark.parametrize("name", tables.HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence(name: str) -> None:
    before = time.monotonic()

    with pytest.raises(TableRefusedError) as caught:
        read_table(tables.HOSTILE[name], NoChild())

    assert caught.value.exit_code == 18
    assert time.monotonic() - before < 5


@pytest.mark.parametrize("name", ["entities", "bomb", "another alphabet"])
def test_the_process_without_a_key_refuses_too(name: str) -> None:
    with pytest.raises(TableRefusedError):
        read_table(tables.HOSTILE[name], Previewer())


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("bomb", TableTooLargeError),
        ("too many rows", TableTooLargeError),
        ("too many columns", TableTooLargeError),
        ("a long workbook", TableTooLargeError),
        ("a wide workbook", TableTooLargeError),
        ("crowd", TableTooLargeError),
        ("nothing", EmptyTableError),
        ("headings alone", EmptyTableError),
    ],
)
def test_a_refusal_says_why(name: str, error: type[TableRefusedError]) -> None:
    with pytest.raises(error):
        read_table(tables.HOSTILE[name], NoChild())


def test_a_file_that_is_too_heavy_is_not_looked_at() -> None:
    with pytest.raises(TableTooLargeError):
        read_table(bytes(table.MAXIMUM_BYTES + 1), NoChild())


@pytest.mark.parametrize(
    "said", [b"", b"OK", b"OK{}", b"OK[1]", b"OK[[1]]", b"OK[[null]]", b"OK\xff", b"NO"]
)
def test_a_child_that_lies_is_not_believed(said: bytes) -> None:
    class Liar(Previewer):
        def table(self, content: bytes, _report: Report = silently) -> bytes:
            return said

    with pytest.raises(TableRefusedError):
        read_table(tables.xlsx(), Liar())


@given(st.text(max_size=1500))
def test_no_cell_turns_hides_or_breaks_words(text: str) -> None:
    found = clean(text)

    assert len(found) <= table.LONGEST_CELL or found == table.TOO_LONG
    assert clean(found) == found
    assert all(
        letter in "\n\u200c\u200d" or unicodedata.category(letter)[0] != "C"
        for letter in found
    )


def test_a_cell_keeps_its_lines_and_a_heading_has_one() -> None:
    content = 'Nom;"Adresse\r\npostale"\r\nA;" 1  place \n\n72000\tLe Mans"\r\n'

    found = read_table(content.encode(), NoChild())

    assert found.headings == ("Nom", "Adresse postale")
    assert found.rows == (("A", "1 place\n72000 Le Mans"),)


@pytest.mark.parametrize("text", ["+33 1 99 00 00 00", "=1+1", "-1", "@x"])
def test_what_a_spreadsheet_must_not_compute_reads_back(text: str) -> None:
    content = spreadsheet([["Nom"], [text]])

    assert read_table(content, NoChild()).rows == ((text,),)
    assert clean("d'ici") == "d'ici"


def test_a_name_in_dari_keeps_its_joiners() -> None:
    assert clean("نور\u200cالله") == "نور\u200cالله"


@given(st.binary(max_size=3000))
@settings(max_examples=300)
def test_any_bytes_are_a_table_or_a_refusal(content: bytes) -> None:
    try:
        found = read_table(content, NoChild())
    except TableRefusedError:
        return
    assert all(len(row) == len(found.headings) for row in found.rows)


SAMPLES = (tables.xlsx(), tables.rich(), tables.csv_of().encode())


@given(st.sampled_from(SAMPLES), st.data())
@settings(max_examples=300, deadline=None)
def test_a_mutated_file_is_a_table_or_a_refusal(
    sample: bytes, data: st.DataObject
) -> None:
    content = bytearray(sample)
    for _change in range(data.draw(st.integers(1, 12))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, 40))

    try:
        found = read_table(bytes(content[: len(content) - cut]), NoChild())
    except TableRefusedError:
        return
    assert len(found.rows) <= table.MOST_ROWS


def test_the_child_has_the_limits_of_its_parent() -> None:
    assert workbook.MOST_ROWS == table.MOST_ROWS
    assert workbook.MOST_TITLES == table._MOST_TITLES
    assert workbook.MOST_COLUMNS == table.MOST_COLUMNS
    assert workbook.LONGEST_CELL == table.LONGEST_CELL
    assert workbook.TOO_LONG == table.TOO_LONG


def test_the_child_finds_its_reader_in_the_application(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(preview_child, "_tables", [])
    preview_child.load_tables()

    assert preview_child._tables == [workbook]
