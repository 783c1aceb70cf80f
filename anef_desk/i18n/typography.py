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


def french(text: str) -> str:
    r"""Return *text* with the spaces French wants before and after its signs.

    For what is printed or shown; what is searched, compared or copied stays as it was
    written. Other languages put no space there, and are left as they are.

    >>> french("Quoi ?") == "Quoi\u202f?"
    True
    """
    return _SPACE.sub(lambda found: NARROW if found["narrow"] else NO_BREAK, text)
