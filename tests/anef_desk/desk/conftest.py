"""A desk open on a real vault, whose key costs nothing to derive, on a fixed day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from anef_desk.catalogue.library import shipped
from anef_desk.desk.session import Desk
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Housing, Marital, Person, Status
from anef_desk.domain.staff import Role, Staff
from anef_desk.vault.keys import Kdf
from anef_desk.vault.vault import Vault, create, open_vault

CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)
PASSPHRASE = "sept mots sans lien entre eux"  # noqa: S105 - of a vault made for a test
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

SAMIRA = Person(
    id="",
    family_name="Karimi (exemple)",
    given_names="Samira",
    native_name="سمیرا کریمی",
    birth_date=PartialDate(1994, 3, 21),
    numero_etranger="9903124477",
    status=Status.REFUGEE,
    language="fa_AF",
    marital=Marital.SINGLE,
    minor_children=0,
    housing=Housing.SHELTER,
    prefecture="Préfecture de la Sarthe",
    protection_decision_on=date(2026, 3, 2),
)


@dataclass
class Day:
    """The day at the desk, which only changes when it is told to."""

    day: date = field(default_factory=lambda: date(2026, 11, 22))

    def __call__(self) -> date:
        return self.day


@dataclass(frozen=True)
class Place:
    """A vault on disk and who works there."""

    folder: Path
    state: Path
    staff: Staff
    today: Day

    def open(self) -> tuple[Desk, Vault]:
        vault = open_vault(
            self.folder,
            self.staff.id,
            PASSPHRASE,
            state=self.state,
            floor=CHEAP,
            now=lambda: NOW,
        )
        return Desk(vault, self.staff, shipped(), self.today), vault


@pytest.fixture
def today() -> Day:
    return Day()


@pytest.fixture
def place(tmp_path: Path, today: Day) -> Place:
    staff = Staff(id=new_id(), name="Élise (exemple)", role=Role.COORDINATOR)
    desk = Organisation(name="Accueil Exemple", city="Le Mans")
    folder = tmp_path / "coffre"
    create(folder, desk, staff, PASSPHRASE, kdf=CHEAP, floor=CHEAP, now=lambda: NOW)
    return Place(folder, tmp_path / "state", staff, today)


@pytest.fixture
def opened(place: Place) -> Iterator[tuple[Desk, Vault]]:
    desk, vault = place.open()
    yield desk, vault
    desk.close()


@pytest.fixture
def desk(opened: tuple[Desk, Vault]) -> Desk:
    return opened[0]


@pytest.fixture
def vault(opened: tuple[Desk, Vault]) -> Vault:
    return opened[1]


@pytest.fixture
def samira(desk: Desk) -> str:
    """Return the identifier of a refugee who has just been written down."""
    return desk.people.add(SAMIRA).person.id


@pytest.fixture
def case(desk: Desk, samira: str) -> str:
    """Return the identifier of her first request, opened today."""
    return desk.cases.open(samira, "A2").case.id
