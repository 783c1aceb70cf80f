"""Tables of what can be shown: one breakdown, or two crossed.

All the tables of a year can be published together. A line that is hidden alone is
hidden everywhere: crossed tables know the hidden lines as one group, whose total follows
from what is shown. So their margins say nothing new, and neither can one table say what
another hides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from anef_desk.statistics.hiding import LEAST, hidden_cells, hidden_lines
from anef_desk.statistics.records import Cell, Dimension, Record, cell

HIDDEN = "\0"
"""The key of the group of hidden lines; nobody can have typed it."""


@dataclass(frozen=True)
class Line:
    """A line of a breakdown; None is hidden."""

    key: str
    count: int | None


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """Events by one dimension. Without a total, there are too few to show anything."""

    dimension: Dimension
    lines: tuple[Line, ...] = ()
    total: int | None = None

    @property
    def hides(self) -> bool:
        """Return whether a line is hidden."""
        return any(line.count is None for line in self.lines)

    @property
    def named(self) -> tuple[Line, ...]:
        """Return the lines whose names can be shown.

        The name of a prefecture was typed: one that few people have may say anything,
        so that hidden ones stand together, with the number anybody can subtract.
        """
        if self.dimension is not Dimension.PREFECTURE or not self.hides:
            return self.lines
        shown = tuple(line for line in self.lines if line.count is not None)
        left = (self.total or 0) - sum(line.count or 0 for line in shown)
        return (*shown, Line(HIDDEN, left))


@dataclass(frozen=True, kw_only=True)
class Cross:
    """Events by two dimensions; None is hidden. Rows and columns have their totals."""

    rows: Dimension
    columns: Dimension
    row_keys: tuple[str, ...]
    column_keys: tuple[str, ...]
    counts: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int, ...]
    column_totals: tuple[int, ...]
    total: int

    @property
    def hides(self) -> bool:
        """Return whether a number is hidden, or lines are put together."""
        keys = (*self.row_keys, *self.column_keys)
        return HIDDEN in keys or any(None in row for row in self.counts)


def breakdown(
    records: Sequence[Record], dimension: Dimension, keys: Sequence[str] = ()
) -> Breakdown:
    """Return *records* counted by *dimension*.

    Args:
        records: Of one year.
        dimension: What to count by.
        keys: Lines to show even when nothing falls in them, in their order.
    """
    whole = cell(records)
    if len(whole.people) < LEAST:
        return Breakdown(dimension=dimension)
    cells = _cells(records, dimension, keys)
    hidden = hidden_lines(tuple(cells.values()))
    if hidden is None:
        return Breakdown(dimension=dimension, total=whole.count)
    lines = [
        Line(key, None if place in hidden else held.count)
        for place, (key, held) in enumerate(cells.items())
    ]
    if dimension is not Dimension.MONTH:
        lines.sort(key=_order)
    return Breakdown(dimension=dimension, lines=tuple(lines), total=whole.count)


def medians(
    records: Sequence[Record], lines: Breakdown
) -> tuple[Mapping[str, int], int | None]:
    """Return how long the records of each line lasted, and all of them, as medians.

    A line whose number is hidden has none: its median would be of fewer than five
    people, or tell the one of a line beside it.
    """
    held: dict[str, list[int]] = {}
    for record in records:
        if record.days is not None:
            held.setdefault(record.key(lines.dimension), []).append(record.days)
    shown = {
        line.key: round(median(held[line.key]))
        for line in lines.lines
        if line.count is not None and line.key in held
    }
    every = [days for found in held.values() for days in found]
    known = lines.total is not None and bool(every)
    return shown, round(median(every)) if known else None


def cross(
    records: Sequence[Record],
    rows: Dimension,
    columns: Dimension,
    keys: Mapping[Dimension, Sequence[str]] | None = None,
) -> Cross | None:
    """Return *records* counted by two dimensions; None if that would show somebody."""
    given = keys or {}
    sides = [
        breakdown(records, dimension, given.get(dimension, ()))
        for dimension in (rows, columns)
    ]
    if not all(side.lines for side in sides):
        return None
    groups = [_grouped(side) for side in sides]
    names = [tuple(dict.fromkeys(group.values())) for group in groups]
    held: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        at = (groups[0][record.key(rows)], groups[1][record.key(columns)])
        held.setdefault(at, []).append(record)
    grid = [
        [cell(held.get((row, column), ())) for column in names[1]] for row in names[0]
    ]
    hidden = hidden_cells(grid)
    if hidden is None:
        return None
    return Cross(
        rows=rows,
        columns=columns,
        row_keys=names[0],
        column_keys=names[1],
        counts=tuple(
            tuple(
                None if (r, c) in hidden else found.count for c, found in enumerate(row)
            )
            for r, row in enumerate(grid)
        ),
        row_totals=tuple(sum(found.count for found in row) for row in grid),
        column_totals=tuple(
            sum(row[c].count for row in grid) for c in range(len(names[1]))
        ),
        total=len(records),
    )


def _cells(
    records: Sequence[Record], dimension: Dimension, keys: Sequence[str]
) -> dict[str, Cell]:
    held: dict[str, list[Record]] = {key: [] for key in keys}
    for record in sorted(records, key=lambda one: one.key(dimension)):
        held.setdefault(record.key(dimension), []).append(record)
    return {key: cell(found) for key, found in held.items()}


def _order(line: Line) -> tuple[int, str]:
    """Put large numbers first; what is hidden comes last, in an order of its own."""
    return (1 if line.count is None else -line.count, line.key)


def _grouped(side: Breakdown) -> dict[str, str]:
    """Return the row or column of each key: its own, or that of what is hidden."""
    shown = {line.key: line.key for line in side.lines if line.count is not None}
    return shown | {line.key: HIDDEN for line in side.lines if line.count is None}
