"""The board shows every date the law gives, on every day, and none twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anef_desk.catalogue.library import Library, compile_catalogue, load, shipped
from anef_desk.desk.board import Board
from anef_desk.desk.session import Desk
from anef_desk.domain.case import Case, CaseState, Filing, Outcome
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Person, Status
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.domain.staff import Role, Staff
from anef_desk.domain.supporting_document import Mark, MarkState
from anef_desk.law.agenda import ELSEWHERE
from anef_desk.law.asking import assumed
from anef_desk.law.deadlines import Deadline, deadlines
from anef_desk.law.facts import Facts
from anef_desk.law.file_facts import facts_of
from anef_desk.law.situation import scope_on
from anef_desk.vault.keys import Kdf
from anef_desk.vault.vault import Vault, create, open_vault

CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)
STAFF = Staff(id=new_id(), name="Élise (exemple)", role=Role.DESK)
START = date(2026, 11, 22)
LONG_AGO = datetime(2025, 1, 6, 9, 0, tzinfo=UTC)
"""When the journal says that the files were written: only a word with somebody counts."""
ALL = 10_000

around = st.integers(-400, 400).map(lambda days: START + timedelta(days=days))
people = st.builds(
    Person,
    id=st.builds(new_id),
    family_name=st.sampled_from(("Karimi", "Idriss", "Kovalenko")),
    status=st.none() | st.sampled_from((Status.REFUGEE, Status.SUBSIDIARY_PROTECTION)),
    birth_date=st.none()
    | st.sampled_from((PartialDate(1990), PartialDate(2008, 12), PartialDate(2009))),
    protection_decision_on=st.none() | around,
    last_contact=st.none() | around.filter(lambda day: day <= START),
)
documents = st.builds(
    ResidenceDocument,
    id=st.builds(new_id),
    kind=st.sampled_from((Kind.API, Kind.PERMIT, Kind.RESIDENT_CARD, Kind.ADF)),
    starts_on=st.none() | around,
    ends_on=st.none() | around,
    issued_for=st.none() | st.sampled_from(IssuedFor),
    years=st.none() | st.sampled_from((1, 4, 10)),
)
cases = st.builds(
    Case,
    id=st.builds(new_id),
    person=st.just(""),
    procedure=st.sampled_from(("A2", "A3", "A7", "A99")),
    opened_on=around,
    state=st.sampled_from(CaseState),
    filing=st.none()
    | st.builds(Filing, filed_on=around, complete=st.none() | st.booleans()),
    marks=st.just(())
    | st.builds(
        lambda day: (
            Mark(
                requirement="P-EPH",
                state=MarkState.SEEN,
                marked_on=START,
                valid_until=day,
            ),
        ),
        around,
    ),
)
files = st.lists(
    st.tuples(people, st.lists(documents, max_size=3), st.lists(cases, max_size=2)),
    min_size=1,
    max_size=4,
)
later = st.integers(0, 120)


Files = list[tuple[Person, list[ResidenceDocument], list[Case]]]


@contextmanager
def vault_of(written: Files) -> Iterator[Vault]:
    """Give a vault that holds what was *written*."""
    with TemporaryDirectory() as place:
        folder, state = Path(place, "coffre"), Path(place, "state")
        create(
            folder,
            Organisation(name="X"),
            STAFF,
            "x",
            kdf=CHEAP,
            floor=CHEAP,
            now=lambda: LONG_AGO,
        )
        with closing(
            open_vault(
                folder, STAFF.id, "x", floor=CHEAP, state=state, now=lambda: LONG_AGO
            )
        ) as vault:
            write(vault, written)
            yield vault
            assert vault.verify().sound


def write(vault: Vault, written: Files) -> None:
    with vault.transaction(STAFF) as store:
        for person, held, opened in written:
            store.people.put(person)
            for document in held:
                store.documents.put(person.id, document)
            for case in opened:
                store.cases.put(replace(case, person=person.id))
        store.commit()


def by_force(vault: Vault, library: Library, on: date) -> set[tuple[str, ...]]:
    """Read every file, ask the law, and say what stands where."""
    store, found = vault.reading(), set()
    for person_id in store.people.identifiers():
        person = store.people.get(person_id)
        cases = store.cases.of(person_id)
        opened = [case for case in cases if case.state is not CaseState.ANSWERED]
        refused = [case for case in cases if was_refused(case, on)]
        for light in (*lights(opened, library), *refused):
            held = store.documents.of(person_id)
            procedure = light and library.procedures.get(light.procedure)
            granted = assumed(procedure) if procedure else {}
            facts = facts_of(person, held, light, granted)
            for one in legal_dates(facts, library, on):
                if light in refused and one.code not in {"C13", "C14", "C15"}:
                    continue
                place = place_of(one, library, on, person.last_contact)
                if place is not None:
                    about = one.document.kind.value if one.document else ""
                    found.add((place, person_id, one.id, about, str(one.due)))
        found |= {
            ("expected", person_id, mark.requirement, case.id, str(mark.valid_until))
            for case in opened
            for mark in (case.marks if case.filing is None else ())
            if mark.valid_until and (mark.valid_until - on).days <= 7
        }
    return found


def was_refused(case: Case, on: date) -> bool:
    """Return whether the refusal, or the closure, of *case* may still be contested."""
    contested = case.outcome in {Outcome.REFUSED, Outcome.CLOSED}
    ended = case.answered_on if contested else None
    return ended is not None and (on - ended).days <= 400


def wanted(case: Case, library: Library) -> str | None:
    procedure = library.procedures.get(case.procedure)
    return procedure.wants if procedure else None


def lights(opened: list[Case], library: Library) -> list[Case | None]:
    wants = [wanted(case, library) for case in opened]
    alone = all(not want or want in ELSEWHERE for want in wants)
    return [*opened, None] if alone else [*opened]


def legal_dates(facts: Facts, library: Library, on: date) -> list[Deadline]:
    scope = scope_on(facts, on, library)
    return [one for one in deadlines(facts, scope, on, library) if one.due is not None]


def place_of(
    one: Deadline, library: Library, on: date, contact: date | None
) -> str | None:
    assert one.due is not None
    left = (one.due - on).days
    if left <= 7:
        return "late" if left < 0 else "week"
    quiet = contact is None or (on - contact).days >= 30
    if left <= 45 and one.reliability != "practice" and quiet:
        return "untouched"
    rule = next(rule for rule in library.deadlines if rule.id == one.id)
    soon = left <= max((7, *rule.reminders))
    return "opens" if soon or (one.opens and (one.opens - on).days <= 7) else None


def shown(board: Board) -> list[tuple[str, ...]]:
    return [
        (
            section.section,
            row.person,
            item.matter.rule,
            item.matter.about,
            str(item.matter.due),
        )
        for section in board.sections
        for row in section.rows
        for item in row.items
    ]


def compare(vault: Vault, library: Library, on: date) -> None:
    desk = Desk(vault, STAFF, library, lambda: on)
    while desk.board.compute(7):
        pass
    board = desk.board.read(ALL)
    found = shown(board)

    assert board.waiting == 0
    assert len(found) == len(set(found))
    assert set(found) == by_force(vault, library, on)


relaxed = settings(
    deadline=None,
    max_examples=15,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
    ],
)


@relaxed
@given(files, st.lists(later, min_size=1, max_size=4))
def test_nothing_due_is_ever_missing_from_the_board(
    written: Files, days: list[int]
) -> None:
    """On the day files are written and on the days that follow, even out of order."""
    with vault_of(written) as vault:
        for day in days:
            compare(vault, shipped(), START + timedelta(days=day))


MOVING = b"""
checked = 2026-11-22
[[deadline]]
code = "C90"
id = "c90-grows-up"
title = "x"
text = "x"
missed = "x"
when = "adult and today >= protection_decision_on + 30 days and not (today > protection_decision_on + 90 days)"
due = "protection_decision_on + 3 months"
sources = ["pratique"]

[[deadline]]
code = "C91"
id = "c91-moves-every-day"
title = "x"
text = "x"
missed = "x"
kinds = ["api"]
when = "today + 10 days >= document.until or valid.permit or implicit_refusal_born"
due = "today + 3 days"
sources = ["pratique"]
"""


@pytest.fixture(scope="module")
def moving() -> Library:
    """Return a catalogue whose rules look at today in every way they can."""
    sources = {"deadlines.toml": MOVING}
    return load(compile_catalogue(sources))


@relaxed
@given(files, st.lists(later, min_size=2, max_size=5))
def test_dates_that_change_by_themselves_are_computed_again(
    moving: Library, written: Files, days: list[int]
) -> None:
    """Somebody comes of age, a document ends, a refusal is born."""
    assert {rule.id for rule in moving.deadlines} == {
        "c90-grows-up",
        "c91-moves-every-day",
    }
    with vault_of(written) as vault:
        for day in days:
            compare(vault, moving, START + timedelta(days=day))
