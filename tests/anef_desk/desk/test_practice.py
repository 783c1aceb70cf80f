"""The practice vault: anew each time, its dates around the day it is made."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anef_desk.desk import practice
from anef_desk.desk.session import Desk, open_desk
from anef_desk.errors import ExpectedError
from anef_desk.vault import keys
from anef_desk.vault.keys import Kdf


@pytest.fixture(autouse=True)
def cheap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kdf = Kdf(memory_kib=64, iterations=1, lanes=1)
    monkeypatch.setattr(keys, "STRONG", kdf)
    monkeypatch.setattr(keys, "FLOOR", kdf)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def opened(day: date) -> Desk:
    place, staff = practice.make(on=day)
    assert place == practice.folder()
    return open_desk(place, staff, practice.PASSPHRASE, clock=lambda: day)


def until(desk: Desk) -> list[int]:
    """Return how many days are left to each document."""
    return [
        (row.until - desk.today()).days
        for row in desk.people.search("", 100)
        if row.until is not None
    ]


def test_what_is_due_is_due_whenever_somebody_practises() -> None:
    found = []
    for day in (practice.DAY, date(2028, 2, 29)):
        desk = opened(day)
        found.append(until(desk))
        desk.close()

    assert found[0] == found[1]
    assert found[0]


def test_a_place_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("", encoding="utf-8")

    with pytest.raises(ExpectedError):
        practice.make(taken / "practice")


def test_each_exercise_begins_anew() -> None:
    desk = opened(practice.DAY)
    count = desk.people.count()
    for row in desk.people.search("", 100):
        desk.data_protection.freeze(row.id, "pour essayer")
    desk.close()

    again = opened(practice.DAY)

    assert again.people.count() == count
    assert all(row.numero_etranger for row in again.people.search("karimi"))
    again.close()


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(-3000, 3000))
def test_moving_dates_and_back_changes_nothing(day: date, days: int) -> None:
    story = {"a": [{"filed_on": day}], "birth_date": "1994", "number": 3}
    by = timedelta(days)

    assert practice.moved(practice.moved(story, by), -by) == story
