"""What follows from facts that are known: of a person, a request, its answer, papers.

Each takes a scope, the facts by name; what is not sure is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.residence_document import IssuedFor, Kind
from anef_desk.law.formulas import read_formula
from anef_desk.law.time_limits import TimeLimit, last_day

OF_THE_TITLE = frozenset(
    {"first_permit", "renewal", "renew_api", "change_status", "resident_card"}
)
"""What can be wanted that, filed in the window of a title, asks for the next one."""

FOR_A_TITLE = OF_THE_TITLE | {"exceptional_admission"}
"""What can be wanted that a confirmation, an attestation or a récépissé waits for.

Renewing the attestation is part of the request that it waits for.
"""

AWAITING = (Kind.API, Kind.RECEPISSE)
"""The kinds that are held until the préfet answers."""

ANNOUNCED = frozenset({"D33", "D34", "D35"})
"""Symptoms that are met once the préfet said yes: a favourable decision, a card made,
an appointment to collect it."""

CLOSED = "D28"
"""The symptom that is met once the request was closed without an answer.

Whether that stops the silence is not established: what was refused by silence before
stays so, and the two months of D28 come first anyway.
"""

YEARS_OF_A_COVERING_PERMIT = 4

OF_THE_UNION = frozenset({"eu_citizen", "family_of_eu_citizen", "british_withdrawal"})
"""The statuses whose right to stay does not come from the title."""

GRANTED, REFUSED = "granted", "refused"
"""What may be answered."""


def of_birth(birth: object, on: date) -> dict[str, object]:
    """Return what a birth date, even a partial one, says for sure on the day *on*."""
    if not isinstance(birth, PartialDate):
        return {}
    found: dict[str, object] = {}
    if birth.earliest == birth.latest:
        found["birth_on"] = birth.earliest
    of_age = [
        last_day(d, TimeLimit(18, "years")) for d in (birth.earliest, birth.latest)
    ]
    if on >= of_age[1]:
        found["adult"] = True
    elif on < of_age[0]:
        found["adult"] = False
    return found


def of_completion(scope: Mapping[str, object]) -> dict[str, object]:
    """Return how long the four months stood still while documents were asked for.

    Source:
        CRPA L.114-5: during the time given to complete the file.
    """
    asked, given = scope.get("completion_asked_on"), scope.get("completion_due_on")
    if not isinstance(asked, date) or not isinstance(given, date):
        return {}
    done = scope.get("completed_on")
    end = min(done, given) if isinstance(done, date) else given
    return {"suspended_days": max((end - asked).days, 0)}


def of_request(scope: Mapping[str, object]) -> dict[str, object]:
    """Return what is known of the request: for a title, a renewal, the first one."""
    found = {
        "title_request": scope.get("wants") in FOR_A_TITLE | {None},
        "renewal_asked": _renewal_asked(scope),
        "first_request": _first_request(scope),
        "request_api": _request_api(scope),
    }
    return {name: said for name, said in found.items() if said is not None}


def _first_request(scope: Mapping[str, object]) -> bool | None:
    """Return whether the attestation is that of a first request, or would be.

    What is asked, or printed on the attestation, comes before the titles of a file
    in which nobody may have noted the one that is renewed. Until it is known what is
    asked, it may be a renewal.

    Source:
        CESEDA R.431-15-3, R.431-15-4: those of the protected are their own.
    """
    wants = scope.get("wants")
    if wants is None:
        return None
    if wants == "renewal":
        return False
    if "api.for" in scope:
        return scope["api.for"] == IssuedFor.FIRST
    if wants == "first_permit":
        return True
    has_title = scope.get("holds.title")
    return None if has_title is None else not has_title


def _request_api(scope: Mapping[str, object]) -> object:
    """Return whether an attestation of this request is held, even ended.

    One that ended before the filing was given for an earlier request; so was one whose
    request was answered by then. Where it is the attestation that is to be renewed, it
    is the one that ended.
    """
    held, ended = scope.get("holds.api"), scope.get("api.until")
    wants, filed = scope.get("wants"), scope.get("filed_on")
    if not held or not isinstance(ended, date) or wants == "renew_api":
        return held
    if not isinstance(filed, date):
        return None
    answered = scope.get("api.answered_on")
    if ended >= filed and not (isinstance(answered, date) and answered <= filed):
        return True
    return None if wants is None else False


def _renewal_asked(scope: Mapping[str, object]) -> bool | None:
    """Return whether a renewal was filed: within the window of R.431-5, or said so.

    Any filing may be one until it is known what was asked. A request for something
    else than a title, such as an address, is never one.
    """
    if "filed_on" not in scope:
        return None
    if scope.get("wants") == "renewal":
        return True
    if "wants" in scope and scope["wants"] not in OF_THE_TITLE:
        return False
    opens = read_formula("title.until - 120 days").day(scope)
    filed = scope["filed_on"]
    if opens is None or not isinstance(filed, date):
        return None
    return filed >= opens if "wants" in scope else None


def answer_of(scope: Mapping[str, object]) -> object:
    """Return what was answered to the request, as far as it is sure.

    A favourable decision is that of the request when it is dated of its filing, or
    later; that of a request for something else than a title is another one.
    """
    if "answer" in scope:
        return scope["answer"]
    if "refused_on" in scope:
        return REFUSED
    if not ANNOUNCED.isdisjoint(scope.get("symptoms", ())):  # type: ignore[arg-type]
        return GRANTED
    decided, filed = scope.get("adf.from"), scope.get("filed_on")
    if not (isinstance(decided, date) and isinstance(filed, date)):
        return None
    return GRANTED if scope["title_request"] and decided >= filed else None


def of_papers(scope: Mapping[str, object]) -> dict[str, object]:
    """Return which papers may be shown, and whether none of those that are valid may.

    One is left aside once the request it was given for was refused: it was given as
    long as the préfet had not decided, and what it is still worth is not established.
    One whose end nobody noted does not stand for it.
    """
    refused = refused_papers(scope)
    found: dict[str, object] = {}
    for kind in AWAITING:
        if kind in refused:
            found[f"shown.{kind.value}"] = False
        elif f"valid.{kind.value}" in scope:
            found[f"shown.{kind.value}"] = scope[f"valid.{kind.value}"]
    others = (f"valid.{name}" for name in ("title", Kind.ADF.value, Kind.APS.value))
    may_be_shown = any(found.values()) or any(scope.get(other) for other in others)
    found["paper_refused"] = bool(refused) and not may_be_shown
    return found


def refused_papers(scope: Mapping[str, object]) -> frozenset[Kind]:
    """Return the kinds of which the paper that is valid was of a refused request."""
    return frozenset(
        kind
        for kind in AWAITING
        if scope.get(f"valid.{kind.value}")
        and scope.get(f"{kind.value}.answer") == REFUSED
    )


def of_ended_title(scope: Mapping[str, object], on: date) -> dict[str, object]:
    """Return whether the title that ended proves the stay on the day *on*, and till when.

    Source:
        CESEDA L.433-3: for three months, until the decision on its renewal, where it
        was given for ten years, for four, or for more than one by an agreement.
    """
    ended, years = scope.get("title.until"), scope.get("title.years")
    kind = scope.get("title.kind")
    by_agreement = (
        scope.get("algerian") is True and isinstance(years, int) and years > 1
    )
    permit = kind == Kind.PERMIT and (
        years == YEARS_OF_A_COVERING_PERMIT or by_agreement
    )
    ended_request = "answer" in scope or scope.get("closed") is True
    renewal = scope.get("wants") == "renewal" and scope.get("renewal_asked") is True
    asked = renewal and not ended_request
    of_union = scope.get("status") in OF_THE_UNION
    if isinstance(ended, date) and (kind == Kind.RESIDENT_CARD or permit):
        last = last_day(ended, TimeLimit(3, "months"))
        if asked and not of_union and ended < on <= last:
            return {"title_covers": True, "last_covered_on": last}
    return {"title_covers": False}
