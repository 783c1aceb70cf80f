"""The evidence file in words: cover, requests, harm, chronology, list of exhibits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from anef_desk.catalogue.library import Library, procedure_title
from anef_desk.catalogue.sentences import sentence
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.person import Person
from anef_desk.evidence import words
from anef_desk.evidence.chronology import Event, Matter, chronology, gaps
from anef_desk.evidence.exhibits import Exhibit, exhibits, numbers_of
from anef_desk.evidence.missing import tried, weeks
from anef_desk.evidence.words import Purpose
from anef_desk.i18n import SOURCE_LANGUAGE, load
from anef_desk.law.deadlines import Deadline
from anef_desk.letters.file_sheet import FileExhibit, FileSheet, FileTable, Picture

Pages = Callable[[], Iterable[Picture]]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """An exhibit as it is at hand: its title, and its pages."""

    title: str
    letter: bytes = b""
    pictures: Pages = tuple


@dataclass(frozen=True, kw_only=True)
class Parties:
    """Whose file it is, who made it."""

    person: Person
    organisation: Organisation


def evidence_sheet(
    matter: Matter,
    parties: Parties,
    purpose: Purpose,
    library: Library,
    show: Callable[[Exhibit], Shown | None],
    deadlines: Iterable[Deadline] = (),
) -> FileSheet:
    """Return the evidence file of *matter*, in French.

    Args:
        matter: What happened.
        parties: Whose file it is, and the letterhead.
        purpose: For whom.
        library: The catalogue.
        show: Returns an exhibit as it is at hand; None of one that is gone.
        deadlines: The legal dates, for a lawyer.
    """
    events = chronology(matter)
    listed = exhibits(events)
    shown = {exhibit.subject: show(exhibit) for exhibit in listed}
    parts = [
        _summary(matter),
        _requests(matter, library),
        _harm(matter),
    ]
    if purpose is Purpose.LAWYER:
        parts.append(_dates(deadlines))
    parts.append(_chronology(events, listed, library, shown))
    french = load(SOURCE_LANGUAGE)
    return FileSheet(
        title=french.text(words.TITLES[purpose]),
        addressee=french.text(words.ADDRESSEES[purpose]),
        facts=tuple(_facts(matter, parties, purpose, library)),
        parts=tuple(part for part in parts if part.rows or part.lead),
        exhibits_title=french.text(words.EXHIBITS),
        exhibits_header=_header4(words.EXHIBITS_HEADER),
        exhibits=tuple(
            _exhibit(exhibit, shown[exhibit.subject], library) for exhibit in listed
        ),
        no_exhibit=french.text(words.NO_EXHIBIT),
        exhibit=french.text(words.EXHIBIT),
        page=french.text(words.PAGE),
        closing=french.text(words.CLOSING),
        signature=(french.text(words.SIGNATURE),),
    )


def _facts(
    matter: Matter, parties: Parties, purpose: Purpose, library: Library
) -> Iterator[tuple[str, str]]:
    """Yield who and what, without what is not known."""
    french = load(SOURCE_LANGUAGE)
    person, case = parties.person, matter.case
    born = person.birth_date
    remedy = library.remedies.get(words.REMEDIES.get(purpose, ""))
    cited = [library.sources[k] for k in (remedy.sources if remedy else ())]
    known = [s.text for s in cited if s.reliability.startswith("official")]
    told: tuple[tuple[str, str], ...] = (
        (words.NAME, person.display_name),
        (words.BIRTH, born.printed if born else ""),
        (words.NATIONALITY, person.nationality),
        (words.NUMERO_ETRANGER, person.numero_etranger),
        (
            words.PROCEDURE,
            french.content(procedure_title(library, case.procedure)) if case else "",
        ),
        (words.REQUEST_NUMBER, case.filing.number if case and case.filing else ""),
        (words.PREFECTURE, person.prefecture),
        (words.ASKED_LABEL, french.text(words.ASKED[purpose])),
        (words.BASIS_LABEL, " · ".join(known)),
        (words.MADE_BY, parties.organisation.name),
        (words.MADE_ON, french.day(matter.on)),
    )
    yield from ((french.text(label), value) for label, value in told if value)


def _summary(matter: Matter) -> FileTable:
    french = load(SOURCE_LANGUAGE)
    days = [
        attempt.day for attempt in matter.log.attempts() if attempt.day <= matter.on
    ]
    lead = []
    if days:
        lead.append(
            french.count(words.TRIES_ONE, words.TRIES_MANY, len(days))
            + " "
            + french.count(words.WEEKS_ONE, words.WEEKS_MANY, weeks(days))
        )
    else:
        lead.append(french.text(words.NO_TRY))
    case = matter.case
    if case is not None and case.filing is not None:
        lead.append(french.text(words.FILED, day=french.day(case.filing.filed_on)))
        if case.answered_on is None:
            lead.append(french.text(words.NO_ANSWER_SINCE, day=french.day(matter.on)))
    return FileTable(title=french.text(words.SUMMARY), lead=tuple(lead))


def _requests(matter: Matter, library: Library) -> FileTable:
    """Return every request made, and the answer that came or did not."""
    french = load(SOURCE_LANGUAGE)
    made: list[tuple[date, str, str, date | None]] = []
    case = matter.case
    if case is not None and case.filing is not None:
        filing = case.filing
        what = french.text(words.FILING)
        made.append((filing.filed_on, what, filing.number, case.answered_on))
    made += [
        (
            taken.taken_on,
            _remedy(taken.remedy, library),
            taken.reference,
            taken.answered_on,
        )
        for taken in tried(matter.log)
        if taken.remedy != "E0"
    ]
    rows = tuple(
        (
            french.short_day(day),
            what,
            number,
            french.text(words.ANSWERED_ON, day=french.short_day(answered))
            if answered
            else french.text(words.UNANSWERED),
        )
        for day, what, number, answered in sorted(
            (one for one in made if one[0] <= matter.on), key=lambda one: one[:2]
        )
    )
    return FileTable(
        title=french.text(words.REQUESTS),
        lead=() if rows else (french.text(words.NO_REQUEST),),
        header=_header(words.REQUESTS_HEADER),
        shares=(1.1, 3.2, 1.9, 1.8),
        rows=rows,
    )


def _harm(matter: Matter) -> FileTable:
    """Return what was lost and when, the stretches without a document first."""
    french = load(SOURCE_LANGUAGE)
    lost = [
        (since, until, french.text(words.NO_DOCUMENT))
        for since, until in gaps(matter.documents, matter.on)
    ]
    lost += [
        (harm.since, harm.until, " : ".join(filter(None, (harm.what, harm.cause))))
        for harm in matter.harms
        if harm.since <= matter.on
    ]
    rows = tuple(
        (
            french.short_day(since),
            french.short_day(until) if until else french.text(words.STILL),
            what,
        )
        for since, until, what in sorted(
            lost, key=lambda one: (one[0], one[1] or date.max, one[2])
        )
    )
    return FileTable(
        title=french.text(words.HARM),
        lead=() if rows else (french.text(words.NO_HARM),),
        header=_header(words.HARM_HEADER),
        shares=(1, 1, 4),
        rows=rows,
    )


def _dates(deadlines: Iterable[Deadline]) -> FileTable:
    """Return the legal dates that compute; what is not verified is said to be so."""
    french = load(SOURCE_LANGUAGE)
    rows = []
    dated = [one for one in deadlines if one.due is not None]
    for one in sorted(dated, key=lambda one: (one.due or date.max, one.code)):
        texts = " · ".join(one.basis.texts)
        if one.reliability == "unverified":
            texts = f"{texts} ({french.text(words.VERIFY)})"
        due = one.due or date.max
        rows.append((french.short_day(due), french.content(one.title), texts))
    return FileTable(
        title=french.text(words.DATES),
        header=_header(words.DATES_HEADER),
        shares=(1.1, 4, 2.4),
        rows=tuple(rows),
    )


def _chronology(
    events: Iterable[Event],
    listed: tuple[Exhibit, ...],
    library: Library,
    shown: Mapping[str, Shown | None],
) -> FileTable:
    french = load(SOURCE_LANGUAGE)
    return FileTable(
        title=french.text(words.CHRONOLOGY),
        header=_header(words.CHRONOLOGY_HEADER),
        shares=(1.15, 0.75, 5, 0.8),
        rows=tuple(
            (
                french.short_day(event.day),
                event.at.isoformat("minutes") if event.at else "",
                " ".join(_told(event, library, shown)),
                ", ".join(map(str, numbers_of(event, listed))),
            )
            for event in events
        ),
    )


def _told(
    event: Event, library: Library, shown: Mapping[str, Shown | None]
) -> Iterator[str]:
    """Yield the sentences of an event: what it is, then what was noted about it."""
    french = load(SOURCE_LANGUAGE)
    what = _what(event, library, shown)
    yield french.text(words.HAPPENED[event.kind], what=what.rstrip("."))
    if event.until:
        until = words.VALID_UNTIL if event.kind == "document" else words.UNTIL
        yield french.text(until, day=french.short_day(event.until))
    harm = event.kind == "harm"
    quoted = words.MESSAGE if event.kind == "attempt" else words.NOTE
    for message, said in (
        (words.NOTE if harm else words.STEP, event.step),
        (quoted, "" if harm else event.message),
        (words.DEVICE, event.device),
        (words.NUMBER, event.number),
    ):
        if said:
            exact = message == words.MESSAGE
            yield french.text(message, said=said if exact else said.rstrip("."))


def _what(event: Event, library: Library, shown: Mapping[str, Shown | None]) -> str:
    """Return what an event is about, in words."""
    if event.kind == "document":
        return words.DOCUMENTS.get(event.code, event.code)
    if event.kind == "attempt":
        return _symptom(event.code, library)
    if event.kind == "letter":
        letter = shown.get(event.subject)
        return letter.title if letter else event.code
    if event.kind == "harm":
        return event.message
    return _request(event.code, library)


def _exhibit(exhibit: Exhibit, shown: Shown | None, library: Library) -> FileExhibit:
    french = load(SOURCE_LANGUAGE)
    day = french.short_day(exhibit.day)
    if shown is None:
        title = french.text(words.GONE)
        return FileExhibit(number=exhibit.number, title=title, day=day)
    title = shown.title or french.text(words.UNNAMED)
    if exhibit.kind == "attachment" and exhibit.code in library.symptoms:
        title = f"{title} ({_symptom(exhibit.code, library)})"
    return FileExhibit(
        number=exhibit.number,
        title=title,
        day=day,
        apart=french.text(words.APART),
        letter=shown.letter,
        pictures=shown.pictures,
    )


def _symptom(code: str, library: Library) -> str:
    found = library.symptoms.get(code)
    return found.title if found else code


def _remedy(code: str, library: Library) -> str:
    found = library.remedies.get(code)
    return load(SOURCE_LANGUAGE).content(sentence(found, "title")) if found else code


def _request(code: str, library: Library) -> str:
    if code in library.procedures:
        return load(SOURCE_LANGUAGE).content(procedure_title(library, code))
    return _remedy(code, library)


def _header(messages: Iterable[str]) -> tuple[str, ...]:
    return tuple(load(SOURCE_LANGUAGE).text(message) for message in messages)


def _header4(messages: tuple[str, str, str, str]) -> tuple[str, str, str, str]:
    one, two, three, four = _header(messages)
    return one, two, three, four
