"""What a cell says: dates as people write them, words of a list, numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import bare_number
from anef_desk.domain.typed_date import UnreadableDateError, typed_date
from anef_desk.i18n.folding import folded

E = TypeVar("E")

_ROUNDED = re.compile(r"\d+(?:[.,]\d+)?E\+?\d+", re.ASCII | re.IGNORECASE)
_FLOAT = re.compile(r"(\d+)[.,]0+", re.ASCII)

_NUMBER_FIGURES = (9, 10)
_ASIDE = re.compile(r"\([^)]*\)")
_WORD = re.compile(r"[^\W_]+")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")

_MOST, _COUNT_FIGURES = 30, 2


class UnreadableValueError(ValueError):
    """A cell does not say what its column asks; `str` is the name of the trouble."""


def plain(text: str) -> str:
    """Return the words of *text* as a list or a heading spells them.

    >>> plain("N° d’étranger (AGDREF)")
    'n d etranger'
    """
    bare = _ASIDE.sub("", folded(text).replace("°", ""))
    return " ".join(_WORD.findall(bare))


def partial_date(text: str) -> PartialDate:
    """Return a date of which the day, or the month, may be unknown, read as in a form.

    Raises:
        UnreadableValueError: If *text* is no date of the calendar; one whose year has
            two figures (nobody knows which century), is of another calendar (nobody
            knows which) or long past; or the number by which a spreadsheet counts it
            (nobody knows from when).
    """
    try:
        return typed_date(text)
    except UnreadableDateError as error:
        raise UnreadableValueError(str(error)) from None


def whole_date(text: str) -> date:
    """Return a day.

    Raises:
        UnreadableValueError: If *text* is none, or only a month or a year.
    """
    found = partial_date(text)
    if found.day is None:
        raise UnreadableValueError("day")
    return found.earliest


def foreigner_number(text: str) -> str:
    """Return a numéro étranger without its spaces.

    Raises:
        UnreadableValueError: If it has anything but figures, a spreadsheet rounded it,
            or figures are missing.

    Source:
        It has 9 or 10 figures: Fédération des acteurs de la solidarité, 2022.
    """
    typed = text.translate(_DIGITS).strip()
    if _ROUNDED.fullmatch(typed):
        raise UnreadableValueError("rounded")
    number = bare_number(_FLOAT.sub(r"\1", typed))
    if not (number.isascii() and number.isdecimal()):
        raise UnreadableValueError("number")
    if len(number) not in _NUMBER_FIGURES:
        raise UnreadableValueError("figures")
    return number


def small_number(text: str) -> int:
    """Return how many.

    Raises:
        UnreadableValueError: If *text* is no number from 0 to 30.
    """
    typed = text.translate(_DIGITS).strip()
    if not (typed.isascii() and typed.isdecimal()):
        raise UnreadableValueError("count")
    figures = typed.lstrip("0") or "0"
    if len(figures) > _COUNT_FIGURES or int(figures) > _MOST:
        raise UnreadableValueError("count")
    return int(figures)


def one_of(text: str, known: Mapping[str, E]) -> E:
    """Return what the folded words of *text* name in *known*.

    Raises:
        UnreadableValueError: If they name nothing.
    """
    found = known.get(plain(text))
    if found is None:
        raise UnreadableValueError("word")
    return found
