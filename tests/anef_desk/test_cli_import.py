"""A table by the command line: said, done, taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from anef_desk.cli import main
from anef_desk.desk.session import open_by_name
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.prefecture import Prefecture
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


def test_headings_alike_say_what_one_of_them_says(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "noms.csv"
    file.write_text("Divers;Nom;Nom\na;Karimi (exemple);b\n", encoding="utf-8")

    found = json.loads(run("import", "--file", str(file), "--dry-run")[1])

    assert found["columns"] == {"Divers": "", "Nom": "family_name"}
    assert (found["sheet"], found["sheets_left"]) == ("", [])


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


BOOK = (
    "Nom de la préfecture;Département;Adresse\n"
    "Préfecture de la Sarthe;72;1 place de la Fiction\n"
    "Préfecture de l’Ain;01;2 rue d’Exemple\n"
)


def book(vault: Path, staff: str | None = None) -> tuple[Prefecture, ...]:
    with closing(open_by_name(vault, staff, PASSPHRASE)) as desk:
        return desk.prefectures.all()


@pytest.fixture
def bring(run: Run, tmp_path: Path) -> Callable[..., tuple[int, str, str]]:
    """Import what is given as the book."""

    def given(content: bytes, *more: str) -> tuple[int, str, str]:
        path = tmp_path / "carnet.csv"
        path.write_bytes(content)
        return run("book", "--import", str(path), *more)

    return given


def test_the_book_of_one_desk_reaches_another(
    run: Run, bring: Run, vault: Path, tmp_path: Path
) -> None:
    status, out, _err = bring(BOOK.encode())
    text, _ack, number = out.rpartition("ACK ")
    assert (status, json.loads(text)["new"], int(number) > 0) == (0, 2, True)
    given = tmp_path / "donné.csv"

    status, out, _err = run("book", "--export", str(given))

    assert (status, json.loads(out)) == (0, {"prefectures": 2})
    again = json.loads(bring(given.read_bytes())[1])
    assert (again["same"], again["new"], again["refused"]) == (2, 0, [])
    assert [one.department for one in book(vault)] == ["01", "72"]


def test_a_book_is_looked_at_before_it_is_taken(bring: Run, vault: Path) -> None:
    status, out, _err = bring(BOOK.encode(), "--dry-run")

    assert (status, json.loads(out)["new"]) == (0, 2)
    assert book(vault) == ()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Nom\n" + b"x" * 5_000_000, "trop grand"),
        (b"Nom\n" + b"Ain\n" * 5_001, "trop grand"),
        (b"Nom\nAin\x00\n", "ne s’ouvre pas"),
        (b"\x00\xff\xfe\x81" * 50, "ne s’ouvre pas"),
        (b"\xff\xfe\x00\xd8x", "ne s’ouvre pas"),
        (b"", "vide"),
        (b"Nom\n", "vide"),
    ],
)
def test_what_is_no_book_is_one_sentence(
    bring: Run, vault: Path, content: bytes, said: str
) -> None:
    status, out, err = bring(content)

    assert (status, out, err.count("\n")) == (18, "", 1)
    assert said in err
    assert book(vault) == ()


def test_what_an_old_spreadsheet_wrote_is_read(bring: Run, vault: Path) -> None:
    bring(BOOK.replace("’", "'").encode("cp1252"))

    assert {one.name for one in book(vault)} == {
        "Préfecture de la Sarthe",
        "Préfecture de l'Ain",
    }


def test_a_formula_stays_a_text_wherever_the_book_goes(
    run: Run, bring: Run, vault: Path, tmp_path: Path
) -> None:
    bring(b"Nom;Adresse\n=CMD|' /C calc'!A0;@SUM(1)\n")
    given = tmp_path / "donné.csv"

    run("book", "--export", str(given))

    cells = given.read_text(encoding="utf-8-sig").splitlines()[1].split(";")
    assert not any(cell.strip('"')[:1] in {"=", "@", "+", "-"} for cell in cells)
    assert json.loads(bring(given.read_bytes())[1])["same"] == 1
    assert len(book(vault)) == 1


def test_a_line_given_twice_makes_one_prefecture(bring: Run, vault: Path) -> None:
    status, out, _err = bring((BOOK + BOOK.split("\n", 1)[1]).encode())

    found = json.loads(out.rpartition("ACK ")[0])
    assert (status, found["new"], found["same"]) == (0, 2, 2)
    assert len(book(vault)) == 2


def test_a_book_without_names_says_so_line_by_line(bring: Run, vault: Path) -> None:
    status, out, _err = bring(b"Divers\nx\n")

    assert status == 0
    assert json.loads(out)["refused"] == [{"line": 2, "why": ["il manque un nom"]}]
    assert book(vault) == ()


@pytest.mark.parametrize(("way", "code"), [("--import", 16), ("--export", 2)])
def test_a_place_that_is_not_there_is_one_sentence(
    run: Run, tmp_path: Path, way: str, code: int
) -> None:
    status, out, err = run("book", way, str(tmp_path / "nowhere" / "carnet.csv"))

    assert (status, out, err.count("\n")) == (code, "", 1)
    assert "nowhere" not in err


def test_the_book_goes_one_way_at_a_time(
    run: Run,
) -> None:
    for arguments in ((), ("--import", "a", "--export", "b")):
        status, told, err = run("book", *arguments)
        assert (status, told, err.count("\n")) == (2, "", 1)


def test_whoever_only_reads_takes_no_book_in(vault: Path, bring: Run) -> None:
    with closing(open_by_name(vault, None, PASSPHRASE)) as desk:
        desk.administration.add_staff("Ali", Role.READER, PASSPHRASE)

    status, out, err = bring(BOOK.encode(), "--staff", "Ali")

    assert status != 0
    assert (out, err.count("\n")) == ("", 1)
    assert book(vault, "Ali") == ()
