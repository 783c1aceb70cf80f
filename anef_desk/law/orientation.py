"""Which procedures answer a situation, which are worth a look, and why."""

from __future__ import annotations

from dataclasses import dataclass

from anef_desk.catalogue.library import Library
from anef_desk.catalogue.model import Procedure
from anef_desk.catalogue.sentences import reason_sentences, sentence
from anef_desk.i18n import Sentence
from anef_desk.law.conditions import Truth, read_condition, undecided
from anef_desk.law.formulas import Scope
from anef_desk.law.text import Text


@dataclass(frozen=True, kw_only=True)
class ProcedureAnswer:
    """A procedure that fits the situation, surely or perhaps."""

    code: str
    id: str
    channel: str
    title: Sentence
    summary: Sentence
    truth: Truth  # None: it depends on `undecided`
    why: tuple[Text, ...]
    undecided: tuple[str, ...] = ()


def orientation(scope: Scope, library: Library) -> tuple[ProcedureAnswer, ...]:
    """Return the procedures that fit, best first.

    First those that answer the situation, then those related to it, then those that
    would answer it if what is not known yet were so. One that would be both related
    and perhaps the answer counts once, at its better place.
    """
    ranked: list[tuple[int, ProcedureAnswer]] = []
    for procedure in library.procedures.values():
        condition = read_condition(procedure.answers)
        answers = condition.truth(scope)
        related = bool(procedure.related) and read_condition(procedure.related).truth(
            scope
        )
        if answers is False and related is not True:
            continue
        rank = 0 if answers else 1 if related else 2
        missing = undecided(condition, scope) if answers is None else ()
        ranked.append((rank, _answer(procedure, scope, answers or related, missing)))
    ranked.sort(key=lambda pair: pair[0])
    return tuple(answer for _rank, answer in ranked)


def _answer(
    procedure: Procedure, scope: Scope, truth: Truth, missing: tuple[str, ...]
) -> ProcedureAnswer:
    reasons = zip(procedure.why, reason_sentences(procedure), strict=True)
    return ProcedureAnswer(
        code=procedure.code,
        id=procedure.id,
        channel=procedure.channel,
        title=sentence(procedure, "title"),
        summary=sentence(procedure, "summary"),
        truth=True if truth else None,
        why=tuple(
            Text(said)
            for reason, said in reasons
            if read_condition(reason.when).truth(scope)
        ),
        undecided=missing,
    )
