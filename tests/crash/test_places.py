"""Any clock, any zone, any name of a folder, any place: it works, or says why."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from anef_desk.cli import main
from anef_desk.vault import keys
from anef_desk.vault.keys import Kdf

PROJECT = Path(__file__).resolve().parents[2]
WORDS = "pluie tambour gare olive marteau lune cerf"
CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)

COMMAND = """
import sys
from anef_desk.vault import keys
from anef_desk.vault.keys import Kdf
keys.STRONG = keys.FLOOR = Kdf(memory_kib=64, iterations=1, lanes=1)
from anef_desk.cli import main
sys.exit(main(sys.argv[1:]))
"""

FACTS = {
    "status": "refugee",
    "wants": "first_permit",
    "filed_on": "2026-03-20",
    "filed_complete": True,
    "channel": "anef",
    "held": [{"kind": "api", "from": "2026-04-01", "until": "2026-06-30"}],
}

ZONES = (
    "UTC",
    "Europe/Paris",
    "Pacific/Kiritimati",  # fourteen hours ahead
    "Pacific/Pago_Pago",  # eleven behind
    "Asia/Kabul",  # half an hour off
    "America/St_Johns",
    "Nowhere/Unknown",
)

NAMES = (
    "خزنة الملفات",
    "dossier avec des espaces",
    "c’est l’été – “à” #1 100%? &x=1",
    "صندوق\u202eABC",
    "é" * 120,  # 240 bytes
    "x" * 240,
    "-rf",
    "a'b\"c;d",
)


def run(
    *arguments: str, before: tuple[str, ...] = (), **environment: str
) -> tuple[int, str, str]:
    """Run a command line; return its status and what it said."""
    done = subprocess.run(
        [*before, sys.executable, "-c", COMMAND, *arguments],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(PROJECT), **environment},
        timeout=120,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def facts(tmp_path: Path) -> str:
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(FACTS), encoding="utf-8")
    return str(file)


@pytest.fixture
def secret(tmp_path: Path) -> str:
    file = tmp_path / "phrase"
    file.write_text(WORDS, encoding="utf-8")
    return str(file)


@pytest.fixture
def clock() -> str:
    """Give ``faketime``, which starts a program on another day."""
    found = shutil.which("faketime")
    if found is None:
        pytest.skip("faketime is not installed")
    return found


def test_the_zone_of_the_computer_changes_no_date(facts: str) -> None:
    answers = {run("guide", facts, TZ=zone) for zone in ZONES}

    ((status, out, err),) = {answers.pop() for _ in range(1)}
    assert not answers
    assert (status, err) == (0, "")
    assert json.loads(out)["deadlines"]


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        ("2026-06-30 21:59:30", "2026-06-30"),  # one minute to midnight in Paris
        ("2026-06-30 22:00:30", "2026-07-01"),
        ("2026-12-31 22:59:30", "2026-12-31"),
        ("2026-12-31 23:00:30", "2027-01-01"),
        ("2026-03-29 01:00:30", "2026-03-29"),  # the hour that does not exist
        ("2026-10-25 00:30:00", "2026-10-25"),  # the hour that comes twice
        ("2028-02-29 12:00:00", "2028-02-29"),
    ],
)
def test_today_is_the_day_in_france_whatever_the_clock(
    facts: str, clock: str, utc: str, day: str
) -> None:
    """In a zone that is on another day than France for half of it."""
    moment = datetime.fromisoformat(f"{utc}+00:00")
    local = moment.astimezone(ZoneInfo("Pacific/Kiritimati"))
    before = (clock, "-f", f"@{local:%Y-%m-%d %H:%M:%S}")

    _status, out, _err = run("guide", facts, before=before, TZ="Pacific/Kiritimati")

    assert json.loads(out)["on"] == day


@pytest.mark.parametrize("when", ["1999-12-31 23:59:00", "2038-01-19 03:14:00"])
def test_a_wrong_clock_loses_nothing(
    tmp_path: Path, secret: str, clock: str, when: str
) -> None:
    """A vault made today is opened, changed and backed up on an impossible day."""
    folder, with_it = str(tmp_path / "coffre"), ("--passphrase-file", secret)
    state = {"XDG_STATE_HOME": str(tmp_path / "state")}
    run("vault", "create", folder, "--organisation", "X", "--staff", "É", *with_it)
    person = tmp_path / "p.json"
    person.write_text('{"family_name": "Karimi"}', encoding="utf-8")
    then = (clock, "-f", f"@{when}")

    status, out, err = run(
        "vault", "add-person", folder, str(person), *with_it, before=then, **state
    )
    assert (status, err) == (0, "")
    assert "ACK 3" in out
    assert run("vault", "backup", folder, *with_it, before=then, **state)[0] == 0

    status, out, _err = run("vault", "verify", folder, *with_it, **state)
    assert json.loads(out)["findings"] == []
    assert len(json.loads(run("vault", "search", folder, *with_it, **state)[1])) == 1
    assert run("vault", "restore", folder, *with_it, **state)[0] == 0


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a passphrase be tried at once, in this process."""
    monkeypatch.setattr(keys, "STRONG", CHEAP)
    monkeypatch.setattr(keys, "FLOOR", CHEAP)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.mark.parametrize("name", NAMES)
def test_every_verb_works_whatever_the_name_of_the_folder(
    tmp_path: Path,
    secret: str,
    name: str,
    here: None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = str(tmp_path / name)
    person = tmp_path / "p.json"
    person.write_text('{"family_name": "Karimi"}', encoding="utf-8")
    for verb, *more in (
        ("create", "--organisation", "X", "--staff", "É"),
        ("add-person", str(person)),
        ("backup",),
        ("rehearse",),
        ("verify",),
        ("dump-state",),
        ("restore",),
        ("search", "karimi"),
    ):
        capsys.readouterr()
        status = main(["vault", verb, folder, *more, "--passphrase-file", secret])
        told = capsys.readouterr()
        assert (status, told.err) == (0, ""), verb
    assert len(json.loads(told.out)) == 1
    assert main(["vault", "info", folder]) == 0


@pytest.mark.parametrize("verb", ["create", "verify", "info", "backup", "restore"])
def test_a_name_too_long_says_why(
    tmp_path: Path,
    secret: str,
    verb: str,
    here: None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    more = {"create": ["--organisation", "X", "--staff", "É"]}.get(verb, [])
    given = [] if verb == "info" else ["--passphrase-file", secret]

    status = main(["vault", verb, str(tmp_path / ("x" * 300)), *more, *given])

    told = capsys.readouterr()
    assert status in {2, 16}
    assert (told.out, told.err.count("\n")) == ("", 1)


def test_a_place_that_is_read_only_is_read_and_says_why_it_is_not_written(
    tmp_path: Path, secret: str, strace: str
) -> None:
    """As a stick with its switch pushed: nothing can be opened for writing."""
    folder, with_it = str(tmp_path / "coffre"), ("--passphrase-file", secret)
    state = {"XDG_STATE_HOME": str(tmp_path / "state")}
    run("vault", "create", folder, "--organisation", "X", "--staff", "É", *with_it)
    person = tmp_path / "p.json"
    person.write_text('{"family_name": "Karimi"}', encoding="utf-8")
    run("vault", "add-person", folder, str(person), *with_it, **state)
    lock = str(Path(folder, "vault.lock"))
    locked = (
        strace, "-f", "-qq", "-o", "/dev/null", "-P", lock,
        "-einject=openat:error=EROFS",
    )  # fmt: skip

    for verb, *more in (
        ("verify",),
        ("add-person", str(person)),
        ("backup",),
        ("restore",),
    ):
        status, out, err = run(
            "vault", verb, folder, *more, *with_it, before=locked, **state
        )
        expected = 2 if verb == "restore" else 14  # There is no backup to restore.
        assert (status, out) == (expected, ""), verb
        assert err.count("\n") == 1

    before = {
        item: item.read_bytes() for item in Path(folder).iterdir() if item.is_file()
    }
    status, out, err = run(
        "vault", "search", folder, "karimi", "--read-only", *with_it,
        before=locked, **state,
    )  # fmt: skip
    assert (status, err) == (0, "")
    assert len(json.loads(out)) == 1
    assert before == {
        item: item.read_bytes() for item in Path(folder).iterdir() if item.is_file()
    }
