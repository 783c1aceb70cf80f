"""When the window locks by itself: the desk decides, within limits, and never "never"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from anef_desk.desk.context import Context
from anef_desk.desk.roles import Act

SHORTEST: Final = 1
LONGEST: Final = 15
DEFAULT: Final = 5
"""Minutes without a gesture."""

_KEY: Final = "idle_minutes"


class Locking:
    """How long nobody may touch the window."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._told: Callable[[int], object] = within

    def listen(self, told: Callable[[int], object]) -> None:
        """Have *told* called with the minutes when they are decided, on any thread."""
        self._told = told

    def minutes(self) -> int:
        """Return after how many minutes the window locks; what does not read is 5."""
        kept = self._context.vault.reading().settings.get(_KEY)
        if not kept.isdecimal():
            return DEFAULT
        return within(int(kept))

    def decide(self, minutes: int) -> int:
        """Lock after *minutes* from now on, 1 to 15; return what was kept."""
        context = self._context
        kept = within(minutes)
        with context.writing(Act.SETTINGS) as store:
            store.settings.put(_KEY, str(kept))
            store.commit()
        self._told(kept)
        return kept


def within(minutes: int) -> int:
    """Return *minutes*, or the nearest that is allowed.

    >>> within(0), within(7), within(60)
    (1, 7, 15)
    """
    return min(max(minutes, SHORTEST), LONGEST)
