"""What an answer rests on: its sources as quoted, and how far to trust them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from anef_desk.catalogue.library import Library
from anef_desk.catalogue.model import Reliability

_ORDER = {name: place for place, name in enumerate(get_args(Reliability))}


@dataclass(frozen=True)
class Basis:
    """The texts an answer rests on, and the reliability of the weakest."""

    texts: tuple[str, ...]
    reliability: Reliability
    dates: tuple[str, ...] = ()  # of each text, in the same order


def basis(keys: Iterable[str], library: Library) -> Basis:
    """Return the basis named by *keys*; a key nobody knows counts as unverified."""
    named = tuple(keys)
    return library.once(("basis", named), lambda: _basis(named, library))


def _basis(keys: Sequence[str], library: Library) -> Basis:
    found = [library.sources.get(key) for key in keys]
    known = [source for source in found if source is not None]
    levels: list[Reliability] = [source.reliability for source in known]
    if len(known) < len(found) or not known:
        levels.append("unverified")
    return Basis(
        tuple(source.text for source in known),
        max(levels, key=lambda level: _ORDER[level]),
        tuple(source.date for source in known),
    )
