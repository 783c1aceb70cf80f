"""The clocks: dates the law sets, each computed on its own.

The validity of a document and the birth of an implicit refusal are two clocks: the
second counts from the filing and never looks at an API (Conseil d'État, avis du
6 mai 2025, n° 499904).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from anef_desk.catalogue.library import Library
from anef_desk.catalogue.model import DeadlineRule
from anef_desk.catalogue.sentences import sentence
from anef_desk.domain.residence_document import Kind
from anef_desk.i18n import Sentence
from anef_desk.law.basis import Basis, basis
from anef_desk.law.conditions import read_condition, undecided
from anef_desk.law.facts import Facts, HeldDocument
from anef_desk.law.formulas import Scope, read_formula

State = Literal["not_open", "open", "past"]

IMPLICIT_REFUSAL = "C11"


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """A date set by law for this situation."""

    code: str
    id: str
    title: Sentence
    text: Sentence
    missed: Sentence
    opens: date | None  # None: from now on
    due: date | None  # last day; None while `missing` is not known
    state: State
    missing: tuple[str, ...]  # facts that would decide
    document: HeldDocument | None
    reminders: tuple[int, ...]  # days before `due`
    basis: Basis

    @property
    def reliability(self) -> str:
        """Return how far the date may be trusted."""
        return self.basis.reliability


def deadlines(
    facts: Facts, scope: Scope, on: date, library: Library
) -> tuple[Deadline, ...]:
    """Return the deadlines of the situation, soonest first, undated ones last."""
    found = [
        deadline
        for rule in library.deadlines
        for deadline in of_rule(rule, facts, scope, on, library)
    ]
    found.sort(key=lambda deadline: (deadline.due or date.max, deadline.code))
    return tuple(found)


def of_rule(
    rule: DeadlineRule, facts: Facts, scope: Scope, on: date, library: Library
) -> Iterator[Deadline]:
    """Yield what *rule* gives: once for the person, or once per kind of document."""
    for document in subjects(rule.kinds, facts):
        around = scope if document is None else facts.of_document(document, scope)
        condition = read_condition(rule.when)
        truth = condition.truth(around)
        if truth is False:
            continue
        due = read_formula(rule.due)
        opens = read_formula(rule.opens) if rule.opens else None
        missing = [] if truth else list(undecided(condition, around))
        missing += [name for name in due.names() if name not in around]
        last = due.day(around) if truth else None
        first = opens.day(around) if opens and truth else None
        yield Deadline(
            code=rule.code,
            id=rule.id,
            title=sentence(rule, "title"),
            text=sentence(rule, "text"),
            missed=sentence(rule, "missed"),
            opens=first,
            due=last,
            state=state(first, last, on),
            missing=tuple(dict.fromkeys(missing)),
            document=document,
            reminders=rule.reminders,
            basis=basis(rule.sources, library),
        )


def subjects(kinds: tuple[str, ...], facts: Facts) -> Iterator[HeldDocument | None]:
    """Yield what a rule about *kinds* looks at: the latest document of each, or None.

    A rule about no kind looks at the person, once. A document that another of its
    kind replaced is past: nothing is due for it any more.
    """
    if not kinds:
        yield None
    for kind in kinds:
        document = facts.latest(Kind(kind))
        if document is not None:
            yield document


def state(opens: date | None, due: date | None, on: date) -> State:
    """Return where *on* stands: the last day still counts as open."""
    if due is None or (opens is not None and on < opens):
        return "not_open"
    return "past" if on > due else "open"


def implicit_refusal(
    facts: Facts, scope: Scope, on: date, library: Library
) -> dict[str, object]:
    """Return the day silence becomes a refusal, and whether it has, as facts.

    Neither is there while it is not known.

    Source:
        CESEDA R.432-1, R.432-2.
    """
    rules = [rule for rule in library.deadlines if rule.code == IMPLICIT_REFUSAL]
    clocks = [c for rule in rules for c in of_rule(rule, facts, scope, on, library)]
    days = [clock.due for clock in clocks if clock.due is not None]
    found: dict[str, object] = {}
    if days:
        found["implicit_refusal_on"] = min(days)
    if any(clock.state == "past" for clock in clocks):
        found["implicit_refusal_born"] = True
    elif len(days) == len(clocks):
        found["implicit_refusal_born"] = False
    return found
