"""The book as a table: what a line becomes, all of it or nothing, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from anef_desk.desk import prefecture_plan
from anef_desk.desk.planned import NO_NAME, Why
from anef_desk.desk.prefecture_plan import PlannedPrefecture, PrefecturePlan
from anef_desk.desk.prefecture_tables import BookChangedError
from anef_desk.desk.session import Desk
from anef_desk.domain.prefecture import Prefecture
from anef_desk.errors import Cancelled
from anef_desk.exchange.table import Table, read_table
from anef_desk.vault.vault import Vault

HEADINGS = ("Nom", "Département", "Service", "Adresse", "Tél", "Vérifiée le")
SARTHE = Prefecture(
    id="",
    name="Préfecture de la Sarthe",
    department="72",
    service="Bureau d’exemple",
    address="1 place de la Fiction\n72000 Le Mans",
    phone="+33199000000",
)


def planned(
    desk: Desk, *rows: Sequence[str], headings: Sequence[str] = HEADINGS
) -> PrefecturePlan:
    table = Table(tuple(headings), tuple(tuple(row) for row in rows))
    tables = desk.prefecture_tables
    return tables.plan(table, tables.guess(table))


def only(plan: PrefecturePlan) -> PlannedPrefecture:
    (row,) = plan.rows
    return row


def test_a_new_prefecture_is_written_down_as_nobody_made_sure_of_it(
    desk: Desk, vault: Vault
) -> None:
    plan = planned(desk, ("Préfecture de l’Orne", "61", "", "2 rue\nAlençon", "", ""))
    assert only(plan).outcome == "new"
    assert desk.prefectures.all() == ()

    (change,) = desk.prefecture_tables.run(plan)

    (kept,) = desk.prefectures.all()
    assert change.before is None
    assert kept == change.after
    assert (kept.department, kept.address) == ("61", "2 rue\nAlençon")
    assert kept.checked_on is None
    assert vault.verify().sound


def test_the_book_of_one_desk_is_read_by_another_as_it_was(desk: Desk) -> None:
    orne = Prefecture(id="", name="Préfecture de l’Ain", department="01")
    for one in (SARTHE, orne):
        desk.prefectures.put(one)
    before = desk.prefectures.all()
    table = read_table(desk.prefecture_tables.csv(), desk.imports._previewer)
    columns = desk.prefecture_tables.guess(table)
    assert all(columns)
    same = desk.prefecture_tables.plan(table, columns)
    assert [row.outcome for row in same.rows] == ["same", "same"]
    assert not same.writes
    for one in before:
        desk.prefectures.remove(one.id)

    desk.prefecture_tables.run(desk.prefecture_tables.plan(table, columns))

    assert [replace(one, id="") for one in desk.prefectures.all()] == [
        replace(one, id="") for one in before
    ]


@pytest.mark.parametrize(
    "name", ["PREFECTURE DE LA SARTHE", "Sarthe", "Préfecture de Sarthe"]
)
def test_a_known_one_is_changed_and_keeps_its_name(desk: Desk, name: str) -> None:
    (known,) = desk.prefectures.put(SARTHE)
    day = f"{known.checked_on:%d/%m/%Y}"

    plan = planned(desk, (name, "72", "", "9 rue", "", day))
    assert (only(plan).outcome, only(plan).filled) == ("completed", ("address",))
    desk.prefecture_tables.run(plan)

    assert desk.prefectures.all() == (replace(known, address="9 rue"),)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Sarthe", ""),
        ("Sous-préfecture de la Sarthe", "72"),
        ("Préfecture du Mans", "72"),
    ],
)
def test_another_name_is_another_prefecture(desk: Desk, name: str, number: str) -> None:
    desk.prefectures.put(SARTHE)

    assert only(planned(desk, (name, number, "", "", "", ""))).outcome == "new"


def test_what_changes_without_a_day_is_to_be_made_sure_of(desk: Desk) -> None:
    (known,) = desk.prefectures.put(SARTHE)

    desk.prefecture_tables.run(planned(desk, (SARTHE.name, "", "B", "", "", "")))

    assert desk.prefectures.all() == (replace(known, service="B", checked_on=None),)


@pytest.mark.parametrize(
    ("checked", "outcome", "kept"),
    [
        ("01/11/2026", "same", date(2026, 11, 22)),
        ("22/11/2026", "same", date(2026, 11, 22)),
        ("", "same", date(2026, 11, 22)),
    ],
)
def test_an_older_day_changes_nothing(
    desk: Desk, checked: str, outcome: str, kept: date
) -> None:
    desk.prefectures.put(SARTHE)

    plan = planned(desk, (SARTHE.name, "72", "", "", "", checked))

    assert only(plan).outcome == outcome
    assert only(plan).prefecture is not None
    assert only(plan).prefecture.checked_on == kept  # type: ignore[union-attr]


def test_a_later_day_is_taken_and_none_is_to_come(desk: Desk, today: object) -> None:
    desk.prefectures.put(SARTHE)
    today.day = date(2026, 12, 1)  # type: ignore[attr-defined]

    plan = planned(desk, (SARTHE.name, "72", "", "", "", "01/12/2099"))

    assert only(plan).filled == ("checked_on",)
    desk.prefecture_tables.run(plan)
    assert desk.prefectures.all()[0].checked_on == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("", "72", "", "1 rue", "", ""), NO_NAME),
        (("…", "72", "", "1 rue", "", ""), NO_NAME),
        ((SARTHE.name, "61", "", "", "", ""), prefecture_plan.OTHER_DEPARTMENT),
        ((SARTHE.name, "72", "", "9 rue", "", "01/01/2026"), prefecture_plan.NEWER),
    ],
)
def test_a_line_in_doubt_is_refused(desk: Desk, row: Sequence[str], why: Why) -> None:
    desk.prefectures.put(SARTHE)

    plan = planned(desk, row)

    assert only(plan).why == (why,)
    assert not plan.writes


def test_a_cell_that_does_not_read_refuses_its_line(desk: Desk) -> None:
    found = only(planned(desk, ("A", "Sarthe", "", "", "", "2026")))

    assert [why.values["heading"] for why in found.why] == [
        "Département",
        "Vérifiée le",
    ]


def test_two_lines_about_one_prefecture_make_one(desk: Desk) -> None:
    plan = planned(
        desk,
        ("Préfecture de l’Ain", "1", "", "", "", ""),
        ("", "", "", "", "", ""),
        ("Ain", "01", "Étrangers", "", "", ""),
        ("préfecture de l'ain", "", "", "", "", ""),
    )
    assert [row.outcome for row in plan.rows] == ["new", "completed", "same"]
    assert [row.line for row in plan.rows] == [2, 4, 5]

    desk.prefecture_tables.run(plan)

    (kept,) = desk.prefectures.all()
    assert (kept.name, kept.service) == ("Préfecture de l’Ain", "Étrangers")


@pytest.mark.parametrize(
    ("cells", "address"),
    [
        (("1 rue", "1000", "Bourg"), "1 rue\n01000 Bourg"),
        (("1 rue, 01000 BOURG", "1000", "Bourg"), "1 rue, 01000 BOURG"),
        (("", "", "Bourg"), "Bourg"),
        (("1 rue", "", ""), "1 rue"),
    ],
)
def test_a_town_of_its_own_column_ends_the_address(
    desk: Desk, cells: Sequence[str], address: str
) -> None:
    headings = ("Nom", "Adresse", "Code postal", "Ville")

    found = only(planned(desk, ("Ain", *cells), headings=headings))

    assert found.prefecture is not None
    assert found.prefecture.address == address


def test_an_import_is_taken_back_but_for_what_changed_since(desk: Desk) -> None:
    (known,) = desk.prefectures.put(SARTHE)
    changes = desk.prefecture_tables.run(
        planned(
            desk,
            (SARTHE.name, "72", "Autre", "", "", ""),
            ("Orne", "61", "", "", "", ""),
            ("Ain", "01", "", "", "", ""),
        )
    )
    orne = next(one for one in desk.prefectures.all() if one.name == "Orne")
    desk.prefectures.put(replace(orne, phone="0199000000"))

    left = desk.prefecture_tables.take_back(changes)

    assert left == 1
    assert [one.name for one in desk.prefectures.all()] == ["Orne", SARTHE.name]
    assert known in desk.prefectures.all()


def test_nothing_is_imported_into_a_book_that_changed(desk: Desk) -> None:
    plan = planned(desk, ("Orne", "61", "", "", "", ""))
    desk.prefectures.put(SARTHE)
    desk.prefectures.put(Prefecture(id="", name="Orne"))

    with pytest.raises(BookChangedError):
        desk.prefecture_tables.run(plan)


def test_an_import_that_is_stopped_writes_nothing(desk: Desk) -> None:
    def stop(_done: int, _total: int, /) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        desk.prefecture_tables.run(planned(desk, ("Orne", "", "", "", "", "")), stop)

    assert desk.prefectures.all() == ()


def test_a_workbook_is_read_as_well(desk: Desk, tmp_path: Path) -> None:
    from tests.anef_desk.exchange.tables import xlsx

    path = tmp_path / "carnet.xlsx"
    path.write_bytes(xlsx([("Nom", "Dép", "Tél"), ("Ain", 1, 199000000)]))

    table = desk.imports.look(path)
    plan = desk.prefecture_tables.plan(table, desk.prefecture_tables.guess(table))

    assert only(plan).prefecture == Prefecture(
        id="new:2", name="Ain", department="01", phone="0199000000"
    )
    assert ("name", "Nom de la préfecture") in desk.prefecture_tables.fields()
