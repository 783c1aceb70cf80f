"""French typography: no line begins with a colon, nor ends with a number."""

from __future__ import annotations

import re

NO_BREAK = "\u00a0"
NARROW = "\u202f"

_SPACE = re.compile(
    r"""[ \u00a0\u202f](?:
        (?=(?P<narrow>[;?!])) | (?=[:»]) | (?<=«.)
    )
    | [ ](?:
        (?<=\bn°.)
        | (?<=\b[Aa]rticle.)(?=[A-Z]?[.*]?\d|L\.|R\.|D\.)
        | (?<=\d.)(?=(?:euros?|€|jours?|mois|ans)\b)
    )""",
    re.VERBOSE,
)
"""A space that must stay with what stands before or after it."""

_REFERENCE = re.compile(r" (?=[LRD]\.\d|·)")
"""A space inside "CESEDA R.431-15-3", or before the point after it."""

_SMALL_NUMBER = re.compile(r"(?<![\w.,/:-])(\d\d?|1er) (?=\w)")
"""A day of a month, a number of things, and the space before what it counts."""

_LAST = re.compile(r"(?<=\S \S{2})(\S{0,8}) (?=\S{1,10}\Z)")
"""The space before the last word of a sentence, when it and the one before are short."""


def french(text: str) -> str:
    r"""Return *text* with the spaces French wants before and after its signs.

    For what is printed or shown; what is searched, compared or copied stays as it was
    written. Other languages put no space there, and are left as they are.

    >>> french("Quoi ?") == "Quoi\u202f?"
    True
    """
    return _SPACE.sub(lambda found: NARROW if found["narrow"] else NO_BREAK, text)


def shown(text: str) -> str:
    """Return *text* as a window shows it: the number of an article stays with its code.

    A day stays with its month. What is printed has no such spaces: a letter is made
    again as it was.
    """
    whole = _SMALL_NUMBER.sub(rf"\1{NO_BREAK}", french(text))
    return _REFERENCE.sub(NO_BREAK, whole)


def tied(text: str) -> str:
    r"""Return *text* whose last word, if it is short, keeps the one before with it.

    Alone on the last line it would take the room of a whole one.

    >>> tied("Un oubli suffit pour tout perdre.") == "Un oubli suffit pour tout\u00a0perdre."
    True
    >>> tied("KOVALENKO Andrii") == "KOVALENKO Andrii"
    True
    """
    return _LAST.sub(rf"\1{NO_BREAK}", text)


def capital(text: str) -> str:
    """Return *text* as it is written where it stands alone.

    >>> capital("dans 6 jours")
    'Dans 6 jours'
    """
    return text[:1].upper() + text[1:]
