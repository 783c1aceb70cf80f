"""Which numbers must not be shown so that nobody can be told from them.

A number that concerns fewer than `LEAST` people is hidden; noughts are shown. Others are
then hidden too, until no hidden number follows from those that are shown, by
subtraction or from what is left possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from anef_desk.statistics.records import Cell

LEAST = 5
"""How many people a number that is shown concerns, at least."""

Place = tuple[int, int]
Grid = Sequence[Sequence[Cell]]


def is_small(cell: Cell) -> bool:
    """Return whether *cell* concerns somebody, but too few people."""
    return cell.count > 0 and len(cell.people) < LEAST


def hidden_lines(cells: Sequence[Cell]) -> frozenset[int] | None:
    """Return the places of *cells* to hide when their total is shown.

    The smallest others are hidden with those that are too small. What is hidden then
    concerns `LEAST` people together, and can be shared out in several ways. None if
    that cannot be had: then no line is shown at all.
    """
    hidden = {place for place, cell in enumerate(cells) if is_small(cell)}
    others = sorted(
        (place for place, cell in enumerate(cells) if cell.count),
        key=lambda place: (cells[place].count, place),
    )
    for place in others:
        if _is_open(cells, hidden):
            break
        hidden.add(place)
    return frozenset(hidden) if _is_open(cells, hidden) else None


def hidden_cells(grid: Grid) -> frozenset[Place] | None:
    """Return the places of *grid* to hide when all its margins are shown.

    None if no choice protects every one of them: then the grid is not shown.
    """
    hidden = {
        (row, column) for row, column in _places(grid) if is_small(grid[row][column])
    }
    while True:
        weak = next((p for p in sorted(hidden) if not can_move(grid, hidden, p)), None)
        if weak is None:
            return frozenset(hidden)
        more = _rectangle(grid, hidden, weak)
        if more is None:
            break
        hidden |= more
    everything = frozenset(p for p in _places(grid) if grid[p[0]][p[1]].count)
    safe = all(can_move(grid, everything, place) for place in everything)
    return everything if safe else None


def can_move(grid: Grid, hidden: Iterable[Place], place: Place) -> bool:
    """Return whether a hidden number could be another, for whoever sees the rest.

    They know every margin, every other number, and that what is hidden is one at
    least. It can when one more, or one less, can be made up for along a circuit of
    hidden numbers.
    """
    row, column = place
    held = frozenset(hidden)
    more = _reaches(grid, held, ("column", column), ("row", row), place)
    less = grid[row][column].count > 1 and _reaches(
        grid, held, ("row", row), ("column", column), place
    )
    return more or less


def _is_open(cells: Sequence[Cell], hidden: Iterable[int]) -> bool:
    """Return whether the *hidden* of *cells* can be shared out in several ways."""
    held = [cells[place] for place in hidden]
    if not held:
        return True
    together = sum(held, Cell())
    return (
        len(held) > 1
        and together.count > len(held)  # else each of them is one
        and len(together.people) >= LEAST
    )


_Node = tuple[str, int]


def _reaches(
    grid: Grid, hidden: frozenset[Place], start: _Node, end: _Node, without: Place
) -> bool:
    """Return whether a circuit of hidden numbers leads from *start* to *end*.

    From a row to a column one number grows; from a column to a row one shrinks, and
    stays one at least.
    """
    seen, waiting = {start}, [start]
    while waiting:
        kind, number = waiting.pop()
        for row, column in hidden - {without}:
            if kind == "row" and row == number:
                following = ("column", column)
            elif kind == "column" and column == number and grid[row][column].count > 1:
                following = ("row", row)
            else:
                continue
            if following == end:
                return True
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    return False


def _rectangle(grid: Grid, hidden: set[Place], weak: Place) -> set[Place] | None:
    """Return the cheapest corners to hide so that the number at *weak* can move."""
    row, column = weak
    best: tuple[int, list[Place]] | None = None
    for r, c in _places(grid):
        if r == row or c == column:
            continue
        corners = [(row, c), (r, column), (r, c)]
        counts = [grid[at[0]][at[1]].count for at in corners]
        if 0 in counts or not _turns(grid[row][column].count, counts):
            continue
        added = [at for at in corners if at not in hidden]
        cost = sum(grid[at[0]][at[1]].count for at in added)
        if best is None or cost < best[0]:
            best = cost, added
    return None if best is None else set(best[1])


def _turns(weak: int, corners: Sequence[int]) -> bool:
    """Return whether two opposite corners of a rectangle can lose one each."""
    beside, above, opposite = corners
    return min(beside, above) > 1 or min(weak, opposite) > 1


def _places(grid: Grid) -> Iterator[Place]:
    return product(range(len(grid)), range(len(grid[0]) if grid else 0))
