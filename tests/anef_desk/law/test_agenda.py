"""Where a date stands on the board of a day, and when it comes back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from anef_desk.catalogue.library import Library, compile_catalogue, load, shipped
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.residence_document import IssuedFor, Kind
from anef_desk.law.agenda import Matter, agenda, next_look, section
from anef_desk.law.facts import Facts, HeldDocument

ON = date(2026, 11, 22)
TALKED = ON - timedelta(days=3)


def matter(days: int, **more: object) -> Matter:
    due = ON + timedelta(days=days)
    given: dict[str, object] = {"shows_on": due - timedelta(days=7), **more}
    return Matter(rule="a-rule", due=due, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "place"),
    [
        (-400, "late"),
        (-1, "late"),
        (0, "week"),
        (7, "week"),
        (8, None),
        (45, None),
    ],
)
def test_a_date_stands_where_its_day_puts_it(days: int, place: str | None) -> None:
    assert section(matter(days), ON, contact=TALKED) == place


def test_a_date_is_shown_from_its_first_reminder_or_opening() -> None:
    early = matter(30, shows_on=ON)
    tomorrow = matter(30, shows_on=ON + timedelta(days=1))

    assert section(early, ON, contact=TALKED) == "opens"
    assert section(tomorrow, ON, contact=TALKED) is None


@pytest.mark.parametrize(
    ("days", "silence", "legal", "place"),
    [
        (8, 30, True, "untouched"),
        (45, 400, True, "untouched"),
        (45, None, True, "untouched"),
        (46, 400, True, None),
        (8, 29, True, None),
        (8, 400, False, None),
        (7, 400, True, "week"),
        (-1, 400, True, "late"),
    ],
)
def test_a_file_nobody_touched_is_shown_long_before_a_legal_date(
    days: int, silence: int | None, legal: bool, place: str | None
) -> None:
    """Our own advice is no legal date, and what is near stands where it is near."""
    contact = None if silence is None else ON - timedelta(days=silence)

    assert section(matter(days, legal=legal), ON, contact=contact) == place


@pytest.mark.parametrize("kind", ["paper", "meeting"])
def test_papers_and_meetings_are_expected_the_week_before(kind: str) -> None:
    assert section(matter(7, kind=kind), ON, contact=None) == "expected"
    assert section(matter(8, kind=kind), ON, contact=None) is None


def test_what_was_put_off_is_back_on_its_day() -> None:
    until = ON + timedelta(days=1)

    assert section(matter(-3), ON, contact=None, hidden_until=until) is None
    assert section(matter(-3), until, contact=None, hidden_until=until) == "late"


def test_what_was_dealt_with_comes_back_at_its_next_reminder() -> None:
    one = matter(20)

    assert next_look(one, ON, (45, 30, 15, 7, 0)) == ON + timedelta(days=5)
    assert next_look(one, ON, ()) == one.due + timedelta(days=1)


def test_to_have_dealt_with_a_date_never_hides_that_it_passed() -> None:
    last_day = matter(0)

    assert next_look(last_day, ON, (7, 0)) == ON + timedelta(days=1)
    assert next_look(matter(-1), ON, (7, 0)) is None


API = HeldDocument(
    kind=Kind.API,
    starts_on=date(2026, 9, 1),
    ends_on=date(2026, 11, 30),
    issued_for=IssuedFor.FIRST,
)


def test_a_file_gives_every_date_the_law_sets() -> None:
    facts = Facts(
        {
            "status": "refugee",
            "protection_decision_on": date(2026, 8, 3),
            "filed_on": date(2026, 9, 1),
        },
        (API,),
    )

    found = agenda([("a-case", facts)], ON, shipped())

    assert {(one.rule, one.due) for one in found.matters} >= {
        ("c29-fin-de-l-attestation", date(2026, 11, 30)),
        ("c11-refus-implicite", date(2027, 1, 1)),
        ("c09-refugie", date(2027, 3, 1)),
        ("c08-refugie", date(2026, 11, 3)),
    }
    assert all(one.case == "a-case" for one in found.matters)
    assert found.failed == ()
    assert ON < found.until <= date(2026, 11, 30)


def test_the_same_date_read_in_two_requests_is_one_date() -> None:
    facts = Facts({"status": "refugee"}, (API,))

    once = agenda([("one", facts)], ON, shipped()).matters
    twice = agenda([("one", facts), ("other", facts)], ON, shipped()).matters

    assert twice == once


BROKEN = b"""
checked = 2026-11-22
[[deadline]]
code = "C91"
id = "c91-broken"
title = "x"
text = "x"
missed = "x"
due = "protection_decision_on + 9000 years"
sources = ["pratique"]

[[deadline]]
code = "C92"
id = "c92-whole"
title = "x"
text = "x"
missed = "x"
when = "adult"
due = "protection_decision_on + 3 months"
sources = ["pratique"]
"""


@pytest.fixture
def broken() -> Library:
    return load(compile_catalogue({"deadlines.toml": BROKEN}))


def test_a_rule_that_does_not_compute_is_named_and_the_others_stand(
    broken: Library,
) -> None:
    facts = Facts(
        {
            "protection_decision_on": date(2026, 8, 3),
            "birth_date": PartialDate(1990),
        },
        (),
    )

    found = agenda([("", facts)], ON, broken)

    assert found.failed == ("c91-broken",)
    assert [one.rule for one in found.matters] == ["c92-whole"]


def test_dates_hold_until_somebody_comes_of_age(broken: Library) -> None:
    facts = Facts({"birth_date": PartialDate(2009, 1, 5)}, ())

    assert agenda([("", facts)], ON, broken).until == date(2027, 1, 4)


def test_nothing_changes_by_itself_in_an_empty_file() -> None:
    deposit = HeldDocument(kind=Kind.DEPOSIT)

    assert agenda([("", Facts({}, (deposit,)))], ON, shipped()).until == date.max


def test_a_document_that_ends_with_the_calendar_is_looked_at_every_day() -> None:
    endless = HeldDocument(kind=Kind.PERMIT, ends_on=date.max)

    assert agenda([("", Facts({}, (endless,)))], ON, shipped()).until == ON


TODAY = """
checked = 2026-11-22
[[deadline]]
code = "C93"
id = "c93-today"
title = "x"
text = "x"
missed = "x"
{more}
sources = ["pratique"]
"""


def until(more: str, facts: Facts) -> date:
    content = TODAY.format(more=more).encode()
    library = load(compile_catalogue({"deadlines.toml": content}))
    found = agenda([("", facts)], ON, library)
    return found.until


@pytest.mark.parametrize(
    ("more", "last"),
    [
        (
            'when = "today >= protection_decision_on + 3 months"\ndue = "filed_on"',
            date(2026, 12, 1),
        ),
        (
            'when = "not (filed_on < today) or adult"\ndue = "filed_on"',
            date(2027, 1, 9),
        ),
        ('kinds = ["api"]\nwhen = "document.until < today"\ndue = "filed_on"', ON),
        ('when = "today + 3 days >= filed_on"\ndue = "filed_on"', ON),
        ('when = "moved_on < today"\ndue = "filed_on"', date.max),
        ('when = "minor_children > 2"\ndue = "filed_on"', date.max),
        ('due = "today + 3 days"', ON),
        ('when = "today > filed_on + 9000 years"\ndue = "filed_on"', ON),
    ],
)
def test_dates_hold_until_what_is_compared_with_today_turns(
    more: str, last: date
) -> None:
    facts = Facts(
        {"protection_decision_on": date(2026, 9, 2), "filed_on": date(2027, 1, 10)},
        (HeldDocument(kind=Kind.API, ends_on=ON),) if "kinds" in more else (),
    )

    assert until(more, facts) == last


def test_a_refusal_that_does_not_compute_silences_nothing_else() -> None:
    """Its own rule is named; the facts it would have given are not known."""
    facts = Facts({"filed_on": date(9999, 12, 1), "status": "refugee"}, (API,))

    found = agenda([("", facts)], ON, shipped())

    assert "c11-refus-implicite" in found.failed
    assert "c29-fin-de-l-attestation" in {one.rule for one in found.matters}
