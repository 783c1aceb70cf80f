"""All the answers at once: what the guide prints and what a file shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from anef_desk.catalogue.library import Library
from anef_desk.i18n import Sentence, Translations
from anef_desk.law.alerts import Alert, alerts
from anef_desk.law.basis import basis
from anef_desk.law.checklist import ChecklistEntry, checklist
from anef_desk.law.deadlines import Deadline, deadlines, implicit_refusal
from anef_desk.law.facts import Facts
from anef_desk.law.orientation import ProcedureAnswer, orientation
from anef_desk.law.rights import RightAnswer, rights
from anef_desk.law.tokens import LanguageError

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What the law answers to a situation on one day."""

    on: date
    procedures: tuple[ProcedureAnswer, ...]
    supporting_documents: tuple[ChecklistEntry, ...]  # of the first procedure
    deadlines: tuple[Deadline, ...]
    rights: tuple[RightAnswer, ...]
    alerts: tuple[Alert, ...]
    failed: tuple[str, ...] = ()  # the parts a broken rule left out


def scope_on(facts: Facts, on: date, library: Library) -> dict[str, object]:
    """Return every fact on the day *on*, the two clocks included."""
    scope = facts.scope(on)
    return {**scope, **implicit_refusal(facts, scope, on, library)}


def situation(facts: Facts, on: date, library: Library) -> Situation:
    """Return what the law answers to *facts* on the day *on*.

    A rule that does not compute is named in `failed`; the other answers stand.
    """
    failed: list[str] = []

    def attempt(name: str, answer: Callable[[], tuple[T, ...]]) -> tuple[T, ...]:
        try:
            return answer()
        except (LanguageError, OverflowError, ValueError):
            failed.append(name)
            return ()

    scope = facts.scope(on)
    try:
        scope = scope_on(facts, on, library)
    except (LanguageError, OverflowError, ValueError):
        failed.append("implicit_refusal")
    procedures = attempt("procedures", lambda: orientation(scope, library))
    first = library.procedures.get(procedures[0].code) if procedures else None
    return Situation(
        on=on,
        procedures=procedures,
        supporting_documents=attempt(
            "supporting_documents",
            lambda: checklist(first, scope, library) if first else (),
        ),
        deadlines=attempt("deadlines", lambda: deadlines(facts, scope, on, library)),
        rights=attempt("rights", lambda: rights(facts, scope, library)),
        alerts=attempt("alerts", lambda: alerts(facts, scope, library)),
        failed=tuple(failed),
    )


def as_json(
    answers: Situation, library: Library, translations: Translations
) -> dict[str, object]:
    """Return what ``anef-desk guide`` prints, texts in the given language."""
    say = translations.content
    return {
        "on": answers.on.isoformat(),
        "content_version": library.version,
        "procedures": [
            {
                "code": answer.code,
                "id": answer.id,
                "channel": answer.channel,
                "title": say(answer.title),
                "why": [
                    *(why.in_(translations) for why in answer.why),
                    *questions(answer.undecided, library, translations),
                ],
            }
            for answer in answers.procedures
        ],
        "supporting_documents": [
            {
                "code": entry.code,
                "need": "if_asked" if entry.truth is None else entry.need,
                "text": _joined(
                    say(entry.title),
                    say(entry.note),
                    *questions(entry.undecided, library, translations),
                ),
                "sources": list(basis(entry.sources, library).texts),
            }
            for entry in answers.supporting_documents
        ],
        "deadlines": [
            {
                "code": deadline.code,
                "opens": _iso(deadline.opens),
                "due": _iso(deadline.due),
                "state": deadline.state,
                "text": _joined(
                    say(deadline.text),
                    say(deadline.missed) if deadline.state == "past" else "",
                    *questions(deadline.missing, library, translations),
                ),
                "basis": list(deadline.basis.texts),
                "reliability": deadline.basis.reliability,
            }
            for deadline in answers.deadlines
        ],
        "rights": [
            {
                "document": right.document,
                "right": right.right,
                "answer": right.answer,
                "basis": list(right.basis.texts),
            }
            for right in answers.rights
        ],
        "alerts": [
            {
                "symptom": alert.symptom,
                "text": _joined(say(alert.danger), say(alert.text)),
                "now": say(alert.now),
                "next_remedy": alert.next_remedy,
                "letters": list(alert.letters),
            }
            for alert in answers.alerts
        ],
    }


def questions(
    keys: tuple[str, ...], library: Library, translations: Translations
) -> list[str]:
    """Return what to ask to know the facts *keys*; a key without question itself."""
    return [
        translations.content(
            Sentence(f"fact.{key}.question", library.facts[key].question)
        )
        if key in library.facts
        else key
        for key in keys
    ]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _joined(*sentences: str) -> str:
    """Put *sentences* one after the other; a title among them gets its full stop."""
    told = [sentence for sentence in sentences if sentence]
    ended = [s if s[-1] in ".!?؟…" else f"{s}." for s in told[:-1]]
    return " ".join((*ended, *told[-1:]))
