"""Statistics: what the association counts, as it may be shown and sent.

What leaves is what is on the screen: the file and the sheet are made from the same
table. Nothing is counted by member of staff.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from anef_desk.catalogue.library import Library
from anef_desk.catalogue.sentences import Entry, sentence
from anef_desk.desk.context import Context
from anef_desk.domain.rights_loss import Cause, Right
from anef_desk.i18n import N_, SOURCE_LANGUAGE, Translations, load
from anef_desk.i18n.folding import folded
from anef_desk.statistics import words
from anef_desk.statistics.records import (
    DIMENSIONS,
    Dimension,
    Record,
    Subject,
    blockages,
    in_year,
    years,
)
from anef_desk.statistics.spreadsheet import spreadsheet
from anef_desk.statistics.tables import (
    HIDDEN,
    Breakdown,
    Cross,
    breakdown,
    cross,
    medians,
)
from anef_desk.vault.repositories.counts import Counts


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody wants to see."""

    subject: Subject = Subject.LOSSES
    year: int | None = None  # None: the latest there is
    rows: Dimension = Dimension.MONTH
    columns: Dimension | None = None  # None: one breakdown


@dataclass(frozen=True, kw_only=True)
class StatisticsView:
    """What can be shown of what was *asked*; the labels are found by `name_of`."""

    asked: Asked
    subjects: tuple[Subject, ...]  # delays are one once a decision was noted
    years: tuple[int, ...]  # of which there is something, latest first
    until: date  # the last day that is counted
    lines: Breakdown
    cross: Cross | None  # None: not asked for, or not to be shown
    medians: Mapping[str, int] | None = None  # of days, by line; None: not counted
    median: int | None = None  # of all of them


class Statistics:
    """The counts of an open vault."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def show(self, asked: Asked) -> StatisticsView:
        """Return what can be shown of what was *asked*.

        A dimension the subject has not is replaced by the month, a year without
        records by the latest that has some.
        """
        records = self._records(asked.subject)
        today = self._context.today()
        found = years(records)
        year = asked.year if asked.year in found else next(iter(found), today.year)
        known = DIMENSIONS[asked.subject]
        rows = asked.rows if asked.rows in known else Dimension.MONTH
        columns = asked.columns if asked.columns in known else None
        timed = asked.subject is Subject.DELAYS
        columns = None if columns is rows or timed else columns
        counted = in_year(records, year)
        keys = {Dimension.MONTH: _months(year, today)}
        lines = breakdown(counted, rows, keys.get(rows, ()))
        each, whole = medians(counted, lines) if timed else (None, None)
        return StatisticsView(
            asked=Asked(subject=asked.subject, year=year, rows=rows, columns=columns),
            subjects=tuple(
                one
                for one in Subject
                if one is not Subject.DELAYS or any(self._counts.delays())
            ),
            years=found,
            until=min(today, date(year, 12, 31)),
            lines=lines,
            cross=cross(counted, rows, columns, keys) if columns else None,
            medians=each,
            median=whole,
        )

    def csv(self, view: StatisticsView) -> bytes:
        """Return the numbers of *view* as a file for a spreadsheet, in French."""
        french = load(SOURCE_LANGUAGE)
        library = self._context.library
        return spreadsheet(
            [
                [heading(view, french)],
                *([note] for note in notes(view, french)),
                [],
                *grid(view, library, french),
            ]
        )

    def sheet(self, view: StatisticsView) -> bytes:
        """Return the numbers of *view* as a sheet to print, in French, as a PDF.

        Raises:
            UnprintableCharacterError: If a character cannot be written.
        """
        from anef_desk.letters.statistics_sheet import (  # noqa: PLC0415 - at the first
            StatisticsSheet,
            statistics_sheet,
        )

        french = load(SOURCE_LANGUAGE)
        organisation = self._context.vault.reading().organisation.get()
        return statistics_sheet(
            StatisticsSheet(
                title=heading(view, french),
                rows=tuple(grid(view, self._context.library, french)),
                bars=tuple(bars(view, self._context.library, french)),
                notes=tuple(notes(view, french)),
                footer=french.text(
                    FOOTER,
                    name=organisation.name,
                    day=french.day(view.until),
                ),
            )
        )

    @property
    def _counts(self) -> Counts:
        return self._context.vault.reading().counts

    def _records(self, subject: Subject) -> tuple[Record, ...]:
        counts = self._counts
        if subject is Subject.BLOCKAGES:
            found = blockages(counts.symptoms())
        elif subject is Subject.ATTEMPTS:
            found = blockages(counts.attempts())
        elif subject is Subject.DELAYS:
            found = tuple(
                Record(
                    person=one.person,
                    day=one.answered_on,
                    prefecture=one.prefecture,
                    procedure=one.procedure,
                    days=(one.answered_on - one.filed_on).days,
                )
                for one in counts.delays()
            )
        else:
            found = tuple(
                Record(
                    person=loss.person,
                    day=loss.lost_on,
                    prefecture=loss.prefecture,
                    procedure=loss.procedure,
                    symptom=loss.cause,
                    right=loss.right,
                )
                for loss in counts.losses()
            )
        today = self._context.today()
        return _one_spelling(record for record in found if record.day <= today)


FOOTER = N_("{name}. Chiffres arrêtés au {day}.")
HEADING_BY = N_("{subject} en {year} : {rows}")
HEADING_CROSSED = N_("{subject} en {year} : {rows}, {columns}")
UNFINISHED = N_(
    "L’année n’est pas finie. Deux tableaux envoyés à deux dates peuvent laisser"
    " retrouver un nombre masqué. Mieux vaut attendre la fin de l’année."
)


def heading(view: StatisticsView, texts: Translations) -> str:
    """Return what the table of *view* is about."""
    asked = view.asked
    by = texts.text(words.DIMENSIONS[asked.rows]).lower()
    about = texts.text(words.SUBJECTS[asked.subject])
    year = str(asked.year)
    if view.cross is None:
        return texts.text(HEADING_BY, subject=about, year=year, rows=by)
    across = texts.text(words.DIMENSIONS[view.cross.columns]).lower()
    return texts.text(
        HEADING_CROSSED, subject=about, year=year, rows=by, columns=across
    )


def notes(view: StatisticsView, texts: Translations) -> Iterator[str]:
    """Give what must be read with the numbers of *view*."""
    if view.lines.total is None:
        yield texts.text(words.TOO_FEW)
        return
    yield texts.text(words.DATED[view.asked.subject])
    if (view.until.month, view.until.day) != (12, 31):
        yield texts.text(UNFINISHED)
    if not view.lines.lines:
        yield texts.text(words.WITHHELD)
    elif view.asked.columns and view.cross is None:
        yield texts.text(words.NO_CROSS)
    if (view.cross or view.lines).hides:
        yield texts.text(words.RULE)


def grid(
    view: StatisticsView, library: Library, texts: Translations
) -> Iterator[list[str | int]]:
    """Give the rows of the table, its heads first; what is hidden is a word."""
    asked, lines, crossed = view.asked, view.lines, view.cross
    masked, total = texts.text(words.MASKED), texts.text(words.TOTAL)
    first = texts.text(words.DIMENSIONS[asked.rows])

    def shown(count: int | None) -> str | int:
        return masked if count is None else count

    if lines.total is None:
        return
    if view.medians is not None:
        yield [first, total, texts.text(words.MEDIAN)]
        for line in lines.named:
            name = name_of(library, asked.rows, line.key, texts)
            days: str | int = view.medians.get(
                line.key, texts.text(words.NOTHING if line.count == 0 else words.MASKED)
            )
            yield [name, shown(line.count), days]
        yield [total, lines.total, shown(view.median)]
        return
    if crossed is None:
        yield [first, total]
        for line in lines.named:
            yield [name_of(library, asked.rows, line.key, texts), shown(line.count)]
        yield [total, lines.total]
        return
    columns = [
        name_of(library, crossed.columns, key, texts) for key in crossed.column_keys
    ]
    yield [first, *columns, total]
    for key, counts, together in zip(
        crossed.row_keys, crossed.counts, crossed.row_totals, strict=True
    ):
        name = name_of(library, crossed.rows, key, texts)
        yield [name, *map(shown, counts), together]
    yield [total, *crossed.column_totals, crossed.total]


def bars(
    view: StatisticsView, library: Library, texts: Translations
) -> Iterator[tuple[str, int | None]]:
    """Give the lines of the chart: a name, and a number unless it is hidden."""
    for line in view.lines.named:
        name = name_of(library, view.asked.rows, line.key, texts)
        if view.medians is None:
            yield name, line.count
        elif line.count != 0:  # Nothing lasted no time.
            yield name, view.medians.get(line.key)


def name_of(
    library: Library, dimension: Dimension, key: str, texts: Translations
) -> str:
    """Return what people call the line *key* of *dimension*."""
    if key == HIDDEN or not key:
        return texts.text(words.TOGETHER if key else words.UNKNOWN)
    match dimension:
        case Dimension.MONTH:
            name = month(key, texts)
        case Dimension.RIGHT:
            name = texts.text(words.RIGHTS[Right(key)])
        case Dimension.PROCEDURE:
            name = _titled(library.procedures.get(key), key, texts)
        case Dimension.SYMPTOM:
            name = cause_name(library, key, texts)
        case Dimension.PREFECTURE:
            name = key
    return name


def cause_name(library: Library, cause: str, texts: Translations) -> str:
    """Return why a right was lost, or what blocks, in words."""
    if cause in set(Cause):
        return texts.text(words.CAUSES[Cause(cause)])
    return _titled(library.symptoms.get(cause), cause, texts)


def month(key: str, texts: Translations) -> str:
    """Return a month such as ``2026-03`` in words."""
    from babel.dates import format_date  # noqa: PLC0415 - not before the window

    first = date.fromisoformat(f"{key}-01")
    return format_date(first, "LLLL", locale=texts.language)


def _titled(entry: Entry | None, code: str, texts: Translations) -> str:
    if entry is None:  # The catalogue lost it.
        return code
    return texts.content(sentence(entry, "title"))


def _months(year: int, today: date) -> tuple[str, ...]:
    """Return the months of *year* that have begun."""
    last = today.month if year == today.year else 12
    return tuple(f"{year}-{number:02}" for number in range(1, last + 1))


def _one_spelling(records: Iterator[Record]) -> tuple[Record, ...]:
    """Give one name to a prefecture however it was typed: the first in order."""
    found = tuple(records)
    spelling: dict[str, str] = {}
    for record in sorted(found, key=lambda one: one.prefecture):
        spelling.setdefault(_folded(record.prefecture), record.prefecture.strip())
    return tuple(
        replace(record, prefecture=spelling[_folded(record.prefecture)])
        for record in found
    )


def _folded(text: str) -> str:
    return " ".join(folded(text).split())
