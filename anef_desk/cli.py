"""The command line: for tests, administrators and installers.

Every answer goes to the standard output; what went wrong is one line on the standard
error, with what to do, and an exit status of the table in ``SECURITY.md``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from anef_desk import __version__, i18n
from anef_desk.cli_access import add_passphrase, add_verbs, read_secret
from anef_desk.cli_answer import (
    USAGE,
    MissingFileError,
    acknowledge,
    end,
    print_json,
    speak_utf_8,
    write,
)
from anef_desk.cli_data import DataVerbs
from anef_desk.cli_import import ImportVerbs
from anef_desk.cli_parser import Parser, day, language, place
from anef_desk.clock import today
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_

MAXIMUM_SIZE = 1 << 20
"""Bytes of a FACTS.json: a situation is a page, not a book."""


class UnreadableFileError(ExpectedError):
    """The file given cannot be read as JSON."""

    message = N_("Le fichier donné ne se lit pas comme du JSON.")
    advice = N_("Rien n’a été changé. Corrigez-le, puis recommencez.")
    exit_code = USAGE


class BrokenJsonError(UnreadableFileError):
    """`values` holds the `line` and the `column` where the JSON stops."""

    message = N_(
        "Le fichier donné ne se lit pas comme du JSON : ligne {line}, colonne {column}."
    )


class OtherLettersError(UnreadableFileError):
    """Its letters are those of another time."""

    message = N_("Le fichier donné n’est pas écrit en UTF-8.")


class LongFileError(UnreadableFileError):
    """It is a book; `values` holds the `most` bytes there may be."""

    message = N_("Le fichier donné est trop long : il a plus de {most} octets.")


def main(arguments: Sequence[str]) -> int:
    """Answer a command and return its exit status."""
    speak_utf_8()

    def run() -> int:
        options = command(i18n.load(language(arguments))).parse_args(arguments)
        status: int = options.run(options)
        return status

    return end(run, language(arguments))


def command(texts: i18n.Translations) -> Parser:
    """Return what reads the command line, its help in the language of *texts*."""
    parser = Parser(prog="anef-desk", description="ANEF Desk", texts=texts)
    parser.set_defaults(lang=i18n.SOURCE_LANGUAGE)
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    guide = commands.add_parser("guide", help=N_("la réponse du guide, en JSON"))
    guide.add_argument("facts", metavar="FACTS.json")
    _add_day(guide)
    guide.set_defaults(run=_guide)

    letter = commands.add_parser(
        "letter", help=N_("un courrier pour une situation, en PDF")
    )
    letter.add_argument("code", metavar="CODE")
    letter.add_argument("facts", metavar="FACTS.json")
    letter.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    _add_day(letter)
    letter.set_defaults(run=_letter)

    content = commands.add_parser(
        "content", help=N_("le contenu livré avec l’application")
    )
    check = content.add_subparsers(required=True, metavar="VERB").add_parser("check")
    check.add_argument("--json", action="store_true", help=N_("le rapport entier"))
    check.set_defaults(run=_content_check)

    vault = commands.add_parser(
        "vault", help=N_("créer, décrire et vérifier un coffre")
    )
    verbs = vault.add_subparsers(required=True, metavar="VERB")
    create = verbs.add_parser(
        "create", help=N_("un nouveau coffre et sa première personne qui coordonne")
    )
    create.add_argument("path", type=place, metavar="PATH")
    create.add_argument("--organisation", required=True)
    create.add_argument("--staff", required=True, metavar="NAME")
    create.set_defaults(run=_vault_create)
    info = verbs.add_parser("info", help=N_("ce qui se sait sans phrase secrète"))
    info.add_argument("path", type=place, metavar="PATH")
    info.set_defaults(run=_vault_info)
    verify = verbs.add_parser("verify", help=N_("l’ouvrir et en vérifier chaque page"))
    verify.add_argument("path", type=place, metavar="PATH")
    verify.add_argument("--staff", metavar="NAME")
    verify.add_argument("--read-only", action="store_true")
    verify.set_defaults(run=_vault_verify)
    opening = _add_vault_verbs(verbs)
    for verb in (create, verify, *opening):
        add_passphrase(verb)
    add_verbs(verbs)
    DataVerbs(_passphrase).add(verbs)
    ImportVerbs(_passphrase).add(verbs)
    return parser


def _add_vault_verbs(
    verbs: argparse._SubParsersAction[Parser],
) -> list[argparse.ArgumentParser]:
    """Add the verbs that open a vault, and return them."""
    backup = verbs.add_parser("backup", help=N_("faire une sauvegarde, et la relire"))
    backup.add_argument("--second-place", type=place, metavar="DIR")
    backup.set_defaults(run=_vault_backup)
    rehearse = verbs.add_parser(
        "rehearse",
        help=N_("essayer de reprendre la dernière sauvegarde, sans rien remplacer"),
    )
    rehearse.set_defaults(run=_vault_rehearse)
    restore = verbs.add_parser(
        "restore", help=N_("reprendre une sauvegarde ; le coffre remplacé est gardé")
    )
    restore.add_argument(
        "--backup", metavar="NAME", help=N_("la plus récente si rien n’est dit")
    )
    restore.add_argument("--from", type=place, metavar="DIR", dest="place")
    restore.set_defaults(run=_vault_restore)
    dump = verbs.add_parser(
        "dump-state", help=N_("le nombre de lignes et une empreinte de chaque table")
    )
    dump.set_defaults(run=_vault_dump_state)
    person = verbs.add_parser("add-person", help=N_("ajouter une personne"))
    person.set_defaults(run=_vault_add_person)
    note = verbs.add_parser(
        "add-note", help=N_("noter ce qui s’est passé avec une personne")
    )
    note.set_defaults(run=_vault_add_note)
    search = verbs.add_parser(
        "search", help=N_("chercher des personnes ; TEXT est « - » : l’entrée standard")
    )
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
        verb.add_argument("path", type=place, metavar="PATH")
        verb.add_argument("--staff", metavar="NAME")
    person.add_argument(
        "person", metavar="PERSON.json", help=N_("« - » : l’entrée standard")
    )
    note.add_argument("note", metavar="NOTE.json", help=N_("« - » : l’entrée standard"))
    search.add_argument("text", metavar="TEXT", nargs="?", default="")
    for verb in (dump, search):
        verb.add_argument("--read-only", action="store_true")
    return opening


def _add_day(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", type=day, metavar="DATE", help=N_("AAAA-MM-JJ"))


def _guide(options: argparse.Namespace) -> int:
    from anef_desk.catalogue.library import shipped  # noqa: PLC0415
    from anef_desk.law.given import read_facts  # noqa: PLC0415
    from anef_desk.law.situation import as_json, situation  # noqa: PLC0415

    facts = read_facts(_read_json(options.facts))
    library = shipped()
    answers = situation(facts, options.on or today(), library)
    print_json(as_json(answers, library, i18n.load(options.lang)))
    return 0


def _content_check(options: argparse.Namespace) -> int:
    from anef_desk.desk.content import complaints, report  # noqa: PLC0415

    found = complaints()
    if options.json:
        print_json(report())
    for complaint in found:
        print(complaint, file=sys.stderr)  # noqa: T201
    if not options.json and not found:
        print_json(report()["counts"])
    return 1 if found else 0


def _letter(options: argparse.Namespace) -> int:
    from anef_desk.desk.letters import letter_for_facts  # noqa: PLC0415
    from anef_desk.law.given import read_facts  # noqa: PLC0415

    facts = read_facts(_read_json(options.facts))
    pdf = letter_for_facts(options.code, facts, options.on or today(), options.lang)
    write(options.out, pdf)
    return 0


def _vault_create(options: argparse.Namespace) -> int:
    from anef_desk.desk.session import create_vault  # noqa: PLC0415
    from anef_desk.domain.organisation import Organisation  # noqa: PLC0415

    organisation = Organisation(name=options.organisation)
    typed = read_secret(options.passphrase_fd, options.passphrase_file, new=True)
    create_vault(options.path, organisation, options.staff, typed)
    return 0


def _vault_info(options: argparse.Namespace) -> int:
    from anef_desk.desk.session import describe_vault  # noqa: PLC0415

    print_json(describe_vault(options.path))
    return 0


def _vault_verify(options: argparse.Namespace) -> int:
    from anef_desk.desk.session import verify_vault  # noqa: PLC0415

    found = verify_vault(
        options.path,
        options.staff,
        _passphrase(options),
        read_only=options.read_only,
    )
    print_json(found)
    return 0 if found["sound"] else 1


def _vault_backup(options: argparse.Namespace) -> int:
    from anef_desk.desk.commands import back_up  # noqa: PLC0415

    given = (options.path, options.staff, _passphrase(options))
    print_json(back_up(*given, options.second_place))
    return 0


def _vault_rehearse(options: argparse.Namespace) -> int:
    from anef_desk.desk.commands import rehearse  # noqa: PLC0415

    found = rehearse(options.path, options.staff, _passphrase(options))
    print_json(found)
    return 0 if found["sound"] else 1


def _vault_restore(options: argparse.Namespace) -> int:
    from anef_desk.desk.commands import restore  # noqa: PLC0415

    given = (options.path, options.staff, _passphrase(options))
    print_json(restore(*given, backup=options.backup, place=options.place))
    return 0


def _vault_dump_state(options: argparse.Namespace) -> int:
    from anef_desk.desk.commands import dump_state  # noqa: PLC0415

    given = (options.path, options.staff, _passphrase(options))
    print_json(dump_state(*given, read_only=options.read_only))
    return 0


def _vault_add_person(options: argparse.Namespace) -> int:
    from anef_desk.desk.commands import add_person  # noqa: PLC0415

    passphrase = _passphrase(options)
    table = _read_json(options.person)
    person, number = add_person(options.path, options.staff, passphrase, table)
    print_json({"person": person})
    acknowledge(number)
    return 0


def _vault_add_note(options: argparse.Namespace) -> int:
    from anef_desk.desk.commands import add_note  # noqa: PLC0415

    passphrase = _passphrase(options)
    table = _read_json(options.note)
    note, number = add_note(options.path, options.staff, passphrase, table)
    print_json({"note": note})
    acknowledge(number)
    return 0


def _vault_search(options: argparse.Namespace) -> int:
    from anef_desk.desk.commands import search  # noqa: PLC0415

    given = (options.path, options.staff, _passphrase(options))
    text = _read_line() if options.text == "-" else options.text
    print_json(search(*given, text, read_only=options.read_only))
    return 0


def _passphrase(options: argparse.Namespace) -> str:
    return read_secret(options.passphrase_fd, options.passphrase_file)


def _read_line() -> str:
    if sys.stdin is None:
        raise MissingFileError
    try:
        return sys.stdin.readline(MAXIMUM_SIZE).rstrip("\r\n")
    except (OSError, ValueError) as error:  # The passphrase came from there.
        raise MissingFileError from error


def _read_json(name: str) -> object:
    if name == "-" and sys.stdin is None:
        raise MissingFileError
    try:
        with sys.stdin.buffer if name == "-" else Path(name).open("rb") as stream:
            content = stream.read(MAXIMUM_SIZE + 1)
    except (OSError, ValueError) as error:
        raise MissingFileError from error
    if len(content) > MAXIMUM_SIZE:
        raise LongFileError(most=MAXIMUM_SIZE)
    try:
        text = content.decode("utf-8-sig")  # Windows begins a file with a mark.
        found: object = json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise BrokenJsonError(line=error.lineno, column=error.colno) from error
    except UnicodeError as error:
        raise OtherLettersError from error
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError from error
    return found


def _refuse(_constant: str) -> NoReturn:
    raise ValueError("not JSON")
