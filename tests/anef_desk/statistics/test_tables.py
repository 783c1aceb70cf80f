"""Tables: what is shown, what is hidden with it, in which order."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from anef_desk.statistics.hiding import hidden_cells, hidden_lines
from anef_desk.statistics.records import (
    Cell,
    Dimension,
    Record,
    blockages,
    in_year,
    years,
)
from anef_desk.statistics.tables import HIDDEN, Line, breakdown, cross


def people(number: int, first: int = 0) -> Cell:
    return Cell(number, frozenset(f"p{n}" for n in range(first, first + number)))


def lost(right: str, number: int, month: int = 3, first: int = 0) -> list[Record]:
    return [
        Record(person=f"p{n}", day=date(2026, month, 2), right=right)
        for n in range(first, first + number)
    ]


def test_nothing_is_hidden_when_every_line_concerns_five_people() -> None:
    assert hidden_lines([people(5), Cell(), people(9)]) == frozenset()


def test_the_smallest_other_line_is_hidden_with_one_that_is_too_small() -> None:
    assert hidden_lines([people(2), people(30), people(6)]) == {0, 2}


def test_many_events_of_few_people_are_hidden_too() -> None:
    assert hidden_lines([Cell(12, frozenset("a")), people(8), people(9)]) == {0, 1}


def test_lines_of_one_event_each_would_be_told_and_are_not_shown() -> None:
    ones = [people(1, first) for first in range(6)]

    assert hidden_lines(ones) is None


def test_lines_are_hidden_until_what_is_left_concerns_five_people() -> None:
    assert hidden_lines([people(1), people(2, 1), people(20, 9)]) == {0, 1, 2}


def test_a_number_alone_in_its_row_hides_three_others_or_the_whole() -> None:
    grid = [[people(2), people(9)], [people(7), people(8)]]

    assert hidden_cells(grid) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_a_grid_that_cannot_be_protected_is_not_shown() -> None:
    assert hidden_cells([[people(2), Cell()], [Cell(), people(9)]]) is None


def test_a_grid_without_a_rectangle_hides_everything_that_a_circuit_protects() -> None:
    """Three rows and three columns, each row without one of them."""
    none, some = Cell(), people(7)
    grid = [[people(3), some, none], [none, some, some], [some, none, some]]

    assert hidden_cells(grid) == {(0, 0), (0, 1), (1, 1), (1, 2), (2, 0), (2, 2)}


def test_an_empty_grid_hides_nothing() -> None:
    assert hidden_cells([]) == frozenset()


def test_large_lines_come_first_and_hidden_ones_in_an_order_that_tells_nothing() -> (
    None
):
    held = [*lost("rsa", 9), *lost("job", 20), *lost("travel", 1), *lost("care", 6)]

    found = breakdown(held, Dimension.RIGHT)

    assert found.lines == (
        Line("job", 20),
        Line("rsa", 9),
        Line("care", None),
        Line("travel", None),
    )
    assert found.total == 36
    assert found.hides


def test_months_stay_in_order_and_empty_ones_are_noughts() -> None:
    held = [*lost("rsa", 9, month=1), *lost("job", 7, month=3)]

    found = breakdown(held, Dimension.MONTH, ("2026-01", "2026-02", "2026-03"))

    assert [line.count for line in found.lines] == [9, 0, 7]
    assert not found.hides


def test_lines_that_cannot_be_shown_leave_the_total() -> None:
    held = [record for n in range(6) for record in lost(f"right-{n}", 1, first=n)]

    found = breakdown(held, Dimension.RIGHT)

    assert found.lines == ()
    assert found.total == 6


def test_a_crossed_table_puts_hidden_lines_together() -> None:
    held = [
        *lost("job", 9, 1),
        *lost("job", 9, 2),
        *lost("rsa", 9, 1),
        *lost("rsa", 9, 2),
        *lost("bank", 3, 1),
        *lost("care", 6, 1),
        *lost("care", 7, 2),
    ]

    found = cross(held, Dimension.RIGHT, Dimension.MONTH)

    assert found is not None
    assert found.row_keys == ("job", "rsa", HIDDEN)
    assert found.counts == ((9, 9), (9, 9), (9, 7))
    assert found.row_totals == (18, 18, 16)
    assert found.column_totals == (27, 25)
    assert found.hides


def test_a_crossed_table_that_would_show_somebody_is_not_made() -> None:
    held = [*lost("job", 5, 1), *lost("rsa", 5, 2), *lost("rsa", 1, 1)]

    assert cross(held, Dimension.RIGHT, Dimension.MONTH) is None


def test_a_year_is_a_calendar_year() -> None:
    """Periods that overlap would say, by subtraction, what each hides."""
    held = (
        Record(person="p", day=date(2025, 12, 31)),
        Record(person="p", day=date(2026, 1, 1)),
    )

    assert years(held) == (2026, 2025)
    assert in_year(held, 2026) == held[1:]


def test_no_record_says_who_wrote_it_down() -> None:
    names = {field.name for field in fields(Record)} | set(Dimension)

    assert not {"staff", "author", "desk"} & names


@pytest.mark.parametrize(
    "dimension", [d for d in Dimension if d is not Dimension.MONTH]
)
def test_a_record_is_counted_where_it_says(dimension: Dimension) -> None:
    record = Record(
        person="p",
        day=date(2026, 3, 2),
        prefecture="prefecture!",
        procedure="procedure!",
        symptom="symptom!",
        right="right!",
    )

    assert record.key(dimension) == f"{dimension}!"
    assert record.key(Dimension.MONTH) == "2026-03"


def test_whatever_kept_a_blockage_it_is_counted_alike() -> None:
    class Attempt:
        person, symptom, day = "p", "D08", date(2026, 3, 2)
        prefecture, procedure = "Sarthe", "A2"

    assert blockages([Attempt()]) == (
        Record(
            person="p",
            day=date(2026, 3, 2),
            prefecture="Sarthe",
            procedure="A2",
            symptom="D08",
        ),
    )
