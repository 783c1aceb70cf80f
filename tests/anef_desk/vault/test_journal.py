"""The journal: who, when, before, after; and what tells that it was altered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from anef_desk.domain.case import Case, Filing, RemedyTaken
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.journal_entry import Change
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.person import Person
from anef_desk.domain.residence_document import Kind, ResidenceDocument
from anef_desk.domain.staff import Staff
from anef_desk.domain.supporting_document import Mark, MarkState
from anef_desk.i18n import load
from anef_desk.vault.integrity import INDEX_DISAGREES, JOURNAL_BROKEN, ROW_DISAGREES
from anef_desk.vault.moment import Moment
from anef_desk.vault.vault import Store, Vault

from .conftest import Place

KNOWN = Person(
    id=new_id(), family_name="Karimi", phone="06 12", last_contact=date(2026, 11, 3)
)


def do(place: Place, vault: Vault, act: Callable[[Store], object]) -> None:
    with vault.transaction(place.staff) as store:
        act(store)
        store.commit()


def changes(vault: Vault, subject: str = KNOWN.id) -> dict[str, Change]:
    return dict(vault.reading().history.of(subject, 1)[0].changes)


def test_a_change_says_who_when_before_and_after(place: Place, vault: Vault) -> None:
    do(place, vault, lambda store: store.people.put(KNOWN))
    place.clock.advance(timedelta(minutes=5))
    do(place, vault, lambda store: store.people.put(replace(KNOWN, phone="07 89")))

    changed, created = vault.reading().history.of(KNOWN.id)

    assert created.action == "person.created"
    assert created.changes["family_name"] == Change(before=None, after="Karimi")
    assert "email" not in created.changes
    assert changed.action == "person.changed"
    assert changed.staff == "Élise"
    assert changed.at == place.clock.time
    assert changed.changes == {"phone": Change(before="06 12", after="07 89")}
    assert changed.number == created.number + 1


def test_a_blank_field_never_erases_a_dated_answer(place: Place, vault: Vault) -> None:
    """Blanked on purpose, an answer is out of the file and still in the journal."""
    do(place, vault, lambda store: store.people.put(KNOWN))

    blank = replace(KNOWN, phone="", last_contact=None)
    do(place, vault, lambda store: store.people.put(blank))

    assert vault.reading().people.get(KNOWN.id) == blank
    assert changes(vault) == {
        "last_contact": Change(before="2026-11-03", after=None),
        "phone": Change(before="06 12", after=None),
    }


def test_what_was_not_named_is_not_touched(place: Place, vault: Vault) -> None:
    do(place, vault, lambda store: store.people.put(KNOWN))

    do(place, vault, lambda store: store.people.merge(KNOWN.id, email="a@b.fr"))

    assert vault.reading().people.get(KNOWN.id) == replace(KNOWN, email="a@b.fr")
    assert changes(vault) == {"email": Change(before=None, after="a@b.fr")}


def test_writing_the_same_again_is_no_change(place: Place, vault: Vault) -> None:
    document = ResidenceDocument(id=new_id(), kind=Kind.API)
    case = Case(
        id=new_id(), person=KNOWN.id, procedure="A2", opened_on=date(2026, 1, 1)
    )
    organisation = Organisation(name="Ici")

    def write(store: Store) -> None:
        store.people.put(KNOWN)
        store.documents.put(KNOWN.id, document)
        store.cases.put(case)
        store.organisation.put(organisation)
        store.staff.put(place.staff, "age1")

    do(place, vault, write)
    head = vault.reading().journal.head()
    do(place, vault, write)

    assert vault.reading().journal.head() == head


def test_a_consultation_leaves_a_trace(place: Place, vault: Vault) -> None:
    do(place, vault, lambda store: store.people.put(KNOWN))
    do(place, vault, lambda store: store.journal.consulted(KNOWN.id))

    entry = vault.reading().history.of(KNOWN.id, 1)[0]

    assert (entry.action, entry.staff, entry.changes) == ("person.opened", "Élise", {})
    assert vault.verify().sound


def test_the_newest_entries_come_first_and_no_more_than_asked(
    place: Place, vault: Vault
) -> None:
    do(place, vault, lambda store: store.people.put(KNOWN))
    for _ in range(5):
        do(place, vault, lambda store: store.journal.consulted(KNOWN.id))

    numbers = [entry.number for entry in vault.reading().history.of(KNOWN.id, 3)]

    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) == 3


def test_a_document_without_mention_is_not_one_whose_mention_was_not_read(
    place: Place, vault: Vault
) -> None:
    document = ResidenceDocument(id=new_id(), kind=Kind.API, allows_work=False)
    do(place, vault, lambda store: store.people.put(KNOWN))
    do(place, vault, lambda store: store.documents.put(KNOWN.id, document))

    read = replace(document, mention="", allows_work=True)
    do(place, vault, lambda store: store.documents.put(KNOWN.id, read))

    assert changes(vault) == {
        "allows_work": Change(before=False, after=True),
        "mention": Change(before=None, after=""),
    }


def test_what_was_removed_is_in_the_journal_and_its_tombstone_says_nothing(
    place: Place, vault: Vault
) -> None:
    document = ResidenceDocument(id=new_id(), kind=Kind.API, number="API-7")
    do(place, vault, lambda store: store.people.put(KNOWN))
    do(place, vault, lambda store: store.documents.put(KNOWN.id, document))
    do(place, vault, lambda store: store.documents.remove(KNOWN.id, document.id))

    assert vault.reading().documents.of(KNOWN.id) == ()
    assert changes(vault)["number"] == Change(before="API-7", after=None)
    (stone,) = vault._database.all("select * from tombstone")
    assert tuple(stone)[:2] == ("residence_document", document.id)
    assert len(tuple(stone)) == 5
    assert vault.verify().sound


def test_what_happens_to_a_case_has_a_name(place: Place, vault: Vault) -> None:
    case = Case(
        id=new_id(), person=KNOWN.id, procedure="A2", opened_on=date(2026, 1, 1)
    )
    seen = Mark(requirement="P-DEC", state=MarkState.SEEN, marked_on=date(2026, 1, 2))
    taken = RemedyTaken(remedy="E1", taken_on=date(2026, 2, 1))
    steps = [
        case,
        (case := replace(case, marks=(seen,))),
        (case := replace(case, symptoms=("D21",))),
        (case := replace(case, remedies=(taken,))),
        (case := replace(case, filing=Filing(filed_on=date(2026, 1, 9)))),
        (case := replace(case, answered_on=date(2026, 3, 1))),
        (case := replace(case, marks=())),
    ]
    do(place, vault, lambda store: store.people.put(KNOWN))
    for step in steps:
        do(place, vault, lambda store, step=step: store.cases.put(step))

    entries = vault.reading().history.of(KNOWN.id)[-2::-1]

    assert [entry.action for entry in entries] == [
        "case.opened",
        "case.marked",
        "case.noticed",
        "case.taken",
        "case.filed",
        "case.changed",
        "case.marked",
    ]
    assert entries[1].changes == {
        "mark.P-DEC.marked_on": Change(before=None, after="2026-01-02"),
        "mark.P-DEC.state": Change(before=None, after="seen"),
    }
    assert entries[2].changes == {"symptom.D21": Change(before=None, after=True)}
    assert entries[4].changes == {
        "filing.channel": Change(before=None, after="anef"),
        "filing.filed_on": Change(before=None, after="2026-01-09"),
    }


def test_a_remedy_keeps_its_identifier_when_its_receipt_arrives(
    place: Place, vault: Vault
) -> None:
    """The domain does not know it; other desks will."""
    day = date(2026, 2, 1)
    twice = (RemedyTaken(remedy="E1", taken_on=day),) * 2
    case = Case(id=new_id(), person=KNOWN.id, procedure="A2", opened_on=day)
    do(place, vault, lambda store: store.people.put(KNOWN))
    do(place, vault, lambda store: store.cases.put(replace(case, remedies=twice)))
    before = [row[0] for row in vault._database.all("select id from remedy_taken")]

    done = (
        RemedyTaken(remedy="E2", taken_on=day),
        twice[0],
        replace(twice[1], reference="R-1"),
    )
    do(place, vault, lambda store: store.cases.put(replace(case, remedies=done)))
    after = [
        row[0]
        for row in vault._database.all("select id from remedy_taken order by place")
    ]

    assert vault.reading().cases.get(case.id).remedies == done
    assert after[0] not in before
    assert set(after[1:]) == set(before)
    assert {name.split(".")[-1] for name in changes(vault)} == {
        "remedy",
        "taken_on",
        "reference",
    }


# Time


def test_a_clock_that_goes_back_does_not_reorder_the_journal(
    place: Place, vault: Vault
) -> None:
    do(place, vault, lambda store: store.people.put(KNOWN))
    place.clock.advance(timedelta(days=-400))
    do(place, vault, lambda store: store.journal.consulted(KNOWN.id))
    place.clock.advance(timedelta(days=800))
    do(place, vault, lambda store: store.journal.consulted(KNOWN.id))

    rows = vault._database.all(
        "select milliseconds, counter from journal order by number"
    )
    moments = [tuple(row) for row in rows]

    assert moments == sorted(set(moments))
    assert Moment(*moments[-1]).at == place.clock.time


# Alteration


@pytest.mark.parametrize(
    "sql",
    [
        "update journal set action = 'x'",
        "delete from journal",
        "delete from journal where number = 1",
    ],
)
def test_the_journal_only_grows(vault: Vault, sql: str) -> None:
    with pytest.raises(Exception, match="only grows"):
        vault._database.run(sql)


ALTERATIONS = (
    "update journal set action = 'person.opened' where number = 3",
    (
        "update journal set staff = (select id from staff where name = 'X')"
        " where number = 3"
    ),
    "update journal set subject = '' where number = 3",
    "update journal set milliseconds = milliseconds - 1 where number = 3",
    "update journal set counter = 7 where number = 3",
    "update journal set desk = '' where number = 3",
    "update journal set entity = 'letter' where number = 3",
    "update journal set entity_id = '' where number = 3",
    "update journal set row_digest = zeroblob(32) where number = 3",
    "update journal set changes_digest = zeroblob(32) where number = 3",
    "update journal set seal = zeroblob(32) where number = 3",
    "update journal set changes = '{}' where number = 3",
    "update journal set number = 30 where number = 3",
    "delete from journal where number = 3",
)


@pytest.mark.parametrize("sql", ALTERATIONS)
def test_any_altered_entry_breaks_the_chain(
    place: Place, vault: Vault, sql: str
) -> None:
    """By somebody who holds the key of the database, and not that of the journal."""
    colleague = Staff(id=new_id(), name="X", role=place.staff.role)
    do(place, vault, lambda store: store.people.put(KNOWN))
    do(place, vault, lambda store: store.staff.put(colleague, "age1"))
    do(place, vault, lambda store: store.journal.consulted(KNOWN.id))
    assert vault.verify().sound
    vault._database.run("drop trigger journal_is_never_changed")
    vault._database.run("drop trigger journal_is_never_cut")

    vault._database.run(sql)
    found = vault.verify().findings

    assert found[0].message == JOURNAL_BROKEN
    assert found[0].values == {"number": 3}
    assert "3" in found[0].explain(load("fr"))


def test_changes_emptied_for_an_erased_person_keep_the_chain_whole(
    place: Place, vault: Vault
) -> None:
    do(place, vault, lambda store: store.people.put(KNOWN))
    vault._database.run("drop trigger journal_is_never_changed")
    vault._database.run(
        "update journal set changes = null where subject = :id", id=KNOWN.id
    )

    assert vault.verify().sound
    assert vault.reading().history.of(KNOWN.id)[0].changes == {}


@pytest.mark.parametrize(
    "sql",
    [
        "update person set phone = '00'",
        "update person set last_contact = null",
        "update residence_document set ends_on = '2030-01-01'",
        "delete from residence_document",
        "update case_file set filed_on = '2026-02-02'",
        "delete from mark",
        "update organisation set name = 'Y'",
        "update staff set public_key = 'age1mallory'",
        (
            "insert into residence_document (id, person, kind, number)"
            " select 'x', id, 'api', '' from person"
        ),
    ],
)
def test_a_record_that_is_not_the_one_of_the_journal_is_found(
    place: Place, vault: Vault, sql: str
) -> None:
    """As an older page put back would be: genuine, but not the last."""
    day = date(2026, 1, 9)
    document = ResidenceDocument(id=new_id(), kind=Kind.API, ends_on=day)
    seen = Mark(requirement="P-DEC", state=MarkState.SEEN, marked_on=day)
    case = Case(
        id=new_id(),
        person=KNOWN.id,
        procedure="A2",
        opened_on=day,
        filing=Filing(filed_on=day),
        marks=(seen,),
    )

    def write(store: Store) -> None:
        store.people.put(KNOWN)
        store.documents.put(KNOWN.id, document)
        store.cases.put(case)

    do(place, vault, write)
    assert vault.verify().sound

    vault._database.run(sql)

    assert [item.message for item in vault.verify().findings] == [ROW_DISAGREES]


def test_an_entry_about_something_unknown_is_found(place: Place, vault: Vault) -> None:
    with vault.transaction(place.staff) as store:
        store.journal.changed("x.made", "", "x", "1", (None, {"a": "b"}))
        store.commit()
    assert [item.message for item in vault.verify().findings] == [ROW_DISAGREES]


@pytest.mark.parametrize(
    "sql",
    [
        "delete from person_word where word = 'karimi'",
        "update person_search set words = 'x'",
        "update person set name_key = 'x'",
    ],
)
def test_an_index_that_lost_somebody_is_found(
    place: Place, vault: Vault, sql: str
) -> None:
    do(place, vault, lambda store: store.people.put(KNOWN))
    vault._database.run(sql)

    assert [item.message for item in vault.verify().findings] == [INDEX_DISAGREES]


def test_a_long_journal_is_verified_to_its_end(
    place: Place, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("anef_desk.vault.journal._BATCH", 3)
    do(place, vault, lambda store: store.people.put(KNOWN))
    for _ in range(7):
        do(place, vault, lambda store: store.journal.consulted(KNOWN.id))

    told: list[tuple[int, int]] = []
    found = vault.verify(lambda *step: told.append(step))

    assert found.sound
    assert found.entries == 10
    assert found.records == 3
    assert found.pages == place.database.stat().st_size // 4096
    assert told == [(0, 3), (1, 3), (2, 3)]
