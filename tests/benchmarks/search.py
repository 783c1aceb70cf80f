"""How long somebody waits for a name: typed, half typed, misspelt, in another script.

    python tests/benchmarks/search.py            10,000 and 100,000 people
    python tests/benchmarks/search.py --large    1,000,000 as well

The floor is one row read by its key from the same database. Times are those of the
processor: nothing here waits, and a busy machine must not weigh on the 95th centile.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from _measure import many

from anef_desk.vault import connection, migrations
from anef_desk.vault.connection import Database
from anef_desk.vault.repositories.finding import Finding
from anef_desk.vault.repositories.people import People
from anef_desk.vault.search import indexed_words, search_key
from anef_desk.vault.sounds import Sounds

LARGE = "--large" in sys.argv
SIZES = (
    (10_000, 100_000, 1_000_000) if LARGE else (many(10_000, 50), many(100_000, 500))
)
ROUNDS = many(60)
BATCH = 200_000

Fictional: TypeAlias = tuple[int, str, str, str, str, str]

_BEGIN = [
    "Ka",
    "Mo",
    "Sa",
    "Ol",
    "Ha",
    "Re",
    "Ni",
    "Fa",
    "Ze",
    "Da",
    "Ba",
    "Ta",
    "Li",
    "Yu",
    "Na",
    "Ra",
    "Sha",
    "Gho",
    "Kha",
    "Vo",
]
_MIDDLE = [
    "rim",
    "ham",
    "lek",
    "zer",
    "fat",
    "nab",
    "mir",
    "san",
    "dul",
    "hos",
    "bak",
    "tam",
    "lin",
    "kov",
    "rah",
    "sid",
    "gul",
]
_END = [
    "i",
    "a",
    "ad",
    "en",
    "ko",
    "ov",
    "ulla",
    "zai",
    "nia",
    "er",
    "ed",
    "uk",
    "yan",
    "ou",
    "ane",
]
NATIVE = ("محمد", "احمد", "زهرا", "کریمی", "رحیمی", "Олена", "Коваленко", "Андрій")


def name(chance: random.Random) -> str:
    """Return a name somebody could have."""
    middle = "".join(chance.choices(_MIDDLE, k=chance.choice((1, 1, 2))))
    return chance.choice(_BEGIN) + middle + chance.choice(_END)


def people(count: int) -> Iterator[Fictional]:
    """Give fictional people: number, family name, given name, native, birth, number."""
    chance = random.Random(7)  # noqa: S311 - nobody's secret
    for number in range(1, count + 1):
        family = "Mohammed" if chance.random() < 0.01 else name(chance)
        birth = f"{chance.randint(1950, 2008)}-{chance.randint(1, 12):02}-01"
        native = chance.choice(NATIVE) if chance.random() < 0.3 else ""
        yield number, family, name(chance), native, birth, f"99{number:08}"


def fill(database: Database, count: int) -> None:
    """Write *count* people, as the application would index them."""
    database.begin()
    for batch in batched(people(count), BATCH):
        _write(database, batch)
    Sounds(database).complete()
    database.commit()


def batched(found: Iterator[Fictional], most: int) -> Iterator[list[Fictional]]:
    """Give what is *found* in lists of *most* at most."""
    while batch := list(islice(found, most)):
        yield batch


def _write(database: Database, batch: list[Fictional]) -> None:
    rows, words, searched = [], [], []
    for number, family, given, native, birth, etranger in batch:
        key = search_key(f"{family} {given}")
        found = indexed_words(f"{family} {given} {native}", etranger, birth)
        rows.append(
            (number, f"{number:036}", family, given, native, birth, etranger, key)
        )
        words += [(word, key, f"{number:036}") for word in found]
        searched.append((number, " ".join(found)))
    run = database._connection.executemany
    run(
        "insert into person (number, id, family_name, given_names, used_name,"
        " native_name, birth_date, birth_place, nationality, numero_etranger, language,"
        " address, phone, email, prefecture, protection_decision_number, name_key)"
        " values (?, ?, ?, ?, '', ?, ?, '', '', ?, '', '', '', '', '', '', ?)",
        rows,
    )
    words.sort()
    run("insert into person_word (word, name_key, person) values (?, ?, ?)", words)
    run("insert into person_search (rowid, words) values (?, ?)", searched)


TYPED = {
    "a letter": lambda _c: "k",
    "a beginning": lambda c: name(c)[:3],
    "a name": name,
    "a misspelt name": lambda c: name(c).replace("i", "y").replace("k", "q"),
    "another script": lambda c: c.choice(("Мухаммед", "محمد", "Олена")),
    "two names": lambda c: f"{name(c)} {name(c)[:4]}",
    "two misspelt": lambda c: f"Muhamad {name(c)[:3]}",
    "a number": lambda c: f"99{c.randint(1, 9999):08}",
    "a birth date": lambda c: f"01/{c.randint(1, 12):02}/{c.randint(1950, 2008)}",
    "a birth year": lambda c: str(c.randint(1950, 2008)),
}


def late(work: Callable[[], object]) -> float:
    """Return the time, in seconds, under which 95 of 100 rounds are."""
    seconds = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        seconds.append(time.process_time() - begun)
    return sorted(seconds)[int(ROUNDS * 0.95)]


def main() -> None:
    """Print the 95th centile of each kind of search, by number of people."""
    found: dict[str, list[float]] = {what: [] for what in TYPED}
    for count in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "vault.db")
            path.touch()
            database = connection.connect(path, bytes(range(32)))
            migrations.migrate(database)
            begun = time.perf_counter()
            fill(database, count)
            print(f"{count} people written in {time.perf_counter() - begun:.0f} s")  # noqa: T201
            people = People(database, None)  # type: ignore[arg-type]
            finding = Finding(database, people)
            floor = late(
                lambda d=database: d.one("select * from person where number = 77")
            )  # type: ignore[misc]
            for what, typed in TYPED.items():
                chance = random.Random(11)  # noqa: S311
                spent = late(lambda f=finding, t=typed, c=chance: f.search(t(c), 30))  # type: ignore[misc]
                found[what].append(spent)
                grown = found[what][-1] / found[what][0]
                print(  # noqa: T201
                    f"  {what:<18} {spent * 1000:7.2f} ms   {spent / floor:6.1f} x floor"
                    f"   {grown:4.2f} x {SIZES[0]:,} people   goal 2 ms, 1.3 x"
                )
            database.close()


if __name__ == "__main__":
    main()
