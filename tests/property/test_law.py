"""What is true of every situation: two clocks, steady answers, dates that compute."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from anef_desk.catalogue.library import shipped
from anef_desk.domain.residence_document import IssuedFor, Kind
from anef_desk.i18n import load
from anef_desk.law.facts import Facts, HeldDocument
from anef_desk.law.situation import as_json, situation

days = st.dates(date(1950, 1, 1), date(2100, 12, 31))
statuses = st.sampled_from(
    ("refugee", "subsidiary_protection", "permit_holder", "visa_holder")
)
apis = st.builds(
    lambda start, length, issued: HeldDocument(
        kind=Kind.API,
        starts_on=start,
        ends_on=start + timedelta(days=length),
        issued_for=issued,
    ),
    days,
    st.integers(0, 400),
    st.sampled_from(IssuedFor),
)
documents = st.builds(
    lambda kind, start, length, work: HeldDocument(
        kind=kind,
        starts_on=start,
        ends_on=start + timedelta(days=length),
        allows_work=work,
    ),
    st.sampled_from(Kind),
    days,
    st.integers(0, 3700),
    st.none() | st.booleans(),
)
known = st.fixed_dictionaries(
    {"status": statuses},
    optional={
        "wants": st.sampled_from(("first_permit", "renewal", "renew_api")),
        "protection_decision_on": days,
        "filed_on": days,
        "filed_complete": st.booleans(),
        "refused_on": days,
        "housing": st.sampled_from(("own", "hosted", "shelter", "domiciled")),
        "marital": st.sampled_from(("single", "married")),
        "minor_children": st.integers(0, 5),
    },
)


@given(known, st.none() | st.lists(documents, max_size=4).map(tuple), days)
def test_every_situation_is_answered_and_every_date_computes(
    facts: dict[str, Any], held: tuple[HeldDocument, ...] | None, on: date
) -> None:
    library = shipped()
    answers = situation(Facts(facts, held), on, library)

    assert answers.failed == ()
    for deadline in answers.deadlines:
        assert (deadline.due is None) is bool(deadline.missing)
        if deadline.due is not None and deadline.opens is not None:
            assert deadline.opens <= deadline.due
    as_json(answers, library, load("fr"))


@given(known, st.lists(apis, max_size=3), st.lists(apis, max_size=3), days)
def test_no_api_ever_moves_the_implicit_refusal(
    facts: dict[str, Any],
    some: list[HeldDocument],
    others: list[HeldDocument],
    on: date,
) -> None:
    """CE avis 6 mai 2025 n° 499904: renewing an API does not stop the clock."""

    def clock(held: list[HeldDocument]) -> list[date | None]:
        answers = situation(Facts(facts, tuple(held)), on, shipped())
        return [d.due for d in answers.deadlines if d.code == "C11"]

    assert clock(some) == clock(others)


@given(known, apis, days, days)
def test_no_filing_ever_moves_the_end_of_an_api(
    facts: dict[str, Any], api: HeldDocument, filed: date, on: date
) -> None:
    """The other clock: the validity of the paper looks at the paper alone."""

    def clock(more: dict[str, Any]) -> list[date | None]:
        answers = situation(Facts({**facts, **more}, (api,)), on, shipped())
        return [d.due for d in answers.deadlines if d.code in {"C09", "C10", "C29"}]

    assert clock({"filed_on": filed}) == clock({})


@given(days, days, st.integers(0, 4000))
def test_a_later_filing_is_never_refused_earlier(
    first: date, second: date, later: int
) -> None:
    first, second = sorted((first, second))
    on = second + timedelta(days=later)

    def due(filed: date) -> date:
        facts = Facts({"status": "refugee", "filed_on": filed}, ())
        found = situation(facts, on, shipped()).deadlines
        return next(d.due for d in found if d.code == "C11" and d.due)

    assert due(first) <= due(second)


@given(known, st.lists(documents, max_size=3).map(tuple), days)
def test_a_required_document_stays_required_when_more_is_known(
    facts: dict[str, Any], held: tuple[HeldDocument, ...], on: date
) -> None:
    """A checklist never drops a document that was surely required."""
    library = shipped()
    facts = {**facts, "status": "refugee", "wants": "first_permit"}
    less = {k: v for k, v in facts.items() if k in {"status", "wants"}}

    def required(what: dict[str, Any]) -> set[str]:
        answers = situation(Facts(what, held), on, library)
        return {
            e.code
            for e in answers.supporting_documents
            if e.need == "required" and e.truth is True
        }

    assert required(less) <= required(facts)


@given(known, days, days)
def test_a_deadline_that_is_past_stays_past(
    facts: dict[str, Any], one: date, other: date
) -> None:
    """Time runs one way."""
    one, other = sorted((one, other))

    def past(on: date) -> set[tuple[str, date | None]]:
        found = situation(Facts(facts, ()), on, shipped()).deadlines
        return {(d.id, d.due) for d in found if d.state == "past"}

    assert past(one) <= past(other)
