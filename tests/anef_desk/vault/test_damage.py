"""Any flipped byte, any cut, in any file of the folder: refused, and called damage."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from anef_desk.domain.case import Case, Filing
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.person import Person
from anef_desk.domain.residence_document import Kind, ResidenceDocument
from anef_desk.vault.connection import PAGE
from anef_desk.vault.errors import KeysDamagedError, VaultDamagedError
from anef_desk.vault.vault import Vault

from .conftest import Place

DAY = date(2026, 3, 2)
FLIPS_OF_KEYS = 200
FLIPS_OF_PAGES = 6  # in each page of the database


@pytest.fixture
def full(place: Place) -> Place:
    """Give a vault that holds something on many pages, closed."""
    vault = place.open()
    with vault.transaction(place.staff) as store:
        for number in range(20):
            person = Person(id=new_id(), family_name=f"Nom{number}", address="x" * 900)
            store.people.put(person)
            document = ResidenceDocument(id=new_id(), kind=Kind.API, ends_on=DAY)
            store.documents.put(person.id, document)
            store.cases.put(
                Case(
                    id=new_id(),
                    person=person.id,
                    procedure="A2",
                    opened_on=DAY,
                    filing=Filing(filed_on=DAY),
                )
            )
        store.commit()
    vault.close()
    return place


def files_of(folder: Path) -> Iterator[Path]:
    """Give every file of a closed vault that has anything to lose."""
    for item in sorted(folder.rglob("*")):
        if item.is_file() and item.stat().st_size:
            yield item


def assert_refused(place: Place, what: str) -> None:
    try:
        place.open().close()
    except VaultDamagedError:
        return
    pytest.fail(f"opened with {what}")


def test_only_these_files_have_anything_to_lose(full: Place) -> None:
    assert [item.name for item in files_of(full.folder)] == ["keys.json", "vault.db"]


def test_any_flipped_byte_is_refused(
    full: Place,
    chance: random.Random,
    request: pytest.FixtureRequest,
    tell: Callable[[str], None],
) -> None:
    """Whatever the byte and the file; with the right passphrase."""
    each = FLIPS_OF_PAGES * (10 if request.config.getoption("--long") else 1)
    tried = 0
    for path in files_of(full.folder):
        content = path.read_bytes()
        if path == full.keys:
            places = chance.sample(range(len(content)), FLIPS_OF_KEYS)
        else:
            places = [
                page + place
                for page in range(0, len(content), PAGE)
                for place in (
                    chance.randrange(16),  # the salt, on the first page
                    chance.randrange(PAGE - 80),
                    chance.randrange(PAGE - 80, PAGE),  # its IV and its MAC
                    *(chance.randrange(PAGE) for _ in range(each - 3)),
                )
            ]
        for place in places:
            changed = bytearray(content)
            changed[place] ^= 1 << chance.randrange(8)
            path.write_bytes(changed)
            assert_refused(full, f"byte {place} of {path.name} flipped")
            tried += 1
        path.write_bytes(content)
    tell(f"{tried} flips")

    assert tried >= 400
    full.open().close()


def test_any_cut_is_refused(full: Place, tell: Callable[[str], None]) -> None:
    """At the borders of pages, beside them, and anywhere in the keys."""
    tried = 0
    for path in files_of(full.folder):
        content = path.read_bytes()
        borders = range(0, len(content), PAGE if path == full.database else 16)
        cuts = {
            cut
            for border in borders
            for cut in (border - 1, border, border + 1)
            if 0 <= cut < len(content)
        } | {len(content) - 1}
        for cut in sorted(cuts):
            path.write_bytes(content[:cut])
            assert_refused(full, f"{path.name} cut at {cut}")
            tried += 1
        path.write_bytes(content)
    tell(f"{tried} cuts")

    assert tried >= 300
    full.open().close()


@pytest.mark.parametrize("more", [b"x", bytes(PAGE), b"x" * PAGE, bytes(10 * PAGE)])
def test_what_grew_by_itself_is_refused(full: Place, more: bytes) -> None:
    for path in files_of(full.folder):
        content = path.read_bytes()
        path.write_bytes(content + more)
        assert_refused(full, f"{len(more)} bytes after {path.name}")
        path.write_bytes(content)


def test_pages_in_each_others_place_are_refused(full: Place) -> None:
    """Each is genuine; each page is bound to its number."""
    content = full.database.read_bytes()
    pages = [content[at : at + PAGE] for at in range(0, len(content), PAGE)]
    for one in range(1, len(pages) - 1, 5):
        swapped = pages.copy()
        swapped[one], swapped[one + 1] = pages[one + 1], pages[one]
        full.database.write_bytes(b"".join(swapped))
        assert_refused(full, f"pages {one} and {one + 1} swapped")


def test_the_keys_of_another_vault_are_damage(full: Place) -> None:
    """Whoever swaps the file gets no say in whose passphrase is wrong."""
    full.keys.write_bytes(b"{}")
    with pytest.raises(KeysDamagedError):
        full.open()


def test_a_rollback_journal_full_of_noise_is_no_traceback(
    full: Place, chance: random.Random
) -> None:
    """Ignored, or refused: never a vault that is not the one that was saved."""
    content = full.database.read_bytes()
    header = bytes.fromhex("d9d505f920a163d7")
    journal = full.folder / "vault.db-journal"
    for noise in (
        chance.randbytes(5000),
        header + chance.randbytes(8192),
        header + bytes(4) + bytes(20),
        header + b"\xff" * 20 + bytes(484) + chance.randbytes(4104),
    ):
        full.database.write_bytes(content)
        journal.write_bytes(noise)
        try:
            vault = full.open()
        except VaultDamagedError:
            continue
        assert vault.reading().people.count() == 20
        assert vault.verify().sound
        vault.close()


def test_a_page_the_power_cut_short_is_undone_with_its_journal(full: Place) -> None:
    """A growing file may end inside a page; its journal knows how long it was."""
    before = full.database.read_bytes()
    vault = full.open()
    vault._database.begin()
    vault._database.run("pragma cache_size = 0")  # So that pages are written now.
    vault._database.run("create table more (x)")
    for _ in range(40):
        vault._database.run("insert into more values (:x)", x="y" * 3000)
    vault._database.run("pragma cache_spill = 1")
    during = full.database.read_bytes()
    journal = (full.folder / "vault.db-journal").read_bytes()
    vault.close()
    assert len(during) > len(before)
    full.database.write_bytes(during[:-1000])
    (full.folder / "vault.db-journal").write_bytes(journal)

    vault = full.open()

    assert vault.reading().people.count() == 20
    assert vault.verify().sound
    assert full.database.stat().st_size == len(before)
    vault.close()
    full.database.write_bytes(before[:-1000])
    (full.folder / "vault.db-journal").write_bytes(b"noise" * 200)
    assert_refused(full, "a cut beside a journal that undoes nothing")


def everything(vault: Vault) -> list[list[tuple[object, ...]]]:
    """Return every row of every table: two pages may differ and say the same."""
    database = vault._database
    tables = [
        row[0]
        for row in database.all("select name from sqlite_schema where type = 'table'")
    ]
    return [
        [tuple(row) for row in database.all(f"select * from {table}")]  # noqa: S608
        for table in tables
    ]


def test_an_older_page_put_back_is_found_at_verification(full: Place) -> None:
    """Genuine to its last bit: only the journal knows that it is not the last one."""
    person = full.open()
    known = person.reading().people.page(1)[0]
    person.close()
    before = full.database.read_bytes()
    vault = full.open()
    with vault.transaction(full.staff) as store:
        store.people.merge(known.id, phone="06")
        store.commit()
    vault.close()
    after = full.database.read_bytes()
    vault = full.open()
    expected = everything(vault)
    vault.close()
    changed = [
        at
        for at in range(PAGE, min(len(before), len(after)), PAGE)
        if before[at : at + PAGE] != after[at : at + PAGE]
    ]
    assert changed

    for at in changed:
        full.database.write_bytes(
            after[:at] + before[at : at + PAGE] + after[at + PAGE :]
        )
        try:
            vault = full.open()
        except VaultDamagedError:
            continue
        unseen = not vault.warnings and vault.verify().sound
        assert not unseen or everything(vault) == expected, at // PAGE
        vault.close()
