"""What a person takes away in two languages: a checklist, or an entry to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from anef_desk.domain.organisation import Organisation
from anef_desk.domain.supporting_document import GATHERED, Mark
from anef_desk.domain.words import MARKS
from anef_desk.i18n import N_, Sentence, Translations
from anef_desk.i18n.typography import NO_BREAK
from anef_desk.law.checklist import ChecklistEntry
from anef_desk.law.reading import Line as ReadingLine
from anef_desk.law.reading import Reading
from anef_desk.law.words import (
    ANSWERS,
    NEEDS,
    RELIABILITIES,
    RIGHTS,
    SECTIONS,
    answered,
    at,
)
from anef_desk.letters.compose import NOT_REVIEWED
from anef_desk.letters.page import ChecklistSheet, ReadingSheet, SheetRow

FOOTER = N_("{organisation}, le {day}.")
INFORMS = N_("Cette liste informe. Elle ne remplace pas un avocat.")
READ_ON = N_(
    "ANEF Desk, le {day}. Cette feuille informe. Elle ne remplace pas un avocat."
)
SOURCES = N_("Sources : {texts}.")


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of a case: what is asked, and what was noted."""

    entry: ChecklistEntry
    mark: Mark | None


def checklist_sheet(  # noqa: PLR0913 - what the sheet is made of
    title: Sentence,
    person: str,
    lines: Iterable[Line],
    *,
    french: Translations,
    other: Translations,
    organisation: Organisation,
    on: date,
) -> ChecklistSheet:
    """Return the sheet of a case, French beside the language of *other*."""

    def both(sentence: Sentence) -> tuple[str, str]:
        return french.content(sentence), other.content(sentence)

    def told(message: str) -> tuple[str, str]:
        return french.text(message), other.text(message)

    def footer(texts: Translations) -> str:
        made = texts.text(FOOTER, organisation=organisation.name, day=texts.day(on))
        return f"{made} {texts.text(INFORMS)}"

    rows = tuple(
        SheetRow(
            ticked=line.mark is not None and line.mark.state_on(on) in GATHERED,
            state=told(state_words(line, on)),
            title=both(line.entry.title),
            note=both(line.entry.note),
            detail=(
                _together(both(line.entry.what)[0], both(line.entry.where)[0]),
                _together(both(line.entry.what)[1], both(line.entry.where)[1]),
            ),
            form_name=line.entry.form_name,
            icon=line.entry.icon,
        )
        for line in lines
    )
    return ChecklistSheet(
        languages=(french.language, other.language),
        title=both(title),
        person=person,
        rows=rows,
        notice=("", "") if other.reviewed else told(NOT_REVIEWED),
        footer=(footer(french), footer(other)),
    )


def reading_sheet(
    reading: Reading, *, french: Translations, other: Translations, on: date
) -> ReadingSheet:
    """Return *reading* to be printed, French beside the language of *other*."""
    both = (french, other)

    def told(message: str) -> tuple[str, str]:
        return french.text(message), other.text(message)

    rows: list[tuple[str, tuple[str, str], tuple[str, str]]] = []
    for section in reading.sections:
        rows.append(("heading", told(SECTIONS[section.name]), ("", "")))
        rows += [
            (
                line.icon,
                (_head(line, french), _head(line, other)),
                (_texts(line, french), _texts(line, other)),
            )
            for line in section.lines
        ]
    sources = " · ".join(reading.basis.texts)
    day = tuple(t.text(READ_ON, day=t.day(on)) for t in both)
    return ReadingSheet(
        languages=(french.language, other.language),
        title=(french.content(reading.title), other.content(reading.title)),
        lead=(french.content(reading.lead), other.content(reading.lead)),
        rows=tuple(rows),
        sources=french.text(SOURCES, texts=sources) if sources else "",
        notice=("", "") if other.reviewed else told(NOT_REVIEWED),
        footer=(day[0], day[1]),
    )


def _head(line: ReadingLine, texts: Translations) -> str:
    """Return the bold words of a line: its title, and its chip in brackets."""
    words = [texts.text(RIGHTS[line.name])] if line.name else []
    words += [texts.content(line.title)] if line.title else []
    if line.chip:
        word = texts.text({**NEEDS, **ANSWERS}[line.chip])
        words.append(f"[{word.replace(' ', NO_BREAK)}]")
    return "  ".join(words)


def _texts(line: ReadingLine, texts: Translations) -> str:
    advice = f"[{texts.text(RELIABILITIES['practice'])}]" if line.practice else ""
    said = [texts.content(text) for text in line.texts]
    if line.question is not None:
        said.append(texts.content(line.question))
    said += (answered(way, texts) for way in line.ways)
    for moment in line.moments:
        said.append(at(moment, texts))
        said += (answered(way, texts) for way in moment.ways)
    return _together(*said, advice)


def state_words(line: Line, on: date) -> str:
    """Return the French words of where *line* stands on a day, to be translated."""
    if line.mark is not None:
        return MARKS[line.mark.state_on(on)]
    if line.entry.truth is None and line.entry.need != "cannot_be_required":
        return NEEDS["perhaps"]
    return NEEDS[line.entry.need]


def _together(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
