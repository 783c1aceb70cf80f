"""Dates as formulas over facts: ``title.until - 60 days``, ``filed_on + 4 months``."""

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
class Formula:
    """A fact that is a date, and the time limits counted from it, in order."""

    fact: str
    limits: tuple[TimeLimit, ...] = ()

    def __str__(self) -> str:
        """Return the formula as it is written in the catalogue."""
        parts = [self.fact]
        for limit in self.limits:
            sign = "-" if limit.number < 0 else "+"
            parts.append(f"{sign} {abs(limit.number)} {limit.unit}")
        return " ".join(parts)

    def day(self, scope: Scope) -> date | None:
        """Return the day, or None while the fact is not known."""
        event = scope.get(self.fact)
        if not isinstance(event, date):
            return None
        for limit in self.limits:
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
    limits: list[TimeLimit] = []
    while sign := reader.take("+", "-"):
        number = int(reader.expect_kind("number").text)
        limits.append(TimeLimit(-number if sign.text == "-" else number, _unit(reader)))
    return Formula(fact, tuple(limits))


def _unit(reader: Reader) -> Unit:
    token = reader.expect_kind("name")
    for unit in get_args(Unit):
        if token.text == unit:
            return unit  # type: ignore[no-any-return]
    raise LanguageError("days, months or years expected", token.place)
