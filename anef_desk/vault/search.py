"""How names are compared when somebody types the beginning of one.

Accents, case, variants of the same letter and native digits do not count; Arabic and
Cyrillic names are also found by their letters written in Latin ones.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from anef_desk.domain.typed_date import UnreadableDateError, typed_date
from anef_desk.i18n.solar_hijri import from_solar_hijri

_FOLD: Final = str.maketrans(
    {
        "ي": "ی",
        "ى": "ی",
        "ې": "ی",
        "ۍ": "ی",
        "ك": "ک",
        "ة": "ه",
        "ە": "ه",
        "ہ": "ه",
        "ٱ": "ا",
        "ء": None,
        "\u0640": None,  # tatweel
        "\u200c": " ",  # parts words in Persian
        "\u200d": None,
        "\u200e": None,
        "\u200f": None,
        "-": " ",
        "'": None,
        "’": None,
        "ʼ": None,
        "`": None,
        "ґ": "г",
        "ı": "i",
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "æ": "ae",
        "œ": "oe",
    }
)

_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщъыьэюяєі"
_CYRILLIC_IN_LATIN = (
    "a b v g d e zh z y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya ye i"
)
_ARABIC = "ابپتټثجچحخځڅدډذرړزژږسشښصضطظعغفقکګگلمنڼهوی"
_ARABIC_IN_LATIN = (
    "a b p t t s j ch h kh dz ts d d z r r z zh zh s sh sh s z t z a gh f q k g g"
    " l m n n h u i"
)
_LATIN: Final = str.maketrans(
    dict(
        zip(
            _CYRILLIC + _ARABIC,
            f"{_CYRILLIC_IN_LATIN} {_ARABIC_IN_LATIN}".replace("_", "-").split(),
            strict=True,
        )
    )
)
"""Letters left by `_FOLD`; a hyphen stands for a sign that is not written."""


_ALIKE: Final = str.maketrans("і", "и")


def search_key(text: str) -> str:
    """Return *text* as it is compared: folded, its words parted by one space.

    >>> search_key("Élodie  O’Connor-Nguyễn")
    'elodie oconnor nguyen'
    """
    marked = unicodedata.normalize("NFKD", text.casefold()).casefold()
    bare = "".join(
        _digit(letter) for letter in marked if not unicodedata.combining(letter)
    )
    return " ".join(bare.translate(_FOLD).split())


def words(text: str) -> tuple[str, ...]:
    """Return the words of *text* as they are looked for; punctuation is dropped.

    Letters that Ukrainian and Russian papers write for each other are one letter.
    """
    return tuple(map(folded_alike, _parted(text)))


def folded_alike(key: str) -> str:
    """Return folded letters with those that papers write for each other made one."""
    return key if key.isascii() else key.translate(_ALIKE)


_DAY_FIRST = re.compile(
    r"(?<![\d/.-])(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})(?![\d/.-])", re.ASCII
)
_SPACED = re.compile(
    r"(?<!\d)(\d+ +)?(0?[1-9]|[12]\d|3[01]) +(0?[1-9]|1[0-2]) +([12]\d{3})(?! *\d)",
    re.ASCII,
)
_YEAR_FIRST = re.compile(
    r"(?<![\d/.-])(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?![\d/.-])", re.ASCII
)
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)
_IN_WORDS = re.compile(
    r"(?<!\w)\d{1,2}(?:er)?\s+[^\W\d_]+\.?(?:\s[^\W\d_]+)?\s+\d{4}(?!\w)"
)
_NUMBER = re.compile(r"\bn\s*°\s*(?=\d)", re.IGNORECASE)
_SOLAR = range(1250, 1501)
"""Years read as those of the Solar Hijri calendar: nobody alive was born in ours then."""

_APOSTROPHES = str.maketrans(dict.fromkeys("´‘‛ʻʹʾʿ′"))
"""Signs that some keyboards have for the apostrophe, and that parts no name."""


def typed_words(text: str) -> tuple[str, ...]:
    """Return the words of a search; a date is one word, as it is indexed.

    A day of the Solar Hijri calendar is that of ours; a month may be in words where its
    day is there too: "Mai 1990" may be somebody.

    >>> typed_words("Karimi 21/03/1994"), typed_words("۱۳۷۳/۰۱/۰۱")
    (('karimi', '19940321'), ('19940321',))
    """
    named = _IN_WORDS.sub(_named, text)
    digits = "".join(map(_digit, named.translate(_APOSTROPHES)))
    dated = _YEAR_FIRST.sub(_dated, _NUMBER.sub("", digits))
    return words(_SPACED.sub(_spaced, _DAY_FIRST.sub(_day_first, dated)))


def compact_date(word: str) -> str:
    """Return the birth date that eight figures may be, "" of anything else.

    >>> compact_date("17051990"), compact_date("99031244")
    ('19900517', '')
    """
    found = _COMPACT.fullmatch(word)
    if found is None:
        return ""
    day, month, year = map(int, found.groups())
    return _birth(year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else ""  # noqa: PLR2004 - a calendar


def birth_word(birth: str) -> str:
    """Return the word a birth date (YYYY, YYYY-MM or YYYY-MM-DD) is found by."""
    return birth.replace("-", "")


def _day_first(found: re.Match[str]) -> str:
    day, month, year = found.groups("0")
    return f" {_birth(int(year), int(month), int(day))} "


def _spaced(found: re.Match[str]) -> str:
    """Return a date typed with spaces; a longer number in groups stays what it is."""
    before, day, month, year = found.groups()
    return found[0] if before else f" {_birth(int(year), int(month), int(day))} "


def _named(found: re.Match[str]) -> str:
    """Return a day whose month is in words; other words between numbers stay."""
    try:
        return f" {birth_word(str(typed_date(found[0])))} "
    except UnreadableDateError:
        return found[0]


def _dated(found: re.Match[str]) -> str:
    year, month, day = found.groups("0")
    return f" {_birth(int(year), int(month), int(day))} "


def _birth(year: int, month: int, day: int) -> str:
    """Return the word of a birth date; 0 is what nobody knows of it."""
    if year in _SOLAR and month and day:
        converted = from_solar_hijri(year, month, day)
        if converted is not None:
            return f"{converted:%Y%m%d}"
    known = f"{month:02}" if month else ""
    return f"{year}{known}{day:02}" if known and day else f"{year}{known}"


def indexed_words(names: str, number: str = "", birth: str = "") -> tuple[str, ...]:
    """Return the words under which a person is found, sorted.

    Args:
        names: Every name, in every script.
        number: The numéro étranger; found with or without its spaces.
        birth: The birth date, as complete as it is known.
    """
    found = {latin for word in _parted(names) if (latin := romanised(word))}
    found |= set(words(names))
    parts = words(number)
    found |= {*parts, "".join(parts), birth_word(birth)} - {""}
    return tuple(sorted(found))


def romanised(word: str) -> str:
    """Return a folded *word* in Latin letters, "" where one has no equivalent.

    Letter by letter and without the vowels Arabic does not write: good enough to find
    a name, never shown.
    """
    latin = word.translate(_LATIN).replace("-", "")
    return latin if latin.isascii() else ""


def _parted(text: str) -> list[str]:
    return "".join(map(_letter, search_key(text))).split()


def _digit(letter: str) -> str:
    if letter.isdigit() and not letter.isascii():
        return str(unicodedata.digit(letter))
    return letter


def _letter(letter: str) -> str:
    return letter if unicodedata.category(letter)[0] in "LNM" else " "
