"""Dates of the Solar Hijri calendar: the right day, and nothing guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from anef_desk.domain.partial_date import PartialDate
from ui.widgets.date_field import DateField, read_date
from ui.widgets.solar_hijri import gregorian, solar, span

LEAP = (
    *(1300, 1304, 1309, 1313, 1317, 1321, 1325, 1329, 1333, 1337, 1342, 1346, 1350),
    *(1354, 1358, 1362, 1366, 1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403),
    *(1408, 1412, 1416, 1420, 1424, 1428, 1432, 1436, 1441, 1445, 1449, 1453, 1457),
    *(1461, 1465, 1469, 1474, 1478, 1482, 1486, 1490, 1494, 1498),
)
"""Years of 366 days from 1300 to 1500."""


@pytest.mark.parametrize("year", range(1300, 1501))
def test_leap_years_are_those_of_the_calendar(year: int) -> None:
    assert (gregorian(year, 12, 30) is not None) == (year in LEAP)


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        ((1300, 1, 1), date(1921, 3, 21)),
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1373, 1, 1), date(1994, 3, 21)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1403, 12, 30), date(2025, 3, 20)),
    ],
)
def test_known_days_are_themselves(parts: tuple[int, int, int], day: date) -> None:
    assert gregorian(*parts) == day
    assert solar(day) == f"{parts[2]:02}/{parts[1]:02}/{parts[0]}"


@given(st.dates(date(1921, 3, 21), date(2122, 3, 20)))
def test_every_day_comes_back_from_the_other_calendar(day: date) -> None:
    there, month, year = (int(part) for part in solar(day).split("/"))
    assert gregorian(year, month, there) == day


def test_a_day_that_is_not_whole_is_not_converted() -> None:
    assert solar(PartialDate(1994)) == ""
    assert solar(PartialDate(1994, 3)) == ""
    assert span(1373) == (date(1994, 3, 21), date(1995, 3, 20))
    assert span(1373, 12) == (date(1995, 2, 20), date(1995, 3, 20))
    assert span(1373, 13) is None
    assert solar(date(600, 1, 1)) == ""


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("01/01/1373", PartialDate(1994, 3, 21)),
        ("1373/01/01", PartialDate(1994, 3, 21)),
        ("۱۳۷۳/۰۱/۰۱", PartialDate(1994, 3, 21)),
        ("1994-03-21", PartialDate(1994, 3, 21)),
        ("1994", PartialDate(1994)),
        ("00/05/1990", PartialDate(1990, 5)),
        ("00/00/1990", PartialDate(1990)),
        ("00001990", PartialDate(1990)),
        ("1990-00-00", PartialDate(1990)),
        ("17/00/1990", None),
        ("17 / 05 / 1990", PartialDate(1990, 5, 17)),
        (" 1990-05-17 ", PartialDate(1990, 5, 17)),
        ("\u200f1373/01/\u200f11\u200e", PartialDate(1994, 3, 31)),
        ("00/00/1373", None),
        ("1373", None),
        ("05/1373", None),
        ("30/12/1374", None),
        ("1990-13", None),
    ],
)
def test_either_calendar_is_typed(typed: str, read: PartialDate | None) -> None:
    assert read_date(typed) == read


@pytest.mark.parametrize(
    "pasted",
    [
        *(" 1990-05-17", "\u200f1990-05-17", "17 / 05 / 1990"),
        *("17 MAI 1990", "17 травня 1990 року", "١٧ مايو ١٩٩٠", "۱۷ می ۱۹۹۰"),
    ],
)
def test_what_is_pasted_is_read_to_its_end(qtbot: QtBot, pasted: str) -> None:
    """A space before it must not cost the last figure, and give another day."""
    field = DateField("birth", partial=True)
    qtbot.addWidget(field)
    field.line.insert(pasted)
    field.line.editingFinished.emit()

    assert field.line.text() == "17/05/1990"


@pytest.mark.parametrize(
    ("partial", "typed", "why"),
    [
        (True, "31/02/1990", "Cette date n’existe pas."),
        (True, "30/12/1404", "Cette date n’existe pas."),
        (True, "01/01/2926", "Relisez l’année."),
        (False, "31/12/9999", "Relisez l’année."),
        (True, "1899", "Relisez l’année."),
        (True, "17/05/90", "Tapez l’année en quatre chiffres, comme 17/05/1990."),
        (True, "01/01/1201", "Relisez l’année."),
        (True, "17 mai 90", "Tapez l’année en quatre chiffres, comme 17/05/1990."),
        (True, "31 février 1990", "Cette date n’existe pas."),
        (False, "mai 1990", "Il faut le jour, le mois et l’année."),
        (True, "17 mai", "Tapez l’année en quatre chiffres, comme 17/05/1990."),
        (False, "1990", "Il faut le jour, le mois et l’année."),
        (False, "05/1990", "Il faut le jour, le mois et l’année."),
    ],
)
def test_what_to_type_instead_is_said(
    qtbot: QtBot, partial: bool, typed: str, why: str
) -> None:
    field = DateField("day", partial=partial)
    qtbot.addWidget(field)
    field.line.setText(typed)
    field.line.editingFinished.emit()

    assert field.problem.text() == why


def test_both_calendars_are_shown(qtbot: QtBot) -> None:
    field = DateField("birth", partial=True, both=True)
    qtbot.addWidget(field)
    field.line.setText("1373/01/01")
    field.line.editingFinished.emit()

    assert field.line.text() == "21/03/1994"
    assert "01/01/1373" in field.other.text()
    field.show_date(PartialDate(1994))
    assert field.other.text() == ""


def test_a_year_alone_is_not_guessed_and_the_reason_is_said(qtbot: QtBot) -> None:
    field = DateField("birth", partial=True, both=True)
    qtbot.addWidget(field)
    field.line.setText("1373")
    field.line.editingFinished.emit()

    assert not field.accepted()
    assert "du 21/03/1994 au 20/03/1995" in field.problem.text()


@pytest.mark.parametrize(
    "typed", ["20101112", "12/11/1112", "1899", "0007", "31/12/9999", "01/01/2926"]
)
def test_a_year_nobody_was_born_in_is_no_date(typed: str) -> None:
    """It was typed with the year first: it must not become another day.

    Nor does any paper end then: the days after the last year cannot be computed.
    """
    assert read_date(typed) is None
