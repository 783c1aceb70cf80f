"""The book of prefectures: dated, and read by letters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from anef_desk.desk.prefectures import TwoPrefecturesError, is_old, named
from anef_desk.desk.session import Desk
from anef_desk.domain.case import Filing
from anef_desk.domain.prefecture import Prefecture
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.vault import Vault

SARTHE = Prefecture(
    id="",
    name="Préfecture de la Sarthe",
    department="72",
    service="Bureau d’exemple",
    address="1 place de la Fiction\n72000 Le Mans",
)


def test_a_line_of_the_book_is_dated(desk: Desk) -> None:
    (kept,) = desk.prefectures.put(SARTHE)

    assert kept.checked_on == desk.today()
    assert replace(kept, id="", checked_on=None) == SARTHE


def test_making_sure_again_gives_another_day(desk: Desk, today: object) -> None:
    (kept,) = desk.prefectures.put(SARTHE)
    today.day = date(2027, 6, 1)  # type: ignore[attr-defined]
    assert is_old(kept, desk.today())

    (again,) = desk.prefectures.put(kept)

    assert again.checked_on == date(2027, 6, 1)
    assert not is_old(again, desk.today())


@pytest.mark.parametrize(
    ("checked", "old"),
    [(None, True), (date(2026, 5, 21), True), (date(2026, 5, 22), False)],
)
def test_an_address_is_believed_for_six_months(checked: date | None, old: bool) -> None:
    known = replace(SARTHE, checked_on=checked)

    assert is_old(known, date(2026, 11, 22)) is old


def test_two_lines_of_one_name_are_refused(desk: Desk) -> None:
    before = desk.prefectures.put(SARTHE)

    with pytest.raises(TwoPrefecturesError):
        desk.prefectures.put(replace(SARTHE, name="PREFECTURE DE LA SARTHE"))

    assert desk.prefectures.all() == before


def test_what_is_taken_out_is_put_back_as_it_was(desk: Desk) -> None:
    before = desk.prefectures.put(SARTHE)

    removed = desk.prefectures.remove(before[0].id)
    assert desk.prefectures.all() == ()
    with pytest.raises(UnknownRecordError):
        desk.prefectures.remove(before[0].id)

    assert desk.prefectures.put_back(removed) == before


@pytest.mark.parametrize(
    "name", ["préfecture de la sarthe", "Prefecture de la  Sarthe."]
)
def test_a_file_may_spell_the_name_its_own_way(name: str) -> None:
    assert named([SARTHE], name) == SARTHE


@pytest.mark.parametrize("name", ["", " ", "Préfecture de l’Orne"])
def test_another_name_is_another_prefecture(name: str) -> None:
    assert named([SARTHE], name) is None


def test_a_letter_goes_to_the_address_of_the_book(
    desk: Desk, samira: str, case: str
) -> None:
    desk.cases.filed(case, Filing(filed_on=date(2026, 8, 30)))
    before = desk.letters.preview(samira, case, "L02", {}).text
    assert "Service des étrangers" in before

    desk.prefectures.put(SARTHE)

    text = desk.letters.preview(samira, case, "L02", {}).text
    assert "Préfecture de la Sarthe\nBureau d’exemple\n1 place de la Fiction" in text
    assert "Service des étrangers" not in text


def test_the_journal_vouches_for_the_book(desk: Desk, vault: Vault) -> None:
    (kept,) = desk.prefectures.put(SARTHE)
    desk.prefectures.put(replace(kept, phone="01 99 00 00 00"))

    assert vault.verify().sound
