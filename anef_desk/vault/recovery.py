"""The key of the recovery sheet, as six lines one can copy by hand.

The secret is an age X25519 identity. Its 58 characters are printed in lines of ten, in
two groups, each followed by two check characters: a code over the same 32 characters
that sees any one or two wrong characters of a line, and a line in another's place.
Whoever types is told which line is wrong. The key is never stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pyrage

from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_

PREFIX: Final = "AGE-SECRET-KEY-1"
ALPHABET: Final = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
"""Of Bech32: neither 1, B, I nor O, which are read as L, 8, L and 0."""

LINES: Final = 6
_LENGTH: Final = 58
_IN_LINE: Final = 10
_GROUP: Final = 5
_CHECKS: Final = 2
_LOOK_ALIKES: Final = str.maketrans({"O": "0", "I": "L", "1": "L", "B": "8"})
_FIELD: Final = 0b100101
"""x⁵ + x² + 1, whose root makes every element of the field of 32."""


class RecoveryLinesError(ExpectedError):
    """Some lines are not those of a sheet; `values` holds their numbers, `lines`."""

    message = N_("Sur la feuille, vérifiez ces lignes : {lines}.")
    advice = N_("Chaque ligne se termine par deux caractères de contrôle.")
    exit_code = 10


@dataclass(frozen=True, kw_only=True)
class RecoveryKey:
    """A key pair: the secret goes to paper, the public half to the vault."""

    secret: str
    public_key: str


def new_key() -> RecoveryKey:
    """Make a key pair."""
    identity = pyrage.x25519.Identity.generate()
    return RecoveryKey(secret=str(identity), public_key=str(identity.to_public()))


def public_key_of(secret: str) -> str:
    """Return the public half of *secret*.

    Raises:
        RecoveryLinesError: If it is no key, although each line is right.
    """
    try:
        return str(pyrage.x25519.Identity.from_str(secret).to_public())
    except (ValueError, pyrage.IdentityError):
        raise _wrong(range(1, LINES + 1)) from None


def lines_of(secret: str) -> tuple[str, ...]:
    """Return the lines of *secret*: two groups, then the check characters."""
    bare = secret.removeprefix(PREFIX)
    found = []
    for number in range(1, LINES + 1):
        start = (number - 1) * _IN_LINE
        line = bare[start : start + _IN_LINE]
        groups = (line[:_GROUP], line[_GROUP:], _checks(number, line))
        found.append(" ".join(groups))
    return tuple(found)


def is_right(number: int, typed: str) -> bool:
    """Return whether *typed* is, or can be, line *number* of some sheet."""
    line = read(typed)
    bare, checks = line[:-_CHECKS], line[-_CHECKS:]
    last = _LENGTH - _IN_LINE * (LINES - 1)
    return (
        len(bare) == (last if number == LINES else _IN_LINE)
        and all(letter in ALPHABET for letter in line)
        and checks == _checks(number, bare)
    )


def wrong_lines(typed: Sequence[str]) -> tuple[int, ...]:
    """Return the numbers of the lines that are not right; missing ones are not."""
    given = (*typed, *("",) * LINES)[:LINES]
    return tuple(
        number for number, line in enumerate(given, 1) if not is_right(number, line)
    )


def secret_of(typed: Sequence[str]) -> str:
    """Return the secret that *typed* lines, or the text of the QR code, spell.

    Raises:
        RecoveryLinesError: If some lines are wrong; it says which.
    """
    lines = [line for line in typed if line.strip()]
    if len(lines) == 1 and read(lines[0]).startswith(read(PREFIX)):
        secret = PREFIX + read(lines[0]).removeprefix(read(PREFIX))
    else:
        wrong = wrong_lines(lines)
        if wrong or len(lines) > LINES:
            raise _wrong(wrong or (LINES,))
        secret = PREFIX + "".join(read(line)[:-_CHECKS] for line in lines)
    public_key_of(secret)
    return secret


def read(typed: str) -> str:
    """Return what was meant: capitals, no spaces, no look-alikes."""
    kept = "".join(
        letter for letter in typed.upper() if letter not in " \t-\u00a0\u202f"
    )
    return kept.strip().translate(_LOOK_ALIKES)


def _wrong(numbers: Sequence[int]) -> RecoveryLinesError:
    return RecoveryLinesError(lines=", ".join(map(str, numbers)))


def _checks(number: int, line: str) -> str:
    """Return the check characters of a line: its sum, and its weighted sum.

    A Reed-Solomon code of two symbols: any two wrong characters change one of them.
    The number of the line is the first of its characters.
    """
    total, weighted, weight = 0, 0, 1
    for letter in (number, *(ALPHABET.find(letter) % 32 for letter in line)):
        total ^= letter
        weighted ^= _times(letter, weight)
        weight = _times(weight, 2)
    return ALPHABET[total] + ALPHABET[weighted]


def _times(one: int, other: int) -> int:
    product = 0
    for bit in range(5):
        if other >> bit & 1:
            product ^= one << bit
    for bit in range(8, 4, -1):
        if product >> bit & 1:
            product ^= _FIELD << (bit - 5)
    return product
