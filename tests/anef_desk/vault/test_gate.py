"""Colleagues, the recovery sheet and a new master key, on a vault that is open."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import msgspec
import pytest

from anef_desk.clock import day_of
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.person import Person
from anef_desk.domain.recovery import RecoverySheet
from anef_desk.domain.staff import Role, Staff
from anef_desk.errors import Cancelled, ExpectedError
from anef_desk.vault import (
    access,
    files,
    gate,
    keys,
    lock,
    old_copies,
    recovery,
    rotation,
)
from anef_desk.vault.connection import Database, connect
from anef_desk.vault.erased import ErasedPeople
from anef_desk.vault.erasure import erase
from anef_desk.vault.errors import (
    DiskFullError,
    KeysDamagedError,
    ReadOnlyVaultError,
    RotationUnfinishedError,
    UnknownRecordError,
    UnsoundVaultError,
    VaultDamagedError,
    VaultOutOfReachError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
)
from anef_desk.vault.generations import FORMER_KEY
from anef_desk.vault.keys import Kdf, Subkeys
from anef_desk.vault.manifest import Backup, Reason
from anef_desk.vault.old_copies import OldCopy
from anef_desk.vault.restore import ERASED_UNKNOWN, Restored, restore, restore_keys
from anef_desk.vault.vault import Vault, open_vault, open_with_recovery

from .conftest import PASSPHRASE, Place

NADIA = Staff(id=new_id(), name="Nadia", role=Role.DESK)
OLGA = Staff(id=new_id(), name="Olga", role=Role.READER)
SAMIRA = Person(id=new_id(), family_name="Karimi (exemple)")


@pytest.fixture
def team(place: Place, vault: Vault, cheap: Kdf) -> Vault:
    """Give a vault that three people open, with somebody in it."""
    for staff in (NADIA, OLGA):
        gate.admit(vault, place.staff, staff, staff.name, cheap)
    with vault.transaction(place.staff) as store:
        store.people.put(SAMIRA)
        store.drafts.put("person", {"phone": "06"}, place.clock())
        store.commit()
    return vault


@pytest.fixture
def open_as(place: Place, cheap: Kdf) -> Iterator[Callable[..., Vault]]:
    opened: list[Vault] = []

    def open_it(staff: Staff, passphrase: str, folder: Path | None = None) -> Vault:
        vault = open_vault(
            folder or place.folder,
            staff.id,
            passphrase,
            state=place.state,
            floor=cheap,
            now=place.clock,
        )
        opened.append(vault)
        return vault

    yield open_it
    for vault in opened:
        vault.close()


def sheet(place: Place, vault: Vault) -> recovery.RecoveryKey:
    """Print a sheet and type it back."""
    key, day = recovery.new_key(), day_of(place.clock())
    made = RecoverySheet(id=new_id(), public_key=key.public_key, made_on=day)
    gate.recovered_by(vault, place.staff, replace(made, confirmed_on=day))
    return key


# Colleagues


def test_a_colleague_who_was_admitted_opens_the_vault(
    team: Vault, open_as: Callable[..., Vault]
) -> None:
    assert team.verify().sound
    team.close()

    vault = open_as(NADIA, "Nadia")

    assert vault.reading().people.get(SAMIRA.id) == SAMIRA
    assert vault.has_way_in(NADIA.id)
    assert vault.warnings == ()
    assert [entry.action for entry in vault.reading().history.page(limit=3)] == [
        "person.created",
        "staff.added",
        "staff.added",
    ]


def test_a_passphrase_that_was_changed_is_the_only_one_that_opens(
    place: Place, team: Vault, cheap: Kdf, open_as: Callable[..., Vault]
) -> None:
    database = place.database.read_bytes()[:4096]
    gate.change_passphrase(team, NADIA, "Nadia", "Nadia B.", cheap)
    assert place.database.read_bytes()[:16] == database[:16]  # Not written again.
    team.close()

    with pytest.raises(WrongPassphraseError):
        open_as(NADIA, "Nadia")
    open_as(NADIA, "Nadia B.").close()
    (place.folder / keys.PREVIOUS).replace(place.keys)
    with pytest.raises(WrongPassphraseError):
        open_as(NADIA, "Nadia")
    assert open_as(NADIA, "Nadia B.").verify().sound


def test_a_passphrase_is_not_changed_when_the_journal_cannot_say_so(
    team: Vault,
    cheap: Kdf,
    open_as: Callable[..., Vault],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever is told that nothing was written types what they had."""

    def full(_database: Database) -> None:
        raise DiskFullError

    with monkeypatch.context() as patched:
        patched.setattr(Database, "commit", full)
        with pytest.raises(DiskFullError):
            gate.change_passphrase(team, NADIA, "Nadia", "Nadia B.", cheap)
    team.close()

    assert open_as(NADIA, "Nadia").verify().sound


def test_a_wrong_passphrase_changes_nothing(
    place: Place, team: Vault, cheap: Kdf
) -> None:
    before, head = place.keys.read_bytes(), team.reading().journal.head()
    with pytest.raises(WrongPassphraseError):
        gate.change_passphrase(team, NADIA, "Olga", "autre", cheap)
    assert place.keys.read_bytes() == before
    assert team.reading().journal.head() == head


def test_keys_somebody_else_wrote_are_not_built_upon(
    place: Place, team: Vault, cheap: Kdf
) -> None:
    """The digest fits; the MAC, which takes the master key, does not."""
    found = keys.read_keys(place.folder)
    forged = msgspec.structs.replace(found, recovery=recovery.new_key().public_key)
    keys.write_keys(place.folder, keys.signed(forged, Subkeys.of(bytes(32))))

    with pytest.raises(KeysDamagedError):
        gate.admit(team, place.staff, OLGA, "x", cheap)
    with pytest.raises(KeysDamagedError):
        gate.rotate(team, place.staff)
    assert list(place.folder.glob("vault.next*")) == []


def test_stopped_between_the_vault_and_its_keys_a_colleague_is_there_without_a_way_in(
    place: Place,
    vault: Vault,
    cheap: Kdf,
    monkeypatch: pytest.MonkeyPatch,
    open_as: Callable[..., Vault],
) -> None:
    monkeypatch.setattr(gate, "_write_keys", _full)
    with pytest.raises(OSError, match="full"):
        gate.admit(vault, place.staff, NADIA, "Nadia", cheap)
    monkeypatch.undo()

    assert NADIA in vault.reading().staff.working()
    assert not vault.has_way_in(NADIA.id)
    assert vault.verify().sound
    gate.admit(vault, place.staff, NADIA, "Nadia", cheap)
    vault.close()
    open_as(NADIA, "Nadia")


def test_a_way_in_whose_renewal_was_stopped_still_opens_and_is_known_again(
    place: Place,
    team: Vault,
    cheap: Kdf,
    monkeypatch: pytest.MonkeyPatch,
    open_as: Callable[..., Vault],
) -> None:
    monkeypatch.setattr(gate, "_write_keys", _full)
    with pytest.raises(OSError, match="full"):
        gate.readmit(team, place.staff, "autre", cheap)
    monkeypatch.undo()
    assert not team.has_way_in(place.staff.id)
    team.close()

    vault = open_as(place.staff, PASSPHRASE)

    assert vault.has_way_in(place.staff.id)
    assert vault.verify().sound


def _full(*_: object) -> None:
    raise OSError("full")


def test_nobody_leaves_who_was_never_there(place: Place, team: Vault) -> None:
    with pytest.raises(UnknownRecordError), team.transaction(place.staff) as store:
        store.staff.leave("x", day_of(place.clock()))


# The recovery sheet


def test_the_sheet_opens_the_vault_and_gives_a_new_passphrase(
    place: Place, team: Vault, cheap: Kdf, open_as: Callable[..., Vault]
) -> None:
    assert team.recovery is None
    key = sheet(place, team)
    assert team.recovery == key.public_key
    team.close()

    with closing(
        open_with_recovery(
            place.folder, key.secret, state=place.state, floor=cheap, now=place.clock
        )
    ) as vault:
        gate.readmit(vault, place.staff, "neuve", cheap)
        assert vault.verify().sound

    with pytest.raises(WrongPassphraseError):
        open_as(place.staff, PASSPHRASE)
    vault = open_as(place.staff, "neuve")
    actions = [entry.action for entry in vault.reading().history.page(limit=2)]
    assert actions == ["staff.changed", "vault.recovered"]


def test_another_sheet_opens_nothing(place: Place, team: Vault, cheap: Kdf) -> None:
    old = sheet(place, team)
    sheet(place, team)
    team.close()
    for secret in (old.secret, recovery.new_key().secret):
        with pytest.raises(WrongRecoveryKeyError):
            open_with_recovery(place.folder, secret, state=place.state, floor=cheap)


def test_a_sheet_no_record_speaks_of_is_none(
    place: Place, team: Vault, cheap: Kdf
) -> None:
    """Whoever holds the master key could add one in silence."""
    found = keys.read_keys(place.folder)
    stranger = recovery.new_key().public_key
    gate._write_keys(team, access.with_recovery(found, team._master_key, stranger))
    assert team.recovery is None
    with team.transaction(place.staff) as store:
        store.recovery_sheets.put(
            RecoverySheet(
                id=new_id(), public_key=stranger, made_on=day_of(place.clock())
            )
        )
        store.commit()
    assert team.recovery is None, "nobody typed it back"

    gate.rotate(team, place.staff)

    assert keys.read_keys(place.folder).recovery is None


# A new master key


def test_whoever_leaves_opens_nothing_made_after_and_the_others_everything(
    place: Place, team: Vault, cheap: Kdf, open_as: Callable[..., Vault]
) -> None:
    key = sheet(place, team)
    before = place.folder.parent / "before"
    shutil.copytree(place.folder, before)
    (before / "vault.lock").unlink()
    former = Subkeys.of(team._master_key)

    gate.rotate(team, place.staff, {NADIA.id})
    after = Person(id=new_id(), family_name="Après (exemple)")
    with team.transaction(place.staff) as store:
        store.people.put(after)
        store.commit()
    assert team.verify().sound
    team.close()

    # The leaver: neither by the passphrase, nor by any key of before.
    with pytest.raises(WrongPassphraseError):
        open_as(NADIA, "Nadia")
    with pytest.raises(VaultDamagedError):
        connect(place.database, former.database)
    mixed = place.folder.parent / "mixed"
    shutil.copytree(place.folder, mixed)
    shutil.copy(before / "keys.json", mixed / "keys.json")
    with pytest.raises(VaultDamagedError):
        open_as(NADIA, "Nadia", mixed)
    assert open_as(NADIA, "Nadia", before).reading().people.get(SAMIRA.id)
    # The others, with what they typed before.
    for staff, typed in ((place.staff, PASSPHRASE), (OLGA, "Olga")):
        with closing(open_as(staff, typed)) as vault:
            assert vault.reading().people.get(after.id) == after
            assert vault.reading().people.get(SAMIRA.id) == SAMIRA
            assert vault.reading().drafts.get("person") == {"phone": "06"}
            assert vault.generation == 2
    with closing(
        open_with_recovery(place.folder, key.secret, state=place.state, floor=cheap)
    ) as vault:
        assert vault.verify().sound


def test_the_journal_still_names_whoever_left(place: Place, team: Vault) -> None:
    with team.transaction(NADIA) as store:
        store.journal.consulted(SAMIRA.id)
        store.commit()

    gate.rotate(team, place.staff, {NADIA.id})

    store = team.reading()
    rotated, left, consulted = store.history.page(limit=3)
    assert (rotated.action, left.action) == ("vault.rotated", "staff.left")
    assert rotated.changes["generation"].after == 2
    assert consulted.staff == "Nadia"
    assert NADIA not in store.staff.working()
    assert NADIA in store.staff.all()
    assert store.staff.public_key(NADIA.id) is None


def test_the_previous_copy_of_the_keys_keeps_nobody_who_left(
    place: Place, team: Vault
) -> None:
    gate.rotate(team, place.staff, {NADIA.id})

    for name in (keys.NAME, keys.PREVIOUS):
        content = (place.folder / name).read_bytes()
        assert NADIA.id.encode() not in content
    left = {item.name for item in place.folder.iterdir()} - {"vault.db-journal"}
    assert left == {
        "vault.db", "keys.json", "keys.previous.json", "backups", "vault.lock",
        "vault.holder.json",
    }  # fmt: skip
    assert place.database.stat().st_mode & 0o777 == 0o600


def test_a_vault_rotates_again_and_again(
    place: Place, team: Vault, open_as: Callable[..., Vault]
) -> None:
    for generation in range(2, 6):
        gate.rotate(team, place.staff)
        assert team.generation == generation
        with team.transaction(place.staff) as store:
            store.journal.consulted(SAMIRA.id)
            store.commit()
        assert team.verify().sound
    team.close()
    assert open_as(OLGA, "Olga").verify().sound


@pytest.mark.parametrize("kept", ["backups", "no backup", "memory"])
def test_no_two_keys_have_one_number_whatever_backup_was_put_back(
    place: Place,
    team: Vault,
    open_as: Callable[..., Vault],
    kept: str,
) -> None:
    """What was sealed by the key that went does not pass for the one that came."""
    gate.rotate(team, place.staff)
    place.clock.advance(timedelta(hours=1))
    team.back_up(Reason.LOCK)
    other, first = team.backups.all()
    team.close()
    if kept != "backups":
        shutil.rmtree(other.folder)
    if kept == "memory":
        place.keys.unlink()
        (place.folder / keys.PREVIOUS).unlink(missing_ok=True)
    back(place, first.folder)

    with closing(open_as(place.staff, PASSPHRASE)) as vault:
        assert vault.generation == 1
        gate.rotate(vault, place.staff)
        assert vault.generation == 3
        assert all(map(vault.backups.is_genuine, vault.backups.readable()))
        former = {copy.path for copy in vault.old_copies()}
        assert first.folder in former
        assert other.folder in former or kept != "backups"
        gate.rotate(vault, place.staff)
        assert vault.generation == 4
        assert vault.verify().sound

    for _time in range(2):  # However often, and that it was known already.
        place.clock.advance(timedelta(hours=1))
        back(place, first.folder)
    with closing(open_as(place.staff, PASSPHRASE)) as vault:
        gate.rotate(vault, place.staff)
        assert vault.generation == 5


def test_whoever_comes_back_with_a_backup_of_a_former_key_is_told_of(
    place: Place, team: Vault, open_as: Callable[..., Vault]
) -> None:
    """Until the key changes again, at each opening: the coordinator may be away."""
    before = team.back_up(Reason.LOCK)
    gate.rotate(team, place.staff, {NADIA.id})
    assert team.remarks == ()
    team.close()

    done = back(place, before.folder)

    assert [notice.message for notice in done.notices] == [FORMER_KEY]
    with closing(open_as(NADIA, "Nadia")) as vault:
        assert [notice.message for notice in vault.remarks] == [FORMER_KEY]
    with closing(open_as(place.staff, PASSPHRASE)) as vault:
        assert [notice.message for notice in vault.remarks] == [FORMER_KEY]
        gate.rotate(vault, place.staff, {NADIA.id})
    with closing(open_as(place.staff, PASSPHRASE)) as vault:
        assert vault.remarks == ()


def test_the_next_database_of_a_key_that_never_counted_is_thrown_away(
    place: Place, team: Vault
) -> None:
    team.close()
    begun = place.folder / "vault.next-9.db"
    begun.write_bytes(b"begun")

    place.open().close()

    assert not begun.exists()


def test_a_copy_that_says_an_absurd_number_is_not_counted(
    place: Place, team: Vault
) -> None:
    made = team.back_up(Reason.LOCK)
    written = keys.read_keys(made.folder)
    absurd = msgspec.structs.replace(written, generation=1 << 62)
    keys.write_keys(made.folder, keys.signed(absurd, team._subkeys))

    gate.rotate(team, place.staff)

    assert team.generation == 2


def test_a_computer_that_was_away_since_a_former_key_is_not_alarmed(
    place: Place, team: Vault, open_as: Callable[..., Vault]
) -> None:
    """Its memory was sealed by a key the vault kept."""
    team.close()
    away = place.folder.parent / "away"
    shutil.copytree(place.state, away)
    with closing(open_as(place.staff, PASSPHRASE)) as vault:
        gate.rotate(vault, place.staff, {NADIA.id})
        gate.rotate(vault, place.staff)
    shutil.rmtree(place.state)
    shutil.copytree(away, place.state)

    assert open_as(place.staff, PASSPHRASE).warnings == ()


def test_a_vault_of_a_former_key_put_back_is_noticed(
    place: Place, team: Vault, open_as: Callable[..., Vault]
) -> None:
    team.close()
    before = place.folder.parent / "before"
    shutil.copytree(place.folder, before)
    with closing(open_as(place.staff, PASSPHRASE)) as vault:
        gate.rotate(vault, place.staff, {NADIA.id})
    shutil.rmtree(place.folder)
    shutil.copytree(before, place.folder)

    assert len(open_as(NADIA, "Nadia").warnings) == 1


def test_a_way_in_nobody_wrote_down_does_not_survive(
    place: Place, team: Vault, cheap: Kdf, open_as: Callable[..., Vault]
) -> None:
    """Whoever will leave could have made one more before."""
    hidden = Staff(id=new_id(), name="Zoé", role=Role.COORDINATOR)
    found = keys.read_keys(place.folder)
    gate._write_keys(
        team, access.with_staff(found, team._master_key, hidden, "z", cheap, cheap)
    )
    assert not team.has_way_in(hidden.id)

    gate.rotate(team, place.staff, {NADIA.id})

    assert {slot.name for slot in keys.read_keys(place.folder).slots} == {
        "Élise",
        "Olga",
    }


def test_a_check_is_hurried_on_the_database_that_is_open(
    place: Place, team: Vault
) -> None:
    """The one that was before a rotation is closed: asking it anything fails."""
    gate.rotate(team, place.staff)

    def meanwhile() -> int:
        team.hurry()
        return 1

    team._hurried.begin()
    team._database._connection.create_function("meanwhile", 0, meanwhile)
    with pytest.raises(Cancelled):
        team._database.all("select meanwhile() union all select meanwhile()")
    team._hurried.end()

    assert team.reading().people.find(SAMIRA.id) == SAMIRA


def test_nobody_rotates_themselves_out(place: Place, team: Vault) -> None:
    with pytest.raises(WrongPassphraseError):
        gate.rotate(team, NADIA, {NADIA.id})
    assert team.generation == 1


def test_an_unsound_vault_is_not_written_again(place: Place, team: Vault) -> None:
    before = place.keys.read_bytes()
    team._database.run("update person set phone = '00'")

    with pytest.raises(UnsoundVaultError):
        gate.rotate(team, place.staff, {NADIA.id})
    assert place.keys.read_bytes() == before
    assert not list(place.folder.glob("vault.next*"))


@pytest.mark.parametrize("after", ["copy", "change"])
def test_what_was_badly_written_is_thrown_away(
    place: Place,
    team: Vault,
    after: str,
    monkeypatch: pytest.MonkeyPatch,
    open_as: Callable[..., Vault],
) -> None:
    if after == "copy":
        copy = rotation._copy

        def lossy(
            present: object, target: Path, subkeys: Subkeys, *rest: object
        ) -> None:
            copy(present, target, subkeys, *rest)  # type: ignore[arg-type]
            with rotation._open(target, subkeys) as database:
                database.run("delete from draft")

        monkeypatch.setattr(rotation, "_copy", lossy)
    else:
        monkeypatch.setattr(
            rotation.integrity, "findings", lambda *_: (0, ("something",))
        )
        monkeypatch.setattr(Vault, "verify", lambda *_: _Sound())

    with pytest.raises(UnsoundVaultError):
        gate.rotate(team, place.staff, {NADIA.id})
    monkeypatch.undo()
    assert not list(place.folder.glob("vault.next*"))
    assert team.verify().sound
    team.close()
    open_as(NADIA, "Nadia")


class _Sound:
    sound = True


def test_a_rotation_can_be_given_up_while_it_copies(place: Place, team: Vault) -> None:
    def report(_done: int, _total: int) -> None:
        if list(place.folder.glob("vault.next*")):
            raise Cancelled

    with pytest.raises(Cancelled):
        gate.rotate(team, place.staff, {NADIA.id}, report=report)
    assert not list(place.folder.glob("vault.next*"))
    assert team.generation == 1
    assert team.verify().sound


class Failing:
    """Makes the n-th file operation of a rotation fail, and counts them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
        self.done, self._at = 0, at
        for owner, name in (
            (os, "open"),
            (os, "fsync"),
            (Path, "replace"),
            (Path, "unlink"),
        ):
            monkeypatch.setattr(owner, name, self._counted(getattr(owner, name)))

    def _counted(self, act: Callable[..., object]) -> Callable[..., object]:
        def counted(*given: object, **named: object) -> object:
            self.done += 1
            if self.done == self._at:
                raise OSError(errno.EIO, "unplugged")
            return act(*given, **named)

        return counted


def steps(place: Place, team: Vault) -> int:
    with pytest.MonkeyPatch.context() as patch:
        counting = Failing(patch, -1)
        gate.rotate(team, place.staff)
    return counting.done


def test_whatever_file_operation_fails_one_of_the_two_vaults_opens_whole(
    place: Place, team: Vault, open_as: Callable[..., Vault]
) -> None:
    """Each operation in turn: what opens is what the keys say, and nothing is lost."""
    seen: set[int] = set()
    total = steps(place, team)
    team.close()
    for at in range(1, total + 1):
        vault = open_as(place.staff, PASSPHRASE)
        generation = vault.generation
        failed: ExpectedError | None = None
        with pytest.MonkeyPatch.context() as patch:
            Failing(patch, at)
            try:
                gate.rotate(vault, place.staff)
            except ExpectedError as error:
                failed = error
        after = keys.read_keys(place.folder).generation
        if isinstance(failed, RotationUnfinishedError):
            assert after == generation + 1
        elif failed is None:
            assert after == vault.generation == generation + 1
            assert vault.verify().sound
        else:
            assert isinstance(failed, VaultOutOfReachError)
            assert after == vault.generation == generation
            assert vault.verify().sound  # It goes on as it was.
        seen.add(after - generation)
        vault.close()
        with closing(open_as(OLGA, "Olga")) as again:
            assert again.generation == after
            assert again.verify().sound
            assert again.reading().people.get(SAMIRA.id) == SAMIRA
            assert again.reading().drafts.get("person") == {"phone": "06"}
        assert not list(place.folder.glob("vault.next*"))
    assert total > 20
    assert seen == {0, 1}


def test_what_a_rotation_left_unfinished_is_read_without_finishing_it(
    place: Place, team: Vault, open_as: Callable[..., Vault]
) -> None:
    """Its keys are those of the next database, which has not got its name yet."""

    def stopped(_folder: Path) -> None:
        raise VaultOutOfReachError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gate, "finish", stopped)
        with pytest.raises(RotationUnfinishedError):
            gate.rotate(team, place.staff)
    team.close()
    before = contents_of(place.folder)
    assert "vault.next-2.db" in before

    with closing(place.open(read_only=True)) as reader:
        assert (reader.generation, reader.check_due) == (2, False)
        assert reader.verify().sound
        (found,) = reader.reading().people.page()
        assert found.family_name == SAMIRA.family_name

    assert contents_of(place.folder) == before
    with closing(open_as(OLGA, "Olga")) as again:
        assert again.generation == 2


def contents_of(folder: Path) -> dict[str, bytes]:
    return {item.name: item.read_bytes() for item in folder.iterdir() if item.is_file()}


def test_keys_that_cannot_be_read_throw_nothing_away(place: Place, team: Vault) -> None:
    team.close()
    waiting = rotation.next_path(place.folder, 2)
    waiting.touch()
    place.keys.write_bytes(b"{}")

    rotation.finish(place.folder)

    assert waiting.exists()


def test_a_previous_copy_nobody_can_read_is_left_alone(
    place: Place, team: Vault
) -> None:
    (place.folder / keys.PREVIOUS).write_bytes(b"{}")
    rotation.finish(place.folder)
    assert (place.folder / keys.PREVIOUS).read_bytes() == b"{}"
    (place.folder / keys.PREVIOUS).unlink()
    with pytest.raises(KeysDamagedError):
        keys.read_previous(place.folder)


def test_a_file_that_is_not_there_is_removed_all_the_same(tmp_path: Path) -> None:
    files.remove_file(tmp_path / "x")
    with pytest.raises(ExpectedError):
        files.remove_file(tmp_path)


# Old copies


def test_copies_a_leaver_can_read_are_listed_then_deleted(
    place: Place, team: Vault
) -> None:
    backups = place.folder / "backups"
    stamps = ("20261120T101500Z", "20261121T101500Z")
    for stamp in stamps:
        (backups / stamp).mkdir()
        for name in ("vault.db", "keys.json"):
            shutil.copy(place.folder / name, backups / stamp / name)
    (backups / "notes").mkdir()
    (backups / "20261122T101500Z").mkdir()  # No keys: it opens for nobody.
    assert team.old_copies() == ()

    gate.rotate(team, place.staff, {NADIA.id})
    (backups / "20261123T101500Z").mkdir()
    for name in ("vault.db", "keys.json"):
        shutil.copy(place.folder / name, backups / "20261123T101500Z" / name)

    found = team.old_copies()
    assert [copy.path.name for copy in found] == [*stamps, "20261122T090000Z"]
    assert all(NADIA.id in copy.staff and copy.generation == 1 for copy in found)
    assert found[0].made_at.isoformat() == "2026-11-20T10:15:00+00:00"
    gate.delete_old_copies(team, place.staff, found)
    assert team.old_copies() == ()
    entries = team.reading().journal.head().number
    gate.delete_old_copies(team, place.staff, ())
    assert team.reading().journal.head().number == entries
    assert (backups / "20261123T101500Z").is_dir()
    entry = team.reading().history.page(limit=1)[0]
    assert (entry.action, entry.changes["copies"].after) == ("vault.copies_deleted", 3)


def test_an_old_copy_half_deleted_opens_for_nobody(
    place: Place, team: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its keys go first; what is left is deleted the next time."""
    made = team.back_up(Reason.LOCK)
    gate.rotate(team, place.staff, {NADIA.id})

    def stopped(_folder: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(old_copies.shutil, "rmtree", stopped)
        with pytest.raises(KeyboardInterrupt):
            gate.delete_old_copies(team, place.staff, team.old_copies())

    assert (made.folder / "vault.db").exists()
    assert not (made.folder / "keys.json").exists()
    (left, *_others) = team.old_copies()
    assert (left.path, left.staff) == (made.folder, frozenset())
    gate.delete_old_copies(team, place.staff, team.old_copies())
    assert not made.folder.exists()


def test_a_vault_opened_to_be_read_deletes_nothing(place: Place) -> None:
    """Whoever works in it meanwhile would not know."""
    place.open().close()
    kept = place.folder / "vault.damaged-20261121T101500Z.db"
    copy = place.folder / "backups" / "20261120T101500Z"
    kept.write_bytes(b"damaged")
    copy.mkdir()
    reader = place.open(read_only=True)

    with pytest.raises(ReadOnlyVaultError):
        gate.delete_damaged(reader, place.staff)
    old = OldCopy(path=copy, made_at=place.clock(), generation=0, staff=frozenset())
    with pytest.raises(ReadOnlyVaultError):
        gate.delete_old_copies(reader, place.staff, (old,))

    assert kept.exists()
    assert copy.exists()


def test_a_vault_without_backups_has_no_old_copies(place: Place, team: Vault) -> None:
    (place.folder / "backups").rmdir()
    assert team.old_copies() == ()


def test_copies_in_a_second_place_are_listed_with_the_others(
    place: Place, team: Vault, tmp_path: Path
) -> None:
    stick = tmp_path / "clé"
    stick.mkdir()
    team.back_up(Reason.LOCK)
    copy = team.backups.copy_to(stick)
    other = stick / team.present_keys().vault / "20261101T101500Z"
    other.mkdir()
    strange = msgspec.structs.replace(team.present_keys(), vault="another")
    keys.write_keys(other, keys.signed(strange, team._subkeys))  # Somebody else's.
    place.clock.advance(timedelta(hours=1))

    gate.rotate(team, place.staff, {NADIA.id})

    assert copy
    assert [found.path for found in team.old_copies(stick)] == [
        *(backup.path for backup in team.old_copies()),
        copy.folder,
    ]


def test_a_copy_that_was_deleted_half_way_is_still_listed(
    place: Place, team: Vault
) -> None:
    gate.rotate(team, place.staff, {NADIA.id})
    (found,) = team.old_copies()
    (found.path / keys.NAME).unlink()

    (left,) = team.old_copies()

    assert (left.path, left.generation, left.staff) == (found.path, 1, frozenset())


def test_a_backup_is_made_before_the_key_changes(place: Place, team: Vault) -> None:
    gate.rotate(team, place.staff, {NADIA.id})

    (made,) = team.backups.all()
    assert made.manifest
    assert (made.manifest.reason, made.manifest.generation) == (
        Reason.BEFORE_ROTATION,
        1,
    )
    assert team.backup_due


def test_without_a_backup_the_key_does_not_change(
    place: Place, team: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_of(place)

    def full(*_: object) -> None:
        raise DiskFullError

    monkeypatch.setattr(team.backups, "make", full)

    with pytest.raises(DiskFullError):
        gate.rotate(team, place.staff, {NADIA.id})

    assert files_of(place) == before
    assert team.generation == 1
    assert team.verify().sound


def files_of(place: Place) -> dict[Path, bytes]:
    return {
        item: item.read_bytes()
        for item in place.folder.rglob("*")
        if item.is_file() and item.name not in lock.FILES
    }


# Who was erased


@pytest.fixture
def erasing(place: Place, team: Vault) -> tuple[Backup, str]:
    """Give a backup that holds somebody who was erased since, and who."""
    gone = Person(id=new_id(), family_name="Effacée")
    with team.transaction(place.staff) as store:
        store.people.put(gone)
        store.commit()
    made = team.back_up(Reason.LOCK)
    place.clock.advance(timedelta(hours=1))
    with team.transaction(place.staff) as store:
        assert erase(team._database, store.journal, gone.id)
        store.commit()
    return made, gone.id


def test_the_list_of_the_erased_is_under_the_new_key_at_once(
    place: Place, team: Vault, erasing: tuple[Backup, str]
) -> None:
    _made, gone = erasing

    gate.rotate(team, place.staff, {NADIA.id})

    of = partial(ErasedPeople.of, place.folder / "backups", team.present_keys().vault)
    assert [one.id for one in of(team._subkeys.backup).read() or ()] == [gone]
    assert of(bytes(32)).read() is None


def back(place: Place, backup: Path) -> Restored:
    return restore(
        place.folder, backup, place.staff.id, PASSPHRASE,
        state=place.state, floor=place.cheap, now=place.clock,
    )  # fmt: skip


def test_a_backup_of_a_former_key_erases_again_whom_the_new_one_erased(
    place: Place, team: Vault, erasing: tuple[Backup, str]
) -> None:
    """Whoever stays has the passphrase of both."""
    made, gone = erasing
    gate.rotate(team, place.staff, {NADIA.id})
    team.close()

    done = back(place, made.folder)

    assert done.erased_again == 1
    assert [notice.message for notice in done.notices] == [FORMER_KEY]
    vault = place.open()
    assert vault.generation == 1
    assert vault.reading().people.find(gone) is None
    (known,) = vault.backups.erased.read() or ()
    assert known.id == gone


def test_a_backup_of_an_earlier_version_comes_back_after_a_change_of_key(
    place: Place, team: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its journal goes on under the key its seals began with."""
    from anef_desk.vault import migrations

    gate.rotate(team, place.staff, {NADIA.id})
    made = team.back_up(Reason.LOCK)
    team.close()
    more = "begin immediate; create table more (x); pragma user_version = 99; commit;"
    monkeypatch.setattr(migrations, "NUMBERS", (*migrations.NUMBERS, 99))
    monkeypatch.setattr(migrations, "VERSION", 99)
    monkeypatch.setattr(migrations, "script", lambda _: more)

    back(place, made.folder)

    vault = place.open()
    assert vault.version == 99
    assert vault.verify().sound


def test_nobody_comes_back_through_a_backup_that_never_knew_them(
    place: Place, team: Vault
) -> None:
    """Back to before they came, then forward to when they were there."""
    before = team.back_up(Reason.LOCK)
    place.clock.advance(timedelta(hours=1))
    gate.rotate(team, place.staff, {NADIA.id})
    gone = Person(id=new_id(), family_name="Effacée")
    with team.transaction(place.staff) as store:
        store.people.put(gone)
        store.commit()
    after = team.back_up(Reason.LOCK)
    place.clock.advance(timedelta(hours=1))
    with team.transaction(place.staff) as store:
        erase(team._database, store.journal, gone.id)
        store.commit()
    team.close()

    assert back(place, before.folder).erased_again == 0
    vault = place.open()
    with vault.transaction(place.staff) as store:  # The list is written again.
        store.people.put(Person(id=new_id(), family_name="Autre"))
        store.commit()
    with vault.transaction(place.staff) as store:
        (other,) = (one for one in store.people.page() if one.family_name == "Autre")
        erase(vault._database, store.journal, other.id)
        store.commit()
    vault.close()
    done = back(place, after.folder)

    assert (done.erased_again, done.notices) == (1, ())
    vault = place.open()
    assert vault.reading().people.find(gone.id) is None
    assert vault.verify().sound


def test_a_list_no_key_at_hand_reads_is_told(
    place: Place, team: Vault, erasing: tuple[Backup, str]
) -> None:
    made, _gone = erasing
    gate.rotate(team, place.staff, {NADIA.id})
    team.close()
    for name in (keys.NAME, keys.PREVIOUS):
        (place.folder / name).unlink()

    done = back(place, made.folder)

    said = [notice.message for notice in done.notices]
    assert said == [ERASED_UNKNOWN, FORMER_KEY]


# A passphrase that was forgotten


def test_a_forgotten_passphrase_is_replaced_and_the_old_one_opens_nothing(
    place: Place, team: Vault, cheap: Kdf, open_as: Callable[..., Vault]
) -> None:
    before = team.reading().staff.public_key(NADIA.id)

    gate.renew(team, place.staff, NADIA, "neuve", cheap)

    assert team.generation == 1
    assert team.reading().staff.public_key(NADIA.id) != before
    actions = [entry.action for entry in team.reading().history.page(limit=2)]
    assert actions == ["staff.changed", "staff.renewed"]
    for name in (keys.NAME, keys.PREVIOUS):
        assert before
        assert before.encode() not in (place.folder / name).read_bytes()
    team.close()
    with pytest.raises(WrongPassphraseError):
        open_as(NADIA, "Nadia")
    theirs = open_as(NADIA, "neuve")
    assert theirs.verify().sound


def test_a_part_of_a_file_that_was_being_written_does_not_stay(
    place: Place, team: Vault, open_as: Callable[..., Vault]
) -> None:
    """It may hold a way in of somebody who left since."""
    team.close()
    for name in (keys.NAME, keys.PREVIOUS):
        shutil.copy(place.keys, place.folder / f"{name}.part")

    open_as(OLGA, "Olga")

    assert not list(place.folder.glob("*.part"))


def test_a_way_in_that_cannot_be_written_down_does_not_open(
    place: Place,
    team: Vault,
    cheap: Kdf,
    monkeypatch: pytest.MonkeyPatch,
    open_as: Callable[..., Vault],
) -> None:
    team.close()
    monkeypatch.setattr(Vault, "own", _full)
    with pytest.raises(OSError, match="full"):
        open_as(OLGA, "Olga")
    monkeypatch.undo()
    open_as(OLGA, "Olga")  # The lock was given back.


def test_a_previous_copy_of_a_former_key_is_renewed(place: Place, team: Vault) -> None:
    """Stopped just before, it would keep somebody who left."""
    before = place.keys.read_bytes()
    gate.rotate(team, place.staff, {NADIA.id})
    (place.folder / keys.PREVIOUS).write_bytes(before)

    rotation.finish(place.folder)

    assert (place.folder / keys.PREVIOUS).read_bytes() == place.keys.read_bytes()


def test_keys_of_a_former_key_put_back_by_hand_lose_nothing(
    place: Place, team: Vault, open_as: Callable[..., Vault]
) -> None:
    """Out of a backup, by somebody who means well: the right ones are still there."""
    before = place.keys.read_bytes()
    gate.rotate(team, place.staff)
    entries = team.verify().entries
    team.close()
    place.keys.write_bytes(before)
    for _time in range(2):
        with pytest.raises(VaultDamagedError):
            open_as(place.staff, PASSPHRASE)

    done = restore_keys(
        place.folder, place.staff.id, PASSPHRASE, floor=place.cheap, now=place.clock
    )

    assert done == Restored(backup="", made_at=None, erased_again=0)
    with closing(open_as(place.staff, PASSPHRASE)) as vault:
        assert (vault.generation, vault.verify().entries) == (2, entries)
    assert not restore_keys(
        place.folder, place.staff.id, PASSPHRASE, floor=place.cheap, now=place.clock
    )


def test_a_passphrase_of_before_puts_no_former_keys_back(
    place: Place, team: Vault, cheap: Kdf
) -> None:
    """Those that are there open the vault: who came since would be shut out."""
    team.back_up(Reason.LOCK)
    gate.change_passphrase(team, NADIA, "Nadia", "Nadia B.", cheap)
    team.close()
    before = place.keys.read_bytes()

    done = restore_keys(
        place.folder, NADIA.id, "Nadia", floor=place.cheap, now=place.clock
    )

    assert (done, place.keys.read_bytes()) == (None, before)
