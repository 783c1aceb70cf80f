"""Two files of one person: everything follows, or nothing does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from anef_desk.domain.appointment import Appointment
from anef_desk.domain.attachment import Attachment, MediaType
from anef_desk.domain.event import Event, EventKind
from anef_desk.domain.handover import Handover
from anef_desk.domain.household import Household, Member, Relation
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.identity import Identity, Printed
from anef_desk.domain.incident import Incident
from anef_desk.domain.page_image import PageImage
from anef_desk.domain.person import Person
from anef_desk.domain.postponement import Postponement
from anef_desk.domain.residence_document import Kind, ResidenceDocument
from anef_desk.domain.retention import Decision, Retention
from anef_desk.domain.rights_loss import Right, RightsLoss
from anef_desk.vault import gate, merging
from anef_desk.vault.errors import (
    MergeKeptError,
    MergeRefusedError,
    UnknownRecordError,
)
from anef_desk.vault.vault import Store, Vault

ON = date(2026, 11, 24)
KEPT = Person(id=new_id(), family_name="Karimi")
OTHER = Person(id=new_id(), family_name="Karimy", given_names="Samira")
THIRD = Person(id=new_id(), family_name="Rahimi")


@pytest.fixture
def vault(place: Any) -> Vault:
    opened: Vault = place.open()
    return opened


@contextmanager
def writing(vault: Vault, place: Any) -> Iterator[Store]:
    with vault.transaction(place.staff) as store:
        yield store
        store.commit()


@pytest.fixture(autouse=True)
def written(vault: Vault, place: Any) -> None:
    with writing(vault, place) as store:
        for person in (KEPT, OTHER, THIRD):
            store.people.put(person)


def test_the_kept_file_takes_the_place_in_the_household(
    vault: Vault, place: Any
) -> None:
    household = Household(
        id=new_id(),
        name="Foyer",
        members=(
            Member(person=OTHER.id, relation=Relation.SPOUSE),
            Member(person=THIRD.id, relation=Relation.REFERENCE),
        ),
    )
    with writing(vault, place) as store:
        store.households.put(household, OTHER.id)
        for member in household.members:
            store.people_index.write(member.person)
        done = merging.merge(store, KEPT.id, OTHER.id, ON)
        found = store.households.get(household.id)
        assert found.relation_of(KEPT.id) is Relation.SPOUSE
        assert found.relation_of(OTHER.id) is None
        assert store.people.get(KEPT.id).given_names == "Samira"
        head = store.journal.head()
        store.merges.put(done)
        assert store.journal.head() == head
    assert vault.verify().sound
    assert vault.reading().merges.of(KEPT.id) == (done,)

    with writing(vault, place) as store:
        merging.part(store, done.id, ON)
        found = store.households.get(household.id)
        assert found.relation_of(KEPT.id) is None
        assert found.relation_of(OTHER.id) is Relation.SPOUSE
        assert store.people.get(KEPT.id) == KEPT
        assert store.people.get(OTHER.id) == OTHER
        with pytest.raises(MergeKeptError):
            merging.part(store, done.id, ON)
    assert vault.verify().sound
    graves = vault._database.value("select count(*) from tombstone")
    assert graves == 0


def test_what_cannot_follow_keeps_both_files(vault: Vault, place: Any) -> None:
    vault._database.run("create table more (person text references person (id))")
    vault._database.run("insert into more (person) values (:id)", id=OTHER.id)

    with (
        vault.transaction(place.staff) as store,
        pytest.raises(MergeRefusedError),
    ):
        merging.merge(store, KEPT.id, OTHER.id, ON)

    assert vault.reading().people.get(OTHER.id) == OTHER
    assert vault.verify().sound


def test_a_change_of_either_file_keeps_them_united(vault: Vault, place: Any) -> None:
    with writing(vault, place) as store:
        done = merging.merge(store, KEPT.id, OTHER.id, ON)
        store.journal.consulted(KEPT.id)
        assert merging.may_part(store, done)
        store.documents.put(KEPT.id, ResidenceDocument(id=new_id(), kind=Kind.API))
        assert not merging.may_part(store, done)


def test_a_file_is_not_united_with_itself_nor_with_nobody(
    vault: Vault, place: Any
) -> None:
    with vault.transaction(place.staff) as store:
        with pytest.raises(MergeRefusedError):
            merging.merge(store, KEPT.id, KEPT.id, ON)
        with pytest.raises(UnknownRecordError):
            merging.merge(store, KEPT.id, new_id(), ON)


def test_a_record_is_written_once_and_an_unknown_one_is_told(
    vault: Vault, place: Any
) -> None:
    at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    mine = {"id": new_id(), "person": KEPT.id}
    event = Event(**mine, kind=EventKind.CAME, happened_at=at, staff=place.staff.id)
    with writing(vault, place) as store:
        records: tuple[tuple[Any, Any], ...] = (
            (store.events, event),
            (store.identities, Identity(**mine, source=Printed.API)),
            (store.appointments, Appointment(**mine, day=ON)),
        )
        for repository, record in records:
            repository.put(record)
            head = store.journal.head()
            repository.put(record)
            assert store.journal.head() == head
            assert repository.get(record.id) == record
            repository.remove(record.id)
            assert repository.fields(record.id) is None
            with pytest.raises(UnknownRecordError):
                repository.get(record.id)
        household = Household(id=new_id(), name="Foyer")
        store.households.put(household, KEPT.id)
        head = store.journal.head()
        store.households.put(household, KEPT.id)
        assert store.journal.head() == head
        store.households.remove(household.id, KEPT.id)
        for unknown in (store.households, store.merges):
            with pytest.raises(UnknownRecordError):
                unknown.get(household.id)
    assert vault.verify().sound


def test_a_name_in_several_family_words_is_still_compared(
    vault: Vault, place: Any
) -> None:
    known = Person(id=new_id(), family_name="Al Hassan Ahmadi")
    with writing(vault, place) as store:
        store.people.put(known)

    found = vault.reading().finding.alike(Person(id="", family_name="Ahmady Hassan"))

    assert found == (known,)


def test_everything_noted_about_somebody_follows_and_goes_back(
    vault: Vault, place: Any
) -> None:
    mine = {"id": new_id(), "person": OTHER.id}
    attachment = Attachment(
        **mine,
        case=None,
        title="récépissé",
        media_type=MediaType.PDF,
        size=3,
        pages=1,
        sha256="00",
        added_on=ON,
        added_by=place.staff.id,
        ends_on=ON,
    )
    put_off = Postponement(**mine, rule="c29", due=ON, noted_on=ON)
    note = Handover(**mine, noted_on=ON, staff="Élise", text="rappeler")
    with writing(vault, place) as store:
        store.attachments.add(attachment, b"pdf", PageImage(1, 1, b"abc"))
        store.incidents.put(
            Incident(**mine, symptom="D22", day=ON, staff=place.staff.id)
        )
        store.rights_losses.put(RightsLoss(**mine, right=Right.JOB, lost_on=ON))
        store.postponements.put(put_off)
        store.handovers.put(note)
        store.pocket_codes.add("ABCD", OTHER.id, ON)
    repositories = (
        vault.reading().attachments,
        vault.reading().incidents,
        vault.reading().rights_losses,
        vault.reading().postponements,
        vault.reading().handovers,
    )
    before = [repository.of(OTHER.id) for repository in repositories]
    assert all(before)

    with writing(vault, place) as store:
        done = merging.merge(store, KEPT.id, OTHER.id, ON)
    for repository in repositories:
        assert [one.id for one in repository.of(KEPT.id)] == [mine["id"]]
        assert repository.of(OTHER.id) == ()
    assert vault.reading().pocket_codes.person("ABCD") == KEPT.id
    assert vault.verify().sound

    with writing(vault, place) as store:
        merging.part(store, done.id, ON)
    assert [repository.of(OTHER.id) for repository in repositories] == before
    assert vault.reading().pocket_codes.person("ABCD") == OTHER.id
    assert vault.verify().sound


def test_what_is_not_there_does_not_move(vault: Vault, place: Any) -> None:
    with vault.transaction(place.staff) as store:
        for repository in (
            store.attachments,
            store.incidents,
            store.rights_losses,
            store.postponements,
            store.handovers,
        ):
            with pytest.raises(UnknownRecordError):
                repository.move(new_id(), KEPT.id)


SOON, LATER = date(2027, 1, 1), date(2028, 1, 1)
KEEP_SOON, KEEP_LATER = (Decision.KEEP, SOON), (Decision.KEEP, LATER)
FREEZE, FREEZE_SOON = (Decision.FREEZE, None), (Decision.FREEZE, SOON)


@pytest.mark.parametrize(
    ("of_kept", "of_other", "stricter"),
    [
        (None, KEEP_SOON, KEEP_SOON),
        (KEEP_SOON, None, KEEP_SOON),
        (KEEP_SOON, KEEP_LATER, KEEP_SOON),
        (KEEP_LATER, KEEP_SOON, KEEP_SOON),
        (KEEP_SOON, FREEZE, FREEZE),
        (FREEZE, KEEP_SOON, FREEZE),
        (FREEZE, FREEZE_SOON, FREEZE),
        (FREEZE_SOON, FREEZE, FREEZE),
        (None, FREEZE, FREEZE),
        (FREEZE, None, FREEZE),
    ],
)
def test_of_two_decisions_the_stricter_holds_for_the_one_file(
    vault: Vault, place: Any, of_kept: Any, of_other: Any, stricter: Any
) -> None:
    """And each file has its own again once they are two."""
    with writing(vault, place) as store:
        store.events.put(
            Event(
                id=new_id(),
                person=OTHER.id,
                kind=EventKind.CAME,
                happened_at=datetime(2026, 11, 24, 9, tzinfo=UTC),
                staff=place.staff.id,
            )
        )
        for person, decision in ((KEPT, of_kept), (OTHER, of_other)):
            if decision:
                store.retention.put(decided(place, person, *decision))
    before = [vault.reading().retention.of(p.id) for p in (KEPT, OTHER)]

    with writing(vault, place) as store:
        done = merging.merge(store, KEPT.id, OTHER.id, ON)

    found = vault.reading().retention.of(KEPT.id)
    assert found
    assert (found.decision, found.until) == stricter
    assert vault.reading().retention.of(OTHER.id) is None
    assert vault.verify().sound
    with writing(vault, place) as store:
        merging.part(store, done.id, ON)
    assert [vault.reading().retention.of(p.id) for p in (KEPT, OTHER)] == before
    assert vault.verify().sound


def decided(
    place: Any, person: Person, decision: Decision, until: date | None
) -> Retention:
    return Retention(
        person=person.id,
        decision=decision,
        until=until,
        reason="recours",
        decided_on=ON,
        decided_by=place.staff.id,
    )


def test_no_pocket_code_is_in_the_journal(vault: Vault, place: Any) -> None:
    """Whoever has a code has somebody's sheet: only the vault's own table reads it."""
    with writing(vault, place) as store:
        store.pocket_codes.add("WXYZ", OTHER.id, ON)
        done = merging.merge(store, KEPT.id, OTHER.id, ON)
        merging.part(store, done.id, ON)

    rows = vault._database.all("select * from journal")
    assert not [row for row in rows if "WXYZ" in str(tuple(row))]


def test_who_went_into_another_file_is_not_told_to_be_erased(
    vault: Vault, place: Any
) -> None:
    """Else a backup made before would come back without them."""
    with writing(vault, place) as store:
        done = merging.merge(store, KEPT.id, OTHER.id, ON)
    assert vault.backups.erased.read() == ()

    with writing(vault, place) as store:
        merging.part(store, done.id, ON)
        merging.merge(store, KEPT.id, OTHER.id, ON)
        store.erasure.erase(KEPT.id)
    told = vault.backups.erased.read()
    assert told is not None
    assert {one.id for one in told} == {KEPT.id, OTHER.id}


def test_a_merge_the_journal_no_longer_has_is_not_undone(
    vault: Vault, place: Any
) -> None:
    """What changed since went with it: undoing would take that back, unseen."""
    with writing(vault, place) as store:
        done = merging.merge(store, KEPT.id, OTHER.id, ON)
        assert merging.may_part(store, done)
        store.people.merge(KEPT.id, phone="0600000000")
    place.clock.advance(timedelta(days=400))
    gate.purge_journal(vault, place.staff, place.clock() - timedelta(days=365))

    with writing(vault, place) as store:
        assert not merging.may_part(store, done)
        with pytest.raises(MergeKeptError):
            merging.part(store, done.id, ON)
    assert vault.reading().people.get(KEPT.id).phone == "0600000000"


@pytest.mark.parametrize("kept_has_one", [True, False])
def test_a_household_that_is_gone_keeps_nobody_from_being_two_again(
    vault: Vault, place: Any, kept_has_one: bool
) -> None:
    """Whoever was left there went elsewhere: no change of either file."""
    household = Household(
        id=new_id(),
        name="Foyer",
        members=tuple(
            Member(person=person.id, relation=Relation.OTHER)
            for person in (KEPT if kept_has_one else OTHER, THIRD)
        ),
    )
    with writing(vault, place) as store:
        store.households.put(household, THIRD.id)
        done = merging.merge(store, KEPT.id, OTHER.id, ON)
        store.households.remove(household.id, THIRD.id)
    with writing(vault, place) as store:
        assert merging.may_part(store, done)
        merging.part(store, done.id, ON)

    reading = vault.reading()
    assert reading.people.get(OTHER.id) == OTHER
    assert reading.households.of(OTHER.id) is reading.households.of(KEPT.id) is None
    assert vault.verify().sound
