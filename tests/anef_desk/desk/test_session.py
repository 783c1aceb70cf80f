"""A session: a vault made, opened, worked in, locked, and opened again."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest

from anef_desk.desk.session import (
    Desk,
    UnknownStaffError,
    WeakPassphraseError,
    create_vault,
    describe_vault,
    one_of,
    open_desk,
    passphrase_strength,
    staff_of,
    verify_vault,
)
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.person import Person
from anef_desk.domain.staff import Role, Staff, one_line
from anef_desk.errors import ExpectedError
from anef_desk.vault import keys
from anef_desk.vault.connection import Database
from anef_desk.vault.errors import DiskFullError, WrongPassphraseError
from anef_desk.vault.keys import Kdf
from anef_desk.vault.notice import Notice
from anef_desk.vault.vault import Vault

WORDS = "pluie tambour gare olive marteau lune cerf"


class Place(Protocol):
    def open(self) -> tuple[Desk, Vault]: ...


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a vault made as the window makes it, with keys that cost nothing."""
    cheap = Kdf(memory_kib=64, iterations=1, lanes=1)
    monkeypatch.setattr(keys, "STRONG", cheap)
    monkeypatch.setattr(keys, "FLOOR", cheap)
    for name in ("DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    folder = tmp_path / "coffre"
    create_vault(folder, Organisation(name="Accueil Exemple"), "Élise", WORDS)
    return folder


def test_a_new_vault_opens(folder: Path) -> None:
    staff = staff_of(folder)
    assert [(one.name, one.role) for one in staff] == [("Élise", Role.COORDINATOR)]

    desk = open_desk(folder, staff[0].id, WORDS)

    assert desk.organisation.name == "Accueil Exemple"
    assert desk.people.count() == 0
    assert desk.warnings == ()
    desk.close()


def test_another_passphrase_does_not_open_it(folder: Path) -> None:
    with pytest.raises(WrongPassphraseError):
        open_desk(folder, staff_of(folder)[0].id, f"{WORDS}.")

    assert verify_vault(folder, None, WORDS)["findings"] == []


def test_a_vault_is_described_without_a_passphrase(folder: Path) -> None:
    found = describe_vault(folder)

    assert set(found) == {
        "vault",
        "generation",
        "bytes",
        "staff",
        "backups",
        "damaged_originals",
    }
    assert "Accueil" not in str(found)


def test_a_vault_is_verified(folder: Path) -> None:
    found = verify_vault(folder, "Élise", WORDS)

    assert set(found) == {
        "sound",
        "version",
        "pages",
        "journal_entries",
        "records",
        "findings",
        "backups",
    }
    assert found["findings"] == []


def test_nobody_else_can_be_verified(folder: Path) -> None:
    with pytest.raises(UnknownStaffError):
        verify_vault(folder, "Nadia", WORDS)


def test_a_vault_is_not_made_over_another(folder: Path) -> None:
    with pytest.raises(ExpectedError):
        create_vault(folder, Organisation(name="Autre"), "Nadia", WORDS)

    assert [one.name for one in staff_of(folder)] == ["Élise"]


@pytest.mark.parametrize("passphrase", ["", "azerty", "Samira1994!", "motdepasse123"])
def test_a_weak_passphrase_makes_nothing(tmp_path: Path, passphrase: str) -> None:
    assert not passphrase_strength(passphrase).enough
    with pytest.raises(WeakPassphraseError):
        create_vault(tmp_path / "v", Organisation(name="X"), "Élise", passphrase)

    assert list(tmp_path.iterdir()) == []


def test_seven_words_are_enough() -> None:
    found = passphrase_strength(WORDS)

    assert found.enough
    assert found.score == 4
    assert found.bits >= 80


def test_what_was_written_is_there_after_the_lock(place: Place) -> None:
    desk, _vault = place.open()
    written = desk.people.add(Person(id="", given_names="Nadia (exemple)"))
    case = desk.cases.open(written.person.id, "A2").case
    desk.drafts.put("letter:L02", {"harm": "Emploi"})
    desk.close()

    desk, vault = place.open()
    try:
        assert desk.people.file(written.person.id).person == written.person
        assert desk.cases.file(case.id).case == case
        assert desk.drafts.get("letter:L02") == {"harm": "Emploi"}
        assert vault.verify().findings == ()
    finally:
        desk.close()


def test_a_draft_is_typed_again_then_given_up(desk: Desk) -> None:
    assert desk.drafts.get("person") is None
    desk.drafts.put("person", {"name": "Na"})
    desk.drafts.put("person", {"name": "Nadia"})
    assert desk.drafts.get("person") == {"name": "Nadia"}

    desk.drafts.drop("person")

    assert desk.drafts.get("person") is None


def test_a_draft_that_cannot_be_dropped_does_not_refuse_what_was_recorded(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is offered again, and dropped then."""
    desk.drafts.put("person", {"name": "Nadia"})

    def full(_database: Database) -> None:
        raise DiskFullError

    with monkeypatch.context() as patch:
        patch.setattr(Database, "commit", full)
        desk.drafts.drop("person")
    assert desk.drafts.get("person") == {"name": "Nadia"}

    desk.drafts.drop("person")
    assert desk.drafts.get("person") is None


def test_the_letterhead_is_replaced(desk: Desk) -> None:
    desk.rename_organisation(Organisation(name="Accueil Nouveau", city="Tours"))

    assert desk.organisation == Organisation(name="Accueil Nouveau", city="Tours")


def test_an_impossible_date_is_said_when_the_vault_opens(folder: Path) -> None:
    desk = open_desk(folder, staff_of(folder)[0].id, WORDS)
    behind = desk._vault.remarks = (Notice("impossible"),)

    assert desk.warnings == behind
    desk.close()


def test_what_was_typed_on_a_full_disk_is_still_there_and_is_saved_later(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff = staff_of(folder)[0].id
    desk = open_desk(folder, staff, WORDS)
    desk.drafts.put("person:", {"family_name": "Kar"})

    def full(_database: Database) -> None:
        raise DiskFullError

    with monkeypatch.context() as filling:
        filling.setattr(Database, "commit", full)
        with pytest.raises(DiskFullError):
            desk.drafts.put("person:", {"family_name": "Karimi"})
        with pytest.raises(DiskFullError):
            desk.people.add(Person(id="", family_name="Karimi"))

    assert desk.drafts.get("person:") == {"family_name": "Karimi"}
    assert desk.people.count() == 0
    desk.people.add(Person(id="", family_name="Karimi"))
    desk.drafts.put("person:", {"family_name": "Karimi"})
    desk.close()
    again = open_desk(folder, staff, WORDS)
    assert again.people.count() == 1
    assert again.drafts.get("person:") == {"family_name": "Karimi"}
    again.drafts.drop("person:")
    assert again.drafts.get("person:") is None
    again.close()


def test_two_names_that_differ_by_a_space_open_their_own_way() -> None:
    """A vault kept the first as it was typed, before names were put on one line."""
    long = "Nadia  " + "B" * 150
    before, after = (
        Staff(id=name, name=name, role=Role.DESK) for name in (long, one_line(long))
    )

    for one in (before, after):
        assert one_of((before, after), one.name) == one
    assert one_of((before,), after.name) == before
    with pytest.raises(UnknownStaffError):
        one_of((before, after), f" {after.name}")
