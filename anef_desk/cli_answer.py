"""What a command answers, and how it ends: one line on the standard error at most."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from anef_desk import i18n
from anef_desk.desk.places import is_vault
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_

USAGE: Final = 2
STOPPED: Final = 130  # as a shell says that Ctrl+C ended a command

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_CLOSED: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


class MissingFileError(ExpectedError):
    """The file given cannot be read at all."""

    message = N_("Le fichier donné n’est pas là, ou ne peut pas être lu.")
    advice = N_("Rien n’a été changé. Vérifiez son chemin, et vos droits.")
    exit_code = USAGE


class UnwritableFileError(ExpectedError):
    """The file to write cannot be written: no such folder, or a folder of its name."""

    message = N_("Le fichier demandé ne peut pas être écrit à cet endroit.")
    advice = N_("Choisissez un dossier où vous pouvez écrire, puis recommencez.")
    exit_code = USAGE


class ClosedPlaceError(UnwritableFileError):
    """Nobody may write there."""

    exit_code = 14


class FullPlaceError(UnwritableFileError):
    """There is no room left for the file."""

    message = N_("Le fichier demandé n’a pas été écrit : il n’y a plus de place.")
    advice = N_("Libérez de la place, ou choisissez un autre disque, puis recommencez.")
    exit_code = 15


class UntoldAnswerError(ExpectedError):
    """The standard output takes no answer."""

    message = N_("La réponse n’a pas pu être écrite : la sortie est pleine ou fermée.")
    advice = N_("Ce qui a été enregistré l’est : regardez avant de recommencer.")
    exit_code = 15


class DefectError(ExpectedError):
    """Something nobody expected; `values` says `where`, and no value."""

    message = N_("ANEF Desk s’est trompé : une erreur qu’il ne connaît pas ({where}).")
    advice = N_(
        "Ce qui était enregistré l’est encore. Donnez cette ligne à la personne qui"
        " s’occupe d’ANEF Desk."
    )
    exit_code = 70  # sysexits.h, EX_SOFTWARE


def end(run: Callable[[], int], language: str) -> int:
    """Run a command and return its exit status; what went wrong is one line.

    Args:
        run: The command.
        language: Of that line.
    """
    try:
        status = run()
        if sys.stdout is not None:
            _put("")
    except BrokenPipeError:  # Whoever reads has read enough: ``… | head``.
        _silence()
        return 0
    except KeyboardInterrupt:
        return STOPPED
    except ExpectedError as error:
        return _tell(error, language)
    except Exception as error:  # noqa: BLE001 - a defect of ours: no trace, no value
        return _tell(DefectError(where=_where(error)), language)
    return status


def speak_utf_8() -> None:
    """Read and write UTF-8 where a pipe of the system would know no Arabic letter."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            errors = None if stream is sys.stdout else "replace"
            stream.reconfigure(encoding="utf-8", errors=errors)


def print_json(answer: object) -> None:
    """Write *answer* on the standard output.

    Raises:
        UntoldAnswerError: If it takes nothing.
        BrokenPipeError: If nobody reads it.
    """
    print_line(json.dumps(answer, ensure_ascii=False, indent=2))


def print_line(text: str) -> None:
    """Write *text* and the end of a line, at once; fails as `print_json` does."""
    _put(f"{text}\n")


def acknowledge(number: int) -> None:
    """Say that a change is durable, and under which *number* the journal has it."""
    print_line(f"ACK {number}")


def write(path: Path, content: bytes, *, kept: bool = True) -> None:
    """Put *content* at *path*, whole or not at all.

    Args:
        path: A new file, or one to replace; nothing else that has a name, and nothing in
            a vault: its keys would be replaced as well as anything.
        content: What it will hold.
        kept: Else only try; what is at *path* stays as it is.

    Raises:
        UnwritableFileError: If it cannot be.
    """
    with writing():
        if not path.name or (path.exists() and not path.is_file()):
            raise UnwritableFileError
        if any(map(is_vault, Path(os.path.realpath(path)).parents)):
            raise UnwritableFileError
        temporary = path.with_name(f"{path.name}.part")
        try:
            temporary.write_bytes(content)
            if kept:
                temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


@contextmanager
def writing() -> Iterator[None]:
    """Turn what the system says about a place into what a person can do about it."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise FullPlaceError from error
        if error.errno in _CLOSED:
            raise ClosedPlaceError from error
        raise UnwritableFileError from error


def assert_writable(path: Path) -> None:
    """Refuse *path* where `write` would; what is there stays as it is."""
    write(path, b"", kept=False)


def _put(text: str) -> None:
    if sys.stdout is None:
        raise UntoldAnswerError
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _silence()
        raise UntoldAnswerError from error


def _silence() -> None:
    """Let nothing more be written, not even when Python ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell(error: ExpectedError, language: str) -> int:
    told = error.explain(i18n.load(language))
    if sys.stderr is not None:
        with suppress(OSError):
            print(" ".join(filter(None, told.split("\n"))), file=sys.stderr)  # noqa: T201
    return error.exit_code


def _where(error: Exception) -> str:
    """Return the kind of *error* and the line it comes from."""
    import traceback  # noqa: PLC0415 - seldom needed

    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}, {Path(frame.filename).name}:{frame.lineno}"
