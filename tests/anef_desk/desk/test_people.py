"""People at the desk: written down, found, changed, and the journal of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from anef_desk.desk.session import Desk
from anef_desk.domain.person import Person
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.vault import Vault

API = ResidenceDocument(
    id="",
    kind=Kind.API,
    starts_on=date(2026, 5, 1),
    ends_on=date(2026, 10, 31),
    mention="reconnu réfugié",
    allows_work=True,
    issued_for=IssuedFor.FIRST,
)


def test_a_new_person_has_a_file(desk: Desk) -> None:
    assert desk.people.count() == 0

    file = desk.people.add(Person(id="", given_names="Nadia (exemple)"))

    assert desk.people.count() == 1
    assert file.person.id
    assert file.person.last_contact == date(2026, 11, 22)
    assert (file.documents, file.cases, file.letters) == ((), (), ())
    assert [entry.action for entry in file.journal] == ["person.created"]


def test_two_people_of_the_same_name_have_two_files(desk: Desk) -> None:
    nadia = Person(id="", given_names="Nadia (exemple)")

    first, second = desk.people.add(nadia), desk.people.add(nadia)

    assert first.person.id != second.person.id
    assert len(desk.people.search("nadia")) == 2


@pytest.mark.parametrize(
    "text",
    ["karimi", "SAMIRA", "sam kar", "Kârimi", "سمیرا", "کریمی", "9903", "  samira "],
)
def test_a_person_is_found(desk: Desk, samira: str, text: str) -> None:
    assert [row.id for row in desk.people.search(text)] == [samira]


@pytest.mark.parametrize(
    "text",
    ["arimi", "karimi nadia", "3124477", "ka%mi", "ka_imi", "' or 1=1 --", "NEAR("],
)
def test_nobody_else_is(desk: Desk, samira: str, text: str) -> None:
    assert samira
    assert desk.people.search(text) == ()


def test_a_search_shows_what_matters(desk: Desk, samira: str) -> None:
    desk.documents.add(samira, API)

    row = desk.people.search("karimi")[0]

    assert row.name == "KARIMI (EXEMPLE) Samira"
    assert row.birth == "21/03/1994"
    assert (row.holds, row.until) == (Kind.API, date(2026, 10, 31))
    assert row.alert is not None
    assert row.alert.symptom == "D22"


def test_a_search_is_limited(desk: Desk) -> None:
    for number in range(4):
        desk.people.add(Person(id="", given_names=f"Nadia {number} (exemple)"))

    assert len(desk.people.search("nadia", limit=3)) == 3
    assert len(desk.people.search("")) == 4


def test_a_changed_name_is_found_and_the_old_one_is_not(
    desk: Desk, samira: str
) -> None:
    person = desk.people.file(samira).person

    renamed = replace(person, family_name="Rahimi (exemple)", native_name="سمیرا رحیمی")
    desk.people.change(renamed)

    assert [row.id for row in desk.people.search("rahimi")] == [samira]
    assert desk.people.search("karimi") == ()


def test_the_journal_says_what_changed(desk: Desk, samira: str) -> None:
    person = desk.people.file(samira).person

    file = desk.people.change(replace(person, phone="01 99 00 12 34"))

    newest = file.journal[0]
    assert newest.action == "person.changed"
    assert newest.staff == "Élise (exemple)"
    assert newest.changes["phone"].after == "01 99 00 12 34"
    assert not newest.changes["phone"].before
    assert "family_name" not in newest.changes


def test_a_file_is_noted_as_opened_once_a_session(desk: Desk, vault: Vault) -> None:
    person = replace(Person(id="known"), given_names="Nadia (exemple)")
    with vault.transaction(desk.staff) as store:
        store.people.put(person)
        store.commit()

    desk.people.file("known")
    journal = desk.people.file("known").journal

    assert [e.action for e in journal] == ["person.opened", "person.created"]


def test_a_file_that_is_not_there_is_not_made(desk: Desk) -> None:
    with pytest.raises(UnknownRecordError):
        desk.people.file("nobody")

    assert desk.people.count() == 0


def test_a_document_is_added_corrected_and_taken_out(desk: Desk, samira: str) -> None:
    added = desk.documents.add(samira, API).documents
    assert added[0].id

    corrected = desk.documents.change(
        samira, replace(added[0], ends_on=date(2027, 4, 30))
    )
    assert [d.ends_on for d in corrected.documents] == [date(2027, 4, 30)]
    assert "D22" not in [a.symptom for a in corrected.situation.alerts]

    assert desk.documents.remove(samira, added[0].id).documents == ()


def test_the_document_that_ends_last_comes_first(desk: Desk, samira: str) -> None:
    desk.documents.add(samira, replace(API, ends_on=date(2026, 6, 1)))
    desk.documents.add(samira, ResidenceDocument(id="", kind=Kind.DEPOSIT))

    file = desk.documents.add(samira, API)

    assert [d.ends_on for d in file.documents] == [
        date(2026, 10, 31),
        date(2026, 6, 1),
        None,
    ]


@pytest.mark.parametrize("text", ["", "  ", "%", "*", '"'])
def test_no_word_shows_everybody(desk: Desk, samira: str, text: str) -> None:
    assert [row.id for row in desk.people.search(text)] == [samira]


def test_the_history_of_a_file_is_read_further_back(desk: Desk, samira: str) -> None:
    for number in range(60):
        known = desk.people.file(samira).person
        desk.people.change(replace(known, phone=str(number)))
    shown = desk.people.file(samira).journal

    older = desk.people.history(samira, shown[-1].number)

    assert len(shown) == 50
    assert older[0].number < shown[-1].number
    assert older[-1].action == "person.created"
    assert {entry.subject for entry in older} == {samira}
