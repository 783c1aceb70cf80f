"""A table by the command line: said, done, taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from anef_desk.cli import main
from anef_desk.desk.session import open_by_name
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.staff import Role, Staff
from anef_desk.vault import keys
from anef_desk.vault.keys import Kdf
from anef_desk.vault.vault import create

CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)
PASSPHRASE = "sept mots sans lien entre eux"  # noqa: S105 - of a vault made for a test
TABLE = "Nom;Né le;Divers\nKarimi (exemple);21/03/1994;x\nOmar;hier;\n"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "STRONG", CHEAP)
    monkeypatch.setattr(keys, "FLOOR", CHEAP)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "coffre"
    staff = Staff(id=new_id(), name="Élise", role=Role.COORDINATOR)
    create(folder, Organisation(name="Accueil"), staff, PASSPHRASE, kdf=CHEAP)
    return folder


@pytest.fixture
def run(tmp_path: Path, vault: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE, encoding="utf-8")

    def given(verb: str, *more: str) -> tuple[int, str, str]:
        status = main(
            ["vault", verb, str(vault), "--passphrase-file", str(secret), *more]
        )
        out, err = capfd.readouterr()
        return status, out, err

    return given


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "personnes.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def count(vault: Path) -> int:
    desk = open_by_name(vault, None, PASSPHRASE)
    try:
        return desk.people.count()
    finally:
        desk.close()


def test_a_dry_run_says_everything_and_writes_nothing(
    run: Run, vault: Path, table: Path
) -> None:
    status, out, _err = run("import", "--file", str(table), "--dry-run")

    found = json.loads(out)
    assert status == 0
    assert found["columns"] == {
        "Nom": "family_name",
        "Né le": "birth_date",
        "Divers": "",
    }
    assert found["new"] == 1
    assert [refused["line"] for refused in found["refused"]] == [3]
    assert "Karimi" not in out
    assert count(vault) == 0


def test_an_import_is_done_acknowledged_and_taken_back(
    run: Run, vault: Path, table: Path
) -> None:
    status, out, _err = run("import", "--file", str(table))
    text, _ack, number = out.rpartition("ACK ")
    assert (status, int(number) > 0, count(vault)) == (0, True, 1)
    batch = json.loads(text)["import"]

    status, out, _err = run("undo-import", batch)

    assert status == 0
    assert json.loads(out.rpartition("ACK ")[0]) == {
        "removed": 1,
        "restored": 0,
        "left": 0,
    }
    assert count(vault) == 0
    assert run("undo-import", batch)[0] != 0


def test_a_table_with_nothing_to_write_is_not_an_import(
    run: Run, vault: Path, tmp_path: Path
) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Né le\nhier\n", encoding="utf-8")

    _status, out, _err = run("import", "--file", str(path))

    assert "import" not in json.loads(out)


def test_what_cannot_be_done_is_one_sentence(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(b"PK\x03\x04rubbish")

    for arguments in (("import", "--file", str(path)), ("undo-import", "nothing")):
        status, out, err = run(*arguments)
        assert (status, out, err.count("\n")) == (18, "", 1)
