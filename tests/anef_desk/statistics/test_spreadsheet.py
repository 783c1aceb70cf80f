"""A file for a spreadsheet, in which nothing is ever computed."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anef_desk.statistics.spreadsheet import spreadsheet


def read(made: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig"), ""), delimiter=";"))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u00a0=1", "\n=1"],
)
def test_a_text_that_a_spreadsheet_would_compute_is_a_text(text: str) -> None:
    assert read(spreadsheet([[text]])) == [[f"'{text}"]]


def test_numbers_stay_numbers_and_accents_stay() -> None:
    made = spreadsheet([["Préfecture", "Total"], ["Sarthe ; Le Mans", 12]])

    assert made.startswith(b"\xef\xbb\xbf")
    assert made.endswith(b'"Sarthe ; Le Mans";12\r\n')
    assert read(made)[0] == ["Préfecture", "Total"]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_no_cell_begins_as_a_formula(text: str) -> None:
    (cell,) = read(spreadsheet([[text, "x"]]))[0][:1]

    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell in {text, f"'{text}"}
