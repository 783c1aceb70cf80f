"""Conditions on facts, true, false, or not known yet.

The language: ``or``, ``and``, ``not``, parentheses; ``fact == word``, ``!=``, ``<``,
``<=``, ``>``, ``>=``, ``fact in (word, word)``, ``fact known``, ``fact contains
"text"``; a fact alone, when it is a yes or a no. Dates compare with formulas:
``filed_on > title.until - 60 days``. Nothing is ever evaluated as code.
"""

from __future__ import annotations

import operator
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, TypeAlias

from anef_desk.law.formulas import Formula, Scope, formula_from
from anef_desk.law.tokens import LanguageError, Reader

Truth: TypeAlias = bool | None
"""True, false, or None while an answer is missing."""

Comparison = Literal["==", "!=", "<", "<=", ">", ">="]

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}

_WORDS = frozenset({"and", "or", "not", "in", "known", "contains"})


def folded(text: str) -> str:
    """Return *text* without accents or capitals, to compare printed mentions."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@dataclass(frozen=True)
class Always:
    """The empty condition."""

    def truth(self, _scope: Scope) -> Truth:
        """Return True."""
        return True

    def names(self) -> Iterator[str]:
        """Yield the facts the condition looks at."""
        yield from ()

    def __str__(self) -> str:
        """Return the condition as it is written."""
        return ""


@dataclass(frozen=True)
class Known:
    """Whether a fact is known; always decided."""

    fact: str

    def truth(self, scope: Scope) -> Truth:
        """Return whether the fact is known."""
        return self.fact in scope

    def names(self) -> Iterator[str]:
        """Yield the fact."""
        yield self.fact

    def __str__(self) -> str:
        """Return the condition as it is written."""
        return f"{self.fact} known"


@dataclass(frozen=True)
class Holds:
    """A fact that is a yes or a no."""

    fact: str

    def truth(self, scope: Scope) -> Truth:
        """Return the fact, or None."""
        value = scope.get(self.fact)
        return value if isinstance(value, bool) else None

    def names(self) -> Iterator[str]:
        """Yield the fact."""
        yield self.fact

    def __str__(self) -> str:
        """Return the condition as it is written."""
        return self.fact


@dataclass(frozen=True)
class OneOf:
    """A fact among words; ``==`` and ``!=`` with a word are of this kind."""

    fact: str
    words: tuple[str, ...]
    among: bool = True

    def truth(self, scope: Scope) -> Truth:
        """Return whether the fact is among the words, or is not."""
        value = scope.get(self.fact)
        if value is None:
            return None
        return (value in self.words) is self.among

    def names(self) -> Iterator[str]:
        """Yield the fact."""
        yield self.fact

    def __str__(self) -> str:
        """Return the condition as it is written."""
        if len(self.words) == 1:
            return f"{self.fact} {'==' if self.among else '!='} {self.words[0]}"
        inside = f"{self.fact} in ({', '.join(self.words)})"
        return inside if self.among else f"not {inside}"


@dataclass(frozen=True)
class Compared:
    """A number or a date beside another."""

    fact: Formula
    comparison: Comparison
    other: int | Formula

    def truth(self, scope: Scope) -> Truth:
        """Return the comparison, or None while one side is not known."""
        if isinstance(self.other, int):
            number = scope.get(self.fact.fact)
            if not isinstance(number, int):
                return None
            return _COMPARE[self.comparison](number, self.other)
        left, right = self.fact.day(scope), self.other.day(scope)
        if left is None or right is None:
            return None
        return _COMPARE[self.comparison](left, right)

    def names(self) -> Iterator[str]:
        """Yield the facts of both sides."""
        yield from self.fact.names()
        if isinstance(self.other, Formula):
            yield from self.other.names()

    def __str__(self) -> str:
        """Return the condition as it is written."""
        return f"{self.fact} {self.comparison} {self.other}"


@dataclass(frozen=True)
class Contains:
    """A printed mention that holds some words, or a list that holds a code."""

    fact: str
    words: str

    def truth(self, scope: Scope) -> Truth:
        """Return whether the words are there, accents and capitals aside."""
        value = scope.get(self.fact)
        if isinstance(value, str):
            return folded(self.words) in folded(value)
        if isinstance(value, tuple):
            return self.words in value
        return None

    def names(self) -> Iterator[str]:
        """Yield the fact."""
        yield self.fact

    def __str__(self) -> str:
        """Return the condition as it is written."""
        return f'{self.fact} contains "{self.words}"'


@dataclass(frozen=True)
class Not:
    """The contrary; an open question stays open."""

    part: Condition

    def truth(self, scope: Scope) -> Truth:
        """Return the contrary of the part."""
        truth = self.part.truth(scope)
        return None if truth is None else not truth

    def names(self) -> Iterator[str]:
        """Yield the facts of the part."""
        yield from self.part.names()

    def __str__(self) -> str:
        """Return the condition as it is written."""
        return f"not {_wrapped(self.part)}"


@dataclass(frozen=True)
class AllOf:
    """Several conditions; one "no" is enough to decide."""

    parts: tuple[Condition, ...]

    def truth(self, scope: Scope) -> Truth:
        """Return whether all hold (Kleene's strong conjunction)."""
        answer: Truth = True
        for part in self.parts:
            truth = part.truth(scope)
            if truth is False:
                return False
            if truth is None:
                answer = None
        return answer

    def names(self) -> Iterator[str]:
        """Yield the facts of every part."""
        for part in self.parts:
            yield from part.names()

    def __str__(self) -> str:
        """Return the condition as it is written."""
        return " and ".join(_wrapped(part) for part in self.parts)


@dataclass(frozen=True)
class AnyOf:
    """Several conditions; one "yes" is enough to decide."""

    parts: tuple[Condition, ...]

    def truth(self, scope: Scope) -> Truth:
        """Return whether one holds (Kleene's strong disjunction)."""
        answer: Truth = False
        for part in self.parts:
            truth = part.truth(scope)
            if truth is True:
                return True
            if truth is None:
                answer = None
        return answer

    def names(self) -> Iterator[str]:
        """Yield the facts of every part."""
        for part in self.parts:
            yield from part.names()

    def __str__(self) -> str:
        """Return the condition as it is written."""
        return " or ".join(_wrapped(part) for part in self.parts)


Condition: TypeAlias = (
    Always | Known | Holds | OneOf | Compared | Contains | Not | AllOf | AnyOf
)


def _wrapped(part: Condition) -> str:
    return f"({part})" if isinstance(part, AllOf | AnyOf) else str(part)


@lru_cache(maxsize=4096)
def read_condition(text: str) -> Condition:
    """Read a condition; the empty text always holds.

    Raises:
        LanguageError: If *text* is no condition; it says where.
    """
    if not text.strip():
        return Always()
    reader = Reader(text)
    condition = _any(reader)
    reader.expect_kind("end")
    return condition


def undecided(condition: Condition, scope: Scope) -> tuple[str, ...]:
    """Return the facts that keep *condition* open in *scope*, each once."""
    if condition.truth(scope) is not None:
        return ()
    if isinstance(condition, AllOf | AnyOf):
        names = [name for part in condition.parts for name in undecided(part, scope)]
    elif isinstance(condition, Not):
        names = list(undecided(condition.part, scope))
    else:
        names = [name for name in condition.names() if name not in scope]
    return tuple(dict.fromkeys(names))


def _any(reader: Reader) -> Condition:
    parts = [_all(reader)]
    while reader.take("or"):
        parts.append(_all(reader))
    return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))


def _all(reader: Reader) -> Condition:
    parts = [_single(reader)]
    while reader.take("and"):
        parts.append(_single(reader))
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _single(reader: Reader) -> Condition:
    if reader.take("not"):
        return Not(_single(reader))
    if reader.take("("):
        inside = _any(reader)
        reader.expect(")")
        return inside
    return _about_a_fact(reader)


def _about_a_fact(reader: Reader) -> Condition:
    place = reader.token.place
    fact = formula_from(reader)
    if fact.fact in _WORDS:
        raise LanguageError("a fact expected", place)
    sign = reader.take("==", "!=", "<=", ">=", "<", ">")
    if sign is not None:
        return _comparison(reader, fact, sign.text)
    if fact.limits:
        raise LanguageError("a comparison expected", reader.token.place)
    if reader.take("in"):
        return OneOf(fact.fact, _words(reader))
    if reader.take("known"):
        return Known(fact.fact)
    if reader.take("contains"):
        return Contains(fact.fact, reader.expect_kind("text").text)
    return Holds(fact.fact)


def _comparison(reader: Reader, fact: Formula, sign: str) -> Condition:
    if reader.token.kind == "number":
        if fact.limits:
            raise LanguageError("a date expected", reader.token.place)
        return Compared(fact, sign, int(reader.expect_kind("number").text))  # type: ignore[arg-type]
    other = formula_from(reader)
    word = not other.limits and not fact.limits and sign in {"==", "!="}
    if word and not _is_date(other.fact):
        return OneOf(fact.fact, (other.fact,), sign == "==")
    return Compared(fact, sign, other)  # type: ignore[arg-type]


def _is_date(name: str) -> bool:
    """Return whether *name* is a fact that is a date, rather than a word."""
    return name == "today" or name.endswith(("_on", ".from", ".until"))


def _words(reader: Reader) -> tuple[str, ...]:
    reader.expect("(")
    words = [reader.expect_kind("name").text]
    while reader.take(","):
        words.append(reader.expect_kind("name").text)
    reader.expect(")")
    return tuple(words)
