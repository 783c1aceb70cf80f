"""Columns are guessed by their headings; cells are read as people write."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Civility, Status
from anef_desk.domain.residence_document import Kind
from anef_desk.domain.words import HOUSING, KINDS, MARITAL, STATUSES
from anef_desk.exchange import person_columns, prefecture_columns
from anef_desk.exchange.matching import Field, match, read_row
from anef_desk.exchange.person_columns import FIELDS
from anef_desk.exchange.prefecture_columns import department, phone, postcode
from anef_desk.exchange.table import Table
from anef_desk.exchange.values import (
    UnreadableValueError,
    foreigner_number,
    partial_date,
    small_number,
    whole_date,
)

BY_KEY = {field.key: field for field in FIELDS}
TABLES = (person_columns.FIELDS, prefecture_columns.FIELDS)


@pytest.mark.parametrize(
    ("fields", "field"),
    [(fields, field) for fields in TABLES for field in fields],
    ids=lambda one: one.key if isinstance(one, Field) else "",
)
def test_a_field_is_known_by_its_label_and_by_its_other_names(
    fields: tuple[Field, ...], field: Field
) -> None:
    for heading in (field.label, *field.headings):
        assert match([heading], fields) == (field.key,)
        assert match([heading.upper()], fields) == (field.key,)


def test_headings_are_read_as_people_write_them() -> None:
    found = match(
        ["NOM", "Prénom(s)", "Né(e) le", "N° étranger", "E-mail", "Divers"], FIELDS
    )

    assert found == (
        "family_name", "given_names", "birth_date", "numero_etranger", "email", "",
    )  # fmt: skip


def test_two_columns_never_fill_one_field() -> None:
    assert match(["Nom", "Nom de famille"], FIELDS) == ("family_name", "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("9.9031E9", "rounded"),
        ("9,9031E+09", "rounded"),
        ("12345678", "figures"),
        ("99031244771", "figures"),
        ("99A", "number"),
    ],
)
def test_a_number_a_spreadsheet_spoilt_says_why(text: str, why: str) -> None:
    with pytest.raises(UnreadableValueError, match=why):
        foreigner_number(text)


def test_a_number_has_nine_or_ten_figures_whatever_follows_the_point() -> None:
    assert foreigner_number("9903124477.0") == "9903124477"
    assert foreigner_number("9903124477,00") == "9903124477"
    assert foreigner_number("990312447") == "990312447"


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_day_reads_back_from_the_spellings_of_a_spreadsheet(day: date) -> None:
    spelt = (
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%Y}",
        day.isoformat(),
        f"{day:%Y-%m-%d} 00:00:00",
    )
    for text in spelt:
        assert whole_date(text) == day


@pytest.mark.parametrize("text", ["1990", "05/1990"])
def test_a_document_needs_a_whole_day(text: str) -> None:
    with pytest.raises(UnreadableValueError, match="day"):
        whole_date(text)


def test_a_number_has_only_figures() -> None:
    assert foreigner_number("99 03-12.44 77") == "9903124477"
    for text in ("99A", "abc", "", "99/1"):
        with pytest.raises(UnreadableValueError):
            foreigner_number(text)


def test_children_are_counted() -> None:
    assert small_number(" 3 ") == 3
    for text in ("31", "-1", "deux", "2,5", "9" * 5000, "00031", "0000999"):
        with pytest.raises(UnreadableValueError):
            small_number(text)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("document.kind", KINDS),
        ("status", STATUSES),
        ("marital", MARITAL),
        ("housing", HOUSING),
    ],
)
def test_what_the_window_says_reads_back(key: str, words: dict[object, str]) -> None:
    for value, label in words.items():
        assert BY_KEY[key].read(label) == value
        assert BY_KEY[key].read(str(value)) == value


@pytest.mark.parametrize(
    ("key", "text", "read"),
    [
        ("civility", "Mme", Civility.MADAME),
        ("civility", "H", Civility.MONSIEUR),
        ("status", "réfugié", Status.REFUGEE),
        ("document.kind", "A.P.S", None),
        ("document.kind", "APS", Kind.APS),
        ("language", "Dari", "fa_AF"),
        ("language", "العربية", "ar"),
        ("language", "uk", "uk"),
    ],
)
def test_words_of_a_list_are_read(key: str, text: str, read: object) -> None:
    if read is None:
        with pytest.raises(UnreadableValueError):
            BY_KEY[key].read(text)
    else:
        assert BY_KEY[key].read(text) == read


def test_a_status_that_may_be_two_is_not_chosen() -> None:
    """BPI is said of refugees and of those in subsidiary protection."""
    with pytest.raises(UnreadableValueError):
        BY_KEY["status"].read("BPI")


def test_a_line_says_what_does_not_read_in_it() -> None:
    table = Table(("Nom", "Né le", "Divers"), (("Karimi", "hier", "x"),))

    said, troubles = read_row(
        table, match(table.headings, FIELDS), table.rows[0], FIELDS
    )

    assert said == {"family_name": "Karimi"}
    assert [trouble.heading for trouble in troubles] == ["Né le"]
    assert partial_date("1990") == PartialDate(1990)


def test_the_lines_of_a_cell_count_in_an_address_alone() -> None:
    fields = (Field("a", "A", ("a",)), Field("b", "B", ("b",), lines=True))
    table = Table(("A", "B"), (("un\ndeux", "un\ndeux"),))

    said, _troubles = read_row(
        table, match(table.headings, fields), table.rows[0], fields
    )

    assert said == {"a": "un deux", "b": "un\ndeux"}


@pytest.mark.parametrize(
    ("text", "number"),
    [("72", "72"), ("1", "01"), ("2a", "2A"), ("974", "974"), ("72 - Sarthe", "72")],
)
def test_a_department_is_its_number(text: str, number: str) -> None:
    assert department(text) == number


@pytest.mark.parametrize("text", ["Sarthe", "", "7200 Le Mans", "2C", "72000"])
def test_what_has_no_number_is_no_department(text: str) -> None:
    with pytest.raises(UnreadableValueError, match="department"):
        department(text)


def test_the_noughts_that_spreadsheets_lose_come_back() -> None:
    assert (phone("199000000"), postcode("1000")) == ("0199000000", "01000")
    assert (phone("01 99 00 00 00"), phone("+33199000000")) == (
        "01 99 00 00 00",
        "+33199000000",
    )
    assert postcode("72000") == "72000"
    assert postcode("CS 1") == "CS 1"
