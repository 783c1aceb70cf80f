"""What a vault costs, and how each cost grows with the people in it."""

from __future__ import annotations

import os
import tempfile
import time
from datetime import date
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from _measure import LARGE, tell
from PySide6.QtWidgets import QApplication

from anef_desk.desk.session import Desk, create_vault, open_desk
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Person
from anef_desk.vault.keys import open_keys, read_keys
from ui.app import Application
from ui.opening import Window

PASSPHRASE = "lanterne cerise boussole violon marteau nuage tiroir"  # noqa: S105
SIZES = (1_000, 10_000, 100_000, 1_000_000) if LARGE else (1_000, 10_000)
DAY = date(2026, 11, 24)
AT_ONCE = 20_000
"""People written in one transaction."""

SYLLABLES = [
    "ka",
    "ra",
    "mo",
    "li",
    "sa",
    "no",
    "té",
    "va",
    "do",
    "ri",
    "an",
    "el",
    "ou",
    "ber",
    "mi",
    "zo",
    "ha",
    "ta",
    "iv",
    "ol",
]
SCRIPTS = ("", "", "", "محمد رضایی", "Олена Шевченко", "فاطمة الزهراء")
LEAST = 0.001
"""Milliseconds: less is not measured."""


class Costs(NamedTuple):
    """What a vault of some size costs; times in milliseconds, sizes in bytes."""

    key: float
    opened: float
    shown: float
    typed: float
    read: float
    size: int
    memory: int


def fill(desk: Desk, number: int) -> None:
    """Write *number* invented people into the vault of *desk*."""
    chance = Random(number)  # noqa: S311 - the same people each time
    vault, staff = desk._vault, desk.staff
    for begun in range(0, number, AT_ONCE):
        with vault.transaction(staff) as store:
            for _ in range(min(AT_ONCE, number - begun)):
                store.people.put(_person(chance))
            store.commit()


def _person(chance: Random) -> Person:
    family, given = (
        "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()
        for _ in range(2)
    )
    return Person(
        id=new_id(),
        family_name=family,
        given_names=given,
        native_name=chance.choice(SCRIPTS),
        birth_date=PartialDate(chance.randint(1950, 2008)),
        numero_etranger=f"99{chance.randint(0, 99_999_999):08}",
        last_contact=DAY,
    )


def measure(app: QApplication, number: int, folder: Path) -> Costs:
    """Return what a vault of *number* people costs."""
    staff = create_vault(folder, Organisation(name="Mesure"), "Mesure", PASSPHRASE).id
    desk = open_desk(folder, staff, PASSPHRASE, clock=lambda: DAY)
    fill(desk, number)
    desk.close()

    begun = time.perf_counter()
    open_keys(read_keys(folder), staff, PASSPHRASE)
    key = time.perf_counter() - begun

    begun = time.perf_counter()
    desk = open_desk(folder, staff, PASSPHRASE, clock=lambda: DAY)
    opened = time.perf_counter() - begun
    searches = [timed(desk, typed) for typed in prefixes(number)]
    known = [row.id for row in desk.people.search("", 30)]
    reads = [_timed_file(desk, one) for one in known]
    desk.close()

    application = Application(app, Window())
    application.window.resize(1366, 768)
    application.window.show()
    begun = time.perf_counter()
    opening: list[Desk] = []
    application.lanes.ask(
        lambda: open_desk(folder, staff, PASSPHRASE, clock=lambda: DAY), opening.append
    )
    while not opening:
        app.processEvents()
    application.opened(opening[0])
    application.lanes.vault.waitForDone(1)
    while application.lanes.vault.activeThreadCount():
        app.processEvents()
    app.processEvents()
    application.window.grab()
    shown = time.perf_counter() - begun
    memory = int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096
    application.close()
    application.window.deleteLater()
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return Costs(
        key * 1000,
        opened * 1000,
        shown * 1000,
        quantiles(searches, n=20)[-1] * 1000,
        median(reads) * 1000,
        size,
        memory,
    )


def prefixes(number: int) -> list[str]:
    """Return what people type, letter after letter: words cut short, never whole."""
    chance = Random(number + 1)  # noqa: S311
    words = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(60)]
    return [word[:length] for word in words for length in range(1, 6)]


def timed(desk: Desk, typed: str) -> float:
    """Return how long one keystroke searches."""
    begun = time.perf_counter()
    desk.people.search(typed, 30)
    return time.perf_counter() - begun


def _timed_file(desk: Desk, person: str) -> float:
    desk.people.file(person)  # The journal notes the first reading; then one reads.
    begun = time.perf_counter()
    desk.people.file(person)
    return time.perf_counter() - begun


def main() -> None:
    """Measure each size, then how each cost grew from the smallest."""
    app = QApplication(["benchmark", "-style", "Fusion"])
    found: dict[int, Costs] = {}
    for number in SIZES:
        with tempfile.TemporaryDirectory() as home:
            for name in ("CACHE", "CONFIG", "STATE"):
                os.environ[f"XDG_{name}_HOME"] = str(Path(home, name.lower()))
            found[number] = measure(app, number, Path(home, "vault"))
    smallest = found[SIZES[0]]
    for number, costs in found.items():
        label = f"{number:,} people".replace(",", " ")
        goal = "<= 1500 ms" if number == 10_000 else ""
        key = (costs.key, "deriving the key")
        tell(f"{label}: unlocked, first page painted", costs.shown, "ms", key, goal)
        beside = f"with {SIZES[0]} people"
        grown = (max(smallest.typed, LEAST), beside)
        tell(f"{label}: keystroke searched, p95", costs.typed, "ms", grown, "<= 1.3 x")
        tell(f"{label}: a file read", costs.read, "ms", (smallest.read, beside))
        tell(f"{label}: opened", costs.opened, "ms", (smallest.opened, beside))
        tell(f"{label}: memory", costs.memory / 2**20, "MiB")
        tell(f"{label}: on the disk, a person", costs.size / number / 1024, "KiB")


if __name__ == "__main__":
    main()
