"""The journal, read: page by page, by person, by colleague, by day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from anef_desk.domain.identifiers import new_id
from anef_desk.domain.person import Person
from anef_desk.domain.staff import Role, Staff
from anef_desk.vault.vault import Vault

from .conftest import Place

SAMIRA = Person(id=new_id(), family_name="Karimi")
NADIA = Person(id=new_id(), family_name="Omar")


def test_who_did_what_is_read_page_by_page(place: Place, vault: Vault) -> None:
    other = Staff(id=new_id(), name="Nadia", role=Role.DESK)
    with vault.transaction(place.staff) as store:
        for person in (SAMIRA, NADIA):
            store.people.put(person)
        store.staff.put(other, "age1")
        store.commit()
    with vault.transaction(other) as store:
        store.journal.consulted(SAMIRA.id)
        store.commit()
    history = vault.reading().history

    everything = history.page(limit=100)
    first = history.page(limit=4)
    rest = history.page(before=first[-1].number, limit=100)

    assert first + rest == everything
    assert [e.number for e in everything] == list(
        range(store.journal.head().number, 0, -1)
    )
    assert [e.staff for e in history.page(staff=other.id)] == ["Nadia"]
    assert {e.subject for e in history.page(subject=NADIA.id)} == {NADIA.id}
    assert [e.action for e in history.page(subject=SAMIRA.id, staff=other.id)] == [
        "person.opened"
    ]
    assert history.page(before=1) == ()


def test_files_touched_today_are_those_of_one_colleague_the_last_one_first(
    vault: Vault, place: Place
) -> None:
    """The day begins at midnight in France, an hour before it does in UTC."""
    nadia = Staff(id="nadia", name="Nadia", role=Role.DESK)
    history = vault.reading().history
    place.clock.time = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
    with vault.transaction(place.staff) as store:
        store.staff.put(nadia, "age1nadia")
        store.people.put(Person(id="yesterday", family_name="Karimi"))
        store.commit()
    place.clock.time = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    for by, person, phone in (
        (place.staff, "one", ""),
        (place.staff, "two", ""),
        (place.staff, "read", ""),
        (nadia, "hers", ""),
        (place.staff, "one", "1"),
    ):
        with vault.transaction(by) as store:
            store.people.put(Person(id=person, family_name="Karimi", phone=phone))
            store.commit()

    day = date(2026, 11, 24)
    assert history.touched(day, place.staff, 5) == ("one", "read", "two")
    assert history.touched(day, place.staff, 1) == ("one",)
    assert history.touched(day, nadia, 5) == ("hers",)
    assert history.touched(day + timedelta(days=1), place.staff, 5) == ()


def test_nobody_touched_anything_in_a_new_vault(vault: Vault, place: Place) -> None:
    assert vault.reading().history.touched(date(2020, 1, 1), place.staff, 5) == ()


def test_the_last_change_of_a_file_is_that_of_a_day_in_france(
    vault: Vault, place: Place
) -> None:
    history = vault.reading().history
    assert history.last_change(SAMIRA.id) is None
    place.clock.time = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    with vault.transaction(place.staff) as store:
        store.people.put(SAMIRA)
        store.commit()
    place.clock.advance(timedelta(days=3))
    with vault.transaction(place.staff) as store:
        store.journal.consulted(SAMIRA.id)
        store.people.put(NADIA)
        store.commit()

    assert history.last_change(SAMIRA.id) == date(2026, 11, 24)
