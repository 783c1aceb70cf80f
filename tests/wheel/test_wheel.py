"""What the wheel holds, and that it starts where there is nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

from anef_desk.catalogue.library import compile_catalogue
from anef_desk.i18n import COMPONENTS, NAMES, SOURCE_LANGUAGE
from tests.wheel.conftest import ROOT, SOURCE_DATE

DATA = "anef_desk/_data"


def test_the_wheel_brings_two_packages_and_nothing_else(names: frozenset[str]) -> None:
    """No tests, no packaging, no loose data in `site-packages`."""
    tops = {name.split("/")[0] for name in names}

    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "anef_desk",
        "ui",
    }


def test_the_wheel_has_compiled_translations_and_no_source_of_them(
    names: frozenset[str],
) -> None:
    """One for each language and component."""
    expected = {
        f"{DATA}/translations/{language}/LC_MESSAGES/{component}.mo.gz"
        for language in NAMES
        if language != SOURCE_LANGUAGE
        for component in COMPONENTS
    }

    assert {name for name in names if name.endswith(".mo.gz")} == expected
    assert not [name for name in names if name.endswith((".po", ".pot"))]


def test_the_wheel_has_the_catalogue_as_one_file(wheel: Path) -> None:
    """The very bytes that a checkout makes of its sources."""
    with zipfile.ZipFile(wheel) as opened:
        shipped = opened.read(f"{DATA}/resources/catalogue.json")

    assert shipped == compile_catalogue()


def test_the_wheel_does_not_repeat_the_sources_of_the_catalogue(
    names: frozenset[str],
) -> None:
    """Two copies of the law would one day disagree."""
    assert not [n for n in names if n.startswith(f"{DATA}/resources/catalogue/")]


def test_the_wheel_has_every_other_resource(names: frozenset[str]) -> None:
    """Fonts and their licences, letters, icons, demo people."""
    resources = ROOT / "resources"
    expected = {
        f"{DATA}/resources/{file.relative_to(resources).as_posix()}"
        for file in resources.rglob("*")
        if file.is_file() and file.relative_to(resources).parts[0] != "catalogue"
    }

    assert expected <= names


def test_the_wheel_has_the_scripts_of_the_vault(names: frozenset[str]) -> None:
    """A migration is a file beside the code."""
    schema = ROOT / "anef_desk" / "vault" / "schema"
    expected = {f"anef_desk/vault/schema/{file.name}" for file in schema.glob("*.sql")}

    assert expected
    assert expected <= names


def test_the_installed_command_is_that_of_the_wheel(
    installed: Path, tmp_path: Path
) -> None:
    """Nothing of the checkout is in reach of the tests below."""
    program = "import anef_desk, ui; print(anef_desk.__file__); print(ui.__file__)"
    answer = _run([str(installed / "python"), "-c", program], tmp_path)

    folders = [Path(line) for line in answer.stdout.split()]
    assert all(folder.is_relative_to(installed.parent) for folder in folders)


def test_the_installed_command_answers_as_the_checkout(
    installed: Path, tmp_path: Path
) -> None:
    """The same facts, day and language: the same answer, to the byte."""
    facts = {"status": "refugee", "wants": "first_permit", "filed_on": "2026-03-20"}
    (tmp_path / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
    for language in NAMES:
        asked = ["guide", "facts.json", "--on", "2026-11-22", "--lang", language]
        there = _run([str(installed / "anef-desk"), *asked], tmp_path)
        here = _run([sys.executable, "-m", "anef_desk", *asked], tmp_path)

        assert there.stdout == here.stdout
        assert json.loads(there.stdout)["procedures"][0]["code"] == "A2"


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, cwd=folder
    )
    assert done.returncode == 0, done.stderr
    return done


def test_the_same_sources_make_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    """To the byte, on another day, in another place: anyone can check a release."""
    (tmp_path / "elsewhere").mkdir()
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
    folder = tmp_path / "dist"
    place = {"TZ": "Pacific/Apia", "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [*command, "--outdir", str(folder), str(ROOT)],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path / "elsewhere",
        env={**os.environ, **place, "SOURCE_DATE_EPOCH": SOURCE_DATE},
    )
    assert done.returncode == 0, done.stdout + done.stderr

    (again,) = folder.glob("*.whl")

    assert again.read_bytes() == wheel.read_bytes()
