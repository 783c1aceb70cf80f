"""An erased person is gone from every page, and the vault still vouches for the rest."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlcipher3 import dbapi2

from anef_desk.domain.attachment import Attachment, MediaType
from anef_desk.domain.case import Case, Filing, RemedyTaken
from anef_desk.domain.household import Household, Member, Relation
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.identity import Identity, Printed
from anef_desk.domain.letter import Letter
from anef_desk.domain.page_image import PageImage
from anef_desk.domain.person import Person
from anef_desk.domain.residence_document import Kind, ResidenceDocument
from anef_desk.domain.retention import Decision, Retention
from anef_desk.domain.supporting_document import Mark, MarkState
from anef_desk.vault import keys, merging
from anef_desk.vault.erasure import RECORDS
from anef_desk.vault.errors import (
    FrozenFileError,
    OutsideTransactionError,
    UnknownRecordError,
)
from anef_desk.vault.vault import Store, Vault

from .conftest import CHEAP, PASSPHRASE, Place
from .pages import decrypted

CANARY = "Zarathoustra"
DAY = date(2026, 11, 22)
SEEN_IN = ("zarathoustra", "Zarathoustra", "زهرازهرا")


def tell(store: Store, place: Place, name: str = CANARY) -> Person:
    """Write a person down with *name* in every field that takes words."""
    person = Person(
        id=new_id(),
        family_name=name,
        given_names=f"Fille de {name}",
        used_name=name,
        native_name="زهرازهرا" if name == CANARY else "",
        birth_place=name,
        nationality=name,
        numero_etranger=name,
        address=f"{name}\n" * 90,
        phone=name,
        email=name,
        prefecture=name,
        protection_decision_number=name,
        last_contact=DAY,
    )
    document = ResidenceDocument(
        id=new_id(), kind=Kind.API, number=name, mention=name, ends_on=DAY
    )
    case = Case(
        id=new_id(),
        person=person.id,
        procedure="A2",
        opened_on=DAY,
        filing=Filing(filed_on=DAY, number=name, proof=name),
        marks=(
            Mark(
                requirement="P-DEC",
                state=MarkState.CANNOT_GET,
                marked_on=DAY,
                reason=name,
            ),
        ),
        symptoms=("D21",),
        remedies=(RemedyTaken(remedy="E1", taken_on=DAY, reference=name),),
    )
    content = f"%PDF-1.4 {name} ".encode() * 900
    attachment = Attachment(
        id=new_id(),
        person=person.id,
        case=case.id,
        title=name,
        media_type=MediaType.PDF,
        size=len(content),
        pages=1,
        sha256="00",
        added_on=DAY,
        added_by=place.staff.id,
        ends_on=DAY,
    )
    letter = Letter(
        id=new_id(),
        person=person.id,
        case=case.id,
        template="L02",
        content_version="1",
        language="fr",
        made_on=DAY,
        fields={"name": name, "text": name * 400},
        sha256="00",
    )
    store.people.put(person)
    store.documents.put(person.id, document)
    store.cases.put(case)
    store.letters.add(letter)
    store.attachments.add(attachment, content, PageImage(1, 1, b"abc"))
    store.drafts.put(f"document:{person.id}:", {"number": name}, place.clock())
    store.drafts.put(f"filing:{case.id}", {"number": name}, place.clock())
    store.journal.consulted(person.id)
    return person


def rewrite(store: Store, person: Person) -> None:
    """Change everything more than once, so that old values lie about."""
    for number in range(3):
        name = f"{CANARY} {number}"
        store.people.merge(person.id, family_name=name, address=name * (50 - number))
    store.documents.merge(store.documents.of(person.id)[0].id, number=f"{CANARY}9")
    store.retention.put(
        Retention(
            person=person.id,
            decision=Decision.KEEP,
            until=DAY,
            reason=CANARY,
            decided_on=DAY,
            decided_by=store.journal.assert_writing().id,
        )
    )


def key_of(place: Place) -> bytes:
    master = keys.open_keys(
        keys.read_keys(place.folder), place.staff.id, PASSPHRASE, CHEAP
    )
    return keys.Subkeys.of(master).database


def found_in(place: Place) -> int:
    """Count the pages on which the person can still be read."""
    words = [word.encode() for word in SEEN_IN]
    pages = decrypted(place.database, key_of(place))
    return sum(any(word in page for word in words) for page in pages)


def test_no_page_holds_a_word_of_an_erased_person(place: Place) -> None:
    """Every page is decrypted as it lies on the disk; others are still there."""
    vault = place.open()
    with vault.transaction(place.staff) as store:
        others = [tell(store, place, f"Autre{number:03}") for number in range(30)]
        person = tell(store, place)
        others += [tell(store, place, f"Encore{number:03}") for number in range(30)]
        store.commit()
    with vault.transaction(place.staff) as store:
        rewrite(store, person)
        store.commit()
    vault.close()
    assert found_in(place) > 10

    vault = place.open()
    with vault.transaction(place.staff) as store:
        gone = store.erasure.erase(person.id)
        store.commit()
    assert vault.verify().sound
    vault.close()

    assert found_in(place) == 0
    assert gone == {
        "attachment": 1,
        "letter": 1,
        "case_file": 1,
        "residence_document": 1,
        "retention": 1,
        "person": 1,
    }
    vault = place.open()
    store = vault.reading()
    assert vault.verify().sound
    assert store.people.count() == len(others)
    assert store.finding.search("autre000")[0] == others[0]
    assert store.finding.search(CANARY) == ()
    assert store.drafts.get(f"document:{person.id}:") is None
    assert store.drafts.get(f"document:{others[0].id}:") is not None


def test_what_an_erasure_counted_is_still_known_until_the_journal_is_cut(
    place: Place, vault: Vault
) -> None:
    with vault.transaction(place.staff) as store:
        people = [tell(store, place), Person(id=new_id(), family_name=CANARY)]
        store.people.put(people[1])
        store.commit()
    gone = []
    for person in people:
        with vault.transaction(place.staff) as store:
            gone.append(store.erasure.erase(person.id))
            store.commit()
        place.clock.advance(timedelta(days=1))
    erasure = vault.reading().erasure

    traces = [erasure.trace(person.id) for person in people]

    assert [trace.records for trace in traces] == gone
    assert list(traces[0].records) == list(gone[0])
    assert [trace.at for trace in traces] == [
        place.clock() - timedelta(days=2),
        place.clock() - timedelta(days=1),
    ]
    assert erasure.latest(5) == tuple(reversed(traces))
    assert erasure.latest(1) == (traces[1],)
    with pytest.raises(UnknownRecordError):
        erasure.trace(new_id())
    assert CANARY not in repr(traces)

    with vault.transaction(place.staff) as store:
        store.journal.purge(place.clock())
        store.commit()
    assert erasure.trace(people[0].id) == replace(traces[0], records={})


def test_the_journal_says_that_somebody_was_erased_and_nothing_of_them(
    place: Place, vault: Vault
) -> None:
    with vault.transaction(place.staff) as store:
        person = tell(store, place)
        store.commit()
    with vault.transaction(place.staff) as store:
        store.erasure.erase(person.id)
        store.commit()

    entries = vault.reading().history.of(person.id)

    assert entries[0].action == "person.erased"
    assert all(entry.changes == {} for entry in entries)
    assert {entry.staff for entry in entries} == {"Élise"}


def test_nothing_is_left_of_the_files_that_were_made_one(place: Place) -> None:
    """Neither of the file that is erased, nor of those that went into it."""
    vault = place.open()
    with vault.transaction(place.staff) as store:
        first, second, third = (tell(store, place) for _ in range(3))
        neighbour = Person(id=new_id(), family_name="Okafor")
        store.people.put(neighbour)
        household = Household(
            id=new_id(),
            name=CANARY,
            members=(
                Member(person=first.id, relation=Relation.REFERENCE),
                Member(person=neighbour.id, relation=Relation.OTHER),
            ),
        )
        store.households.put(household, first.id)
        for member in household.members:
            store.people_index.write(member.person)
        store.identities.put(
            Identity(
                id=new_id(),
                person=first.id,
                source=Printed.API,
                family_name=CANARY,
            )
        )
        merging.merge(store, second.id, third.id, DAY)
        merging.merge(store, first.id, second.id, DAY)
        store.commit()

    with vault.transaction(place.staff) as store:
        store.erasure.erase(first.id)
        store.commit()

    assert vault.reading().households.of(neighbour.id) is None
    assert vault.reading().finding.search(CANARY) == ()
    assert vault.verify().sound
    vault.close()
    assert found_in(place) == 0


@pytest.mark.parametrize("erased", ["kept", "other"])
def test_nothing_of_a_person_is_left_in_the_file_theirs_was_parted_from(
    place: Place, erased: str
) -> None:
    """They were two people after all; each can be erased without the other."""
    vault = place.open()
    with vault.transaction(place.staff) as store:
        person = tell(store, place)
        blank = Person(id=new_id(), family_name="Okafor")
        third = Person(id=new_id(), family_name="Nowak")
        store.people.put(blank)
        store.people.put(third)
        live_together(store, f"Foyer {CANARY}", person, third)
        store.retention.put(kept_until(place, person, DAY))
        pair = (person, blank) if erased == "kept" else (blank, person)
        done = merging.merge(store, pair[0].id, pair[1].id, DAY)
        merging.part(store, done.id, DAY)
        store.commit()

    with vault.transaction(place.staff) as store:
        store.erasure.erase(person.id)
        store.commit()

    assert vault.verify().sound
    assert vault.reading().people.get(blank.id) == blank
    assert vault.reading().finding.search(CANARY) == ()
    vault.close()
    assert found_in(place) == 0


def test_nothing_is_left_of_who_was_parted_from_a_file_that_went_into_another(
    place: Place,
) -> None:
    vault = place.open()
    with vault.transaction(place.staff) as store:
        person = tell(store, place)
        first, second = (Person(id=new_id(), family_name=n) for n in ("Oka", "Nowak"))
        store.people.put(first)
        store.people.put(second)
        done = merging.merge(store, first.id, person.id, DAY)
        merging.part(store, done.id, DAY)
        merging.merge(store, second.id, person.id, DAY)
        store.commit()

    with vault.transaction(place.staff) as store:
        store.erasure.erase(second.id)
        store.commit()

    assert vault.verify().sound
    assert vault.reading().people.page() == (first,)
    vault.close()
    assert found_in(place) == 0


@pytest.mark.parametrize(
    ("typed", "stays", "in_a_file"),
    [
        ({"family_name": CANARY.upper()}, False, True),
        ({"text": "زهرازهرا"}, False, False),
        ({"numero_etranger": "99 1234 5678"}, False, False),
        ({"note": "Okafor Ada, à rappeler"}, False, False),
        ({"note": "Okafor Zoé, fille de Rose"}, True, True),
        ({"family_name": "Nowak"}, True, True),
        ({}, True, True),
    ],
)
def test_what_is_typed_elsewhere_and_names_who_is_erased_is_forgotten(
    place: Place, vault: Vault, typed: dict[str, str], *, stays: bool, in_a_file: bool
) -> None:
    """A file begun twice, a name that was sought: nothing of it says whose it is.

    Those are two of their names, or one that nobody who stays bears; what belongs to
    the file of another says one word of theirs as it would say any.
    """
    person = Person(
        id=new_id(),
        family_name=f"Okafor {CANARY}",
        given_names="Ada de",
        native_name="زهرازهرا",
        numero_etranger="9912345678",
    )
    neighbours = (
        Person(id=new_id(), family_name="Okafor", given_names="Zoé"),
        Person(id=new_id(), family_name="Diallo", given_names="Ada"),
    )
    with vault.transaction(place.staff) as store:
        for one in (person, *neighbours):
            store.people.put(one)
        store.drafts.put("person:", typed, place.clock())
        store.drafts.put(f"document:{person.id}:", {"number": "12"}, place.clock())
        store.drafts.put("relay", {f"relay-{person.id}": "Rappeler"}, place.clock())
        store.drafts.put(f"place:{place.staff.id}", typed, place.clock())
        store.drafts.put(f"person:{neighbours[0].id}", typed, place.clock())
        store.commit()

    with vault.transaction(place.staff) as store:
        store.erasure.erase(person.id)
        store.commit()

    drafts = vault.reading().drafts
    assert (drafts.get("person:") is not None) == stays
    assert (drafts.get(f"place:{place.staff.id}") is not None) == stays
    assert (drafts.get(f"person:{neighbours[0].id}") is not None) == in_a_file
    assert drafts.get(f"document:{person.id}:") is None
    assert drafts.get("relay") is None
    assert vault.verify().sound


@pytest.mark.parametrize(
    ("name", "after"),
    [
        (f"Foyer {CANARY}", ""),
        ("Foyer زهرازهرا", ""),
        ("Foyer des Tournesols", "Foyer des Tournesols"),
        ("Foyer Okafor", "Foyer Okafor"),
    ],
)
def test_a_household_forgets_the_name_of_who_is_erased(
    place: Place, name: str, after: str
) -> None:
    """Whoever wrote it, and whoever it was changed for; a name others bear stays."""
    vault = place.open()
    with vault.transaction(place.staff) as store:
        person = tell(store, place)
        others = [Person(id=new_id(), family_name=n) for n in ("Okafor", "Nowak")]
        for other in others:
            store.people.put(other)
        household = live_together(store, CANARY, *others, person)
        household = replace(household, name=f"Foyer {CANARY}")
        store.households.put(household, others[0].id)
        store.households.put(replace(household, name=name), others[1].id)
        for member in household.members:
            store.people_index.write(member.person)
        store.commit()

    with vault.transaction(place.staff) as store:
        store.erasure.erase(person.id)
        store.commit()

    found = vault.reading().households.of(others[0].id)
    assert found
    assert found.name == after
    assert vault.verify().sound
    vault.close()
    assert found_in(place) == 0


@pytest.mark.parametrize("names", [(), ("Okafor",), ("Okafor", "Nowak")])
def test_the_household_a_file_left_to_be_made_one_forgets_them_too(
    place: Place, names: tuple[str, ...]
) -> None:
    """The kept file was in another one, and stayed there."""
    vault = place.open()
    with vault.transaction(place.staff) as store:
        kept, other = tell(store, place), tell(store, place)
        stays, *left = [
            Person(id=new_id(), family_name=name) for name in ("Diallo", *names)
        ]
        for person in (stays, *left):
            store.people.put(person)
        live_together(store, "Foyer", kept, stays)
        former = live_together(store, f"Foyer {CANARY}", other, *left)
        merging.merge(store, kept.id, other.id, DAY)
        store.commit()

    with vault.transaction(place.staff) as store:
        store.erasure.erase(kept.id)
        store.commit()

    found = vault.reading().households.fields(former.id)
    assert (found is not None) == (len(left) > 1)
    assert found is None or found["name"] == ""
    assert vault.verify().sound
    vault.close()
    assert found_in(place) == 0


def test_a_frozen_member_of_a_household_can_be_erased(
    place: Place, vault: Vault
) -> None:
    with vault.transaction(place.staff) as store:
        person = tell(store, place)
        others = [Person(id=new_id(), family_name=n) for n in ("Okafor", "Nowak")]
        for other in others:
            store.people.put(other)
        live_together(store, "Foyer", person, *others)
        frozen = replace(
            kept_until(place, person, DAY), decision=Decision.FREEZE, until=None
        )
        store.retention.put(frozen)
        store.commit()

    with vault.transaction(place.staff) as store:
        gone = store.erasure.erase(person.id)
        store.commit()

    assert gone["retention"] == 1
    assert vault.verify().sound


def live_together(store: Store, name: str, *people: Person) -> Household:
    """Put *people* into one household called *name*."""
    members = tuple(Member(person=p.id, relation=Relation.OTHER) for p in people)
    household = Household(id=new_id(), name=name, members=members)
    store.households.put(household, people[0].id)
    for person in people:
        store.people_index.write(person.id)
    return household


def kept_until(place: Place, person: Person, until: date) -> Retention:
    return Retention(
        person=person.id,
        decision=Decision.KEEP,
        until=until,
        reason=CANARY,
        decided_on=DAY,
        decided_by=place.staff.id,
    )


def test_every_table_about_people_is_known_to_the_erasure(vault: Vault) -> None:
    """A new table gets its line in `erasure.RECORDS`, or goes with its owner."""
    database = vault.reading().people._database
    tables = [
        row["name"]
        for row in database.all(
            "select name from sqlite_schema where type = 'table'"
            " and name not like 'sqlite%' and name not like 'person_search_%'"
        )
    ]
    known = {
        re.search(r"delete from (\w+)", deleted).group(1)  # type: ignore[union-attr]
        for _found, deleted in RECORDS.values()
    }
    for table in tables:
        for row in database.all(f"pragma foreign_key_list({table})"):
            about = row["table"] in {*known, "person", "case_file", "attachment"}
            goes = row["on_delete"] == "CASCADE"
            assert not about or goes or table in known, table


def test_nobody_who_is_not_there_is_erased(place: Place, vault: Vault) -> None:
    with (
        vault.transaction(place.staff) as store,
        pytest.raises(UnknownRecordError),
    ):
        store.erasure.erase(new_id())
    with pytest.raises(OutsideTransactionError):
        vault.reading().erasure.erase(new_id())


@pytest.mark.parametrize(
    "sql",
    [
        "update journal set changes = null",
        "update journal set changes = '{}' where subject = :erased",
        "update journal set changes = null, staff = 'x' where subject = :erased",
        "update journal set changes = null, row_digest = null where subject = :erased",
        "update journal set seal = x'00' where subject = :erased",
        "delete from journal where subject = :erased",
    ],
)
def test_the_journal_lets_itself_be_emptied_of_the_erased_and_no_more(
    sql: str, place: Place, vault: Vault
) -> None:
    with vault.transaction(place.staff) as store:
        erased, kept = tell(store, place), tell(store, place, "Autre")
        store.commit()
    with vault.transaction(place.staff) as store:
        store.erasure.erase(erased.id)
        store.commit()
    database = vault.reading().people._database
    before = len(database.all("select * from journal where changes is not null"))

    with pytest.raises(dbapi2.DatabaseError):
        database.run(sql, erased=erased.id)

    assert before == len(
        database.all("select * from journal where changes is not null")
    )
    assert vault.reading().people.get(kept.id) == kept
    assert vault.verify().sound


def test_an_erasure_that_is_not_committed_changes_nothing(
    place: Place, vault: Vault
) -> None:
    with vault.transaction(place.staff) as store:
        person = tell(store, place)
        store.commit()
    with vault.transaction(place.staff) as store:
        store.erasure.erase(person.id)

    assert vault.reading().people.get(person.id) == person
    assert vault.verify().sound


def test_a_frozen_file_is_changed_by_nobody_and_can_be_erased(
    place: Place, vault: Vault
) -> None:
    """Whatever the record is: the journal refuses to write it."""
    with vault.transaction(place.staff) as store:
        person = tell(store, place)
        store.retention.put(
            Retention(
                person=person.id,
                decision=Decision.FREEZE,
                until=None,
                reason="recours",
                decided_on=DAY,
                decided_by=place.staff.id,
            )
        )
        store.commit()
    document = vault.reading().documents.of(person.id)[0]
    attachment = vault.reading().attachments.of(person.id)[0]

    for act in (
        lambda store: store.people.put(replace(person, phone="07")),
        lambda store: store.documents.remove(person.id, document.id),
        lambda store: store.attachments.remove(attachment.id),
        lambda store: store.attachments.keep_until(attachment.id, date(2027, 1, 1)),
    ):
        with vault.transaction(place.staff) as store, pytest.raises(FrozenFileError):
            act(store)
    assert vault.reading().people.get(person.id) == person
    with vault.transaction(place.staff) as store:
        store.erasure.erase(person.id)
        store.commit()
    assert vault.reading().people.count() == 0
    assert vault.verify().sound
