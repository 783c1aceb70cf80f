"""What an import would do, whatever it brings: line by line, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Generic, Literal, TypeAlias, TypeVar

from anef_desk.exchange.matching import Columns, Trouble
from anef_desk.exchange.table import Table
from anef_desk.i18n import N_

Outcome: TypeAlias = Literal["new", "completed", "same", "refused"]


@dataclass(frozen=True)
class Why:
    """A sentence, still to be translated, and its values."""

    sentence: str
    values: Mapping[str, str] = field(default_factory=dict)


NO_NAME: Final = Why(N_("il manque un nom"))


@dataclass(frozen=True, kw_only=True)
class PlannedLine:
    """What would become of a line of the table."""

    line: int  # as a spreadsheet numbers it
    name: str
    outcome: Outcome
    filled: tuple[str, ...] = ()  # keys
    why: tuple[Why, ...] = ()  # of a refusal


Row = TypeVar("Row", bound=PlannedLine)


@dataclass(frozen=True)
class Plan(Generic[Row]):
    """A table, what its columns say, and what would become of each line."""

    table: Table
    columns: Columns
    rows: tuple[Row, ...]

    def count(self, outcome: Outcome) -> int:
        """Return how many lines would become *outcome*."""
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def writes(self) -> bool:
        """Return whether anything would be written."""
        return any(row.outcome in {"new", "completed"} for row in self.rows)


def unread(troubles: Iterable[Trouble]) -> list[Why]:
    """Return why the line of these *troubles* is refused."""
    return [
        Why(
            N_("« {heading} » : {why}"),
            {"heading": trouble.heading, "why": trouble.why},
        )
        for trouble in troubles
    ]
