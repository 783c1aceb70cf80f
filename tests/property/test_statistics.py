"""Nobody can be told from what is shown, by whoever sees all of it and can subtract."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from anef_desk.statistics.hiding import LEAST, hidden_cells, hidden_lines, is_small
from anef_desk.statistics.records import Cell, Dimension, Record
from anef_desk.statistics.tables import HIDDEN, breakdown, cross, medians

PEOPLE = [f"p{number}" for number in range(9)]

cells = st.builds(
    lambda count, same: Cell(count, frozenset(PEOPLE[:1] if same else PEOPLE[:count])),
    st.integers(0, 7),
    st.sampled_from([False, False, False, True]),  # all of one person
).map(lambda cell: cell if cell.count else Cell())
grids = st.tuples(st.integers(1, 3), st.integers(1, 3)).flatmap(
    lambda shape: st.lists(
        st.lists(cells, min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


@st.composite
def records(draw: st.DrawFn) -> list[Record]:
    """Give the losses of a year: a few months, rights and prefectures."""
    return [
        Record(
            person=PEOPLE[number],
            day=date(2026, month, 3),
            right=right,
            prefecture=draw(st.sampled_from(["Sarthe", "Orne"])),
        )
        for right, month in product(["job", "rsa", "caf"], (1, 2, 3))
        for number in range(draw(st.integers(0, 7)))
    ]


def shares(total: int, places: int) -> Iterator[tuple[int, ...]]:
    """Give every way to share *total* between *places*, one at least in each."""
    if places == 0:
        if total == 0:
            yield ()
        return
    for first in range(1, total - places + 2):
        for rest in shares(total - first, places - 1):
            yield (first, *rest)


def what_may_be(
    counts: Sequence[Sequence[int | None]],
    row_totals: Sequence[int],
    column_totals: Sequence[int],
) -> list[set[int]]:
    """Return, for each hidden number in order, everything it may be."""
    rows = []
    for row, total in zip(counts, row_totals, strict=True):
        known = sum(count for count in row if count is not None)
        free = [place for place, count in enumerate(row) if count is None]
        rows.append(
            [
                tuple(
                    share[free.index(place)] if count is None else count
                    for place, count in enumerate(row)
                )
                for share in shares(total - known, len(free))
            ]
        )
    hidden = [
        (r, c) for r, row in enumerate(counts) for c, n in enumerate(row) if n is None
    ]
    found: list[set[int]] = [set() for _place in hidden]

    def fill(number: int, so_far: list[tuple[int, ...]], left: list[int]) -> None:
        if any(rest < 0 for rest in left):
            return
        if number == len(rows):
            if not any(left):
                for place, (r, c) in enumerate(hidden):
                    found[place].add(so_far[r][c])
            return
        for row in rows[number]:
            fill(
                number + 1,
                [*so_far, row],
                [rest - count for rest, count in zip(left, row, strict=True)],
            )

    fill(0, [], list(column_totals))
    return found


@given(st.lists(cells, max_size=7))
def test_a_hidden_line_is_never_recomputed_from_the_total(line: list[Cell]) -> None:
    hidden = hidden_lines(line)
    if not hidden:
        return
    rest = sum(line[place].count for place in hidden)
    possible = list(shares(rest, len(hidden)))

    for place in range(len(hidden)):
        assert len({share[place] for share in possible}) > 1


@given(st.lists(cells, max_size=7))
def test_no_line_that_is_shown_concerns_too_few_people(line: list[Cell]) -> None:
    """Neither does what is left of the total, which anybody can subtract."""
    hidden = hidden_lines(line)
    if hidden is None:
        return

    assert not any(is_small(c) for n, c in enumerate(line) if n not in hidden)
    if hidden:
        together = sum((line[place] for place in hidden), Cell())
        assert len(together.people) >= LEAST


@given(grids)
@settings(deadline=None)
def test_a_hidden_number_is_never_recomputed_from_margins(
    grid: list[list[Cell]],
) -> None:
    hidden = hidden_cells(grid)
    if not hidden:
        return
    counts = [
        [None if (r, c) in hidden else found.count for c, found in enumerate(row)]
        for r, row in enumerate(grid)
    ]
    down = [sum(found.count for found in row) for row in grid]
    across = [sum(row[c].count for row in grid) for c in range(len(grid[0]))]

    for values in what_may_be(counts, down, across):
        assert len(values) > 1


@given(grids)
def test_no_number_of_a_grid_that_is_shown_concerns_too_few_people(
    grid: list[list[Cell]],
) -> None:
    hidden = hidden_cells(grid)
    if hidden is None:
        return

    for r, c in product(range(len(grid)), range(len(grid[0]))):
        assert (r, c) in hidden or not is_small(grid[r][c])


@given(records())
@settings(deadline=None)
def test_tables_published_together_say_no_more_than_each_alone(
    held: list[Record],
) -> None:
    """A crossed table has, as margins, only what the breakdowns show or leave."""
    columns = Dimension.MONTH
    for rows in (Dimension.RIGHT, Dimension.PREFECTURE):
        table = cross(held, rows, columns)
        if table is None:
            continue
        for dimension, keys, totals in (
            (rows, table.row_keys, table.row_totals),
            (columns, table.column_keys, table.column_totals),
        ):
            alone = breakdown(held, dimension)
            shown = {line.key: line.count for line in alone.lines}
            left = (alone.total or 0) - sum(n or 0 for n in shown.values())
            for key, total in zip(keys, totals, strict=True):
                assert total == (left if key == HIDDEN else shown[key])


@given(records())
@settings(deadline=None)
def test_a_published_table_gives_no_hidden_number_away(held: list[Record]) -> None:
    table = cross(held, Dimension.RIGHT, Dimension.MONTH)
    if table is None:
        return

    for values in what_may_be(table.counts, table.row_totals, table.column_totals):
        assert len(values) > 1


@given(records())
def test_few_people_show_nothing_at_all(held: list[Record]) -> None:
    few = [record for record in held if record.person in PEOPLE[: LEAST - 1]]

    for dimension in Dimension:
        assert breakdown(few, dimension).total is None
    assert cross(few, Dimension.RIGHT, Dimension.MONTH) is None


@given(records())
def test_shown_lines_are_true(held: list[Record]) -> None:
    for line in breakdown(held, Dimension.RIGHT).lines:
        there = sum(record.right == line.key for record in held)
        assert line.count in {None, there}


@given(records(), st.sampled_from([Dimension.MONTH, Dimension.PREFECTURE]), st.data())
def test_a_median_is_of_five_people_at_least(
    found: list[Record], dimension: Dimension, data: st.DataObject
) -> None:
    """And never of a line that was hidden so that another could not be told."""
    waited = [replace(one, days=data.draw(st.integers(0, 900))) for one in found]
    lines = breakdown(waited, dimension)

    each, whole = medians(waited, lines)

    shown = {line.key for line in lines.lines if line.count}
    assert each.keys() == shown
    for key in each:
        people = {one.person for one in waited if one.key(dimension) == key}
        assert len(people) >= LEAST
    if whole is not None:
        assert len({one.person for one in waited}) >= LEAST
