"""Which procedures answer a situation, which are worth a look, and why.

The questionnaire asks at most the questions of ``orientation.toml``, in their order,
each only while its answer can still change something.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from anef_desk.catalogue.library import Library
from anef_desk.catalogue.model import Procedure, Question
from anef_desk.catalogue.sentences import listed_sentences, reason_sentences, sentence
from anef_desk.domain.residence_document import Kind
from anef_desk.i18n import Sentence
from anef_desk.law.conditions import Truth, read_condition, undecided
from anef_desk.law.facts import Facts, HeldDocument
from anef_desk.law.formulas import Scope
from anef_desk.law.text import Text

NOTHING = "none"
"""The answer to `held` of somebody who has no document."""

_ASKED_AS = {
    "adult": "birth_date",
    "birth_on": "birth_date",
    "implicit_refusal_born": "filed_on",
    "implicit_refusal_on": "filed_on",
    "renewal_asked": "filed_on",
    "suspended_days": "completion_due_on",
}


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


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A procedure that is not the answer, and why."""

    code: str
    title: Sentence
    why_not: tuple[Sentence, ...]


def left_out(scope: Scope, library: Library) -> tuple[LeftOut, ...]:
    """Return the procedures that surely do not answer the situation, and why.

    The reasons that hold are said; those without a condition only when none does.
    """
    kept = {answer.code for answer in orientation(scope, library)}
    found = []
    for procedure in library.procedures.values():
        if procedure.code in kept:
            continue
        reasons = list(
            zip(
                procedure.why_not,
                listed_sentences(procedure, "why_not", "text"),
                strict=True,
            )
        )
        holding = [
            said
            for reason, said in reasons
            if reason.when and read_condition(reason.when).truth(scope)
        ]
        always = [said for reason, said in reasons if not reason.when]
        found.append(
            LeftOut(
                code=procedure.code,
                title=sentence(procedure, "title"),
                why_not=tuple(holding or always),
            )
        )
    return tuple(found)


def asked_as(name: str) -> str:
    """Return the fact to ask for so that *name*, perhaps computed, becomes known."""
    if "." in name:
        return "held"
    return _ASKED_AS.get(name, name)


def next_question(
    facts: Facts, scope: Scope, library: Library, skipped: Collection[str] = ()
) -> Question | None:
    """Return the next question worth asking; None when the answer stands.

    Args:
        facts: What was answered so far.
        scope: The same on a day, with what is computed.
        library: The catalogue.
        skipped: The facts nobody could tell.
    """
    open_ = set(_open_facts(scope, library))
    for question in library.questions:
        known = (
            facts.held is not None
            if question.fact == "held"
            else question.fact in scope
        )
        if known or question.fact in skipped or question.fact not in open_:
            continue
        if read_condition(question.when).truth(scope) is not False:
            return question
    return None


def choices(fact: str, scope: Scope, library: Library) -> tuple[str, ...]:
    """Return the values of *fact* that still lead to a procedure, in their order."""
    values = library.facts[fact].values
    if fact == "held":
        return values
    return tuple(
        value
        for value in values
        if any(
            read_condition(procedure.answers).truth({**scope, fact: value}) is not False
            for procedure in library.procedures.values()
        )
    )


def answered(facts: Facts, fact: str, value: object) -> Facts:
    """Return *facts* with an answer to a question; a document for `held`."""
    if fact != "held":
        return replace(facts, known={**facts.known, fact: value})
    if value == NOTHING:
        return replace(facts, held=())
    return replace(facts, held=(HeldDocument(kind=Kind(str(value))),))


def _open_facts(scope: Scope, library: Library) -> Iterator[str]:
    """Yield what would decide which procedure answers."""
    for procedure in library.procedures.values():
        condition = read_condition(procedure.answers)
        for name in undecided(condition, scope):
            yield asked_as(name)


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
