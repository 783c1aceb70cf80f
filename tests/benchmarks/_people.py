"""Vaults of many fictional people, made once and kept in ``build/bench``."""

from __future__ import annotations

import shutil
import time
from datetime import date
from pathlib import Path

from _measure import KEPT
from search import fill

from anef_desk.catalogue.library import shipped
from anef_desk.desk.session import Desk
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.staff import Role, Staff
from anef_desk.vault.keys import Kdf
from anef_desk.vault.vault import Vault, create, open_vault

CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)
STAFF = Staff(
    id="019400000000700080000000000000aa", name="Élise (exemple)", role=Role.COORDINATOR
)
ON = date(2026, 11, 24)


def desk_of(count: int) -> Desk:
    """Return a desk on a vault of *count* people, as it was left the last time."""
    folder = KEPT / f"people-{count}"
    if not (folder / "filled").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        begun = time.monotonic()
        create(
            folder / "vault",
            Organisation(name="Accueil Exemple"),
            STAFF,
            "x",
            kdf=CHEAP,
            floor=CHEAP,
        )
        vault = _open(folder)
        fill(vault._database, count)
        vault.close()
        (folder / "filled").touch()
        took = time.monotonic() - begun
        print(f"{count:,} people written in {took:.0f} s", flush=True)  # noqa: T201
    return Desk(_open(folder), STAFF, shipped(), lambda: ON)


def _open(folder: Path) -> Vault:
    return open_vault(
        folder / "vault", STAFF.id, "x", state=folder / "state", floor=CHEAP
    )
