"""What the file of a person says of a situation, in the light of a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date

from anef_desk.domain.case import Case, CaseState, Outcome
from anef_desk.domain.person import Person
from anef_desk.domain.residence_document import ResidenceDocument
from anef_desk.law.deduced import FOR_A_TITLE
from anef_desk.law.facts import Facts, HeldDocument, Reply
from anef_desk.law.given import FactsRefusedError, read_answer

ANSWERS = (Outcome.GRANTED, Outcome.REFUSED)
"""The ends that are an answer on the merits."""

TOLD_BY = {"E9": "reasons_requested_on", "E10": "informal_appeal_on"}
"""Remedies whose first day is a fact: the reasons asked for, the informal appeal."""


def facts_of(
    person: Person,
    documents: Sequence[ResidenceDocument],
    case: Case | None,
    assumed: Mapping[str, object],
    reply: Reply | None = None,
    closed_until: date | None = None,
) -> Facts:
    """Return what the file of *person* says, in the light of *case*.

    Args:
        person: Who it is about.
        documents: What they hold.
        case: What they ask for, with what was answered about it.
        assumed: What the procedure of the case takes for granted; what the file says
            comes before it.
        reply: The last answer to a request of theirs for a title, see `last_reply`.
        closed_until: What was filed by that day was closed, see `last_closure`.
    """
    found: dict[str, object] = {
        "status": person.status and person.status.value,
        "birth_date": person.birth_date,
        "protection_decision_on": person.protection_decision_on,
        "marital": person.marital and person.marital.value,
        "minor_children": person.minor_children,
        "housing": person.housing and person.housing.value,
    }
    if case is not None:
        found["symptoms"] = case.symptoms
        found["done"] = tuple(taken.remedy for taken in case.remedies)
        if case.filing is not None:
            found["filed_on"] = case.filing.filed_on
            found["filed_complete"] = case.filing.complete
            found["channel"] = case.filing.channel.value
        for taken in case.remedies:
            if taken.remedy in TOLD_BY:
                found.setdefault(TOLD_BY[taken.remedy], taken.taken_on)
        if case.outcome is Outcome.REFUSED:
            found["refused_on"] = case.answered_on
        if case.outcome in ANSWERS:
            found["answer"] = case.outcome.value
        if case.outcome is Outcome.CLOSED:
            found["closed"] = True
            found["closed_on"] = case.answered_on
        found |= _answers(case)
    held = tuple(
        HeldDocument(
            kind=document.kind,
            starts_on=document.starts_on,
            ends_on=document.ends_on,
            mention=document.mention,
            allows_work=document.allows_work,
            years=document.years,
            issued_for=document.issued_for,
        )
        for document in documents
    )
    said = {k: v for k, v in found.items() if v is not None}
    return Facts({**assumed, **said}, held, reply, closed_until)


def last_reply(requests: Iterable[tuple[Case, object]]) -> Reply | None:
    """Return the last answer to *requests* for a title, each with what it wants.

    A request that was closed, or given up, had no answer on its merits; an attestation
    that was renewed still waits for one. An answer whose day nobody noted is one: it
    came after its filing. Nothing is returned while another of them, filed by the day
    of the answer, waits: a paper held may be that one's.

    Source:
        CE avis, 10 October 2024, n° 493514: several titles may be asked for at once.
    """
    cases = [
        case
        for case, wants in requests
        if wants in FOR_A_TITLE and wants != "renew_api"
    ]
    answered = (case for case in cases if case.outcome in ANSWERS)
    last = max(answered, key=_answered_by, default=None)
    if last is None or any(_waited(case, last.answered_on) for case in cases):
        return None
    return Reply(
        last.answered_on,
        granted=last.outcome is Outcome.GRANTED,
        filed_on=last.filing.filed_on if last.filing else None,
    )


def last_closure(requests: Iterable[tuple[Case, object]]) -> date | None:
    """Return the day by which what was filed was closed, of *requests* for a title.

    It waits for nothing: its confirmation is no filing any more. A confirmation given
    after the filing of what was closed is another one's: a double is a known cause.
    Where that filing was not noted, all that was filed by the closure counts as closed.
    """
    days = (
        case.filing.filed_on if case.filing else case.answered_on
        for case, wants in requests
        if wants in FOR_A_TITLE and case.outcome is Outcome.CLOSED
    )
    return max((day for day in days if day is not None), default=None)


def _answered_by(case: Case) -> date:
    """Return the day of the answer to *case*, or one that it came after."""
    filed = case.filing.filed_on if case.filing else case.opened_on
    return case.answered_on or filed


def _waited(case: Case, day: date | None) -> bool:
    """Return whether *case*, filed by *day* if it is known, still waits."""
    ended = case.outcome is not None or case.state is CaseState.ANSWERED
    if case.filing is None or ended:
        return False
    return day is None or case.filing.filed_on <= day


def _answers(case: Case) -> dict[str, object]:
    """Return what was answered, less what a later catalogue no longer accepts."""
    found: dict[str, object] = {}
    for answer in case.answers:
        with suppress(FactsRefusedError):
            found[answer.fact] = read_answer(answer.fact, answer.value)
    return found
