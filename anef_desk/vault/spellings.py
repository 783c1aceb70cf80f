"""How else the words somebody types may be written: apart, together, in another script.

Only what is typed is looked at; nothing here is kept beside a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from anef_desk.vault.search import romanised

Words: TypeAlias = tuple[str, ...]

SHORTEST = 4
"""Letters from which a word may be two that papers write together."""

_ALONE_H: Final = re.compile(r"(?<![cdgkpstz])h")
_ALONE_G: Final = re.compile(r"g(?!h)")
_ASSIMILATED: Final = re.compile(r"^abd[aeou]([dnrstz])\1")
_FULL: Final = re.compile(r"^abd[aeou]l([dnrstz])(?=.)")
_UNWRITTEN: Final = re.compile(r"(?<=[dgkstz])[aeiou]+h(?=.)")
_HEH: Final = re.compile("(?<=[دذرزسشصضطظکگتث])ه(?=.)")
_BEGINNING: Final = re.compile(r"^(ab[dt][aeou]l|al|el|ul|عبدال|عبد|ال)")

_LEAST = 3
"""Letters that stay of a name, once what it begins with is set apart."""


def spellings(word: str) -> Words:
    """Return other ways to write a folded *word*, itself aside.

    The h of Ukrainian papers is the g of Russian ones: Oleh, Олег. The l of an Arabic
    article is written, or is the letter that follows: Abdulrahman, Abderrahmane. A
    vowel that Arabic letters do not write parts two of ours that would be one: زهرا.

    >>> spellings("oleh")
    ('oleg',)
    >>> spellings("zahra")
    ('zagra', 'zhra')
    """
    latin = romanised(_HEH.sub("اه", word))
    found = (
        latin,
        _ALONE_H.sub("g", latin),
        _ALONE_G.sub("h", latin),
        _ASSIMILATED.sub(r"abdul\1", latin),
        _FULL.sub(r"abd\1", latin),
        _UNWRITTEN.sub("h", latin),
    )
    return tuple(dict.fromkeys(one for one in found if one not in {"", word}))


def together(typed: Words) -> Iterator[Words]:
    """Yield *typed* with two words that follow each other made one.

    >>> list(together(("abdul", "rahman", "noori")))
    [('abdulrahman', 'noori'), ('abdul', 'rahmannoori')]
    """
    for place in range(len(typed) - 1):
        joined = typed[place] + typed[place + 1]
        if not any(map(str.isdecimal, typed[place : place + 2])):
            yield (*typed[:place], joined, *typed[place + 2 :])


def apart(word: str) -> tuple[tuple[str, str], ...]:
    """Return each way to make two words of *word*; none of a number or a short one."""
    if len(word) < SHORTEST or not word.isalpha():
        return ()
    return tuple((word[:cut], word[cut:]) for cut in range(1, len(word) - 1))


def parted(word: str) -> Words:
    """Return *word* with what Arabic names begin with set apart, or nothing.

    >>> parted("abdelrahman"), parted("karimi")
    (('abdel', 'rahman'), ())
    """
    found = _BEGINNING.match(word)
    if found is None or len(word) - found.end() < _LEAST:
        return ()
    return found[0], word[found.end() :]


def begins_so(word: str) -> bool:
    """Return whether *word* begins as Arabic names do."""
    return _BEGINNING.match(word) is not None
