"""A vault being made, in a process of its own: to be killed at any instant."""

from __future__ import annotations

import sys
from pathlib import Path

from anef_desk.domain.identifiers import new_id
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.staff import Role, Staff
from anef_desk.vault.keys import Kdf
from anef_desk.vault.vault import create

CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)

if __name__ == "__main__":
    create(
        Path(sys.argv[1]),
        Organisation(name="X"),
        Staff(id=new_id(), name="Élise", role=Role.DESK),
        "x",
        kdf=CHEAP,
        floor=CHEAP,
    )
