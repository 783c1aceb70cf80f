"""Dates as formulas over facts: ``title.until - 60 days``, ``filed_on + 4 months``.

A number may itself be a fact: ``filed_on + 4 months + suspended_days days``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import get_args

from anef_desk.law.time_limits import TimeLimit, Unit, last_day
from anef_desk.law.tokens import LanguageError, Reader

Scope = Mapping[str, object]
"""What is known, by name; a name that is absent is not known."""


@dataclass(frozen=True)
class Counted:
    """A time limit of which the number is a fact."""

    fact: str
    unit: Unit
    sign: int

    def limit(self, scope: Scope) -> TimeLimit | None:
        """Return the time limit, or None while the fact is not known."""
        number = scope.get(self.fact)
        if isinstance(number, bool) or not isinstance(number, int):
            return None
        return TimeLimit(self.sign * number, self.unit)


@dataclass(frozen=True)
class Formula:
    """A fact that is a date, and the time limits counted from it, in order."""

    fact: str
    limits: tuple[TimeLimit | Counted, ...] = ()

    def __str__(self) -> str:
        """Return the formula as it is written in the catalogue."""
        parts = [self.fact]
        for limit in self.limits:
            number = limit.sign if isinstance(limit, Counted) else limit.number
            name = limit.fact if isinstance(limit, Counted) else abs(limit.number)
            parts.append(f"{'-' if number < 0 else '+'} {name} {limit.unit}")
        return " ".join(parts)

    def names(self) -> tuple[str, ...]:
        """Return the facts the day is computed from."""
        counted = (limit.fact for limit in self.limits if isinstance(limit, Counted))
        return (self.fact, *counted)

    def day(self, scope: Scope) -> date | None:
        """Return the day, or None while the fact is not known."""
        event = scope.get(self.fact)
        if not isinstance(event, date):
            return None
        for part in self.limits:
            limit = part.limit(scope) if isinstance(part, Counted) else part
            if limit is None:
                return None
            event = last_day(event, limit)
        return event


@lru_cache(maxsize=4096)
def read_formula(text: str) -> Formula:
    """Read a formula.

    Raises:
        LanguageError: If *text* is none; it says where.
    """
    reader = Reader(text)
    formula = formula_from(reader)
    reader.expect_kind("end")
    return formula


def formula_from(reader: Reader) -> Formula:
    """Read a formula where *reader* stands."""
    fact = reader.expect_kind("name").text
    limits: list[TimeLimit | Counted] = []
    while sign := reader.take("+", "-"):
        factor = -1 if sign.text == "-" else 1
        if reader.token.kind == "number":
            number = int(reader.expect_kind("number").text)
            limits.append(TimeLimit(factor * number, _unit(reader)))
        else:
            name = reader.expect_kind("name").text
            limits.append(Counted(name, _unit(reader), factor))
    return Formula(fact, tuple(limits))


def _unit(reader: Reader) -> Unit:
    token = reader.expect_kind("name")
    for unit in get_args(Unit):
        if token.text == unit:
            return unit  # type: ignore[no-any-return]
    raise LanguageError("days, months or years expected", token.place)
