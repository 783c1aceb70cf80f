"""The verbs of ``anef-desk vault`` about who can open it, over the code of the desk.

Passphrases and recovery lines come from a descriptor, a file or the terminal, never
from an argument; what is printed is JSON.
"""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from anef_desk.domain.staff import Role
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_

if TYPE_CHECKING:  # The vault is imported once a command asks for it.
    from anef_desk.desk.administration import RotationReport
    from anef_desk.desk.session import Desk
    from anef_desk.domain.journal_entry import JournalEntry

USAGE = 2
_PAGE = 500  # journal entries read at once

Write = Callable[[Path, bytes], None]


class MissingPassphraseError(ExpectedError):
    """No passphrase was given where one is needed."""

    message = N_("La phrase secrète n’a pas été donnée.")
    exit_code = USAGE


class MissingLinesError(ExpectedError):
    """The lines of the recovery sheet were not given."""

    message = N_("Les lignes de la feuille de secours n’ont pas été données.")
    exit_code = USAGE


def add_verbs(verbs: Any, write: Write) -> None:  # noqa: ANN401 - argparse has no name
    """Add the verbs to those of ``anef-desk vault``; *write* makes a file."""
    add = _verb(verbs, "add-staff", "give a colleague a way in", _add_staff)
    add.add_argument("--name", required=True)
    add.add_argument("--role", choices=[role.value for role in Role], required=True)
    add_new_passphrase(add)

    remove = _verb(verbs, "remove-staff", "take a colleague's way in", _remove_staff)
    remove.add_argument("--name", required=True)

    rotate = _verb(verbs, "rotate", "give the vault a new key", _rotate)
    rotate.add_argument(
        "--without-recovery", action="store_true", help="the sheet was lost"
    )

    reset = _verb(verbs, "reset-passphrase", "a colleague forgot theirs", _reset)
    reset.add_argument("--name", required=True)
    add_new_passphrase(reset)

    _verb(verbs, "delete-old-copies", "backups a leaver can read", _delete_old_copies)

    change = _verb(verbs, "change-passphrase", "change one's own", _change_passphrase)
    add_new_passphrase(change)

    audit = _verb(verbs, "audit", "the journal, as JSON lines", _audit)
    audit.add_argument("--subject", default="", metavar="PERSON")
    audit.add_argument("--by", default="", metavar="NAME")

    recovery = verbs.add_parser("recovery", help="the recovery sheet")
    acts = recovery.add_subparsers(required=True, metavar="ACT")
    make = _verb(acts, "make", "a new sheet, as PDF", _recovery_make)
    make.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    make.set_defaults(write=write)
    confirm = _verb(acts, "confirm", "type it back, so that it counts", _confirm)
    confirm.add_argument("--lines-fd", type=int, metavar="N", help="else the input")
    use = acts.add_parser("use", help="give a coordinator a new passphrase")
    use.add_argument("path", type=Path)
    use.add_argument("--staff", metavar="NAME")
    use.add_argument("--lines-fd", type=int, metavar="N", help="else the input")
    add_new_passphrase(use)
    use.set_defaults(run=_recovery_use)


def add_passphrase(parser: argparse.ArgumentParser) -> None:
    """Add where the passphrase of whoever opens the vault is read from."""
    parser.add_argument("--passphrase-fd", type=int, metavar="N")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE")


def add_new_passphrase(parser: argparse.ArgumentParser) -> None:
    """Add where a new passphrase is read from."""
    parser.add_argument("--new-passphrase-fd", type=int, metavar="N")


def read_secret(
    descriptor: int | None,
    file: Path | None,
    missing: type[ExpectedError] = MissingPassphraseError,
) -> str:
    """Read a passphrase from a descriptor, a file, or the terminal; never argv.

    Raises:
        ExpectedError: If there is none: *missing*.
    """
    try:
        if descriptor is not None:
            with os.fdopen(descriptor, encoding="utf-8") as stream:
                given = _first_line(stream)
        elif file is not None:
            with file.open(encoding="utf-8") as stream:
                given = _first_line(stream)
        else:
            given = getpass.getpass("")
    except (OSError, ValueError, TypeError, EOFError) as error:
        raise missing from error
    if not given:
        raise missing
    return given


def _first_line(stream: TextIO) -> str:
    return stream.readline().rstrip("\r\n")


def _verb(
    verbs: Any,  # noqa: ANN401 - argparse has no name for it
    name: str,
    told: str,
    run: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=told)
    parser.add_argument("path", type=Path)
    parser.add_argument("--staff", metavar="NAME", help="who opens the vault")
    add_passphrase(parser)
    parser.set_defaults(run=run)
    return parser


def _opened(options: argparse.Namespace) -> Desk:
    from anef_desk.desk.session import open_by_name  # noqa: PLC0415

    typed = read_secret(options.passphrase_fd, options.passphrase_file)
    return open_by_name(options.path, options.staff, typed)


def _add_staff(options: argparse.Namespace) -> int:
    desk = _opened(options)
    try:
        typed = read_secret(options.new_passphrase_fd, None)
        staff = desk.administration.add_staff(options.name, Role(options.role), typed)
    finally:
        desk.close()
    _print({"id": staff.id, "name": staff.name, "role": staff.role.value})
    return 0


def _colleague(desk: Desk, name: str) -> str:
    """Return the identifier of the one colleague who is called *name*."""
    from anef_desk.desk.administration import UnknownColleagueError  # noqa: PLC0415

    chosen = [
        one.staff.id
        for one in desk.administration.colleagues()
        if name in {one.staff.name, one.staff.id}
    ]
    if len(chosen) != 1:
        raise UnknownColleagueError
    return chosen[0]


def _reset(options: argparse.Namespace) -> int:
    desk = _opened(options)
    try:
        staff = _colleague(desk, options.name)
        typed = read_secret(options.new_passphrase_fd, None)
        desk.administration.give_passphrase(staff, typed)
    finally:
        desk.close()
    return 0


def _delete_old_copies(options: argparse.Namespace) -> int:
    desk = _opened(options)
    try:
        gone = desk.safekeeping.discard_former()
    finally:
        desk.close()
    _print(
        {
            "deleted": [copy.made_at.isoformat() for copy in gone.copies],
            "second_place_away": gone.elsewhere,
        }
    )
    return 0


def _remove_staff(options: argparse.Namespace) -> int:
    desk = _opened(options)
    try:
        report = desk.administration.remove_staff(_colleague(desk, options.name))
        generation = desk.administration.generation
    finally:
        desk.close()
    _print_rotation(report, generation)
    return 0


def _rotate(options: argparse.Namespace) -> int:
    desk = _opened(options)
    try:
        report = desk.administration.rotate(recovery=not options.without_recovery)
        generation = desk.administration.generation
    finally:
        desk.close()
    _print_rotation(report, generation)
    return 0


def _print_rotation(report: RotationReport, generation: int) -> None:
    _print(
        {
            "generation": generation,
            "left": [staff.name for staff in report.left],
            "stays": [staff.name for staff in report.stays],
            "recovery_sheet_kept": report.recovery_kept,
            "backed_up": report.backed_up,
            "old_copies": [made_at.isoformat() for made_at in report.old_copies],
            "second_place_away": report.elsewhere,
        }
    )


def _change_passphrase(options: argparse.Namespace) -> int:
    from anef_desk.desk.session import open_by_name  # noqa: PLC0415

    old = read_secret(options.passphrase_fd, options.passphrase_file)
    desk = open_by_name(options.path, options.staff, old)
    try:
        new = read_secret(options.new_passphrase_fd, None)
        desk.administration.change_passphrase(old, new)
    finally:
        desk.close()
    return 0


def _recovery_make(options: argparse.Namespace) -> int:
    desk = _opened(options)
    try:
        made = desk.administration.make_recovery_sheet()
        options.write(options.out, made.pdf)
    finally:
        desk.close()
    return 0


def _confirm(options: argparse.Namespace) -> int:
    desk = _opened(options)
    try:
        sheet = desk.administration.confirm_recovery(_lines(options.lines_fd))
    finally:
        desk.close()
    _print({"made_on": str(sheet.made_on), "confirmed_on": str(sheet.confirmed_on)})
    return 0


def _recovery_use(options: argparse.Namespace) -> int:
    from anef_desk.desk.session import (  # noqa: PLC0415
        UnknownStaffError,
        open_recovered,
    )

    recovered = open_recovered(options.path, _lines(options.lines_fd))
    try:
        chosen = [
            staff
            for staff in recovered.coordinators
            if options.staff in {None, staff.name, staff.id}
        ]
        if len(chosen) != 1:
            raise UnknownStaffError
        typed = read_secret(options.new_passphrase_fd, None)
        recovered.give_passphrase(chosen[0].id, typed)
    finally:
        recovered.close()
    return 0


def _lines(descriptor: int | None) -> Sequence[str]:
    """Read the lines of a sheet, from a descriptor or the standard input."""
    try:
        if descriptor is None:
            lines = sys.stdin.readlines()
        else:
            with os.fdopen(descriptor, encoding="utf-8") as stream:
                lines = stream.readlines()
    except (OSError, ValueError, TypeError) as error:
        raise MissingLinesError from error
    found = [line.strip() for line in lines if line.strip()]
    if not found:
        raise MissingLinesError
    return found


def _audit(options: argparse.Namespace) -> int:
    desk = _opened(options)
    try:
        by = [
            staff.id
            for staff in desk.administration.everybody()
            if options.by in {staff.name, staff.id}
        ]
        if options.by and not by:
            return 0
        before: int | None = None
        while entries := desk.administration.journal(
            before=before,
            limit=_PAGE,
            subject=options.subject,
            staff=by[0] if by else "",
        ):
            for entry in entries:
                sys.stdout.write(f"{json.dumps(_entry(entry), ensure_ascii=False)}\n")
            before = entries[-1].number
    finally:
        desk.close()
    return 0


def _entry(entry: JournalEntry) -> dict[str, object]:
    """Return who did what; what it was before and after stays in the vault."""
    return {
        "number": entry.number,
        "at": entry.at.isoformat(),
        "staff": entry.staff,
        "action": entry.action,
        "subject": entry.subject,
        "fields": sorted(entry.changes),
    }


def _print(answer: object) -> None:
    json.dump(answer, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
