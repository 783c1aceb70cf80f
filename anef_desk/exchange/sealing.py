"""Sealing what leaves: an age file, opened by a passphrase or by one key."""

from __future__ import annotations

from dataclasses import dataclass

import pyrage

from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_


class UnknownRecipientError(ExpectedError):
    """The public key given is not one."""

    message = N_("Cette clé publique ne se lit pas : elle commence par « age1 ».")
    advice = N_("Recopiez-la en entier, ou choisissez une phrase secrète.")
    exit_code = 2


class NoSealError(ExpectedError):
    """Nothing was given to seal with: nothing leaves in clear."""

    message = N_("Choisissez une phrase secrète pour ce fichier.")
    exit_code = 2


@dataclass(frozen=True)
class Seal:
    """What will open a sealed file: one of the two."""

    passphrase: str = ""
    recipient: str = ""  # an age public key

    def __repr__(self) -> str:
        """Say nothing of the passphrase, wherever this is shown."""
        return "Seal()"


def assert_usable(seal: Seal) -> None:
    """Refuse a seal that could not seal, before any work.

    Raises:
        NoSealError: If *seal* is empty.
        UnknownRecipientError: If its public key is not one.
    """
    if seal.recipient:
        _recipient(seal)
    elif not seal.passphrase:
        raise NoSealError


def sealed(content: bytes, seal: Seal) -> bytes:
    """Return *content* as an age file; see `assert_usable`."""
    assert_usable(seal)
    if seal.recipient:
        return pyrage.encrypt(content, [_recipient(seal)])
    return pyrage.passphrase.encrypt(content, seal.passphrase)


def _recipient(seal: Seal) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(seal.recipient.strip())
    except pyrage.RecipientError:
        raise UnknownRecipientError from None
