"""Imports: what a line becomes, all of it or nothing, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anef_desk.desk import import_plan
from anef_desk.desk.attachments import UnreadableAttachmentError
from anef_desk.desk.import_plan import PeoplePlan, PlannedRow
from anef_desk.desk.session import Desk
from anef_desk.desk.undo import ChangedSinceError, NothingToUndoError
from anef_desk.domain.household import Relation
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Person, Status
from anef_desk.domain.residence_document import Kind, ResidenceDocument
from anef_desk.errors import Cancelled
from anef_desk.exchange.table import LONGEST_CELL, Table, TableTooLargeError, clean
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.vault import Vault
from tests.anef_desk.exchange import tables

HEADINGS = (
    "Nom",
    "Prénom",
    "Né le",
    "Numéro étranger",
    "Téléphone",
    "Titre",
    "Expire le",
)
NADIA = (
    "Haidari (exemple)",
    "Nadia",
    "02/03/1990",
    "9900000001",
    "0199001234",
    "API",
    "30/11/2026",
)
OMAR = ("Saïd (exemple)", "Omar", "1985", "", "", "", "")


def planned(
    desk: Desk, *rows: Sequence[str], headings: Sequence[str] = HEADINGS
) -> PeoplePlan:
    table = Table(tuple(headings), tuple(tuple(row) for row in rows))
    return desk.imports.plan(table, desk.imports.guess(table))


def only(plan: PeoplePlan) -> PlannedRow:
    (row,) = plan.rows
    return row


def people(desk: Desk) -> list[Person]:
    return [desk.people.file(row.id).person for row in desk.people.search("", 100)]


def test_somebody_new_is_written_down_with_what_they_hold(
    desk: Desk, vault: Vault
) -> None:
    plan = planned(desk, NADIA, OMAR)
    assert [row.outcome for row in plan.rows] == ["new", "new"]
    assert (plan.count("new"), plan.documents, plan.writes) == (2, 1, True)

    batch = desk.imports.run(plan)

    assert (batch.created, batch.changed, batch.documents) == (2, 0, 1)
    nadia, omar = people(desk)
    assert nadia.numero_etranger == "9900000001"
    assert nadia.last_contact == desk.today()
    assert omar.birth_date == PartialDate(1985)
    (held,) = desk.people.file(nadia.id).documents
    assert (held.kind, held.ends_on) == (Kind.API, date(2026, 11, 30))
    assert vault.verify().sound


def test_a_plan_writes_nothing(desk: Desk, vault: Vault) -> None:
    before = vault.reading().journal.head()
    planned(desk, NADIA, OMAR)

    assert vault.reading().journal.head() == before


def test_a_known_person_is_completed_and_never_overwritten(
    desk: Desk, samira: str
) -> None:
    number = "9903124477"
    row = ("karimi (EXEMPLE)", "Autre", "01/01/2000", number, "0199", "", "")

    plan = planned(desk, row)
    assert only(plan).outcome == "completed"
    assert only(plan).filled == ("phone",)
    assert only(plan).kept == ("family_name", "given_names", "birth_date")
    desk.imports.run(plan)

    after = desk.people.file(samira).person
    assert (after.phone, after.given_names) == ("0199", "Samira")
    assert after.birth_date == PartialDate(1994, 3, 21)


def test_the_same_table_twice_changes_nothing_more(desk: Desk) -> None:
    desk.imports.run(planned(desk, NADIA, OMAR))

    again = planned(desk, NADIA, OMAR)

    assert [row.outcome for row in again.rows] == ["same", "refused"]
    assert not again.writes
    assert again.rows[1].why == (import_plan.DOUBT,)  # A year is not a day.


def test_several_lines_about_one_person_make_one_file(desk: Desk) -> None:
    permit = (*NADIA[:5], "Récépissé", "28/02/2027")
    plan = planned(desk, NADIA, permit, NADIA)

    assert [row.outcome for row in plan.rows] == ["new", "completed", "same"]
    batch = desk.imports.run(plan)

    assert (batch.created, batch.documents) == (1, 2)
    assert len(desk.people.file(people(desk)[0].id).documents) == 2


def test_a_document_that_is_held_is_not_added_again(desk: Desk, samira: str) -> None:
    held = ResidenceDocument(
        id="", kind=Kind.API, number="7", ends_on=date(2026, 11, 30)
    )
    desk.documents.add(samira, held)
    row = ("Karimi (exemple)", "Samira", "21/03/1994", "", "", "API", "30/11/2026")

    assert only(planned(desk, row)).outcome == "same"
    assert only(planned(desk, (*row[:6], "01/12/2027"))).document is not None


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("", "", "1990", "", "", "", ""), import_plan.NO_NAME),
        (("Autre (exemple)", "", "", "9903124477", "", "", ""), import_plan.OTHER_NAME),
        (
            ("Karimi (exemple)", "Samira", "21/03/1994", "9900000009", "", "", ""),
            import_plan.OTHER_NUMBER,
        ),
        (("Karimi (exemple)", "Samira", "", "", "", "", ""), import_plan.DOUBT),
        (("Karimi (exemple)", "Samira", "1994", "", "", "", ""), import_plan.DOUBT),
        (("Neuf (exemple)", "", "", "", "", "", "30/11/2026"), import_plan.NO_KIND),
    ],
)
def test_a_doubt_is_refused_and_said(
    desk: Desk, samira: str, row: Sequence[str], why: import_plan.Why
) -> None:
    found = only(planned(desk, row))

    assert (found.outcome, found.why) == ("refused", (why,))


def test_two_people_of_one_name_and_day_are_in_doubt(desk: Desk) -> None:
    twin = Person(id="", family_name="Jumeau", birth_date=PartialDate(1990, 1, 1))
    desk.people.add(twin)
    desk.people.add(twin)
    row = ("Jumeau", "", "01/01/1990", "", "", "", "")

    assert only(planned(desk, row)).why == (import_plan.DOUBT,)


def test_somebody_of_the_same_name_born_another_day_is_somebody_else(
    desk: Desk, samira: str
) -> None:
    row = ("Karimi (exemple)", "Samira", "22/03/1994", "", "", "", "")

    assert only(planned(desk, row)).outcome == "new"


def test_a_number_completes_whoever_has_none(desk: Desk) -> None:
    known = Person(
        id="", family_name="Haidari (exemple)", given_names="Nadia",
        birth_date=PartialDate(1990, 3, 2),
    )  # fmt: skip
    desk.people.add(known)

    assert only(planned(desk, NADIA)).filled == ("numero_etranger", "phone")


def test_a_number_that_differs_and_another_day_are_somebody_else(
    desk: Desk, samira: str
) -> None:
    row = ("Karimi (exemple)", "Samira", "", "9900000009", "", "", "")

    assert only(planned(desk, row)).outcome == "new"


def test_a_frozen_file_is_left_alone(desk: Desk, samira: str) -> None:
    desk.data_protection.freeze(samira, "elle le demande")
    row = ("Karimi (exemple)", "", "", "9903124477", "06", "", "")

    assert only(planned(desk, row)).why == (import_plan.FROZEN,)


def test_a_cell_that_does_not_read_refuses_its_line_alone(desk: Desk) -> None:
    bad = (*NADIA[:2], "hier", *NADIA[3:6], "demain")
    plan = planned(desk, bad, OMAR)

    first, second = plan.rows
    assert [why.values["heading"] for why in first.why] == ["Né le", "Expire le"]
    assert (first.line, second.outcome) == (2, "new")
    assert desk.imports.run(plan).created == 1


def test_nobody_is_born_tomorrow(desk: Desk) -> None:
    row = only(planned(desk, (*NADIA[:2], "2090", *NADIA[3:])))

    assert [why.values["why"] for why in row.why] == ["ce jour n’est pas encore venu"]


@pytest.mark.parametrize("as_workbook", [False, True])
def test_a_cell_that_is_too_long_is_said_and_never_cut(
    desk: Desk, tmp_path: Path, as_workbook: bool
) -> None:
    """In a column that is read; in another one nobody minds."""
    long = "a" * (LONGEST_CELL + 1)
    rows = [HEADINGS, (*NADIA[:4], long, *NADIA[5:]), OMAR]
    file = tmp_path / "table"
    if as_workbook:
        file.write_bytes(tables.xlsx(rows))
    else:
        file.write_text(tables.csv_of(rows), encoding="utf-8")
    table = desk.imports.look(file)
    columns = desk.imports.guess(table)

    first, second = desk.imports.plan(table, columns).rows
    (why,) = first.why
    assert why.values["heading"] == "Téléphone"
    assert "plus de mille" in str(why.values["why"])
    assert (first.outcome, second.outcome) == ("refused", "new")
    without = tuple("" if key == "phone" else key for key in columns)
    assert desk.imports.plan(table, without).rows[0].outcome == "new"


def test_a_cell_as_long_as_it_may_be_is_kept_whole(desk: Desk) -> None:
    long = "a" * LONGEST_CELL
    assert clean(f"  {long}  ") == long
    plan = planned(desk, (*NADIA[:4], long, *NADIA[5:]))
    desk.imports.run(plan)

    assert people(desk)[0].phone == long


def test_a_document_that_ends_before_it_begins_is_refused(desk: Desk) -> None:
    found = only(
        planned(
            desk,
            ("X", "API", "02/01/2026", "01/01/2026"),
            headings=("Nom", "Titre", "Début", "Fin"),
        )
    )

    assert found.why == (import_plan.ENDS_FIRST,)


def test_columns_that_say_nothing_are_left_aside(desk: Desk) -> None:
    table = Table(("Nom", "Prénom"), (("A", "B"), ("", "")))

    plan = desk.imports.plan(table, ("family_name", ""))

    assert [row.name for row in plan.rows] == ["A"]


def test_what_changed_since_the_plan_is_not_written(desk: Desk, vault: Vault) -> None:
    plan = planned(desk, NADIA)
    desk.people.add(
        Person(id="", family_name="Haidari (exemple)", numero_etranger="9900000001")
    )
    before = vault.reading().journal.head()

    with pytest.raises(ChangedSinceError):
        desk.imports.run(plan)

    assert vault.reading().journal.head() == before


def test_an_import_that_is_stopped_writes_nothing(desk: Desk, vault: Vault) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        desk.imports.run(planned(desk, NADIA, OMAR), stop)

    assert desk.people.count() == 0
    assert desk.imports.batches() == ()
    assert vault.verify().sound


def test_an_import_is_taken_back_whole(desk: Desk, samira: str, vault: Vault) -> None:
    before = desk.people.file(samira)
    known = ("Karimi (exemple)", "", "", "9903124477", "0199", "APS", "01/02/2027")
    batch = desk.imports.run(planned(desk, NADIA, OMAR, known))
    assert desk.people.count() == 3

    undone = desk.imports.undo(batch.id)

    assert (undone.removed, undone.restored, undone.left) == (2, 1, 0)
    after = desk.people.file(samira)
    assert (after.person, after.documents) == (before.person, before.documents)
    assert desk.people.count() == 1
    assert desk.imports.batches() == ()
    with pytest.raises(NothingToUndoError):
        desk.imports.undo(batch.id)
    assert vault.verify().sound


def test_whoever_was_worked_with_since_stays(
    desk: Desk, samira: str, vault: Vault
) -> None:
    known = ("Karimi (exemple)", "", "", "9903124477", "0199", "", "")
    batch = desk.imports.run(planned(desk, NADIA, OMAR, known))
    found = {person.family_name: person for person in people(desk)}
    nadia, omar = found["Haidari (exemple)"], found["Saïd (exemple)"]
    desk.cases.open(nadia.id, "A2")
    desk.people.change(replace(omar, status=Status.REFUGEE))
    desk.data_protection.freeze(samira, "elle le demande")

    undone = desk.imports.undo(batch.id)

    assert (undone.removed, undone.restored, undone.left) == (0, 0, 3)
    assert desk.people.count() == 3
    assert vault.verify().sound


def test_whoever_joined_a_household_since_stays_in_it(
    desk: Desk, samira: str, vault: Vault
) -> None:
    batch = desk.imports.run(planned(desk, NADIA, OMAR))
    nadia = next(one.id for one in people(desk) if one.given_names == "Nadia")
    desk.households.join(samira, nadia, Relation.CHILD)

    undone = desk.imports.undo(batch.id)

    assert (undone.removed, undone.left) == (1, 1)
    household = vault.reading().households.of(samira)
    assert household is not None
    assert nadia in {member.person for member in household.members}
    assert vault.verify().sound


def test_what_is_being_typed_about_somebody_is_not_lost(
    desk: Desk, samira: str, vault: Vault
) -> None:
    """In the key of a draft, or in its words; about a person, or what they hold."""
    known = ("Karimi (exemple)", "", "", "9903124477", "", "APS", "01/02/2027")
    batch = desk.imports.run(planned(desk, NADIA, OMAR, known))
    found = {person.given_names: person for person in people(desk)}
    (held,) = desk.people.file(samira).documents
    desk.drafts.put(f"letter:{found['Nadia'].id}::L01", {"facts": "typed"})
    desk.drafts.put("household", {"other": found["Omar"].id})
    desk.drafts.put(f"document:{held.id}", {"number": "typed"})

    undone = desk.imports.undo(batch.id)

    assert (undone.removed, undone.restored, undone.left) == (0, 0, 3)
    assert desk.drafts.get(f"letter:{found['Nadia'].id}::L01") == {"facts": "typed"}
    assert desk.people.file(samira).documents == (held,)
    assert vault.verify().sound


def test_whoever_was_erased_since_is_not_looked_for(desk: Desk, vault: Vault) -> None:
    batch = desk.imports.run(planned(desk, NADIA, OMAR))
    first = people(desk)[0].id
    with vault.transaction(desk.staff) as store:
        store.erasure.erase(first)
        store.commit()

    assert desk.imports.undo(batch.id).removed == 1
    assert vault.verify().sound


def test_an_unknown_import_is_not_taken_back(desk: Desk, vault: Vault) -> None:
    with pytest.raises(UnknownRecordError):
        desk.imports.undo("nothing")
    assert vault.reading().imports.fields("nothing") is None


def test_a_file_is_looked_at_without_its_name(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "personnes.csv"
    path.write_text("Nom;Prénom\nKarimi;Samira\n", encoding="utf-8")
    assert desk.imports.look(path).rows == (("Karimi", "Samira"),)

    with pytest.raises(UnreadableAttachmentError):
        desk.imports.look(tmp_path / "gone.csv")
    path.write_bytes(bytes(5_000_001))
    with pytest.raises(TableTooLargeError):
        desk.imports.look(path)


def test_fields_have_their_names(desk: Desk) -> None:
    assert ("family_name", "Nom de famille") in desk.imports.fields()


_CELLS = st.sampled_from(
    [
        "",
        "Karimi (exemple)",
        "Samira",
        "21/03/1994",
        "1994",
        "9903124477",
        "API",
        "x",
        "\u202ey",
    ]
)


@given(rows=st.lists(st.tuples(*[_CELLS] * len(HEADINGS)), min_size=1, max_size=6))
@settings(
    max_examples=60, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
def test_any_import_is_taken_back_to_what_was_there(
    desk: Desk, vault: Vault, rows: list[tuple[str, ...]]
) -> None:
    """Whatever the table says: sound after, and as before once taken back."""
    before = [replace(person, id="") for person in people(desk)]
    plan = planned(desk, *rows)

    batch = desk.imports.run(plan)
    assert batch.created + batch.changed <= len(plan.rows)
    undone = desk.imports.undo(batch.id)

    assert undone.left == 0
    assert [replace(person, id="") for person in people(desk)] == before
    assert vault.verify().sound
