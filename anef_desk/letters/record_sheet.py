"""A page of headings and lines: what a file, a register or a notice says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from anef_desk.i18n import N_, Translations
from anef_desk.letters.compose import NOT_REVIEWED
from anef_desk.letters.page import ReadingSheet

MADE = N_("{organisation}, le {day}.")


@dataclass(frozen=True)
class Told:
    """A marked sentence to translate, or "" and nothing; days are written in words."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def in_(self, translations: Translations) -> str:
        """Return the sentence in the language of *translations*."""
        values = {
            name: translations.day(value) if isinstance(value, date) else value
            for name, value in self.values.items()
        }
        return translations.text(self.message, **values)


@dataclass(frozen=True)
class Fact:
    """Words that are nobody's to translate: a name, a number, what somebody typed."""

    text: str

    def in_(self, _translations: Translations) -> str:
        """Return the words as they are."""
        return self.text


Say = Told | Fact


@dataclass(frozen=True)
class Part:
    """A heading and its lines: a label, or nothing, and what it says."""

    title: Told
    lines: Sequence[tuple[Told, Say]]


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
