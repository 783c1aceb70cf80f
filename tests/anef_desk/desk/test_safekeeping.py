"""Keeping a vault safe: what the window and the command line ask."""

from __future__ import annotations

import shutil
import threading
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Protocol

import pypdfium2 as pdfium
import pytest

from anef_desk import i18n
from anef_desk.desk import safekeeping
from anef_desk.desk.roles import Act
from anef_desk.desk.safekeeping import (
    LockedPlaceError,
    Reason,
    SamePlaceError,
    UnreachablePlaceError,
    backups_in,
    backups_of,
    put_back,
    restore,
    restore_keys,
    staff_of_backup,
    staff_of_kept_keys,
)
from anef_desk.desk.session import Desk, open_desk
from anef_desk.domain.person import Person
from anef_desk.domain.residence_document import Kind, ResidenceDocument
from anef_desk.domain.staff import Staff
from anef_desk.errors import Cancelled
from anef_desk.progress import Report, silently
from anef_desk.vault import keys, manifest, second_place
from anef_desk.vault.errors import (
    ReadOnlyPlaceError,
    ReadOnlyVaultError,
    UnknownBackupError,
    VaultInUseError,
    VaultOutOfReachError,
    WrongPassphraseError,
)
from anef_desk.vault.keys import Kdf
from anef_desk.vault.vault import Vault

PASSPHRASE = "sept mots sans lien entre eux"  # noqa: S105 - of a vault made for a test
CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)


class Place(Protocol):
    folder: Path
    staff: Staff

    def open(self) -> tuple[Desk, Vault]: ...


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "FLOOR", CHEAP)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "clé"
    folder.mkdir()
    return folder


def person(desk: Desk, name: str = "Karimi") -> str:
    return desk.people.add(Person(id="", family_name=name)).person.id


def test_a_new_vault_says_that_nothing_is_safe_yet(desk: Desk) -> None:
    state = desk.safekeeping.state()

    assert state.last is None
    assert (state.last_level, state.second_level, state.rehearsal_level) == (
        "late",
        "soon",
        "none",
    )
    assert state.changed
    assert (state.second_place, state.second_at, state.rehearsed_at) == ("", None, None)
    assert state.backups == state.former == state.damaged == ()
    assert not desk.safekeeping.rehearsal_due


def test_what_was_done_is_said(desk: Desk, stick: Path) -> None:
    desk.safekeeping.choose_second_place(stick)
    made = desk.safekeeping.back_up()
    assert desk.safekeeping.rehearsal_due
    desk.safekeeping.rehearse()

    state = desk.safekeeping.state()

    assert state.last == made
    assert made.reason is Reason.BY_HAND
    assert (state.last_level, state.second_level, state.rehearsal_level) == (
        "done",
        "done",
        "done",
    )
    assert state.rehearsal_sound
    assert state.second_reachable
    assert not state.changed
    assert not desk.safekeeping.rehearsal_due


@pytest.mark.parametrize(
    ("days", "level"),
    [
        (-2, "soon"),  # A wrong clock said when: nobody knows how old it is.
        (-1, "done"),
        (0, "done"),
        (7, "done"),
        (8, "soon"),
        (30, "soon"),
        (31, "late"),
    ],
)
def test_what_grows_old_turns_amber_then_red(
    desk: Desk,
    vault: Vault,
    stick: Path,
    days: int,
    level: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk.safekeeping.choose_second_place(stick)
    desk.safekeeping.back_up()
    desk.safekeeping.rehearse()
    person(desk)
    later = vault.now() + timedelta(days=days)
    monkeypatch.setattr(vault, "_now", lambda: later)

    state = desk.safekeeping.state()

    assert state.last_level == state.second_level == state.rehearsal_level == level
    assert desk.safekeeping.rehearsal_due == (days >= 7 or days < -1)


def test_an_old_backup_of_what_never_changed_is_good(
    desk: Desk, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.safekeeping.back_up()
    later = vault.now() + timedelta(days=60)
    monkeypatch.setattr(vault, "_now", lambda: later)

    assert desk.safekeeping.state().last_level == "done"


def test_a_rehearsal_that_did_not_hold_is_red(desk: Desk, vault: Vault) -> None:
    made = desk.safekeeping.back_up()
    (made.folder / "vault.db").write_bytes(b"x")
    desk.safekeeping.rehearse()

    assert desk.safekeeping.state().rehearsal_level == "late"


def test_a_backup_is_made_while_working_only_if_something_changed(desk: Desk) -> None:
    first = desk.safekeeping.while_working()
    assert first
    assert first.reason is Reason.TIMER

    assert desk.safekeeping.while_working() is None


def test_what_is_made_while_working_is_copied_beside_the_work(
    desk: Desk, stick: Path
) -> None:
    """Making it touches no other place, and copying it no database."""
    kept = desk.safekeeping
    assert kept.copying() is None, "there is no second place"
    kept.choose_second_place(stick)
    assert kept.while_working()
    assert not backups_in(stick)
    copying = kept.copying()
    assert copying is not None

    copier = threading.Thread(target=copying, args=(silently,))
    copier.start()
    copier.join(10)

    (copied,) = backups_in(stick)
    assert copied.readable
    assert kept.state().second_level == "done"


def test_a_place_that_does_not_answer_stops_neither_work_nor_the_next_copy(
    desk: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, answer, asked = desk.safekeeping, threading.Event(), threading.Event()
    kept.choose_second_place(stick)
    kept.while_working()

    def hang(_place: Path) -> bool:
        asked.set()
        return answer.wait(10)

    copying = kept.copying()
    assert copying is not None
    monkeypatch.setattr(safekeeping, "is_folder", hang)
    copier = threading.Thread(target=copying, args=(silently,))
    copier.start()
    assert asked.wait(10)

    person(desk)
    assert kept.while_working()
    again = kept.copying()
    assert again is not None
    again(silently)  # It comes back at once: one hangs already.
    assert not backups_in(stick)

    answer.set()
    copier.join(10)
    assert len(backups_in(stick)) == 1


def test_whoever_leaves_does_not_wait_for_a_copy(desk: Desk, stick: Path) -> None:
    desk.safekeeping.choose_second_place(stick)
    desk.safekeeping.while_working()
    copying = desk.safekeeping.copying()
    assert copying is not None
    desk.safekeeping.leave()

    with pytest.raises(Cancelled):
        copying(silently)

    assert not backups_in(stick)


def test_the_second_place_must_be_another(
    desk: Desk, vault: Vault, stick: Path
) -> None:
    with pytest.raises(UnreachablePlaceError):
        desk.safekeeping.choose_second_place(stick / "nulle part")
    for inside in (vault.folder, vault.folder / "backups"):
        inside.mkdir(exist_ok=True)
        with pytest.raises(SamePlaceError):
            desk.safekeeping.choose_second_place(inside)
    with pytest.raises(UnreachablePlaceError):
        desk.safekeeping.copy_to_second_place()

    desk.safekeeping.choose_second_place(stick)
    desk.safekeeping.choose_second_place(None)
    assert desk.safekeeping.state().second_place == ""


def test_a_stick_that_comes_back_gets_what_it_missed(desk: Desk, stick: Path) -> None:
    desk.safekeeping.choose_second_place(stick)
    moved = stick.rename(stick.with_name("ailleurs"))
    desk.safekeeping.back_up()
    with pytest.raises(UnreachablePlaceError):
        desk.safekeeping.copy_to_second_place()
    state = desk.safekeeping.state()
    assert (state.second_level, state.second_reachable) == ("late", False)

    moved.rename(stick)
    person(desk)
    desk.safekeeping.copy_to_second_place()

    assert desk.safekeeping.state().second_level == "done"
    assert len(backups_in(stick)) == 1
    desk.safekeeping.copy_to_second_place()
    assert len(backups_in(stick)) == 1


@pytest.mark.parametrize(
    ("met", "pulled", "told"),
    [
        (ReadOnlyPlaceError, False, LockedPlaceError),
        (VaultOutOfReachError, True, UnreachablePlaceError),
        (VaultOutOfReachError, False, VaultOutOfReachError),
    ],
)
def test_a_stick_that_refuses_a_copy_is_not_taken_for_the_vault(
    desk: Desk,
    stick: Path,
    monkeypatch: pytest.MonkeyPatch,
    met: type[Exception],
    pulled: bool,
    told: type[Exception],
) -> None:
    def refused(*_: object) -> None:
        if pulled:
            shutil.rmtree(stick)
        raise met

    desk.safekeeping.choose_second_place(stick)
    monkeypatch.setattr(second_place, "copy_file", refused)

    with pytest.raises(told):
        desk.safekeeping.back_up()
    stick.mkdir(exist_ok=True)
    copy = desk.safekeeping.copying()
    assert copy
    with pytest.raises(told):
        copy(silently)


def test_locking_makes_a_backup_and_copies_it(place: Place, stick: Path) -> None:
    desk, _vault = place.open()
    desk.safekeeping.choose_second_place(stick)
    person(desk)
    desk.lock()

    (made,) = backups_of(place.folder)
    assert made.reason is Reason.LOCK
    assert [row.name for row in backups_in(stick)] == [made.name]

    desk, _vault = place.open()
    desk.lock()
    assert len(backups_of(place.folder)) == 1


def test_locking_waits_only_so_long_for_a_share_that_hangs(
    place: Place, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process that holds the key must end."""
    answer = threading.Event()
    monkeypatch.setattr(safekeeping, "_TO_COPY", 0.05)
    monkeypatch.setattr(safekeeping, "copy_newest", lambda *_: answer.wait(10))
    desk, _vault = place.open()
    desk.safekeeping.choose_second_place(stick)

    desk.lock()

    again, _vault = place.open()
    again.close()
    answer.set()


def test_a_backup_that_would_keep_the_lock_waiting_is_made_at_the_next_opening(
    place: Place, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _vault = place.open()
    assert not desk.safekeeping.unsaved, "it was just made"
    desk.safekeeping.choose_second_place(stick)
    person(desk)
    desk.lock()
    (before,) = backups_of(place.folder)
    desk, _vault = place.open()
    assert not desk.safekeeping.unsaved
    person(desk)

    with monkeypatch.context() as slow:
        slow.setattr(safekeeping, "_TO_SAVE", -1.0)
        desk.lock()

    assert backups_of(place.folder) == (before,)
    desk, _vault = place.open()
    assert desk.safekeeping.unsaved
    made = desk.safekeeping.while_working()
    assert made
    assert backups_of(place.folder) == (made, before)
    desk.lock()
    desk, _vault = place.open()
    assert not desk.safekeeping.unsaved
    desk.close()


def test_the_first_backup_that_was_given_up_is_told_of_too(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _vault = place.open()
    person(desk)
    desk.close()
    desk, _vault = place.open()
    assert not desk.safekeeping.unsaved, "nobody locked it yet"
    monkeypatch.setattr(safekeeping, "_TO_SAVE", -1.0)
    desk.lock()
    desk, _vault = place.open()
    assert desk.safekeeping.unsaved
    desk.safekeeping.back_up()
    desk.close()

    desk, _vault = place.open()

    assert not desk.safekeeping.unsaved
    assert not list((place.folder / "backups").glob("*.part"))
    desk.close()


def test_whoever_leaves_does_not_wait_for_a_backup_under_way(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, vault = place.open()
    person(desk)
    make = vault.backups.make

    def made(reason: Reason, report: Report) -> manifest.Backup:
        desk.safekeeping.leave()  # As the window does, from another thread.
        return make(reason, report)

    monkeypatch.setattr(vault.backups, "make", made)
    with pytest.raises(Cancelled):
        desk.safekeeping.while_working()
    assert backups_of(place.folder) == ()
    monkeypatch.undo()

    desk.lock()

    (row,) = backups_of(place.folder)
    assert row.reason is Reason.LOCK


def test_a_session_that_ended_without_a_lock_is_told_of(place: Place) -> None:
    """Whoever works elsewhere, or is stopped, leaves something to be saved."""
    desk, _vault = place.open()
    desk.safekeeping.back_up()
    person(desk)
    desk.close()

    desk, _vault = place.open()

    assert desk.safekeeping.unsaved
    desk.close()


def test_a_share_that_is_gone_does_not_stop_the_lock(place: Place, stick: Path) -> None:
    desk, _vault = place.open()
    desk.safekeeping.choose_second_place(stick)
    stick.rmdir()

    desk.lock()

    assert len(backups_of(place.folder)) == 1


def test_the_vault_is_closed_even_when_the_backup_fails(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, vault = place.open()
    monkeypatch.setattr(vault.backups, "make", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        desk.lock()

    again, _vault = place.open()
    again.close()


def test_former_backups_go_in_one_step(desk: Desk) -> None:
    desk.safekeeping.back_up()
    desk.administration.rotate()
    assert len(desk.safekeeping.state().former) == 2
    entries = desk.acknowledged

    assert len(desk.safekeeping.discard_former().copies) == 2

    assert desk.safekeeping.state().former == ()
    assert desk.acknowledged == entries + 1
    assert desk.safekeeping.discard_former().copies == ()
    assert desk.acknowledged == entries + 1


def test_a_backup_whose_label_is_damaged_is_not_of_a_former_key(desk: Desk) -> None:
    """Nobody is told that somebody who left could read it."""
    made = desk.safekeeping.back_up()
    (made.folder / manifest.NAME).write_bytes(b"{}")

    assert desk.safekeeping.state().former == ()


def test_the_board_of_a_backup_is_the_one_that_was_kept(place: Place) -> None:
    """Dates that changed by themselves since would have to be written."""
    desk, _vault = place.open()
    desk.documents.add(
        person(desk),
        ResidenceDocument(id="", kind=Kind.API, ends_on=date(2026, 11, 25)),
    )
    assert desk.board.read().waiting == 0
    made = desk.safekeeping.back_up()
    desk.close()
    later = date(2026, 12, 20)

    reader = open_desk(
        made.folder,
        place.staff.id,
        PASSPHRASE,
        read_only=True,
        clock=lambda: later,
    )

    board = reader.board.read()
    assert [one.section for one in board.sections] == ["late"]
    assert (board.waiting, board.outdated) == (0, 1)
    assert reader.board.compute() == 0
    reader.close()


def test_a_backup_is_read_and_nothing_is_written(place: Place) -> None:
    desk, _vault = place.open()
    person(desk)
    made = desk.safekeeping.back_up()
    desk.close()

    reader = open_desk(made.folder, place.staff.id, PASSPHRASE, read_only=True)

    (row,) = reader.people.search("karimi")
    assert reader.people.file(row.id).person.family_name == "Karimi"
    assert reader.read_only
    assert {act for act in Act if reader.can(act)} == {Act.READ}
    assert not reader.safekeeping.rehearsal_due
    with pytest.raises(ReadOnlyVaultError):
        person(reader)
    reader.lock()
    assert sorted(item.name for item in made.folder.iterdir()) == [
        "backup.json",
        "keys.json",
        "vault.db",
    ]


def test_a_vault_opened_to_be_read_is_neither_tried_nor_copied(
    place: Place, stick: Path
) -> None:
    """Nothing at all is written there; whoever works in it may be at it."""
    desk, _vault = place.open()
    desk.safekeeping.choose_second_place(stick)
    person(desk)
    desk.safekeeping.back_up()
    desk.close()
    files = {
        item: item.read_bytes()
        for where in (place.folder, stick)
        for item in where.rglob("*")
        if item.is_file()
    }
    reader = open_desk(place.folder, place.staff.id, PASSPHRASE, read_only=True)
    asked = reader.safekeeping

    for act in (
        asked.rehearse,
        asked.copy_to_second_place,
        asked.back_up,
        asked.discard_former,
        asked.discard_damaged,
    ):
        with pytest.raises(ReadOnlyVaultError):
            act()
    assert asked.while_working() is None
    assert asked.copying() is None
    reader.lock()

    for item, content in files.items():
        assert item.read_bytes() == content, item.name
    assert {
        item
        for where in (place.folder, stick)
        for item in where.rglob("*")
        if item.is_file()
    } == set(files)


def test_a_damaged_vault_comes_back(place: Place) -> None:
    desk, _vault = place.open()
    person(desk)
    made = desk.safekeeping.back_up()
    desk.close()
    (place.folder / "vault.db").write_bytes(b"")

    (found,) = backups_of(place.folder)
    (staff,) = staff_of_backup(found.folder)
    done = restore(place.folder, found.folder, staff.id, PASSPHRASE)

    assert (done.keys_only, done.made_at, done.erased_again) == (
        False,
        made.made_at,
        0,
    )
    desk, _vault = place.open()
    assert desk.people.count() == 1
    assert len(desk.safekeeping.state().damaged) == 1
    desk.safekeeping.discard_damaged()
    assert desk.safekeeping.state().damaged == ()
    desk.close()


def test_damaged_keys_come_back_alone(place: Place) -> None:
    desk, _vault = place.open()
    desk.safekeeping.back_up()
    person(desk)
    desk.close()
    assert restore_keys(place.folder, place.staff.id, PASSPHRASE) is None

    (place.folder / "keys.json").write_bytes(b"{}")
    assert restore_keys(place.folder, place.staff.id, "autre") is None
    done = restore_keys(place.folder, place.staff.id, PASSPHRASE)

    assert done
    assert done.keys_only
    desk, _vault = place.open()
    assert desk.people.count() == 1
    desk.close()


def test_the_copy_of_damaged_keys_says_who_they_are_of(place: Place) -> None:
    """Of nobody, when the keys read, or their copy does not."""
    content = (place.folder / "keys.json").read_bytes()
    assert staff_of_kept_keys(place.folder) == ()
    (place.folder / "keys.json").write_bytes(b"{}")
    assert staff_of_kept_keys(place.folder) == ()
    (place.folder / "keys.previous.json").write_bytes(content)

    assert staff_of_kept_keys(place.folder) == (place.staff,)
    assert staff_of_kept_keys(place.folder / "nowhere") == ()
    with pytest.raises(WrongPassphraseError):
        put_back(place.folder, None, place.staff.id, "autre")
    assert put_back(place.folder, None, place.staff.id, PASSPHRASE).keys_only


def test_backups_are_found_wherever_somebody_points(
    place: Place, stick: Path, tmp_path: Path
) -> None:
    desk, _vault = place.open()
    desk.safekeeping.choose_second_place(stick)
    made = desk.safekeeping.back_up()
    desk.close()
    copies = next(stick.iterdir())

    for where in (stick, copies, copies / made.name, place.folder):
        assert [row.name for row in backups_in(where)] == [made.name], where
    assert backups_in(tmp_path / "nulle part") == ()
    ours = shutil.copytree(copies, tmp_path / "nos sauvegardes")
    hand = shutil.copytree(made.folder, ours / "mardi", dirs_exist_ok=True)
    shutil.copytree(hand, ours / f"{made.name}.part")
    for where in (ours, hand):
        rows = backups_in(where)
        assert hand in {row.folder for row in rows}
        assert {row.made_at for row in rows} == {made.made_at}
        assert len(rows) == (2 if where == ours else 1)
    assert restore(place.folder, hand, place.staff.id, PASSPHRASE).made_at
    (hand / manifest.NAME).write_bytes(b"{}")
    assert backups_in(hand) == ()
    with pytest.raises(UnknownBackupError):
        staff_of_backup(tmp_path / "nulle part")


def test_a_stick_with_a_folder_that_is_shut_is_looked_at(
    place: Place, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Systems keep one of their own on each: nobody else reads it."""
    desk, _vault = place.open()
    made = desk.safekeeping.back_up()
    desk.close()
    shutil.copytree(made.folder, stick / "mardi")
    shut = stick / "System Volume Information"
    shut.mkdir()
    reads = Path.stat

    def stat(self: Path, **options: Any) -> Any:
        if self.parent == shut:
            raise PermissionError
        return reads(self, **options)

    monkeypatch.setattr(Path, "stat", stat)

    assert [row.name for row in backups_in(stick)] == ["mardi"]


def test_a_backup_that_a_wrong_clock_dated_ahead_is_not_proposed_first(
    desk: Desk, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [desk.safekeeping.back_up() for _time in range(2)]
    ahead = place.folder / "backups" / "20991231T235959Z"
    shutil.copytree(made[0].folder, ahead)
    monkeypatch.setattr(safekeeping.clock, "now", lambda: made[1].made_at)

    expected = [made[1].name, made[0].name, ahead.name]
    assert [row.name for row in backups_of(place.folder)] == expected
    assert [row.name for row in backups_in(place.folder)] == expected


def test_a_backup_whose_label_is_damaged_is_listed_as_such(
    desk: Desk, place: Place
) -> None:
    made = desk.safekeeping.back_up()
    (made.folder / manifest.NAME).write_bytes(b"{}")

    (row,) = backups_of(place.folder)

    assert (row.readable, row.reason) == (False, None)


def test_a_vault_in_use_is_not_restored(desk: Desk, place: Place) -> None:
    made = desk.safekeeping.back_up()

    with pytest.raises(VaultInUseError):
        restore(place.folder, made.folder, place.staff.id, PASSPHRASE)


@pytest.mark.parametrize("language", i18n.NAMES)
def test_what_to_do_when_a_computer_is_lost_is_one_page(
    desk: Desk, language: str
) -> None:
    document = pdfium.PdfDocument(desk.safekeeping.breach_sheet(i18n.load(language)))
    try:
        assert len(document) == 1
        text = document[0].get_textpage().get_text_bounded()
    finally:
        document.close()

    assert "Accueil Exemple" in text
    assert "72" in text


def test_the_pages_are_checked_a_part_at_a_time(place: Place) -> None:
    desk, vault = place.open()
    assert not desk.safekeeping.check_due
    vault._checked = False
    assert desk.safekeeping.check_due

    assert list(desk.safekeeping.checking())[-1] == (4, 4)
    assert not desk.safekeeping.check_due
    desk.close()


def test_a_vault_whose_folder_is_gone_is_out_of_reach_and_none_is_made_up(
    place: Place,
) -> None:
    """A stick pulled out: the folder it was seen in is not made again elsewhere."""
    desk, _vault = place.open()
    person(desk)
    away = place.folder.rename(place.folder.parent / "retirée")

    for act in (desk.safekeeping.back_up, desk.administration.verify, desk.lock):
        with pytest.raises(VaultOutOfReachError):
            act()

    assert not place.folder.exists()
    away.rename(place.folder)
    desk, _vault = place.open()
    assert desk.people.count() == 1
    desk.close()


@pytest.mark.parametrize("damage", ["gone", "damaged"])
def test_a_backup_has_the_keys_that_opened_the_vault(place: Place, damage: str) -> None:
    """Whatever became of their file meanwhile: it is then the way back."""
    desk, _vault = place.open()
    person(desk)
    if damage == "gone":
        (place.folder / "keys.json").unlink()
    else:
        (place.folder / "keys.json").write_bytes(b"{}")
    desk.lock()

    done = restore_keys(place.folder, place.staff.id, PASSPHRASE)

    assert done
    assert done.keys_only
    desk, _vault = place.open()
    assert desk.people.count() == 1
    desk.close()
