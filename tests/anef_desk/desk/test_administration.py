"""What a coordinator decides about the vault, and a colleague about their passphrase."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from anef_desk.desk import administration, session
from anef_desk.desk.administration import (
    LastCoordinatorError,
    LongNameError,
    MissingNameError,
    NameTakenError,
    OtherSheetError,
    OwnPassphraseError,
    OwnRemovalError,
    RecoveryState,
    UnknownColleagueError,
    WrongMonthsError,
)
from anef_desk.desk.passphrases import WeakPassphraseError, generate_passphrase
from anef_desk.desk.roles import Act, NotAllowedError
from anef_desk.desk.safekeeping import Reason, backups_in, backups_of
from anef_desk.desk.session import (
    Desk,
    UnknownStaffError,
    create_vault,
    open_by_name,
    open_desk,
    open_recovered,
    staff_of,
)
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.person import Person
from anef_desk.domain.staff import Role
from anef_desk.errors import Cancelled
from anef_desk.vault import access, gate, keys, recovery
from anef_desk.vault.backup import Backups
from anef_desk.vault.errors import (
    DiskFullError,
    UnsoundVaultError,
    UnwritableTextError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
)
from anef_desk.vault.keys import Kdf
from anef_desk.vault.recovery import RecoveryLinesError

ELISE = "pluie tambour gare olive marteau lune cerf"
NADIA = "canard fenetre bouton orage velours nuage cle"
CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a vault made as the window makes it, with keys that cost nothing."""
    monkeypatch.setattr(keys, "STRONG", CHEAP)
    monkeypatch.setattr(keys, "FLOOR", CHEAP)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = tmp_path / "coffre"
    create_vault(folder, Organisation(name="Accueil Exemple"), "Élise", ELISE)
    return folder


@pytest.fixture
def opened(folder: Path) -> Iterator[Desk]:
    desk = open_by_name(folder, "Élise", ELISE)
    yield desk
    desk.close()


@pytest.fixture
def team(opened: Desk) -> Desk:
    opened.administration.add_staff("  Nadia  B. ", Role.DESK, NADIA)
    opened.people.add(Person(id="", given_names="Samira (exemple)"))
    return opened


def told(desk: Desk) -> list[tuple[str, Role, bool, bool]]:
    return [
        (one.staff.name, one.staff.role, one.has_way_in, one.is_you)
        for one in desk.administration.colleagues()
    ]


def nadia(desk: Desk) -> str:
    found: list[str] = [
        one.staff.id
        for one in desk.administration.colleagues()
        if one.staff.name == "Nadia B."
    ]
    return found[0]


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    """Give the lines of each sheet that is made, as one reads them on paper."""
    made: list[Sequence[str]] = []
    spell = recovery.lines_of

    def spelled(secret: str) -> Sequence[str]:
        made.append(spell(secret))
        return made[-1]

    monkeypatch.setattr(recovery, "lines_of", spelled)
    return made


# Colleagues


def test_a_colleague_is_added_by_name_and_role(team: Desk) -> None:
    assert told(team) == [
        ("Nadia B.", Role.DESK, True, False),
        ("Élise", Role.COORDINATOR, True, True),
    ]


@pytest.mark.parametrize(
    ("name", "passphrase", "error"),
    [
        (" ", NADIA, MissingNameError),
        ("Nadia B.", NADIA, NameTakenError),
        ("Nadia   B.", NADIA, NameTakenError),
        ("nadia b.", NADIA, NameTakenError),
        ("Elise", NADIA, NameTakenError),
        ("E\u0301lise", NADIA, NameTakenError),
        ("x" * 121, NADIA, LongNameError),
        ("Zoe\udcff", NADIA, UnwritableTextError),
        ("Zoé", "motdepasse", WeakPassphraseError),
    ],
)
def test_a_colleague_who_cannot_be_told_apart_or_could_be_guessed_is_refused(
    team: Desk, name: str, passphrase: str, error: type[Exception]
) -> None:
    before = told(team)
    with pytest.raises(error):
        team.administration.add_staff(name, Role.DESK, passphrase)
    assert told(team) == before


def test_a_colleague_left_without_a_way_in_is_given_one_again(
    opened: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("full")

    monkeypatch.setattr(gate, "_write_keys", full)
    with pytest.raises(OSError, match="full"):
        opened.administration.add_staff("Nadia B.", Role.DESK, NADIA)
    monkeypatch.undo()
    monkeypatch.setattr(keys, "STRONG", CHEAP)
    monkeypatch.setattr(keys, "FLOOR", CHEAP)
    assert told(opened)[0] == ("Nadia B.", Role.DESK, False, False)

    opened.administration.add_staff("Nadia B.", Role.DESK, NADIA)

    assert told(opened)[0] == ("Nadia B.", Role.DESK, True, False)
    assert len(told(opened)) == 2


def test_a_role_is_the_one_the_vault_knows(team: Desk, folder: Path) -> None:
    """Not the one the slot was made with, which its passphrase seals."""
    team.administration.change_role(nadia(team), Role.CASE_WORKER)
    team.close()

    theirs = open_by_name(folder, "Nadia B.", NADIA)
    try:
        assert theirs.staff.role is Role.CASE_WORKER
        theirs.administration.change_passphrase(NADIA, f"{NADIA} {ELISE}")
    finally:
        theirs.close()
    roles = {staff.name: staff.role for staff in staff_of(folder)}
    assert roles["Nadia B."] is Role.CASE_WORKER  # Sealed again with what is known.


def test_a_vault_always_has_a_coordinator(team: Desk) -> None:
    you = team.staff.id
    with pytest.raises(LastCoordinatorError):
        team.administration.change_role(you, Role.READER)
    with pytest.raises(UnknownColleagueError):
        team.administration.change_role("x", Role.READER)

    team.administration.change_role(nadia(team), Role.COORDINATOR)
    team.administration.change_role(you, Role.READER)

    assert told(team)[1][1] is team.staff.role is Role.READER
    with pytest.raises(NotAllowedError):  # At once: she is the last one.
        team.administration.remove_staff(nadia(team))
    assert not team.can(Act.STAFF)


def test_what_a_namesake_left_stays_theirs(team: Desk, folder: Path) -> None:
    """They went, and somebody of the same name came, the same day."""
    (samira,) = (row.id for row in team.people.search(""))

    def leave(text: str, phone: str) -> None:
        desk = open_by_name(folder, "Nadia B.", NADIA)
        desk.people.change(replace(desk.people.file(samira).person, phone=phone))
        assert [file.handover for file in desk.relay.touched()] == [None]
        desk.relay.leave(samira, text)
        (file,) = desk.relay.touched()
        assert file.handover is not None
        assert file.handover.text == text
        desk.close()

    team.close()
    leave("Rappeler la préfecture.", "01")
    desk = open_by_name(folder, "Élise", ELISE)
    desk.administration.remove_staff(nadia(desk))
    desk.administration.add_staff("Nadia B.", Role.DESK, NADIA)
    desk.close()
    leave("Attendre la carte.", "02")

    desk = open_by_name(folder, "Élise", ELISE)
    left = {note.text for note in desk.people.file(samira).handovers}
    desk.close()
    assert left == {"Rappeler la préfecture.", "Attendre la carte."}


def test_whoever_is_removed_is_told_apart_from_whoever_stays(
    team: Desk, folder: Path
) -> None:
    for name in ("vault.db", "keys.json"):
        copy = folder / "backups" / "20261120T101500Z"
        copy.mkdir(exist_ok=True)
        shutil.copy(folder / name, copy / name)
    gone = nadia(team)

    report = team.administration.remove_staff(gone)

    assert [staff.name for staff in report.left] == ["Nadia B."]
    assert [staff.name for staff in report.stays] == ["Élise"]
    assert not report.recovery_kept
    assert report.old_copies[0] == datetime(2026, 11, 20, 10, 15, tzinfo=UTC)
    assert team.people.count() == 1
    assert len(team.safekeeping.discard_former().copies) == 2
    assert [staff.name for staff in team.administration.everybody()] == [
        "Nadia B.",
        "Élise",
    ]
    with pytest.raises(UnknownColleagueError):
        team.administration.remove_staff(gone)
    team.close()
    with pytest.raises(WrongPassphraseError):
        open_desk(folder, gone, NADIA)
    with pytest.raises(UnknownStaffError):
        open_by_name(folder, "Nadia B.", NADIA)


def test_a_backup_is_made_before_a_removal_and_one_after_it(
    team: Desk, folder: Path
) -> None:
    report = team.administration.remove_staff(nadia(team))

    state = team.safekeeping.state()
    (after,), (before,) = state.backups, state.former
    assert after.reason is Reason.AFTER_ROTATION
    assert report.old_copies == (before.made_at,)
    assert (report.backed_up, report.elsewhere, state.changed) == (True, False, False)
    reasons = {row.name: row.reason for row in backups_of(folder)}
    assert reasons[before.name] is Reason.BEFORE_ROTATION


def no_room(desk: Desk, reason: Reason, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every backup made for *reason* fail."""
    make = Backups.make

    def full(backups: Backups, why: Reason, *more: Any) -> Any:
        if why is reason:
            raise DiskFullError
        return make(backups, why, *more)

    monkeypatch.setattr(Backups, "make", full)


def test_without_room_for_the_backup_before_nobody_is_removed(
    team: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_room(team, Reason.BEFORE_ROTATION, monkeypatch)
    before = (folder / "keys.json").read_bytes()

    with pytest.raises(DiskFullError):
        team.administration.remove_staff(nadia(team))

    assert (folder / "keys.json").read_bytes() == before
    assert len(told(team)) == 2


def test_without_room_for_the_backup_after_it_stays_due_and_old_copies_stay(
    team: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A vault is never left without any backup."""
    with monkeypatch.context() as full:
        no_room(team, Reason.AFTER_ROTATION, full)
        report = team.administration.remove_staff(nadia(team))

        assert [staff.name for staff in report.left] == ["Nadia B."]
        assert not report.backed_up
        assert team.safekeeping.state().changed
        with pytest.raises(DiskFullError):
            team.safekeeping.discard_former()
        assert len(backups_of(folder)) == len(report.old_copies) == 1

    assert len(team.safekeeping.discard_former().copies) == 1
    (made,) = backups_of(folder)
    assert made.reason is Reason.AFTER_ROTATION


def test_giving_up_the_backup_after_gives_up_no_removal(
    team: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key is changed: it would be wrong to say that nothing was."""

    def report(_done: int, _total: int) -> None:
        if team.administration.generation == 2:
            raise Cancelled

    done = team.administration.remove_staff(nadia(team), report)

    assert [staff.name for staff in done.left] == ["Nadia B."]
    assert not done.backed_up


def test_copies_elsewhere_are_deleted_too_or_said_to_be_out_of_reach(
    team: Desk, folder: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "clé"
    stick.mkdir()
    team.safekeeping.choose_second_place(stick)
    team.safekeeping.back_up()
    away = stick.rename(tmp_path / "ailleurs")

    report = team.administration.remove_staff(nadia(team))
    assert report.elsewhere
    gone = team.safekeeping.discard_former()
    assert (len(gone.copies), gone.elsewhere) == (2, True)
    assert team.safekeeping.state().former == ()

    away.rename(stick)
    (left,) = team.safekeeping.state().former
    assert left.folder.is_relative_to(stick)
    gone = team.safekeeping.discard_former()
    assert (gone.copies, gone.elsewhere) == ((left,), False)
    (copied,) = backups_in(stick)  # The new one took its place.
    assert copied.reason is Reason.AFTER_ROTATION
    assert team.safekeeping.state().second_level == "done"


def test_a_backup_that_does_not_hold_does_not_count(team: Desk, folder: Path) -> None:
    """It is not for it that the others are deleted."""
    team.administration.remove_staff(nadia(team))
    (after,) = team.safekeeping.state().backups
    (after.folder / "vault.db").write_bytes(b"x")

    team.safekeeping.discard_former()

    newest = team.safekeeping.state().backups[0]
    assert newest.name != after.name
    assert restorable(newest.folder)


def restorable(backup: Path) -> bool:
    desk = open_by_name(backup, "Élise", ELISE, read_only=True)
    try:
        return desk.people.count() == 1
    finally:
        desk.close()


def test_nobody_removes_themselves(team: Desk) -> None:
    with pytest.raises(OwnRemovalError):
        team.administration.remove_staff(team.staff.id)


def test_nothing_changes_when_the_vault_is_not_sound(team: Desk) -> None:
    team._vault._database.run("update person set phone = '00'")
    with pytest.raises(UnsoundVaultError):
        team.administration.rotate()
    assert team._vault.generation == 1


def test_a_way_in_the_vault_knows_nothing_of_opens_no_desk(
    team: Desk, folder: Path
) -> None:
    stranger = session.Staff(id="x", name="Zoé", role=Role.COORDINATOR)
    found = keys.read_keys(folder)
    keys.write_keys(
        folder, access.with_staff(found, team._vault._master_key, stranger, "z", CHEAP)
    )
    team.close()
    with pytest.raises(UnknownStaffError):
        open_desk(folder, "x", "z")


# One's own passphrase


def test_a_passphrase_is_changed_by_whoever_knows_it(team: Desk, folder: Path) -> None:
    new = generate_passphrase()
    with pytest.raises(WrongPassphraseError):
        team.administration.change_passphrase(NADIA, new)
    with pytest.raises(WeakPassphraseError):
        team.administration.change_passphrase(ELISE, "azerty")

    team.administration.change_passphrase(ELISE, new)
    team.close()

    with pytest.raises(WrongPassphraseError):
        open_by_name(folder, "Élise", ELISE)
    open_by_name(folder, "Élise", new).close()


def test_a_forgotten_passphrase_is_replaced_by_whoever_coordinates(
    team: Desk, folder: Path
) -> None:
    new, generation = generate_passphrase(), team.administration.generation
    with pytest.raises(WeakPassphraseError):
        team.administration.give_passphrase(nadia(team), "azerty")
    with pytest.raises(UnknownColleagueError):
        team.administration.give_passphrase("x", new)
    with pytest.raises(OwnPassphraseError):
        team.administration.give_passphrase(team.staff.id, new)

    team.administration.give_passphrase(nadia(team), new)

    assert team.administration.generation == generation
    assert told(team)[0] == ("Nadia B.", Role.DESK, True, False)
    last = team.administration.journal(limit=2)
    assert [entry.action for entry in last] == ["staff.changed", "staff.renewed"]
    assert [entry.staff for entry in last] == ["Élise", "Élise"]
    team.close()
    with pytest.raises(WrongPassphraseError):
        open_by_name(folder, "Nadia B.", NADIA)
    theirs = open_by_name(folder, "Nadia B.", new)
    assert theirs.staff.role is Role.DESK
    theirs.close()


# The recovery sheet


def test_a_sheet_counts_once_it_was_typed_back(
    team: Desk, folder: Path, printed: list[Sequence[str]]
) -> None:
    state = team.administration.recovery_state()
    assert (state.confirmed, state.waiting) == (None, None)

    made = team.administration.make_recovery_sheet()
    state = team.administration.recovery_state()
    assert state.confirmed is None
    assert state.waiting is not None
    assert state.waiting.id == made.sheet
    assert keys.read_keys(folder).recovery is None

    team.administration.confirm_recovery(printed[0])
    state = team.administration.recovery_state()
    assert state.confirmed is not None
    assert state.confirmed.id == made.sheet
    assert state.waiting is None
    # Typed once more, it is the same.
    assert team.administration.confirm_recovery(printed[0]) == state.confirmed
    assert team._vault.verify().sound


def test_the_sheet_says_what_it_opens_and_all_of_the_key(
    team: Desk, printed: list[Sequence[str]]
) -> None:
    made = team.administration.make_recovery_sheet()

    document = pypdfium2.PdfDocument(made.pdf)
    assert len(document) == 1
    said = document[0].get_textpage().get_text_range()
    document.close()
    assert "Accueil Exemple" in said
    for line in printed[0]:
        for group in line.split(" "):
            assert group in said
    assert b"Accueil" not in made.pdf.split(b"stream")[0]


def test_the_key_of_the_sheet_is_kept_nowhere(
    team: Desk, folder: Path, printed: list[Sequence[str]]
) -> None:
    team.administration.make_recovery_sheet()
    team.administration.confirm_recovery(printed[0])
    secret = recovery.secret_of(printed[0])

    for row in team._vault._database.all("select changes from journal"):
        assert secret not in (row["changes"] or "")
    for file in folder.rglob("*"):
        assert not file.is_file() or secret.encode() not in file.read_bytes()


def test_a_wrong_line_is_named_and_another_sheet_is_refused(
    team: Desk, printed: list[Sequence[str]]
) -> None:
    for _ in range(2):
        team.administration.make_recovery_sheet()
    old, new = printed
    typed = [*new]
    typed[3] = typed[2]
    with pytest.raises(RecoveryLinesError) as refused:
        team.administration.confirm_recovery(typed)
    assert refused.value.values == {"lines": "4"}
    stranger = recovery.new_key().secret
    for other in (old, [stranger]):
        with pytest.raises(OtherSheetError):
            team.administration.confirm_recovery(other)
    assert team.administration.recovery_state().confirmed is None


def test_a_sheet_that_waits_leaves_the_one_before_good(
    team: Desk, printed: list[Sequence[str]]
) -> None:
    first = team.administration.make_recovery_sheet()
    team.administration.confirm_recovery(printed[0])
    second = team.administration.make_recovery_sheet()

    state = team.administration.recovery_state()

    assert state.confirmed is not None
    assert state.waiting is not None
    assert (state.confirmed.id, state.waiting.id) == (first.sheet, second.sheet)


def test_removing_somebody_keeps_the_sheet_and_a_lost_one_can_be_given_up(
    team: Desk, folder: Path, printed: list[Sequence[str]]
) -> None:
    team.administration.make_recovery_sheet()
    team.administration.confirm_recovery(printed[0])

    assert team.administration.remove_staff(nadia(team)).recovery_kept
    assert team.administration.recovery_state().confirmed is not None
    team.administration.make_recovery_sheet()
    assert not team.administration.rotate(recovery=False).recovery_kept
    state = team.administration.recovery_state()
    assert state.confirmed is None
    assert state.waiting
    assert state.waiting.confirmed_on is None
    with pytest.raises(OtherSheetError):  # Whoever found it does not type it back.
        team.administration.confirm_recovery(printed[0])
    assert team.administration.verify().sound
    team.administration.confirm_recovery(printed[1])
    team.administration.rotate(recovery=False)
    assert team.administration.recovery_state() == RecoveryState(
        confirmed=None, waiting=None
    )
    team.close()
    with pytest.raises(WrongRecoveryKeyError):
        open_recovered(folder, printed[0])


def test_the_sheet_gives_a_coordinator_a_new_passphrase(
    team: Desk, folder: Path, printed: list[Sequence[str]]
) -> None:
    team.administration.make_recovery_sheet()
    team.administration.confirm_recovery(printed[0])
    gone = nadia(team)
    team.close()
    new = generate_passphrase()

    recovered = open_recovered(folder, printed[0])
    assert [staff.name for staff in recovered.coordinators] == ["Élise"]
    for staff_id in ("x", gone):
        with pytest.raises(UnknownStaffError):
            recovered.give_passphrase(staff_id, new)
    with pytest.raises(WeakPassphraseError):
        recovered.give_passphrase(recovered.coordinators[0].id, "azerty")
    desk = recovered.give_passphrase(recovered.coordinators[0].id, new)
    assert desk.people.count() == 1
    desk.close()

    with pytest.raises(WrongPassphraseError):
        open_by_name(folder, "Élise", ELISE)
    open_by_name(folder, "Élise", new).close()
    open_recovered(folder, printed[0]).close()
    with pytest.raises(RecoveryLinesError):
        open_recovered(folder, ["Q"])


def test_a_sheet_the_vault_knows_nothing_of_opens_no_desk(
    team: Desk, folder: Path
) -> None:
    """Whoever holds the master key could have left one behind, in silence."""
    made = recovery.new_key()
    vault = team._vault
    found = access.with_recovery(
        keys.read_keys(folder), vault._master_key, made.public_key
    )
    gate._write_keys(vault, found)
    team.close()

    with pytest.raises(WrongRecoveryKeyError):
        open_recovered(folder, recovery.lines_of(made.secret))

    open_by_name(folder, "Élise", ELISE).close()  # It is closed again.


# The journal


def test_the_journal_is_read_by_whoever_coordinates(team: Desk) -> None:
    person = team.people.search("samira")[0].id
    team.people.file(person)

    first = team.administration.journal(limit=1)
    everything = team.administration.journal(before=first[0].number)

    assert first[0].action == "person.created"
    assert len(everything) == first[0].number - 1
    assert team.administration.journal(subject=person) == first
    assert team.administration.journal(staff=nadia(team)) == ()
    assert team.administration.names([person, "", "x"]) == {person: "Samira (exemple)"}
    assert team.administration.verify().sound


def test_the_journal_is_kept_from_six_to_twelve_months(
    team: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = datetime(2027, 1, 1, tzinfo=UTC)
    assert team.administration.journal_months() == 12
    assert team.administration.journal_limit(moment) == date(2026, 1, 1)
    for months in (5, 13):
        with pytest.raises(WrongMonthsError):
            team.administration.keep_journal_for(months)

    team.administration.keep_journal_for(6)

    assert team.administration.journal_months() == 6
    assert team.administration.journal_limit(moment) == date(2026, 7, 2)
    assert team.administration.purge_journal() == 0
    later = administration.now() + timedelta(days=200)
    monkeypatch.setattr(administration, "now", lambda: later)
    assert team.administration.purge_journal() > 0
    assert team.administration.verify().sound


def test_limits_count_from_now(team: Desk) -> None:
    assert team.administration.journal_limit() < date.today()  # noqa: DTZ011


def test_every_refusal_says_what_to_do() -> None:
    from anef_desk.i18n import load

    french = load("fr")
    errors: list[Any] = [
        LastCoordinatorError(), NameTakenError(), OwnRemovalError(), OtherSheetError(),
        WrongMonthsError(least=6, most=12), MissingNameError(), UnknownColleagueError(),
        OwnPassphraseError(),
    ]  # fmt: skip
    for error in errors:
        assert error.exit_code == 2
        assert "{" not in error.explain(french)


def test_a_line_is_right_in_its_place_alone(
    team: Desk, printed: list[Sequence[str]]
) -> None:
    team.administration.make_recovery_sheet()
    assert administration.line_is_right(2, printed[0][1])
    assert not administration.line_is_right(1, printed[0][1])


def test_whoever_coordinates_is_known(team: Desk, folder: Path) -> None:
    assert team.administration.coordinates
    team.close()
    theirs = open_by_name(folder, "Nadia B.", NADIA)
    assert not theirs.administration.coordinates
    theirs.close()
