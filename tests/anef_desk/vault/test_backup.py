"""Backups: read again before they count, kept for a while, copied elsewhere."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pytest

from anef_desk import i18n
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.person import Person
from anef_desk.errors import Cancelled, ExpectedError
from anef_desk.vault import backup as backup_module
from anef_desk.vault import connection, copying, erased, manifest, second_place
from anef_desk.vault.connection import Database
from anef_desk.vault.contents import as_bytes
from anef_desk.vault.erasure import erase
from anef_desk.vault.errors import (
    BackupDamagedError,
    DiskFullError,
    IsBackupError,
    NoRoomForBackupError,
    OldVaultReadOnlyError,
    ReadOnlyVaultError,
    VaultDamagedError,
    VaultOutOfReachError,
)
from anef_desk.vault.keeping import LAST, WEEKLY, to_keep
from anef_desk.vault.manifest import Reason, listed
from anef_desk.vault.vault import Vault, create, info, open_vault

from .conftest import PASSPHRASE, Place

HOUR = timedelta(hours=1)


def write(vault: Vault, place: Place, name: str = "Karimi") -> Person:
    person = Person(id=new_id(), family_name=name)
    with vault.transaction(place.staff) as store:
        store.people.put(person)
        store.commit()
    return person


def test_a_backup_is_a_vault_of_its_own_that_says_the_same(
    vault: Vault, place: Place
) -> None:
    person = write(vault, place)
    made = vault.back_up(Reason.BY_HAND)
    expected = as_bytes(vault.contents())

    assert sorted(item.name for item in made.folder.iterdir()) == [
        "backup.json",
        "keys.json",
        "vault.db",
    ]
    assert made.name == "20261122T090000Z"
    assert made.made_at == place.clock()
    assert made.manifest
    assert made.manifest.number == vault.reading().journal.head().number
    consulted = open_vault(
        made.folder, place.staff.id, PASSPHRASE, read_only=True, floor=place.cheap
    )
    assert consulted.reading().people.get(person.id) == person
    assert as_bytes(consulted.contents()) == expected
    assert consulted.verify().sound
    consulted.close()
    assert not list(made.folder.glob("*-journal"))
    assert not (made.folder / "vault.lock").exists()


def test_files_of_a_backup_are_for_their_owner_alone(vault: Vault) -> None:
    made = vault.back_up(Reason.LOCK)

    assert made.folder.stat().st_mode & 0o777 == 0o700
    assert {item.stat().st_mode & 0o777 for item in made.folder.iterdir()} == {0o600}


def test_a_backup_is_due_when_something_was_written_since(
    vault: Vault, place: Place
) -> None:
    assert vault.backup_due
    vault.back_up(Reason.LOCK)
    assert not vault.backup_due

    with vault.transaction(place.staff) as store:
        store.drafts.put("person", {"phone": "06"}, place.clock())
        store.commit()
    assert vault.backup_due
    vault.back_up(Reason.LOCK)

    write(vault, place)
    assert vault.backup_due
    made = vault.back_up(Reason.LOCK)
    kept = made.folder / "keys.json"
    kept.write_bytes(kept.read_bytes() + b" ")
    assert vault.backup_due


def test_a_session_that_wrote_nothing_leaves_nothing_due(place: Place) -> None:
    vault = place.open()
    vault.back_up(Reason.LOCK)
    vault.close()

    again = place.open()
    for _step in again.checking():
        pass

    assert not again.backup_due


def test_a_backup_without_its_keys_does_not_count(vault: Vault) -> None:
    made = vault.back_up(Reason.LOCK)
    (made.folder / "keys.json").unlink()

    assert vault.backup_due


def test_two_backups_of_one_second_have_two_names(vault: Vault) -> None:
    first, second = vault.back_up(Reason.LOCK), vault.back_up(Reason.BY_HAND)

    assert [backup.name for backup in vault.backups.all()] == [second.name, first.name]
    assert second.made_at - first.made_at == timedelta(seconds=1)


def test_backups_that_had_their_time_go(vault: Vault, place: Place) -> None:
    """Which ones, `to_keep` says; none stays for ever, where people work."""
    made = {}
    for _day in range(30):
        write(vault, place)
        number = vault.reading().journal.head().number
        made[vault.back_up(Reason.LOCK).made_at] = number
        place.clock.advance(timedelta(days=1))
    place.clock.advance(timedelta(days=-1))

    kept = {backup.made_at for backup in vault.backups.all()}

    assert kept == to_keep(made, place.clock())
    assert 9 <= len(kept) <= 10
    place.clock.advance(timedelta(days=95))
    for _week in range(WEEKLY):
        write(vault, place)
        vault.back_up(Reason.LOCK)
        place.clock.advance(timedelta(days=7))
    assert len(vault.backups.all()) == WEEKLY


@pytest.mark.parametrize("sessions", [1, 6])
def test_a_clock_far_ahead_removes_no_backup(
    vault: Vault, place: Place, sessions: int
) -> None:
    """Whatever date the computer believes: nobody worked for that long."""
    for _day in range(LAST):
        write(vault, place)
        vault.back_up(Reason.LOCK)
        place.clock.advance(timedelta(days=1))
    before = {backup.name for backup in vault.backups.all()}
    newest = vault.backups.readable()[0].name

    place.clock.advance(timedelta(days=400))
    for _time in range(sessions):
        write(vault, place)
        vault.back_up(Reason.TIMER)
        place.clock.advance(HOUR / 2)
    assert newest in {backup.name for backup in vault.backups.all()}

    place.clock.advance(timedelta(days=-400))
    write(vault, place)
    last = vault.back_up(Reason.LOCK)

    assert vault.backups.readable()[0].name == last.name
    assert {backup.name for backup in vault.backups.all()} >= before
    assert all(map(vault.backups.is_genuine, vault.backups.all()))


def test_what_is_not_what_the_vault_holds_never_counts(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_module, "read_again", lambda *_: b"something else")

    with pytest.raises(BackupDamagedError):
        vault.back_up(Reason.LOCK)

    assert not [item for item in vault.backups.folder.iterdir() if item.is_dir()]


def test_a_copy_with_a_flipped_byte_never_counts(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_again = backup_module.read_again

    def spoil(path: Path, *rest: object) -> bytes:
        content = bytearray(path.read_bytes())
        content[-100] ^= 1
        path.write_bytes(content)
        return read_again(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(backup_module, "read_again", spoil)

    with pytest.raises(BackupDamagedError):
        vault.back_up(Reason.LOCK)
    assert vault.backups.all() == ()


def test_a_backup_that_is_cancelled_leaves_nothing(vault: Vault) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        vault.back_up(Reason.LOCK, stop)

    assert not list(vault.backups.folder.glob("2*"))


def test_what_a_killed_backup_left_is_swept_by_the_next(vault: Vault) -> None:
    left = vault.backups.folder / "20261122T080000Z.part"
    left.mkdir(parents=True)
    (left / "vault.db").write_bytes(b"x")
    (vault.backups.folder / "state.json.part").write_bytes(b"x")

    vault.back_up(Reason.LOCK)

    assert not left.exists()


def _stopped_at_once(folder: Path) -> None:
    """Remove one file of *folder*, as `shutil.rmtree` would, and be stopped there."""
    next(folder.iterdir()).unlink()
    raise KeyboardInterrupt


@pytest.fixture
def only_the_newest_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_place, "to_keep", lambda made, _now: {max(made)})


@pytest.mark.usefixtures("only_the_newest_stays")
def test_a_backup_half_removed_counts_no_more(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.back_up(Reason.LOCK)
    with monkeypatch.context() as stopped:
        stopped.setattr(copying.shutil, "rmtree", _stopped_at_once)
        with pytest.raises(KeyboardInterrupt):
            vault.back_up(Reason.LOCK)

    (left,) = vault.backups.all()
    assert vault.backups.is_genuine(left)

    vault.back_up(Reason.LOCK)
    assert not list(vault.backups.folder.glob("*.part"))


def test_a_backup_the_system_holds_stays_whole(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: object) -> None:
        raise PermissionError

    old, _new = vault.back_up(Reason.LOCK), vault.back_up(Reason.LOCK)
    monkeypatch.setattr(second_place, "to_keep", lambda made, _now: {max(made)})
    with monkeypatch.context() as holding:
        holding.setattr(Path, "rename", held)
        vault.backups.prune()

    assert vault.backups.is_genuine(old)


@pytest.mark.usefixtures("only_the_newest_stays")
def test_a_copy_half_removed_in_the_second_place_counts_no_more(
    vault: Vault, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    vault.back_up(Reason.LOCK)
    vault.backups.copy_to(stick)
    vault.back_up(Reason.LOCK)
    with monkeypatch.context() as stopped:
        stopped.setattr(copying.shutil, "rmtree", _stopped_at_once)
        with pytest.raises(KeyboardInterrupt):
            vault.backups.copy_to(stick)

    (left,) = listed(vault.backups.second(stick))
    assert vault.backups.is_genuine(left)

    place.clock.advance(timedelta(days=1))
    vault.back_up(Reason.LOCK)
    vault.backups.copy_to(stick)
    assert not list(vault.backups.second(stick).glob("*.part"))


def test_a_full_disk_is_said_and_leaves_nothing(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFullError

    with monkeypatch.context() as patch:
        patch.setattr(backup_module, "replace_file", full)
        with pytest.raises(NoRoomForBackupError) as told:  # And no change is lost.
            vault.back_up(Reason.LOCK)
    assert "y est toujours" in told.value.explain(i18n.load("fr"))
    assert not list(vault.backups.folder.glob("2*"))
    vault.back_up(Reason.LOCK)
    with stick(tmp_path) as second, monkeypatch.context() as patch:
        patch.setattr(second_place, "copy_file", full)
        with pytest.raises(NoRoomForBackupError):
            vault.backups.copy_to(second)
    monkeypatch.setattr(backup_module, "copy_file", full)
    with pytest.raises(NoRoomForBackupError):
        vault.backups.rehearse()


@pytest.mark.parametrize("name", ["vault.db", "keys.json", "backup.json"])
def test_a_damaged_backup_is_refused_whatever_its_damage(
    vault: Vault, place: Place, name: str
) -> None:
    made = vault.back_up(Reason.LOCK)
    file = made.folder / name
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)

    with pytest.raises(VaultDamagedError):
        open_vault(
            made.folder, place.staff.id, PASSPHRASE, read_only=True, floor=place.cheap
        )


def test_a_manifest_signed_by_somebody_else_is_refused(
    vault: Vault, place: Place
) -> None:
    made = vault.back_up(Reason.LOCK)
    assert made.manifest
    other = msgspec.structs.replace(made.manifest, reason=Reason.BY_HAND)
    forged = manifest.signed(other, bytes(32))
    (made.folder / manifest.NAME).write_bytes(manifest.written(forged))

    with pytest.raises(BackupDamagedError):
        open_vault(
            made.folder, place.staff.id, PASSPHRASE, read_only=True, floor=place.cheap
        )


@pytest.mark.parametrize(
    "change", [{"format": "other"}, {"version": 2}, {"format": "anef-desk backup "}]
)
def test_a_manifest_of_another_kind_does_not_read(
    vault: Vault, change: dict[str, object]
) -> None:
    made = vault.back_up(Reason.LOCK)
    assert made.manifest
    changed = msgspec.structs.replace(made.manifest, **change)
    (made.folder / manifest.NAME).write_bytes(manifest.written(changed))

    (found,) = vault.backups.all()
    assert found.manifest is None
    assert vault.backups.readable() == ()
    assert vault.backup_due
    with pytest.raises(BackupDamagedError):
        manifest.assert_genuine(found, bytes(32))


def test_what_is_no_backup_is_not_listed(vault: Vault) -> None:
    vault.backups.folder.mkdir(exist_ok=True)
    for name in (
        "20261122T090000Z.part", "notes", "20269922T090000Z", "2026",
        "99991231T235959Z",
    ):  # fmt: skip
        (vault.backups.folder / name).mkdir()

    assert vault.backups.all() == ()
    assert listed(vault.backups.folder / "nowhere") == ()


@pytest.mark.parametrize(
    "at",
    [
        datetime(9999, 12, 31, 23, 59, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=12))),
    ],
)
def test_a_renamed_backup_of_an_impossible_day_is_none(
    vault: Vault, tmp_path: Path, at: datetime
) -> None:
    """Nothing vouches for what it says before a passphrase is typed."""
    made = vault.back_up(Reason.LOCK)
    assert made.manifest
    by_hand = made.folder.rename(tmp_path / "mardi")
    renamed = manifest.backup_at(by_hand)
    assert renamed
    assert renamed.made_at == made.made_at
    said = msgspec.structs.replace(made.manifest, made_at=at)
    (by_hand / manifest.NAME).write_bytes(manifest.written(said))

    assert manifest.backup_at(by_hand) is None


def test_a_backup_whose_database_is_gone_is_damaged(vault: Vault) -> None:
    made = vault.back_up(Reason.LOCK)
    (made.folder / "vault.db").unlink()

    with pytest.raises(BackupDamagedError):
        manifest.assert_genuine(made, vault.backups._owner.backup_key)


def test_a_file_that_cannot_be_read_is_out_of_reach(tmp_path: Path) -> None:
    with pytest.raises(VaultOutOfReachError):
        manifest.digest_of(tmp_path)


def test_a_backup_is_never_opened_like_a_vault(vault: Vault, place: Place) -> None:
    made = vault.back_up(Reason.LOCK)

    with pytest.raises(IsBackupError):
        open_vault(made.folder, place.staff.id, PASSPHRASE, floor=place.cheap)


def test_what_is_opened_to_be_read_refuses_to_be_written(
    vault: Vault, place: Place
) -> None:
    write(vault, place)
    made = vault.back_up(Reason.LOCK)
    before = {item: item.read_bytes() for item in made.folder.iterdir()}
    consulted = open_vault(
        made.folder, place.staff.id, PASSPHRASE, read_only=True, floor=place.cheap
    )

    with pytest.raises(ReadOnlyVaultError), consulted.transaction(place.staff):
        pass
    with pytest.raises(ReadOnlyVaultError):
        consulted.back_up(Reason.LOCK)
    assert not consulted.backup_due
    assert list(consulted.checking())[-1] == (3, 3)
    consulted.close()

    assert {item: item.read_bytes() for item in made.folder.iterdir()} == before


def test_a_vault_is_read_where_it_cannot_be_written(place: Place) -> None:
    """Nothing is written, not even a lock; what is odd is still noticed."""
    vault = place.open()
    person = write(vault, place)
    vault.close()
    before = {
        item: item.read_bytes() for item in place.folder.rglob("*") if item.is_file()
    }

    reader = place.open(read_only=True)
    assert reader.read_only
    assert reader.reading().people.get(person.id) == person
    assert reader.warnings == ()
    assert reader.verify().sound
    reader.close()

    assert before == {
        item: item.read_bytes() for item in place.folder.rglob("*") if item.is_file()
    }


def test_a_backup_of_an_earlier_version_is_restored_rather_than_read(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    from anef_desk.vault import migrations

    monkeypatch.setattr(migrations, "VERSION", migrations.VERSION + 1)

    with pytest.raises(OldVaultReadOnlyError):
        place.open(read_only=True)


def test_what_the_check_read_does_not_stay_in_memory(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every page of the vault goes through it; nobody asked for them."""
    vault = place.open(check=False)
    done: list[str] = []
    run = Database.run

    def told(database: Database, sql: str, /, **values: object) -> None:
        done.append(sql)
        run(database, sql, **values)

    monkeypatch.setattr(Database, "run", told)
    parts = list(vault.checking())
    vault.close()

    assert done.count("pragma shrink_memory") == len(parts)


def test_checking_a_part_at_a_time_ends_verified(place: Place) -> None:
    vault = place.open(check=False)
    assert vault.check_due

    steps = list(vault.checking())

    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert not vault.check_due
    vault.close()
    assert not place.open().check_due


def test_damage_unseen_at_the_opening_is_seen_by_the_check(place: Place) -> None:
    """In whatever page: nothing goes unseen because it is looked for later."""
    vault = place.open()
    for number in range(10):
        write(vault, place, f"Nom{number}")
    vault.close()
    content = place.database.read_bytes()
    unseen = 0
    for page in range(0, len(content), connection.PAGE):
        changed = bytearray(content)
        changed[page + 2000] ^= 1
        place.database.write_bytes(changed)
        try:
            vault = place.open(check=False)
        except VaultDamagedError:
            continue
        unseen += 1
        with pytest.raises(VaultDamagedError):
            list(vault.checking())
        assert vault.check_due
        vault.close()

    assert unseen


@contextmanager
def stick(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "clé"
    place.mkdir()
    yield place


def test_a_backup_is_copied_to_a_second_place_and_read_back(
    vault: Vault, place: Place, tmp_path: Path
) -> None:
    with stick(tmp_path) as second:
        assert vault.backups.copy_to(second) is None
        made = vault.back_up(Reason.LOCK)

        copied = vault.backups.copy_to(second)
        assert copied
        assert copied.folder == second / info(place.folder).id / made.name
        for name in second_place.COPIED:
            assert (copied.folder / name).read_bytes() == (
                made.folder / name
            ).read_bytes()
        noted = vault.backups.state.read()
        assert (noted.copied, noted.copied_at) == (made.name, place.clock())

        place.clock.advance(HOUR)
        assert vault.backups.copy_to(second) == copied  # There already.
        assert vault.backups.state.read().copied_at == place.clock()


@pytest.mark.parametrize("damage", ["cut", "keys gone"])
def test_a_copy_that_is_not_whole_any_more_is_made_again(
    vault: Vault, tmp_path: Path, damage: str
) -> None:
    """Its folder alone does not count: a stick pulled too soon may keep just that."""
    with stick(tmp_path) as second:
        made = vault.back_up(Reason.LOCK)
        copied = vault.backups.copy_to(second)
        assert copied
        if damage == "cut":
            os.truncate(copied.folder / "vault.db", 4096)
        else:
            (copied.folder / "keys.json").unlink()

        vault.backups.copy_to(second)

        for name in second_place.COPIED:
            copy = (copied.folder / name).read_bytes()
            assert copy == (made.folder / name).read_bytes()


def test_a_copy_that_is_whole_outlives_a_backup_that_is_not(
    vault: Vault, tmp_path: Path
) -> None:
    with stick(tmp_path) as second:
        made = vault.back_up(Reason.LOCK)
        copied = vault.backups.copy_to(second)
        assert copied
        before = (copied.folder / "vault.db").read_bytes()
        (made.folder / "vault.db").unlink()

        with pytest.raises(ExpectedError):
            vault.backups.copy_to(second)

        assert (copied.folder / "vault.db").read_bytes() == before


def test_a_second_place_that_is_not_there_is_not_made_up(
    vault: Vault, tmp_path: Path
) -> None:
    vault.back_up(Reason.LOCK)

    with pytest.raises(VaultOutOfReachError):
        vault.backups.copy_to(tmp_path / "débranchée")
    assert not (tmp_path / "débranchée").exists()
    assert vault.backups.state.read().copied_at is None


def test_a_copy_that_came_out_different_is_thrown_away(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.back_up(Reason.LOCK)
    monkeypatch.setattr(second_place, "digest_of", lambda _path: "00")

    with stick(tmp_path) as second, pytest.raises(BackupDamagedError):
        vault.backups.copy_to(second)
    assert not [item for item in (tmp_path / "clé").rglob("*") if item.is_file()]


def test_copies_that_had_their_time_go_too(
    vault: Vault, place: Place, tmp_path: Path
) -> None:
    with stick(tmp_path) as second:
        for _hour in range(12):
            vault.back_up(Reason.TIMER)
            vault.backups.copy_to(second)
            place.clock.advance(HOUR)

        assert len(listed(vault.backups.second(second))) == 5


def test_a_clock_that_was_a_year_ahead_hides_no_backup_made_since(
    vault: Vault, place: Place, tmp_path: Path
) -> None:
    """Else each new one goes at once, and the second place gets none of them."""
    place.clock.advance(timedelta(days=365))
    for _week in range(8):
        vault.back_up(Reason.LOCK)
        place.clock.advance(timedelta(days=7))
    place.clock.advance(timedelta(days=-365))
    write(vault, place)

    with stick(tmp_path) as second:
        made = vault.back_up(Reason.LOCK)
        assert made.folder.exists()
        assert vault.backups.readable()[0] == made
        assert not vault.backups.is_due()
        copied = vault.backups.copy_to(second)
        assert copied
        assert copied.name == made.name
    done = vault.backups.rehearse()
    assert done
    assert (done.backup, done.sound) == (made.name, True)


def test_what_a_clock_dated_ahead_goes_once_four_weeks_of_work_followed(
    vault: Vault, place: Place
) -> None:
    """Else people's data stay in it until that day comes."""
    place.clock.advance(timedelta(days=4000))
    ahead = [vault.back_up(Reason.LOCK), vault.back_up(Reason.TIMER)]
    (ahead[1].folder / manifest.NAME).write_bytes(b"{}")
    place.clock.advance(-timedelta(days=4000))

    for week in range(4):
        assert all(one.folder.exists() for one in ahead), week
        write(vault, place)
        vault.back_up(Reason.LOCK)
        place.clock.advance(timedelta(days=7))

    assert not any(one.folder.exists() for one in ahead)
    assert len(vault.backups.all()) == 4


def test_a_rehearsal_puts_the_newest_back_and_notes_that_it_held(
    vault: Vault, place: Place
) -> None:
    write(vault, place)
    assert vault.backups.rehearse() is None
    made = vault.back_up(Reason.LOCK)

    done = vault.backups.rehearse()

    assert done
    assert (done.backup, done.at, done.sound) == (made.name, place.clock(), True)
    noted = vault.backups.state.read()
    assert (noted.rehearsed, noted.rehearsed_at, noted.sound) == (
        made.name,
        place.clock(),
        True,
    )
    assert not list(vault.backups.folder.glob("*.part"))


def test_a_backup_made_during_a_rehearsal_takes_nothing_away_from_it(
    vault: Vault, place: Place
) -> None:
    """They run beside each other, on two threads."""
    first, made = vault.back_up(Reason.LOCK), []

    def meanwhile(_done: int, _total: int) -> None:
        if not made:
            made.append(vault.back_up(Reason.BY_HAND))

    done = vault.backups.rehearse(meanwhile)

    assert done
    assert (done.backup, done.sound) == (first.name, True)
    assert not list(vault.backups.folder.glob("*.part"))


@pytest.mark.parametrize("name", ["vault.db", "backup.json"])
def test_a_rehearsal_says_that_a_backup_does_not_hold(
    vault: Vault, place: Place, name: str
) -> None:
    made = vault.back_up(Reason.LOCK)
    file = made.folder / name
    content = bytearray(file.read_bytes())
    content[-300] ^= 1 if name == "vault.db" else 0
    if name == "backup.json":
        forged = manifest.signed(made.manifest, bytes(32))  # type: ignore[arg-type]
        content = bytearray(manifest.written(forged))
    file.write_bytes(content)

    done = vault.backups.rehearse()

    assert done
    assert not done.sound
    assert not vault.backups.state.read().sound


@pytest.mark.parametrize(
    "statements",
    [
        ("drop trigger journal_is_never_cut", "delete from journal where number = 1"),
        ("delete from organisation",),
    ],
)
def test_a_rehearsal_reads_the_journal_and_the_tables(
    vault: Vault, statements: tuple[str, ...]
) -> None:
    """A backup whose seal is right and whose contents are not does not hold."""
    made = vault.back_up(Reason.LOCK)
    database = connection.connect(
        made.folder / "vault.db", vault.backups._owner.database_key
    )
    for sql in statements:
        database.run(sql)
    database.close()
    (made.folder / "vault.db-journal").unlink(missing_ok=True)
    assert made.manifest
    renewed = msgspec.structs.replace(
        made.manifest, sha256=manifest.digest_of(made.folder / "vault.db")
    )
    key = vault.backups._owner.backup_key
    (made.folder / manifest.NAME).write_bytes(
        manifest.written(manifest.signed(renewed, key))
    )

    done = vault.backups.rehearse()

    assert done
    assert not done.sound


def test_a_rehearsal_tells_of_a_journal_that_was_broken_already(vault: Vault) -> None:
    """The backup is what the vault held, to the last row."""
    vault._database.run("drop trigger journal_is_never_changed")
    vault._database.run("update journal set action = 'x' where number = 1")
    vault.back_up(Reason.LOCK)

    done = vault.backups.rehearse()

    assert done
    assert not done.sound


def test_notes_that_somebody_changed_are_no_notes(vault: Vault) -> None:
    vault.back_up(Reason.LOCK)
    vault.backups.rehearse()
    state = vault.backups.state
    content = state.path.read_bytes()

    state.path.write_bytes(content.replace(b"true", b"false"))
    assert state.read().rehearsed_at is None
    state.path.write_bytes(b"{")
    assert state.read().rehearsed_at is None
    state.path.write_bytes(content)
    assert state.read().sound


def test_a_backup_that_was_changed_is_not_genuine(vault: Vault) -> None:
    made = vault.back_up(Reason.LOCK)
    (made.folder / "vault.db").write_bytes(b"x")

    assert not vault.backups.is_genuine(made)


def test_a_backup_of_a_former_key_is_not_one_of_ours(vault: Vault) -> None:
    made = vault.back_up(Reason.LOCK)
    vault.backups._owner = replace(vault.backups._owner, generation=2)

    assert vault.backups.readable() == ()
    assert vault.backups.rehearse() is None
    assert vault.backups.all() == (made,)


def test_who_was_erased_is_listed_beside_the_backups(
    vault: Vault, place: Place
) -> None:
    person = write(vault, place)
    assert vault.backups.erased.read() == ()
    with vault.transaction(place.staff) as store:
        assert erase(vault._database, store.journal, person.id)
        assert not erase(vault._database, store.journal, person.id)
        store.commit()

    (gone,) = vault.backups.erased.read() or ()

    assert (gone.entity, gone.id, gone.at) == ("person", person.id, place.clock())
    assert b"Karimi" not in vault.backups.erased.path.read_bytes()
    assert vault.verify().sound
    vault.backups.erased.path.write_bytes(b"[]")
    assert vault.backups.erased.read() is None
    vault.close()
    again = place.open()
    assert again.backups.erased.read() == (gone,)


def test_an_erasure_that_was_not_committed_is_not_listed(
    vault: Vault, place: Place
) -> None:
    person = write(vault, place)
    with vault.transaction(place.staff) as store:
        erase(vault._database, store.journal, person.id)

    assert vault.backups.erased.read() == ()
    assert erased.count(vault._database) == 0


def test_a_list_of_another_vault_is_not_believed(vault: Vault, tmp_path: Path) -> None:
    mine = vault.backups.erased
    other = erased.ErasedPeople(mine.path, "another", mine.key)
    vault.backups.folder.mkdir(exist_ok=True)
    other.write(())

    assert mine.read() is None
    mine.path.unlink()
    mine.path.mkdir()
    assert mine.read() is None


def test_erasing_takes_everything_about_a_person_out(
    vault: Vault, place: Place
) -> None:
    person = write(vault, place, "Zarathoustra")
    with vault.transaction(place.staff) as store:
        store.drafts.put(f"person:{person.id}", {"phone": "06"}, place.clock())
        store.commit()
    with vault.transaction(place.staff) as store:
        erase(vault._database, store.journal, person.id)
        store.commit()

    held = vault.contents()
    for table in ("person", "person_word", "person_search", "draft"):
        assert held[table].rows == 0
    assert vault.reading().finding.search("zara") == ()


def test_a_vault_says_which_backups_it_has(vault: Vault, place: Place) -> None:
    made = vault.back_up(Reason.LOCK)

    assert [backup.name for backup in info(place.folder).backups] == [made.name]
    assert info(place.folder).damaged == ()


def test_a_table_no_migration_made_is_damage(vault: Vault) -> None:
    vault._database.run('create table "Od;d" (x)')

    with pytest.raises(VaultDamagedError):
        vault.contents()


def test_a_setting_is_a_record_of_the_journal(vault: Vault, place: Place) -> None:
    for value in ("/media/clé", "/media/clé", "/autre", "", ""):
        with vault.transaction(place.staff) as store:
            store.settings.put("second_place", value)
            store.commit()
        assert vault.reading().settings.get("second_place") == value

    assert vault.reading().journal.head().number == 2 + 3
    assert vault.verify().sound


def test_two_vaults_share_a_second_place(
    vault: Vault, place: Place, tmp_path: Path
) -> None:
    other = tmp_path / "autre coffre"
    create(
        other,
        vault.reading().organisation.get(),
        place.staff,
        PASSPHRASE,
        kdf=place.cheap,
        floor=place.cheap,
    )
    second = open_vault(
        other, place.staff.id, PASSPHRASE, floor=place.cheap, state=place.state
    )
    with stick(tmp_path) as stick_place:
        for one in (vault, second):
            one.back_up(Reason.LOCK)
            one.backups.copy_to(stick_place)

        assert len(list(stick_place.iterdir())) == 2
    second.close()
    shutil.rmtree(other)


def test_a_setting_in_place_is_verified(vault: Vault, place: Place) -> None:
    with vault.transaction(place.staff) as store:
        store.settings.put("second_place", "/media/clé")
        store.commit()

    assert vault.verify().sound
    vault._database.run("update setting set value = '/ailleurs'")
    assert not vault.verify().sound


def test_reading_a_large_table_can_be_stopped(
    vault: Vault, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    from anef_desk.vault import contents

    for name in ("Un", "Deux", "Trois"):
        write(vault, place, name)
    monkeypatch.setattr(contents, "_REPORTED_EVERY", 1)
    reports: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        reports.append((done, total))
        if len(reports) > total:
            raise Cancelled

    with pytest.raises(Cancelled):
        vault.contents(stop)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("database or disk is full", DiskFullError),
        ("disk I/O error", VaultOutOfReachError),
        ("database disk image is malformed", VaultDamagedError),
    ],
)
def test_what_a_copy_stumbles_over_is_told_by_its_words(
    words: str, expected: type[Exception]
) -> None:
    """The library gives no number there."""
    from sqlcipher3 import dbapi2

    class Stumbling:
        def backup(self, *_: object, **__: object) -> None:
            raise dbapi2.OperationalError(words)

    source, target = (connection.Database(Stumbling()) for _ in range(2))  # type: ignore[arg-type]
    with pytest.raises(expected):
        source.copy_to(target)


def test_an_older_vault_that_is_whole_is_not_remembered_as_verified(
    place: Place,
) -> None:
    vault = place.open()
    vault.close()
    before = place.database.read_bytes()
    vault = place.open()
    write(vault, place)
    vault.close()
    place.database.write_bytes(before)
    vault = place.open(check=False)
    assert vault.warnings

    list(vault.checking())

    assert not vault.check_due
    seen = vault._last_seen.read()
    assert seen
    assert seen.number == 3


def test_a_path_that_cannot_be_looked_at_is_no_folder(tmp_path: Path) -> None:
    from anef_desk.vault.files import is_folder

    assert is_folder(tmp_path)
    assert not is_folder(tmp_path / ("x" * 300))


def test_a_check_is_stopped_and_what_follows_is_not(place: Place) -> None:
    """Whoever waits is served; the part begins again where it stopped."""
    import threading

    vault = place.open()
    for number in range(150):
        write(vault, place, f"Nom{number}")
    parts = vault.checking()
    assert next(parts) == (1, 4)
    stopped = 0
    for _ in range(200):
        thread = threading.Thread(target=vault.hurry)
        thread.start()
        try:
            next(vault.checking(1))
        except Cancelled:
            stopped += 1
        assert vault.reading().people.count() == 150
        thread.join()
        vault.hurry()  # Nothing is going on: nothing is stopped.
        assert vault.reading().people.count() == 150

    assert list(vault.checking(1)) == [(2, 4), (3, 4), (4, 4)]
    assert not vault.check_due


def test_an_interrupted_statement_is_cancelled(vault: Vault) -> None:
    """And never taken for damage."""
    import threading

    endless = """
        with recursive n (x) as (select 1 union all select x + 1 from n)
        select count(*) from n
        """
    vault._hurried.begin()
    timer = threading.Timer(0.2, vault.hurry)
    timer.start()
    with pytest.raises(Cancelled), connection.whatever_fails_is_damage():
        vault._database.value(endless)
    timer.join()
    vault._hurried.end()
