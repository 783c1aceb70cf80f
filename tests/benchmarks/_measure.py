"""Measure things in turn, so that whatever else the machine does weighs on all."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "15"))
LARGE = os.environ.get("BENCH_LARGE") == "1"

TRIED = os.environ.get("BENCH_TRIED", "")
"""Where the suite has a benchmark work, only to see that it still does."""

KEPT = Path(TRIED) if TRIED else Path(__file__).resolve().parents[2] / "build" / "bench"
"""Where the vaults that take long to make are kept."""


def many(usual: int, tried: int = 1) -> int:
    """Return the *usual* number, or as many as it takes to see that it works."""
    return tried if TRIED else usual


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
    """Tell one measure of time, beside the floor or the peer of the same run."""
    tell(what, seconds * 1000, "ms", (floor * 1000, beside), goal)


def tell(
    what: str,
    value: float,
    unit: str,
    other: tuple[float, str] | None = None,
    goal: str = "",
) -> None:
    """Tell one measure: a line on the screen, and one of JSON for the table.

    *other* is what stands beside it in the same run, and what that is.
    """
    ratio = value / other[0] if other and other[0] else None
    beside = other[1] if other else ""
    line = {
        "what": what,
        "value": round(value, 4),
        "unit": unit,
        "ratio": ratio and round(ratio, 3),
        "beside": beside,
        "floor": other and round(other[0], 4),
        "goal": goal,
    }
    kept = os.environ.get("BENCH_OUT")
    if kept:
        with Path(kept).open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")
    print(written(line), flush=True)  # noqa: T201


def written(line: Mapping[str, object]) -> str:
    """Return a measure as one line of the table."""
    value, ratio = line["value"], line["ratio"]
    shown = f"{value:>9.2f} {line['unit']}"
    times = f"{ratio:>6.2f} x {line['beside']}" if ratio is not None else ""
    goal = f"   goal {line['goal']}" if line["goal"] else ""
    return f"{line['what']:<40} {shown:<14} {times}{goal}".rstrip()
