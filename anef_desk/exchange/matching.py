"""Which column says what: guessed from its heading, corrected by whoever imports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from anef_desk.exchange.table import TOO_LONG, Table
from anef_desk.exchange.values import UnreadableValueError, plain
from anef_desk.i18n import N_

Columns: TypeAlias = tuple[str, ...]
"""For each column, the key of the field it fills; "" for none."""


@dataclass(frozen=True)
class Field:
    """Something a column may say."""

    key: str
    label: str
    headings: tuple[str, ...]  # folded, as people call it
    read: Callable[[str], Any] = str
    lines: bool = False  # the lines of a cell say something: those of an address


def match(headings: Iterable[str], fields: Iterable[Field]) -> Columns:
    """Return which of *fields* each heading names, each once; "" where none does."""
    known = {heading: field.key for field in fields for heading in field.headings}
    taken: set[str] = set()
    found = []
    for heading in headings:
        key = known.get(plain(heading), "")
        found.append("" if key in taken else key)
        taken.add(key)
    return tuple(found)


@dataclass(frozen=True)
class Trouble:
    """A cell that does not say what its column asks."""

    heading: str
    why: str  # a sentence, still to be translated


_NO_DATE: Final = N_(
    "ce n’est pas une date : il faut par exemple 17/05/1990, 05/1990 ou 1990"
)

TROUBLES: Final = {
    **dict.fromkeys(("shape", "date", "year"), _NO_DATE),
    "century": N_("l’année doit avoir quatre chiffres"),
    "calendar": N_(
        "cette année n’est pas du calendrier utilisé en France : il faut convertir la"
        " date"
    ),
    "serial": N_(
        "le tableur a mis un nombre à la place de la date : mettre la colonne au format"
        " date"
    ),
    "future": N_("ce jour n’est pas encore venu"),
    "day": N_("il faut le jour, le mois et l’année"),
    "number": N_("un numéro étranger n’a que des chiffres"),
    "figures": N_("un numéro étranger a 9 ou 10 chiffres"),
    "rounded": N_(
        "le tableur a abrégé ce numéro : mettre la colonne au format texte et le retaper"
    ),
    "count": N_("ce n’est pas un nombre de 0 à 30"),
    "word": N_("ce mot n’est pas dans la liste d’ANEF Desk"),
    "length": N_("plus de mille caractères, à raccourcir dans le tableau"),
    "department": N_("il faut le numéro du département"),
}


def read_row(
    table: Table, columns: Sequence[str], row: Sequence[str], fields: Iterable[Field]
) -> tuple[dict[str, Any], tuple[Trouble, ...]]:
    """Return what a line says of *fields*, and what does not read in it."""
    by_key = {field.key: field for field in fields}
    found: dict[str, Any] = {}
    troubles = []
    for heading, key, cell in zip(table.headings, columns, row, strict=True):
        if not key or not cell:
            continue
        if cell == TOO_LONG:
            troubles.append(Trouble(heading, TROUBLES["length"]))
            continue
        field = by_key[key]
        try:
            found[key] = field.read(cell if field.lines else " ".join(cell.split()))
        except UnreadableValueError as error:
            troubles.append(Trouble(heading, TROUBLES[str(error)]))
    return found, tuple(troubles)
