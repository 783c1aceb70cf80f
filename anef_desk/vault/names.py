"""Who may open a vault, read before anything heavy is imported.

Names on a list, and nothing else: nothing is verified here, because nothing follows
from it. Opening reads the same file again, and refuses it if it was changed.
"""

from __future__ import annotations

from pathlib import Path

NAME = "keys.json"
LARGEST_FILE = 1 << 20  # bytes


def names(folder: Path) -> tuple[tuple[str, str, str], ...]:
    """Return the (id, name, role) of each colleague of the vault in *folder*.

    Nobody, if the file does not read.
    """
    import json  # noqa: PLC0415 - not before the window

    try:
        with (folder / NAME).open("rb") as stream:
            found = json.loads(stream.read(LARGEST_FILE))
        return tuple(
            (str(one["id"]), str(one["name"]), str(one["role"]))
            for one in found["slots"]
        )
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return ()
