"""The order of mixed text: embedding levels of the Unicode Bidirectional Algorithm.

Source:
    Unicode Standard Annex #9, with isolates and paired brackets. The rules keep their
    names (X1, W4, N0, L2…) in the comments, so that each can be found there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar
from unicodedata import bidirectional

T = TypeVar("T")

MAX_DEPTH = 125
MAX_BRACKETS = 63

_ISOLATES = frozenset({"LRI", "RLI", "FSI"})
_EMBEDDINGS = frozenset({"RLE", "LRE", "RLO", "LRO"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"})
_TRAILING = frozenset(
    {"WS", "LRI", "RLI", "FSI", "PDI", "BN", "LRE", "RLE", "LRO", "RLO", "PDF"}
)
_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}

_TURNS = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff"
    "\u2029\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""What can make a text read otherwise than from left to right."""

_RANGES = (
    (0x28, 0x28), (0xF3A, 0xF3C), (0x169B, 0x169B), (0x2045, 0x2045),
    (0x207D, 0x207D), (0x208D, 0x208D), (0x2308, 0x230A), (0x2329, 0x2329),
    (0x2768, 0x2774), (0x27C5, 0x27C5), (0x27E6, 0x27EE), (0x2983, 0x298B),
    (0x2991, 0x2997), (0x29D8, 0x29DA), (0x29FC, 0x29FC), (0x2E22, 0x2E28),
    (0x2E55, 0x2E5B), (0x3008, 0x3010), (0x3014, 0x301A), (0xFE59, 0xFE5D),
    (0xFF08, 0xFF08), (0xFF5F, 0xFF5F), (0xFF62, 0xFF62),
)  # fmt: skip
_APART = (
    (0x5B, 0x5D), (0x7B, 0x7D), (0x298D, 0x2990), (0x298F, 0x298E),
    (0xFF3B, 0xFF3D), (0xFF5B, 0xFF5D),
)  # fmt: skip
_OPENING = {
    chr(code): chr(code + 1)
    for first, last in _RANGES
    for code in range(first, last + 1, 2)
} | {chr(opening): chr(closing) for opening, closing in _APART}
"""Paired brackets (BidiBrackets.txt, Unicode 15)."""
_CLOSING = frozenset(_OPENING.values())
_CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}


@dataclass(frozen=True)
class Levels:
    """The embedding level of each character of a paragraph, and of the paragraph.

    A character that rule X9 removes has the level of the one before it.
    """

    base: int
    of: tuple[int, ...]


def levels(text: str, base: int | None = None) -> Levels:
    """Return the levels of *text*.

    Args:
        text: One paragraph.
        base: 0 from left to right, 1 from right to left, None as its first strong
            character says.
    """
    if not base and not _TURNS.search(text):
        return Levels(0, (0,) * len(text))
    kinds = [bidirectional(letter) or "L" for letter in text]
    if base is None:
        base = _first_strong(kinds, 0, len(kinds)) or 0
    matches = _isolate_pairs(kinds)
    overridden = kinds[:]
    found, removed = _explicit(kinds, overridden, matches, base)
    kept = [place for place in range(len(text)) if not removed[place]]
    resolved = found[:]
    for run in _sequences(kinds, found, kept, matches, base):
        _resolve(text, kinds, overridden, run, resolved)
    level = base
    for place, gone in enumerate(removed):
        if gone:
            resolved[place] = level
        level = resolved[place]
    return Levels(base, tuple(resolved))


def line_levels(text: str, paragraph: Levels, first: int, last: int) -> list[int]:
    """Return the levels of the line ``text[first:last]`` (L1)."""
    found = list(paragraph.of[first:last])
    trailing = True
    for place in range(last - first - 1, -1, -1):
        kind = bidirectional(text[first + place])
        if kind in {"B", "S"}:
            found[place] = paragraph.base
            trailing = True
        elif kind in _TRAILING:
            if trailing:
                found[place] = paragraph.base
        else:
            trailing = False
    return found


def reordered(items: Sequence[T], level_of: Sequence[int]) -> list[T]:
    """Return *items* in the order they are seen from left to right (L2)."""
    order = list(items)
    if not order:
        return order
    seen = list(level_of)
    lowest_odd = min((level for level in seen if level & 1), default=max(seen) + 1)
    for level in range(max(seen), lowest_odd - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and seen[end] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            seen[start:end] = seen[start:end][::-1]
            start = max(end, start + 1)
    return order


def _first_strong(kinds: Sequence[str], first: int, last: int) -> int | None:
    """Return the direction of the first strong character outside isolates (P2)."""
    depth = 0
    for kind in kinds[first:last]:
        if kind in _ISOLATES:
            depth += 1
        elif kind == "PDI":
            if depth == 0:
                return None
            depth -= 1
        elif depth == 0 and kind in {"L", "R", "AL"}:
            return 0 if kind == "L" else 1
    return None


def _isolate_pairs(kinds: Sequence[str]) -> dict[int, int]:
    """Return the place of the PDI that ends each isolate (BD9)."""
    pairs, waiting = {}, []
    for place, kind in enumerate(kinds):
        if kind in _ISOLATES:
            waiting.append(place)
        elif kind == "PDI" and waiting:
            pairs[waiting.pop()] = place
    return pairs


@dataclass(frozen=True)
class _Status:
    """An entry of the directional status stack (X1)."""

    level: int
    override: str | None
    isolate: bool


def _explicit(
    kinds: Sequence[str], overridden: list[str], matches: dict[int, int], base: int
) -> tuple[list[int], list[bool]]:
    """Return explicit levels, and which characters are removed (X1 to X9)."""
    count = len(kinds)
    found, removed = [0] * count, [False] * count
    stack = [_Status(base, None, isolate=False)]
    lost_isolates = lost_embeddings = open_isolates = 0
    for place, kind in enumerate(kinds):
        status = stack[-1]
        found[place] = status.level
        if kind in _EMBEDDINGS:
            removed[place] = True
            level = _deeper(status.level, odd=kind in {"RLE", "RLO"})
            if level <= MAX_DEPTH and not lost_isolates and not lost_embeddings:
                override = {"RLO": "R", "LRO": "L"}.get(kind)
                stack.append(_Status(level, override, isolate=False))
            elif not lost_isolates:
                lost_embeddings += 1
        elif kind in _ISOLATES:
            right = kind == "RLI" or (
                kind == "FSI"
                and _first_strong(kinds, place + 1, matches.get(place, count)) == 1
            )
            if status.override:
                overridden[place] = status.override
            level = _deeper(status.level, odd=right)
            if level <= MAX_DEPTH and not lost_isolates and not lost_embeddings:
                open_isolates += 1
                stack.append(_Status(level, None, isolate=True))
            else:
                lost_isolates += 1
        elif kind == "PDI":
            if lost_isolates:
                lost_isolates -= 1
            elif open_isolates:
                lost_embeddings = 0
                while not stack[-1].isolate:
                    stack.pop()
                stack.pop()
                open_isolates -= 1
            found[place] = stack[-1].level
            if stack[-1].override:
                overridden[place] = stack[-1].override
        elif kind == "PDF":
            removed[place] = True
            if lost_isolates:
                pass
            elif lost_embeddings:
                lost_embeddings -= 1
            elif not status.isolate and len(stack) > 1:
                stack.pop()
        elif kind == "B":
            found[place] = base
        elif kind == "BN":
            removed[place] = True
        elif status.override:
            overridden[place] = status.override
    return found, removed


def _deeper(level: int, *, odd: bool) -> int:
    """Return the next odd, or even, level above *level*."""
    return (level + 1) | 1 if odd else (level + 2) & ~1


@dataclass(frozen=True)
class _Sequence:
    """An isolating run sequence: places, level, and the strong types around it."""

    places: tuple[int, ...]
    level: int
    before: str
    after: str

    @property
    def embedding(self) -> str:
        """Return the strong type of its level."""
        return "R" if self.level & 1 else "L"


def _sequences(
    kinds: Sequence[str],
    found: Sequence[int],
    kept: Sequence[int],
    matches: dict[int, int],
    base: int,
) -> Iterator[_Sequence]:
    """Yield the isolating run sequences (BD7, BD13, X10)."""
    runs: list[list[int]] = []
    for place in kept:
        if runs and found[runs[-1][-1]] == found[place]:
            runs[-1].append(place)
        else:
            runs.append([place])
    starting = {run[0]: run for run in runs}
    ended = set(matches.values())
    position = {place: number for number, place in enumerate(kept)}
    for run in runs:
        if kinds[run[0]] == "PDI" and run[0] in ended:
            continue
        places = list(run)
        while kinds[places[-1]] in _ISOLATES and matches.get(places[-1]) in starting:
            places += starting[matches[places[-1]]]
        level, last = found[places[0]], places[-1]
        number = position[places[0]]
        previous = found[kept[number - 1]] if number else base
        number = position[last]
        open_ended = kinds[last] in _ISOLATES and last not in matches
        at_end = open_ended or number + 1 >= len(kept)
        following = base if at_end else found[kept[number + 1]]
        yield _Sequence(
            tuple(places),
            level,
            "R" if max(level, previous) & 1 else "L",
            "R" if max(level, following) & 1 else "L",
        )


def _resolve(
    text: str,
    kinds: Sequence[str],
    overridden: Sequence[str],
    run: _Sequence,
    resolved: list[int],
) -> None:
    """Write the implicit levels of *run* into *resolved* (W1 to I2)."""
    types = [overridden[place] for place in run.places]
    _weak(types, kinds, run)
    _brackets(text, types, kinds, run)
    _neutral(types, run)
    for kind, place in zip(types, run.places, strict=True):  # I1, I2
        if run.level & 1:
            resolved[place] = run.level + (kind in {"L", "EN", "AN"})
        else:
            resolved[place] = run.level + {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)


def _weak(types: list[str], kinds: Sequence[str], run: _Sequence) -> None:
    """Resolve marks, numbers and their separators (W1 to W7)."""
    count = len(types)
    previous = strong = run.before
    for n in range(count):  # W1
        if types[n] == "NSM":
            after = n and kinds[run.places[n - 1]] in {*_ISOLATES, "PDI"}
            types[n] = "ON" if after else previous
        previous = types[n]
    for n in range(count):  # W2
        if types[n] in {"L", "R", "AL"}:
            strong = types[n]
        elif types[n] == "EN" and strong == "AL":
            types[n] = "AN"
    for n in range(count):  # W3
        if types[n] == "AL":
            types[n] = "R"
    for n in range(1, count - 1):  # W4
        around = types[n - 1]
        if around != types[n + 1]:
            continue
        if (types[n] == "ES" and around == "EN") or (
            types[n] == "CS" and around in {"EN", "AN"}
        ):
            types[n] = around
    for first, last in _stretches(types, frozenset({"ET"})):  # W5
        beside = (first and types[first - 1] == "EN") or (
            last < count and types[last] == "EN"
        )
        if beside:
            types[first:last] = ["EN"] * (last - first)
    strong = run.before
    for n in range(count):  # W6, W7
        if types[n] in {"ES", "ET", "CS"}:
            types[n] = "ON"
        if types[n] in {"L", "R"}:
            strong = types[n]
        elif types[n] == "EN" and strong == "L":
            types[n] = "L"


def _brackets(
    text: str, types: list[str], kinds: Sequence[str], run: _Sequence
) -> None:
    """Give both brackets of a pair one direction (N0)."""
    for opening, closing in _bracket_pairs(text, types, run):
        inside = {_STRONG[k] for k in types[opening + 1 : closing] if k in _STRONG}
        if run.embedding in inside:
            direction = run.embedding
        elif inside:
            before = (k for k in reversed(types[:opening]) if k in _STRONG)
            context = _STRONG[next(before, run.before)]
            direction = context if context != run.embedding else run.embedding
        else:
            continue
        for place in (opening, closing):
            types[place] = direction
            following = place + 1
            while following < len(types) and kinds[run.places[following]] == "NSM":
                types[following] = direction
                following += 1


def _bracket_pairs(
    text: str, types: Sequence[str], run: _Sequence
) -> list[tuple[int, int]]:
    """Return the pairs of brackets of *run*, in the order they open (BD16)."""
    waiting: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for n, place in enumerate(run.places):
        letter = _CANONICAL.get(text[place], text[place])
        if types[n] != "ON":
            continue
        if letter in _OPENING:
            if len(waiting) == MAX_BRACKETS:
                break
            closing = _OPENING[letter]
            waiting.append((_CANONICAL.get(closing, closing), n))
        elif letter in _CLOSING:
            for depth in range(len(waiting) - 1, -1, -1):
                if waiting[depth][0] == letter:
                    pairs.append((waiting[depth][1], n))
                    del waiting[depth:]
                    break
    return sorted(pairs)


def _neutral(types: list[str], run: _Sequence) -> None:
    """Give neutral characters the direction around them (N1, N2)."""
    for first, last in _stretches(types, _NEUTRAL):
        left = _STRONG[types[first - 1]] if first else run.before
        right = _STRONG[types[last]] if last < len(types) else run.after
        direction = left if left == right else run.embedding
        types[first:last] = [direction] * (last - first)


def _stretches(
    types: Sequence[str], wanted: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Yield the first and past-the-last place of each stretch of *wanted* types."""
    place = 0
    while place < len(types):
        if types[place] not in wanted:
            place += 1
            continue
        last = place
        while last < len(types) and types[last] in wanted:
            last += 1
        yield place, last
        place = last
