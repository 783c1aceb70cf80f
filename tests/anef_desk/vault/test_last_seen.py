"""What this computer remembers: an older vault put back is noticed."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from anef_desk.domain.identifiers import new_id
from anef_desk.domain.person import Person
from anef_desk.i18n import load
from anef_desk.vault import last_seen
from anef_desk.vault.last_seen import ALTERED, OLDER, LastSeen, Record
from anef_desk.vault.vault import info

from .conftest import Place


def record(place: Place) -> Path:
    return place.state / "last-seen" / f"{info(place.folder).id}.json"


def work(place: Place) -> None:
    """Write one person down, then close."""
    vault = place.open()
    with vault.transaction(place.staff) as store:
        store.people.put(Person(id=new_id(), family_name="Karimi"))
        store.commit()
    vault.close()


def warned(place: Place) -> list[str]:
    vault = place.open()
    messages = [notice.message for notice in vault.warnings]
    vault.close()
    return messages


def test_a_vault_that_only_grew_is_no_news(place: Place) -> None:
    for _ in range(3):
        assert warned(place) == []
        work(place)


def test_an_older_vault_put_back_is_said_with_both_dates(place: Place) -> None:
    work(place)
    older = place.folder.parent / "older"
    shutil.copytree(place.folder, older)
    place.clock.advance(timedelta(days=3))
    work(place)
    shutil.rmtree(place.folder)
    shutil.copytree(older, place.folder)

    vault = place.open()
    (notice,) = vault.warnings

    assert notice.message == OLDER
    said = notice.explain(load("fr"))
    assert "25 novembre 2026" in said
    assert "22 novembre 2026" in said
    assert notice in vault.verify().findings
    vault.close()
    assert warned(place) == [OLDER]  # Until somebody works with it.
    work(place)
    assert warned(place) == []


def test_another_past_of_the_same_length_is_noticed(place: Place) -> None:
    """The same number of entries, but not the same ones."""
    fork = place.folder.parent / "fork"
    shutil.copytree(place.folder, fork)
    work(place)
    shutil.rmtree(place.folder)
    shutil.copytree(fork, place.folder)
    state, place.state = place.state, place.state.parent / "elsewhere"
    vault = place.open(state=place.state)
    with vault.transaction(place.staff) as store:
        store.people.put(Person(id=new_id()))
        store.people.put(Person(id=new_id()))
        store.commit()
    vault.close()

    place.state = state
    assert warned(place) == [OLDER]


def test_an_older_master_key_is_noticed(place: Place) -> None:
    work(place)
    vault = place.open()
    seen = LastSeen(record(place), vault._last_seen.key, info(place.folder).id, 2)
    seen.write(vault.reading().journal.head(), place.clock(), None)
    vault.close()

    assert warned(place) == [OLDER]


@pytest.mark.parametrize(
    ("name", "value"),
    [("number", 1), ("generation", 0), ("vault", "x"), ("mac", "AAAA"), ("seal", "")],
)
def test_a_record_somebody_changed_is_said(
    place: Place, name: str, value: object
) -> None:
    work(place)
    content = json.loads(record(place).read_bytes())
    record(place).write_text(json.dumps(content | {name: value}), encoding="utf-8")

    assert warned(place) == [ALTERED]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"{}", b"x" * 10_000])
def test_a_record_that_was_cut_is_made_again(place: Place, content: bytes) -> None:
    """Not made durable: a power cut may leave anything."""
    work(place)
    record(place).write_bytes(content)

    assert warned(place) == []
    assert msgspec.json.decode(record(place).read_bytes(), type=Record).number == 3


def test_a_computer_that_cannot_remember_only_notices_less(place: Place) -> None:
    place.state.write_bytes(b"a file where a folder should be")
    work(place)
    assert warned(place) == []


def test_a_record_that_is_a_folder_is_no_record(place: Place) -> None:
    record(place).mkdir(parents=True)
    assert warned(place) == []


def test_nothing_about_anybody_is_remembered(place: Place) -> None:
    work(place)
    assert set(json.loads(record(place).read_bytes())) == {
        "vault",
        "generation",
        "number",
        "seal",
        "at",
        "verified_at",
        "mac",
    }
    assert record(place).stat().st_mode & 0o777 == 0o600
    assert record(place).parent.stat().st_mode & 0o777 == 0o700


def test_it_is_kept_where_this_system_keeps_such_things(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(last_seen.folders, "state", lambda: tmp_path / "s")

    assert LastSeen.of(None, b"", "v", 1).path == tmp_path / "s/last-seen/v.json"


def test_an_empty_journal_has_nothing_to_compare(place: Place) -> None:
    vault = place.open()
    seen = vault._last_seen
    seen.write(
        type(vault.reading().journal.head())(0, place.clock(), b""), place.clock(), None
    )

    assert seen.compare(vault.reading().journal) is None


def test_an_impossible_date_is_said_and_is_no_finding(place: Place) -> None:
    """A dead battery: deadlines counted from 1999 would be wrong, silently."""
    work(place)
    place.clock.advance(-timedelta(days=365 * 27))

    vault = place.open()

    assert vault.warnings == ()
    assert vault.verify().sound
    (behind,) = vault.remarks
    said = behind.explain(load("fr"))
    assert "29 novembre 1999" in said
    assert "22 novembre 2026" in said


def test_computers_may_disagree_by_a_few_hours(place: Place) -> None:
    work(place)
    place.clock.advance(-timedelta(hours=20))

    assert place.open().remarks == ()
