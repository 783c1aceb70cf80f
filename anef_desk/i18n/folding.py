"""Text as a search compares it: no capitals, no accents, one spelling per letter."""

from __future__ import annotations

import re
import unicodedata

_ONE_SPELLING = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ۀ": "ه",
        "ک": "ك",
        "ґ": "г",
        "ё": "е",
        "ı": "i",
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "’": "'",
        "œ": "oe",
        "æ": "ae",
        "\u0640": "",  # tatweel
        "\u200c": " ",  # a joiner of Dari: one word or two, it reads the same
    }
)


class _Bare(dict[int, str]):
    """What is left of a letter without its marks, found once for each letter."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if unicodedata.combining(letter):
            left = ""
        elif letter.isdecimal():
            left = str(unicodedata.decimal(letter))
        else:
            left = letter.translate(_ONE_SPELLING)
        self[code] = left
        return left


_BARE = _Bare()
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def folded(text: str) -> str:
    """Return *text* with one spelling for what people write in several."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_ONE_SPELLING)
    return unicodedata.normalize("NFKD", plain).translate(_BARE)


def words(text: str) -> tuple[str, ...]:
    """Return the words of *text*, folded, each once; a hyphen joins two."""
    return tuple(dict.fromkeys(_WORD.findall(folded(text))))


def words_and_parts(text: str) -> tuple[str, ...]:
    """Return the words of *text*, folded, and the parts of those with a hyphen."""
    found: dict[str, None] = {}
    for word in words(text):
        found[word] = None
        found.update(dict.fromkeys(word.split("-")))
    return tuple(found)
