"""Copies, exports and erasures by the command line: the same desk as the window."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest
from PIL import Image

from anef_desk import cli_data
from anef_desk.cli import main
from anef_desk.cli_answer import assert_writable
from anef_desk.desk.safekeeping import Reason, backups_of
from anef_desk.desk.session import open_by_name
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.person import Person
from anef_desk.domain.staff import Role, Staff
from anef_desk.vault import keys
from anef_desk.vault.keys import Kdf
from anef_desk.vault.vault import create

CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)
PASSPHRASE = "sept mots sans lien entre eux"  # noqa: S105 - of a vault made for a test
CANARY = "Zarathoustra"


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "STRONG", CHEAP)
    monkeypatch.setattr(keys, "FLOOR", CHEAP)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    return path


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "coffre"
    staff = Staff(id=new_id(), name="Élise", role=Role.COORDINATOR)
    create(folder, Organisation(name="Accueil"), staff, PASSPHRASE, kdf=CHEAP)
    return folder


@pytest.fixture
def person(vault: Path) -> str:
    desk = open_by_name(vault, None, PASSPHRASE)
    try:
        return desk.people.add(Person(id="", family_name=CANARY)).person.id
    finally:
        desk.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    Image.new("RGB", (9, 12), "red").save(path)
    return path


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(vault: Path, secret: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def command(verb: str, *arguments: object) -> tuple[int, str, str]:
        status = main(
            ["vault", verb, str(vault), "--passphrase-file", str(secret)]
            + [str(argument) for argument in arguments]
        )
        told = capsys.readouterr()
        assert CANARY not in told.out + told.err
        assert PASSPHRASE not in told.out + told.err
        return status, told.out, told.err

    return command


def test_a_copy_is_attached_and_acknowledged(
    run: Run, person: str, photo: Path, vault: Path
) -> None:
    status, out, err = run(
        "attach", "--person", person, "--file", photo, "--until", "2027-01-31"
    )

    assert (status, err) == (0, "")
    assert re.fullmatch(r"ACK \d+\n", out)
    desk = open_by_name(vault, "Élise", PASSPHRASE)
    (row,) = desk.attachments.of(person)
    desk.close()
    assert row.attachment.title == "photo.png"


def test_what_is_refused_has_its_sentence_and_its_status(
    run: Run, person: str, photo: Path, tmp_path: Path
) -> None:
    program = tmp_path / f"{CANARY}.pdf"
    program.write_bytes(b"MZ")
    for arguments, expected in (
        (("attach", "--person", person, "--file", program), 18),
        (("attach", "--person", person, "--file", tmp_path / "none"), 16),
        (("attach", "--person", new_id(), "--file", photo), 18),
        (("erase-person", "--person", new_id()), 18),
        (("erase-person", "--person", person, "--staff", "Nobody"), 2),
        (
            (
                "export-person",
                "--person",
                person,
                "--out",
                tmp_path / "x",
                "--seal-file",
                tmp_path / "none",
            ),
            2,
        ),
        (
            (
                "export-person",
                "--person",
                person,
                "--out",
                tmp_path / "x",
                "--recipient",
                "age1nothing",
            ),
            2,
        ),
    ):
        status, out, err = run(*arguments)
        assert (status, out) == (expected, ""), arguments
        assert len(err.splitlines()) == 1
        assert "Traceback" not in err


@pytest.mark.usefixtures("quick_seals")
def test_a_person_s_data_is_written_sealed(
    run: Run, person: str, photo: Path, tmp_path: Path
) -> None:
    run("attach", "--person", person, "--file", photo)
    out, seal = tmp_path / "donnees.zip.age", tmp_path / "seal"
    seal.write_text("sept autres mots sans aucun lien entre eux\n", encoding="utf-8")

    status, told, _ = run(
        "export-person", "--person", person, "--out", out, "--seal-file", seal
    )

    assert status == 0
    assert told.startswith("ACK ")
    assert CANARY.encode() not in out.read_bytes()
    plain = pyrage.passphrase.decrypt(
        out.read_bytes(), "sept autres mots sans aucun lien entre eux"
    )
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        assert CANARY in archive.read("dossier.json").decode()
        assert "pieces/01.png" in archive.namelist()


@pytest.mark.usefixtures("quick_seals")
def test_the_seal_is_read_from_a_descriptor_too(
    run: Run, person: str, tmp_path: Path
) -> None:
    for text, expected in (
        ("sept autres mots sans aucun lien entre eux\n", 0),
        ("", 2),
    ):
        reading, writing = os.pipe()
        os.write(writing, text.encode())
        os.close(writing)
        status, _, _ = run(
            "export-person", "--person", person, "--out", tmp_path / "x.age",
            "--seal-fd", reading,
        )  # fmt: skip
        assert status == expected


@pytest.mark.parametrize("name", ["absent/certificat.pdf", "", "x" * 300])
def test_nobody_is_erased_whose_certificate_has_no_place(
    name: str, run: Run, person: str, vault: Path, tmp_path: Path
) -> None:
    """Nobody would look for it afterwards."""
    status, _said, why = run(
        "erase-person", "--person", person, "--certificate", tmp_path / name
    )

    assert status == 2
    assert len(why.splitlines()) == 1
    assert not list(tmp_path.glob("*.part"))
    desk = open_by_name(vault, None, PASSPHRASE)
    assert desk.people.count() == 1
    desk.close()


def test_a_certificate_already_there_is_kept_when_nobody_is_erased(
    run: Run, tmp_path: Path
) -> None:
    certificate = tmp_path / "certificat.pdf"
    certificate.write_text("d’avant", encoding="utf-8")

    status, _said, _why = run(
        "erase-person", "--person", new_id(), "--certificate", certificate
    )

    assert status == 18
    assert certificate.read_text(encoding="utf-8") == "d’avant"


def test_a_person_is_erased_with_a_certificate(
    run: Run, person: str, vault: Path, tmp_path: Path
) -> None:
    certificate = tmp_path / "certificat.pdf"

    status, told, _ = run(
        "erase-person", "--person", person, "--certificate", certificate
    )

    assert status == 0
    assert told.startswith("ACK ")
    assert certificate.read_bytes().startswith(b"%PDF-")
    assert [row.reason for row in backups_of(vault)] == [Reason.BEFORE_ERASURE]
    desk = open_by_name(vault, None, PASSPHRASE)
    assert desk.people.count() == 0
    desk.close()


def test_an_attachment_opens_no_socket(
    vault: Path, person: str, photo: Path, secret: Path, tmp_path: Path
) -> None:
    """Neither the desk nor its child; the system is the witness."""
    program = f"""
import sys
from anef_desk.vault import keys
from anef_desk.vault.keys import Kdf
keys.FLOOR = Kdf(memory_kib=64, iterations=1, lanes=1)
from anef_desk.cli import main
raise SystemExit(main(["vault", "attach", {str(vault)!r}, "--person", {person!r},
    "--file", {str(photo)!r}, "--passphrase-file", {str(secret)!r}]))
"""
    seen = tmp_path / "trace"
    trace = ["strace", "-f", "-qq", "-e", "trace=socket", "-o", str(seen)]
    done = subprocess.run(
        [*trace, sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )

    assert done.returncode == 0, done.stderr
    assert "AF_INET" not in seen.read_text(encoding="utf-8")


def test_a_certificate_is_made_again_for_whom_it_was_lost(
    run: Run, person: str, tmp_path: Path
) -> None:
    status, told, _ = run("erase-person", "--person", person)
    assert (status, told.startswith("ACK ")) == (0, True)
    again = tmp_path / "certificat.pdf"

    status, told, _ = run("certificate", "--person", person, "--out", again)

    assert (status, told) == (0, "")
    assert again.read_bytes().startswith(b"%PDF-")
    status, _told, why = run("certificate", "--person", new_id(), "--out", again)
    assert (status, len(why.splitlines())) == (18, 1)
    status, _told, why = run("certificate", "--person", person, "--out", tmp_path)
    assert (status, len(why.splitlines())) == (2, 1)


def test_whoever_is_erased_is_said_to_be_though_the_paper_could_not_be_written(
    run: Run, person: str, vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = tmp_path / "certificat.pdf"
    monkeypatch.setattr(cli_data, "assert_writable", _without_a_place(certificate))

    status, told, why = run(
        "erase-person", "--person", person, "--certificate", certificate
    )

    assert status == 14
    assert told.startswith("ACK ")
    assert "est effacé" in why
    assert "vault certificate" in why
    desk = open_by_name(vault, None, PASSPHRASE)
    assert desk.people.count() == 0
    desk.close()


def _without_a_place(certificate: Path) -> Callable[[Path], None]:
    """Return `assert_writable`, after which the place goes."""

    def taken(path: Path) -> None:
        assert_writable(path)
        certificate.mkdir()

    return taken
