"""The code of the sheet a person carries: random, and it says nothing of anyone."""

from __future__ import annotations

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford’s, without the letters that read like digits."""

LENGTH = 12
PREFIX = "AD"

_ALIKE = str.maketrans("OIL", "011")

_SCANNED = str.maketrans("QAZW?)À&É\"'(-È_Ç", "AQWZM-0123456789")
"""What a scanner set to an English keyboard writes on a computer with a French one."""

_WHOLE = re.compile(f"{PREFIX}(-[{ALPHABET}]{{4}}){{3}}")


def new_code() -> str:
    """Return a new code of sixty random bits."""
    return _printed("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def read_code(text: str) -> str | None:
    """Return the code somebody typed or scanned, or None when *text* is none.

    >>> read_code("ad 0123 4567 89ab") == read_code("AD-O123-4567-89AB")
    True
    >>> read_code("QD)à&éB)CDEF)GHJK")
    'AD-012B-CDEF-GHJK'
    """
    typed = text.strip().upper()
    scanned = typed.translate(_SCANNED)
    if _WHOLE.fullmatch(scanned):
        return scanned
    letters = "".join(c for c in typed if c.isascii() and c.isalnum())
    if len(letters) == len(PREFIX) + LENGTH:
        letters = letters.removeprefix(PREFIX)
    letters = letters.translate(_ALIKE)
    if len(letters) != LENGTH or set(letters) - set(ALPHABET):
        return None
    return _printed(letters)


def _printed(letters: str) -> str:
    return "-".join((PREFIX, letters[:4], letters[4:8], letters[8:]))
