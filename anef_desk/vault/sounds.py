"""How a name sounds, whatever the alphabet and whoever wrote it down.

The consonants of its Latin letters, those that papers write for each other made one:
محمد, Mohammed, Mohamad and Мухаммед sound the same, and so do Oleksandr, Олександр and
Alexandre. Never shown: it only says which names to look at after those that fit.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from anef_desk.vault.connection import Database
from anef_desk.vault.search import romanised
from anef_desk.vault.spellings import spellings

LEAST = 2
"""Consonants under which a name sounds like too many others."""

BEGINS = 3
"""Consonants from which the beginning of a name is enough."""

MOST = 12
"""Words that are looked at because they sound like the one that was typed."""

_READ = 100
_LAST = "\U0010ffff"

_SAME: Final = (
    ("shch", "S"),
    ("tch", "S"),
    ("sch", "S"),
    ("sh", "S"),
    ("ch", "S"),
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("dzh", "j"),
    ("dj", "j"),
    ("dh", "d"),
    ("zh", "j"),
    ("ts", "s"),
    ("ck", "k"),
    ("q", "k"),
    ("x", "ks"),
)
_SOFT_C = re.compile(r"c(?=[eiy])")
_FINAL_H = re.compile(r"(?<=.)h$")
_TWICE = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiouywv]+")
_ARTICLE = re.compile(r"^ال(?=...)")


def sound(word: str) -> str:
    """Return what a folded *word* sounds like, "" when that says too little.

    >>> sound("mohammed") == sound("محمد")
    True
    """
    heard = romanised(_ARTICLE.sub("", word))
    if not heard.isalpha():
        return ""
    for written, same in _SAME:
        heard = heard.replace(written, same)
    heard = _SOFT_C.sub("s", heard).replace("c", "k")
    heard = _TWICE.sub(r"\1", _FINAL_H.sub("", heard))
    begins = "a" if _VOWELS.match(heard) else ""
    bare = _TWICE.sub(r"\1", begins + _VOWELS.sub("", heard))
    return bare if len(bare) >= LEAST else ""


def _bones(word: str) -> str:
    """Return the letters of a word that every alphabet writes."""
    return _TWICE.sub(r"\1", _VOWELS.sub("", romanised(word)))


def _script(word: str) -> str:
    """Return what tells the alphabet of a folded *word* from the others."""
    return "" if word.isascii() else unicodedata.name(word[0], "").split(" ")[0]


class Sounds:
    """The words of a vault by their sound."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def complete(self) -> int:
        """Work out the sound of the words that have none yet; return how many.

        The caller is in a transaction.
        """
        waiting = self._database.all("select word from word_sound where sound is null")
        for row in waiting:
            self._database.run(
                "update word_sound set sound = :sound where word = :word",
                word=row["word"],
                sound=sound(row["word"]),
            )
        return len(waiting)

    def are_waiting(self) -> bool:
        """Return whether some words have no sound yet."""
        found = self._database.value(
            "select 1 from word_sound where sound is null limit 1"
        )
        return found is not None

    def like(self, word: str) -> tuple[str, ...]:
        """Return the words that are written for *word*, then those that sound like it.

        The closest first, each alphabet in its turn: none leaves the others out. From
        three consonants on, those that begin like it too; *word* itself is not one.
        """
        spelt, script, length = spellings(word), _script(word), len(word)
        ranks: dict[str, tuple[bool, bool, int, int]] = {}
        for place, written in enumerate((word, *spelt)):
            for other, further in self._near(written, alone=place > 0):
                if _script(other) == script:
                    gap = abs(len(other) - length)
                else:
                    gap = abs(len(_bones(other)) - len(_bones(word)))
                rank = other not in spelt, further, place, gap
                if other not in ranks or rank < ranks[other]:
                    ranks[other] = rank
        ranks.pop(word, None)
        turns: Counter[str] = Counter()
        ranked = []
        for other in sorted(ranks, key=lambda one: (ranks[one], one)):
            alphabet = _script(other)
            ranked.append((ranks[other][:2], turns[alphabet], other))
            turns[alphabet] += 1
        return tuple(other for *_rank, other in sorted(ranked))[:MOST]

    def _near(self, word: str, *, alone: bool) -> Iterator[tuple[str, bool]]:
        """Yield the words that sound like *word*, and whether they only begin so.

        Where it says little, and is but another way to write what was typed, itself
        *alone*.
        """
        heard = sound(word)
        begins = len(heard) >= BEGINS
        if not heard:
            return
        if alone and not begins:
            known = "select word from word_sound where word = :word"
            yield from (
                (row["word"], False) for row in self._database.all(known, word=word)
            )
            return
        rows = self._database.all(
            """
            select word, sound from word_sound
            where sound between :sound and :end and sound > ''
            order by sound, word
            limit :read
            """,
            sound=heard,
            end=heard + _LAST if begins else heard,
            read=_READ,
        )
        yield from ((row["word"], row["sound"] != heard) for row in rows)

    def are_whole(self) -> bool:
        """Return whether each indexed word has its sound, and no other word has one."""
        known = self._database.all("select word, sound from word_sound")
        indexed = self._database.all("select distinct word from person_word")
        return {(row["word"], row["sound"]) for row in known} == {
            (row["word"], sound(row["word"])) for row in indexed
        }


def sounds_of(words: Iterable[str]) -> frozenset[str]:
    """Return the sounds of *words* that sound like something."""
    return frozenset(map(sound, words)) - {""}
