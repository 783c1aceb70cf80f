"""The ladder of remedies of a symptom: which rung comes next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from anef_desk.catalogue.library import Library
from anef_desk.catalogue.model import Symptom
from anef_desk.catalogue.sentences import sentence
from anef_desk.i18n import Sentence
from anef_desk.law.basis import Basis, basis
from anef_desk.law.conditions import read_condition
from anef_desk.law.formulas import Scope


@dataclass(frozen=True, kw_only=True)
class RungState:
    """A remedy of a ladder in this situation."""

    remedy: str
    title: Sentence
    text: Sentence
    prerequisite: Sentence
    proof: Sentence
    wait: Sentence
    wait_is_practice: bool
    addressee: Sentence
    taken: bool
    basis: Basis


def ladder(
    symptom: Symptom, scope: Scope, done: Collection[str], library: Library
) -> tuple[RungState, ...]:
    """Return the rungs that make sense in this situation, from the first.

    A rung whose condition is false is left out: the judge's interim order (E11), for
    one, is refused once the implicit refusal is born.
    """
    rungs = []
    for rung in symptom.ladder:
        remedy = library.remedies.get(rung.remedy)
        if remedy is None or not read_condition(rung.when).truth(scope):
            continue
        rungs.append(
            RungState(
                remedy=remedy.code,
                title=sentence(remedy, "title"),
                text=sentence(remedy, "text"),
                prerequisite=sentence(remedy, "prerequisite"),
                proof=sentence(remedy, "proof"),
                wait=sentence(remedy, "wait"),
                wait_is_practice=remedy.wait_is_practice,
                addressee=sentence(remedy, "addressee"),
                taken=remedy.code in done,
                basis=basis(remedy.sources, library),
            )
        )
    return tuple(rungs)


def next_rung(rungs: tuple[RungState, ...]) -> RungState | None:
    """Return the first rung after the last one taken; None at the top."""
    last = max((place for place, rung in enumerate(rungs) if rung.taken), default=-1)
    return rungs[last + 1] if last + 1 < len(rungs) else None
