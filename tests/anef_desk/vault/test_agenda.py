"""The dates kept beside the files: never believed when they could be wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from anef_desk.domain.handover import Handover
from anef_desk.domain.person import Person
from anef_desk.domain.postponement import Postponement
from anef_desk.domain.residence_document import Kind, ResidenceDocument
from anef_desk.domain.staff import Staff
from anef_desk.law.agenda import Matter
from anef_desk.vault import migrations
from anef_desk.vault.connection import Database, connect
from anef_desk.vault.errors import OutsideTransactionError, UnknownRecordError
from anef_desk.vault.repositories.agenda import FOR_EVER, AgendaRow
from anef_desk.vault.vault import Store, Vault

ON = date(2026, 11, 22)
ZAHRA = Person(id="zahra", family_name="Karimi (exemple)")
NOTE = Handover(
    id="note", person="zahra", noted_on=ON, staff="Élise", text="Rappeler jeudi."
)
LATER = Postponement(
    id="later",
    person="zahra",
    rule="a-rule",
    due=ON,
    until=ON + timedelta(days=3),
    reason="vu avec elle",
    noted_on=ON,
    staff="Élise",
)


def write(vault: Vault, staff: Staff, *changes: Callable[[Store], object]) -> None:
    with vault.transaction(staff) as store:
        for change in changes:
            change(store)
        store.commit()


def row(days: int, **more: Any) -> AgendaRow:
    due = ON + timedelta(days=days)
    contact = more.pop("contact", ON)
    hidden = more.pop("hidden_until", None)
    given = {"rule": "a-rule", "due": due, "shows_on": due, **more}
    return AgendaRow(
        person="zahra", matter=Matter(**given), contact=contact, hidden_until=hidden
    )


@pytest.fixture
def staff(place: Any) -> Staff:
    found: Staff = place.staff
    return found


@pytest.fixture
def computed(vault: Vault, staff: Staff) -> Vault:
    """Give a vault with one person whose dates were computed today."""
    write(
        vault,
        staff,
        lambda store: store.people.put(ZAHRA),
        lambda store: store.agenda.put("zahra", (), (), (ON, FOR_EVER, "v1")),
    )
    return vault


def stale(vault: Vault, on: date = ON, version: str = "v1") -> tuple[str, ...]:
    found = vault.reading().agenda.stale(on, version, 5)
    assert vault.reading().agenda.waiting(on, version) == len(found)
    return found


def test_a_new_person_is_to_be_computed(vault: Vault, staff: Staff) -> None:
    write(vault, staff, lambda store: store.people.put(ZAHRA))

    assert stale(vault) == ("zahra",)


CHANGES: dict[str, Callable[[Store], object]] = {
    "person": lambda store: store.people.put(replace(ZAHRA, phone="1")),
    "document": lambda store: store.documents.put(
        "zahra", ResidenceDocument(id="d", kind=Kind.API)
    ),
    "handover": lambda store: store.handovers.put(NOTE),
    "postponement": lambda store: store.postponements.put(LATER),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_changes_in_a_file_its_dates_are_computed_again(
    computed: Vault, staff: Staff, what: str
) -> None:
    assert stale(computed) == ()

    write(computed, staff, CHANGES[what])

    assert stale(computed) == ("zahra",)


def test_to_read_a_file_changes_nothing(computed: Vault, staff: Staff) -> None:
    write(computed, staff, lambda store: store.journal.consulted("zahra"))

    assert stale(computed) == ()


def test_what_concerns_nobody_changes_no_file(computed: Vault, staff: Staff) -> None:
    organisation = computed.reading().organisation.get()
    renamed = replace(organisation, name="Autre")
    write(computed, staff, lambda store: store.organisation.put(renamed))

    assert stale(computed) == ()


def test_a_change_that_is_not_committed_leaves_the_dates(
    computed: Vault, staff: Staff
) -> None:
    with computed.transaction(staff) as store:
        store.people.put(replace(ZAHRA, phone="1"))
        assert store.agenda.stale(ON, "v1", 5) == ("zahra",)

    assert stale(computed) == ()


def test_dates_hold_from_the_day_they_are_computed_to_their_last(
    computed: Vault, staff: Staff
) -> None:
    last = ON + timedelta(days=3)
    write(
        computed,
        staff,
        lambda store: store.agenda.put("zahra", (), (), (ON, last, "v1")),
    )

    assert stale(computed, ON) == stale(computed, last) == ()
    assert stale(computed, last + timedelta(days=1)) == ("zahra",)
    assert stale(computed, ON - timedelta(days=1)) == ("zahra",)
    assert stale(computed, version="v0") == stale(computed, version="v2") == ("zahra",)


def test_rows_come_back_as_they_were_put(computed: Vault, staff: Staff) -> None:
    rows = (
        row(-1, contact=None),
        row(3, kind="paper", case="c", about="api", opens=ON, legal=False),
        row(9, hidden_until=ON + timedelta(days=1)),
    )
    write(
        computed,
        staff,
        lambda store: store.agenda.put("zahra", rows, ("broken",), (ON, ON, "v1")),
    )

    agenda = computed.reading().agenda
    assert agenda.rows(["nobody", "zahra"]) == {"zahra": list(rows)}
    assert agenda.rows([]) == {}
    assert agenda.failed() == ("broken",)
    assert agenda.people("late", ON, 5) == (("zahra",), False)
    assert agenda.people("expected", ON, 5) == (("zahra",), False)
    assert agenda.people("week", ON, 5) == ((), False)


def test_it_is_said_when_there_are_more(computed: Vault, staff: Staff) -> None:
    rows = tuple(row(days) for days in (1, 2, 3))
    write(
        computed,
        staff,
        lambda store: store.agenda.put("zahra", rows, (), (ON, ON, "v1")),
    )

    assert computed.reading().agenda.people("week", ON, 2) == (("zahra",), True)


def test_nothing_is_computed_outside_a_transaction(vault: Vault) -> None:
    with pytest.raises(OutsideTransactionError):
        vault.reading().agenda.put("zahra", (), (), (ON, ON, "v1"))


def test_what_was_noted_changes_and_goes(computed: Vault, staff: Staff) -> None:
    """Each is journaled, and the vault vouches for it."""
    taken = replace(NOTE, taken_on=ON, taken_by="Nadia")
    sooner = replace(LATER, until=None, done=True)
    for note, later in ((NOTE, LATER), (taken, sooner), (taken, sooner)):
        write(
            computed,
            staff,
            lambda store, note=note: store.handovers.put(note),
            lambda store, later=later: store.postponements.put(later),
        )
        store = computed.reading()
        assert store.handovers.of("zahra") == (note,)
        assert store.postponements.of("zahra") == (later,)
        assert computed.verify().sound
    assert computed.reading().handovers.waiting(5) == ()

    write(
        computed,
        staff,
        lambda store: store.handovers.remove("note"),
        lambda store: store.postponements.remove("later"),
    )

    assert computed.reading().handovers.of("zahra") == ()
    assert computed.verify().sound
    actions = [entry.action for entry in computed.reading().history.of("zahra")]
    assert actions == [
        "deadline.back",
        "handover.removed",
        "deadline.done",
        "handover.taken",
        "deadline.postponed",
        "handover.written",
        "person.created",
    ]


@pytest.mark.parametrize("kind", ["handovers", "postponements"])
def test_what_is_not_there_cannot_be_removed(
    computed: Vault, staff: Staff, kind: str
) -> None:
    with computed.transaction(staff) as store, pytest.raises(UnknownRecordError):
        getattr(store, kind).remove("nothing")
    assert getattr(computed.reading(), kind).fields("nothing") is None


def test_people_are_counted_as_they_come(vault: Vault, staff: Staff) -> None:
    for number in range(3):
        write(vault, staff, lambda s, n=number: s.people.put(replace(ZAHRA, id=str(n))))
    write(vault, staff, lambda s: s.people.put(replace(ZAHRA, id="1", phone="1")))

    assert vault.reading().people.count() == 3


@pytest.fixture
def database(tmp_path: Path) -> Database:
    path = tmp_path / "vault.db"
    path.touch()
    opened = connect(path, bytes(32))
    migrations.migrate(opened)
    return opened


@pytest.mark.parametrize("section", ["late", "week", "opens", "expected", "untouched"])
def test_no_section_reads_the_whole_agenda(database: Database, section: str) -> None:
    from anef_desk.vault.repositories import agenda

    sql = agenda._PEOPLE[section]  # type: ignore[index]
    values = {**agenda._days(ON), "limit": 5}
    plan = [
        row["detail"] for row in database.all(f"explain query plan {sql}", **values)
    ]

    assert plan[0].startswith("SEARCH agenda USING COVERING INDEX agenda_by_due")
    database.close()


def test_no_search_for_what_is_stale_reads_all_the_files(database: Database) -> None:
    from anef_desk.vault.repositories import agenda

    for sql in agenda._STALE:
        values = {"today": "a", "version": "a", "limit": 5}
        plan = [
            row["detail"] for row in database.all(f"explain query plan {sql}", **values)
        ]
        assert len(plan) == 1
        assert plan[0].startswith("SEARCH agenda_file USING COVERING INDEX")
    database.close()
