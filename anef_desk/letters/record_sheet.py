"""A page of headings and lines: what a file, a register or a notice says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from anef_desk.i18n import N_, Sentence, Translations, isolated
from anef_desk.letters.compose import NOT_REVIEWED
from anef_desk.letters.page import ReadingSheet

MADE = N_("{organisation}, le {day}.")


@dataclass(frozen=True)
class Fact:
    """Words that are nobody's to translate: a name, a number, what somebody typed."""

    text: str

    def in_(self, translations: Translations) -> str:
        """Return the words as they are, on one line, in their own order."""
        return translations.text("{words}", words=" ".join(self.text.split("\n")))


@dataclass(frozen=True)
class Titled:
    """A sentence of the catalogue or of a letter."""

    sentence: Sentence

    def in_(self, translations: Translations) -> str:
        """Return the sentence in the language of *translations*."""
        return translations.content(self.sentence)


@dataclass(frozen=True)
class Told:
    """A marked sentence to translate, or "" and nothing; days are written in words."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def in_(self, translations: Translations) -> str:
        """Return the sentence in the language of *translations*."""
        return translations.text(
            self.message,
            **{name: _said(value, translations) for name, value in self.values.items()},
        )


@dataclass(frozen=True)
class Together:
    """Short things side by side, each in its own order."""

    parts: Sequence[Say]

    def in_(self, translations: Translations) -> str:
        """Return them in the language of *translations*, what is empty left out."""
        said = (part.in_(translations) for part in self.parts)
        return "  ·  ".join(
            isolated(one) if translations.direction == "rtl" else one
            for one in said
            if one
        )


Say: TypeAlias = "Told | Fact | Titled | Together"

Line: TypeAlias = tuple[Say, Say]
"""A label, or nothing, and what it says."""


def _said(value: object, translations: Translations) -> object:
    if isinstance(value, date):
        return translations.day(value)
    if isinstance(value, (Told, Fact, Titled, Together)):
        return value.in_(translations)
    return value


@dataclass(frozen=True)
class Part:
    """A heading and its lines; without a line, no heading."""

    title: Say
    lines: Sequence[Line]


def record_sheet(
    title: Told,
    lead: Told,
    parts: Iterable[Part],
    texts: tuple[Translations, Translations],
    made: tuple[str, date],
) -> ReadingSheet:
    """Return the page, French beside another language, or in French alone.

    Args:
        title: What the page is.
        lead: What it is for.
        parts: In the order they are read.
        texts: French, and the other language; twice French for French alone.
        made: By which organisation, and the day.
    """

    def both(said: Say) -> tuple[str, str]:
        return said.in_(texts[0]), said.in_(texts[1])

    rows: list[tuple[str, tuple[str, str], tuple[str, str]]] = []
    for part in parts:
        if part.lines:
            rows.append(("heading", both(part.title), ("", "")))
            rows += [("", both(label), both(said)) for label, said in part.lines]
    other = texts[1]
    return ReadingSheet(
        languages=(texts[0].language, other.language),
        title=both(title),
        lead=both(lead),
        rows=tuple(rows),
        sources="",
        notice=("", "")
        if other.reviewed
        else (texts[0].text(NOT_REVIEWED), other.text(NOT_REVIEWED)),
        footer=both(Told(MADE, {"organisation": made[0], "day": made[1]})),
    )
