"""What the application asks of vaults, on their own thread, imported when it is."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from anef_desk.desk.places import default_folder, is_vault, known_vaults, staff_names
from anef_desk.errors import ExpectedError
from ui import language
from ui.practice import Practice

if TYPE_CHECKING:  # None of it before the first window.
    from anef_desk.desk.session import Desk
    from anef_desk.desk.views import Strength
    from anef_desk.domain.organisation import Organisation
    from ui.navigation import Request
    from ui.pages.unlock import Choice


def choices(chosen: Path | None, practice: Practice | None) -> tuple[Choice, ...]:
    """Return the vaults of this computer and who may open each."""
    from ui.pages.unlock import Choice  # noqa: PLC0415

    folders = [practice.folder] if practice else list(known_vaults())
    if practice is None and chosen and chosen not in folders and is_vault(chosen):
        folders.append(chosen)
    return tuple(Choice(folder, staff_names(folder)) for folder in folders)


def prepare() -> None:
    """Import what opening a vault needs, and read every sentence of the window."""
    import anef_desk.desk.session  # noqa: F401, PLC0415 - while somebody types

    language.current().read()


def proposal() -> str:
    """Return a passphrase nobody has yet."""
    from anef_desk.desk.passphrases import generate_passphrase  # noqa: PLC0415

    return generate_passphrase()


def strength(passphrase: str) -> Strength:
    """Return how hard *passphrase* is to guess."""
    from anef_desk.desk.session import passphrase_strength  # noqa: PLC0415

    return passphrase_strength(passphrase)


def make_practice() -> Practice:
    """Make a vault of fictional people, and return where it is."""
    from anef_desk.desk import practice  # noqa: PLC0415 - when somebody practises

    folder, staff = practice.make()
    return Practice(folder, staff, practice.PASSPHRASE)


def create(
    folder: Path, organisation: Organisation, staff: str, passphrase: str
) -> str:
    """Make a vault; return the identifier of its first member of staff."""
    from anef_desk.desk.session import create_vault  # noqa: PLC0415

    return create_vault(folder, organisation, staff, passphrase).id


def open_(
    folder: Path, staff: str, passphrase: str, *, read_only: bool = False
) -> Desk:
    """Return the desk of a vault; `ui.keeping` checks its pages behind the first one.

    Raises:
        ExpectedError: If it does not open.
    """
    from anef_desk.desk.session import open_desk  # noqa: PLC0415

    return open_desk(folder, staff, passphrase, read_only=read_only, check=False)


def keys_trouble(folder: Path) -> ExpectedError | None:
    """Return why nobody can be asked for a passphrase, if that is so."""
    from anef_desk.desk.session import staff_of  # noqa: PLC0415

    try:
        staff_of(folder)
    except ExpectedError as error:
        return error
    return None


def place_key(desk: Desk) -> str:
    """Return the key of the draft that says where somebody was: nobody else's."""
    return f"place:{desk.staff.id}"


def leave(desk: Desk, place: Request | None) -> None:
    """Keep where one was, inside the vault; close it whatever happens."""
    from ui.navigation import ShowToday, written  # noqa: PLC0415 - after unlocking

    try:
        if (
            place is not None
            and not isinstance(place, ShowToday)
            and not desk.read_only
        ):
            with contextlib.suppress(ExpectedError):  # A full disk still locks.
                desk.drafts.put(place_key(desk), written(place))
    finally:
        desk.lock()


def last_place(desk: Desk) -> Request | None:
    """Return where somebody was, once, if it can still be shown."""
    from ui.navigation import read  # noqa: PLC0415 - after unlocking

    kept = None if desk.read_only else desk.drafts.get(place_key(desk))
    if kept is None:
        return None
    desk.drafts.drop(place_key(desk))
    place = read(kept)
    try:
        if "case" in kept:
            desk.cases.file(kept["case"])
        elif "person" in kept:
            desk.people.file(kept["person"])
    except (ExpectedError, LookupError):  # Erased or frozen meanwhile.
        return None
    return place


def free_folder() -> Path:
    """Return a folder for a new vault that no vault uses."""
    number, folder = 1, default_folder() / "Coffre"
    while folder.exists():
        number += 1
        folder = default_folder() / f"Coffre {number}"
    return folder
