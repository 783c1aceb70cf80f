"""Where the papers of one person disagree about who they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from anef_desk.domain.identity import Identity, Printed
from anef_desk.domain.person import Person
from anef_desk.i18n.folding import folded

Field = Literal["family_name", "given_names", "birth_date", "birth_place"]

_NAMES: tuple[Field, Field] = ("family_name", "given_names")

FIELDS: tuple[Field, ...] = ("family_name", "given_names", "birth_date", "birth_place")


@dataclass(frozen=True)
class Difference:
    """One field a document prints otherwise than the reference."""

    field: Field
    expected: str
    printed: str


@dataclass(frozen=True)
class Compared:
    """An identity as printed, and where it differs from the reference."""

    identity: Identity
    is_reference: bool
    differences: tuple[Difference, ...]
    swapped: bool  # names are all there, one in the place of the other


def compared(person: Person, identities: Sequence[Identity]) -> tuple[Compared, ...]:
    """Return each identity beside the reference.

    The reference is what OFPRA printed, when it was noted; else what the file says. A
    name that OFPRA did not print is a difference, whatever a document puts there:
    some people have a single name.
    """
    printed = next((i for i in identities if i.source is Printed.OFPRA), None)
    reference = _texts(printed or person)
    found = []
    for identity in identities:
        texts = _texts(identity)
        swapped = _are_swapped(reference, texts)
        differing = tuple(
            Difference(field, reference[field], texts[field])
            for field in FIELDS
            if _bare(reference[field]) != _bare(texts[field])
            and (
                (reference[field] and texts[field])
                or (field in _NAMES and (swapped or (printed and texts[field])))
            )
        )
        found.append(
            Compared(identity, identity is printed, differing, swapped=swapped)
        )
    return tuple(found)


def _are_swapped(reference: Mapping[Field, str], texts: Mapping[Field, str]) -> bool:
    """Return whether the names are those of *reference*, each in the other's place.

    A single name may stand where there was none.
    """
    expected, printed = (
        [_bare(one[name]) for name in _NAMES] for one in (reference, texts)
    )
    return printed == expected[::-1] != expected


def _texts(known: Identity | Person) -> dict[Field, str]:
    birth = known.birth_date
    return {
        "family_name": known.family_name,
        "given_names": known.given_names,
        "birth_date": birth.printed if birth else "",
        "birth_place": known.birth_place,
    }


def _bare(text: str) -> str:
    """Return *text* as papers must agree on it: capitals and accents do not count."""
    return " ".join(folded(text).replace("-", " ").replace("'", " ").split())
