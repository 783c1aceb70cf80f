"""The verbs of a vault: the same desk as the window, from the command line."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from anef_desk.cli import main
from anef_desk.desk.session import open_by_name, staff_of
from anef_desk.vault import keys
from anef_desk.vault.keys import Kdf
from anef_desk.vault.manifest import listed

WORDS = "pluie tambour gare olive marteau lune cerf"
CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)

Told = tuple[int, str, str]
Run = Callable[..., Told]


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Return how a verb is run with the passphrase in a file; its status and words."""
    monkeypatch.setattr(keys, "STRONG", CHEAP)
    monkeypatch.setattr(keys, "FLOOR", CHEAP)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    secret = tmp_path / "phrase"
    secret.write_text(WORDS, encoding="utf-8")

    def call(verb: str, *arguments: object) -> Told:
        status = main(
            ["vault", verb, *map(str, arguments), "--passphrase-file", str(secret)]
        )
        told = capsys.readouterr()
        assert told.err.count("\n") == (1 if told.err else 0)
        assert "Traceback" not in told.err
        return status, told.out, told.err

    return call


@pytest.fixture
def folder(tmp_path: Path, run: Run) -> Path:
    folder = tmp_path / "coffre"
    made = run("create", folder, "--organisation", "Accueil", "--staff", "Élise")
    assert made == (0, "", "")
    return folder


@pytest.fixture
def nadia(tmp_path: Path) -> Path:
    file = tmp_path / "nadia.json"
    person = {
        "family_name": "N’Diaye (exemple)",
        "given_names": "Nadia",
        "birth_date": "1994-03",
        "status": "refugee",
        "minor_children": 2,
    }
    file.write_text(json.dumps(person), encoding="utf-8")
    return file


def answer(told: Told) -> Any:
    status, out, err = told
    assert (status, err) == (0, "")
    return json.loads(out)


def test_a_person_is_written_down_acknowledged_and_found(
    run: Run, folder: Path, nadia: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, out, err = run("add-person", folder, nadia)
    assert (status, err) == (0, "")
    made, acknowledged = out.rsplit("ACK ", 1)
    assert int(acknowledged) == 3

    (found,) = answer(run("search", folder, "ndia"))
    assert found["id"] == json.loads(made)["person"]
    assert found["name"].startswith("N’DIAYE")
    assert answer(run("search", folder, "--staff", "Élise", "ndia")) == [found]
    assert len(answer(run("search", folder))) == 1
    monkeypatch.setattr(sys, "stdin", io.StringIO("nadia\n"))
    assert answer(run("search", folder, "-")) == [found]
    closed = io.StringIO()
    closed.close()
    monkeypatch.setattr(sys, "stdin", closed)
    assert run("search", folder, "-")[0] == 2
    assert answer(run("search", folder, "zzz", "--staff", "Élise")) == []
    for typed, known in (("N’Diaye".encode(), [found]), (b"\xe9zz", [])):
        given = io.TextIOWrapper(io.BytesIO(typed + b"\n"), encoding="cp1252")
        monkeypatch.setattr(sys, "stdin", given)  # As Windows reads a pipe.
        assert answer(run("search", folder, "-")) == known


@pytest.mark.parametrize(
    ("person", "named"),
    [
        ([], "JSON"),
        ({}, "family_name"),
        ({"family_name": " "}, "family_name"),
        ({"family_name": 3}, "family_name"),
        ({"family_name": "X", "status": "king"}, "status"),
        ({"family_name": "X", "minor_children": "2"}, "minor_children"),
        ({"family_name": "X", "minor_children": -1}, "minor_children"),
        ({"family_name": "X", "minor_children": 1 << 80}, "minor_children"),
        ({"family_name": "X", "birth_date": "1994-13"}, "birth_date"),
        ({"family_name": "X", "birth_date": 1994}, "birth_date"),
        ({"family_name": "X", "id": "1"}, "id"),
        ({"family_name": "X", "a\x1b" + "b" * 90: 1}, "a?bbb"),
    ],
)
def test_what_is_no_person_is_refused_by_the_name_of_its_field(
    run: Run, folder: Path, tmp_path: Path, person: object, named: str
) -> None:
    file = tmp_path / "person.json"
    file.write_text(json.dumps(person), encoding="utf-8")

    status, out, err = run("add-person", folder, file)

    assert (status, out) == (18, "")
    assert named in err
    assert "king" not in err


def given(run: Run, folder: Path, tmp_path: Path, note: object) -> Told:
    file = tmp_path / "note.json"
    file.write_text(json.dumps(note), encoding="utf-8")
    return run("add-note", folder, file)


def test_a_note_is_kept_with_its_person_and_acknowledged(
    run: Run, folder: Path, nadia: Path, tmp_path: Path
) -> None:
    run("add-person", folder, nadia)
    (person,) = answer(run("search", folder))
    line = "Apporte le bail jeudi (exemple)"

    note = {"person": person["id"], "kind": "called", "note": line}
    status, out, err = given(run, folder, tmp_path, note)

    assert (status, err) == (0, "")
    made, acknowledged = out.rsplit("ACK ", 1)
    assert int(acknowledged) == 4
    desk = open_by_name(folder, None, WORDS)
    try:
        (kept,) = desk.people.file(person["id"]).events
        assert (kept.id, kept.note) == (json.loads(made)["note"], line)
    finally:
        desk.close()


@pytest.mark.parametrize(
    ("note", "named"),
    [
        ([], "JSON"),
        ({}, "person"),
        ({"person": "1"}, "kind"),
        ({"person": "1", "kind": "sang"}, "kind"),
        ({"person": "1", "kind": "came", "note": 3}, "note"),
        ({"person": "1", "kind": "came", "id": "2"}, "id"),
        ({"person": "sang", "kind": "came"}, "person"),
    ],
)
def test_what_is_no_note_is_refused_by_the_name_of_its_field(
    run: Run, folder: Path, tmp_path: Path, note: object, named: str
) -> None:
    status, out, err = given(run, folder, tmp_path, note)

    assert (status, out) == (18, "")
    assert f"« {named} »" in err
    assert "sang" not in err


def test_a_backup_restores_what_it_held(run: Run, folder: Path, nadia: Path) -> None:
    run("add-person", folder, nadia)
    before = answer(run("dump-state", folder))
    made = answer(run("backup", folder))
    assert made["backups"] == [made["backup"]]
    assert made["second_place"] is None
    assert answer(run("rehearse", folder)) == {"backup": made["backup"], "sound": True}
    run("add-person", folder, nadia)
    assert answer(run("dump-state", folder)) != before

    done = answer(run("restore", folder))

    assert done == {"backup": made["backup"], "erased_again": 0, "notices": []}
    after = answer(run("dump-state", folder))
    assert after.pop("journal")["rows"] == before.pop("journal")["rows"] + 1
    assert after == before
    assert answer(run("verify", folder))["findings"] == []


def test_the_state_of_a_backup_is_read_without_writing(
    run: Run, folder: Path, nadia: Path
) -> None:
    run("add-person", folder, nadia)
    name = answer(run("backup", folder))["backup"]
    backup = folder / "backups" / name

    assert run("search", backup, "ndia")[0] == 14
    assert len(answer(run("search", backup, "ndia", "--read-only"))) == 1
    found = answer(run("dump-state", backup, "--read-only"))
    assert found == answer(run("dump-state", folder))
    assert answer(run("verify", backup, "--read-only"))["findings"] == []


def test_a_vault_says_what_backups_it_has(
    run: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = answer(run("backup", folder))["backup"]

    assert main(["vault", "info", str(folder)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [backup["name"] for backup in told["backups"]] == [name]
    assert told["backups"][0]["reason"] == "by_hand"
    verified = answer(run("verify", folder))
    assert verified["backups"] == [{"name": name, "sound": True}]
    (folder / "backups" / name / "vault.db").write_bytes(b"x")
    status, out, err = run("verify", folder)
    assert (status, err) == (1, "")
    assert json.loads(out)["backups"] == [{"name": name, "sound": False}]
    status, out, err = run("rehearse", folder)
    assert (status, json.loads(out)["sound"], err) == (1, False, "")


def test_copies_go_to_a_second_place_and_come_back_from_it(
    run: Run, folder: Path, nadia: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "clé USB"
    assert run("backup", folder, "--second-place", stick)[0] == 16
    stick.mkdir()
    run("add-person", folder, nadia)
    made = answer(run("backup", folder, "--second-place", stick))
    assert made["second_place"] == "done"
    shutil.rmtree(folder)
    folder.mkdir()

    done = answer(run("restore", folder, "--from", stick))

    assert done["backup"] == made["backup"]
    assert len(answer(run("search", folder, "ndia"))) == 1


@pytest.mark.parametrize("damage", ["flipped", "missing"])
def test_damaged_keys_alone_come_back_and_nothing_is_lost(
    run: Run, folder: Path, nadia: Path, damage: str
) -> None:
    """As the window does, and as the sentence about it says."""
    answer(run("backup", folder))
    assert run("add-person", folder, nadia)[0] == 0
    before = answer(run("dump-state", folder))
    if damage == "flipped":
        (folder / "keys.json").write_bytes(b"{}")
    else:
        (folder / "keys.json").unlink()
    assert run("verify", folder)[0] == 11

    done = answer(run("restore", folder))

    assert done == {"backup": None, "erased_again": 0, "notices": []}
    assert answer(run("dump-state", folder)) == before


def test_damaged_keys_come_back_without_any_backup(
    run: Run, folder: Path, nadia: Path
) -> None:
    """From their copy, which is made when they change."""
    assert run("add-person", folder, nadia)[0] == 0
    shutil.rmtree(folder / "backups", ignore_errors=True)
    content = (folder / "keys.json").read_bytes()
    (folder / "keys.json").write_bytes(b"{}")
    assert run("restore", folder)[0] == 2
    (folder / "keys.previous.json").write_bytes(content)
    assert run("restore", folder, "--backup", "")[0] == 2

    done = answer(run("restore", folder))

    assert done == {"backup": None, "erased_again": 0, "notices": []}
    assert len(answer(run("search", folder, "ndia"))) == 1


def test_a_damaged_backup_is_not_taken_for_the_vault(run: Run, folder: Path) -> None:
    good, bad = [answer(run("backup", folder))["backup"] for _time in range(2)]
    (folder / "backups" / bad / "keys.json").unlink()

    status, _out, err = run("restore", folder, "--backup", bad)

    assert (status, err.startswith("Cette sauvegarde n’est plus")) == (11, True)
    (folder / "backups" / bad / "backup.json").write_bytes(b"{}")
    assert answer(run("restore", folder))["backup"] == good


@pytest.mark.parametrize(
    "arguments",
    [["--backup", "20200101T000000Z"], ["--backup", ""], ["--from", "/nulle/part"]],
)
def test_a_backup_nobody_made_is_not_restored(
    run: Run, folder: Path, arguments: list[str]
) -> None:
    answer(run("backup", folder))

    status, out, err = run("restore", folder, *arguments)

    assert (status, out) == (2, "")
    assert "Cette sauvegarde n’est pas là." in err


def test_nothing_is_rehearsed_without_a_backup(run: Run, folder: Path) -> None:
    assert run("rehearse", folder)[0] == 2


def test_a_verification_that_finds_something_ends_with_a_status_that_says_so(
    run: Run, folder: Path, nadia: Path
) -> None:
    """An older vault put back; then a backup that is not what was written."""
    made = answer(run("backup", folder))["backup"]
    before = (folder / "vault.db").read_bytes()
    assert run("add-person", folder, nadia)[0] == 0
    assert run("verify", folder)[0] == 0
    after = (folder / "vault.db").read_bytes()

    (folder / "vault.db").write_bytes(before)
    status, out, err = run("verify", folder)
    assert (status, err) == (1, "")
    assert "plus ancien" in json.loads(out)["findings"][0]

    (folder / "vault.db").write_bytes(after)
    copy = folder / "backups" / made / "vault.db"
    copy.write_bytes(copy.read_bytes()[:-1] + b"x")
    status, out, err = run("verify", folder)
    assert (status, err) == (1, "")
    assert json.loads(out)["backups"] == [{"name": made, "sound": False}]


def test_a_vault_without_names_is_not_made(run: Run, tmp_path: Path) -> None:
    for structure, who in ((" ", "Élise"), ("Accueil", "")):
        made = run(
            "create", tmp_path / "v", "--organisation", structure, "--staff", who
        )
        assert made[0] == 2
        assert "il manque un nom" in made[2]
        assert not (tmp_path / "v").exists()


def test_whoever_opens_a_vault_has_a_name_that_a_list_can_show(
    run: Run, tmp_path: Path
) -> None:
    made = ("create", tmp_path / "v", "--organisation", "Accueil", "--staff")
    status, _out, err = run(*made, "x" * 121)
    assert (status, "120 caractères au plus" in err) == (2, True)
    assert run(*made, "\udcff")[0] == 18
    assert not (tmp_path / "v").exists()

    assert run(*made, " Ame\u0301lie\n B. ") == (0, "", "")
    assert [staff.name for staff in staff_of(tmp_path / "v")] == ["Amélie B."]
    assert run("verify", tmp_path / "v", "--staff", "Ame\u0301lie  B.")[0] == 0


def test_what_was_given_and_is_not_there_is_said_in_french(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    """What happened, what is safe, what to do; and no word of Python."""
    for missing in (tmp_path / "absent.json", tmp_path):
        status, _out, err = run("add-person", folder, missing)
        assert status == 2
        assert "n’est pas là" in err
        assert "Rien n’a été changé" in err
        assert "Error" not in err


def test_nobody_else_restores(run: Run, folder: Path) -> None:
    answer(run("backup", folder))

    assert run("restore", folder, "--staff", "Nadia")[0] == 2


DAMAGES = {
    "vault.db": [b"", b"x", b"y" * 8192, b"z" * 5000, None],
    "keys.json": [b"", b"{}", None],
}


@pytest.mark.parametrize(
    ("name", "content"),
    [(name, content) for name, all_ in DAMAGES.items() for content in all_],
)
def test_whatever_the_damage_the_vault_comes_back(
    run: Run, folder: Path, nadia: Path, name: str, content: bytes | None
) -> None:
    """Refused with the damage code by each verb; restored by one."""
    run("add-person", folder, nadia)
    answer(run("backup", folder))
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)

    for verb in ("verify", "search", "dump-state", "backup"):
        status, out, err = run(verb, folder)
        assert (status, out) == (11, "")
        assert err

    answer(run("restore", folder))
    assert len(answer(run("search", folder, "ndia"))) == 1
    assert any(".damaged-" in item.name for item in folder.iterdir()) or not content


def test_a_passphrase_comes_from_a_descriptor_too(
    run: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    read, write = os.pipe()
    os.write(write, f"{WORDS}\n".encode())
    os.close(write)

    assert main(["vault", "backup", str(folder), "--passphrase-fd", str(read)]) == 0
    assert len(listed(folder / "backups")) == 1
    capsys.readouterr()
