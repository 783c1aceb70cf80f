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
import warnings
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from anef_desk.cli_answer import (
    USAGE,
    acknowledge,
    assert_writable,
    print_json,
    print_line,
    write,
)
from anef_desk.cli_parser import place
from anef_desk.domain.staff import Role, called, one_line
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_, SOURCE_LANGUAGE, load

if TYPE_CHECKING:  # The vault is imported once a command asks for it.
    from anef_desk.desk.administration import RotationReport
    from anef_desk.desk.session import Desk
    from anef_desk.domain.journal_entry import JournalEntry

_TEXT = "utf-8-sig"  # Windows begins a file with a mark.

PASSPHRASE = N_("Phrase secrète")
NEW_PASSPHRASE = N_("Nouvelle phrase secrète")
AGAIN = N_("La même, une seconde fois")

_PAGE = 500  # journal entries read at once
_LONGEST = 1 << 16  # characters of a passphrase, or of the lines of a sheet


class MissingPassphraseError(ExpectedError):
    """No passphrase was given where one is needed."""

    message = N_("La phrase secrète n’a pas été donnée.")
    advice = N_(
        "Rien n’a été changé. Donnez-la au clavier, dans un fichier ou par un"
        " descripteur."
    )
    exit_code = USAGE


class DifferentPassphrasesError(ExpectedError):
    """A new passphrase was not typed twice the same."""

    message = N_("Les deux phrases ne sont pas les mêmes.")
    advice = N_("Rien n’a été changé. Recommencez.")
    exit_code = USAGE


class MissingLinesError(ExpectedError):
    """The lines of the recovery sheet were not given."""

    message = N_("Les lignes de la feuille de secours n’ont pas été données.")
    advice = N_("Rien n’a été changé. Donnez-les comme elles sont sur la feuille.")
    exit_code = USAGE


def add_verbs(verbs: Any) -> None:  # noqa: ANN401 - argparse has no name for it
    """Add the verbs to those of ``anef-desk vault``."""
    add = _verb(
        verbs, "add-staff", N_("donner un accès à une personne de l’équipe"), _add_staff
    )
    add.add_argument("--name", required=True)
    add.add_argument("--role", choices=[role.value for role in Role], required=True)
    add_new_passphrase(add)

    remove = _verb(
        verbs,
        "remove-staff",
        N_("retirer son accès à une personne de l’équipe"),
        _remove_staff,
    )
    remove.add_argument("--name", required=True)

    rotate = _verb(verbs, "rotate", N_("donner au coffre une nouvelle clé"), _rotate)
    rotate.add_argument(
        "--without-recovery", action="store_true", help=N_("la feuille est perdue")
    )

    reset = _verb(
        verbs,
        "reset-passphrase",
        N_("donner une nouvelle phrase secrète à qui a oublié la sienne"),
        _reset,
    )
    reset.add_argument("--name", required=True)
    add_new_passphrase(reset)

    _verb(
        verbs,
        "delete-old-copies",
        N_("supprimer les sauvegardes qu’une personne partie peut lire"),
        _delete_old_copies,
    )

    _verb(
        verbs,
        "delete-damaged",
        N_("supprimer les coffres abîmés qui ont été mis de côté"),
        _delete_damaged,
    )

    change = _verb(
        verbs,
        "change-passphrase",
        N_("changer sa propre phrase secrète"),
        _change_passphrase,
    )
    add_new_passphrase(change)

    audit = _verb(verbs, "audit", N_("le journal, en lignes JSON"), _audit)
    audit.add_argument("--subject", default="", metavar="PERSON")
    audit.add_argument("--by", default="", metavar="NAME")

    recovery = verbs.add_parser("recovery", help=N_("la feuille de secours"))
    acts = recovery.add_subparsers(required=True, metavar="ACT")
    make = _verb(acts, "make", N_("une nouvelle feuille, en PDF"), _recovery_make)
    make.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    confirm = _verb(acts, "confirm", N_("la retaper, pour qu’elle compte"), _confirm)
    confirm.add_argument(
        "--lines-fd", type=int, metavar="N", help=N_("sinon l’entrée standard")
    )
    use = acts.add_parser(
        "use",
        help=N_("donner une nouvelle phrase secrète à une personne qui coordonne"),
    )
    use.add_argument("path", type=place, metavar="PATH")
    use.add_argument("--staff", metavar="NAME")
    use.add_argument(
        "--lines-fd", type=int, metavar="N", help=N_("sinon l’entrée standard")
    )
    add_new_passphrase(use)
    use.set_defaults(run=_recovery_use)


def add_passphrase(parser: argparse.ArgumentParser) -> None:
    """Add where the passphrase of whoever opens the vault is read from."""
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--passphrase-fd", type=int, metavar="N")
    way.add_argument("--passphrase-file", type=Path, metavar="FILE")


def add_new_passphrase(parser: argparse.ArgumentParser) -> None:
    """Add where a new passphrase is read from."""
    parser.add_argument("--new-passphrase-fd", type=int, metavar="N")


def read_secret(
    descriptor: int | None,
    file: Path | None,
    missing: type[ExpectedError] = MissingPassphraseError,
    *,
    new: bool = False,
) -> str:
    """Read a passphrase from a descriptor, a file, or the terminal; never argv.

    Args:
        descriptor: A descriptor, or none.
        file: A file, or none; with neither, the terminal asks.
        missing: What is raised when there is none.
        new: Nobody knows it yet: the terminal asks for it twice.

    Raises:
        ExpectedError: If there is none: *missing*; or if both differ.
    """
    try:
        if descriptor is not None:
            with os.fdopen(descriptor, encoding=_TEXT) as stream:
                given = _first_line(stream)
        elif file is not None:
            with file.open(encoding=_TEXT) as stream:
                given = _first_line(stream)
        else:
            given = _typed(NEW_PASSPHRASE if new else PASSPHRASE)
            if new and given and _typed(AGAIN) != given:
                raise DifferentPassphrasesError
    except (OSError, ValueError, TypeError, EOFError, UserWarning) as error:
        raise missing from error
    if not given:
        raise missing
    return given


def _typed(asked: str) -> str:
    """Return what is typed on the terminal, which does not show it."""
    french = load(SOURCE_LANGUAGE)
    with warnings.catch_warnings():  # No terminal: nobody can type there.
        warnings.simplefilter("error", getpass.GetPassWarning)
        return getpass.getpass(f"{french.text(asked)} : ")


def _first_line(stream: TextIO) -> str:
    line = stream.readline(_LONGEST)
    if len(line) == _LONGEST:
        raise ValueError("no passphrase is so long")
    return line.rstrip("\r\n")


def _verb(
    verbs: Any,  # noqa: ANN401 - argparse has no name for it
    name: str,
    told: str,
    run: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=told)
    parser.add_argument("path", type=place, metavar="PATH")
    parser.add_argument("--staff", metavar="NAME", help=N_("qui ouvre le coffre"))
    add_passphrase(parser)
    parser.set_defaults(run=run)
    return parser


def _passphrase(options: argparse.Namespace) -> str:
    return read_secret(options.passphrase_fd, options.passphrase_file)


def _new_passphrase(options: argparse.Namespace) -> str:
    return read_secret(options.new_passphrase_fd, None, new=True)


def _open(options: argparse.Namespace, typed: str) -> Desk:
    """Return the desk open; every descriptor that was given is read before.

    One that nobody opened would be the number of a file of the vault, closed once read.
    """
    from anef_desk.desk.session import open_by_name  # noqa: PLC0415

    return open_by_name(options.path, options.staff, typed)


def _opened(options: argparse.Namespace) -> Desk:
    return _open(options, _passphrase(options))


def _add_staff(options: argparse.Namespace) -> int:
    passphrase, typed = _passphrase(options), _new_passphrase(options)
    with closing(_open(options, passphrase)) as desk:
        staff = desk.administration.add_staff(options.name, Role(options.role), typed)
        number = desk.acknowledged
    print_json({"id": staff.id, "name": staff.name, "role": staff.role.value})
    acknowledge(number)
    return 0


def _colleague(desk: Desk, name: str) -> str:
    """Return the identifier of the one colleague who is called *name*."""
    from anef_desk.desk.administration import UnknownColleagueError  # noqa: PLC0415

    here = [one.staff for one in desk.administration.colleagues()]
    chosen = called(name, here)
    if len(chosen) != 1:
        raise UnknownColleagueError
    return chosen[0].id


def _reset(options: argparse.Namespace) -> int:
    passphrase, typed = _passphrase(options), _new_passphrase(options)
    with closing(_open(options, passphrase)) as desk:
        staff = _colleague(desk, options.name)
        desk.administration.give_passphrase(staff, typed)
        number = desk.acknowledged
    acknowledge(number)
    return 0


def _delete_old_copies(options: argparse.Namespace) -> int:
    with closing(_opened(options)) as desk:
        gone, number = desk.safekeeping.discard_former(), desk.acknowledged
    print_json(
        {
            "deleted": [copy.made_at.isoformat() for copy in gone.copies],
            "second_place_away": gone.elsewhere,
        }
    )
    acknowledge(number)
    return 0


def _delete_damaged(options: argparse.Namespace) -> int:
    with closing(_opened(options)) as desk:
        gone, number = desk.safekeeping.discard_damaged(), desk.acknowledged
    print_json({"deleted": gone})
    acknowledge(number)
    return 0


def _remove_staff(options: argparse.Namespace) -> int:
    with closing(_opened(options)) as desk:
        report = desk.administration.remove_staff(_colleague(desk, options.name))
        generation, number = desk.administration.generation, desk.acknowledged
    _print_rotation(report, generation)
    acknowledge(number)
    return 0


def _rotate(options: argparse.Namespace) -> int:
    with closing(_opened(options)) as desk:
        report = desk.administration.rotate(recovery=not options.without_recovery)
        generation, number = desk.administration.generation, desk.acknowledged
    _print_rotation(report, generation)
    acknowledge(number)
    return 0


def _print_rotation(report: RotationReport, generation: int) -> None:
    print_json(
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
    old, new = _passphrase(options), _new_passphrase(options)
    with closing(_open(options, old)) as desk:
        desk.administration.change_passphrase(old, new)
        number = desk.acknowledged
    acknowledge(number)
    return 0


def _recovery_make(options: argparse.Namespace) -> int:
    assert_writable(options.out)  # Else the sheet that waits is given up.
    with closing(_opened(options)) as desk:
        made = desk.administration.make_recovery_sheet()
        write(options.out, made.pdf)
        number = desk.acknowledged
    acknowledge(number)
    return 0


def _confirm(options: argparse.Namespace) -> int:
    passphrase, lines = _passphrase(options), _lines(options.lines_fd)
    with closing(_open(options, passphrase)) as desk:
        sheet = desk.administration.confirm_recovery(lines)
        number = desk.acknowledged
    print_json({"made_on": str(sheet.made_on), "confirmed_on": str(sheet.confirmed_on)})
    acknowledge(number)
    return 0


def _recovery_use(options: argparse.Namespace) -> int:
    from anef_desk.desk.session import one_of, open_recovered  # noqa: PLC0415

    lines, typed = _lines(options.lines_fd), _new_passphrase(options)
    with closing(open_recovered(options.path, lines)) as recovered:
        staff = one_of(recovered.coordinators, options.staff)
        number = recovered.give_passphrase(staff.id, typed).acknowledged
    acknowledge(number)
    return 0


def _lines(descriptor: int | None) -> Sequence[str]:
    """Read the lines of a sheet, from a descriptor or the standard input."""
    try:
        if descriptor is None:
            text = "" if sys.stdin is None else sys.stdin.read(_LONGEST)
        else:
            with os.fdopen(descriptor, encoding="utf-8") as stream:
                text = stream.read(_LONGEST)
    except (OSError, ValueError, TypeError) as error:
        raise MissingLinesError from error
    found = [line.strip() for line in text.splitlines() if line.strip()]
    if not found or len(text) == _LONGEST:
        raise MissingLinesError
    return found


def _audit(options: argparse.Namespace) -> int:
    from anef_desk.desk.administration import UnknownColleagueError  # noqa: PLC0415

    with closing(_opened(options)) as desk:
        by = {
            staff.id: staff.name
            for staff in desk.administration.everybody()
            if one_line(options.by) in {one_line(staff.name), staff.id}
        }
        if options.by and not by:
            raise UnknownColleagueError
        alike = set(by.values()) if len(by) > 1 else set()  # One left, another came.
        before: int | None = None
        while entries := desk.administration.journal(
            before=before,
            limit=_PAGE,
            subject=options.subject,
            staff=next(iter(by)) if len(by) == 1 else "",
        ):
            for entry in entries:
                if not alike or entry.staff in alike:
                    print_line(json.dumps(_entry(entry), ensure_ascii=False))
            before = entries[-1].number
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
