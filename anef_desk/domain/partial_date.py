"""Dates of birth as papers give them: a day, a month of a year, or a year only."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date of which the month, or the day, may be unknown."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs a month")
        date(
            self.year,
            1 if self.month is None else self.month,
            1 if self.day is None else self.day,
        )

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``1990-05-17``, ``1990-05`` or ``1990``; ``00`` is a part nobody knows.

        Raises:
            ValueError: If *text* has another shape or names no day of the calendar.
        """
        found = _SHAPE.fullmatch(text)
        if found is None:
            raise ValueError("not a partial date")
        year, month, day = found.groups("0")
        return cls(int(year), int(month) or None, int(day) or None)

    def __str__(self) -> str:
        """Return the shape `parse` reads."""
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def printed(self) -> str:
        """Return the date as French papers print it: ``17/05/1990``, ``1990``."""
        return "/".join(reversed(str(self).split("-")))

    @property
    def earliest(self) -> date:
        """Return the first day this may be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """Return the last day this may be."""
        month = self.month or 12
        return date(
            self.year, month, self.day or calendar.monthrange(self.year, month)[1]
        )
