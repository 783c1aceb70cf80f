"""What the command line asks of a vault, as plain values: the same desk as the window."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from anef_desk.desk import safekeeping
from anef_desk.desk.session import Desk, one_of, open_by_name
from anef_desk.domain.event import EventKind
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Person
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_, SOURCE_LANGUAGE, load
from anef_desk.vault.errors import UnknownBackupError, UnknownRecordError

T = TypeVar("T")

_CHILDREN: Final = range(100)
_GIVEN_HERE: Final = frozenset({"id", "last_contact"})
_SHOWN: Final = 30


class RefusedPersonError(ExpectedError):
    """What was given is no person; `values` holds the `name` of the field, no value."""

    message = N_("La fiche de la personne est refusée : « {name} » ne convient pas.")
    advice = N_("Rien n’a été noté. Corrigez ce champ, puis recommencez.")
    exit_code = 18


class RefusedNoteError(ExpectedError):
    """What was given is no note; `values` holds the `name` of the field, no value."""

    message = N_("La note est refusée : « {name} » ne convient pas.")
    advice = N_("Rien n’a été noté. Corrigez ce champ, puis recommencez.")
    exit_code = 18


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What happened with somebody, and a line about it."""

    person: str
    kind: EventKind
    note: str = ""


def add_person(
    folder: Path, name: str | None, passphrase: str, table: object
) -> tuple[str, int]:
    """Write down a new person; return their identifier and the acknowledged entry.

    Args:
        folder: The vault.
        name: Who writes; see `open_by_name`.
        passphrase: What opens their slot.
        table: The fields of a person, by name.

    Raises:
        RefusedPersonError: If *table* is no person.
        ExpectedError: If the vault does not open, or the disk is full.
    """
    person = _person(table)
    with closing(open_by_name(folder, name, passphrase)) as desk:
        file = desk.people.add(person)
        return file.person.id, desk.acknowledged


def add_note(
    folder: Path, name: str | None, passphrase: str, table: object
) -> tuple[str, int]:
    """Note that something happened; return its identifier and the acknowledged entry.

    Args:
        folder: The vault.
        name: Who writes; see `open_by_name`.
        passphrase: What opens their slot.
        table: The fields of a `Note`, by name.

    Raises:
        RefusedNoteError: If *table* is no note, or nobody has that identifier.
        ExpectedError: If the vault does not open, or the disk is full.
    """
    note = _note(table)
    desk = open_by_name(folder, name, passphrase)
    try:
        event, _file = desk.events.note(note.person, note.kind, note.note)
    except UnknownRecordError:
        raise RefusedNoteError(name="person") from None
    else:
        return event, desk.acknowledged
    finally:
        desk.close()


def search(
    folder: Path,
    name: str | None,
    passphrase: str,
    text: str,
    *,
    read_only: bool = False,
) -> list[dict[str, str]]:
    """Return the people whose names or number begin with *text*.

    Raises:
        ExpectedError: If the vault does not open.
    """
    with closing(open_by_name(folder, name, passphrase, read_only=read_only)) as desk:
        return [
            {"id": row.id, "name": row.name, "numero_etranger": row.numero_etranger}
            for row in desk.people.search(text, _SHOWN)
        ]


def dump_state(
    folder: Path, name: str | None, passphrase: str, *, read_only: bool = False
) -> dict[str, object]:
    """Return, for each table, how many rows it has and one hash of all of them.

    Raises:
        ExpectedError: If the vault does not open, or is damaged.
    """
    with closing(open_by_name(folder, name, passphrase, read_only=read_only)) as desk:
        return {
            table: {"rows": found.rows, "sha256": found.sha256}
            for table, found in desk.safekeeping.contents().items()
        }


def back_up(
    folder: Path, name: str | None, passphrase: str, second_place: Path | None = None
) -> dict[str, object]:
    """Make a backup; choose where copies go first, if that is asked.

    Raises:
        ExpectedError: If the vault does not open, or the place is full.
    """
    with closing(open_by_name(folder, name, passphrase)) as desk:
        if second_place is not None:
            desk.safekeeping.choose_second_place(second_place)
        made = desk.safekeeping.back_up()
        return {"backup": made.name, **_safety(desk)}


def rehearse(folder: Path, name: str | None, passphrase: str) -> dict[str, object]:
    """Put the newest backup back for a try, and say whether it held.

    Raises:
        ExpectedError: If the vault does not open, or there is no room.
    """
    with closing(open_by_name(folder, name, passphrase)) as desk:
        sound, state = desk.safekeeping.rehearse(), desk.safekeeping.state()
        if sound is None or state.last is None:
            raise UnknownBackupError
        return {"backup": state.last.name, "sound": sound}


def restore(
    folder: Path,
    name: str | None,
    passphrase: str,
    *,
    backup: str | None = None,
    place: Path | None = None,
) -> dict[str, object]:
    """Put a backup in the place of the vault; the original is kept.

    When no backup is asked for and the keys alone were damaged, they alone come back,
    even where there is none.

    Args:
        folder: The vault, however damaged.
        name: Who restores: somebody who could open the vault when it was made.
        passphrase: Theirs, at that time.
        backup: Its name; the newest one that reads when it is left out.
        place: Where to look for it rather than beside the vault.

    Raises:
        UnknownBackupError: If it is not there.
        UnknownStaffError: If *name* could not open the vault then.
        ExpectedError: If it is damaged, or the place in use, full or read-only.
    """
    rows = (
        safekeeping.backups_of(folder)
        if place is None
        else safekeeping.backups_in(place)
    )
    found = [
        row for row in rows if (row.readable if backup is None else row.name == backup)
    ]
    chosen = next(iter(found), None)
    asked = backup is not None or place is not None
    if chosen is not None:
        known = safekeeping.staff_of_backup(chosen.folder)
    else:
        known = () if asked else safekeeping.staff_of_kept_keys(folder)
    if not known:
        raise UnknownBackupError
    staff = one_of(known, name)
    if chosen is not None and asked:
        done = safekeeping.restore(folder, chosen.folder, staff.id, passphrase)
    else:
        last = chosen.folder if chosen is not None else None
        done = safekeeping.put_back(folder, last, staff.id, passphrase)
    french = load(SOURCE_LANGUAGE)
    return {
        "backup": None if done.keys_only or chosen is None else chosen.name,
        "erased_again": done.erased_again,
        "notices": [notice.explain(french) for notice in done.notices],
    }


def _safety(desk: Desk) -> dict[str, object]:
    state = desk.safekeeping.state()
    return {
        "backups": [row.name for row in state.backups],
        "second_place": state.second_level if state.second_place else None,
    }


def _person(table: object) -> Person:
    known = {field.name for field in fields(Person)} - _GIVEN_HERE
    values = _named(table, known, RefusedPersonError)
    birth = values.pop("birth_date", None)
    least = {"id": "", "family_name": ""}
    person = _converted(values, Person, least, RefusedPersonError)
    try:
        born = PartialDate.parse(birth) if birth else None
    except (ValueError, TypeError, AttributeError):
        raise RefusedPersonError(name="birth_date") from None
    if (person.minor_children or 0) not in _CHILDREN:
        raise RefusedPersonError(name="minor_children")
    named = (person.family_name, person.given_names, person.native_name)
    if not any(name.strip() for name in named):
        raise RefusedPersonError(name="family_name")
    return replace(person, birth_date=born)


def _note(table: object) -> Note:
    values = _named(table, Note.__struct_fields__, RefusedNoteError)
    least = {"person": "", "kind": EventKind.CAME}
    for key in least:
        if key not in values:
            raise RefusedNoteError(name=key)
    return _converted(values, Note, least, RefusedNoteError)


def _named(
    table: object, known: Collection[str], refused: type[ExpectedError]
) -> dict[str, Any]:
    """Return a copy of *table*, whose keys are all *known*."""
    if not isinstance(table, dict):
        raise refused(name="JSON")
    for key in table:
        if key not in known:
            raise refused(name=_shown(key))
    return dict(table)


def _converted(
    values: Mapping[str, Any],
    kind: type[T],
    least: Mapping[str, object],
    refused: type[ExpectedError],
) -> T:
    """Return the *kind* that *values* and *least* make; name the field that cannot."""
    for key, value in values.items():
        try:
            msgspec.convert({**least, key: value}, kind)
        except msgspec.ValidationError:
            raise refused(name=key) from None
    return msgspec.convert({**least, **values}, kind)


def _shown(key: object) -> str:
    """Return the beginning of a name nobody knows, without what could disturb."""
    return "".join(c if c.isprintable() else "?" for c in str(key))[:40]
