"""The oldest entries of the journal go, and what they vouched for stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from anef_desk.domain.identifiers import new_id
from anef_desk.domain.person import Person
from anef_desk.domain.residence_document import Kind, ResidenceDocument
from anef_desk.vault import gate
from anef_desk.vault.errors import JournalAlteredError
from anef_desk.vault.integrity import JOURNAL_BROKEN, ROW_DISAGREES
from anef_desk.vault.vault import Store, Vault

from .conftest import Place

SAMIRA = Person(id=new_id(), family_name="Karimi (exemple)")
NADIA = Person(id=new_id(), family_name="Haidari (exemple)")
DOCUMENT = ResidenceDocument(id=new_id(), kind=Kind.API, number="API-1")
YEAR = timedelta(days=365)


@pytest.fixture
def old(place: Place, vault: Vault) -> Vault:
    """Give a vault with a year of work, then one more change."""

    def first(store: Store) -> None:
        store.people.put(SAMIRA)
        store.people.put(NADIA)
        store.documents.put(SAMIRA.id, DOCUMENT)
        store.documents.put(SAMIRA.id, replace(DOCUMENT, id="gone"))
        store.documents.remove(SAMIRA.id, "gone")
        store.journal.consulted(NADIA.id)

    do(place, vault, first)
    place.clock.advance(YEAR + timedelta(days=5))
    do(place, vault, lambda store: store.people.put(replace(SAMIRA, phone="06")))
    return vault


def do(place: Place, vault: Vault, act: object) -> None:
    with vault.transaction(place.staff) as store:
        act(store)  # type: ignore[operator]
        store.commit()


def purge(place: Place, vault: Vault) -> int:
    return gate.purge_journal(vault, place.staff, place.clock() - YEAR)


def numbers(vault: Vault) -> list[int]:
    rows = vault._database.all("select number from journal order by number")
    return [row["number"] for row in rows]


def test_what_is_too_old_goes_and_the_vault_is_still_sound(
    place: Place, old: Vault
) -> None:
    before = numbers(old)

    removed = purge(place, old)

    assert removed == len(before) - 1
    assert numbers(old) == [before[-1], before[-1] + 1]
    assert old.verify().sound
    (entry, kept) = old.reading().history.page(limit=9)
    assert (entry.action, entry.changes["entries"].after) == ("journal.sealed", removed)
    assert kept.action == "person.changed"


def test_a_sealed_journal_goes_on_and_is_sealed_again(place: Place, old: Vault) -> None:
    purge(place, old)
    place.clock.advance(YEAR + timedelta(days=5))
    do(place, old, lambda store: store.people.put(replace(NADIA, phone="07")))

    assert purge(place, old) == 2
    assert old.verify().sound
    assert [sealing.entries for sealing in old.reading().journal.sealings.all()] == [
        8,
        2,
    ]


def test_nothing_young_goes(place: Place, old: Vault) -> None:
    purge(place, old)
    kept = numbers(old)

    assert purge(place, old) == 0
    assert numbers(old) == kept


def test_a_journal_that_is_wholly_sealed_still_goes_on(
    place: Place, vault: Vault
) -> None:
    place.clock.advance(YEAR + YEAR)
    gate.purge_journal(vault, place.staff, place.clock())
    head = vault.reading().journal.head()

    assert head.number == 3
    assert vault.verify().sound
    vault.close()
    assert place.open().warnings == ()


def test_between_the_cut_and_the_next_entry_the_head_is_the_sealing(
    place: Place, old: Vault
) -> None:
    """Nobody sees that instant but the transaction that makes it."""
    with old.transaction(place.staff) as store:
        journal = store.journal
        head = journal.head()
        journal.purge(place.clock() + YEAR)
        old._database.run("delete from journal where number <= :n", n=head.number)
        old._database.run("drop trigger journal_is_never_cut")
        old._database.run("delete from journal")
        assert journal.head() == head


@pytest.mark.parametrize(
    "sql",
    [
        "delete from journal",
        "delete from journal where number = 9",
        "update journal_sealing set up_to = 100",
        "delete from journal_sealing",
        "insert into journal_sealing select 2, 0, 0, '', 0, '', '', ''",
        "insert into journal_sealing select 100, 0, 0, x'', 0, '', x'', x''",
    ],
)
def test_only_what_a_sealing_covers_can_go(place: Place, old: Vault, sql: str) -> None:
    purge(place, old)
    with pytest.raises(Exception, match=r"only grows|cannot store"):
        old._database.run(sql)


ALTERATIONS = (
    "update journal_sealing set up_to = 7",
    "update journal_sealing set milliseconds = 1",
    "update journal_sealing set counter = 9",
    "update journal_sealing set last_seal = zeroblob(32)",
    "update journal_sealing set entries = 1",
    "update journal_sealing set sealed_at = ''",
    "update journal_sealing set vouched_digest = zeroblob(32)",
    "update journal_sealing set seal = zeroblob(32)",
    "delete from journal_sealing",
    "update vouched set row_digest = zeroblob(32)",
    "delete from vouched",
    "insert into vouched values ('person', 'x', x'00')",
)


@pytest.mark.parametrize("sql", ALTERATIONS)
def test_an_altered_sealing_breaks_the_chain(
    place: Place, old: Vault, sql: str
) -> None:
    purge(place, old)
    for name in ("is_never_changed", "is_never_undone"):
        old._database.run(f"drop trigger journal_sealing_{name}")

    old._database.run(sql)

    assert JOURNAL_BROKEN in {notice.message for notice in old.verify().findings}


@pytest.mark.parametrize(
    "sql",
    [
        "update person set phone = '00' where family_name like 'Haidari%'",
        "delete from residence_document",
        "update staff set role = 'desk'",
        "update organisation set name = 'X'",
    ],
)
def test_a_record_whose_entries_are_gone_is_still_vouched_for(
    place: Place, old: Vault, sql: str
) -> None:
    purge(place, old)
    old._database.run(sql)

    assert [notice.message for notice in old.verify().findings] == [ROW_DISAGREES]


def test_a_broken_journal_is_not_cut(place: Place, old: Vault) -> None:
    old._database.run("drop trigger journal_is_never_changed")
    old._database.run("update journal set action = 'x' where number = 4")
    before = numbers(old)

    with pytest.raises(JournalAlteredError):
        purge(place, old)
    assert numbers(old) == before
    assert old.reading().journal.sealings.all() == ()


def test_a_computer_that_was_away_is_not_alarmed_by_a_sealing(
    place: Place, old: Vault
) -> None:
    old.close()
    away = place.state
    place.state = away.parent / "elsewhere"
    vault = place.open(state=place.state)
    purge(place, vault)
    vault.close()

    # It last saw an entry that is there no more; then, one that is.
    assert place.open(state=away).warnings == ()


def test_a_vault_put_back_from_before_a_sealing_is_noticed(
    place: Place, old: Vault
) -> None:
    import shutil

    old.close()
    before = place.folder.parent / "before"
    shutil.copytree(place.folder, before)
    vault = place.open()
    purge(place, vault)
    vault.close()
    shutil.rmtree(place.folder)
    shutil.copytree(before, place.folder)

    assert len(place.open().warnings) == 1


def test_the_day_is_kept(place: Place, old: Vault) -> None:
    purge(place, old)
    sealing = old.reading().journal.sealings.last()
    assert sealing is not None
    assert sealing.sealed_at.startswith(str(date(2027, 11, 27)))
