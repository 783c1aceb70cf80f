"""What a file puts on the board of a day: its dates, from when they are shown, where.

The dates are those of the deadlines of the law, one rule at a time, so that a rule that
does not compute is named and leaves the others alone. What they are today may change
by itself another day, when a document ends or somebody comes of age; `Agenda.until` is
the last day for which they hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from anef_desk.catalogue.library import Library
from anef_desk.catalogue.model import DeadlineRule
from anef_desk.law.conditions import AllOf, AnyOf, Compared, Condition, Not
from anef_desk.law.conditions import read_condition as condition_of
from anef_desk.law.deadlines import of_rule, subjects
from anef_desk.law.facts import Facts
from anef_desk.law.formulas import Formula, Scope, read_formula
from anef_desk.law.situation import scope_on
from anef_desk.law.time_limits import TimeLimit, last_day
from anef_desk.law.tokens import LanguageError

Section = Literal["late", "week", "opens", "expected", "untouched"]

WEEK = 7
"""Days that count as this week, today aside."""

UNTOUCHED = 30
"""Days without a word with the person, nor a change, after which a file is untouched."""

AHEAD = 45
"""Days before a legal date during which an untouched file is shown.

As early as the practice of the desks looks at the account before an attestation ends.
"""

ELSEWHERE = frozenset(
    {
        "account",
        "travel_document",
        "child_travel_document",
        "change_address",
        "collect_card",
        "civil_status",
        "validate_visa",
        "family_reunification",
        "nationality",
        "work_authorisation",
        "asylum",
    }
)
"""What can be wanted without asking for a residence title.

A request of these says nothing of the title: its dates are also read without it. They
are those that the rule of the implicit refusal sets apart.
"""

_WRONG = (LanguageError, OverflowError, ValueError)
_NEVER = date.max


@dataclass(frozen=True, kw_only=True)
class Matter:
    """A date of a file: which rule gives it, about what, and from when it is shown."""

    rule: str  # identifier of a deadline, code of a supporting document, or a meeting
    kind: Literal["deadline", "paper", "meeting"] = "deadline"
    case: str = ""  # identifier of the case in the light of which it is read
    about: str = ""  # kind of the document it looks at; "": the person
    opens: date | None = None
    due: date
    shows_on: date
    legal: bool = True  # set by a text, not by our practice

    @property
    def clock(self) -> tuple[str, str, date]:
        """Return what makes it the same date, whatever the case it is read in."""
        return self.rule, self.about, self.due


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """The dates of a file as they were on one day, and until when they hold."""

    matters: tuple[Matter, ...]
    failed: tuple[str, ...]  # identifiers of the rules that did not compute
    until: date  # last day


def agenda(lights: Sequence[tuple[str, Facts]], on: date, library: Library) -> Agenda:
    """Return the dates of a file on the day *on*.

    Args:
        lights: What is known, in the light of each request that is going on: its
            identifier, and the facts; "" where no request is looked at.
        on: The day.
        library: The rules.
    """
    found: dict[tuple[str, str, date], Matter] = {}
    failed: list[str] = []
    until = _NEVER
    for case, facts in lights:
        try:
            scope = scope_on(facts, on, library)
        except _WRONG:  # Its rule fails again below, and is named there.
            scope = facts.scope(on)
        for rule in library.deadlines:
            try:
                for matter in _of_rule(rule, case, (facts, scope), on, library):
                    found.setdefault(matter.clock, matter)
            except _WRONG:
                failed.append(rule.id)
        try:
            until = min(until, _holds_until(facts, scope, on, library))
        except _WRONG:  # A date at the end of the calendar: look again tomorrow.
            until = on
    matters = sorted(found.values(), key=lambda one: (one.due, one.rule))
    return Agenda(
        matters=tuple(matters), failed=tuple(dict.fromkeys(failed)), until=until
    )


def section(
    matter: Matter, on: date, *, contact: date | None, hidden_until: date | None = None
) -> Section | None:
    """Return under which title *matter* stands on the board of the day *on*.

    Args:
        matter: A date.
        on: The day of the board.
        contact: When somebody last had a word with the person, or changed their file.
        hidden_until: It was dealt with, or put off, until that day.
    """
    if hidden_until is not None and on < hidden_until:
        return None
    far = matter.due > on + timedelta(days=WEEK)
    if matter.kind != "deadline":
        return None if far else "expected"
    if matter.due < on:
        return "late"
    if not far:
        return "week"
    near = matter.due <= on + timedelta(days=AHEAD)
    if near and matter.legal and is_untouched(contact, on):
        return "untouched"
    return "opens" if matter.shows_on <= on else None


def is_untouched(contact: date | None, on: date) -> bool:
    """Return whether nobody touched a file for a while on the day *on*."""
    return contact is None or contact <= on - timedelta(days=UNTOUCHED)


def next_look(matter: Matter, on: date, reminders: Iterable[int]) -> date | None:
    """Return when a date that was dealt with on the day *on* comes back, if it does.

    At its next reminder; then on the day after, when it would be late: to have dealt
    with a legal date once never hides that it passed. None once it has.
    """
    if matter.due < on:
        return None
    coming = [matter.due - timedelta(days=days) for days in (*reminders, -1)]
    return min((day for day in coming if day > on), default=None)


def _of_rule(
    rule: DeadlineRule,
    case: str,
    known: tuple[Facts, Scope],
    on: date,
    library: Library,
) -> Iterator[Matter]:
    facts, scope = known
    for deadline in of_rule(rule, facts, scope, on, library):
        if deadline.due is None:
            continue
        first = [deadline.due - timedelta(days=WEEK)]
        first += [deadline.due - timedelta(days=days) for days in rule.reminders]
        if deadline.opens is not None:
            first.append(deadline.opens - timedelta(days=WEEK))
        yield Matter(
            rule=rule.id,
            case=case,
            about=deadline.document.kind.value if deadline.document else "",
            opens=deadline.opens,
            due=deadline.due,
            shows_on=min(first),
            legal=deadline.reliability != "practice",
        )


def _holds_until(facts: Facts, scope: Scope, on: date, library: Library) -> date:
    """Return the last day for which the deadlines computed on the day *on* hold."""
    turns = [day for day in _turns(facts, scope, on, library) if day > on]
    return min(turns, default=_NEVER) - timedelta(days=1) if turns else _NEVER


def _turns(facts: Facts, scope: Scope, on: date, library: Library) -> Iterator[date]:
    """Yield every day on which a fact changes by itself."""
    for held in facts.held or ():
        if held.ends_on is not None:
            yield held.ends_on + timedelta(days=1)
    born = facts.known.get("birth_date")
    for day in (getattr(born, "earliest", None), getattr(born, "latest", None)):
        if isinstance(day, date):
            yield last_day(day, TimeLimit(18, "years"))
    refusal = scope.get("implicit_refusal_on")
    if isinstance(refusal, date):
        yield refusal + timedelta(days=1)
    for rule in library.deadlines:
        yield from _turns_of(rule, facts, scope, on)


def _turns_of(
    rule: DeadlineRule, facts: Facts, scope: Scope, on: date
) -> Iterator[date]:
    """Yield the days on which what *rule* says of today changes."""
    try:
        condition = condition_of(rule.when)
        formulas = [read_formula(text) for text in (rule.due, rule.opens) if text]
        compared = tuple(_compared_with_today(condition))
        moves = any("today" in formula.names() for formula in formulas)
        if moves and condition.truth(scope) is not False:
            yield on + timedelta(days=1)
        if not compared:
            return
        for document in subjects(rule.kinds, facts):
            around = scope if document is None else facts.of_document(document, scope)
            for today, other in compared:
                yield from _turn(today, other, around, on)
    except _WRONG:
        yield on + timedelta(days=1)


def _turn(today: Formula, other: Formula, scope: Scope, on: date) -> Iterator[date]:
    """Yield the days on which a comparison of *today* with *other* may turn.

    A formula that moves with today on either side may turn any day.
    """
    if today.limits or "today" in other.names():
        yield on + timedelta(days=1)
        return
    day = other.day(scope)
    if day is not None:
        yield day
        yield day + timedelta(days=1)


def _compared_with_today(condition: Condition) -> Iterator[tuple[Formula, Formula]]:
    if isinstance(condition, Not):
        yield from _compared_with_today(condition.part)
    elif isinstance(condition, AllOf | AnyOf):
        for part in condition.parts:
            yield from _compared_with_today(part)
    elif isinstance(condition, Compared) and isinstance(condition.other, Formula):
        if "today" in condition.fact.names():
            yield condition.fact, condition.other
        elif "today" in condition.other.names():
            yield condition.other, condition.fact
