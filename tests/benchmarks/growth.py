"""How a key typed in the list of people grows with them: from 10,000 to a million.

    python tests/benchmarks/growth.py            10,000 and 100,000 people
    BENCH_LARGE=1 python tests/benchmarks/growth.py       1,000,000 as well

From the key to painted rows, off screen; the vaults are made once and kept. Keys are
typed in each window in turn. Times are those of the processor: nothing here waits.
"""

from __future__ import annotations

import os
import random
import time
from contextlib import ExitStack

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")

from _measure import LARGE, many, say
from _people import desk_of
from PySide6.QtWidgets import QApplication
from search import name

from ui import demo
from ui.main_window import MainWidget
from ui.navigation import ShowPeople
from ui.theme import look

SIZES = (
    (10_000, 100_000, 1_000_000) if LARGE else (many(10_000, 50), many(100_000, 500))
)
KEYS, GROUPS = many(400, 8), 4


def main() -> None:
    """Print the 95th centile of each size, beside that of the smallest."""
    app = QApplication([])
    app.setStyle("Fusion")
    look.apply(app, "light")
    with ExitStack() as opened:
        windows: dict[int, MainWidget] = {}
        for size in SIZES:
            desk = desk_of(size)
            opened.callback(desk.close)
            windows[size] = demo._main(desk, ShowPeople())
            windows[size].resize(1366, 768)
        spent: dict[int, list[float]] = {size: [] for size in SIZES}
        for group in range(GROUPS):
            for size, window in windows.items():
                window.show()
                app.processEvents()
                chance = random.Random(group)  # noqa: S311 - nobody's secret
                for typed in (_typed(chance) for _key in range(KEYS // GROUPS)):
                    spent[size].append(_key(app, window, typed))
                window.hide()
        late = {size: _late(seconds) for size, seconds in spent.items()}
        floor = f"{SIZES[0]:,} people"
        for size, seconds in late.items():
            goal = "<= 16 ms" if size == SIZES[0] else "<= 1.3 x"
            what = f"a key to painted rows, {size:,} people"
            say(what, seconds, late[SIZES[0]], floor, goal)
        for window in windows.values():
            window.close()


def _typed(chance: random.Random) -> str:
    return name(chance)[: chance.randint(1, 5)]


def _key(app: QApplication, window: MainWidget, typed: str) -> float:
    page = window.page
    page.line.setText("")  # type: ignore[union-attr]
    app.processEvents()
    begun = time.process_time()
    page.line.setText(typed)  # type: ignore[union-attr]
    page._search()  # type: ignore[union-attr]
    app.processEvents()
    return time.process_time() - begun


def _late(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)]


if __name__ == "__main__":
    main()
