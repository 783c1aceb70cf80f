"""A vault on disk for each test, opened with a key that costs nothing to derive."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from anef_desk.domain.identifiers import new_id
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.person import Person
from anef_desk.domain.staff import Role, Staff
from anef_desk.vault.keys import Kdf
from anef_desk.vault.vault import Store, Vault, create, open_vault

CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)
PASSPHRASE = "sept mots sans lien entre eux"  # noqa: S105 - of a vault made for a test


class Clock:
    """A clock that only moves when it is asked to."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def advance(self, by: timedelta) -> None:
        """Let *by* pass; it may be negative."""
        self.time += by


@dataclass
class Place:
    """A vault on disk, and what it takes to open it."""

    folder: Path
    state: Path
    staff: Staff
    clock: Clock
    open: Callable[..., Vault]

    @property
    def cheap(self) -> Kdf:
        return CHEAP

    @property
    def database(self) -> Path:
        return self.folder / "vault.db"

    @property
    def keys(self) -> Path:
        return self.folder / "keys.json"


def do(place: Place, vault: Vault, *acts: Callable[[Store], object]) -> Store:
    """Do *acts* as one change, and return what can be read then."""
    with vault.transaction(place.staff) as store:
        for act in acts:
            act(store)
        store.commit()
    return vault.reading()


def people(place: Place, vault: Vault, *names: str) -> Store:
    """Write down one person per name: ``family, given``."""

    def put(store: Store) -> None:
        for name in names:
            family, _, given = name.partition(", ")
            store.people.put(Person(id=new_id(), family_name=family, given_names=given))

    return do(place, vault, put)


def names(found: tuple[Person, ...]) -> list[str]:
    """Return what people are called in lists."""
    return [person.display_name for person in found]


@pytest.fixture
def cheap() -> Kdf:
    return CHEAP


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """Give a vault that was just made; whatever was opened is closed afterwards."""
    folder, clock, opened = tmp_path / "coffre", Clock(), []
    staff = Staff(id=new_id(), name="Élise", role=Role.COORDINATOR)
    create(
        folder,
        Organisation(name="Le Refuge", city="Le Mans"),
        staff,
        PASSPHRASE,
        kdf=CHEAP,
        floor=CHEAP,
        now=clock,
    )

    def open_it(passphrase: str = PASSPHRASE, **options: object) -> Vault:
        given = {"state": tmp_path / "state", "floor": CHEAP, "now": clock} | options
        vault = open_vault(folder, staff.id, passphrase, **given)
        opened.append(vault)
        return vault

    yield Place(folder, tmp_path / "state", staff, clock, open_it)
    for vault in opened:
        vault.close()


@pytest.fixture
def vault(place: Place) -> Vault:
    """Give the vault of *place*, open."""
    return place.open()
