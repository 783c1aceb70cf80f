"""What must stay true of the tree itself."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from anef_desk import __version__

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted((*ROOT.glob("*.md"), ROOT / "translations" / "README.md"))
LOCKED = (
    "requirements-packages.txt",
    "requirements-dev.txt",
    "requirements.txt",
)
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+) ", re.MULTILINE)


def test_packaging_is_a_folder_and_no_package() -> None:
    """As a package, it would hide the library of that name."""
    assert not (ROOT / "packaging" / "__init__.py").exists()


@pytest.mark.parametrize("folder", ["resources", "translations"])
def test_what_people_edit_holds_no_code(folder: str) -> None:
    """Content is data, and an editable installation refuses code there."""
    assert not list((ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_each_link_of_a_document_leads_somewhere(document: Path) -> None:
    """Links to this repository, that is."""
    links = re.findall(r"\]\(([^)#]+)", document.read_text("utf-8"))
    here = [link for link in links if "://" not in link]

    assert not [link for link in here if not (document.parent / link).exists()]


def test_the_changelog_speaks_of_this_version() -> None:
    """What the application shows after an update."""
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")

    assert f"## [{__version__}]" in changelog


@pytest.mark.parametrize("name", LOCKED)
def test_the_locked_requirements_name_no_place(name: str) -> None:
    """They are installed from wherever this computer installs packages."""
    locked = (ROOT / "packaging" / name).read_text("utf-8")

    assert "://" not in locked
    assert "--index-url" not in locked
    assert "--find-links" not in locked


def test_what_the_project_asks_for_is_locked() -> None:
    """Each dependency at one version, which the project accepts."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    asked = [*project["project"]["dependencies"]]
    asked += [r for group in groups.values() for r in group if isinstance(r, str)]
    locked = _locked()

    requirements = [Requirement(line) for line in asked]
    assert not [
        str(requirement)
        for requirement in requirements
        if not requirement.specifier.contains(
            locked.get(canonicalize_name(requirement.name), "0")
        )
    ], "run `make lock`"
    assert {canonicalize_name(r.name) for r in requirements} <= locked.keys()


def test_each_font_comes_with_its_licence() -> None:
    """Both families are under the SIL Open Font License."""
    fonts = ROOT / "resources" / "fonts"
    families = {font.stem.split("-")[0] for font in fonts.glob("*.ttf")}

    assert families
    assert {name.stem.split("-")[0] for name in fonts.glob("*-OFL.txt")} == families


def _locked() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in LOCKED:
        locked = (ROOT / "packaging" / name).read_text("utf-8")
        for project, version in PINNED.findall(locked):
            found[canonicalize_name(project)] = version
    return found
