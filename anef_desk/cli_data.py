"""The verbs of data protection: attach a copy, give a person their data, erase them.

People are named by their identifiers: a name would stay in the history of a shell.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anef_desk.cli_access import add_passphrase, read_secret
from anef_desk.cli_answer import acknowledge, assert_writable, write
from anef_desk.cli_parser import day, place
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_

if TYPE_CHECKING:
    from anef_desk.desk.session import Desk

Passphrase = Callable[[argparse.Namespace], str]


class UnknownPersonError(ExpectedError):
    """Nobody in the vault has this identifier."""

    message = N_("Aucun dossier n’a cet identifiant.")
    advice = N_("Rien n’a été changé. Vérifiez-le, puis recommencez.")
    exit_code = 18


class UnreadableSecretError(ExpectedError):
    """The descriptor or the file of the seal's passphrase gives nothing."""

    message = N_("La phrase secrète du fichier à donner n’a pas été lue.")
    advice = N_("Rien n’a été donné. Vérifiez le fichier ou le descripteur.")
    exit_code = 2


class CertificateNotWrittenError(ExpectedError):
    """Somebody is erased, and the paper that says so has no place to go."""

    message = N_(
        "Le dossier est effacé, mais son certificat n’a pas pu être écrit à cet endroit."
        " « anef-desk vault certificate » le fait de nouveau."
    )
    exit_code = 14


class DataVerbs:
    """The verbs, and how the command line reads a passphrase."""

    def __init__(self, passphrase: Passphrase) -> None:
        self._passphrase = passphrase

    def add(self, verbs: argparse._SubParsersAction[Any]) -> None:
        """Add the verbs to those of ``vault``."""
        attach = verbs.add_parser(
            "attach", help=N_("garder une copie dans le dossier d’une personne")
        )
        attach.add_argument("path", type=place, metavar="PATH")
        attach.add_argument("--file", type=Path, required=True)
        attach.add_argument("--until", type=day, metavar="DATE")
        attach.set_defaults(run=self._attach)
        export = verbs.add_parser(
            "export-person",
            help=N_("les données d’une personne, dans un fichier chiffré à lui donner"),
        )
        export.add_argument("path", type=place, metavar="PATH")
        export.add_argument("--out", type=Path, required=True, metavar="FILE.age")
        seal = export.add_mutually_exclusive_group(required=True)
        seal.add_argument("--seal-fd", type=int, metavar="N")
        seal.add_argument("--seal-file", type=Path, metavar="FILE")
        seal.add_argument("--recipient", default="", metavar="age1…")
        export.set_defaults(run=self._export)
        erase = verbs.add_parser(
            "erase-person", help=N_("effacer le dossier d’une personne pour toujours")
        )
        erase.add_argument("path", type=place, metavar="PATH")
        erase.add_argument("--certificate", type=Path, metavar="FILE.pdf")
        erase.set_defaults(run=self._erase)
        again = verbs.add_parser(
            "certificate", help=N_("le certificat d’un effacement, encore une fois")
        )
        again.add_argument("path", type=place, metavar="PATH")
        again.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
        again.set_defaults(run=self._certificate)
        for verb in (attach, export, erase, again):
            verb.add_argument("--person", required=True, metavar="IDENTIFIER")
            verb.add_argument("--staff", metavar="NAME")
            add_passphrase(verb)

    def _attach(self, options: argparse.Namespace) -> int:
        with self._opened(options) as desk:
            candidate = desk.attachments.look(options.file)
            desk.attachments.add(options.person, candidate, ends_on=options.until)
            acknowledge(desk.acknowledged)
        return 0

    def _export(self, options: argparse.Namespace) -> int:
        assert_writable(options.out)  # The journal would say that it was given.
        passphrase = self._passphrase(options)
        seal = "" if options.recipient else _seal(options)
        with self._open(options, passphrase) as desk:
            made = desk.data_protection.export(
                options.person,
                passphrase=seal,
                recipient=options.recipient,
            )
            write(options.out, made)
            acknowledge(desk.acknowledged)
        return 0

    def _erase(self, options: argparse.Namespace) -> int:
        if options.certificate is not None:  # Nobody looks for another afterwards.
            assert_writable(options.certificate)
        with self._opened(options) as desk:
            erased = desk.data_protection.erase(options.person)
            acknowledge(desk.acknowledged)
        if options.certificate is not None:
            try:
                write(options.certificate, erased.certificate)
            except ExpectedError as error:
                raise CertificateNotWrittenError from error
        return 0

    def _certificate(self, options: argparse.Namespace) -> int:
        with self._opened(options) as desk:
            write(options.out, desk.data_protection.certificate(options.person))
        return 0

    def _opened(self, options: argparse.Namespace) -> AbstractContextManager[Desk]:
        return self._open(options, self._passphrase(options))

    @contextmanager
    def _open(self, options: argparse.Namespace, passphrase: str) -> Iterator[Desk]:
        """Give the desk open for whoever was named; an unknown person is said so."""
        from anef_desk.desk.session import open_by_name  # noqa: PLC0415

        with closing(open_by_name(options.path, options.staff, passphrase)) as desk:
            try:
                yield desk
            except LookupError as error:
                raise UnknownPersonError from error


def _seal(options: argparse.Namespace) -> str:
    """Read the passphrase of the seal; never from an argument."""
    return read_secret(options.seal_fd, options.seal_file, UnreadableSecretError)
