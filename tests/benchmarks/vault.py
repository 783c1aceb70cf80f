"""What a vault costs: commits, opening, search; beside the same engine without a key.

    python tests/benchmarks/vault.py [--people 100000]

The floor of a commit is one page written and synced. What is found among a million
people is measured by ``search.py --large``.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles

from _measure import in_turn, many, say, tell, timed
from sqlcipher3 import dbapi2

from anef_desk.clock import now
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.person import Person, Status
from anef_desk.domain.residence_document import Kind, ResidenceDocument
from anef_desk.domain.staff import Role, Staff
from anef_desk.vault import connection, keys, migrations
from anef_desk.vault.connection import Database, connect
from anef_desk.vault.files import make_empty
from anef_desk.vault.integrity import checking
from anef_desk.vault.journal import Journal
from anef_desk.vault.keys import Kdf
from anef_desk.vault.store import Store
from anef_desk.vault.vault import create, open_vault, slots

CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)
STAFF = Staff(id=new_id(), name="Claire", role=Role.DESK)
COMPARED = many(3_000, 60)
"""People in the two small databases that are compared."""

GIVEN = ("Samira", "Idriss", "Olena", "Zahra", "Ahmad", "Fatima", "Mykola", "Nadia")
FAMILY = ("Karimi", "Haidari", "Kovalenko", "Diallo", "Rahimi", "Shevchenko", "Traoré")
SYLLABLES = ("ba", "ko", "ri", "na", "shé", "ul", "mo", "dza", "lé", "tou", "an", "gui")


def person(chance: random.Random, number: int) -> Person:
    """Return somebody of the right size."""
    name = "".join(chance.choices(SYLLABLES, k=3)).capitalize()
    return Person(
        id=new_id(),
        family_name=f"{chance.choice(FAMILY)} {name}",
        given_names=chance.choice(GIVEN),
        numero_etranger=f"99{number:08}",
        status=Status.REFUGEE,
        address="12 rue de l’Exemple\n72000 Le Mans",
        phone=f"06{number:08}",
        last_contact=date(2026, 1, 1),
    )


def fill(store: Store, count: int, documents: int = 3, seed: int = 1) -> list[str]:
    """Write *count* people with their *documents*; return who they are."""
    chance, everybody = random.Random(seed), []  # noqa: S311
    for number in range(count):
        one = person(chance, number)
        store.people.put(one)
        for _ in range(documents):
            ends = date(2026, 1, 1) + timedelta(days=chance.randrange(700))
            store.documents.put(
                one.id, ResidenceDocument(id=new_id(), kind=Kind.API, ends_on=ends)
            )
        everybody.append(one.id)
    return everybody


def plain(path: Path) -> Database:
    """Open *path* with the same engine and settings, without a key."""
    database = Database(
        dbapi2.connect(f"{path.as_uri()}?mode=rw", isolation_level=None, uri=True)
    )
    connection._set(database)
    return database


def made(database: Database) -> Store:
    """Make the tables of a vault in *database*, and a member of staff."""
    migrations.migrate(database)
    store = Store(database, Journal(database, bytes(32), "", STAFF, now))
    database.begin()
    store.staff.put(STAFF, "")
    store.commit()
    return store


@contextmanager
def both(folder: Path) -> Iterator[dict[str, tuple[Database, Store]]]:
    """Give two empty databases: one encrypted, one not."""
    opened: dict[str, tuple[Database, Store]] = {}
    for name, how in (("encrypted", lambda p: connect(p, bytes(32))), ("plain", plain)):
        path = folder / f"{name}.db"
        make_empty(path)
        database = how(path)
        opened[name] = (database, made(database))
    try:
        yield opened
    finally:
        for database, _store in opened.values():
            database.close()


def p95(work: Callable[[], object], times: int) -> tuple[float, float]:
    """Return the 95th percentile and the worst of *times* turns of *work*."""
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begun)
    return quantiles(seconds, n=20)[-1], max(seconds)


def compare(folder: Path) -> None:
    """Measure building, searching and opening a person, with a key and without."""
    with both(folder) as opened:
        seconds, everybody = {}, {}
        for name in ("plain", "encrypted"):
            database, store = opened[name]
            begun = time.perf_counter()
            database.begin()
            everybody[name] = fill(store, COMPARED)
            store.commit()
            seconds[name] = time.perf_counter() - begun
        say("building", seconds["encrypted"], seconds["plain"], "plain", "<= 1.2 x")
        prefixes = [w[:3] for w in (*FAMILY, *GIVEN)]
        for what, goal, work in (
            (
                "search",
                "<= 1.25 x",
                lambda s, n: [s.finding.search(p) for p in prefixes],
            ),
            ("a person", "<= 1.5 x", lambda s, n: read(s, everybody[n])),
        ):
            found = in_turn(
                {
                    name: timed(lambda n=name, w=work: w(opened[n][1], n))
                    for name in opened
                },
                30,
            )
            say(what, found["encrypted"], found["plain"], "plain", goal)


def read(store: Store, everybody: list[str]) -> None:
    """Open twenty people, as their page does."""
    for one in everybody[::150]:
        store.people.get(one)
        store.documents.of(one)
        store.cases.of(one)
        store.letters.of(one)
        store.history.of(one)


def measure(folder: Path, people: int) -> None:
    """Measure commits, the opening and the search on a vault of *people*."""
    place = folder / f"vault-{people}"
    keys.FLOOR = CHEAP  # type: ignore[misc]
    create(place, Organisation(name="X"), STAFF, "x", kdf=CHEAP)
    state = folder / "state"
    with closing(open_vault(place, STAFF.id, "x", state=state)) as vault:
        for part in range(0, people, 10_000):
            with vault.transaction(STAFF) as store:
                fill(store, min(10_000, people - part), seed=part)
                store.commit()
        size = (place / "vault.db").stat().st_size
        tell(f"vault of {people:,} people".replace(",", "\u00a0"), size / 2**20, "MiB")

        def commit() -> None:
            with vault.transaction(STAFF) as store:
                store.people.put(person(random.Random(), 0))  # noqa: S311
                store.commit()

        say("a commit, p95", *_beside_a_page(folder, commit), "a page synced", "25 ms")
        chance = random.Random(7)  # noqa: S311
        typed = [
            word[: chance.randrange(1, len(word) + 1)]
            for word in (chance.choice(FAMILY + GIVEN) for _ in range(400))
        ]
        turn = iter(typed)
        found, worst = p95(lambda: vault.reading().finding.search(next(turn)), 400)
        tell("search by name, p95", found * 1000, "ms", goal="<= 2 ms")
        tell("search by name, the worst of 400", worst * 1000, "ms")
    opening(place, state)


def _beside_a_page(folder: Path, work: Callable[[], object]) -> tuple[float, float]:
    """Return the 95th percentiles of *work* and of a page synced, done in turn."""
    spent: tuple[list[float], list[float]] = ([], [])
    with (folder / "page").open("wb", buffering=0) as file:

        def synced() -> None:
            file.write(bytes(4096))
            os.fsync(file.fileno())

        for _ in range(200):
            for done, seconds in zip((work, synced), spent, strict=True):
                begun = time.perf_counter()
                done()
                seconds.append(time.perf_counter() - begun)
    return quantiles(spent[0], n=20)[-1], quantiles(spent[1], n=20)[-1]


def opening(place: Path, state: Path) -> None:
    """Measure from the key to the first rows, then the check that comes behind."""
    seconds = []
    for _ in range(9):
        begun = time.perf_counter()
        vault = open_vault(place, slots(place)[0].id, "x", state=state, check=False)
        vault.reading().people.page(30)
        seconds.append(time.perf_counter() - begun)
        vault.close()
    tell("key derived to the first rows", median(seconds) * 1000, "ms", goal="30 ms")
    begun = time.perf_counter()
    with closing(open_vault(place, STAFF.id, "x", state=state, check=False)) as vault:
        for _done, _total in checking(vault._database):
            pass
        spent = time.perf_counter() - begun
    tell("the vault checked, behind the first page", spent, "s")


def guess() -> None:
    """Measure what a wrong guess costs, beside KeePassXC where it is installed."""
    cost = keys.tuned()
    seconds = min(timed(lambda: keys._derive("x", bytes(16), cost))() for _ in range(3))
    tell("a guess", seconds, "s", goal=">= 0.9 s")
    peer = shutil.which("keepassxc-cli")
    if peer is None:
        sys.stdout.write("keepassxc-cli is not installed: not compared\n")
        return
    with tempfile.TemporaryDirectory() as name:
        file = str(Path(name, "peer.kdbx"))
        subprocess.run(
            [peer, "db-create", "-p", file], input=b"x\nx\n", check=True,
            capture_output=True,
        )  # fmt: skip
        begun = time.perf_counter()
        subprocess.run(
            [peer, "ls", "-q", file], input=b"y\n", check=False, capture_output=True
        )
        theirs = time.perf_counter() - begun
    say("a wrong guess", seconds, theirs, "keepassxc-cli", ">= 15 x")


def main() -> None:
    """Measure it all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=many(100_000, 200))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compare(folder)
        guess()
        measure(folder, options.people)


if __name__ == "__main__":
    main()
