"""How long work says where it is, without knowing about threads or windows."""

from __future__ import annotations

from typing import Protocol


class Report(Protocol):
    """Called between two steps; raises `anef_desk.errors.Cancelled` to stop there."""

    def __call__(self, done: int, total: int, /) -> None:
        """Say that *done* steps of *total* are behind."""


def silently(_done: int, _total: int) -> None:
    """Report to nobody."""
