"""What is wrong: documents checked against the law, dates passed, symptoms noticed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from anef_desk.catalogue.library import Library
from anef_desk.catalogue.model import Symptom
from anef_desk.catalogue.sentences import sentence
from anef_desk.i18n import Sentence
from anef_desk.law.basis import Basis, basis
from anef_desk.law.conditions import read_condition
from anef_desk.law.deadlines import subjects
from anef_desk.law.facts import Facts, HeldDocument
from anef_desk.law.formulas import Scope
from anef_desk.law.remedies import RungState, ladder, next_rung

Severity = Literal["late", "soon", "info"]

_ORDER = {"late": 0, "soon": 1, "info": 2}


@dataclass(frozen=True, kw_only=True)
class Alert:
    """A symptom that the dates raise by themselves, or that somebody noticed."""

    symptom: str
    title: Sentence
    text: Sentence
    now: Sentence
    danger: Sentence  # said before anything else, where waiting is dangerous
    severity: Severity
    ladder: tuple[RungState, ...]
    next: RungState | None
    letters: tuple[str, ...]  # less those that surely do not fit
    document: HeldDocument | None
    noticed: bool  # somebody noticed it; the dates alone did not raise it
    basis: Basis

    @property
    def next_remedy(self) -> str | None:
        """Return the code of the remedy that comes next."""
        return self.next.remedy if self.next else None


def alerts(facts: Facts, scope: Scope, library: Library) -> tuple[Alert, ...]:
    """Return the alerts, dangerous ones first, then the most severe."""
    return tuple(_raised(_ranked(library), facts, scope, library))


def most_pressing(facts: Facts, scope: Scope, library: Library) -> Alert | None:
    """Return the first alert that calls for an act; the symptoms after it are not read."""
    calling = (s for s in _ranked(library) if s.severity != "info")
    return next(_raised(calling, facts, scope, library), None)


def _ranked(library: Library) -> tuple[Symptom, ...]:
    """Return the symptoms in the order their alerts are said in."""

    def rank(symptom: Symptom) -> tuple[bool, int, str]:
        return not symptom.danger, _ORDER[symptom.severity], symptom.code

    return library.once(
        "ranked symptoms",
        lambda: tuple(sorted(library.symptoms.values(), key=rank)),
    )


def _raised(
    symptoms: Iterable[Symptom], facts: Facts, scope: Scope, library: Library
) -> Iterator[Alert]:
    noticed = facts.symptoms
    for symptom in symptoms:
        raised, document = _by_the_dates(symptom, facts, scope)
        if raised or symptom.code in noticed:
            rungs = ladder(symptom, scope, facts.done, library)
            yield Alert(
                symptom=symptom.code,
                title=sentence(symptom, "title"),
                text=sentence(symptom, "text"),
                now=sentence(symptom, "now"),
                danger=sentence(symptom, "danger"),
                severity=symptom.severity,
                ladder=rungs,
                next=next_rung(rungs),
                letters=_letters(symptom, scope),
                document=document,
                noticed=not raised,
                basis=basis(symptom.sources, library),
            )


def _by_the_dates(
    symptom: Symptom, facts: Facts, scope: Scope
) -> tuple[bool, HeldDocument | None]:
    """Return whether the dates raise *symptom*, and of which document if of one."""
    if not symptom.raised:
        return False, None
    condition = read_condition(symptom.raised)
    for subject in subjects(symptom.kinds, facts):
        around = scope if subject is None else facts.of_document(subject, scope)
        if condition.truth(around):
            return True, subject
    return False, None


def _letters(symptom: Symptom, scope: Scope) -> tuple[str, ...]:
    return tuple(
        code
        for code in symptom.letters
        if read_condition(symptom.letters_when.get(code, "")).truth(scope) is not False
    )
