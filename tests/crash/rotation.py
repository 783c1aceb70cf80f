"""A colleague being removed, in a process of its own: to be killed at any instant."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

from anef_desk.vault import gate
from anef_desk.vault.keys import Kdf
from anef_desk.vault.vault import open_vault, slots

CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)

if __name__ == "__main__":
    folder, state = Path(sys.argv[1]), Path(sys.argv[2])
    first, *others = slots(folder)
    with closing(open_vault(folder, first.id, "x", floor=CHEAP, state=state)) as vault:
        gate.rotate(vault, first, {other.id for other in others})
    sys.stdout.write("DONE\n")
