"""What a case still has to be asked: the questions whose answers would decide.

A procedure takes some answers for granted: who opens the first card of a refugee does
not have to be asked what they want.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from anef_desk.catalogue.library import Library
from anef_desk.catalogue.model import DeadlineRule, Fact, Procedure
from anef_desk.law.checklist import ChecklistEntry
from anef_desk.law.conditions import AllOf, AnyOf, Condition, OneOf, read_condition
from anef_desk.law.deadlines import Deadline, of_rule
from anef_desk.law.facts import Facts
from anef_desk.law.given import ASKED
from anef_desk.law.situation import scope_on

ASSUMED = ("wants", "purpose")
"""The facts a procedure may take for granted."""

ASYLUM = "asylum"
"""What a request for asylum wants, whatever else its attestation is looked up for.

Neither the silence of a préfet nor the administrative court is about it.
"""


@dataclass(frozen=True, kw_only=True)
class Question:
    """A fact to ask about, and the answers that make sense here."""

    fact: Fact
    values: tuple[str, ...]  # of a choice


def assumed(procedure: Procedure) -> dict[str, object]:
    """Return what *procedure* takes for granted of who opens it."""
    answers = read_condition(procedure.answers)
    found: dict[str, object] = {}
    for fact in ASSUMED:
        values = implied(answers, fact)
        if values is not None and len(values) == 1:
            found[fact] = values[0]
    if procedure.wants == ASYLUM:
        found["wants"] = ASYLUM
    return found


def implied(condition: Condition, fact: str) -> tuple[str, ...] | None:
    """Return the only words *fact* can be where *condition* holds; None: any.

    >>> implied(read_condition("a == x and (b == y or a == z)"), "a")
    ('x',)
    >>> implied(read_condition("a == x or b == y"), "a") is None
    True
    """
    if isinstance(condition, OneOf):
        return condition.words if condition.fact == fact and condition.among else None
    if isinstance(condition, AllOf):
        known = [w for w in (implied(p, fact) for p in condition.parts) if w]
        if not known:
            return None
        first, *others = known
        return tuple(w for w in first if all(w in other for other in others))
    if isinstance(condition, AnyOf):
        each = [implied(part, fact) for part in condition.parts]
        if any(words is None for words in each):
            return None
        return tuple(dict.fromkeys(w for words in each for w in words or ()))
    return None


def questions(
    procedure: Procedure,
    entries: Iterable[ChecklistEntry],
    deadlines: Iterable[Deadline],
    library: Library,
    told: Collection[str] = (),
) -> tuple[Question, ...]:
    """Return what to ask for a case of *procedure*, what decides most first.

    It decides a document of the checklist, a date the procedure sets going, or one
    that something *told* of the case set going. Only what nothing else says is asked: a
    person's file, the papers they hold and the filing have pages of their own.
    """
    begun = {rule.id for rule in library.deadlines if not names(rule).isdisjoint(told)}
    open_ = Counter(fact for entry in entries for fact in entry.undecided)
    open_.update(
        fact
        for deadline in deadlines
        if deadline.code in procedure.deadlines or deadline.id in begun
        for fact in deadline.missing
    )
    answers = read_condition(procedure.answers)
    found = []
    for key, _times in sorted(open_.items(), key=lambda pair: (-pair[1], pair[0])):
        fact = library.facts.get(key)
        if fact is None or key not in ASKED:
            continue
        values = implied(answers, key) if key in ASSUMED else None
        found.append(Question(fact=fact, values=values or fact.values))
    return tuple(found)


def notable(facts: Facts, on: date, library: Library) -> tuple[Question, ...]:
    """Return what may have happened and would change a date, had somebody noted it.

    Nothing says that it did: nobody is asked about it, and it can be told. A day is
    tried for each: today, and the days on which something else began.
    """
    known = scope_on(facts, on, library)
    begun = {day for day in known.values() if type(day) is date and day <= on}
    found = []
    for key, fact in library.facts.items():
        if key not in ASKED or key in known or fact.type != "date":
            continue
        rules = [rule for rule in library.deadlines if key in names(rule)]
        if any(_changes(key, day, rules, facts, library) for day in (on, *begun)):
            found.append(Question(fact=fact, values=()))
    return tuple(found)


def _changes(
    key: str, day: date, rules: Iterable[DeadlineRule], facts: Facts, library: Library
) -> bool:
    """Return whether one of *rules* would say something else, had *key* been *day*."""
    told = replace(facts, known={**facts.known, key: day})
    return _dates(facts, day, rules, library) != _dates(told, day, rules, library)


def _dates(
    facts: Facts, on: date, rules: Iterable[DeadlineRule], library: Library
) -> set[tuple[object, ...]]:
    """Return what *rules* say on the day *on*, each with its day, if it has one."""
    scope = scope_on(facts, on, library)
    return {
        (rule.id, one.document, one.due)
        for rule in rules
        for one in of_rule(rule, facts, scope, on, library)
    }


def names(rule: DeadlineRule) -> frozenset[str]:
    """Return the facts that *rule* looks at to know whether it says anything."""
    return _names(rule.when)


@lru_cache(maxsize=256)
def _names(when: str) -> frozenset[str]:
    """Return the facts of a condition: asked for each rule each time a case is shown."""
    return frozenset(read_condition(when).names())
