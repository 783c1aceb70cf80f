"""What was typed on the command line, read; or refused in the language chosen.

The library that reads it says why in English, and repeats what was typed, which may be
a name: its reasons are told again here, in other words.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final, NoReturn

from anef_desk import i18n
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_

USAGE: Final = 2

_NOT_A_DAY: Final = "not a day"
_NO_PLACE: Final = "no place"

_REASONS: Final = (
    (
        r"the following arguments are required: (?P<names>.+)",
        N_("il manque {names}"),
    ),
    (
        r"one of the arguments (?P<names>.+) is required",
        N_("il faut une de ces options : {names}"),
    ),
    (
        r"unrecognized arguments: .*",
        N_("une option n’existe pas, ou un mot est de trop"),
    ),
    (
        r"argument (?P<name>[^:]+): invalid choice: .* \(choose from (?P<names>.+)\)",
        N_("{name} n’a que ces valeurs : {names}"),
    ),
    (
        r"argument (?P<name>[^:]+): invalid int value: .*",
        N_("{name} doit être un nombre entier"),
    ),
    (
        rf"argument (?P<name>[^:]+): {_NOT_A_DAY}",
        N_("{name} doit être un jour du calendrier, écrit AAAA-MM-JJ"),
    ),
    (
        rf"argument (?P<name>[^:]+): {_NO_PLACE}",
        N_("{name} est vide"),
    ),
    (
        r"argument (?P<name>[^:]+): expected .+",
        N_("{name} n’est pas suivi de sa valeur"),
    ),
    (
        r"argument (?P<name>[^:]+): ignored explicit argument .*",
        N_("{name} ne prend pas de valeur"),
    ),
    (
        r"argument (?P<name>[^:]+): not allowed with argument (?P<other>.+)",
        N_("{name} ne va pas avec {other}"),
    ),
    (
        r"ambiguous option: .* could match (?P<names>.+)",
        N_("une option abrégée peut être l’une de celles-ci : {names}"),
    ),
)
"""What the library says, and how it is told here."""

_OTHER_REASON: Final = N_("elle ne s’écrit pas ainsi")


class NotUnderstoodError(ExpectedError):
    """What was typed is no command; `values` holds the `reason` of the library."""

    message = N_(
        "la commande n’est pas comprise, et rien n’a été fait ({why}). « {command} »"
        " la décrit."
    )
    exit_code = USAGE

    def explain(self, translations: i18n.Translations) -> str:
        """Return why, without what was typed."""
        why = _why(str(self.values["reason"]), translations)
        command = f"{self.values['command']} --help"
        return f"anef-desk: {translations.text(self.message, why=why, command=command)}"


_OF_THE_LIBRARY: Final = {
    "positional arguments": N_("à donner"),
    "options": N_("options"),
    "show this help message and exit": N_("montrer cette aide"),
    "show program's version number and exit": N_("dire la version"),
}
"""What the library says in a help, in French."""

_USAGE: Final = N_("Usage :")


class Formatter(argparse.HelpFormatter):
    """Writes a help whose sentences are French in the language of *texts*."""

    def __init__(self, *args: Any, texts: i18n.Translations, **options: Any) -> None:  # noqa: ANN401 - those of the library
        super().__init__(*args, **options)
        self._texts = texts

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Add how the command is written; the names of verbs come without *prefix*."""
        begun = f"{self._texts.text(_USAGE)} " if prefix is None else prefix
        super().add_usage(usage, actions, groups, begun)

    def start_section(self, heading: str | None) -> None:
        """Begin the part *heading*."""
        told = self._told(heading)
        french = self._texts.language == i18n.SOURCE_LANGUAGE
        super().start_section(f"{told} " if french else told)  # A colon follows.

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return self._told(action.help)

    def _told(self, words: str | None) -> str | None:
        return words and self._texts.text(_OF_THE_LIBRARY.get(words, words))


class Parser(argparse.ArgumentParser):
    """Refuses by `NotUnderstoodError`; takes words and options in any order.

    Its help is in the language of *texts*; each verb takes ``--lang``.
    """

    _sorting = False

    def __init__(self, *, texts: i18n.Translations, **options: Any) -> None:  # noqa: ANN401 - those of the library
        super().__init__(formatter_class=partial(Formatter, texts=texts), **options)
        self._texts = texts
        self.add_argument(
            "--lang",
            choices=tuple(i18n.NAMES),
            default=argparse.SUPPRESS,
            help=N_("langue de la réponse"),
        )

    def format_usage(self) -> str:
        """Return how the command is written, begun as the library begins it.

        It cuts that beginning off to keep the rest, and counts its letters.
        """
        begun = f"{self._texts.text(_USAGE)} "
        return "usage: " + super().format_usage().removeprefix(begun)

    def add_subparsers(self, **options: Any) -> Any:  # noqa: ANN401 - as the library has it
        """Add verbs whose help is in the same language."""
        options["parser_class"] = partial(Parser, texts=self._texts)
        return super().add_subparsers(**options)

    def parse_known_args(  # type: ignore[override] # the ways the library itself uses
        self,
        args: Sequence[str] | None = None,
        namespace: argparse.Namespace | None = None,
    ) -> tuple[argparse.Namespace, list[str]]:
        """Read a word that may be left out after the options too."""
        if self._subparsers is not None or self._sorting:
            return super().parse_known_args(args, namespace)
        self._sorting = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._sorting = False

    def error(self, message: str) -> NoReturn:
        """Refuse what was typed."""
        raise NotUnderstoodError(reason=message, command=self.prog)


def language(arguments: Sequence[str]) -> str:
    """Return the language that ``--lang`` asks for, whatever else is typed."""
    for word, following in zip(arguments, [*arguments, ""][1:], strict=True):
        name, _, value = word.partition("=")
        if name == "--lang" and (value or following) in i18n.NAMES:
            return value or following
    return i18n.SOURCE_LANGUAGE


def place(text: str) -> Path:
    """Return the path *text*; an empty one is a variable that nobody set."""
    if not text.strip():
        raise argparse.ArgumentTypeError(_NO_PLACE)
    return Path(text)


def day(text: str) -> date:
    """Return the day *text*, written as `date.isoformat` does."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or text != found.isoformat():
        raise argparse.ArgumentTypeError(_NOT_A_DAY)
    return found


def _why(reason: str, translations: i18n.Translations) -> str:
    """Return in other words what the library says."""
    for pattern, sentence in _REASONS:
        found = re.fullmatch(pattern, reason, re.DOTALL)
        if found is not None:
            values = found.groupdict()
            told = {name: _listed(value) for name, value in values.items()}
            return translations.text(sentence, **told)
    return translations.text(_OTHER_REASON)


def _listed(names: str) -> str:
    return names.replace("'", "")
