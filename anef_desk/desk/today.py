"""Today: what is late, what ends this week, who is expected, what opens.

No file is read to show the board: the dates of each are kept in the vault, and computed
again, by the law, for the files that changed or whose day has come.
"""

from __future__ import annotations

from collections.abc import (
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final, Protocol

from anef_desk import clock
from anef_desk.catalogue.library import procedure_title
from anef_desk.catalogue.model import DeadlineRule
from anef_desk.catalogue.sentences import sentence
from anef_desk.desk.board import (
    SECTIONS,
    Board,
    BoardItem,
    BoardNote,
    BoardRow,
    BoardSection,
    ItemState,
)
from anef_desk.desk.context import Context, Recorded
from anef_desk.desk.roles import Act
from anef_desk.domain.case import Case, CaseState, Outcome
from anef_desk.domain.handover import Handover
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.person import Person
from anef_desk.domain.postponement import Postponement
from anef_desk.i18n import Sentence
from anef_desk.law.agenda import (
    ELSEWHERE,
    Matter,
    Section,
    agenda,
    next_look,
    section,
)
from anef_desk.law.alerts import alerts
from anef_desk.law.basis import basis
from anef_desk.law.deadlines import state
from anef_desk.law.situation import scope_on
from anef_desk.vault.repositories.agenda import FOR_EVER, AgendaRow
from anef_desk.vault.vault import Store

SHOWN = 12
"""People of a section shown at first; the others are one press away."""

COUNTED = 200
"""Dates of a section that are counted; beyond, "more than"."""

FIRST = 12
"""People who fill the window: those after them are not seen before they are read."""

AT_ONCE = 12
"""Files whose dates are computed before the board is shown; others come after."""

AT_A_TIME = 50
"""Files computed in one go: nobody waits for the vault longer than that."""

NOTES = 20
"""What colleagues left, shown at first; the rest is one press away."""

AFTER_REFUSAL = frozenset({"C13", "C14", "C15"})
"""The deadlines by which a refusal, or a closure, is contested once it ended the case."""

CONTESTABLE = (Outcome.REFUSED, Outcome.CLOSED)
"""The ends of a case that are contested."""

CONTESTED = timedelta(days=400)
"""How long after a refusal: the year of a letter that explains nothing, and a month."""

_NOTHING: Final = Sentence("", "")


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """An appointment of a person."""

    id: str
    day: date
    words: str  # when and where, as it was noted


class Meetings(Protocol):
    """Where the appointments of people are kept."""

    def coming(self, store: Store, person: str, on: date) -> Sequence[Meeting]:
        """Return the appointments of a person on the day *on* and after."""


class Today:
    """The board of an open vault."""

    def __init__(
        self,
        context: Context,
        meetings: Meetings | None = None,
        now: Callable[[], datetime] = clock.now,
    ) -> None:
        self._context = context
        self._meetings = meetings
        self.now = now

    def read(self, shown: int = SHOWN, first: int | None = None) -> Board:
        """Return the board of today, with at most *shown* people in a section.

        Nothing of a frozen file is on that of somebody who may not read it. That of a
        vault that is only read has the dates that were last computed, and says of how
        many files they are not today's.

        Args:
            shown: How many.
            first: Read only the sections that hold so many people, those that matter
                most: the board is shown sooner, and is `Board.whole` once read again.
        """
        context, on = self._context, self._context.today()
        store = context.vault.reading()
        waiting, read_only = self._catch_up(store, on), context.vault.read_only
        shut = context.shut(store)
        candidates: dict[Section, tuple[list[str], bool]] = {}
        for one in SECTIONS:
            dated, more = store.agenda.people(one, on, COUNTED)
            candidates[one] = [p for p in dated if p not in shut], more
        read = _leading(candidates, shown, first)
        people = dict.fromkeys(
            person for one in read for person in candidates[one][0][:shown]
        )
        known, dates = store.people.those(people), _by_section(store, people, on)
        sections = []
        for one, (found, more) in candidates.items():
            rows = tuple(
                self._row(store, known[person], dates[person][one], on)
                for person in (found[:shown] if one in read else ())
                if one in dates[person]
            )
            if rows or (found and one not in read):
                there = sum(one in dates.get(p, {one: ()}) for p in found)
                sections.append(
                    BoardSection(section=one, rows=rows, count=there, more=more)
                )
        notes = [
            one for one in store.handovers.waiting(COUNTED) if one.person not in shut
        ]
        told = notes[: max(shown, NOTES)]
        return Board(
            on=on,
            at=self.now(),
            may=context.allowed,
            people=store.people.count(),
            sections=tuple(sections),
            notes=tuple(self._note(store, handover) for handover in told),
            notes_left=len(notes) - len(told),
            failed=self._titles(store.agenda.failed()),
            waiting=0 if read_only else waiting,
            outdated=waiting if read_only else 0,
            whole=all(
                one in read for one, (found, _more) in candidates.items() if found
            ),
        )

    def compute(self, limit: int = AT_A_TIME) -> int:
        """Compute the dates of at most *limit* files; return how many still wait.

        None waits in a vault that is only read: nothing can be kept there.
        """
        context, on = self._context, self._context.today()
        if context.vault.read_only:
            return 0
        version = context.library.version
        with context.writing(Act.READ) as store:
            for person in store.agenda.stale(on, version, limit):
                self._compute(store, person, on)
            store.commit()
            return store.agenda.waiting(on, version)

    def done(self, item: BoardItem, person: str) -> Recorded:
        """Note that a date was dealt with; it comes back at its next reminder.

        A paper, a meeting, or a date that is past does not come back.
        """
        on, matter = self._context.today(), item.matter
        until: date | None = None
        if matter.kind == "deadline":
            rule = self._rule(matter.rule)
            until = next_look(matter, on, rule.reminders if rule else ())
        return self._note_down(person, matter, done=True, until=until, reason="")

    def postpone(
        self, item: BoardItem, person: str, until: date, reason: str
    ) -> Recorded:
        """Put a date off until the day *until*, and say why.

        Raises:
            ValueError: If that day is not to come, or no reason is given.
        """
        if until <= self._context.today() or not reason.strip():
            raise ValueError
        return self._note_down(
            person, item.matter, done=False, until=until, reason=reason.strip()
        )

    def letters(self, person: str, case: str) -> tuple[str, ...]:
        """Return the letters that the most pressing alert of a person calls for.

        Raises:
            FrozenFileError: If the file is frozen and whoever is here may not read it.
        """
        context, on = self._context, self._context.today()
        store = context.readable(person)
        documents = tuple(store.documents.of(person))
        light = store.cases.get(case) if case else None
        cases = store.cases.of(person)
        facts = context.facts(store.people.get(person), documents, light, cases)
        scope = scope_on(facts, on, context.library)
        raised = alerts(facts, scope, context.library)
        return next((one.letters for one in raised if one.severity != "info"), ())

    def _catch_up(self, store: Store, on: date) -> int:
        """Compute what waits, if it is little; return how many files still wait."""
        version = self._context.library.version
        stale = store.agenda.stale(on, version, AT_ONCE + 1)
        if not stale:
            return 0
        if len(stale) > AT_ONCE or self._context.vault.read_only:
            return store.agenda.waiting(on, version)
        return self.compute(AT_ONCE)

    def _compute(self, store: Store, person_id: str, on: date) -> None:
        context = self._context
        person = store.people.get(person_id)
        documents = tuple(store.documents.of(person_id))
        every = store.cases.of(person_id)
        cases = [case for case in every if case.state is not CaseState.ANSWERED]
        refused = {
            case.id: last
            for case in every
            if (last := _contested_until(case)) is not None and on <= last
        }
        ended = [case for case in every if case.id in refused]
        found = agenda(
            [
                (case.id if case else "", context.facts(person, documents, case, every))
                for case in (*self._lights(cases), *ended)
            ],
            on,
            context.library,
        )
        matters = [
            *(one for one in found.matters if self._counts(one, refused)),
            *_papers(cases),
        ]
        until = min((found.until, *refused.values()))
        for meeting in self._coming(store, person_id, on):
            matters.append(_meeting(meeting, on))
            until = min(until, meeting.day)
        hidden = {
            (one.rule, one.about, one.due): one.until or FOR_EVER
            for one in store.postponements.of(person_id)
        }
        rows = [
            AgendaRow(
                person=person_id,
                matter=matter,
                contact=_touched_on(store, person),
                hidden_until=hidden.get(matter.clock),
            )
            for matter in matters
            if hidden.get(matter.clock) != FOR_EVER
        ]
        version = context.library.version
        store.agenda.put(person_id, rows, found.failed, (on, until, version))

    def _lights(self, cases: Sequence[Case]) -> Iterator[Case | None]:
        """Yield the requests a file is read in the light of, one after the other.

        None, when none of them asks for a residence title: the dates of the title held
        are then read by themselves.
        """
        yield from cases
        wanted = {self._wants(case) for case in cases}
        if wanted <= {"", *ELSEWHERE}:  # "": nobody knows what it asks for.
            yield None

    def _counts(self, matter: Matter, refused: Collection[str]) -> bool:
        """Return whether *matter* is due: of a refusal, what contests it alone is."""
        if matter.case not in refused:
            return True
        rule = self._rule(matter.rule)
        return rule is not None and rule.code in AFTER_REFUSAL

    def _wants(self, case: Case) -> str:
        procedure = self._context.library.procedures.get(case.procedure)
        return (procedure.wants if procedure else None) or ""

    def _coming(self, store: Store, person: str, on: date) -> Sequence[Meeting]:
        return self._meetings.coming(store, person, on) if self._meetings else ()

    def _row(
        self, store: Store, person: Person, matters: Iterable[Matter], on: date
    ) -> BoardRow:
        return BoardRow(
            person=person.id,
            name=person.display_name,
            native_name=person.native_name,
            items=tuple(self._item(store, person.id, one, on) for one in matters),
        )

    def _item(self, store: Store, person: str, matter: Matter, on: date) -> BoardItem:
        library = self._context.library
        at: ItemState = state(matter.opens, matter.due, on)
        title = text = procedure = _NOTHING
        rests, words = None, ""
        if matter.kind == "paper":
            paper = library.supporting_documents.get(matter.rule)
            title = sentence(paper, "title") if paper else _NOTHING
        elif matter.kind == "meeting":
            coming = self._coming(store, person, on)
            words = next((one.words for one in coming if one.id == matter.rule), "")
        else:
            rule = self._rule(matter.rule)
            if rule is not None:
                title = sentence(rule, "title")
                text = sentence(rule, "missed" if at == "past" else "text")
                rests = basis(rule.sources, library)
        if matter.case:
            code = store.cases.get(matter.case).procedure
            procedure = procedure_title(library, code)
        return BoardItem(
            matter=matter,
            state=at,
            title=title,
            text=text,
            basis=rests,
            procedure=procedure,
            words=words,
        )

    def _rule(self, rule_id: str) -> DeadlineRule | None:
        rules: dict[str, DeadlineRule] = self._context.library.once(
            "deadline rules by identifier",
            lambda: {rule.id: rule for rule in self._context.library.deadlines},
        )
        return rules.get(rule_id)

    def _titles(self, rules: Iterable[str]) -> tuple[Sentence, ...]:
        known = (self._rule(rule) for rule in rules)
        return tuple(sentence(rule, "title") for rule in known if rule is not None)

    def _note(self, store: Store, handover: Handover) -> BoardNote:
        person = store.people.get(handover.person)
        return BoardNote(
            handover=handover,
            name=person.display_name,
            native_name=person.native_name,
        )

    def _note_down(
        self,
        person: str,
        matter: Matter,
        *,
        done: bool,
        until: date | None,
        reason: str,
    ) -> Recorded:
        context = self._context
        noted = Postponement(
            id=new_id(),
            person=person,
            rule=matter.rule,
            about=matter.about,
            due=matter.due,
            done=done,
            until=until,
            reason=reason,
            noted_on=context.today(),
            staff=context.staff.name,
        )
        with context.writing(Act.EVENTS) as store:
            store.postponements.put(noted)
            store.commit()
        return context.recorded(person, None, noted)


def _touched_on(store: Store, person: Person) -> date | None:
    """Return when somebody last had a word with a person, or changed their file."""
    days = (person.last_contact, store.history.last_change(person.id))
    return max((day for day in days if day is not None), default=None)


def _contested_until(case: Case) -> date | None:
    """Return until when the end of *case* is looked at; None: nothing contests it."""
    if case.outcome not in CONTESTABLE or case.answered_on is None:
        return None
    return case.answered_on + CONTESTED


def _leading(
    candidates: Mapping[Section, tuple[Sequence[str], bool]],
    shown: int,
    first: int | None,
) -> set[Section]:
    """Return the sections that hold the *first* people, of *shown* in each; None: all."""
    read: set[Section] = set()
    people = 0
    for one, (found, _more) in candidates.items():
        if first is not None and people >= first:
            break
        read.add(one)
        people += min(len(found), shown)
    return read


def _by_section(
    store: Store, people: Iterable[str], on: date
) -> dict[str, dict[Section, list[Matter]]]:
    """Return the dates of each of *people* by section, the one that leads first."""
    found: dict[str, dict[Section, list[Matter]]] = {}
    for person, rows in store.agenda.rows(people).items():
        places = found[person] = {}
        for row in rows:
            place = section(
                row.matter, on, contact=row.contact, hidden_until=row.hidden_until
            )
            if place is not None:
                places.setdefault(place, []).append(row.matter)
        for place, matters in places.items():
            matters.sort(key=partial(_rank, place=place))
    return found


def _rank(matter: Matter, place: Section) -> tuple[bool, int, str]:
    """Order the dates of a person: those of the law first, then the nearest."""
    days = matter.due.toordinal()
    return not matter.legal, -days if place == "late" else days, matter.rule


def _papers(cases: Iterable[Case]) -> Iterator[Matter]:
    """Yield the papers that end before what they are for is filed."""
    for case in cases:
        for mark in case.marks if case.filing is None else ():
            if mark.valid_until is not None:
                yield Matter(
                    rule=mark.requirement,
                    kind="paper",
                    case=case.id,
                    about=case.id,
                    due=mark.valid_until,
                    shows_on=case.opened_on,
                    legal=False,
                )


def _meeting(meeting: Meeting, on: date) -> Matter:
    return Matter(
        rule=meeting.id,
        kind="meeting",
        due=meeting.day,
        shows_on=on,
        legal=False,
    )
