"""French typography: no line begins with a colon, nor ends with a number."""

from __future__ import annotations

import re

NO_BREAK = "\u00a0"
NARROW = "\u202f"

_RULES = (
    (re.compile(r"[ \u00a0\u202f](?=[:»])"), NO_BREAK),
    (re.compile(r"(?<=«)[ \u00a0\u202f]"), NO_BREAK),
    (re.compile(r"[ \u00a0\u202f](?=[;?!])"), NARROW),
    (re.compile(r"(?<=\bn°) "), NO_BREAK),
    (re.compile(r"(?<=\b[Aa]rticle) (?=[A-Z]?[.*]?\d|L\.|R\.|D\.)"), NO_BREAK),
    (re.compile(r"(?<=\d) (?=(?:euros?|€|jours?|mois|ans)\b)"), NO_BREAK),
)


def french(text: str) -> str:
    r"""Return *text* with the spaces French wants before and after its signs.

    For what is printed or shown; what is searched, compared or copied stays as it was
    written. Other languages put no space there, and are left as they are.

    >>> french("Quoi ?") == "Quoi\u202f?"
    True
    """
    for pattern, space in _RULES:
        text = pattern.sub(space, text)
    return text
