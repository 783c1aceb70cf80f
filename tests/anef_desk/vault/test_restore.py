"""Restoring: the backup in the place of the vault, whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from anef_desk import i18n
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.person import Person
from anef_desk.errors import Cancelled
from anef_desk.vault import erased, keys, lock, manifest, merging, restoring
from anef_desk.vault.contents import as_bytes
from anef_desk.vault.erasure import erase
from anef_desk.vault.errors import (
    BackupDamagedError,
    DatabaseCutError,
    DatabaseEmptiedError,
    DatabaseMissingError,
    DiskFullError,
    ForeignFileError,
    FormerPassphraseError,
    KeysDamagedError,
    KeysMissingError,
    OtherVaultError,
    UnknownBackupError,
    VaultDamagedError,
    VaultInUseError,
    VaultOutOfReachError,
    WrongPassphraseError,
)
from anef_desk.vault.last_seen import OLDER
from anef_desk.vault.manifest import Backup, Reason
from anef_desk.vault.restore import ERASED_UNKNOWN, Restored, restore, restore_keys
from anef_desk.vault.vault import Vault, create, info, open_vault

from .conftest import PASSPHRASE, Place, people

HOUR = timedelta(hours=1)


def write(vault: Vault, place: Place, name: str) -> Person:
    person = Person(id=new_id(), family_name=name)
    with vault.transaction(place.staff) as store:
        store.people.put(person)
        store.commit()
    return person


@pytest.fixture
def backup(place: Place) -> Backup:
    """Give a backup with one person; the vault has one more, and is closed."""
    vault = place.open()
    write(vault, place, "Avant")
    made = vault.back_up(Reason.LOCK)
    place.clock.advance(HOUR)
    write(vault, place, "Après")
    vault.close()
    return made


def back(place: Place, backup: Backup, **more: object) -> Restored:
    options = {"state": place.state, "floor": place.cheap, "now": place.clock} | more
    return restore(place.folder, backup.folder, place.staff.id, PASSPHRASE, **options)  # type: ignore[arg-type]


def names(vault: Vault) -> list[str]:
    return [person.family_name for person in vault.reading().people.page()]


def test_a_restored_vault_says_what_the_backup_said(
    place: Place, backup: Backup
) -> None:
    expected = consulted(place, backup)
    place.database.write_bytes(b"")

    done = back(place, backup)

    assert (done.backup, done.made_at) == (backup.name, backup.made_at)
    assert (done.erased_again, done.notices) == (0, ())
    vault = place.open()
    found = dict(vault.contents())
    assert found.pop("journal").rows == expected.pop("journal").rows + 1
    assert found == expected
    assert vault.warnings == ()
    assert vault.verify().sound
    assert names(vault) == ["Avant"]


def consulted(place: Place, backup: Backup) -> dict[str, object]:
    vault = open_vault(
        backup.folder, place.staff.id, PASSPHRASE, read_only=True, floor=place.cheap
    )
    try:
        return dict(vault.contents())
    finally:
        vault.close()


def test_the_damaged_original_is_kept_to_its_last_byte(
    place: Place, backup: Backup
) -> None:
    content = place.database.read_bytes()[:-100]
    place.database.write_bytes(content)
    (place.folder / "vault.db-journal").write_bytes(b"hot")
    (place.folder / "vault.db-wal").write_bytes(b"foreign")

    back(place, backup)

    kept = place.folder / "vault.damaged-20261122T100000Z.db"
    assert kept.read_bytes() == content
    assert kept.with_name(f"{kept.name}-journal").read_bytes() == b"hot"
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == b"foreign"
    assert set(info(place.folder).damaged) == {
        kept.name,
        f"{kept.name}-journal",
        f"{kept.name}-wal",
    }
    assert names(place.open()) == ["Avant"]
    restoring.discard_kept(place.folder)
    assert info(place.folder).damaged == ()
    assert restoring.kept(place.folder / "nowhere") == ()


DAMAGES: dict[str, tuple[Callable[[Place], object], type[VaultDamagedError]]] = {
    "missing": (lambda place: place.database.unlink(), DatabaseMissingError),
    "empty": (lambda place: place.database.write_bytes(b""), DatabaseEmptiedError),
    "one byte": (lambda place: place.database.write_bytes(b"S"), DatabaseEmptiedError),
    "cut in a page": (
        lambda place: place.database.write_bytes(place.database.read_bytes()[:-9]),
        DatabaseCutError,
    ),
    "one page": (
        lambda place: place.database.write_bytes(place.database.read_bytes()[:4096]),
        DatabaseCutError,
    ),
    "cut at a border": (
        lambda place: place.database.write_bytes(place.database.read_bytes()[:-4096]),
        VaultDamagedError,
    ),
    "flipped": (lambda place: flip(place.database), VaultDamagedError),
    "a foreign log": (
        lambda place: (place.folder / "vault.db-wal").write_bytes(b"x"),
        ForeignFileError,
    ),
    "keys flipped": (lambda place: flip(place.keys), KeysDamagedError),
    "keys missing": (lambda place: place.keys.unlink(), KeysMissingError),
    "all missing": (
        lambda place: (place.keys.unlink(), place.database.unlink()),
        DatabaseMissingError,
    ),
}


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)


def test_an_original_never_takes_the_place_of_another(
    place: Place, backup: Backup
) -> None:
    """A clock that starts again at the same second says the same moment twice."""
    kept = {place.database.read_bytes()}
    back(place, backup)
    vault = place.open()
    people(place, vault, "Second")
    vault.close()
    kept.add(place.database.read_bytes())

    back(place, backup)

    found = {path.read_bytes() for path in place.folder.glob("vault.damaged-*.db")}
    assert found == kept


@pytest.mark.parametrize("name", DAMAGES)
def test_every_damage_has_its_sentence_and_a_backup_that_repairs_it(
    name: str, place: Place, backup: Backup
) -> None:
    """Said apart, exit status 11; what was saved before the backup is all there."""
    damage, expected = DAMAGES[name]
    damage(place)

    with pytest.raises(VaultDamagedError) as said:
        place.open()
    assert type(said.value) is expected
    assert said.value.exit_code == 11
    assert said.value.advice

    back(place, backup)
    vault = place.open()
    assert names(vault) == ["Avant"]
    assert vault.verify().sound


def test_every_damage_says_something_else() -> None:
    kinds = {kind for _damage, kind in DAMAGES.values()}

    assert len({kind.message for kind in kinds}) == len(kinds)


def test_a_folder_without_a_vault_nor_a_backup_is_out_of_reach(
    place: Place, tmp_path: Path, backup: Backup
) -> None:
    shutil.rmtree(place.folder / "backups")
    place.database.unlink()
    place.keys.unlink()

    with pytest.raises(VaultOutOfReachError):
        place.open()
    with pytest.raises(VaultOutOfReachError):
        restore(tmp_path / "nowhere", place.state.parent, place.staff.id, PASSPHRASE)


def test_a_sound_vault_can_go_back_too_and_is_kept(
    place: Place, backup: Backup
) -> None:
    before = place.database.read_bytes()

    back(place, backup)

    assert (place.folder / "vault.damaged-20261122T100000Z.db").read_bytes() == before
    assert names(place.open()) == ["Avant"]


def test_a_restoration_is_in_the_journal(place: Place, backup: Backup) -> None:
    back(place, backup)
    vault = place.open()
    last = vault._database.one("select * from journal order by number desc limit 1")

    assert last
    assert (last["action"], last["staff"]) == ("vault.restored", place.staff.id)
    assert backup.name in last["changes"]


def test_a_backup_somewhere_else_restores_too(
    place: Place, backup: Backup, tmp_path: Path
) -> None:
    stick = tmp_path / "clé USB" / backup.name
    shutil.copytree(backup.folder, stick)
    shutil.rmtree(place.folder / "backups")
    place.database.unlink()
    place.keys.unlink()

    back(place, Backup(stick, backup.manifest))

    assert names(place.open()) == ["Avant"]


def test_people_erased_since_stay_erased(place: Place) -> None:
    vault = place.open()
    stays, gone = write(vault, place, "Reste"), write(vault, place, "Effacée")
    made = vault.back_up(Reason.LOCK)
    with vault.transaction(place.staff) as store:
        erase(vault._database, store.journal, gone.id)
        store.commit()
    vault.close()
    place.database.unlink()

    done = back(place, made)

    assert done.erased_again == 1
    vault = place.open()
    assert vault.reading().people.page() == (stays,)
    assert vault.verify().sound
    assert [one.id for one in erased.tombstones(vault._database)] == [gone.id]


def test_who_was_in_another_file_when_the_backup_was_made_is_erased_alone(
    place: Place,
) -> None:
    """The other person, whose file it was, stays as they were."""
    vault = place.open()
    stays, gone = write(vault, place, "Reste"), write(vault, place, "Effacée")
    with vault.transaction(place.staff) as store:
        done = merging.merge(store, stays.id, gone.id, date(2026, 11, 22))
        store.commit()
    made = vault.back_up(Reason.LOCK)
    with vault.transaction(place.staff) as store:
        merging.part(store, done.id, date(2026, 11, 22))
        store.erasure.erase(gone.id)
        store.commit()
    vault.close()

    done_again = back(place, made)

    assert done_again.erased_again == 1
    vault = place.open()
    assert vault.reading().people.page() == (stays,)
    assert vault.reading().merges.of(stays.id) == ()
    assert vault.verify().sound


def test_people_erased_since_stay_erased_when_the_computer_was_lost(
    place: Place, tmp_path: Path
) -> None:
    """The list goes to the second place with the copies."""
    stick = tmp_path / "stick"
    stick.mkdir()
    vault = place.open()
    gone = write(vault, place, "Effacée")
    vault.back_up(Reason.LOCK)
    before = vault.backups.copy_to(stick)
    place.clock.advance(HOUR)
    with vault.transaction(place.staff) as store:
        erase(vault._database, store.journal, gone.id)
        store.commit()
    vault.back_up(Reason.LOCK)
    vault.backups.copy_to(stick)
    vault.close()
    shutil.rmtree(place.folder)
    place.folder.mkdir()

    assert before
    done = back(place, before)

    assert (done.erased_again, done.notices) == (1, ())
    assert names(place.open()) == []


@pytest.mark.parametrize("kept", ["", "autre"])
def test_a_restoration_that_was_killed_and_ended_later_alarms_nobody(
    place: Place, backup: Backup, monkeypatch: pytest.MonkeyPatch, kept: str
) -> None:
    """Even after somebody typed a wrong passphrase in between."""

    def killed(_folder: Path) -> None:
        raise KeyboardInterrupt

    place.clock.advance(HOUR)
    with monkeypatch.context() as dying:
        announce = restoring.announce
        dying.setattr(
            restoring,
            "announce",
            lambda *given: [
                announce(*given),
                dying.setattr(restoring, "finish", killed),
            ],
        )
        with pytest.raises(KeyboardInterrupt):
            back(place, backup)
    if kept:
        with pytest.raises(WrongPassphraseError):
            place.open(kept)

    vault = place.open()

    assert names(vault) == ["Avant"]
    assert vault.warnings == ()
    assert vault.verify().sound
    vault.close()
    assert {item.suffix for item in (place.state / "last-seen").iterdir()} == {".json"}


def test_what_is_odd_hides_no_restoration_that_was_stopped(
    place: Place, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On another computer, nobody knew that an older vault was to come."""
    with monkeypatch.context() as dying:
        dying.setattr(restoring, "_keep_keys", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            back(place, backup)
    (expected,) = (place.state / "last-seen").glob("*.expected")
    expected.unlink()

    reader = place.open(read_only=True)

    assert [one.message for one in reader.warnings] == [restoring.UNFINISHED, OLDER]


def test_a_restoration_that_never_counted_leaves_the_memory_of_what_was_there(
    place: Place, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is expected any more once the vault that is there was opened."""

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(restoring, "announce", killed)
        with pytest.raises(KeyboardInterrupt):
            back(place, backup)

    vault = place.open()
    assert (names(vault), vault.warnings) == (["Après", "Avant"], ())
    vault.close()
    before = place.folder / "backups" / backup.name
    for name in ("vault.db", "keys.json"):
        shutil.copy(before / name, place.folder / name)
    assert [notice.message for notice in place.open().warnings] == [OLDER]


def test_what_is_expected_is_not_believed_of_anybody(
    place: Place, backup: Backup
) -> None:
    """Only whoever holds the key says what is expected."""
    vault = place.open()
    head, seen = vault.reading().journal.head(), vault._last_seen
    vault.close()
    for name in ("vault.db", "keys.json"):
        shutil.copy(backup.folder / name, place.folder / name)
    replace(seen, key=bytes(32)).expect(head, place.clock())

    assert [notice.message for notice in place.open().warnings] == [OLDER]


def test_a_list_of_the_erased_that_does_not_read_is_told(
    place: Place, backup: Backup
) -> None:
    """Nobody is erased on the word of a file somebody changed."""
    (place.folder / "backups" / erased.NAME).write_bytes(b'{"erased": []}')

    done = back(place, backup)

    assert [notice.message for notice in done.notices] == [ERASED_UNKNOWN]
    assert names(place.open()) == ["Avant"]


def test_nobody_is_erased_on_the_word_of_a_list_somebody_forged(
    place: Place, backup: Backup
) -> None:
    """Whoever may write beside the vault, and has no key of it."""
    vault = place.open()
    (living,) = (
        one for one in vault.reading().people.page() if one.family_name == "Avant"
    )
    forged = replace(vault.backups.erased, key=bytes(32))
    vault.close()
    forged.write((erased.Erased("person", living.id, place.clock()),))

    done = back(place, backup)

    assert done.erased_again == 0
    assert [notice.message for notice in done.notices] == [ERASED_UNKNOWN]
    assert names(place.open()) == ["Avant"]


@pytest.mark.parametrize("name", ["vault.db", "keys.json", "backup.json"])
def test_a_damaged_backup_is_never_put_in_place(
    place: Place, backup: Backup, name: str
) -> None:
    before = files(place.folder)
    flip(backup.folder / name)
    before[backup.folder / name] = (backup.folder / name).read_bytes()

    with pytest.raises(BackupDamagedError):
        back(place, backup)

    assert files(place.folder) == before
    assert names(place.open()) == ["Après", "Avant"]


def test_a_backup_whose_seal_lies_about_its_contents_is_not_put_in_place(
    place: Place, backup: Backup
) -> None:
    import msgspec

    assert backup.manifest
    vault = place.open()
    key = vault.backups._owner.backup_key
    vault.close()
    lying = msgspec.structs.replace(backup.manifest, contents=bytes(32))
    (backup.folder / manifest.NAME).write_bytes(
        manifest.written(manifest.signed(lying, key))
    )

    with pytest.raises(BackupDamagedError):
        back(place, backup)
    assert not (place.folder / restoring.NEW_DATABASE).exists()
    assert names(place.open()) == ["Après", "Avant"]


def files(folder: Path) -> dict[Path, bytes]:
    """Return every file but those of the lock."""
    return {
        item: item.read_bytes()
        for item in folder.rglob("*")
        if item.is_file() and item.name not in lock.FILES
    }


def test_a_wrong_passphrase_changes_nothing(place: Place, backup: Backup) -> None:
    before = files(place.folder)

    with pytest.raises(FormerPassphraseError) as told:
        restore(
            place.folder,
            backup.folder,
            place.staff.id,
            "autre",
            state=place.state,
            floor=place.cheap,
        )

    assert files(place.folder) == before
    assert "le jour de cette sauvegarde" in told.value.explain(i18n.load("fr"))


def test_a_backup_that_is_not_there_is_unknown(place: Place, backup: Backup) -> None:
    with pytest.raises(UnknownBackupError):
        back(place, Backup(place.folder / "backups" / "nowhere", None))


def test_a_vault_in_use_is_not_restored(place: Place, backup: Backup) -> None:
    vault = place.open()
    with pytest.raises(VaultInUseError):
        back(place, backup)
    vault.close()


def test_a_restoration_can_be_stopped(place: Place, backup: Backup) -> None:
    before = files(place.folder)

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        back(place, backup, report=stop)

    assert files(place.folder) == before
    place.open().close()
    assert files(place.folder) == before


def test_a_restoration_the_disk_refused_leaves_it_the_room_it_had(
    place: Place, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(place.folder)

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(DiskFullError):
            back(place, backup)

    assert files(place.folder) == before


def test_the_backup_of_another_vault_is_refused(
    place: Place, backup: Backup, tmp_path: Path
) -> None:
    other = tmp_path / "autre"
    create(
        other,
        Organisation(name="Y"),
        place.staff,
        PASSPHRASE,
        kdf=place.cheap,
        floor=place.cheap,
    )
    vault = open_vault(
        other, place.staff.id, PASSPHRASE, floor=place.cheap, state=place.state
    )
    foreign = vault.back_up(Reason.LOCK)
    vault.close()

    with pytest.raises(OtherVaultError):
        back(place, foreign)
    place.keys.unlink()
    with pytest.raises(OtherVaultError):
        back(place, foreign)
    shutil.rmtree(place.folder / "backups")
    back(place, foreign)  # Nothing says any more which vault this was.


def test_a_backup_of_an_earlier_version_is_migrated_when_it_comes_back(
    place: Place, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    from anef_desk.vault import migrations

    more = "begin immediate; create table more (x); pragma user_version = 99; commit;"
    monkeypatch.setattr(migrations, "NUMBERS", (*migrations.NUMBERS, 99))
    monkeypatch.setattr(migrations, "VERSION", 99)
    monkeypatch.setattr(migrations, "script", lambda _: more)

    back(place, backup)

    assert place.open().version == 99


class Stopped(BaseException):
    """The power went."""


class Countdown:
    """Lets so many operations on files through, and stops at the next."""

    def __init__(self) -> None:
        self.left = 0

    def counted(self, real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **kwargs: object) -> object:
            self.left -= 1
            if self.left < 0:
                raise Stopped
            return real(*args, **kwargs)

        return call


def stopped_after(
    steps: int, place: Place, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> bool:
    """Restore until so many operations were done; return whether it was stopped."""
    countdown = Countdown()
    with monkeypatch.context() as patched:
        for owner, name in (
            (Path, "rename"),
            (Path, "replace"),
            (Path, "unlink"),
            (os, "open"),
            (os, "fsync"),
        ):
            patched.setattr(owner, name, countdown.counted(getattr(owner, name)))
        countdown.left = steps
        try:
            back(place, backup)
        except Stopped:
            return True
    return False


def test_killed_at_any_step_it_is_one_vault_or_the_other(
    place: Place, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each operation on a file is the last one, in turn; the next opening decides."""
    sound, outcomes, stopped = files(place.folder), [], True
    while stopped:
        for item in files(place.folder):
            item.unlink()
        for item, content in sound.items():
            item.write_bytes(content)
        shutil.rmtree(place.state)
        stopped = stopped_after(len(outcomes), place, backup, monkeypatch)
        left = files(place.folder)
        waits = place.folder / restoring.READY in left and any(
            place.folder / name in left
            for name in (restoring.NEW_DATABASE, restoring.NEW_KEYS)
        )
        assert info(place.folder).staff == (place.staff,)
        reader = place.open(read_only=True)
        read, told = names(reader), [one.message for one in reader.warnings]
        assert told == ([restoring.UNFINISHED] if waits else [])
        assert len(reader.verify().findings) == len(told)
        reader.close()
        assert files(place.folder) == left

        vault = place.open()
        assert names(vault) == read
        assert vault.verify().findings == vault.warnings
        assert names(vault) in (["Avant"], ["Après", "Avant"])
        outcomes.append("after" if names(vault) == ["Avant"] else "before")
        vault.close()
        left = {item.name for item in place.folder.iterdir()}
        assert not left & {restoring.READY, restoring.NEW_DATABASE, restoring.NEW_KEYS}

    assert outcomes == sorted(outcomes, reverse=True)
    assert {"before", "after"} == set(outcomes)
    assert len(outcomes) > 20


@pytest.mark.parametrize("earlier", [False, True])
def test_a_backup_of_a_journal_that_was_broken_is_never_put_in_place(
    place: Place, monkeypatch: pytest.MonkeyPatch, earlier: bool
) -> None:
    """Each of its pages is genuine, and it is what the vault held."""
    from anef_desk.vault import migrations

    vault = place.open()
    vault._database.run("drop trigger journal_is_never_changed")
    vault._database.run("update journal set action = 'x' where number = 1")
    broken = vault.back_up(Reason.LOCK)
    vault.close()
    if earlier:
        more = (
            "begin immediate; create table more (x); pragma user_version = 99; commit;"
        )
        monkeypatch.setattr(migrations, "NUMBERS", (*migrations.NUMBERS, 99))
        monkeypatch.setattr(migrations, "VERSION", 99)
        monkeypatch.setattr(migrations, "script", lambda _: more)
    before = files(place.folder)

    with pytest.raises(BackupDamagedError):
        back(place, broken)

    assert files(place.folder) == before


def test_a_marker_somebody_else_wrote_leads_nowhere(
    place: Place, backup: Backup
) -> None:
    (place.folder / restoring.READY).write_text(
        '{"moment":"../../x","database":true}', encoding="utf-8"
    )
    (place.folder / restoring.NEW_DATABASE).write_bytes(b"x")

    vault = place.open()

    assert names(vault) == ["Après", "Avant"]
    assert not (place.folder / restoring.NEW_DATABASE).exists()


@pytest.mark.parametrize("damage", ["keys flipped", "keys missing"])
def test_damaged_keys_alone_come_back_and_nothing_is_lost(
    place: Place, backup: Backup, damage: str
) -> None:
    DAMAGES[damage][0](place)
    with pytest.raises(KeysDamagedError):
        place.open()

    done = restore_keys(
        place.folder, place.staff.id, PASSPHRASE, floor=place.cheap, now=place.clock
    )

    assert done == Restored(backup="", made_at=None, erased_again=0)
    assert names(place.open()) == ["Après", "Avant"]
    assert len(info(place.folder).damaged) == (damage == "keys flipped")


def test_keys_that_were_to_come_back_alone_are_read_then_put_back(
    place: Place, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped before they were in their place, which may be one nobody writes in."""
    place.keys.write_bytes(b"{}")
    with monkeypatch.context() as dying:
        dying.setattr(restoring, "_keep_keys", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            restore_keys(
                place.folder,
                place.staff.id,
                PASSPHRASE,
                floor=place.cheap,
                now=place.clock,
            )
    assert place.keys.read_bytes() == b"{}"

    reader = place.open(read_only=True)
    assert names(reader) == ["Après", "Avant"]
    assert [one.message for one in reader.warnings] == [restoring.UNFINISHED]
    reader.close()

    vault = place.open()
    assert (names(vault), vault.warnings) == (["Après", "Avant"], ())


def test_keys_that_open_another_database_are_not_put_back(
    place: Place, backup: Backup
) -> None:
    """Nor when the database is damaged too: then a whole backup is needed."""
    place.keys.unlink()
    flip(place.database)
    (place.folder / keys.PREVIOUS).write_bytes(b"{}")

    def attempt(passphrase: str = PASSPHRASE) -> Restored | None:
        return restore_keys(
            place.folder, place.staff.id, passphrase, floor=place.cheap, now=place.clock
        )

    assert attempt() is None
    assert attempt("autre") is None
    place.database.write_bytes(place.database.read_bytes()[:5])
    assert attempt() is None
    assert not place.keys.exists()


def test_a_restored_vault_is_as_it_was_for_the_next_backup(
    place: Place, backup: Backup
) -> None:
    back(place, backup)
    vault = place.open()
    assert vault.backup_due

    again = vault.back_up(Reason.LOCK)

    assert as_bytes(vault.contents()) == as_bytes(
        consulted(place, again)  # type: ignore[arg-type]
    )
