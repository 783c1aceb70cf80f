"""Where vaults are on this computer. Opens nothing, imports nothing heavy."""

from __future__ import annotations

from pathlib import Path

from anef_desk import folders
from anef_desk.vault.names import names


def default_folder() -> Path:
    """Return the folder new vaults are proposed in."""
    return folders.data() / "vaults"


def is_vault(folder: Path) -> bool:
    """Return whether *folder* looks like a vault, whole or damaged; one shut is none."""
    try:
        return any((folder / name).exists() for name in ("vault.db", "keys.json"))
    except OSError:
        return False


def known_vaults(folder: Path | None = None) -> tuple[Path, ...]:
    """Return the vaults inside *folder* (by default `default_folder`), by name."""
    place = folder or default_folder()
    try:
        return tuple(sorted(child for child in place.iterdir() if is_vault(child)))
    except OSError:
        return ()


def staff_names(folder: Path) -> tuple[tuple[str, str, str], ...]:
    """Return the (id, name, role) of who may open the vault in *folder*.

    () if it is damaged.
    """
    return names(folder)
