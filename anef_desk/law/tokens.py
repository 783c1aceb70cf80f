"""The words of the little language of conditions and dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

TokenKind = Literal["name", "number", "text", "symbol", "end"]

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<name>[A-Za-z_][A-Za-z_0-9]*(?:\.[A-Za-z_][A-Za-z_0-9]*)*)
      | (?P<number>\d+)
      | "(?P<text>[^"\n]*)"
      | (?P<symbol>==|!=|<=|>=|[<>()+,-])
    )""",
    re.VERBOSE | re.ASCII,
)


class LanguageError(ValueError):
    """A condition or a date that does not read; says where, in characters."""

    def __init__(self, reason: str, place: int) -> None:
        super().__init__(f"{reason} (character {place + 1})")


@dataclass(frozen=True)
class Token:
    """A word of a condition and where it begins."""

    kind: TokenKind
    text: str
    place: int


def tokens(text: str) -> list[Token]:
    """Return the words of *text*, ended by one of kind ``"end"``.

    Raises:
        LanguageError: At the first character that begins no word.
    """
    found: list[Token] = []
    place = 0
    while text[place:].strip():
        match = _TOKEN.match(text, place)
        if match is None:
            raise LanguageError("unexpected character", place)
        kind: TokenKind = match.lastgroup  # type: ignore[assignment]
        found.append(Token(kind, match[kind], match.start(kind)))
        place = match.end()
    return [*found, Token("end", "", len(text))]


class Reader:
    """Reads tokens one after the other."""

    def __init__(self, text: str) -> None:
        self._tokens = tokens(text)
        self._next = 0

    @property
    def token(self) -> Token:
        """Return the next token, without taking it."""
        return self._tokens[self._next]

    def take(self, *texts: str) -> Token | None:
        """Take the next token if it is one of *texts*, unquoted."""
        token = self.token
        if token.kind in {"name", "symbol"} and token.text in texts:
            self._next += 1
            return token
        return None

    def expect(self, text: str) -> Token:
        """Take the next token, which must be *text*."""
        token = self.take(text)
        if token is None:
            raise LanguageError(f"“{text}” expected", self.token.place)
        return token

    def expect_kind(self, kind: TokenKind) -> Token:
        """Take the next token, which must be of *kind*."""
        token = self.token
        if token.kind != kind:
            raise LanguageError(f"a {kind} expected", token.place)
        if kind != "end":
            self._next += 1
        return token
