"""What is wrong: documents checked against the law, dates passed, symptoms noticed."""

from __future__ import annotations

from collections.abc import Iterator
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
    letters: tuple[str, ...]
    document: HeldDocument | None
    noticed: bool  # somebody noticed it; the dates alone did not raise it
    basis: Basis

    @property
    def next_remedy(self) -> str | None:
        """Return the code of the remedy that comes next."""
        return self.next.remedy if self.next else None


def alerts(facts: Facts, scope: Scope, library: Library) -> tuple[Alert, ...]:
    """Return the alerts, dangerous ones first, then the most severe."""
    found = [
        alert
        for symptom in library.symptoms.values()
        for alert in _of_symptom(symptom, facts, scope, library)
    ]
    found.sort(key=lambda a: (not a.danger, _ORDER[a.severity], a.symptom))
    return tuple(found)


def _of_symptom(
    symptom: Symptom, facts: Facts, scope: Scope, library: Library
) -> Iterator[Alert]:
    """Yield the alert of *symptom*, at most once."""
    noticed = symptom.code in facts.symptoms
    document: HeldDocument | None = None
    raised = False
    if symptom.raised:
        condition = read_condition(symptom.raised)
        for subject in subjects(symptom.kinds, facts):
            around = scope if subject is None else facts.of_document(subject, scope)
            if condition.truth(around):
                raised, document = True, subject
                break
    if not raised and not noticed:
        return
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
        letters=symptom.letters,
        document=document,
        noticed=not raised,
        basis=basis(symptom.sources, library),
    )
