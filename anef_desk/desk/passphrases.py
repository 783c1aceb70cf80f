"""Passphrases: drawn from a list of French words, and measured."""

from __future__ import annotations

import secrets
from functools import cache
from math import log2
from typing import Final

from anef_desk import resources
from anef_desk.desk.views import Strength
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_

WORDS: Final = 7
"""Of 4096 words each: 84 bits."""

ENOUGH_BITS: Final = 80
"""What a passphrase alone must resist (CNIL, délibération n° 2022-100)."""

_MEASURED: Final = 72  # characters: beyond, zxcvbn takes its time


class WeakPassphraseError(ExpectedError):
    """The passphrase that was chosen could be guessed."""

    message = N_("Cette phrase secrète se devinerait trop vite.")
    advice = N_("Choisissez sept mots sans lien entre eux, ou une phrase plus longue.")
    exit_code = 2


def passphrase_strength(passphrase: str) -> Strength:
    """Return how hard *passphrase* is to guess, as ``zxcvbn`` estimates it."""
    from zxcvbn import zxcvbn  # noqa: PLC0415 - its dictionaries are large

    if not passphrase:
        return Strength(score=0, bits=0.0, enough=False)
    estimate = zxcvbn(passphrase[:_MEASURED])
    bits = log2(max(float(estimate["guesses"]), 1.0))
    return Strength(score=int(estimate["score"]), bits=bits, enough=bits >= ENOUGH_BITS)


def assert_strong(passphrase: str) -> None:
    """Refuse a passphrase that could be guessed.

    Raises:
        WeakPassphraseError: If it could.
    """
    if not passphrase_strength(passphrase).enough:
        raise WeakPassphraseError


def generate_passphrase() -> str:
    """Return seven French words drawn at random."""
    return " ".join(secrets.choice(words()) for _ in range(WORDS))


@cache
def words() -> tuple[str, ...]:
    """Return the words passphrases are drawn from."""
    file = resources.root("resources").joinpath("words", "fr.txt")
    return tuple(file.read_text(encoding="utf-8").split())
