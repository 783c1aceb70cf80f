"""Measure things in turn, so that whatever else the machine does weighs on all."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from statistics import median


def in_turn(works: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """Return the median, in seconds, of what each work returns, *rounds* times each.

    One round of each comes first and does not count: files are then in memory, and
    what is only done once is done.
    """
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()
    for _ in range(rounds):
        for name, work in works.items():
            seconds[name].append(work())
    return {name: median(values) for name, values in seconds.items()}


def timed(work: Callable[[], object], times: int = 1) -> Callable[[], float]:
    """Return a work that does *work* *times* times, and returns how long one took."""

    def run() -> float:
        begun = time.perf_counter()
        for _ in range(times):
            work()
        return (time.perf_counter() - begun) / times

    return run


def say(what: str, seconds: float, floor: float, beside: str, goal: str) -> None:
    """Print one measure and its ratio to the floor of the same run."""
    print(  # noqa: T201
        f"{what:<34} {seconds * 1000:9.2f} ms   "
        f"{seconds / floor:6.2f} x {beside} ({floor * 1000:.2f} ms)   goal {goal}"
    )
