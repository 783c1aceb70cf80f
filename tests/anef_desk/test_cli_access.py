"""Who can open a vault, from the command line."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from anef_desk import cli_access
from anef_desk.cli import main
from anef_desk.vault import keys, recovery
from anef_desk.vault.keys import Kdf

ELISE = "pluie tambour gare olive marteau lune cerf"
NADIA = "canard fenetre bouton orage velours nuage cle"
NEW = "piano citron valise hiver lampe sable renard"

CHANGES = {
    "add-staff", "remove-staff", "rotate", "reset-passphrase", "change-passphrase",
    "delete-old-copies", "delete-damaged", "recovery",
}  # fmt: skip
"""The verbs that commit something, and say under which number."""

Run = Callable[..., tuple[int, Any, str]]


def descriptor(text: str) -> str:
    """Return the number of a descriptor that gives *text*."""
    reading, writing = os.pipe()
    os.write(writing, text.encode())
    os.close(writing)
    return str(reading)


@pytest.fixture
def run(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Return how a verb is run: status, what it printed as JSON, what it said."""
    cheap = Kdf(memory_kib=64, iterations=1, lanes=1)
    monkeypatch.setattr(keys, "STRONG", cheap)
    monkeypatch.setattr(keys, "FLOOR", cheap)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def verb(
        *words: str,
        passphrase: str | None = ELISE,
        new: str | None = None,
        lines: Sequence[str] | None = None,
        staff: str = "Élise",
    ) -> tuple[int, Any, str]:
        path = str(tmp_path / "coffre")
        count = 2 if words[0] == "recovery" else 1
        given = ["vault", *words[:count], path, *words[count:]]
        if words[0] != "create":
            given += ["--staff", staff]
        if passphrase is not None:
            given += ["--passphrase-fd", descriptor(f"{passphrase}\n")]
        if new is not None:
            given += ["--new-passphrase-fd", descriptor(new)]
        if lines is not None:
            given += ["--lines-fd", descriptor("\n".join(lines))]
        status = main(given)
        told = capsys.readouterr()
        assert ELISE not in told.out + told.err
        out, acknowledged = re.subn(r"ACK \d+\n\Z", "", told.out)
        assert acknowledged == (status == 0 and words[0] in CHANGES)
        return status, out, told.err

    assert verb("create", "--organisation", "X", "--staff", "Élise")[0] == 0
    return verb


@pytest.fixture
def sheet(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sequence[str]:
    """Give the lines of the sheet that was just made as a PDF."""
    made: list[str] = []
    spell = recovery.lines_of

    def spelled(secret: str) -> Sequence[str]:
        made.extend(spell(secret))
        return made

    monkeypatch.setattr(recovery, "lines_of", spelled)
    out = tmp_path / "feuille.pdf"
    assert run("recovery", "make", "--out", str(out)) == (0, "", "")
    assert out.read_bytes().startswith(b"%PDF")
    return made


def added(run: Run) -> None:
    status, out, _err = run("add-staff", "--name", "Nadia", "--role", "desk", new=NADIA)
    assert status == 0
    assert set(json.loads(out)) == {"id", "name", "role"}


def test_a_colleague_is_added_then_removed(run: Run) -> None:
    added(run)
    assert run("verify", staff="Nadia", passphrase=NADIA)[0] == 0

    status, out, _err = run("remove-staff", "--name", "Nadia")

    assert status == 0
    told = json.loads(out)
    (copy,) = told.pop("old_copies")
    assert told == {
        "generation": 2,
        "left": ["Nadia"],
        "stays": ["Élise"],
        "recovery_sheet_kept": False,
        "backed_up": True,
        "second_place_away": False,
    }
    status, out, _err = run("delete-old-copies")
    assert status == 0
    assert json.loads(out) == {"deleted": [copy], "second_place_away": False}
    assert run("verify", staff="Nadia", passphrase=NADIA)[0] == 2
    assert run("verify")[0] == 0
    assert run("remove-staff", "--name", "Nadia")[0] == 2


@pytest.mark.parametrize(
    ("words", "new"),
    [
        (("add-staff", "--name", "Zoé", "--role", "desk"), NEW),
        (("remove-staff", "--name", "Élise"), None),
        (("rotate",), None),
        (("reset-passphrase", "--name", "Élise"), NEW),
        (("delete-old-copies",), None),
        (("delete-damaged",), None),
        (("audit",), None),
        (("recovery", "make", "--out", "x.pdf"), None),
        (("recovery", "confirm", "--lines-fd", "0"), None),
    ],
)
def test_what_a_role_does_not_allow_is_refused_in_one_sentence(
    run: Run,
    words: tuple[str, ...],
    new: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    added(run)
    monkeypatch.chdir(tmp_path)
    extra: dict[str, Any] = {"new": new}
    if "--lines-fd" in words:
        words, extra["lines"] = words[:2], ["Q"]
    status, out, err = run(*words, staff="Nadia", passphrase=NADIA, **extra)

    assert (status, out, err.count("\n")) == (2, "", 1)


def test_what_a_restoration_put_aside_is_deleted(run: Run, tmp_path: Path) -> None:
    assert run("backup")[0] == 0
    folder = tmp_path / "coffre"
    (folder / "vault.db").write_bytes(b"x" * 8192)
    assert run("verify")[0] == 11
    assert run("restore")[0] == 0
    kept = [path for path in folder.iterdir() if "damaged" in path.name]
    assert kept

    status, out, _err = run("delete-damaged")

    assert status == 0
    assert sorted(json.loads(out)["deleted"]) == sorted(path.name for path in kept)
    assert not any(path.exists() for path in kept)
    assert "vault.damaged_deleted" in run("audit")[1]
    assert json.loads(run("delete-damaged")[1]) == {"deleted": []}


def test_several_people_open_it_and_nobody_said_who_it_is(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    added(run)
    secret = tmp_path / "phrase"
    secret.write_text(ELISE, encoding="utf-8")
    folder = str(tmp_path / "coffre")

    status = main(["vault", "verify", folder, "--passphrase-file", str(secret)])

    assert status == 2
    assert "--staff" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["add-staff", "--name", "Nadia", "--role", "desk", "--new-passphrase-fd"],
        ["reset-passphrase", "--name", "Nadia", "--new-passphrase-fd"],
        ["change-passphrase", "--new-passphrase-fd"],
        ["recovery", "confirm", "--lines-fd"],
        ["export-person", "--person", "x", "--out", "OUT", "--seal-fd"],
    ],
)
def test_a_descriptor_nobody_gave_is_never_a_file_of_the_vault(
    run: Run, tmp_path: Path, words: list[str]
) -> None:
    """The next one the system gives: it would be closed under the open vault."""
    free = os.dup(0)
    os.close(free)
    given = [str(tmp_path / "x.age") if word == "OUT" else word for word in words]

    status, _out, err = run(*given, str(free))

    assert status == 2
    assert "donné" in err or "n’a pas été lue" in err
    assert run("verify")[0] == 0


def test_a_passphrase_comes_from_one_place(run: Run, tmp_path: Path) -> None:
    status, _out, err = run("verify", "--passphrase-file", str(tmp_path / "phrase"))
    assert status == 2
    assert "ne va pas avec" in err


def test_a_sheet_that_waits_is_not_given_up_for_one_that_cannot_be_written(
    run: Run, sheet: Sequence[str], tmp_path: Path
) -> None:
    lines = list(sheet)
    status, _out, err = run("recovery", "make", "--out", str(tmp_path / "no" / "x.pdf"))
    assert (status, err.count("\n")) == (2, 1)

    assert run("recovery", "confirm", lines=lines)[0] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="its terminal is always there")
def test_a_passphrase_nobody_can_type_is_said_in_one_line() -> None:
    """Without a terminal, Python would warn about itself."""
    process = subprocess.run(
        [sys.executable, "-m", "anef_desk", "vault", "verify", "nowhere"],
        check=False,
        input="",
        capture_output=True,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )

    assert process.returncode == 2
    assert process.stderr.count("\n") == 1
    assert process.stderr.startswith("La phrase secrète n’a pas été donnée.")


def test_a_passphrase_is_changed(run: Run) -> None:
    assert run("change-passphrase", new=NEW) == (0, "", "")
    assert run("verify")[0] == 10
    assert run("verify", passphrase=NEW)[0] == 0
    assert run("change-passphrase", passphrase=NEW, new="azerty")[0] == 2
    assert run("change-passphrase", passphrase=NEW, new="")[0] == 2


def test_a_forgotten_passphrase_is_replaced(run: Run) -> None:
    added(run)

    assert run("reset-passphrase", "--name", "Nadia", new=NEW) == (0, "", "")

    assert run("verify", staff="Nadia", passphrase=NADIA)[0] == 10
    assert run("verify", staff="Nadia", passphrase=NEW)[0] == 0
    assert run("reset-passphrase", "--name", "Zoé", new=NEW)[0] == 2
    assert run("reset-passphrase", "--name", "Élise", new=NEW)[0] == 2


def test_a_vault_is_given_a_new_key(run: Run) -> None:
    status, out, _err = run("rotate", "--without-recovery")
    assert status == 0
    assert json.loads(out)["generation"] == 2
    assert run("verify")[0] == 0


def test_a_sheet_is_made_typed_back_and_used(run: Run, sheet: Sequence[str]) -> None:
    wrong = [*sheet]
    wrong[2] = wrong[1]
    status, _out, err = run("recovery", "confirm", lines=wrong)
    assert status == 10
    assert "3" in err

    status, out, _err = run("recovery", "confirm", lines=sheet)
    assert status == 0
    assert set(json.loads(out)) == {"made_on", "confirmed_on"}
    for name, expected in (("Nadia", 2), ("Élise", 0)):
        used = run("recovery", "use", staff=name, passphrase=None, lines=sheet, new=NEW)
        assert used[0] == expected
    assert run("verify")[0] == 10
    assert run("verify", passphrase=NEW)[0] == 0


def test_several_coordinate_and_nobody_said_who_has_the_sheet(
    run: Run, sheet: Sequence[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("recovery", "confirm", lines=sheet)[0] == 0
    role = ("--role", "coordinator")
    assert run("add-staff", "--name", "Nadia", *role, new=NADIA)[0] == 0
    lines, new = descriptor("\n".join(sheet)), descriptor(NEW)
    given = ["--lines-fd", lines, "--new-passphrase-fd", new]

    status = main(["vault", "recovery", "use", str(tmp_path / "coffre"), *given])

    assert status == 2
    assert "--staff" in capsys.readouterr().err


def test_lines_are_read_from_the_input(
    run: Run, sheet: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(sheet)))
    assert run("recovery", "confirm")[0] == 0


def test_nothing_is_written_over_the_files_of_a_vault(run: Run, tmp_path: Path) -> None:
    for name in ("keys.json", "vault.db", "backups/feuille.pdf"):
        out = str(tmp_path / "coffre" / name)
        status, _out, err = run("recovery", "make", "--out", out)
        assert (status, "ne peut pas être écrit" in err) == (2, True)
    assert run("verify")[0] == 0


@pytest.mark.parametrize("lines", [[], [""], ["x" * (1 << 16)]])
def test_no_line_is_said(run: Run, lines: list[str]) -> None:
    status, _out, err = run("recovery", "confirm", lines=lines)
    assert (status, err.count("\n")) == (2, 1)


def test_an_input_that_is_closed_has_no_line(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", None)
    status, _out, err = run("recovery", "confirm")
    assert (status, err.count("\n")) == (2, 1)


def test_lines_that_cannot_be_read_are_said() -> None:
    with pytest.raises(cli_access.MissingLinesError):
        cli_access._lines(99_999)


def test_the_journal_is_printed_without_what_was_written(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_access, "_PAGE", 2)
    added(run)

    status, out, _err = run("audit")

    entries = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [entry["action"] for entry in entries] == [
        "staff.added",
        "organisation.created",
        "staff.added",
    ]
    assert set(entries[0]) == {
        "number", "at", "staff", "action", "subject", "fields",
    }  # fmt: skip
    assert "Nadia" not in out
    assert len(run("audit", "--by", "Élise")[1].splitlines()) == 3
    assert run("audit", "--by", "Nadia")[1] == ""
    status, out, err = run("audit", "--by", "Zoé")
    assert (status, out) == (2, "")
    assert "Personne de ce nom" in err
    assert run("audit", "--subject", "x")[1] == ""
    assert run("remove-staff", "--name", "Nadia")[0] == 0
    added(run)  # Another person, of the same name.
    for _time in range(2):
        assert run("change-passphrase", staff="Nadia", passphrase=NADIA, new=NADIA) == (
            0, "", "",
        )  # fmt: skip
    theirs = run("audit", "--by", "Nadia")[1].splitlines()
    assert [json.loads(line)["staff"] for line in theirs] == ["Nadia"] * 2


def test_a_passphrase_is_read_from_a_file_or_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "phrase"
    file.write_text(f"{ELISE}\nmore\n", encoding="utf-8")
    monkeypatch.setattr(cli_access.getpass, "getpass", lambda _prompt: NEW)

    assert cli_access.read_secret(None, file) == ELISE
    assert cli_access.read_secret(None, None) == NEW


def test_a_new_passphrase_is_typed_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody sees what they type, and nobody else can open the vault."""
    asked: list[str] = []
    typed = iter([NEW, NEW, NEW, ELISE, ELISE, ""])

    def terminal(question: str) -> str:
        asked.append(question)
        return next(typed)

    monkeypatch.setattr(cli_access.getpass, "getpass", terminal)

    assert cli_access.read_secret(None, None, new=True) == NEW
    with pytest.raises(cli_access.DifferentPassphrasesError):
        cli_access.read_secret(None, None, new=True)
    assert cli_access.read_secret(None, None) == ELISE
    with pytest.raises(cli_access.MissingPassphraseError):
        cli_access.read_secret(None, None, new=True)
    new, again, old = "Nouvelle phrase secrète", "La même", "Phrase secrète"
    begun = (new, again, new, again, old, new)
    assert all(a.startswith(b) for a, b in zip(asked, begun, strict=True))


def test_a_passphrase_file_that_windows_marked_is_read(tmp_path: Path) -> None:
    file = tmp_path / "phrase"
    file.write_bytes(b"\xef\xbb\xbf" + f"{ELISE}\r\n".encode())

    assert cli_access.read_secret(None, file) == ELISE


def test_a_passphrase_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "phrase").write_bytes(b"\xff\xfe")
    (tmp_path / "endless").write_bytes(bytes(1 << 17))
    for file in (tmp_path / "nothing", tmp_path / "phrase", tmp_path / "endless"):
        with pytest.raises(cli_access.MissingPassphraseError):
            cli_access.read_secret(None, file)


@pytest.mark.parametrize("wrong", [-1, 1 << 40])
def test_a_descriptor_that_cannot_be_one_is_said_without_a_traceback(
    wrong: int,
) -> None:
    with pytest.raises(cli_access.MissingPassphraseError):
        cli_access.read_secret(wrong, None)
    with pytest.raises(cli_access.MissingPassphraseError):
        cli_access.read_secret(None, Path("a\0b"))
    with pytest.raises(cli_access.MissingLinesError):
        cli_access._lines(wrong)
