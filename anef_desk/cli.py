"""The command line: for tests, administrators and installers.

Every answer goes to the standard output; what went wrong is one sentence on the
standard error, and an exit status of the table in ``SECURITY.md``.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from anef_desk import __version__, i18n
from anef_desk.cli_access import add_passphrase, add_verbs, read_secret
from anef_desk.cli_data import DataVerbs
from anef_desk.cli_import import ImportVerbs
from anef_desk.clock import today
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_

MAXIMUM_SIZE = 1 << 20
"""Bytes of a FACTS.json: a situation is a page, not a book."""

USAGE = 2


class UnreadableFileError(ExpectedError):
    """The file given cannot be read as JSON."""

    message = N_("Le fichier de la situation ne se lit pas comme du JSON : {why}.")
    exit_code = USAGE


class UnwritableFileError(ExpectedError):
    """The file to write cannot be written."""

    message = N_("Le fichier demandé ne peut pas être écrit à cet endroit.")
    exit_code = USAGE


class _Parser(argparse.ArgumentParser):
    """Refuses in one sentence."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"anef-desk: {message}\n")


def main(arguments: Sequence[str]) -> int:
    """Answer a command and return its exit status."""
    _speak_utf_8()
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except ExpectedError as error:
        french = i18n.load(i18n.SOURCE_LANGUAGE)
        print(french.text(error.message, **error.values), file=sys.stderr)  # noqa: T201
        return error.exit_code
    return status


def _speak_utf_8() -> None:
    """Read and write UTF-8 where a pipe of the system would know no Arabic letter."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            errors = "replace" if stream is sys.stdin else None
            stream.reconfigure(encoding="utf-8", errors=errors)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="anef-desk", description="ANEF Desk")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    guide = commands.add_parser("guide", help="the guide's answer, as JSON")
    guide.add_argument("facts", metavar="FACTS.json")
    _add_day_and_language(guide)
    guide.set_defaults(run=_guide)

    letter = commands.add_parser("letter", help="a letter for a situation, as PDF")
    letter.add_argument("code", metavar="CODE")
    letter.add_argument("facts", metavar="FACTS.json")
    letter.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    _add_day_and_language(letter)
    letter.set_defaults(run=_letter)

    content = commands.add_parser("content", help="the content that is shipped")
    check = content.add_subparsers(required=True, metavar="VERB").add_parser("check")
    check.add_argument("--json", action="store_true", help="the whole report")
    check.set_defaults(run=_content_check)

    vault = commands.add_parser("vault", help="make, describe and verify a vault")
    verbs = vault.add_subparsers(required=True, metavar="VERB")
    create = verbs.add_parser("create", help="a new vault with its first coordinator")
    create.add_argument("path", type=Path)
    create.add_argument("--organisation", required=True)
    create.add_argument("--staff", required=True, metavar="NAME")
    create.set_defaults(run=_vault_create)
    info = verbs.add_parser("info", help="what can be known without a passphrase")
    info.add_argument("path", type=Path)
    info.set_defaults(run=_vault_info)
    verify = verbs.add_parser("verify", help="open it and check every page")
    verify.add_argument("path", type=Path)
    verify.add_argument("--staff", metavar="NAME")
    verify.add_argument("--read-only", action="store_true")
    verify.set_defaults(run=_vault_verify)
    opening = _add_vault_verbs(verbs)
    for verb in (create, verify, *opening):
        add_passphrase(verb)
    add_verbs(verbs, _write)
    DataVerbs(_passphrase, _write, _assert_writable, _day).add(verbs)
    ImportVerbs(_passphrase, _write).add(verbs)
    return parser


def _add_vault_verbs(
    verbs: argparse._SubParsersAction[_Parser],
) -> list[argparse.ArgumentParser]:
    """Add the verbs that open a vault, and return them."""
    backup = verbs.add_parser("backup", help="make a backup, and read it again")
    backup.add_argument("--second-place", type=Path, metavar="DIR")
    backup.set_defaults(run=_vault_backup)
    rehearse = verbs.add_parser("rehearse", help="put the last backup back for a try")
    rehearse.set_defaults(run=_vault_rehearse)
    restore = verbs.add_parser("restore", help="put a backup back; nothing is lost")
    restore.add_argument("--backup", metavar="NAME", help="the newest if left out")
    restore.add_argument("--from", type=Path, metavar="DIR", dest="place")
    restore.set_defaults(run=_vault_restore)
    dump = verbs.add_parser("dump-state", help="rows and one hash of each table")
    dump.set_defaults(run=_vault_dump_state)
    person = verbs.add_parser("add-person", help="write down a person")
    person.set_defaults(run=_vault_add_person)
    note = verbs.add_parser("add-note", help="note what happened with a person")
    note.set_defaults(run=_vault_add_note)
    search = verbs.add_parser("search", help="find people; TEXT is - to read it")
    search.set_defaults(run=_vault_search)
    opening: list[argparse.ArgumentParser] = [
        backup,
        rehearse,
        restore,
        dump,
        person,
        note,
        search,
    ]
    for verb in opening:
        verb.add_argument("path", type=Path)
        verb.add_argument("--staff", metavar="NAME")
    person.add_argument("person", metavar="PERSON.json", help="- to read it")
    note.add_argument("note", metavar="NOTE.json", help="- to read it")
    search.add_argument("text", metavar="TEXT", nargs="?", default="")
    for verb in (dump, search):
        verb.add_argument("--read-only", action="store_true")
    return opening


def _add_day_and_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", type=_day, metavar="DATE", help="YYYY-MM-DD")
    parser.add_argument(
        "--lang", choices=tuple(i18n.NAMES), default=i18n.SOURCE_LANGUAGE
    )


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or text != day.isoformat():
        raise argparse.ArgumentTypeError("this is no day of the calendar (YYYY-MM-DD)")
    return day


def _guide(options: argparse.Namespace) -> int:
    from anef_desk.catalogue.library import shipped  # noqa: PLC0415
    from anef_desk.law.given import read_facts  # noqa: PLC0415
    from anef_desk.law.situation import as_json, situation  # noqa: PLC0415

    facts = read_facts(_read_json(options.facts))
    library = shipped()
    answers = situation(facts, options.on or today(), library)
    _print_json(as_json(answers, library, i18n.load(options.lang)))
    return 0


def _content_check(options: argparse.Namespace) -> int:
    from anef_desk.desk.content import complaints, report  # noqa: PLC0415

    found = complaints()
    if options.json:
        _print_json(report())
    for complaint in found:
        print(complaint, file=sys.stderr)  # noqa: T201
    if not options.json and not found:
        _print_json(report()["counts"])
    return 1 if found else 0


def _letter(options: argparse.Namespace) -> int:
    from anef_desk.desk.letters import letter_for_facts  # noqa: PLC0415
    from anef_desk.law.given import read_facts  # noqa: PLC0415

    facts = read_facts(_read_json(options.facts))
    pdf = letter_for_facts(options.code, facts, options.on or today(), options.lang)
    _write(options.out, pdf)
    return 0


def _vault_create(options: argparse.Namespace) -> int:
    from anef_desk.desk.session import create_vault  # noqa: PLC0415
    from anef_desk.domain.organisation import Organisation  # noqa: PLC0415

    organisation = Organisation(name=options.organisation)
    create_vault(options.path, organisation, options.staff, _passphrase(options))
    return 0


def _vault_info(options: argparse.Namespace) -> int:
    from anef_desk.desk.session import describe_vault  # noqa: PLC0415

    _print_json(describe_vault(options.path))
    return 0


def _vault_verify(options: argparse.Namespace) -> int:
    from anef_desk.desk.session import verify_vault  # noqa: PLC0415

    found = verify_vault(
        options.path,
        options.staff,
        _passphrase(options),
        read_only=options.read_only,
    )
    _print_json(found)
    return 0


def _vault_backup(options: argparse.Namespace) -> int:
    from anef_desk.desk.commands import back_up  # noqa: PLC0415

    given = (options.path, options.staff, _passphrase(options))
    _print_json(back_up(*given, options.second_place))
    return 0


def _vault_rehearse(options: argparse.Namespace) -> int:
    from anef_desk.desk.commands import rehearse  # noqa: PLC0415

    found = rehearse(options.path, options.staff, _passphrase(options))
    _print_json(found)
    return 0 if found["sound"] else 1


def _vault_restore(options: argparse.Namespace) -> int:
    from anef_desk.desk.commands import restore  # noqa: PLC0415

    given = (options.path, options.staff, _passphrase(options))
    _print_json(restore(*given, backup=options.backup, place=options.place))
    return 0


def _vault_dump_state(options: argparse.Namespace) -> int:
    from anef_desk.desk.commands import dump_state  # noqa: PLC0415

    given = (options.path, options.staff, _passphrase(options))
    _print_json(dump_state(*given, read_only=options.read_only))
    return 0


def _vault_add_person(options: argparse.Namespace) -> int:
    from anef_desk.desk.commands import add_person  # noqa: PLC0415

    passphrase = _passphrase(options)
    table = _read_json(options.person)
    person, number = add_person(options.path, options.staff, passphrase, table)
    _print_json({"person": person})
    print(f"ACK {number}", flush=True)  # noqa: T201
    return 0


def _vault_add_note(options: argparse.Namespace) -> int:
    from anef_desk.desk.commands import add_note  # noqa: PLC0415

    passphrase = _passphrase(options)
    table = _read_json(options.note)
    note, number = add_note(options.path, options.staff, passphrase, table)
    _print_json({"note": note})
    print(f"ACK {number}", flush=True)  # noqa: T201
    return 0


def _vault_search(options: argparse.Namespace) -> int:
    from anef_desk.desk.commands import search  # noqa: PLC0415

    given = (options.path, options.staff, _passphrase(options))
    text = sys.stdin.readline().rstrip("\r\n") if options.text == "-" else options.text
    _print_json(search(*given, text, read_only=options.read_only))
    return 0


def _passphrase(options: argparse.Namespace) -> str:
    return read_secret(options.passphrase_fd, options.passphrase_file)


def _read_json(name: str) -> object:
    try:
        with sys.stdin.buffer if name == "-" else Path(name).open("rb") as stream:
            content = stream.read(MAXIMUM_SIZE + 1)
    except OSError as error:
        raise UnreadableFileError(why=_why(error)) from error
    if len(content) > MAXIMUM_SIZE:
        raise UnreadableFileError(why=f"> {MAXIMUM_SIZE} octets")
    try:
        found: object = json.loads(content.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(why=_why(error)) from error
    return found


def _why(error: Exception) -> str:
    """Return what is wrong with a file, without quoting any of it."""
    if isinstance(error, json.JSONDecodeError):
        return f"ligne {error.lineno}, colonne {error.colno}"
    return type(error).__name__


def _refuse(_constant: str) -> NoReturn:
    raise ValueError("not JSON")


def _print_json(answer: object) -> None:
    json.dump(answer, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def _write(path: Path, content: bytes, *, kept: bool = True) -> None:
    try:
        if not path.name or path.is_dir():
            raise UnwritableFileError
        temporary = path.with_name(f"{path.name}.part")
        try:
            temporary.write_bytes(content)
            if kept:
                temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise UnwritableFileError from error


def _assert_writable(path: Path) -> None:
    """Refuse *path* where `_write` would; what is there stays as it is."""
    _write(path, b"", kept=False)
