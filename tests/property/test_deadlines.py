"""What is true of every date the law sets, on every day from 1950 to 2100."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anef_desk.catalogue.library import shipped
from anef_desk.catalogue.model import DeadlineRule
from anef_desk.domain.residence_document import Kind
from anef_desk.law.check import formulas
from anef_desk.law.facts import Facts, HeldDocument
from anef_desk.law.formulas import Formula, read_formula
from anef_desk.law.situation import situation

FIRST, LAST = date(1950, 1, 1), date(2100, 12, 31)
EVERY_DAY = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
EDGES = [
    day for day in EVERY_DAY if day.day in {1, 15} or (day + timedelta(days=1)).day == 1
]
"""The first, the fifteenth and the last of every month, leap days included."""

COUNTED = 45
"""A number of days, where a formula takes it from a fact."""

days = st.dates(FIRST, LAST)


def shape(formula: Formula) -> str:
    """Return how *formula* counts, whatever it counts from."""
    return str(Formula("event", formula.limits))


def shapes() -> list[str]:
    return sorted({shape(read_formula(text)) for _place, text in formulas(shipped())})


def rules() -> list[DeadlineRule]:
    return list(shipped().deadlines)


def computed(text: str, events: list[date]) -> list[date]:
    """Return the day of the formula *text* for each of *events*; every one computes."""
    formula = read_formula(text)
    scope: dict[str, object] = dict.fromkeys(formula.names(), COUNTED)
    found = []
    for event in events:
        scope[formula.fact] = event
        day = formula.day(scope)
        assert day is not None
        found.append(day)
    return found


@pytest.mark.parametrize("text", shapes())
def test_every_date_computes_on_every_day_and_never_runs_backwards(text: str) -> None:
    """A later event never ends sooner: not at a month's end, not in a leap year."""
    found = computed(text, EVERY_DAY)

    assert len(found) == 55_152
    assert all(sooner <= later for sooner, later in pairwise(found))


def windows() -> Iterator[tuple[str, str, str]]:
    for rule in rules():
        if rule.opens:
            yield rule.id, rule.opens, rule.due
    for procedure in shipped().procedures.values():
        for place, window in enumerate(procedure.window):
            if window.opens and window.due:
                yield f"{procedure.code}.{place}", window.opens, window.due


@pytest.mark.parametrize(
    ("opens", "due"),
    sorted(
        {
            (opens, due)
            for _place, opens, due in windows()
            if read_formula(opens).fact == read_formula(due).fact
        }
    ),
)
def test_no_window_ever_ends_before_it_opens(opens: str, due: str) -> None:
    both = zip(computed(opens, EDGES), computed(due, EDGES), strict=True)

    assert all(first <= last for first, last in both)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_reminders_come_one_after_the_other_until_the_last_day(
    rule: DeadlineRule,
) -> None:
    """Each once, the earliest first, none after it is too late."""
    assert list(rule.reminders) == sorted(set(rule.reminders), reverse=True)
    assert all(0 <= days_before <= 366 for days_before in rule.reminders)


def test_every_code_of_the_fact_sheet_has_its_rule() -> None:
    """And beside them, C30 to C34: what is due soon after an arrival or a filing."""
    codes = {rule.code for rule in rules()}

    assert codes == {f"C{number:02}" for number in range(1, 35)}


def due(facts: dict[str, object], on: date, rule: str) -> date | None:
    found = situation(Facts({"status": "refugee", **facts}, ()), on, shipped())
    assert found.failed == ()
    return next((d.due for d in found.deadlines if d.id == rule), None)


@given(days, st.integers(0, 300), st.integers(0, 120), st.none() | st.integers(0, 150))
def test_a_suspended_time_limit_is_kept_beside_the_one_that_is_not(
    filed: date, asked_after: int, given_days: int, done_after: int | None
) -> None:
    """CRPA L.114-5 beside CE 499904: both dates are shown, the prudent one unmoved."""
    asked = filed + timedelta(days=asked_after)
    facts: dict[str, object] = {
        "filed_on": filed,
        "completion_asked_on": asked,
        "completion_due_on": asked + timedelta(days=given_days),
    }
    if done_after is not None:
        facts["completed_on"] = asked + timedelta(days=done_after)
    prudent = due(facts, filed, "c11-refus-implicite")
    suspended = due(facts, filed, "c12-delai-suspendu")

    assert prudent is not None
    assert suspended is not None
    assert prudent == due({"filed_on": filed}, filed, "c11-refus-implicite")
    assert prudent <= suspended <= prudent + timedelta(days=given_days)


@given(days, st.integers(0, 4000))
def test_the_court_is_open_two_months_after_silence_became_a_refusal(
    filed: date, later: int
) -> None:
    on = filed + timedelta(days=later)
    born = due({"filed_on": filed}, on, "c11-refus-implicite")
    court = due({"filed_on": filed}, on, "c13-refus-implicite")

    assert born is not None
    assert (court is not None) is (on > born)
    assert court is None or born + timedelta(days=59) <= court


@given(days, days, st.booleans() | st.none(), st.booleans() | st.none())
def test_an_order_to_leave_never_shows_a_comfortable_date(
    filed: date, refused: date, routes: bool | None, leave: bool | None
) -> None:
    """Its time limit is short and not established: a lawyer on the same day."""
    told = {"appeal_routes_given": routes, "leave_ordered": leave}
    facts: dict[str, object] = {
        "filed_on": filed,
        "refused_on": refused,
        **{key: value for key, value in told.items() if value is not None},
    }
    found = situation(Facts({"status": "refugee", **facts}, ()), refused, shipped())
    appeals = {d.id: d for d in found.deadlines if d.code == "C13"}

    if leave is False:
        assert "c13-obligation-de-quitter" not in appeals
    elif leave is None:
        assert appeals["c13-obligation-de-quitter"].missing == ("leave_ordered",)
    else:
        assert set(appeals) == {"c13-obligation-de-quitter"}
        assert appeals["c13-obligation-de-quitter"].due == refused


@given(days, st.integers(1, 3700), days)
def test_a_paper_that_ends_is_said_to_end_on_its_last_day(
    start: date, length: int, on: date
) -> None:
    end = start + timedelta(days=length)
    ending = {
        Kind.API: "c29-fin-de-l-attestation",
        Kind.ADF: "c29-fin-de-la-decision-favorable",
        Kind.RECEPISSE: "c29-fin-du-recepisse",
        Kind.APS: "c29-fin-de-l-autorisation",
        Kind.ATDA: "c29-fin-de-l-attestation-asile",
    }
    for kind, rule in ending.items():
        paper = HeldDocument(kind=kind, starts_on=start, ends_on=end)
        status = "asylum_seeker" if kind is Kind.ATDA else "refugee"
        found = situation(Facts({"status": status}, (paper,)), on, shipped())
        shown = [d for d in found.deadlines if d.code == "C29"]

        assert [(d.id, d.due) for d in shown] == [(rule, end)]
        assert (shown[0].state == "past") is (on > end)
