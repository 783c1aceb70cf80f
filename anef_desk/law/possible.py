"""Whether a condition of the catalogue can ever hold.

A search for an example: facts are tried at random, then those of a part that does not
hold are tried again, until the whole holds. It proves that a condition can hold; one
for which no example is found is reported, and its author looks at it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from anef_desk.catalogue.library import Library
from anef_desk.domain.partial_date import PartialDate
from anef_desk.law.conditions import (
    AllOf,
    AnyOf,
    Compared,
    Condition,
    Contains,
    Not,
    OneOf,
)

ON = date(2026, 11, 24)
"""Today, for an example."""

_DAYS = (0, 1, 2, 7, 20, 40, 70, 100, 150, 250, 400, 800, 2000, 6800, 7200, 9000)
_RESTARTS, _STEPS = 40, 200


def example(
    condition: Condition, library: Library, unless: tuple[Condition, ...] = ()
) -> dict[str, object] | None:
    """Return facts that make *condition* hold, or None when none was found.

    The same condition gives the same example: chance is drawn from a fixed seed.

    Args:
        condition: What has to hold.
        library: The catalogue; it describes the facts.
        unless: What must not hold; it may stay open.
    """
    chance = random.Random(0)  # noqa: S311 - no secret
    whole = AllOf((condition, *unless))
    names = sorted(set(whole.names()) - {"today"})
    drawn = {name: tuple(_values(name, whole, library)) for name in names}
    for _restart in range(_RESTARTS):
        scope: dict[str, object] = {"today": ON}
        for name in names:
            _draw(scope, name, drawn, chance)
        for _step in range(_STEPS):
            part = _in_the_way(condition, unless, scope, chance)
            if part is None:
                return scope
            for name in part.names():
                if name != "today" and chance.random() < 0.7:  # noqa: PLR2004
                    _draw(scope, name, drawn, chance)
    return None


_UNKNOWN = object()


def _in_the_way(
    condition: Condition,
    unless: tuple[Condition, ...],
    scope: dict[str, object],
    chance: random.Random,
) -> Condition | None:
    """Return a part to change so that *scope* becomes an example; None: it is one."""
    parts = [first for first in unless if first.truth(scope)]
    if not condition.truth(scope):
        parts += _to_change(condition, scope, wanted=True)
    return chance.choice(parts) if parts else None


def _draw(
    scope: dict[str, object],
    name: str,
    drawn: dict[str, tuple[object, ...]],
    chance: random.Random,
) -> None:
    value = chance.choice(drawn[name])
    if value is _UNKNOWN:
        scope.pop(name, None)
    else:
        scope[name] = value


def _to_change(
    condition: Condition, scope: dict[str, object], *, wanted: bool
) -> Iterator[Condition]:
    """Yield the smallest parts that keep *condition* from being *wanted*."""
    if isinstance(condition, Not):
        yield from _to_change(condition.part, scope, wanted=not wanted)
    elif isinstance(condition, AllOf | AnyOf):
        for part in condition.parts:
            if part.truth(scope) is not wanted:
                yield from _to_change(part, scope, wanted=wanted)
    else:
        yield condition


def _values(name: str, condition: Condition, library: Library) -> Iterator[object]:
    """Yield what a fact may be in an example, not known included."""
    yield _UNKNOWN
    fact = library.facts.get(name)
    kind = fact.type if fact else _kind_of(name, condition)
    if kind == "bool":
        yield from (True, False)
    elif kind == "int":
        yield from range(11)
    elif kind == "partial_date":
        yield PartialDate(1990)
    elif kind == "date":
        yield from (ON + timedelta(days=sign * d) for d in _DAYS for sign in (-1, 1))
    elif fact is not None and fact.values:
        yield from fact.values
    yield from _said(name, condition)


def _said(name: str, condition: Condition) -> Iterator[object]:
    """Yield the words *condition* itself compares *name* with."""
    if isinstance(condition, AllOf | AnyOf):
        for part in condition.parts:
            yield from _said(name, part)
    elif isinstance(condition, Not):
        yield from _said(name, condition.part)
    elif isinstance(condition, OneOf) and condition.fact == name:
        yield from condition.words
    elif isinstance(condition, Contains) and condition.fact == name:
        yield condition.words
        yield "autre"


def _kind_of(name: str, condition: Condition) -> str:
    """Return the kind of a fact the catalogue does not describe, by its name."""
    if name.startswith(("holds.", "valid.")) or name.endswith(".allows_work"):
        return "bool"
    if name.endswith((".from", ".until", "_on")):
        return "date"
    return "int" if _is_number(name, condition) else "bool"


def _is_number(name: str, condition: Condition) -> bool:
    if isinstance(condition, AllOf | AnyOf):
        return any(_is_number(name, part) for part in condition.parts)
    if isinstance(condition, Not):
        return _is_number(name, condition.part)
    return isinstance(condition, Compared) and condition.fact.fact == name
