"""What importing a table of prefectures would do to the book, line by line.

What a cell says replaces what the book said, an empty cell nothing: a list that comes
back from another desk is newer. Not if the book was made sure of since: the line is
then refused, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final, TypeAlias

from anef_desk.desk.planned import NO_NAME, Plan, PlannedLine, Why, unread
from anef_desk.domain.prefecture import Prefecture
from anef_desk.exchange.matching import Columns, read_row
from anef_desk.exchange.prefecture_columns import FIELDS
from anef_desk.exchange.table import Table
from anef_desk.exchange.values import plain
from anef_desk.i18n import N_
from anef_desk.i18n.folding import words

OTHER_DEPARTMENT: Final = Why(
    N_("le carnet a une préfecture de ce nom dans un autre département")
)
NEWER: Final = Why(N_("le carnet a été vérifié depuis"))

_SMALL: Final = frozenset(
    {"prefecture", "de", "la", "le", "les", "des", "du", "d", "l"}
)
"""Words of a name that tell no prefecture from another of its department."""


@dataclass(frozen=True, kw_only=True)
class PlannedPrefecture(PlannedLine):
    """What would become of a line about a prefecture."""

    prefecture: Prefecture | None = None  # after this line; "new:" and it if it is new


PrefecturePlan: TypeAlias = Plan[PlannedPrefecture]


class _Book:
    """What is known, in the book and in the lines above."""

    def __init__(self, known: Iterable[Prefecture]) -> None:
        self._now: dict[str, Prefecture] = {}
        self._named: dict[tuple[str, ...], str] = {}
        self._alike: dict[tuple[str, str], str] = {}
        for one in known:
            self.keep(one)

    def keep(self, one: Prefecture) -> None:
        """Remember a prefecture, and the ways to call it."""
        self._now[one.id] = one
        self._named.setdefault(words(one.name), one.id)
        if one.department:
            self._alike.setdefault(_place(one), one.id)

    def find(self, typed: Prefecture) -> Prefecture | Why | None:
        """Return the same prefecture, None if it is new, or why nobody can say."""
        same = self._named.get(words(typed.name))
        if same is None:
            alike = self._alike.get(_place(typed)) if typed.department else None
            return None if alike is None else self._now[alike]
        known = self._now[same]
        both = typed.department and known.department
        if both and plain(typed.department) != plain(known.department):
            return OTHER_DEPARTMENT
        return known


def plan(
    book: Iterable[Prefecture], table: Table, columns: Columns, on: date
) -> PrefecturePlan:
    """Return what importing *table* would do to the *book* on the day *on*."""
    known = _Book(book)
    rows = [
        _planned(known, line, read_row(table, columns, row, FIELDS), on)
        for line, row in enumerate(table.rows, table.first_line)
        if any(row)
    ]
    return Plan(table, columns, tuple(rows))


def _planned(
    book: _Book, line: int, read: tuple[dict[str, Any], Sequence[Any]], on: date
) -> PlannedPrefecture:
    said, troubles = read
    typed = _typed(said, on)
    why = unread(troubles)
    found = book.find(typed) if words(typed.name) else NO_NAME
    filled: tuple[str, ...]
    if isinstance(found, Why):
        why.append(found)
    after, filled = typed, ()
    if isinstance(found, Prefecture):
        after, filled = _changed(found, typed)
        if _is_older(typed, found) and filled:
            why.append(NEWER)
    if why:
        return PlannedPrefecture(
            line=line, name=typed.name, outcome="refused", why=tuple(why)
        )
    if found is None:
        after = replace(after, id=f"new:{line}")
    book.keep(after)
    return PlannedPrefecture(
        line=line,
        name=after.name,
        outcome="new" if found is None else "completed" if filled else "same",
        filled=filled,
        prefecture=after,
    )


def _typed(said: dict[str, Any], on: date) -> Prefecture:
    """Return the prefecture a line speaks of; its town ends the address."""
    left = dict(said)
    town = " ".join(filter(None, (left.pop("postcode", ""), left.pop("town", ""))))
    address = left.pop("address", "")
    if town and plain(town) not in plain(address):
        address = "\n".join(filter(None, (address, town)))
    checked = left.pop("checked_on", None)
    return Prefecture(
        id="",
        name=left.pop("name", ""),
        address=address,
        checked_on=checked and min(checked, on),
        **left,
    )


def _changed(
    known: Prefecture, typed: Prefecture
) -> tuple[Prefecture, tuple[str, ...]]:
    """Return *known* with what was *typed* otherwise, and which fields that is.

    It keeps its name, which people's files bear. What changes without a day is to be
    made sure of again.
    """
    filled = tuple(
        one.name
        for one in fields(Prefecture)
        if one.name not in {"id", "name", "checked_on"}
        and getattr(typed, one.name)
        and getattr(typed, one.name) != getattr(known, one.name)
    )
    after = replace(known, **{name: getattr(typed, name) for name in filled})
    if filled or (typed.checked_on and not _is_older(typed, known)):
        after = replace(after, checked_on=typed.checked_on)
    if after.checked_on not in {known.checked_on, None}:
        filled = (*filled, "checked_on")
    return after, filled


def _is_older(typed: Prefecture, known: Prefecture) -> bool:
    """Return whether the book was made sure of after the table was."""
    both = typed.checked_on is not None and known.checked_on is not None
    return both and typed.checked_on < known.checked_on  # type: ignore[operator]


def _place(one: Prefecture) -> tuple[str, str]:
    """Return what one prefecture of a department is called in few words."""
    telling = (word for word in plain(one.name).split() if word not in _SMALL)
    return plain(one.department), " ".join(telling)
