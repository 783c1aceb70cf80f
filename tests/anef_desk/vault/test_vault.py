"""A vault: made once, opened in one order, changed whole or not at all."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from anef_desk import i18n
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.person import Person
from anef_desk.domain.staff import Role, Staff
from anef_desk.errors import Cancelled, ExpectedError
from anef_desk.vault import errors, integrity, keys, lock, making, migrations
from anef_desk.vault.connection import connect
from anef_desk.vault.errors import (
    DiskFullError,
    KeysDamagedError,
    NetworkPlaceError,
    OutsideTransactionError,
    ReadOnlyPlaceError,
    UnwritableTextError,
    VaultDamagedError,
    VaultExistsError,
    VaultInUseError,
    VaultOutOfReachError,
    VaultTooNewError,
    WrongPassphraseError,
)
from anef_desk.vault.keys import Kdf, Subkeys
from anef_desk.vault.manifest import Reason
from anef_desk.vault.vault import Store, Vault, create, info, open_vault, slots

from .conftest import PASSPHRASE, Clock, Place

CANARY = "Zarathoustra-Étienne"


def person(**known: str) -> Person:
    return Person(id=new_id(), **known)


def content_of(folder: Path) -> dict[str, bytes]:
    return {
        str(item.relative_to(folder)): item.read_bytes()
        for item in folder.rglob("*")
        if item.is_file()
    }


def raw_key(place: Place, cheap: Kdf) -> bytes:
    found = keys.read_keys(place.folder)
    master_key = keys.open_keys(found, place.staff.id, PASSPHRASE, cheap)
    return Subkeys.of(master_key).database


# Making one


def test_a_new_vault_is_a_private_folder(place: Place) -> None:
    names = {item.name: item for item in place.folder.iterdir()}

    assert set(names) == {"vault.db", "keys.json", "vault.lock", "backups"}
    assert stat.S_IMODE(place.folder.stat().st_mode) == 0o700
    for name, item in names.items():
        expected = 0o700 if name == "backups" else 0o600
        assert stat.S_IMODE(item.stat().st_mode) == expected, name


def test_a_new_vault_knows_its_organisation_and_its_first_colleague(
    place: Place, vault: Vault
) -> None:
    store = vault.reading()

    assert store.organisation.get() == Organisation(name="Le Refuge", city="Le Mans")
    assert store.staff.all() == (place.staff,) == slots(place.folder)
    assert store.staff.get(place.staff.id) == place.staff
    assert store.staff.recipients() == (
        keys.read_keys(place.folder).slots[0].public_key,
    )
    assert store.people.count() == 0


def test_what_can_be_known_without_a_passphrase(place: Place) -> None:
    found = info(place.folder)

    assert found.staff == (place.staff,)
    assert found.generation == 1
    assert found.size == place.database.stat().st_size
    place.database.unlink()
    assert info(place.folder).size == 0


def test_a_vault_is_made_where_somebody_chose_a_folder(
    tmp_path: Path, place: Place, cheap: Kdf
) -> None:
    """Empty: it becomes private. Full: what is there stays as it was."""
    empty, full = tmp_path / "empty", tmp_path / "full"
    for folder in (empty, full):
        folder.mkdir(mode=0o755)
    (full / "photo.jpg").write_bytes(b"x")

    for folder in (empty, full):
        make(folder, place, cheap)

    assert stat.S_IMODE(empty.stat().st_mode) == 0o700
    assert stat.S_IMODE(full.stat().st_mode) == 0o755
    assert (full / "photo.jpg").read_bytes() == b"x"
    assert slots(full) == (place.staff,)


def make(folder: Path, place: Place, cheap: Kdf) -> None:
    create(
        folder,
        Organisation(name="X"),
        place.staff,
        PASSPHRASE,
        kdf=cheap,
        floor=cheap,
        now=place.clock,
    )


@pytest.mark.parametrize("left", ["vault.db", "keys.json"])
def test_a_vault_is_never_made_over_another(
    place: Place, cheap: Kdf, left: str
) -> None:
    """Not even over half of one: the other half may be on its way back."""
    for name in {"vault.db", "keys.json"} - {left}:
        (place.folder / name).unlink()
    before = content_of(place.folder)

    with pytest.raises(VaultExistsError):
        make(place.folder, place, cheap)

    assert content_of(place.folder) == before


def test_a_vault_is_not_made_where_somebody_is_making_one(
    tmp_path: Path, place: Place, cheap: Kdf
) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    held = lock.take(folder, place.clock())

    with pytest.raises(VaultInUseError):
        make(folder, place, cheap)

    held.release()


def test_a_vault_is_not_made_in_a_file(
    tmp_path: Path, place: Place, cheap: Kdf
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(VaultOutOfReachError):
        make(tmp_path / "file", place, cheap)


@pytest.mark.parametrize("step", ["_make_database", "finish"])
@pytest.mark.parametrize("existing", [False, True])
def test_a_vault_that_could_not_be_made_leaves_nothing(
    tmp_path: Path,
    place: Place,
    cheap: Kdf,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    existing: bool,
) -> None:
    """But once its keys are written, it is finished when it is opened."""
    folder = tmp_path / "new"
    if existing:
        folder.mkdir()

    def fail(*_: object) -> None:
        raise DiskFullError

    with monkeypatch.context() as patch:
        patch.setattr(making, step, fail)
        with pytest.raises(DiskFullError):
            make(folder, place, cheap)

    if step == "finish":
        open_it(folder, place, cheap).close()
    else:
        left = [item.name for item in folder.iterdir()] if folder.exists() else []
        assert left == (["vault.lock"] if existing else [])
        make(folder, place, cheap)
        open_it(folder, place, cheap).close()


def test_keys_that_cannot_be_written_leave_nothing(
    tmp_path: Path, place: Place, cheap: Kdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise DiskFullError

    monkeypatch.setattr(keys, "write_keys", fail)
    with pytest.raises(DiskFullError):
        make(tmp_path / "new", place, cheap)

    assert not (tmp_path / "new").exists()


def test_keys_that_were_written_make_a_vault_whatever_failed_next(
    tmp_path: Path, place: Place, cheap: Kdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk took the file and failed to say so: the database must stay."""
    write = keys.write_keys

    def write_and_fail(folder: Path, written: keys.Keys) -> None:
        write(folder, written)
        raise VaultOutOfReachError

    with monkeypatch.context() as patch:
        patch.setattr(keys, "write_keys", write_and_fail)
        with pytest.raises(VaultOutOfReachError):
            make(tmp_path / "new", place, cheap)

    open_it(tmp_path / "new", place, cheap).close()


def open_it(folder: Path, place: Place, cheap: Kdf) -> Vault:
    return open_vault(
        folder,
        place.staff.id,
        PASSPHRASE,
        floor=cheap,
        state=place.state,
        now=place.clock,
    )


def test_what_a_killed_creation_left_is_cleared_away(
    tmp_path: Path, place: Place, cheap: Kdf
) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / making.UNFINISHED).write_bytes(b"x" * 5000)
    (folder / f"{making.UNFINISHED}-journal").write_bytes(b"x")

    make(folder, place, cheap)

    assert {item.name for item in folder.iterdir()} == {
        "vault.db",
        "keys.json",
        "vault.lock",
        "backups",
    }


def test_a_vault_whose_making_was_stopped_at_the_very_end_is_read_as_it_is(
    place: Place,
) -> None:
    unfinished = place.folder / making.UNFINISHED
    place.database.rename(unfinished)

    reader = place.open(read_only=True)

    assert reader.verify().sound
    assert not place.database.exists()
    reader.close()
    unfinished.unlink()
    with pytest.raises(errors.DatabaseMissingError):
        place.open(read_only=True)


def test_the_desk_gets_the_strong_cost_without_asking(
    tmp_path: Path, place: Place
) -> None:
    """The one test that pays for it: what the application writes, it can open."""
    folder = tmp_path / "strong"
    create(folder, Organisation(name="X"), place.staff, PASSPHRASE)
    found = keys.read_keys(folder).slots[0].kdf
    cost = Kdf(found.memory_kib, found.iterations, found.lanes)

    assert found.name == "argon2id"
    assert cost.reaches(Kdf(memory_kib=262_144, iterations=4, lanes=4))
    open_vault(folder, place.staff.id, PASSPHRASE, state=place.state).close()


def test_a_cheap_vault_is_neither_made_nor_opened_by_the_desk(
    tmp_path: Path, place: Place, cheap: Kdf
) -> None:
    with pytest.raises(ValueError, match="floor"):
        create(tmp_path / "a", Organisation(name="X"), place.staff, "x", kdf=cheap)
    with pytest.raises(KeysDamagedError):
        place.open(floor=None)


# Opening one


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.WrongPassphraseError, 10),
        (errors.VaultDamagedError, 11),
        (errors.KeysDamagedError, 11),
        (errors.VaultTooNewError, 12),
        (errors.VaultInUseError, 13),
        (errors.ReadOnlyPlaceError, 14),
        (errors.DiskFullError, 15),
        (errors.VaultOutOfReachError, 16),
        (errors.NetworkPlaceError, 16),
        (errors.UnwritableTextError, 18),
        (errors.VaultExistsError, 2),
    ],
)
def test_exit_codes_are_those_of_the_table(
    error: type[ExpectedError], code: int
) -> None:
    """``SECURITY.md``."""
    assert error.exit_code == code


def test_a_wrong_passphrase_and_damage_do_not_say_the_same() -> None:
    french = i18n.load("fr")
    sentences = [
        kind().explain(french)
        for kind in (WrongPassphraseError, VaultDamagedError, KeysDamagedError)
    ]
    assert len(set(sentences)) == 3


def test_a_wrong_passphrase_opens_nothing_and_lets_the_right_one_in(
    place: Place,
) -> None:
    with pytest.raises(WrongPassphraseError):
        place.open("autre chose")
    assert place.open().reading().people.count() == 0


def test_the_second_window_learns_where_the_first_one_is(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock.platform, "node", lambda: "accueil-2")
    place.open()

    with pytest.raises(VaultInUseError) as caught:
        place.open()

    assert caught.value.values == {
        "computer": "accueil-2",
        "since": "22/11/2026 10:00",  # in Paris
    }
    assert "accueil-2" in caught.value.explain(i18n.load("fr"))


def test_a_full_disk_opens_and_names_nobody_who_was_there_before(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who holds a vault is said to others; it is no reason to shut it."""
    holder = place.folder / lock.HOLDER
    holder.write_bytes(b'{"computer":"another","since":"2026-11-20T09:00:00Z"}')

    def full(path: Path, content: bytes, *, durable: bool = True) -> None:
        raise errors.DiskFullError

    monkeypatch.setattr(lock, "replace_file", full)
    vault = place.open()

    assert not holder.exists()
    with pytest.raises(errors.VaultInUseSomewhereError):
        place.open()
    vault.close()


@pytest.mark.parametrize(
    "holder",
    [
        None, b"", b"{}", b"\xff", b'{"computer": 1}',
        b'{"computer": "x", "since": "0001-01-01T00:00:00+12:00"}',
    ],
)  # fmt: skip
def test_a_lock_that_does_not_say_who_is_still_a_lock(
    place: Place, holder: bytes | None
) -> None:
    place.open()
    if holder is None:
        (place.folder / lock.HOLDER).unlink()
    else:
        (place.folder / lock.HOLDER).write_bytes(holder)

    with pytest.raises(VaultInUseError) as caught:
        place.open()

    assert "ailleurs" in caught.value.explain(i18n.load("fr"))


def test_closing_lets_the_next_one_in(place: Place) -> None:
    place.open().close()
    assert not (place.folder / lock.HOLDER).exists()
    place.open()


def test_whoever_fails_to_open_does_not_keep_the_lock(place: Place) -> None:
    for _ in range(2):
        with pytest.raises(WrongPassphraseError):
            place.open("non")


def test_opening_and_closing_leave_the_database_as_it_was(place: Place) -> None:
    before = place.database.read_bytes()
    place.open().close()
    assert place.database.read_bytes() == before


def test_where_there_is_no_vault_nothing_is_made(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for folder in (empty, tmp_path / "nowhere"):
        for act in (slots, info, lambda path: open_vault(path, "x", "y")):
            with pytest.raises(VaultOutOfReachError):
                act(folder)
    assert list(empty.iterdir()) == []


def test_half_a_vault_is_a_damaged_one(place: Place) -> None:
    kept = place.keys.read_bytes()
    place.keys.unlink()
    with pytest.raises(KeysDamagedError):
        place.open()
    with pytest.raises(KeysDamagedError):
        slots(place.folder)

    place.keys.write_bytes(kept)
    place.database.unlink()
    with pytest.raises(VaultDamagedError):
        place.open()
    assert not place.database.exists()


def test_a_write_ahead_log_beside_is_damage(place: Place) -> None:
    """We never make one: what it holds would be taken for commits."""
    (place.folder / "vault.db-wal").touch()
    with pytest.raises(VaultDamagedError):
        place.open()


def test_a_newer_vault_is_refused_unchanged(place: Place, cheap: Kdf) -> None:
    database = connect(place.database, raw_key(place, cheap))
    database.run("pragma user_version = 9999")
    database.close()
    before = content_of(place.folder)

    with pytest.raises(VaultTooNewError):
        place.open()

    assert content_of(place.folder) == before


def test_a_database_of_something_else_is_damage(place: Place, cheap: Kdf) -> None:
    """The key fits, the content was never a vault."""
    database = connect(place.database, raw_key(place, cheap))
    database.run("pragma application_id = 1")
    database.close()

    with pytest.raises(VaultDamagedError):
        place.open()


def test_a_vault_without_its_tables_is_damage(place: Place, cheap: Kdf) -> None:
    database = connect(place.database, raw_key(place, cheap))
    database.run("drop table person_search")
    database.close()

    with pytest.raises(VaultDamagedError):
        place.open()


def test_a_network_folder_is_refused(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(integrity, "is_remote", lambda _: True)
    with pytest.raises(NetworkPlaceError):
        place.open()
    folder = place.folder.with_name("autre")
    with pytest.raises(NetworkPlaceError):  # At once: it would never open there.
        create(
            folder, Organisation(name="X"), place.staff, PASSPHRASE,
            kdf=place.cheap, floor=place.cheap,
        )  # fmt: skip
    assert not folder.exists()


def test_opening_can_be_stopped_between_any_two_steps(place: Place) -> None:
    """And whoever stops leaves the door open."""
    told: list[tuple[int, int]] = []
    place.open(report=lambda *step: told.append(step)).close()
    assert [done for done, _ in told] == [0, 1, 2, 3, 4]
    assert {total for _, total in told} == {4}

    for stop in range(5):

        def report(done: int, _total: int, at: int = stop) -> None:
            if done == at:
                raise Cancelled

        with pytest.raises(Cancelled):
            place.open(report=report)
    place.open()


def test_an_old_schema_is_brought_up_to_date(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once it was checked and backed up."""
    more = "begin immediate; create table more (x); pragma user_version = 99; commit;"
    monkeypatch.setattr(migrations, "NUMBERS", (*migrations.NUMBERS, 99))
    monkeypatch.setattr(migrations, "VERSION", 99)
    monkeypatch.setattr(migrations, "script", lambda _: more)

    vault = place.open()
    (backup,) = vault.backups.all()
    vault.close()
    monkeypatch.undo()

    assert backup.manifest
    assert backup.manifest.reason is Reason.BEFORE_MIGRATION

    with pytest.raises(VaultTooNewError):
        place.open()


def test_a_big_vault_is_verified_once_a_day(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At each opening below 200 MB; beyond, whoever opens it is told it is due."""
    assert integrity.CHECKED_EACH_TIME == 200_000_000
    small = place.open()
    assert not small.verification_due
    small.close()
    (place.state / "last-seen" / f"{info(place.folder).id}.json").unlink()
    monkeypatch.setattr(integrity, "CHECKED_EACH_TIME", 1000)

    first = place.open()
    assert first.verification_due
    assert first.verify().sound
    assert not first.verification_due
    first.close()

    again = place.open()
    assert not again.verification_due
    place.clock.advance(timedelta(hours=24))
    assert again.verification_due
    place.clock.advance(timedelta(days=-3))  # Its date was wrong, or is now.
    assert again.verification_due


# Changing one


def test_a_committed_change_is_there_after_closing(place: Place) -> None:
    known = person(family_name="Karimi", phone="06 12 34 56 78")
    vault = place.open()
    with vault.transaction(place.staff) as store:
        store.people.put(known)
        acknowledged = store.commit()
    vault.close()

    again = place.open().reading()

    assert again.people.get(known.id) == known
    assert again.journal.head().number == acknowledged


def test_leaving_without_commit_changes_nothing(place: Place, vault: Vault) -> None:
    head = vault.reading().journal.head()
    with vault.transaction(place.staff) as store:
        store.people.put(person(family_name="Karimi"))
    with pytest.raises(ZeroDivisionError), vault.transaction(place.staff) as store:  # noqa: PT012
        store.people.put(person(family_name="Karimi"))
        raise ZeroDivisionError

    assert vault.reading().people.count() == 0
    assert vault.reading().finding.search("kar") == ()
    assert vault.reading().journal.head() == head


def test_nothing_is_written_outside_a_transaction(place: Place, vault: Vault) -> None:
    with vault.transaction(place.staff) as done:
        done.commit()
    organisation = Organisation(name="Autre")
    acts: list[Callable[[Store], object]] = [
        lambda store: store.people.put(person()),
        lambda store: store.organisation.put(organisation),
        lambda store: store.drafts.put("a", {}, place.clock()),
        lambda store: store.drafts.drop("a"),
        lambda store: store.journal.consulted("a"),
        lambda store: store.staff.put(place.staff, "age1"),
        lambda store: store.documents.remove("a", "b"),
        lambda store: store.commit(),
    ]
    for store in (done, vault.reading()):
        for act in acts:
            with pytest.raises(OutsideTransactionError):
                act(store)


def test_two_transactions_at_once_are_a_defect(place: Place, vault: Vault) -> None:
    with vault.transaction(place.staff) as store:
        store.people.put(person())
        with pytest.raises(Exception, match="within a transaction"):
            vault.transaction(place.staff).__enter__()
        store.commit()
    assert vault.reading().people.count() == 1


def test_a_refused_text_leaves_the_rest_of_the_session_alone(
    place: Place, vault: Vault
) -> None:
    with (  # noqa: PT012
        pytest.raises(UnwritableTextError),
        vault.transaction(place.staff) as store,
    ):
        store.people.put(person(family_name="Karimi"))
        store.people.put(person(family_name="a\0b"))
        store.commit()

    assert vault.reading().people.count() == 0
    with vault.transaction(place.staff) as store:
        store.people.put(person(family_name="Karimi"))
        store.commit()
    assert vault.reading().people.count() == 1


def test_no_error_and_no_log_quotes_what_was_typed(
    place: Place,
    vault: Vault,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """A canary in every text, and every error that can be provoked."""
    caplog.set_level(logging.DEBUG)
    caught: list[BaseException] = []
    for text in (f"{CANARY}\0", f"{CANARY}\ud800"):
        for act in (
            lambda store, text=text: store.people.put(person(native_name=text)),
            lambda store, text=text: store.drafts.put(text, {}, place.clock()),
            lambda store, text=text: store.drafts.put("k", {"a": text}, place.clock()),
            lambda store, text=text: store.people.get(text),
            lambda store, text=text: store.finding.search(text),
            lambda store, text=text: store.organisation.put(Organisation(name=text)),
            lambda store, text=text: store.people.merge(text, phone=text),
        ):
            try:
                with vault.transaction(place.staff) as store:
                    act(store)
            except Exception as error:  # noqa: BLE001 - whatever it is
                caught.append(error)

    assert len(caught) >= 10
    for error in caught:
        chain = [error, error.__cause__]
        assert CANARY not in "".join(f"{link!r}{link}" for link in chain)
    assert CANARY not in caplog.text + "".join(capfd.readouterr())


def test_a_place_that_became_read_only_is_said(place: Place, vault: Vault) -> None:
    vault._database.run("pragma query_only = on")
    with (
        pytest.raises(ReadOnlyPlaceError),
        vault.transaction(place.staff) as store,
    ):
        store.people.put(person())
    vault._database.run("pragma query_only = off")


def test_a_full_disk_loses_nothing_and_saving_works_again(
    place: Place, vault: Vault
) -> None:
    kept = person(family_name="Karimi")
    with vault.transaction(place.staff) as store:
        store.people.put(kept)
        store.commit()
    pages = vault._database.value("pragma page_count")
    vault._database.value(f"pragma max_page_count = {pages}")
    long = person(address="x" * 100_000)
    with pytest.raises(DiskFullError), vault.transaction(place.staff) as store:  # noqa: PT012
        store.people.put(long)
        store.commit()
    assert vault.reading().people.page() == (kept,)

    vault._database.value("pragma max_page_count = 100000")
    with vault.transaction(place.staff) as store:
        store.people.put(long)
        store.commit()

    assert vault.reading().people.get(long.id) == long
    assert vault.verify().sound


def test_the_vault_belongs_to_the_thread_that_opened_it(vault: Vault) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with (
        ThreadPoolExecutor(1) as pool,
        pytest.raises(Exception, match="thread"),
    ):
        pool.submit(vault.reading().people.count).result()


def test_the_database_is_never_opened_by_anything_but_sqlite(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Closing it would drop SQLite's locks: no hashing, no copying, only its size."""
    opened: list[str] = []
    for module, name in ((os, "open"), (Path, "open")):
        real = getattr(module, name)

        def watched(path: Any, *rest: Any, _real: Any = real, **more: Any) -> Any:
            opened.append(Path(str(path)).name)
            return _real(path, *rest, **more)

        monkeypatch.setattr(module, name, watched)

    vault = place.open()
    with vault.transaction(place.staff) as store:
        store.people.put(person())
        store.commit()
    assert vault.verify().sound
    vault.close()

    assert "keys.json" in opened
    assert not [name for name in opened if name.startswith("vault.db")]


def test_staff_of_another_vault_cannot_write(place: Place, vault: Vault) -> None:
    stranger = Staff(id=new_id(), name="X", role=Role.DESK)
    with (  # noqa: PT012
        pytest.raises(Exception, match="FOREIGN KEY"),
        vault.transaction(stranger) as store,
    ):
        store.people.put(person())
        store.commit()
    assert vault.reading().people.count() == 0


def test_the_clock_of_the_tests_is_the_clock(place: Place, vault: Vault) -> None:
    assert isinstance(place.clock, Clock)
    assert vault.reading().journal.head().at == place.clock()
